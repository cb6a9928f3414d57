"""Counts over the whole platform within a stretch of time; no names, no words of anybody."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, and_, case, exists, func, or_, select
from sqlalchemy.orm import aliased

from tools.database.models import Assessment, Conversation, Enterprise, Fact, HandOff, Survey, Ticket, Turn
from tools.domain.follow_ups import TOLD
from tools.domain.tickets.states import DONE

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from sqlalchemy.orm import InstrumentedAttribute

    from tools.database.engine import Session

MOST_DECLINED = 1000
"""Declined answers whose subjects are looked at, the newest first."""


class OverviewRepository:
    """Counts; every stretch of time includes its start and excludes its end."""

    def __init__(self, session: Session) -> None:
        self._session = session

    async def enterprises(self, start: datetime, end: datetime) -> Mapping[str, int]:
        """Count enterprises: all before the end, those of them verified, and those that are new."""
        until = Enterprise.created_at < end
        query = select(
            func.count(),
            func.coalesce(func.sum(case((Enterprise.verified, 1), else_=0)), 0),
            func.coalesce(func.sum(case((Enterprise.created_at >= start, 1), else_=0)), 0),
        ).where(until)
        total, verified, new = (await self._session.execute(query)).one()
        return {"total": int(total), "verified": int(verified), "new": int(new)}

    async def diagnoses(self, start: datetime, end: datetime) -> Mapping[str, int]:
        """Count diagnoses started and finished."""
        started = await self._count(Assessment, _within(Assessment.started_at, start, end))
        finished = await self._count(
            Assessment, Assessment.state == "done", _within(Assessment.finished_at, start, end)
        )
        return {"started": started, "finished": finished}

    async def levels(self, end: datetime) -> Mapping[str | None, int]:
        """Count enterprises by the level of their last diagnosis finished before a moment."""
        later = aliased(Assessment)
        overtaken = exists().where(
            later.enterprise_id == Assessment.enterprise_id,
            later.state == "done",
            later.finished_at < end,
            or_(
                later.finished_at > Assessment.finished_at,
                and_(later.finished_at == Assessment.finished_at, later.id < Assessment.id),
            ),
        )
        query = (
            select(Assessment.level, func.count())
            .where(Assessment.state == "done", Assessment.finished_at < end, ~overtaken)
            .group_by(Assessment.level)
        )
        return {level: int(count) for level, count in (await self._session.execute(query)).all()}

    async def lists(self, field: str, end: datetime) -> Mapping[str, int]:
        """Count how often each value of a list on file was there at a moment, such as pains."""
        query = (
            select(Fact.words, func.count())
            .where(Fact.field == field, Fact.recorded_at < end, or_(Fact.ended_at.is_(None), Fact.ended_at >= end))
            .group_by(Fact.words)
        )
        found: dict[str, int] = {}
        for words, count in (await self._session.execute(query)).all():
            for item in words.strip("|").split("|"):
                found[item] = found.get(item, 0) + int(count)
        return found

    async def tickets(self, start: datetime, end: datetime, now: datetime) -> Mapping[str, Mapping[str, int] | int]:
        """Count tickets opened, by kind and by state as it is now, and all that are overdue now."""
        opened = _within(Ticket.created_at, start, end)
        by: dict[str, Mapping[str, int] | int] = {}
        for name, column in (("kind", Ticket.kind), ("state", Ticket.state)):
            query = select(column, func.count()).where(opened).group_by(column)
            by[name] = {value: int(count) for value, count in (await self._session.execute(query)).all()}
        by["total"] = await self._count(Ticket, opened)
        by["closed"] = await self._count(Ticket, _within(Ticket.closed_at, start, end))
        by["overdue"] = await self._count(Ticket, Ticket.state.not_in(sorted(DONE)), Ticket.due_at < now)
        return by

    async def satisfaction(self, start: datetime, end: datetime) -> tuple[int, int]:
        """Return the sum of the scores given and how many there are."""
        query = select(func.coalesce(func.sum(Survey.score), 0), func.count()).where(
            _within(Survey.created_at, start, end), Survey.ended_at.is_(None)
        )
        total, count = (await self._session.execute(query)).one()
        return int(total), int(count)

    async def talks(self, start: datetime, end: datetime) -> Mapping[str, int]:
        """Count conversations in which something was said, answers, answers declined, and hand-offs."""
        at = [_within(Turn.created_at, start, end), Turn.state == "done", _answers()]
        declined = func.sum(case((Turn.reply["declined"].as_boolean(), 1), else_=0))
        query = (
            select(func.count(func.distinct(Turn.conversation_id)), func.count(), func.coalesce(declined, 0))
            .join(Conversation, Conversation.id == Turn.conversation_id)
            .where(*at)
        )
        conversations, answers, refused = (await self._session.execute(query)).one()
        return {
            "conversations": int(conversations),
            "answers": int(answers),
            "declined": int(refused),
            "hand_offs": await self._count(HandOff, _within(HandOff.created_at, start, end)),
        }

    async def declined(self, start: datetime, end: datetime) -> Sequence[dict[str, Any]]:
        """Return declined replies, to tell what they were about; the newest first."""
        query = (
            select(Turn.reply)
            .where(
                _within(Turn.created_at, start, end),
                Turn.state == "done",
                Turn.reply["declined"].as_boolean().is_(True),
            )
            .order_by(Turn.created_at.desc(), Turn.id)
            .limit(MOST_DECLINED)
        )
        return [reply for reply in (await self._session.scalars(query)).all() if reply]

    async def _count(self, model: type[Any], *wanted: ColumnElement[bool]) -> int:
        return int(await self._session.scalar(select(func.count()).select_from(model).where(*wanted)) or 0)


def _answers() -> ColumnElement[bool]:
    """Tell a turn somebody began from one the platform put there to come back to them."""
    return ~Turn.message_id.startswith(TOLD, autoescape=True)


def _within(column: InstrumentedAttribute[Any], start: datetime, end: datetime) -> ColumnElement[bool]:
    return and_(column >= start, column < end)
