"""Reads the two values of an indicator that compares one quantity before and after, or how much it changed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING

from tools.domain.indicators import lexicon, periods
from tools.domain.indicators.figures import lexicon as words
from tools.domain.indicators.figures.scanning import like
from tools.domain.indicators.quantities import (
    ITEM,
    Change,
    Given,
    Problem,
    Quantity,
    Values,
    change_keys,
    fits,
    of,
    target,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from corpus.catalogs import Indicator, Variable
    from tools.domain.indicators.figures.figure import Figure
    from tools.domain.indicators.periods import Period

_A_YEAR = Decimal(360)
_LENGTHS = frozenset({"year", "month", "quarter", "week", "day"})
_MEASURED = frozenset({"money", "energy", "labour", "time", "work", "mass", "volume", "heat"})


@dataclass(frozen=True, slots=True)
class Part:
    """The part of a message that is about one indicator.

    Attributes:
        text: The message, names of indicators blotted out.
        figures: Its figures that are about this indicator.
        asked: The key of the variable that was asked for.
        known: What is known so far.
        said: The message with the names in it.
    """

    text: str
    figures: tuple[Figure, ...]
    asked: str | None = None
    known: Given | None = None
    said: str = ""


def read(indicator: Indicator, part: Part) -> Given:
    """Read what a message gives of an indicator that compares two periods.

    Args:
        indicator: Which one.
        part: What of the message is about it.
    """
    before_key, after_key = _keys(indicator)
    variable = next(v for v in indicator.variables if v.key == before_key)
    text, figures = part.text, _leaving_whole_lengths(part, variable)
    bad = next((f for f in figures if f.problem and (fits(f, variable) or f.kind == "bare")), None)
    if bad is not None and bad.problem in {"range", "vague"}:
        definite = read(indicator, replace(part, figures=tuple(f for f in part.figures if not f.problem)))
        others = _other_side(part, bad, definite, (before_key, after_key))
        known = {**(part.known.values if part.known else {}), **others}
        key = part.asked or (before_key if before_key not in known else after_key)
        return Given(indicator.id, others, problem=Problem("range", (key,), (text[bad.start : bad.end],)))
    if variable.kind == "count":
        figures = [_paid(text, f) for f in figures]
    if target(variable) == "person_day":
        figures = _days_of_one(_people_and_days(text, figures))
    figures = _bare_as(_turnover(text, matched(figures), variable), variable, part)
    absolute = [f for f in figures if fits(f, variable)]
    change, rest = _change(text, figures, absolute, variable)
    rest = _like_known(rest, part, variable)
    if variable.key.startswith("paying") and change is None:
        change, rest = _gained_and_lost(text, rest)
    found = periods.marks(text)
    labels = _respectively(text, rest, found) or periods.own(text, rest, found)
    values, notes = _placed(text, rest, labels, part, (before_key, after_key))
    if change is not None and set(values) == {after_key} and not any(labels) and part.asked is None:
        values = {before_key: values[after_key]}  # so much, less so much
    given = Given(indicator.id, {k: (of(_united(f, rest, variable)),) for k, f in values.items()}, change=change)
    counted = variable.kind in {"money", "count"} or target(variable) == "person_day"
    problem = _periods_mixed(part, values, found) if counted else None
    if problem is None and change is None:
        problem = _wrong_kind(part, figures, variable, values, found)
    if change is not None and change.share is not None and change.share < -1:
        problem = Problem("impossible", (after_key,))
    return replace(given, problem=problem, notes=notes)


def _other_side(part: Part, bad: Figure, rest: Given, keys: tuple[str, str]) -> Values:
    """Keep the definite one of two values, on the other side of the one that is only about so much."""
    if len(rest.values) != 1:
        return {}
    (value,) = rest.values.values()
    found = periods.marks(part.text)
    (period,) = periods.own(part.text[: bad.end], [bad], [m for m in found if m.end <= bad.start])
    first = min((f.start for f in part.figures), default=bad.start) == bad.start
    is_before = period == "before" or (period is None and first)
    return {keys[1] if is_before else keys[0]: value}


def _respectively(text: str, figures: Sequence[Figure], found: Sequence[periods.Mark]) -> list[Period | None] | None:
    """Tell periods that are named one after the other before figures in the same order."""
    said = lexicon.RESPECTIVELY.search(text)
    if len(figures) == 2 and lexicon.BEFORE_AND_AFTER.search(text[: figures[0].start]):  # noqa: PLR2004
        return ["before", "after"]
    if said is None or len(figures) != 2 or said.start() > figures[0].start:  # noqa: PLR2004 -- before and after
        return None
    named = [m.period for m in found if m.end <= figures[0].start]
    if len(set(named)) != 2 or not lexicon.ENUMERATES.match(text[figures[0].end : figures[1].start]):  # noqa: PLR2004
        return None
    return [named[0], named[1]]


def _keys(indicator: Indicator) -> tuple[str, str]:
    keys = change_keys(indicator)
    if keys is None:
        msg = f"{indicator.id} does not compare two periods"
        raise ValueError(msg)
    return keys


def _leaving_whole_lengths(part: Part, variable: Variable) -> list[Figure]:
    """Leave out the year or month something is counted over."""
    if variable.kind == "time":
        pairs = zip(part.figures, (*part.figures[1:], None), strict=False)
        return [f for f, following in pairs if following is None or not _is_over(part.text, f, following)]
    return [f for f in part.figures if f.kind != "time" or f.unit not in _LENGTHS]


def _is_over(text: str, length: Figure, figure: Figure) -> bool:
    """Tell whether one week or one month is what a shorter time right behind it is counted over."""
    between = text[length.end : figure.start]
    whole = length.kind == "time" and length.unit in _LENGTHS and length.value == 1 and figure.kind in {"time", "work"}
    if not whole or not words.OVER_IT.fullmatch(between) or periods.marks(between):
        return False
    return of(figure).to("hour").value < of(length).to("hour").value


def _bare_as(figures: list[Figure], variable: Variable, part: Part) -> list[Figure]:
    """Take bare numbers for the quantity itself where nothing else in the message measures it."""
    if variable.kind != "time":
        return figures
    measured = [f for f in figures if fits(f, variable)]
    if any(part.text[f.start : f.end].find(words.COUNTING_PREFIX) > 0 for f in measured):
        # So many hours, and so many of them now.
        counted = [f for f in figures if f.kind == "count" and f.classifier == words.COUNTING_PREFIX]
        figures = [replace(f, kind="bare", classifier="") if f in counted else f for f in figures]
        if len(measured) == len(counted) == 1:
            return [like(f, measured[0]) if f.start == counted[0].start else f for f in figures]
    bare = [f for f in figures if f.kind == "bare" and f.scale == 1]
    if measured:
        labelled = [f for f in figures if f in bare or f in measured]
        labels = periods.own(part.text, labelled, periods.marks(part.text))
        said = {f.start for f, label in zip(labelled, labels, strict=True) if label and f in bare}
        alone = len(measured) == 1
        return [like(f, measured[0]) if alone and f.start in said else f for f in figures]
    if len(bare) != 2 and not (part.asked and len(bare) == 1):  # noqa: PLR2004 -- before and after
        return figures
    kind = "labour" if target(variable) == "person_day" else "time"
    return [replace(f, kind=kind, unit=target(variable)) if f in bare else f for f in figures]


def _turnover(text: str, figures: list[Figure], variable: Variable) -> list[Figure]:
    """Work days of stock out of the stock and what a day's sales cost."""
    if not variable.key.startswith("turnover"):
        return figures
    turns = [f for f in figures if f.kind == "frequency" and f.unit == "item/year" and f.value > 0]
    if len(turns) == 2 and lexicon.TURNS.search(text):  # noqa: PLR2004 -- before and after
        return [replace(f, value=_A_YEAR / f.value, kind="time", unit="day", scale=Decimal(1)) for f in turns]
    if any(fits(f, variable) for f in figures):
        return figures
    money = [replace(f, kind="money", unit="yuan") for f in figures if f.kind in {"money", "bare"}]
    daily = [f for i, f in enumerate(money) if lexicon.DAILY_COST.search(text[money[i - 1].end if i else 0 : f.start])]
    stock = [f for f in money if f not in daily]
    if not daily or not stock or any(f.value <= 0 for f in daily):
        return figures
    days = []
    for index, figure in enumerate(stock):
        cost = daily[min(index, len(daily) - 1)]
        days.append(replace(figure, value=figure.value / cost.value, kind="time", unit="day", scale=Decimal(1)))
    return days


def _gained_and_lost(text: str, figures: list[Figure]) -> tuple[Change | None, list[Figure]]:
    """Take those who came less those who left for the change."""
    gained = lost = None
    for index, figure in enumerate(figures):
        before = text[figures[index - 1].end if index else 0 : figure.start]
        gained = figure if gained is None and lexicon.GAINED.search(before) else gained
        lost = figure if lost is None and lexicon.LOST.search(before) else lost
    if gained is None or lost is None:
        return None, figures
    rest = [f for f in figures if f is not gained and f is not lost]
    return Change(amount=Quantity(gained.value - lost.value, ITEM)), rest


def _paid(text: str, figure: Figure) -> Figure:
    """Take a bare number for money where wages are spoken of, or what each one costs."""
    begin = max((m.end() for m in lexicon.NEW_CLAUSE.finditer(text, 0, figure.start)), default=0)
    said = lexicon.PAID if figure.scale > 1 else lexicon.EACH_ONE
    paid = figure.kind == "bare" and said.search(text, begin, figure.start)
    return replace(figure, kind="money", unit="yuan") if paid else figure


def _people_and_days(text: str, figures: Sequence[Figure]) -> list[Figure]:
    """Multiply people by the days they take."""
    done: list[Figure] = []
    for figure in figures:
        last = done[-1] if done else None
        if (
            last is not None
            and figure.unit in {"day", "workday", "month"}
            and last.kind == "count"
            and last.classifier[-1:] in lexicon.PEOPLE_ONLY | {words.COUNTING_PREFIX}
            and lexicon.PEOPLE_AND_DAYS.match(text[last.end : figure.start])
        ):
            unit = "person_month" if figure.unit == "month" else "person_day"
            done[-1] = replace(figure, start=last.start, value=last.value * figure.value, kind="labour", unit=unit)
        else:
            done.append(figure)
    return done


def _days_of_one(figures: list[Figure]) -> list[Figure]:
    """Take days for those of one person, where the other of the two is said in person-days and no people are named."""
    days = [f for f in figures if f.kind == "time" and f.unit in {"day", "workday"}]
    labour = [f for f in figures if f.unit == "person_day"]
    if len(days) != 1 or len(labour) != 1 or any(f.kind == "count" for f in figures):
        return figures
    return [replace(f, kind="labour", unit="person_day") if f is days[0] else f for f in figures]


def _like_known(figures: Sequence[Figure], part: Part, variable: Variable) -> list[Figure]:
    """Count a bare sum in ten thousands where what is known already is."""
    known = [q.value for qs in part.known.values.values() for q in qs] if part.known else []
    return [in_ten_thousands(f, known) if variable.kind == "money" else f for f in figures]


def in_ten_thousands(figure: Figure, known: Sequence[Decimal]) -> Figure:
    """Count a bare sum in ten thousands where all that is known are whole ten thousands, and it is none."""
    if figure.kind != "bare" or figure.scale != 1 or not 0 < figure.value < words.WAN or not known:
        return figure
    if any(value < words.WAN or value % (words.WAN / 10) for value in known):
        return figure
    return replace(figure, value=figure.value * words.WAN, scale=words.WAN)


def _change(
    text: str, figures: Sequence[Figure], absolute: Sequence[Figure], variable: Variable
) -> tuple[Change | None, list[Figure]]:
    """Take out what says how much it changed."""
    change: Change | None = None
    rest: list[Figure] = []
    for index, figure in enumerate(figures):
        begin = figures[index - 1].end if index else 0
        before = text[begin : figure.start]
        after = text[figure.end : figure.end + 6]
        if figure.relative:
            change = change or relative_change(figure, before, after)
        elif figure in absolute:
            signed = _signed(before)
            if signed is None:
                rest.append(figure)
            else:
                quantity = of(_united(figure, absolute, variable))
                change = change or Change(amount=Quantity(quantity.value * signed, quantity.unit))
    return change, rest


def relative_change(figure: Figure, before: str, after: str) -> Change | None:
    """Read by which share something went up or down.

    Args:
        figure: The share.
        before: The words before it.
        after: The words after it.
    """
    if figure.style == words.DISCOUNT or lexicon.TO_SHARE.search(before):
        return Change(share=figure.value - 1)
    if figure.style == words.TIMES_OF and lexicon.OF_BEFORE.search(before):
        return Change(share=figure.value - 1)
    if figure.style == words.DOUBLE:
        return Change(share=figure.value)
    if figure.style == words.HALVED and not lexicon.UP.search(before):
        return Change(share=-figure.value)
    if lexicon.DOWN.search(before) or lexicon.DOWN_AFTER.match(after):
        return Change(share=-figure.value)
    if lexicon.UP.search(before):
        return Change(share=figure.value)
    return None


def _signed(before: str) -> int | None:
    if lexicon.TO.search(before):
        return None
    turned = -1 if lexicon.THAN_NOW.search(before) else 1
    if lexicon.DOWN.search(before):
        return -turned
    return turned if lexicon.UP.search(before) else None


def matched(figures: Sequence[Figure]) -> list[Figure]:
    """Give a bare number what the one beside it is counted in, where they are alike only so."""
    done = list(figures)
    for index, figure in enumerate(done):
        if figure.kind != "bare" or figure.scale != 1:
            continue
        others = [
            f for f in figures if f is not figure and f.scale >= words.WAN and f.kind in {"bare", "money", "count"}
        ]
        if not others or figure.value <= 0:
            continue
        near = min(others, key=lambda f: abs(f.start - figure.start))
        if near.value > 0 and _apart(figure.value * near.scale, near.value) < _apart(figure.value, near.value):
            done[index] = replace(figure, value=figure.value * near.scale, scale=near.scale)
    return done


def _apart(first: Decimal, second: Decimal) -> Decimal:
    return abs((first / second).ln())


def _united(figure: Figure, others: Sequence[Figure], variable: Variable) -> Figure:
    """Give a number without a unit the unit of its neighbour, or the variable's."""
    if figure.kind != "bare":
        return figure
    if variable.kind == "money":
        return replace(figure, kind="money", unit="yuan")
    near = next((f for f in others if f.kind not in {"bare", "count"}), None)
    if near is not None and variable.kind != "count":
        return replace(figure, kind=near.kind, unit=near.unit)
    unit = target(variable)
    return figure if unit == ITEM else replace(figure, kind=variable.kind, unit=unit)


def _placed(
    text: str, figures: Sequence[Figure], labels: Sequence[Period | None], part: Part, keys: tuple[str, str]
) -> tuple[dict[str, Figure], tuple[str, ...]]:
    """Decide which figure is what was and which is what is."""
    before_key, after_key = keys
    labels = list(labels)
    for index in range(len(figures) - 1):
        between = text[figures[index].end : figures[index + 1].start]
        if not _leads(between):
            continue
        if labels[index + 1] is None:
            labels[index], labels[index + 1] = "before", "after"
        if labels[index] != "after":
            labels[index] = "before"
        if labels[index + 1] != "before" or labels[index] == "before":
            labels[index + 1] = "after"
    placed: dict[str, Figure] = {}
    for figure, label in zip(figures, labels, strict=True):
        if label == "before":
            placed.setdefault(before_key, figure)
        elif label == "after":
            placed[after_key] = figure
    free = [f for f, label in zip(figures, labels, strict=True) if label is None and f not in placed.values()]
    again = [f for f, label in zip(figures, labels, strict=True) if label == "before" and f not in placed.values()]
    if after_key not in placed and before_key in placed and again and not free:
        placed[after_key] = again[-1]
    return _with_free(placed, free, part, keys), ()


def _leads(between: str) -> bool:
    """Tell whether words between two figures lead from the one to the other."""
    return bool(lexicon.TRANSITION.search(between)) and not lexicon.SENTENCE.search(between) and len(between) <= 12  # noqa: PLR2004


def _with_free(placed: dict[str, Figure], free: list[Figure], part: Part, keys: tuple[str, str]) -> dict[str, Figure]:
    before_key, after_key = keys
    known = part.known.values if part.known else {}
    if not free:
        return placed
    if before_key not in placed and after_key not in placed:
        if len(free) > 1:
            return {before_key: free[0], after_key: free[1]}
        if part.asked in keys:
            return {str(part.asked): free[0]}
        if after_key in known and before_key not in known:
            return {before_key: free[0]}
        return {after_key: free[0]}
    if before_key in placed and after_key not in placed:
        later = [f for f in free if f.start > placed[before_key].start]
        return {**placed, after_key: (later or free)[0]}
    if after_key in placed and before_key not in placed and before_key not in known:
        return {**placed, before_key: free[-1] if free[-1].start < placed[after_key].start else free[0]}
    return placed


def _periods_mixed(part: Part, values: dict[str, Figure], found: Sequence[periods.Mark]) -> Problem | None:  # noqa: ARG001
    lengths = {periods.length(part.text, figure) for figure in values.values()} - {None}
    if len(values) > 1 and len(lengths) > 1:
        return Problem("period", tuple(values), tuple(part.text[f.start : f.end] for f in values.values()))
    return None


def _wrong_kind(
    part: Part, figures: Sequence[Figure], variable: Variable, values: dict[str, Figure], found: Sequence[periods.Mark]
) -> Problem | None:
    """Find a figure that is said to be the quantity but measures something else."""
    if len(values) > 1:
        return None
    wrong = [f for f in figures if not f.relative and f.kind not in {"bare", "date", "score"} and not fits(f, variable)]
    wrong = [f for f in wrong if not (f.kind == "time" and f.unit in _LENGTHS and f.value == 1)]
    labels = periods.own(part.text, wrong, found)
    measured = [f for f in wrong if f.kind in _MEASURED]
    said = [f for f, label in zip(wrong, labels, strict=True) if label is not None and (f.kind in _MEASURED or values)]
    known = part.known.values if part.known else {}
    key = part.asked or next((k for k in (variable.key,) if k not in known), variable.key)
    if not values and (measured or len(said) > 1):
        return Problem("unit", (key,), (part.text[(measured or said)[0].start : (measured or said)[0].end],))
    placed = next(iter(values.values()), None)
    said = [f for f in said if placed is None or f.kind != "count" or len(wrong) == 1]
    if values and said and not known:
        return Problem("unit", (key,), (part.text[said[0].start : said[0].end],))
    return None
