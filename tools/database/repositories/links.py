"""Queries on short addresses of ours."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete, select

from tools.database.models import Link
from tools.database.repositories.inserting import insert

if TYPE_CHECKING:
    from datetime import datetime

    from tools.database.engine import Session


class LinkRepository:
    """Short addresses; ``keep`` needs a session that may write."""

    def __init__(self, session: Session) -> None:
        self._session = session

    async def keep(self, target: str, token: str, now: datetime, expires_at: datetime) -> str:
        """Add a link, or renew the one its target has, and return the token that stands.

        Args:
            target: The address it leads to.
            token: For a new one.
            now: The time.
            expires_at: Until when it opens.
        """
        added = insert(self._session, Link).values(token=token, target=target, created_at=now, expires_at=expires_at)
        kept = added.on_conflict_do_update(index_elements=["target"], set_={"expires_at": added.excluded.expires_at})
        return (await self._session.scalars(kept.returning(Link.token))).one()

    async def forget(self, now: datetime) -> None:
        """Delete what has expired."""
        await self._session.execute(delete(Link).where(Link.expires_at <= now))

    async def target(self, token: str, now: datetime) -> Link | None:
        """Return the link of a token, if it still opens."""
        query = select(Link).where(Link.token == token, Link.expires_at > now)
        return await self._session.scalar(query)
