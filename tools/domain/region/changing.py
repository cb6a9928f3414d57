"""Follow-ups on a list of enterprises: parts of the filter changed, dropped or added; two of the list compared."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tools.domain.archive.amounts import amounts, number
from tools.domain.region import choices, lexicon
from tools.domain.region.filters import PARTS
from tools.domain.region.reading import WAN, read

if TYPE_CHECKING:
    import re
    from collections.abc import Mapping, Sequence

    from corpus.catalogs import Scenario
    from tools.domain.archive.amounts import Amount

PAIR = 2
SCALES: Mapping[str, int] = {"employees": 1, "revenue": WAN}
"""Figures with two ends, and what one of their units is."""
OTHER_END: Mapping[str, str] = {"min": "max", "max": "min"}
OPPOSITES: Mapping[str, str] = {"systems": "without", "without": "systems"}


def changed(text: str, arguments: Mapping[str, Any], scenarios: Mapping[str, Scenario]) -> dict[str, Any] | None:
    """Return the arguments after a follow-up; None where a message is none.

    Args:
        text: Normalised words; each clause may change another part.
        arguments: Those of the list that was just shown.
        scenarios: As they are, by id.
    """
    said = lexicon.OF_THE_LIST.sub(" ", text).strip(" ,") or text.strip()
    kept = {name: value for name, value in arguments.items() if name not in {"question", "skip", "as_file", "unread"}}
    if lexicon.MORE.match(said):
        return {**kept, "skip": int(arguments.get("skip") or 0) + int(arguments.get("limit") or 0)}
    if match := lexicon.TAKE.match(said):
        value = number(match.group(1))
        return {**kept, "limit": int(value)} if value else None
    if lexicon.COUNT_ASKED.fullmatch(said):
        return kept
    if len(said) > lexicon.LONGEST_CHANGE or lexicon.FRESH.search(said):
        return None
    new, done = kept, False
    if lexicon.RESET.search(said):
        new, done = {name: value for name, value in kept.items() if name == "limit"}, True
    as_file = lexicon.AS_TABLE.search(said) is not None
    if lexicon.ANYWHERE.search(said) and not lexicon.TOWNS.search(said):
        new = choices.replaced(new, "town", {})
    clauses = lexicon.CLAUSES.split(lexicon.AS_TABLE.sub(" ", lexicon.RESET.sub(" ", said)))
    clauses = [clause for clause in clauses if lexicon.CHANGE_WORDS.sub("", clause)]
    for clause in clauses:
        after = _dropping(clause, new, kept, scenarios)
        if after is None:
            return _not_understood(said, kept, scenarios)
        new, done = after, True
    if not done:
        return None
    return {**new, "as_file": True} if as_file else new


def _not_understood(said: str, kept: Mapping[str, Any], scenarios: Mapping[str, Scenario]) -> dict[str, Any] | None:
    """Keep the filter where words are plainly to change it and name no condition; None where they may be for another.

    Args:
        said: The whole message.
        kept: The filter so far.
        scenarios: As they are, by id.
    """
    match = lexicon.PLAIN_CHANGE.match(said)
    if match is None or lexicon.OF_OTHERS.search(said) or len(said) > lexicon.LONGEST_PLAIN:
        return None
    left = lexicon.CHANGE_WORDS.sub(" ", read(said[match.end() :], scenarios).left)
    return {**kept, "unread": " ".join(left.split()) or said[match.end() :].strip()}


def _dropping(
    said: str, kept: Mapping[str, Any], before: Mapping[str, Any], scenarios: Mapping[str, Scenario]
) -> dict[str, Any] | None:
    """Drop what one clause says is not wanted, and set what it says beside it.

    Args:
        said: The clause.
        kept: The filter so far.
        before: The filter before the message, for what the clause leaves out, such as a unit.
        scenarios: As they are, by id.
    """
    if match := lexicon.DROP_AFTER.match(said):
        if others := _others(match["what"], kept, scenarios):
            return others
        gone = _dropped(match["what"], kept, scenarios)
        if gone is None and (left := _left_out(match["what"], kept, scenarios)):
            return left
        if gone is not None:
            return {name: value for name, value in kept.items() if name not in gone}
    match = lexicon.DROP.search(said)
    if match is None:
        return _set(said, kept, before, scenarios)
    after, instead = said[match.end() :], ""
    if turn := lexicon.REPLACE.search(after):
        after, instead = after[: turn.start()], after[turn.start() :]
    if not instead and (others := _others(after, kept, scenarios)):
        return others
    gone = _dropped(after, kept, scenarios)
    if gone is None and (left := _left_out(after, kept, scenarios)):
        return left
    if gone is None and (gone := _dropped(said[: match.start()], kept, scenarios)) is None:
        return None
    rest = {name: value for name, value in kept.items() if name not in gone}
    return _set(instead, rest, before, scenarios) if instead else rest


def _set(
    said: str, kept: Mapping[str, Any], before: Mapping[str, Any], scenarios: Mapping[str, Scenario]
) -> dict[str, Any] | None:
    """Set the parts that one clause names."""
    turn = lexicon.REPLACE.search(said)
    if turn and (pains := _pains_instead(said, turn, before)):
        return {**kept, "pains": pains}
    found = read(_plain(said[turn.end() :] if turn else said), scenarios)
    if turn and not found.filter.given():
        found = read(_plain(said), scenarios)
    given, left = found.filter.given(), found.left
    if not given:
        given = _bare(_plain(said[turn.end() :] if turn else said), before)
        left = "" if given else left
    limit = {} if found.limit is None else {"limit": found.limit}
    if not (given or limit) or lexicon.CHANGE_WORDS.sub("", left).strip():
        return None
    parts = [part for part in PARTS if any(name in given for name in part)]
    if len(parts) > 1 and lexicon.FIRMS_ASKED.search(said) and not lexicon.ADD.search(said):
        return None
    replaced = {name for part in parts for name in part}
    elliptic = lexicon.ELLIPTIC.search(said) is not None and not lexicon.ADD.search(said)
    lists = {} if turn or elliptic else _added(given, kept)
    for name, other in OPPOSITES.items():
        # What is used now is no longer among what is not, and the other way round.
        if name in given and other in kept:
            rest = [item for item in kept[other] if item not in given[name]]
            kept = {key: value for key, value in kept.items() if key != other} | ({other: rest} if rest else {})
    given = _one_sided(said, given, before) if turn else given
    for kind in choices.FIELDS:
        if (values := _chosen(kind, said, given, kept)) is not None:
            given = choices.replaced(given, kind, values)
    return {**{name: value for name, value in kept.items() if name not in replaced}, **given, **lists, **limit}


def _chosen(kind: choices.Kind, said: str, given: Mapping[str, Any], kept: Mapping[str, Any]) -> dict[str, Any] | None:
    """Return towns or industries once some came to those there are, or went; None where they are not said so."""
    if out := choices.left_out(kind, given):
        return choices.without(kind, kept, out)
    new = choices.wanted(kind, given)
    if len(new) == 1 and lexicon.ALSO.search(said) and (choices.wanted(kind, kept) or choices.left_out(kind, kept)):
        return choices.joined(kind, kept, new)
    return None


def _pains_instead(said: str, turn: re.Match[str], before: Mapping[str, Any]) -> list[str]:
    """Return the pains that stand in the place of one that is named, whatever else their words may mean."""
    named = set(lexicon.PAINS_BY_NAME.findall(said[: turn.start()]))
    rest = lexicon.CHANGE_WORDS.sub("", lexicon.PAINS_BY_NAME.sub(" ", said[turn.end() :])).strip()
    held = list(before.get("pains") or ())
    if rest or not named & set(held):
        return []
    new = lexicon.PAINS_BY_NAME.findall(said[turn.end() :])
    return list(dict.fromkeys([*(pain for pain in held if pain not in named), *new])) if new else []


def _plain(said: str) -> str:
    return lexicon.REPLACE.sub(" ", lexicon.ADD.sub(" ", said))


def _bare(said: str, before: Mapping[str, Any]) -> dict[str, Any]:
    """Read words that name a value and not what it is of: of what the list was about before."""
    core = lexicon.CHANGE_WORDS.sub("", said).strip()
    if "has_diagnosis" in before and (lexicon.UNDONE_ALONE.fullmatch(core) or lexicon.DONE_ALONE.fullmatch(core)):
        return {"has_diagnosis": lexicon.UNDONE_ALONE.fullmatch(core) is None}
    if "pains" in before and (named := lexicon.PAINS_BY_NAME.findall(said)):
        rest = lexicon.PAINS_BY_NAME.sub(" ", said)
        return {} if lexicon.CHANGE_WORDS.sub("", rest) else {"pains": list(dict.fromkeys(named))}
    figures = list(amounts(said))
    if len(figures) != 1 or lexicon.FIGURE_WORDS.sub("", said[: figures[0].start] + said[figures[0].end :]):
        return {}
    return _figure(figures[0], before)


def _figure(said: Amount, before: Mapping[str, Any]) -> dict[str, Any]:
    if said.large and "budget" in before:
        return {"budget": float(said.value / WAN)}
    name = "revenue" if said.large else "employees"
    if not {f"{name}_min", f"{name}_max"} & set(before):
        return {}
    value = float(said.value / SCALES[name]) if said.large else int(said.value)
    end = "max" if said.bound == "below" else "min"
    if said.bound == "exact" and f"{name}_min" not in before:
        end = "max"
    return {f"{name}_{end}": value}


def _one_sided(said: str, given: dict[str, Any], before: Mapping[str, Any]) -> dict[str, Any]:
    """Take a bare figure that replaces a bound for that bound, and not for about so many."""
    exact = [one for one in amounts(said) if one.bound == "exact"]
    for name in SCALES:
        ends = [f"{name}_{end}" for end in ("min", "max")]
        one = [end for end in ends if end in before]
        if len(one) == 1 and len(exact) == 1 and all(end in given for end in ends):
            kept = {key: value for key, value in given.items() if key not in ends}
            return {**kept, **_figure(exact[0], before)}
    return given


def _added(given: Mapping[str, Any], kept: Mapping[str, Any]) -> dict[str, Any]:
    """Put items said now to those of the same list before."""
    lists = ("pains", "systems", "without", "honors")
    return {n: list(dict.fromkeys([*kept.get(n, ()), *given[n]])) for n in lists if n in given}


def _others(said: str, kept: Mapping[str, Any], scenarios: Mapping[str, Scenario]) -> dict[str, Any]:
    """Return the filter of all but those that words throw out; nothing where they name a condition there is.

    Args:
        said: What follows the word for throwing out, such as figures with a bound.
        kept: The filter so far.
        scenarios: As they are, by id.
    """
    found = read(said, scenarios)
    given = found.filter.given()
    if len(given) != 1 or lexicon.CHANGE_WORDS.sub("", found.left).strip() or not lexicon.THOSE.search(said):
        return {}
    if (left := _left_out(said, kept, scenarios)) and lexicon.THOSE.search(said):
        return left
    ((name, value),) = given.items()
    if name in kept and kept[name] == value:
        return {}
    stem, _, end = name.rpartition("_")
    if stem in SCALES:
        return {**kept, f"{stem}_{OTHER_END[end]}": value}
    if name in OPPOSITES:
        return {**kept, OPPOSITES[name]: list(dict.fromkeys([*kept.get(OPPOSITES[name], ()), *value]))}
    return {**kept, name: not value} if isinstance(value, bool) else {}


def _left_out(said: str, kept: Mapping[str, Any], scenarios: Mapping[str, Scenario]) -> dict[str, Any]:
    """Return the filter without the towns or industries that words name; nothing where they name none.

    Args:
        said: What follows the word for throwing out.
        kept: The filter so far.
        scenarios: As they are, by id.
    """
    given = read(said, scenarios).filter.given()
    for kind in choices.FIELDS:
        if named := choices.wanted(kind, given) or choices.left_out(kind, given):
            return choices.replaced(kept, kind, choices.without(kind, kept, named))
    return {}


def _dropped(said: str, kept: Mapping[str, Any], scenarios: Mapping[str, Scenario]) -> set[str] | None:
    """Return the fields of the parts that words name; none where they name a part that is not asked for anyway."""
    named = False
    for pattern, names in lexicon.PART_NAMES:
        if pattern.search(said):
            if any(name in kept for name in names):
                return set(names)
            named = True
    given = read(said, scenarios).filter.given()
    if any((one := choices.wanted(kind, given)) and one != choices.wanted(kind, kept) for kind in choices.FIELDS):
        return None
    gone = {name for part in PARTS if any(n in given and n in kept for n in part) for name in part}
    return gone or (set() if named else None)


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


def _beside_a_name(text: str, shown: int) -> tuple[str, int] | None:
    """Return the side and the place of the one enterprise of a list that is to be compared with one that is named."""
    said = [number(match) for match in lexicon.ORDINALS.findall(text)]
    match = lexicon.ORDINALS.search(text)
    if len(said) != 1 or match is None or said[0] is None or not lexicon.COMPARED.search(text):
        return None
    place = int(said[0]) - 1
    if not 0 <= place < shown:
        return None
    if lexicon.BESIDE.search(text[: match.start()]):
        return "second", place
    return ("first", place) if lexicon.BESIDE_AFTER.match(text[match.end() :]) else None


def anew(text: str, scenarios: Mapping[str, Scenario]) -> dict[str, Any] | None:
    """Return the filter of enterprises asked for anew after a list; None where a message is no such request.

    Args:
        text: Normalised words.
        scenarios: As they are, by id.
    """
    if not lexicon.ANEW.search(text):
        return None
    found = read(lexicon.ANEW.sub(" ", text), scenarios)
    limit = {} if found.limit is None else {"limit": found.limit}
    given = found.filter.given()
    return None if not given or lexicon.CHANGE_WORDS.sub("", found.left).strip() else {**given, **limit}


def follow_up(
    text: str, arguments: Mapping[str, Any], shown: Sequence[str], scenarios: Mapping[str, Scenario]
) -> tuple[str, dict[str, Any]] | None:
    """Return the tool and the arguments a follow-up on a list of enterprises asks for; None where it asks for another.

    Args:
        text: Normalised words.
        arguments: Those of the list that was just shown.
        shown: Ids of the enterprises it shows.
        scenarios: As they are, by id.
    """
    if lexicon.DO_WHAT.search(text):
        return None
    if lexicon.EXPORT.fullmatch(text.strip()):
        kept = {name: value for name, value in arguments.items() if name not in {"skip", "limit", "question"}}
        return "find_enterprises", {**kept, "as_file": True}
    if places := places_named(text, len(shown)):
        return "compare_enterprises", {"first": shown[places[0]], "second": shown[places[1]]}
    if (one := _beside_a_name(text, len(shown))) is not None:
        return "compare_enterprises", {one[0]: shown[one[1]], "question": text}
    new = anew(text, scenarios) or changed(text, arguments, scenarios)
    return None if new is None else ("find_enterprises", new)
