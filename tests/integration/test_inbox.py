"""Messages are stored before anything is done about them, once however often they are posted, and never forgotten."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import select
from sqlalchemy.exc import StatementError

from assistant.grouping import MOST_AT_ONCE
from assistant.inbox import AT_A_TIME, KEPT, LEASE, Inbox, Post
from assistant.processes import own_name
from tests.fakes.wechat_account import migrated
from tests.fakes.wechat_server import Clock, openid
from tools.database.engine import Database
from tools.database.models import Audience, Received

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from tools.database.models.base import Model

START = datetime(2026, 11, 26, 4, 0, tzinfo=UTC)
ALICE, BOB = openid(1), openid(2)
SECOND = timedelta(seconds=1)


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A database that is up to date."""
    return migrated(tmp_path_factory.mktemp("inbox") / "empty.db").read_bytes()


@pytest.fixture
def clock() -> Clock:
    return Clock(START)


class Process:
    """A process's view of the inbox."""

    def __init__(self, path: Path, clock: Clock, name: str | None = None) -> None:
        self.database, self.clock = Database(f"sqlite:///{path}"), clock
        self.inbox = Inbox(self.database, "wechat", name or own_name(), clock)

    def post(self, key: str, user: str = ALICE, **values: Any) -> Post:
        given: dict[str, Any] = {"content": {"text": key}, "at": self.clock(), "sent_at": self.clock()}
        return Post(key=key, user=user, **given | values)

    async def heard(self, key: str, **values: Any) -> None:
        """Store a message, and then let a second go by."""
        await self.inbox.store(self.post(key, **values))
        self.clock.advance(1)

    async def rows(self, model: type[Model] = Received) -> list[Any]:
        async with self.database.read() as session:
            return list((await session.scalars(select(model))).all())

    async def allowance(self, user: str = ALICE) -> tuple[int, datetime | None, bool]:
        (row,) = [row for row in await self.rows(Audience) if row.user == user]
        return row.left, row.until, row.following


@pytest.fixture
async def process(empty: bytes, tmp_path: Path, clock: Clock) -> AsyncIterator[Process]:
    path = tmp_path / "inbox.db"
    path.write_bytes(empty)
    opened = Process(path, clock)
    yield opened
    await opened.database.close()


@asynccontextmanager
async def another(process: Process, tmp_path: Path, name: str | None = None) -> AsyncIterator[Process]:
    """Open the same inbox from another process."""
    opened = Process(tmp_path / "inbox.db", process.clock, name)
    yield opened
    await opened.database.close()


async def test_the_same_message_posted_three_times_at_once_is_one_message(process: Process) -> None:
    stored = await asyncio.gather(*(process.inbox.store(process.post("a")) for _ in range(3)))
    assert sorted(one.posts for one in stored) == [1, 2, 3]
    assert {one.id for one in stored} == {row.id for row in await process.rows()}
    assert not any(one.answered for one in stored)


async def test_two_processes_store_a_message_once(process: Process, tmp_path: Path) -> None:
    async with another(process, tmp_path) as other:
        stored = await asyncio.gather(*(place.inbox.store(place.post("a")) for place in (process, other) * 5))
    assert sorted(one.posts for one in stored) == list(range(1, 11))
    assert len(await process.rows()) == 1


async def test_what_arrives_together_is_stored_together_and_each_gets_its_own(process: Process) -> None:
    keys = [str(number) for number in range(3 * MOST_AT_ONCE)]
    stored = await asyncio.gather(*(process.inbox.store(process.post(key, openid(int(key)))) for key in keys * 2))
    assert [one.content["text"] for one in stored] == keys * 2
    assert [one.posts for one in stored] == [1] * len(keys) + [2] * len(keys)
    assert len(await process.rows()) == len(keys)


async def test_what_cannot_be_stored_is_told_to_all_it_stood_with_and_to_nobody_else(process: Process) -> None:
    first = asyncio.create_task(process.inbox.store(process.post("first")))
    await asyncio.sleep(0)
    failing = [process.inbox.store(process.post(key, content={"text": object()})) for key in "ab"]
    with pytest.raises(StatementError):
        await asyncio.gather(*failing)
    assert (await first).posts == 1
    assert (await process.inbox.store(process.post("a"))).posts == 1
    await process.inbox.close()
    assert {row.key for row in await process.rows()} == {"first", "a"}


async def test_a_message_is_its_process_s_own_until_its_claim_lapses(process: Process, tmp_path: Path) -> None:
    await process.heard("a")
    async with another(process, tmp_path) as other:
        assert await other.inbox.left_behind() == []
        process.clock.set(START + LEASE - SECOND)
        assert await other.inbox.left_behind() == []
        process.clock.set(START + LEASE)
        taken = await other.inbox.left_behind()
        assert [(one.content, one.attempts) for one in taken] == [({"text": "a"}, 1)]
        assert await process.inbox.left_behind() == []


async def test_a_process_keeps_what_it_works_on_and_lets_go_of_what_it_forgot(process: Process) -> None:
    working = await process.inbox.store(process.post("a"))
    await process.heard("b")
    process.clock.set(START + LEASE - SECOND)
    await process.inbox.renew({working.id})
    await process.inbox.renew(())
    process.clock.set(START + LEASE)
    assert [one.content["text"] for one in await process.inbox.left_behind()] == ["b"]
    process.clock.set(START + 2 * LEASE)
    assert {one.content["text"] for one in await process.inbox.left_behind()} == {"a", "b"}


async def test_what_is_given_up_for_now_is_taken_up_when_it_is_time(process: Process) -> None:
    stored = await process.inbox.store(process.post("a"))
    await process.inbox.let_go(stored, START + 5 * SECOND)
    assert await process.inbox.left_behind() == []
    process.clock.advance(5)
    (again,) = await process.inbox.left_behind()
    assert (again.id, again.attempts) == (stored.id, 1)
    await process.inbox.drop(again)
    process.clock.advance(LEASE)
    assert await process.inbox.left_behind() == []


async def test_what_is_left_behind_is_taken_up_in_order_a_few_at_a_time_and_once(
    process: Process, tmp_path: Path
) -> None:
    for number in range(AT_A_TIME + 10):
        await process.heard(str(number))
    process.clock.advance(LEASE)
    async with another(process, tmp_path) as other:
        taken = await asyncio.gather(process.inbox.left_behind(), other.inbox.left_behind())
    first, second = ([one.content["text"] for one in part] for part in sorted(taken, key=len, reverse=True))
    assert first == [str(number) for number in range(AT_A_TIME)]
    assert second == [str(number) for number in range(AT_A_TIME, AT_A_TIME + 10)]


async def test_a_restarted_process_has_at_once_what_the_one_before_it_left(process: Process, tmp_path: Path) -> None:
    await process.heard("a")
    async with another(process, tmp_path) as restarted:
        await restarted.inbox.recover()  # of the same number on the same machine
        (left,) = await restarted.inbox.left_behind()
        assert left.content == {"text": "a"}
        await restarted.inbox.drop(left)
    async with another(process, tmp_path, "elsewhere:1:0") as elsewhere:
        await elsewhere.heard("b")
    await process.inbox.recover()
    assert await process.inbox.left_behind() == []


async def test_a_repeated_message_is_known_for_days_and_then_forgotten(process: Process) -> None:
    stored = await process.inbox.store(process.post("a"))
    await process.inbox.drop(stored)
    process.clock.set(START + KEPT - SECOND)
    await process.inbox.tidy()
    again = await process.inbox.store(process.post("a"))
    assert (again.id, again.posts, again.answered) == (stored.id, 2, True)
    process.clock.set(START + KEPT + SECOND)
    await process.inbox.store(process.post("b"))
    await process.inbox.tidy()
    assert [row.key for row in await process.rows()] == ["b"]


async def test_what_only_tells_something_needs_no_answer(process: Process) -> None:
    assert (await process.inbox.store(process.post("a", answered=True))).answered
    process.clock.advance(LEASE)
    assert await process.inbox.left_behind() == []


async def test_what_a_user_does_says_what_may_be_sent_to_them(process: Process) -> None:
    await process.heard("follows", trigger="tap", following=True)
    assert await process.allowance() == (3, START + 50 * SECOND, True)
    await process.heard("writes", trigger="message")
    assert await process.allowance() == (5, START + SECOND + timedelta(hours=48, minutes=-5), True)
    await process.heard("taps", trigger="tap")
    assert await process.allowance() == (3, START + 52 * SECOND, True)
    await process.heard("opens a page")
    assert await process.allowance() == (3, START + 52 * SECOND, True)
    await process.heard("leaves", following=False)
    assert await process.allowance() == (0, None, False)
    await process.heard("comes back", trigger="tap", following=True)
    assert await process.allowance() == (3, START + 55 * SECOND, True)


async def test_a_repeated_post_grants_nothing_anew(process: Process) -> None:
    await process.heard("a", trigger="tap")
    before = await process.allowance()
    await process.heard("a", trigger="tap")
    assert await process.allowance() == before


async def test_what_several_do_at_once_is_noted_for_each(process: Process) -> None:
    posts = [
        process.post("1", ALICE, trigger="message"),
        process.post("2", BOB, trigger="tap"),
        process.post("3", ALICE, trigger="tap"),
        process.post("4", BOB, following=False),
    ]
    await asyncio.gather(*(process.inbox.store(post) for post in posts))
    assert await process.allowance(ALICE) == (3, START + 50 * SECOND, True)
    assert await process.allowance(BOB) == (0, None, False)
