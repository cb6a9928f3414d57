"""The life of a ticket: which states there are, which moves lead where, and who may make them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Literal

from tools.kit.errors import Conflict, NotPermitted

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from tools.kit.tool import Role

Kind = Literal["need", "question", "complaint", "hand_off"]
Matter = Literal["need", "question", "complaint"]
"""What people put down; a hand-off comes of a talk."""
Severity = Literal["urgent", "high", "normal", "low"]
State = Literal["recorded", "assessed", "scheduled", "resolved", "verified", "revisited", "closed"]
Assessment = Literal["business", "product", "technical"]
Action = Literal["assess", "schedule", "resolve", "verify", "revisit", "close", "reopen", "assign", "grade", "note"]

STATES: tuple[State, ...] = ("recorded", "assessed", "scheduled", "resolved", "verified", "revisited", "closed")
"""In the order of clauses 8.2.3 (the demand pool) and 8.3.5 e) (recorded, resolved, verified, revisited)."""
ASSESSMENTS: tuple[Assessment, ...] = ("business", "product", "technical")
"""The three assessments of clause 8.2.3, in its order."""

ANSWER_HOURS: dict[Severity, int] = {"urgent": 4, "high": 24, "normal": 72, "low": 168}
"""Hours from a ticket's opening to its answer, nights and holidays included: the platform's own, not the standard's."""
PERSON_HOURS = 4
"""Hours within which a person joins a talk, whatever it is about."""
GRAVEST_FIRST: tuple[Severity, ...] = ("urgent", "high", "normal", "low")


@dataclass(frozen=True, slots=True)
class Step:
    """A move between states.

    Attributes:
        sources: The states it may start from.
        target: The state it leads to.
        enterprise: Whether the enterprise's people may make it too.
        amends: The states operators alone may start from, to take back what was done by mistake.
    """

    sources: frozenset[State]
    target: State
    enterprise: bool = False
    amends: frozenset[State] = frozenset()

    def begins(self, role: Role) -> frozenset[State]:
        """Return the states it may start from, for a role."""
        return self.sources | self.amends if role == "operator" else self.sources


STEPS: dict[Action, Step] = {
    "assess": Step(frozenset({"recorded"}), "assessed"),
    "schedule": Step(frozenset({"assessed"}), "scheduled"),
    "resolve": Step(frozenset({"scheduled"}), "resolved"),
    "verify": Step(frozenset({"resolved"}), "verified", enterprise=True),
    "revisit": Step(frozenset({"verified"}), "revisited", enterprise=True),
    "close": Step(frozenset({"revisited"}), "closed"),
    "reopen": Step(
        frozenset({"resolved", "verified", "revisited"}), "scheduled", enterprise=True, amends=frozenset({"closed"})
    ),
}
"""Every move there is. What is not solved goes back to work, up to the moment the ticket is closed; what was closed by
mistake, operators open again."""
LEADING_TO: dict[State, Action] = {step.target: action for action, step in STEPS.items() if action != "reopen"}
"""The move that leads to a state for the first time."""
OPEN: tuple[State, ...] = ("recorded", "assessed", "scheduled")
"""States in which somebody waits for an answer."""
DONE: frozenset[State] = frozenset({"resolved", "verified", "revisited", "closed"})
"""States in which nobody waits for an answer any more."""
ASSESSABLE: frozenset[State] = frozenset({"recorded", "assessed"})
"""States in which assessments are taken down."""


def move(state: State, action: Action, role: Role) -> State:
    """Return the state a move leads to.

    Args:
        state: Where the ticket stands.
        action: The move.
        role: Who makes it.

    Raises:
        NotPermitted: It is not theirs to make.
        Conflict: It does not start from this state; ``data`` holds ``state``, ``action`` and the moves that do.
    """
    allow(action, role)
    step = STEPS.get(action)
    if step is None:
        return state
    if state not in step.begins(role):
        msg = f"{action} does not start from {state}"
        raise Conflict(msg, what="move", state=state, action=action, next=moves(state, role))
    return step.target


def allow(action: Action, role: Role) -> None:
    """Refuse what is not for a role to do.

    Raises:
        NotPermitted: The enterprise's people add to a ticket, say whether it is solved and still is, and no more.
    """
    step = STEPS.get(action)
    if role != "operator" and action != "note" and not (step is not None and step.enterprise):
        msg = f"{action} is for operators"
        raise NotPermitted(msg, what="move", action=action)


def moves(state: State, role: Role) -> tuple[Action, ...]:
    """Return the moves between states that start here, for a role."""
    return tuple(
        action
        for action, step in STEPS.items()
        if state in step.begins(role) and (role == "operator" or step.enterprise)
    )


def goes_through(state: State, action: Action, kind: Kind) -> bool:
    """Tell whether operators may make a move in one go from a state further back, through those between.

    What was done is often told when it is done. A need is assessed all the same before anything else (clause 8.2.3),
    and nothing that is for the enterprise to say is passed over.

    Args:
        state: Where the ticket stands.
        action: The move.
        kind: What kind of ticket it is.
    """
    if action not in {"schedule", "resolve"} or state not in OPEN or (kind == "need" and state == "recorded"):
        return False
    return STATES.index(state) < STATES.index(STEPS[action].target) - 1


def after_assessment(state: State, done: Collection[Assessment], kind: Kind = "need") -> State:
    """Return the state once some assessments are there: all three make a recorded need an assessed one.

    The three are for the needs of the demand pool; of any other ticket one says enough.
    """
    enough = set(done) >= set(ASSESSMENTS) if kind == "need" else bool(done)
    return "assessed" if state == "recorded" and enough else state


def due(severity: Severity, opened: datetime, kind: Kind = "need") -> datetime:
    """Return when a ticket opened at a moment is to be answered."""
    hours = ANSWER_HOURS[severity]
    return opened + timedelta(hours=min(hours, PERSON_HOURS) if kind == "hand_off" else hours)


def overdue(state: State, due_at: datetime, now: datetime) -> bool:
    """Tell whether an answer is late."""
    return state not in DONE and now > due_at
