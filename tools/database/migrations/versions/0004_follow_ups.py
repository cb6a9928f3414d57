"""Follow-ups with their rules, campaigns, adoptions of scenarios, promises, and when a report was opened."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

TABLES = ("promises", "follow_ups", "adoption_uses", "adoptions", "rule_edits", "campaigns")


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "campaigns",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("asked", sa.JSON(), nullable=False),
        sa.Column("per_hour", sa.Integer(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("contact_id", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("state IN ('draft', 'running', 'done', 'stopped')", name=op.f("ck_campaigns_state")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_campaigns")),
        sa.UniqueConstraint("number", name=op.f("uq_campaigns_number")),
    )
    op.create_table(
        "rule_edits",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("rule_id", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("record", sa.JSON(), nullable=False),
        sa.Column("contact_id", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rule_edits")),
        sa.UniqueConstraint("rule_id", "version", name=op.f("uq_rule_edits_rule_id_version")),
    )
    op.create_table(
        "adoptions",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("enterprise_id", sa.Text(), nullable=False),
        sa.Column("contact_id", sa.Text(), nullable=False),
        sa.Column("scenario_id", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("go_live_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("recorded_by", sa.Text(), nullable=False),
        sa.Column("turn_id", sa.Text(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("state IN ('planned', 'live', 'stopped', 'declined')", name=op.f("ck_adoptions_state")),
        sa.ForeignKeyConstraint(["enterprise_id"], ["enterprises.id"], name=op.f("fk_adoptions_enterprise_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_adoptions")),
    )
    op.create_index("ix_adoptions_enterprise", "adoptions", ["enterprise_id", "updated_at"], unique=False)
    op.create_index("ix_adoptions_state", "adoptions", ["state", "go_live_at"], unique=False)
    op.create_index(
        "uq_adoptions_standing",
        "adoptions",
        ["enterprise_id", "scenario_id"],
        unique=True,
        sqlite_where=sa.text("ended_at IS NULL"),
        postgresql_where=sa.text("ended_at IS NULL"),
    )
    op.create_table(
        "adoption_uses",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("adoption_id", sa.Text(), nullable=False),
        sa.Column("enterprise_id", sa.Text(), nullable=False),
        sa.Column("per_week", sa.Double(), nullable=True),
        sa.Column("minutes", sa.Double(), nullable=True),
        sa.Column("coverage", sa.Double(), nullable=True),
        sa.Column("effect", sa.Text(), nullable=True),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("contact_id", sa.Text(), nullable=False),
        sa.Column("turn_id", sa.Text(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["adoption_id"], ["adoptions.id"], name=op.f("fk_adoption_uses_adoption_id")),
        sa.ForeignKeyConstraint(["enterprise_id"], ["enterprises.id"], name=op.f("fk_adoption_uses_enterprise_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_adoption_uses")),
    )
    op.create_index("ix_adoption_uses_adoption", "adoption_uses", ["adoption_id", "recorded_at"], unique=False)
    op.create_table(
        "follow_ups",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("enterprise_id", sa.Text(), nullable=False),
        sa.Column("contact_id", sa.Text(), nullable=False),
        sa.Column("rule", sa.Text(), nullable=False),
        sa.Column("step", sa.Text(), nullable=False),
        sa.Column("period", sa.Text(), nullable=False),
        sa.Column("about", sa.Text(), nullable=True),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("route", sa.Text(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("press", sa.JSON(), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("claimed_by", sa.Text(), nullable=True),
        sa.Column("claimed_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("shown_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("replied_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("converted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("done_by", sa.Text(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.CheckConstraint("route IN ('window', 'notice', 'web', 'email', 'person')", name=op.f("ck_follow_ups_route")),
        sa.CheckConstraint(
            "state IN ('due', 'sending', 'sent', 'uncertain', 'task', 'done', 'cancelled', 'expired', 'failed')",
            name=op.f("ck_follow_ups_state"),
        ),
        sa.ForeignKeyConstraint(["contact_id"], ["contacts.id"], name=op.f("fk_follow_ups_contact_id")),
        sa.ForeignKeyConstraint(["enterprise_id"], ["enterprises.id"], name=op.f("fk_follow_ups_enterprise_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_follow_ups")),
        sa.UniqueConstraint("enterprise_id", "rule", "period", "step", "contact_id", name="uq_follow_ups_once"),
    )
    op.create_index("ix_follow_ups_contact", "follow_ups", ["contact_id", "told_at"], unique=False)
    op.create_index(
        "ix_follow_ups_due",
        "follow_ups",
        ["due_at"],
        unique=False,
        sqlite_where=sa.text("state = 'due'"),
        postgresql_where=sa.text("state = 'due'"),
    )
    op.create_index("ix_follow_ups_rule", "follow_ups", ["rule", "created_at"], unique=False)
    op.create_index(
        "ix_follow_ups_sending",
        "follow_ups",
        ["claimed_until"],
        unique=False,
        sqlite_where=sa.text("state = 'sending'"),
        postgresql_where=sa.text("state = 'sending'"),
    )
    op.create_index("ix_follow_ups_state", "follow_ups", ["state", "ended_at"], unique=False)
    op.create_index(
        "ix_follow_ups_unsent",
        "follow_ups",
        ["rule", "step"],
        unique=False,
        sqlite_where=sa.text("state = 'due'"),
        postgresql_where=sa.text("state = 'due'"),
    )
    op.create_table(
        "promises",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("enterprise_id", sa.Text(), nullable=False),
        sa.Column("contact_id", sa.Text(), nullable=False),
        sa.Column("made_by", sa.Text(), nullable=False),
        sa.Column("side", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("turn_id", sa.Text(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("side IN ('enterprise', 'platform')", name=op.f("ck_promises_side")),
        sa.CheckConstraint("state IN ('open', 'kept', 'dropped')", name=op.f("ck_promises_state")),
        sa.ForeignKeyConstraint(["contact_id"], ["contacts.id"], name=op.f("fk_promises_contact_id")),
        sa.ForeignKeyConstraint(["enterprise_id"], ["enterprises.id"], name=op.f("fk_promises_enterprise_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_promises")),
    )
    op.create_index("ix_promises_enterprise", "promises", ["enterprise_id", "created_at"], unique=False)
    op.create_index("ix_promises_state", "promises", ["state", "due_at"], unique=False)
    op.create_index("ix_contacts_enterprise", "contacts", ["enterprise_id"], unique=False)
    op.create_index("ix_assessments_finished", "assessments", ["finished_at"], unique=False)
    op.create_index("ix_reports_created", "reports", ["created_at"], unique=False)
    op.create_index("ix_ticket_events_moved", "ticket_events", ["to_state", "at"], unique=False)
    op.add_column("reports", sa.Column("opened_at", sa.DateTime(timezone=True), nullable=True))
    # Nobody knows of those before whether they were opened: nobody is told that they were not.
    op.execute("UPDATE reports SET opened_at = created_at")


def downgrade() -> None:
    """Drop them."""
    op.drop_column("reports", "opened_at")
    op.drop_index("ix_ticket_events_moved", table_name="ticket_events")
    op.drop_index("ix_reports_created", table_name="reports")
    op.drop_index("ix_assessments_finished", table_name="assessments")
    op.drop_index("ix_contacts_enterprise", table_name="contacts")
    for table in TABLES:
        op.drop_table(table)
