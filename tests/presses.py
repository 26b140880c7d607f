"""Real presses, recorded while conversations run: each with the database as it was right before it."""

import sqlite3
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from cards.model import Place, Reply
from guideline.organisation import Organisation
from handlers import router
from handlers.desk import Desk
from handlers.events import Event, FormSent, Said, Sender
from handlers.readings import Readings
from storage.database import open_database
from tests.doors import House

Story = Callable[[House], Awaitable[None]]
REFUSALS = (
    "ご利用いただけません", "このボタンは使えなくなっています", "受け付け済みです", "すでに", "終わって",
)  # fmt: skip
UNCHANGED_BY_A_REFUSAL = ("log_entry", "log_head", "done", "member", "alembic_version")
"""What a refused press may leave: its entry in the log, its claim of the delivery, who pressed."""


@dataclass(frozen=True)
class Pressed:
    """A press that had its effect. `file`: the database right before it; `at`: business time then."""

    event: FormSent
    file: Path
    desk: Desk
    known: Organisation
    at: datetime


@contextmanager
def recording(town: House, folder: Path, kept: dict[str, Pressed], texts: set[str]) -> Iterator[None]:
    """Keeps the first successful press of each action while it lasts, and all that people write."""
    converse = router.converse

    async def recorded(desk: Desk, event: Event) -> list[Reply]:
        texts.update(typed(event))
        if not isinstance(event, FormSent) or event.action in kept:
            return await converse(desk, event)
        file = folder / f"{len(kept)}-{event.action}.sqlite3"
        copied(database_file(town), file)
        known, at = desk.organisation(), desk.now()
        replies = await converse(desk, event)  # a refusal is raised, and is not kept
        if succeeded(replies):
            kept.setdefault(event.action, Pressed(event, file, desk, known, at))
        return replies

    router.converse = recorded  # the one place through which every press goes
    try:
        yield
    finally:
        router.converse = converse


def typed(event: Event) -> Iterator[str]:
    """What somebody wrote, and who they are."""
    yield event.sender.name
    yield event.sender.mail
    match event:
        case Said():
            yield event.text
        case FormSent():
            yield from event.inputs.values()


def database_file(town: House) -> Path:
    """The SQLite file of a running town."""
    return Path(str(town.program.database.url.database))


def copied(source: Path, target: Path) -> None:
    """A consistent copy of a database in use."""
    with sqlite3.connect(source) as before, sqlite3.connect(target) as after:
        before.backup(after)
    before.close()
    after.close()


def succeeded(replies: Sequence[Reply]) -> bool:
    """Whether a press was neither refused nor sent back with errors."""
    return not any(reply.errors or refused(reply) for reply in replies)


def refused(reply: Reply) -> bool:
    """Whether a card says that nothing was done."""
    return any(word in reply.card.title for word in REFUSALS)


def rows(file: Path) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table that an effect would change."""
    connection = sqlite3.connect(file)
    try:
        return rows_by(lambda query: connection.execute(query).fetchall())
    finally:
        connection.close()


def rows_by(ask: Callable[[str], list[Any]]) -> dict[str, list[tuple[Any, ...]]]:
    """The same through any connection, also amid a transaction."""
    names = [row[0] for row in ask("SELECT name FROM sqlite_master WHERE type = 'table'")]
    kept = [name for name in names if name not in UNCHANGED_BY_A_REFUSAL and not name.startswith("sqlite_")]
    found = {name: [tuple(row) for row in ask(f'SELECT * FROM "{name}"')] for name in kept}
    query = "SELECT id, kind, body FROM payload WHERE kind != 'replies' AND body IS NOT NULL"
    return found | {"payload": [tuple(row) for row in ask(query)]}


@asynccontextmanager
async def again(pressed: Pressed) -> AsyncIterator[Desk]:
    """A desk on the database as it was before a press; its program has ended, and its readers with it."""
    database, readings = open_database(f"sqlite:///{pressed.file}"), Readings()
    known, at = pressed.known, pressed.at
    try:
        yield replace(
            pressed.desk, database=database, readings=readings,
            organisation=lambda: known, now=lambda: at, woken=lambda: None,
        )  # fmt: skip
    finally:
        await readings.stop()
        await database.close()


def by(pressed: Pressed, sender: Sender, number: int = 0) -> FormSent:
    """The same press by somebody else, from their own conversation with the bot."""
    own = Place(platform=sender.platform, team=sender.team, channel=f"bot-{sender.user}", direct=True)
    delivery = f"made-up-{sender.user}-{number}"
    return replace(pressed.event, sender=sender, place=own, delivery=delivery)
