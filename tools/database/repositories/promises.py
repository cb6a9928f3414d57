"""Queries on what enterprises and the platform have promised each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func, select, update

from tools.database.models import Contact, Conversation, Promise, new_id
from tools.database.repositories.inserting import insert_if_absent

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from tools.database.engine import Session
    from tools.domain.promises import Ended, Side


class PromiseRepository:
    """Promises; methods that change anything need a session that may write."""

    def __init__(self, session: Session) -> None:
        self._session = session

    async def add(  # noqa: PLR0913 -- the columns of a row
        self,
        *,
        enterprise_id: str,
        contact_id: str,
        made_by: str,
        side: Side,
        text: str,
        due_at: datetime,
        turn_id: str | None,
        now: datetime,
        promise_id: str | None = None,
    ) -> str:
        """Keep a promise that is open, and return its id; the same id is kept once.

        Args:
            enterprise_id: Between whom and the platform.
            contact_id: The person of the enterprise.
            made_by: Who promised.
            side: For whom.
            text: What.
            due_at: Nine o'clock, in China, on the day it is due.
            turn_id: The turn it was said in.
            now: The time.
            promise_id: A name of its own, where it may be said again by a retry.
        """
        identity = promise_id or new_id()
        await insert_if_absent(
            self._session,
            Promise,
            id=identity,
            enterprise_id=enterprise_id,
            contact_id=contact_id,
            made_by=made_by,
            side=side,
            text=text,
            state="open",
            due_at=due_at,
            turn_id=turn_id,
            created_at=now,
            ended_at=None,
        )
        return identity

    async def get(self, promise_id: str) -> Promise | None:
        """Return a promise."""
        return await self._session.get(Promise, promise_id)

    async def open(self, enterprise_id: str, side: Side | None = None) -> Sequence[Promise]:
        """Return the open promises between an enterprise and the platform, the one due first first."""
        query = select(Promise).where(Promise.enterprise_id == enterprise_id, Promise.state == "open")
        if side is not None:
            query = query.where(Promise.side == side)
        return (await self._session.scalars(query.order_by(Promise.due_at, Promise.created_at, Promise.id))).all()

    async def made_by(self, contact_id: str) -> Sequence[Promise]:
        """Return the open promises somebody has made, the one due first first."""
        query = select(Promise).where(Promise.made_by == contact_id, Promise.state == "open")
        return (await self._session.scalars(query.order_by(Promise.due_at, Promise.created_at, Promise.id))).all()

    async def end(self, promise_id: str, state: Ended, now: datetime) -> bool:
        """End an open promise; False where it has ended."""
        return await self._change(promise_id, state=state, ended_at=now)

    async def put_off(self, promise_id: str, due_at: datetime) -> bool:
        """Move the day an open promise is due; False where it has ended."""
        return await self._change(promise_id, due_at=due_at)

    async def _change(self, promise_id: str, **values: object) -> bool:
        statement = (
            update(Promise)
            .where(Promise.id == promise_id, Promise.state == "open")
            .values(**values)
            .returning(Promise.id)
            .execution_options(synchronize_session=False)
        )
        return await self._session.scalar(statement) is not None

    async def person(self, enterprise_id: str, first: str | None = None) -> str | None:
        """Return who is to be told of an enterprise's people: one that is named, else who spoke last, else the newest.

        Args:
            enterprise_id: The enterprise.
            first: Somebody who may be one of them.

        Returns:
            Their id; None where nobody speaks for it.
        """
        last = select(func.max(Conversation.updated_at)).where(Conversation.contact_id == Contact.id)
        spoke = last.correlate(Contact).scalar_subquery()
        query = select(Contact.id).where(Contact.enterprise_id == enterprise_id, Contact.role == "enterprise")
        ordered = query.order_by(
            (Contact.id == first).desc(), spoke.desc().nulls_last(), Contact.created_at.desc(), Contact.id
        )
        return await self._session.scalar(ordered.limit(1))
