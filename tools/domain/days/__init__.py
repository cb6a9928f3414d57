"""Reads the day that words name, such as next Wednesday or the end of the month, as it is meant today."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, Literal
from zoneinfo import ZoneInfo

from corpus.lexical import normalise
from tools.domain.days import lexicon
from tools.kit.references import number

if TYPE_CHECKING:
    import re

SHANGHAI = ZoneInfo("Asia/Shanghai")
MORNING = time(9)
"""When what is due on a day is due."""
ANY_DAY = date(2000, 1, 1)
"""Whether there is such a day does not depend on when it is said."""
FRIDAY, SATURDAY = 4, 5
WEEK, HALF_MONTH, HALF_YEAR, MONTHS = 7, 15, 6, 12

Lean = Literal["future", "past"]
"""Whether a day without its year or week is one to come or one gone by; today is either."""


@dataclass(frozen=True, slots=True)
class Day:
    """A day that words name.

    Attributes:
        on: The day, in China.
        words: How it is named, normalised.
        span: Where that stands in the normalised words.
        sure: The words name a day; otherwise a stretch of days, of which the last working day was taken.
        whole: The words name the year, or it follows from them.
    """

    on: date
    words: str
    span: tuple[int, int]
    sure: bool = True
    whole: bool = True


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days in China from one to another, both among them."""

    first: date
    last: date

    @property
    def single(self) -> bool:
        """Whether it is one day."""
        return self.first == self.last

    @property
    def start(self) -> datetime:
        """The first moment, in UTC."""
        return beginning(self.first)

    @property
    def end(self) -> datetime:
        """The first moment after it, in UTC."""
        return beginning(self.last + timedelta(days=1))

    @property
    def days(self) -> str:
        """The days as one word, such as in an address."""
        return f"{self.first.isoformat()}/{self.last.isoformat()}"


def today(now: datetime) -> date:
    """Return the day it is in China."""
    return now.astimezone(SHANGHAI).date()


def beginning(day: date) -> datetime:
    """Return the first moment of a day in China, in UTC."""
    return datetime.combine(day, time(), SHANGHAI).astimezone(UTC)


def morning(day: date) -> datetime:
    """Return nine o'clock on a day in China, in UTC."""
    return datetime.combine(day, MORNING, SHANGHAI).astimezone(UTC)


def read(words: str, today: date, lean: Lean = "future") -> Day | None:
    """Return the day that words name: the one put in another's place, else the first.

    Args:
        words: As a person wrote them, or a day as ``2026-12-15``.
        today: The day they are said on, in China.
        lean: Which way to look where the words leave it open.

    Returns:
        The day; None where none is named, or where there is no such day.
    """
    text = normalise(words)
    found = [day for match in lexicon.DAYS.finditer(text) if (day := _day(match, today, lean)) is not None]
    instead = [day for day in found if lexicon.INSTEAD.search(text[: day.span[0]])]
    return instead[-1] if instead else found[0] if found else None


def impossible(words: str) -> str:
    """Return what in words is written as a day of a month though there is no such day; empty where nothing is.

    Args:
        words: As a person wrote them.
    """
    for match in lexicon.DAYS.finditer(normalise(words)):
        if any(match[name] for name in lexicon.OF_A_MONTH) and _day(match, ANY_DAY, "future") is None:
            return match.group().strip()
    return ""


def without(words: str) -> str:
    """Return normalised words without the days they name."""
    return lexicon.DAYS.sub(" ", normalise(words))


def _day(match: re.Match[str], today: date, lean: Lean) -> Day | None:
    part = match.groupdict()
    try:
        on, sure, whole = _in_english(part, today, lean) or _read(part, today, lean)
    except (ValueError, OverflowError, KeyError):
        return None
    return Day(on, match.group().strip(), match.span(), sure, whole)


def _read(part: dict[str, str | None], today: date, lean: Lean) -> tuple[date, bool, bool]:  # noqa: C901, PLR0911, PLR0912 -- one way of naming a day after the other
    """Return the day, whether the words name one, and whether its year is beyond doubt.

    Raises:
        ValueError: There is no such day.
    """
    if part["year"]:
        return date(int(part["year"]), int(part["month"] or 0), int(part["day"] or 0)), True, True
    if part["m"] and part["d"]:
        month, day = _number(part["m"]), _number(part["d"])
        if part["near"]:
            return date(today.year + lexicon.YEARS.get(part["near"], 0), month, day), True, True
        return _nearest(month, day, today, lean), True, False
    if part["sm"] or part["dm"]:
        month, day = int(part["sm"] or part["dm"] or 0), int(part["sd"] or part["dd"] or 0)
        return _nearest(month, day, today, lean), True, False
    if part["rm"] and part["rd"]:
        year, month = _months(today, _away(part["rm"]))
        return date(year, month, _number(part["rd"])), True, True
    if part["word"]:
        return today + timedelta(days=lexicon.WORDS[part["word"]]), True, True
    if part["wd"]:
        return _weekday(part["wo"], part["wd"], today, lean), part["wd"] != lexicon.WEEKEND, True
    if part["week"]:
        friday = _monday(today) + timedelta(days=WEEK * lexicon.AWAY.get(part["week"], 0) + FRIDAY)
        return max(friday, today) if part["week"] not in lexicon.AWAY and lean == "future" else friday, False, True
    if part["part"]:
        return *_part(str(part["part_of"]), part["part"], today, lean), True
    if part["newyear"]:
        return _nearest(1, 1, today, lean), True, True
    if part["only"]:
        return _in_month(_number(part["only"]), today, lean), True, True
    if part["wait"]:
        return _later(part["wait"], str(part["wait_unit"]), today, 1), True, True
    if part["span"]:
        back = lean == "past" and str(part["side"]).endswith(lexicon.BACK)
        return _later(part["span"], str(part["unit"]), today, -1 if back else 1, half=bool(part["half"])), True, True
    if part["month_only"]:
        return _month(part, today, lean), False, True
    year = today.year + lexicon.YEARS.get(part["ym"] or "", 0)
    return date(year, MONTHS, 31), True, True


def _in_english(part: dict[str, str | None], today: date, lean: Lean) -> tuple[date, bool, bool] | None:
    if part["em"]:
        return _nearest(lexicon.ENGLISH_MONTHS.index(part["em"]) + 1, int(part["ed"] or 0), today, lean), True, False
    if part["eword"]:
        return today + timedelta(days=lexicon.ENGLISH_WORDS[part["eword"]]), True, True
    if part["eo"]:
        return _monday(today) + timedelta(days=WEEK * lexicon.ENGLISH_AWAY[part["eo"]] + FRIDAY), False, True
    if part["ewd"]:
        found = _monday(today) + timedelta(days=lexicon.ENGLISH_DAYS.index(part["ewd"]))
        if part["eo2"]:
            return found + timedelta(days=WEEK * lexicon.ENGLISH_AWAY[part["eo2"]]), True, True
        missed = found < today if lean == "future" else found > today
        return found + timedelta(days=(WEEK if lean == "future" else -WEEK) * missed), True, True
    if part["espan"]:
        count = lexicon.ENGLISH_NUMBERS.get(part["espan"]) or int(part["espan"])
        return today + timedelta(days=count * (WEEK if str(part["eunit"]).startswith("week") else 1)), True, True
    return None


def _number(text: str) -> int:
    if text.startswith(lexicon.TWENTY):
        return 20 + (number(text[1:]) if len(text) > 1 else 0)
    return number(text)


def _nearest(month: int, day: int, today: date, lean: Lean) -> date:
    """Return the next such day from today on, or the last one up to today."""
    ahead = range(9) if lean == "future" else range(0, -9, -1)
    for years in ahead:
        if day > calendar.monthrange(today.year + years, month)[1]:
            continue
        found = date(today.year + years, month, day)
        if found == today or (found > today) == (lean == "future"):
            return found
    msg = f"no day {month}-{day}"
    raise ValueError(msg)


def _in_month(day: int, today: date, lean: Lean) -> date:
    """Return the nearest day of this number, looking on from this month or back from it."""
    for months in range(3) if lean == "future" else range(0, -3, -1):
        year, month = _months(today, months)
        if not 0 < day <= calendar.monthrange(year, month)[1]:
            continue
        found = date(year, month, day)
        if found == today or (found > today) == (lean == "future"):
            return found
    msg = f"no day {day}"
    raise ValueError(msg)


def _weekday(other: str | None, name: str, today: date, lean: Lean) -> date:
    place = int(name) - 1 if name.isdecimal() else lexicon.WEEKDAYS[name]
    found = _monday(today) + timedelta(days=place)
    if other is not None:
        return found + timedelta(days=WEEK * lexicon.AWAY.get(other, 0))
    if lean == "future":
        return found if found >= today else found + timedelta(days=WEEK)
    return found if found <= today else found - timedelta(days=WEEK)


def _monday(today: date) -> date:
    return today - timedelta(days=today.weekday())


def _away(words: str) -> int:
    return next((away for name, away in sorted(lexicon.AWAY.items(), key=lambda p: -len(p[0])) if name in words), 0)


def _months(today: date, away: int) -> tuple[int, int]:
    count = today.year * MONTHS + today.month - 1 + away
    return count // MONTHS, count % MONTHS + 1


def _part(of: str, part: str, today: date, lean: Lean) -> tuple[date, bool]:
    """Return until when a part of a month goes, and whether that is one day: its end is."""
    sure = part in lexicon.ENDS
    if (named := lexicon.OF_YEAR.fullmatch(of)) is not None:
        month = _number(named[1])
        day = min(lexicon.PARTS.get(part, 31), calendar.monthrange(today.year, month)[1])
        return _nearest(month, day, today, lean), sure
    year, month = _months(today, _away(of))
    found = date(year, month, min(lexicon.PARTS.get(part, 31), calendar.monthrange(year, month)[1]))
    if of == lexicon.MONTH and found < today and lean == "future":
        return _part(lexicon.NEXT_MONTH, part, today, lean)
    if of == lexicon.MONTH and found > today and lean == "past":
        return _part(lexicon.LAST_MONTH, part, today, lean)
    return found, sure


def _month(part: dict[str, str | None], today: date, lean: Lean) -> date:
    """Return the last day of a month, of one under way and looked back on today."""
    if part["mn"]:
        month = _number(part["mn"])
        year = today.year
        if lean == "future" and month < today.month:
            year += 1
        elif lean == "past" and month > today.month:
            year -= 1
    else:
        year, month = _months(today, _away(str(part["month_only"])))
    last = date(year, month, calendar.monthrange(year, month)[1])
    return min(last, today) if lean == "past" else last


def _later(count: str, unit: str, today: date, sign: int, *, half: bool = False) -> date:
    """Return the day so long after today, or before it."""
    fraction = count == lexicon.HALF
    many = 0 if fraction else _number(count)
    if lexicon.WORKDAYS in unit:
        return _workdays(today, many * sign)
    if lexicon.MONTH in unit:
        year, month = _months(today, many * sign)
        found = date(year, month, min(today.day, calendar.monthrange(year, month)[1]))
        return found + timedelta(days=HALF_MONTH * sign if fraction or half else 0)
    if lexicon.YEAR in unit:
        year, month = _months(today, (HALF_YEAR if fraction else MONTHS * many) * sign)
        return date(year, month, min(today.day, calendar.monthrange(year, month)[1]))
    return today + timedelta(days=many * sign * (WEEK if lexicon.WEEK.search(unit) else 1))


def _workdays(today: date, count: int) -> date:
    """Return the day so many days other than Saturdays and Sundays away."""
    step, found = (1 if count > 0 else -1), today
    for _ in range(abs(count)):
        found += timedelta(days=step)
        while found.weekday() >= SATURDAY:
            found += timedelta(days=step)
    return found
