"""Queries on what enterprises think of services."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select, update

from tools.database.models import Assessment, Survey, Ticket, new_id

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from tools.database.engine import Session


class SurveyRepository:
    """Scores and sentences, with those they replaced."""

    def __init__(self, session: Session) -> None:
        self._session = session

    async def current(self, contact_id: str, stage: str, about: str, about_id: str | None) -> Survey | None:
        """Return what a contact thinks of one thing at one stage."""
        query = select(Survey).where(
            Survey.contact_id == contact_id,
            Survey.stage == stage,
            Survey.about == about,
            Survey.about_id.is_(None) if about_id is None else Survey.about_id == about_id,
            Survey.ended_at.is_(None),
        )
        return await self._session.scalar(query.order_by(Survey.created_at.desc(), Survey.id).limit(1))

    async def last(self, contact_id: str) -> Survey | None:
        """Return what a contact said last, of whatever."""
        query = select(Survey).where(Survey.contact_id == contact_id, Survey.ended_at.is_(None))
        return await self._session.scalar(query.order_by(Survey.created_at.desc(), Survey.id).limit(1))

    async def add(  # noqa: PLR0913 -- the columns of a row
        self,
        *,
        enterprise_id: str,
        contact_id: str,
        stage: str,
        about: str,
        about_id: str | None,
        score: int,
        comment: str | None,
        ticket_id: str | None,
        turn_id: str | None,
        now: datetime,
    ) -> Survey:
        """Add an opinion that holds from now."""
        survey = Survey(
            id=new_id(),
            enterprise_id=enterprise_id,
            contact_id=contact_id,
            stage=stage,
            about=about,
            about_id=about_id,
            score=score,
            comment=comment,
            ticket_id=ticket_id,
            turn_id=turn_id,
            created_at=now,
            ended_at=None,
        )
        self._session.add(survey)
        await self._session.flush()
        return survey

    async def end(self, survey_id: str, now: datetime) -> None:
        """End an opinion that another replaces."""
        await self._session.execute(update(Survey).where(Survey.id == survey_id).values(ended_at=now))

    async def resolved_tickets(self, enterprise_id: str, limit: int = 1) -> Sequence[Ticket]:
        """Return an enterprise's tickets that are resolved, the one that changed last first."""
        query = select(Ticket).where(
            Ticket.enterprise_id == enterprise_id, Ticket.state.in_(("resolved", "verified", "revisited", "closed"))
        )
        return (await self._session.scalars(query.order_by(Ticket.updated_at.desc(), Ticket.id).limit(limit))).all()

    async def finished_assessment(self, enterprise_id: str) -> Assessment | None:
        """Return an enterprise's last finished diagnosis."""
        query = select(Assessment).where(Assessment.enterprise_id == enterprise_id, Assessment.state == "done")
        return await self._session.scalar(query.order_by(Assessment.finished_at.desc(), Assessment.id).limit(1))
