"""Opens the database, brings its schema up to date and hands out short transactions."""

from __future__ import annotations

import asyncio
import json
import select as sockets
import time
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, cast

from sqlalchemy import AsyncAdaptedQueuePool, Connection, event, inspect, make_url, select, table, text
from sqlalchemy import column as sql_column
from sqlalchemy.exc import ArgumentError, DisconnectionError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from tools.database.migrations import HEAD
from tools.database.models import storable
from tools.database.sessions import Session
from tools.database.sqlite import connect

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from sqlalchemy import URL
    from sqlalchemy.engine.interfaces import AdaptedConnection, DBAPIConnection, Dialect
    from sqlalchemy.pool import ConnectionPoolEntry, PoolProxiedConnection

__all__ = ["Database", "SchemaError", "Session"]

BUSY_SECONDS = 5
"""How long a write on SQLite waits for another process's."""

MIGRATION_SECONDS = 60
"""How long a start waits for another process that is migrating."""

CHECKOUT_SECONDS = 30
"""How long a transaction waits for a connection."""

RESTED_SECONDS = 30.0
"""Seconds after which a connection to PostgreSQL is asked whether it is still there before it is used again."""

_DRIVERS = {"sqlite": "sqlite+aiosqlite", "postgresql": "postgresql+psycopg", "postgres": "postgresql+psycopg"}
_POSTGRESQL_OPTIONS = " ".join(
    f"-c {name}={value}"
    for name, value in {
        "timezone": "UTC",
        "statement_timeout": "15s",
        "lock_timeout": "10s",
        "idle_in_transaction_session_timeout": "30s",
    }.items()
)
_MIGRATION_LOCK = 0x5A68_0001
"""The key of the advisory lock on PostgreSQL; any number nobody else uses."""

_VERSION = table("alembic_version", sql_column("version_num"))


class SchemaError(Exception):
    """The database is at a revision this version of the program does not know."""


class Database:
    """One database for the life of the process.

    Args:
        url: ``sqlite:///path`` or ``postgresql://user:password@host:port/name``; the driver is ours to choose.
        busy: Seconds a write on SQLite waits for another process's.

    Raises:
        ValueError: The address is of another kind; the message leaves its password out.
    """

    def __init__(self, url: str, busy: float = BUSY_SECONDS) -> None:
        self._url = _with_driver(url)
        self._engine = _open_sqlite(self._url) if self.embedded else _open_postgresql(self._url)
        self._writing, self._patience = self._engine.execution_options(patience=busy), busy

    @property
    def embedded(self) -> bool:
        """Whether it is a file (SQLite) rather than a server."""
        return self._url.get_backend_name() == "sqlite"

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[Session]:
        """Open a transaction that may write; it commits at the end of the block, or rolls back if that raises.

        Await nothing but the database inside: on SQLite everybody else who writes is waiting.
        """
        session = Session(self._writing, self._patience)
        try:
            yield session
            await session.end()
        except BaseException:
            await asyncio.shield(session.leave())  # a second cancellation must not keep the connection
            raise
        await session.leave()

    @asynccontextmanager
    async def read(self) -> AsyncIterator[Session]:
        """Open a session that only reads; what it wrote would be rolled back."""
        session = Session(self._engine, None)
        try:
            yield session
        except BaseException:
            await asyncio.shield(session.leave())
            raise
        await session.leave()

    async def migrate(self) -> None:
        """Bring the schema to ``HEAD``; of processes that start together one does it, the others wait.

        Raises:
            SchemaError: A newer version of the program has been here.
        """
        if self.embedded and self._url.database:
            Path(self._url.database).parent.mkdir(parents=True, exist_ok=True)
        if await self.revision() == HEAD:
            return
        async with self._engine.execution_options(patience=MIGRATION_SECONDS).begin() as connection:
            if not self.embedded:
                await connection.execute(text(f"SET LOCAL lock_timeout = '{MIGRATION_SECONDS}s'"))
                await connection.execute(text("SET LOCAL statement_timeout = 0"))
                await connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _MIGRATION_LOCK})
            if await connection.run_sync(_revision) != HEAD:
                await connection.run_sync(_upgrade)

    async def revision(self) -> str | None:
        """Return the revision the schema is at, or None for an empty database."""
        async with self._engine.connect() as connection:
            return await connection.run_sync(_revision)

    async def close(self) -> None:
        """Close every connection."""
        await self._engine.dispose()


def _with_driver(url: str) -> URL:
    try:
        address = make_url(url)
    except ArgumentError:
        msg = "the database's address is not of the form sqlite:///path or postgresql://user:password@host:port/name"
        raise ValueError(msg) from None
    backend = address.get_backend_name()
    if backend not in _DRIVERS:
        msg = f"no such kind of database: {backend!r}; use sqlite:///path or postgresql://…"
        raise ValueError(msg)
    return address.set(drivername=_DRIVERS[backend])


def _dumps(value: object) -> str:
    written = json.dumps(value, ensure_ascii=False)
    if "\\u0000" in written:
        written = json.dumps(_without_nul(value), ensure_ascii=False)
    return storable(written)


def _without_nul(value: object) -> object:
    if isinstance(value, str):
        return value.replace("\x00", "")
    if isinstance(value, dict):
        return {_without_nul(key): _without_nul(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_without_nul(item) for item in value]
    return value


def _open_postgresql(url: URL) -> AsyncEngine:
    engine = create_async_engine(
        url,
        json_serializer=_dumps,
        hide_parameters=True,  # they hold what people say, and errors go to the log
        pool_size=10,  # one more for a moment would cost more to open than all it is opened for
        max_overflow=0,
        pool_use_lifo=True,
        pool_timeout=CHECKOUT_SECONDS,
        # What runs with every message is worth preparing the second time already.
        connect_args={"connect_timeout": 5, "options": _POSTGRESQL_OPTIONS, "prepare_threshold": 1},
    )
    event.listen(engine.sync_engine, "checkin", _rested)
    event.listen(engine.sync_engine, "checkout", partial(_alive, engine.sync_engine.dialect))
    return engine


def _rested(_: DBAPIConnection, record: ConnectionPoolEntry) -> None:
    record.info["rested"] = time.monotonic()


def _alive(
    dialect: Dialect, connection: DBAPIConnection, record: ConnectionPoolEntry, _: PoolProxiedConnection
) -> None:
    """Ask a connection whether it is still there, where it has rested, or its server has said something unasked.

    Raises:
        DisconnectionError: It is not; the pool opens another.
    """
    rested = record.info.get("rested")
    if rested is None:
        return
    socket = cast("AdaptedConnection", connection).driver_connection.fileno()
    # What closes a connection can be read from its socket.
    if time.monotonic() - rested < RESTED_SECONDS and not sockets.select([socket], [], [], 0)[0]:
        return
    try:
        answers = dialect.do_ping(connection)
    except dialect.loaded_dbapi.Error as error:
        raise DisconnectionError from error
    if not answers:
        raise DisconnectionError


def _open_sqlite(url: URL) -> AsyncEngine:
    # One connection: SQLite writes one at a time anyway, and more of them would wait for each other by polling.
    engine = create_async_engine(
        url,
        json_serializer=_dumps,
        hide_parameters=True,  # they hold what people say, and errors go to the log
        poolclass=AsyncAdaptedQueuePool,
        pool_size=1,
        max_overflow=0,
        pool_timeout=CHECKOUT_SECONDS,
        async_creator=partial(connect, url.database or ":memory:"),
    )
    event.listen(engine.sync_engine, "connect", _prepare_sqlite)
    event.listen(engine.sync_engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
    cast("AdaptedConnection", connection).run_async(lambda driver: driver.prepare(BUSY_SECONDS))


def _begin_sqlite(connection: Connection) -> None:
    patience = connection.get_execution_options().get("patience")
    adapted = cast("AdaptedConnection", connection.connection.dbapi_connection)
    if not adapted.driver_connection.begun:  # a statement that was run on the driver has begun it
        adapted.run_async(lambda driver: driver.begin(patience))


def _revision(connection: Connection) -> str | None:
    if not inspect(connection).has_table(_VERSION.name):
        return None
    return connection.scalar(select(_VERSION.c.version_num))


def _upgrade(connection: Connection) -> None:
    from tools.database import upgrading  # noqa: PLC0415 -- Alembic costs 0.4 s, for nothing where all is up to date

    try:
        upgrading.upgrade(connection)
    except upgrading.Failed as error:
        msg = f"cannot bring the database to {HEAD}: {error}"
        raise SchemaError(msg) from error
