"""What channels that push need: messages received, answers to deliver, what may be sent to whom, and shared values."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, Index
from sqlalchemy import text as sql
from sqlalchemy.orm import Mapped, mapped_column

from tools.database.models.base import Model, new_id

UNDER_WAY = "state IN ('waiting', 'sending')"


class Received(Model):
    """A message as a channel posted it, stored before anything is done about it; ``key`` tells a repeated post.

    ``posts`` counts how often it was posted. It is done once what is to be delivered for it stands in the outbox, or
    nothing is.
    """

    __tablename__ = "inbox"
    __table_args__ = (
        CheckConstraint("state IN ('received', 'done')", name="state"),
        Index(
            "ix_inbox_received",
            "received_at",
            sqlite_where=sql("state = 'received'"),
            postgresql_where=sql("state = 'received'"),
        ),
        Index("ix_inbox_finished_at", "finished_at"),
    )

    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    key: Mapped[str] = mapped_column(unique=True)
    channel: Mapped[str]
    user: Mapped[str]
    content: Mapped[dict[str, Any]]
    posts: Mapped[int]
    state: Mapped[str]
    attempts: Mapped[int]
    claimed_by: Mapped[str | None]
    claimed_until: Mapped[datetime | None]
    received_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]


class Outgoing(Model):
    """Something to deliver to a user of a channel; ``cause`` names what it answers, once.

    ``content`` is a reply as stored in its turn, or words. ``parts`` are the messages it is delivered in, planned when
    it is claimed, and ``sent_parts`` how many have gone. ``route`` is how it went: as the body of the answer to a post
    (``passive``), as a customer-service message (``service``), or as a notice (``notice``).
    """

    __tablename__ = "outbox"
    __table_args__ = (
        CheckConstraint("state IN ('waiting', 'sending', 'sent', 'failed', 'expired')", name="state"),
        CheckConstraint("purpose IN ('answer', 'receipt', 'relay', 'notice')", name="purpose"),
        CheckConstraint("route IN ('passive', 'service', 'notice')", name="route"),
        CheckConstraint(f"(ended_at IS NULL) = ({UNDER_WAY})", name="ended"),
        Index(
            "ix_outbox_under_way",
            "channel",
            "user",
            "created_at",
            sqlite_where=sql(UNDER_WAY),
            postgresql_where=sql(UNDER_WAY),
        ),
        Index("ix_outbox_due", "due_at", sqlite_where=sql(UNDER_WAY), postgresql_where=sql(UNDER_WAY)),
        Index("ix_outbox_ended_at", "ended_at"),
    )

    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    channel: Mapped[str]
    user: Mapped[str]
    cause: Mapped[str] = mapped_column(unique=True)
    purpose: Mapped[str]
    turn_id: Mapped[str | None]
    content: Mapped[dict[str, Any]]
    parts: Mapped[dict[str, Any] | None]
    sent_parts: Mapped[int]
    route: Mapped[str | None]
    state: Mapped[str]
    reason: Mapped[str | None]
    attempts: Mapped[int]
    claimed_by: Mapped[str | None]
    claimed_until: Mapped[datetime | None]
    due_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    created_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]


class Audience(Model):
    """A user of a channel that limits what may be sent: ``left`` messages ``until`` then, and none to who is blocked.

    ``blocked`` says why nothing can be sent to them at all, as the channel reported it.
    """

    __tablename__ = "audiences"

    channel: Mapped[str] = mapped_column(primary_key=True)
    user: Mapped[str] = mapped_column(primary_key=True)
    following: Mapped[bool]
    blocked: Mapped[str | None]
    left: Mapped[int]
    until: Mapped[datetime | None]
    updated_at: Mapped[datetime]


class Consent(Model):
    """A user's permission for one notice, which sending it spends."""

    __tablename__ = "consents"
    __table_args__ = (
        Index(
            "ix_consents_unspent",
            "channel",
            "user",
            "template",
            sqlite_where=sql("spent_at IS NULL"),
            postgresql_where=sql("spent_at IS NULL"),
        ),
    )

    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    channel: Mapped[str]
    user: Mapped[str]
    template: Mapped[str]
    purpose: Mapped[str]
    cause: Mapped[str] = mapped_column(unique=True)
    granted_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    spent_at: Mapped[datetime | None]
    spent_on: Mapped[str | None]


class OptOut(Model):
    """A contact wants no messages of a purpose, or none at all (``all``), until they say otherwise."""

    __tablename__ = "opt_outs"
    __table_args__ = (
        Index(
            "uq_opt_outs_standing",
            "contact_id",
            "purpose",
            unique=True,
            sqlite_where=sql("ended_at IS NULL"),
            postgresql_where=sql("ended_at IS NULL"),
        ),
    )

    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    contact_id: Mapped[str]
    purpose: Mapped[str]
    words: Mapped[str]
    turn_id: Mapped[str | None]
    created_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]


class Upload(Model):
    """A file uploaded to a channel, by the digest of its content, reusable until it expires."""

    __tablename__ = "uploads"

    channel: Mapped[str] = mapped_column(primary_key=True)
    digest: Mapped[str] = mapped_column(primary_key=True)
    reference: Mapped[str]
    expires_at: Mapped[datetime]


class SharedValue(Model):
    """A value all processes share, such as an access token, and the lock under which one of them renews it."""

    __tablename__ = "shared_values"

    name: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[str | None]
    renewed_at: Mapped[datetime | None]
    expires_at: Mapped[datetime | None]
    locked_by: Mapped[str | None]
    locked_until: Mapped[datetime | None]


class Link(Model):
    """A short address of ours that leads to a longer one."""

    __tablename__ = "links"

    token: Mapped[str] = mapped_column(primary_key=True)
    target: Mapped[str] = mapped_column(unique=True)
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
