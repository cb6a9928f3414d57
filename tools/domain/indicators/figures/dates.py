"""Reads days out of words, such as the 20th of last November, or yesterday."""

from __future__ import annotations

import calendar
from datetime import date, timedelta
from typing import TYPE_CHECKING

from tools.domain.indicators.figures import lexicon, numerals

if TYPE_CHECKING:
    import re

_CENTURY = 100
_THIS_CENTURY = 2000
_MONTHS = 12


def read(match: re.Match[str], today: date, last: date | None) -> date | None:
    """Read a day that ``lexicon.DATES`` has found.

    Args:
        match: The place found.
        today: The day it is said on.
        last: The day named before it, whose year or month it may lean on.

    Returns:
        The day; None where there is no such day.
    """
    try:
        return _read(match.groupdict(), match, today, last)
    except ValueError:
        return None


def _read(part: dict[str, str], match: re.Match[str], today: date, last: date | None) -> date | None:
    if part["cy"]:
        return _day(int(part["cy"]), int(part["cm"]), int(part["cd"]))
    if part["word"]:
        return today + timedelta(days=lexicon.TODAY_WORDS[part["word"]])
    if part["mw"]:
        year, month = _months_back(today, lexicon.MONTHS_BACK[part["mw"]])
        return _day(year, month, _number(part["md"]))
    if part["od"]:
        near = last or today
        return _day(near.year, near.month, int(part["od"]))
    if part["end"]:
        year = _year(part["ey"], today, last)
        month = _number(part["em"])
        return _day(year, month, calendar.monthrange(year, month)[1])
    if part["y"]:
        return _day(_full_year(part["y"]), _number(part["m"]), _number(part["d"]))
    if part["rm"]:
        named = lexicon.YEAR_NEAR.search(match.string[: match.start()])
        return _near(part["ry"] or (named[1] if named else None), _number(part["rm"]), _number(part["rd"]), today, last)
    return _near(part["sy"], _number(part["sm"]), _number(part["sd"]), today, last)


def implicit(match: re.Match[str]) -> bool:
    """Tell whether a day that ``lexicon.DATES`` has found is named without its year."""
    part = match.groupdict()
    near = lexicon.YEAR_NEAR.search(match.string[: match.start()])
    return bool((part["rm"] and not part["ry"] and not near) or (part["sm"] and not part["sy"]))


def _near(words: str | None, month: int, day: int, today: date, last: date | None) -> date | None:
    """Read a day of a year; where none is named, of this year or, after a day of a year gone by, the next such day."""
    if words is not None:
        return _day(_year(words, today, last), month, day)
    if last is None:
        this_year = _day(today.year, month, day)
        return _day(today.year - 1, month, day) if this_year and this_year > today else this_year
    same_year = _day(last.year, month, day)
    if same_year is not None and same_year < last and last.year < today.year:
        return _day(last.year + 1, month, day)
    return same_year


def _number(text: str) -> int:
    return int(numerals.read(text))


def _full_year(text: str) -> int:
    year = int("".join(str(lexicon.DIGITS.get(sign, sign)) for sign in text))
    return year + _THIS_CENTURY if year < _CENTURY else year


def _year(words: str | None, today: date, last: date | None) -> int:
    if words is None:
        return last.year if last is not None else today.year
    if words in lexicon.NEXT_YEAR:
        return (last or today).year + 1
    if words[0].isdecimal():
        return int(words[:4])
    return today.year + lexicon.YEARS_BACK[words]


def _months_back(today: date, months: int) -> tuple[int, int]:
    count = today.year * _MONTHS + today.month - 1 + months
    return count // _MONTHS, count % _MONTHS + 1


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
