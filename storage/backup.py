"""A backup: every row of one moment as compressed lines of JSON, the same from SQLite and from PostgreSQL.

The first line says what it is and of which schema. Then, for each table, a line with its name and columns and a line
for each row. The last line has the number of rows of each table, the head of the log, the sequences of ids and the
SHA-256 of all lines before it. Times are UTC in ISO 8601; JSON stays the text that it was.
"""

import gzip
import hashlib
import json
import zlib
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, BinaryIO

from sqlalchemy import JSON, Boolean, Column, Date, Integer, Table, Text, cast, func, select, text
from sqlalchemy import table as named
from sqlalchemy.engine import Connection

from storage import schema
from storage.every_table import all_tables
from storage.tables import LogHead, Moment, table_of

FORMAT = 1
BATCH = 500
LONGEST = 256 * 1024 * 1024
"""Bytes of a line; no payload comes near it."""
KINDS: tuple[tuple[type, str], ...] = (
    (Moment, "moment"), (Date, "day"), (JSON, "json"), (Boolean, "flag"), (Integer, "number"),
)  # fmt: skip
"""How a column's values are written, by its type; every other type is text."""
Row = list[Any]
Progress = Callable[[int], None]
"""Called with how many rows were done since the last call."""


class BackupError(Exception):
    """A file is no whole backup, or cannot be restored here; the text says what to do."""


@dataclass(frozen=True)
class Head:
    """The first line: schema and moment (ISO 8601, UTC)."""

    schema: str
    made_at: str


@dataclass(frozen=True)
class Contents:
    """What a backup holds: its first and its last line."""

    head: Head
    rows: dict[str, int]
    log: tuple[int, str]
    sequences: dict[str, int]
    sha256: str

    @property
    def count(self) -> int:
        """How many rows it has in all."""
        return sum(self.rows.values())


@dataclass(frozen=True)
class Columns:
    """A table's name and its columns, each with its kind; the rows that follow have their values in this order."""

    table: str
    columns: tuple[tuple[str, str], ...]


def kind_of(column: "Column[Any]") -> str:
    """How the values of a column are written."""
    return next((kind for type_, kind in KINDS if isinstance(column.type, type_)), "text")


def count(connection: Connection) -> int:
    """How many rows there are to back up now, for showing how far it is."""
    return sum(rows_of(connection, one.name) for one in all_tables())


def rows_of(connection: Connection, name: str) -> int:
    """How many rows a table has."""
    found: int = connection.execute(select(func.count()).select_from(named(name))).scalar_one()
    return found


def write(connection: Connection, file: BinaryIO, made_at: datetime, progress: Progress = lambda _: None) -> Contents:
    """Writes every row as of one moment. `connection`: in a transaction that sees one moment and only reads.

    Raises SchemaError unless the schema is this program's.
    """
    schema.check_connection(connection)
    with gzip.GzipFile(fileobj=file, mode="wb", compresslevel=6, mtime=0) as packed:
        out = _Lines(packed)
        head = Head(schema.newest(), made_at.isoformat())
        out.line({"snsbot backup": FORMAT, "schema": head.schema, "made_at": head.made_at})
        rows = {table.name: _write_table(connection, table, out, progress) for table in all_tables()}
        log = connection.execute(select(table_of(LogHead).c.seq, table_of(LogHead).c.hash)).one()
        contents = Contents(head, rows, (log.seq, log.hash), sequences(connection), out.sha256())
        out.line(
            {
                "rows": contents.rows,
                "log": contents.log,
                "sequences": contents.sequences,
                "sha256": contents.sha256,
            }
        )
    return contents


@dataclass
class _Lines:
    """Lines of JSON, hashed as they are written."""

    file: gzip.GzipFile
    hash: Any = field(default_factory=hashlib.sha256)

    def line(self, value: object) -> None:
        data = json.dumps(value, ensure_ascii=True, separators=(",", ":")).encode() + b"\n"
        self.hash.update(data)
        self.file.write(data)

    def sha256(self) -> str:
        return str(self.hash.hexdigest())


def _write_table(connection: Connection, table: Table, out: _Lines, progress: Progress) -> int:
    kinds = [(column.name, kind_of(column)) for column in table.columns]
    out.line({"table": table.name, "columns": kinds})
    # The text of a JSON value, not what it means: a NULL and a null are two things, and both come back as they were.
    wanted = [cast(column, Text) if kind_of(column) == "json" else column for column in table.columns]
    query = select(*wanted).order_by(*table.primary_key.columns)
    written = 0
    found = connection.execute(query, execution_options={"stream_results": True, "yield_per": BATCH})
    for batch in found.partitions():
        for row in batch:
            out.line([value.isoformat() if isinstance(value, date) else value for value in row])
        written += len(batch)
        progress(len(batch))
    return written


def sequences(connection: Connection) -> dict[str, int]:
    """Table → the highest id that was ever given, where the database knows it."""
    if connection.dialect.name == "sqlite":
        kept = connection.execute(text("SELECT name, seq FROM sqlite_sequence")).all()
        return {str(name): int(seq) for name, seq in kept}
    found = {}
    for table in all_tables():
        sequence = sequence_of(connection, table)
        if sequence:
            # The name is the database's own, quoted by it.
            given = text(f"SELECT CASE WHEN is_called THEN last_value ELSE 0 END FROM {sequence}")  # noqa: S608
            found[table.name] = connection.execute(given).scalar_one()
    return found


def sequence_of(connection: Connection, table: Table) -> str | None:
    """The quoted name of the sequence behind a table's ids on PostgreSQL, None where it has none."""
    if "id" not in table.c or not isinstance(table.c.id.type, Integer):
        return None
    query = text("SELECT pg_get_serial_sequence(:table, 'id')")
    found: str | None = connection.execute(query, {"table": table.name}).scalar_one()
    return found


# Reading


def read(file: BinaryIO) -> Iterator[Head | Columns | Row | Contents]:
    """The lines of a backup, checked as they come; the last is its `Contents`. Raises BackupError at the first fault.

    Only what came before a `Contents` may be trusted: read to the end before anything is done.
    """
    lines, hashed = _unpacked(file), hashlib.sha256()
    first = next(lines, b"")
    head = _head(_value(first))
    yield head
    hashed.update(first)
    rows: Counter[str] = Counter()
    current: Columns | None = None
    for line in lines:
        value = _value(line)
        if isinstance(value, dict) and "sha256" in value:
            contents = _contents(head, value, rows, current, hashed.hexdigest())
            if next(lines, None) is not None:
                raise BackupError("something follows after its end: it is damaged")
            yield contents
            return
        hashed.update(line)
        if isinstance(value, dict):
            current = _columns(value, rows)
            yield current
        elif current is None or not isinstance(value, list) or len(value) != len(current.columns):
            raise BackupError("a row does not fit its table: it is damaged")
        else:
            rows[current.table] += 1
            yield value
    raise BackupError("its end is missing: it was cut, use another backup")


def verify(file: BinaryIO, progress: Progress = lambda _: None) -> Contents:
    """Reads a backup to its end. Raises BackupError unless it is whole and unchanged."""
    for done, found in enumerate(read(file)):
        if isinstance(found, Contents):
            return found
        if done % BATCH == 0:
            progress(BATCH)
    raise AssertionError("read() ends with Contents")


def _unpacked(file: BinaryIO) -> Iterator[bytes]:
    try:
        with gzip.GzipFile(fileobj=file, mode="rb") as packed:
            while line := packed.readline(LONGEST):
                if not line.endswith(b"\n"):
                    raise BackupError("a line has no end: it is damaged")
                yield line
    except (EOFError, OSError, ValueError, zlib.error) as error:  # cut, no gzip, a bad checksum
        raise BackupError(f"cannot be unpacked ({error}): it is damaged or no backup of snsbot") from error


def _value(line: bytes) -> Any:
    try:
        return json.loads(line)
    except (ValueError, RecursionError) as error:
        raise BackupError("a line is no JSON: it is damaged or no backup of snsbot") from error


def _head(value: object) -> Head:
    if not isinstance(value, dict) or "snsbot backup" not in value:
        raise BackupError("it is no backup of snsbot")
    if value["snsbot backup"] != FORMAT:
        raise BackupError("it was made by a newer snsbot: install that version")
    return Head(str(value.get("schema")), str(value.get("made_at")))


def _columns(value: dict[str, Any], rows: "Counter[str]") -> Columns:
    try:
        found = Columns(str(value["table"]), tuple((str(name), str(kind)) for name, kind in value["columns"]))
    except (KeyError, TypeError, ValueError) as error:
        raise BackupError("a table's line cannot be read: it is damaged") from error
    if found.table in rows:
        raise BackupError(f"the table {found.table} stands twice: it is damaged")
    rows[found.table] = 0
    return found


def _contents(head: Head, value: dict[str, Any], rows: "Counter[str]", last: Columns | None, found: str) -> Contents:
    try:
        seq, hash_ = value["log"]
        told = Contents(head, dict(value["rows"]), (seq, hash_), dict(value["sequences"]), str(value["sha256"]))
    except (KeyError, TypeError, ValueError) as error:
        raise BackupError("its last line cannot be read: it is damaged") from error
    if told.sha256 != found:
        raise BackupError("its SHA-256 is not the one of its lines: it was changed or damaged")
    if last is None or told.rows != dict(rows):
        raise BackupError("its numbers of rows are not those that it tells: it is damaged")
    return told
