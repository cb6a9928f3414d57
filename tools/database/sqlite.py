"""The SQLite driver: statements run at once on the event loop's thread, and only the wait for the write lock is a wait.

A statement of ours takes some 20 µs, the way to a thread and back ten times that, and aiosqlite goes it four times.
What a transaction does between BEGIN and COMMIT therefore never suspends, and a cancelled task cannot cut it in two.
"""

from __future__ import annotations

import asyncio
import sqlite3
from typing import TYPE_CHECKING, Any, Self

from tools.kit.errors import Unavailable

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

FIRST_PAUSE = 0.001
LONGEST_PAUSE = 0.02
"""Seconds between attempts at the write lock while another process has it."""


class Cursor:
    """A cursor that fetches as it executes, with what SQLAlchemy's adapter of aiosqlite asks of one.

    Args:
        connection: Where statements run.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._rows: list[Any] = []
        self.description: Any = None
        self.rowcount = -1
        self.lastrowid: int | None = None
        self.arraysize = 1

    async def __aenter__(self) -> Self:
        """Open nothing: there is no statement yet."""
        return self

    async def execute(self, statement: str, parameters: Sequence[Any] = ()) -> Self:
        """Run one statement and fetch what it returns."""
        return self._keep(self._connection.execute(statement, parameters))

    async def executemany(self, statement: str, parameters: Sequence[Sequence[Any]]) -> Self:
        """Run a statement once for each set of parameters."""
        return self._keep(self._connection.executemany(statement, parameters))

    async def fetchall(self) -> list[Any]:
        """Return all rows."""
        rows, self._rows = self._rows, []
        return rows

    async def close(self) -> None:
        """Leave it: nothing is open."""

    def _keep(self, cursor: sqlite3.Cursor) -> Self:
        self.description, self.lastrowid = cursor.description, cursor.lastrowid
        self._rows = cursor.fetchall() if cursor.description else []
        # Known only after the rows of a RETURNING have been fetched.
        self.rowcount = cursor.rowcount
        cursor.close()
        return self


class Connection:
    """A connection with what SQLAlchemy's adapter of aiosqlite asks of one; transactions are begun by ``begin`` only.

    Args:
        path: The file, or ``:memory:``.
    """

    def __init__(self, path: str) -> None:
        self._connection: sqlite3.Connection | None = sqlite3.connect(
            path, isolation_level=None, check_same_thread=False
        )

    @property
    def _conn(self) -> sqlite3.Connection:
        if self._connection is None:
            msg = "connection closed"
            raise ValueError(msg)
        return self._connection

    @property
    def begun(self) -> bool:
        """Whether a transaction is open."""
        return self._conn.in_transaction

    def cursor(self) -> Cursor:
        """Return a cursor."""
        return Cursor(self._conn)

    async def prepare(self, patience: float) -> None:
        """Set what a connection is opened with.

        NORMAL, in WAL: a crash of the process loses nothing, a power cut the last moments at most, and no commit waits
        for the disk.

        Args:
            patience: Seconds to wait for another process that is changing the file to WAL.
        """
        self._conn.execute("PRAGMA synchronous = NORMAL")
        self._conn.execute("PRAGMA foreign_keys = ON")
        await self._locked(patience, "PRAGMA journal_mode = WAL")

    async def begin(self, patience: float | None) -> None:
        """Begin a transaction: one that reads, or, with a patience, one that may write.

        A deferred one that writes later would fail at once where another process has written in between.

        Args:
            patience: Seconds to wait for another process that writes.

        Raises:
            Unavailable: The other one took longer.
        """
        if patience is None:
            self._conn.execute("BEGIN")
        else:
            await self._locked(patience, "BEGIN IMMEDIATE")

    async def commit(self) -> None:
        """Commit."""
        self._conn.commit()

    async def rollback(self) -> None:
        """Roll back what is open."""
        self._conn.rollback()

    async def close(self) -> None:
        """Close the file."""
        self.stop()

    def stop(self) -> None:
        """Close the file at once."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    async def create_function(
        self, name: str, arguments: int, function: Callable[..., Any], *, deterministic: bool = False
    ) -> None:
        """Make a function known to statements."""
        self._conn.create_function(name, arguments, function, deterministic=deterministic)

    async def _locked(self, patience: float, statement: str) -> None:
        loop = asyncio.get_running_loop()
        deadline = loop.time() + patience
        pause = FIRST_PAUSE
        # SQLite's own waiting would hold up the loop.
        self._conn.execute("PRAGMA busy_timeout = 0")
        try:
            while True:
                try:
                    self._conn.execute(statement)
                except sqlite3.OperationalError as error:
                    if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY:
                        raise
                    if loop.time() >= deadline:
                        msg = f"another process kept the database locked for {patience} s"
                        raise Unavailable(msg, what="database") from error
                else:
                    return
                await asyncio.sleep(pause)
                pause = min(pause * 2, LONGEST_PAUSE)
        finally:
            self._conn.execute("PRAGMA busy_timeout = 5000")


async def connect(path: str) -> Connection:
    """Open a connection; SQLAlchemy awaits it."""
    return Connection(path)
