"""Whether an invitation can still be redeemed, for whoever holds its ticket and wants it as a picture."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tools.database.repositories.memberships import InvitationRepository
from tools.domain.membership import digest

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from tools.database.engine import Database

LONGEST = 64


class Invitations:
    """Invitations, by the ticket that stands in their QR code.

    Args:
        database: Where they are kept.
        clock: The time, UTC.
    """

    def __init__(self, database: Database, clock: Callable[[], datetime]) -> None:
        self._database, self._clock = database, clock

    async def until(self, scene: str) -> datetime | None:
        """Return how long an invitation can be redeemed; None where it cannot, for whatever reason.

        Args:
            scene: Its ticket.
        """
        if not 0 < len(scene) <= LONGEST:
            return None
        async with self._database.read() as session:
            found = await InvitationRepository(session).hashed(digest(scene))
        if found is None or found.used_at is not None or found.revoked_at is not None:
            return None
        return found.expires_at if found.expires_at > self._clock() else None
