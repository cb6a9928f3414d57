"""Values all processes share on PostgreSQL: the same promises as on SQLite."""

from __future__ import annotations

import asyncio
import os
from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import uuid4

import psycopg
import pytest

from assistant.sharing import LEASE, Fresh, NotRenewed, SharedValues
from tests.fakes.front_desk import Clock
from tests.fakes.storm import survive
from tools.database.engine import Database
from tools.database.repositories.shared import SharedValueRepository

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator

SERVER = os.environ.get("TEST_POSTGRESQL_URL", "postgresql://postgres@127.0.0.1:5432/postgres")
NAME = "token"
HOURS = timedelta(hours=2)


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


async def test_eight_that_reach_for_the_lease_fetch_once(database: Database) -> None:
    clock, fetched = Clock(), 0

    async def fetch() -> Fresh:
        nonlocal fetched
        fetched += 1
        return Fresh(f"v{fetched}", clock.now + HOURS)

    processes = [SharedValues(database, clock, f"process-{number}") for number in range(8)]
    assert await asyncio.gather(*(process.renewed(NAME, None, fetch) for process in processes)) == ["v1"] * 8
    assert await asyncio.gather(*(process.renewed(NAME, "v1", fetch) for process in processes)) == ["v2"] * 8
    results = await asyncio.gather(
        *(process.renewed(NAME, "v2", fetch) for process in processes), return_exceptions=True
    )
    assert {type(result) for result in results} == {NotRenewed}
    assert fetched == 2
    await asyncio.gather(*(process.put("fact", "yes", clock.now + HOURS) for process in processes))
    assert await processes[0].get("fact", kept=False) == "yes"


async def test_the_lease_goes_to_one_until_it_lapses(database: Database) -> None:
    clock = Clock()

    async def take(holder: str) -> bool:
        async with database.transaction() as session:
            return await SharedValueRepository(session).take(
                NAME, None, holder, now=clock.now, until=clock.now + LEASE, interval=timedelta(seconds=30)
            )

    assert sum(await asyncio.gather(*(take(str(number)) for number in range(8)))) == 1
    clock.pass_by(seconds=LEASE.total_seconds())
    assert sum(await asyncio.gather(*(take(str(number)) for number in range(8)))) == 1


async def test_eight_processes_survive_a_refused_token(url: str) -> None:
    await survive(url)
