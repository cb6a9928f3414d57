"""Queries on scenarios that enterprises have decided on, and on how they are used."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select, update

from tools.database.models import Adoption, AdoptionUse, Conversation, Enterprise, Report, Turn, new_id

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import datetime

    from tools.database.engine import Session
    from tools.domain.adoption import Use


@dataclass(frozen=True, slots=True)
class Counted:
    """How many adoptions of a state stand, and of how many enterprises."""

    state: str
    adoptions: int
    enterprises: int


class AdoptionRepository:
    """Decisions on scenarios, with those they replaced; methods that change anything need a session that may write."""

    def __init__(self, session: Session) -> None:
        self._session = session

    async def lock(self, enterprise_id: str) -> None:
        """Let others who decide for the same enterprise wait until this transaction ends."""
        await self._session.execute(select(Enterprise.id).where(Enterprise.id == enterprise_id).with_for_update())

    async def standing(self, enterprise_id: str) -> Sequence[Adoption]:
        """Return an enterprise's decisions as they stand, the one that changed last first."""
        query = select(Adoption).where(Adoption.enterprise_id == enterprise_id, Adoption.ended_at.is_(None))
        return (await self._session.scalars(query.order_by(Adoption.updated_at.desc(), Adoption.id))).all()

    async def decide(  # noqa: PLR0913 -- the columns of a row
        self,
        before: Adoption | None,
        *,
        enterprise_id: str,
        contact_id: str,
        scenario_id: str,
        state: str,
        go_live_at: datetime | None,
        note: str,
        recorded_by: str,
        turn_id: str | None,
        now: datetime,
    ) -> Adoption:
        """Put a decision in the place of the one that stands; that one is ended and kept.

        What was said of its use goes on with the new one. Where the state stays, so does the time since when it holds.
        """
        if before is not None:
            before.ended_at = now
            await self._session.flush()
        adoption = Adoption(
            id=new_id(),
            enterprise_id=enterprise_id,
            contact_id=contact_id,
            scenario_id=scenario_id,
            state=state,
            go_live_at=go_live_at,
            note=note,
            recorded_by=recorded_by,
            turn_id=turn_id,
            created_at=before.created_at if before is not None and before.state == state else now,
            updated_at=now,
            ended_at=None,
        )
        self._session.add(adoption)
        await self._session.flush()
        if before is not None:
            moved = update(AdoptionUse).where(AdoptionUse.adoption_id == before.id).values(adoption_id=adoption.id)
            await self._session.execute(moved.execution_options(synchronize_session=False))
        return adoption

    async def add_use(
        self, adoption: Adoption, use: Use, *, words: str, contact_id: str, turn_id: str | None, now: datetime
    ) -> AdoptionUse:
        """Keep how an adopted scenario is used."""
        row = AdoptionUse(
            id=new_id(),
            adoption_id=adoption.id,
            enterprise_id=adoption.enterprise_id,
            per_week=use.per_week,
            minutes=use.minutes,
            coverage=use.coverage,
            effect=use.effect,
            words=words,
            contact_id=contact_id,
            turn_id=turn_id,
            recorded_at=now,
        )
        self._session.add(row)
        await self._session.flush()
        return row

    async def use(self, use_id: str) -> AdoptionUse | None:
        """Return what was said of a use."""
        return await self._session.get(AdoptionUse, use_id)

    async def uses(self, adoption_ids: Collection[str]) -> Mapping[str, Sequence[AdoptionUse]]:
        """Return what was said of the use of adoptions, by their ids, the newest first."""
        if not adoption_ids:
            return {}
        query = select(AdoptionUse).where(AdoptionUse.adoption_id.in_(adoption_ids))
        found: dict[str, list[AdoptionUse]] = {}
        for row in (await self._session.scalars(query.order_by(AdoptionUse.recorded_at.desc(), AdoptionUse.id))).all():
            found.setdefault(row.adoption_id, []).append(row)
        return found

    async def matched(self, enterprise_id: str) -> tuple[str, ...]:
        """Return the scenarios an enterprise's newest report recommends, in its order."""
        query = select(Report.content).where(Report.enterprise_id == enterprise_id)
        content = await self._session.scalar(query.order_by(Report.created_at.desc(), Report.id.desc()).limit(1))
        return tuple(str(one["id"]) for one in (content or {}).get("scenarios", ()) if one.get("id"))

    async def counts(self) -> Sequence[Counted]:
        """Count the decisions that stand over all enterprises, by state."""
        query = (
            select(Adoption.state, func.count(), func.count(Adoption.enterprise_id.distinct()))
            .where(Adoption.ended_at.is_(None))
            .group_by(Adoption.state)
        )
        return [Counted(state, many, firms) for state, many, firms in (await self._session.execute(query)).all()]

    async def enterprises(self) -> int:
        """Count the enterprises that have decided on anything."""
        query = select(func.count(Adoption.enterprise_id.distinct())).where(Adoption.ended_at.is_(None))
        return int(await self._session.scalar(query) or 0)

    async def newest(self, limit: int, states: Collection[str] = ()) -> Sequence[tuple[Adoption, str | None]]:
        """Return the decisions that changed last over all enterprises, each with the enterprise's name."""
        query = select(Adoption, Enterprise.name).join(Enterprise, Enterprise.id == Adoption.enterprise_id)
        query = query.where(Adoption.ended_at.is_(None))
        if states:
            query = query.where(Adoption.state.in_(states))
        query = query.order_by(Adoption.updated_at.desc(), Adoption.id).limit(limit)
        return [(row, name) for row, name in (await self._session.execute(query)).all()]

    async def said(self, conversation_id: str, turn_id: str) -> tuple[Mapping[str, Any], str]:
        """Return what a conversation was about before the present turn, and the turn's words as they came."""
        focus = await self._session.scalar(select(Conversation.focus).where(Conversation.id == conversation_id))
        words = await self._session.scalar(select(Turn.text).where(Turn.id == turn_id))
        return focus or {}, words or ""

    async def said_before(self, conversation_id: str, turn_id: str, most: int) -> tuple[str, ...]:
        """Return what was said in a conversation before the present turn, the latest first, up to so many messages."""
        now = select(Turn.seq).where(Turn.id == turn_id).scalar_subquery()
        query = select(Turn.text).where(Turn.conversation_id == conversation_id, Turn.seq < now)
        return tuple((await self._session.scalars(query.order_by(Turn.seq.desc()).limit(most))).all())
