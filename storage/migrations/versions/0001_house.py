"""The first tables: members, payloads, keys, outbox, questions, tickets, references, the log."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

JSON = sa.JSON()
TEXT = sa.Text()
FIRST_HASH = "0" * 64


def _moment() -> sa.DateTime:
    return sa.DateTime(timezone=True)


def upgrade() -> None:
    """Creates everything, and the triggers that make the log append-only."""
    op.create_table(
        "member",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("platform", TEXT, nullable=False),
        sa.Column("team", TEXT, nullable=False),
        sa.Column("account", TEXT, nullable=False),
        sa.Column("person", TEXT),
        sa.Column("name", TEXT, nullable=False),
        sa.Column("seen_at", _moment(), nullable=False),
    )
    op.create_index("member_account", "member", ["platform", "team", "account"], unique=True)
    op.create_table(
        "payload",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("kind", TEXT, nullable=False),
        sa.Column("subject", TEXT, nullable=False),
        sa.Column("body", JSON),
        sa.Column("salt", TEXT),
        sa.Column("kept_from", _moment(), nullable=False),
        sa.Column("keep_until", _moment()),
        sa.Column("blanked_at", _moment()),
    )
    op.create_index("ix_payload_subject", "payload", ["subject"])
    op.create_index("ix_payload_keep_until", "payload", ["keep_until"])
    op.create_table(
        "done",
        sa.Column("key", TEXT, primary_key=True),
        sa.Column("at", _moment(), nullable=False),
        sa.Column("payload_id", sa.Integer, sa.ForeignKey("payload.id")),
    )
    op.create_index("ix_done_at", "done", ["at"])
    _outbox()
    _questions()
    op.create_table(
        "reference",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("platform", TEXT, nullable=False),
        sa.Column("team", TEXT, nullable=False),
        sa.Column("conversation", TEXT, nullable=False),
        sa.Column("reference", JSON, nullable=False),
        sa.Column("kept_at", _moment(), nullable=False),
    )
    op.create_index("reference_place", "reference", ["platform", "team", "conversation"], unique=True)
    _log()


def _outbox() -> None:
    op.create_table(
        "outbox",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("thread", TEXT, nullable=False),
        sa.Column("position", sa.Integer, nullable=False, server_default="0"),
        sa.Column("kind", TEXT, nullable=False, server_default="card"),
        sa.Column("platform", TEXT, nullable=False),
        sa.Column("place", JSON, nullable=False),
        sa.Column("payload_id", sa.Integer, sa.ForeignKey("payload.id"), nullable=False),
        sa.Column("edits", sa.Integer, sa.ForeignKey("outbox.id")),
        sa.Column("state", TEXT, nullable=False, server_default="waiting"),
        sa.Column("attempts", sa.Integer, nullable=False, server_default="0"),
        sa.Column("created_at", _moment(), nullable=False),
        sa.Column("due_at", _moment(), nullable=False),
        sa.Column("lease_owner", TEXT),
        sa.Column("leased_until", _moment()),
        sa.Column("posted_channel", TEXT),
        sa.Column("posted_id", TEXT),
        sa.Column("sent_at", _moment()),
        sa.Column("error", TEXT),
        sqlite_autoincrement=True,  # an id is a mark on what was posted and must never come again
    )
    op.create_index("outbox_order", "outbox", ["thread", "position"], unique=True)
    # Only waiting rows are ever looked for: a partial index stays small over years.
    waiting = sa.text("state = 'waiting'")
    op.create_index("outbox_due", "outbox", ["due_at"], sqlite_where=waiting, postgresql_where=waiting)
    op.create_index("outbox_posted", "outbox", ["platform", "posted_channel", "posted_id"])


def _questions() -> None:
    op.create_table(
        "question",
        sa.Column("id", TEXT, primary_key=True),
        sa.Column("payload_id", sa.Integer, sa.ForeignKey("payload.id"), nullable=False),
        sa.Column("mode", TEXT, nullable=False),
        sa.Column("clauses", JSON, nullable=False),
        sa.Column("chosen", TEXT),
        sa.Column("asked_at", _moment(), nullable=False),
    )
    op.create_index("ix_question_asked_at", "question", ["asked_at"])
    op.create_table(
        "feedback",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("question_id", TEXT, sa.ForeignKey("question.id"), nullable=False),
        sa.Column("clause", TEXT, nullable=False),
        sa.Column("good", sa.Boolean, nullable=False),
        sa.Column("better", TEXT),
        sa.Column("given_at", _moment(), nullable=False),
    )
    op.create_index("ix_feedback_question_id", "feedback", ["question_id"])
    op.create_table(
        "ticket",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("asker_id", sa.Integer, sa.ForeignKey("member.id"), nullable=False),
        sa.Column("office", TEXT, nullable=False),
        sa.Column("state", TEXT, nullable=False),
        sa.Column("question_payload", sa.Integer, sa.ForeignKey("payload.id"), nullable=False),
        sa.Column("answer_payload", sa.Integer, sa.ForeignKey("payload.id")),
        sa.Column("answer_to", JSON, nullable=False),
        sa.Column("notice_id", sa.Integer, sa.ForeignKey("outbox.id")),
        sa.Column("opened_at", _moment(), nullable=False),
        sa.Column("answered_at", _moment()),
        sa.Column("answered_by", sa.Integer, sa.ForeignKey("member.id")),
    )
    op.create_index("ix_ticket_notice_id", "ticket", ["notice_id"])


def _log() -> None:
    op.create_table(
        "log_entry",
        sa.Column("seq", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("at", _moment(), nullable=False),
        sa.Column("act", TEXT, nullable=False),
        sa.Column("person", TEXT, nullable=False),
        sa.Column("ids", JSON, nullable=False),
        sa.Column("digest", TEXT, nullable=False),
        sa.Column("previous", TEXT, nullable=False, unique=True),
        sa.Column("hash", TEXT, nullable=False),
    )
    head = op.create_table(
        "log_head",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("seq", sa.Integer, nullable=False),
        sa.Column("hash", TEXT, nullable=False),
    )
    op.bulk_insert(head, [{"id": 1, "seq": 0, "hash": FIRST_HASH}])
    if op.get_bind().dialect.name == "sqlite":
        _sqlite_triggers()
    else:
        _postgresql_triggers()


def _sqlite_triggers() -> None:
    for name, act in (("log_entry_keeps_values", "UPDATE"), ("log_entry_keeps_rows", "DELETE")):
        op.execute(
            f"CREATE TRIGGER {name} BEFORE {act} ON log_entry BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END"
        )


def _postgresql_triggers() -> None:
    op.execute(
        "CREATE FUNCTION log_is_append_only() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'the log is append-only'; END $$"
    )
    for name, act in (("log_entry_keeps_values", "UPDATE"), ("log_entry_keeps_rows", "DELETE OR TRUNCATE")):
        op.execute(
            f"CREATE TRIGGER {name} BEFORE {act} ON log_entry FOR EACH STATEMENT EXECUTE FUNCTION log_is_append_only()"
        )


def downgrade() -> None:
    """There is nothing before the first schema."""
    raise NotImplementedError("restore a backup instead")
