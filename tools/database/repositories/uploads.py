"""Queries on files channels have of us."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete, select

from tools.database.models import Upload
from tools.database.repositories.inserting import insert

if TYPE_CHECKING:
    from datetime import datetime

    from tools.database.engine import Session


class UploadRepository:
    """Uploaded files by the digest of their content."""

    def __init__(self, session: Session) -> None:
        self._session = session

    async def get(self, channel: str, digest: str, after: datetime) -> str | None:
        """Return a file's reference, if it expires after a moment."""
        query = select(Upload.reference).where(
            Upload.channel == channel, Upload.digest == digest, Upload.expires_at > after
        )
        reference: str | None = await self._session.scalar(query)
        return reference

    async def put(self, channel: str, digest: str, reference: str, expires_at: datetime) -> None:
        """Set a file's reference."""
        adding = insert(self._session, Upload).values(
            channel=channel, digest=digest, reference=reference, expires_at=expires_at
        )
        changed = {"reference": adding.excluded.reference, "expires_at": adding.excluded.expires_at}
        await self._session.execute(adding.on_conflict_do_update(index_elements=["channel", "digest"], set_=changed))

    async def forget(self, now: datetime) -> None:
        """Delete what has expired."""
        await self._session.execute(delete(Upload).where(Upload.expires_at <= now))
