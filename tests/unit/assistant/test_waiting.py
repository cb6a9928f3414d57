"""Lines of conversations and waiting for the end of a turn, within one process."""

from __future__ import annotations

import asyncio

import pytest

from assistant.waiting import Patience, Waiting


async def test_the_lowest_turn_is_first_whoever_came_first() -> None:
    waiting = Waiting()
    with waiting.in_line("c1", 2) as second:
        assert second.first
        with waiting.in_line("c1", 1) as first, waiting.in_line("c2", 9) as elsewhere:
            assert (first.first, second.first, elsewhere.first) == (True, False, True)
        assert second.first
        assert second.called.is_set()


async def test_those_who_wait_for_the_same_turn_stand_in_order_of_arrival() -> None:
    waiting = Waiting()
    with waiting.in_line("c1", 1) as one, waiting.in_line("c1", 1) as two:
        assert (one.first, two.first) == (True, False)


async def test_a_call_wakes_the_first_of_its_line_and_those_who_wait_for_the_turn() -> None:
    waiting = Waiting()
    with (
        waiting.in_line("c1", 1) as first,
        waiting.in_line("c1", 2) as second,
        waiting.in_line("c2", 1) as elsewhere,
        waiting.for_end("t1") as told,
        waiting.for_end("t2") as other,
    ):
        waiting.call("c1", "t1")
        called = [event.is_set() for event in (first.called, second.called, elsewhere.called, told, other)]
    assert called == [True, False, False, True, False]
    waiting.call("c1", "t1")


async def test_patience_returns_for_a_look_and_ends() -> None:
    patience = Patience(0.05)
    await patience.wait(asyncio.Event())
    await patience.wait(asyncio.Event())
    with pytest.raises(TimeoutError):
        await patience.wait(asyncio.Event())


async def test_an_event_that_came_before_the_wait_is_not_missed() -> None:
    event = asyncio.Event()
    event.set()
    await asyncio.wait_for(Patience(60).wait(event, looks=False), 5)
    assert not event.is_set()
