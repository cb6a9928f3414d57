"""The short way to the driver, beside SQLAlchemy's, in one transaction."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import bindparam, func, select, update
from sqlalchemy.exc import IntegrityError, StatementError

from tools.database.engine import Database
from tools.database.models import Contact, Received
from tools.database.repositories.contacts import ContactRepository
from tools.database.repositories.inbox import InboxRepository, Posted
from tools.database.sessions import Prepared, places, room, spread

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from tools.database.engine import Session

NOW = datetime(2026, 11, 26, 4, 0, tzinfo=UTC)
ROLE = Prepared(select(Contact.role).where(Contact.external_id == bindparam("named")))
RENAME = Prepared(update(Contact).values(external_id=bindparam("new")).where(Contact.external_id == bindparam("old")))


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    database = Database(f"sqlite:///{tmp_path / 'shuzhi.db'}")
    await database.migrate()
    yield database
    await database.close()


async def add(session: Session, name: str) -> None:
    await ContactRepository(session).add("web", name, "enterprise", None, NOW)


async def count(session: Session) -> int:
    return int(await session.scalar(select(func.count()).select_from(Contact)) or 0)


async def test_both_ways_are_one_transaction_whichever_comes_first(database: Database) -> None:
    async with database.transaction() as session:
        await add(session, "short")
        session.add(Contact(id="1", channel="web", external_id="long", role="operator", created_at=NOW))
        assert (await session.one(ROLE, {"named": "long"})).role == "operator"  # it was flushed before
        assert await count(session) == 2
    async with database.transaction() as session:
        assert await count(session) == 2
        await add(session, "third")
        assert await count(session) == 3
    async with database.read() as session:
        assert [row.role for row in await session.run(ROLE, {"named": "third"})] == ["enterprise"]
        assert await count(session) == 3


@pytest.mark.parametrize("ways", [1, 2])
async def test_what_fails_leaves_nothing_of_either_way(database: Database, ways: int) -> None:
    async def fail() -> None:
        async with database.transaction() as session:
            await add(session, "gone")
            if ways > 1:
                session.add(Contact(id="1", channel="web", external_id="too", role="operator", created_at=NOW))
                await session.flush()
            raise LookupError

    with pytest.raises(LookupError):
        await fail()
    async with database.read() as session:
        assert await count(session) == 0


async def test_what_is_cancelled_leaves_nothing_and_gives_its_connection_back(database: Database) -> None:
    begun = asyncio.Event()

    async def wait() -> None:
        async with database.transaction() as session:
            await add(session, "gone")
            begun.set()
            await asyncio.Event().wait()

    task = asyncio.create_task(wait())
    await begun.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    async with asyncio.timeout(5), database.transaction() as session:
        assert await count(session) == 0


async def test_a_session_that_reads_writes_nothing(database: Database) -> None:
    async with database.read() as session:
        await add(session, "gone")
    async with database.read() as session:
        assert await count(session) == 0


async def test_values_come_back_as_what_they_are(database: Database) -> None:
    content = {"text": "中文\x00", "list": [1, None, 2.5]}
    async with database.transaction() as session:
        rows = await InboxRepository(session).store(
            [Posted("k", "wechat", "u", content, NOW, answered=False)], "me", NOW
        )
    async with database.read() as session:
        kept = await session.scalar(select(Received))
    assert kept is not None
    assert rows["k"].content == kept.content == {"text": "中文", "list": [1, None, 2.5]}
    assert rows["k"].received_at == kept.received_at == NOW
    assert rows["k"].finished_at is kept.finished_at is None


async def test_what_the_database_refuses_is_told_as_sqlalchemy_tells_it(database: Database) -> None:
    async with database.transaction() as session:
        await add(session, "one")
        await add(session, "two")
    with pytest.raises(IntegrityError) as refused:
        async with database.transaction() as session:
            await session.run(RENAME, {"old": "one", "new": "two"})
    assert refused.value.params is None  # they hold what people say, and errors go to the log
    with pytest.raises(StatementError):
        async with database.read() as session:
            await session.run(ROLE, {"named": object()})
    with pytest.raises(StatementError):
        async with database.read() as session:
            await session.run(ROLE, {})


async def test_a_list_in_one_parameter_is_refused(database: Database) -> None:
    listed = Prepared(select(Contact.id).where(Contact.id.in_(bindparam("these", expanding=True))))
    with pytest.raises(ValueError, match="one value"):
        async with database.read() as session:
            await session.run(listed, {"these": ["1"]})


@given(st.lists(st.text(), min_size=1, max_size=70))
def test_a_list_fills_its_places_and_names_nothing_else(values: list[str]) -> None:
    spaces = room(len(values))
    assert len(values) <= spaces < 2 * len(values)
    filled = spread("these", values)
    assert set(filled) == {place.key for place in places("these", spaces)}
    assert set(filled.values()) == set(values)
