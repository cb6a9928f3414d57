"""The demo region: always the same, put in once, and taken out with nothing else."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import func, select
from typer.testing import CliRunner

from assistant.bootstrap import DATA, Application
from assistant.demo import Demo, rows_of
from integrations.cli import app as command
from tests.fakes.region import NOW, REGION, Talk
from tools.database import models
from tools.database.repositories.demo import IN_ORDER, PREFIX
from tools.database.repositories.enterprises import EnterpriseRepository
from tools.database.repositories.facts import FactRepository, Said

if TYPE_CHECKING:
    from pathlib import Path


async def table_counts(app: Application) -> dict[str, int]:
    async with app.database.read() as session:
        return {
            model.__tablename__: int(await session.scalar(select(func.count()).select_from(model)) or 0)
            for model in IN_ORDER
        }


def test_the_region_is_fictional_varied_and_its_rows_are_always_the_same(app: Application) -> None:
    catalogs = app.library.current().catalogs
    rows = rows_of(REGION, catalogs, NOW)
    assert rows == rows_of(REGION, catalogs, NOW)
    assert len(rows["enterprises"]) >= 44
    assert all("（演示）" in row["name"] and row["id"].startswith(PREFIX) for row in rows["enterprises"])
    assert {"金明五金（演示）", "恒利箱包（演示）"} <= {row["name"] for row in rows["enterprises"]}
    industries = {e.facts["industry"] for e in REGION.enterprises}
    assert {s.industry for s in catalogs.scenarios.values()} <= industries
    assert {row["level"] for row in rows["assessments"]} == {None, "L0", "L1", "L2", "L3", "L4", "L5"}
    assert {row["form"] for row in rows["assessments"]} == {"quick", "full"}
    assert {row["state"] for row in rows["assessments"]} == {"done", "open", "paused"}
    assert {t["state"] for t in rows["tickets"]} == {
        "recorded",
        "assessed",
        "scheduled",
        "resolved",
        "verified",
        "revisited",
        "closed",
    }
    months = {row["created_at"].astimezone().strftime("%Y-%m") for row in rows["tickets"]}
    assert len(months) == 2
    to_come = {"due_at", "expires_at", "go_live_at"}
    held = [pair for table in rows.values() for row in table for pair in row.items() if pair[0] not in to_come]
    assert max(value for _, value in held if isinstance(value, datetime)) <= NOW
    states = {row["state"] for row in rows["follow_ups"]}
    assert states == {"sent", "uncertain", "task", "done", "cancelled", "expired", "failed", "due"}
    assert {row["route"] for row in rows["follow_ups"]} == {"window", "notice", "web", "email", "person", None}


@pytest.mark.parametrize("day", [datetime(2026, 12, 1, 0, 30, tzinfo=UTC), datetime(2027, 1, 31, 20, tzinfo=UTC)])
def test_every_day_of_a_month_has_a_region_with_a_past(app: Application, day: datetime) -> None:
    rows = rows_of(REGION, app.library.current().catalogs, day)
    assert all(row["created_at"] <= day for row in rows["enterprises"])
    assert all(row["started_at"] <= (row["finished_at"] or day) <= day for row in rows["assessments"])


async def test_loading_twice_is_loading_once_and_clearing_leaves_others_alone(app: Application) -> None:
    loader = Demo(app.database, app.library, DATA, app.clock)
    other = Talk(app, "real", "enterprise", "real-firm")
    await other.say("你好")
    async with app.database.transaction() as session:
        await FactRepository(session).keep("real-firm", {"name": "真企业", "employees": 5}, Said(None, None, NOW))
    before = await table_counts(app)
    assert await loader.load() == (len(REGION.enterprises), True)
    loaded = await table_counts(app)
    assert await loader.load() == (len(REGION.enterprises), False)
    assert await table_counts(app) == loaded
    guest = Talk(app, "guest", "enterprise", "demo-jinming")
    await guest.say("你好")
    async with app.database.transaction() as session:
        await FactRepository(session).keep("demo-jinming", {"employees": 99}, Said(None, None, NOW))
        session.add(models.Supporter(need_id="demo-need-stock", enterprise_id="real-firm", created_at=NOW))
    assert await loader.clear() == len(REGION.enterprises)
    after = await table_counts(app)
    assert after["enterprises"] == before["enterprises"]
    assert after["facts"] == before["facts"]
    assert after["needs"] == 1
    assert after["contacts"] == before["contacts"] + 1
    assert after["tickets"] == after["assessments"] == after["answers"] == 0
    assert await loader.clear() == 0


async def test_facts_are_kept_as_people_keep_them(app: Application, demo: Demo) -> None:
    async with app.database.transaction() as session:
        values = await FactRepository(session).values("demo-jinming")
        await EnterpriseRepository(session).ensure("twin", verified=False, now=NOW)
        await FactRepository(session).keep("twin", values, Said(None, None, NOW))
        query = select(models.Fact.field, models.Fact.words, models.Fact.number).where(models.Fact.ended_at.is_(None))
        rows = [
            sorted(map(tuple, (await session.execute(query.where(models.Fact.enterprise_id == firm))).all()))
            for firm in ("demo-jinming", "twin")
        ]
        await session.rollback()
    assert rows[0] == rows[1]


def test_the_command_puts_it_in_and_takes_it_out(
    var_dir: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VAR_DIR", str(var_dir))
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path}/command.db")
    runner = CliRunner()
    said = [runner.invoke(command, ["demo", word]).output for word in ("load", "load", "clear", "clear")]
    assert f"装好了 {len(REGION.enterprises)} 家" in said[0]
    assert "已经在了" in said[1]
    assert "清掉了" in said[2]
    assert "没有演示数据" in said[3]
