"""Databases of every schema that was released, with rows of real conversations, brought to the newest one.

The dumps in `data/schemas` were made by running conversations on the versions of that time: 0001 when it was the
only migration, 0004 before evaluation came.
"""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import asyncpg
import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import make_url, text
from sqlalchemy.engine import Connection
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session
from sqlmodel import SQLModel

from storage import records, schema
from storage.database import with_connection
from tests.conftest import fresh_database

SCHEMAS = Path(__file__).parent / "data" / "schemas"
RELEASED = ("0001", "0004")
KINDS = ("sqlite", "postgresql")
ROOT = Path(__file__).parent.parent
MIGRATE_SLOWLY = """
import asyncio, sys, time
from alembic import op
from storage import schema
real = op.create_index
def slowly(*a, **k):
    real(*a, **k)
    print("made", a[0], flush=True)
    time.sleep(0.05)
op.create_index = slowly
asyncio.run(schema.migrate(sys.argv[1]))
"""


def _dump(name: str, kind: str) -> str:
    return (SCHEMAS / f"{name}.{kind}.sql").read_text(encoding="utf-8")


@asynccontextmanager
async def old_database(request: pytest.FixtureRequest, name: str, kind: str, folder: Path) -> AsyncIterator[str]:
    """A database as it was under schema `name`."""
    if kind == "sqlite":
        file = folder / f"{name}.sqlite3"
        connection = sqlite3.connect(file)
        connection.executescript(_dump(name, kind))
        connection.close()
        yield f"sqlite:///{file}"
        return
    async with fresh_database(request, kind, folder) as url:
        plain = make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
        raw = await asyncpg.connect(plain)
        await raw.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public")
        await raw.execute(_dump(name, kind))
        await raw.close()
        yield url


def _rows(connection: Connection) -> dict[str, list[tuple[object, ...]]]:
    """Every row of the first tables by what each version of them has."""
    told = {
        "member": "id, platform, team, account, person, name",
        "payload": "id, kind, subject, CAST(body AS TEXT), salt",
        "outbox": "id, thread, position, kind, platform, payload_id, edits, state, posted_channel, posted_id",
        "question": "id, payload_id, mode, chosen",
        "ticket": "id, asker_id, office, state, question_payload, answer_payload, notice_id",
        "log_entry": "seq, act, person, digest, previous, hash",
        "done": "key, payload_id",
    }
    return {
        table: [tuple(row) for row in connection.execute(text(f"SELECT {columns} FROM {table} ORDER BY 1"))]
        for table, columns in told.items()
    }


def _differences(connection: Connection) -> list[object]:
    context = MigrationContext.configure(connection, opts={"compare_type": False})
    return [one for one in compare_metadata(context, SQLModel.metadata) if "alembic_version" not in str(one)]


def _log_faults(connection: Connection) -> list[str]:
    return list(records.faults(Session(connection)))


def _sqlite_whole(connection: Connection) -> list[object]:
    if connection.dialect.name != "sqlite":
        return []
    made = connection.execute(text("SELECT sql FROM sqlite_master WHERE name = 'outbox'")).scalar_one()
    assert "AUTOINCREMENT" in made
    assert connection.execute(text("PRAGMA integrity_check")).scalar_one() == "ok"
    return list(connection.execute(text("PRAGMA foreign_key_check")))


async def _proven(url: str, before: dict[str, list[tuple[object, ...]]]) -> None:
    """The newest schema around the same rows, the log whole and closed to changes."""
    await schema.check(url)
    assert await with_connection(url, _rows) == before
    assert await with_connection(url, _differences) == []
    assert await with_connection(url, _log_faults) == []
    assert await with_connection(url, _sqlite_whole) == []
    for change in ("UPDATE log_entry SET act = 'b'", "DELETE FROM log_entry"):
        with pytest.raises(DBAPIError, match="append-only"):
            await with_connection(url, lambda connection, change=change: connection.execute(text(change)))


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", RELEASED)
async def test_a_released_schema_comes_to_the_newest_with_its_rows(
    name: str, kind: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    """`serve` refuses it before and takes it afterwards; a second migration changes nothing."""
    async with old_database(request, name, kind, tmp_path) as url:
        with pytest.raises(schema.SchemaError, match=rf"older schema \({name}\): run `snsbot migrate`"):
            await schema.check(url)
        before = await with_connection(url, _rows)
        assert all(before.values())
        await schema.migrate(url)
        await _proven(url, before)
        await schema.migrate(url)
        await _proven(url, before)


@pytest.mark.parametrize("kind", KINDS)
async def test_a_migration_that_is_killed_is_done_anew(
    kind: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    """kill -9 between two statements, three times further on: the old schema stands, and the next run gets through."""
    async with old_database(request, "0001", kind, tmp_path) as url:
        before = await with_connection(url, _rows)
        for statements in (1, 6, 15):
            _killed_after(url, statements)
            with pytest.raises(schema.SchemaError, match=r"older schema \(0001\)"):
                await schema.check(url)
            assert await with_connection(url, _rows) == before
        await schema.migrate(url)
        await _proven(url, before)


def _killed_after(url: str, statements: int) -> None:
    command = [sys.executable, "-c", MIGRATE_SLOWLY, url]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, env=dict(os.environ)) as child:
        assert child.stdout is not None
        for _ in range(statements):
            assert child.stdout.readline().startswith("made")
        child.send_signal(signal.SIGKILL)
    assert child.returncode == -signal.SIGKILL
    time.sleep(0.3)  # the server notices that its client is gone


async def test_a_newer_schema_is_refused(database_url: str) -> None:
    """With the version to install."""
    await with_connection(
        database_url, lambda connection: connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    )
    with pytest.raises(schema.SchemaError, match=r"newer snsbot \(schema 9999\): install that version"):
        await schema.check(database_url)
