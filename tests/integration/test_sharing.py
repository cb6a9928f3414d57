"""Values all processes share, on SQLite: read by all, renewed by one."""

from __future__ import annotations

import asyncio
import shutil
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from assistant.sharing import KEPT, LEASE, REST, Fresh, NotRenewed, SharedValues
from tools.database.engine import Database
from tools.database.repositories.shared import SharedValueRepository

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from tests.fakes.front_desk import Clock

NAME = "token"
HOURS = timedelta(hours=2)
EVERY = timedelta(seconds=30)


class Source:
    """Where values come from: ``v1``, ``v2``, ...; counts them, and can be held."""

    def __init__(self, clock: Clock, lasts: timedelta = HOURS) -> None:
        self.clock, self.lasts, self.fetched = clock, lasts, 0
        self.asked = asyncio.Event()
        self.open = asyncio.Event()
        self.open.set()
        self.failure: Exception | None = None

    async def __call__(self) -> Fresh:
        self.fetched += 1
        self.asked.set()
        await self.open.wait()
        if self.failure is not None:
            raise self.failure
        return Fresh(f"v{self.fetched}", self.clock.now + self.lasts)


@pytest.fixture(scope="module")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("migrated") / "shared.db"

    async def migrate() -> None:
        database = Database(f"sqlite:///{path}")
        await database.migrate()
        await database.close()

    asyncio.run(migrate())
    return path


@pytest.fixture
async def database(tmp_path: Path, migrated: Path) -> AsyncIterator[Database]:
    database = Database(f"sqlite:///{shutil.copy(migrated, tmp_path)}")
    yield database
    await database.close()


@pytest.fixture
async def other(tmp_path: Path, database: Database) -> AsyncIterator[Database]:
    """The same database, opened by another process."""
    other = Database(f"sqlite:///{tmp_path / 'shared.db'}")
    yield other
    await other.close()


@pytest.fixture
def values(database: Database, clock: Clock) -> SharedValues:
    return SharedValues(database, clock, "one")


@pytest.fixture
def others(other: Database, clock: Clock) -> SharedValues:
    return SharedValues(other, clock, "two", patience=0.1)


async def test_a_value_is_there_for_all_until_it_expires(
    values: SharedValues, others: SharedValues, clock: Clock
) -> None:
    assert await values.get(NAME) is None
    await values.put(NAME, "yes", clock.now + HOURS)
    assert await values.get(NAME) == await others.get(NAME) == "yes"
    clock.pass_by(hours=2)
    assert await values.get(NAME) is None
    assert await others.get(NAME) is None


async def test_what_was_read_serves_a_minute_without_a_query(
    values: SharedValues, others: SharedValues, clock: Clock
) -> None:
    await values.put(NAME, "old", clock.now + HOURS)
    await others.put(NAME, "new", clock.now + HOURS)
    assert await values.get(NAME) == "old"
    assert await values.get(NAME, kept=False) == "new"
    await others.put(NAME, "newer", clock.now + HOURS)
    clock.pass_by(seconds=KEPT.total_seconds())
    assert await values.get(NAME) == "newer"


async def test_what_is_not_there_is_kept_a_minute_too(values: SharedValues, others: SharedValues, clock: Clock) -> None:
    assert await values.get("fact") is None
    await others.put("fact", "yes", clock.now + HOURS)
    assert await values.get("fact") is None
    clock.pass_by(seconds=60)
    assert await values.get("fact") == "yes"


async def test_a_process_fetches_once_for_all_its_callers(values: SharedValues, clock: Clock) -> None:
    source = Source(clock)
    assert set(await asyncio.gather(*(values.renewed(NAME, None, source) for _ in range(50)))) == {"v1"}
    assert source.fetched == 1
    assert await values.get(NAME) == "v1"


async def test_of_two_processes_one_fetches_and_the_other_waits(
    values: SharedValues, other: Database, clock: Clock
) -> None:
    source, idle = Source(clock), Source(clock)
    source.open.clear()
    first = asyncio.create_task(values.renewed(NAME, None, source))
    await source.asked.wait()
    second = asyncio.create_task(SharedValues(other, clock, "two").renewed(NAME, None, idle))
    await asyncio.wait([second], timeout=0.05)
    assert not second.done()
    source.open.set()
    assert await first == await second == "v1"
    assert (source.fetched, idle.fetched) == (1, 0)


async def test_what_another_process_has_renewed_is_taken_without_fetching(
    values: SharedValues, others: SharedValues, clock: Clock
) -> None:
    source = Source(clock)
    assert await values.renewed(NAME, None, source) == "v1"
    assert await others.get(NAME) == "v1"
    assert await values.renewed(NAME, "v1", source) == "v2"
    assert await others.renewed(NAME, "v1", source) == "v2"
    assert await others.get(NAME) == "v2"
    assert source.fetched == 2


async def test_a_refused_value_is_renewed_at_once_but_not_again_and_again(
    values: SharedValues, others: SharedValues, clock: Clock
) -> None:
    source = Source(clock)
    assert await values.renewed(NAME, None, source) == "v1"
    assert await values.renewed(NAME, "v1", source) == "v2"
    for process in (values, others):
        with pytest.raises(NotRenewed) as raised:
            await process.renewed(NAME, "v2", source)
        assert raised.value.retry_at == clock.now + EVERY
    clock.pass_by(seconds=29)
    with pytest.raises(NotRenewed):
        await others.renewed(NAME, "v2", source)
    assert await others.renewed(NAME, None, source) == "v2"
    clock.pass_by(seconds=1)
    assert await others.renewed(NAME, "v2", source) == "v3"
    assert source.fetched == 3


async def test_the_interval_is_the_callers(values: SharedValues, clock: Clock) -> None:
    source, hour = Source(clock), timedelta(hours=1)
    await values.renewed(NAME, None, source)
    await values.renewed(NAME, "v1", source, hour)
    clock.pass_by(minutes=59)
    with pytest.raises(NotRenewed, match="token was not renewed: it was renewed"):
        await values.renewed(NAME, "v2", source, hour)


async def test_a_value_that_never_lasts_is_not_fetched_for_every_call(values: SharedValues, clock: Clock) -> None:
    source = Source(clock, timedelta(seconds=1))
    await values.renewed(NAME, None, source)
    clock.pass_by(seconds=2)
    with pytest.raises(NotRenewed) as raised:
        await values.renewed(NAME, None, source)
    assert raised.value.retry_at == clock.now + timedelta(seconds=28)
    clock.pass_by(seconds=28)
    assert await values.renewed(NAME, None, source) == "v2"


async def test_an_expired_value_is_renewed(values: SharedValues, others: SharedValues, clock: Clock) -> None:
    source = Source(clock)
    await values.renewed(NAME, None, source)
    clock.pass_by(hours=2)
    assert await others.renewed(NAME, None, source) == "v2"
    assert await values.renewed(NAME, "v1", source) == "v2"


async def test_after_a_failure_nobody_tries_again_for_a_while(
    values: SharedValues, others: SharedValues, clock: Clock
) -> None:
    source = Source(clock)
    source.failure = ConnectionError("no way")
    results = await asyncio.gather(*(values.renewed(NAME, None, source) for _ in range(9)), return_exceptions=True)
    assert {str(result) for result in results} == {"no way"}
    for process in (values, others):
        with pytest.raises(NotRenewed) as raised:
            await process.renewed(NAME, None, source)
        assert raised.value.retry_at == clock.now + REST
    assert source.fetched == 1
    source.failure = None
    clock.pass_by(seconds=REST.total_seconds())
    assert await others.renewed(NAME, None, source) == "v2"


async def test_a_failure_leaves_a_value_that_is_still_good(
    values: SharedValues, others: SharedValues, clock: Clock
) -> None:
    source = Source(clock)
    await values.renewed(NAME, None, source)
    source.failure = ConnectionError("no way")
    with pytest.raises(ConnectionError):
        await values.renewed(NAME, "v1", source)
    assert await values.renewed(NAME, None, source) == await others.get(NAME) == "v1"


async def test_fetching_that_takes_too_long_is_given_up(database: Database, others: SharedValues, clock: Clock) -> None:
    source = Source(clock)
    source.open.clear()
    values = SharedValues(database, clock, "one", fetch_limit=0.01)
    with pytest.raises(NotRenewed, match="takes too long") as raised:
        await values.renewed(NAME, None, source)
    assert raised.value.retry_at == clock.now + REST
    with pytest.raises(NotRenewed):
        await others.renewed(NAME, None, source)


async def test_the_lease_of_a_dead_process_lapses(database: Database, others: SharedValues, clock: Clock) -> None:
    async with database.transaction() as session:
        taken = await SharedValueRepository(session).take(
            NAME, None, "dead", now=clock.now, until=clock.now + LEASE, interval=EVERY
        )
    assert taken
    source = Source(clock)
    with pytest.raises(NotRenewed, match="another process"):
        await others.renewed(NAME, None, source)
    assert source.fetched == 0
    clock.pass_by(seconds=LEASE.total_seconds())
    assert await others.renewed(NAME, None, source) == "v1"


async def test_who_comes_back_after_its_lease_has_lapsed_takes_what_was_stored(
    values: SharedValues, others: SharedValues, clock: Clock
) -> None:
    late, source = Source(clock), Source(clock)
    late.open.clear()
    first = asyncio.create_task(values.renewed(NAME, None, late))
    await late.asked.wait()
    clock.pass_by(seconds=LEASE.total_seconds())
    source.fetched = 10
    assert await others.renewed(NAME, None, source) == "v11"
    late.open.set()
    assert await first == "v11"


async def test_one_who_leaves_does_not_take_the_others_value_along(values: SharedValues, clock: Clock) -> None:
    source = Source(clock)
    source.open.clear()
    first = asyncio.create_task(values.renewed(NAME, None, source))
    second = asyncio.create_task(values.renewed(NAME, None, source))
    await source.asked.wait()
    first.cancel()
    await asyncio.wait([first])
    source.open.set()
    assert await second == "v1"
    assert source.fetched == 1


async def test_names_do_not_meddle(values: SharedValues, clock: Clock) -> None:
    source = Source(clock)
    found = await asyncio.gather(*(values.renewed(name, None, source) for name in ("a", "b")))
    assert sorted(found) == ["v1", "v2"] or source.fetched == 2
    await values.put("a", "put", clock.now + HOURS)
    assert await values.get("b", kept=False) == found[1]


def test_a_value_does_not_show_when_it_is_printed(clock: Clock) -> None:
    assert "hush" not in repr(Fresh("hush", clock.now))
