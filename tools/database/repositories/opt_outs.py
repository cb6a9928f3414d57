"""Queries on what contacts want no notices of."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import exists, select, update
from sqlalchemy.orm import aliased

from tools.database.models import Contact, OptOut, new_id
from tools.database.repositories.inserting import insert_if_absent
from tools.domain.notices import ALL, refuses

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from sqlalchemy import ColumnElement

    from tools.database.engine import Session


class OptOutRepository:
    """What contacts want no notices of, until they say otherwise."""

    def __init__(self, session: Session) -> None:
        self._session = session

    async def of(self, contact_id: str) -> frozenset[str]:
        """Return what a contact wants no notices of; ``all`` stands for every purpose."""
        query = select(OptOut.purpose).where(OptOut.contact_id == contact_id, OptOut.ended_at.is_(None))
        return frozenset((await self._session.scalars(query)).all())

    async def refuses(self, contact_id: str, purpose: str) -> bool:
        """Tell whether a contact wants no notice of a purpose; asked right before one is sent."""
        return refuses(await self.of(contact_id), purpose)

    async def refused_by_any(self, enterprise_id: str, purpose: str) -> bool:
        """Tell whether any of an enterprise's people wants no notice of a purpose: its mailbox may be theirs."""
        return bool(await self._session.scalar(select(refused_by_any(enterprise_id, purpose))))

    async def add(
        self, contact_id: str, purposes: Collection[str], *, words: str, turn_id: str | None, now: datetime
    ) -> None:
        """Put down what a contact wants no notices of; what stands already stays as it is."""
        for purpose in sorted(purposes):
            await insert_if_absent(
                self._session,
                OptOut,
                id=new_id(),
                contact_id=contact_id,
                purpose=purpose,
                words=words,
                turn_id=turn_id,
                created_at=now,
                ended_at=None,
            )

    async def end(self, contact_id: str, purposes: Collection[str], now: datetime) -> None:
        """End what a contact wanted no notices of."""
        await self._session.execute(
            update(OptOut)
            .where(OptOut.contact_id == contact_id, OptOut.purpose.in_(purposes), OptOut.ended_at.is_(None))
            .values(ended_at=now)
            .execution_options(synchronize_session=False)
        )


def refused_by_any(enterprise: Any, purpose: str) -> ColumnElement[bool]:  # noqa: ANN401 -- an id, or a column of ids
    """Whether any of an enterprise's people wants no notice of a purpose."""
    one, refusal = aliased(Contact), aliased(OptOut)
    return exists().where(
        refusal.contact_id == one.id,
        one.enterprise_id == enterprise,
        refusal.purpose.in_((purpose, ALL)),
        refusal.ended_at.is_(None),
    )
