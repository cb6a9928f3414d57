"""Who may sign in and who may call the API."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from tools.database.models.base import Model, new_id


class Operator(Model):
    """A person of the platform; failed sign-ins are counted, and lock the account for a while."""

    __tablename__ = "operators"

    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    name: Mapped[str] = mapped_column(unique=True)
    password_hash: Mapped[str]
    failures: Mapped[int]
    locked_until: Mapped[datetime | None]
    created_at: Mapped[datetime]
    disabled_at: Mapped[datetime | None]


class ApiKey(Model):
    """A key of the API; only its hash is kept."""

    __tablename__ = "api_keys"
    __table_args__ = (CheckConstraint("role IN ('enterprise', 'operator')", name="role"),)

    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    name: Mapped[str] = mapped_column(unique=True)
    hash: Mapped[str] = mapped_column(unique=True)
    role: Mapped[str]
    enterprise_id: Mapped[str | None] = mapped_column(ForeignKey("enterprises.id"))
    created_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]
