"""Housekeeping and ``doctor`` against PostgreSQL and Redis as they are."""

from __future__ import annotations

import asyncio
import os
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from uuid import uuid4

import psycopg
import pytest
from sqlalchemy import func, select

from assistant.administration import GRACE, Administration
from assistant.bootstrap import Application, build
from assistant.doctor import State, examine
from assistant.messages import Message
from assistant.settings import Settings
from tools.database.models import Conversation

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator
    from pathlib import Path

POSTGRESQL = os.environ.get("TEST_POSTGRESQL_URL", "postgresql://postgres@127.0.0.1:5432/postgres")
REDIS = os.environ.get("TEST_REDIS_URL", "redis://127.0.0.1:6379/9")
NOW = datetime(2026, 11, 23, 1, 2, 3, tzinfo=UTC)


@pytest.fixture
def settings(var_dir: Path) -> Iterator[Settings]:
    name = f"shuzhi_test_{uuid4().hex}"
    with psycopg.connect(POSTGRESQL, autocommit=True, connect_timeout=5) as server:
        server.execute(f"CREATE DATABASE {name}")
        url = f"{POSTGRESQL.rpartition('/')[0]}/{name}"
        yield Settings(var_dir=var_dir, database_url=url, redis_url=REDIS, log_level="WARNING")
        server.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
async def app(settings: Settings) -> AsyncIterator[Application]:
    application = build(settings, clock=lambda: NOW)
    await application.start()
    yield application
    await application.close()


async def test_doctor_finds_both_well(app: Application) -> None:
    findings = {f.part: f for f in await examine(app.settings, app.library, app.database, app.clock)}
    assert findings["redis"].state is State.WORKS
    assert (findings["database"].state, findings["database"].data["kind"]) == (State.WORKS, "PostgreSQL")


async def test_two_clocks_erase_each_conversation_once(app: Application) -> None:
    for number in range(150):
        message = Message(id="1", conversation=f"c{number}", channel="web", user="u", text="你好", now=NOW - 2 * GRACE)
        await app.conversation.reply(message)
    contact = await app.records.find_contact("web", "u")
    assert contact
    for number in range(130):
        await app.records.delete(contact, f"c{number}", NOW - GRACE - timedelta(days=1))
    administration = Administration(app.library, app.database, app.clock)
    rounds = await asyncio.gather(administration.housekeep(), administration.housekeep())
    assert sum(done.erased for done in rounds) == 130
    async with app.database.read() as session:
        assert await session.scalar(select(func.count()).select_from(Conversation)) == 20
