"""Puts a backup into a database, in one transaction: all of it and proven, or nothing."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any, BinaryIO

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Date,
    Integer,
    MetaData,
    Table,
    Text,
    bindparam,
    cast,
    delete,
    func,
    insert,
    inspect,
    select,
    text,
)
from sqlalchemy import table as named
from sqlalchemy.engine import Connection
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from storage import records, schema
from storage.backup import BATCH, BackupError, Columns, Contents, Progress, read, rows_of, sequence_of
from storage.every_table import all_tables
from storage.tables import Moment

TYPES: dict[str, Any] = {
    "moment": Moment(), "day": Date(), "json": Text(), "flag": Boolean(), "number": Integer(), "text": Text(),
}  # fmt: skip
LEAP = 1_000_000
"""Ids of the outbox that are passed over: they may have been given after the backup was made, and the platforms still
have messages with their marks."""
STARTED = {"log_head": 1, "watermark": 2, "alembic_version": 1}
"""Rows that an unused database has."""


def restore(
    connection: Connection, file: BinaryIO, contents: Contents, at: datetime, replace: bool,
    progress: Progress = lambda _: None,
) -> None:  # fmt: skip
    """Loads a verified backup, proves it and brings it to this program's schema.

    `contents`: what `storage.backup.verify` found in the same file. `replace`: what is there is dropped; without it the
    database must be unused. What waited in the outbox is looked for before it is posted. Raises BackupError or
    SchemaError, and then nothing may be committed.
    """
    _admit(connection, contents, replace)
    _drop(connection)
    schema.upgrade(connection, contents.head.schema)
    _clear(connection)
    _defer(connection, True)
    try:
        _load(connection, file, contents, progress)
        _defer(connection, False)
    except DBAPIError as error:
        raise BackupError(f"a row cannot be stored here: {error.orig}") from error
    schema.upgrade(connection)
    _prove(connection, contents)
    _go_on(connection, contents)
    with Session(connection) as session:
        records.append(session, [records.Act("backup restored", "command line", {"entries": contents.log[0]})], at)
        session.flush()


def used(connection: Connection) -> bool:
    """Whether anybody has used a database: whether it has more rows than migrations make."""
    there = set(inspect(connection).get_table_names())
    return any(
        rows_of(connection, name) > STARTED.get(name, 0) for name in there & {table.name for table in all_tables()}
    ) or ("log_head" in there and connection.execute(text("SELECT seq FROM log_head")).scalar_one() > 0)


def _admit(connection: Connection, contents: Contents, replace: bool) -> None:
    if contents.head.schema not in schema.revisions():
        raise BackupError(f"it is of a newer snsbot (schema {contents.head.schema}): install that version")
    found = schema.found_in(connection)
    if found is not None and found not in schema.revisions():
        raise BackupError(f"the database is of a newer snsbot (schema {found}): nothing is replaced")
    if not replace and used(connection):
        raise BackupError("the database is in use: restore into an empty one, or replace this one with --replace")


def _drop(connection: Connection) -> None:
    names = [table.name for table in reversed(all_tables())] + ["alembic_version"]
    more = " CASCADE" if connection.dialect.name == "postgresql" else ""
    for name in names:
        connection.execute(text(f'DROP TABLE IF EXISTS "{name}"{more}'))
    if more:
        connection.execute(text("DROP FUNCTION IF EXISTS log_is_append_only() CASCADE"))


def _clear(connection: Connection) -> None:
    """Takes away the rows that migrations make: the backup has its own."""
    for name in inspect(connection).get_table_names():
        if name in STARTED and name != "alembic_version":
            connection.execute(delete(named(name)))


def _defer(connection: Connection, late: bool) -> None:
    """References are checked when all rows are there, since some lead forward."""
    if connection.dialect.name == "sqlite":
        if not late and (broken := connection.execute(text("PRAGMA foreign_key_check")).first()):
            raise BackupError(f"a row of {broken[0]} refers to a row of {broken[2]} that is not there")
        return
    if not late:
        connection.execute(text("SET CONSTRAINTS ALL IMMEDIATE"))
    ours = [table.name for table in all_tables()]
    query = text(
        "SELECT conrelid::regclass::text, conname FROM pg_constraint "
        "WHERE contype = 'f' AND conrelid::regclass::text = ANY(:ours)"
    )
    how = "DEFERRABLE INITIALLY DEFERRED" if late else "NOT DEFERRABLE"
    for table, name in connection.execute(query, {"ours": ours}).all():
        connection.execute(text(f'ALTER TABLE "{table}" ALTER CONSTRAINT "{name}" {how}'))


def _load(connection: Connection, file: BinaryIO, contents: Contents, progress: Progress) -> None:
    there = inspect(connection)
    tables = {table.name for table in all_tables()} & set(there.get_table_names())
    if missing := tables - set(contents.rows):
        raise BackupError(f"the tables {', '.join(sorted(missing))} are missing: it is damaged")
    for columns, rows in _batches(file, contents):
        known = {one["name"] for one in there.get_columns(columns.table)} if columns.table in tables else set()
        if known != {name for name, _ in columns.columns}:
            raise BackupError(f"the table {columns.table} has other columns in schema {contents.head.schema}")
        if rows:
            connection.execute(_insertion(connection, columns), rows)
            progress(len(rows))


def _batches(file: BinaryIO, contents: Contents) -> Iterator[tuple[Columns, list[dict[str, Any]]]]:
    """Each table's rows by the hundred, at least one batch (perhaps empty) for each table."""
    columns: Columns | None = None
    rows: list[dict[str, Any]] = []
    for found in read(file):
        if isinstance(found, Contents):
            if found != contents:
                raise BackupError("it was changed while it was read")
        elif isinstance(found, Columns):
            if columns:
                yield columns, rows
            columns, rows = found, []
        elif columns and isinstance(found, list):
            rows.append(_values(columns, found))
            if len(rows) >= BATCH:
                yield columns, rows
                rows = []
    if columns:
        yield columns, rows


def _values(columns: Columns, row: list[Any]) -> dict[str, Any]:
    try:
        return {name: _value(kind, value) for (name, kind), value in zip(columns.columns, row, strict=True)}
    except (TypeError, ValueError) as error:
        raise BackupError(f"a row of {columns.table} cannot be read: {error}") from error


def _value(kind: str, value: Any) -> Any:
    if value is None:
        return None
    if kind == "moment":
        return datetime.fromisoformat(value)
    return date.fromisoformat(value) if kind == "day" else value


def _insertion(connection: Connection, columns: Columns) -> Any:
    for _, kind in columns.columns:
        if kind not in TYPES:
            raise BackupError(f"the table {columns.table} has a kind of value that is not known: {kind}")
    table = Table(columns.table, MetaData(), *(Column(name, TYPES[kind]) for name, kind in columns.columns))
    if connection.dialect.name == "sqlite":
        return insert(table)
    as_json = {name: cast(bindparam(name, type_=Text()), JSON) for name, kind in columns.columns if kind == "json"}
    plain = {name: bindparam(name, type_=TYPES[kind]) for name, kind in columns.columns if kind != "json"}
    return insert(table).values(plain | as_json)


def _prove(connection: Connection, contents: Contents) -> None:
    """As many rows in each table as the backup tells, and the chain of the log whole, ending where it ended."""
    for name, told in contents.rows.items():
        found = rows_of(connection, name)
        if found != told:
            raise BackupError(f"the table {name} has {found} rows, the backup tells of {told}")
    with Session(connection) as session:
        faults = list(records.faults(session, contents.log if contents.log[0] else None))
        if faults or records.head(session) != contents.log:
            raise BackupError("the log is not whole: " + "; ".join(faults or ["it does not end where it ended"]))


def _go_on(connection: Connection, contents: Contents) -> None:
    """New ids come after all that were given; what waits may have been posted since, and is looked for first."""
    connection.execute(text("UPDATE outbox SET unsure = (1 = 1) WHERE state = 'waiting'"))
    for table in all_tables():
        if "id" not in table.c or not isinstance(table.c.id.type, Integer):
            continue
        highest = connection.execute(select(func.max(table.c.id))).scalar_one() or 0
        given = max(highest, contents.sequences.get(table.name, 0)) + (LEAP if table.name == "outbox" else 0)
        if connection.dialect.name == "sqlite":
            changed = text("UPDATE sqlite_sequence SET seq = :given WHERE name = :name")
            if (
                not connection.execute(changed, {"given": given, "name": table.name}).rowcount
                and table.name == "outbox"
            ):
                connection.execute(
                    text("INSERT INTO sqlite_sequence (name, seq) VALUES ('outbox', :given)"), {"given": given}
                )
        elif sequence := sequence_of(connection, table):
            asked = text("SELECT setval(CAST(:sequence AS regclass), :next, false)")
            connection.execute(asked, {"sequence": sequence, "next": given + 1})
