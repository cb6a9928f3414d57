"""Values all processes share, such as an access token: read by all, renewed by one at a time."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import uuid4

import structlog

from assistant.waiting import Patience
from tools.database.repositories.shared import SharedValueRepository

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from datetime import datetime

    from tools.database.engine import Database
    from tools.database.models import SharedValue

log = structlog.get_logger(__name__)

KEPT = timedelta(seconds=60)
"""How long a process believes what it read, so that the way of every message has no query in it."""

LEASE = timedelta(seconds=12)
"""How long the others wait for whoever renews a value before they take over: it may have died."""

FETCH_SECONDS = 10.0
"""How long fetching a value may take; less than the lease, so that two never fetch at the same time."""

PATIENCE_SECONDS = 15.0
"""How long a caller waits for what another process fetches; more than the lease, so that a dead one is replaced."""

REST = timedelta(seconds=5)
"""How long nobody tries again after fetching has failed."""

INTERVAL = timedelta(seconds=30)
"""How long a value is kept at least, even if it is refused at once."""


@dataclass(frozen=True, slots=True)
class Fresh:
    """A value just fetched.

    Attributes:
        value: The value.
        expires_at: Until when to use it.
    """

    value: str = field(repr=False)
    expires_at: datetime


class NotRenewed(Exception):
    """A value is not good, and there is no new one for now.

    Args:
        name: The value's name.
        reason: Why there is none.
        retry_at: When asking again may help; None where that is not known.
    """

    def __init__(self, name: str, reason: str, retry_at: datetime | None = None) -> None:
        super().__init__(f"{name} was not renewed: {reason}")
        self.name = name
        self.reason = reason
        self.retry_at = retry_at


@dataclass(frozen=True, slots=True)
class _Kept:
    value: str | None
    until: datetime


@dataclass(frozen=True, slots=True)
class _Want:
    """What a caller wants renewed: a value that is missing or expired, or, before its time, one that was refused."""

    name: str
    stale: str | None
    fetch: Callable[[], Awaitable[Fresh]]
    interval: timedelta


class SharedValues:
    """Values by name, on the database all processes share. There are few of them: each is kept in memory.

    Args:
        database: Where they are stored.
        clock: The time; what measures expiry and leases.
        owner: Names this process among those on the database.
        patience: Seconds a caller waits for what another process fetches.
        fetch_limit: Seconds that fetching may take.
    """

    def __init__(
        self,
        database: Database,
        clock: Callable[[], datetime],
        owner: str,
        *,
        patience: float = PATIENCE_SECONDS,
        fetch_limit: float = FETCH_SECONDS,
    ) -> None:
        self._database = database
        self._clock = clock
        self._owner = owner
        self._patience = patience
        self._fetch_limit = fetch_limit
        self._kept: dict[str, _Kept] = {}
        self._under_way: dict[tuple[str, str | None], asyncio.Task[str]] = {}

    async def get(self, name: str, *, kept: bool = True) -> str | None:
        """Return a value, or None where there is none or it has expired.

        Args:
            name: The value's name.
            kept: Whether what this process read within the last minute will do. It never outlives its expiry.
        """
        now = self._clock()
        known = self._kept.get(name)
        if kept and known is not None and now < known.until:
            return known.value
        row = await self._read(name)
        return self._keep(name, row, now)

    async def put(self, name: str, value: str, expires_at: datetime) -> None:
        """Store a value for all processes, such as a fact one of them has learned; they see it within a minute.

        Args:
            name: The value's name.
            value: The value.
            expires_at: Until when it is good.
        """
        now = self._clock()
        async with self._database.transaction() as session:
            await SharedValueRepository(session).put(name, value, expires_at, now)
        self._kept[name] = _Kept(value, min(expires_at, now + KEPT))

    async def renewed(
        self,
        name: str,
        stale: str | None,
        fetch: Callable[[], Awaitable[Fresh]],
        at_most_every: timedelta = INTERVAL,
    ) -> str:
        """Return a good value, fetching one if need be: one process does, and the others wait for it.

        A value that was refused is renewed at once, but from then on for ``at_most_every`` not again, and neither is
        one that expires within that time. After a failed fetch nobody tries again for a few seconds.

        Args:
            name: The value's name.
            stale: A value that was refused, so that the same one is not good though it has not expired; None otherwise.
            fetch: Fetches a new value. It is given up after some seconds; its own errors come through in this process.
            at_most_every: The least time between renewals of a value that does not hold.

        Raises:
            NotRenewed: It was renewed too lately, fetching it has failed lately, or it takes too long.
        """
        key = name, stale
        task = self._under_way.get(key)
        if task is None:
            task = asyncio.create_task(self._renew(_Want(name, stale, fetch, at_most_every)))
            self._under_way[key] = task
            task.add_done_callback(lambda done: self._done(key, done))
        return await asyncio.shield(task)  # whoever waits along still wants it when one of them is cancelled

    def _done(self, key: tuple[str, str | None], task: asyncio.Task[str]) -> None:
        del self._under_way[key]
        if not task.cancelled():
            task.exception()  # seen, though nobody may be waiting any more

    async def _renew(self, want: _Want) -> str:
        patience, never = Patience(self._patience), asyncio.Event()
        while True:
            now = self._clock()
            row = await self._read(want.name)
            value = self._keep(want.name, row, now)
            if value is not None and value != want.stale:
                return value
            if row is not None and (early := _too_early(want, row, now)) is not None:
                raise early
            if row is None or row.locked_until is None or row.locked_until <= now:
                holder = f"{self._owner}-{uuid4().hex}"
                if await self._take(want, holder, now) and (value := await self._fetched(want, holder)) is not None:
                    return value
            try:
                await patience.wait(never)
            except TimeoutError:
                raise NotRenewed(want.name, "another process takes too long to fetch it") from None

    async def _fetched(self, want: _Want, holder: str) -> str | None:
        """Fetch a value under the lease and store it; None where another has taken the lease meanwhile."""
        try:
            async with asyncio.timeout(self._fetch_limit):
                fresh = await want.fetch()
        except TimeoutError:
            raise NotRenewed(want.name, "fetching it takes too long", await self._give_up(want, holder)) from None
        except Exception:
            await self._give_up(want, holder)
            raise
        now = self._clock()
        rests_until = None if want.stale is None else now + want.interval
        async with self._database.transaction() as session:
            stored = await SharedValueRepository(session).renew(
                want.name, holder, fresh.value, fresh.expires_at, now=now, rests_until=rests_until
            )
        if not stored:
            log.warning("lease lapsed while a shared value was fetched", name=want.name)
            return None
        log.info("shared value renewed", name=want.name, expires_at=fresh.expires_at.isoformat())
        self._kept[want.name] = _Kept(fresh.value, min(fresh.expires_at, now + KEPT))
        return fresh.value

    async def _give_up(self, want: _Want, holder: str) -> datetime:
        until = self._clock() + REST
        async with self._database.transaction() as session:
            await SharedValueRepository(session).give_up(want.name, holder, until)
        return until

    async def _take(self, want: _Want, holder: str, now: datetime) -> bool:
        async with self._database.transaction() as session:
            return await SharedValueRepository(session).take(
                want.name, want.stale, holder, now=now, until=now + LEASE, interval=want.interval
            )

    async def _read(self, name: str) -> SharedValue | None:
        async with self._database.read() as session:
            return await SharedValueRepository(session).get(name)

    def _keep(self, name: str, row: SharedValue | None, now: datetime) -> str | None:
        value, until = None, now + KEPT
        if row is not None and row.expires_at is not None and row.expires_at > now:
            value, until = row.value, min(row.expires_at, until)
        self._kept[name] = _Kept(value, until)
        return value


def _too_early(want: _Want, row: SharedValue, now: datetime) -> NotRenewed | None:
    """Tell why a value that is not good is let be for now."""
    if row.locked_by is None and row.locked_until is not None and row.locked_until > now:
        return NotRenewed(want.name, "it was renewed, or that failed, a moment ago", row.locked_until)
    expired = row.expires_at is None or row.expires_at <= now
    if row.value is not None and expired and row.renewed_at is not None and row.renewed_at > now - want.interval:
        return NotRenewed(want.name, "it was renewed a moment ago and has expired", row.renewed_at + want.interval)
    return None
