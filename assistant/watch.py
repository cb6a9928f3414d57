"""What operations keep an eye on: how follow-ups end, what waits, and answers that do not arrive."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tools.database.repositories.outbox import OutboxRepository
from tools.database.repositories.watching import WatchingRepository

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime, timedelta

    from tools.database.engine import Database


@dataclass(frozen=True, slots=True)
class Late:
    """An answer that is ready and has not been delivered in time.

    Attributes:
        id: Of the delivery.
        channel: Where its user is.
        purpose: What it is.
        waited: How long it has been ready.
        attempts: How often it was tried.
        reason: Why it waits, as far as is known.
    """

    id: str
    channel: str
    purpose: str
    waited: timedelta
    attempts: int
    reason: str | None


@dataclass(frozen=True, slots=True)
class Figures:
    """What there is at a moment.

    Attributes:
        outcomes: Follow-ups that have ended, by how: sent, uncertain, done, cancelled, expired, failed.
        due: Follow-ups that wait to be sent.
        tasks: Follow-ups that wait for a person.
        overdue: Answers that have not been delivered in time.
        since: When the longest waiting of them was ready.
    """

    outcomes: Mapping[str, int]
    due: int
    tasks: int
    overdue: int
    since: datetime | None


class Watch:
    """Looks at what waits and what has become of the rest.

    Args:
        database: Where it stands.
        clock: The time, UTC.
    """

    def __init__(self, database: Database, clock: Callable[[], datetime]) -> None:
        self._database, self._clock = database, clock

    async def alarms(self) -> list[Late]:
        """Return answers that are late and nobody was told of; of all who ask, one is given each, once."""
        now = self._clock()
        async with self._database.read() as session:
            if not await OutboxRepository(session).overdue(now, 1):
                return []
        async with self._database.transaction() as session:
            rows = await OutboxRepository(session).raise_alarms(now)
            return [
                Late(row.id, row.channel, row.purpose, now - row.created_at, row.attempts, row.reason) for row in rows
            ]

    async def figures(self) -> Figures:
        """Count."""
        now = self._clock()
        async with self._database.read() as session:
            counted = dict(await WatchingRepository(session).states())
            late = await OutboxRepository(session).overdue(now)
        due, tasks = counted.pop("due", 0), counted.pop("task", 0)
        counted.pop("sending", None)
        return Figures(counted, due, tasks, len(late), late[0].created_at if late else None)
