"""Queries of the clock: what is old enough to go, and what was left unfinished."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete, func, select

from tools.database.models import Conversation, Feedback, ToolWrite, Turn

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from tools.database.engine import Session


class HousekeepingRepository:
    """Deleted conversations and abandoned turns."""

    def __init__(self, session: Session) -> None:
        self._session = session

    async def deleted_before(self, moment: datetime, limit: int) -> Sequence[str]:
        """Return ids of conversations marked as deleted before a moment, leaving out those another process has."""
        query = (
            select(Conversation.id)
            .where(Conversation.deleted_at < moment)
            .order_by(Conversation.deleted_at)
            .limit(limit)
            .with_for_update(skip_locked=True)
        )
        return (await self._session.scalars(query)).all()

    async def erase(self, conversation_ids: Sequence[str]) -> None:
        """Delete conversations with everything that hangs on them."""
        turns = select(Turn.id).where(Turn.conversation_id.in_(conversation_ids))
        for statement in (
            delete(Feedback).where(Feedback.turn_id.in_(turns)),
            delete(ToolWrite).where(ToolWrite.turn_id.in_(turns)),
            delete(Turn).where(Turn.conversation_id.in_(conversation_ids)),
            delete(Conversation).where(Conversation.id.in_(conversation_ids)),
        ):
            await self._session.execute(statement.execution_options(synchronize_session=False))

    async def abandoned(self, moment: datetime) -> int:
        """Count the unfinished turns nobody holds any more; the next message of their conversation runs them."""
        query = select(func.count()).select_from(Turn).where(Turn.finished_at.is_(None), Turn.claimed_until <= moment)
        return await self._session.scalar(query) or 0
