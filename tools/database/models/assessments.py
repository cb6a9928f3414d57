"""Diagnoses with their answers and reports, and values of indicators."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy import text as sql
from sqlalchemy.orm import Mapped, mapped_column

from tools.database.models.base import Model, new_id


class Assessment(Model):
    """One run of the questionnaire by one enterprise; ``result`` is set when it is done.

    ``question`` is the id of the question that is asked now; None before the first and after the last.
    """

    __tablename__ = "assessments"
    __table_args__ = (
        CheckConstraint("form IN ('quick', 'full')", name="form"),
        CheckConstraint("state IN ('open', 'paused', 'done', 'abandoned')", name="state"),
        Index("ix_assessments_enterprise", "enterprise_id", "started_at"),
        Index("ix_assessments_finished", "finished_at"),
        # An enterprise answers one questionnaire at a time.
        Index(
            "uq_assessments_unfinished",
            "enterprise_id",
            unique=True,
            sqlite_where=sql("state IN ('open', 'paused')"),
            postgresql_where=sql("state IN ('open', 'paused')"),
        ),
    )

    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    enterprise_id: Mapped[str] = mapped_column(ForeignKey("enterprises.id"))
    contact_id: Mapped[str]
    form: Mapped[str]
    questionnaire: Mapped[str]
    state: Mapped[str]
    question: Mapped[str | None]
    score: Mapped[float | None]
    level: Mapped[str | None]
    result: Mapped[dict[str, Any] | None]
    started_at: Mapped[datetime]
    updated_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]


class Answer(Model):
    """An answer to one question; a corrected one is ended, and the new one added.

    ``kind`` is ``chosen`` (then ``option`` is 0 to 4), ``skipped``, ``unknown`` or ``not_applicable``.
    """

    __tablename__ = "answers"
    __table_args__ = (
        CheckConstraint("kind IN ('chosen', 'skipped', 'unknown', 'not_applicable')", name="kind"),
        CheckConstraint("(option IS NOT NULL) = (kind = 'chosen')", name="option"),
        CheckConstraint("evidence IN ('self_reported', 'documented', 'verified')", name="evidence"),
        Index(
            "uq_answers_current",
            "assessment_id",
            "question",
            unique=True,
            sqlite_where=sql("ended_at IS NULL"),
            postgresql_where=sql("ended_at IS NULL"),
        ),
    )

    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    assessment_id: Mapped[str] = mapped_column(ForeignKey("assessments.id"))
    question: Mapped[str]
    questionnaire: Mapped[str]
    kind: Mapped[str]
    option: Mapped[int | None]
    words: Mapped[str]
    evidence: Mapped[str]
    contact_id: Mapped[str]
    turn_id: Mapped[str | None]
    answered_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]


class Report(Model):
    """A report of a diagnosis, kept as it was made; ``token`` opens its page until it expires or is revoked.

    ``opened_at`` is when its page or a document of it was first opened.
    """

    __tablename__ = "reports"
    __table_args__ = (
        Index("ix_reports_enterprise", "enterprise_id", "created_at"),
        Index("ix_reports_created", "created_at"),
    )

    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    token: Mapped[str] = mapped_column(unique=True)
    enterprise_id: Mapped[str] = mapped_column(ForeignKey("enterprises.id"))
    assessment_id: Mapped[str] = mapped_column(ForeignKey("assessments.id"))
    contact_id: Mapped[str]
    content: Mapped[dict[str, Any]]
    content_number: Mapped[str]
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]
    opened_at: Mapped[datetime | None]


class KpiValue(Model):
    """A value of an indicator as it was kept; a corrected one is ended. ``value`` is a decimal as written."""

    __tablename__ = "kpi_values"
    __table_args__ = (
        CheckConstraint("stage IN ('baseline', 'actual')", name="stage"),
        CheckConstraint("evidence IN ('self_reported', 'documented', 'verified')", name="evidence"),
        Index("ix_kpi_values_enterprise", "enterprise_id", "indicator"),
    )

    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    enterprise_id: Mapped[str] = mapped_column(ForeignKey("enterprises.id"))
    indicator: Mapped[str]
    stage: Mapped[str]
    period: Mapped[str]
    value: Mapped[str]
    unit: Mapped[str]
    reading: Mapped[str]
    inputs: Mapped[dict[str, Any]]
    source: Mapped[str]
    evidence: Mapped[str]
    contact_id: Mapped[str]
    turn_id: Mapped[str | None]
    recorded_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
