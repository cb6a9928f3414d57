"""Turns figures that were given to variables into quantities, with what follows from them: rests, sums and totals."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from tools.domain.indicators import filling, lexicon
from tools.domain.indicators.figures import lexicon as words
from tools.domain.indicators.filling import REST, Filled, share_keys, variable_of
from tools.domain.indicators.quantities import ITEM, Quantity, Values, of, target

if TYPE_CHECKING:
    from corpus.catalogs import Indicator
    from tools.domain.indicators.changing import Part
    from tools.domain.indicators.figures.figure import Figure

_SCORED = ("promoters", "detractors", "respondents")
_COSTS = ("rework_cost", "scrap_cost", "complaint_cost")


def values_of(indicator: Indicator, part: Part, filled: Filled) -> Values:
    """Take the figures of an indicator's variables as quantities, with what follows from them.

    Args:
        indicator: Which one.
        part: What of the message is about it.
        filled: The figure of each variable.
    """
    values: Values = {}
    filled = _in_order(part.text, filled)
    for key, figure in filled.slots.items():
        if key != REST:
            values[key] = (quantity_of(figure, variable_of(indicator, key).kind, target(variable_of(indicator, key))),)
    pair = share_keys(indicator)
    if pair and REST in filled.slots:
        values = _with_rest(values, pair, filled.slots[REST])
    if pair and pair[1] in filled.slots and pair[0] not in values:
        whole = filled.slots[pair[1]]
        if lexicon.ALL_OF_THEM.match(part.text[whole.end :]):
            values[pair[0]] = values[pair[1]]
    keys = {v.key for v in indicator.variables}
    if _COSTS[0] in keys:
        values = _together(part, filled, values)
    if _SCORED[0] in values and _SCORED[1] in values and REST in filled.slots:
        total = values[_SCORED[0]][0].value + values[_SCORED[1]][0].value + filled.slots[REST].value
        values.setdefault(_SCORED[2], (Quantity(total, ITEM),))
    if _SCORED[0] in keys and any(f.relative for f in part.figures) and filled.slots:
        values[_SCORED[2]] = (Quantity(Decimal(100), ITEM),)
    if lexicon.NOTHING_SPENT.search(part.text) and "marketing_cost" in keys:
        values.setdefault("marketing_cost", (Quantity(Decimal(0), "yuan"),))
    if "reduced_jobs" in keys and lexicon.NONE_AT_ALL.search(part.text):
        values.setdefault("reduced_jobs", (Quantity(Decimal(0), ITEM),))
    return values


def _together(part: Part, filled: Filled, values: Values) -> Values:
    """Take one sum for costs that are only named together."""
    given = [key for key in _COSTS if key in values]
    if len(given) != 1:
        return values
    figure = filled.slots[given[0]]
    before = lexicon.SENTENCE.split(part.text[: figure.start])[-1]
    named = [p for key in _COSTS if (p := filling.patterns(key)[0]) is not None and p.search(before)]
    if len(named) < len(_COSTS) or not lexicon.TOGETHER.search(before):
        return values
    none = (Quantity(Decimal(0), "yuan"),)
    return {**dict.fromkeys(_COSTS, none), **values}


def _in_order(text: str, filled: Filled) -> Filled:
    """Let what is said to go from one day to another begin on the first, in the year before where it has none."""
    begin, end = filled.slots.get("concept_start_date"), filled.slots.get("mass_production_date")
    if begin is None or end is None:
        return filled
    if words.BETWEEN.fullmatch(text[end.end : begin.start]):
        begin, end = end, begin
        filled = replace(filled, slots={**filled.slots, "concept_start_date": begin, "mass_production_date": end})
    if begin.day is None or end.day is None:
        return filled
    if not begin.implicit or end.implicit or begin.day <= end.day:
        return filled
    try:
        day = begin.day.replace(year=begin.day.year - 1)
    except ValueError:
        return filled
    moved = replace(begin, day=day, value=Decimal(day.toordinal()))
    return replace(filled, slots={**filled.slots, "concept_start_date": moved})


def _with_rest(values: Values, pair: tuple[str, str], rest: Figure) -> Values:
    part, whole = pair
    if whole in values and part not in values:
        left = values[whole][0]
        return {**values, part: (Quantity(left.value - rest.value, left.unit),)}
    if part in values and whole not in values:
        mine = values[part][0]
        return {**values, whole: (Quantity(mine.value + rest.value, mine.unit),)}
    return values


def quantity_of(figure: Figure, kind: str, unit: str) -> Quantity:
    """Take a figure as a quantity of a variable.

    Args:
        figure: The figure.
        kind: The variable's kind.
        unit: The variable's unit of the registry.
    """
    if figure.kind == "bare" and kind == "money":
        return Quantity(figure.value, "yuan")
    if figure.kind == "count" and unit == "item/year":
        return Quantity(figure.value, unit)
    if figure.kind == "bare" and unit != ITEM:
        return Quantity(figure.value, unit)
    return of(figure)
