"""Conversations, turns, what tools wrote under them, and what contacts think of the service."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, false
from sqlalchemy import text as sql
from sqlalchemy.orm import Mapped, mapped_column

from tools.database.models.base import Model, new_id

TurnState = Literal["received", "running", "done", "failed"]
Score = Literal[-1, 1]


class Conversation(Model):
    """The turns of one contact on one matter; ``focus`` and ``pending`` are what a follow-up leans on."""

    __tablename__ = "conversations"
    __table_args__ = (Index(None, "contact_id", "updated_at"),)

    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    contact_id: Mapped[str] = mapped_column(ForeignKey("contacts.id"))
    channel: Mapped[str]
    title: Mapped[str | None]
    focus: Mapped[dict[str, Any] | None]
    pending: Mapped[dict[str, Any] | None]
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]
    deleted_at: Mapped[datetime | None]


class Turn(Model):
    """One message and what came of it.

    ``claimed_until`` is the lease of whoever runs the turn, or, before it runs, of whoever received it;
    ``claimed_by`` names the one claim that may finish it. ``finished_at`` is set with the reply, failed or not.
    """

    __tablename__ = "turns"
    __table_args__ = (
        UniqueConstraint("conversation_id", "message_id"),
        UniqueConstraint("conversation_id", "seq"),
        CheckConstraint("state IN ('received', 'running', 'done', 'failed')", name="state"),
        CheckConstraint("(finished_at IS NULL) = (state IN ('received', 'running'))", name="finished"),
        # Keeps the look for an earlier unfinished turn short in a conversation of thousands.
        Index(
            "ix_turns_unfinished",
            "conversation_id",
            "seq",
            sqlite_where=sql("finished_at IS NULL"),
            postgresql_where=sql("finished_at IS NULL"),
        ),
    )

    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversations.id"))
    seq: Mapped[int]
    message_id: Mapped[str]
    text: Mapped[str]
    tool: Mapped[str | None]
    arguments: Mapped[dict[str, Any]]
    confirmed: Mapped[bool] = mapped_column(server_default=false())
    state: Mapped[str]
    attempts: Mapped[int]
    claimed_by: Mapped[str | None]
    claimed_until: Mapped[datetime | None]
    reply: Mapped[dict[str, Any] | None]
    model: Mapped[str | None]
    seconds: Mapped[float | None]
    error_id: Mapped[str | None]
    created_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]


class ToolWrite(Model):
    """What a tool wrote under a message, so that the message run again finds it."""

    __tablename__ = "tool_writes"

    turn_id: Mapped[str] = mapped_column(ForeignKey("turns.id"), primary_key=True)
    tool: Mapped[str] = mapped_column(primary_key=True)
    arguments_hash: Mapped[str] = mapped_column(primary_key=True)
    result: Mapped[dict[str, Any]]
    created_at: Mapped[datetime]


class Feedback(Model):
    """What a contact thought of a reply."""

    __tablename__ = "feedback"
    __table_args__ = (CheckConstraint("score IN (-1, 1)", name="score"),)

    turn_id: Mapped[str] = mapped_column(ForeignKey("turns.id"), primary_key=True)
    contact_id: Mapped[str] = mapped_column(ForeignKey("contacts.id"))
    score: Mapped[int]
    comment: Mapped[str | None]
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]


class Complaint(Model):
    """A complaint about the service; ``reach`` is how to answer its author."""

    __tablename__ = "complaints"
    __table_args__ = (CheckConstraint("state IN ('open', 'closed')", name="state"),)

    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    contact_id: Mapped[str | None] = mapped_column(ForeignKey("contacts.id"))
    text: Mapped[str]
    reach: Mapped[str | None]
    state: Mapped[str]
    created_at: Mapped[datetime]
