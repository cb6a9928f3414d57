"""Reads what a message says of scenarios a talk is about: one of a list, two beside each other, a decision on one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tools.domain import adoption
from tools.domain.catalogue import lexicon
from tools.domain.catalogue.changing import edit_at_hand
from tools.domain.catalogue.having import weighs
from tools.domain.catalogue.meaning import (
    LISTS,
    PIECE,
    SHORTEST,
    SURE_PIECE,
    TWO,
    Talk,
    by_length,
    mentioned,
    plain,
    talk_of,
)
from tools.domain.catalogue.refining import refined
from tools.domain.lexicon import GENERAL_MANUFACTURING
from tools.kit import lexicon as asking

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from corpus.catalogs import Catalogs, Scenario
    from tools.kit.tool import Focus

READ, COMPARE, RECOMMEND, EDIT = "read_scenario", "compare_scenarios", "recommend_scenarios", "edit_scenario"
RECORD, USE = "record_adoption", "record_use"
LONGEST, SHORT = 40, 16
"""Characters up to which a message goes on about the scenarios of a talk, and one that only asks for a field does."""
HARDLY, POINTING = 3, 8
"""Characters beside what is asked that a message on one scenario may have, and one that points at it."""

# --- what a message goes on with --------------------------------------------------------------------------------------


def follow(text: str, focus: Focus, catalogs: Catalogs) -> tuple[str, dict[str, Any]] | None:
    """Read a message that goes on about scenarios shown before: compares two, decides on one, or asks about one.

    Args:
        text: Normalised text.
        focus: What the conversation was about.
        catalogs: The typed records.

    Returns:
        The tool it asks for, with its arguments; None where it goes on about none.
    """
    talk = talk_of(focus.model_dump(mode="json"), catalogs.scenarios)
    decides = adoption.surely(text) or adoption.settles(text)
    between = compares(text) or (focus.tool == COMPARE and lexicon.WHICH_OF_TWO.search(text) is not None)
    free = SHORTEST if between else SURE_PIECE if decides else PIECE
    named = mentioned(text, catalogs.scenarios, talk, free=free) if len(text) <= LONGEST else ()
    of_one = (focus.tool == READ and weighs(text) is not None) or (decides and len(named) == 1)
    if not of_one and (followed := refined(text, focus)):
        return followed
    if len(text) > LONGEST or (of_others(text, catalogs.scenarios) and not between):
        return None
    if between:
        pair = two_of(named, talk, both=points_at_two(text) or focus.tool == COMPARE)
        return None if pair is None else (COMPARE, {"first": pair[0], "second": pair[1]})
    if edits(text):
        return _edited(text, focus, named, talk)
    if decides and (one := _decided(text, named, talk)) is not None:
        firm = {"enterprise": focus.arguments["enterprise"]} if focus.arguments.get("enterprise") else {}
        return RECORD, {**firm, "scenario": one, "question": text}
    return _asked(text, focus, named, talk, catalogs)


def asked(text: str, focus: Focus, catalogs: Catalogs) -> tuple[str, dict[str, Any]] | None:
    """Read a question about the scenario that was just decided on or told of; None where it asks for no field of one.

    Args:
        text: Normalised text.
        focus: What the conversation was about.
        catalogs: The typed records.
    """
    if len(text) > LONGEST or of_others(text, catalogs.scenarios) or not _fields(text):
        return None
    talk = talk_of(focus.model_dump(mode="json"), catalogs.scenarios)
    return _asked(text, focus, mentioned(text, catalogs.scenarios, talk), talk, catalogs)


def of_others(text: str, scenarios: Mapping[str, Scenario]) -> bool:
    """Tell whether words speak of something else than one scenario: of policies, tickets, a diagnosis, or two of them.

    Args:
        text: Normalised text.
        scenarios: As they are, by id; what stands in their names does not count.
    """
    rest = plain(text)
    for name, _ in by_length(scenarios.values()):
        rest = rest.replace(name, lexicon.TAKEN)
    return lexicon.OF_OTHERS.search(rest) is not None or compares(rest)


def compares(text: str) -> bool:
    """Tell whether words put one thing beside another.

    Args:
        text: Normalised text.
    """
    return says_compare(text) and lexicon.COMPARES_OTHERS.search(text) is None


def says_compare(text: str) -> bool:
    """Tell whether words ask for a comparison, of whatever.

    Args:
        text: Normalised text.
    """
    return lexicon.COMPARES.search(text) is not None


def edits(text: str) -> bool:
    """Tell whether words may change the catalog itself.

    Args:
        text: Normalised text.
    """
    return lexicon.EDITS.search(text) is not None


def points_at_one(text: str) -> bool:
    """Tell whether words point at one scenario without naming it.

    Args:
        text: Normalised text.
    """
    return lexicon.THIS_ONE.search(text) is not None


def asks_needs(text: str) -> bool:
    """Tell whether words ask what a scenario needs, whatever else they seem to ask, such as how long to save up data.

    Args:
        text: Normalised text.
    """
    field, pattern = lexicon.ASPECTS[0]
    return field == "needs" and pattern.search(text) is not None


def points_at_two(text: str) -> bool:
    """Tell whether words point at two scenarios without naming any.

    Args:
        text: Normalised text.
    """
    return lexicon.BOTH.search(text) is not None and lexicon.COMPARES_OTHERS.search(text) is None


def two_of(named: Sequence[str], talk: Talk, *, both: bool = True) -> tuple[str, str] | None:
    """Return the two scenarios a comparison is of; what it leaves out is taken from the talk.

    Args:
        named: Ids of those it names.
        talk: Those the talk is about.
        both: It may point at two without naming any.
    """
    if len(named) >= TWO:
        return named[0], named[1]
    if len(named) == 1:
        # One spoken of on its own is compared with, not the first of a list nobody has looked into.
        others = [one for one in (talk.at_hand, *talk.spoken, *talk.listed[:1]) if one and one != named[0]]
        return (others[0], named[0]) if others else None
    pair = talk.pair if both else ()
    return (pair[0], pair[1]) if len(pair) == TWO else None


def _edited(text: str, focus: Focus, named: Sequence[str], talk: Talk) -> tuple[str, dict[str, Any]] | None:
    """Read a change of the record that was just read or edited."""
    one = focus.arguments.get("scenario") if focus.tool == EDIT else talk.at_hand if focus.tool == READ else None
    if one is None or any(name != one for name in named) or asking.ASKS.search(text):
        return None
    read = edit_at_hand(text)
    return None if read is None else (EDIT, {"scenario": one, **read})


def _decided(text: str, named: Sequence[str], talk: Talk) -> str | None:
    """Return the scenario a message decides on."""
    if len(named) == 1:
        return named[0]
    return talk.at_hand if not named and adoption.points(text) else None


def _asked(
    text: str, focus: Focus, named: Sequence[str], talk: Talk, catalogs: Catalogs
) -> tuple[str, dict[str, Any]] | None:
    """Read a question about one scenario: one that is named, or a field of the one at hand."""
    if not named and focus.tool in {*LISTS, READ}:
        named = _of_kind(text, talk, catalogs.scenarios)
    if len(named) > 1 or (named and lexicon.TELLS.search(text)):
        return None
    aspects = _fields(text)
    if not named and asking.ALL_INDICATORS.search(text):
        return None
    if (one := _effect_asked_of(text, focus, named, talk)) is not None:
        return READ, {"scenario": one, "aspect": "value"}
    if not named:
        if talk.at_hand is not None and (held_against := weighs(text)) is not None:
            return READ, {"scenario": talk.at_hand, "aspect": held_against}
        if talk.at_hand is not None and lexicon.SEES_IT.fullmatch(text.strip()):
            return READ, {"scenario": talk.at_hand, "aspect": "about"}
        # Without a passage nobody else knows which record is at hand.
        pointed = focus.tool in {READ, RECORD, USE} and lexicon.POINTED_AT.search(text) is not None
        more = pointed or not focus.passages or any(p.search(text) for _, p in lexicon.ASPECTS)
        if talk.at_hand is None or not (aspects and more) or _rest(text, ()) > (POINTING if pointed else HARDLY):
            return None
        return READ, {"scenario": talk.at_hand, "aspect": aspects[0]}
    scenario = catalogs.scenarios[named[0]]
    names = (scenario.name, *scenario.aliases)
    if beside := _fields(without_name(text, names)):
        return READ, {"scenario": scenario.id, "aspect": beside[0]}
    # What only the name speaks of is not asked for.
    turns = bool(aspects) or lexicon.TURNS.search(text) is not None
    if not turns or _rest(text, names) > HARDLY:
        return None
    before = focus.arguments.get("aspect") if focus.tool == READ else None
    return READ, {"scenario": scenario.id, "aspect": before or "about"}


def _of_kind(text: str, talk: Talk, scenarios: Mapping[str, Scenario]) -> tuple[str, ...]:
    """Return the one scenario of the trades a talk is about whose kind a message points at; none where several are."""
    if not lexicon.KIND_POINTED.search(text):
        return ()
    trades = {scenarios[one].industry for one in talk.every} - {GENERAL_MANUFACTURING}
    found = tuple(one for one in adoption.named(text, scenarios).ids if scenarios[one].industry in trades)
    return found if len(found) == 1 else ()


def _effect_asked_of(text: str, focus: Focus, named: Sequence[str], talk: Talk) -> str | None:
    """Return the scenario whose effect in figures is asked for: the one named or read, or the first recommended."""
    one = next(iter(named), talk.at_hand if focus.tool == READ else None)
    if doubts_effect(text):
        return one
    if not asking.EFFECT_ASKED.search(text) or lexicon.HAS_RISEN.search(text):
        return None
    if asking.OWN_FIGURES.search(lexicon.BY_TIME.sub("", text)) and focus.tool != READ:
        return None
    return next(iter(talk.listed), None) if one is None and focus.tool == RECOMMEND else one


def doubts_effect(text: str) -> bool:
    """Tell whether words doubt a figure of the effect that was heard somewhere.

    Args:
        text: Normalised text.
    """
    return lexicon.EFFECT_DOUBTED.search(text) is not None


def asks_field(text: str) -> bool:
    """Tell whether a short message asks for a field of a scenario, and of nothing else.

    Args:
        text: Normalised text; it names no scenario.
    """
    return len(text) <= SHORT and bool(_fields(text)) and lexicon.OF_OTHERS.search(text) is None


def _fields(text: str) -> list[str]:
    return [name for name, pattern in (*lexicon.ASPECTS, *asking.SCENARIO_ASPECTS) if pattern.search(text)]


def without_name(text: str, names: Sequence[str]) -> str:
    """Return what a message says beside the names of a scenario, whole or in part.

    Args:
        text: Normalised text.
        names: What the scenario is called.
    """
    rest = plain(text)
    for name in map(plain, names):
        length = max((n for n in range(len(name), SHORTEST - 1, -1) if _held(name, rest, n)), default=0)
        piece = _held(name, rest, length) if length else ""
        rest = rest.replace(piece, " ", 1) if piece else rest
    return rest


def _rest(text: str, names: Sequence[str]) -> int:
    """Count what a message says beside the names of a scenario, its fields, and words of asking."""
    rest = without_name(text, names)
    for _, pattern in (*lexicon.ASPECTS, *asking.SCENARIO_ASPECTS):
        rest = pattern.sub(" ", rest)
    rest = asking.OWN_WORDS.sub(" ", lexicon.TURNING.sub(" ", rest))
    return sum(map(str.isalnum, rest))


def _held(name: str, text: str, length: int) -> str:
    return next((p for at in range(len(name) - length + 1) if (p := name[at : at + length]) in text), "")
