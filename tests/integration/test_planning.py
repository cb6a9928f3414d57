"""Planning of follow-ups on a real SQLite file."""

from __future__ import annotations

import asyncio
import shutil
from typing import TYPE_CHECKING

import pytest

from tests.fakes.occasions import Rows
from tests.fakes.planning import Planning
from tests.fakes.planning_campaigns import Campaigns
from tools.database.engine import Database

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path


@pytest.fixture(scope="module")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("planning") / "shuzhi.db"
    asyncio.run(made(path))
    return path


async def made(path: Path) -> None:
    database = Database(f"sqlite:///{path}")
    await database.migrate()
    await database.close()


@pytest.fixture
async def rows(migrated: Path, tmp_path: Path) -> AsyncIterator[Rows]:
    database = Database(f"sqlite:///{shutil.copy(migrated, tmp_path)}")
    yield Rows(database)
    await database.close()


class TestOnSQLite(Planning):
    """The promises of planning, on a file."""


class TestCampaignsOnSQLite(Campaigns):
    """The same of campaigns and changed rules."""
