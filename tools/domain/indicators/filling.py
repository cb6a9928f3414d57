"""Decides which figure belongs to which variable of an indicator that is one period's level, by the words around it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from tools.domain.indicators import lexicon
from tools.domain.indicators.quantities import fits

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from corpus.catalogs import Indicator, Variable
    from tools.domain.indicators.figures.figure import Figure

REST = "rest"
"""What is in the whole but not in the part."""
_WEAK, _GAP, _COMMA, _AFTER, _GAP_AFTER = 0.55, 0.03, 0.6, 0.85, 0.09
_REACH, _REACH_AFTER = 18, 8
_PROMOTERS, _NEXT, _BEFORE_IT = "promoters", "next_stage_users", "prev_stage_users"
_WHOLE_WAY = frozenset({"deal_users", "reached_users"})
_STAGES = tuple((re.compile(p), re.compile(p)) for p in lexicon.STAGES)
_SURE = 1.0
"""From here on the words leave no room for a variable they do not speak of."""
_SECOND = 2.0
"""How much less a variable counts whose words are further away than those of another."""
_BY_DEFAULT, _CERTAIN, _CONSISTENT = 0.12, 0.75, 0.4


@dataclass(frozen=True, slots=True)
class Filled:
    """Figures by variable.

    Attributes:
        slots: The figure of each variable's key, and of ``REST``.
        score: How well the words bear it out.
    """

    slots: Mapping[str, Figure] = field(default_factory=dict)
    score: float = 0.0


@lru_cache(maxsize=256)
def patterns(key: str) -> tuple[re.Pattern[str] | None, ...]:
    """Return the patterns of a variable: strong ones before and after its figure, then weak ones."""
    stem = key.removesuffix("_before").removesuffix("_after")
    if key.startswith(REST + ":"):
        rest = lexicon.RESTS.get(key.partition(":")[2], "")
        after = f"{lexicon.REST_AFTER}|{rest}" if rest else ""
        return tuple(re.compile(p) if p else None for p in (rest, after, "", ""))
    return tuple(re.compile(p) if p else None for p in lexicon.CUES.get(key, lexicon.CUES.get(stem, ("", "", "", ""))))


def score(text: str, figure: Figure, key: str, begin: int, end: int) -> float:
    """Tell how well the words around a figure name a variable; 0 where they don't.

    Args:
        text: Normalised text, names blotted out.
        figure: The figure.
        key: The variable's key.
        begin: Where the words before the figure begin.
        end: Where those after it end.
    """
    strong, strong_after, weak, weak_after = patterns(key)
    before = text[max(begin, figure.start - _REACH) : figure.start]
    stops = [m.end() for m in lexicon.SENTENCE.finditer(before)]
    before = before[stops[-1] :] if stops else before
    after = text[figure.end : min(end, figure.end + _REACH_AFTER)]
    after = lexicon.NEW_CLAUSE.split(after, maxsplit=1)[0]
    found = [
        _before(before, strong, 1.0),
        _before(before, weak, _WEAK),
        _after(after, strong_after, 1.0),
        _after(after, weak_after, _WEAK),
    ]
    return max(found)


def _before(before: str, pattern: re.Pattern[str] | None, weight: float) -> float:
    if pattern is None or not before:
        return 0.0
    best = 0.0
    for match in pattern.finditer(before):
        if match.end() == match.start() or _negated(before, match):
            continue
        rest = before[match.end() :]
        gap = len(rest.strip()) - len(lexicon.COMMA.findall(rest))
        length = 0.02 * min(match.end() - match.start(), 5)
        best = max(best, weight + length - _GAP * gap - _COMMA * len(lexicon.COMMA.findall(rest)))
    return max(best, 0.0)


def _after(after: str, pattern: re.Pattern[str] | None, weight: float) -> float:
    if pattern is None or not after:
        return 0.0
    for match in pattern.finditer(after):
        if match.end() > match.start() and not _negated(after, match):
            length = 0.02 * min(match.end() - match.start(), 5)
            return max(0.0, weight * _AFTER + length - _GAP_AFTER * match.start())
    return 0.0


def _negated(text: str, match: re.Match[str]) -> bool:
    return text[match.start() - 1 : match.start()] in lexicon.NEGATION and match.start() > 0


def share_keys(indicator: Indicator) -> tuple[str, str] | None:
    """Return the keys of a part and its whole, for an indicator that is a share."""
    required = [v.key for v in indicator.variables if not v.optional]
    return (required[0], required[1]) if len(required) == 2 and required[0] in lexicon.RESTS else None  # noqa: PLR2004


def scores(
    text: str, indicator: Indicator, figures: Sequence[Figure], around: Sequence[Figure]
) -> list[dict[str, float]]:
    """Score each figure for each variable it can be.

    Args:
        text: Normalised text, names blotted out.
        indicator: Which one.
        figures: Its figures.
        around: All figures of the message, which bound the words of each.
    """
    table: list[dict[str, float]] = []
    pair = share_keys(indicator)
    edges = sorted({(f.start, f.end) for f in around if f.relative or any(fits(f, v) for v in indicator.variables)})
    for figure in figures:
        begin = max((end for _, end in edges if end <= figure.start), default=0)
        end = min((start for start, _ in edges if start >= figure.end), default=len(text))
        row: dict[str, float] = {}
        for variable in indicator.variables:
            if variable.key in _WHOLE_WAY or not fits(figure, variable):
                continue
            found = score(text, figure, variable.key, begin, end)
            if variable.optional and variable.kind != "ratio" and found < _CERTAIN:
                continue
            row[variable.key] = found
        if _NEXT in row:
            row.update(_stages(text, figure, begin, end))
        if pair and pair[0] in row and (found := score(text, figure, f"{REST}:{pair[0]}", begin, end)) > _WEAK:
            row[REST] = found + 0.05
        if _PROMOTERS in row and (found := score(text, figure, f"{REST}:{_PROMOTERS}", begin, end)) > _WEAK:
            row[REST] = found + 0.05
        best = max(row.values(), default=0.0)
        if _NEXT in row:
            table.append(row)
            continue
        table.append({key: max(found - _SECOND * (best - found), 0.0) if found else 0.0 for key, found in row.items()})
    return table


def _stages(text: str, figure: Figure, begin: int, end: int) -> dict[str, float]:
    """Score a figure as the step before or after by how far on the way to buying its words are."""
    before = lexicon.SENTENCE.split(text[max(begin, figure.start - _REACH) : figure.start])[-1]
    after = lexicon.NEW_CLAUSE.split(text[figure.end : min(end, figure.end + _REACH_AFTER)], maxsplit=1)[0]
    found = [max(_before(before, one, 1.0), _after(after, other, 1.0)) for one, other in _STAGES]
    if max(found) < _WEAK:
        return {_NEXT: 0.0, _BEFORE_IT: 0.0}
    stage = max(range(len(found)), key=lambda place: found[place])
    last = len(found) - 1
    return {_NEXT: 0.25 + 0.7 * stage / last, _BEFORE_IT: 0.95 - 0.7 * stage / last}


def fill(
    indicator: Indicator, figures: Sequence[Figure], table: Sequence[Mapping[str, float]], taken: frozenset[str]
) -> Filled:
    """Choose the variable of each figure so that the words bear it out best.

    Args:
        indicator: Which one.
        figures: Its figures in one period.
        table: The scores of each.
        taken: Variables that are known already, taken only where the words name them.
    """
    pair = share_keys(indicator)
    best = Filled()

    def step(index: int, slots: dict[str, Figure], total: float) -> None:
        nonlocal best
        if index == len(figures):
            total += _consistency(pair, slots)
            if total > best.score + 1e-9:
                best = Filled(dict(slots), total)
            return
        sure = max(table[index].values(), default=0.0) >= _SURE
        for key, found in table[index].items():
            if key in slots or (found <= 0 and (sure or key in taken)):
                continue
            value = found if found > 0 else _BY_DEFAULT
            step(index + 1, {**slots, key: figures[index]}, total + value)
        step(index + 1, slots, total)

    step(0, {}, 0.0)
    return best


def _consistency(pair: tuple[str, str] | None, slots: Mapping[str, Figure]) -> float:
    if pair is None:
        return 0.0
    if REST in slots:
        if pair[1] in slots and slots[REST].value > slots[pair[1]].value:
            return -_CONSISTENT
        if (pair[0] in slots) == (pair[1] in slots):
            return 0.0
        return _CONSISTENT if pair[1] in slots else _CONSISTENT / 2
    if pair[0] not in slots or pair[1] not in slots:
        return 0.0
    part, whole = slots[pair[0]], slots[pair[1]]
    return _CONSISTENT if part.value <= whole.value else -_CONSISTENT


def variable_of(indicator: Indicator, key: str) -> Variable:
    """Return a variable by its key."""
    return next(v for v in indicator.variables if v.key == key)
