"""The history of the schema; ``HEAD`` is its newest revision."""

HEAD = "0004"
"""Compared with the database at start, so that Alembic is imported only where there is something to do."""
