"""Brings the schema to the newest revision with Alembic; apart from the engine, for Alembic is slow to import."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from alembic import command
from alembic.config import Config
from alembic.util import CommandError as Failed

if TYPE_CHECKING:
    from sqlalchemy import Connection

__all__ = ["Failed", "upgrade"]


def upgrade(connection: Connection) -> None:
    """Run the migrations a database lacks.

    Args:
        connection: Open, in a transaction of its own.

    Raises:
        Failed: The database stands at a revision this program does not know.
    """
    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(Path(__file__).with_name("migrations")).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    command.upgrade(config, "head")
