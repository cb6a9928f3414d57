"""Queries on users' permissions for one notice each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func, select, update

from tools.database.models import Consent, new_id
from tools.database.repositories.inserting import insert_if_absent

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from sqlalchemy import ColumnElement

    from tools.database.engine import Session


class ConsentRepository:
    """Permissions, each spent by one notice; methods that change anything need a session that may write."""

    def __init__(self, session: Session) -> None:
        self._session = session

    async def add(  # noqa: PLR0913, PLR0917 -- the columns of a row
        self, channel: str, user: str, template: str, purpose: str, cause: str, granted_at: datetime, until: datetime
    ) -> bool:
        """Add a permission; False where its cause has given one before."""
        consent_id = new_id()
        await insert_if_absent(
            self._session,
            Consent,
            id=consent_id,
            channel=channel,
            user=user,
            template=template,
            purpose=purpose,
            cause=cause,
            granted_at=granted_at,
            expires_at=until,
            spent_at=None,
            spent_on=None,
        )
        return await self._session.get(Consent, consent_id) is not None

    async def end(self, channel: str, user: str, template: str, at: datetime) -> int:
        """Let the permissions lapse that a user gave for a template up to a moment, and count the unspent among them.

        Spent ones lapse too, so that one whose notice was refused does not come back.
        """
        statement = (
            update(Consent)
            .where(
                Consent.channel == channel,
                Consent.user == user,
                Consent.template == template,
                Consent.granted_at <= at,
                Consent.expires_at > at,
            )
            .values(expires_at=at)
            .returning(Consent.spent_at)
            .execution_options(synchronize_session=False)
        )
        return sum(spent_at is None for spent_at in (await self._session.scalars(statement)).all())

    async def left(self, channel: str, user: str, now: datetime) -> Mapping[str, int]:
        """Count by purpose the permissions of a user that can still be spent."""
        query = select(Consent.purpose, func.count()).where(*_open(channel, user, now)).group_by(Consent.purpose)
        return {purpose: int(count) for purpose, count in (await self._session.execute(query)).all()}

    async def spend(self, channel: str, user: str, purpose: str, outbox_id: str, now: datetime) -> Consent | None:
        """Take the permission that lapses first, which nobody else gets then; the same again for the same notice.

        Args:
            channel: Where the user is.
            user: Who gave it.
            purpose: What for.
            outbox_id: The notice.
            now: The time.

        Returns:
            None where there is none.
        """
        held = select(Consent).where(
            Consent.channel == channel,
            Consent.user == user,
            Consent.purpose == purpose,
            Consent.spent_on == outbox_id,
            Consent.expires_at > now,
        )
        if (found := await self._session.scalar(held.limit(1))) is not None:
            return found
        query = (
            select(Consent)
            .where(*_open(channel, user, now), Consent.purpose == purpose)
            .order_by(Consent.expires_at, Consent.id)
            .limit(1)
            .with_for_update(skip_locked=True)
        )
        found = await self._session.scalar(query)
        if found is not None:
            found.spent_at, found.spent_on = now, outbox_id
            await self._session.flush()
        return found

    async def give_back(self, consent_id: str) -> bool:
        """Make a spent permission one that can be spent; False where it was not spent."""
        statement = (
            update(Consent)
            .where(Consent.id == consent_id, Consent.spent_at.is_not(None))
            .values(spent_at=None, spent_on=None)
            .returning(Consent.id)
            .execution_options(synchronize_session=False)
        )
        return await self._session.scalar(statement) is not None


def _open(channel: str, user: str, now: datetime) -> tuple[ColumnElement[bool], ...]:
    return (
        Consent.channel == channel,
        Consent.user == user,
        Consent.spent_at.is_(None),
        Consent.expires_at > now,
    )
