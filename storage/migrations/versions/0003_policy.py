"""Applications, answers, submissions, ballots, decisions, and the register of accounts."""

from datetime import date

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

JSON = sa.JSON()
TEXT = sa.Text()


def _moment() -> sa.DateTime:
    return sa.DateTime(timezone=True)


def _text(name: str, default: str | None = None) -> sa.Column[str]:
    return sa.Column(name, TEXT, nullable=False, server_default=default)


def _reference(name: str, to: str, needed: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.Integer, sa.ForeignKey(f"{to}.id"), nullable=not needed)


def _number() -> sa.Column[int]:
    return sa.Column("id", sa.Integer, primary_key=True)


def _dates(*names: str) -> list[sa.Column[date]]:
    return [sa.Column(name, sa.Date()) for name in names]


def upgrade() -> None:
    """Creates the tables of the applications and the register."""
    _applications()
    _committee()
    _register()


def _applications() -> None:
    op.create_table(
        "application",
        _number(),
        _text("kind"),
        _text("section"),
        _text("medium"),
        _text("state"),
        _text("step", ""),
        sa.Column("round", sa.Integer, nullable=False, server_default="0"),
        sa.Column("account_id", sa.Integer),
        sa.Column("follows", sa.Integer),
        _text("author"),
        sa.Column("answer_to", JSON, nullable=False),
        _reference("reason_payload", "payload"),
        _text("submitted_by", ""),
        sa.Column("as_deputy", sa.Boolean, nullable=False, server_default=sa.false()),
        sa.Column("submitted_at", _moment()),
        *_dates("decided_on"),
        _text("decision_number", ""),
        *_dates("review_on", "fields_due_on"),
        sa.Column("begun_at", _moment(), nullable=False),
        sa.Column("changed_at", _moment(), nullable=False),
    )
    op.create_index("ix_application_section", "application", ["section"])
    op.create_index("ix_application_state", "application", ["state"])
    op.create_table(
        "field_answer",
        _number(),
        _reference("application_id", "application", needed=True),
        _text("field"),
        sa.Column("version", sa.Integer, nullable=False),
        _reference("payload_id", "payload", needed=True),
        _text("person"),
        sa.Column("at", _moment(), nullable=False),
    )
    op.create_index("field_answer_version", "field_answer", ["application_id", "field", "version"], unique=True)
    op.create_table(
        "submission",
        _number(),
        _reference("application_id", "application", needed=True),
        sa.Column("round", sa.Integer, nullable=False),
        _text("hash"),
        _reference("payload_id", "payload", needed=True),
        _reference("file_payload", "payload"),
        _text("person"),
        sa.Column("as_deputy", sa.Boolean, nullable=False, server_default=sa.false()),
        sa.Column("at", _moment(), nullable=False),
    )
    op.create_index("submission_round", "submission", ["application_id", "round"], unique=True)
    op.create_table(
        "walk",
        sa.Column("member_id", sa.Integer, sa.ForeignKey("member.id"), primary_key=True, autoincrement=False),
        _reference("application_id", "application", needed=True),
        sa.Column("at", _moment(), nullable=False),
    )


def _committee() -> None:
    op.create_table(
        "ballot",
        _number(),
        _reference("application_id", "application", needed=True),
        sa.Column("round", sa.Integer, nullable=False),
        _text("person"),
        _reference("notice_id", "outbox"),
        _text("vote", ""),
        _reference("payload_id", "payload"),
        sa.Column("voted_at", _moment()),
    )
    op.create_index("ballot_person", "ballot", ["application_id", "round", "person"], unique=True)
    op.create_table(
        "decision",
        _number(),
        _reference("application_id", "application", needed=True),
        sa.Column("round", sa.Integer, nullable=False),
        _text("outcome"),
        _text("how"),
        sa.Column("on", sa.Date, nullable=False),
        _text("number", ""),
        _text("person"),
        _reference("payload_id", "payload"),
        sa.Column("at", _moment(), nullable=False),
    )
    op.create_index("decision_round", "decision", ["application_id", "round"], unique=True)


def _register() -> None:
    op.create_table(
        "account",
        _number(),
        _text("medium"),
        _text("name"),
        _text("handle"),
        _text("url", ""),
        _text("section"),
        _text("holder", ""),
        _text("deputy", ""),
        _text("state"),
        _text("origin", "申請"),
        _reference("application_id", "application"),
        sa.Column("broadcast_only", sa.Boolean, nullable=False, server_default=sa.false()),
        *_dates("approved_on"),
        _text("approval_number", ""),
        *_dates("obtained_on", "notified_on"),
        _text("published_at", ""),
        _text("policy_url", ""),
        *_dates("published_on", "review_on", "suspended_on", "closed_on"),
        sa.Column("version", sa.Integer, nullable=False, server_default="1"),
        sa.Column("entered_at", _moment(), nullable=False),
        sa.Column("changed_at", _moment(), nullable=False),
    )
    op.create_index("account_handle", "account", ["medium", "handle"])
    op.create_index("ix_account_section", "account", ["section"])


def downgrade() -> None:
    """A database goes back by its backup."""
    raise NotImplementedError("restore a backup instead")
