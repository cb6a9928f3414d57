"""Users' permissions for one notice each: given on a channel, spent by sending, gone when they turn notices off."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from tools.database.repositories.consents import ConsentRepository
from tools.database.repositories.contacts import ContactRepository
from tools.database.repositories.opt_outs import OptOutRepository

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from tools.database.engine import Database, Session
    from tools.database.models import Consent as ConsentRow

LASTS = timedelta(days=180)
"""How long a permission stands.

WeChat sets no end to it: who subscribed once may be sent one notice at any time. Somebody who said yes half a year ago
no longer expects it, so it lapses here.
"""


@dataclass(frozen=True, slots=True)
class Consent:
    """A permission that has been taken for one notice.

    Attributes:
        id: Its id, to give it back by.
        template: The channel's template it was given for.
        purpose: What the notice is for.
        granted_at: When it was given.
        expires_at: When it would have lapsed.
    """

    id: str
    template: str
    purpose: str
    granted_at: datetime
    expires_at: datetime


class Consents:
    """Keeps permissions.

    Args:
        database: Where they are kept.
        clock: The time, UTC.
    """

    def __init__(self, database: Database, clock: Callable[[], datetime]) -> None:
        self._database, self._clock = database, clock

    async def granted(
        self, channel: str, user: str, template: str, purpose: str, cause: str, at: datetime | None = None
    ) -> bool:
        """Keep a permission for one notice.

        Args:
            channel: Where it was given.
            user: Who gave it.
            template: The channel's template it is for.
            purpose: What the notice is for.
            cause: Names the item of the event that tells of it; told again, it counts once.
            at: When it was given; now by default.

        Returns:
            Whether it is new.
        """
        given = at or self._clock()
        async with self._database.transaction() as session:
            return await ConsentRepository(session).add(channel, user, template, purpose, cause, given, given + LASTS)

    async def refused(self, channel: str, user: str, template: str, at: datetime | None = None) -> int:
        """End what a user permitted for a template, because they turned its notices off.

        Saying no to a request is not that: what was given before stands.

        Args:
            channel: Where.
            user: Who.
            template: The channel's template.
            at: When they did; what they permitted later stands. Now by default.

        Returns:
            How many permissions ended that were still to be spent.
        """
        now = self._clock()
        async with self._database.transaction() as session:
            return await ConsentRepository(session).end(channel, user, template, min(at or now, now))

    async def left(self, channel: str, user: str, purpose: str) -> int:
        """Count the notices a user may still be sent for a purpose."""
        return (await self.all_left(channel, user)).get(purpose, 0)

    async def all_left(self, channel: str, user: str) -> Mapping[str, int]:
        """Count by purpose the notices a user may still be sent; purposes without any are left out."""
        async with self._database.read() as session:
            return await ConsentRepository(session).left(channel, user, self._clock())

    async def wanted(self, channel: str, user: str, purpose: str) -> bool:
        """Tell whether to ask a user for a permission: they have given none, and have not stopped such notices."""
        async with self._database.read() as session:
            if purpose in await ConsentRepository(session).left(channel, user, self._clock()):
                return False
        return not await self.stopped(channel, user, purpose)

    async def stopped(self, channel: str, user: str, purpose: str) -> bool:
        """Tell whether a user wants no notices of a purpose; asked right before one is sent."""
        async with self._database.read() as session:
            contact = await ContactRepository(session).find(channel, user)
            return contact is not None and await OptOutRepository(session).refuses(contact.id, purpose)

    async def spend(
        self, channel: str, user: str, purpose: str, outbox_id: str, session: Session | None = None
    ) -> Consent | None:
        """Take a permission for a notice; of all who ask at once, one gets it.

        A notice that is tried again holds the permission it took.

        Args:
            channel: Where.
            user: Who is to be notified.
            purpose: What for.
            outbox_id: The notice.
            session: A transaction it belongs to; one of its own by default.

        Returns:
            None where there is none, or all have lapsed.
        """
        if session is not None:
            return _taken(await ConsentRepository(session).spend(channel, user, purpose, outbox_id, self._clock()))
        async with self._database.transaction() as own:
            return _taken(await ConsentRepository(own).spend(channel, user, purpose, outbox_id, self._clock()))

    async def give_back(self, consent_id: str) -> bool:
        """Put back a permission whose notice was refused before anything was sent.

        Args:
            consent_id: The permission's id.

        Returns:
            Whether it was put back; it may have lapsed all the same.
        """
        async with self._database.transaction() as session:
            return await ConsentRepository(session).give_back(consent_id)


def _taken(row: ConsentRow | None) -> Consent | None:
    return None if row is None else Consent(row.id, row.template, row.purpose, row.granted_at, row.expires_at)
