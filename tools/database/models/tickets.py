"""Tickets, the demand pool, hand-offs to a person, and satisfaction."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy import text as sql
from sqlalchemy.orm import Mapped, mapped_column

from tools.database.models.base import Model, new_id

STATES = "'recorded', 'assessed', 'scheduled', 'resolved', 'verified', 'revisited', 'closed'"


class Need(Model):
    """One need of one or many firms, in the demand pool."""

    __tablename__ = "needs"

    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    number: Mapped[str] = mapped_column(unique=True)
    title: Mapped[str]
    module: Mapped[str]
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]


class Supporter(Model):
    """A firm that has a need."""

    __tablename__ = "supporters"

    need_id: Mapped[str] = mapped_column(ForeignKey("needs.id"), primary_key=True)
    enterprise_id: Mapped[str] = mapped_column(ForeignKey("enterprises.id"), primary_key=True)
    created_at: Mapped[datetime]


class Ticket(Model):
    """Something a person must act on."""

    __tablename__ = "tickets"
    __table_args__ = (
        CheckConstraint("kind IN ('need', 'question', 'complaint', 'hand_off')", name="kind"),
        CheckConstraint("severity IN ('urgent', 'high', 'normal', 'low')", name="severity"),
        CheckConstraint(f"state IN ({STATES})", name="state"),
        Index("ix_tickets_enterprise", "enterprise_id", "created_at"),
        Index("ix_tickets_state", "state", "due_at"),
    )

    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    number: Mapped[str] = mapped_column(unique=True)
    enterprise_id: Mapped[str] = mapped_column(ForeignKey("enterprises.id"))
    contact_id: Mapped[str]
    conversation_id: Mapped[str | None]
    turn_id: Mapped[str | None]
    kind: Mapped[str]
    module: Mapped[str]
    severity: Mapped[str]
    text: Mapped[str]
    state: Mapped[str]
    need_id: Mapped[str | None] = mapped_column(ForeignKey("needs.id"))
    assignee: Mapped[str | None]
    urged: Mapped[int]
    due_at: Mapped[datetime]
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]


class TicketEvent(Model):
    """A change of a ticket: who, when, what, and a note. ``assessment`` is business, product or technical."""

    __tablename__ = "ticket_events"
    __table_args__ = (
        CheckConstraint(
            "kind IN ('created', 'moved', 'assessed', 'assigned', 'noted', 'urged', 'relayed')", name="kind"
        ),
        CheckConstraint("assessment IN ('business', 'product', 'technical')", name="assessment"),
        Index("ix_ticket_events_ticket", "ticket_id", "at"),
        Index("ix_ticket_events_moved", "to_state", "at"),
    )

    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    ticket_id: Mapped[str] = mapped_column(ForeignKey("tickets.id"))
    kind: Mapped[str]
    from_state: Mapped[str | None]
    to_state: Mapped[str | None]
    assessment: Mapped[str | None]
    note: Mapped[str]
    contact_id: Mapped[str]
    at: Mapped[datetime]


class HandOff(Model):
    """A talk handed to a person: waiting, taken, released. While it is taken the assistant stays silent there."""

    __tablename__ = "hand_offs"
    __table_args__ = (
        CheckConstraint("state IN ('waiting', 'taken', 'released')", name="state"),
        # A conversation has one hand-off at a time.
        Index(
            "uq_hand_offs_open",
            "conversation_id",
            unique=True,
            sqlite_where=sql("state <> 'released'"),
            postgresql_where=sql("state <> 'released'"),
        ),
    )

    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    ticket_id: Mapped[str] = mapped_column(ForeignKey("tickets.id"))
    conversation_id: Mapped[str]
    state: Mapped[str]
    operator_id: Mapped[str | None]
    operator_conversation_id: Mapped[str | None]
    created_at: Mapped[datetime]
    taken_at: Mapped[datetime | None]
    released_at: Mapped[datetime | None]


class Relay(Model):
    """Words carried between a person of the platform and an enterprise's conversation.

    ``direction`` is ``to_enterprise`` or ``to_operator``; ``delivered_at`` is set when they have been shown.
    """

    __tablename__ = "relays"
    __table_args__ = (
        CheckConstraint("direction IN ('to_enterprise', 'to_operator')", name="direction"),
        Index("ix_relays_conversation", "conversation_id", "created_at"),
        Index("ix_relays_ticket", "ticket_id", "created_at"),
    )

    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    ticket_id: Mapped[str] = mapped_column(ForeignKey("tickets.id"))
    conversation_id: Mapped[str]
    direction: Mapped[str]
    text: Mapped[str]
    contact_id: Mapped[str]
    author: Mapped[str]
    created_at: Mapped[datetime]
    delivered_at: Mapped[datetime | None]


class Survey(Model):
    """What an enterprise thinks of a service; a corrected one is ended. ``about_id`` is what it judges."""

    __tablename__ = "surveys"
    __table_args__ = (
        CheckConstraint("stage IN ('process', 'go_live', 'effect')", name="stage"),
        CheckConstraint("score BETWEEN 1 AND 5", name="score"),
        CheckConstraint("about IN ('ticket', 'assessment', 'scenario', 'service')", name="about"),
        Index("ix_surveys_enterprise", "enterprise_id", "created_at"),
    )

    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    enterprise_id: Mapped[str] = mapped_column(ForeignKey("enterprises.id"))
    contact_id: Mapped[str]
    stage: Mapped[str]
    about: Mapped[str]
    about_id: Mapped[str | None]
    score: Mapped[int]
    comment: Mapped[str | None]
    ticket_id: Mapped[str | None] = mapped_column(ForeignKey("tickets.id"))
    turn_id: Mapped[str | None]
    created_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]


class Counter(Model):
    """The last number given out under a prefix, such as a day's tickets."""

    __tablename__ = "counters"
    __table_args__ = (UniqueConstraint("name"),)

    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    name: Mapped[str]
    value: Mapped[int]


class ScenarioEdit(Model):
    """A scenario as operators changed it, version by version; the newest of an id stands before the package's own.

    ``record`` is None where it was withdrawn.
    """

    __tablename__ = "scenario_edits"
    __table_args__ = (UniqueConstraint("scenario_id", "version"),)

    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    scenario_id: Mapped[str]
    version: Mapped[int]
    record: Mapped[dict[str, Any] | None]
    contact_id: Mapped[str]
    created_at: Mapped[datetime]
