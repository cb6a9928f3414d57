"""Gives out numbers people can say aloud, such as the third ticket of a day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tools.database.models import Counter, new_id
from tools.database.repositories.inserting import insert

if TYPE_CHECKING:
    from tools.database.engine import Session


async def next_number(session: Session, prefix: str) -> str:
    """Return the next number under a prefix, such as ``T20261126-003``; needs a session that may write.

    Args:
        session: A transaction that may write.
        prefix: What the number begins with, such as ``T20261126``.
    """
    statement = (
        insert(session, Counter)
        .values(id=new_id(), name=prefix, value=1)
        .on_conflict_do_update(index_elements=["name"], set_={"value": Counter.value + 1})
        .returning(Counter.value)
    )
    return f"{prefix}-{await session.scalar(statement):03d}"
