"""``shuzhi serve`` and ``worker``: the processes that stay."""

from __future__ import annotations

import asyncio
import secrets
import signal
import socket
from contextlib import AsyncExitStack
from typing import TYPE_CHECKING, Annotated

import structlog
import typer

from integrations import wording
from integrations.calling import Calls
from integrations.cli import wording as words
from integrations.cli.console import Complaint, out, read_settings, run
from integrations.cli.opening import application
from integrations.cli.speaking import speaker
from integrations.cli.upkeep import prepare
from integrations.couriers import couriers
from integrations.metrics import Metrics

if TYPE_CHECKING:
    from assistant.settings import Settings
    from integrations.calling import Caller

CHANNELS = ("web", "wechat", "api")
"""What ``--only`` may name."""


def channels(only: str | None) -> tuple[str, ...]:
    """Read ``--only``.

    Args:
        only: Names with commas between them; None is every channel there is.

    Raises:
        Complaint: A name is unknown.
    """
    names = tuple(dict.fromkeys(name.strip().lower() for name in (only or ",".join(CHANNELS)).split(",")))
    if unknown := [name for name in names if name not in CHANNELS]:
        raise Complaint(wording.UNKNOWN_CHANNEL.format(name=unknown[0], channels=wording.AND.join(CHANNELS)), 2)
    return names


def listen(host: str, port: int) -> None:
    """Make sure that the address can be listened on.

    Raises:
        Complaint: It cannot.
    """
    try:
        socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET).close()
    except OSError as error:
        problem = error.strerror or str(error)
        raise Complaint(wording.CANNOT_LISTEN.format(host=host, port=port, problem=problem)) from error


async def _work(settings: Settings) -> None:
    from integrations.scheduler import ticking  # noqa: PLC0415 -- APScheduler, for processes that stay only

    log = structlog.get_logger(__name__)
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stop.set)
    async with application(settings, console=False) as app, AsyncExitStack() as stack:
        account = None
        if settings.wechat.configured:
            from integrations.wechat.channel import Account  # noqa: PLC0415 -- for those who have an account

            account = Account(app)
            await stack.enter_async_context(account.running())
        carrying = await stack.enter_async_context(couriers(app, account))
        await stack.enter_async_context(ticking(app, carrying))
        log.info("worker_started")
        await stop.wait()
    log.info("worker_stopped")


async def _converse(settings: Settings, caller: Caller) -> None:
    from integrations.mcp_server import converse  # noqa: PLC0415 -- the MCP library, for nobody else

    async with application(settings, console=False) as app:
        await converse(Calls(app, secrets.token_hex(), Metrics()), caller)


def register(app: typer.Typer) -> None:
    """Add the commands."""

    @app.command(help=wording.SERVE_HELP)
    def serve(
        *,
        host: Annotated[str, typer.Option(help=wording.HOST_HELP)] = "127.0.0.1",
        port: Annotated[int, typer.Option(min=1, max=65535, help=wording.PORT_HELP)] = 8000,
        only: Annotated[str | None, typer.Option(help=wording.ONLY_HELP, metavar="CHANNELS")] = None,
        workers: Annotated[int, typer.Option(min=1, max=64, help=wording.WORKERS_HELP)] = 1,
        no_scheduler: Annotated[bool, typer.Option("--no-scheduler", help=wording.NO_SCHEDULER_HELP)] = False,
    ) -> None:
        chosen = channels(only)
        settings = read_settings(quiet=False)
        if only and "wechat" in chosen and not settings.wechat.configured:
            raise Complaint(wording.WECHAT_NOT_CONFIGURED, 2)
        if workers > 1 and "web" in chosen:
            raise Complaint(wording.ONE_PROCESS, 2)
        listen(host, port)
        run(prepare(settings))
        from integrations import server  # noqa: PLC0415 -- Chainlit and FastAPI cost seconds to import

        said = next(words for name, words in wording.SERVING_WHAT.items() if name in chosen)
        out.print(said.format(host=host, port=port), highlight=False)
        server.serve(settings, host, port, scheduler=not no_scheduler, channels=chosen, workers=workers)

    @app.command(help=words.MCP_HELP)
    def mcp(
        *,
        role: Annotated[str, typer.Option(help=words.ROLE_HELP)] = "enterprise",
        enterprise: Annotated[str | None, typer.Option(help=words.ENTERPRISE_HELP)] = None,
    ) -> None:
        run(_converse(read_settings(), speaker(role, enterprise)))

    @app.command(help=wording.WORKER_HELP)
    def worker() -> None:
        settings = read_settings(quiet=False)
        run(_work(settings))
