"""Which days are workdays in China: public holidays and the days worked in their place, where they are known."""

from __future__ import annotations

from typing import TYPE_CHECKING

import chinese_calendar

if TYPE_CHECKING:
    from datetime import date

FRIDAY = 5
"""``isoweekday`` of the last workday of a week without holidays."""


def known(year: int) -> bool:
    """Tell whether a year's public holidays are known; they are announced late in the year before."""
    return year in _YEARS


def is_workday(day: date) -> bool:
    """Tell whether people work on a day; in a year that is not known, on Mondays to Fridays."""
    if known(day.year):
        return bool(chinese_calendar.is_workday(day))
    return day.isoweekday() <= FRIDAY


_YEARS = frozenset(day.year for day in chinese_calendar.holidays)
