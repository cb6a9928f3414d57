"""Inserts that lose a race quietly, in the dialect of the session's database."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy.dialects import postgresql, sqlite

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import Table
    from sqlalchemy.dialects.postgresql import Insert as PostgresqlInsert
    from sqlalchemy.dialects.sqlite import Insert as SqliteInsert

    from tools.database.engine import Session
    from tools.database.models import Model

    Dialect = Callable[[type[Model] | Table], PostgresqlInsert | SqliteInsert]


DIALECTS: dict[str, Dialect] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}
"""What begins an insert that may say what to do ``on_conflict``, by dialect, for statements that are built once."""


def insert(session: Session, model: type[Model]) -> PostgresqlInsert | SqliteInsert:
    """Begin an insert that may say what to do ``on_conflict``."""
    if session.get_bind().dialect.name == "postgresql":
        return postgresql.insert(model)
    return sqlite.insert(model)


async def insert_if_absent(session: Session, model: type[Model], **values: Any) -> None:  # noqa: ANN401 -- column values
    """Insert a row unless one with the same key is there, or comes to be there meanwhile."""
    await session.execute(insert(session, model).values(**values).on_conflict_do_nothing())
