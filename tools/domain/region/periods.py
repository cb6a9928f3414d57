"""Months, weeks and years by the calendar of China, and the time before each to compare with."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from tools.domain import days
from tools.domain.region import lexicon

SHANGHAI = ZoneInfo("Asia/Shanghai")
TEN, MONTHS, QUARTER, HALF = 10, 12, 3, 6
DAY, WEEK = timedelta(days=1), timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of time, and the one before it.

    Attributes:
        kind: What it is a stretch of.
        start: Its first moment, in UTC.
        end: The first moment after it.
        before: The first moment of the stretch before it.
    """

    kind: Literal["month", "week", "year", "day", "days", "quarter", "half"]
    start: datetime
    end: datetime
    before: datetime

    @property
    def label(self) -> str:
        """The month as ``2026-11``, the year as ``2026``, the quarter as ``2026Q3``, or the first day of others."""
        first = self.start.astimezone(SHANGHAI)
        if self.kind == "quarter":
            return f"{first.year}Q{(first.month + 2) // QUARTER}"
        return first.strftime({"month": "%Y-%m", "year": "%Y"}.get(self.kind, "%Y-%m-%d"))


def month_of(year: int, month: int) -> Period:
    """Return a month.

    Args:
        year: Such as 2026.
        month: 1 to 12.
    """
    earlier = (year, month - 1) if month > 1 else (year - 1, MONTHS)
    later = (year, month + 1) if month < MONTHS else (year + 1, 1)
    return Period("month", _first(year, month), _first(*later), _first(*earlier))


def months_of(kind: Literal["quarter", "half"], year: int, part: int) -> Period:
    """Return a quarter or half of a year.

    Args:
        kind: Which of both.
        year: Such as 2026.
        part: Which, from 1.
    """
    length = QUARTER if kind == "quarter" else HALF
    start = year * MONTHS + (part - 1) * length
    return Period(kind, *(_first(at // MONTHS, at % MONTHS + 1) for at in (start, start + length, start - length)))


def days_asked(text: str) -> int | None:
    """Return how many days up to today words name; None where they name none so.

    Args:
        text: Normalised text.
    """
    match = lexicon.SOME_DAYS.search(text)
    if match is None:
        return None
    said, unit = match.group(1), match.group(2) or match.group(4)
    each = next((days for sign, days in lexicon.DAYS_OF if sign in unit), 1)
    if said == lexicon.HALF:
        return max(each // 2, 1)
    return max(_number(said), 1) * each if said else each


def _first(year: int, month: int) -> datetime:
    return datetime(year, month, 1, tzinfo=SHANGHAI).astimezone(UTC)


def period_asked(text: str, now: datetime) -> Period:
    """Return the stretch of time a question is about; the present month where it names none.

    Args:
        text: Normalised text, or a month as ``2026-10``.
        now: The time, in UTC.
    """
    today = now.astimezone(SHANGHAI)
    for reading in (_days, _part_of_year, _month_named, _week_or_day, _year):
        if (found := reading(text, today)) is not None:
            return found
    return month_of(today.year, today.month)


def _days(text: str, today: datetime) -> Period | None:
    """Return so many days up to today, or one day of a month."""
    midnight = today.replace(hour=0, minute=0, second=0, microsecond=0)
    if count := days_asked(text):
        start = (midnight - (count - 1) * DAY).astimezone(UTC)
        return Period("days", start, start + count * DAY, start - count * DAY)
    if lexicon.DAY_OF_MONTH.search(text) and (named := days.read(text, today.date(), "past")) is not None:
        return Period("day", days.beginning(named.on), days.beginning(named.on) + DAY, days.beginning(named.on) - DAY)
    return None


def _part_of_year(text: str, today: datetime) -> Period | None:
    if match := lexicon.HALF_YEAR.search(text):
        year = int(match["year"] or today.year - bool(match["last"]))
        return months_of("half", year, 1 if match["half"] == lexicon.FIRST_HALF else 2)
    match = lexicon.QUARTER.search(text)
    if match is None or lexicon.AGAINST_BEFORE.search(text):
        return None
    now = today.year * 4 + (today.month - 1) // QUARTER
    if which := match["which"]:
        year, part = divmod(now - which.startswith(lexicon.LAST), 4)
        return months_of("quarter", year, part + 1)
    part = _number(match["n"] or match["q"])
    year = int(match["year"] or today.year - bool(match["last"]))
    ahead = not match["year"] and year * 4 + part - 1 > now
    return months_of("quarter", year - ahead, part)


def _month_named(text: str, today: datetime) -> Period | None:
    if match := lexicon.YEAR.search(text):
        year, month = int(match.group(1) or match.group(3)), int(match.group(2) or match.group(4))
        if 1 <= month <= MONTHS:
            return month_of(year, month)
    for pattern, months in ((lexicon.MONTH_BEFORE_LAST, 2), (lexicon.LAST_MONTH, 1)):
        if pattern.search(text) and not lexicon.AGAINST_BEFORE.search(text):
            year, month = divmod(today.year * MONTHS + today.month - 1 - months, MONTHS)
            return month_of(year, month + 1)
    if lexicon.THIS_MONTH.search(text):
        return month_of(today.year, today.month)
    if match := lexicon.MONTH.search(text):
        month = _number(match.group(1))
        if 1 <= month <= MONTHS:
            return month_of(today.year if month <= today.month else today.year - 1, month)
    return None


def _week_or_day(text: str, today: datetime) -> Period | None:
    midnight = today.replace(hour=0, minute=0, second=0, microsecond=0)
    for pattern, ago in ((lexicon.TODAY, 0), (lexicon.YESTERDAY, 1), (lexicon.DAY_BEFORE, 2)):
        if pattern.search(text):
            start = (midnight - timedelta(days=ago)).astimezone(UTC)
            return Period("day", start, start + DAY, start - DAY)
    for pattern, weeks in ((lexicon.LAST_WEEK, 1), (lexicon.WEEK, 0)):
        if pattern.search(text) and not (weeks and lexicon.AGAINST_BEFORE.search(text)):
            start = (midnight - timedelta(days=today.weekday()) - weeks * WEEK).astimezone(UTC)
            return Period("week", start, start + WEEK, start - WEEK)
    return None


def _year(text: str, today: datetime) -> Period | None:
    for pattern, years in ((lexicon.LAST_YEAR, 1), (lexicon.THIS_YEAR, 0)):
        if pattern.search(text) and not (years and lexicon.AGAINST_BEFORE.search(text)):
            year = today.year - years
            return _whole_year(year)
    if match := lexicon.YEAR_ALONE.search(text):
        return _whole_year(int(match.group(1) or match.group(2)))
    return None


def _whole_year(year: int) -> Period:
    return Period("year", _first(year, 1), _first(year + 1, 1), _first(year - 1, 1))


def _number(text: str) -> int:
    if text.isdecimal():
        return int(text)
    value = 0
    for sign in text:
        value = value + lexicon.DIGITS[sign] if lexicon.DIGITS[sign] < TEN or not value else value * TEN
    return value


def asks_other_time(text: str) -> bool:
    """Tell whether a message names a stretch of time and nothing else, after one was shown.

    Args:
        text: Normalised text.
    """
    return lexicon.OTHER_TIME.match(text) is not None


def names_time(text: str) -> bool:
    """Tell whether words name a stretch of time of their own, and not only one to compare with.

    Args:
        text: Normalised text.
    """
    return lexicon.ANY_TIME.search(lexicon.AGAINST_BEFORE.sub(" ", text)) is not None
