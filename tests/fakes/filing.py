"""Enterprises tests put on file, with what they say of themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tools.database.models import Contact, Enterprise, Fact
from tools.database.repositories.enterprises import EnterpriseRepository

if TYPE_CHECKING:
    from datetime import datetime

    from assistant.bootstrap import Application


async def on_file(
    app: Application,
    enterprise: str,
    name: str | None = None,
    *,
    at: datetime,
    channel: str | None = None,
    **facts: Any,
) -> None:
    """Put an enterprise on file, or more of it.

    Args:
        app: Whose archive it is.
        enterprise: Its id.
        name: What it is called.
        at: When.
        channel: Where a person of it writes from; none is put in without.
        facts: What it says of itself.
    """
    async with app.database.transaction() as session:
        await EnterpriseRepository(session).ensure(enterprise, verified=True, now=at)
        row = await session.get(Enterprise, enterprise)
        assert row is not None
        row.name = name or row.name
        if channel is not None:
            session.add(
                Contact(
                    id=f"{enterprise}-c",
                    channel=channel,
                    external_id=f"{enterprise}-x",
                    role="enterprise",
                    enterprise_id=enterprise,
                    created_at=at,
                )
            )
            await session.flush()
        for field, value in facts.items():
            figure = isinstance(value, int | float) and not isinstance(value, bool)
            session.add(
                Fact(
                    enterprise_id=enterprise,
                    field=field,
                    value={"value": value},
                    words=str(value),
                    number=float(value) if figure else None,
                    source="chat",
                    evidence="self_reported",
                    contact_id=None if channel is None else f"{enterprise}-c",
                    turn_id=None,
                    recorded_at=at,
                    ended_at=None,
                )
            )
