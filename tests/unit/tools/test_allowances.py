"""What may be sent to a user is never more than WeChat grants, however its rules are read and whatever clocks show."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Literal, Protocol

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.fakes.wechat_server.people import Allowances
from tools.domain.allowances import MARGINS, RESERVED, TIME_AFTER_A_TAP, Allowance, Trigger

if TYPE_CHECKING:
    from collections.abc import Sequence

START = datetime(2026, 11, 26, 4, 0, tzinfo=UTC)
DAYS = 2 * 24 * 3600
BEHIND, AHEAD = -MARGINS["tap"].total_seconds(), 600.0
"""Seconds our clock may be off without a message too many; far behind it, a window seems open that is not."""


class Reading(Protocol):
    """What WeChat would let through, as its rules may be meant."""

    def open(self, trigger: Trigger, now: datetime) -> None: ...

    def left(self, now: datetime) -> int: ...

    def spend(self, now: datetime) -> None: ...


@dataclass
class Kept:
    """A tap grants nothing while the window of a message is open, and takes nothing away."""

    message: Allowances = field(default_factory=lambda: Allowances(stacking=False))
    tap: Allowances = field(default_factory=lambda: Allowances(stacking=False))

    def open(self, trigger: Trigger, now: datetime) -> None:
        if trigger == "message":
            self.message.open(trigger, now)
            self.tap.shut()
        elif self._standing(now) is self.tap:
            self.tap.open(trigger, now)

    def left(self, now: datetime) -> int:
        return self._standing(now).left(now)

    def spend(self, now: datetime) -> None:
        self._standing(now).spend(now)

    def _standing(self, now: datetime) -> Allowances:
        return self.message if any(now < window.until for window in self.message.windows.values()) else self.tap


@dataclass(frozen=True)
class Step:
    """Something that happens so many seconds after the last; ``off`` is by how much our clock is off from then on."""

    kind: Literal["message", "tap", "send"]
    after: float
    off: float = 0.0


pauses = st.one_of(st.floats(0, 3), st.floats(0, 90), st.floats(0, 1.1 * DAYS))
steps = st.builds(Step, st.sampled_from(["message", "tap", "send", "send", "send"]), pauses, st.floats(BEHIND, AHEAD))


def follow(reading: Reading, trace: Sequence[Step]) -> None:
    """Send whenever we think we may, and see that we never think so of more than there is."""
    time, ours = START, Allowance()
    for step in trace:
        time += timedelta(seconds=step.after)
        shown = time + timedelta(seconds=step.off)
        if step.kind != "send":
            reading.open(step.kind, time)
            ours = ours.after(step.kind, time.replace(microsecond=0), shown)
        elif ours.room(shown, last=True):
            reading.spend(time)
            ours = ours.spent()
        assert ours.room(shown) <= ours.room(shown, last=True) <= reading.left(time)


@given(st.lists(steps, max_size=30))
def test_never_more_than_where_allowances_add_up(trace: list[Step]) -> None:
    follow(Allowances(stacking=True), trace)


@given(st.lists(steps, max_size=30))
@example([Step("message", 0.0), Step("tap", 0.0, -1.0)])
def test_never_more_than_where_the_latest_replaces_the_rest(trace: list[Step]) -> None:
    follow(Allowances(stacking=False), trace)


@given(st.lists(steps, max_size=30))
def test_never_more_than_where_a_messages_is_kept_while_active(trace: list[Step]) -> None:
    follow(Kept(), [step for place, step in enumerate(trace) if not _reopens(trace, place)])


def _reopens(trace: Sequence[Step], place: int) -> bool:
    """Whether a tap comes in a message's window that is out of our sight: after another tap, or at its very end."""
    since, tapped = 0.0, False
    for step, later in zip(reversed(trace[:place]), reversed(trace[1 : place + 1]), strict=True):
        since += later.after
        if step.kind == "message":
            ending = since > DAYS - MARGINS["message"].total_seconds() - AHEAD
            return trace[place].kind == "tap" and since <= DAYS and (tapped or ending)
        tapped |= step.kind == "tap"
    return False


@pytest.mark.parametrize("stacking", [True, False])
@given(sent=st.lists(st.tuples(st.integers(0, 60), st.floats(0, 20)), min_size=1, unique_by=lambda post: post[0]))
def test_posts_that_overtake_each_other_grant_no_more(sent: list[tuple[int, float]], *, stacking: bool) -> None:
    posts: list[tuple[int, float, Trigger]] = [
        (at, late, "message" if n else "tap") for n, (at, late) in enumerate(sent)
    ]
    reading, ours = Allowances(stacking=stacking), Allowance()
    for second, _, trigger in sorted(posts):
        reading.open(trigger, START + timedelta(seconds=second))
    for arrived, second, trigger in sorted((at + late, at, trigger) for at, late, trigger in posts):
        ours = ours.after(trigger, START + timedelta(seconds=second), START + timedelta(seconds=arrived))
    for seconds in (80, 90, 120, DAYS - 400, DAYS, DAYS + 60):
        now = START + timedelta(seconds=seconds)
        assert ours.room(now, last=True) <= reading.left(now)


def test_a_message_grants_five_for_two_days_and_a_tap_three_for_a_minute() -> None:
    message, tap = (Allowance().after(trigger, START, START) for trigger in ("message", "tap"))
    assert [message.room(START + timedelta(hours=hours), last=True) for hours in (0, 47, 48)] == [5, 5, 0]
    assert [tap.room(START + timedelta(seconds=seconds), last=True) for seconds in (0, 49, 50)] == [3, 3, 0]


def test_one_is_kept_for_a_receipt() -> None:
    left = Allowance().after("message", START, START).spent(5 - RESERVED)
    assert (left.room(START), left.room(START, last=True)) == (0, 1)
    assert left.spent().room(START, last=True) == 0
    assert left.spent(9).left == 0


def test_a_tap_leaves_no_more_and_for_no_longer() -> None:
    written = Allowance().after("message", START, START).spent(4)
    tapped = written.after("tap", START, START)
    assert tapped.room(START, last=True) == 1
    assert tapped.room(START + TIME_AFTER_A_TAP) == 0


@given(st.lists(steps, max_size=20))
def test_a_message_that_comes_at_once_makes_up_for_all(trace: list[Step]) -> None:
    time, ours = START, Allowance()
    for step in trace:
        time += timedelta(seconds=step.after)
        ours = ours.spent() if step.kind == "send" else ours.after(step.kind, time, time)
    time += timedelta(seconds=1)
    assert ours.after("message", time, time).room(time, last=True) == 5
