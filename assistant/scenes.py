"""Keeps what a talk is about from one message to the next, and hears the next one in its light."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from assistant import wording
from assistant.asking import buttons
from assistant.guesses import ABOUT
from assistant.referring import Heard, Known, Named, hear
from corpus.lexical import normalise
from tools.archive.keeping import marks, offer
from tools.database.repositories.enterprises import EnterpriseRepository
from tools.domain.tickets.cues import angry
from tools.kit import lexicon
from tools.kit.tool import Focus, Scene

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from assistant.steps import Outcome
    from tools.domain.profile import Profile
    from tools.kit.ports import Library
    from tools.kit.tool import Pending, Role, ToolContext

Kind = Literal["enterprises", "tickets", "scenarios"]
FOREMOST: tuple[Kind, ...] = ("tickets", "enterprises", "scenarios")
"""What an answer is foremost about."""
BEGINS = {"answer_diagnosis": "start_diagnosis"}
"""Tools that begin an intake, by those that go on with it."""
TWO = 2
OFFERED_AFTER = frozenset(
    ABOUT
    | {"match_policies", "recommend_scenarios", "list_scenarios", "list_policies", "compare_scenarios", "calculate_kpi"}
)
"""Tools after whose answer facts are offered to be kept."""
ANOTHERS = frozenset({"switch_enterprise", "join_enterprise", "leave_enterprise", "erase_archive"})
"""Tools after which a talk begins anew: it is about another enterprise, or about none."""
REVIVED = frozenset({"open_ticket", "keep_facts", "keep_kpi", "make_promise", "start_campaign", "edit_scenario"})
"""Tools whose question is asked again where it was given up too soon."""
LONGEST_REVIVAL = 30
FEW = 3
"""Enterprises of a list that are remembered like those spoken of."""
LISTED = 20
"""Enterprises of a list that can be spoken of by their places."""
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
    first: Named | None = None
    if context.role == "operator":
        offered_firms = [str(s.arguments["enterprise"]) for s in focus.offered if "enterprise" in s.arguments]
        shown = offered_firms or list(focus.scene.listed)
        async with context.store.session() as session:
            enterprises = EnterpriseRepository(session)
            near = await enterprises.near(text)
            names = await enterprises.names([*focus.scene.enterprises, *shown])
            spoken = [(one, names[one]) for one in focus.scene.enterprises if one in names]
            listed = [(one, names[one]) for one in shown if one in names]
            two = listed if len(listed) == TWO else spoken[:TWO]
            first = await _first_of(enterprises, text, two)
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
            first=first,
        ),
        focus.scene,
        context.role,
    )


async def _first_of(enterprises: EnterpriseRepository, text: str, two: Sequence[Named]) -> Named | None:
    """Return the one of two enterprises that has more, or less, of what a message names; None for neither."""
    match = lexicon.BIGGER.search(text)
    if match is None or len(two) < TWO:
        return None
    profiles = [await enterprises.profile(one) for one, _ in two]
    sizes = [_size(profile, match["what"]) for profile in profiles]
    one, other = sizes
    if one is None or other is None or one == other:
        return None
    return two[0] if (one > other) == (match["more"] in lexicon.MORE_OF) else two[1]


def _size(profile: Profile, what: str) -> float | None:
    if what in lexicon.BY_SCORE:
        return profile.standing.total if profile.standing else None
    value = profile.facts.get(lexicon.SIZES[what])
    return float(value) if isinstance(value, int | float) else None


def begins_anew(outcome: Outcome) -> bool:
    """Tell whether what was done ends whatever was asked before, for it was asked of another enterprise."""
    return any(call.name in ANOTHERS for call in outcome.calls)


def ended(outcome: Outcome, pending: Pending, before: Focus | None) -> bool:
    """Tell whether a question that was open is over, for what it is about has changed.

    Args:
        outcome: What was answered since.
        pending: The question.
        before: What the conversation was about when it was asked.
    """
    after = outcome.focus
    if begins_anew(outcome):
        return True
    if before is None or after is None or not before.arguments or before.tool != after.tool:
        return False
    leans = all(pending.arguments.get(name) == value for name, value in before.arguments.items() if name != "question")
    return leans and after.arguments != before.arguments


def under_discussion(focus: Focus | None, pending: Pending) -> Focus | None:
    """Return what a talk is about while a question is open: nothing of before where an intake began or went on last.

    Args:
        focus: What it was about.
        pending: The open question.
    """
    begun = pending.insists and focus is not None and focus.scene.tool in {pending.tool, BEGINS.get(pending.tool)}
    return Focus(scene=focus.scene) if begun and focus is not None else focus


def revived(text: str, scene: Scene) -> Pending | None:
    """Return the question that was just given up and is wanted after all; never one on what nothing takes back.

    Args:
        text: Normalised text.
        scene: What the talk was about.
    """
    fits = scene.let_go is not None and scene.let_go.tool in REVIVED and len(text) <= LONGEST_REVIVAL
    return scene.let_go if fits and lexicon.REVIVES.fullmatch(text) else None


def remembered(heard: Heard, outcome: Outcome, role: Role, library: Library) -> Scene:
    """Return whom and what a talk is about once a message was answered.

    Args:
        heard: The message.
        outcome: What was answered, and what is asked.
        role: What the speaker is.
        library: What has been read.
    """
    if begins_anew(outcome):
        return Scene()
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
    also = [one for call in outcome.calls for one in _listed(call.name, call.result)] if role == "operator" else []
    ran = [call.name for call in outcome.calls]
    latest = next((kind for kind in FOREMOST if kinds[kind]), before.latest)
    return Scene(
        enterprises=_first(
            kinds["enterprises"], [*before.enterprises, *also] if len(also) <= FEW else before.enterprises
        ),
        listed=tuple(also[:LISTED]) or before.listed,
        tickets=_first(kinds["tickets"], before.tickets),
        scenarios=_first(kinds["scenarios"], before.scenarios),
        latest=latest,
        let_go=outcome.let_go,
        offered=_first(outcome.offered, before.offered, MOST_OFFERED),
        tool=ran[-1] if ran else asked.tool if asked is not None else before.tool,
    )


def _first(now: Iterable[str], before: Iterable[str], most: int = MOST) -> tuple[str, ...]:
    return tuple(dict.fromkeys([*now, *before]))[:most]


async def offering(context: ToolContext, scene: Scene, outcome: Outcome, waiting: Pending | None) -> Outcome:
    """Offer to keep what a person told of their own firm on the way to something else, once.

    Args:
        context: Who is speaking.
        scene: What the talk was about.
        outcome: What was answered.
        waiting: The question that was open before, which nothing may take the place of.
    """
    if context.role == "enterprise" and angry(normalise(context.question)):
        return outcome
    asks = any(one is not None and not one.aside for one in (outcome.pending, waiting))
    if asks or outcome.declined or not outcome.calls or any(call.name not in OFFERED_AFTER for call in outcome.calls):
        return outcome
    keeping = await offer(context, context.question, without=scene.offered)
    if keeping is None:
        return outcome
    outcome.text = wording.AND_THEN.join((outcome.text, keeping.question))
    outcome.pending, outcome.offered = keeping, marks(keeping.arguments["facts"])
    outcome.suggestions = buttons(keeping, outcome.suggestions)
    return outcome


def _listed(tool: str, said: Mapping[str, Any]) -> list[str]:
    """Return the enterprises of a list that was shown."""
    if tool == "compare_enterprises":
        pair = (said.get("first"), said.get("second"))
        return [str(one.get("id")) for one in pair if isinstance(one, dict) and one.get("id")]
    rows = said.get("enterprises") if tool == "find_enterprises" else None
    return [str(row.get("id")) for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []


def _spoken_of(tool: str, said: Mapping[str, Any]) -> Iterator[tuple[Kind, str]]:
    """Find what the arguments and the result of a call speak of: an enterprise, a ticket, scenarios."""
    for slot in ("enterprise", "first", "second"):
        one = said.get(slot)
        one = one.get("id") if isinstance(one, dict) else one
        if isinstance(one, str) and one and tool != "compare":
            yield ("scenarios" if tool == "compare_scenarios" and slot != "enterprise" else "enterprises"), one
    if len(rows := _listed(tool, said)) == 1:
        yield "enterprises", rows[0]
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
