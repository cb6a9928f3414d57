"""Enterprises asked for by when they came or finished a diagnosis: the days are read where the time is known."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from tools.domain.region import lexicon
from tools.domain.region.periods import SHANGHAI, names_time, period_asked

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from tools.domain.region.reading import Read

DIAGNOSED, ADDED = ("diagnosed_since", "diagnosed_before"), ("added_since", "added_before")
BY_FIGURE: Mapping[str, tuple[str, str]] = {"finished": DIAGNOSED, "new": ADDED}
"""Figures of the overview behind which enterprises stand by days, and the fields for them."""


def dated(read: Read, text: str, now: datetime) -> Read:
    """Put days in the place of words for when enterprises came or finished a diagnosis.

    Args:
        read: What else was read.
        text: The same normalised words.
        now: The time, in UTC.
    """
    names = _fields(text)
    if names is None:
        return read
    left = read.left
    for pattern in (lexicon.ANY_TIME, lexicon.DIAGNOSED_THEN, lexicon.ADDED, lexicon.DIAGNOSIS):
        left = pattern.sub(" ", left)
    days: dict[str, Any] = dict(days_of(names, text, now))
    asked = replace(read.filter, **days, has_diagnosis=None)
    return replace(
        read, filter=asked, left=" ".join(word for word in lexicon.LEFT.findall(left) if not word.isdecimal())
    )


def days_of(names: tuple[str, str], words: str, now: datetime) -> dict[str, str]:
    """Return the first day of a stretch of time, and the first after it.

    Args:
        names: The fields they are for.
        words: What names the stretch; the present month where nothing does.
        now: The time, in UTC.
    """
    period = period_asked(words, now)
    return dict(
        zip(names, (at.astimezone(SHANGHAI).date().isoformat() for at in (period.start, period.end)), strict=True)
    )


def fields_of(arguments: Mapping[str, Any]) -> tuple[str, str] | None:
    """Return the fields of the days a filter holds; None where it holds none, or both kinds."""
    held = [names for names in (DIAGNOSED, ADDED) if any(arguments.get(name) for name in names)]
    return held[0] if len(held) == 1 else None


def last_day(before: str) -> str:
    """Return the last day of a stretch of which the first day after it is known, as ISO dates."""
    return (date.fromisoformat(before) - timedelta(days=1)).isoformat()


def _fields(text: str) -> tuple[str, str] | None:
    if lexicon.ADDED.search(text) and not lexicon.NO_DIAGNOSIS.search(text):
        return ADDED
    then = names_time(text) and not lexicon.NO_DIAGNOSIS.search(text)
    return DIAGNOSED if then and (lexicon.DIAGNOSED.search(text) or lexicon.DIAGNOSED_THEN.search(text)) else None
