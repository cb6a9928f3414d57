"""Whom a contact speaks for: invitations, memberships of enterprises, and operators' own accounts on a channel."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy import text as sql
from sqlalchemy.orm import Mapped, mapped_column

from tools.database.models.base import Model, new_id


class Invitation(Model):
    """A one-time invitation to speak for an enterprise, or to use an operator's account; only hashes are kept.

    ``code`` is typed, ``scene`` stands in a QR code; either redeems it.
    """

    __tablename__ = "invitations"
    __table_args__ = (CheckConstraint("(enterprise_id IS NULL) <> (operator_id IS NULL)", name="one_of_two"),)

    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    code: Mapped[str] = mapped_column(unique=True)
    scene: Mapped[str] = mapped_column(unique=True)
    enterprise_id: Mapped[str | None] = mapped_column(ForeignKey("enterprises.id"))
    operator_id: Mapped[str | None] = mapped_column(ForeignKey("operators.id"))
    made_by: Mapped[str]
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_by: Mapped[str | None]
    used_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]


class Membership(Model):
    """A contact speaks for an enterprise; ``contacts.enterprise_id`` is the one they speak for now."""

    __tablename__ = "memberships"
    __table_args__ = (
        Index(
            "uq_memberships_standing",
            "contact_id",
            "enterprise_id",
            unique=True,
            sqlite_where=sql("ended_at IS NULL"),
            postgresql_where=sql("ended_at IS NULL"),
        ),
        Index("ix_memberships_enterprise", "enterprise_id"),
    )

    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    contact_id: Mapped[str] = mapped_column(ForeignKey("contacts.id"))
    enterprise_id: Mapped[str] = mapped_column(ForeignKey("enterprises.id"))
    invitation_id: Mapped[str | None]
    created_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]


class OperatorAccount(Model):
    """A user of a channel who is an operator of the platform there."""

    __tablename__ = "operator_accounts"
    __table_args__ = (
        Index(
            "uq_operator_accounts_standing",
            "channel",
            "user",
            unique=True,
            sqlite_where=sql("ended_at IS NULL"),
            postgresql_where=sql("ended_at IS NULL"),
        ),
    )

    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    channel: Mapped[str]
    user: Mapped[str]
    operator_id: Mapped[str] = mapped_column(ForeignKey("operators.id"))
    created_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
