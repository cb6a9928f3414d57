"""Queries on reports, and on what a report compares a diagnosis with."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import select, update

from tools.database.models import Assessment, Fact, Report, new_id
from tools.database.repositories.demo import PREFIX

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from tools.database.engine import Session


class ReportRepository:
    """Reports of diagnoses; methods that change anything need a session that may write."""

    def __init__(self, session: Session) -> None:
        self._session = session

    async def add(  # noqa: PLR0913 -- what a report is kept with
        self,
        assessment: Assessment,
        content: dict[str, Any],
        number: str,
        *,
        token: str,
        contact_id: str,
        now: datetime,
        expires_at: datetime,
    ) -> Report:
        """Keep a report."""
        report = Report(
            id=new_id(),
            token=token,
            enterprise_id=assessment.enterprise_id,
            assessment_id=assessment.id,
            contact_id=contact_id,
            content=content,
            content_number=number,
            created_at=now,
            expires_at=expires_at,
            revoked_at=None,
        )
        self._session.add(report)
        await self._session.flush()
        return report

    async def same(self, assessment: Assessment, number: str, now: datetime) -> Report | None:
        """Return the report of a diagnosis with just this content, if its link still opens it."""
        query = select(Report).where(
            Report.assessment_id == assessment.id,
            Report.content_number == number,
            Report.revoked_at.is_(None),
            Report.expires_at > now,
        )
        return await self._session.scalar(query.order_by(Report.created_at.desc(), Report.id).limit(1))

    async def by_token(self, token: str) -> Report | None:
        """Return the report a token is for, whether or not it still opens it."""
        return await self._session.scalar(select(Report).where(Report.token == token))

    async def note_opened(self, report_id: str, now: datetime) -> None:
        """Keep when a report was first opened; needs a session that may write."""
        await self._session.execute(
            update(Report)
            .where(Report.id == report_id, Report.opened_at.is_(None))
            .values(opened_at=now)
            .execution_options(synchronize_session=False)
        )

    async def open(self, enterprise_id: str, now: datetime) -> Sequence[Report]:
        """Return the reports of an enterprise whose links open them, the newest first."""
        query = select(Report).where(
            Report.enterprise_id == enterprise_id, Report.revoked_at.is_(None), Report.expires_at > now
        )
        return (await self._session.scalars(query.order_by(Report.created_at.desc(), Report.id))).all()

    async def revoke(self, reports: Sequence[Report], now: datetime) -> None:
        """Make links invalid; those that are so already keep their time."""
        ids = [report.id for report in reports]
        await self._session.execute(
            update(Report)
            .where(Report.id.in_(ids), Report.revoked_at.is_(None))
            .values(revoked_at=now)
            .execution_options(synchronize_session=False)
        )

    async def earlier(self, assessment: Assessment) -> Assessment | None:
        """Return the finished diagnosis before a finished one, of whatever version of the questionnaire."""
        query = select(Assessment).where(
            Assessment.enterprise_id == assessment.enterprise_id,
            Assessment.state == "done",
            Assessment.finished_at < assessment.finished_at,
        )
        return await self._session.scalar(query.order_by(Assessment.finished_at.desc(), Assessment.id).limit(1))

    async def others(self, assessment: Assessment, industry: str) -> list[dict[str, float | None]]:
        """Return the scores by dimension of other enterprises' last diagnosis, in one industry and one version.

        The demo region is a world of its own: its firms are compared with each other, and nobody with them.
        """
        demo = assessment.enterprise_id.startswith(PREFIX)
        of_demo = Assessment.enterprise_id.startswith(PREFIX, autoescape=True)
        query = (
            select(Assessment.enterprise_id, Assessment.result["dimensions"])
            .join(Fact, Fact.enterprise_id == Assessment.enterprise_id)
            .where(
                Assessment.state == "done",
                Assessment.questionnaire == assessment.questionnaire,
                Assessment.enterprise_id != assessment.enterprise_id,
                of_demo if demo else ~of_demo,
                Fact.field == "industry",
                Fact.ended_at.is_(None),
                Fact.words == industry,
            )
            .order_by(Assessment.enterprise_id, Assessment.finished_at.desc(), Assessment.id)
        )
        found: dict[str, dict[str, float | None]] = {}
        for enterprise_id, scores in (await self._session.execute(query)).all():
            found.setdefault(enterprise_id, scores or {})
        return list(found.values())
