"""Follow-ups on a list of enterprises: one part of the filter changed, dropped or added; two of the list compared."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tools.domain.archive.amounts import number
from tools.domain.region import lexicon
from tools.domain.region.filters import PARTS
from tools.domain.region.reading import read

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from corpus.catalogs import Scenario

PAIR = 2


def changed(text: str, arguments: Mapping[str, Any], scenarios: Mapping[str, Scenario]) -> dict[str, Any] | None:
    """Return the arguments after a follow-up; None where a message is none.

    Args:
        text: Normalised words.
        arguments: Those of the list that was just shown.
        scenarios: As they are, by id.
    """
    said = text.strip()
    kept = {name: value for name, value in arguments.items() if name not in {"question", "skip"}}
    if lexicon.MORE.match(said):
        return {**kept, "skip": int(arguments.get("skip") or 0) + int(arguments.get("limit") or 0)}
    if match := lexicon.TAKE.match(said):
        value = number(match.group(1))
        return {**kept, "limit": int(value)} if value else None
    if len(said) > lexicon.LONGEST_CHANGE or lexicon.FRESH.search(said):
        return None
    if (match := lexicon.DROP_AFTER.match(said)) and (gone := _dropped(match["what"], kept, scenarios)):
        return {name: value for name, value in kept.items() if name not in gone}
    if match := lexicon.DROP.search(said):
        gone = _dropped(said[match.end() :], kept, scenarios)
        return None if gone is None else {name: value for name, value in kept.items() if name not in gone}
    rest = lexicon.REPLACE.sub(" ", lexicon.ADD.sub(" ", said))
    found = read(rest, scenarios)
    given = found.filter.given()
    if not given or lexicon.CHANGE_WORDS.sub("", found.left):
        return None
    parts = [part for part in PARTS if any(name in given for name in part)]
    if len(parts) > 1 and lexicon.FIRMS_ASKED.search(said) and not lexicon.ADD.search(said):
        return None
    replaced = {name for part in parts for name in part}
    lists = {} if lexicon.REPLACE.search(said) else _added(given, kept)
    return {**{name: value for name, value in kept.items() if name not in replaced}, **given, **lists}


def _added(given: Mapping[str, Any], kept: Mapping[str, Any]) -> dict[str, Any]:
    """Put items said now to those of the same list before."""
    lists = ("pains", "systems", "without", "honors")
    return {n: list(dict.fromkeys([*kept.get(n, ()), *given[n]])) for n in lists if n in given}


def _dropped(said: str, kept: Mapping[str, Any], scenarios: Mapping[str, Scenario]) -> set[str] | None:
    for pattern, names in lexicon.PART_NAMES:
        if pattern.search(said) and any(name in kept for name in names):
            return set(names)
    given = read(said, scenarios).filter.given()
    gone = {name for part in PARTS if any(n in given and n in kept for n in part) for name in part}
    return gone or None


def places_named(text: str, shown: int) -> tuple[int, int] | None:
    """Return the places of two enterprises of a list that are to be compared, from 0; None where none are.

    Args:
        text: Normalised words.
        shown: How many the list shows.
    """
    if not lexicon.COMPARED.search(text):
        return None
    if lexicon.FIRST_TWO.search(text):
        return (0, 1) if shown >= PAIR else None
    said = [number(match) for match in lexicon.ORDINALS.findall(text)]
    places = [int(value) - 1 for value in said if value is not None and 0 < value <= shown]
    return (places[0], places[1]) if len(places) == PAIR and places[0] != places[1] else None


def follow_up(text: str, arguments: Mapping[str, Any], shown: Sequence[str]) -> tuple[str, dict[str, Any]] | None:
    """Return the tool and the arguments a follow-up on a list of enterprises asks for; None where it asks for another.

    Args:
        text: Normalised words.
        arguments: Those of the list that was just shown.
        shown: Ids of the enterprises it shows.
    """
    if lexicon.EXPORT.fullmatch(text.strip()):
        kept = {name: value for name, value in arguments.items() if name not in {"skip", "limit", "question"}}
        return "find_enterprises", {**kept, "as_file": True}
    if places := places_named(text, len(shown)):
        return "compare_enterprises", {"first": shown[places[0]], "second": shown[places[1]]}
    new = changed(text, arguments, {})
    return None if new is None else ("find_enterprises", new)
