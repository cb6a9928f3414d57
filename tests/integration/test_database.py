"""The database as a real SQLite file: migrations, transactions, what is stored."""

from __future__ import annotations

import asyncio
import sqlite3
import subprocess
import sys
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, func, select, text
from sqlalchemy.exc import IntegrityError

from assistant.history import TurnLog
from tests.fakes.speaker import ROOT, carry_out, message
from tools.database import migrations
from tools.database.engine import Database, SchemaError
from tools.database.migrations import HEAD
from tools.database.models import Enterprise, Model
from tools.database.repositories.enterprises import EnterpriseRepository
from tools.database.repositories.turns import ToolWriteRepository, TurnRepository
from tools.kit.errors import Unavailable

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

NOW = datetime(2026, 11, 23, 1, 2, 3, tzinfo=UTC)

MIGRATE = """
import asyncio, sys
from tools.database.engine import Database
async def main():
    database = Database(sys.argv[1])
    await database.migrate()
    await database.close()
    print("alembic" in sys.modules)
asyncio.run(main())
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "var" / "shuzhi.db"


@pytest.fixture
async def database(path: Path) -> AsyncIterator[Database]:
    database = Database(f"sqlite:///{path}")
    await database.migrate()
    yield database
    await database.close()


def test_head_is_the_newest_revision() -> None:
    script = ScriptDirectory(str(Path(migrations.__file__).parent))
    assert script.get_heads() == [HEAD]


async def test_the_models_are_what_the_migrations_make(database: Database) -> None:
    def differences(connection: Connection) -> list[object]:
        return list(compare_metadata(MigrationContext.configure(connection), Model.metadata))

    async with database.read() as session:
        assert await (await session.connection()).run_sync(differences) == []


def test_processes_that_start_together_migrate_once_and_later_ones_without_alembic(path: Path) -> None:
    command = [sys.executable, "-c", MIGRATE, f"sqlite:///{path}"]
    started = [subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE) for _ in range(4)]
    outputs = [process.communicate(timeout=60)[0] for process in started]
    assert [process.returncode for process in started] == [0] * 4
    assert b"True\n" in outputs
    assert subprocess.run(command, cwd=ROOT, capture_output=True, check=True).stdout == b"False\n"


async def test_a_database_of_a_newer_version_is_refused(database: Database) -> None:
    async with database.transaction() as session:
        await session.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(SchemaError):
        await database.migrate()
    assert await database.revision() == "9999"


async def test_a_migration_that_fails_leaves_nothing_behind(path: Path) -> None:
    path.parent.mkdir()
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE complaints (id TEXT)")
    database = Database(f"sqlite:///{path}")
    with pytest.raises(Exception, match="complaints"):
        await database.migrate()
    assert await database.revision() is None
    async with database.read() as session:
        tables = (await session.scalars(text("SELECT name FROM sqlite_master WHERE type = 'table'"))).all()
    await database.close()
    assert tables == ["complaints"]


async def test_a_transaction_that_raises_writes_nothing(database: Database) -> None:
    async def write() -> None:
        async with database.transaction() as session:
            await EnterpriseRepository(session).ensure("e1", verified=True, now=NOW)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await write()
    async with database.read() as session:
        assert await EnterpriseRepository(session).get("e1") is None


async def test_a_cancelled_transaction_writes_nothing_and_the_next_one_runs(database: Database) -> None:
    entered = asyncio.Event()

    async def write() -> None:
        async with database.transaction() as session:
            await EnterpriseRepository(session).ensure("e1", verified=True, now=NOW)
            entered.set()
            await asyncio.Event().wait()

    task = asyncio.create_task(write())
    await entered.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    async with database.transaction() as session:
        assert await EnterpriseRepository(session).get("e1") is None
        await EnterpriseRepository(session).ensure("e2", verified=True, now=NOW)
    async with database.read() as session:
        assert await EnterpriseRepository(session).get("e2") is not None


async def test_a_write_waits_for_another_process_without_holding_up_the_loop(database: Database, path: Path) -> None:
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")

    async def write() -> None:
        async with database.transaction() as session:
            await EnterpriseRepository(session).ensure("e1", verified=True, now=NOW)

    task = asyncio.create_task(write())
    await asyncio.sleep(0.05)
    assert not task.done()
    other.execute("COMMIT")
    await asyncio.wait_for(task, 5)
    other.close()


async def test_a_database_that_stays_locked_is_unavailable_to_writers_and_usable_again_later(path: Path) -> None:
    database = Database(f"sqlite:///{path}", busy=0.05)
    await database.migrate()
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(Unavailable):
        async with database.transaction() as session:
            await EnterpriseRepository(session).ensure("e1", verified=True, now=NOW)
    async with database.read() as session:
        assert await session.scalar(select(func.count()).select_from(Enterprise)) == 0
    other.execute("ROLLBACK")
    other.close()
    async with database.transaction() as session:
        await EnterpriseRepository(session).ensure("e1", verified=True, now=NOW)
    await database.close()


async def test_times_come_back_in_utc_and_need_a_zone(database: Database) -> None:
    local = datetime(2026, 11, 23, 9, 2, 3, 456789, tzinfo=timezone(timedelta(hours=8)))
    async with database.transaction() as session:
        await EnterpriseRepository(session).ensure("e1", verified=False, now=local)
    async with database.read() as session:
        enterprise = await EnterpriseRepository(session).get("e1")
    assert enterprise is not None
    assert enterprise.created_at == local
    assert enterprise.created_at.utcoffset() == timedelta(0)
    with pytest.raises(Exception, match="time zone"):
        async with database.transaction() as session:
            await EnterpriseRepository(session).ensure("e2", verified=False, now=local.replace(tzinfo=None))


async def test_what_a_tool_wrote_is_found_again_under_its_turn_and_arguments(database: Database) -> None:
    log = TurnLog(database, "here")
    await carry_out(log, message("m1"), lambda _: None)
    async with database.transaction() as session:
        turn = await TurnRepository(session).of_message("c1", "m1")
        assert turn is not None
        await ToolWriteRepository(session).record(turn.id, "ticket", {"a": 1, "b": "中"}, {"ticket": "T1"}, NOW)
    async with database.read() as session:
        writes = ToolWriteRepository(session)
        assert await writes.find(turn.id, "ticket", {"b": "中", "a": 1}) == {"ticket": "T1"}
        assert await writes.find(turn.id, "ticket", {"b": "中", "a": 2}) is None
        assert await writes.find(turn.id, "erasure", {"b": "中", "a": 1}) is None
        assert await writes.find("another", "ticket", {"b": "中", "a": 1}) is None

    async def write_twice() -> None:
        async with database.transaction() as session:
            await EnterpriseRepository(session).ensure("twice", verified=True, now=NOW)
            await ToolWriteRepository(session).record(turn.id, "ticket", {"b": "中", "a": 1}, {"ticket": "T2"}, NOW)

    with pytest.raises(IntegrityError):
        await write_twice()
    async with database.read() as session:
        assert await EnterpriseRepository(session).get("twice") is None


async def test_references_are_checked(database: Database) -> None:
    with pytest.raises(IntegrityError):
        async with database.transaction() as session:
            await ToolWriteRepository(session).record("no turn", "ticket", {}, {}, NOW)


@pytest.mark.parametrize("url", ["mysql://user:secret@host/name", "user:secret", "oracle:///x"])
def test_an_address_of_another_kind_is_refused_without_its_password(url: str) -> None:
    with pytest.raises(ValueError, match="sqlite:///") as refused:
        Database(url)
    assert "secret" not in str(refused.value)
