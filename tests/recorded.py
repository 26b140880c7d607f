"""Every conversation of tests/stories.py, played once a session: real presses to be pressed again, and what was logged.

Several suites need them, and playing them takes most of a minute.
"""

import io
import logging
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from aiohttp import ClientSession

from bot import logs
from tests.conftest import fresh_database
from tests.doors import House, house
from tests.presses import Pressed, copied, database_file, recording
from tests.stories import STORIES


@dataclass
class Recorded:
    """What is left of the stories.

    `kept`: the first successful press of each action. `texts`: everything that people wrote. `logged`: every line of
    the program, at its loudest. `said`: what a watcher and an auditor read, by what it is: metrics, operations log,
    errors of the outbox. `files`: each story's database at its end.
    """

    kept: dict[str, Pressed] = field(default_factory=dict)
    texts: set[str] = field(default_factory=set)
    logged: str = ""
    said: list[tuple[str, str]] = field(default_factory=list)
    files: list[Path] = field(default_factory=list)


KEY = pytest.StashKey[Recorded]()


async def recorded(request: pytest.FixtureRequest, factory: pytest.TempPathFactory) -> Recorded:
    """The stories, played through the playground's door when they are first asked for."""
    if (known := request.config.stash.get(KEY, None)) is not None:
        return known
    found = Recorded()
    with loud() as stream:
        for at, stories in enumerate(STORIES):
            folder = factory.mktemp(f"story{at}")
            async with fresh_database(request, "sqlite", folder) as url, house("web", url, folder) as town:
                with recording(town, folder, found.kept, found.texts):
                    for story in stories:
                        await story(town)
                await _read(town, folder / "end.sqlite3", found)
    found.logged = stream.getvalue()
    request.config.stash[KEY] = found
    return found


@contextmanager
def loud() -> Iterator[io.StringIO]:
    """Everything that anybody logs, at every level, in the form in which `serve` writes it."""
    stream, root = io.StringIO(), logging.getLogger()
    handler, level = logging.StreamHandler(stream), root.level
    handler.setFormatter(logs.Json())
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    try:
        yield stream
    finally:
        root.removeHandler(handler)
        root.setLevel(level)


async def _read(town: House, end: Path, found: Recorded) -> None:
    async with ClientSession() as session, session.get(f"{town.program.url}/metrics") as answer:
        found.said.append(("metrics", await answer.text()))
    copied(database_file(town), end)
    found.files.append(end)
    found.said += written(end)


def written(file: Path) -> list[tuple[str, str]]:
    """What a database holds for auditors and operators: each entry of the log, each error of the outbox."""
    connection = sqlite3.connect(file)
    try:
        entries = connection.execute("SELECT act, person, ids, digest FROM log_entry").fetchall()
        errors = connection.execute("SELECT error, out_of_order FROM outbox WHERE error IS NOT NULL").fetchall()
    finally:
        connection.close()
    return [("operations log", " ".join(map(str, row))) for row in entries] + [
        ("outbox", " ".join(map(str, row))) for row in errors
    ]
