"""Queries on messages as channels posted them, and on what may be sent to whoever wrote."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, cast

from sqlalchemy import and_, bindparam, delete, exists, or_, select, tuple_, update

from tools.database.models import Audience, Received, new_id
from tools.database.sessions import Prepared, places, room, spread

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import datetime

    from sqlalchemy import Table

    from tools.database.engine import Session
    from tools.database.sessions import Insert


@dataclass(frozen=True, slots=True)
class Posted:
    """A message as it is to be stored, and whether it wants an answer."""

    key: str
    channel: str
    user: str
    content: Mapping[str, Any]
    at: datetime
    answered: bool


class InboxRepository:
    """Messages, stored before anything is done about them."""

    def __init__(self, session: Session) -> None:
        self._session = session

    async def store(self, posted: Sequence[Posted], owner: str, until: datetime) -> Mapping[str, Any]:
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
                "state": "done" if one.answered else "received",
                "attempts": 0,
                "claimed_by": owner,
                "claimed_until": None if one.answered else until,
                "received_at": one.at,
                "finished_at": one.at if one.answered else None,
            }
            for one in sorted(posted, key=lambda one: one.key)
        ]
        given = {f"{name}_of_{place}": value for place, row in enumerate(rows) for name, value in row.items()}
        return {row.key: row for row in await self._session.run(_storing(len(rows)), given)}

    async def preceded(self, ids: Collection[str], now: datetime) -> frozenset[str]:
        """Return those messages before which another of the same user is still to be answered, by whoever has it."""
        given = {"moment": now, **spread("these", list(ids))}
        return frozenset(row.id for row in await self._session.run(_preceded(room(len(ids))), given))

    async def under_way(self, channel: str, user: str) -> bool:
        """Tell whether a message of a user is still to be answered."""
        query = select(Received.id).where(
            Received.state == "received", Received.channel == channel, Received.user == user
        )
        return await self._session.scalar(query.limit(1)) is not None

    async def finish(self, received_id: str, now: datetime) -> int | None:
        """Take a message as answered; returns how often it was posted, None where it was answered before."""
        row = await self._session.one(_FINISH, {"which": received_id, "moment": now})
        return None if row is None else int(row.posts)

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

    async def renew(self, owner: str, received_ids: Collection[str], until: datetime) -> None:
        """Renew a process's claims on messages."""
        await self._session.execute(
            update(Received)
            .where(Received.id.in_(received_ids), Received.state == "received", Received.claimed_by == owner)
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

    async def forget(self, before: datetime) -> None:
        """Delete what was answered before a moment."""
        await self._session.execute(
            delete(Received).where(Received.finished_at < before).execution_options(synchronize_session=False)
        )


class AudienceRepository:
    """Users, and what may be sent to them."""

    def __init__(self, session: Session) -> None:
        self._session = session

    async def locked(self, channel: str, users: Collection[str]) -> Mapping[str, Any]:
        """Return the rows of users, locked until the transaction ends, in one order for all."""
        given = {"within": channel, **spread("users", sorted(users))}
        return {row.user: row for row in await self._session.run(_locked(room(len(users))), given)}

    async def get(self, channel: str, user: str) -> Audience | None:
        """Return a user's row."""
        return await self._session.get(Audience, (channel, user))

    async def put(self, rows: Sequence[Mapping[str, Any]]) -> None:
        """Set rows of users, by channel and user; ones that are not there are added."""
        for row in sorted(rows, key=lambda row: str(row["user"])):
            await self._session.run(_PUT, row)

    async def change(
        self,
        channel: str,
        user: str,
        unless_after: datetime | None = None,
        **values: Any,  # noqa: ANN401 -- column values
    ) -> None:
        """Set columns of a user's row, unless they have done something after a moment."""
        statement = update(Audience).where(Audience.channel == channel, Audience.user == user)
        if unless_after is not None:
            statement = statement.where(Audience.updated_at <= unless_after)
        await self._session.execute(statement.values(**values).execution_options(synchronize_session=False))


_INBOX, _AUDIENCES = cast("Table", Received.__table__), cast("Table", Audience.__table__)


@cache
def _storing(count: int) -> Prepared:
    columns = {column.name: column.type for column in _INBOX.c}
    rows = [
        {name: bindparam(f"{name}_of_{place}", type_=kind) for name, kind in columns.items()} for place in range(count)
    ]
    counted = {"posts": _INBOX.c.posts + 1}
    return Prepared(
        lambda insert: (
            insert(_INBOX).values(rows).on_conflict_do_update(index_elements=["key"], set_=counted).returning(*_INBOX.c)
        )
    )


def _putting(insert: Insert) -> Any:  # noqa: ANN401 -- one of two classes without a common name
    adding = insert(_AUDIENCES).values({column.name: bindparam(column.name) for column in _AUDIENCES.c})
    changed = {name: adding.excluded[name] for name in ("following", "blocked", "left", "until", "updated_at")}
    return adding.on_conflict_do_update(index_elements=["channel", "user"], set_=changed)


@cache
def _preceded(count: int) -> Prepared:
    earlier = _INBOX.alias()
    same_user = and_(earlier.c.channel == _INBOX.c.channel, earlier.c.user == _INBOX.c.user)
    before = tuple_(earlier.c.received_at, earlier.c.id) < tuple_(_INBOX.c.received_at, _INBOX.c.id)
    # What nobody has at the moment failed, and is tried again later: nothing waits for it.
    at_work = and_(earlier.c.state == "received", earlier.c.claimed_until > bindparam("moment"))
    held = earlier.c.claimed_by.is_not(None)
    return Prepared(
        select(_INBOX.c.id)
        .where(_INBOX.c.id.in_(places("these", count)))
        .where(exists().where(same_user, at_work, held, before))
    )


@cache
def _locked(count: int) -> Prepared:
    return Prepared(
        select(_AUDIENCES)
        .where(_AUDIENCES.c.channel == bindparam("within"), _AUDIENCES.c.user.in_(places("users", count)))
        .order_by(_AUDIENCES.c.user)
        .with_for_update()
    )


# Built once: putting a statement together costs as much as running it, and these run with every message.
_PUT = Prepared(_putting)
_FINISH = Prepared(
    update(_INBOX)
    .where(_INBOX.c.id == bindparam("which"), _INBOX.c.state == "received")
    .values(state="done", finished_at=bindparam("moment"), claimed_until=None)
    .returning(_INBOX.c.posts)
)
