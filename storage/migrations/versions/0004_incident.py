"""Trouble and violations: cases, notices in order, reminders, their history; the outbox learns of several ways."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

JSON = sa.JSON()
TEXT = sa.Text()


def _moment() -> sa.DateTime:
    return sa.DateTime(timezone=True)


def _to(table: str, name: str, nullable: bool = False) -> "sa.Column[int]":
    return sa.Column(name, sa.Integer, sa.ForeignKey(f"{table}.id"), nullable=nullable)


def upgrade() -> None:
    """Adds columns without touching rows: SQLite can add a column in place, so the log's triggers stay."""
    _outbox()
    _incidents()
    _violations()


def _outbox() -> None:
    for column in (
        sa.Column("ways", JSON, nullable=False, server_default="[]"),
        sa.Column("way", sa.Integer, nullable=False, server_default="0"),
        sa.Column("tries", sa.Integer, nullable=False, server_default="0"),
        sa.Column("unsure", sa.Boolean, nullable=False, server_default=sa.false()),
        sa.Column("order_until", _moment()),
        sa.Column("out_of_order", TEXT),
    ):
        op.add_column("outbox", column)
    # What older programs began and did not mark may have been posted.
    op.execute("UPDATE outbox SET unsure = (1 = 1) WHERE state = 'waiting' AND attempts > 0")
    op.create_index("member_person", "member", ["person"])
    waiting = sa.text("state = 'waiting'")
    op.create_index("outbox_edits", "outbox", ["edits"], sqlite_where=waiting, postgresql_where=waiting)


def _incidents() -> None:
    op.create_table(
        "incident",
        sa.Column("id", sa.Integer, primary_key=True),
        _to("member", "reporter_id"),
        sa.Column("drill", sa.Boolean, nullable=False),
        sa.Column("kind", TEXT, nullable=False),
        sa.Column("account", TEXT),
        sa.Column("personal_data", TEXT, nullable=False),
        sa.Column("state", TEXT, nullable=False),
        _to("payload", "payload_id"),
        sa.Column("reported_to", JSON, nullable=False),
        sa.Column("reported_at", _moment(), nullable=False),
        _to("outbox", "status_row", nullable=True),
        _to("incident", "merged_into", nullable=True),
    )
    op.create_index("incident_open", "incident", ["state"])
    op.create_table(
        "incident_notice",
        sa.Column("id", sa.Integer, primary_key=True),
        _to("incident", "incident_id"),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("office", TEXT, nullable=False),
        _to("outbox", "outbox_id"),
        sa.Column("told_at", _moment()),
        sa.Column("acknowledged_at", _moment()),
        _to("member", "acknowledged_by", nullable=True),
        sa.Column("closed", sa.Boolean, nullable=False, server_default=sa.false()),
        sa.Column("reported_at", _moment(), nullable=False),
    )
    op.create_index("incident_notice_order", "incident_notice", ["incident_id", "position"], unique=True)
    op.create_index("incident_notice_row", "incident_notice", ["outbox_id"])
    untold = sa.text("told_at IS NULL")
    op.create_index("incident_notice_untold", "incident_notice", ["id"], sqlite_where=untold, postgresql_where=untold)
    still = sa.text("acknowledged_at IS NULL AND NOT closed")
    op.create_index(
        "incident_notice_waiting", "incident_notice", ["reported_at"], sqlite_where=still, postgresql_where=still
    )
    op.create_table(
        "incident_reminder",
        sa.Column("id", sa.Integer, primary_key=True),
        _to("incident_notice", "notice_id"),
        sa.Column("step", TEXT, nullable=False),
        _to("outbox", "outbox_id", nullable=True),
        sa.Column("at", _moment(), nullable=False),
    )
    op.create_index("incident_reminder_once", "incident_reminder", ["notice_id", "step"], unique=True)
    op.create_table(
        "incident_entry",
        sa.Column("id", sa.Integer, primary_key=True),
        _to("incident", "incident_id"),
        sa.Column("at", _moment(), nullable=False),
        sa.Column("kind", TEXT, nullable=False),
        sa.Column("value", TEXT, nullable=False),
        _to("member", "member_id", nullable=True),
        _to("payload", "payload_id", nullable=True),
    )
    op.create_index("ix_incident_entry_incident_id", "incident_entry", ["incident_id"])


def _violations() -> None:
    op.create_table(
        "violation",
        sa.Column("id", sa.Integer, primary_key=True),
        _to("member", "reporter_id"),
        sa.Column("named", sa.Boolean, nullable=False),
        sa.Column("official", sa.Boolean, nullable=False),
        sa.Column("section", TEXT, nullable=False),
        sa.Column("clauses", JSON, nullable=False),
        sa.Column("step", TEXT, nullable=False),
        sa.Column("holder", TEXT, nullable=False),
        sa.Column("subject", TEXT),
        _to("payload", "payload_id"),
        _to("incident", "incident_id", nullable=True),
        sa.Column("reported_to", JSON, nullable=False),
        sa.Column("reported_at", _moment(), nullable=False),
        sa.Column("step_at", _moment(), nullable=False),
    )
    op.create_index("violation_step", "violation", ["step"])
    op.create_table(
        "violation_entry",
        sa.Column("id", sa.Integer, primary_key=True),
        _to("violation", "violation_id"),
        sa.Column("at", _moment(), nullable=False),
        sa.Column("kind", TEXT, nullable=False),
        sa.Column("person", TEXT, nullable=False),
        _to("payload", "payload_id", nullable=True),
        _to("outbox", "outbox_id", nullable=True),
    )
    op.create_index("ix_violation_entry_violation_id", "violation_entry", ["violation_id"])


def downgrade() -> None:
    """The records of cases are not thrown away."""
    raise NotImplementedError("restore a backup instead")
