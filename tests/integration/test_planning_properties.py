"""Whatever happened when, planning twice is planning once, and planning late is planning in time."""

from __future__ import annotations

import asyncio
import shutil
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.fakes.occasions import NOW, Rows
from tests.fakes.planning import ONE_BY_ONE
from tools.database.engine import Database

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from corpus.follow_ups import Rule

Key = tuple[str, str, str, str, str, "datetime", "datetime"]


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("planning") / "shuzhi.db"

    async def make() -> None:
        database = Database(f"sqlite:///{path}")
        await database.migrate()
        await database.close()

    asyncio.run(make())
    return path


async def plan(rows: Rows, rules: Sequence[Rule], at: datetime) -> int:
    return sum([await rows.plan(rule, at) for rule in rules])


async def due(rows: Rows, at: datetime) -> set[Key]:
    """What waits to be sent and is not out of date."""
    return {
        (row.enterprise_id, row.contact_id, row.rule, row.period, row.step, row.due_at, row.expires_at)
        for row in await rows.follow_ups()
        if row.state == "due" and row.expires_at > at
    }


@given(
    happened=st.lists(
        st.tuples(st.sampled_from(ONE_BY_ONE), st.integers(-200 * 24, 24), st.booleans()), min_size=1, max_size=6
    ),
    first=st.integers(0, 40 * 24),
    later=st.integers(0, 40 * 24),
)
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_planning_now_and_then_comes_to_what_planning_then_does(
    path: Path, tmp_path: Path, happened: Sequence[tuple[Rule, int, bool]], first: int, later: int
) -> None:
    copy = shutil.copy(path, tmp_path / "shuzhi.db")
    for left in ("-wal", "-shm"):
        Path(f"{copy}{left}").unlink(missing_ok=True)

    async def run() -> None:
        database = Database(f"sqlite:///{copy}")
        rows, rules = Rows(database), list({rule.id: rule for rule, _, _ in happened}.values())
        for rule, hours, over in happened:
            firm = await rows.firm(town="狮岭镇")
            at = NOW + timedelta(hours=hours)
            about = await rows.come(rule, firm, at)
            if over:
                await rows.answer_to(rule, firm, about, at)
        once, then = NOW + timedelta(hours=first), NOW + timedelta(hours=first + later)
        await plan(rows, rules, once)
        assert await plan(rows, rules, once) == 0
        await plan(rows, rules, then)
        assert await plan(rows, rules, then) == 0
        in_time = await due(rows, then)
        await rows.clear()
        await plan(rows, rules, then)
        assert await due(rows, then) == in_time
        await database.close()

    asyncio.run(run())
