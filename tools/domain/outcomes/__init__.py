"""Reads what is asked about follow-ups: over which time, of which rules, and what was done about a task."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Literal

from tools.domain.days import SHANGHAI, Stretch
from tools.domain.outcomes import lexicon
from tools.domain.region import days_asked, may_be_name, period_asked
from tools.domain.region import lexicon as calendar
from tools.kit.references import number

if TYPE_CHECKING:
    from collections.abc import Mapping

Outcome = Literal["done", "not_needed"]
"""What became of a task: somebody did it, or nobody has to."""

Who = Literal["unreached", "answered"]
"""Of whom is asked by name: those reminders have not reached, or those who have answered."""

DAY = timedelta(days=1)
LATELY = 30
"""Days looked at where no time is named."""
LONGEST = 400
FEWEST = 5
"""Cases from which on a share is told."""
LONGEST_NOTE = 300


def stretch_asked(text: str, now: datetime) -> Stretch | None:
    """Return the days a question is about; None where it names no time.

    Args:
        text: Normalised text, a month as ``2026-11``, or what ``Stretch.days`` gave.
        now: The time, in UTC.
    """
    today = now.astimezone(SHANGHAI).date()
    if match := lexicon.DAYS.search(text):
        return _between(match.group(1), match.group(2))
    if lexicon.TODAY.search(text):
        return Stretch(today, today)
    if lexicon.YESTERDAY.search(text):
        return Stretch(today - DAY, today - DAY)
    if lexicon.DAY_BEFORE.search(text):
        return Stretch(today - 2 * DAY, today - 2 * DAY)
    monday = today - today.weekday() * DAY
    if lexicon.LAST_WEEK.search(text):
        return Stretch(monday - 7 * DAY, monday - DAY)
    if lexicon.THIS_WEEK.search(text):
        return Stretch(monday, today)
    if count := days_asked(text):
        return Stretch(today - (min(count, LONGEST) - 1) * DAY, today)
    named = (
        calendar.QUARTER,
        calendar.HALF_YEAR,
        calendar.LAST_MONTH,
        calendar.YEAR,
        calendar.MONTH,
        calendar.WEEK,
        calendar.THIS_YEAR,
        lexicon.THIS_MONTH,
    )
    if any(pattern.search(text) for pattern in named):
        period = period_asked(text, now)
        first, after = (moment.astimezone(SHANGHAI).date() for moment in (period.start, period.end))
        return Stretch(min(first, today), max(first, min(after - DAY, today)))
    return lately(now) if lexicon.LATELY.search(text) else None


def names_time(text: str) -> bool:
    """Tell whether words name days, whatever the time is."""
    return stretch_asked(text, datetime(2000, 1, 1, tzinfo=UTC)) is not None


def only_lately(text: str) -> bool:
    """Tell whether words name no other time than lately."""
    if days_asked(text):
        return False
    return lexicon.LATELY.search(text) is not None and not names_time(lexicon.LATELY.sub(" ", text))


def who_asked(text: str) -> Who | None:
    """Return whether a message asks whom reminders have not reached, or who has answered; None for neither."""
    if lexicon.UNREACHED.search(text):
        return "unreached"
    return "answered" if lexicon.ANSWERED.search(text) else None


def asks_what_came(text: str) -> bool:
    """Tell whether a message asks what came of reminders sent in the past, and speaks of nothing else."""
    told = lexicon.SENT.search(text) is not None and lexicon.PAST.search(text) is not None
    return told and lexicon.NO_OUTCOME.search(text) is None


def changes(text: str) -> bool:
    """Tell whether a message changes what the last one asked for, rather than asking something of its own."""
    return lexicon.FOLLOWS.search(text) is not None


def hands_out(text: str) -> bool:
    """Tell whether a message asks for what was just shown as a table or a chart, and for nothing else."""
    return calendar.EXPORT.fullmatch(text.strip()) is not None or lexicon.CHART.fullmatch(text.strip()) is not None


def other_firm(text: str) -> str | None:
    """Return what may be the name of another enterprise in a message that changes the last one."""
    match = lexicon.OTHER_FIRM.match(text)
    return match["name"] if match is not None and may_be_name(match["name"]) else None


def lately(now: datetime) -> Stretch:
    """Return the last ``LATELY`` days."""
    today = now.astimezone(SHANGHAI).date()
    return Stretch(today - (LATELY - 1) * DAY, today)


def _between(first: str, last: str) -> Stretch | None:
    try:
        days = sorted((date.fromisoformat(first), date.fromisoformat(last)))
    except ValueError:
        return None
    return Stretch(*days)


def rules_named(text: str, titles: Mapping[str, str]) -> tuple[str, ...]:
    """Return the ids of the rules that words speak of; none where they speak of none in particular.

    Args:
        text: Normalised text, or an id.
        titles: What the rules there are are called, by id.
    """
    said = text.strip()
    if said in titles:
        return (said,)
    whole = [name for name, title in titles.items() if title.lower() in said]
    if whole:
        return (max(whole, key=lambda name: len(titles[name])),)
    for pattern, names in lexicon.RULES:
        if pattern.search(said):
            return tuple(name for name in names if name in titles)
    return ()


def share(part: int, whole: int) -> Decimal | None:
    """Return a share in percent with no decimals; None where there are too few cases to tell one.

    Args:
        part: Cases that count.
        whole: All cases.
    """
    return (Decimal(100 * part) / whole).quantize(Decimal(1)) if whole >= FEWEST else None


# --- tasks ------------------------------------------------------------------------------------------------------------


def place_in(text: str, count: int | None = None) -> int | None:
    """Return the number of a task that is named, from 1; None where none is.

    Args:
        text: Normalised text.
        count: How many tasks are listed, for "the last one" and "this one".
    """
    if lexicon.FIRST.search(text):
        return 1
    if count and lexicon.LAST.search(text):
        return count
    if match := lexicon.PLACE.search(text):
        return number(next(group for group in match.groups() if group).translate(lexicon.OWN_NUMERALS))
    return 1 if count == 1 and lexicon.THIS.search(text) else None


def outcome_in(text: str) -> Outcome | None:
    """Return what a message says became of a task; None where it says nothing of that, or that nothing was done.

    Args:
        text: Normalised text.
    """
    if denied(text):
        return None
    if lexicon.NOT_NEEDED.search(text):
        return "not_needed"
    return "done" if lexicon.DONE.search(text) else None


def of_what(text: str) -> str:
    """Return of what or whom a message says, before its first comma, that something was done.

    Args:
        text: Normalised text.
    """
    rest = lexicon.AFTER.split(text.strip(), maxsplit=1)[0]
    for pattern in (lexicon.NOT_NEEDED, lexicon.DONE, lexicon.BESIDES):
        rest = pattern.sub("", rest)
    return rest


def of_something_else(text: str) -> bool:
    """Tell whether a message speaks of something else that has to be done for firms, such as a ticket."""
    return lexicon.OTHER_WORK.search(text) is not None


def denied(text: str) -> bool:
    """Tell whether a message says that nothing was done yet, or only asks whether it was."""
    return lexicon.DENIED.search(text) is not None


def asks_still_listed(text: str) -> bool:
    """Tell whether a message asks if something still stands on the list of tasks.

    Args:
        text: Normalised text.
    """
    return lexicon.STILL_LISTED.search(text) is not None


def note_in(words: str) -> str:
    """Return what is said beside that a task is done: what stands after the first comma.

    Args:
        words: As a person wrote them.
    """
    parts = lexicon.AFTER.split(" ".join(words.split()), maxsplit=1)
    rest = parts[1] if len(parts) > 1 else ""
    note = lexicon.NOTE_STARTS.sub("", rest).strip()
    return "" if lexicon.MERE.fullmatch(note) else note[:LONGEST_NOTE]
