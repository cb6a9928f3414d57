"""The database as tools see it: sessions to read in, and one transaction for a call that writes."""

from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

from tools.database.repositories.turns import ToolWriteRepository

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Mapping
    from datetime import datetime

    from tools.database.engine import Database, Session


class DatabaseStore:
    """Sessions on one database.

    Args:
        database: Where what tools keep stands.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    @asynccontextmanager
    async def session(self) -> AsyncIterator[Session]:
        """Open a session that only reads."""
        async with self._database.read() as session:
            yield session

    @asynccontextmanager
    async def writing(
        self, turn: str, tool: str, arguments: Mapping[str, Any], now: datetime
    ) -> AsyncIterator[Transaction]:
        """Open the transaction of a call that writes; it commits with the block, or leaves nothing behind.

        Args:
            turn: The turn that caused the call.
            tool: The tool's name.
            arguments: As validated.
            now: The time of the call.
        """
        async with self._database.transaction() as session:
            found = await ToolWriteRepository(session).find(turn, tool, arguments)
            yield Transaction(session, turn, tool, arguments, now, found)


class Transaction:
    """An open transaction of one call that writes."""

    def __init__(
        self,
        session: Session,
        turn: str,
        tool: str,
        arguments: Mapping[str, Any],
        now: datetime,
        found: Mapping[str, Any] | None,
    ) -> None:
        self._session, self._turn, self._tool, self._arguments, self._now = session, turn, tool, arguments, now
        self.found = found

    @asynccontextmanager
    async def session(self) -> AsyncIterator[Session]:
        """Give the transaction's session."""
        yield self._session

    @asynccontextmanager
    async def writing(
        self, turn: str, tool: str, arguments: Mapping[str, Any], now: datetime
    ) -> AsyncIterator[Transaction]:
        """Refuse: a writing tool does not run another.

        Raises:
            RuntimeError: Always.
        """
        msg = f"{tool} cannot write inside {self._tool}"
        raise RuntimeError(msg)
        yield Transaction(self._session, turn, tool, arguments, now, None)

    async def keep(self, result: dict[str, Any]) -> None:
        """Record the call's result, so that the same call in the same turn finds it."""
        await ToolWriteRepository(self._session).record(self._turn, self._tool, self._arguments, result, self._now)
