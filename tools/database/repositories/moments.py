"""The moments follow-ups count from: where each has come, whether it still holds, and what was asked has happened."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, and_, bindparam, exists, func, literal, or_, select
from sqlalchemy.orm import aliased

from tools.database.models import (
    Adoption,
    AdoptionUse,
    Assessment,
    Campaign,
    Contact,
    Conversation,
    Enterprise,
    Fact,
    FollowUp,
    Instant,
    Promise,
    Report,
    Survey,
    Ticket,
    TicketEvent,
)
from tools.database.repositories.instants import DAY, day, items, later
from tools.database.repositories.region import RegionRepository
from tools.domain import eligibility, filters
from tools.domain.follow_ups.deadlines import deadlines

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence
    from datetime import datetime

    from sqlalchemy import FromClause, Select
    from sqlalchemy.orm import InstrumentedAttribute

    from corpus.catalogs import Catalogs
    from corpus.follow_ups import Moment, Rule, Step
    from tools.database.engine import Session
    from tools.domain.follow_ups.deadlines import Deadline

SHANGHAI = ZoneInfo("Asia/Shanghai")
UNFINISHED = ("open", "paused")
MOMENT, AFTER, UNTIL = (bindparam(name, type_=Instant()) for name in ("moment", "after", "until"))
"""The time, and between which times a moment is anchored."""
TALK = "hand_off"
"""The kind of ticket that stands for a talk with a person, who is waited for and does not assess it."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What is looked for, as far as statements differ by it.

    Attributes:
        moment: The moment.
        stage: The stage of satisfaction that is asked about.
        begins: Days from the moment on which what happens counts for the step.
    """

    moment: Moment
    stage: str
    begins: float

    @classmethod
    def of(cls, rule: Rule, step: Step) -> Asked:
        """Return what a step of a rule looks for; what happens counts for it from halfway since the step before."""
        stage = rule.press.arguments.get("stage", "process") if rule.press else "process"
        before = [one.days for one in rule.steps if one.days < step.days]
        return cls(rule.moment, str(stage), (step.days + max(before, default=0)) / 2)


@dataclass(frozen=True, slots=True)
class Occasion:
    """Where a moment stands in the tables.

    Attributes:
        enterprise: Whose it is.
        contact: Whom of its people it concerns; None for who of them spoke last.
        about: Id of what it is about.
        period: Tells this occasion from any other of the rule.
        anchor: When it was, or is to be.
        source: The tables it is read from.
        holds: What must hold.
    """

    enterprise: ColumnElement[str] | InstrumentedAttribute[str]
    contact: ColumnElement[str] | InstrumentedAttribute[str] | None
    about: ColumnElement[str] | InstrumentedAttribute[str]
    period: ColumnElement[str] | InstrumentedAttribute[str]
    anchor: ColumnElement[Any] | InstrumentedAttribute[Any]
    source: FromClause | type[Any]
    holds: tuple[ColumnElement[bool], ...]

    def select(self) -> Select[Any]:
        """Select enterprise_id, contact_id (null where there is nobody), about, period and anchor."""
        return (
            select(
                self.enterprise.label("enterprise_id"),
                self._person().label("contact_id"),
                self.about.label("about"),
                self.period.label("period"),
                self.anchor.label("anchor"),
            )
            .select_from(self.source)
            .where(*self.holds)
        )

    def _person(self) -> ColumnElement[str | None]:
        """Whom to tell: who it concerns, while they speak for the enterprise, else who of its people spoke last."""
        last = select(func.max(Conversation.updated_at)).where(Conversation.contact_id == Contact.id)
        spoke = last.correlate(Contact).scalar_subquery()
        speaker = (
            select(Contact.id)
            .where(Contact.enterprise_id == self.enterprise, Contact.role == "enterprise")
            .order_by(spoke.desc().nulls_last(), Contact.created_at.desc(), Contact.id)
            .limit(1)
            .correlate_except(Contact)
            .scalar_subquery()
        )
        if self.contact is None:
            return speaker
        own = (
            select(Contact.id)
            .where(Contact.id == self.contact, Contact.enterprise_id == self.enterprise, Contact.role == "enterprise")
            .correlate_except(Contact)
            .scalar_subquery()
        )
        return func.coalesce(own, speaker)


@cache
def anchored(asked: Asked) -> Select[Any]:
    """Select where a moment stands: enterprise_id, contact_id (null for nobody), about, period, anchor.

    Its parameters are ``after`` and ``until``, between which it is anchored (the first left out), and ``moment``, the
    time. Deadlines and campaigns are selected one by one, see ``deadline`` and ``campaign``.

    Args:
        asked: What is looked for.
    """
    occasion = OCCASIONS[asked.moment](asked)
    return occasion.select().where(occasion.anchor > AFTER, occasion.anchor <= UNTIL)


def campaign(asked: Campaign, fits: Sequence[ColumnElement[bool]], anchor: datetime) -> Select[Any]:
    """Select the enterprises a campaign is for, as ``anchored`` selects others.

    Args:
        asked: The campaign.
        fits: The conditions of its filter on enterprises.
        anchor: When it begins for those who have not been planned yet.
    """
    of = literal(asked.id)
    return Occasion(
        Enterprise.id, None, of, of, literal(anchor, FollowUp.due_at.type), Enterprise, tuple(fits)
    ).select()


def deadline(one: Deadline, towns: Collection[str]) -> Select[Any]:
    """Select the enterprises of a deadline, all but those whose industry or town on file is surely not meant.

    Args:
        one: The deadline.
        towns: Every town on file.
    """
    holds = []
    elsewhere = sorted(town for town in towns if one.excludes(town))
    if one.industries is not None:
        holds.append(~_held("industry", Fact.words.not_in(sorted(one.industries))))
    if elsewhere:
        holds.append(~_held("town", Fact.words.in_(elsewhere)))
    anchor = literal(one.anchor, FollowUp.due_at.type)
    about, period = literal(one.policy), literal(one.period)
    return Occasion(Enterprise.id, None, about, period, anchor, Enterprise, tuple(holds)).select()


async def anchor_of(
    session: Session, rule: Rule, follow_up: FollowUp, now: datetime, catalogs: Catalogs
) -> datetime | None:
    """Look whether the condition of a follow-up still holds, right before it is sent.

    Args:
        session: The transaction it is claimed in.
        rule: Its rule as it stands.
        follow_up: The row.
        now: The time.
        catalogs: As they stand, for policies.

    Returns:
        When the moment was, or now is to be: a later one than it was planned by puts the follow-up off. None where the
        condition holds no longer, the contact does not speak for the enterprise any more, or the step is gone.
    """
    step = next((one for one in rule.steps if one.name == follow_up.step), None)
    if step is None or not await _speaks(session, follow_up):
        return None
    if rule.moment == "campaign":
        query = select(Campaign.starts_at).where(
            Campaign.id == follow_up.about, Campaign.state.in_(("running", "done"))
        )
        return await session.scalar(query)
    if rule.moment == "policy_deadline":
        return await _still_open(session, follow_up, now, catalogs)
    given = {"moment": now, "of_enterprise": follow_up.enterprise_id, "of_period": follow_up.period}
    anchor: datetime | None = await session.scalar(_anchor(Asked.of(rule, step)), given)
    return anchor


@cache
def _anchor(asked: Asked) -> Select[Any]:
    occasion = OCCASIONS[asked.moment](asked)
    return (
        select(occasion.anchor)
        .select_from(occasion.source)
        .where(
            *occasion.holds,
            occasion.enterprise == bindparam("of_enterprise", type_=FollowUp.id.type),
            occasion.period == bindparam("of_period", type_=FollowUp.id.type),
        )
        .limit(1)
    )


async def _speaks(session: Session, follow_up: FollowUp) -> bool:
    query = select(Contact.id).where(
        Contact.id == follow_up.contact_id,
        Contact.enterprise_id == follow_up.enterprise_id,
        Contact.role == "enterprise",
    )
    return await session.scalar(query) is not None


async def _still_open(session: Session, follow_up: FollowUp, now: datetime, catalogs: Catalogs) -> datetime | None:
    """Hold a policy against the enterprise, condition by condition, on the day."""
    policies, today = catalogs.policies.values(), now.astimezone(SHANGHAI).date()
    last = next((one for one in deadlines(policies) if one.period == follow_up.period), None)
    policy = catalogs.policies.get(follow_up.about or "")
    if last is None or policy is None or filters.ended(policy, today) or policy.open_on(today) is not True:
        return None
    judgement = await judged(session, follow_up, now, catalogs)
    return last.anchor if judgement is not None and judgement.verdict != "fails" else None


async def judged(
    session: Session, follow_up: FollowUp, now: datetime, catalogs: Catalogs
) -> eligibility.Judgement | None:
    """Hold the policy a follow-up is about against its enterprise; None where one of them is gone."""
    policy = catalogs.policies.get(follow_up.about or "")
    profiles = await RegionRepository(session).profiles([follow_up.enterprise_id], answers=False)
    if policy is None or not profiles:
        return None
    facts = {key: value for key, value in profiles[0].facts.items() if key in eligibility.FACTS}
    firm = eligibility.Firm(facts=facts, today=now.astimezone(SHANGHAI).date(), level=profiles[0].level)
    return eligibility.judge(policy, firm, eligibility.sizing_of(catalogs.policies.values()))


# --- the moments ------------------------------------------------------------------------------------------------------


def _diagnosis_unfinished(_: Asked) -> Occasion:
    this = Assessment
    holds = (this.state.in_(UNFINISHED),)
    return Occasion(this.enterprise_id, this.contact_id, this.id, this.id, this.updated_at, this, holds)


def _diagnosis_done(asked: Asked) -> Occasion:
    this = Assessment
    rated = exists().where(
        Survey.enterprise_id == this.enterprise_id,
        Survey.about == "assessment",
        Survey.about_id == this.id,
        Survey.stage == asked.stage,
        Survey.ended_at.is_(None),
    )
    holds = (this.state == "done", ~rated)
    return Occasion(this.enterprise_id, this.contact_id, this.id, this.id, this.finished_at, this, holds)


def _diagnosis_old(_: Asked) -> Occasion:
    this, other = Assessment, aliased(Assessment)
    again = exists().where(
        other.enterprise_id == this.enterprise_id,
        or_(
            other.state.in_(UNFINISHED),
            and_(other.state == "done", _after((other.finished_at, other.id), (this.finished_at, this.id))),
        ),
    )
    holds = (this.state == "done", ~again)
    return Occasion(this.enterprise_id, None, this.id, this.id, this.finished_at, this, holds)


def _report_unread(_: Asked) -> Occasion:
    this, newer = Report, aliased(Report)
    overtaken = exists().where(
        newer.enterprise_id == this.enterprise_id,
        newer.revoked_at.is_(None),
        _after((newer.created_at, newer.id), (this.created_at, this.id)),
    )
    holds = (this.opened_at.is_(None), this.revoked_at.is_(None), this.expires_at > MOMENT, ~overtaken)
    return Occasion(this.enterprise_id, this.contact_id, this.id, this.id, this.created_at, this, holds)


def _scenarios_undecided(_: Asked) -> Occasion:
    this, newer = Report, aliased(Report)
    overtaken = exists().where(
        newer.enterprise_id == this.enterprise_id, _after((newer.created_at, newer.id), (this.created_at, this.id))
    )
    decided = exists().where(Adoption.enterprise_id == this.enterprise_id, Adoption.updated_at >= this.created_at)
    holds = (~overtaken, ~decided, items(this.content, "scenarios") > 0)
    return Occasion(this.enterprise_id, this.contact_id, this.id, this.id, this.created_at, this, holds)


def _ticket(state: str) -> Callable[[Asked], Occasion]:
    """Tickets in a state; the period is the move that brought them there, so that a second time is another one."""

    def occasion(asked: Asked) -> Occasion:
        this, moved, newer = Ticket, TicketEvent, aliased(TicketEvent)
        overtaken = exists().where(
            newer.ticket_id == moved.ticket_id,
            # Written so that no index on states serves it: SQLite would go through all tickets of the state.
            func.coalesce(newer.to_state, "") == state,
            _after((newer.at, newer.id), (moved.at, moved.id)),
        )
        holds = [this.state == state, moved.to_state == state, ~overtaken, this.text != ""]  # an erased one has none
        if state == "recorded":
            holds.append(this.kind != TALK)
        if state == "closed":
            rated = exists().where(
                Survey.enterprise_id == this.enterprise_id,
                Survey.about == "ticket",
                Survey.about_id == this.id,
                Survey.stage == asked.stage,
                Survey.ended_at.is_(None),
            )
            holds.append(~rated)
        source = Ticket.__table__.join(TicketEvent.__table__, moved.ticket_id == this.id)
        return Occasion(this.enterprise_id, this.contact_id, this.id, moved.id, moved.at, source, tuple(holds))

    return occasion


def _adoption_planned(_: Asked) -> Occasion:
    this = Adoption
    holds = (this.state == "planned", this.ended_at.is_(None), this.go_live_at.is_not(None))
    # A row is replaced by whatever is said of it; only put off to another day it is another occasion.
    period = this.scenario_id + "@" + day(this.go_live_at)
    return Occasion(this.enterprise_id, this.contact_id, this.id, period, this.go_live_at, this, holds)


def _live_since() -> ColumnElement[Any]:
    return func.coalesce(Adoption.go_live_at, Adoption.created_at, type_=Adoption.created_at.type)


def _live_period() -> ColumnElement[str]:
    # A row is replaced by whatever is said of it; since when its state holds stays.
    return Adoption.scenario_id + "@" + day(Adoption.created_at)


def _adoption_live(asked: Asked) -> Occasion:
    this = Adoption
    rated = exists().where(
        Survey.enterprise_id == this.enterprise_id,
        Survey.about == "scenario",
        Survey.about_id == this.scenario_id,
        Survey.stage == asked.stage,
        Survey.created_at >= this.created_at,
        Survey.ended_at.is_(None),
    )
    holds = (this.state == "live", this.ended_at.is_(None), ~rated)
    return Occasion(this.enterprise_id, this.contact_id, this.id, _live_period(), _live_since(), this, holds)


def _adoption_unused(asked: Asked) -> Occasion:
    this = Adoption
    told = exists().where(
        AdoptionUse.adoption_id == this.id, AdoptionUse.recorded_at >= later(_live_since(), asked.begins * DAY)
    )
    holds = (this.state == "live", this.ended_at.is_(None), ~told)
    return Occasion(this.enterprise_id, this.contact_id, this.id, _live_period(), _live_since(), this, holds)


def _promise(side: str) -> Callable[[Asked], Occasion]:
    def occasion(_: Asked) -> Occasion:
        this = Promise
        holds = (this.side == side, this.state == "open")
        # Put off to another day it is another occasion.
        period = this.id + "@" + day(this.due_at)
        return Occasion(this.enterprise_id, this.contact_id, this.id, period, this.due_at, this, holds)

    return occasion


def _held(field: str, condition: ColumnElement[bool]) -> ColumnElement[bool]:
    return exists().where(Fact.enterprise_id == Enterprise.id, Fact.field == field, Fact.ended_at.is_(None), condition)


def _after(one: tuple[Any, Any], other: tuple[Any, Any]) -> ColumnElement[bool]:
    """Whether a row comes after another: later, or of the same moment with the greater id."""
    return or_(one[0] > other[0], and_(one[0] == other[0], one[1] > other[1]))


OCCASIONS: Mapping[Moment, Callable[[Asked], Occasion]] = {
    "diagnosis_unfinished": _diagnosis_unfinished,
    "report_unread": _report_unread,
    "scenarios_undecided": _scenarios_undecided,
    "ticket_recorded": _ticket("recorded"),
    "ticket_resolved": _ticket("resolved"),
    "ticket_verified": _ticket("verified"),
    "ticket_closed": _ticket("closed"),
    "adoption_planned": _adoption_planned,
    "adoption_live": _adoption_live,
    "adoption_unused": _adoption_unused,
    "diagnosis_done": _diagnosis_done,
    "diagnosis_old": _diagnosis_old,
    "promise_made": _promise("enterprise"),
    "promise_owed": _promise("platform"),
}
"""All but deadlines, of which there are as many as policies, and campaigns, each with a filter of its own."""
