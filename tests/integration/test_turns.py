"""Turns on a real SQLite file: order, retries, leases, isolation."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import func, select

from assistant.history import ClaimLost, TurnLog
from assistant.identity import resolve
from assistant.messages import Reply
from tests.fakes.speaker import (
    a_dead_process_is_taken_over_from,
    answer,
    carry_out,
    chain,
    message,
    two_processes_keep_the_order,
)
from tools.database.engine import Database
from tools.database.models import Contact
from tools.database.models import Turn as TurnRow
from tools.kit.errors import InvalidArguments, NotFound, NotPermitted
from tools.kit.tool import Citation, Focus, Pending, Suggestion

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from tools.kit.tool import Role

OPEN = Pending(tool="read_clause", slot="clause")
NOW = datetime(2026, 11, 23, 1, 2, 3, tzinfo=UTC)
SOON = timedelta(seconds=10)


class Clock:
    """A clock that stands until it is moved."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'turns.db'}"


@pytest.fixture
async def database(url: str) -> AsyncIterator[Database]:
    database = Database(url)
    await database.migrate()
    yield database
    await database.close()


async def test_a_reply_comes_back_as_it_was_stored(database: Database) -> None:
    log = TurnLog(database, "here")
    turn = await log.receive(message("m1", text="8.3.1讲什么\x00?", tool="explain", arguments={"clause": "8.3.1"}), NOW)
    claim = await log.claim(turn)
    assert claim is not None
    reply = Reply(
        id=turn.id,
        text="要点\x00如下 😀 \ud83d",
        citations=(Citation(document="T/ISC 0106—2026", clause="8.3.1 b)", quote="应"),),
        suggestions=(Suggestion(title="继续", tool="explain", arguments={"b": 1, "a": "\x00"}),),
        declined=True,
        model="m",
        seconds=1.25,
    )
    focus = Focus(passages=("p2", "p1"), question="8.3.1讲什么")
    await log.finish(claim, reply, focus, OPEN, NOW + SOON)

    again = await log.receive(message("m1", text="something else"), NOW + SOON)
    assert again.id == turn.id
    assert again.reply is not None
    assert again.reply.text == "要点如下 😀 ?"
    assert list(again.reply.suggestions[0].arguments) == ["b", "a"]
    assert again.reply.model_copy(update={"text": reply.text, "suggestions": reply.suggestions}) == reply
    assert await log.focus_of("c1") == focus
    next_claim = await log.claim(await log.receive(message("m2"), NOW))
    assert next_claim is not None
    assert (next_claim.focus, next_claim.pending) == (focus, OPEN)
    async with database.read() as session:
        row = (await session.scalars(select(TurnRow).where(TurnRow.id == turn.id))).one()
    assert (row.text, row.tool, row.arguments) == ("8.3.1讲什么?", "explain", {"clause": "8.3.1"})
    assert (row.created_at, row.finished_at) == (NOW, NOW + SOON)
    assert (row.model, row.seconds, row.state) == ("m", 1.25, "done")


async def test_focus_stays_and_a_question_back_is_dropped_when_a_turn_leaves_none(database: Database) -> None:
    log = TurnLog(database, "here")
    for number, (focus, pending) in enumerate([(Focus(question="q"), OPEN), (None, None), (None, None)]):
        claim = await log.claim(await log.receive(message(str(number)), NOW))
        assert claim is not None
        if number == 1:
            assert claim.pending == OPEN
        if number == 2:
            assert (claim.focus, claim.pending) == (Focus(question="q"), None)
        await log.finish(claim, answer(claim), focus, pending, NOW)


async def test_a_failed_turn_has_a_reply_and_lets_the_next_one_run(database: Database) -> None:
    log = TurnLog(database, "here")
    first = await log.claim(await log.receive(message("m1"), NOW))
    assert first is not None
    await log.finish(first, answer(first), Focus(question="q"), OPEN, NOW)
    second = await log.claim(await log.receive(message("m2"), NOW))
    assert second is not None
    await log.fail(second, "e-17", Reply(id=second.turn.id, text="sorry"), NOW)

    stored = await log.receive(message("m2"), NOW)
    assert (stored.error_id, stored.reply and stored.reply.text) == ("e-17", "sorry")
    third = await log.claim(await log.receive(message("m3"), NOW))
    assert third is not None
    assert (third.focus, third.pending) == (Focus(question="q"), OPEN)
    assert [exchange.question for exchange in await log.recent("c1", 10, 1000)] == ["m1"]


async def test_fifty_messages_from_two_logs_run_once_each_in_order(url: str, database: Database) -> None:
    other = Database(url)
    logs = TurnLog(database, "one"), TurnLog(other, "two")
    ran: list[str] = []
    replies = await asyncio.gather(
        *(carry_out(logs[number % 2], message(str(number)), ran.append) for number in range(50))
    )
    await other.close()
    assert sorted(ran, key=int) == [str(number) for number in range(50)]
    assert sorted((reply.text for reply in replies), key=lambda text: int(text.split()[0])) == chain(50)


async def test_a_long_turn_holds_up_its_own_conversation_only(database: Database) -> None:
    log = TurnLog(database, "here")
    slow = await log.claim(await log.receive(message("slow", "c1"), NOW))
    assert slow is not None
    behind = asyncio.create_task(carry_out(log, message("behind", "c1"), lambda _: None))
    reply = await asyncio.wait_for(carry_out(log, message("m", "c2"), lambda _: None), 10)
    assert reply.text == "1 after nothing"
    assert not behind.done()
    await log.finish(slow, answer(slow), Focus(question="1"), None, NOW)
    assert (await asyncio.wait_for(behind, 10)).text == "2 after 1"


async def test_a_retry_joins_the_turn_that_runs(url: str, database: Database) -> None:
    log, other = TurnLog(database, "one"), Database(url)
    ran: list[str] = []
    turn = await log.receive(message("m1"), NOW)
    claim = await log.claim(turn)
    assert claim is not None
    retries = [
        asyncio.create_task(carry_out(retrying, message("m1"), ran.append))
        for retrying in (log, log, TurnLog(other, "two"))
    ]
    joined = asyncio.create_task(log.joined(turn.id, SOON))
    await asyncio.sleep(0.05)
    await log.finish(claim, answer(claim), None, None, NOW)
    texts = {reply.text for reply in await asyncio.wait_for(asyncio.gather(*retries, joined), 10)}
    await other.close()
    assert texts == {"1 after nothing"}
    assert ran == []


async def test_waiting_ends_when_patience_does(database: Database) -> None:
    log = TurnLog(database, "here")
    first = await log.receive(message("m1"), NOW)
    assert await log.claim(first) is not None
    second = await log.receive(message("m2"), NOW)
    assert await log.claim(second) is None
    with pytest.raises(TimeoutError):
        await log.wait_until_claimed(second, timedelta(seconds=0.05))
    with pytest.raises(TimeoutError):
        await log.joined(first.id, timedelta(seconds=0.05))
    with pytest.raises(NotFound):
        await log.joined("nothing", SOON)


async def test_a_lapsed_lease_is_taken_over_and_its_claim_can_no_longer_finish(url: str, database: Database) -> None:
    clock, other = Clock(), Database(url)
    old, new = TurnLog(database, "old", clock=clock), TurnLog(other, "new", clock=clock)
    turn = await old.receive(message("m1"), NOW)
    lost = await old.claim(turn)
    assert lost is not None
    retried = await new.receive(message("m1"), NOW)
    behind = await new.receive(message("m2"), NOW)
    clock.now += timedelta(seconds=119)
    assert await new.claim(retried) is None
    clock.now += timedelta(seconds=2)
    claim = await new.wait_until_claimed(behind, SOON)
    assert claim is not None
    assert (claim.turn.message, claim.attempts) == (retried.message, 2)
    assert claim.turn.identity == turn.identity

    with pytest.raises(ClaimLost):
        await old.finish(lost, Reply(id=turn.id, text="late"), Focus(question="late"), None, NOW)
    assert not await old.renew(lost)
    await new.finish(claim, answer(claim), Focus(question="1"), None, NOW)
    with pytest.raises(ClaimLost):
        await old.fail(lost, "e", Reply(id=turn.id, text="late"), NOW)
    assert (await old.joined(turn.id, SOON)).text == "1 after nothing"
    assert await old.focus_of("c1") == Focus(question="1")
    own = await new.wait_until_claimed(behind, SOON)
    await other.close()
    assert own is not None
    assert own.turn.id == behind.id


async def test_a_message_received_by_a_process_that_died_is_run_once_its_lease_has_lapsed(database: Database) -> None:
    clock = Clock()
    await TurnLog(database, "dead", clock=clock).receive(message("m1"), NOW)
    log = TurnLog(database, "alive", clock=clock)
    turn = await log.receive(message("m2"), NOW)
    with pytest.raises(TimeoutError):
        await log.wait_until_claimed(turn, timedelta(seconds=0.05))
    clock.now += timedelta(seconds=121)
    ran: list[str] = []
    await carry_out(log, message("m2"), ran.append)
    assert ran == ["m1", "m2"]


async def test_a_message_its_own_process_has_yet_to_run_is_not_taken_from_it(database: Database) -> None:
    log = TurnLog(database, "here")
    first = await log.receive(message("m1"), NOW)
    second = await log.receive(message("m2"), NOW)
    waiting = asyncio.create_task(log.wait_until_claimed(second, SOON))
    await asyncio.sleep(0.05)
    claim = await log.wait_until_claimed(first, SOON)
    assert claim is not None
    assert claim.turn.id == first.id
    await log.finish(claim, answer(claim), None, None, NOW)
    own = await waiting
    assert own is not None
    assert own.turn.id == second.id


async def test_a_held_claim_outlives_its_lease(database: Database) -> None:
    log = TurnLog(database, "here", lease=timedelta(seconds=0.15))
    other = TurnLog(database, "other")
    claim = await log.claim(await log.receive(message("m1"), NOW))
    assert claim is not None
    async with log.holding(claim):
        await asyncio.sleep(0.4)
        assert await other.claim(await other.receive(message("m1"), NOW)) is None
    await log.finish(claim, answer(claim), None, None, NOW)


async def test_a_released_claim_is_taken_up_at_once(database: Database) -> None:
    log = TurnLog(database, "here")
    claim = await log.claim(await log.receive(message("m1"), NOW))
    assert claim is not None
    await log.release(claim)
    ran: list[str] = []
    await carry_out(log, message("m2"), ran.append)
    assert ran == ["m1", "m2"]


async def test_a_message_nobody_waits_for_any_more_does_not_hold_up_the_next(database: Database) -> None:
    log = TurnLog(database, "here")
    await log.release(await log.receive(message("m1"), NOW))
    ran: list[str] = []
    await carry_out(log, message("m2"), ran.append)
    assert ran == ["m1", "m2"]


async def test_cancelled_waiting_leaves_the_line(database: Database) -> None:
    log = TurnLog(database, "here")
    first = await log.claim(await log.receive(message("m1"), NOW))
    assert first is not None
    tasks = [asyncio.create_task(carry_out(log, message(f"m{number}"), lambda _: None)) for number in (2, 3)]
    await asyncio.sleep(0.05)
    tasks[0].cancel()
    with pytest.raises(asyncio.CancelledError):
        await tasks[0]
    await log.finish(first, answer(first), Focus(question="1"), None, NOW)
    # The second message stays received: said again, it has its answer, and so has the third.
    assert (await carry_out(log, message("m2"), lambda _: None)).text == "2 after 1"
    assert (await asyncio.wait_for(tasks[1], 10)).text == "3 after 2"


async def test_the_time_a_message_names_does_not_move_its_lease(database: Database) -> None:
    log, other = TurnLog(database, "here"), TurnLog(database, "other")
    years_ago = NOW - timedelta(days=2000)
    turn = await log.receive(message("m1"), years_ago)
    assert await log.claim(turn) is not None
    assert await other.claim(turn) is None
    assert turn.message.now == years_ago


async def test_another_contact_may_not_speak_in_a_conversation(database: Database) -> None:
    log = TurnLog(database, "here")
    await log.receive(message("m1"), NOW)
    with pytest.raises(NotPermitted):
        await log.receive(message("m2", user="u2"), NOW)
    with pytest.raises(NotPermitted):
        await log.receive(message("m1", user="u2"), NOW)
    with pytest.raises(NotPermitted):
        await log.receive(message("m2").model_copy(update={"channel": "web"}), NOW)
    async with database.read() as session:
        assert await session.scalar(select(func.count()).select_from(TurnRow)) == 1


@pytest.mark.parametrize("broken", [{"id": ""}, {"conversation": "c" * 256}, {"user": ""}])
async def test_ids_have_a_length(database: Database, broken: dict[str, str]) -> None:
    with pytest.raises(InvalidArguments):
        await TurnLog(database, "here").receive(message("m1").model_copy(update=broken), NOW)


async def test_recent_gives_the_last_exchanges_in_order(database: Database) -> None:
    log = TurnLog(database, "here")
    for number in range(12):
        await carry_out(log, message(f"m{number}"), lambda _: None)
    assert [exchange.question for exchange in await log.recent("c1", 3, 1000)] == ["m9", "m10", "m11"]
    assert len(await log.recent("c1", 50, 1000)) == 10
    assert await log.recent("elsewhere", 3, 1000) == ()


async def test_a_contact_is_made_once_and_follows_its_channel(url: str, database: Database) -> None:
    other = Database(url)

    async def meet(where: Database, role: Role, enterprise: str | None) -> tuple[str, str | None, str]:
        async with where.transaction() as session:
            identity = await resolve(session, "web", "wx-1", role, enterprise, NOW)
        return identity.contact_id, identity.enterprise_id, identity.role

    met = await asyncio.gather(*(meet(where, "enterprise", None) for where in (database, other) * 5))
    await other.close()
    assert len(set(met)) == 1
    contact = met[0][0]
    assert met[0] == (contact, None, "enterprise")
    assert await meet(database, "enterprise", "e1") == (contact, "e1", "enterprise")
    assert await meet(database, "operator", None) == (contact, "e1", "operator")
    async with database.read() as session:
        row = (await session.scalars(select(Contact))).one()
    assert (row.role, row.enterprise_id) == ("operator", "e1")


async def test_two_processes_keep_the_order(url: str) -> None:
    await two_processes_keep_the_order(url, 25)


async def test_a_dead_process_is_taken_over_from(url: str) -> None:
    await a_dead_process_is_taken_over_from(url)
