"""What tools need from the floors below, as narrow interfaces."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence

    from corpus.catalogs import Catalogs
    from corpus.passages import Hit, Passage


class Library(Protocol):
    """One generation of everything that has been read."""

    @property
    def version(self) -> str:
        """The generation's id."""

    @property
    def catalogs(self) -> Catalogs:
        """The typed records."""

    @property
    def passages(self) -> Sequence[Passage]:
        """All passages, documents one after the other."""

    def get(self, passage_id: str) -> Passage | None:
        """Return a passage by its id."""

    def find(self, document: str, clause: str) -> Sequence[Passage]:
        """Return the passages a citation label names, in reading order."""

    def children(self, passage_id: str) -> Sequence[Passage]:
        """Return the passages directly below one, in reading order."""

    async def search(self, query: str, limit: int = 8) -> Sequence[Hit]:
        """Find the passages that answer a query, best first."""
