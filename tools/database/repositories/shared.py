"""Queries on the values all processes share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import and_, or_, select, update

from tools.database.models import SharedValue
from tools.database.repositories.inserting import insert, insert_if_absent

if TYPE_CHECKING:
    from datetime import datetime, timedelta

    from tools.database.engine import Session


class SharedValueRepository:
    """Values by name, each with the lease under which it is renewed.

    A lease is ``locked_until`` a moment ``locked_by`` somebody; with nobody's name it is a pause, in which the value is
    not to be renewed at all.
    """

    def __init__(self, session: Session) -> None:
        self._session = session

    async def get(self, name: str) -> SharedValue | None:
        """Return a value as it stands, expired or not."""
        return await self._session.scalar(select(SharedValue).where(SharedValue.name == name))

    async def put(self, name: str, value: str, expires_at: datetime, now: datetime) -> None:
        """Store a value, whatever was there; a lease stays as it is."""
        values = {"value": value, "renewed_at": now, "expires_at": expires_at}
        statement = insert(self._session, SharedValue).values(name=name, **values)
        await self._session.execute(statement.on_conflict_do_update(index_elements=[SharedValue.name], set_=values))

    async def take(
        self, name: str, stale: str | None, holder: str, *, now: datetime, until: datetime, interval: timedelta
    ) -> bool:
        """Take the lease on a value, if it needs renewing and nobody holds it.

        Args:
            name: The value's name; a row is made for it if there is none.
            stale: A value that was refused and so needs renewing before its time.
            holder: Who takes the lease.
            now: When.
            until: When the lease lapses.
            interval: How long an expired value is let be after it was renewed.

        Returns:
            False where another holds it, it pauses, or the value is good or was renewed too lately.
        """
        await insert_if_absent(self._session, SharedValue, name=name)
        free = or_(SharedValue.locked_until.is_(None), SharedValue.locked_until <= now)
        expired = or_(SharedValue.expires_at.is_(None), SharedValue.expires_at <= now)
        rested = or_(SharedValue.renewed_at.is_(None), SharedValue.renewed_at <= now - interval)
        needed = or_(SharedValue.value.is_(None), and_(expired, rested))
        if stale is not None:
            needed = or_(needed, and_(~expired, SharedValue.value == stale))
        statement = (
            update(SharedValue)
            .where(SharedValue.name == name, free, needed)
            .values(locked_by=holder, locked_until=until)
            .returning(SharedValue.name)
            .execution_options(synchronize_session=False)
        )
        return await self._session.scalar(statement) is not None

    async def renew(
        self, name: str, holder: str, value: str, expires_at: datetime, *, now: datetime, rests_until: datetime | None
    ) -> bool:
        """Store what the holder of the lease has fetched, and end the lease.

        Args:
            name: The value's name.
            holder: Who took the lease.
            value: The new value.
            expires_at: Until when it is good.
            now: When.
            rests_until: Until when nobody may renew it again before its time.

        Returns:
            False where the lease had lapsed and another has taken it.
        """
        statement = (
            update(SharedValue)
            .where(SharedValue.name == name, SharedValue.locked_by == holder)
            .values(value=value, renewed_at=now, expires_at=expires_at, locked_by=None, locked_until=rests_until)
            .returning(SharedValue.name)
            .execution_options(synchronize_session=False)
        )
        return await self._session.scalar(statement) is not None

    async def give_up(self, name: str, holder: str, until: datetime) -> None:
        """End a lease without a new value, and let nobody try again until then."""
        statement = (
            update(SharedValue)
            .where(SharedValue.name == name, SharedValue.locked_by == holder)
            .values(locked_by=None, locked_until=until)
            .execution_options(synchronize_session=False)
        )
        await self._session.execute(statement)
