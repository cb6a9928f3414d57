"""Many small writes in one transaction: what arrives while one is committed goes into the next together."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Hashable

    from tools.database.engine import Database, Session

Item = TypeVar("Item")
Result = TypeVar("Result")

MOST_AT_ONCE = 64


class Grouped(Generic[Item, Result]):
    """Writes items in groups, each in the order it came.

    Args:
        database: Where to.
        write: Writes a group and returns a result for each item; what it raises, all of the group get.
        apart: Names an item; two of one name never stand in one group.
    """

    def __init__(
        self,
        database: Database,
        write: Callable[[Session, list[Item]], Awaitable[list[Result]]],
        apart: Callable[[Item], Hashable],
    ) -> None:
        self._database, self._write, self._apart = database, write, apart
        self._waiting: list[tuple[Item, asyncio.Future[Result]]] = []
        self._task: asyncio.Task[None] | None = None

    async def __call__(self, item: Item) -> Result:
        """Write an item; returns when it is committed."""
        future: asyncio.Future[Result] = asyncio.get_running_loop().create_future()
        self._waiting.append((item, future))
        if self._task is None:
            self._task = asyncio.create_task(self._run(), name="grouped writes")
        return await future

    async def close(self) -> None:
        """Wait until everything is written."""
        if self._task is not None:
            await asyncio.wait({self._task})

    async def _run(self) -> None:
        try:
            while self._waiting:
                await self._group(self._next())
                await asyncio.sleep(0)  # where the database never waits, others come in between
        finally:
            self._task = None

    def _next(self) -> list[tuple[Item, asyncio.Future[Result]]]:
        names: set[Hashable] = set()
        group: list[tuple[Item, asyncio.Future[Result]]] = []
        later: list[tuple[Item, asyncio.Future[Result]]] = []
        for item, future in self._waiting:
            name = self._apart(item)
            if len(group) < MOST_AT_ONCE and name not in names:
                names.add(name)
                group.append((item, future))
            else:
                later.append((item, future))
        self._waiting = later
        return group

    async def _group(self, group: list[tuple[Item, asyncio.Future[Result]]]) -> None:
        try:
            async with self._database.transaction() as session:
                results = await self._write(session, [item for item, _ in group])
        except BaseException as error:
            for _, future in group:
                if not future.done():
                    future.set_exception(error if isinstance(error, Exception) else asyncio.CancelledError())
            if not isinstance(error, Exception):
                raise
            return
        for (_, future), result in zip(group, results, strict=True):
            if not future.done():
                future.set_result(result)
