"""Queries of those who keep an eye on follow-ups: how many there are in each state."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func, select

from tools.database.models import FollowUp

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tools.database.engine import Session


class WatchingRepository:
    """Follow-ups, counted."""

    def __init__(self, session: Session) -> None:
        self._session = session

    async def states(self) -> Mapping[str, int]:
        """Count follow-ups by state."""
        query = select(FollowUp.state, func.count()).group_by(FollowUp.state)
        return {state: int(count) for state, count in (await self._session.execute(query)).all()}
