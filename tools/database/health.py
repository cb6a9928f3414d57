"""Asks a database whether it answers, what state its schema is in and how much it holds."""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import func, select
from sqlalchemy.exc import SQLAlchemyError

from tools.database.engine import SchemaError
from tools.database.migrations import HEAD
from tools.database.models import Conversation, Turn
from tools.kit.errors import Conflict, Unavailable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tools.database.engine import Database


@dataclass(frozen=True, slots=True)
class Health:
    """What a database says of itself.

    Attributes:
        embedded: Whether it is a file.
        revision: Of the schema; None for an empty database.
        head: The revision this version of the program needs.
        conversations: How many it holds; 0 while the schema is behind.
        turns: The same of turns.
    """

    embedded: bool
    revision: str | None
    head: str = HEAD
    conversations: int = 0
    turns: int = 0

    @property
    def current(self) -> bool:
        """Whether the schema is the one this version needs."""
        return self.revision == self.head


async def examine(database: Database) -> Health:
    """Ask a database for its state.

    Raises:
        Unavailable: It does not answer.
    """
    with _answering():
        revision = await database.revision()
        if revision != HEAD:
            return Health(database.embedded, revision)
        async with database.read() as session:
            conversations = await session.scalar(select(func.count()).select_from(Conversation))
            turns = await session.scalar(select(func.count()).select_from(Turn))
    return Health(database.embedded, revision, HEAD, conversations or 0, turns or 0)


async def migrate(database: Database) -> tuple[str | None, str]:
    """Bring the schema up to date.

    Returns:
        The revision before and the one after.

    Raises:
        Unavailable: It does not answer.
        Conflict: A newer version of the program has been here.
    """
    try:
        before = await database.revision()
    except SQLAlchemyError:
        before = None  # the folder of a file may have to be made first; what is really wrong shows below
    with _answering():
        try:
            await database.migrate()
        except SchemaError as error:
            raise Conflict(str(error), what="schema", name=before) from error
    return before, HEAD


@contextmanager
def _answering() -> Iterator[None]:
    try:
        yield
    except (SQLAlchemyError, sqlite3.Error, OSError) as error:
        # The driver's own words hold no password; SQLAlchemy's would quote the statement.
        problem = " ".join(str(getattr(error, "orig", None) or error).split())
        msg = f"the database does not answer: {problem}"
        raise Unavailable(msg, what="database", problem=problem) from error
