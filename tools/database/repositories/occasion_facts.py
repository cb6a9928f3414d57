"""Gathers the facts a follow-up's words are filled with, right before it is sent."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from sqlalchemy import select

from tools.database.models import (
    Adoption,
    Assessment,
    Campaign,
    Enterprise,
    Model,
    Promise,
    Report,
    Ticket,
)
from tools.database.repositories.assessments import AssessmentRepository
from tools.database.repositories.enterprises import EnterpriseRepository
from tools.database.repositories.moments import judged
from tools.domain.diagnosis.scoring import exempt, shown
from tools.domain.eligibility import unsettled
from tools.kit.errors import NotFound
from tools.wording import occasions as wording
from tools.wording import tickets as shared

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping
    from datetime import datetime

    from corpus.catalogs import Catalogs
    from corpus.follow_ups import Moment, Rule
    from corpus.surveys import Form
    from tools.database.engine import Session
    from tools.database.models import FollowUp

Row = TypeVar("Row", bound=Model)


async def facts_of(
    session: Session, rule: Rule, follow_up: FollowUp, catalogs: Catalogs, now: datetime
) -> dict[str, str]:
    """Return every fact the moment of a follow-up offers, see ``tools.domain.follow_ups.facts.FACTS``.

    Args:
        session: Any session.
        rule: Its rule.
        follow_up: The row; its condition holds.
        catalogs: As they stand, with the scenarios as operators edited them.
        now: The time.

    Raises:
        NotFound: What it is about is gone.
    """
    gather = _Gathering(session, follow_up, catalogs, now)
    enterprise = await session.get(Enterprise, follow_up.enterprise_id)
    name = enterprise.name if enterprise is not None and enterprise.name else wording.UNNAMED
    return {"enterprise": name, **await _GATHERERS[rule.moment](gather)}


class _Gathering:
    """One follow-up while its facts are gathered."""

    def __init__(self, session: Session, follow_up: FollowUp, catalogs: Catalogs, now: datetime) -> None:
        self._session, self._follow_up, self._catalogs, self._now = session, follow_up, catalogs, now

    async def unfinished(self) -> dict[str, str]:
        assessment = await self._about(Assessment)
        answers = await AssessmentRepository(self._session).answers(assessment.id)
        known = (await EnterpriseRepository(self._session).profile(assessment.enterprise_id)).facts
        form: Form = "quick" if assessment.form == "quick" else "full"
        left = [q for q in self._catalogs.questionnaire.form(form) if q.id not in answers and not exempt(q, known)]
        return {
            "left": str(len(left)),
            "answered": str(len(answers)),
            "date": shared.day(assessment.started_at),
        }

    async def diagnosis(self) -> dict[str, str]:
        assessment = await self._about(Assessment)
        levels = {level.id: level.name for level in self._catalogs.questionnaire.levels}
        level, score = assessment.level, assessment.score
        return {
            "date": shared.day(assessment.finished_at or assessment.updated_at),
            "level": wording.LEVEL.format(level=level, name=levels.get(level, "")).strip()
            if level
            else wording.NO_LEVEL,
            "score": wording.NO_SCORE if score is None else shown(score),
        }

    async def report(self) -> dict[str, str]:
        report = await self._about(Report)
        return {"made": shared.day(report.created_at)}

    async def scenarios(self) -> dict[str, str]:
        report = await self._about(Report)
        names = [str(one["name"]) for one in report.content["scenarios"]]
        return {
            "made": shared.day(report.created_at),
            "scenarios": wording.LIST_COMMA.join(names[: wording.MOST_SCENARIOS]),
        }

    async def ticket(self) -> dict[str, str]:
        ticket = await self._about(Ticket)
        return {
            "title": wording.short(ticket.text),
            "number": ticket.number,
            "due": shared.moment(ticket.due_at),
        }

    async def planned(self) -> dict[str, str]:
        adoption = await self._adoption()
        scenario = self._catalogs.scenarios.get(adoption.scenario_id)
        return {
            "scenario": scenario.name if scenario is not None else adoption.scenario_id,
            "scenario_id": adoption.scenario_id,
            "go_live": shared.day(adoption.go_live_at or adoption.created_at),
        }

    async def live(self) -> dict[str, str]:
        adoption = await self._adoption()
        since = adoption.go_live_at or adoption.created_at
        days = (self._now.astimezone(wording.SHANGHAI).date() - since.astimezone(wording.SHANGHAI).date()).days
        return {**await self.planned(), "age": str(days)}

    async def policy(self) -> dict[str, str]:
        judgement = await judged(self._session, self._follow_up, self._now, self._catalogs)
        if judgement is None or judgement.policy.apply_until is None:
            raise self._gone()
        until = judgement.policy.apply_until
        left = [check for check in unsettled(judgement.checks) if check.condition.goal is None]
        return {
            "policy": judgement.policy.title,
            "policy_id": judgement.policy.id,
            "until": wording.written(until),
            "days": str((until - self._now.astimezone(wording.SHANGHAI).date()).days),
            "unknown": wording.UNSETTLED.format(count=len(left)) if left else "",
        }

    async def promise(self) -> dict[str, str]:
        promise = await self._about(Promise)
        return {
            "promise": wording.short(promise.text),
            "promise_id": promise.id,
            "due": shared.day(promise.due_at),
        }

    async def campaign(self) -> dict[str, str]:
        return {"text": (await self._about(Campaign)).text}

    async def _adoption(self) -> Adoption:
        """Return the decision as it stands: the row it was planned by may have been replaced since."""
        planned_by = await self._about(Adoption)
        standing = select(Adoption).where(
            Adoption.enterprise_id == planned_by.enterprise_id,
            Adoption.scenario_id == planned_by.scenario_id,
            Adoption.ended_at.is_(None),
        )
        return await self._session.scalar(standing) or planned_by

    async def _about(self, model: type[Row]) -> Row:
        found = await self._session.get(model, self._follow_up.about)
        if found is None:
            raise self._gone()
        return found

    def _gone(self) -> NotFound:
        msg = f"what follow-up {self._follow_up.id} is about is gone"
        return NotFound(msg, what="follow_up", name=self._follow_up.about or "")


_GATHERERS: Mapping[Moment, Callable[[_Gathering], Awaitable[dict[str, str]]]] = {
    "diagnosis_unfinished": _Gathering.unfinished,
    "report_unread": _Gathering.report,
    "scenarios_undecided": _Gathering.scenarios,
    "ticket_recorded": _Gathering.ticket,
    "ticket_resolved": _Gathering.ticket,
    "ticket_verified": _Gathering.ticket,
    "ticket_closed": _Gathering.ticket,
    "adoption_planned": _Gathering.planned,
    "adoption_live": _Gathering.live,
    "adoption_unused": _Gathering.live,
    "diagnosis_done": _Gathering.diagnosis,
    "diagnosis_old": _Gathering.diagnosis,
    "policy_deadline": _Gathering.policy,
    "promise_made": _Gathering.promise,
    "promise_owed": _Gathering.promise,
    "campaign": _Gathering.campaign,
}
