"""Operators and keys on a real database: what locks, what is told, what is kept."""

from __future__ import annotations

import asyncio
import time
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
import pytest_asyncio
from argon2 import PasswordHasher

from assistant.access import LOCKED, MOST_FAILURES, PREFIX, SLOWEST, Keys, Operators
from tools.database.engine import Database
from tools.database.models import ApiKey, Operator
from tools.database.repositories.enterprises import EnterpriseRepository
from tools.kit.errors import Conflict, InvalidArguments, NotFound

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

RIGHT, WRONG = "correct horse", "battery staple"


class Clock:
    now = datetime(2026, 5, 1, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture(autouse=True)
def _light(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Hash lightly, and answer at once where time is not what a test is about."""
    monkeypatch.setattr("assistant.access._HASHER", PasswordHasher(time_cost=1, memory_cost=64))
    if "time" not in request.node.name:
        monkeypatch.setattr("assistant.access.SLOWEST", 0.0)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest_asyncio.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    database = Database(f"sqlite:///{tmp_path}/access.db")
    await database.migrate()
    yield database
    await database.close()


@pytest_asyncio.fixture
async def operators(database: Database, clock: Clock) -> Operators:
    operators = Operators(database, clock)
    await operators.add("王敏", RIGHT)
    return operators


async def test_name_and_password_go_together(operators: Operators, database: Database) -> None:
    operator = await operators.sign_in(" 王敏 ", RIGHT)
    assert operator is not None
    assert await operators.known(operator.id) == operator
    assert await operators.sign_in("王敏", WRONG) is None
    async with database.read() as session:
        stored = await session.get(Operator, operator.id)
    assert stored is not None
    assert stored.password_hash.startswith("$argon2id$")


async def test_five_wrong_passwords_lock_for_a_quarter_of_an_hour(operators: Operators, clock: Clock) -> None:
    for _ in range(MOST_FAILURES):
        assert await operators.sign_in("王敏", WRONG) is None
    assert await operators.sign_in("王敏", RIGHT) is None
    clock.now += LOCKED - timedelta(seconds=1)
    assert await operators.sign_in("王敏", RIGHT) is None
    clock.now += timedelta(seconds=1)
    # The lock has lapsed and one begins to count anew.
    for _ in range(MOST_FAILURES - 1):
        assert await operators.sign_in("王敏", WRONG) is None
    assert await operators.sign_in("王敏", RIGHT) is not None
    for _ in range(MOST_FAILURES - 1):
        assert await operators.sign_in("王敏", WRONG) is None
    assert await operators.sign_in("王敏", RIGHT) is not None


async def test_only_five_of_many_guesses_reach_the_password(
    operators: Operators, monkeypatch: pytest.MonkeyPatch
) -> None:
    reached: list[str] = []

    def verified(hashed: str, _: str) -> bool:
        if hashed:
            reached.append(hashed)
        return False

    monkeypatch.setattr("assistant.access._verified", verified)
    monkeypatch.setattr("assistant.access._decoy", lambda: "")
    await asyncio.gather(*(operators.sign_in("王敏", f"guess {number}") for number in range(40)))
    assert len(reached) == MOST_FAILURES


async def test_whatever_is_wrong_takes_the_same_time(operators: Operators) -> None:
    await operators.add("停用", RIGHT)
    await operators.disable("停用")
    for _ in range(MOST_FAILURES):
        await operators.sign_in("王敏", WRONG)
    taken = []
    for name in ("谁也不是", "停用", "王敏"):
        began = time.perf_counter()
        assert await operators.sign_in(name, RIGHT) is None
        taken.append(time.perf_counter() - began)
    assert min(taken) >= SLOWEST - 0.01
    assert max(taken) - min(taken) < 0.15


async def test_a_new_password_unlocks_and_voids_the_old_mark(operators: Operators) -> None:
    before = await operators.sign_in("王敏", RIGHT)
    for _ in range(MOST_FAILURES):
        await operators.sign_in("王敏", WRONG)
    changed = await operators.set_password("王敏", "another one")
    assert before is not None
    assert changed.mark != before.mark
    assert await operators.sign_in("王敏", RIGHT) is None
    assert await operators.sign_in("王敏", "another one") is not None


async def test_disabled_means_at_once_and_adding_brings_back(operators: Operators) -> None:
    known = await operators.sign_in("王敏", RIGHT)
    assert known is not None
    with pytest.raises(Conflict):
        await operators.add("王敏", RIGHT)
    await operators.disable("王敏")
    assert await operators.known(known.id) is None
    assert await operators.sign_in("王敏", RIGHT) is None
    back = await operators.add("王敏", "another one")
    assert (back.id, back.disabled_at) == (known.id, None)
    assert [operator.name for operator in await operators.all()] == ["王敏"]


async def test_names_and_passwords_have_a_length(operators: Operators) -> None:
    for name, password in (("", RIGHT), ("x" * 41, RIGHT), ("李", "short"), ("李", "x" * 201), ("a\nb", RIGHT)):
        with pytest.raises(InvalidArguments):
            await operators.add(name, password)
    with pytest.raises(NotFound):
        await operators.set_password("谁也不是", RIGHT)
    with pytest.raises(NotFound):
        await operators.disable("谁也不是")


async def test_a_key_is_shown_once_and_kept_as_a_hash(database: Database, clock: Clock) -> None:
    keys = Keys(database, clock)
    async with database.transaction() as session:
        await EnterpriseRepository(session).ensure("E1", verified=True, now=clock())
    key, token = await keys.add("erp", "enterprise", "E1")
    assert token.startswith(PREFIX)
    assert len(token) >= 43
    assert await keys.known(token) == key
    assert await keys.known(token + "x") is None
    assert await keys.known(PREFIX) is None
    async with database.read() as session:
        stored = await session.get(ApiKey, key.id)
    assert stored is not None
    assert len(stored.hash) == 64
    assert token not in str(vars(stored))


async def test_a_revoked_key_is_nobodys_and_its_name_stays_taken(database: Database, clock: Clock) -> None:
    keys = Keys(database, clock)
    _, token = await keys.add("erp", "operator", None)
    assert (await keys.revoke("erp")).revoked_at == clock.now
    assert await keys.known(token) is None
    assert (await keys.revoke("erp")).revoked_at == clock.now
    with pytest.raises(Conflict):
        await keys.add("erp", "operator", None)
    with pytest.raises(NotFound):
        await keys.revoke("crm")
    with pytest.raises(NotFound):
        await keys.add("crm", "enterprise", "nowhere")
    with pytest.raises(InvalidArguments):
        await keys.add("crm", "operator", "E1")
    assert [key.name for key in await keys.all()] == ["erp"]
