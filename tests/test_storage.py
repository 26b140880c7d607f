"""The store on both databases: transactions, keys against doubles, the log, blanking."""

import asyncio
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import text
from sqlalchemy.engine import Connection
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session
from sqlmodel import SQLModel

from storage import database as databases
from storage import outbox, payloads, records, schema
from storage.database import Busy, Database, open_database, with_connection
from storage.outbox import Posted
from storage.records import Act
from storage.tables import Payload

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


async def test_what_raises_keeps_nothing(database: Database) -> None:
    """All or nothing."""

    def fail(session: Session) -> None:
        payloads.keep(session, "card", "x", {"text": "a"}, NOW)
        raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        await database.write(fail)
    assert await database.read(lambda session: session.query(Payload).count()) == 0


async def test_a_thousand_appends_at_once_do_not_fork_the_log(database: Database) -> None:
    """The head row's lock orders them."""

    async def append(number: int) -> None:
        for _ in range(20):
            try:
                return await database.write(
                    lambda session: records.append(session, [Act("a", "p", {"n": number})], NOW)
                )
            except Busy:
                await asyncio.sleep(0.05)
        raise AssertionError("never got through")

    await asyncio.gather(*(append(number) for number in range(1000)))
    assert await database.read(lambda session: list(records.faults(session))) == []
    count = await database.read(lambda session: session.execute(text("SELECT count(*) FROM log_entry")).scalar_one())
    assert count == 1000


@pytest.mark.parametrize("change", ["UPDATE log_entry SET act = 'b'", "DELETE FROM log_entry"])
async def test_the_log_refuses_changes(database: Database, change: str) -> None:
    """By triggers, whoever asks."""
    await database.write(lambda session: records.append(session, [Act("a", "p")], NOW))
    with pytest.raises(DBAPIError, match="append-only"):
        await database.write(lambda session: session.execute(text(change)))


async def test_a_changed_entry_and_a_cut_tail_are_found(database: Database) -> None:
    """Even if somebody takes the triggers away first."""
    for name in ("a", "b", "c"):
        await database.write(lambda session, name=name: records.append(session, [Act(name, "p")], NOW))

    def tamper(session: Session) -> list[str]:
        drop = "DROP TRIGGER {0}" if session.get_bind().dialect.name == "sqlite" else "DROP TRIGGER {0} ON log_entry"
        for trigger in schema.TRIGGERS:
            session.execute(text(drop.format(trigger)))
        session.execute(text("UPDATE log_entry SET act = 'x' WHERE seq = 2"))
        session.execute(text("DELETE FROM log_entry WHERE seq = 3"))
        return list(records.faults(session))

    found = await database.write(tamper)
    assert any("entry 2 was changed" in fault for fault in found)
    assert any("the head says 3" in fault for fault in found)


async def test_a_key_is_claimed_once_also_by_two_processes_at_once(database: Database, database_url: str) -> None:
    """The second waits for the first and finds what it answered."""
    other = open_database(database_url)

    def act(session: Session) -> str:
        before = payloads.claim(session, ["delivery"], NOW)
        if before is not None:
            return str(payloads.body_of(session, before.payload_id))
        kept = payloads.keep(session, "replies", "x", {"said": "once"}, NOW)
        payloads.settle(session, ["delivery"], kept.id)
        return "did it"

    try:
        said = await asyncio.gather(*(one.write(act) for one in (database, other) * 5))
    finally:
        await other.close()
    assert sorted(said) == ["did it"] + ["{'said': 'once'}"] * 9


async def test_blanking_takes_every_text_of_a_subject_and_its_salt(database: Database) -> None:
    """What stays cannot be guessed back from the digest in the log."""

    def act(session: Session) -> tuple[int, object]:
        payloads.keep(session, "ticket", "ticket:1", {"text": "a"}, NOW)
        kept = payloads.keep(session, "answer", "ticket:1", {"text": "b"}, NOW)
        payloads.keep(session, "answer", "ticket:2", {"text": "c"}, NOW, days=1)
        return payloads.blank(session, "ticket:1", NOW), session.get(Payload, kept.id)

    count, row = await database.write(act)
    assert count == 2
    assert isinstance(row, Payload)
    assert row.body is None
    assert row.salt is None
    due = await database.write(lambda session: payloads.blank_due(session, NOW + timedelta(days=2), 10))
    assert due == {"answer": 1}


async def test_what_is_over_is_blanked_in_batches_the_oldest_first(database: Database) -> None:
    """No transaction takes more than it was told to."""

    def keep(session: Session) -> None:
        for at in range(5):
            payloads.keep(session, "answer" if at % 2 else "ticket", f"ticket:{at}", {"text": "a"}, NOW, days=5 - at)

    await database.write(keep)
    later = NOW + timedelta(days=9)
    counts = [await database.write(lambda session: payloads.blank_due(session, later, 2)) for _ in range(4)]
    assert [one.total() for one in counts] == [2, 2, 1, 0]
    assert [dict(one) for one in counts[:3]] == [{"ticket": 1, "answer": 1}] * 2 + [{"ticket": 1}]


async def test_the_outbox_goes_out_in_the_order_of_each_thread(database: Database) -> None:
    """The second row of a thread is not leased before the first is sent; another thread is."""

    def fill(session: Session) -> list[int]:
        kept = payloads.keep(session, "card", "x", {"title": "a"}, NOW)
        return [
            outbox.enqueue(session, place={}, platform="web", payload_id=kept.id, at=NOW, thread=thread)
            for thread in ("one", "one", "two")
        ]

    first, second, other = await database.write(fill)
    assert {row.id for row in await database.write(lambda session: outbox.lease(session, "me"))} == {first, other}
    assert await database.write(lambda session: outbox.lease(session, "you")) == []
    sent = [Posted(first, "c", "m1"), Posted(other, error="away", wait=0.0)]
    await database.write(lambda session: outbox.settle(session, "me", sent))
    assert {row.id for row in await database.write(lambda session: outbox.lease(session, "you"))} == {second, other}


async def test_the_id_of_a_forgotten_post_never_comes_again(database: Database) -> None:
    """It is the mark by which a platform is asked whether something was posted."""

    def post(session: Session) -> int:
        kept = payloads.keep(session, "card", "x", {}, NOW, 1)
        return outbox.enqueue(session, place={}, platform="web", payload_id=kept.id, at=NOW)

    def forget(session: Session) -> None:
        payloads.blank(session, "x", NOW)
        outbox.forget_blanked(session)

    first = await database.write(post)
    await database.write(forget)
    assert await database.write(post) > first


async def test_a_posted_message_leads_to_its_first_row_however_often_it_was_edited(database: Database) -> None:
    """Others name that one: what is said in a case's thread must find the case, wherever rows lie in the table."""

    def fill(session: Session) -> list[int]:
        kept = payloads.keep(session, "card", "x", {}, NOW)
        rows = [outbox.enqueue(session, place={}, platform="web", payload_id=kept.id, at=NOW, thread="one")]
        for _ in range(3):
            new = outbox.enqueue(
                session, place={}, platform="web", payload_id=kept.id, at=NOW, thread="one", edits=rows[0]
            )
            rows.append(new)
        for row in reversed(rows):  # an update moves a row behind the others on PostgreSQL
            posted = "UPDATE outbox SET posted_channel = 'c', posted_id = 'm' WHERE id = :row"
            session.execute(text(posted), {"row": row})
        return rows

    rows = await database.write(fill)
    assert await database.read(lambda session: outbox.posted_as(session, "web", "c", "m")) == rows[0]
    assert await database.read(lambda session: outbox.posted_as(session, "web", "c", "n")) is None


async def test_a_lost_lease_marks_nothing(database: Database) -> None:
    """Whoever was too slow must not overwrite what the next holder did."""

    def act(session: Session) -> str:
        kept = payloads.keep(session, "card", "x", {"title": "a"}, NOW)
        row = outbox.enqueue(session, place={}, platform="web", payload_id=kept.id, at=NOW)
        outbox.lease(session, "me")
        outbox.settle(session, "you", [Posted(row, "c", "m")])
        return str(session.execute(text("SELECT state FROM outbox")).scalar_one())

    assert await database.write(act) == "waiting"


async def test_a_transaction_that_would_end_too_late_is_rolled_back(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is kept after the user was told to try again."""
    monkeypatch.setattr(databases, "PATIENCE", -1.0)
    with pytest.raises(Busy):
        await database.write(lambda session: payloads.keep(session, "card", "x", {}, NOW))
    assert await database.read(lambda session: session.query(Payload).count()) == 0


async def test_the_migrations_make_the_tables_of_the_code(database_url: str) -> None:
    """No difference between schema and tables, and the log's triggers are there."""

    def compare(connection: Connection) -> list[object]:
        assert set(schema.TRIGGERS) <= schema.triggers(connection)
        context = MigrationContext.configure(connection, opts={"compare_type": False})
        return list(compare_metadata(context, SQLModel.metadata))

    differences = [one for one in await with_connection(database_url, compare) if "alembic_version" not in str(one)]
    assert differences == []
    await schema.check(database_url)


async def test_a_database_without_tables_says_what_to_do(tmp_path: object) -> None:
    """`serve` refuses it."""
    with pytest.raises(schema.SchemaError, match="snsbot migrate"):
        await schema.check(f"sqlite:///{tmp_path}/empty.sqlite3")


def test_an_unknown_database_is_refused() -> None:
    """Only what is tested is supported."""
    with pytest.raises(ValueError, match="not supported"):
        open_database("mysql://localhost/x")


async def test_two_processes_that_begin_at_once_on_a_new_file_do_not_lock_each_other_out(tmp_path: Path) -> None:
    """The mode in which SQLite's readers and writer share a file is set when the file is made."""
    for at in range(20):
        url = f"sqlite:///{tmp_path / str(at)}.sqlite3"
        await schema.migrate(url)
        with closing(sqlite3.connect(tmp_path / f"{at}.sqlite3")) as connection:
            assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        both = [open_database(url), open_database(url)]
        await asyncio.gather(*(one.write(lambda session: records.head(session)) for one in both * 3))
        await asyncio.gather(*(one.close() for one in both))
