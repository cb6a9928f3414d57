"""When a contact may be told something: within hours, on workdays, and no more often than is decent."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING, Literal
from zoneinfo import ZoneInfo

from tools.domain.follow_ups.calendar import is_workday

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from corpus.follow_ups import Manners

Why = Literal["hours", "day", "week", "rule"]
"""What keeps a message back: the time of day or a holiday, or one of the caps."""

SHANGHAI = ZoneInfo("Asia/Shanghai")
WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Cap:
    """How many messages any stretch of running days may hold.

    Attributes:
        most: Messages.
        span: How long a stretch is; two messages that far apart are not in one.
    """

    most: int
    span: timedelta


@dataclass(frozen=True, slots=True)
class Earliest:
    """The earliest moment at which something may be sent.

    Attributes:
        at: The moment, UTC; the one that was asked about where nothing keeps it back.
        why: What kept it back last; None where nothing did.
    """

    at: datetime
    why: Why | None = None


def within_hours(moment: datetime, manners: Manners) -> datetime:
    """Return the first moment from one on at which messages go out.

    Args:
        moment: Any instant.
        manners: The hours, and whether only workdays count.

    Returns:
        The moment itself where it lies within hours; else the next opening, UTC.
    """
    local = moment.astimezone(SHANGHAI)
    if _open_day(local, manners):
        if manners.opens <= local.time() < manners.closes:
            return moment
        if local.time() < manners.opens:
            return _at(local, manners.opens)
    local = _day_after(local)
    while not _open_day(local, manners):
        local = _day_after(local)
    return _at(local, manners.opens)


def within_day(moment: datetime, told: Iterable[datetime], most: int) -> datetime:
    """Return the first moment from one on whose calendar day in Shanghai has room for another message.

    Args:
        moment: Any instant.
        told: When the contact was told something, in any order; later moments count, as after a clock went back.
        most: Messages a day.
    """
    counts: dict[object, int] = {}
    for one in told:
        day = one.astimezone(SHANGHAI).date()
        counts[day] = counts.get(day, 0) + 1
    local = moment.astimezone(SHANGHAI)
    if counts.get(local.date(), 0) < most:
        return moment
    while counts.get(local.date(), 0) >= most:
        local = _day_after(local)
    return _at(local, time())


def within_cap(moment: datetime, told: Iterable[datetime], cap: Cap) -> datetime:
    """Return the first moment from one on at which no stretch that holds it holds more than the cap.

    Args:
        moment: Any instant.
        told: When the contact was told something; later moments count.
        cap: The cap.
    """
    before = sorted(told)
    ends = (one + cap.span for one in before)
    # The last end of all always fits.
    return next(at for at in (moment, *(end for end in ends if end > moment)) if _fits(at, before, cap))


def earliest(
    moment: datetime,
    manners: Manners,
    told: Iterable[datetime] = (),
    told_of_rule: Iterable[datetime] = (),
    rule: Cap | None = None,
) -> Earliest:
    """Return the earliest moment from one on at which a contact may be told something more.

    Args:
        moment: Any instant, such as now.
        manners: Hours and caps for everything.
        told: When the contact was told anything, at least of the last seven days.
        told_of_rule: When they were told of this rule, at least as far back as its cap reaches.
        rule: The rule's own cap.
    """
    everything, of_rule = tuple(told), tuple(told_of_rule)
    week = Cap(manners.most_a_week, WEEK)
    steps: Mapping[Why, Callable[[datetime], datetime]] = {
        "hours": lambda at: within_hours(at, manners),
        "day": lambda at: within_day(at, everything, manners.most_a_day),
        "week": lambda at: within_cap(at, everything, week),
        "rule": lambda at: within_cap(at, of_rule, rule) if rule else at,
    }
    at: datetime = moment
    why: Why | None = None
    # Each step goes to the first moment that its own limit allows, so all together end at the first that all allow.
    while True:
        before = at
        for name, step in steps.items():
            moved = step(at)
            if moved != at and (why is None or name != "hours"):
                why = name
            at = moved
        if at == before:
            return Earliest(at, why)


def _fits(candidate: datetime, told: list[datetime], cap: Cap) -> bool:
    """Tell whether every stretch that holds a moment has room for it."""
    near = [one for one in told if abs(one - candidate) < cap.span]
    # A stretch may as well begin with a message: any other that holds as many can be moved to where it does.
    starts = [candidate, *(one for one in near if one <= candidate)]
    return all(sum(start <= one < start + cap.span for one in near) < cap.most for start in starts)


def _open_day(local: datetime, manners: Manners) -> bool:
    return not manners.workdays_only or is_workday(local.date())


def _day_after(local: datetime) -> datetime:
    return datetime.combine(local.date() + timedelta(days=1), time(), SHANGHAI)


def _at(local: datetime, at: time) -> datetime:
    return datetime.combine(local.date(), at, SHANGHAI).astimezone(UTC)
