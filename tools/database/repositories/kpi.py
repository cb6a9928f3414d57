"""Queries on the values of indicators that enterprises keep."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from sqlalchemy import select, update

from tools.database.models import KpiValue, new_id

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tools.database.engine import Session
    from tools.kit.tool import ToolContext

Stage = Literal["baseline", "actual"]


class KpiRepository:
    """Values of indicators; a corrected one is ended and stays."""

    def __init__(self, session: Session) -> None:
        self._session = session

    async def current(self, enterprise_id: str, indicator: str | None = None) -> Sequence[KpiValue]:
        """Return the values in force of an enterprise, by indicator, the latest first.

        Args:
            enterprise_id: Whose.
            indicator: Only this one's.
        """
        query = select(KpiValue).where(KpiValue.enterprise_id == enterprise_id, KpiValue.ended_at.is_(None))
        if indicator is not None:
            query = query.where(KpiValue.indicator == indicator)
        query = query.order_by(KpiValue.indicator, KpiValue.recorded_at.desc(), KpiValue.id)
        return (await self._session.scalars(query)).all()

    async def keep(  # noqa: PLR0913 -- each is a column
        self,
        context: ToolContext,
        enterprise_id: str,
        *,
        indicator: str,
        stage: Stage,
        period: str,
        value: str,
        unit: str,
        reading: str,
        inputs: dict[str, Any],
        source: str,
        evidence: str,
    ) -> KpiValue | None:
        """Keep a value, and end the one it takes the place of; needs a session that may write.

        Args:
            context: Who keeps it, when.
            enterprise_id: Whose it is.
            indicator: The indicator's id.
            stage: Before or after the change.
            period: The period it is for, in words; a value without one takes the place of any.
            value: A decimal as written.
            unit: Its unit.
            reading: The reading of the standard it was worked out by.
            inputs: What it was worked out from.
            source: Where the figures come from.
            evidence: How well it is founded.

        Returns:
            The value it took the place of.
        """
        same = [
            KpiValue.enterprise_id == enterprise_id,
            KpiValue.indicator == indicator,
            KpiValue.stage == stage,
            KpiValue.ended_at.is_(None),
        ]
        if period:
            same.append(KpiValue.period.in_([period, ""]))
        query = select(KpiValue).where(*same).order_by(KpiValue.recorded_at.desc(), KpiValue.id).limit(1)
        before = await self._session.scalar(query)
        await self._session.execute(update(KpiValue).where(*same).values(ended_at=context.now))
        self._session.add(
            KpiValue(
                id=new_id(),
                enterprise_id=enterprise_id,
                indicator=indicator,
                stage=stage,
                period=period,
                value=value,
                unit=unit,
                reading=reading,
                inputs=inputs,
                source=source,
                evidence=evidence,
                contact_id=context.contact,
                turn_id=context.turn or None,
                recorded_at=context.now,
                ended_at=None,
            )
        )
        await self._session.flush()
        return before
