"""Outbox ids never come again on SQLite: databases made by the first release get the table that newer ones have.

The first schema was mended after it was released, so two shapes of the table are about. An id is the mark by which
a platform is asked whether something was posted, and SQLite gave the id of a deleted row to the next one.
"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

JSON = sa.JSON()
TEXT = sa.Text()


def _moment(name: str, nullable: bool = True) -> "sa.Column[object]":
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def _columns() -> "list[sa.Column[object]]":
    return [
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
        _moment("created_at", False),
        _moment("due_at", False),
        sa.Column("lease_owner", TEXT),
        _moment("leased_until"),
        sa.Column("posted_channel", TEXT),
        sa.Column("posted_id", TEXT),
        _moment("sent_at"),
        sa.Column("error", TEXT),
        sa.Column("ways", JSON, nullable=False, server_default="[]"),
        sa.Column("way", sa.Integer, nullable=False, server_default="0"),
        sa.Column("tries", sa.Integer, nullable=False, server_default="0"),
        sa.Column("unsure", sa.Boolean, nullable=False, server_default=sa.false()),
        _moment("order_until"),
        sa.Column("out_of_order", TEXT),
    ]


def upgrade() -> None:
    """Copies the rows into a table with AUTOINCREMENT where it lacks that; other tables' references stay by name."""
    connection = op.get_bind()
    if connection.dialect.name != "sqlite":
        return
    made = connection.execute(sa.text("SELECT sql FROM sqlite_master WHERE name = 'outbox'")).scalar_one()
    if "AUTOINCREMENT" in made:
        return
    columns = _columns()
    op.create_table("outbox_mended", *columns, sqlite_autoincrement=True)
    names = ", ".join(f'"{column.name}"' for column in columns)
    op.execute(f"INSERT INTO outbox_mended ({names}) SELECT {names} FROM outbox")
    op.execute("DROP TABLE outbox")
    op.execute("ALTER TABLE outbox_mended RENAME TO outbox")
    _indexes()
    _start_above_what_was_given(connection)


def _indexes() -> None:
    waiting = sa.text("state = 'waiting'")
    op.create_index("outbox_order", "outbox", ["thread", "position"], unique=True)
    op.create_index("outbox_due", "outbox", ["due_at"], sqlite_where=waiting)
    op.create_index("outbox_posted", "outbox", ["platform", "posted_channel", "posted_id"])
    op.create_index("outbox_edits", "outbox", ["edits"], sqlite_where=waiting)


def _start_above_what_was_given(connection: sa.Connection) -> None:
    """Every row had a payload of its own, and payloads are never deleted: their ids bound every id ever given."""
    highest = connection.execute(sa.text("SELECT max(id) FROM payload")).scalar_one() or 0
    connection.execute(sa.text("DELETE FROM sqlite_sequence WHERE name IN ('outbox', 'outbox_mended')"))
    given = connection.execute(sa.text("SELECT coalesce(max(id), 0) FROM outbox")).scalar_one()
    connection.execute(
        sa.text("INSERT INTO sqlite_sequence (name, seq) VALUES ('outbox', :seq)"), {"seq": max(highest, given)}
    )


def downgrade() -> None:
    """Nothing that is kept goes back."""
    raise NotImplementedError("restore a backup instead")
