"""All tables."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Literal
from uuid import uuid4

from sqlalchemy import (
    JSON,
    CheckConstraint,
    DateTime,
    ForeignKey,
    Index,
    MetaData,
    Text,
    TypeDecorator,
    UniqueConstraint,
)
from sqlalchemy import text as sql
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

if TYPE_CHECKING:
    from sqlalchemy import Dialect

TurnState = Literal["received", "running", "done", "failed"]
Score = Literal[-1, 1]


def new_id() -> str:
    """Return an id for a new row."""
    return uuid4().hex


def storable(value: str) -> str:
    """Return words without what no database keeps: NUL goes, half surrogates become question marks."""
    if value.isascii() and "\x00" not in value:
        return value
    return value.replace("\x00", "").encode("utf-8", "replace").decode("utf-8")


class Words(TypeDecorator[str]):
    """Text of any length, from anyone."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:  # noqa: ARG002 -- the signature is SQLAlchemy's
        """Make the text storable."""
        return None if value is None else storable(value)


class Instant(TypeDecorator[datetime]):
    """A moment, kept in UTC."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 -- the signature is SQLAlchemy's
        """Turn a moment into UTC.

        Raises:
            ValueError: It has no time zone, so that it names no moment.
        """
        if value is None:
            return None
        if value.tzinfo is None:
            msg = "a stored time needs a time zone"
            raise ValueError(msg)
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 -- the signature is SQLAlchemy's
        """Give the moment back in UTC; SQLite does not keep the zone."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Model(DeclarativeBase):
    """What every table shares."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {  # noqa: RUF012 -- SQLAlchemy reads it from the class
        str: Words(),
        datetime: Instant(),
        # Not JSONB: it would reorder what a tool gave back.
        dict[str, Any]: JSON(none_as_null=True),
    }


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
    __table_args__ = (UniqueConstraint("channel", "external_id"),)

    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    channel: Mapped[str]
    external_id: Mapped[str]
    role: Mapped[str]
    enterprise_id: Mapped[str | None] = mapped_column(ForeignKey("enterprises.id"))
    created_at: Mapped[datetime]


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
