"""On PostgreSQL: one alarm for an answer that is late, whoever looks, and an inbox that is shown once."""

from __future__ import annotations

import asyncio
import os
from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import uuid4

import psycopg
import pytest

from assistant.outbox import EXPIRES
from assistant.reminders import Reminders
from assistant.watch import Watch
from tests.fakes.front_desk import Clock
from tools.database.engine import Database
from tools.database.models import Audience, Contact, Conversation, Enterprise, FollowUp
from tools.database.repositories.outbox import LATE, OutboxRepository

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator

SERVER = os.environ.get("TEST_POSTGRESQL_URL", "postgresql://postgres@127.0.0.1:5432/postgres")
AT_ONCE = 6


@pytest.fixture
def url() -> Iterator[str]:
    name = f"shuzhi_test_{uuid4().hex}"
    with psycopg.connect(SERVER, autocommit=True, connect_timeout=5) as server:
        server.execute(f"CREATE DATABASE {name}")
        yield f"{SERVER.rpartition('/')[0]}/{name}"
        server.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
async def database(url: str) -> AsyncIterator[Database]:
    database = Database(url)
    await database.migrate()
    yield database
    await database.close()


async def test_of_all_who_look_one_raises_the_alarm(database: Database) -> None:
    clock = Clock()
    audience = {"channel": "wechat", "following": True, "blocked": None, "left": 4, "until": clock.now + LATE * 9}
    async with database.transaction() as session:
        for user in ("ann", "bob"):
            session.add(Audience(user=user, updated_at=clock.now, **audience))
            await OutboxRepository(session).add(
                channel="wechat",
                user=user,
                cause=user,
                purpose="answer",
                turn_id=None,
                content={},
                due_at=clock.now,
                expires_at=clock.now + EXPIRES,
                now=clock.now,
            )
    clock.pass_by(minutes=11)
    watches = [Watch(database, clock) for _ in range(AT_ONCE)]
    raised = await asyncio.gather(*(watch.alarms() for watch in watches))
    assert len([late for found in raised for late in found]) == 2
    assert [await watch.alarms() for watch in watches] == [[]] * AT_ONCE
    assert (await watches[0].figures()).overdue == 2
    async with database.transaction() as session:
        await OutboxRepository(session).forget(clock.now + EXPIRES * 2)
    assert len(await watches[0].alarms()) == 2  # what was noted is forgotten with the rest, and no sooner


async def test_of_all_pages_that_open_one_shows_what_waits(database: Database) -> None:
    clock = Clock()
    async with database.transaction() as session:
        session.add(Enterprise(id="firm", name="厂", verified=False, created_at=clock.now))
        await session.flush()
        session.add(
            Contact(
                id="ann",
                channel="web",
                external_id="ann",
                role="enterprise",
                enterprise_id="firm",
                created_at=clock.now,
            )
        )
        await session.flush()
        session.add(Conversation(id="old", contact_id="ann", channel="web", created_at=clock.now, updated_at=clock.now))
        session.add(
            FollowUp(
                id="one",
                enterprise_id="firm",
                contact_id="ann",
                rule="diagnosis_unfinished",
                step="day1",
                period="a",
                purpose="diagnosis",
                state="sent",
                route="web",
                text="还差8题。",
                press={"title": "接着答", "tool": "start_diagnosis", "arguments": {}},
                attempts=1,
                due_at=clock.now,
                expires_at=clock.now + timedelta(days=7),
                created_at=clock.now,
                told_at=clock.now,
                ended_at=clock.now,
            )
        )
    reminders = Reminders(database, clock)
    shown = await asyncio.gather(*(reminders.take("web", "ann", f"tab-{number}") for number in range(AT_ONCE)))
    assert [one.reply.text for found in shown for one in found] == ["还差8题。"]
    assert [told.text for told in await reminders.recent("ann")] == ["还差8题。"]
