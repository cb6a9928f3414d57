"""Reads the variables of an indicator that is the level of one period, or of two that are compared."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from tools.domain.indicators import filling, lexicon, periods, rows
from tools.domain.indicators.changing import relative_change
from tools.domain.indicators.figures import lexicon as words
from tools.domain.indicators.filling import REST, Filled, fill, share_keys, variable_of
from tools.domain.indicators.grouping import ADDED, in_periods
from tools.domain.indicators.preparing import prepared, without_new
from tools.domain.indicators.quantities import ITEM, Change, Given, Problem, Quantity, Values, fits, of, target
from tools.domain.indicators.rows import lexicon as row_words
from tools.domain.indicators.valuing import quantity_of, values_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from corpus.catalogs import Indicator
    from tools.domain.indicators.changing import Part
    from tools.domain.indicators.figures.figure import Figure

_NAMED, _SURE, _TWICE = 0.6, 0.85, 2
_UNTIMED = frozenset(
    (
        *("c.4.3", "d.2.1", "d.2.2", "d.3.2", "e.1.1", "e.1.2", "e.1.3", "e.1.4", "e.1.5"),
        *("f.1.2", "f.2.1", "f.2.2"),
    )
)
"""Indicators whose figures need not be of the same length of time."""
_RETAINED = "retained_customers"
_LISTED, _PAIRED = "complaint_resolution_times", ("activity_data", "emission_factor")
_NPS, _LIKED = "e.1.2", "personalized_satisfied"
_UNCHANGED = ((lexicon.UNCHANGED, "output_value", "yuan"), (lexicon.ENERGY_UNCHANGED, "energy", "tce"))


def read(indicator: Indicator, part: Part) -> Given:
    """Read what a message gives of an indicator.

    Args:
        indicator: Which one.
        part: What of the message is about it.
    """
    twice = _stems(indicator)
    form = twice or indicator
    figures = rows.alike(form, part.text, prepared(form, part))
    bad = next((f for f in figures if f.problem and _concerns(f, form)), None)
    if bad is not None:
        kind = "impossible" if bad.problem == "impossible" else "range"
        return Given(indicator.id, problem=Problem(kind, _empty(form, part), (part.text[bad.start : bad.end],)))
    if (unsettled := undefined(indicator, part)) is not None:
        return unsettled
    figures = [f for f in figures if any(fits(f, v) for v in form.variables)]
    if (stayed := without_new(part, part.figures)) is not None:
        return Given(indicator.id, {_RETAINED: (stayed,)})
    if (answer := _answered(indicator, part, figures)) is not None:
        return Given(indicator.id, answer)
    if _LISTED in {v.key for v in form.variables}:
        return _in_two(_listed, form, part, figures)
    if indicator.reading == "customary" and _several_ways(form, part, figures):
        return Given(indicator.id, problem=Problem("definition", tuple(v.key for v in indicator.variables)))
    if form.variables[0].key == _PAIRED[0]:
        return _in_two(_paired, form, part, figures)
    if (listed := rows.in_rows(form, part, figures)) is not None:
        return listed
    now, earlier = in_periods(form, part, figures, always=twice is not None)
    values, before = values_of(form, part, now), values_of(form, part, earlier)
    if twice:
        return _in_both(indicator, form, part, (now, earlier))
    if not values and not before:
        values, before = _shares_of_both(form, part)
        values = values or _share_alone(form, part)
    if not before and (pooled := _pooled(form, part, figures, now)):
        values = pooled
    return Given(indicator.id, values, before, problem=_problem(form, part, now, earlier))


def _in_both(indicator: Indicator, form: Indicator, part: Part, filled: tuple[Filled, Filled]) -> Given:
    """Put both periods of an indicator that needs several quantities in each under its own keys."""
    values, before = (values_of(form, part, one) for one in filled)
    change = _share_of_change(form, part) if "energy" not in {**values, **before} else None
    if change is None:
        for pattern, key, unit in _UNCHANGED:
            if pattern.search(part.text) and key not in {**values, **before}:
                values[key] = before[key] = (Quantity(words.WAN, unit),)
    else:
        values, before = {}, {}
    both = {f"{k}_after": v for k, v in values.items()} | {f"{k}_before": v for k, v in before.items()}
    problem = _problem(form, part, *filled)
    lengths = {periods.length(part.text, f) for one in filled for f in one.slots.values()} - {None}
    if problem is None and len(lengths) > 1:
        problem = Problem("period", tuple(both), _said(part, filled))
    return Given(indicator.id, both, change=change, problem=problem)


def _said(part: Part, filled: tuple[Filled, Filled]) -> tuple[str, ...]:
    figures = sorted((f for one in filled for f in one.slots.values()), key=lambda f: f.start)
    return tuple(part.text[f.start : f.end] for f in figures)


def _several_ways(indicator: Indicator, part: Part, figures: Sequence[Figure]) -> bool:
    """Tell whether several figures could be the same variable, or one is said to be something near to it."""
    if periods.marks(part.text) or share_keys(indicator) is None:
        return False
    key, whole = indicator.variables[0].key, indicator.variables[1].key
    table = filling.scores(part.text, indicator, figures, part.figures)
    mine = {f.value for f, row in zip(figures, table, strict=True) if row and row.get(key, 0.0) >= _SURE}
    wholes = sum(row.get(whole, 0.0) >= _SURE for row in table if row)
    satisfied = key == _LIKED and lexicon.TAKEN_UP.search(part.text) and not lexicon.LIKED.search(part.text)
    return (len(mine) > 1 and key not in ADDED and len(figures) > _TWICE and wholes <= 1) or bool(satisfied and figures)


def _answered(indicator: Indicator, part: Part, figures: Sequence[Figure]) -> Values | None:
    """Take the one figure of an answer for the variable that was asked for, unless its words name another."""
    if part.asked is None or part.asked not in {v.key for v in indicator.variables} or len(part.figures) != 1:
        return None
    variable = variable_of(indicator, part.asked)
    figure = figures[0] if figures else part.figures[0]
    bare = figure.kind == "bare" and variable.kind != "date"
    if not bare and not fits(figure, variable):
        return None
    rows = filling.scores(part.text, indicator, [figure], part.figures)[0]
    rest = rows.get(REST, 0.0)
    others = [found for key, found in rows.items() if key not in {part.asked, REST}]
    if max(others, default=0.0) > _SURE or rest > _SURE:
        return None
    return {part.asked: (quantity_of(figure, variable.kind, target(variable)),)}


def _share_of_change(indicator: Indicator, part: Part) -> Change | None:
    """Read by which share the whole result went up or down, or what it is divided by as well."""
    shares: dict[str, Decimal] = {}
    for index, figure in enumerate(part.figures):
        begin = part.figures[index - 1].end if index else 0
        one = relative_change(figure, part.text[begin : figure.start], "") if figure.relative else None
        if one is None or one.share is None:
            continue
        found = {k: filling.score(part.text, figure, k, begin, figure.end) for k in ("energy", "output_value")}
        shares.setdefault(max(found, key=found.__getitem__), one.share)
    if len(shares) == _TWICE and indicator.variables[0].key == "energy":
        return Change(share=(1 + shares["energy"]) / (1 + shares["output_value"]) - 1)
    for index, figure in enumerate(part.figures):
        begin = part.figures[index - 1].end if index else 0
        if figure.relative:
            return relative_change(figure, part.text[begin : figure.start], part.text[figure.end : figure.end + 6])
    return None


def _shares_of_both(indicator: Indicator, part: Part) -> tuple[Values, Values]:
    """Take the indicator's own value in two periods, where only that is said."""
    pair = share_keys(indicator)
    shares = [f for f in part.figures if f.relative]
    if pair is None or len(shares) != _TWICE:
        return {}, {}
    first, last = shares
    labels = periods.own(part.text, shares, periods.marks(part.text))
    leads = lexicon.TRANSITION.search(part.text[first.end : last.start])
    if not leads and len(set(labels)) < _TWICE:
        return {}, {}
    if labels[0] == "after" or (labels[1] == "before" and not leads):
        first, last = last, first
    whole = (Quantity(Decimal(100), ITEM),)
    return (
        {pair[0]: (Quantity(last.value * 100, ITEM),), pair[1]: whole},
        {pair[0]: (Quantity(first.value * 100, ITEM),), pair[1]: whole},
    )


def _share_alone(indicator: Indicator, part: Part) -> Values:
    """Take a share that is said of the part for part and whole."""
    pair = share_keys(indicator)
    shares = [f for f in part.figures if f.relative and f.value <= 1]
    if pair is None or len(shares) != 1:
        return {}
    figure, end = shares[0], len(part.text)
    mine = filling.score(part.text, figure, pair[0], 0, end)
    rest = filling.score(part.text, figure, f"{REST}:{pair[0]}", 0, end)
    if max(mine, rest) < _NAMED:
        return {}
    share = figure.value if mine >= rest else 1 - figure.value
    return {pair[0]: (Quantity(share * 100, ITEM),), pair[1]: (Quantity(Decimal(100), ITEM),)}


def _stems(indicator: Indicator) -> Indicator | None:
    """Return an indicator that needs several quantities in both periods with its variables named once."""
    before = [v for v in indicator.variables if v.key.endswith("_before")]
    if len(before) < _TWICE:
        return None
    named = [v.model_copy(update={"key": v.key.removesuffix("_before")}) for v in before]
    return indicator.model_copy(update={"variables": tuple(named)})


def _concerns(figure: Figure, indicator: Indicator) -> bool:
    return figure.kind == "bare" or any(fits(figure, v) for v in indicator.variables)


def _empty(indicator: Indicator, part: Part) -> tuple[str, ...]:
    if part.asked:
        return (part.asked,)
    known = part.known.values if part.known else {}
    return tuple(v.key for v in indicator.variables if not v.optional and v.key not in known)[:1]


def undefined(indicator: Indicator, part: Part) -> Given | None:
    """Ask for the firm's definition where the standard has none and the message leaves it open.

    Args:
        indicator: Which one.
        part: What of the message is about it.
    """
    if indicator.reading != "customary":
        return None
    five = indicator.id == _NPS and lexicon.FIVE_MARKS.search(part.said)
    if (
        five
        or lexicon.UNDEFINED.search(part.said or part.text)
        or (lexicon.MARKS_GIVEN.search(part.text) and any(v.unit == lexicon.PERSON for v in indicator.variables))
    ):
        return Given(indicator.id, problem=Problem("definition", tuple(v.key for v in indicator.variables)))
    return None


def _pooled(indicator: Indicator, part: Part, figures: Sequence[Figure], now: Filled) -> Values | None:
    """Read several parts of one period, each with its own figures, to be added up."""
    required = [v.key for v in indicator.variables if not v.optional]
    if len(figures) <= len(now.slots) or len(required) != _TWICE:
        return None
    edges = [m.start() for m in lexicon.NEW_CLAUSE.finditer(part.text)]
    groups: dict[int, list[Figure]] = {}
    for figure in figures:
        groups.setdefault(sum(edge < figure.start for edge in edges), []).append(figure)
    found: list[Values] = []
    for group in groups.values():
        table = filling.scores(part.text, indicator, group, part.figures)
        values = values_of(indicator, part, fill(indicator, group, table, frozenset()))
        if all(key in values for key in required):
            found.append(values)
    if len(found) < _TWICE:
        return None
    return {key: tuple(values[key][0] for values in found) for key in required}


def _in_two(
    read_one: Callable[[Indicator, Part, list[Figure]], Given], indicator: Indicator, part: Part, figures: list[Figure]
) -> Given:
    """Read two periods apart where both are spoken of; what is said of neither holds for both."""
    labels = periods.carried(part.text, figures, periods.marks(part.text))
    groups = {
        period: [f for f, label in zip(figures, labels, strict=True) if label in {period, None} or _is_factor(f)]
        for period in ("before", "after")
    }
    both = [read_one(indicator, part, group) for group in groups.values()]
    required = {v.key for v in indicator.variables}
    if not {"before", "after"} <= set(labels) or any(set(one.values) != required for one in both):
        return read_one(indicator, part, figures)
    return Given(indicator.id, both[1].values, both[0].values, problem=both[1].problem)


def _is_factor(figure: Figure) -> bool:
    return figure.kind in {"ratio", "carbon"}


def _listed(indicator: Indicator, part: Part, figures: list[Figure]) -> Given:
    """Read one time for each complaint, or their sum, and how many there were."""
    times = [f for f in figures if f.kind in {"time", "score", "work"} and not (_is_length(f) and f.value == 1)]
    summed = [f for f in times if lexicon.TOGETHER.search(part.text[max(0, f.start - 8) : f.start])]
    if len(summed) == 1:
        times = summed
    counts = [f for f in figures if f.kind not in {"time", "score", "work"}]
    table = filling.scores(part.text, indicator, counts, part.figures)
    count = fill(indicator, counts, table, frozenset()).slots.get("complaint_count")
    closed = [f for i, f in enumerate(counts) if _is_closed(part.text, counts, i)]
    count = closed[0] if len(closed) == 1 and len(counts) > 1 else count
    values: Values = {}
    if (each := _each_of(part.text, counts, times)) is not None:
        return Given(indicator.id, each)
    if len(times) > 1:
        values[_LISTED] = tuple(map(of, times))
        values["complaint_count"] = (Quantity(Decimal(len(times)), ITEM),)
    elif times:
        values[_LISTED] = (of(times[0]),)
    problem = None
    if count is not None:
        values["complaint_count"] = (of(count),)
        if len(times) > 1 and count.value != len(times):
            problem = rows.mismatch("complaint_count", len(times), count.value)
    zero = next((f for f in counts if f is not count and f.value == 0 and f.kind == "bare"), None)
    if zero is not None and _LISTED not in values:
        values[_LISTED] = (Quantity(Decimal(0), "hour"),)
    lengths = {periods.length(part.text, f) for f in (*times, *([count] if count else []))} - {None}
    problem = Problem("period", tuple(values)) if len(lengths) > 1 else problem
    return Given(indicator.id, values, problem=problem)


def _each_of(text: str, counts: Sequence[Figure], times: Sequence[Figure]) -> Values | None:
    """Multiply times that are said of each of so many complaints."""
    if len(counts) != len(times) or not times:
        return None
    each = lexicon.OF_EACH if len(times) > 1 else row_words.OF_EACH
    for count, time in zip(counts, times, strict=True):
        if count.end > time.start or not each.search(text[count.end : time.start]):
            return None
    total = sum((f.value for f in counts), Decimal(0))
    spent = tuple(Quantity(of(t).value * c.value, t.unit) for c, t in zip(counts, times, strict=True))
    return {_LISTED: spent, "complaint_count": (Quantity(total, ITEM),)}


def _is_closed(text: str, counts: Sequence[Figure], index: int) -> bool:
    """Tell whether a figure counts the complaints that are closed."""
    figure = counts[index]
    before = text[counts[index - 1].end if index else 0 : figure.start]
    after = lexicon.NEW_CLAUSE.split(text[figure.end : figure.end + 6])[0]
    around = lexicon.NEW_CLAUSE.split(before)[-1] + after
    return bool(lexicon.CLOSED.search(around)) and not lexicon.OPENED.search(around)


def _paired(indicator: Indicator, part: Part, figures: list[Figure]) -> Given:
    """Read amounts of energy or fuel, each with its factor."""
    factors = [f for f in figures if fits(f, variable_of(indicator, _PAIRED[1]))]
    amounts = [f for f in figures if f not in factors and fits(f, variable_of(indicator, _PAIRED[0]))]
    values: Values = {}
    if amounts:
        values[_PAIRED[0]] = tuple(map(of, amounts))
    if factors:
        values[_PAIRED[1]] = tuple(map(of, factors))
    problem = None
    if (
        not factors
        and part.asked != _PAIRED[0]
        and any(
            f.kind == "bare" and filling.score(part.text, f, _PAIRED[1], 0, len(part.text)) > _NAMED
            for f in part.figures
        )
    ):
        problem = Problem("unit", (_PAIRED[1],))
    return Given(indicator.id, values, problem=problem)


def _problem(indicator: Indicator, part: Part, now: Filled, earlier: Filled) -> Problem | None:
    """Find what is wrong with the figures before anything is computed."""
    used = {f.start for f in (*now.slots.values(), *earlier.slots.values())}
    if indicator.id not in _UNTIMED:
        for filled in (now, earlier):
            lengths = {periods.length(part.text, f) for f in filled.slots.values()} - {None}
            if len(lengths) > 1:
                said = tuple(part.text[f.start : f.end] for f in filled.slots.values())
                return Problem("period", tuple(filled.slots), said)
    known = part.known.values if part.known else {}
    for variable in indicator.variables:
        if variable.optional or variable.key in now.slots or variable.key in known:
            continue
        for figure in part.figures:
            if figure.start in used or fits(figure, variable) or figure.relative or _is_length(figure):
                continue
            if figure.kind in {"count", "bare"} and variable.kind != "energy":
                continue
            begin = max((f.end for f in part.figures if f.end <= figure.start), default=0)
            if filling.score(part.text, figure, variable.key, begin, len(part.text)) >= _SURE:
                return Problem("unit", (variable.key,), (part.text[figure.start : figure.end],))
    return None


def _is_length(figure: Figure) -> bool:
    return figure.kind == "date" or (figure.kind == "time" and figure.unit in {"year", "month", "quarter", "week"})
