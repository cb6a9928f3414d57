"""Which day, or stretch of days, a preview is asked for."""

from __future__ import annotations

import calendar
from datetime import timedelta
from typing import TYPE_CHECKING

from tools.domain import days as days_named
from tools.domain.archive.amounts import number
from tools.domain.days import Stretch
from tools.domain.follow_ups.reading import lexicon

if TYPE_CHECKING:
    from datetime import date

SUNDAY = 6
WEEK = 7


def read_stretch(text: str, today: date) -> Stretch | None:
    """Return the days that words name; None where they name none.

    Args:
        text: Normalised words.
        today: The day they are said on, in China.
    """
    if match := lexicon.COMING.search(text):
        value = number(match["n"])
        days = int(value) * (1 if match["unit"] in lexicon.SINGLE else WEEK) if value else 0
        return Stretch(today, today + timedelta(days=days)) if days else None
    monday = today - timedelta(days=today.weekday())
    if lexicon.NEXT_WEEK.search(text):
        return Stretch(monday + timedelta(days=WEEK), monday + timedelta(days=WEEK + SUNDAY))
    if lexicon.THIS_WEEK.search(text):
        return Stretch(today, monday + timedelta(days=SUNDAY))
    if lexicon.MONTH_END.search(text):
        return Stretch(today, today.replace(day=calendar.monthrange(today.year, today.month)[1]))
    english = next((days for word, days in lexicon.ENGLISH_DAYS.items() if word in text), None)
    if english is not None:
        return _on(today + timedelta(days=english))
    if match := lexicon.ENGLISH_WEEKDAY.search(text):
        day = monday + timedelta(days=lexicon.WEEKDAYS.index(match["name"]) + (WEEK if match["later"] else 0))
        return _on(day if day >= today else day + timedelta(days=WEEK))
    named = days_named.read(text, today)
    return _on(named.on) if named is not None and named.sure else None


def _on(day: date) -> Stretch:
    return Stretch(day, day)
