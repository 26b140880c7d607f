"""Backups of both databases, taken while the bot runs, and restored into either."""

import gzip
import hashlib
import json
import os
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.engine import Connection

from storage import backup, records, schema
from storage.backup import BackupError
from storage.database import open_database, with_connection
from storage.payloads import keep
from tests.conftest import fresh_database
from tests.doors import house

KINDS = ("sqlite", "postgresql")
ROOT = Path(__file__).parent.parent


async def _talk(url: str, folder: Path) -> None:
    """Two conversations, and a backup in the middle of the second."""
    async with house("web", url, folder) as town:
        await town.chat.say("tanaka", "昼休みに自分のインスタを更新するのは勤務時間中になりますか")
        await town.chat.sees("tanaka", "5-(10)")
        await backup.write(url, folder / "early.gz")
        await town.chat.say("tanaka", "市税の口座振替の手続を教えて")
        await town.chat.sees("tanaka", "該当条文なし")


def _lines(file: Path) -> list[object]:
    """The rows of a backup, without what names the moment."""
    told = [json.loads(line) for line in gzip.decompress(file.read_bytes()).splitlines()]
    assert "end" in told[-1]
    return told[1:-1]


@pytest.mark.parametrize("source", KINDS)
@pytest.mark.parametrize("target", KINDS)
async def test_everything_comes_back_on_either_database(
    source: str, target: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    """Row for row, the log whole, ids going on where they were, and the bot speaks on."""
    first, second = tmp_path / "first.gz", tmp_path / "second.gz"
    async with fresh_database(request, source, tmp_path) as url, fresh_database(request, target, tmp_path) as other:
        await _talk(url, tmp_path)
        told = await backup.write(url, first)
        assert backup.verify(tmp_path / "early.gz").counts["question"] < told.counts["question"]
        assert told.counts["log_entry"] == told.head[0] > 0
        assert first.stat().st_mode & 0o777 == 0o600
        assert await backup.restore(other, first) == told
        assert (await backup.write(other, second)).head == told.head
        assert _lines(second) == _lines(first)
        with pytest.raises(BackupError, match="not empty"):
            await backup.restore(other, first)
        if source != target:  # a move: the bot goes on where it was
            async with house("web", other, tmp_path) as town:
                await town.chat.say("sato", "昼休みに自分のインスタを更新するのは勤務時間中になりますか")
                await town.chat.sees("sato", "5-(10)")
                assert await town.program.database.read(lambda session: list(records.faults(session))) == []
        assert (await backup.restore(other, first, replace=True)).counts == told.counts
        assert (await backup.write(other, second)).counts == told.counts
        assert _lines(second) == _lines(first)


async def test_what_was_posted_after_the_backup_is_not_mistaken_for_what_comes(
    database_url: str, tmp_path: Path
) -> None:  # fmt: skip
    """Ids of the outbox, which are marks on the platform, go on beyond those given since, also where the newest row is
    gone when the backup is taken; what waits is looked for on the platform before it is posted."""

    def give(connection: Connection) -> None:
        for statement in (
            "INSERT INTO payload (id, kind, subject, kept_from) VALUES (90, 'card', 'x', CURRENT_TIMESTAMP)",
            "INSERT INTO outbox (thread, position, kind, platform, place, payload_id, state, attempts, created_at,"
            " due_at, ways, way, tries, unsure) VALUES ('t', 0, 'card', 'web', '{}', 90, 'sent', 0,"
            " CURRENT_TIMESTAMP, CURRENT_TIMESTAMP, '[]', 0, 0, false)",
            "INSERT INTO outbox (thread, position, kind, platform, place, payload_id, state, attempts, created_at,"
            " due_at, ways, way, tries, unsure) VALUES ('t', 1, 'notice', 'web', '{}', 90, 'waiting', 0,"
            " CURRENT_TIMESTAMP, CURRENT_TIMESTAMP, '[]', 0, 0, false)",
            "INSERT INTO outbox (thread, position, kind, platform, place, payload_id, state, attempts, created_at,"
            " due_at, ways, way, tries, unsure) VALUES ('t', 2, 'card', 'web', '{}', 90, 'sent', 0,"
            " CURRENT_TIMESTAMP, CURRENT_TIMESTAMP, '[]', 0, 0, false)",
            "DELETE FROM outbox WHERE position = 2",
        ):
            connection.execute(text(statement))

    def doubts(connection: Connection) -> list[tuple[str, bool]]:
        rows = connection.execute(text("SELECT state, unsure FROM outbox ORDER BY position"))
        return [(row.state, bool(row.unsure)) for row in rows]

    await with_connection(database_url, give)
    told = await backup.write(database_url, tmp_path / "a.gz")
    assert told.last_ids["outbox"] == 3
    assert await with_connection(database_url, doubts) == [("sent", False), ("waiting", False)]
    await backup.restore(database_url, tmp_path / "a.gz", replace=True)
    after = (await backup.write(database_url, tmp_path / "b.gz")).last_ids
    assert after == told.last_ids | {"outbox": 3 + backup.POSTED_SINCE}
    assert await with_connection(database_url, doubts) == [("sent", False), ("waiting", True)]


async def test_a_damaged_backup_changes_nothing(database_url: str, tmp_path: Path) -> None:
    """A changed row, a cut end, another schema and no backup at all are told apart from a whole one."""
    file, bad = tmp_path / "a.gz", tmp_path / "bad.gz"
    await backup.write(database_url, file)
    plain = gzip.decompress(file.read_bytes())
    newest = f'"schema":"{schema.newest()}"'.encode()
    cases = {
        "the hash is another": plain.replace(b'"table":"member"', b'"table":"member" ', 1),
        "the end is missing": plain[: plain.rindex(b'{"end"')],
        "the backup has schema 0003": _resealed(plain.replace(newest, b'"schema":"0003"', 1)),
        "no whole backup": b"nothing",
    }
    for words, changed in cases.items():
        bad.write_bytes(gzip.compress(changed))
        with pytest.raises(BackupError, match=words):
            await backup.restore(database_url, bad, replace=True)
    bad.write_bytes(file.read_bytes()[:-30])
    with pytest.raises(BackupError, match="no whole backup"):
        await backup.restore(database_url, bad, replace=True)


def _resealed(plain: bytes) -> bytes:
    """The same file with the hash of what it says now."""
    at = plain.rindex(b'{"end"')
    end = json.loads(plain[at:])
    end["end"]["sha256"] = hashlib.sha256(plain[:at]).hexdigest()
    return plain[:at] + json.dumps(end).encode() + b"\n"


async def test_a_changed_log_entry_in_a_resealed_backup_is_found(database_url: str, tmp_path: Path) -> None:
    """The chain is proven before the restore is committed."""
    database = open_database(database_url)
    try:
        for name in ("one", "two"):
            await database.write(lambda session, name=name: records.append(session, [records.Act(name, "p")], _now()))
    finally:
        await database.close()
    file = tmp_path / "a.gz"
    await backup.write(database_url, file)
    file.write_bytes(gzip.compress(_resealed(gzip.decompress(file.read_bytes()).replace(b'"one"', b'"eno"'))))
    with pytest.raises(BackupError, match="the log in the backup is not whole"):
        await backup.restore(database_url, file, replace=True)
    assert (await backup.write(database_url, tmp_path / "b.gz")).counts["log_entry"] == 2


def _now() -> datetime:
    return datetime.now(UTC)


def _parts(folder: Path) -> list[Path]:
    """What is being written, or was when it was killed."""
    return list(folder.glob(".a.gz.*.part"))


async def test_a_backup_that_is_killed_leaves_the_one_before(database_url: str, tmp_path: Path) -> None:
    """kill -9 in the middle of writing: under the name stands the older one, whole."""
    file = tmp_path / "a.gz"
    database = open_database(database_url)
    body = {"text": "あ" * 2000}
    try:
        await database.write(lambda session: [keep(session, "question", f"q:{at}", body, _now()) for at in range(200)])
    finally:
        await database.close()
    before = await backup.write(database_url, file)
    older = file.read_bytes()
    slowly = (
        "import asyncio, sys, time, storage.backup as b, pathlib\n"
        "dump = b._dump_table\n"
        "b._dump_table = lambda *a: (time.sleep(0.2), dump(*a))[1]\n"
        "asyncio.run(b.write(sys.argv[1], pathlib.Path(sys.argv[2])))\n"
    )
    child = subprocess.Popen([sys.executable, "-c", slowly, database_url, str(file)], cwd=ROOT)  # noqa: ASYNC220
    until = time.monotonic() + 30
    while not _parts(tmp_path):
        assert time.monotonic() < until
        time.sleep(0.02)  # noqa: ASYNC251
    time.sleep(0.5)  # noqa: ASYNC251
    child.send_signal(signal.SIGKILL)
    assert child.wait() == -signal.SIGKILL
    assert file.read_bytes() == older
    assert backup.verify(file) == before
    (left,) = _parts(tmp_path)
    os.utime(left, (0, 0))
    await backup.write(database_url, file)
    assert not _parts(tmp_path)
