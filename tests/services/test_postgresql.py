"""The database as a real PostgreSQL server: the same promises as on SQLite."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from uuid import uuid4

import psycopg
import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, text

from assistant.history import TurnLog
from assistant.messages import Reply
from assistant.records import Records
from tests.fakes.speaker import (
    ROOT,
    a_dead_process_is_taken_over_from,
    carry_out,
    chain,
    message,
    two_processes_keep_the_order,
)
from tools.database.engine import Database
from tools.database.models import Model
from tools.kit.errors import NotPermitted
from tools.kit.tool import Pending, Suggestion

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator

SERVER = os.environ.get("TEST_POSTGRESQL_URL", "postgresql://postgres@127.0.0.1:5432/postgres")
OPEN = Pending(tool="read_clause", slot="clause")
NOW = datetime(2026, 11, 23, 1, 2, 3, tzinfo=UTC)

MIGRATE = """
import asyncio, sys
from tools.database.engine import Database
async def main():
    database = Database(sys.argv[1])
    await database.migrate()
    await database.close()
asyncio.run(main())
"""


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


async def test_the_models_are_what_the_migrations_make(database: Database) -> None:
    def differences(connection: Connection) -> list[object]:
        return list(compare_metadata(MigrationContext.configure(connection), Model.metadata))

    async with database.read() as session:
        assert await (await session.connection()).run_sync(differences) == []


def test_processes_that_start_together_migrate_once(url: str) -> None:
    command = [sys.executable, "-c", MIGRATE, url]
    started = [subprocess.Popen(command, cwd=ROOT) for _ in range(4)]
    assert [process.wait(timeout=60) for process in started] == [0] * 4
    with psycopg.connect(url) as connection:
        assert connection.execute("SELECT count(*) FROM alembic_version").fetchone() == (1,)


async def test_a_reply_comes_back_as_it_was_stored(database: Database) -> None:
    log = TurnLog(database, "here")
    turn = await log.receive(message("m1", text="8.3.1\x00讲什么", arguments={"z": 1, "a": "\x00\ud83d"}), NOW)
    claim = await log.claim(turn)
    assert claim is not None
    suggestion = Suggestion(title="继续", tool="explain", arguments={"z": 1, "a": [1.5, None, True]})
    reply = Reply(id=turn.id, text="要点 😀", suggestions=(suggestion,))
    await log.finish(claim, reply, None, OPEN, NOW)
    again = await log.receive(message("m1"), NOW)
    assert again.reply == reply
    assert list(again.reply.suggestions[0].arguments) == ["z", "a"]
    assert again.message.now == NOW
    thread = await Records(database).thread(turn.identity.contact_id, "c1")
    assert (thread.turns[0].text, thread.turns[0].arguments) == ("8.3.1讲什么", {"z": 1, "a": "?"})
    assert thread.turns[0].created_at == NOW


async def test_times_are_utc_whatever_the_server_thinks(url: str) -> None:
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f"ALTER DATABASE {url.rpartition('/')[2]} SET timezone = 'Asia/Shanghai'")
    database = Database(url)
    await database.migrate()
    identity = await Records(database).identify("web", "u1", "enterprise", None, NOW)
    async with database.read() as session:
        shown = await session.scalar(
            text("SELECT created_at::text FROM contacts WHERE id = :id"), {"id": identity.contact_id}
        )
    await database.close()
    assert shown == "2026-11-23 01:02:03+00"


async def test_fifty_messages_from_two_logs_run_once_each_in_order(url: str, database: Database) -> None:
    other = Database(url)
    logs = TurnLog(database, "one"), TurnLog(other, "two")
    ran: list[str] = []
    replies = await asyncio.gather(
        *(carry_out(logs[number % 2], message(str(number)), ran.append) for number in range(50))
    )
    await other.close()
    assert sorted(ran, key=int) == [str(number) for number in range(50)]
    assert sorted((reply.text for reply in replies), key=lambda text: int(text.split()[0])) == chain(50)


async def test_a_turn_two_processes_reach_for_is_claimed_once(url: str, database: Database) -> None:
    # The same owner in both, so that either may run what the other received.
    other = Database(url)
    logs = TurnLog(database, "same"), TurnLog(other, "same")
    for number in range(20):
        turn = await logs[0].receive(message("m", f"c{number}"), NOW)
        claims = await asyncio.gather(*(log.claim(turn) for log in logs * 2))
        assert sum(claim is not None for claim in claims) == 1
    await other.close()


async def test_a_contact_and_a_conversation_are_begun_once(url: str, database: Database) -> None:
    other = Database(url)
    logs = TurnLog(database, "one"), TurnLog(other, "two")
    turns = await asyncio.gather(*(logs[number % 2].receive(message(f"m{number}"), NOW) for number in range(8)))
    await other.close()
    assert len({turn.identity.contact_id for turn in turns}) == 1
    assert sorted(turn.seq for turn in turns) == list(range(1, 9))
    with pytest.raises(NotPermitted):
        await logs[0].receive(message("m9", user="u2"), NOW)


async def test_search_looks_in_messages_and_replies(database: Database) -> None:
    log, records = TurnLog(database, "here"), Records(database)
    turn = await log.receive(message("m1", text="什么是ERP"), NOW)
    claim = await log.claim(turn)
    assert claim is not None
    await log.finish(claim, Reply(id=turn.id, text="企业资源计划，占100%"), None, None, NOW)
    await log.receive(message("m2", "c2", text="别的100"), NOW)
    mine = turn.identity.contact_id
    for search, found in {"erp": ["c1"], "资源": ["c1"], "100%": ["c1"], "citations": []}.items():
        assert [one.id for one in (await records.conversations(mine, search=search)).summaries] == found


async def test_a_server_that_closed_its_connections_is_reached_again(url: str, database: Database) -> None:
    with psycopg.connect(SERVER, autocommit=True) as server:
        server.execute(
            "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = %s", (url.rpartition("/")[2],)
        )
    assert (await carry_out(TurnLog(database, "here"), message("m1"), lambda _: None)).text == "1 after nothing"


async def test_two_processes_keep_the_order(url: str) -> None:
    await two_processes_keep_the_order(url, 25)


async def test_a_dead_process_is_taken_over_from(url: str) -> None:
    await a_dead_process_is_taken_over_from(url)
