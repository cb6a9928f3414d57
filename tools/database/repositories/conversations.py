"""Queries on conversations."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, exists, or_, select, update

from tools.database.models import Conversation, Turn
from tools.database.repositories.inserting import insert_if_absent

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy import ColumnElement

    from tools.database.engine import Session


class ConversationRepository:
    """The turns of one contact on one matter."""

    def __init__(self, session: Session) -> None:
        self._session = session

    async def get(self, conversation_id: str) -> Conversation | None:
        """Return a conversation, deleted or not."""
        return await self._session.get(Conversation, conversation_id)

    async def lock(self, conversation_id: str) -> Conversation | None:
        """Return a conversation and keep other transactions from adding to it until this one ends."""
        query = select(Conversation).where(Conversation.id == conversation_id).with_for_update()
        return await self._session.scalar(query)

    async def add(
        self, conversation_id: str, contact_id: str, channel: str, title: str | None, now: datetime
    ) -> Conversation:
        """Add a conversation unless another process has just done so, and return the one that is there, locked."""
        await insert_if_absent(
            self._session,
            Conversation,
            id=conversation_id,
            contact_id=contact_id,
            channel=channel,
            title=title,
            created_at=now,
            updated_at=now,
        )
        query = select(Conversation).where(Conversation.id == conversation_id).with_for_update()
        return (await self._session.scalars(query)).one()

    async def of_contact(self, contact_id: str, conversation_id: str) -> Conversation | None:
        """Return a contact's own conversation, unless it was deleted."""
        query = select(Conversation).where(
            Conversation.id == conversation_id,
            Conversation.contact_id == contact_id,
            Conversation.deleted_at.is_(None),
        )
        return await self._session.scalar(query)

    async def page(
        self, contact_id: str, limit: int, after: Conversation | None, search: str | None
    ) -> Sequence[Conversation]:
        """Return a contact's conversations, the one last spoken in first.

        Args:
            contact_id: Whose.
            limit: How many at most.
            after: The last one of the page before.
            search: Words that stand in the title, a message or a reply.
        """
        query = select(Conversation).where(Conversation.contact_id == contact_id, Conversation.deleted_at.is_(None))
        if after is not None:
            query = query.where(
                or_(
                    Conversation.updated_at < after.updated_at,
                    and_(Conversation.updated_at == after.updated_at, Conversation.id < after.id),
                )
            )
        if search:
            query = query.where(_mentions(search))
        query = query.order_by(Conversation.updated_at.desc(), Conversation.id.desc()).limit(limit)
        return (await self._session.scalars(query)).all()

    async def rename(self, conversation_id: str, title: str) -> None:
        """Set the title."""
        await self._change(conversation_id, title=title)

    async def delete(self, conversation_id: str, now: datetime) -> None:
        """Mark a conversation as deleted."""
        await self._change(conversation_id, deleted_at=now)

    async def turned(
        self, conversation_id: str, focus: dict[str, Any] | None, pending: dict[str, Any] | None, now: datetime
    ) -> None:
        """Note what a finished turn leaves behind; a focus of None leaves the one before."""
        kept = {} if focus is None else {"focus": focus}
        await self._change(conversation_id, pending=pending, updated_at=now, **kept)

    async def _change(self, conversation_id: str, **values: Any) -> None:  # noqa: ANN401 -- column values
        await self._session.execute(update(Conversation).where(Conversation.id == conversation_id).values(**values))


def _mentions(search: str) -> ColumnElement[bool]:
    said = or_(
        Turn.text.icontains(search, autoescape=True),
        Turn.reply["text"].as_string().icontains(search, autoescape=True),
    )
    return or_(
        Conversation.title.icontains(search, autoescape=True),
        exists().where(Turn.conversation_id == Conversation.id, said),
    )
