"""Plans follow-ups, set by set: what is due becomes rows in the database, which never leave it."""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import exists, func, literal, or_, select, text, update
from sqlalchemy.orm import aliased

from tools.database.models import Campaign, Contact, Enterprise, Fact, FollowUp
from tools.database.repositories.inserting import insert
from tools.database.repositories.instants import DAY, later, new_ids
from tools.database.repositories.moments import Asked, campaign, occasions
from tools.database.repositories.region import conditions
from tools.domain.region import EnterpriseFilter

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from sqlalchemy import ColumnElement, CompoundSelect, Select

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
        towns = await self._towns(rule)
        for step, following in _in_order(rule):
            asked = Asked(rule, step, now)
            found = occasions(
                asked,
                after=max([now - _days(step.days + rule.stale_days), *(now - _days(one.days) for one in following)]),
                until=now - _days(step.days),
                ends=self._deadlines,
                towns=towns,
            )
            if found is not None:
                added += await self._add(asked, found)
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
        for asked, query in await self._ahead(rule, until, now):
            of = self._new(asked, query).subquery()
            due = later(of.c.anchor, asked.step.days * DAY).label("due_at")
            rows = select(of, due, Enterprise.name).join(Enterprise, Enterprise.id == of.c.enterprise_id).order_by(due)
            found += [
                Planned(
                    rule=rule.id,
                    step=asked.step.name,
                    enterprise_id=row.enterprise_id,
                    enterprise=row.name,
                    contact_id=row.contact_id,
                    about=row.about,
                    period=row.period,
                    due_at=row.due_at,
                )
                for row in (await self._session.execute(rows.limit(limit))).all()
            ]
        return sorted(found, key=lambda one: (one.due_at, one.enterprise_id, one.step))[:limit]

    async def count(self, rule: Rule, until: datetime, *, now: datetime) -> int:
        """Count what ``preview`` would return without a limit."""
        total = 0
        for asked, query in await self._ahead(rule, until, now):
            of = self._new(asked, query).subquery()
            total += int(await self._session.scalar(select(func.count()).select_from(of)) or 0)
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

    def _new(self, asked: Asked, found: Select[Any] | CompoundSelect[Any], *, ever: bool = False) -> Select[Any]:
        """Leave out whom nobody can be told for, and what is there already, whoever of the enterprise it went to."""
        of, there = found.subquery(), aliased(FollowUp)
        ours = or_(there.state != "cancelled", there.contact_id == of.c.contact_id)
        done = exists().where(
            there.enterprise_id == of.c.enterprise_id,
            there.rule == asked.rule.id,
            there.period == of.c.period,
            there.step == asked.step.name,
            *(() if ever else (ours,)),
        )
        return select(of).where(of.c.contact_id.is_not(None), ~done)

    async def _add(self, asked: Asked, found: Select[Any] | CompoundSelect[Any], limit: int | None = None) -> int:
        new = self._new(asked, found, ever=limit is not None)
        if limit is not None:
            new = new.order_by("enterprise_id").limit(limit)
        of, rule, days = new.subquery(), asked.rule, asked.step.days
        rows = select(
            new_ids(),
            of.c.enterprise_id,
            of.c.contact_id,
            literal(rule.id),
            literal(asked.step.name),
            of.c.period,
            of.c.about,
            literal(rule.purpose),
            literal("due"),
            literal(0),
            later(of.c.anchor, days * DAY),
            later(of.c.anchor, (days + rule.stale_days) * DAY),
            literal(asked.now, FollowUp.created_at.type),
        ).where(literal(1) == 1)  # SQLite cannot tell ON CONFLICT from a join without it
        statement = insert(self._session, FollowUp).from_select(_COLUMNS, rows, include_defaults=False)
        result = await self._session.execute(
            statement.on_conflict_do_nothing().execution_options(preserve_rowcount=True)
        )
        return max(int(result.rowcount), 0)  # type: ignore[attr-defined]  # of an insert

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

    async def _ahead(
        self, rule: Rule, until: datetime, now: datetime
    ) -> Sequence[tuple[Asked, Select[Any] | CompoundSelect[Any]]]:
        """Return the selects of what comes to be due up to a moment, step by step."""
        if rule.moment == "campaign":
            running = select(Campaign).where(Campaign.state == "running", Campaign.starts_at <= until)
            return [
                (Asked(rule, rule.steps[0], now), campaign(one, _filter(one), max(now, one.starts_at or now)))
                for one in (await self._session.scalars(running.order_by(Campaign.starts_at))).all()
            ]
        towns = await self._towns(rule)
        found = []
        for step, following in _in_order(rule):
            # What lapses by then lapses in the preview too; a policy that opens by then is open.
            asked = Asked(rule, step, until)
            query = occasions(
                asked,
                after=max([now - _days(step.days + rule.stale_days), *(now - _days(one.days) for one in following)]),
                until=until - _days(step.days),
                ends=self._deadlines,
                towns=towns,
            )
            if query is not None:
                found.append((asked, query))
        return found

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
            asked = Asked(rule, rule.steps[0], now)
            # Those who are planned late have as long to be told as those who were planned first.
            count = await self._add(asked, campaign(one, _filter(one), now), room)
            added += count
            if count < room:
                one.state, one.ended_at = "done", now
                await self._session.flush()
        return added


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
