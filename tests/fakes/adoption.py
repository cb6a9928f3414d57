"""Scenarios tests decide on, and what stands of a decision."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from tests.fakes.front_desk import rows
from tools.database.models import Adoption, Enterprise

if TYPE_CHECKING:
    from assistant.bootstrap import Application

LEATHER, STITCHES, SCHEDULING, UPKEEP = "SC-MF-009", "SC-QC-014", "SC-MF-063", "SC-EQ-061"


async def put_firms(app: Application, now: datetime) -> None:
    """Put three enterprises on file, two of which begin with the same name."""
    async with app.database.transaction() as session:
        for name in ("狮岭精工皮具", "金明五金制品有限公司", "金明电子"):
            session.add(Enterprise(id=f"e-{name[:2]}{name[2]}", name=name, verified=True, created_at=now))


async def standing(app: Application, scenario: str) -> Adoption:
    (row,) = await rows(app, Adoption, scenario_id=scenario, ended_at=None)
    assert isinstance(row, Adoption)
    return row


def china(year: int, month: int, day: int) -> datetime:
    return datetime(year, month, day, tzinfo=UTC) - timedelta(hours=8)
