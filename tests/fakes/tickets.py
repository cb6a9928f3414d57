"""What tests of tickets share: enterprises by their names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tools.database.models import Enterprise

if TYPE_CHECKING:
    from assistant.bootstrap import Application


async def name(app: Application, enterprise: str, called: str) -> None:
    async with app.database.transaction() as session:
        row = await session.get(Enterprise, enterprise)
        assert row is not None
        row.name = called
