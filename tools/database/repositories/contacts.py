"""Queries on contacts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from sqlalchemy import bindparam, select, update

from tools.database.models import Contact, new_id
from tools.database.sessions import Prepared

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Table

    from tools.database.engine import Session


class ContactRepository:
    """People, as the channels know them."""

    def __init__(self, session: Session) -> None:
        self._session = session

    async def get(self, contact_id: str) -> Contact | None:
        """Return a contact by its id."""
        return await self._session.get(Contact, contact_id)

    async def known(self, channel: str, external_id: str) -> Any:  # noqa: ANN401 -- a row
        """Return the row of the contact a channel knows by this name; None where there is none."""
        return await self._session.one(_KNOWN, {"within": channel, "named": external_id})

    async def find(self, channel: str, external_id: str) -> Contact | None:
        """Return the contact a channel knows by this name."""
        return await self._session.scalar(_NAMED, {"within": channel, "named": external_id})

    async def add(self, channel: str, external_id: str, role: str, enterprise_id: str | None, now: datetime) -> Any:  # noqa: ANN401 -- a row
        """Add a contact unless another process has just done so, and return the row of the one that is there."""
        row = {
            "id": new_id(),
            "channel": channel,
            "external_id": external_id,
            "role": role,
            "enterprise_id": enterprise_id,
            "created_at": now,
        }
        return await self._session.one(_ADD, row) or await self.known(channel, external_id)

    async def change(self, contact_id: str, role: str, enterprise_id: str | None) -> None:
        """Set what the channel now knows of a contact."""
        await self._session.execute(
            update(Contact).where(Contact.id == contact_id).values(role=role, enterprise_id=enterprise_id)
        )


_NAMED = select(Contact).where(Contact.channel == bindparam("within"), Contact.external_id == bindparam("named"))
_TABLE = cast("Table", Contact.__table__)
# Built once: putting a statement together costs as much as running it, and these run with every message.
_KNOWN = Prepared(
    select(_TABLE).where(_TABLE.c.channel == bindparam("within"), _TABLE.c.external_id == bindparam("named"))
)
_ADD = Prepared(
    lambda insert: (
        insert(_TABLE)
        .values({column.name: bindparam(column.name) for column in _TABLE.c})
        .on_conflict_do_nothing()
        .returning(*_TABLE.c)
    )
)
