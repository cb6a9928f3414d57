"""When a contact may be told something: hours, holidays with their make-up days, and caps that hold to the message."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.follow_ups import Manners
from tools.domain.follow_ups import shipped
from tools.domain.follow_ups.calendar import is_workday, known
from tools.domain.follow_ups.manners import SHANGHAI, WEEK, Cap, earliest, within_cap, within_day, within_hours

MANNERS = shipped().manners
DAY = timedelta(days=1)

SINCE = datetime(2024, 1, 1, tzinfo=UTC)

instants = st.integers(0, 6 * 365 * 24 * 3600).map(lambda seconds: SINCE + timedelta(seconds=seconds))
times = st.times().map(lambda one: one.replace(second=0, microsecond=0))
hours = st.tuples(times, times).filter(lambda pair: pair[0] != pair[1]).map(sorted)


@st.composite
def manners(draw: st.DrawFn) -> Manners:
    opens, closes = draw(hours)
    return Manners(
        opens=opens,
        closes=closes,
        workdays_only=draw(st.booleans()),
        most_a_day=draw(st.integers(1, 3)),
        most_a_week=draw(st.integers(1, 5)),
        quiet_minutes=30,
        answer_days=2,
        converted_days=14,
    )


@st.composite
def told_around(draw: st.DrawFn) -> tuple[datetime, list[datetime]]:
    """A moment, and when somebody was told something before it and, where a clock went back, after it."""
    now = draw(instants)
    offsets = draw(st.lists(st.integers(-20 * 24 * 60, 10 * 24 * 60), max_size=12))
    return now, [now + timedelta(minutes=offset) for offset in offsets]


def at(text: str) -> datetime:
    """A time in Shanghai."""
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI).astimezone(UTC)


def open_at(moment: datetime, rules: Manners) -> bool:
    local = moment.astimezone(SHANGHAI)
    return rules.opens <= local.time() < rules.closes and (not rules.workdays_only or is_workday(local.date()))


def worst(moment: datetime, told: list[datetime], span: timedelta) -> int:
    """The most that any stretch holds which holds the moment, counted one by one."""
    everything = [*told, moment]
    return max(
        sum(start <= one < start + span for one in everything) for start in everything if start <= moment < start + span
    )


def on_day(moment: datetime, told: list[datetime]) -> int:
    day = moment.astimezone(SHANGHAI).date()
    return sum(one.astimezone(SHANGHAI).date() == day for one in told)


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2026, 11, 26), True),
        (date(2026, 11, 28), False),
        (date(2026, 10, 1), False),
        (date(2026, 10, 10), True),  # a Saturday that is worked in place of a day of the National Day week
        (date(2025, 1, 26), True),  # a Sunday before the Spring Festival
        (date(2025, 2, 3), False),
        (date(2028, 10, 2), True),  # not announced yet: a Monday
        (date(2028, 10, 1), False),
    ],
)
def test_workdays_follow_the_calendar_of_public_holidays(day: date, *, works: bool) -> None:
    assert is_workday(day) is works


def test_a_year_is_known_once_its_holidays_are_announced() -> None:
    assert known(2026)
    assert not known(2028)


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        ("2026-11-26T15:00", "2026-11-26T15:00"),
        ("2026-11-26T09:00", "2026-11-26T09:00"),
        ("2026-11-26T08:59:59", "2026-11-26T09:00"),
        ("2026-11-26T20:00", "2026-11-27T09:00"),
        ("2026-11-27T21:00", "2026-11-30T09:00"),
        ("2026-09-30T21:00", "2026-10-08T09:00"),
        ("2026-10-09T21:00", "2026-10-10T09:00"),
    ],
)
def test_what_is_not_within_hours_waits_for_the_next_opening(now: str, expected: str) -> None:
    assert within_hours(at(now), MANNERS) == at(expected)


@given(instants, manners())
def test_the_next_moment_within_hours_is_the_first(moment: datetime, rules: Manners) -> None:
    found = within_hours(moment, rules)
    assert found >= moment
    assert open_at(found, rules)
    assert within_hours(found, rules) == found
    step = (found - moment) / 50
    assert not any(open_at(moment + place * step, rules) for place in range(50) if moment + place * step < found)


@given(told_around(), st.integers(1, 3))
def test_a_day_in_shanghai_holds_no_more_than_its_cap(around: tuple[datetime, list[datetime]], most: int) -> None:
    now, told = around
    found = within_day(now, told, most)
    assert found >= now
    assert on_day(found, told) < most
    days = ((found - now) // DAY) + 1
    assert not any(on_day(now + place * DAY, told) < most for place in range(days) if now + place * DAY < found - DAY)
    if found != now:
        assert found.astimezone(SHANGHAI).time() == time()


@given(told_around(), st.integers(1, 5), st.integers(1, 30))
def test_a_cap_is_met_and_not_a_moment_too_late(around: tuple[datetime, list[datetime]], most: int, days: int) -> None:
    now, told = around
    cap = Cap(most, timedelta(days=days))
    found = within_cap(now, told, cap)
    assert found >= now
    assert worst(found, told, cap.span) <= most
    if found > now:
        assert worst(found - timedelta(seconds=1), told, cap.span) > most
    between = [one + cap.span for one in told if now < one + cap.span < found]
    assert not any(worst(one, told, cap.span) <= most for one in (now, *between) if one < found)


@given(told_around(), manners(), st.integers(1, 4), st.integers(1, 40))
def test_all_limits_together_give_the_earliest_moment_that_all_allow(
    around: tuple[datetime, list[datetime]], rules: Manners, most: int, days: int
) -> None:
    now, told = around
    cap, of_rule = Cap(most, timedelta(days=days)), told[::2]

    def lawful(moment: datetime) -> bool:
        return (
            open_at(moment, rules)
            and on_day(moment, told) < rules.most_a_day
            and worst(moment, told, WEEK) <= rules.most_a_week
            and worst(moment, of_rule, cap.span) <= most
        )

    found = earliest(now, rules, told, of_rule, cap)
    assert lawful(found.at)
    assert (found.why is None) == (found.at == now)
    # What becomes lawful does so at an opening, at midnight, or when a message is a whole stretch ago.
    openings = [
        datetime.combine(now.astimezone(SHANGHAI).date() + place * DAY, rules.opens, SHANGHAI).astimezone(UTC)
        for place in range((found.at - now) // DAY + 2)
    ]
    turns = [now, *openings, *(one + WEEK for one in told), *(one + cap.span for one in of_rule)]
    assert not any(lawful(one) for one in turns if now <= one < found.at)


@given(
    instants,
    st.lists(st.integers(-3 * 24 * 60, 5 * 24 * 60), min_size=5, max_size=80),
    manners(),
    st.integers(1, 3),
    st.integers(1, 20),
)
def test_whatever_the_clock_does_no_cap_is_ever_passed(
    start: datetime, jumps: list[int], rules: Manners, most: int, days: int
) -> None:
    now, cap = start, Cap(most, timedelta(days=days))
    told: list[datetime] = []
    for number, jump in enumerate(jumps):
        now += timedelta(minutes=jump)
        if number % 3 == 0:  # as often as not somebody waits for the moment that was named
            now = earliest(now, rules, told, told, cap).at
        if earliest(now, rules, told, told, cap).why is None:
            told.append(now)
    told.sort()
    for span, limit in ((WEEK, rules.most_a_week), (cap.span, most)):
        assert all(later - first >= span for first, later in zip(told, told[limit:], strict=False))
    days_told = [one.astimezone(SHANGHAI).date() for one in told]
    assert all(days_told.count(day) <= rules.most_a_day for day in days_told)
    assert all(open_at(one, rules) for one in told)
    assert all(first <= second for first, second in pairwise(told))


@pytest.mark.parametrize(
    ("told", "why", "expected"),
    [
        ([], None, "2026-11-26T15:00"),
        (["2026-11-26T09:30"], "day", "2026-11-27T09:00"),
        (["2026-11-23T10:00", "2026-11-24T10:00", "2026-11-25T10:00"], "week", "2026-11-30T10:00"),
        (["2026-11-19T15:00", "2026-11-24T10:00", "2026-11-25T10:00"], None, "2026-11-26T15:00"),
        (["2026-11-27T09:30"], None, "2026-11-26T15:00"),
    ],
)
def test_the_cap_that_keeps_a_message_back_is_named(told: list[str], why: str | None, expected: str) -> None:
    found = earliest(at("2026-11-26T15:00"), MANNERS, [at(one) for one in told])
    assert (found.why, found.at) == (why, at(expected))
