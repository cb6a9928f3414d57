"""Reads by which day words ask that something ends."""

from __future__ import annotations

import calendar
from datetime import date, timedelta
from typing import TYPE_CHECKING

from tools.domain import lexicon
from tools.kit.references import number

if TYPE_CHECKING:
    import re

SOON = timedelta(days=90)
"""What ends within this counts as ending soon."""


def end_asked(text: str, today: date) -> date | None:
    """Return the day by which what is asked for ends; one that is past where it has ended, None where no end is said.

    Args:
        text: Normalised text.
        today: The day it is asked on, in China.
    """
    for name, pattern in lexicon.ENDS:
        if match := pattern.search(text):
            return _end(name, match, today)
    return today - timedelta(days=1) if lexicon.ENDED.search(text) else None


def _end(name: str, match: re.Match[str], today: date) -> date:
    if name == "soon":
        return today + SOON
    if name in {"day", "month"}:
        return _day_named(match, today)
    if name == "within":
        days = lexicon.HALF_A_YEAR if match["half"] else number(match["n"]) * lexicon.LENGTHS[match["unit"]]
        return today + timedelta(days=days)
    if name in {"this_month", "next_month"}:
        year, month = (today.year, today.month) if name == "this_month" else _next_month(today)
        return date(year, month, calendar.monthrange(year, month)[1])
    year = int(match.group(1)) if name == "year" else today.year + (name == "next_year")
    return date(year, 12, 31)


def _day_named(match: re.Match[str], today: date) -> date:
    """Return the day, or the last one of the month, that words name; of no such day the month's last."""
    said = match.groupdict()
    month = number(said["month"])
    year = int(said["year"] or today.year + (said["next"] is not None))
    last = calendar.monthrange(year, month)[1]
    return date(year, month, min(int(said.get("day") or last), last))


def _next_month(day: date) -> tuple[int, int]:
    return (day.year + 1, 1) if day.month == 12 else (day.year, day.month + 1)  # noqa: PLR2004 -- December
