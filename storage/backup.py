"""A backup: every row of one moment in one compressed file, which both databases can read.

The file is gzip over lines of JSON: a head (format, schema, tables), for each table its name and columns and then
one array a row, and an end (row counts, last ids, the log's head, SHA-256 of every line before it). JSON columns
are carried as the text that the database keeps.
"""

import gzip
import hashlib
import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import IO, Any

from sqlalchemy import Column, Date, Insert, Select, Table, Text, bindparam, cast, func, insert, select, text, update
from sqlalchemy.engine import Connection
from sqlalchemy.orm import Session
from sqlalchemy.types import JSON
from sqlmodel import SQLModel

from storage import records, schema
from storage.database import with_connection
from storage.tables import Moment
from storage.whole import appearing

FORMAT, VERSION = "snsbot-backup", 1
ROWS_AT_ONCE = 500
LONGEST_LINE = 64 * 1024 * 1024  # bytes; the largest row holds a document of some megabytes
BEGIN_SNAPSHOT = {
    "sqlite": "BEGIN",
    "postgresql": "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY",
}
OUTBOX, POSTED_SINCE = "outbox", 1_000_000
"""Ids of the outbox are the marks of messages on the platform: those that were given after the backup must not come
again, or a new notice would be taken for an old one. So many are left out."""
MADE_BY_MIGRATION = ("log_head", "watermark")


class BackupError(Exception):
    """A backup cannot be made or restored; the text says why and what to do."""


@dataclass(frozen=True)
class Contents:
    """What a backup holds. `last_ids`: the highest id ever given in a table; such an id must not come again."""

    schema: str
    at: str
    counts: dict[str, int]
    last_ids: dict[str, int]
    head: tuple[int, str]


async def write(url: str, file: Path) -> Contents:
    """Writes a backup of the database; under `file`'s name it stands whole or not at all.

    Raises SchemaError for a database of another schema, BackupError where the file cannot be written.
    """
    await schema.check(url)
    try:
        with _appearing(file) as out:
            return await with_connection(url, lambda connection: _dump(connection, out))
    except OSError as error:
        raise BackupError(f"{file}: cannot be written ({error.strerror or error})") from error


async def restore(url: str, file: Path, *, replace: bool = False) -> Contents:
    """Puts a backup into an empty migrated database, or with `replace` in the place of what is there.

    All in one transaction: what fails or is killed leaves the database as it was. Raises BackupError, SchemaError.
    """
    contents = verify(file)
    if contents.schema != schema.newest():
        raise BackupError(
            f"{file}: the backup has schema {contents.schema}, this program {schema.newest()}: "
            "restore it with the version that made it, then run `snsbot migrate`"
        )
    if not replace:
        await schema.check(url)
    await with_connection(url, lambda connection: _restore(connection, file, contents, replace))
    return contents


def verify(file: Path) -> Contents:
    """Reads a whole backup without a database. Raises BackupError unless every line is as it was written."""
    lines = _Lines(file)
    counts: dict[str, int] = {}
    for table, _ in lines.rows():
        counts[table] = counts.get(table, 0) + 1
    contents = lines.contents()
    if counts != {name: count for name, count in contents.counts.items() if count}:
        raise BackupError(f"{file}: the rows are not as many as the backup says: take another backup")
    return contents


def _tables() -> list[Table]:
    """All of them, each after those it refers to."""
    return list(SQLModel.metadata.sorted_tables)


def _dump(connection: Connection, out: IO[bytes]) -> Contents:
    connection.exec_driver_sql(BEGIN_SNAPSHOT[connection.dialect.name])
    digest = hashlib.sha256()

    def say(value: object) -> None:
        line = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
        digest.update(line)
        out.write(line)

    at = datetime.now(UTC).isoformat(timespec="seconds")
    say({"format": FORMAT, "version": VERSION, "schema": schema.newest(), "at": at})
    counts = {table.name: _dump_table(connection, table, say) for table in _tables()}
    head = connection.execute(text("SELECT seq, hash FROM log_head")).one()
    contents = Contents(schema.newest(), at, counts, _last_ids(connection), (head.seq, head.hash))
    end = {"counts": counts, "last_ids": contents.last_ids, "head": contents.head, "sha256": digest.hexdigest()}
    out.write(json.dumps({"end": end}).encode() + b"\n")
    return contents


def _dump_table(connection: Connection, table: Table, say: Callable[[object], None]) -> int:
    columns = list(table.columns)
    say({"table": table.name, "columns": [column.name for column in columns]})
    wanted: Select[Any] = select(*(cast(one, Text) if isinstance(one.type, JSON) else one for one in columns))
    rows = connection.execution_options(yield_per=ROWS_AT_ONCE).execute(wanted.order_by(*table.primary_key.columns))
    count = 0
    for row in rows:
        say([one.isoformat() if isinstance(one, date) else one for one in row])
        count += 1
    return count


def _numbered() -> Iterator[Table]:
    """Tables whose ids the database gives."""
    for table in _tables():
        if table.autoincrement_column is not None and table.name not in ("log_entry", "log_head"):
            yield table


def _last_ids(connection: Connection) -> dict[str, int]:
    last = {}
    for table in _numbered():
        found: int = connection.execute(select(func.coalesce(func.max(table.c.id), 0))).scalar_one()
        last[table.name] = max(found, _given(connection, table.name))
    return last


def _given(connection: Connection, table: str) -> int:
    """The last id that the database's own counter gave, 0 without one."""
    if connection.dialect.name == "sqlite":
        query = select(text("seq")).select_from(text("sqlite_sequence")).where(text("name = :table"))
        return int(connection.execute(query, {"table": table}).scalar() or 0)
    sequence = _sequence(connection, table)
    if sequence is None:
        return 0
    row = connection.execute(text(f"SELECT last_value, is_called FROM {sequence}")).one()  # noqa: S608 - the server's own name
    return int(row.last_value) if row.is_called else 0


def _sequence(connection: Connection, table: str) -> str | None:
    name: str | None = connection.execute(text("SELECT pg_get_serial_sequence(:t, 'id')"), {"t": table}).scalar()
    return name


def _restore(connection: Connection, file: Path, contents: Contents, replace: bool) -> None:
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("BEGIN IMMEDIATE")
    if replace:
        schema.renew(connection)
    else:
        _must_be_empty(connection)
    for name in MADE_BY_MIGRATION:
        connection.execute(SQLModel.metadata.tables[name].delete())
    tables = {table.name: table for table in _tables()}
    for name, rows in _batches(_Lines(file).rows()):
        connection.execute(_insert(tables[name], connection.dialect.name), rows)
    _set_counters(connection, contents.last_ids)
    _doubt(connection)
    _prove(connection, contents)


def _must_be_empty(connection: Connection) -> None:
    for table in _tables():
        if table.name not in MADE_BY_MIGRATION and connection.execute(select(table).limit(1)).first() is not None:
            raise BackupError(
                f"the database is not empty ({table.name} has rows): restore into a new one after `snsbot migrate`, "
                "or say --replace to lose what it holds"
            )


def _batches(rows: Iterable[tuple[str, dict[str, Any]]]) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    name, batch = "", list[dict[str, Any]]()
    for table, row in rows:
        if batch and (table != name or len(batch) == ROWS_AT_ONCE):
            yield name, batch
            batch = []
        name = table
        batch.append(row)
    if batch:
        yield name, batch


def _insert(table: Table, dialect: str) -> Insert:
    def bound(column: Column[Any]) -> Any:
        if not isinstance(column.type, JSON):
            return bindparam(column.name, type_=column.type)
        given = bindparam(column.name, type_=Text())
        return given if dialect == "sqlite" else cast(given, column.type)

    return insert(table).values({column.name: bound(column) for column in table.columns})


def _set_counters(connection: Connection, last_ids: dict[str, int]) -> None:
    for name, last in last_ids.items():
        if not last:
            continue
        last += POSTED_SINCE if name == OUTBOX else 0
        if connection.dialect.name == "postgresql":
            sequence = _sequence(connection, name)
            connection.execute(text("SELECT setval(CAST(:s AS regclass), :last, true)"), {"s": sequence, "last": last})
        elif SQLModel.metadata.tables[name].dialect_options["sqlite"]["autoincrement"]:
            connection.execute(text("DELETE FROM sqlite_sequence WHERE name = :name"), {"name": name})
            values = {"name": name, "last": last}
            connection.execute(text("INSERT INTO sqlite_sequence (name, seq) VALUES (:name, :last)"), values)


def _doubt(connection: Connection) -> None:
    """What waited may have been posted after the backup: the sender looks for it on the platform before it posts."""
    outbox = SQLModel.metadata.tables[OUTBOX]
    connection.execute(update(outbox).where(outbox.c.state == "waiting").values(unsure=True))


def _prove(connection: Connection, contents: Contents) -> None:
    """What stands in the database now is what the backup says, and the log is whole."""
    for table in _tables():
        found = connection.execute(select(func.count()).select_from(table)).scalar_one()
        if found != contents.counts.get(table.name, 0):
            raise BackupError(f"{table.name}: {found} rows came, the backup has {contents.counts.get(table.name, 0)}")
    with Session(connection, join_transaction_mode="rollback_only") as session:
        faults = list(records.faults(session, contents.head if contents.head[0] else None))
        if faults or records.head(session) != contents.head:
            raise BackupError(f"the log in the backup is not whole: {'; '.join(faults[:3]) or 'another head'}")


class _Lines:
    """The lines of a backup, hashed as they are read."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._head: dict[str, Any] = {}
        self._end: dict[str, Any] | None = None

    def rows(self) -> Iterator[tuple[str, dict[str, Any]]]:
        """Table and values by column, in the file's order. Raises BackupError at the first fault."""
        try:
            yield from self._rows()
        except (OSError, EOFError, ValueError, KeyError, TypeError) as error:
            raise BackupError(f"{self._file}: no whole backup ({error}): take another") from error

    def contents(self) -> Contents:
        """What the file says of itself, once all rows were read."""
        if self._end is None:
            raise BackupError(f"{self._file}: the end is missing: take another backup")
        end, head = self._end, self._head
        return Contents(
            str(head["schema"]), str(head["at"]), dict(end["counts"]), dict(end["last_ids"]),
            (int(end["head"][0]), str(end["head"][1])),
        )  # fmt: skip

    def _rows(self) -> Iterator[tuple[str, dict[str, Any]]]:
        digest = hashlib.sha256()
        table: Table | None = None
        with gzip.open(self._file, "rb") as lines:
            first = lines.readline(LONGEST_LINE)
            digest.update(first)
            self._begin(json.loads(first))
            while line := lines.readline(LONGEST_LINE):
                value = json.loads(line)
                if isinstance(value, dict) and "end" in value:
                    self._finish(value["end"], digest.hexdigest(), lines.readline(LONGEST_LINE))
                    return
                digest.update(line)
                if isinstance(value, dict):
                    table = _table(value)
                elif table is not None:
                    yield table.name, _values(table, value)

    def _begin(self, head: dict[str, Any]) -> None:
        if head["format"] != FORMAT or head["version"] != VERSION:
            raise ValueError("another format")
        self._head = head

    def _finish(self, end: dict[str, Any], digest: str, rest: bytes) -> None:
        if end["sha256"] != digest or rest:
            raise ValueError("the hash is another")
        self._end = end


def _table(told: dict[str, Any]) -> Table:
    table = SQLModel.metadata.tables.get(told["table"])
    if table is None or told["columns"] != [column.name for column in table.columns]:
        raise ValueError(f"{told['table']}: not a table of this schema; restore it with the version that made it")
    return table


def _values(table: Table, row: list[Any]) -> dict[str, Any]:
    return {column.name: _value(column, one) for column, one in zip(table.columns, row, strict=True)}


def _value(column: Column[Any], value: Any) -> Any:
    if value is None:
        return None
    if isinstance(column.type, Moment):
        return datetime.fromisoformat(value)
    return date.fromisoformat(value) if isinstance(column.type, Date) else value


@contextmanager
def _appearing(file: Path) -> Iterator[IO[bytes]]:
    """The same as `whole.appearing`, compressed."""
    with appearing(file) as raw, gzip.GzipFile("", "wb", 6, raw, mtime=0) as out:
        yield out  # type: ignore[misc]
