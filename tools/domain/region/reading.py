"""Reads a filter out of words."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any, cast

from corpus.lexical import normalise
from tools.domain import lexicon as catalog_words
from tools.domain.archive import lexicon as archive_words
from tools.domain.archive.amounts import amounts, number
from tools.domain.region import choices, lexicon
from tools.domain.region.filters import PARTS, EnterpriseFilter
from tools.domain.region.scenarios import meant

if TYPE_CHECKING:
    import re
    from collections.abc import Mapping

    from corpus.catalogs import Scenario
    from tools.domain.archive.amounts import Amount
    from tools.domain.region.filters import Level, Order

ABOUT = Decimal("0.2")
"""How far around a bare number of people is looked."""
WAN = 10_000

_Named = tuple[str, int, int]
"""What is named in words, and from where to where."""


@dataclass(frozen=True, slots=True)
class Read:
    """What was read out of words.

    Attributes:
        filter: What is asked for.
        limit: How many are asked for.
        left: Words that became no part of it.
        suits: The words that name a scenario, where they mean none of the catalog.
    """

    filter: EnterpriseFilter
    limit: int | None = None
    left: str = ""
    suits: str = ""


class _Words:
    """Words of a question, of which what was understood is taken away."""

    def __init__(self, text: str) -> None:
        self.rest = text

    def take(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        """Find a pattern and take it away."""
        match = pattern.search(self.rest)
        if match is not None:
            self.cut(match.start(), match.end())
        return match

    def cut(self, start: int, end: int) -> None:
        """Take a stretch away."""
        self.rest = f"{self.rest[:start]} {self.rest[end:]}"

    def blank(self, start: int, end: int) -> None:
        """Take a stretch away, and leave the places of all others as they are."""
        self.rest = f"{self.rest[:start]}{' ' * (end - start)}{self.rest[end:]}"


def read(text: str, scenarios: Mapping[str, Scenario]) -> Read:
    """Read what is asked for.

    Args:
        text: Normalised words.
        scenarios: As they are, by id.
    """
    if match := lexicon.CORRECTED.search(text):
        return _corrected(read(text[: match.start()], scenarios), read(text[match.end() :], scenarios))
    words = _Words(text)
    values: dict[str, Any] = {}
    unknown = _scenario(words, values, scenarios)
    _flags(words, values)
    if match := words.take(lexicon.NAMED):
        values["name"] = match["a"] or match["b"]
    if match := words.take(lexicon.LEVEL):
        values["level"] = cast("Level", f"L{match.group(1) or lexicon.LEVELS[match.group(2)]}")
        after = match.group(3)
        values["span"] = "exact" if not after else "up" if lexicon.UP.search(after) else "down"
    _order(words, values)
    _figures(words, values)
    limit = _limit(words)
    _lists(words, values)
    _choose(words, values, "town", _towns(words.rest))
    words.rest = lexicon.MAKERS_ANY.sub(" ", words.rest)
    _choose(words, values, "industry", _industries(words.rest))
    found = replace(EnterpriseFilter(), **values)
    return Read(found, limit, _left(words.rest), unknown)


def _corrected(before: Read, after: Read) -> Read:
    """Put what a correction says in the place of what was said before it."""
    given = after.filter.given()
    said = {name for part in PARTS if any(one in given for one in part) for name in part}
    kept = {name: getattr(before.filter, name) for name in before.filter.given() if name not in said}
    left = " ".join(words for words in (before.left, after.left) if words)
    return Read(replace(after.filter, **kept), after.limit or before.limit, left, after.suits or before.suits)


def _scenario(words: _Words, values: dict[str, Any], scenarios: Mapping[str, Scenario]) -> str:
    """Take the scenario that enterprises are to suit; return its words where the catalog has none of them."""
    if not lexicon.SUITS_ASKED.search(words.rest):
        return ""
    for match in lexicon.SUITS.finditer(words.rest):
        name = next((n for n in ("a", "b", "c", "d") if match[n]), None)
        if name is None:
            continue
        phrase = match[name].strip()
        if found := meant(phrase, scenarios):
            values["scenario"] = found
            words.cut(match.start(name), match.end(name))
            while words.take(lexicon.SUITS_ASKED):
                pass
            return ""
    if found := meant(lexicon.ASKING.sub(" ", words.rest), scenarios):
        values["scenario"] = found
        for name in (normalise(n) for key in found for n in (scenarios[key].name, *scenarios[key].aliases)):
            words.rest = words.rest.replace(name, " ")
        return ""
    unknown = lexicon.SUITS.search(words.rest)
    return next((unknown[n] for n in ("a", "b", "c", "d") if unknown[n]), "") if unknown else ""


def _flags(words: _Words, values: dict[str, Any]) -> None:
    for name, pattern, value in (
        ("has_diagnosis", lexicon.NO_DIAGNOSIS, False),
        ("has_diagnosis", lexicon.DIAGNOSED, True),
        ("above_scale", lexicon.BELOW_SCALE, False),
        ("above_scale", lexicon.ABOVE_SCALE, True),
        ("open_tickets", lexicon.NO_OPEN_TICKETS, False),
        ("open_tickets", lexicon.OPEN_TICKETS, True),
        ("complained", lexicon.NEVER_COMPLAINED, False),
        ("complained", lexicon.COMPLAINED, True),
    ):
        if name not in values and words.take(pattern):
            values[name] = value


def _figures(words: _Words, values: dict[str, Any]) -> None:
    taken: list[tuple[int, int]] = []
    words.rest = lexicon.COUNT_OF.sub(lexicon.COUNT, words.rest)
    for said in amounts(words.rest):
        before, after = words.rest[: said.start], words.rest[said.end :]
        named: re.Match[str] | None = None
        if said.large and (named := lexicon.REVENUE_BEFORE.search(before)):
            values["revenue_min"], values["revenue_max"] = _bounds(said, WAN)
        elif said.large and (named := lexicon.BUDGET_BEFORE.search(before)):
            values["budget"] = float(said.value / WAN)
        elif not said.large and (lexicon.PEOPLE_AFTER.match(after) or lexicon.PEOPLE_BEFORE.search(before)):
            low, high = _english(before, said) or _bounds(said, 1)
            values["employees_min"] = None if low is None else int(low)
            values["employees_max"] = None if high is None else int(high)
        else:
            continue
        unit = lexicon.PEOPLE_AFTER.match(after) or lexicon.BOUND_AFTER.match(after)
        taken.append((named.start() if named else said.start, said.end + (unit.end() if unit else 0)))
    for start, end in reversed(taken):
        words.cut(start, end)


def _english(before: str, said: Amount) -> tuple[float | None, float | None] | None:
    for pattern, above in ((lexicon.MORE_THAN, True), (lexicon.LESS_THAN, False)):
        if pattern.search(before):
            return (float(said.value), None) if above else (None, float(said.value))
    return None


def _bounds(said: Amount, scale: int) -> tuple[float | None, float | None]:
    value, most = said.value / scale, None if said.most is None else said.most / scale
    if most is not None:
        return float(value), float(most)
    if said.bound == "above":
        return float(value), None
    if said.bound == "below":
        return None, float(value)
    return float(value * (1 - ABOUT)), float(value * (1 + ABOUT))


def _limit(words: _Words) -> int | None:
    for pattern in (lexicon.LIMIT, lexicon.LIMIT_ALONE):
        if match := words.take(pattern):
            said = next(group for group in match.groups() if group)
            value = number(said)
            return None if value is None else int(value)
    return None


def _order(words: _Words, values: dict[str, Any]) -> None:
    orders: tuple[tuple[Order, re.Pattern[str]], ...] = (
        ("worst", lexicon.WORST),
        ("best", lexicon.BEST),
        ("largest", lexicon.LARGEST),
        ("budget", lexicon.MOST_BUDGET),
        ("revenue", lexicon.MOST_REVENUE),
    )
    for name, pattern in orders:
        if words.take(pattern):
            values["order"] = name
            return


def _lists(words: _Words, values: dict[str, Any]) -> None:
    pains: list[str] = []
    for pattern in lexicon.PAIN_CONTEXTS:
        for match in reversed(list(pattern.finditer(words.rest))):
            named = _pains(next(group for group in match.groups() if group))
            pains = [*named, *pains]
            if named:
                words.cut(match.start(), match.end())
    if pains:
        values["pains"] = tuple(dict.fromkeys(pains))
    systems: dict[str, list[str]] = {"systems": [], "without": []}
    for name, pattern in archive_words.SYSTEMS.items():
        if used := pattern.search(words.rest):
            before, after = words.rest[: used.start()], words.rest[used.end() :]
            denied = lexicon.DENIED_BEFORE.search(before)
            none = denied is not None or lexicon.DENIED_AFTER.match(after) is not None
            systems["without" if none else "systems"].append(name)
            words.cut(denied.start() if denied else used.start(), used.end())
    values.update({name: tuple(items) for name, items in systems.items() if items})
    honors: list[str] = []
    for name, pattern in archive_words.HONORS.items():
        held = pattern.search(words.rest)
        if held is not None and not lexicon.HONOR_WISHED.search(words.rest[: held.start()]):
            honors.append(name)
            words.cut(held.start(), held.end())
    if honors:
        values["honors"] = tuple(honors)


def _pains(said: str) -> list[str]:
    if said in lexicon.ENGLISH_PAINS:
        return [lexicon.ENGLISH_PAINS[said]]
    if named := lexicon.PAINS_BY_NAME.findall(said):
        return named
    return [name for name, pattern in archive_words.PAINS.items() if pattern.search(said)][:1]


def _towns(text: str) -> list[_Named]:
    return [(lexicon.ENGLISH_TOWNS.get(m.group(1), m.group(1)), *m.span()) for m in lexicon.TOWNS.finditer(text)]


def _industries(text: str) -> list[_Named]:
    """Return the industries that words name: the plainest, and others in one breath with it."""
    found: list[_Named] = []
    for name, pattern in (*lexicon.EXTRA_INDUSTRIES.items(), *catalog_words.INDUSTRIES.items()):
        for match in pattern.finditer(text):
            found.append((name, *match.span()))
            text = f"{text[: match.start()]}{'|' * (match.end() - match.start())}{text[match.end() :]}"
    return found


def _choose(words: _Words, values: dict[str, Any], kind: choices.Kind, named: list[_Named]) -> None:
    """Take towns or industries: those asked for, else those left out.

    Args:
        words: Where they stand.
        values: What is asked for, to be filled.
        kind: What they are.
        named: Their names and where each stands, the plainest first.
    """
    runs = _runs(words.rest, named, lexicon.TOWNS_JOINED if kind == "town" else lexicon.JOINED)
    out = [run for run in runs if _excepted(words.rest, run)]
    asked = [run for run in runs if run not in out]
    if asked and kind == "industry":
        asked = [next(run for one in named for run in asked if one in run)]
    for taken in (*asked, *out):
        start, end = taken[0][1], taken[-1][2]
        for pattern in (lexicon.EXCEPT_BEFORE, lexicon.JOINED_BEFORE):
            if before := pattern.search(words.rest[:start]):
                start = before.start()
        after = lexicon.EXCEPT_AFTER.match(words.rest[end:])
        words.blank(start, end + (after.end() if after else 0))
    gone = [name for run in out for name, _, _ in run]
    found = choices.fields(kind, [name for run in asked for name, _, _ in run if name not in gone], gone)
    values.update({name: tuple(value) if isinstance(value, list) else value for name, value in found.items()})


def _runs(text: str, named: list[_Named], joined: re.Pattern[str]) -> list[list[_Named]]:
    """Put those together that are named in one breath."""
    runs: list[list[_Named]] = []
    for one in sorted(named, key=lambda item: item[1]):
        if runs and joined.fullmatch(text[runs[-1][-1][2] : one[1]]):
            runs[-1].append(one)
        else:
            runs.append([one])
    return runs


def _excepted(text: str, run: list[_Named]) -> bool:
    """Tell whether words leave out what is named."""
    before, after = text[: run[0][1]], text[run[-1][2] :]
    return lexicon.EXCEPT_BEFORE.search(before) is not None or lexicon.EXCEPT_AFTER.match(after) is not None


def apart(first: str, second: str) -> bool:
    """Tell whether words name conditions of other kinds than others do, so that enterprises may meet both.

    Args:
        first: Normalised words.
        second: The same.
    """
    one, other = (read(text, {}).filter.given() for text in (first, second))
    return bool(one and other) and not any(set(part) & set(one) and set(part) & set(other) for part in PARTS)


def _left(rest: str) -> str:
    """Return words of which nothing was made."""
    rest = lexicon.OTHERS.sub(" ", lexicon.ASKING.sub(" ", lexicon.AS_TABLE.sub(" ", normalise(rest))))
    return " ".join(lexicon.LEFT.findall(rest))


def town_named(text: str) -> str | None:
    """Return the town that words name, if they name one.

    Args:
        text: Normalised words.
    """
    match = lexicon.TOWNS.search(text)
    return lexicon.ENGLISH_TOWNS.get(match.group(1), match.group(1)) if match else None


def nobody_kept(text: str) -> str | None:
    """Return whom words ask for that the platform keeps no list of, such as providers; None for enterprises.

    Args:
        text: Normalised words.
    """
    match = lexicon.NO_FIRMS.search(text)
    return match.group() if match and not lexicon.FIRM_NOUN.search(text) else None


ONLY_FIRMS = frozenset(
    {"town", "employees_min", "employees_max", "revenue_min", "revenue_max", "budget", "has_diagnosis"}
)
"""Conditions that nothing but enterprises meets."""


def lists_firms(text: str) -> bool:
    """Tell whether words ask for enterprises to be listed, and not only counted.

    Args:
        text: Normalised words.
    """
    return lexicon.TO_LIST.search(text) is not None


def asks_for_firms(text: str, scenarios: Mapping[str, Scenario]) -> bool:
    """Tell whether words ask for enterprises by conditions and say nothing else.

    Args:
        text: Normalised words.
        scenarios: As they are, by id.
    """
    named = lexicon.FIRMS_LISTED.search(text) is not None
    if lexicon.NOT_LISTED.search(text) or not (named or lexicon.SOME_LISTED.search(text)):
        return False
    found = read(lexicon.ANEW.sub(" ", text), scenarios)
    given = found.filter.given()
    theirs = bool(given) if named else not ONLY_FIRMS.isdisjoint(given)
    return theirs and not lexicon.CHANGE_WORDS.sub("", found.left).strip()
