"""``shuzhi serve`` and ``worker``: the processes that stay."""

from __future__ import annotations

import asyncio
import signal
import socket
from typing import TYPE_CHECKING, Annotated

import structlog
import typer

from integrations import wording
from integrations.cli.console import Complaint, out, read_settings, run
from integrations.cli.opening import application
from integrations.cli.upkeep import prepare

if TYPE_CHECKING:
    from assistant.settings import Settings

CHANNELS = ("web", "wechat", "api")
"""What ``--only`` may name."""
READY = ("web",)
"""Those there are."""


def channels(only: str | None) -> tuple[str, ...]:
    """Read ``--only``.

    Args:
        only: Names with commas between them; None is every channel there is.

    Raises:
        Complaint: A name is unknown, or its channel is not there yet.
    """
    names = tuple(dict.fromkeys(name.strip().lower() for name in (only or ",".join(READY)).split(",")))
    if unknown := [name for name in names if name not in CHANNELS]:
        raise Complaint(wording.UNKNOWN_CHANNEL.format(name=unknown[0], channels=wording.AND.join(CHANNELS)), 2)
    if absent := [name for name in names if name not in READY]:
        raise Complaint(wording.ABSENT_CHANNEL.format(name=absent[0], channels=wording.AND.join(READY)), 2)
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
    async with application(settings, console=False) as app, ticking(app):
        log.info("worker_started")
        await stop.wait()
    log.info("worker_stopped")


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
        if workers > 1 and "web" in chosen:
            raise Complaint(wording.ONE_PROCESS, 2)
        settings = read_settings(quiet=False)
        listen(host, port)
        run(prepare(settings))
        from integrations import server  # noqa: PLC0415 -- Chainlit and FastAPI cost seconds to import

        out.print(wording.SERVING.format(host=host, port=port), highlight=False)
        server.serve(settings, host, port, scheduler=not no_scheduler)

    @app.command(help=wording.WORKER_HELP)
    def worker() -> None:
        settings = read_settings(quiet=False)
        run(_work(settings))
