"""Queries on campaigns: what was sent to whom by which filter, how far it has come, and stopping it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, exists, func, or_, select, update

from tools.database.models import Campaign, FollowUp, Turn, new_id
from tools.database.repositories.numbers import next_number
from tools.database.repositories.planning import STOPPED, PlanningRepository
from tools.domain.days import today

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from tools.database.engine import Session
    from tools.domain.region import EnterpriseFilter


RULE = "campaign"
"""The rule campaigns are sent by."""
UNSENT = ("due", "task")
"""States of what stopping cancels: what waits, and what a person was to do."""
UNDER_WAY = ("due", "sending")


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a campaign has come.

    Attributes:
        states: How many follow-ups are in each state.
        routes: How many were sent by each way.
        reasons: How many ended unsent for each reason.
    """

    states: Mapping[str, int] = field(default_factory=dict)
    routes: Mapping[str, int] = field(default_factory=dict)
    reasons: Mapping[str, int] = field(default_factory=dict)

    @property
    def planned(self) -> int:
        """How many enterprises had their turn."""
        return sum(self.states.values())

    @property
    def waiting(self) -> int:
        """How many are planned and wait, or are on their way."""
        return sum(self.states.get(state, 0) for state in UNDER_WAY)


class CampaignRepository:
    """Campaigns; methods that change anything need a session that may write."""

    def __init__(self, session: Session) -> None:
        self._session = session

    async def start(
        self, *, title: str, text: str, asked: EnterpriseFilter, per_hour: int, contact: str, now: datetime
    ) -> Campaign:
        """Add a campaign that runs from now on.

        Args:
            title: What operators call it.
            text: What it says.
            asked: Whom it is for.
            per_hour: How many are planned in an hour at the most.
            contact: Id of who starts it.
            now: The time.
        """
        row = Campaign(
            id=new_id(),
            number=await next_number(self._session, f"C{today(now):%Y%m%d}"),
            title=title,
            text=text,
            asked=asked.given(),
            per_hour=per_hour,
            state="running",
            contact_id=contact,
            created_at=now,
            starts_at=now,
            ended_at=None,
        )
        self._session.add(row)
        await self._session.flush()
        return row

    async def named(self, number: str) -> Campaign | None:
        """Return the campaign of a number, or the newest whose number ends so.

        Args:
            number: Whole, or its end as ``-002``.
        """
        ends = number.startswith("-")
        query = select(Campaign).where(Campaign.number.endswith(number) if ends else Campaign.number == number)
        found: Campaign | None = await self._session.scalar(
            query.order_by(Campaign.created_at.desc(), Campaign.id).limit(1)
        )
        return found

    async def locked(self, campaign_id: str) -> Campaign:
        """Return a campaign, locked until the transaction ends, so that nothing of it is planned meanwhile."""
        query = select(Campaign).where(Campaign.id == campaign_id).with_for_update()
        return (await self._session.scalars(query.execution_options(populate_existing=True))).one()

    async def latest(self, limit: int) -> Sequence[Campaign]:
        """Return the newest campaigns, the newest first."""
        query = select(Campaign).order_by(Campaign.created_at.desc(), Campaign.number.desc()).limit(limit)
        return (await self._session.scalars(query)).all()

    async def stoppable(self) -> Sequence[Campaign]:
        """Return the campaigns of which something is still to be sent, the newest first."""
        unsent = exists().where(
            FollowUp.rule == RULE, FollowUp.period == Campaign.id, FollowUp.state.in_((*UNSENT, "sending"))
        )
        query = select(Campaign).where(or_(Campaign.state == "running", (Campaign.state == "done") & unsent))
        return (await self._session.scalars(query.order_by(Campaign.created_at.desc(), Campaign.number.desc()))).all()

    async def count(self) -> int:
        """Count all campaigns."""
        return int(await self._session.scalar(select(func.count()).select_from(Campaign)) or 0)

    async def alike(self, text: str, since: datetime) -> Campaign | None:
        """Return the newest campaign that says the same and was started after a moment."""
        query = select(Campaign).where(Campaign.text == text, Campaign.created_at > since)
        found: Campaign | None = await self._session.scalar(query.order_by(Campaign.created_at.desc()).limit(1))
        return found

    async def progress(self, campaign_ids: Sequence[str]) -> Mapping[str, Progress]:
        """Return how far campaigns have come, by their ids."""
        query = (
            select(FollowUp.period, FollowUp.state, FollowUp.route, FollowUp.reason, func.count().label("count"))
            .where(FollowUp.rule == RULE, FollowUp.period.in_(campaign_ids))
            .group_by(FollowUp.period, FollowUp.state, FollowUp.route, FollowUp.reason)
        )
        counts: dict[str, dict[str, dict[str, int]]] = {}
        for row in (await self._session.execute(query)).all():
            of = counts.setdefault(row.period, {"states": {}, "routes": {}, "reasons": {}})
            _add(of["states"], row.state, row[4])
            if row.state == "sent":
                _add(of["routes"], row.route or "", row[4])
            elif row.state in {"cancelled", "expired", "failed"}:
                _add(of["reasons"], row.reason or row.state, row[4])
        return {one: Progress(**counts.get(one, {})) for one in campaign_ids}

    async def stop(self, one: Campaign, now: datetime) -> int:
        """Stop a campaign that is locked: nothing more of it is planned, and what nobody has seen is cancelled.

        Returns:
            How many follow-ups were cancelled.
        """
        one.state, one.ended_at = "stopped", now
        await self._session.flush()
        cancelled = await PlanningRepository(self._session).stop(one.id, now)
        ours = (FollowUp.rule == RULE, FollowUp.period == one.id)
        unseen = (*ours, FollowUp.state == "sent", FollowUp.route == "web", FollowUp.shown_at.is_(None))
        turns = delete(Turn).where(Turn.id.in_(select(FollowUp.id).where(*unseen)))
        await self._session.execute(turns.execution_options(synchronize_session=False))
        ended = {"state": "cancelled", "reason": STOPPED, "ended_at": now}
        for which, values in (((*ours, FollowUp.state == "task"), ended), (unseen, ended | {"told_at": None})):
            statement = update(FollowUp).where(*which).values(values).execution_options(synchronize_session=False)
            cancelled += _rows(await self._session.execute(statement))
        return cancelled


def _add(counts: dict[str, int], name: str, count: int) -> None:
    counts[name] = counts.get(name, 0) + int(count)


def _rows(result: Any) -> int:  # noqa: ANN401 -- of an update
    return max(int(result.rowcount), 0)
