"""Databases of released versions come to today's schema with all that people wrote, or stay as they were."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import text
from sqlalchemy.engine import Connection
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session
from sqlmodel import SQLModel

from bot.__main__ import main
from storage import outbox, payloads, records, schema
from storage.database import current, open_database, with_connection
from tests.doors import house
from tests.frozen_load import KINDS, VERSIONS, counts, frozen_database, kill_during

ANSWER = "文書管理規程の別表によります。"
NEW_TABLES = {"watermark": 2}
"""Rows that steps of the schema add themselves."""


@pytest.fixture(params=[(version, kind) for version in VERSIONS for kind in KINDS], ids="-".join)
async def released(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[str]:
    """A database of a released version, with what people did on it."""
    version, kind = request.param
    async with frozen_database(request, kind, tmp_path, version) as url:
        yield url


@pytest.fixture(params=KINDS)
async def first(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[str]:
    """A database of the first release."""
    async with frozen_database(request, request.param, tmp_path, "house") as url:
        yield url


async def test_what_was_kept_is_there_after_the_migration(released: str) -> None:
    """Every row, the words of a conversation, the chain of the log; and the tables are those of the code."""
    before = await counts(released)
    with pytest.raises(schema.SchemaError, match=r"older schema \(000[14]\): run `snsbot migrate`"):
        await schema.check(released)
    await schema.migrate(released)
    await schema.check(released)
    after = await counts(released)
    assert {name: after[name] for name in before} == before
    assert {name: count for name, count in after.items() if count and name not in before} == NEW_TABLES
    database = open_database(released)
    try:
        assert await database.read(lambda session: list(records.faults(session))) == []
        assert ANSWER in await database.read(_answer)
        for change in ("UPDATE log_entry SET act = 'b'", "DELETE FROM log_entry"):
            with pytest.raises(DBAPIError, match="append-only"):
                await database.write(lambda session, change=change: session.execute(text(change)))
    finally:
        await database.close()
    assert await with_connection(released, _differences) == []


def _answer(session: Session) -> str:
    return str(payloads.body_of(session, session.execute(text("SELECT answer_payload FROM ticket")).scalar_one()))


def _differences(connection: Connection) -> list[object]:
    context = MigrationContext.configure(connection, opts={"compare_type": False})
    return [one for one in compare_metadata(context, SQLModel.metadata) if "alembic_version" not in str(one)]


async def test_people_go_on_where_they_were(request: pytest.FixtureRequest, tmp_path: Path) -> None:
    """The bot on a migrated database: what was running is in the register, the next application has the next number."""
    async with frozen_database(request, "sqlite", tmp_path, "violations") as url:
        await schema.migrate(url)
        async with house("web", url, tmp_path) as town:
            await town.chat.say("mori", "台帳")
            await town.chat.sees("mori", "tsuyama_kanko1")
            await town.chat.say("tanaka", "市税の口座振替の手続を教えて")
            await town.chat.sees("tanaka", "該当条文なし")
            await town.chat.press("tanaka", "情報政策課に質問を送る")
            await town.chat.fill("tanaka", {"質問": "保存年限は？"}, "送る")
            assert "2" in await town.chat.sees("tanaka", "質問を受け付けました")
            assert await town.program.database.read(lambda session: list(records.faults(session))) == []


async def test_an_id_of_the_outbox_never_comes_again_after_the_migration(first: str) -> None:
    """Nor one that was given and deleted before it."""
    await schema.migrate(first)
    database = open_database(first)

    def post(session: Session) -> int:
        kept = payloads.keep(session, "card", "x", {}, current(session), 1)
        return outbox.enqueue(session, place={}, platform="web", payload_id=kept.id, at=current(session))

    def drop(session: Session) -> int:
        highest: int = session.execute(text("SELECT max(id) FROM outbox")).scalar_one()
        session.execute(text("DELETE FROM outbox WHERE id = :id"), {"id": highest})
        return highest

    try:
        await database.write(post)
        dropped = await database.write(drop)
        assert await database.write(post) > dropped
    finally:
        await database.close()


async def test_a_newer_database_is_refused_by_every_command(
    database_url: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """`serve`, `migrate` and `verify-log` touch nothing and name what to install."""

    def make_newer(connection: Connection) -> None:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))

    await with_connection(database_url, make_newer, writing=True)
    await _refused(monkeypatch, capsys, database_url, ("serve", "migrate", "verify-log"), "newer snsbot (schema 9999)")


async def test_an_older_database_is_refused_with_the_command_to_run(
    first: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """`serve` does not migrate by itself: whoever upgrades makes a backup first."""
    await _refused(monkeypatch, capsys, first, ("serve", "verify-log"), "run `snsbot migrate`")


async def _refused(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], url: str, commands: tuple[str, ...], told: str
) -> None:
    for name, value in (("DATABASE_URL", url), ("TEAMS_APP_ID", ""), ("HOST", "127.0.0.1"), ("PORT", "0")):
        monkeypatch.setenv(name, value)
    for command in commands:
        assert await asyncio.to_thread(main, [command]) == 1
        assert told in capsys.readouterr().err


@pytest.mark.parametrize("statements", [1, 25, 60])
async def test_a_killed_migration_leaves_what_was_before(first: str, statements: int) -> None:
    """At its first change, in the middle and late: the schema and every row are the old ones; the next run ends it."""
    before = await counts(first)
    await kill_during(first, "CREATE,ALTER,UPDATE,INSERT,DROP,DELETE", statements, "migrate")
    assert await counts(first) == before
    with pytest.raises(schema.SchemaError, match=r"older schema \(0001\)"):
        await schema.check(first)
    await schema.migrate(first)
    await schema.check(first)


async def test_two_migrations_at_once_do_not_disturb_each_other(first: str) -> None:
    """The second waits and finds nothing to do."""
    await asyncio.gather(*(asyncio.to_thread(asyncio.run, schema.migrate(first)) for _ in range(2)))
    await schema.check(first)
