"""Clients of OpenAI-compatible embeddings and rerank services, with caps, time-outs and retries."""

from __future__ import annotations

import asyncio
import math
from typing import TYPE_CHECKING, Any, NoReturn
from weakref import WeakKeyDictionary

import httpx

from corpus.errors import ServiceFailed

if TYPE_CHECKING:
    from asyncio import AbstractEventLoop
    from collections.abc import Callable, Sequence

    Vector = list[float]

BATCH = 10
"""Texts a request: the smallest limit among the services in use."""
AT_ONCE = 4
"""Requests in flight while indexing."""
LONGEST = 2_000
"""Characters of a text; the rest is not embedded."""
ATTEMPTS = 4
BACKOFF = 0.5
"""Seconds before the first retry, doubled for each further one."""
LONGEST_WAIT = 20.0
"""Seconds that a service may ask one to wait."""
TIMEOUT = 30.0
"""Seconds for a request while indexing; a search sets its own, shorter limit."""

_AGAIN = {408, 409, 425, 429, 500, 502, 503, 504, 529}


class _Service:
    """One HTTP service; a client for each event loop, because connections belong to the loop that opened them."""

    def __init__(self, name: str, base_url: str, api_key: str | None, backoff: float) -> None:
        self._name, self._base_url, self._backoff = name, base_url.rstrip("/"), backoff
        self._headers = {"Authorization": f"Bearer {api_key}"} if api_key else {}
        self._clients: WeakKeyDictionary[AbstractEventLoop, httpx.AsyncClient] = WeakKeyDictionary()

    def _client(self) -> httpx.AsyncClient:
        loop = asyncio.get_running_loop()
        client = self._clients.get(loop)
        if client is None:
            client = httpx.AsyncClient(headers=self._headers, timeout=httpx.Timeout(TIMEOUT, connect=5.0))
            self._clients[loop] = client
        return client

    async def aclose(self) -> None:
        """Close the connections of the running event loop."""
        client = self._clients.pop(asyncio.get_running_loop(), None)
        if client is not None:
            await client.aclose()

    async def post(self, path: str, body: dict[str, Any], attempts: int) -> dict[str, Any]:
        """Send a request and again where that may help.

        Raises:
            ServiceFailed: No usable answer after all attempts.
        """
        wait = self._backoff
        for attempt in range(1, attempts + 1):
            try:
                response = await self._client().post(self._base_url + path, json=body)
            except httpx.HTTPError as error:
                failure = f"{type(error).__name__}: {error}"
                again = True
            else:
                if response.is_success:
                    return self._read(response)
                failure = f"HTTP {response.status_code}"
                again = response.status_code in _AGAIN
                asked = response.headers.get("retry-after", "")
                wait = max(wait, min(float(asked), LONGEST_WAIT)) if asked.isdigit() else wait
            if not again or attempt == attempts:
                break
            await asyncio.sleep(wait)
            wait *= 2
        msg = f"{self._name}: {failure}"
        raise ServiceFailed(msg, service=self._name)

    def _read(self, response: httpx.Response) -> dict[str, Any]:
        try:
            answer = response.json()
        except ValueError as error:
            self.reject("the answer is not JSON", error)
        if not isinstance(answer, dict):
            self.reject("the answer is not an object")
        return answer

    def reject(self, problem: str, cause: Exception | None = None) -> NoReturn:
        """Say what is wrong with an answer.

        Raises:
            ServiceFailed: Always.
        """
        msg = f"{self._name}: {problem}"
        raise ServiceFailed(msg, service=self._name) from cause


class Embedder:
    """An embeddings service.

    Args:
        base_url: Up to and including ``/v1``.
        model: Its name there.
        api_key: Sent as a bearer token where there is one.
        backoff: Seconds before the first retry.
    """

    def __init__(self, base_url: str, model: str, api_key: str | None = None, *, backoff: float = BACKOFF) -> None:
        self.model = model
        self._service = _Service("embeddings", base_url, api_key, backoff)

    async def embed_query(self, text: str) -> Vector:
        """Embed a question, without retries: a person is waiting.

        Raises:
            ServiceFailed: No usable answer.
        """
        return (await self._embed([text], attempts=1))[0]

    async def embed(self, texts: Sequence[str], progress: Callable[[int, int], None] | None = None) -> list[Vector]:
        """Embed texts for the index, several requests at a time.

        Args:
            texts: What to embed; each is cut after ``LONGEST`` characters.
            progress: Called with how many are done, and of how many.

        Raises:
            ServiceFailed: A request got no usable answer after its retries.
        """
        batches = [list(texts[i : i + BATCH]) for i in range(0, len(texts), BATCH)]
        gate = asyncio.Semaphore(AT_ONCE)
        done = 0

        async def one(batch: list[str]) -> list[Vector]:
            nonlocal done
            async with gate:
                vectors = await self._embed(batch, ATTEMPTS)
            done += len(batch)
            if progress:
                progress(done, len(texts))
            return vectors

        tasks = [asyncio.ensure_future(one(batch)) for batch in batches]
        try:
            vectors = [vector for result in await asyncio.gather(*tasks) for vector in result]
        finally:
            for task in tasks:
                task.cancel()
        if len({len(vector) for vector in vectors}) > 1:
            self._service.reject("vectors of different lengths")
        return vectors

    async def _embed(self, texts: list[str], attempts: int) -> list[Vector]:
        body = {"model": self.model, "input": [text[:LONGEST] for text in texts], "encoding_format": "float"}
        answer = await self._service.post("/embeddings", body, attempts)
        try:
            rows = sorted(answer["data"], key=lambda row: row["index"])
            vectors = [[float(x) for x in row["embedding"]] for row in rows]
        except (KeyError, TypeError, ValueError) as error:
            self._service.reject("the answer holds no vectors", error)
        if len(vectors) != len(texts) or not all(vectors):
            self._service.reject(f"{len(vectors)} vectors for {len(texts)} texts")
        if not all(math.isfinite(x) for vector in vectors for x in vector):
            self._service.reject("a vector holds no finite numbers")
        return vectors

    async def aclose(self) -> None:
        """Close the connections of the running event loop."""
        await self._service.aclose()


class Reranker:
    """A rerank service (``POST {base}/rerank``).

    Args:
        base_url: Up to and including ``/v1``.
        model: Its name there.
        api_key: Sent as a bearer token where there is one.
    """

    def __init__(self, base_url: str, model: str, api_key: str | None = None) -> None:
        self.model = model
        self._service = _Service("rerank", base_url, api_key, BACKOFF)

    async def rerank(self, query: str, documents: Sequence[str]) -> list[tuple[int, float]]:
        """Order documents by how well they answer a question, without retries.

        Returns:
            (position in ``documents``, relevance), best first; the service may leave some out.

        Raises:
            ServiceFailed: No usable answer.
        """
        texts = [document[:LONGEST] for document in documents]
        body = {"model": self.model, "query": query, "documents": texts, "top_n": len(texts)}
        answer = await self._service.post("/rerank", body, 1)
        try:
            ranked = [(int(row["index"]), float(row["relevance_score"])) for row in answer["results"]]
        except (KeyError, TypeError, ValueError) as error:
            self._service.reject("the answer holds no ranking", error)
        positions = {index for index, _ in ranked}
        if len(positions) != len(ranked) or not positions <= set(range(len(texts))):
            self._service.reject("the ranking names documents that were not sent")
        if not all(math.isfinite(score) for _, score in ranked):
            self._service.reject("a relevance is no finite number")
        return sorted(ranked, key=lambda pair: -pair[1])

    async def aclose(self) -> None:
        """Close the connections of the running event loop."""
        await self._service.aclose()
