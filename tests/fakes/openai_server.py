"""A local HTTP server that speaks chat-completions, embeddings and rerank, well-behaved or not, as a test scripts it.

```python
with OpenAIServer() as server:
    server.script(Call("search", {"query": "x"}), Text("..."))
    ...  # base_url=server.base_url
    assert server.chats[0].body["tools"]
```
"""

from __future__ import annotations

import asyncio
import base64
import json
import socket
import struct
import threading
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Self

import uvicorn
from starlette.applications import Starlette
from starlette.responses import HTMLResponse, JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from tests.fakes.embedding import DIMENSION, embed, relevance

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from types import TracebackType

    from starlette.requests import Request

PIECE = 7
"""Characters a streamed piece has, chosen so that words, numbers and brackets are torn apart."""
STARTS_WITHIN = 10.0


@dataclass(frozen=True)
class Text:
    """An answer; ``finish=None`` ends a stream without saying that it is whole."""

    content: str
    finish: str | None = "stop"
    piece: int = PIECE


@dataclass(frozen=True)
class Call:
    """A call of one tool; arguments given as a string are sent as they are. ``before`` is said in the same response."""

    name: str
    arguments: dict[str, Any] | str = field(default_factory=dict)
    before: str = ""


@dataclass(frozen=True)
class Status:
    """An error with an HTTP status."""

    code: int
    message: str = "scripted"


@dataclass(frozen=True)
class Slow:
    """Nothing for so many seconds."""

    seconds: float


@dataclass(frozen=True)
class Html:
    """A page, as gateways and captive portals send with status 200."""


@dataclass(frozen=True)
class WrongJson:
    """JSON of another service."""


@dataclass(frozen=True)
class NoChoices:
    """A completion without any choice."""


@dataclass(frozen=True)
class Cut:
    """The beginning of an answer, then the connection is gone."""

    content: str


Behaviour = Text | Call | Status | Slow | Html | WrongJson | NoChoices | Cut
Step = Behaviour | Callable[[dict[str, Any]], Behaviour]


@dataclass(frozen=True)
class Recorded:
    """A request that arrived."""

    path: str
    headers: dict[str, str]
    body: dict[str, Any]


class OpenAIServer:
    """Serves on a free loopback port while it is entered."""

    def __init__(self) -> None:
        self.requests: list[Recorded] = []
        self._steps: deque[Step] = deque()
        self._last: Step | None = None
        self._failing: dict[str, int] = {}
        routes = [
            Route("/v1/chat/completions", self._chat, methods=["POST"]),
            Route("/v1/embeddings", self._embeddings, methods=["POST"]),
            Route("/rerank", self._rerank, methods=["POST"]),
            Route("/v1/rerank", self._rerank, methods=["POST"]),
        ]
        self._socket = socket.socket()
        self._socket.bind(("127.0.0.1", 0))
        config = uvicorn.Config(Starlette(routes=routes), log_level="critical", access_log=False, lifespan="off")
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(target=self._server.run, kwargs={"sockets": [self._socket]}, daemon=True)

    @property
    def root(self) -> str:
        """Its address without a version."""
        return f"http://127.0.0.1:{self._socket.getsockname()[1]}"

    @property
    def base_url(self) -> str:
        """What a client takes as its base URL."""
        return f"{self.root}/v1"

    @property
    def chats(self) -> list[Recorded]:
        """The chat-completion requests that arrived."""
        return [request for request in self.requests if request.path.endswith("/chat/completions")]

    def __enter__(self) -> Self:
        self._thread.start()
        deadline = time.monotonic() + STARTS_WITHIN
        while not self._server.started:
            if time.monotonic() > deadline:
                msg = "the fake server did not start"
                raise TimeoutError(msg)
            time.sleep(0.005)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.should_exit = self._server.force_exit = True
        self._thread.join(STARTS_WITHIN)

    def script(self, *steps: Step, repeat: bool = False) -> None:
        """Say what the next chat requests get, one step each; a function is given the request's body.

        Args:
            steps: In order; a request beyond them gets status 500.
            repeat: Go on with the last step for ever.
        """
        self._steps = deque(steps)
        self._last = steps[-1] if repeat and steps else None

    def reset(self) -> None:
        """Forget what was scripted and recorded, so that tests can share a running server."""
        self.requests = []
        self._steps, self._last, self._failing = deque(), None, {}

    def fail(self, path: str, status: int | None = 500) -> None:
        """Make embeddings or rerank answer with a status, or work again.

        Args:
            path: How the path ends, such as ``embeddings``.
            status: The status; None mends it.
        """
        if status is None:
            self._failing.pop(path, None)
        else:
            self._failing[path] = status

    async def _record(self, request: Request) -> dict[str, Any]:
        body: dict[str, Any] = await request.json()
        self.requests.append(Recorded(request.url.path, dict(request.headers), body))
        return body

    def _failure(self, request: Request) -> Response | None:
        for path, status in self._failing.items():
            if request.url.path.endswith(path):
                return _error(status, "scripted")
        return None

    async def _chat(self, request: Request) -> Response:
        body = await self._record(request)
        step = self._steps.popleft() if self._steps else self._last
        behaviour = step(body) if callable(step) else step
        if behaviour is None:
            return _error(500, "nothing scripted")
        if isinstance(behaviour, Slow):
            await asyncio.sleep(behaviour.seconds)
            behaviour = Status(504)
        return _odd(behaviour) or (_streamed(behaviour) if body.get("stream") else _whole(behaviour))

    async def _embeddings(self, request: Request) -> Response:
        body = await self._record(request)
        if failure := self._failure(request):
            return failure
        texts = [body["input"]] if isinstance(body["input"], str) else body["input"]
        dimension = body.get("dimensions") or DIMENSION
        data = []
        for index, text in enumerate(texts):
            vector: list[float] | str = embed(text, dimension)
            if body.get("encoding_format") == "base64":
                vector = base64.b64encode(struct.pack(f"<{dimension}f", *vector)).decode()
            data.append({"object": "embedding", "index": index, "embedding": vector})
        tokens = sum(map(len, texts))
        usage = {"prompt_tokens": tokens, "total_tokens": tokens}
        return JSONResponse({"object": "list", "model": body["model"], "data": data, "usage": usage})

    async def _rerank(self, request: Request) -> Response:
        body = await self._record(request)
        if failure := self._failure(request):
            return failure
        documents = [item["text"] if isinstance(item, dict) else item for item in body["documents"]]
        scores = relevance(body["query"], documents)
        order = sorted(range(len(scores)), key=lambda index: -scores[index])[: body.get("top_n")]
        results = [{"index": index, "relevance_score": scores[index]} for index in order]
        return JSONResponse({"model": body.get("model"), "results": results})


def _error(status: int, message: str) -> Response:
    return JSONResponse({"error": {"message": message, "type": "scripted", "code": None}}, status_code=status)


def _odd(behaviour: Behaviour) -> Response | None:
    if isinstance(behaviour, Status):
        return _error(behaviour.code, behaviour.message)
    if isinstance(behaviour, Html):
        return HTMLResponse("<html><body>Welcome</body></html>")
    if isinstance(behaviour, WrongJson):
        return JSONResponse({"code": 0, "msg": "ok", "data": [1, 2, 3]})
    return None


def _envelope(kind: str) -> dict[str, Any]:
    return {"id": "chatcmpl-1", "object": kind, "created": 1_790_000_000, "model": "scripted"}


USAGE = {
    "prompt_tokens": 40,
    "completion_tokens": 20,
    "total_tokens": 60,
    "prompt_tokens_details": {"cached_tokens": 8},
}


def _tool_call(call: Call) -> dict[str, Any]:
    raw = isinstance(call.arguments, str)
    arguments = call.arguments if raw else json.dumps(call.arguments, ensure_ascii=False)
    return {"id": "call_1", "type": "function", "function": {"name": call.name, "arguments": arguments}}


def _whole(behaviour: Behaviour) -> Response:
    payload = _envelope("chat.completion") | {"usage": USAGE}
    if isinstance(behaviour, NoChoices):
        return JSONResponse(payload | {"choices": []})
    finish: str | None
    if isinstance(behaviour, Call):
        message = {"role": "assistant", "content": behaviour.before or None, "tool_calls": [_tool_call(behaviour)]}
        finish = "tool_calls"
    elif isinstance(behaviour, (Text, Cut)):
        message = {"role": "assistant", "content": behaviour.content}
        finish = behaviour.finish if isinstance(behaviour, Text) else None
    else:
        raise TypeError(behaviour)
    payload["choices"] = [{"index": 0, "message": message, "finish_reason": finish}]
    if isinstance(behaviour, Cut):
        return StreamingResponse(_torn(json.dumps(payload)), media_type="application/json")
    return JSONResponse(payload)


async def _torn(text: str) -> AsyncIterator[str]:
    yield text[: len(text) // 2]
    raise ConnectionResetError


def _streamed(behaviour: Behaviour) -> Response:
    return StreamingResponse(_events(behaviour), media_type="text/event-stream")


async def _events(behaviour: Behaviour) -> AsyncIterator[str]:
    def event(choices: list[dict[str, Any]], **more: object) -> str:
        return f"data: {json.dumps(_envelope('chat.completion.chunk') | {'choices': choices} | more)}\n\n"

    def delta(content: dict[str, Any], finish: str | None = None) -> str:
        return event([{"index": 0, "delta": content, "finish_reason": finish}])

    if isinstance(behaviour, NoChoices):
        yield event([])
    elif isinstance(behaviour, Call):
        yield delta({"role": "assistant", "content": behaviour.before or None})
        call = _tool_call(behaviour)
        arguments = call["function"].pop("arguments")
        yield delta({"tool_calls": [{"index": 0} | call | {"function": call["function"] | {"arguments": ""}}]})
        for at in range(0, len(arguments), PIECE):
            yield delta({"tool_calls": [{"index": 0, "function": {"arguments": arguments[at : at + PIECE]}}]})
        yield delta({}, "tool_calls")
    elif isinstance(behaviour, (Text, Cut)):
        yield delta({"role": "assistant", "content": ""})
        piece = behaviour.piece if isinstance(behaviour, Text) else PIECE
        for at in range(0, len(behaviour.content), piece):
            yield delta({"content": behaviour.content[at : at + piece]})
            await asyncio.sleep(0)
        if isinstance(behaviour, Cut):
            raise ConnectionResetError
        if behaviour.finish is None:
            return
        yield delta({}, behaviour.finish)
    yield event([], usage=USAGE)
    yield "data: [DONE]\n\n"
