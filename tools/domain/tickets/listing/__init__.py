"""Reads what is asked of tickets: for a list by lateness, day or person, and what becomes of one that is pointed at."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from tools.domain.tickets.lexicon import ELSE_ASKED, MONTH, NOT_NAMES, OVERDUE, TODAY, WEEK
from tools.domain.tickets.listing import lexicon

if TYPE_CHECKING:
    from datetime import datetime

SHANGHAI = ZoneInfo("Asia/Shanghai")
LONGEST = 40
"""Characters up to which a message only asks for a list."""
SOON = timedelta(hours=24)
"""Before so long a ticket is to be answered that is soon late."""


def opened(text: str, now: datetime) -> tuple[datetime | None, datetime | None]:
    """Return from when and until when the tickets asked for were opened; None where a text does not say.

    A day that is said of what remains to be done is the day it is asked on.

    Args:
        text: Normalised text.
        now: The time, in UTC.
    """
    midnight = now.astimezone(SHANGHAI).replace(hour=0, minute=0, second=0, microsecond=0)
    monday, first = midnight - timedelta(days=midnight.weekday()), midnight.replace(day=1)
    if lexicon.YESTERDAY.search(text):
        return midnight - timedelta(days=1), midnight
    if lexicon.LAST_WEEK.search(text):
        return monday - timedelta(days=7), monday
    if lexicon.LAST_MONTH.search(text):
        return (first - timedelta(days=1)).replace(day=1), first
    if lexicon.REMAINS.search(text) and not lexicon.CAME.search(text):
        return None, None
    if TODAY.search(text):
        return midnight, None
    return (monday if WEEK.search(text) else first if MONTH.search(text) else None), None


def due_by(text: str, now: datetime) -> datetime | None:
    """Return until when the tickets asked for are to be answered; None where a text does not say.

    Args:
        text: Normalised text.
        now: The time, in UTC.
    """
    if lexicon.DUE_TODAY.search(text):
        return now.astimezone(SHANGHAI).replace(hour=23, minute=59, second=59, microsecond=0)
    return now + SOON if lexicon.SOON.search(text) else None


def overdue(text: str) -> bool:
    """Tell whether tickets are asked for that are late already."""
    return OVERDUE.search(lexicon.SOON.sub(" ", text)) is not None or lexicon.TODAYS_WORK.search(text) is not None


def unassigned(text: str) -> bool:
    """Tell whether tickets are asked for that nobody handles."""
    return lexicon.UNASSIGNED.search(text) is not None


def latest_first(text: str) -> bool:
    """Tell whether the latest are wanted first."""
    return lexicon.DUE_ORDER.search(text) is not None


def handled_by(text: str) -> str:
    """Return the person whose tickets are asked for; empty where a text names none."""
    found = lexicon.PERSON.search(lexicon.AROUND_PERSON.sub(" ", text))
    return found["name"] if found is not None and not NOT_NAMES.match(found["name"]) else ""


def per_person(text: str) -> bool:
    """Tell whether a message asks how many tickets each person handles."""
    return lexicon.PER_PERSON.search(text) is not None


def asks_for_list(text: str) -> bool:
    """Tell whether a message asks for a list of tickets, and for nothing else.

    Args:
        text: Normalised text.
    """
    if len(text) > LONGEST or ELSE_ASKED.search(text) or lexicon.OF_OTHER_THINGS.search(text):
        return False
    return per_person(text) or any(pattern.search(text) for pattern in lexicon.LISTS)


def asks_for_course(text: str) -> bool:
    """Tell whether a message asks for the whole course of a ticket it points at.

    Args:
        text: Normalised text.
    """
    return len(text) <= LONGEST and bool(lexicon.COURSE.search(text) and lexicon.THIS_ONE.search(text))


def asks_of_matter(text: str) -> bool:
    """Tell whether a message asks of one matter the platform was told whether it is done, or is still seen to.

    Args:
        text: Normalised text.
    """
    asked = len(text) <= LONGEST and lexicon.MATTER_STANDS.search(text) is not None
    return asked and lexicon.NO_MATTER.search(text) is None


def asks_of_several(text: str) -> bool:
    """Tell whether a message that asks of one's tickets speaks of several."""
    return lexicon.SEVERAL_ASKED.search(text) is not None


def of_one_firm(text: str) -> bool:
    """Tell whether a message points at one enterprise without naming it."""
    return lexicon.OF_ONE_FIRM.search(text) is not None


def told_later(text: str) -> bool:
    """Tell whether a message only wants to be told once something becomes of a ticket."""
    return lexicon.TOLD_LATER.search(text) is not None


def number_forgotten(text: str) -> bool:
    """Tell whether a message says that a ticket's number is forgotten, and what the ticket is about."""
    return lexicon.NUMBER_FORGOTTEN.search(text) is not None


def goes_on_to(text: str) -> bool:
    """Tell whether a message goes on to another ticket, told by whose it is and what it is about.

    Args:
        text: Normalised text.
    """
    return lexicon.THAT_OF.search(text) is not None
