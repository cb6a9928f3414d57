"""Servers of one official account as processes of their own, which may be told where to die.

This file, run, loads once what they all need, and forks one for each order it reads: a start takes a moment instead of
seconds. A trap is laid by wrapping a function in the process that is to die; the program itself knows nothing of it.
"""

from __future__ import annotations

import argparse
import asyncio
import gc
import json
import os
import select
import signal
import socket
import sys
import tempfile
from dataclasses import asdict, dataclass
from functools import partial, wraps
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, Self

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from types import TracebackType

    from assistant.bootstrap import Application

ROOT = Path(__file__).parents[2]
STARTS_WITHIN = 120.0
ENDS_WITHIN = 60.0


@dataclass(frozen=True)
class Trap:
    """Where a process kills itself.

    Attributes:
        target: ``module:Class.function``.
        when: Before the function runs, or once it has returned.
        nth: At which of its calls.
    """

    target: str
    when: Literal["before", "after"] = "before"
    nth: int = 1


@dataclass(frozen=True)
class Ways:
    """How a process differs from one in production.

    Attributes:
        trap: Where it dies.
        patience: Seconds a request waits for its answer; None is what the program says.
        slow: Seconds that every turn takes longer.
        lease: Seconds after which messages of a dead process are taken over, and its turns in proportion; None is what
            the program says.
    """

    trap: Trap | None = None
    patience: float | None = None
    slow: float = 0.0
    lease: float | None = None


class Server:
    """One process, seen from the test."""

    def __init__(self, port: int) -> None:
        self.port, self.url = port, f"http://127.0.0.1:{port}/wechat"
        loop = asyncio.get_running_loop()
        self.pid: asyncio.Future[int] = loop.create_future()
        self.ready: asyncio.Future[None] = loop.create_future()
        self.ended: asyncio.Future[int] = loop.create_future()

    async def up(self) -> None:
        """Wait until it listens."""
        futures: set[asyncio.Future[Any]] = {self.ready, self.ended}
        await asyncio.wait(futures, timeout=STARTS_WITHIN, return_when=asyncio.FIRST_COMPLETED)
        assert self.ready.done(), "the server ended before it listened"

    async def died(self) -> None:
        """Wait until it has killed itself."""
        assert await asyncio.wait_for(asyncio.shield(self.ended), ENDS_WITHIN) == -signal.SIGKILL

    async def kill(self) -> None:
        """Kill it as the system kills what takes too much memory."""
        os.kill(await self.pid, signal.SIGKILL)
        await self.died()

    async def stop(self) -> None:
        """Stop it as a deployment does."""
        os.kill(await self.pid, signal.SIGTERM)
        assert await asyncio.wait_for(asyncio.shield(self.ended), ENDS_WITHIN) == -signal.SIGTERM


class Servers:
    """Starts servers while it is entered, and ends those that are left.

    Args:
        var: A folder with the library built, which is only read.
    """

    def __init__(self, var: Path) -> None:
        self._var = var
        self._servers: list[Server] = []

    async def __aenter__(self) -> Self:
        self._process = await asyncio.create_subprocess_exec(
            sys.executable,
            __file__,
            str(self._var),
            env=os.environ | {"PYTHONPATH": str(ROOT), "OPENBLAS_NUM_THREADS": "1"},
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
        )
        self._listening = asyncio.create_task(self._listen())
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for server in self._servers:
            if server.pid.done() and not server.ended.done():
                os.kill(server.pid.result(), signal.SIGKILL)
        assert self._process.stdin is not None
        self._process.stdin.close()
        await asyncio.wait_for(self._process.wait(), ENDS_WITHIN)
        await self._listening

    def start(self, environment: Mapping[str, str], port: int, ways: Ways | None = None) -> Server:
        """Start a server; it is not up yet.

        Args:
            environment: Its settings.
            port: Where it listens; see ``reserved``.
            ways: How it differs.
        """
        server = Server(port)
        order = {"id": len(self._servers), "environment": dict(environment), "port": port}
        self._servers.append(server)
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(order | {"ways": asdict(ways or Ways())}).encode() + b"\n")
        return server

    async def _listen(self) -> None:
        assert self._process.stdout is not None
        while line := await self._process.stdout.readline():
            told = json.loads(line)
            server = self._servers[told["id"]]
            if "pid" in told:
                server.pid.set_result(told["pid"])
            elif "status" in told:
                server.ended.set_result(told["status"])
            else:
                server.ready.set_result(None)


def reserved() -> socket.socket:
    """Return a socket that keeps a port for a server, also while there is none."""
    kept = socket.socket()
    kept.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
    kept.bind(("127.0.0.1", 0))
    return kept


# --- what runs in the processes ---------------------------------------------------------------------------------------


def fork_servers(var: Path) -> None:
    """Load what all servers need; then fork one for each order, and tell of each what becomes of it."""
    from pydantic import SecretStr

    from assistant.bootstrap import build
    from assistant.reports import warm
    from assistant.settings import Settings
    from integrations.server import create

    for name in Settings.model_fields:
        os.environ.pop(name.upper(), None)
    settings = Settings(_env_file=None, var_dir=var, log_level="ERROR", wechat_app_id="wx", wechat_token=SecretStr("t"))
    loaded = build(settings, console=False)
    asyncio.run(loaded.library.current().search("数智助手", 1))
    loaded.intents.recogniser()
    warm()
    with tempfile.TemporaryDirectory() as folder:  # one that never runs, for what it imports
        apart = settings.model_copy(update={"var_dir": Path(folder)})
        create(build(apart, console=False, beside=loaded), channels=("wechat",))
    gc.collect()
    gc.freeze()
    woken, wakes = os.pipe2(os.O_NONBLOCK)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    signal.set_wakeup_fd(wakes)
    running: dict[int, int] = {}
    with os.fdopen(sys.stdin.fileno(), "rb", buffering=0) as orders:
        while True:
            ready, _, _ = select.select([orders.fileno(), woken], [], [])
            if woken in ready:
                os.read(woken, 4096)
            while running and (ended := os.waitpid(-1, os.WNOHANG))[0]:
                _tell({"id": running.pop(ended[0]), "status": os.waitstatus_to_exitcode(ended[1])})
            if orders.fileno() not in ready:
                continue
            if not (line := orders.readline()):
                break
            order = json.loads(line)
            pid = os.fork()
            if pid == 0:
                _be_server(order, loaded)
            running[pid] = order["id"]
            _tell({"id": order["id"], "pid": pid})


def _be_server(order: dict[str, Any], loaded: Application) -> None:
    """Serve until told to stop; this is the rest of a process."""
    status = 1
    try:
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        os.environ.update(order["environment"])
        trap = order["ways"].pop("trap")
        _change(Ways(**order["ways"]))
        if trap is not None:
            lay(Trap(**trap))
        _serve(order["id"], order["port"], loaded)
        status = 0
    finally:
        os._exit(status)


def _serve(name: int, port: int, loaded: Application) -> None:
    import uvicorn

    from assistant.bootstrap import build
    from assistant.settings import Settings
    from integrations.server import create

    class Telling(uvicorn.Server):
        async def startup(self, sockets: list[socket.socket] | None = None) -> None:
            await super().startup(sockets)
            if self.started:
                _tell({"id": name})

    listening = socket.socket()
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
    listening.bind(("127.0.0.1", port))
    settings = Settings(_env_file=None)
    app = create(build(settings, console=False, beside=loaded), channels=("wechat",), alone=False)
    config = uvicorn.Config(app, access_log=False, log_config=None, server_header=False, timeout_graceful_shutdown=5)
    Telling(config).run(sockets=[listening])


def _change(ways: Ways) -> None:
    """Make this process differ in these ways."""
    from datetime import timedelta

    from assistant import bootstrap, inbox
    from assistant.conversation import Conversation
    from assistant.history import LEASE, TurnLog
    from integrations.wechat import channel

    if ways.patience is not None:
        channel.Account = partial(channel.Account, patience=ways.patience)  # type: ignore[assignment,misc]
    if ways.lease is not None:
        factor = timedelta(seconds=ways.lease) / inbox.LEASE
        inbox.LEASE, channel.RENEWING = inbox.LEASE * factor, channel.RENEWING * factor
        setattr(bootstrap, "TurnLog", partial(TurnLog, lease=LEASE * factor))  # noqa: B010 -- a name that it imports
    if ways.slow:
        original = Conversation._answer

        async def answer(*given: Any, **named: Any) -> Any:
            await asyncio.sleep(ways.slow)
            return await original(*given, **named)

        Conversation._answer = answer  # type: ignore[method-assign]


def lay(trap: Trap) -> None:
    """Have a function kill this process."""
    module, _, path = trap.target.partition(":")
    *names, last = path.split(".")
    owner: Any = import_module(module)
    for name in names:
        owner = getattr(owner, name)
    setattr(owner, last, _deadly(getattr(owner, last), trap))


def _deadly(function: Callable[..., Any], trap: Trap) -> Callable[..., Any]:
    calls = 0

    def reach(when: str, call: int) -> None:
        if (when, call) == (trap.when, trap.nth):
            os.kill(os.getpid(), signal.SIGKILL)

    @wraps(function)
    async def waited(*given: Any, **named: Any) -> Any:
        nonlocal calls
        calls = call = calls + 1
        reach("before", call)
        result = await function(*given, **named)
        reach("after", call)
        return result

    @wraps(function)
    def called(*given: Any, **named: Any) -> Any:
        nonlocal calls
        calls = call = calls + 1
        reach("before", call)
        result = function(*given, **named)
        reach("after", call)
        return result

    return waited if asyncio.iscoroutinefunction(function) else called


def _tell(told: dict[str, int]) -> None:
    os.write(sys.stdout.fileno(), json.dumps(told).encode() + b"\n")  # at once, so that lines stay whole


def main() -> None:
    """Fork servers until there are no more orders."""
    parser = argparse.ArgumentParser()
    parser.add_argument("var", type=Path)
    fork_servers(parser.parse_args().var)


if __name__ == "__main__":
    main()
