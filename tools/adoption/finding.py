"""Finds the scenario a call is about: by name, by its place in what was shown, or among those that stand."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from corpus.lexical import normalise
from tools.database.repositories.adoptions import AdoptionRepository
from tools.database.repositories.enterprises import EnterpriseRepository
from tools.domain import days
from tools.domain.adoption import (
    called_otherwise,
    each_decided,
    ends,
    means_it,
    named,
    of_another,
    placed,
    pointed_at,
    tells,
    tells_figures,
)
from tools.domain.adoption.deciding import asks_in_passing
from tools.domain.catalogue import refining
from tools.domain.catalogue.meaning import SHORTEST, SURE_PIECE, Talk, mentioned, one_of
from tools.kit import lexicon as asking
from tools.kit.errors import InvalidArguments, NotFound
from tools.kit.tool import Suggestion
from tools.wording import adoption as wording

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from corpus.catalogs import Catalogs, Scenario
    from tools.database.engine import Session
    from tools.database.models import Adoption
    from tools.database.repositories.speaking import Firm
    from tools.domain.adoption import Decision, State
    from tools.kit.tool import ToolContext

MOST_OPTIONS = 6
LONGEST_NAME = 24
"""Characters up to which an answer may be nothing but a name."""
FRESH = timedelta(minutes=30)
"""How long a decision is what one goes on about."""
LEANS: tuple[days.Lean, ...] = ("past", "future")
"""Both ways a day without its year may be meant."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What the conversation has shown last.

    Attributes:
        offered: Ids of the scenarios listed, in order.
        at_hand: Id of the one spoken of; None for none.
        words: The present words, as they came.
        listed: The list as it was offered.
        spoken: Id of the only one the talk has been about, whatever came between; None for none or several.
    """

    offered: tuple[str, ...]
    at_hand: str | None
    words: str
    listed: tuple[Suggestion, ...] = ()
    spoken: str | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """The scenario a call is about.

    Attributes:
        scenario: It.
        sure: It was named; otherwise it is to be asked about before anything is written.
    """

    scenario: Scenario
    sure: bool = True


def read_name(text: str, arguments: Mapping[str, Any]) -> str | None:  # noqa: ARG001 -- the shape of a reader
    """Take a short answer for the name of an enterprise."""
    name = text.strip()
    asks = asking.ASKS.search(name) or asking.CANCEL.fullmatch(name)
    return None if asks or not 0 < len(name) <= LONGEST_NAME else name


def read_scenario(text: str, arguments: Mapping[str, Any]) -> str | None:
    """Take a short answer for the name of a scenario, where none is known yet."""
    other = tells(text) or ends(text) or tells_figures(text) or asking.WONDERS.search(text) or asks_in_passing(text)
    return None if arguments.get("scenario") or other else read_name(text, arguments)


def which_one(arguments: Mapping[str, Any]) -> dict[str, Any]:
    """Return those arguments that say which scenario of which enterprise is meant."""
    return {name: arguments[name] for name in ("scenario", "enterprise") if arguments.get(name)}


async def shown(session: Session, context: ToolContext) -> Shown:
    """Return what the conversation has shown last, for words that point at it."""
    focus, words = await AdoptionRepository(session).said(context.conversation, context.turn)
    listed = [Suggestion.model_validate(one) for one in focus.get("offered", ()) if "scenario" in one["arguments"]]
    offered = [str(one.arguments["scenario"]) for one in listed]
    at_hand = one_of((focus.get("arguments") or {}).get("scenario"))
    passages = [p for name in focus.get("passages", ()) if (p := context.library.get(name)) and p.kind == "scenario"]
    of_a_list = len(offered) > 1 and focus.get("tool") in refining.LISTS
    if at_hand is None and passages and not of_a_list:
        at_hand = passages[0].document
    if at_hand is None and len(offered) == 1:
        at_hand = offered[0]
    spoken: Sequence[str] = (focus.get("scene") or {}).get("scenarios") or ()
    return Shown(tuple(offered), at_hand, words, tuple(listed), spoken[0] if len(spoken) == 1 else None)


async def spoken_of(session: Session, context: ToolContext) -> tuple[str, str] | None:
    """Return the enterprise a talk was about last, with its name; None for none."""
    focus, _ = await AdoptionRepository(session).said(context.conversation, context.turn)
    ids = tuple((focus.get("scene") or {}).get("enterprises") or ())[:1]
    names = await EnterpriseRepository(session).names(ids) if ids else {}
    return next(((one, name) for one, name in names.items() if name), None)


async def find(  # noqa: PLR0913 -- all a name may lean on
    session: Session,
    context: ToolContext,
    firm: Firm,
    known: Catalogs,
    standing: Sequence[Adoption],
    *,
    given: str,
    words: str,
    states: Collection[State] = (),
    among: Collection[str] = (),
) -> Found:
    """Return the scenario that is meant.

    Args:
        session: Any session.
        context: Who is speaking.
        firm: Whose scenario.
        known: The records, scenarios as they are now.
        standing: What the enterprise has decided on.
        given: A name or an id, as an argument.
        words: The person's words without the enterprise's name.
        states: What the scenario can be, of those decided on, where the words leave it open.
        among: Ids of those it must be one of, unless another is named in full.

    Raises:
        NotFound: An argument names none.
        InvalidArguments: It is not clear which, or none is named; ``options`` are those it may be.
    """
    scenarios = known.scenarios
    seen, said = await shown(session, context), named(words, scenarios)
    talk = Talk(seen.offered, seen.at_hand, tuple(row.scenario_id for row in standing if row.scenario_id in scenarios))
    # What the talk was about is not what the message names.
    told_instead = tells(given) and not named(given, scenarios).ids
    given = "" if told_instead or of_another(seen.words, scenarios, given.strip().upper()) else given
    if given.strip().upper() in scenarios:
        # A name in the words goes before the one a button, the talk, or a question that was open, had; so does a place.
        clear = mentioned(words, scenarios, talk, free=SHORTEST) or (placed(seen.words, seen.offered) or "",)
        if among and not said.sure:
            clear = tuple(one for one in clear if one in among)
        return Found(scenarios[clear[0] if len(clear) == 1 and clear[0] in scenarios else given.strip().upper()])
    told = named(given, scenarios) if given else said
    at_hand = seen.at_hand or (seen.spoken if means_it(words) and not seen.offered else None)
    pointed = None if given or told.sure else pointed_at(f"{seen.words} {words}", seen.offered, at_hand)
    if pointed in scenarios and (placed(seen.words, seen.offered) or not of_another(words, scenarios, str(pointed))):
        return Found(scenarios[str(pointed)])
    if told.sure and len(told.ids) == 1:
        return Found(scenarios[told.ids[0]])
    clear = () if told.sure else mentioned(given or words, scenarios, talk)
    if len(clear) == 1 and not called_otherwise(words, scenarios[clear[0]]):
        return Found(scenarios[clear[0]])
    code = asking.SCENARIO_ID.search(normalise(words))
    if code is not None and not given and not told.ids:
        msg = f"no scenario {code.group()!r}"
        raise NotFound(msg, what="scenario", name=code.group().upper())
    fitting = [row.scenario_id for row in standing if not states or row.state in states]
    if told.ids:
        decided = [name for name in told.ids if name in fitting]
        if len(decided) == 1:
            return Found(scenarios[decided[0]])
        near = [one for one in dict.fromkeys((seen.at_hand, *seen.offered)) if one in told.ids]
        ranked = near if len(near) == 1 else await _ranked(session, firm, known, told.ids, decided)
        if len(ranked) == 1:
            return Found(scenarios[ranked[0]], sure=False)
        raise _which(ranked, scenarios, given)
    if given:
        msg = f"no scenario {given!r}"
        raise NotFound(msg, what="scenario", name=given)
    likely = [*filter(None, (seen.at_hand, seen.spoken)), *fitting, *seen.offered]
    if not states or "planned" in states:
        likely += await AdoptionRepository(session).matched(firm.id)
    ranked = [one for one in dict.fromkeys(likely) if one in scenarios and not of_another(words, scenarios, one)]
    if len(ranked) == 1:
        # Another day, told right after the one decision that stands, is of that.
        latest = next((row for row in standing if row.scenario_id == ranked[0]), None)
        fresh = latest is not None and ranked[0] in among and context.now - latest.updated_at <= FRESH
        return Found(scenarios[ranked[0]], sure=fresh)
    raise _which(ranked, scenarios, "")


def said_again(standing: Sequence[Adoption], said: Decision, words: str, now: datetime) -> str:
    """Return the one scenario just decided on whose day a message names again, and no more; empty for none.

    Args:
        standing: What the enterprise has decided on.
        said: What the message says.
        words: The message.
        now: When it is said.
    """
    if said.state is not None or said.day is None:
        return ""
    both = {day.on for lean in LEANS if (day := days.read(words, days.today(now), lean)) is not None}
    held = [
        row.scenario_id
        for row in standing
        if row.go_live_at is not None and wording.local(row.go_live_at) in both and now - row.updated_at <= FRESH
    ]
    return held[0] if len(held) == 1 else ""


async def several(
    session: Session, context: ToolContext, known: Catalogs, standing: Sequence[Adoption], words: str, given: str
) -> list[tuple[tuple[str, ...], str]]:
    """Part words that decide on several scenarios into what they say of each; empty where they speak of one.

    Args:
        session: Any session.
        context: Who is speaking.
        known: The records, scenarios as they are now.
        standing: What the enterprise has decided on.
        words: The person's words without the enterprise's name.
        given: Id of a scenario, as an argument.
    """
    seen = await shown(session, context)
    whole, said = normalise(seen.words), normalise(words)
    if said and whole.endswith(said) and placed(whole[: -len(said)], seen.offered):
        words = whole  # the place of a list it began with was taken for itself
    first = given.strip().upper() if given.strip().upper() in known.scenarios else seen.at_hand or ""
    held = tuple(row.scenario_id for row in standing if row.scenario_id in known.scenarios)
    talk = Talk(seen.offered, seen.at_hand, held)
    return each_decided(
        words,
        lambda clause: mentioned(clause, known.scenarios, talk, free=SURE_PIECE),
        first,
        lambda clause, ids: among(clause, ids, known.scenarios),
    )


def among(clause: str, ids: Sequence[str], scenarios: Mapping[str, Scenario]) -> tuple[str, ...]:
    """Return which of a few scenarios a clause means, by any piece of a name that tells it from the others.

    Args:
        clause: What is said of one of them.
        ids: Theirs.
        scenarios: As they are, by id.
    """
    return mentioned(clause, {one: scenarios[one] for one in ids}, Talk(tuple(ids)), free=SURE_PIECE)


async def _ranked(
    session: Session, firm: Firm, known: Catalogs, ids: Sequence[str], decided: Sequence[str]
) -> list[str]:
    """Put first what the enterprise has decided on, what its report recommends, and what is for its industry."""
    matched = await AdoptionRepository(session).matched(firm.id)
    profile = await EnterpriseRepository(session).profile(firm.id)
    own = [name for name in ids if known.scenarios[name].industry == profile.facts.get("industry")]
    first = [*decided, *(name for name in matched if name in ids), *own]
    return list(dict.fromkeys([*first, *ids]))


def _which(ids: Sequence[str], scenarios: Mapping[str, Scenario], name: str) -> InvalidArguments:
    msg = f"{len(ids)} scenarios fit"
    options = [(one, scenarios[one].name) for one in ids[:MOST_OPTIONS]]
    ask = wording.WHICH_SCENARIO if options else wording.WHICH_SCENARIO_FREELY
    problem = "ambiguous" if options else "missing"
    return InvalidArguments(msg, slot="scenario", problem=problem, name=name, options=options, ask=ask)
