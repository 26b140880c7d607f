"""Transactions on SQLite and PostgreSQL.

What runs in a transaction is a plain function of a session, so nothing but the database can be waited
for inside it. SQLite: one writer thread (there is one writer anyway) and a few readers on WAL.
PostgreSQL: the same function runs on an asyncpg connection through SQLAlchemy's `run_sync`.
"""

import asyncio
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Protocol, TypeVar

from sqlalchemy import Engine, create_engine, event, func, make_url, select
from sqlalchemy.engine import URL, Connection
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, create_async_engine
from sqlalchemy.orm import Session

T = TypeVar("T")

PATIENCE = 2.0  # seconds within which a transaction commits or is rolled back
READERS = 3


class Busy(Exception):
    """The database did not commit within `PATIENCE` seconds; nothing was kept."""


class Database(Protocol):
    """Runs functions of a session, each in one transaction."""

    url: URL

    async def write(self, effect: Callable[[Session], T]) -> T:
        """Commits what `effect` does, or raises and keeps nothing (`Busy` after `PATIENCE` seconds)."""

    async def read(self, query: Callable[[Session], T]) -> T:
        """The answer of `query`, which must not write. Raises `Busy` where no connection can be had."""

    async def close(self) -> None:
        """Waits for what is running and closes all connections."""


def open_database(url: str) -> Database:
    """The database behind `url` (`sqlite:///file` or `postgresql+asyncpg://…`). Raises ValueError for others."""
    parsed = make_url(url)
    match parsed.get_backend_name():
        case "sqlite":
            return SQLite(parsed)
        case "postgresql":
            return PostgreSQL(parsed)
        case other:
            raise ValueError(f"DATABASE_URL: {other} is not supported; use sqlite:///FILE or postgresql+asyncpg://…")


def current(session: Session) -> datetime:
    """The time by the database's clock, for leases: processes on several machines share it."""
    if session.get_bind().dialect.name == "sqlite":
        return datetime.now(UTC)
    moment: datetime = session.execute(select(func.clock_timestamp())).scalar_one()
    return moment.astimezone(UTC)


def _in_time(deadline: float) -> None:
    if time.monotonic() > deadline:
        raise Busy


class SQLite:
    """One file, one writer thread, a few reader threads."""

    def __init__(self, url: URL) -> None:
        if url.database not in (None, "", ":memory:"):
            Path(str(url.database)).expanduser().parent.mkdir(parents=True, exist_ok=True)
        self.url = url.set(drivername="sqlite")
        self._engine = _sqlite_engine(self.url)
        self._writer = ThreadPoolExecutor(1, thread_name_prefix="sqlite-writer")
        self._readers = ThreadPoolExecutor(READERS, thread_name_prefix="sqlite-reader")

    async def write(self, effect: Callable[[Session], T]) -> T:
        """See `Database.write`."""
        deadline = time.monotonic() + PATIENCE
        return await asyncio.get_running_loop().run_in_executor(self._writer, self._write, effect, deadline)

    async def read(self, query: Callable[[Session], T]) -> T:
        """See `Database.read`."""
        return await asyncio.get_running_loop().run_in_executor(self._readers, self._read, query)

    async def close(self) -> None:
        """See `Database.close`."""
        for pool in (self._writer, self._readers):
            await asyncio.to_thread(pool.shutdown)
        self._engine.dispose()

    def _write(self, effect: Callable[[Session], T], deadline: float) -> T:
        _in_time(deadline)
        try:
            with self._engine.connect() as connection, Session(connection, expire_on_commit=False) as session:
                connection.exec_driver_sql("BEGIN IMMEDIATE")
                result = effect(session)
                session.flush()
                _in_time(deadline)
                connection.commit()
                return result
        except OperationalError as error:
            if _is_locked(error):
                raise Busy from error
            raise

    def _read(self, query: Callable[[Session], T]) -> T:
        try:
            with Session(self._engine, expire_on_commit=False) as session:
                return query(session)
        except OperationalError as error:  # readers wait for nobody, but a new connection's first pragma may
            if _is_locked(error):
                raise Busy from error
            raise


def _is_locked(error: OperationalError) -> bool:
    return "locked" in str(error.orig)


def _sqlite_engine(url: URL) -> Engine:
    arguments = {"timeout": PATIENCE, "check_same_thread": False, "isolation_level": None}
    engine = create_engine(url, connect_args=arguments, pool_size=READERS + 1)

    @event.listens_for(engine, "connect")
    def _set_pragmas(connection: Any, _record: Any) -> None:
        # FULL: a notice that was acknowledged must survive a power cut, not only a killed process.
        for pragma in ("journal_mode=WAL", "foreign_keys=ON", "synchronous=FULL"):
            connection.execute(f"PRAGMA {pragma}")

    return engine


class PostgreSQL:
    """Any number of processes; each transaction on a pooled asyncpg connection."""

    def __init__(self, url: URL) -> None:
        self.url = url.set(drivername="postgresql+asyncpg")
        milliseconds = str(int(PATIENCE * 1000))
        limits = {"lock_timeout": milliseconds, "statement_timeout": milliseconds}
        self._engine: AsyncEngine = create_async_engine(
            self.url, pool_size=8, max_overflow=8, pool_timeout=PATIENCE, pool_pre_ping=True,
            connect_args={"server_settings": limits, "timeout": PATIENCE},
        )  # fmt: skip

    async def write(self, effect: Callable[[Session], T]) -> T:
        """See `Database.write`."""
        deadline = time.monotonic() + PATIENCE

        def timed(session: Session) -> T:
            result = effect(session)
            session.flush()
            _in_time(deadline)
            return result

        try:
            async with self._session() as session, session.begin():
                return await session.run_sync(timed)
        except (PoolTimeout, OSError) as error:  # no connection to be had: too many wait, or no server answers
            raise Busy from error
        except DBAPIError as error:
            if error.connection_invalidated or "timeout" in str(error.orig).lower():
                raise Busy from error
            raise

    async def read(self, query: Callable[[Session], T]) -> T:
        """See `Database.read`."""
        async with self._session() as session:
            return await session.run_sync(query)

    async def close(self) -> None:
        """See `Database.close`."""
        await self._engine.dispose()

    def _session(self) -> AsyncSession:
        return AsyncSession(self._engine, expire_on_commit=False)


async def with_connection(url: str, act: Callable[[Connection], T]) -> T:
    """Runs `act` once on a connection of its own, for migrations; commits at its end."""
    database = open_database(url)
    try:
        if isinstance(database, PostgreSQL):
            engine = create_async_engine(database.url)
            try:
                async with engine.begin() as connection:
                    return await connection.run_sync(act)
            finally:
                await engine.dispose()
        engine_ = create_engine(database.url)
        try:
            with engine_.connect() as plain:
                # The file keeps this mode. Were it left to the first connections, two at once would lock each other
                # out: SQLite does not wait for a lock when it changes the mode.
                plain.exec_driver_sql("PRAGMA journal_mode=WAL")
            with engine_.begin() as plain:
                return act(plain)
        finally:
            engine_.dispose()
    finally:
        await database.close()


async def with_session(url: str, query: Callable[[Session], T]) -> T:
    """The answer of a query that may take long, from one moment of the database: for reports and exports."""

    def ask(connection: Connection) -> T:
        if connection.dialect.name == "sqlite":
            connection.exec_driver_sql("BEGIN")
        else:
            connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        with Session(connection, join_transaction_mode="rollback_only") as session:
            return query(session)

    return await with_connection(url, ask)
