"""Keeps what a talk is about from one message to the next, and hears the next one in its light."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from assistant import wording
from assistant.asking import buttons
from assistant.referring import Heard, Known, Named, hear
from corpus.lexical import normalise
from tools.archive.keeping import offer
from tools.database.repositories.enterprises import EnterpriseRepository
from tools.kit.tool import Focus, Scene

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from assistant.steps import Outcome
    from tools.kit.ports import Library
    from tools.kit.tool import Role, ToolContext

Kind = Literal["enterprises", "tickets", "scenarios"]
FOREMOST: tuple[Kind, ...] = ("tickets", "enterprises", "scenarios")
"""What an answer is foremost about."""
MOST_OFFERED = 24
MOST = 4
"""How many of a kind are remembered."""
TICKETS = frozenset(
    {"open_ticket", "move_ticket", "urge_ticket", "show_tickets", "hand_off", "take_hand_off", "release_hand_off"}
    | {"relay_message"}
)
"""Tools whose result has the number of a ticket."""


async def hear_in(context: ToolContext, focus: Focus | None, text: str) -> Heard:
    """Make a message whole with what its conversation was about.

    Args:
        context: Who is speaking, and what may be looked up.
        focus: What the conversation was about.
        text: Normalised text.
    """
    focus = focus or Focus()
    known = context.library.catalogs.scenarios
    titles = [(record.id, normalise(record.name)) for record in known.values()]
    called = dict(titles)
    spoken: Sequence[Named] = ()
    listed: Sequence[Named] = ()
    near: Sequence[Named] = ()
    if context.role == "operator":
        shown = [str(s.arguments["enterprise"]) for s in focus.offered if "enterprise" in s.arguments]
        async with context.store.session() as session:
            enterprises = EnterpriseRepository(session)
            near = await enterprises.near(text)
            names = await enterprises.names([*focus.scene.enterprises, *shown])
        spoken = [(one, names[one]) for one in focus.scene.enterprises if one in names]
        listed = [(one, names[one]) for one in shown if one in names]
    offered = [str(s.arguments["scenario"]) for s in focus.offered if "scenario" in s.arguments]
    return hear(
        text,
        Known(
            near=near,
            spoken=spoken,
            listed=listed,
            offered=[(one, called[one]) for one in offered if one in called],
            scenarios=[(one, called[one]) for one in focus.scene.scenarios if one in called],
            names=[name for _, name in titles],
        ),
        focus.scene,
        context.role,
    )


def remembered(heard: Heard, outcome: Outcome, role: Role, library: Library) -> Scene:
    """Return whom and what a talk is about once a message was answered.

    Args:
        heard: The message.
        outcome: What was answered, and what is asked.
        role: What the speaker is.
        library: What has been read.
    """
    kinds: dict[Kind, list[str]] = {"enterprises": [], "tickets": [], "scenarios": []}
    for call in outcome.calls:
        for kind, name in _spoken_of(call.name, {**call.arguments, **call.result}):
            kinds[kind].append(name)
    asked = outcome.pending
    if asked is not None and isinstance(firm := asked.arguments.get("enterprise"), str):
        kinds["enterprises"].append(firm)
    if asked is not None:
        offered = (choice.arguments.get("enterprise") for choice in asked.choices)
        kinds["enterprises"] += [one for one in offered if isinstance(one, str)]
    kinds["enterprises"] = [*(one for one, _ in heard.firms), *kinds["enterprises"]] if role == "operator" else []
    kinds["scenarios"] = [one for one in kinds["scenarios"] if one in library.catalogs.scenarios]
    before = heard.scene
    ran = [call.name for call in outcome.calls]
    latest = next((kind for kind in FOREMOST if kinds[kind]), before.latest)
    return Scene(
        enterprises=_first(kinds["enterprises"], before.enterprises),
        tickets=_first(kinds["tickets"], before.tickets),
        scenarios=_first(kinds["scenarios"], before.scenarios),
        latest=latest,
        offered=_first(outcome.offered, before.offered, MOST_OFFERED),
        tool=ran[-1] if ran else asked.tool if asked is not None else before.tool,
    )


def _first(now: Iterable[str], before: Iterable[str], most: int = MOST) -> tuple[str, ...]:
    return tuple(dict.fromkeys([*now, *before]))[:most]


async def offering(context: ToolContext, scene: Scene, outcome: Outcome) -> Outcome:
    """Offer to keep what a person told of their own firm on the way to something else, once.

    Args:
        context: Who is speaking.
        scene: What the talk was about.
        outcome: What was answered.
    """
    if not outcome.calls or outcome.declined or (outcome.pending is not None and not outcome.pending.aside):
        return outcome
    keeping = await offer(context, context.question)
    if keeping is None or (facts := told_apart(keeping.arguments["facts"])) <= set(scene.offered):
        return outcome
    outcome.text = wording.AND_THEN.join((outcome.text, keeping.question))
    outcome.pending, outcome.offered = keeping, tuple(sorted(facts))
    outcome.suggestions = buttons(keeping, outcome.suggestions)
    return outcome


def told_apart(facts: Mapping[str, Any]) -> set[str]:
    """Write facts as words that tell them apart."""
    return {f"{field}={value}" for field, value in facts.items()}


def _spoken_of(tool: str, said: Mapping[str, Any]) -> Iterator[tuple[Kind, str]]:
    """Find what the arguments and the result of a call speak of: an enterprise, a ticket, scenarios."""
    for slot in ("enterprise", "first", "second"):
        one = said.get(slot)
        one = one.get("id") if isinstance(one, dict) else one
        if isinstance(one, str) and one and tool != "compare":
            yield ("scenarios" if tool == "compare_scenarios" and slot != "enterprise" else "enterprises"), one
    rows = said.get("enterprises") if tool == "find_enterprises" else None
    if isinstance(rows, list) and len(rows) == 1 and isinstance(rows[0], dict):
        yield "enterprises", str(rows[0].get("id"))
    tickets = said.get("tickets") if tool == "show_tickets" else None
    if isinstance(tickets, list) and len(tickets) == 1:
        yield "tickets", str(tickets[0].get("number"))
        if isinstance(owner := tickets[0].get("enterprise_id") or tickets[0].get("enterprise"), str):
            yield "enterprises", owner
    elif tool in TICKETS and isinstance(number := said.get("number"), str) and number:
        yield "tickets", number
    for scenario in [said.get("scenario"), *(said.get("scenarios") or ())]:
        if isinstance(scenario, str):
            yield "scenarios", scenario
