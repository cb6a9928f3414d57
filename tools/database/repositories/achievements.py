"""Whether what a follow-up asked for has happened since it was sent."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import aliased

from tools.database.models import Adoption, AdoptionUse, Assessment, FollowUp, Promise, Report, Survey, TicketEvent

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy import ScalarSelect
    from sqlalchemy.orm import InstrumentedAttribute

    from corpus.follow_ups import Rule
    from tools.database.engine import Session

MOVES = {
    "ticket_resolved": ("verified", "scheduled"),
    "ticket_verified": ("revisited", "scheduled"),
}
"""Where a ticket goes when its people answer: on, or back to work."""


@dataclass(frozen=True, slots=True)
class _Achievement:
    """Something that happens at a time, and which follow-ups it answers."""

    at: ColumnElement[Any] | InstrumentedAttribute[Any]
    answers: tuple[ColumnElement[bool], ...]


def achieved_at(rule: Rule) -> ScalarSelect[datetime | None] | None:
    """Return, beside a row of ``follow_ups``, when what it asked for first happened after it was sent.

    Args:
        rule: The rule of the rows.

    Returns:
        Null where it has not; None for rules of which no table tells (policies, campaigns).
    """
    found = _achievement(rule)
    if found is None:
        return None
    query = select(func.min(found.at, type_=FollowUp.converted_at.type))
    return query.where(*found.answers, found.at > FollowUp.told_at).correlate(FollowUp).scalar_subquery()


async def achieved(session: Session, rule: Rule, follow_up_id: str) -> datetime | None:
    """Return when what a follow-up asked for first happened after it was sent; None where it has not."""
    at = achieved_at(rule)
    if at is None:
        return None
    return await session.scalar(select(at).select_from(FollowUp).where(FollowUp.id == follow_up_id))


def _achievement(rule: Rule) -> _Achievement | None:  # noqa: PLR0911 -- one for each kind of moment
    moment = rule.moment
    if moment == "diagnosis_unfinished":
        return _Achievement(Assessment.finished_at, (Assessment.id == FollowUp.about,))
    if moment == "diagnosis_old":
        return _Achievement(
            Assessment.finished_at,
            (Assessment.enterprise_id == FollowUp.enterprise_id, Assessment.id != FollowUp.about),
        )
    if moment == "report_unread":
        return _Achievement(Report.opened_at, (Report.id == FollowUp.about,))
    if moment == "scenarios_undecided":
        return _Achievement(Adoption.updated_at, (Adoption.enterprise_id == FollowUp.enterprise_id,))
    if moment == "ticket_recorded":
        return _ticket(TicketEvent.kind == "urged")
    if moment in MOVES:
        return _ticket(TicketEvent.to_state.in_(MOVES[moment]))
    if moment == "adoption_planned":
        # Whatever is said of an adoption replaces its row.
        return _Achievement(Adoption.ended_at, (Adoption.id == FollowUp.about,))
    if moment == "adoption_unused":
        same = aliased(Adoption)
        rows = select(same.id).where(
            same.enterprise_id == FollowUp.enterprise_id, same.scenario_id == _adopted_scenario()
        )
        return _Achievement(AdoptionUse.recorded_at, (AdoptionUse.adoption_id.in_(rows.correlate(FollowUp)),))
    if moment in {"diagnosis_done", "ticket_closed", "adoption_live"}:
        return _survey(rule)
    if moment in {"promise_made", "promise_owed"}:
        return _Achievement(Promise.ended_at, (Promise.id == FollowUp.about,))
    return None


def _ticket(happened: ColumnElement[bool]) -> _Achievement:
    return _Achievement(TicketEvent.at, (TicketEvent.ticket_id == FollowUp.about, happened))


def _adopted_scenario() -> ScalarSelect[str]:
    adopted = aliased(Adoption)
    return select(adopted.scenario_id).where(adopted.id == FollowUp.about).correlate(FollowUp).scalar_subquery()


def _survey(rule: Rule) -> _Achievement:
    stage = str(rule.press.arguments.get("stage", "process")) if rule.press else "process"
    own: Sequence[ColumnElement[bool]] = (Survey.enterprise_id == FollowUp.enterprise_id, Survey.stage == stage)
    if rule.moment == "adoption_live":
        return _Achievement(
            Survey.created_at, (*own, Survey.about == "scenario", Survey.about_id == _adopted_scenario())
        )
    about = "ticket" if rule.moment == "ticket_closed" else "assessment"
    return _Achievement(Survey.created_at, (*own, Survey.about == about, Survey.about_id == FollowUp.about))
