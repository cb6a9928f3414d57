"""Runs the half-year: the platform's own planning and sending on a virtual clock, in a database of its own."""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from assistant.follow_ups import FollowUps
from corpus.catalogs import load
from evals.simulation.firms import OPERATOR, Firm
from evals.simulation.world import SHANGHAI, Ledger, World
from tools.database.engine import Database
from tools.database.repositories.rules import RuleRepository
from tools.domain.follow_ups.calendar import is_workday

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from assistant.nudges import Courier, Nudge
    from corpus.catalogs import Catalogs
    from corpus.follow_ups import Route, Rule
    from tools.kit.ports import Library

FIRST = date(2026, 1, 5)
DAYS = 182
WORKDAY = ((8, 40), (9, 5), (11, 10), (14, 30), (17, 20), (20, 40))
REST = ((10, 0), (21, 0))
"""When the clock ticks, in Shanghai; some of it lies where nothing may be sent."""
PLANNED_AT = frozenset({8, 10, 14})
"""Hours in which it is planned too."""
CAMPAIGNS = {90: 0, 150: 1}
STOPPED = {150: 1}
"""On which days operators start which campaign, and stop which an hour or two later."""
BATCH = 500
_COLUMNS = (
    "id", "contact_id", "rule", "step", "state", "reason", "route", "text", "purpose", "told_at", "replied_at",
    "converted_at",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Row:
    """A follow-up as it stands at the end."""

    id: str
    contact_id: str
    rule: str
    step: str
    state: str
    reason: str | None
    route: str | None
    text: str | None
    purpose: str
    told_at: datetime | None
    replied_at: datetime | None
    converted_at: datetime | None


@dataclass(frozen=True, slots=True)
class Half:
    """What a half-year came to.

    Attributes:
        firms: The enterprises by contact.
        rules: The rules as they stood.
        rows: Every follow-up at the end.
        planned: How many planning said it added.
        ledger: What the world saw.
        seed: Of the run.
        days: How long it was.
        seconds: How long it took.
    """

    firms: Mapping[str, Firm]
    rules: Mapping[str, Rule]
    rows: Sequence[Row]
    planned: int
    ledger: Ledger
    seed: int
    days: int
    seconds: float


class _Shelf:
    """A library of which only the catalogs are asked for."""

    def __init__(self, catalogs: Catalogs) -> None:
        self.catalogs = catalogs


class _Courier:
    def __init__(self, world: World) -> None:
        self._world = world

    async def send(self, nudge: Nudge) -> None:
        """Carry it."""
        await self._world.carry(nudge)


async def run(folder: Path, count: int, seed: int, days: int = DAYS, tick: Callable[[int], None] | None = None) -> Half:
    """Run a half-year.

    Args:
        folder: Where its database lies.
        count: How many enterprises.
        seed: Makes a run repeatable.
        days: How long.
        tick: Told the day, from 1.
    """
    began = time.perf_counter()
    database = Database(f"sqlite:///{folder / 'half-year.db'}")
    await database.migrate()
    catalogs = load(Path(str(resources.files("corpus"))) / "data")
    first = datetime(FIRST.year, FIRST.month, FIRST.day, tzinfo=SHANGHAI).astimezone(UTC)
    world = World(database, catalogs, [Firm.made(n, seed) for n in range(count)], first, days, seed)
    courier: Courier = _Courier(world)
    couriers: dict[Route, Courier] = {"window": courier, "notice": courier, "email": courier}
    shelf = cast("Library", _Shelf(catalogs))
    follow_ups = FollowUps(database, lambda: shelf, world.clock, "half-year", couriers)
    world.begin()
    await world.go_on(first)
    planned, seen = 0, set[str]()
    for number in range(days):
        day = FIRST + timedelta(days=number)
        for place, (hour, minute) in enumerate(WORKDAY if is_workday(day) else REST):
            at = datetime(day.year, day.month, day.day, hour, minute, tzinfo=SHANGHAI).astimezone(UTC)
            await world.go_on(at)
            if number in CAMPAIGNS and place == 0:
                await world.start_campaign(CAMPAIGNS[number])
            if number in STOPPED and place == 1:
                await world.stop_campaign(STOPPED[number])
            if hour in PLANNED_AT:
                planned += await follow_ups.plan()
            while await follow_ups.send_due(BATCH):
                pass
            for row in await _rows(database, "route = 'web' AND told_at >= ?", _stored(at)):
                if row.id not in seen:
                    seen.add(row.id)
                    world.react(row.id, row.contact_id, row.rule, row.purpose)
        await follow_ups.recover()
        await follow_ups.settle_replies()
        await _people_work(database, world.now)
        if tick is not None:
            tick(number + 1)
    async with database.read() as session:
        rules = await RuleRepository(session).current()
    rows = await _rows(database, "1 = 1")
    await database.close()
    return Half(world.firms, rules, rows, planned, world.ledger, seed, days, time.perf_counter() - began)


async def _rows(database: Database, which: str, *values: str) -> list[Row]:
    async with database.read() as session:
        query = f"SELECT {', '.join(_COLUMNS)} FROM follow_ups WHERE {which} ORDER BY told_at, id"  # noqa: S608 -- our own words
        found = (await (await session.connection()).exec_driver_sql(query, values)).all()
    return [Row(**{name: _read(name, row[place]) for place, name in enumerate(_COLUMNS)}) for row in found]


async def _people_work(database: Database, now: datetime) -> None:
    """Let the platform's people do what was theirs for a day."""
    async with database.transaction() as session:
        connection = await session.connection()
        statement = (
            "UPDATE follow_ups SET state = 'done', done_by = ?, ended_at = ? WHERE state = 'task' AND due_at < ?"
        )
        await connection.exec_driver_sql(statement, (OPERATOR, _stored(now), _stored(now - timedelta(days=1))))
        kept = (
            "UPDATE promises SET state = 'kept', ended_at = ? WHERE state = 'open' AND side = 'platform'"
            " AND id IN (SELECT about FROM follow_ups WHERE rule = 'promise_owed' AND state = 'done')"
        )
        await connection.exec_driver_sql(kept, (_stored(now),))


def _stored(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y-%m-%d %H:%M:%S.%f}"


def _read(name: str, value: Any) -> Any:  # noqa: ANN401 -- as the database keeps it
    if name.endswith("_at") and value is not None:
        return datetime.fromisoformat(value).replace(tzinfo=UTC)
    return value
