"""Permissions for one notice each: counted once, spent once, lapsed in time, gone when they are withdrawn."""

from __future__ import annotations

import asyncio
import shutil
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from assistant.consents import LASTS, Consent, Consents
from tests.fakes.front_desk import START, Clock
from tools.database.engine import Database

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

WHO = ("wechat", "o1")


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database that is up to date, and not to be written to."""
    path = tmp_path_factory.mktemp("consents") / "empty.db"

    async def migrate() -> None:
        opened = Database(f"sqlite:///{path}")
        await opened.migrate()
        await opened.close()

    asyncio.run(migrate())
    return path


@pytest.fixture
async def database(empty: Path, tmp_path: Path) -> AsyncIterator[Database]:
    opened = Database(f"sqlite:///{shutil.copy(empty, tmp_path / 'consents.db')}")
    yield opened
    await opened.close()


@pytest.fixture
def consents(database: Database, clock: Clock) -> Consents:
    return Consents(database, clock)


async def grant(consents: Consents, cause: str, template: str = "T1", purpose: str = "ticket") -> bool:
    return await consents.granted(*WHO, template, purpose, cause)


async def test_what_is_told_again_counts_once(consents: Consents) -> None:
    assert await grant(consents, "event-1:0")
    assert not await grant(consents, "event-1:0")
    assert await grant(consents, "event-2:0")
    assert await grant(consents, "event-2:1", "T2", "policy")
    assert await consents.left(*WHO, "ticket") == 2
    assert await consents.all_left(*WHO) == {"ticket": 2, "policy": 1}


async def test_they_are_the_users_alone_and_for_one_purpose(consents: Consents) -> None:
    await grant(consents, "1")
    assert await consents.left("wechat", "o2", "ticket") == 0
    assert await consents.left("other", "o1", "ticket") == 0
    assert await consents.spend("wechat", "o2", "ticket", "n") is None
    assert await consents.spend(*WHO, "policy", "n") is None
    assert await consents.left(*WHO, "ticket") == 1


async def test_each_is_spent_by_one_notice_the_oldest_first(consents: Consents, clock: Clock) -> None:
    await grant(consents, "1", "old")
    clock.pass_by(days=1)
    await grant(consents, "2", "new")
    first = await consents.spend(*WHO, "ticket", "n1")
    assert isinstance(first, Consent)
    assert (first.template, first.purpose, first.granted_at) == ("old", "ticket", START)
    second = await consents.spend(*WHO, "ticket", "n2")
    assert second is not None
    assert second.template == "new"
    assert await consents.spend(*WHO, "ticket", "n3") is None


async def test_a_notice_tried_again_holds_what_it_took(consents: Consents) -> None:
    await grant(consents, "1")
    await grant(consents, "2")
    first = await consents.spend(*WHO, "ticket", "n1")
    assert await consents.spend(*WHO, "ticket", "n1") == first
    assert await consents.left(*WHO, "ticket") == 1


async def test_of_many_who_ask_at_once_as_many_get_one_as_there_are(
    consents: Consents, clock: Clock, tmp_path: Path
) -> None:
    for number in range(3):
        await grant(consents, str(number))
    others = [Database(f"sqlite:///{tmp_path / 'consents.db'}") for _ in range(4)]
    try:
        asked = [
            Consents(other, clock).spend(*WHO, "ticket", f"n{place}-{number}")
            for place, other in enumerate(others)
            for number in range(3)
        ]
        taken = [found.id for found in await asyncio.gather(*asked) if found is not None]
    finally:
        for other in others:
            await other.close()
    assert len(taken) == len(set(taken)) == 3


async def test_they_lapse_after_half_a_year(consents: Consents, clock: Clock) -> None:
    await grant(consents, "1")
    clock.now += LASTS - timedelta(seconds=1)
    assert await consents.left(*WHO, "ticket") == 1
    clock.pass_by(seconds=1)
    assert await consents.left(*WHO, "ticket") == 0
    assert await consents.spend(*WHO, "ticket", "n") is None


async def test_one_whose_notice_was_refused_can_be_spent_again(consents: Consents, clock: Clock) -> None:
    await grant(consents, "1")
    taken = await consents.spend(*WHO, "ticket", "n1")
    assert taken is not None
    assert await consents.give_back(taken.id)
    assert not await consents.give_back(taken.id)
    assert not await consents.give_back("nothing")
    again = await consents.spend(*WHO, "ticket", "n2")
    assert again is not None
    assert again.id == taken.id
    clock.now += LASTS
    assert await consents.give_back(taken.id)
    assert await consents.left(*WHO, "ticket") == 0


async def test_who_turns_notices_off_takes_back_what_is_not_spent_of_that_template(
    consents: Consents, clock: Clock
) -> None:
    await grant(consents, "1")
    await grant(consents, "2")
    await grant(consents, "3", "T2", "policy")
    taken = await consents.spend(*WHO, "ticket", "n1")
    assert taken is not None
    clock.pass_by(minutes=1)
    assert await consents.refused(*WHO, "T1") == 1
    assert await consents.refused(*WHO, "T1") == 0
    assert await consents.all_left(*WHO) == {"policy": 1}
    await consents.give_back(taken.id)
    assert await consents.left(*WHO, "ticket") == 0, "what was taken before does not come back"
    assert await consents.spend(*WHO, "ticket", "n1") is None
    assert await grant(consents, "4")
    assert await consents.left(*WHO, "ticket") == 1


async def test_a_withdrawal_told_late_leaves_what_was_permitted_since(consents: Consents, clock: Clock) -> None:
    await grant(consents, "1")
    clock.pass_by(minutes=1)
    off = clock.now
    clock.pass_by(minutes=1)
    await grant(consents, "2")
    assert await consents.refused(*WHO, "T1", off) == 1
    assert await consents.left(*WHO, "ticket") == 1


async def test_a_withdrawal_from_a_clock_ahead_of_ours_holds_at_once(consents: Consents, clock: Clock) -> None:
    await grant(consents, "1")
    await consents.refused(*WHO, "T1", clock.now + timedelta(minutes=5))
    assert await consents.left(*WHO, "ticket") == 0


async def test_spending_belongs_to_the_transaction_it_is_given(consents: Consents, database: Database) -> None:
    await grant(consents, "1")

    async def undone() -> None:
        async with database.transaction() as session:
            assert await consents.spend(*WHO, "ticket", "n1", session) is not None
            msg = "the notice could not be kept"
            raise RuntimeError(msg)

    with pytest.raises(RuntimeError):
        await undone()
    assert await consents.left(*WHO, "ticket") == 1
    async with database.transaction() as session:
        assert await consents.spend(*WHO, "ticket", "n1", session) is not None
    assert await consents.left(*WHO, "ticket") == 0
