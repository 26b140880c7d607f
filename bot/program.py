"""Puts the parts together: one database, one desk, the doors, the sender, the clock, one HTTP server."""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from aiohttp import ClientSession, ClientTimeout, web

from bot.clock import Clock, ticking
from bot.door import Door
from bot.files import Links
from bot.mail import MailDoor
from bot.sender import Sender
from bot.settings import Settings, SettingsError
from bot.slack import SlackDoor
from bot.teams import TeamsDoor
from bot.web import WebDoor
from guideline import ask, check, clauses, examples, incident, organisation, policy
from guideline.clauses import Guideline, GuidelineError
from guideline.organisation import Organisation
from handlers import checking, incident_tick, policy_tick, retention, review, seal
from handlers.desk import Desk
from storage import schema
from storage.database import Database, open_database

log = logging.getLogger(__name__)

OUTBOUND_TIMEOUT = 10.0  # seconds for one call to a platform
LARGEST_REQUEST = 2 * 1024 * 1024  # bytes; Slack and Teams send far less
LARGEST_WITH_FILES = 30 * 1024 * 1024
"""The playground's page sends files in its requests; it answers to this machine only."""


@dataclass
class OrganisationFile:
    """The organisation as its file says now: read again when the file changed, the old one kept if it is bad."""

    path: Path
    guideline: Guideline
    _stamp: tuple[int, int] = (0, 0)
    _loaded: Organisation | None = None

    def current(self) -> Organisation:
        """The newest organisation that could be loaded. Raises GuidelineError if none ever could."""
        stamp = self._stamp
        try:
            found = self.path.stat()
            stamp = (found.st_mtime_ns, found.st_size)
        except OSError as error:
            if self._loaded is None:
                raise GuidelineError(f"{self.path}: not readable: {error}") from error
        if self._loaded is None or stamp != self._stamp:
            self._reload(stamp)
        assert self._loaded is not None
        return self._loaded

    def _reload(self, stamp: tuple[int, int]) -> None:
        try:
            self._loaded = organisation.load(self.path, self.guideline)
        except GuidelineError as error:
            if self._loaded is None:
                raise
            log.error("the organisation file is bad, the one before it stays in force: %s", error)
        self._stamp = stamp


@dataclass
class Program:
    """A running bot. `url` is where its HTTP server listens."""

    desk: Desk
    database: Database
    doors: dict[str, Door]
    sender: Sender
    clock: Clock
    url: str

    async def tick(self) -> None:
        """What the clock does at each tick: whatever is due on the desk's day."""
        await review.tick(self.desk)
        await checking.tick(self.desk)
        await retention.tick(self.desk)
        await seal.tick(self.desk)
        await policy_tick.tick(self.desk)
        await self.soon()

    async def soon(self) -> None:
        """What cannot wait for the next minute: who was told of trouble, and who was not."""
        await incident_tick.tick(self.desk)

    async def advance(self, seconds: float) -> datetime:
        """Moves business time forward and ticks once (playground)."""
        self.clock.offset += timedelta(seconds=seconds)
        await self.tick()
        self.sender.wake()
        return self.clock.now()


@asynccontextmanager
async def open_program(
    settings: Settings, *, playground: bool = False, stop_after: float = 10.0, clock: Clock | None = None
) -> AsyncIterator[Program]:
    """A running bot with every configured door; the playground's only with `playground` and on loopback.

    The schema must be there (`storage.schema.migrate`). On leaving, no new events are taken, those taken
    are finished, and what waits in the outbox stays there.
    """
    await schema.check(settings.database_url)
    clock = clock or Clock()
    guideline = clauses.load(settings.guideline)
    people = OrganisationFile(settings.organisation, guideline)
    people.current()
    reader = await asyncio.to_thread(ask.load_reader, settings.guideline, guideline, settings.meaning)
    suspects = await asyncio.to_thread(examples.load_suspects, settings.guideline, settings.meaning)
    checker = check.load_checker(settings.guideline, guideline, reader.words, suspects)
    database = open_database(settings.database_url)
    waking: list[Callable[[], None]] = []
    form = policy.load(settings.guideline, guideline) if (settings.guideline / policy.FILE).exists() else None
    incidents = incident.load(settings.guideline, guideline)
    desk = Desk(clock.now, guideline, people.current, reader, checker, database, incidents, _all(waking), form)
    links = Links(database, settings.teams.app_password if settings.teams else "", settings.public_url)
    async with ClientSession(timeout=ClientTimeout(total=OUTBOUND_TIMEOUT), trust_env=False) as session:
        doors: dict[str, Door] = {}
        sender = Sender(database, doors)
        waking.append(sender.wake)
        program = Program(desk, database, doors, sender, clock, "")
        if settings.slack:
            doors["slack"] = SlackDoor(desk, settings.slack, session, links)
        if settings.teams:
            doors["teams"] = TeamsDoor(desk, settings.teams, session, links)
        if settings.mail:
            doors["mail"] = MailDoor(settings.mail, lambda: datetime.now(UTC))
        if playground and settings.on_loopback:
            doors["web"] = WebDoor(desk, program.advance, links)
        runner = web.AppRunner(_application(program, links), shutdown_timeout=stop_after, access_log=None)
        await runner.setup()
        try:
            await web.TCPSite(runner, settings.host, settings.port).start()
        except OSError as error:
            await runner.cleanup()
            await database.close()
            address = f"{settings.host}:{settings.port}"
            raise SettingsError(f"HOST, PORT: cannot listen on {address} ({error.strerror}); set another") from error
        program.url = _url(runner, settings.host)
        if settings.on_loopback and not links.base:
            links.base = program.url
        for door in doors.values():
            await door.start()
        await sender.start()
        try:
            async with ticking(program.tick, program.soon):
                yield program
        finally:
            for door in doors.values():
                await door.stop()
            await runner.cleanup()
            await sender.stop()
            await database.close()


def _all(acts: list[Callable[[], None]]) -> Callable[[], None]:
    def act() -> None:
        for one in acts:
            one()

    return act


def _application(program: Program, links: Links) -> web.Application:
    largest = LARGEST_WITH_FILES if "web" in program.doors else LARGEST_REQUEST
    application = web.Application(client_max_size=largest)
    application.add_routes(links.routes())
    for door in program.doors.values():
        application.add_routes(door.routes())

    async def healthy(_request: web.Request) -> web.Response:
        return web.json_response({"ok": True, "at": datetime.now(UTC).isoformat(), "doors": sorted(program.doors)})

    application.add_routes([web.get("/healthz", healthy)])
    return application


def _url(runner: web.AppRunner, host: str) -> str:
    return f"http://{host}:{runner.addresses[0][1]}"
