"""Queries on contacts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import bindparam, select, update

from tools.database.models import Contact, new_id
from tools.database.repositories.inserting import insert_if_absent

if TYPE_CHECKING:
    from datetime import datetime

    from tools.database.engine import Session


class ContactRepository:
    """People, as the channels know them."""

    def __init__(self, session: Session) -> None:
        self._session = session

    async def get(self, contact_id: str) -> Contact | None:
        """Return a contact by its id."""
        return await self._session.get(Contact, contact_id)

    async def find(self, channel: str, external_id: str) -> Contact | None:
        """Return the contact a channel knows by this name."""
        return await self._session.scalar(_NAMED, {"within": channel, "named": external_id})

    async def add(self, channel: str, external_id: str, role: str, enterprise_id: str | None, now: datetime) -> Contact:
        """Add a contact unless another process has just done so, and return the one that is there."""
        await insert_if_absent(
            self._session,
            Contact,
            id=new_id(),
            channel=channel,
            external_id=external_id,
            role=role,
            enterprise_id=enterprise_id,
            created_at=now,
        )
        return (await self._session.scalars(_NAMED, {"within": channel, "named": external_id})).one()

    async def change(self, contact_id: str, role: str, enterprise_id: str | None) -> None:
        """Set what the channel now knows of a contact."""
        await self._session.execute(
            update(Contact).where(Contact.id == contact_id).values(role=role, enterprise_id=enterprise_id)
        )


_NAMED = select(Contact).where(Contact.channel == bindparam("within"), Contact.external_id == bindparam("named"))
"""Built once: it is asked with every message."""
