"""Creates and checks the schema through alembic."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import text
from sqlalchemy.engine import Connection
from sqlalchemy.orm import Session

from storage.database import with_connection

TRIGGERS = ("log_entry_keeps_rows", "log_entry_keeps_values")
"""What makes the log append-only; a migration that loses one fails the check."""


MIGRATING = 0x736E73626F74
"""PostgreSQL's advisory lock of whoever changes the schema ("snsbot" in ASCII)."""


class SchemaError(Exception):
    """The database's schema is not the program's; the text says what to do."""


async def migrate(url: str) -> None:
    """Brings a database to the newest schema: all the way, or not at all. Safe to call at any time.

    Raises SchemaError for the database of a newer program.
    """
    await with_connection(url, upgrade, writing=True)


async def check(url: str) -> None:
    """Raises SchemaError unless the schema is exactly what this program was written for."""
    await with_connection(url, check_connection)


def newest() -> str:
    """The revision that this program was written for."""
    head = ScriptDirectory.from_config(_config()).get_current_head()
    assert head is not None
    return head


def revision(session: Session) -> str | None:
    """The revision that the database has, None without tables."""
    return MigrationContext.configure(session.connection()).get_current_revision()


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    return config


def upgrade(connection: Connection, to: str = "head") -> None:
    """Runs the steps up to a revision inside the connection's transaction. Raises SchemaError as `migrate` does."""
    if connection.dialect.name == "postgresql":  # a second migration waits, then finds nothing to do
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": MIGRATING})
    found = found_in(connection)
    if found is not None and found not in revisions():
        raise SchemaError(_newer(found))
    config = _config()
    config.attributes["connection"] = connection
    command.upgrade(config, to)


def revisions() -> tuple[str, ...]:
    """The revisions that this program knows, oldest first."""
    steps = ScriptDirectory.from_config(_config()).walk_revisions()
    return tuple(reversed([step.revision for step in steps]))


def found_in(connection: Connection) -> str | None:
    """The revision that a database has, None without tables."""
    return MigrationContext.configure(connection).get_current_revision()


def _newer(found: str) -> str:
    return f"the database is of a newer snsbot (schema {found}): install that version"


def check_connection(connection: Connection) -> None:
    """`check` on a connection that is open."""
    found = found_in(connection)
    if found is None:
        raise SchemaError("the database has no tables yet: run `snsbot migrate`")
    if found not in revisions():
        raise SchemaError(_newer(found))
    if found != newest():
        raise SchemaError(f"the database has an older schema ({found}): run `snsbot migrate`")
    missing = set(TRIGGERS) - triggers(connection)
    if missing:
        raise SchemaError(f"the log's triggers are missing ({', '.join(sorted(missing))}): restore from a backup")


def triggers(connection: Connection) -> set[str]:
    """The names of the triggers that the database has."""
    if connection.dialect.name == "sqlite":
        query = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    else:
        query = "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal"
    return set(connection.execute(text(query)).scalars())
