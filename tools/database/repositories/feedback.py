"""Queries on what contacts think of replies, and on complaints."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete, func, select

from tools.database.models import Complaint, Contact, Feedback, Turn, new_id
from tools.database.repositories.inserting import insert

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from tools.database.engine import Session
    from tools.database.models import Score


class FeedbackRepository:
    """Scores and comments, one a turn."""

    def __init__(self, session: Session) -> None:
        self._session = session

    async def set(self, turn_id: str, contact_id: str, score: Score, comment: str | None, now: datetime) -> None:
        """Store what a contact thinks of a reply, in place of what was thought before."""
        statement = insert(self._session, Feedback).values(
            turn_id=turn_id, contact_id=contact_id, score=score, comment=comment, created_at=now, updated_at=now
        )
        await self._session.execute(
            statement.on_conflict_do_update(
                index_elements=["turn_id"], set_={"score": score, "comment": comment, "updated_at": now}
            )
        )

    async def remove(self, turn_id: str) -> None:
        """Remove what was thought of a reply."""
        await self._session.execute(delete(Feedback).where(Feedback.turn_id == turn_id))

    async def of_conversation(self, conversation_id: str) -> Sequence[Feedback]:
        """Return all feedback on the turns of a conversation."""
        query = select(Feedback).join(Turn, Feedback.turn_id == Turn.id).where(Turn.conversation_id == conversation_id)
        return (await self._session.scalars(query)).all()


class ComplaintRepository:
    """Complaints about the service."""

    def __init__(self, session: Session) -> None:
        self._session = session

    async def add(self, contact_id: str | None, text: str, reach: str | None, now: datetime) -> str:
        """Add an open complaint and return its id."""
        complaint = Complaint(id=new_id(), contact_id=contact_id, text=text, reach=reach, state="open", created_at=now)
        self._session.add(complaint)
        await self._session.flush()
        return complaint.id

    async def without_enterprise(self, limit: int) -> tuple[Sequence[Complaint], int]:
        """Return the open complaints of people without an enterprise, the newest first, and how many there are."""
        loose = (
            select(Complaint)
            .outerjoin(Contact, Contact.id == Complaint.contact_id)
            .where(Complaint.state == "open", Contact.enterprise_id.is_(None))
        )
        total = await self._session.scalar(select(func.count()).select_from(loose.subquery()))
        rows = await self._session.scalars(loose.order_by(Complaint.created_at.desc(), Complaint.id).limit(limit))
        return rows.all(), int(total or 0)

    async def get(self, complaint_id: str) -> Complaint | None:
        """Return a complaint by its id."""
        return await self._session.get(Complaint, complaint_id)
