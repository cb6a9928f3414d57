"""What the platform comes back with: follow-ups, rules as operators changed them, campaigns, adoptions, promises."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy import text as sql
from sqlalchemy.orm import Mapped, mapped_column

from tools.database.models.base import Model, new_id

FOLLOW_UP_STATES = "'due', 'sending', 'sent', 'uncertain', 'task', 'done', 'cancelled', 'expired', 'failed'"
ROUTES = "'window', 'notice', 'web', 'email', 'person'"


class FollowUp(Model):
    """Something to come back to a contact with, once: ``period`` tells one occasion of a rule from the next.

    It is ``due``, then ``sending`` while claimed, and ends ``sent``, ``uncertain`` (whoever sent it died, or heard no
    answer: it is not sent again), ``cancelled`` (its condition no longer held, or nobody wants it), ``expired`` (it
    could not be sent in time) or ``failed``. A ``task`` is for a person of the platform to do, and ``done`` by them.

    ``about`` is the id of what it is about; ``told_at`` is when the sending of it began, by which caps are counted.
    ``text`` and ``press`` (a tool, its arguments and the button's title) are set with the claim; ``done_by`` and
    ``note`` say who looked after it and what came of that, also of what was not sent or may not have arrived.
    """

    __tablename__ = "follow_ups"
    __table_args__ = (
        UniqueConstraint("enterprise_id", "rule", "period", "step", "contact_id", name="uq_follow_ups_once"),
        CheckConstraint(f"state IN ({FOLLOW_UP_STATES})", name="state"),
        CheckConstraint(f"route IN ({ROUTES})", name="route"),
        Index(
            "ix_follow_ups_due",
            "due_at",
            sqlite_where=sql("state = 'due'"),
            postgresql_where=sql("state = 'due'"),
        ),
        Index(
            "ix_follow_ups_sending",
            "claimed_until",
            sqlite_where=sql("state = 'sending'"),
            postgresql_where=sql("state = 'sending'"),
        ),
        Index(
            "ix_follow_ups_unsent",
            "rule",
            "step",
            sqlite_where=sql("state = 'due'"),
            postgresql_where=sql("state = 'due'"),
        ),
        Index("ix_follow_ups_contact", "contact_id", "told_at"),
        Index("ix_follow_ups_state", "state", "ended_at"),
        Index("ix_follow_ups_rule", "rule", "created_at"),
    )

    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    enterprise_id: Mapped[str] = mapped_column(ForeignKey("enterprises.id"))
    contact_id: Mapped[str] = mapped_column(ForeignKey("contacts.id"))
    rule: Mapped[str]
    step: Mapped[str]
    period: Mapped[str]
    about: Mapped[str | None]
    purpose: Mapped[str]
    state: Mapped[str]
    route: Mapped[str | None]
    reason: Mapped[str | None]
    text: Mapped[str | None]
    press: Mapped[dict[str, Any] | None]
    attempts: Mapped[int]
    claimed_by: Mapped[str | None]
    claimed_until: Mapped[datetime | None]
    due_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    created_at: Mapped[datetime]
    told_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    shown_at: Mapped[datetime | None]
    replied_at: Mapped[datetime | None]
    converted_at: Mapped[datetime | None]
    done_by: Mapped[str | None]
    note: Mapped[str | None]


class RuleEdit(Model):
    """A rule of follow-ups as operators changed or added it; the newest version stands before the package's own."""

    __tablename__ = "rule_edits"
    __table_args__ = (UniqueConstraint("rule_id", "version"),)

    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    rule_id: Mapped[str]
    version: Mapped[int]
    record: Mapped[dict[str, Any]]
    contact_id: Mapped[str]
    created_at: Mapped[datetime]


class Campaign(Model):
    """One message to the enterprises a filter asks for: drafted, running once confirmed, then done or stopped.

    ``asked`` is the filter as plain values, ``per_hour`` how many are planned in an hour at the most.
    """

    __tablename__ = "campaigns"
    __table_args__ = (CheckConstraint("state IN ('draft', 'running', 'done', 'stopped')", name="state"),)

    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    number: Mapped[str] = mapped_column(unique=True)
    title: Mapped[str]
    text: Mapped[str]
    asked: Mapped[dict[str, Any]]
    per_hour: Mapped[int]
    state: Mapped[str]
    contact_id: Mapped[str]
    created_at: Mapped[datetime]
    starts_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]


class Adoption(Model):
    """An enterprise's decision on a scenario, and how far it has come: planned, live, stopped, or declined."""

    __tablename__ = "adoptions"
    __table_args__ = (
        CheckConstraint("state IN ('planned', 'live', 'stopped', 'declined')", name="state"),
        Index(
            "uq_adoptions_standing",
            "enterprise_id",
            "scenario_id",
            unique=True,
            sqlite_where=sql("ended_at IS NULL"),
            postgresql_where=sql("ended_at IS NULL"),
        ),
        Index("ix_adoptions_state", "state", "go_live_at"),
        Index("ix_adoptions_enterprise", "enterprise_id", "updated_at"),
    )

    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    enterprise_id: Mapped[str] = mapped_column(ForeignKey("enterprises.id"))
    contact_id: Mapped[str]
    scenario_id: Mapped[str]
    state: Mapped[str]
    go_live_at: Mapped[datetime | None]
    note: Mapped[str]
    recorded_by: Mapped[str]
    turn_id: Mapped[str | None]
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]


class AdoptionUse(Model):
    """How an adopted scenario is used, as somebody said at a time; what they did not say is None.

    ``per_week`` is how often, ``minutes`` how long each time, ``coverage`` the share of functions or people, percent,
    ``effect`` in words.
    """

    __tablename__ = "adoption_uses"
    __table_args__ = (Index("ix_adoption_uses_adoption", "adoption_id", "recorded_at"),)

    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    adoption_id: Mapped[str] = mapped_column(ForeignKey("adoptions.id"))
    enterprise_id: Mapped[str] = mapped_column(ForeignKey("enterprises.id"))
    per_week: Mapped[float | None]
    minutes: Mapped[float | None]
    coverage: Mapped[float | None]
    effect: Mapped[str | None]
    words: Mapped[str]
    contact_id: Mapped[str]
    turn_id: Mapped[str | None]
    recorded_at: Mapped[datetime]


class Promise(Model):
    """Something promised in a talk by a day: by the enterprise to the platform, or by the platform to the enterprise.

    ``contact_id`` is the person of the enterprise, ``made_by`` who promised.
    """

    __tablename__ = "promises"
    __table_args__ = (
        CheckConstraint("side IN ('enterprise', 'platform')", name="side"),
        CheckConstraint("state IN ('open', 'kept', 'dropped')", name="state"),
        Index("ix_promises_state", "state", "due_at"),
        Index("ix_promises_enterprise", "enterprise_id", "created_at"),
    )

    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    enterprise_id: Mapped[str] = mapped_column(ForeignKey("enterprises.id"))
    contact_id: Mapped[str] = mapped_column(ForeignKey("contacts.id"))
    made_by: Mapped[str]
    side: Mapped[str]
    text: Mapped[str]
    state: Mapped[str]
    due_at: Mapped[datetime]
    turn_id: Mapped[str | None]
    created_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
