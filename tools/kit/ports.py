"""What tools need from the floors below, as narrow interfaces."""

from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Mapping, Sequence
    from contextlib import AbstractAsyncContextManager
    from datetime import datetime

    from corpus.catalogs import Catalogs
    from corpus.lexical import Lexicon
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
    def lexicon(self) -> Lexicon:
        """Words the index treats specially."""

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


class Store(Protocol):
    """The database as a tool sees it."""

    def session(self) -> AbstractAsyncContextManager[Any]:
        """Open a session for repositories: the transaction a writing tool runs in, else one that only reads."""

    def writing(
        self, turn: str, tool: str, arguments: Mapping[str, Any], now: datetime
    ) -> AbstractAsyncContextManager[Write]:
        """Open the transaction of a call that writes."""


class Write(Store, Protocol):
    """The transaction of a call that writes, and what the same call wrote before."""

    @property
    def found(self) -> Mapping[str, Any] | None:
        """The result of the same call in the same turn, if it has run already."""

    async def keep(self, result: dict[str, Any]) -> None:
        """Record the result in the transaction."""


class Unstored:
    """A store that keeps nothing, for contexts whose tools need none."""

    found: Mapping[str, Any] | None = None

    def session(self) -> AbstractAsyncContextManager[Any]:
        """Refuse.

        Raises:
            RuntimeError: Always.
        """
        msg = "this context has no database"
        raise RuntimeError(msg)

    @asynccontextmanager
    async def writing(
        self,
        turn: str,  # noqa: ARG002 -- the shape of ``Store``
        tool: str,  # noqa: ARG002
        arguments: Mapping[str, Any],  # noqa: ARG002
        now: datetime,  # noqa: ARG002
    ) -> AsyncIterator[Write]:
        """Open nothing."""
        yield self

    async def keep(self, result: dict[str, Any]) -> None:
        """Record nothing."""


NO_STORE = Unstored()
