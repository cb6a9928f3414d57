"""Sending of follow-ups on a real SQLite file."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from tests.fakes.occasions import Rows
from tests.fakes.sending import Sending
from tests.fakes.sending_aftermath import Aftermath
from tests.fakes.sending_held_back import HeldBack
from tests.fakes.wechat_account import migrated
from tools.database.engine import Database

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database that is up to date, and not to be written to."""
    return migrated(tmp_path_factory.mktemp("follow_ups") / "empty.db")


@pytest.fixture
async def rows(empty: Path, tmp_path: Path) -> AsyncIterator[Rows]:
    database = Database(f"sqlite:///{shutil.copy(empty, tmp_path / 'shuzhi.db')}")
    yield Rows(database)
    await database.close()


class TestOnSQLite(Sending, HeldBack, Aftermath):
    """The promises of sending, on a file."""
