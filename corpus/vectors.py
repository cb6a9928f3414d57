"""The dense leg: a Chroma collection for each generation and embedding model, and LlamaIndex's retriever interface."""

from __future__ import annotations

import hashlib
import math
import threading
from itertools import islice
from typing import TYPE_CHECKING, Any, Protocol
from urllib.parse import urlsplit

import chromadb
import httpx
from chromadb.config import Settings
from chromadb.errors import ChromaError, NotFoundError
from llama_index.core.async_utils import asyncio_run
from llama_index.core.base.base_retriever import BaseRetriever
from llama_index.core.schema import NodeWithScore, QueryBundle, TextNode
from llama_index.core.vector_stores.types import VectorStoreQuery
from llama_index.vector_stores.chroma import ChromaVectorStore

from corpus.errors import ServiceFailed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from chromadb.api import ClientAPI
    from chromadb.api.models.Collection import Collection
    from llama_index.core.schema import BaseNode

    from corpus.passages import Hit, Passage

PREFIX = "shuzhi"
CHUNK = 200
"""Passages embedded and stored together; what is stored stays when a later chunk fails."""
PAGE = 1_000
"""Vectors read at a time from an older collection."""
PATIENCE = 10.0
"""Seconds for one request to a Chroma server, so that no thread hangs for ever; a search waits less than that."""
HNSW: Any = {"space": "cosine", "ef_construction": 200, "max_neighbors": 48, "ef_search": 2000}
"""With Chroma's defaults (100, 16, 100) a document unlike all others is never found, in 8 of 8 trials among 1,152
vectors; with wider settings like these it was, at some 6 ms a query among 10,000."""

_FAILURES = (ChromaError, httpx.HTTPError, ValueError, OSError, KeyError)


class Search(Protocol):
    """What the retriever needs from a generation."""

    async def search(self, query: str, limit: int = 8) -> Sequence[Hit]:
        """Find passages, best first."""


def text_of(passage: Passage) -> str:
    """Return what is embedded for a passage: its headings, plain meaning and words."""
    heading = " ".join(dict.fromkeys((*passage.path[-1:], passage.title)))
    return "\n".join(part for part in (heading, passage.plain, passage.display) if part)


def digest(text: str) -> str:
    """Return the content hash by which a vector is used again."""
    return hashlib.sha256(text.encode()).hexdigest()[:32]


class ChromaVectors:
    """Vectors in Chroma, embedded in the process or on a server. Every method blocks and may run in any thread.

    Args:
        model: The embedding model's name; each has collections of its own.
        path: Folder of an embedded database.
        url: Address of a server, used instead of ``path``.
    """

    def __init__(self, model: str, *, path: Path | None = None, url: str | None = None) -> None:
        if (path is None) == (url is None):
            msg = "either a folder or an address"
            raise ValueError(msg)
        self._model, self._path, self._url = model, path, url
        self._lock = threading.Lock()
        self._client: ClientAPI | None = None
        self._ready: dict[str, ChromaVectorStore] = {}

    def query(self, name: str, size: int, vector: Sequence[float], limit: int) -> dict[str, float] | None:
        """Find the passages nearest to a vector.

        Args:
            name: The generation's collection, as given to ``fill``.
            size: How many passages it must hold to be complete.
            vector: Of the question.
            limit: How many to find.

        Returns:
            Cosine similarity, 0 to 1, by passage id; None where the collection is missing or incomplete.

        Raises:
            ServiceFailed: The database does not answer.
        """
        try:
            store = self._ready.get(name)
            if store is None:
                collection = self._connected().get_collection(self._full(name), embedding_function=None)
                if collection.count() < size:
                    return None
                store = ChromaVectorStore.from_collection(collection)
                self._ready = {**dict(islice(self._ready.items(), 3)), name: store}
            found = store.query(VectorStoreQuery(query_embedding=list(vector), similarity_top_k=min(limit, size)))
        except NotFoundError:
            self._ready.pop(name, None)
            return None
        except _FAILURES as error:
            raise _failed(error) from error
        # LlamaIndex turns Chroma's cosine distance d into exp(-d).
        pairs = zip(found.ids or [], found.similarities or [], strict=True)
        return {i: min(1.0, max(0.0, 1.0 + math.log(max(s, 1e-9)))) for i, s in pairs}

    def missing(self, name: str, passages: Sequence[Passage]) -> int:
        """Count the passages that have no vector yet.

        Raises:
            ServiceFailed: The database does not answer.
        """
        try:
            collection = self._connected().get_collection(self._full(name), embedding_function=None)
            return max(0, len(passages) - collection.count())
        except NotFoundError:
            return len(passages)
        except _FAILURES as error:
            raise _failed(error) from error

    def fill(
        self,
        name: str,
        passages: Sequence[Passage],
        embed: Callable[[Sequence[str]], Sequence[Sequence[float]]],
        progress: Callable[[int, int], None] | None = None,
    ) -> int:
        """Give every passage its vector; those whose words an older collection knows take it from there.

        Args:
            name: The generation's collection.
            passages: All of the generation's.
            embed: Embeds texts.
            progress: Called with how many vectors are there, and of how many.

        Returns:
            How many passages were embedded anew.

        Raises:
            ServiceFailed: The database does not answer; whatever ``embed`` raises passes through.
        """
        try:
            client = self._connected()
            collection = client.get_or_create_collection(
                self._full(name),
                embedding_function=None,
                metadata={"generation": name, "model": self._model},
                configuration={"hnsw": HNSW},
            )
            there = set(collection.get(include=[])["ids"])
            todo = {p.id: (p, text_of(p)) for p in passages if p.id not in there}
            known = self._known(client, name, {digest(text) for _, text in todo.values()}) if todo else {}
        except _FAILURES as error:
            raise _failed(error) from error
        store = ChromaVectorStore.from_collection(collection)
        done, embedded = len(there), 0
        for chunk in _chunks(list(todo.values())):
            texts = list(dict.fromkeys(text for _, text in chunk if digest(text) not in known))
            if texts:
                known |= {digest(text): list(vector) for text, vector in zip(texts, embed(texts), strict=True)}
            nodes: list[BaseNode] = [_node(passage, text, known[digest(text)]) for passage, text in chunk]
            try:
                store.add(nodes)
            except _FAILURES as error:
                raise _failed(error) from error
            done, embedded = done + len(chunk), embedded + len(texts)
            if progress:
                progress(done, len(passages))
        return embedded

    def prune(self, namespace: str, keep: Iterable[str]) -> None:
        """Delete the collections of generations no longer kept.

        Args:
            namespace: What the names of this library's collections begin with; others share the server.
            keep: Names that stay.

        Raises:
            ServiceFailed: The database does not answer.
        """
        kept = set(keep)
        try:
            client = self._connected()
            for collection in _collections(client):
                name = str((collection.metadata or {}).get("generation", ""))
                if collection.name.startswith(f"{PREFIX}-{namespace}") and name and name not in kept:
                    client.delete_collection(collection.name)
        except _FAILURES as error:
            raise _failed(error) from error

    def _known(self, client: ClientAPI, name: str, wanted: set[str]) -> dict[str, list[float]]:
        known: dict[str, list[float]] = {}
        namespace = name.partition("-")[0]
        for collection in _collections(client):
            metadata = collection.metadata or {}
            older = collection.name.startswith(f"{PREFIX}-{namespace}-") and metadata.get("generation") != name
            if not older or metadata.get("model") != self._model:
                continue
            for offset in range(0, collection.count(), PAGE):
                page = collection.get(limit=PAGE, offset=offset, include=["embeddings", "metadatas"])
                for row, vector in zip(page["metadatas"] or [], _rows(page["embeddings"]), strict=True):
                    if (mark := str(row["digest"])) in wanted:
                        known[mark] = [float(x) for x in vector]
            if wanted <= known.keys():
                break
        return known

    def _full(self, name: str) -> str:
        return f"{PREFIX}-{name}-{hashlib.sha256(self._model.encode()).hexdigest()[:8]}"

    def _connected(self) -> ClientAPI:
        with self._lock:
            if self._client is None:
                self._client = self._connect()
            return self._client

    def _connect(self) -> ClientAPI:
        settings = Settings(anonymized_telemetry=False)
        if self._url is None:
            return chromadb.PersistentClient(str(self._path), settings)
        address = urlsplit(self._url)
        secure = address.scheme == "https"
        # Chroma's client has no time-out of its own, and asks the server while it is being made.
        httpx.get(f"{self._url.rstrip('/')}/api/v2/heartbeat", timeout=PATIENCE / 5).raise_for_status()
        client = chromadb.HttpClient(
            address.hostname or "localhost", address.port or (443 if secure else 80), secure, settings=settings
        )
        session = getattr(getattr(client, "_server", None), "_session", None)
        if isinstance(session, httpx.Client):
            session.timeout = httpx.Timeout(PATIENCE, connect=PATIENCE / 5)
        return client


def _failed(error: Exception) -> ServiceFailed:
    return ServiceFailed(f"vectors: {type(error).__name__}: {error}", service="vectors")


def _rows(vectors: Any) -> Sequence[Sequence[float]]:  # noqa: ANN401 -- Chroma gives None, lists or an array
    return [] if vectors is None else list(vectors)


def _collections(client: ClientAPI) -> Iterator[Collection]:
    offset = 0
    while page := client.list_collections(limit=100, offset=offset):
        yield from page
        offset += len(page)


def _chunks(items: list[tuple[Passage, str]]) -> Iterator[list[tuple[Passage, str]]]:
    for start in range(0, len(items), CHUNK):
        yield items[start : start + CHUNK]


def _metadata(passage: Passage) -> dict[str, str | int]:
    metadata: dict[str, str | int] = {
        "document": passage.document, "clause": passage.clause, "kind": passage.kind.value,
        "title": passage.title, "version": passage.version,
    }  # fmt: skip
    return metadata | ({"page": passage.page} if passage.page is not None else {})


def _node(passage: Passage, text: str, vector: list[float]) -> TextNode:
    metadata = {**_metadata(passage), "digest": digest(text)}
    return TextNode(id_=passage.id, text=passage.display, embedding=vector, metadata=metadata)


class LibraryRetriever(BaseRetriever):
    """LlamaIndex's retriever interface over one generation.

    Args:
        reading: What is searched.
        limit: How many nodes a query gives at the most.
    """

    def __init__(self, reading: Search, limit: int = 8) -> None:
        super().__init__()
        self._reading, self._limit = reading, limit

    async def _aretrieve(self, query_bundle: QueryBundle) -> list[NodeWithScore]:
        hits = await self._reading.search(query_bundle.query_str, self._limit)
        return [
            NodeWithScore(
                node=TextNode(id_=hit.passage.id, text=hit.passage.display, metadata=_metadata(hit.passage)),
                score=hit.score,
            )
            for hit in hits
        ]

    def _retrieve(self, query_bundle: QueryBundle) -> list[NodeWithScore]:
        found: list[NodeWithScore] = asyncio_run(self._aretrieve(query_bundle))
        return found
