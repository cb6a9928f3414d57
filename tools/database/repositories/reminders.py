"""Queries on follow-ups as their contacts see them: what they were told lately, and where it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete, select

from tools.database.models import FollowUp, Turn

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from tools.database.engine import Session

TOLD = ("sent", "uncertain")
"""States of what a contact has been told, or may have been."""


class ReminderRepository:
    """What contacts were told; methods that change anything need a session that may write."""

    def __init__(self, session: Session) -> None:
        self._session = session

    async def recent(self, contact_id: str, since: datetime, limit: int) -> Sequence[FollowUp]:
        """Return what a contact was told after a moment, the newest first."""
        query = (
            select(FollowUp)
            .where(FollowUp.contact_id == contact_id, FollowUp.state.in_(TOLD), FollowUp.told_at > since)
            .order_by(FollowUp.told_at.desc(), FollowUp.id)
            .limit(limit)
        )
        return (await self._session.scalars(query)).all()

    async def stands_in(self, follow_up_id: str) -> str | None:
        """Return the conversation in which a follow-up stands as a turn; None where it stands in none."""
        conversation: str | None = await self._session.scalar(
            select(Turn.conversation_id).where(Turn.id == follow_up_id)
        )
        return conversation

    async def take_back(self, follow_up_id: str) -> None:
        """Take the turn of a follow-up out of its conversation."""
        await self._session.execute(
            delete(Turn).where(Turn.id == follow_up_id).execution_options(synchronize_session=False)
        )
