"""The clock: ticks for housekeeping; what there is to do stands in the database, so a missed one loses nothing."""

from __future__ import annotations

import asyncio
import logging
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import structlog
from apscheduler.events import EVENT_JOB_ERROR
from apscheduler.schedulers.asyncio import AsyncIOScheduler

from assistant.administration import Administration
from assistant.follow_ups import FollowUps
from assistant.watch import Watch

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable

    from apscheduler.events import JobExecutionEvent

    from assistant.bootstrap import Application
    from assistant.nudges import Couriers

    Job = tuple[str, float, Callable[[], Awaitable[None]]]

HOUSEKEEPING = 3600.0
"""Seconds between two rounds."""
LIBRARY = 30.0
"""Seconds between two looks at what another process has put in force."""
HEARTBEAT = 300.0
"""Seconds between two signs of life in the log."""

PLANNING, SENDING, RECOVERING, SETTLING = 60.0, 10.0, 60.0, 600.0
"""Seconds between two rounds of planning follow-ups, sending what is due, looking for what others left behind when they
died, and noting what came of what was sent."""
ALARM = 60.0
"""Seconds between two looks for answers that have not been delivered."""
BATCH = 50
"""Follow-ups sent before it is asked whether this process is to end."""
CLOSING = 4.0
"""Seconds a follow-up that is being sent has to end in when the process does."""

log = structlog.get_logger(__name__)


@asynccontextmanager
async def ticking(app: Application, couriers: Couriers | None = None) -> AsyncIterator[None]:
    """Run the clock while the block runs; several processes may, for every tick can be repeated.

    Args:
        app: A started application.
        couriers: Who carries follow-ups; without any they go to the web inbox and to people of the platform.
    """
    rounds = Rounds(app, couriers or {})
    # Its own log lines would bypass ours; what fails is reported below.
    logging.getLogger("apscheduler").setLevel(logging.CRITICAL)
    defaults = {"coalesce": True, "max_instances": 1, "misfire_grace_time": None}
    scheduler = AsyncIOScheduler(timezone=UTC, job_defaults=defaults)
    scheduler.add_listener(_failed, EVENT_JOB_ERROR)
    for name, seconds, work in (*_jobs(app), *rounds.jobs()):
        scheduler.add_job(work, "interval", id=name, seconds=seconds, next_run_time=datetime.now(UTC))
    scheduler.start()
    try:
        yield
    finally:
        scheduler.pause()
        await rounds.close()
        scheduler.shutdown(wait=False)


class Rounds:
    """What is done about follow-ups, and about answers that do not arrive, again and again.

    Args:
        app: A started application.
        couriers: Who carries follow-ups.
    """

    def __init__(self, app: Application, couriers: Couriers) -> None:
        self._follow_ups = FollowUps(app.database, app.library.current, app.clock, app.owner, couriers)
        self._watch = Watch(app.database, app.clock)
        self._sending, self._ending = asyncio.Lock(), False

    def jobs(self) -> tuple[Job, ...]:
        """Return what the clock runs: a name, the seconds between two runs, the work."""
        return (
            ("follow_ups_plan", PLANNING, self.plan),
            ("follow_ups_send", SENDING, self.send),
            ("follow_ups_recover", RECOVERING, self.recover),
            ("follow_ups_settle", SETTLING, self.settle),
            ("alarm", ALARM, self.alarm),
        )

    async def plan(self) -> None:
        """Add what has become due."""
        if added := await self._follow_ups.plan():
            log.info("follow_ups_planned", count=added)

    async def send(self) -> None:
        """Deal with all that is due; what is being dealt with is finished when the process ends, the rest is left."""
        async with self._sending:
            dealt = 0
            while not self._ending and (count := await self._follow_ups.send_due(BATCH)):
                dealt += count
        if dealt:
            log.info("follow_ups_dealt_with", count=dealt)

    async def recover(self) -> None:
        """Take what processes that died were sending as uncertain."""
        if lost := await self._follow_ups.recover():
            log.warning("follow_ups_uncertain", count=lost)

    async def settle(self) -> None:
        """Note what came of what was sent, and take back what people need not do any more."""
        if settled := await self._follow_ups.settle_replies():
            log.info("follow_ups_settled", count=settled)
        if withdrawn := await self._follow_ups.withdraw():
            log.info("follow_ups_withdrawn", count=withdrawn)

    async def alarm(self) -> None:
        """Raise an alarm about every answer that has not arrived in time, once."""
        for late in await self._watch.alarms():
            log.error(
                "answer_overdue",
                delivery=late.id,
                channel=late.channel,
                purpose=late.purpose,
                minutes=round(late.waited / timedelta(minutes=1)),
                attempts=late.attempts,
                reason=late.reason,
            )

    async def close(self) -> None:
        """Begin nothing more, and let what is being sent end."""
        self._ending = True
        try:
            async with asyncio.timeout(CLOSING), self._sending:
                return
        except TimeoutError:
            log.warning("follow_ups_cut_off")


def _jobs(app: Application) -> tuple[Job, ...]:
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
