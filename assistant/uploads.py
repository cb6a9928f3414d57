"""Files a channel has of us, by what is in them, so that none is uploaded twice while it may be used again."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from tools.database.repositories.uploads import UploadRepository

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from tools.database.engine import Database

MARGIN = timedelta(hours=1)
"""How much earlier than the channel we take a file for gone."""


class Uploads:
    """Files of one channel.

    Args:
        database: Where they are remembered.
        channel: The channel.
        clock: The time, UTC.
    """

    def __init__(self, database: Database, channel: str, clock: Callable[[], datetime]) -> None:
        self._database, self._channel, self._clock = database, channel, clock

    async def get(self, digest: str) -> str | None:
        """Return the channel's reference to a file of this digest, while it may be used."""
        async with self._database.read() as session:
            return await UploadRepository(session).get(self._channel, digest, self._clock() + MARGIN)

    async def put(self, digest: str, reference: str, expires_at: datetime) -> None:
        """Remember a file until it expires; those that have are forgotten."""
        async with self._database.transaction() as session:
            uploads = UploadRepository(session)
            await uploads.forget(self._clock())
            await uploads.put(self._channel, digest, reference, expires_at)
