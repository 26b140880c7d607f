"""Puts the parts together: one database, one desk, the doors, the sender, the clock, one HTTP server."""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from aiohttp import ClientSession, ClientTimeout, web
from aiohttp.typedefs import Handler

from bot.clock import Beats, Clock, ticking
from bot.door import Door
from bot.files import Links
from bot.health import Health
from bot.homes import Homes
from bot.mail import MailDoor
from bot.proxy import Proxy
from bot.sender import Sender
from bot.settings import Settings, SettingsError
from bot.slack import SlackDoor
from bot.teams import TeamsDoor
from bot.watch import Watch
from bot.web import WebDoor
from guideline import ask, check, clauses, evaluation, incident, learned, organisation, policy
from guideline.clauses import Guideline, GuidelineError
from guideline.organisation import Organisation
from handlers import (
    audit,
    checking,
    course_tick,
    evaluation_tick,
    incident_tick,
    policy_tick,
    retention,
    review,
    seal,
)  # fmt: skip
from handlers.desk import Desk
from storage import schema
from storage.database import Database, open_database

log = logging.getLogger(__name__)

OUTBOUND_TIMEOUT = 10.0  # seconds for one call to a platform
STOP_WITHIN = 25.0
"""Seconds in which a stop is done; what starts the program should wait some more before it kills."""
LAST_RESPONSES = 2.0  # seconds in which the last responses are written
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
        except GuidelineError:
            if self._loaded is None:
                raise
            # What is wrong may be somebody's name or address: the doctor says it to who asks.
            log.error("the organisation file is bad, the one before it stays in force: run `snsbot doctor`")
        self._stamp = stamp


@dataclass(repr=False)
class Program:
    """A running bot. `url` is where its HTTP server listens."""

    desk: Desk
    database: Database
    doors: dict[str, Door]
    sender: Sender
    clock: Clock
    url: str

    async def tick(self) -> None:
        """What the clock does at each tick: whatever is due on the desk's day.

        Raises what a part raised, after all of them had their turn: one must not hold up the others.
        """
        failed: list[Exception] = []
        for part in (
            review.tick, checking.tick, retention.tick, seal.tick, policy_tick.tick, evaluation_tick.tick,
        ):  # fmt: skip
            try:
                await part(self.desk)
            except Exception as error:  # raised below
                failed.append(error)
        await self.soon()
        if failed:
            raise failed[0] if len(failed) == 1 else ExceptionGroup("several parts of the tick failed", failed)

    async def soon(self) -> None:
        """What cannot wait for the next minute: who was told of trouble, and who was not."""
        await incident_tick.tick(self.desk)
        for row in await audit.tick(self.desk):
            log.error("a notice is unsent for more than two minutes", extra={"row": row})

    async def afterwards(self) -> None:
        """What takes longer than an answer may: charts and summaries."""
        await course_tick.tick(self.desk)

    async def advance(self, seconds: float) -> datetime:
        """Moves business time forward and ticks once (playground)."""
        self.clock.offset += timedelta(seconds=seconds)
        await self.tick()
        self.sender.wake()
        return self.clock.now()


@asynccontextmanager
async def open_program(
    settings: Settings, *, playground: bool = False, stop_within: float = STOP_WITHIN, clock: Clock | None = None
) -> AsyncIterator[Program]:
    """A running bot with every configured door; the playground's only with `playground` and on loopback.

    The schema must be there (`storage.schema.migrate`). On leaving, no new events are taken, those taken
    are finished within `stop_within` seconds, and what waits in the outbox stays there.
    """
    await schema.check(settings.database_url)
    clock, watch = clock or Clock(), Watch()
    waking: list[Callable[[], None]] = []
    drawing: list[Callable[[], None]] = []
    database = open_database(settings.database_url)
    try:
        desk = await _desk(settings, clock, database, _all(waking), _all(drawing), watch)
    except BaseException:
        await database.close()
        raise
    links = Links(database, settings.teams.app_password if settings.teams else "", settings.public_url)
    async with ClientSession(timeout=ClientTimeout(total=OUTBOUND_TIMEOUT), trust_env=False) as session:
        doors: dict[str, Door] = {}
        sender = Sender(database, doors, watch.posted)
        waking.append(sender.wake)
        homes = Homes(desk, doors)
        drawing.append(homes.wake)
        program = Program(desk, database, doors, sender, clock, "")
        _open_doors(program, settings, session, links, watch, playground)
        beats = Beats(watch.tick_failed)
        health = Health(database, doors, sender, beats, watch)
        runner = web.AppRunner(_application(program, links, health), shutdown_timeout=LAST_RESPONSES, access_log=None)
        program.url = await _listening(runner, settings, database)
        if settings.on_loopback and not links.base:
            links.base = program.url
        turning = asyncio.create_task(health.turning())
        try:
            for door in doors.values():
                await door.start()
            await sender.start()
            await homes.start()
            async with ticking(program.tick, program.soon, program.afterwards, beats):
                yield program
        finally:
            health.stopping = True
            await homes.stop()
            await _stop(program, runner, stop_within)
            turning.cancel()


async def _desk(
    settings: Settings, clock: Clock, database: Database, woken: Callable[[], None], changed: Callable[[], None],
    watch: Watch,
) -> Desk:  # fmt: skip
    guideline = clauses.load(settings.guideline)
    people = OrganisationFile(settings.organisation, guideline)
    people.current()
    reader = await asyncio.to_thread(ask.load_reader, settings.guideline, guideline, settings.meaning)
    suspects = await asyncio.to_thread(learned.suspects_of, settings.guideline, settings.meaning)
    checker = check.load_checker(settings.guideline, guideline, reader.words, suspects)
    form = policy.load(settings.guideline, guideline) if (settings.guideline / policy.FILE).exists() else None
    incidents = incident.load(settings.guideline, guideline)
    rules = evaluation.load(settings.guideline) if (settings.guideline / evaluation.FILE).exists() else None
    return Desk(
        clock.now, guideline, people.current, reader, checker, database, incidents, woken, form, rules, changed,
        watch.count,
    )  # fmt: skip


def _open_doors(
    program: Program, settings: Settings, session: ClientSession, links: Links, watch: Watch, playground: bool
) -> None:
    desk, doors, proxy = program.desk, program.doors, Proxy(settings.proxy)
    if settings.slack:
        doors["slack"] = SlackDoor(desk, settings.slack, session, links, watch, proxy)
    if settings.teams:
        doors["teams"] = TeamsDoor(desk, settings.teams, session, links, watch, proxy)
    if settings.mail:
        doors["mail"] = MailDoor(settings.mail, lambda: datetime.now(UTC))
    if playground and settings.on_loopback:
        doors["web"] = WebDoor(desk, program.advance, links, watch)


async def _listening(runner: web.AppRunner, settings: Settings, database: Database) -> str:
    """Begins to listen and returns the address. Raises SettingsError."""
    await runner.setup()
    try:
        await web.TCPSite(runner, settings.host, settings.port).start()
    except OSError as error:
        await runner.cleanup()
        await database.close()
        address = f"{settings.host}:{settings.port}"
        raise SettingsError(f"HOST, PORT: cannot listen on {address} ({error.strerror}); set another") from error
    return _url(runner, settings.host)


async def _stop(program: Program, runner: web.AppRunner, within: float) -> None:
    """New connections are refused; what was taken is finished and answered; posts under way are marked."""
    until = asyncio.get_running_loop().time() + within
    for site in list(runner.sites):
        await site.stop()
    stopping = {asyncio.create_task(door.stop()): name for name, door in program.doors.items()}
    if stopping:
        # Half of the time at most: what the doors leave behind needs some, too.
        done, late = await asyncio.wait(stopping, timeout=within / 2)
        for task in late:
            log.warning("the door %s did not finish in time", stopping[task])
            task.cancel()
        for result in await asyncio.gather(*done, *late, return_exceptions=True):
            if isinstance(result, Exception):
                log.error("a door did not stop well", exc_info=result)
    await runner.cleanup()
    await program.desk.readings.stop()
    await program.sender.stop(max(1.0, until - asyncio.get_running_loop().time()))
    await program.database.close()


def _all(acts: list[Callable[[], None]]) -> Callable[[], None]:
    def act() -> None:
        for one in acts:
            one()

    return act


@web.middleware
async def _uncompressed_only(request: web.Request, handler: Handler) -> web.StreamResponse:
    """No platform and no page of ours compresses requests; a small body that unpacks to a large one is refused."""
    if request.headers.get("Content-Encoding", "identity").lower() != "identity":
        refusal = web.Response(status=415, text="compressed requests are not taken")
        refusal.force_close()
        return refusal
    return await handler(request)


def _application(program: Program, links: Links, health: Health) -> web.Application:
    largest = LARGEST_WITH_FILES if "web" in program.doors else LARGEST_REQUEST
    application = web.Application(client_max_size=largest, middlewares=[_uncompressed_only])
    application.add_routes(links.routes())
    for door in program.doors.values():
        application.add_routes(door.routes())
    application.add_routes(health.routes())
    return application


def _url(runner: web.AppRunner, host: str) -> str:
    return f"http://{host}:{runner.addresses[0][1]}"
