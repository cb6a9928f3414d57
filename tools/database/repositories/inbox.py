"""Queries on messages as channels posted them, and on what may be sent to whoever wrote."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, func, or_, select, update

from tools.database.models import Audience, Received, new_id
from tools.database.repositories.inserting import insert

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import datetime

    from tools.database.engine import Session


@dataclass(frozen=True, slots=True)
class Posted:
    """A message as it is to be stored, with how long its request stays open for the answer."""

    key: str
    channel: str
    user: str
    content: Mapping[str, Any]
    at: datetime
    waits_until: datetime | None


class InboxRepository:
    """Messages, stored before anything is done about them."""

    def __init__(self, session: Session) -> None:
        self._session = session

    async def store(self, posted: Sequence[Posted], owner: str, until: datetime) -> Mapping[str, Received]:
        """Store messages; of one that is there the posts are counted, and the rest stays as it was.

        Args:
            posted: Each key once.
            owner: Who is going to answer the new ones.
            until: How long nobody else may.

        Returns:
            The rows by their keys.
        """
        # Processes that insert in the same order cannot wait for each other in a circle.
        rows = [
            {
                "id": new_id(),
                "key": one.key,
                "channel": one.channel,
                "user": one.user,
                "content": dict(one.content),
                "posts": 1,
                "waits_until": one.waits_until,
                "state": "received",
                "attempts": 0,
                "claimed_by": owner,
                "claimed_until": until,
                "received_at": one.at,
            }
            for one in sorted(posted, key=lambda one: one.key)
        ]
        adding = insert(self._session, Received).values(rows)
        statement = adding.on_conflict_do_update(
            index_elements=["key"],
            set_={"posts": Received.posts + 1, "waits_until": adding.excluded.waits_until},
        ).returning(Received)
        found = (await self._session.scalars(statement, execution_options={"populate_existing": True})).all()
        return {row.key: row for row in found}

    async def get(self, received_id: str) -> Received | None:
        """Return a message by its id, as it is now."""
        query = select(Received).where(Received.id == received_id).execution_options(populate_existing=True)
        return await self._session.scalar(query)

    async def finish(self, received_id: str, now: datetime) -> int | None:
        """Take a message as answered; returns how often it was posted, None where it was answered before."""
        statement = (
            update(Received)
            .where(Received.id == received_id, Received.state == "received")
            .values(state="done", finished_at=now, claimed_until=None)
            .returning(Received.posts)
            .execution_options(synchronize_session=False)
        )
        posts: int | None = await self._session.scalar(statement)
        return posts

    async def claim_left(self, owner: str, now: datetime, until: datetime, limit: int) -> Sequence[Received]:
        """Take over messages whose process has not renewed its claim, the oldest first."""
        left = (
            select(Received.id)
            .where(Received.state == "received", or_(Received.claimed_until.is_(None), Received.claimed_until <= now))
            .order_by(Received.received_at, Received.id)
            .limit(limit)
            .with_for_update(skip_locked=True)
        )
        ids = (await self._session.scalars(left)).all()
        if not ids:
            return ()
        statement = (
            update(Received)
            .where(Received.id.in_(ids))
            .values(claimed_by=owner, claimed_until=until, attempts=Received.attempts + 1)
            .returning(Received)
            .execution_options(synchronize_session=False, populate_existing=True)
        )
        rows = (await self._session.scalars(statement)).all()
        return sorted(rows, key=lambda row: (row.received_at, row.id))

    async def release(self, received_id: str, owner: str, until: datetime) -> None:
        """Give up a claim; nobody takes the message up before ``until``."""
        await self._session.execute(
            update(Received)
            .where(Received.id == received_id, Received.claimed_by == owner, Received.state == "received")
            .values(claimed_by=None, claimed_until=until)
            .execution_options(synchronize_session=False)
        )

    async def renew(self, owner: str, until: datetime) -> None:
        """Renew all claims of a process."""
        await self._session.execute(
            update(Received)
            .where(Received.state == "received", Received.claimed_by == owner)
            .values(claimed_until=until)
            .execution_options(synchronize_session=False)
        )

    async def owners(self) -> Sequence[str]:
        """Return who holds messages that are not answered yet."""
        query = select(Received.claimed_by).where(Received.state == "received").distinct()
        return [owner for owner in (await self._session.scalars(query)).all() if owner]

    async def let_go(self, owners: Collection[str], now: datetime) -> None:
        """End the claims of processes that are gone."""
        await self._session.execute(
            update(Received)
            .where(Received.state == "received", Received.claimed_by.in_(owners))
            .values(claimed_until=now)
            .execution_options(synchronize_session=False)
        )

    async def unanswered(self, channel: str) -> int:
        """Count what is not answered yet."""
        query = (
            select(func.count()).select_from(Received).where(Received.state == "received", Received.channel == channel)
        )
        return int(await self._session.scalar(query) or 0)

    async def forget(self, before: datetime) -> None:
        """Delete what was answered before a moment."""
        await self._session.execute(
            delete(Received).where(Received.finished_at < before).execution_options(synchronize_session=False)
        )


class AudienceRepository:
    """Users, and what may be sent to them."""

    def __init__(self, session: Session) -> None:
        self._session = session

    async def locked(self, channel: str, users: Collection[str]) -> Mapping[str, Audience]:
        """Return the rows of users, locked until the transaction ends, in one order for all."""
        query = (
            select(Audience)
            .where(Audience.channel == channel, Audience.user.in_(users))
            .order_by(Audience.user)
            .with_for_update()
            .execution_options(populate_existing=True)
        )
        return {row.user: row for row in (await self._session.scalars(query)).all()}

    async def get(self, channel: str, user: str) -> Audience | None:
        """Return a user's row."""
        return await self._session.get(Audience, (channel, user))

    async def put(self, rows: Sequence[Mapping[str, Any]]) -> None:
        """Set rows of users, by channel and user; ones that are not there are added."""
        adding = insert(self._session, Audience).values(
            [dict(row) for row in sorted(rows, key=lambda row: row["user"])]
        )
        changed = {name: adding.excluded[name] for name in ("following", "blocked", "left", "until", "updated_at")}
        await self._session.execute(adding.on_conflict_do_update(index_elements=["channel", "user"], set_=changed))

    async def change(self, channel: str, user: str, **values: Any) -> None:  # noqa: ANN401 -- column values
        """Set columns of a user's row."""
        await self._session.execute(
            update(Audience)
            .where(Audience.channel == channel, Audience.user == user)
            .values(**values)
            .execution_options(synchronize_session=False)
        )
