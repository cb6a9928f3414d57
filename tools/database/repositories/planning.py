"""Plans follow-ups, set by set: what is due becomes rows in the database, which never leave it."""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from typing import TYPE_CHECKING, Any, cast

from sqlalchemy import Float, bindparam, exists, func, literal, or_, select, text, update
from sqlalchemy.orm import aliased

from tools.database.models import Campaign, Contact, Enterprise, Fact, FollowUp
from tools.database.repositories.inserting import DIALECTS
from tools.database.repositories.instants import DAY, later, new_ids
from tools.database.repositories.moments import MOMENT, SHANGHAI, Asked, anchored, campaign, deadline
from tools.database.repositories.region import conditions
from tools.domain.region import EnterpriseFilter

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from sqlalchemy import ColumnElement, Select, Table

    from corpus.follow_ups import Rule, Step
    from tools.database.engine import Session
    from tools.domain.follow_ups.deadlines import Deadline

HOUR = timedelta(hours=1)
MOST_TOWNS = 5000
"""Towns on file beyond which a policy's region is left to the check before sending."""
PLANNING_SECONDS = 300
_LOCK = 0x5A68_0002
"""The first key of the advisory locks on PostgreSQL under which a rule is planned."""
SUPERSEDED, STOPPED = "superseded", "stopped"
"""Reasons for which the planning itself cancels."""

_WORD = FollowUp.rule.type
_RULE, _STEP = bindparam("of_rule", type_=_WORD), bindparam("of_step", type_=_WORD)
_COLUMNS = (
    "id", "enterprise_id", "contact_id", "rule", "step", "period", "about", "purpose", "state", "attempts", "due_at",
    "expires_at", "created_at",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Planned:
    """A follow-up that would be planned.

    Attributes:
        rule: Id of its rule.
        step: The step of the rule.
        enterprise_id: Whose.
        enterprise: The enterprise's name; None where it gave none.
        contact_id: Whom.
        about: Id of what it is about.
        period: The occasion.
        due_at: When it is due.
    """

    rule: str
    step: str
    enterprise_id: str
    enterprise: str | None
    contact_id: str
    about: str
    period: str
    due_at: datetime


@dataclass(frozen=True, slots=True)
class _Found:
    """A select of occasions with values for its parameters; ``asked`` where it is always the same for that."""

    query: Select[Any]
    given: dict[str, Any]
    asked: Asked | None = None


class PlanningRepository:
    """Adds the follow-ups that have become due; any number of processes may, at the same time.

    Args:
        session: One that may write, for what writes; best a transaction for each rule.
        deadlines: Those of policies, see ``tools.domain.follow_ups.deadlines``.
    """

    def __init__(self, session: Session, deadlines: Sequence[Deadline] = ()) -> None:
        self._session, self._deadlines = session, deadlines

    async def plan(self, rule: Rule, now: datetime) -> int:
        """Add a follow-up for every occasion of a rule whose time has come, and is not past.

        An earlier step that was not sent is cancelled once a later one of its occasion is there.

        Args:
            rule: The rule as it stands; nothing is planned of a paused one.
            now: The time.

        Returns:
            How many were added; 0 also where another process is planning the rule.
        """
        if not rule.active or not await self._alone(rule):
            return 0
        if rule.moment == "campaign":
            return await self._plan_campaigns(rule, now)
        added = 0
        for step, following in _in_order(rule):
            for found in await self._found(rule, step, _after(rule, step, following, now), now - _days(step.days), now):
                added += await self._add(rule, step, found, now)
        if len(rule.steps) > 1:
            await self._supersede(rule, now)
        return added

    async def preview(self, rule: Rule, until: datetime, *, now: datetime, limit: int = 500) -> Sequence[Planned]:
        """Return what planning would add up to a moment, if nothing changed; nothing is written.

        Args:
            rule: The rule; a paused one as if it were not.
            until: The moment.
            now: The time.
            limit: How many at the most, the first due first.
        """
        found: list[Planned] = []
        for step, one in await self._ahead(rule, until, now):
            of = _new(one.query).subquery()
            due = later(of.c.anchor, step.days * DAY).label("due_at")
            rows = select(of, due, Enterprise.name).join(Enterprise, Enterprise.id == of.c.enterprise_id)
            query = rows.order_by(due).limit(limit)
            found += [
                Planned(
                    rule=rule.id,
                    step=step.name,
                    enterprise_id=row.enterprise_id,
                    enterprise=row.name,
                    contact_id=row.contact_id,
                    about=row.about,
                    period=row.period,
                    due_at=row.due_at,
                )
                for row in (await self._session.execute(query, one.given | _named(rule, step))).all()
            ]
        return sorted(found, key=lambda one: (one.due_at, one.enterprise_id, one.step))[:limit]

    async def count(self, rule: Rule, until: datetime, *, now: datetime) -> int:
        """Count what ``preview`` would return without a limit."""
        total = 0
        for step, one in await self._ahead(rule, until, now):
            query = select(func.count()).select_from(_new(one.query).subquery())
            total += int(await self._session.scalar(query, one.given | _named(rule, step)) or 0)
        return total

    async def addressed(self, asked: EnterpriseFilter) -> int:
        """Count the enterprises of a filter that have somebody to tell: those a campaign would reach."""
        person = exists().where(Contact.enterprise_id == Enterprise.id, Contact.role == "enterprise")
        query = select(func.count()).select_from(Enterprise).where(*conditions(asked), person)
        return int(await self._session.scalar(query) or 0)

    async def stop(self, campaign_id: str, now: datetime) -> int:
        """Cancel what was planned of a campaign and not sent, and return how many; for one that is stopped."""
        return await self._cancel(FollowUp.period == campaign_id, now=now, reason=STOPPED)

    # --- how it is done ---------------------------------------------------------------------------------------------

    async def _alone(self, rule: Rule) -> bool:
        """Keep other processes from planning the rule meanwhile; on SQLite whoever writes is alone."""
        if self._session.get_bind().dialect.name != "postgresql":
            return True
        await self._session.execute(text(f"SET LOCAL statement_timeout = '{PLANNING_SECONDS}s'"))
        # Compiling such a statement takes ten times as long as running it.
        await self._session.execute(text("SET LOCAL jit = off"))
        key = zlib.crc32(rule.id.encode()) - 2**31
        query = select(func.pg_try_advisory_xact_lock(_LOCK, key))
        return bool(await self._session.scalar(query))

    async def _towns(self, rule: Rule) -> Sequence[str]:
        if rule.moment != "policy_deadline" or not any(one.regions for one in self._deadlines):
            return ()
        query = select(Fact.words).where(Fact.field == "town", Fact.ended_at.is_(None)).distinct()
        towns = (await self._session.scalars(query.limit(MOST_TOWNS + 1))).all()
        return towns if len(towns) <= MOST_TOWNS else ()

    async def _found(self, rule: Rule, step: Step, after: datetime, until: datetime, now: datetime) -> Sequence[_Found]:
        """Return the selects of what is anchored between two times."""
        if rule.moment != "policy_deadline":
            asked = Asked.of(rule, step)
            return [_Found(anchored(asked), {"after": after, "until": until, "moment": now}, asked)]
        today, towns = now.astimezone(SHANGHAI).date(), await self._towns(rule)
        return [
            _Found(deadline(one, towns), {})
            for one in self._deadlines
            if after < one.anchor <= until and (one.opens is None or one.opens <= today)
        ]

    async def _add(self, rule: Rule, step: Step, found: _Found, now: datetime, limit: int | None = None) -> int:
        dialect = self._session.get_bind().dialect.name
        statement = _adding(found.asked, dialect) if found.asked else _insertion(found.query, dialect, limit)
        given = found.given | _named(rule, step)
        given |= {"of_purpose": rule.purpose, "of_due": step.days * DAY, "moment": now}
        given |= {"of_expiry": (step.days + rule.stale_days) * DAY}
        return max(int((await self._session.execute(statement, given)).rowcount), 0)  # type: ignore[attr-defined]  # of an insert

    async def _supersede(self, rule: Rule, now: datetime) -> None:
        """Cancel what was not sent of a step when a later one of the same occasion is there."""
        for step, following in _in_order(rule):
            if following:
                next_one = aliased(FollowUp)
                names = [one.name for one in following]
                overtaken = exists().where(
                    next_one.enterprise_id == FollowUp.enterprise_id,
                    next_one.rule == rule.id,
                    next_one.period == FollowUp.period,
                    next_one.step.in_(names),
                )
                await self._cancel(
                    FollowUp.rule == rule.id, FollowUp.step == step.name, overtaken, now=now, reason=SUPERSEDED
                )

    async def _cancel(self, *which: ColumnElement[bool], now: datetime, reason: str) -> int:
        statement = (
            update(FollowUp)
            .where(FollowUp.state == "due", *which)
            .values(state="cancelled", reason=reason, ended_at=now)
            .execution_options(synchronize_session=False)
        )
        return max(int((await self._session.execute(statement)).rowcount), 0)  # type: ignore[attr-defined]  # of an update

    async def _ahead(self, rule: Rule, until: datetime, now: datetime) -> Sequence[tuple[Step, _Found]]:
        """Return the selects of what comes to be due up to a moment, step by step."""
        if rule.moment == "campaign":
            running = select(Campaign).where(Campaign.state == "running", Campaign.starts_at <= until)
            return [
                (rule.steps[0], _Found(campaign(one, _filter(one), max(now, one.starts_at or now)), {}))
                for one in (await self._session.scalars(running.order_by(Campaign.starts_at))).all()
            ]
        return [
            (step, found)
            for step, following in _in_order(rule)
            # What lapses by then lapses in the preview too; a policy that opens by then is open.
            for found in await self._found(
                rule, step, _after(rule, step, following, now), until - _days(step.days), until
            )
        ]

    # --- campaigns --------------------------------------------------------------------------------------------------

    async def _plan_campaigns(self, rule: Rule, now: datetime) -> int:
        """Plan for as many enterprises of each running campaign as an hour still has room for."""
        stopped = select(Campaign.id).where(Campaign.state == "stopped")
        await self._cancel(FollowUp.rule == rule.id, FollowUp.period.in_(stopped), now=now, reason=STOPPED)
        running = select(Campaign).where(Campaign.state == "running", Campaign.starts_at <= now).with_for_update()
        added = 0
        for one in (await self._session.scalars(running.order_by(Campaign.starts_at, Campaign.id))).all():
            recent = select(func.count()).where(
                FollowUp.rule == rule.id, FollowUp.created_at > now - HOUR, FollowUp.period == one.id
            )
            room = one.per_hour - int(await self._session.scalar(recent) or 0)
            if room <= 0:
                continue
            # Those who are planned late have as long to be told as those who were planned first.
            found = _Found(campaign(one, _filter(one), now), {})
            count = await self._add(rule, rule.steps[0], found, now, room)
            added += count
            if count < room:
                one.state, one.ended_at = "done", now
                await self._session.flush()
        return added


@cache
def _adding(asked: Asked, dialect: str) -> Any:  # noqa: ANN401 -- one of two classes without a common name
    # Built once: putting a statement together costs more than running it where little is due.
    return _insertion(anchored(asked), dialect)


def _insertion(found: Select[Any], dialect: str, limit: int | None = None) -> Any:  # noqa: ANN401 -- as above
    new = _new(found, ever=limit is not None)
    if limit is not None:
        new = new.order_by("enterprise_id").limit(limit)
    of = new.subquery()
    rows = select(
        new_ids(),
        of.c.enterprise_id,
        of.c.contact_id,
        _RULE,
        _STEP,
        of.c.period,
        of.c.about,
        bindparam("of_purpose", type_=_WORD),
        literal("due"),
        literal(0),
        later(of.c.anchor, bindparam("of_due", type_=Float())),
        later(of.c.anchor, bindparam("of_expiry", type_=Float())),
        MOMENT,
    ).where(literal(1) == 1)  # SQLite cannot tell ON CONFLICT from a join without it
    statement = DIALECTS[dialect](cast("Table", FollowUp.__table__)).from_select(_COLUMNS, rows, include_defaults=False)
    return statement.on_conflict_do_nothing().execution_options(preserve_rowcount=True)


def _new(found: Select[Any], *, ever: bool = False) -> Select[Any]:
    """Leave out whom nobody can be told for, and what is there already, whoever of the enterprise it went to."""
    of, there = found.subquery(), aliased(FollowUp)
    ours = or_(there.state != "cancelled", there.contact_id == of.c.contact_id)
    done = exists().where(
        there.enterprise_id == of.c.enterprise_id,
        there.rule == _RULE,
        there.period == of.c.period,
        there.step == _STEP,
        *(() if ever else (ours,)),
    )
    return select(of).where(of.c.contact_id.is_not(None), ~done)


def _named(rule: Rule, step: Step) -> dict[str, Any]:
    return {"of_rule": rule.id, "of_step": step.name}


def _after(rule: Rule, step: Step, following: Sequence[Step], now: datetime) -> datetime:
    """Return the time up to which what is anchored is out of date, or a later step's."""
    return max([now - _days(step.days + rule.stale_days), *(now - _days(one.days) for one in following)])


def _filter(one: Campaign) -> Sequence[ColumnElement[bool]]:
    asked: dict[str, Any] = {
        key: tuple(value) if isinstance(value, list) else value for key, value in one.asked.items()
    }
    return conditions(EnterpriseFilter(**asked))


def _in_order(rule: Rule) -> Iterator[tuple[Step, Sequence[Step]]]:
    """Go through the steps of a rule by their days, each with those that come later."""
    steps = sorted(rule.steps, key=lambda one: one.days)
    for place, step in enumerate(steps):
        yield step, [one for one in steps[place + 1 :] if one.days > step.days]


def _days(days: float) -> timedelta:
    return timedelta(seconds=round(days * DAY))
