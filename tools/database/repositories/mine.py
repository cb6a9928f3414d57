"""Queries on what a person of a channel is here: an operator, somebody who speaks for firms, who wants what sent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from tools.database.models import Enterprise, Membership, Operator, OperatorAccount, OptOut

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tools.database.engine import Session


class MineRepository:
    """Who one person is."""

    def __init__(self, session: Session) -> None:
        self._session = session

    async def operator(self, channel: str, user: str) -> Operator | None:
        """Return the operator a user of a channel is; None for everybody else, and for those who may not sign in."""
        query = (
            select(Operator)
            .join(OperatorAccount, OperatorAccount.operator_id == Operator.id)
            .where(
                OperatorAccount.channel == channel,
                OperatorAccount.user == user,
                OperatorAccount.ended_at.is_(None),
                Operator.disabled_at.is_(None),
            )
        )
        return await self._session.scalar(query)

    async def enterprises(self, contact_id: str) -> Sequence[Enterprise]:
        """Return the enterprises a contact was invited to speak for, in the order they were joined."""
        query = (
            select(Enterprise)
            .join(Membership, Membership.enterprise_id == Enterprise.id)
            .where(Membership.contact_id == contact_id, Membership.ended_at.is_(None))
            .order_by(Membership.created_at, Enterprise.id)
        )
        return (await self._session.scalars(query)).all()

    async def stopped(self, contact_id: str) -> frozenset[str]:
        """Return the purposes a contact wants no messages of."""
        query = select(OptOut.purpose).where(OptOut.contact_id == contact_id, OptOut.ended_at.is_(None))
        return frozenset((await self._session.scalars(query)).all())
