"""Finds the figures and days of a message, each with its unit, and leaves out numbers that only name something."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING

from tools.domain.indicators.figures import dates, lexicon, numerals, units
from tools.domain.indicators.figures.figure import Figure

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

_ONE = Decimal(1)
_UNITS = tuple((re.compile(pattern), kind, unit) for pattern, kind, unit in lexicon.UNITS)
_FIGURE = re.compile(lexicon.SIGN + lexicon.TEMPLATE_NUMBER)
_GONE = "\x00"
_HUNDRED = Decimal(100)
_NEAR, _DIGITS = 10, 2


@dataclass(frozen=True, slots=True)
class Scan:
    """What a message holds.

    Attributes:
        text: The normalised text.
        figures: Its figures and days in order.
        stated: What the firm counts a month or a day as, in units of the registry, by the unit.
        unsure: A place says only that there are some.
    """

    text: str
    figures: tuple[Figure, ...]
    stated: dict[str, tuple[Decimal, str]]
    unsure: bool = False


def scan(text: str, today: date, masked: Iterable[tuple[int, int]] = ()) -> Scan:
    """Find all figures.

    Args:
        text: Normalised text.
        today: The day it is said on.
        masked: Places that are names, not figures.
    """
    open_text = list(text)

    def close(start: int, end: int) -> None:
        open_text[start:end] = _GONE * (end - start)

    for start, end in (*masked, *(match.span() for match in lexicon.NO_NUMBER.finditer(text))):
        close(start, end)
    found = _days("".join(open_text), today)
    for figure in found:
        close(figure.start, figure.end)
    for match in lexicon.SCORE_BAND.finditer("".join(open_text)):
        if _is_band(match):
            close(*match.span())
    for figure in _relative("".join(open_text)):
        found.append(figure)
        close(figure.start, figure.end)
    stated = _stated("".join(open_text), close)
    for pattern in (lexicon.MONTHS_AND_YEARS, lexicon.NOT_FIGURES):
        for match in pattern.finditer("".join(open_text)):
            if not _inside_number(match):
                close(*match.span())
    some = [m for m in lexicon.SOME.finditer("".join(open_text)) if not lexicon.SOME_ASKED.fullmatch(m.group())]
    for match in some:
        close(*match.span())
    rest = "".join(open_text)
    found += _figures(rest)
    found.sort(key=lambda figure: figure.start)
    found = _without_rhythm(text, _lent(text, _ranges(text, [_per(text, f) for f in found])))
    return Scan(text, tuple(found), stated, bool(some))


def _without_rhythm(text: str, figures: list[Figure]) -> list[Figure]:
    """Leave out the year in so many times a year."""
    return [
        figure
        for figure, following in zip(figures, [*figures[1:], None], strict=False)
        if following is None
        or following.kind != "frequency"
        or figure.kind != "time"
        or not lexicon.FREQUENCY_BEFORE.search(text[figure.start : following.start])
    ]


def _lent(text: str, figures: list[Figure]) -> list[Figure]:
    """Give a number without a unit that of the one it changes to, or has changed from."""
    done = list(figures)
    for index in range(len(done) - 1):
        first, second = done[index], done[index + 1]
        between = text[first.end : second.start]
        if len(between) > _NEAR or not lexicon.CHANGES_TO.search(between) or lexicon.STOPS.search(between):
            continue
        if first.kind == "bare" and second.kind != "bare" and first.scale == 1:
            done[index] = like(first, second)
        elif second.kind == "bare" and first.kind != "bare" and second.scale == 1:
            done[index + 1] = like(second, first)
    return done


def like(bare: Figure, other: Figure) -> Figure:
    """Read a bare number in another's unit, and in what that is counted in where they are alike only so.

    Args:
        bare: A number without a unit.
        other: The figure beside it.
    """
    value = bare.value
    if other.relative:
        value = value / _HUNDRED
    elif other.kind == "ratio":
        value = value * other.value / (other.written or other.value) if other.written else value
    elif other.scale > 1 and value > 0 and other.value > 0:
        scaled = value * other.scale
        if abs((scaled / other.value).ln()) < abs((value / other.value).ln()):
            value = scaled
    return replace(bare, value=value, kind=other.kind, unit=other.unit, classifier=other.classifier, style=other.style)


def _inside_number(match: re.Match[str]) -> bool:
    """Tell whether a match begins in the middle of a number."""
    before = match.string[match.start() - 1 : match.start()]
    return before in lexicon.NUMERALS and match.group()[0] in lexicon.NUMERALS and bool(before)


def _is_band(match: re.Match[str]) -> bool:
    """Tell marks from minutes: they go up to ten, or to a hundred."""
    if match["only"]:
        return True
    low, high = numerals.try_read(match["low"]), numerals.try_read(match["high"])
    return low is not None and high is not None and low < high <= 10  # noqa: PLR2004 -- the highest mark


def _days(text: str, today: date) -> list[Figure]:
    found: list[Figure] = []
    last: date | None = None
    for match in lexicon.DATES.finditer(text):
        day = dates.read(match, today, last)
        last = day or last
        problem = "" if day else "impossible"
        value = Decimal(day.toordinal()) if day else Decimal(0)
        found.append(
            Figure(*match.span(), value, "date", "day", day=day, problem=problem, implicit=dates.implicit(match))
        )
    return found


def _stated(text: str, close: object) -> dict[str, tuple[Decimal, str]]:
    stated: dict[str, tuple[Decimal, str]] = {}
    found = [*lexicon.STATED.finditer(text), *lexicon.STATED_TURNED.finditer(text)]
    for match in found:
        of, unit = unit_named(match["of"]), unit_named(match["unit"])
        if not of or not unit or of == unit or not _says_what_counts(text, match):
            continue
        number = numerals.try_read(match["number"])
        if not number:
            continue
        stated[of] = (number, unit)
        if callable(close):
            close(*match.span())
    return stated


def _says_what_counts(text: str, match: re.Match[str]) -> bool:
    before = text[max(0, match.start() - 1) : match.start()]
    return bool(lexicon.STATED_CUE.search(before + match.group()))


def unit_named(name: str) -> str:
    """Return the unit of the registry that is written so; empty where there is none."""
    return next((unit for pattern, _, unit in _UNITS if pattern.fullmatch(name)), "")


def _relative(text: str) -> list[Figure]:
    found = []
    for match in lexicon.PERCENT_OF.finditer(text):
        value = numerals.try_read(match["number"])
        if value is None:
            continue
        if match["rest"]:
            value = Decimal(f"{value}.{match['rest']}")
        found.append(Figure(*match.span(), value / _HUNDRED, "percent", "percent", style=lexicon.PERCENT))
    for match in lexicon.PERMILLE.finditer(text):
        share = numerals.try_read(match["number"] or match["sign"])
        if share is None:
            continue
        found.append(Figure(*match.span(), share / 1000, "percent", "percent", style=lexicon.PERCENT))
    taken = [f.start for f in found]
    for match in lexicon.FRACTION.finditer(text):
        if match.start() not in taken:
            below, above = numerals.try_read(match["below"]), numerals.try_read(match["above"])
            if not below or above is None:
                continue
            value = above / below
            found.append(Figure(*match.span(), value, "percent", style=lexicon.PART))
    found += [
        Figure(*match.span(), Decimal("0.5"), "percent", style=lexicon.HALVED)
        for match in lexicon.HALF_OF.finditer(text)
    ]
    for match in lexicon.DOUBLED.finditer(text):
        times = 1 if match["twice"] else 2 ** int(numerals.read(match["times"] or "1")) - 1
        found.append(Figure(*match.span(), Decimal(times), "percent", style=lexicon.DOUBLE))
    return found


def _figures(text: str) -> list[Figure]:
    found: list[Figure] = []
    position = 0
    while position < len(text):
        figure = _half(text, position) or _at(text, position)
        if figure is None:
            position += 1
            continue
        if figure.end > figure.start:
            found.append(figure)
        position = max(figure.end, position + 1)
    return found


def _half(text: str, position: int) -> Figure | None:
    """Read half a day, one and a half months and the like."""
    if match := lexicon.AND_HALF.match(text, position):
        whole = numerals.try_read(match["number"]) if match["number"] else _ONE
        if whole is None:
            return None
        unit = unit_named(match["unit"])
        kind = _kind(unit)
        return Figure(*match.span(), whole + Decimal("0.5"), kind, unit)
    if match := lexicon.HALF_UNIT.match(text, position):
        unit = unit_named(match["unit"])
        return Figure(*match.span(), Decimal("0.5"), _kind(unit), unit, workdays=unit == "workday")
    if match := lexicon.NONE_OF.match(text, position):
        return Figure(*match.span(), Decimal(0), "bare")
    return None


def _kind(unit: str) -> str:
    return next(kind for _, kind, name in reversed(_UNITS) if name == unit and kind != "score")


def _at(text: str, position: int) -> Figure | None:
    match = _FIGURE.match(text, position)
    if match is None:
        return None
    number = match["number"]
    if number[0] in lexicon.NO_START:
        return _empty(match)
    ranged = lexicon.NEIGHBOURS.search(number)
    try:
        value = numerals.read(number)
    except ValueError:
        return Figure(position, match.end(), Decimal(0), "bare", problem="range") if ranged else _empty(match)
    scale, end, approximate, problem = numerals.scale(number), match.end(), False, "range" if ranged else ""
    if counted := lexicon.COUNTED_SCALE.match(text[end:]):
        factor = Decimal(lexicon.SCALES[counted["scale"]])
        value, scale, end = value * factor, factor, end + counted.end()
    if about := lexicon.ABOUT_SCALE.match(text[end:]):
        factor = numerals.read("1" + about["scale"])
        value, scale, end = value * factor, factor, end + about.end()
        problem = problem or ("vague" if lexicon.VAGUE.match(about["about"]) else "")
        approximate = True
    elif about := lexicon.ABOUT.match(text[end:]):
        end, approximate = end + about.end(), True
    elif about := lexicon.VAGUE.match(text[end:]):
        end, problem = end + about.end(), problem or "vague"
    if match["sign"] and _is_negative(text, match.start()):
        value = -value
    elif lexicon.LOSS.search(text[max(0, position - 8) : match.start("number")]):
        value = -abs(value)
    start = match.start() if value < 0 else match.start("number")
    figure = Figure(start, end, value, "bare", scale=scale, approximate=approximate, problem=problem)
    figure = _with_unit(text, figure)
    if figure.kind == "bare" and not _stands_alone(text, number, figure):
        return _empty(match)
    return figure


def _empty(match: re.Match[str]) -> Figure:
    return Figure(match.end(), match.end(), Decimal(0), "bare")


def _is_negative(text: str, start: int) -> bool:
    before = text[:start].rstrip()
    return not before or lexicon.SEPARATES.search(before) is None


def _stands_alone(text: str, number: str, figure: Figure) -> bool:
    """Tell a number without a unit from a numeral that is part of a word."""
    if number[0].isdecimal():
        before = text[figure.start - 1 : figure.start]
        after = text[figure.end : figure.end + 1]
        return not (before.isascii() and before.isalpha()) and not (after.isascii() and after.isalpha())
    named = len(number) == _DIGITS and not lexicon.PLACES.search(number)
    return len(number) > 1 and not (named and lexicon.RUNS_ON.match(text, figure.end))


def _with_unit(text: str, figure: Figure) -> Figure:
    end = figure.end + (text[figure.end : figure.end + 1] == " ")
    for pattern, kind, unit in _UNITS:
        if match := pattern.match(text, end):
            return _measured(text, replace(figure, end=match.end(), kind=kind, unit=unit))
    if match := lexicon.CLASSIFIER.match(text, end):
        return _counted(text, replace(figure, end=match.end(), kind="count", classifier=match.group()))
    return figure


def _measured(text: str, figure: Figure) -> Figure:
    rest = text[figure.end :]
    if figure.kind in {"percent", "points"}:
        return _share(rest, figure)
    if figure.kind in {"time", "score", "labour"} and (half := lexicon.HALF_AFTER.match(rest)):
        figure = replace(figure, value=figure.value + Decimal("0.5"), end=figure.end + half.end())
        figure = replace(figure, kind="time" if figure.kind == "score" else figure.kind)
    elif figure.unit in lexicon.SMALLER and (more := lexicon.MINUTES_AFTER.match(rest)):
        unit, number = unit_named(more["unit"]), numerals.try_read(more["number"])
        if number is not None and unit in lexicon.SMALLER[lexicon.SMALLER.index(figure.unit) + 1 :]:
            part = units.convert(number, unit, figure.unit)
            figure = replace(figure, value=figure.value + part, end=figure.end + more.end(), kind="time")
    figure = replace(figure, workdays=figure.unit == "workday")
    return _divided(text, figure)


def _share(rest: str, figure: Figure) -> Figure:
    value = figure.value
    if figure.unit == "tenth":
        half = lexicon.HALF_AFTER.match(rest)
        value = (value + (Decimal("0.5") if half else 0)) / 10
        return replace(figure, value=value, style=lexicon.TENTH, end=figure.end + (1 if half else 0))
    if figure.unit == "discount":
        share = value / 10 if value < 10 else value / _HUNDRED  # noqa: PLR2004 -- 7.5 and 75 are the same discount
        return replace(figure, value=share, style=lexicon.DISCOUNT)
    if figure.unit == "times":
        return replace(figure, style=lexicon.TIMES_OF)
    return replace(figure, value=value / _HUNDRED, style=lexicon.POINTS if figure.kind == "points" else lexicon.PERCENT)


def _divided(text: str, figure: Figure) -> Figure:
    """Read what a unit is divided by, as in so much for each kilowatt hour."""
    match = lexicon.PER.match(text[figure.end :])
    if match is None:
        return figure
    place = figure.end + match.end()
    factor = numerals.read(f"1{match['scale']}") if match["scale"] else _ONE
    for pattern, _, unit in _UNITS:
        if found := pattern.match(text, place):
            if figure.kind == "money" and unit == "percent":
                break
            return replace(
                figure,
                end=found.end(),
                value=figure.value / factor,
                unit=f"{figure.unit}/{unit}",
                kind="ratio",
                written=figure.value,
            )
    if found := lexicon.CLASSIFIER.match(text, place):
        if figure.kind == "money":
            return replace(figure, end=found.end())
        return replace(figure, end=found.end(), value=figure.value / factor, unit=f"{figure.unit}/item", kind="ratio")
    return figure


def _counted(text: str, figure: Figure) -> Figure:
    if figure.classifier[0] not in lexicon.TIMES:
        return figure
    if match := lexicon.FREQUENCY_AFTER.match(text[figure.end :]):
        unit = unit_named(match["unit"]) or match["unit"]
        return replace(figure, end=figure.end + match.end(), unit=f"item/{unit}", kind="frequency")
    if match := lexicon.FREQUENCY_BEFORE.search(text[max(0, figure.start - 16) : figure.start]):
        return replace(figure, unit=f"item/{unit_named(match['unit'])}", kind="frequency")
    return figure


def _per(text: str, figure: Figure) -> Figure:
    """Take the coal or the unit a figure is per from the words around it."""
    if figure.unit == "ton" and lexicon.COAL.search(text):
        before = text[max(0, figure.start - 14) : figure.start]
        if lexicon.COAL.search(before) or lexicon.COAL.match(text[figure.end :]):
            return replace(figure, unit="tce", kind="energy")
    if figure.kind in {"carbon", "energy"} and "/" not in figure.unit:
        match = lexicon.PER_BEFORE.search(text[: figure.start])
        unit = unit_named(match["unit"]) if match else ""
        per = lexicon.PER_SUM.match(match["unit"]) if match else None
        if per:
            value = figure.value / numerals.read(f"1{per[1]}")
            return replace(figure, value=value, unit=f"{figure.unit}/yuan", kind="ratio", written=figure.value)
        if match and unit:
            factor = Decimal(lexicon.SCALES[match["scale"]]) if match["scale"] else _ONE
            value = figure.value / factor
            return replace(figure, value=value, unit=f"{figure.unit}/{unit}", kind="ratio", written=figure.value)
    return figure


def _ranges(text: str, figures: list[Figure]) -> list[Figure]:
    """Join the two ends of a range into one figure that is none, and give a bare start of a change the other's unit."""
    kept: list[Figure] = []
    for figure in figures:
        last = kept[-1] if kept else None
        if last is None or not lexicon.BETWEEN.fullmatch(text[last.end : figure.start]) or last.kind != "bare":
            kept.append(figure)
            continue
        changes = lexicon.FROM.search(text[: last.start]) or lexicon.FALLS_OR_RISES.search(
            text[last.end : figure.start]
        )
        bigger = figure.value / (1 if last.scale > 1 else figure.scale)
        if changes or last.value >= bigger:
            kept.append(figure)
            continue
        kept[-1] = replace(figure, start=last.start, problem="range")
    return kept
