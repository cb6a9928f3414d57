"""Runs revisions on the connection ``Database.migrate`` hands in, inside its transaction."""

from __future__ import annotations

from alembic import context
from sqlalchemy import Connection

from tools.database.models import Model

connection = context.config.attributes.get("connection")
if not isinstance(connection, Connection):
    message = "migrations run through Database.migrate (shuzhi migrate), which holds the lock"
    raise TypeError(message)

# SQLite's DDL is transactional once BEGIN is ours: a revision that fails leaves nothing behind.
context.configure(connection=connection, target_metadata=Model.metadata, transactional_ddl=True, render_as_batch=True)
with context.begin_transaction():
    context.run_migrations()
