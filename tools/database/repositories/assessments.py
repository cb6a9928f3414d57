"""Queries on diagnoses and their answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select, update

from tools.database.models import Answer, Assessment, new_id
from tools.database.repositories.inserting import insert_if_absent

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from sqlalchemy import Select

    from corpus.surveys import Form
    from tools.database.engine import Session
    from tools.domain.diagnosis.results import Given, Result

UNFINISHED = ("open", "paused")


class AssessmentRepository:
    """Diagnoses of enterprises; methods that change anything need a session that may write."""

    def __init__(self, session: Session) -> None:
        self._session = session

    async def get(self, assessment_id: str, *, lock: bool = False) -> Assessment | None:
        """Return a diagnosis by its id; under a lock nobody else changes it meanwhile."""
        query = select(Assessment).where(Assessment.id == assessment_id)
        return await self._session.scalar(query.with_for_update() if lock else query)

    async def unfinished(self, enterprise_id: str, *, lock: bool = False) -> Assessment | None:
        """Return the diagnosis an enterprise has not finished; under a lock nobody else changes it meanwhile."""
        query = _unfinished(enterprise_id)
        return await self._session.scalar(query.with_for_update() if lock else query)

    async def latest(self, enterprise_id: str) -> Assessment | None:
        """Return the last finished diagnosis of an enterprise."""
        return await self._session.scalar(_done(enterprise_id).limit(1))

    async def before(self, assessment: Assessment) -> Assessment | None:
        """Return the finished diagnosis before a finished one that can be compared with it: of the same version."""
        query = _done(assessment.enterprise_id).where(
            Assessment.questionnaire == assessment.questionnaire,
            Assessment.finished_at < assessment.finished_at,
        )
        return await self._session.scalar(query.limit(1))

    async def begin(
        self, enterprise_id: str, contact_id: str, form: Form, questionnaire: str, now: datetime
    ) -> Assessment:
        """Begin a diagnosis, or return the one that another has just begun."""
        await insert_if_absent(
            self._session,
            Assessment,
            id=new_id(),
            enterprise_id=enterprise_id,
            contact_id=contact_id,
            form=form,
            questionnaire=questionnaire,
            state="open",
            started_at=now,
            updated_at=now,
        )
        return (await self._session.scalars(_unfinished(enterprise_id).with_for_update())).one()

    async def move(self, assessment: Assessment, now: datetime, *, state: str, question: str | None) -> None:
        """Set where a diagnosis stands."""
        assessment.state, assessment.question, assessment.updated_at = state, question, now
        await self._session.flush()

    async def finish(self, assessment: Assessment, result: Result, now: datetime) -> None:
        """Keep what a diagnosis has come to; one that was finished before keeps its day."""
        assessment.state, assessment.question, assessment.updated_at = "done", None, now
        assessment.score, assessment.level = result.total, result.level
        assessment.result = result.model_dump(mode="json")
        assessment.finished_at = assessment.finished_at or now
        await self._session.flush()

    async def answers(self, assessment_id: str) -> Mapping[str, Answer]:
        """Return the answers that hold, by question id in order."""
        query = select(Answer).where(Answer.assessment_id == assessment_id, Answer.ended_at.is_(None))
        return {row.question: row for row in await self._session.scalars(query.order_by(Answer.question))}

    async def history(self, assessment_id: str) -> Sequence[Answer]:
        """Return all answers, those taken back too, in the order they were given."""
        query = select(Answer).where(Answer.assessment_id == assessment_id)
        return (await self._session.scalars(query.order_by(Answer.answered_at, Answer.question))).all()

    async def record(  # noqa: PLR0913 -- what an answer is kept with
        self,
        assessment: Assessment,
        question: str,
        given: Given,
        *,
        words: str,
        contact_id: str,
        turn_id: str | None,
        now: datetime,
        evidence: str = "self_reported",
    ) -> None:
        """Keep an answer; the one before it, if any, ends."""
        await self._session.execute(
            update(Answer)
            .where(Answer.assessment_id == assessment.id, Answer.question == question, Answer.ended_at.is_(None))
            .values(ended_at=now)
            .execution_options(synchronize_session=False)
        )
        self._session.add(
            Answer(
                id=new_id(),
                assessment_id=assessment.id,
                question=question,
                questionnaire=assessment.questionnaire,
                kind=given.kind,
                option=given.option,
                words=words,
                evidence=evidence,
                contact_id=contact_id,
                turn_id=turn_id,
                answered_at=now,
                ended_at=None,
            )
        )
        await self._session.flush()


def _unfinished(enterprise_id: str) -> Select[Assessment]:
    return select(Assessment).where(Assessment.enterprise_id == enterprise_id, Assessment.state.in_(UNFINISHED))


def _done(enterprise_id: str) -> Select[Assessment]:
    return (
        select(Assessment)
        .where(Assessment.enterprise_id == enterprise_id, Assessment.state == "done")
        .order_by(Assessment.finished_at.desc(), Assessment.id)
    )
