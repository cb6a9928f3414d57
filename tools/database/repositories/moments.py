"""The moments follow-ups count from: where each has come, whether it still holds, and what was asked has happened."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, and_, exists, func, literal, or_, select, union_all
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

    from sqlalchemy import CompoundSelect, FromClause, Select
    from sqlalchemy.orm import InstrumentedAttribute

    from corpus.catalogs import Catalogs
    from corpus.follow_ups import Moment, Rule, Step
    from tools.database.engine import Session
    from tools.domain.follow_ups.deadlines import Deadline

SHANGHAI = ZoneInfo("Asia/Shanghai")
UNFINISHED = ("open", "paused")
TALK = "hand_off"
"""The kind of ticket that stands for a talk with a person, who is waited for and does not assess it."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What is looked for.

    Attributes:
        rule: The rule.
        step: One of its steps.
        now: The time; what lapses by itself must not have.
    """

    rule: Rule
    step: Step
    now: datetime

    @property
    def stage(self) -> str:
        """The stage of satisfaction the rule asks about."""
        return str(self.rule.press.arguments.get("stage", "process")) if self.rule.press else "process"

    @property
    def begins(self) -> float:
        """Days from the moment on which what happens counts for this step: from halfway since the one before."""
        before = [step.days for step in self.rule.steps if step.days < self.step.days]
        return (self.step.days + max(before, default=0)) / 2


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


def occasions(
    asked: Asked,
    *,
    after: datetime | None = None,
    until: datetime | None = None,
    ends: Sequence[Deadline] = (),
    towns: Collection[str] = (),
) -> Select[Any] | CompoundSelect[Any] | None:
    """Select where a rule's moment stands: enterprise_id, contact_id (null for nobody), about, period, anchor.

    Campaigns are selected one by one, see ``campaign``.

    Args:
        asked: The rule, the step and the time.
        after: Only what is anchored later than this.
        until: Only what is anchored no later than this.
        ends: The deadlines of policies, for ``policy_deadline``.
        towns: Every town on file, for the same.

    Returns:
        None where there can be nothing.
    """
    if asked.rule.moment == "policy_deadline":
        wanted = [
            deadline
            for deadline in ends
            if (after is None or deadline.anchor > after)
            and (until is None or deadline.anchor <= until)
            and (deadline.opens is None or deadline.opens <= asked.now.astimezone(SHANGHAI).date())
        ]
        selects = [_deadline(one, towns).select() for one in wanted]
        return union_all(*selects) if len(selects) > 1 else selects[0] if selects else None
    occasion = OCCASIONS[asked.rule.moment](asked)
    query = occasion.select()
    if after is not None:
        query = query.where(occasion.anchor > after)
    return query if until is None else query.where(occasion.anchor <= until)


def campaign(asked: Campaign, fits: Sequence[ColumnElement[bool]], anchor: datetime) -> Select[Any]:
    """Select the enterprises a campaign is for, as ``occasions`` selects others.

    Args:
        asked: The campaign.
        fits: The conditions of its filter on enterprises.
        anchor: When it begins for those who have not been planned yet.
    """
    of = literal(asked.id)
    return Occasion(
        Enterprise.id, None, of, of, literal(anchor, FollowUp.due_at.type), Enterprise, tuple(fits)
    ).select()


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
    occasion = OCCASIONS[rule.moment](Asked(rule, step, now))
    found = (
        select(occasion.anchor)
        .select_from(occasion.source)
        .where(
            *occasion.holds,
            occasion.enterprise == follow_up.enterprise_id,
            occasion.period == follow_up.period,
        )
    )
    return await session.scalar(found.limit(1))


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
    deadline = next((one for one in deadlines(policies) if one.period == follow_up.period), None)
    policy = catalogs.policies.get(follow_up.about or "")
    if deadline is None or policy is None or filters.ended(policy, today) or policy.open_on(today) is not True:
        return None
    judgement = await judged(session, follow_up, now, catalogs)
    return deadline.anchor if judgement is not None and judgement.verdict != "fails" else None


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


def _report_unread(asked: Asked) -> Occasion:
    this, newer = Report, aliased(Report)
    overtaken = exists().where(
        newer.enterprise_id == this.enterprise_id,
        newer.revoked_at.is_(None),
        _after((newer.created_at, newer.id), (this.created_at, this.id)),
    )
    holds = (this.opened_at.is_(None), this.revoked_at.is_(None), this.expires_at > asked.now, ~overtaken)
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
        holds = [this.state == state, moved.to_state == state, ~overtaken]
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


def _deadline(deadline: Deadline, towns: Collection[str]) -> Occasion:
    """All enterprises but those whose industry or town on file is surely not meant."""
    holds = []
    elsewhere = sorted(town for town in towns if deadline.excludes(town))
    if deadline.industries is not None:
        holds.append(~_held("industry", Fact.words.not_in(sorted(deadline.industries))))
    if elsewhere:
        holds.append(~_held("town", Fact.words.in_(elsewhere)))
    anchor = literal(deadline.anchor, FollowUp.due_at.type)
    about, period = literal(deadline.policy), literal(deadline.period)
    return Occasion(Enterprise.id, None, about, period, anchor, Enterprise, tuple(holds))


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
