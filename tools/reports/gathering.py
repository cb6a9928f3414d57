"""Reads from the database all that a report of a diagnosis rests on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tools.database.repositories.assessments import AssessmentRepository
from tools.database.repositories.enterprises import EnterpriseRepository
from tools.database.repositories.reports import ReportRepository
from tools.database.repositories.scenarios import current
from tools.domain.diagnosis.results import Result

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from corpus.catalogs import Catalogs
    from tools.database.engine import Session
    from tools.database.models import Answer, Assessment
    from tools.domain.profile import Profile


@dataclass(frozen=True, slots=True)
class Earlier:
    """The finished diagnosis before this one.

    Attributes:
        finished_at: When it was finished.
        questionnaire: The questionnaire's version.
        result: What it came to; None where the version is another, so that nothing can be compared.
    """

    finished_at: datetime
    questionnaire: str
    result: Result | None


@dataclass(frozen=True, slots=True)
class Gathered:
    """What a report rests on.

    Attributes:
        profile: What is on file.
        result: What the diagnosis came to.
        finished_at: When it was finished.
        answers: The answers that hold, by question id.
        earlier: The diagnosis before; None for the first.
        others: Scores of other firms of the industry, by dimension.
        catalogs: All records, scenarios as they are now.
    """

    profile: Profile
    result: Result
    finished_at: datetime
    answers: Mapping[str, Answer]
    earlier: Earlier | None
    others: Sequence[Mapping[str, float | None]]
    catalogs: Catalogs


async def gather(session: Session, package: Catalogs, assessment: Assessment) -> Gathered:
    """Read all that a report rests on.

    Args:
        session: Any session.
        package: The catalogs as the package ships them.
        assessment: A finished diagnosis.
    """
    profile = await EnterpriseRepository(session).profile(assessment.enterprise_id)
    reports = ReportRepository(session)
    before = await reports.earlier(assessment)
    earlier = None
    if before is not None:
        same = before.questionnaire == assessment.questionnaire
        result = Result.model_validate(before.result) if same else None
        earlier = Earlier(before.finished_at or before.updated_at, before.questionnaire, result)
    industry = profile.facts.get("industry")
    return Gathered(
        profile=profile,
        result=Result.model_validate(assessment.result),
        finished_at=assessment.finished_at or assessment.updated_at,
        answers=await AssessmentRepository(session).answers(assessment.id),
        earlier=earlier,
        others=await reports.others(assessment, str(industry)) if industry else (),
        catalogs=await current(session, package),
    )
