"""Divides the figures of a message between the period now and the one before, and among an indicator's variables."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from tools.domain.indicators import filling, lexicon, periods
from tools.domain.indicators.filling import REST, Filled, fill, variable_of
from tools.domain.indicators.quantities import fits

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from corpus.catalogs import Indicator
    from tools.domain.indicators.changing import Part
    from tools.domain.indicators.figures.figure import Figure
    from tools.domain.indicators.periods import Period

ADDED = ("promoters", "detractors", "satisfied_ratings")
"""Variables that may be said in several parts, one for each mark."""
_NAMED = 0.6
_SURE = 0.85
_RETAINED = "retained_customers"
_TWICE = 2


def in_periods(indicator: Indicator, part: Part, figures: list[Figure], *, always: bool) -> tuple[Filled, Filled]:
    """Fill the variables of the period now and of the one before.

    Args:
        indicator: Which one.
        part: What of the message is about it.
        figures: Its figures.
        always: It needs both periods.
    """
    table = filling.scores(part.text, indicator, figures, part.figures)
    for row in table:
        if part.asked in row:
            row[part.asked] += _NAMED
    if (listed := _respectively(indicator, part, figures)) is not None:
        return listed, Filled()
    figures, table = _added_up(figures, table)
    labels = _labels(indicator, part, figures, table, always=always)
    anew = len(figures) >= sum(not variable.optional for variable in indicator.variables)
    taken = frozenset(part.known.values) if part.known and part.asked is None and not anew else frozenset()
    groups = {name: [i for i, label in enumerate(labels) if label in {name, "both"}] for name in ("before", "after")}
    if not (set(labels) & {"before"} and set(labels) & {"after"}) and not always:
        whole = fill(indicator, figures, table, taken)
        return whole, Filled()
    filled = {
        name: fill(indicator, [figures[i] for i in places], [table[i] for i in places], frozenset())
        for name, places in groups.items()
    }
    now, before = filled["after"], filled["before"]
    if not always and not set(now.slots) & set(before.slots):
        return fill(indicator, figures, table, taken), Filled()
    return now, before


def _added_up(figures: list[Figure], table: list[dict[str, float]]) -> tuple[list[Figure], list[dict[str, float]]]:
    """Add up answers of several marks that belong together."""
    for key in ADDED:
        mine = [i for i, row in enumerate(table) if row.get(key, 0.0) >= _SURE and max(row, key=row.__getitem__) == key]
        if len(mine) < _TWICE or mine != list(range(mine[0], mine[0] + len(mine))):
            continue
        total = sum((figures[i].value for i in mine), Decimal(0))
        kept = [i for i in range(len(figures)) if i == mine[0] or i not in mine]
        figures = [replace(figures[i], value=total) if i == mine[0] else figures[i] for i in kept]
        table = [table[i] for i in kept]
    return figures, table


def _labels(
    indicator: Indicator,
    part: Part,
    figures: Sequence[Figure],
    table: Sequence[Mapping[str, float]],
    *,
    always: bool,
) -> list[Period | str | None]:
    """Tell which period each figure belongs to, ``both`` where it holds in the two."""
    text = part.text
    found = [m for m in periods.marks(text) if not _inside_cue(indicator, text, m)]
    if any(v.key == _RETAINED for v in indicator.variables):
        found = [m for m in found if not lexicon.ENDS_OF_PERIODS.fullmatch(text[m.start : m.end])]
    labels: list[Period | str | None] = list(periods.carried(text, figures, found))
    if {"before", "after"} <= set(labels):
        labels = ["both" if label is None else label for label in labels]
    for index in range(len(figures) - 1):
        between = text[figures[index].end : figures[index + 1].start]
        same = set(table[index]) & set(table[index + 1])
        leads = lexicon.TRANSITION.search(between) and len(between) <= 10  # noqa: PLR2004
        if same and leads and always and labels[index + 1] in {None, labels[index]}:
            labels[index], labels[index + 1] = "before", "after"
    for index in range(len(figures) - 1):
        begin = figures[index - 1].end if index else 0
        both = lexicon.BEFORE_AND_AFTER.search(text[begin : figures[index].start])
        if both and lexicon.ENUMERATES.match(text[figures[index].end : figures[index + 1].start]):
            labels[index], labels[index + 1] = "before", "after"
    for index, figure in enumerate(figures):
        begin = figures[index - 1].end if index else 0
        clause = lexicon.NEW_CLAUSE.split(text[begin : figure.start])[-1]
        after = lexicon.NEW_CLAUSE.split(text[figure.end : figure.end + 6])[0]
        if lexicon.SAME.search(clause) or lexicon.SAME.match(after):
            labels[index] = "both"
    if always and not {"before", "after"} & set(labels):
        seen: set[str] = set()
        for index, row in enumerate(table):
            key = max(row, key=row.__getitem__)
            labels[index] = labels[index] or ("after" if key in seen else "before")
            seen.add(key)
    return labels


def _respectively(indicator: Indicator, part: Part, figures: Sequence[Figure]) -> Filled | None:
    """Fill variables that are named one after the other before figures in the same order."""
    said = lexicon.RESPECTIVELY.search(part.text)
    after = [f for f in figures if said and f.start >= said.start()]
    if said is None or len(after) < _TWICE:
        return None
    listed = [after[0]]
    for figure in after[1:]:
        if lexicon.ENUMERATES.match(part.text[listed[-1].end : figure.start]):
            listed.append(figure)
    named: dict[str, int] = {}
    for variable in (v for v in indicator.variables if not v.optional):
        strong = filling.patterns(variable.key)[0]
        places = [m.start() for m in strong.finditer(part.text, 0, said.start()) if m.group()] if strong else []
        if places:
            named[variable.key] = places[0]
    if len(named) < len(listed) or len(listed) < _TWICE:
        return None
    order = sorted(named, key=named.__getitem__)[-len(listed) :]
    if not all(fits(f, variable_of(indicator, key)) for key, f in zip(order, listed, strict=True)):
        return None
    slots = dict(zip(order, listed, strict=True))
    rest = [f for f in figures if f not in listed]
    table = filling.scores(part.text, indicator, rest, part.figures)
    for figure, row in zip(rest, table, strict=True):
        free = {k: found for k, found in row.items() if k not in slots and k != REST}
        if free:
            slots[max(free, key=free.__getitem__)] = figure
    return Filled(slots, 1.0)


def _inside_cue(indicator: Indicator, text: str, mark: periods.Mark) -> bool:
    """Tell whether a word of time is part of a variable's own name, as in those at the beginning of the period."""
    return any(
        pattern
        and any(
            m.start() <= mark.start and mark.end <= m.end() and m.end() - m.start() > mark.end - mark.start
            for m in pattern.finditer(text)
        )
        for v in indicator.variables
        for pattern in filling.patterns(v.key)[:1]
    )
