"""An application served on a loopback port from a thread of its own."""

from __future__ import annotations

import asyncio
import socket
import threading
from concurrent.futures import Future
from typing import TYPE_CHECKING, Any, Self, TypeVar

import uvicorn
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

if TYPE_CHECKING:
    from collections.abc import Coroutine
    from types import TracebackType

    from starlette.types import ASGIApp

T = TypeVar("T")

STARTS_WITHIN = 10.0


class _Connection(HttpToolsProtocol):
    """Lets a request's handler at its connection, so that it can be closed without an answer."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        self.app_state = self.app_state | {"transport": transport}
        super().connection_made(transport)


class _Server(uvicorn.Server):
    """Says when it has started, and stops when told to rather than at the next tick."""

    def __init__(self, config: uvicorn.Config, ready: Future[asyncio.AbstractEventLoop]) -> None:
        super().__init__(config)
        self._ready = ready
        self.stopping = asyncio.Event()

    async def main_loop(self) -> None:
        await self.on_tick(0)
        self._ready.set_result(asyncio.get_running_loop())
        await self.stopping.wait()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        for server in self.servers:
            server.close()
        for listening in sockets or ():
            listening.close()
        for connection in tuple(self.server_state.connections):
            connection.transport.abort()
        await asyncio.sleep(0)
        await self.lifespan.shutdown()


class Served:
    """Serves while it is entered; a handler finds its connection in ``scope["state"]["transport"]``.

    Args:
        app: The application; what has to live in the server's loop is made in its lifespan.
        port: The port; 0 takes a free one.

    Attributes:
        url: Its address.
    """

    def __init__(self, app: ASGIApp, port: int = 0) -> None:
        self._app = app
        self._socket = socket.socket()
        self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self._socket.bind(("127.0.0.1", port))
        self.url = f"http://127.0.0.1:{self._socket.getsockname()[1]}"
        self._ready: Future[asyncio.AbstractEventLoop] = Future()
        self._thread = threading.Thread(target=self._run, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        self._ready.result(STARTS_WITHIN)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._ready.result().call_soon_threadsafe(self._server.stopping.set)
        self._thread.join(STARTS_WITHIN)

    def start(self, work: Coroutine[Any, Any, T]) -> Future[T]:
        """Run something in the server's loop."""
        return asyncio.run_coroutine_threadsafe(work, self._ready.result())

    async def run(self, work: Coroutine[Any, Any, T]) -> T:
        """Run something in the server's loop, from any other."""
        return await asyncio.wrap_future(self.start(work))

    def _run(self) -> None:
        config = uvicorn.Config(
            self._app, http=_Connection, log_level="critical", access_log=False, lifespan="auto", backlog=2048
        )
        with asyncio.Runner(loop_factory=config.get_loop_factory()) as runner:
            runner.run(self._serve(config))

    async def _serve(self, config: uvicorn.Config) -> None:
        self._server = _Server(config, self._ready)
        await self._server.serve(sockets=[self._socket])
