"""Tells how a policy stands on a day: in force, open to applications, ended, replaced."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Literal
from zoneinfo import ZoneInfo

from corpus.lexical import normalise
from tools.wording import records as wording

if TYPE_CHECKING:
    from datetime import datetime

    from corpus.catalogs import Policy

SHANGHAI = ZoneInfo("Asia/Shanghai")
CENTURY = 100


@dataclass(frozen=True, slots=True)
class Standing:
    """How a policy stands on a day.

    Attributes:
        state: Replaced, ended, closed to applications, or none of these.
        status: What is said first; may be empty.
        note: What the record's own note adds to it, a verbatim part of the note; may be empty.
    """

    state: Literal["replaced", "ended", "closed", "holds"]
    status: str
    note: str

    @property
    def text(self) -> str:
        """Status and note as they are shown."""
        return self.status + self.note


def written(day: date) -> str:
    """Write a day out."""
    return wording.DATE.format(year=day.year, month=day.month, day=day.day)


def local(now: datetime) -> date:
    """Return the day it is where the policies apply.

    Args:
        now: In UTC.
    """
    return now.astimezone(SHANGHAI).date()


def named_day(question: str, policy: Policy, today: date) -> date | None:
    """Return the day a question asks about, if it names another one than today.

    A year or a month stands for its first day. Days gone by count only where the policy was not yet in force.

    Args:
        question: In the person's own words.
        policy: The policy it is about; the years in its names are no days asked about.
        today: The day it is asked.
    """
    text = normalise(question)
    for name in (policy.title, *policy.aliases):
        text = text.replace(normalise(name), " ")
    day = _written_day(text, today)
    if day is not None and day < today:
        return day if policy.in_force_from and day < policy.in_force_from else None
    return day or _later(text, today)


def _written_day(text: str, today: date) -> date | None:
    if match := wording.DAY_NAMED.search(text):
        year, month, day = int(match[1] or today.year), int(match[2]), int(match[3])
        found = _day(year if year > CENTURY else 2000 + year, month, day)
        return found + timedelta(days=1) if found and match[4] else found
    if match := wording.MONTH_NAMED.search(text):
        return _day(int(match[1]), int(match[2]), 1)
    return None


def _later(text: str, today: date) -> date | None:
    years = [int(match[1]) for match in wording.YEARS_NAMED.finditer(text) if int(match[1]) > today.year]
    if years:
        return date(years[0], 1, 1)
    if match := wording.MONTHS_LATER.search(text):
        count = int(match[1]) if match[1].isdigit() else wording.DIGITS.get(match[1], 10)
        return today + timedelta(days=30 * count)
    for pattern, day in (
        (wording.TOMORROW, today + timedelta(days=1)),
        (wording.NEXT_MONTH, (today.replace(day=1) + timedelta(days=32)).replace(day=1)),
        (wording.HALF_YEAR_LATER, today + timedelta(days=183)),
        (wording.AFTER_NEXT_YEAR, date(today.year + 2, 1, 1)),
        (wording.NEXT_YEAR, date(today.year + 1, 1, 1)),
        (wording.YEAR_END, date(today.year, 12, 31)),
    ):
        if pattern.search(text):
            return day
    return None


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _unless_noted(policy: Policy, day: date) -> str:
    """Name a day in brackets, unless the record's note names it anyway."""
    names = (written(day), wording.MONTH_DAY.format(month=day.month, day=day.day))
    noted = any(name in policy.validity_note for name in names)
    return "" if noted else wording.IN_BRACKETS.format(day=names[0])


def _rest(policy: Policy, said: str) -> str:
    """Return the note without what the status has said already."""
    clauses = [clause for clause in wording.CLAUSE_MARKS.split(policy.validity_note) if clause]
    text = "".join(clause for clause in clauses if not wording.SAID[said].search(clause))
    return text[:-1] + wording.STOP if text and text[-1] not in wording.ENDS else text


def standing(
    policy: Policy, today: date, replaced_by: Policy | None = None, day: date | None = None, *, applying: bool = False
) -> Standing:
    """Tell how a policy stands.

    Args:
        policy: The policy.
        today: The day it is asked.
        replaced_by: The policy that took its place.
        day: The day asked about; today where None.
        applying: Whether it is asked if one can apply.
    """
    on = day or today
    begins, until = policy.in_force_from, policy.in_force_until
    if replaced_by is not None and (until is None or until < on):
        return Standing("replaced", wording.REPLACED.format(title=replaced_by.title), _rest(policy, "replaced"))
    if begins and on < begins:
        ahead = wording.DAYS_AHEAD.format(days=(begins - today).days) if begins > today else ""
        status = wording.NOT_IN_FORCE.format(when=_when(on, today), start=written(begins), days=ahead)
        return Standing("holds", status, "")
    if until and until < on:
        noted = _unless_noted(policy, until)
        if until < today:
            status = wording.ENDED.format(days=(today - until).days, until=noted)
        else:
            status = wording.ENDS_BEFORE.format(day=written(on), until=noted, days=(until - today).days)
        return Standing("ended", status, _rest(policy, "ended"))
    if policy.apply_from or policy.apply_until:
        return _window(policy, today, on)
    status = _holding(policy, today, on, applying=applying)
    return Standing("holds", status, _rest(policy, "holds") if until else policy.validity_note)


def _when(on: date, today: date) -> str:
    return wording.NOW if on == today else wording.THEN.format(day=written(on))


def _window(policy: Policy, today: date, on: date) -> Standing:
    """Tell whether one can apply, from the days between which one can."""
    opens, closes, note = policy.apply_from, policy.apply_until, _rest(policy, "window")
    if closes and closes < on:
        past = closes < today
        days = wording.DAYS_AGO.format(days=(today - closes).days) if past else ""
        when = wording.NOW if past else _when(on, today)
        status = wording.CLOSED.format(when=when, days=days, until=_unless_noted(policy, closes))
        return Standing("closed", status, note)
    when = _when(on, today)
    if opens and on < opens:
        status = wording.NOT_YET.format(when=when, days=(opens - today).days, start=_unless_noted(policy, opens))
        return Standing("closed", status, note)
    if closes is None:
        return Standing("holds", wording.OPEN_NO_END.format(when=when), note)
    status = wording.OPEN.format(when=when, days=(closes - today).days, until=_unless_noted(policy, closes))
    return Standing("holds", status, note)


def _holding(policy: Policy, today: date, on: date, *, applying: bool) -> str:
    """Say that a policy without a window holds, and what is known about applying."""
    until, note = policy.in_force_until, policy.validity_note
    firms, untold = policy.applies == "firms", not wording.TELLS_WINDOW.search(note)
    status = ""
    if until:
        form = wording.IN_FORCE_UNTIL if on == today else wording.HOLDS_STILL
        status = form.format(day=written(on), until=_unless_noted(policy, until), days=(until - today).days)
    elif on > today and not (firms and applying):
        status = wording.UNKNOWN_THEN.format(day=written(on))
    elif policy.in_force_from and not wording.TELLS_IN_FORCE.search(note) and not (firms and applying):
        status = wording.IN_FORCE
    if firms and (applying or untold):
        told = wording.WINDOW_UNKNOWN if wording.TELLS_WHOM.search(note) else wording.WINDOW_UNTOLD
        return status + told.format(when=_when(on, today) if not status else "")
    if applying and not firms:
        return (wording.CITIES_ONLY if policy.applies == "cities" else wording.NOTHING_TO_APPLY) + status
    return status


def validity(
    policy: Policy, now: datetime, replaced_by: Policy | None, day: date | None = None, *, applying: bool = True
) -> str:
    """Say how a policy stands on a day, what matters most first.

    Args:
        policy: The policy.
        now: When the question was asked, in UTC.
        replaced_by: The policy that took its place.
        day: The day the question names; today where None.
        applying: Whether it is asked if one can apply.
    """
    return standing(policy, local(now), replaced_by, day, applying=applying).text
