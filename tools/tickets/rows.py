"""What the tools on tickets give back, and how one ticket is told."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from pydantic import BaseModel, ConfigDict

from tools.domain.tickets.lexicon import Module
from tools.domain.tickets.states import Action, Assessment, Kind, Severity, State, moves, overdue
from tools.kit.tool import Focus, Suggestion, ToolResult
from tools.wording import tickets as wording

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from tools.database.models import Ticket
    from tools.kit.tool import Role

LONGEST_LINE = 40


class TicketRow(BaseModel):
    """One ticket; times are ISO moments in UTC, and whose it is stands there for operators."""

    model_config = ConfigDict(frozen=True)

    number: str
    kind: Kind
    module: Module
    severity: Severity
    state: State
    text: str
    enterprise: str | None
    enterprise_id: str | None
    assignee: str | None
    urged: int
    created_at: str
    due_at: str
    overdue: bool


class TicketEntry(BaseModel):
    """One entry of a ticket's history."""

    model_config = ConfigDict(frozen=True)

    at: str
    kind: str
    state: State | None
    assessment: Assessment | None
    who: str
    note: str


class TicketOpened(ToolResult):
    """A ticket that was put down, or the one that said the same; ``like`` tells of another of theirs much like it.

    ``matter`` is what it says, as typed.
    """

    number: str
    kind: Kind
    severity: Severity
    module: Module
    due_at: str
    created: bool
    need: str | None = None
    supporters: int = 0
    like: str = ""
    matter: str = ""


class TicketList(ToolResult):
    """Tickets, or one with its history."""

    total: int
    tickets: tuple[TicketRow, ...] = ()
    history: tuple[TicketEntry, ...] = ()


class TicketChanged(ToolResult):
    """A ticket after a change."""

    number: str
    state: State
    urged: int = 0
    assignee: str | None = None
    assessed: tuple[Assessment, ...] = ()


class NeedRow(BaseModel):
    """One need of the demand pool."""

    model_config = ConfigDict(frozen=True)

    number: str
    title: str
    module: str
    supporters: int
    names: tuple[str, ...]
    states: dict[str, int]


class NeedList(ToolResult):
    """Needs, the most wanted first."""

    total: int
    needs: tuple[NeedRow, ...] = ()


def row(ticket: Ticket, names: Mapping[str, str], now: datetime) -> TicketRow:
    """Return a ticket as a result holds it."""
    state = cast("State", ticket.state)
    return TicketRow(
        number=ticket.number,
        kind=cast("Kind", ticket.kind),
        module=cast("Module", ticket.module),
        severity=cast("Severity", ticket.severity),
        state=state,
        text=ticket.text,
        enterprise=names.get(ticket.enterprise_id),
        enterprise_id=ticket.enterprise_id if ticket.enterprise_id in names else None,
        assignee=ticket.assignee,
        urged=ticket.urged,
        created_at=ticket.created_at.isoformat(),
        due_at=ticket.due_at.isoformat(),
        overdue=overdue(state, ticket.due_at, now),
    )


def short(text: str, longest: int = LONGEST_LINE) -> str:
    """Return the beginning of a text on one line."""
    line = " ".join(text.split())
    return line if len(line) <= longest else line[: longest - 1] + "…"


def choice(ticket: Ticket, length: int = 16, enterprise: str = "") -> tuple[str, str]:
    """Return a ticket as an option of a question: its number, and how it is called, with so much of its text."""
    called = f"{enterprise} {wording.KINDS[ticket.kind]}" if enterprise else wording.KINDS[ticket.kind]
    return ticket.number, wording.CHOICE.format(number=ticket.number, called=called, text=short(ticket.text, length))


def standing(ticket: Ticket, now: datetime) -> str:
    """Say when a ticket is to be answered, or what it waits for."""
    state = cast("State", ticket.state)
    if words := wording.DUE_DONE.get(state):
        return words
    seconds = (ticket.due_at - now).total_seconds()
    form = wording.DUE_LATE if overdue(state, ticket.due_at, now) else wording.DUE_LEFT
    return form.format(due=wording.moment(ticket.due_at), left=wording.span(abs(seconds)))


def focus_on(ticket: Ticket, role: Role, *, told: bool = False) -> Focus:
    """Return what a talk is about once a ticket was shown or changed: to operators, whose it is too.

    Args:
        ticket: The ticket.
        role: Who is speaking.
        told: The enterprise was told something last, which more may be added to.
    """
    whose = {"enterprise": ticket.enterprise_id} if role == "operator" else {}
    kind = {"kind": ticket.kind} if ticket.kind == "hand_off" else {}
    beside = {"told": True} if told else {}
    return Focus(tool="show_tickets", arguments={"number": ticket.number, **kind, **whose, **beside})


def buttons(ticket: Ticket, role: Role) -> tuple[Suggestion, ...]:
    """Return what may be done next with a ticket."""
    state = cast("State", ticket.state)
    number: dict[str, Any] = {"number": ticket.number}
    titles = wording.OWN_ACTIONS if role != "operator" else {}
    # Whether it still is solved is asked some time later.
    steps: Sequence[Action] = [step for step in moves(state, role) if role == "operator" or step != "revisit"]
    found = [
        Suggestion(
            title=titles.get(action, wording.ACTIONS[action]),
            tool="move_ticket",
            arguments={**number, "action": action},
        )
        for action in steps
    ]
    if role != "operator" and state in {"recorded", "assessed", "scheduled"}:
        found.append(Suggestion(title=wording.URGE_IT, tool="urge_ticket", arguments=number))
    if role != "operator" and state in {"verified", "revisited", "closed"}:
        found.append(Suggestion(title=wording.RATE_IT, tool="rate_service", arguments={"about": "ticket"}))
    return tuple(found)
