"""Applications for graders: each with a fresh database, all over one library that is loaded once."""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from assistant.bootstrap import Application, build
from assistant.settings import Settings
from tools.catalog import CATALOG
from tools.database.models.base import Model

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator
    from types import TracebackType

    from tools.kit.tool import Tool


OF_THE_TALK = frozenset(
    {"conversations", "turns", "contacts", "inbox", "outbox", "tool_writes", "shared_values", "counters"}
)
"""Tables that hold the talk itself and how it is delivered, whatever is said."""


class Room:
    """One application with a database of its own.

    Args:
        app: Started.
        path: Its database file.
    """

    def __init__(self, app: Application, path: Path) -> None:
        self.app, self.path = app, path

    def rows(self, table: str) -> list[dict[str, Any]]:
        """Return all rows of a table as they are stored."""
        with self._reading() as connection:
            connection.row_factory = sqlite3.Row
            return [dict(row) for row in connection.execute(f'SELECT * FROM "{table}"')]  # noqa: S608 -- a table of ours

    def kept(self) -> dict[str, list[tuple[Any, ...]]]:
        """Return all that is kept of enterprises and for operators, by table; a message that writes changes it."""
        with self._reading() as connection:
            return {
                table: sorted(connection.execute(f'SELECT * FROM "{table}"').fetchall(), key=repr)  # noqa: S608 -- ours
                for table in Model.metadata.tables
                if table not in OF_THE_TALK
            }

    @contextmanager
    def _reading(self) -> Iterator[sqlite3.Connection]:
        connection = sqlite3.connect(f"file:{self.path}?mode=ro", uri=True)
        try:
            yield connection
        finally:
            connection.close()


class Rooms:
    """Hands out rooms; use it as a context.

    Args:
        settings: Read from the environment by default; the database is replaced.
        catalog: The tools there are.
    """

    def __init__(self, settings: Settings | None = None, catalog: tuple[Tool, ...] = CATALOG) -> None:
        self._catalog = catalog
        self._settings = (settings or Settings()).model_copy(update={"log_level": "ERROR"})
        self._folder = Path(tempfile.mkdtemp(prefix="evals-"))
        self._first: Application | None = None
        self._count = 0

    async def __aenter__(self) -> Self:
        """Load the library and make the empty database every room begins with."""
        self._first = self._build(self._folder / "empty.db")
        await self._first.start()
        await self._first.database.close()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close everything and remove the databases."""
        if self._first is not None:
            await self._first.close()
        shutil.rmtree(self._folder, ignore_errors=True)

    @asynccontextmanager
    async def open(self) -> AsyncIterator[Room]:
        """Open a room with an empty database."""
        self._count += 1
        path = self._folder / f"{self._count}.db"
        shutil.copyfile(self._folder / "empty.db", path)
        app = self._build(path)
        try:
            yield Room(app, path)
        finally:
            await app.conversation.close()
            if app.agent is not None:
                await app.agent.close()
            await app.database.close()
            for leftover in self._folder.glob(f"{path.name}*"):
                leftover.unlink()

    def _build(self, path: Path) -> Application:
        settings = self._settings.model_copy(update={"database_url": f"sqlite:///{path}"})
        return build(settings, beside=self._first, catalog=self._catalog)
