"""The web server: builds the application, and mounts the chat and the pages around it."""

from __future__ import annotations

import asyncio
import sys
import warnings
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import structlog
import uvicorn
from fastapi import FastAPI
from fastapi.responses import JSONResponse, PlainTextResponse
from starlette.routing import Route
from starlette.staticfiles import StaticFiles
from uvicorn.config import STARTUP_FAILURE
from uvicorn.supervisors import Multiprocess

from assistant.access import Keys, Operators
from assistant.bootstrap import Application, build
from assistant.reports import warm
from assistant.sources import Sources
from assistant.watch import Watch
from integrations import api
from integrations.admission import Admission
from integrations.calling import Calls
from integrations.couriers import couriers
from integrations.mcp_server import McpDoor
from integrations.metrics import CONTENT_TYPE, Metrics
from integrations.scheduler import ticking
from integrations.web import files, operators, pages, reference, reports, site, wording
from integrations.web.guard import Guard
from integrations.web.operators import OperatorDoor
from integrations.web.rates import Rates
from integrations.web.visitors import Visitors, secret
from tools.kit.errors import Unavailable

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Collection, Sequence
    from contextlib import AbstractAsyncContextManager

    from assistant.settings import Settings
    from integrations.wechat.channel import Account

CHANNELS = ("web", "wechat", "api")
"""What may be mounted."""
READY_SECONDS = 3.0
"""How long the database may take to answer for the server to be ready."""
CLOSING_SECONDS = 5
STARTING_SECONDS = 60
"""How long a process of several may take until it answers whether it lives: it loads everything first."""
WARM_AFTER = 3.0
"""Seconds after which what is slow to load is loaded, beside the first answers."""
LARGEST_FRAME = 256 * 1024
"""Bytes of one message over a web socket."""

log = structlog.get_logger(__name__)


def create(
    application: Application | None = None,
    settings: Settings | None = None,
    *,
    scheduler: bool = False,
    channels: Collection[str] = CHANNELS,
    alone: bool = True,
) -> FastAPI:
    """Make the server's application; starting it starts everything below.

    The chat framework keeps its settings for the life of the process: make one server a process.

    Args:
        application: What to serve; built from the settings by default.
        settings: Read from the environment by default.
        scheduler: Whether the clock runs in this process.
        channels: What to mount: the chat, the doors for programs.
        alone: Whether no other process answers at the same address.
    """
    application = application or build(settings, console=False)
    settings = application.settings
    folder = settings.var_dir / "web"
    key = secret(folder, settings.session_secret.get_secret_value() if settings.session_secret else None)
    sources, metrics, rates = Sources(application.library), Metrics(), Rates(settings.redis_url)
    visitors = Visitors(key, application.clock)

    door = OperatorDoor(Operators(application.database, application.clock), visitors, application.clock)
    programs, mcp = _doors_for_programs(application, key, rates, metrics, alone=alone)
    beside: list[Callable[[], AbstractAsyncContextManager[None]]] = []
    if "api" in channels:
        beside.append(mcp.running)

    app = FastAPI(lifespan=_lifespan(application, beside), openapi_url=None)
    _add_probes(app, application, metrics)
    if "api" in channels:
        app.include_router(reference.router(programs.openapi))
        app.mount("/api", programs)
        app.router.routes.append(Route("/mcp", mcp))
    with_account = "wechat" in channels and settings.wechat.configured
    account = _mount_account(app, application, key) if with_account else None
    if account is not None:
        beside.append(account.running)
    if scheduler:
        beside.append(lambda: _clock(application, account))
    if with_account or "web" in channels:
        app.include_router(pages.router(application, sources, rates))
    app.include_router(reports.router(application))
    beside.append(_warming)
    scripts: list[str] = []
    if "web" in channels:
        app.include_router(operators.router(door, visitors, rates))
        app.include_router(files.router(application))
        site.prepare(folder, settings.public_base_url, key)
        scripts = _mount_chat(app, application, sources, visitors, rates, metrics, door)
    else:
        app.mount("/public", StaticFiles(directory=site.PACKAGE / "public"))
    app.add_middleware(
        Guard, visitors=visitors, public_url=settings.public_base_url, scripts=scripts, admits=door.holds
    )
    return app


def serve(
    settings: Settings | None = None,
    host: str = "127.0.0.1",
    port: int = 8000,
    *,
    scheduler: bool = True,
    channels: Collection[str] = CHANNELS,
    workers: int = 1,
) -> None:
    """Serve until told to stop.

    Args:
        settings: Read from the environment by default.
        host: The address to listen on.
        port: The port.
        scheduler: Whether the clock runs.
        channels: What to mount.
        workers: Processes; the chat has one, for its sessions live in it.
    """
    alone = workers == 1
    make = partial(create, settings=settings, scheduler=scheduler, channels=tuple(channels), alone=alone)
    config = uvicorn.Config(
        make() if alone else make,
        host=host,
        port=port,
        factory=not alone,
        workers=workers,
        access_log=False,
        log_config=None,
        server_header=False,
        timeout_graceful_shutdown=CLOSING_SECONDS,
        ws_max_size=LARGEST_FRAME,
        timeout_worker_healthcheck=STARTING_SECONDS,
    )
    if not alone:
        Multiprocess(config, sockets=[config.bind_socket()]).run()
        return
    server = uvicorn.Server(config)
    with suppress(KeyboardInterrupt):
        server.run()
    if not server.started:
        sys.exit(STARTUP_FAILURE)


@asynccontextmanager
async def _clock(application: Application, account: Account | None) -> AsyncIterator[None]:
    """Run the clock; it ends before the account does, through which follow-ups go."""
    async with couriers(application, account) as carrying, ticking(application, carrying):
        yield


def _mount_account(app: FastAPI, application: Application, key: str) -> Account:
    """Mount the official account's webhook and pages."""
    from integrations.wechat import codes  # noqa: PLC0415 -- the same
    from integrations.wechat import pages as account_pages  # noqa: PLC0415 -- the same
    from integrations.wechat.channel import Account  # noqa: PLC0415 -- wechatpy, for those who have an account

    account = Account(application)
    app.router.routes.append(Route("/wechat", account.webhook.receive, methods=["GET", "POST"]))
    app.include_router(account_pages.router(application, client=account.client, key=key))
    app.include_router(codes.router(application, client=account.client, values=account.values))
    return account


def _doors_for_programs(
    application: Application, key: str, rates: Rates, metrics: Metrics, *, alone: bool
) -> tuple[FastAPI, McpDoor]:
    calls = Calls(application, key, metrics)
    admission = Admission(Keys(application.database, application.clock), rates, metrics)
    return api.create(calls, admission), McpDoor(calls, admission, stateless=not alone)


def _lifespan(application: Application, beside: Sequence[Callable[[], AbstractAsyncContextManager[None]]]) -> Any:  # noqa: ANN401 -- what FastAPI takes
    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        await application.start()
        if not application.settings.embedding.configured:
            # The first search of a process loads dictionaries; a service would have to answer for one.
            await application.library.current().search(wording.PRODUCT, 1)
        log.info("server_ready", public_url=application.settings.public_base_url)
        try:
            async with AsyncExitStack() as stack:
                for running in beside:
                    await stack.enter_async_context(running())
                yield
        finally:
            await application.close()

    return lifespan


@asynccontextmanager
async def _warming() -> AsyncIterator[None]:
    """Load what documents are made with, once the server has begun to answer."""

    async def later() -> None:
        await asyncio.sleep(WARM_AFTER)
        with suppress(Unavailable):  # without a font there is nothing to make
            await asyncio.to_thread(warm)

    task = asyncio.create_task(later())
    try:
        yield
    finally:
        task.cancel()


def _add_probes(app: FastAPI, application: Application, metrics: Metrics) -> None:
    @app.get("/healthz")
    async def alive() -> PlainTextResponse:
        return PlainTextResponse("ok")

    @app.get("/readyz")
    async def ready() -> JSONResponse:
        parts: dict[str, bool] = {}
        try:
            parts["database"] = await asyncio.wait_for(application.database.revision(), READY_SECONDS) is not None
        except Exception as error:  # noqa: BLE001 -- whatever a driver raises means the same here
            log.warning("not_ready", part="database", kind=type(error).__name__)
            parts["database"] = False
        try:
            parts["library"] = application.library.current() is not None
        except Exception as error:  # noqa: BLE001 -- a broken index means the same as none
            log.warning("not_ready", part="library", kind=type(error).__name__)
            parts["library"] = False
        return JSONResponse(parts, 200 if all(parts.values()) else 503)

    watch = Watch(application.database, application.clock)

    @app.get("/metrics")
    async def figures() -> PlainTextResponse:
        counted = None
        try:
            counted = await asyncio.wait_for(watch.figures(), READY_SECONDS)
        except Exception as error:  # noqa: BLE001 -- what this process counts is told whatever the database does
            log.warning("figures_not_counted", kind=type(error).__name__)
        return PlainTextResponse(metrics.text(counted), media_type=CONTENT_TYPE)


def _mount_chat(  # noqa: PLR0913, PLR0917 -- what the chat consists of
    app: FastAPI,
    application: Application,
    sources: Sources,
    visitors: Visitors,
    rates: Rates,
    metrics: Metrics,
    door: OperatorDoor,
) -> list[str]:
    """Mount the chat behind all other routes and return the hashes of its page's inline scripts."""
    # The framework's session asks for its profile in a way that fails in a running loop, and does without.
    warnings.filterwarnings("ignore", message="coroutine '.*' was never awaited", category=RuntimeWarning)
    from integrations.web import chat  # noqa: PLC0415 -- Chainlit costs seconds, and reads what was just prepared

    chat.Chat(application, sources, visitors, rates, metrics, door).register()
    # It wants a module to load; the callbacks have been registered, so an empty one will do.
    chat.mount_chainlit(app, target=str(Path(pages.__file__).with_name("__init__.py")), path="")
    return site.script_hashes(chat.get_html_template(""))
