"""A local server that speaks ``/v1/embeddings`` and ``/v1/rerank``, knows synonyms, and fails as told."""

from __future__ import annotations

import json
import math
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any, Self

from tests.fakes.embedding import embed

if TYPE_CHECKING:
    from types import TracebackType


class EmbeddingServer:
    """Serves while used as a context manager.

    Args:
        concepts: Groups of words that mean the same: texts that hold one of a group come to lie close together.

    Attributes:
        texts: Every text that was embedded, in order of arrival.
        batches: How many texts each embeddings request held.
        reranked: Every rerank request's query.
        keys: Every request's ``Authorization``.
        failures: Status codes to answer with before serving again, first come first used.
        broken: By path, a body to answer with in place of the right one.
        held: Whether answers are held back until the server stops.
    """

    def __init__(self, concepts: tuple[tuple[str, ...], ...] = ()) -> None:
        self.concepts = concepts
        self.texts: list[str] = []
        self.batches: list[int] = []
        self.reranked: list[str] = []
        self.keys: list[str | None] = []
        self.failures: list[int] = []
        self.broken: dict[str, bytes] = {}
        self.held = False
        self._stopped = threading.Event()
        self._lock = threading.Lock()
        outer = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self) -> None:
                body = json.loads(self.rfile.read(int(self.headers["content-length"])))
                status, answer = outer.answer(self.path, self.headers.get("authorization"), body)
                self.send_response(status)
                self.send_header("content-type", "application/json")
                self.send_header("content-length", str(len(answer)))
                self.end_headers()
                self.wfile.write(answer)

            def log_message(self, *args: object) -> None:
                """Keep the test's output clean."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.base_url = f"http://127.0.0.1:{self._server.server_address[1]}/v1"

    def __enter__(self) -> Self:
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stopped.set()
        self._server.shutdown()
        self._server.socket.close()

    def answer(self, path: str, key: str | None, body: dict[str, Any]) -> tuple[int, bytes]:
        """Answer one request."""
        if self.held:
            self._stopped.wait()
        with self._lock:
            self.keys.append(key)
            if self.failures:
                return self.failures.pop(0), b'{"error": {"message": "not now"}}'
            if path in self.broken:
                return 200, self.broken[path]
            if path == "/v1/embeddings":
                self.texts += body["input"]
                self.batches.append(len(body["input"]))
                data = [{"index": i, "embedding": self.vector(t)} for i, t in enumerate(body["input"])]
                return 200, json.dumps({"object": "list", "data": data[::-1], "model": body["model"]}).encode()
            if path == "/v1/rerank":
                self.reranked.append(body["query"])
                scores = [self.likeness(body["query"], document) for document in body["documents"]]
                ranked = sorted(range(len(scores)), key=lambda i: -scores[i])[: body["top_n"]]
                results = [{"index": i, "relevance_score": scores[i]} for i in ranked]
                return 200, json.dumps({"results": results}).encode()
        return 404, b"{}"

    def vector(self, text: str) -> list[float]:
        """Embed a text: a strong direction for each concept, beside those of its pairs of characters."""
        concepts = [4.0 if any(word in text for word in words) else 0.0 for words in self.concepts]
        values = concepts + embed(text, 128)
        length = math.sqrt(sum(v * v for v in values))
        return [v / length for v in values]

    def likeness(self, one: str, other: str) -> float:
        """Return the cosine of two texts' vectors."""
        return sum(a * b for a, b in zip(self.vector(one), self.vector(other), strict=True))
