"""Creates and checks the schema through alembic."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import MetaData, text
from sqlalchemy.engine import Connection
from sqlalchemy.orm import Session

from storage.database import with_connection

TRIGGERS = ("log_entry_keeps_rows", "log_entry_keeps_values")
"""What makes the log append-only; a migration that loses one fails the check."""


class SchemaError(Exception):
    """The database's schema is not the program's; the text says what to do."""


async def migrate(url: str) -> None:
    """Brings a database to the newest schema. Safe to call at any time."""
    await with_connection(url, _upgrade)


async def check(url: str) -> None:
    """Raises SchemaError unless the schema is exactly what this program was written for."""
    await with_connection(url, _check)


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


def renew(connection: Connection) -> None:
    """Takes all tables away and makes them anew, in the transaction that is open: for a restore."""
    found = MetaData()
    found.reflect(connection)
    found.drop_all(connection)
    if connection.dialect.name == "postgresql":
        connection.execute(text("DROP FUNCTION IF EXISTS log_is_append_only()"))
    _make(connection)


def _upgrade(connection: Connection) -> None:
    if connection.dialect.name == "sqlite":
        # Python's driver begins no transaction for CREATE: a process killed between two would leave half a schema.
        connection.exec_driver_sql("BEGIN IMMEDIATE")
    _make(connection)


def _make(connection: Connection) -> None:
    config = _config()
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def _check(connection: Connection) -> None:
    found = MigrationContext.configure(connection).get_current_revision()
    if found is None:
        raise SchemaError("the database has no tables yet: run `snsbot migrate`")
    known = {script.revision for script in ScriptDirectory.from_config(_config()).walk_revisions()}
    if found not in known:
        raise SchemaError(f"the database is of a newer snsbot (schema {found}): install that version")
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
