"""The clock: ticks for housekeeping; what there is to do stands in the database, so a missed one loses nothing."""

from __future__ import annotations

import logging
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import structlog
from apscheduler.events import EVENT_JOB_ERROR
from apscheduler.schedulers.asyncio import AsyncIOScheduler

from assistant.administration import Administration

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable

    from apscheduler.events import JobExecutionEvent

    from assistant.bootstrap import Application

HOUSEKEEPING = 3600.0
"""Seconds between two rounds."""
LIBRARY = 30.0
"""Seconds between two looks at what another process has put in force."""
HEARTBEAT = 300.0
"""Seconds between two signs of life in the log."""

log = structlog.get_logger(__name__)


@asynccontextmanager
async def ticking(app: Application) -> AsyncIterator[None]:
    """Run the clock while the block runs; several processes may, for every tick can be repeated.

    Args:
        app: A started application.
    """
    # Its own log lines would bypass ours; what fails is reported below.
    logging.getLogger("apscheduler").setLevel(logging.CRITICAL)
    defaults = {"coalesce": True, "max_instances": 1, "misfire_grace_time": None}
    scheduler = AsyncIOScheduler(timezone=UTC, job_defaults=defaults)
    scheduler.add_listener(_failed, EVENT_JOB_ERROR)
    for name, seconds, work in _jobs(app):
        scheduler.add_job(work, "interval", id=name, seconds=seconds, next_run_time=datetime.now(UTC))
    scheduler.start()
    try:
        yield
    finally:
        scheduler.shutdown(wait=False)


def _jobs(app: Application) -> tuple[tuple[str, float, Callable[[], Awaitable[None]]], ...]:
    administration = Administration(app.library, app.database, app.clock)
    began = app.clock()

    async def housekeeping() -> None:
        done = await administration.housekeep()
        log.info("housekeeping", erased=done.erased, abandoned=done.abandoned)

    async def library() -> None:
        await administration.refresh()

    async def heartbeat() -> None:
        alive = round((app.clock() - began).total_seconds())
        log.info("heartbeat", seconds=alive, generation=await administration.refresh())

    return (
        ("housekeeping", HOUSEKEEPING, housekeeping),
        ("library", LIBRARY, library),
        ("heartbeat", HEARTBEAT, heartbeat),
    )


def _failed(event: JobExecutionEvent) -> None:
    log.error("tick_failed", job=event.job_id, kind=type(event.exception).__name__, exc_info=event.exception)
