"""The pre-post check: drafts under check, reviews, receipts."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

JSON = sa.JSON()
TEXT = sa.Text()


def _moment() -> sa.DateTime:
    return sa.DateTime(timezone=True)


def upgrade() -> None:
    """Adds the three tables."""
    op.create_table(
        "draft_check",
        sa.Column("id", TEXT, primary_key=True),
        sa.Column("member_id", sa.Integer, sa.ForeignKey("member.id"), nullable=False),
        sa.Column("person", TEXT, nullable=False),
        sa.Column("unit", TEXT, nullable=False),
        sa.Column("account", TEXT, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.Column("payload_id", sa.Integer, sa.ForeignKey("payload.id"), nullable=False),
        sa.Column("digest", TEXT, nullable=False),
        sa.Column("salt", TEXT, nullable=False),
        sa.Column("capacity", TEXT),
        sa.Column("content_type", TEXT),
        sa.Column("severity", TEXT, nullable=False),
        sa.Column("clauses", JSON, nullable=False),
        sa.Column("rules", JSON, nullable=False),
        sa.Column("state", TEXT, nullable=False),
        sa.Column("corrects", TEXT),
        sa.Column("place", JSON, nullable=False),
        sa.Column("made_at", _moment(), nullable=False),
        sa.Column("changed_at", _moment(), nullable=False),
    )
    for column in ("member_id", "state", "changed_at"):
        op.create_index(f"ix_draft_check_{column}", "draft_check", [column])
    op.create_table(
        "review",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("check_id", TEXT, sa.ForeignKey("draft_check.id"), nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("kind", TEXT, nullable=False),
        sa.Column("person", TEXT, nullable=False),
        sa.Column("step", sa.Integer, nullable=False),
        sa.Column("state", TEXT, nullable=False),
        sa.Column("notice_id", sa.Integer, sa.ForeignKey("outbox.id")),
        sa.Column("comment_payload", sa.Integer, sa.ForeignKey("payload.id")),
        sa.Column("asked_at", _moment(), nullable=False),
        sa.Column("answered_at", _moment()),
        sa.Column("reminded_at", _moment()),
    )
    op.create_index("ix_review_check_id", "review", ["check_id"])
    op.create_index("ix_review_person", "review", ["person"])
    op.create_table(
        "receipt",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("check_id", TEXT, sa.ForeignKey("draft_check.id"), nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("way", TEXT, nullable=False),
        sa.Column("people", JSON, nullable=False),
        sa.Column("digest", TEXT, nullable=False),
        sa.Column("salt", TEXT, nullable=False),
        sa.Column("given_at", _moment(), nullable=False),
        sa.Column("void_at", _moment()),
        sa.Column("posted_at", _moment()),
        sa.Column("url_payload", sa.Integer, sa.ForeignKey("payload.id")),
        sa.Column("kept_payload", sa.Integer, sa.ForeignKey("payload.id")),
    )
    op.create_index("ix_receipt_check_id", "receipt", ["check_id"])


def downgrade() -> None:
    """A schema is never taken back: records would be lost."""
    raise NotImplementedError("restore a backup instead")
