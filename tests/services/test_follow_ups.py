"""Sending of follow-ups on PostgreSQL: what is promised of it, and four schedulers that are killed all the while."""

from __future__ import annotations

import asyncio
import os
from contextlib import contextmanager
from typing import TYPE_CHECKING
from uuid import uuid4

import psycopg
import pytest

from tests.fakes.follow_up_kills import live_through
from tests.fakes.occasions import Rows
from tests.fakes.sending import Sending
from tests.fakes.sending_aftermath import Aftermath
from tests.fakes.sending_held_back import HeldBack
from tools.database.engine import Database

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator
    from pathlib import Path

SERVER = os.environ.get("TEST_POSTGRESQL_URL", "postgresql://postgres@127.0.0.1:5432/postgres")
ROWS = int(os.environ.get("TEST_FOLLOW_UPS", "400"))
"""How many are sent; ``python -m tests.fakes.follow_up_kills`` sends 10,000."""


@contextmanager
def database(template: str = "template1") -> Iterator[str]:
    """A database of its own; gives its address."""
    name = f"shuzhi_test_{uuid4().hex}"
    with psycopg.connect(SERVER, autocommit=True, connect_timeout=5) as server:
        server.execute(f"CREATE DATABASE {name} TEMPLATE {template}")
        try:
            yield f"{SERVER.rpartition('/')[0]}/{name}"
        finally:
            server.execute(f"DROP DATABASE {name} WITH (FORCE)")


async def _migrate(url: str) -> None:
    migrating = Database(url)
    await migrating.migrate()
    await migrating.close()


@pytest.fixture(scope="module")
def empty() -> Iterator[str]:
    """The name of a database that is up to date, and not to be written to."""
    with database() as url:
        asyncio.run(_migrate(url))
        yield url.rpartition("/")[2]


@pytest.fixture
async def rows(empty: str) -> AsyncIterator[Rows]:
    with database(empty) as url:
        opened = Database(url)
        yield Rows(opened)
        await opened.close()


class TestOnPostgreSQL(Sending, HeldBack, Aftermath):
    """The promises of sending, on a server."""


async def test_schedulers_that_are_killed_double_nothing_and_lose_nothing(
    built_library: Path, empty: str, tmp_path: Path
) -> None:
    with database(empty) as url:
        outcome = await live_through(built_library, tmp_path, url, ROWS, processes=4, within=600)
    assert not outcome.wrong, str(outcome)
    assert outcome.kills
    assert outcome.rows == ROWS // 4 * 4
    # The caps were not only kept: they were reached.
    assert outcome.at_caps > outcome.rows / 20
    assert {state for state, _ in outcome.states} >= {"sent", "task", "cancelled"}
