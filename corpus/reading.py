"""One generation bound for a whole turn: what tools read and search, with or without an embedding model."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol

import structlog

from corpus.errors import CorpusError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from concurrent.futures import Executor

    from corpus.catalogs import Catalogs
    from corpus.generation import Generation
    from corpus.lexical import Lexicon
    from corpus.manifest import DocumentVersion
    from corpus.passages import Hit, Passage

TIMEOUT = 2.0
"""Seconds the dense leg may take, and again the reranker."""
PAUSE = 10.0
"""Seconds after a failure in which a service is not asked, so that an outage does not slow every answer."""
QUIET = 60.0
"""Seconds between two log lines about the same service."""
DENSE_POOL = 50
"""Passages taken from the dense leg."""
RERANK_POOL = 30
"""Passages shown to the reranker."""

_log = structlog.get_logger(__name__)


class Embedder(Protocol):
    """Turns texts into vectors; ``corpus.embedding`` holds the real one."""

    async def embed_query(self, text: str) -> list[float]:
        """Embed a question."""

    async def embed(
        self, texts: Sequence[str], progress: Callable[[int, int], None] | None = None
    ) -> list[list[float]]:
        """Embed texts for the index."""

    async def aclose(self) -> None:
        """Close the connections of the running event loop."""


class Reranker(Protocol):
    """Orders documents for a question; ``corpus.embedding`` holds the real one."""

    async def rerank(self, query: str, documents: Sequence[str]) -> list[tuple[int, float]]:
        """Return (position, relevance), best first."""

    async def aclose(self) -> None:
        """Close the connections of the running event loop."""


class Vectors(Protocol):
    """Vectors of passages; ``corpus.vectors`` holds the real one. Methods block."""

    def query(self, name: str, size: int, vector: Sequence[float], limit: int) -> Mapping[str, float] | None:
        """Find the nearest passages, or None where the collection is not complete."""

    def missing(self, name: str, passages: Sequence[Passage]) -> int:
        """Count the passages without a vector."""

    def fill(
        self,
        name: str,
        passages: Sequence[Passage],
        embed: Callable[[Sequence[str]], Sequence[Sequence[float]]],
        progress: Callable[[int, int], None] | None = None,
    ) -> int:
        """Give every passage its vector."""

    def prune(self, namespace: str, keep: Sequence[str]) -> None:
        """Delete what no kept generation needs."""


class Leg:
    """An optional service beside the lexical index, left alone for a while after it failed.

    Args:
        name: For logs.
        clock: Seconds that only grow.
    """

    def __init__(self, name: str, clock: Callable[[], float]) -> None:
        self._name, self._clock = name, clock
        self._failed: float | None = None
        self._logged: float | None = None

    @property
    def rests(self) -> bool:
        """Whether the last failure is too recent to try again."""
        return self._failed is not None and self._clock() - self._failed < PAUSE

    def fails(self, problem: str) -> None:
        """Note a failure, and log it unless that was done a moment ago."""
        now = self._failed = self._clock()
        if self._logged is None or now - self._logged >= QUIET:
            self._logged = now
            _log.warning("search goes on without a service", service=self._name, problem=problem)

    def works(self) -> None:
        """Note a success."""
        self._failed = None


@dataclass(frozen=True, slots=True)
class Services:
    """What a search may use beside the lexical index.

    Attributes:
        embedder: None where no embeddings are configured.
        vectors: None where no embeddings are configured.
        reranker: None where none is configured.
        dense: How the dense leg fares.
        rerank: How the reranker fares.
        threads: Where blocking calls to the vectors run.
    """

    embedder: Embedder | None
    vectors: Vectors | None
    reranker: Reranker | None
    dense: Leg
    rerank: Leg
    threads: Executor


class Reading:
    """One generation of everything that has been read; hold on to one for a whole turn.

    Args:
        generation: Passages, records and their index.
        documents: The active version of each document people have added, by title.
        collection: Name of the generation's vectors.
        services: What a search may use beside the lexical index.
    """

    def __init__(
        self,
        generation: Generation,
        documents: Mapping[str, DocumentVersion],
        collection: str,
        services: Services,
    ) -> None:
        self.version, self.documents, self._collection = generation.id, documents, collection
        self._generation, self._services = generation, services

    @property
    def catalogs(self) -> Catalogs:
        """The typed records."""
        return self._generation.catalogs

    @property
    def lexicon(self) -> Lexicon:
        """Words the index treats specially."""
        return self._generation.lexicon

    @property
    def passages(self) -> Sequence[Passage]:
        """All passages, documents one after the other."""
        return self._generation.passages

    def get(self, passage_id: str) -> Passage | None:
        """Return a passage by its id."""
        return self._generation.get(passage_id)

    def find(self, document: str, clause: str) -> Sequence[Passage]:
        """Return the passages a citation label names, in reading order."""
        return self._generation.find(document, clause)

    def children(self, passage_id: str) -> Sequence[Passage]:
        """Return the passages directly below one, in reading order."""
        return self._generation.children(passage_id)

    async def search(self, query: str, limit: int = 8) -> list[Hit]:
        """Find the passages that answer a query, best first.

        Without an embedding model, or while one fails, the lexical ranking is served.
        """
        dense = await self._nearest(query)
        if self._services.reranker is None or self._services.rerank.rests:
            return self._generation.rank(query, limit, dense)
        hits = self._generation.rank(query, max(limit, RERANK_POOL), dense)
        return (await self._reranked(self._services.reranker, query, hits))[:limit]

    async def _nearest(self, query: str) -> Mapping[str, float] | None:
        embedder, vectors, leg = self._services.embedder, self._services.vectors, self._services.dense
        if embedder is None or vectors is None or leg.rests or not query.strip():
            return None
        try:
            async with asyncio.timeout(TIMEOUT):
                vector = await embedder.embed_query(query)
                near = await asyncio.get_running_loop().run_in_executor(
                    self._services.threads, vectors.query, self._collection, len(self.passages), vector, DENSE_POOL
                )
        except (CorpusError, TimeoutError) as error:
            leg.fails(str(error) or f"no answer within {TIMEOUT:g} s")
            return None
        if near is None:
            leg.fails("vectors are missing: reindex")
            return None
        leg.works()
        return _above_the_last(near)

    async def _reranked(self, reranker: Reranker, query: str, hits: list[Hit]) -> list[Hit]:
        if len(hits) < 2 or not query.strip():  # noqa: PLR2004 -- one alone is in order
            return hits
        leg = self._services.rerank
        try:
            async with asyncio.timeout(TIMEOUT):
                ranked = await reranker.rerank(query, [f"{h.passage.title}\n{h.passage.display}" for h in hits])
        except (CorpusError, TimeoutError) as error:
            leg.fails(str(error) or f"no answer within {TIMEOUT:g} s")
            return hits
        leg.works()
        if not ranked:
            return hits
        named = {position for position, _ in ranked}
        lowest = ranked[-1][1]
        left = [replace(hit, score=lowest) for position, hit in enumerate(hits) if position not in named]
        return [replace(hits[position], score=score) for position, score in ranked] + left


def _above_the_last(near: Mapping[str, float]) -> Mapping[str, float]:
    """Measure similarities from the last passage found: many models call any two texts more than half alike."""
    if len(near) < DENSE_POOL:
        return near
    last = min(near.values())
    return {name: (similarity - last) / (1.0 - last) for name, similarity in near.items()} if last < 1.0 else near
