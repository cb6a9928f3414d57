"""One scheduler of follow-ups on a SQLite file, killed all the while and started again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.fakes.follow_up_kills import live_through

if TYPE_CHECKING:
    from pathlib import Path

ROWS = 240


async def test_a_scheduler_that_is_killed_doubles_nothing_and_loses_nothing(
    built_library: Path, tmp_path: Path
) -> None:
    outcome = await live_through(
        built_library, tmp_path, f"sqlite:///{tmp_path / 'shuzhi.db'}", ROWS, processes=1, within=600
    )
    assert not outcome.wrong, str(outcome)
    assert outcome.kills
    assert outcome.rows == ROWS
    assert outcome.at_caps
    assert {state for state, _ in outcome.states} >= {"sent", "task", "cancelled"}
