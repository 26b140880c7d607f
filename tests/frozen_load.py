"""Databases of released versions, as `tests.frozen` wrote them, for tests of what comes after them."""

import asyncio
import os
import signal
import sqlite3
import sys
from contextlib import closing
from pathlib import Path

import asyncpg
import pytest
from sqlalchemy import text
from sqlalchemy.engine import Connection, make_url

from storage.database import with_connection
from tests.conftest import fresh_database

FOLDER = Path(__file__).parent / "data" / "schemas"
VERSIONS = ("house", "violations")
"""The first release (schema 0001, before its outbox was mended) and the one with trouble and violations (0004)."""
KINDS = ("sqlite", "postgresql")


class frozen_database(fresh_database):
    """A released version's database of a kind: `async with frozen_database(...) as url`."""

    def __init__(self, request: pytest.FixtureRequest, kind: str, folder: Path, version: str) -> None:
        super().__init__(request, kind, folder)
        self._script = FOLDER / f"{version}.{kind}.sql"

    async def prepare(self, url: str) -> None:
        """Loads the frozen rows instead of making today's tables."""
        script = self._script.read_text(encoding="utf-8")
        if self._kind == "sqlite":
            with closing(sqlite3.connect(str(make_url(url).database))) as connection:
                connection.executescript(script)
                connection.execute("PRAGMA journal_mode=WAL")
            return
        plain = await asyncpg.connect(url.replace("+asyncpg", ""))
        try:
            await plain.execute(script)
        finally:
            await plain.close()


async def counts(url: str) -> dict[str, int]:
    """Table → how many rows it has."""

    def look(connection: Connection) -> dict[str, int]:
        query = (
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
            if connection.dialect.name == "sqlite"
            else "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
        )
        names = list(connection.execute(text(query)).scalars())
        return {one: connection.execute(text(f'SELECT count(*) FROM "{one}"')).scalar_one() for one in names}

    return await with_connection(url, look)


async def kill_during(url: str, verbs: str, statements: int, *command: str) -> None:
    """Runs a command on a database and kills it after so many statements that begin with one of the verbs."""
    arguments = (sys.executable, "-m", "tests.killed_command", verbs, str(statements), *command)
    process = await asyncio.create_subprocess_exec(
        *arguments, env=os.environ | {"DATABASE_URL": url}, stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )  # fmt: skip
    said, _ = await process.communicate()
    assert process.returncode == -signal.SIGKILL, said.decode()
