"""The web server: builds the application, and mounts the chat and the pages around it."""

from __future__ import annotations

import asyncio
import warnings
from contextlib import asynccontextmanager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Any

import structlog
import uvicorn
from fastapi import FastAPI
from fastapi.responses import JSONResponse, PlainTextResponse

from assistant.bootstrap import Application, build
from assistant.sources import Sources
from integrations.metrics import CONTENT_TYPE, Metrics
from integrations.scheduler import ticking
from integrations.web import pages, site, wording
from integrations.web.guard import Guard
from integrations.web.rates import Rates
from integrations.web.visitors import Visitors, secret

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from assistant.settings import Settings

READY_SECONDS = 3.0
"""How long the database may take to answer for the server to be ready."""
CLOSING_SECONDS = 5
LARGEST_FRAME = 256 * 1024
"""Bytes of one message over a web socket."""

log = structlog.get_logger(__name__)


def create(
    application: Application | None = None, settings: Settings | None = None, *, scheduler: bool = False
) -> FastAPI:
    """Make the server's application; starting it starts everything below.

    The chat framework keeps its settings for the life of the process: make one server a process.

    Args:
        application: What to serve; built from the settings by default.
        settings: Read from the environment by default.
        scheduler: Whether the clock runs in this process.
    """
    application = application or build(settings, console=False)
    settings = application.settings
    folder = settings.var_dir / "web"
    key = secret(folder, settings.session_secret.get_secret_value() if settings.session_secret else None)
    sources, metrics, rates = Sources(application.library), Metrics(), Rates(settings.redis_url)
    visitors = Visitors(key, application.clock)

    app = FastAPI(lifespan=_lifespan(application, scheduler=scheduler), openapi_url=None)
    _add_probes(app, application, metrics)
    app.include_router(pages.router(application, sources, rates))
    site.prepare(folder, settings.public_base_url, key)
    scripts = _mount_chat(app, application, sources, visitors, rates, metrics)
    app.add_middleware(Guard, visitors=visitors, public_url=settings.public_base_url, scripts=scripts)
    return app


def serve(
    settings: Settings | None = None, host: str = "127.0.0.1", port: int = 8000, *, scheduler: bool = True
) -> None:
    """Serve until told to stop, in one process: the chat's sessions live in it.

    Args:
        settings: Read from the environment by default.
        host: The address to listen on.
        port: The port.
        scheduler: Whether the clock runs in this process.
    """
    uvicorn.run(
        create(settings=settings, scheduler=scheduler),
        host=host,
        port=port,
        access_log=False,
        log_config=None,
        server_header=False,
        timeout_graceful_shutdown=CLOSING_SECONDS,
        ws_max_size=LARGEST_FRAME,
    )


def _lifespan(application: Application, *, scheduler: bool) -> Any:  # noqa: ANN401 -- what FastAPI takes
    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        await application.start()
        if not application.settings.embedding.configured:
            # The first search of a process loads dictionaries; a service would have to answer for one.
            await application.library.current().search(wording.PRODUCT, 1)
        log.info("server_ready", public_url=application.settings.public_base_url)
        try:
            async with ticking(application) if scheduler else nullcontext():
                yield
        finally:
            await application.close()

    return lifespan


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

    @app.get("/metrics")
    async def figures() -> PlainTextResponse:
        return PlainTextResponse(metrics.text(), media_type=CONTENT_TYPE)


def _mount_chat(
    app: FastAPI,
    application: Application,
    sources: Sources,
    visitors: Visitors,
    rates: Rates,
    metrics: Metrics,
) -> list[str]:
    """Mount the chat behind all other routes and return the hashes of its page's inline scripts."""
    # The framework's session asks for its profile in a way that fails in a running loop, and does without.
    warnings.filterwarnings("ignore", message="coroutine '.*' was never awaited", category=RuntimeWarning)
    from integrations.web import chat  # noqa: PLC0415 -- Chainlit costs seconds, and reads what was just prepared

    chat.Chat(application, sources, visitors, rates, metrics).register()
    # It wants a module to load; the callbacks have been registered, so an empty one will do.
    chat.mount_chainlit(app, target=str(Path(pages.__file__).with_name("__init__.py")), path="")
    return site.script_hashes(chat.get_html_template(""))
