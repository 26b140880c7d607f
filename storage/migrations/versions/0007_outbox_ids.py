"""On SQLite the ids of the outbox never come again, also where the table was made before 0001 said so."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

AUTOINCREMENT = "AUTOINCREMENT"
OF_OUTBOX = "SELECT sql FROM sqlite_master WHERE type = :kind AND tbl_name = 'outbox' AND sql IS NOT NULL"


def upgrade() -> None:
    """Makes the table anew around its rows, in the migration's transaction; nothing where it is right already."""
    connection = op.get_bind()
    if connection.dialect.name != "sqlite":
        return
    made: str = connection.execute(sa.text(OF_OUTBOX), {"kind": "table"}).scalar_one()
    if AUTOINCREMENT in made.upper():
        return
    others = [
        one for kind in ("index", "trigger") for one in connection.execute(sa.text(OF_OUTBOX), {"kind": kind}).scalars()
    ]
    _renew(made, others)


def _renew(made: str, others: list[str]) -> None:
    columns = ", ".join(f'"{one["name"]}"' for one in sa.inspect(op.get_bind()).get_columns("outbox"))
    op.execute("PRAGMA legacy_alter_table = ON")  # what refers to outbox goes on to say so by that name
    op.execute("ALTER TABLE outbox RENAME TO outbox_before")
    op.get_bind().exec_driver_sql(_numbered(made))
    op.execute(f"INSERT INTO outbox ({columns}) SELECT {columns} FROM outbox_before ORDER BY id")
    op.execute("DROP TABLE outbox_before")
    op.execute("PRAGMA legacy_alter_table = OFF")
    for one in others:
        op.get_bind().exec_driver_sql(one)


def _numbered(made: str) -> str:
    """The table's own statement with its key numbered as AUTOINCREMENT, which must stand at the column."""
    lines = [line.strip().rstrip(",") for line in made.splitlines()]
    key = "PRIMARY KEY (id)"
    assert key in lines, "the outbox is not as 0001 made it"
    return made.replace("id INTEGER NOT NULL", f"id INTEGER NOT NULL PRIMARY KEY {AUTOINCREMENT}", 1).replace(
        f"{key},", "", 1
    )


def downgrade() -> None:
    """Nothing that is kept goes back."""
    raise NotImplementedError("restore a backup instead")
