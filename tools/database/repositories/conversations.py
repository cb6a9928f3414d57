"""Queries on conversations."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from sqlalchemy import and_, bindparam, exists, or_, select, update

from tools.database.models import Conversation, HandOff, Relay, Turn
from tools.database.sessions import Prepared

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy import ColumnElement, Select, Table

    from tools.database.engine import Session


class ConversationRepository:
    """The turns of one contact on one matter."""

    def __init__(self, session: Session) -> None:
        self._session = session

    async def get(self, conversation_id: str) -> Conversation | None:
        """Return a conversation, deleted or not."""
        return await self._session.get(Conversation, conversation_id)

    async def lock(self, conversation_id: str) -> Any:  # noqa: ANN401 -- a row
        """Return a conversation and keep other transactions from adding to it until this one ends.

        Its row says also whether it is ``quiet``: no talk between people runs through it, and no words wait there.
        """
        return await self._session.one(_LOCKED, {"which": conversation_id})

    async def add(self, conversation_id: str, contact_id: str, channel: str, title: str | None, now: datetime) -> Any:  # noqa: ANN401 -- a row
        """Add a conversation unless another process has just done so, and return the one that is there, locked."""
        row = {"which": conversation_id, "contact": contact_id, "channel": channel, "title": title, "moment": now}
        await self._session.run(_ADD, row)
        return await self._session.one(_LOCKED, {"which": conversation_id})

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
        given = {"which": conversation_id, "new_pending": pending, "new_moment": now}
        if focus is None:
            await self._session.run(_TURNED, given)
        else:
            await self._session.run(_TURNED_TO, {**given, "new_focus": focus})

    async def _change(self, conversation_id: str, **values: Any) -> None:  # noqa: ANN401 -- column values
        await self._session.execute(update(Conversation).where(Conversation.id == conversation_id).values(**values))


def _locking() -> Select[Any]:
    this = Conversation.id
    words = select(Relay.id).where(Relay.conversation_id == this, Relay.delivered_at.is_(None)).exists()
    here = or_(HandOff.conversation_id == this, HandOff.operator_conversation_id == this)
    talk = select(HandOff.id).where(here, HandOff.state != "released").exists()
    quiet = and_(~words, ~talk).label("quiet")
    return select(*_TABLE.c, quiet).where(this == bindparam("which")).with_for_update(of=_TABLE)


# Built once: putting a statement together costs as much as running it, and these run with every message.
_TABLE = cast("Table", Conversation.__table__)
_LOCKED = Prepared(_locking())
_ADD = Prepared(
    lambda insert: (
        insert(_TABLE)
        .values(
            id=bindparam("which"),
            contact_id=bindparam("contact"),
            channel=bindparam("channel"),
            title=bindparam("title"),
            created_at=bindparam("moment"),
            updated_at=bindparam("moment"),
        )
        .on_conflict_do_nothing()
    )
)
_CHANGING = (
    update(_TABLE)
    .where(_TABLE.c.id == bindparam("which"))
    .values(pending=bindparam("new_pending"), updated_at=bindparam("new_moment"))
)
_TURNED, _TURNED_TO = Prepared(_CHANGING), Prepared(_CHANGING.values(focus=bindparam("new_focus")))


def _mentions(search: str) -> ColumnElement[bool]:
    said = or_(
        Turn.text.icontains(search, autoescape=True),
        Turn.reply["text"].as_string().icontains(search, autoescape=True),
    )
    return or_(
        Conversation.title.icontains(search, autoescape=True),
        exists().where(Turn.conversation_id == Conversation.id, said),
    )
