"""Enterprises, the people who speak for them, and what is known of them with its history."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy import text as sql
from sqlalchemy.orm import Mapped, mapped_column

from tools.database.models.base import Model, new_id


class Enterprise(Model):
    """An enterprise the platform serves."""

    __tablename__ = "enterprises"

    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    name: Mapped[str | None]
    verified: Mapped[bool]
    created_at: Mapped[datetime]


class Contact(Model):
    """A person, as one channel knows them."""

    __tablename__ = "contacts"
    __table_args__ = (UniqueConstraint("channel", "external_id"), Index("ix_contacts_enterprise", "enterprise_id"))

    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    channel: Mapped[str]
    external_id: Mapped[str]
    role: Mapped[str]
    enterprise_id: Mapped[str | None] = mapped_column(ForeignKey("enterprises.id"))
    created_at: Mapped[datetime]


class Fact(Model):
    """Something on file about an enterprise; a correction ends the row before and adds a new one.

    ``value`` is ``{"value": …}``. ``words`` makes it searchable: the value as text, items of a list between bars
    (``|a|b|``); ``number`` is the value where it is one. ``evidence`` says how well it is founded.
    """

    __tablename__ = "facts"
    __table_args__ = (
        CheckConstraint("evidence IN ('self_reported', 'documented', 'verified')", name="evidence"),
        CheckConstraint("source IN ('chat', 'diagnosis', 'operator', 'import')", name="source"),
        # One value of a field holds at a time, whoever writes.
        Index(
            "uq_facts_current",
            "enterprise_id",
            "field",
            unique=True,
            sqlite_where=sql("ended_at IS NULL"),
            postgresql_where=sql("ended_at IS NULL"),
        ),
        Index("ix_facts_field_number", "field", "number"),
        Index("ix_facts_enterprise", "enterprise_id", "recorded_at"),
    )

    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    enterprise_id: Mapped[str] = mapped_column(ForeignKey("enterprises.id"))
    field: Mapped[str]
    value: Mapped[dict[str, Any]]
    words: Mapped[str]
    number: Mapped[float | None]
    source: Mapped[str]
    evidence: Mapped[str]
    contact_id: Mapped[str | None]
    turn_id: Mapped[str | None]
    recorded_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]


class Erasure(Model):
    """The receipt of an erasure; what was erased is not in it."""

    __tablename__ = "erasures"

    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    number: Mapped[str] = mapped_column(unique=True)
    enterprise_id: Mapped[str]
    contact_id: Mapped[str]
    counts: Mapped[dict[str, Any]]
    created_at: Mapped[datetime]
