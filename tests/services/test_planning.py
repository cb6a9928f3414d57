"""Planning of follow-ups on a real PostgreSQL server, where planners do run side by side."""

from __future__ import annotations

import asyncio
import os
from typing import TYPE_CHECKING
from uuid import uuid4

import psycopg
import pytest

from tests.fakes.occasions import Rows
from tests.fakes.planning import Planning
from tests.fakes.planning_campaigns import Campaigns
from tools.database.engine import Database
from tools.database.models import Model

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator

SERVER = os.environ.get("TEST_POSTGRESQL_URL", "postgresql://postgres@127.0.0.1:5432/postgres")


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    name = f"shuzhi_test_{uuid4().hex}"
    with psycopg.connect(SERVER, autocommit=True, connect_timeout=5) as server:
        server.execute(f"CREATE DATABASE {name}")
        address = f"{SERVER.rpartition('/')[0]}/{name}"
        asyncio.run(migrated(address))
        yield address
        server.execute(f"DROP DATABASE {name} WITH (FORCE)")


async def migrated(url: str) -> None:
    database = Database(url)
    await database.migrate()
    await database.close()


@pytest.fixture
async def rows(url: str) -> AsyncIterator[Rows]:
    with psycopg.connect(url, autocommit=True) as server:
        server.execute(f"TRUNCATE {', '.join(Model.metadata.tables)} CASCADE")
    database = Database(url)
    yield Rows(database)
    await database.close()


class TestOnPostgreSQL(Planning):
    """The promises of planning, on a server."""


class TestCampaignsOnPostgreSQL(Campaigns):
    """The same of campaigns and changed rules."""
