"""Evaluations: what is due, reminders, answers; accounts that are to be planned anew."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

JSON = sa.JSON()
TEXT = sa.Text()


def _moment() -> sa.DateTime:
    return sa.DateTime(timezone=True)


def _to(table: str, name: str, nullable: bool = False) -> "sa.Column[int]":
    return sa.Column(name, sa.Integer, sa.ForeignKey(f"{table}.id"), nullable=nullable)


def upgrade() -> None:
    """Adds a column without touching rows; every account there is begins unplanned, and the first ticks plan it."""
    op.add_column("account", sa.Column("unplanned", sa.Boolean, nullable=False, server_default=sa.true()))
    open_ = sa.text("unplanned")
    op.create_index("account_unplanned", "account", ["id"], sqlite_where=open_, postgresql_where=open_)
    op.create_index("ix_draft_check_account", "draft_check", ["account"])
    _due()
    _answers()


def _due() -> None:
    op.create_table(
        "evaluation_due",
        sa.Column("id", sa.Integer, primary_key=True),
        _to("account", "account_id"),
        sa.Column("kind", TEXT, nullable=False),
        sa.Column("period_end", sa.Date, nullable=False),
        sa.Column("due_on", sa.Date, nullable=False),
        sa.Column("label", TEXT, nullable=False),
        sa.Column("state", TEXT, nullable=False),
        sa.Column("stage", TEXT, nullable=False),
        sa.Column("look_at", _moment()),
        sa.Column("raised_at", _moment()),
        sa.Column("late", sa.Boolean, nullable=False),
        sa.Column("snoozed_until", sa.Date),
        _to("payload", "snooze_payload", nullable=True),
        sa.Column("mark", TEXT, nullable=False),
        sa.Column("answered_at", _moment()),
    )
    op.create_index("evaluation_due_once", "evaluation_due", ["account_id", "kind", "period_end"], unique=True)
    waiting = sa.text("look_at IS NOT NULL")
    op.create_index(
        "evaluation_due_look", "evaluation_due", ["look_at"], sqlite_where=waiting, postgresql_where=waiting
    )
    op.create_index("evaluation_due_state", "evaluation_due", ["state", "kind"])
    op.create_table(
        "evaluation_reminder",
        sa.Column("id", sa.Integer, primary_key=True),
        _to("account", "account_id"),
        sa.Column("kind", TEXT, nullable=False),
        sa.Column("due_on", sa.Date, nullable=False),
        sa.Column("stage", TEXT, nullable=False),
        _to("evaluation_due", "due_id"),
        sa.Column("late", sa.Boolean, nullable=False),
        sa.Column("outbox_ids", JSON, nullable=False),
        sa.Column("at", _moment(), nullable=False),
    )
    once = ["account_id", "kind", "due_on", "stage"]
    op.create_index("evaluation_reminder_once", "evaluation_reminder", once, unique=True)


def _answers() -> None:
    op.create_table(
        "evaluation",
        sa.Column("id", sa.Integer, primary_key=True),
        _to("account", "account_id"),
        _to("evaluation_due", "due_id"),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("decision", TEXT, nullable=False),
        _to("payload", "payload_id"),
        sa.Column("person", TEXT, nullable=False),
        sa.Column("at", _moment(), nullable=False),
    )
    op.create_index("evaluation_version", "evaluation", ["due_id", "version"], unique=True)
    op.create_index("evaluation_account", "evaluation", ["account_id"])
    op.create_table(
        "watermark",
        sa.Column("name", TEXT, primary_key=True),
        sa.Column("value", TEXT, nullable=False),
        sa.Column("at", _moment(), nullable=False),
    )


def downgrade() -> None:
    """What was evaluated is not thrown away."""
    raise NotImplementedError("restore a backup instead")
