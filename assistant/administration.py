"""What the terminal and the clock need: documents of the corpus, the database's schema, and housekeeping."""

from __future__ import annotations

import asyncio
import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from corpus.errors import CorpusError, Unreadable
from corpus.manifest import Document, DocumentVersion
from corpus.passages import Hit
from tools.database import health
from tools.database.repositories.housekeeping import HousekeepingRepository

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path

    from corpus.library import Library, Progress
    from tools.database.engine import Database

__all__ = ["Administration", "CorpusError", "Document", "DocumentVersion", "Hit", "Holdings", "Particulars", "reason"]

GRACE = timedelta(days=30)
"""How long a deleted conversation is kept before it is erased."""
AT_A_TIME = 100
"""Conversations erased in one transaction, so that others who write wait for a moment only."""


@dataclass(frozen=True, slots=True)
class Particulars:
    """What whoever adds a document says about it; None is not said."""

    title: str | None = None
    kind: str | None = None
    issuer: str | None = None
    valid_from: date | None = None
    valid_until: date | None = None


@dataclass(frozen=True, slots=True)
class Holdings:
    """What the library holds.

    Attributes:
        generation: The one in force.
        passages: By kind, such as ``item``, ``policy`` or ``upload``.
        documents: How many documents people have added.
        unembedded: Passages without a vector; None where no embeddings are configured.
    """

    generation: str
    passages: dict[str, int]
    documents: int
    unembedded: int | None

    @property
    def total(self) -> int:
        """All passages."""
        return sum(self.passages.values())


@dataclass(frozen=True, slots=True)
class Housekeeping:
    """What a round of housekeeping did and saw.

    Attributes:
        erased: Conversations erased.
        abandoned: Unfinished turns nobody holds.
    """

    erased: int
    abandoned: int


def reason(error: CorpusError) -> str:
    """Return the key by which wording explains an error, such as ``encrypted`` or ``unknown_document``."""
    if isinstance(error, Unreadable):
        return error.reason.value
    return re.sub(r"(?<!^)(?=[A-Z])", "_", type(error).__name__).lower()


class Administration:
    """Operations on what the assistant has read and stored.

    Those on documents block for as long as the work takes and raise ``CorpusError``.

    Args:
        library: What has been read.
        database: Where conversations are stored.
        clock: The time, UTC.
    """

    def __init__(self, library: Library, database: Database, clock: Callable[[], datetime]) -> None:
        self._library, self._database, self._clock = library, database, clock

    # --- the corpus -------------------------------------------------------------------------------------------------

    def add(self, path: Path, about: Particulars, progress: Progress | None = None) -> DocumentVersion:
        """Take a document in, as a new version if its title is known.

        Args:
            path: The file.
            about: What is said about it.
            progress: Called with a stage, what is done and what there is to do.
        """
        return self._library.ingest(
            path,
            title=about.title,
            kind=about.kind,
            issuer=about.issuer,
            valid_from=about.valid_from,
            valid_until=about.valid_until,
            progress=progress,
        )

    def documents(self) -> list[DocumentVersion]:
        """List the version in force of each document people have added, by title."""
        return self._library.documents()

    def document(self, document_id: str) -> Document:
        """Return a document with its versions."""
        return self._library.show(document_id)

    def remove(self, document_id: str) -> Document:
        """Take a document out, and return it as it is now."""
        self._library.remove(document_id)
        return self._library.show(document_id)

    def rollback(self, document_id: str, version: str | None = None) -> DocumentVersion:
        """Put an earlier version in force: the one named, or the one before."""
        return self._library.rollback(document_id, version)

    def reindex(self, progress: Progress | None = None) -> Holdings:
        """Build the index anew and embed what has no vector."""
        self._library.reindex(progress)
        return self.holdings()

    async def search(self, query: str, limit: int) -> list[Hit]:
        """Find the passages for a question, best first."""
        return await self._library.current().search(query, limit)

    def holdings(self) -> Holdings:
        """Count what the library holds."""
        reading = self._library.current()
        passages: dict[str, int] = {}
        for passage in reading.passages:
            passages[passage.kind.value] = passages.get(passage.kind.value, 0) + 1
        return Holdings(reading.version, passages, len(reading.documents), self._library.missing_vectors())

    async def refresh(self) -> str:
        """Load what another process has put in force, so that no question waits for it; return its generation."""
        return (await asyncio.to_thread(self._library.current)).version

    # --- the database -----------------------------------------------------------------------------------------------

    async def migrate(self) -> tuple[str | None, str]:
        """Bring the schema up to date.

        Returns:
            The revision before, None for an empty database, and the one after.

        Raises:
            Unavailable: The database does not answer.
            Conflict: A newer version of the program has been here.
        """
        return await health.migrate(self._database)

    async def housekeep(self) -> Housekeeping:
        """Erase conversations deleted longer ago than ``GRACE``, and count turns left unfinished."""
        now = self._clock()
        erased = 0
        while True:
            async with self._database.transaction() as session:
                queries = HousekeepingRepository(session)
                old = await queries.deleted_before(now - GRACE, AT_A_TIME)
                await queries.erase(old)
            erased += len(old)
            if len(old) < AT_A_TIME:
                break
        async with self._database.read() as session:
            abandoned = await HousekeepingRepository(session).abandoned(now)
        return Housekeeping(erased, abandoned)
