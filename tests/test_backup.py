"""Everything in one file and back, on both databases and from one to the other; damage and kills change nothing."""

import asyncio
import gzip
import hashlib
import json
import os
import stat
import threading
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from bot.__main__ import main
from bot.new_file import new_file
from bot.settings import SettingsError
from storage import backup, outbox, payloads, records, schema
from storage.backup import Columns, Contents, Head
from storage.database import current, open_database
from storage.records import Act
from storage.restore import LEAP
from tests.conftest import fresh_database
from tests.frozen_load import KINDS, counts, frozen_database, kill_during

Command = Callable[..., Any]


@pytest.fixture(params=KINDS)
async def city(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[str]:
    """A database with what people did: asked, applied, voted, reported."""
    async with frozen_database(request, request.param, tmp_path, "violations") as url:
        await schema.migrate(url)
        yield url


@pytest.fixture
async def sqlite_city(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[str]:
    """The same on SQLite, where the kind of database changes nothing."""
    async with frozen_database(request, "sqlite", tmp_path, "violations") as url:
        await schema.migrate(url)
        yield url


@pytest.fixture
def snsbot(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Command:
    """Runs a command on a database and returns its exit status and all that it said."""

    async def run(url: str, *arguments: str) -> tuple[int, str]:
        monkeypatch.setenv("DATABASE_URL", url)
        status = await asyncio.to_thread(main, list(arguments))
        said = capsys.readouterr()
        return status, said.out + said.err

    return run


def rows_of(file: Path) -> dict[str, list[dict[str, Any]]]:
    """Table → its rows as a backup has them."""
    found: dict[str, list[dict[str, Any]]] = {}
    columns = Columns("", ())
    with file.open("rb") as opened:
        for line in backup.read(opened):
            if isinstance(line, Columns):
                columns = line
                found[line.table] = []
            elif isinstance(line, list):
                names = [name for name, _ in columns.columns]
                found[columns.table].append(dict(zip(names, line, strict=True)))
            else:
                assert isinstance(line, (Head, Contents))
    return found


@pytest.mark.parametrize("to", KINDS)
async def test_what_was_kept_comes_back_row_by_row(
    city: str, to: str, request: pytest.FixtureRequest, tmp_path: Path, snsbot: Command
) -> None:
    """From each database into each: every value, the text of every JSON; the log goes on after its last entry."""
    file, again = tmp_path / "city.backup", tmp_path / "again.backup"
    assert (await snsbot(city, "backup", str(file)))[0] == 0
    async with fresh_database(request, to, tmp_path) as url:
        status, said = await snsbot(url, "restore", str(file))
        assert status == 0, said
        assert await snsbot(url, "verify-log") == (0, "the log is whole\n")
        assert (await snsbot(url, "backup", str(again)))[0] == 0
    before, after = rows_of(file), rows_of(again)
    assert sum(map(len, before.values())) > 400
    assert after["log_entry"].pop()["act"] == "backup restored"
    assert before.pop("log_head") != after.pop("log_head")
    for row in before["outbox"]:
        row["unsure"] = row["unsure"] or row["state"] == "waiting"
    assert after == before


@pytest.mark.parametrize("to", KINDS)
async def test_new_ids_come_after_all_that_were_given(
    sqlite_city: str, to: str, request: pytest.FixtureRequest, tmp_path: Path, snsbot: Command
) -> None:
    """Those of the outbox far after: a platform has the marks of what was posted since the backup."""
    file = tmp_path / "city.backup"
    await snsbot(sqlite_city, "backup", str(file))
    highest = {name: max((row["id"] for row in rows), default=0) for name, rows in rows_of(file).items()
               if name in ("payload", "outbox", "member")}  # fmt: skip

    def act(session: Session) -> dict[str, int]:
        at = current(session)
        kept = payloads.keep(session, "card", "x", {}, at, 1)
        sent = outbox.enqueue(session, place={}, platform="web", payload_id=kept.id, at=at)
        new = text("INSERT INTO member (platform, team, account, name, seen_at) "
                   "VALUES ('web', 't', 'new', '', :at) RETURNING id")  # fmt: skip
        return {"payload": kept.id, "outbox": sent, "member": session.execute(new, {"at": at}).scalar_one()}

    async with fresh_database(request, to, tmp_path) as url:
        assert (await snsbot(url, "restore", str(file)))[0] == 0
        database = open_database(url)
        given = await database.write(act)
        await database.close()
    assert given["payload"] == highest["payload"] + 1
    assert given["member"] == highest["member"] + 1
    assert given["outbox"] > highest["outbox"] + LEAP


async def test_what_was_waiting_is_looked_for_before_it_is_posted_again(
    sqlite_city: str, request: pytest.FixtureRequest, tmp_path: Path, snsbot: Command
) -> None:
    """It may have gone out after the backup was made."""
    database = open_database(sqlite_city)

    def post(session: Session) -> int:
        kept = payloads.keep(session, "card", "x", {}, current(session), 1)
        return outbox.enqueue(session, place={}, platform="web", payload_id=kept.id, at=current(session))

    waiting = await database.write(post)
    await database.close()
    await snsbot(sqlite_city, "backup", str(tmp_path / "b"))
    async with fresh_database(request, "sqlite", tmp_path) as url:
        assert (await snsbot(url, "restore", str(tmp_path / "b")))[0] == 0
        database = open_database(url)
        leased = await database.write(lambda session: outbox.lease(session, "me"))
        await database.close()
    assert [one.unsure for one in leased if one.id == waiting] == [True]


async def test_an_older_backup_is_brought_to_todays_schema(
    request: pytest.FixtureRequest, tmp_path: Path, snsbot: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is loaded into the tables of its time, which then take the steps since."""
    file = tmp_path / "old.backup"
    async with frozen_database(request, "sqlite", tmp_path, "violations") as url:
        await schema.migrate(url)
        await snsbot(url, "backup", str(file))
        before = await counts(url)
    older = {"evaluation_due", "evaluation_reminder", "evaluation", "watermark", "home_page"}
    _rewritten(file, lambda lines: _as_of("0004", older, {"account": "unplanned"}, lines))
    async with fresh_database(request, "sqlite", tmp_path) as url:
        status, said = await snsbot(url, "restore", str(file))
        assert status == 0, said
        await schema.check(url)
        assert await counts(url) == before | {"log_entry": before["log_entry"] + 1}


def _as_of(revision: str, without: set[str], dropped: dict[str, str], lines: list[Any]) -> list[Any]:
    """The lines as a program of an older schema would have written them."""
    made, table, at = [lines[0] | {"schema": revision}], "", -1
    for line in lines[1:-1]:
        if isinstance(line, dict):
            table = line["table"]
            names = [name for name, _ in line["columns"]]
            at = names.index(dropped[table]) if table in dropped else -1
            line = line | {"columns": [one for n, one in enumerate(line["columns"]) if n != at]}
        else:
            line = [one for n, one in enumerate(line) if n != at]
        if table not in without:
            made.append(line)
    end = lines[-1]
    return [*made, end | {"rows": {name: count for name, count in end["rows"].items() if name not in without}}]


def _rewritten(file: Path, change: Callable[[list[Any]], list[Any]], honest: bool = True) -> None:
    """Changes a backup's lines; with `honest` its hash is made anew, as whoever made it would have."""
    lines = change([json.loads(line) for line in gzip.decompress(file.read_bytes()).splitlines()])
    packed = [json.dumps(line, separators=(",", ":")).encode() + b"\n" for line in lines[:-1]]
    if honest:
        hashed = hashlib.sha256(b"".join(packed)).hexdigest()
        lines[-1]["sha256"] = hashed
    file.write_bytes(gzip.compress(b"".join([*packed, json.dumps(lines[-1]).encode() + b"\n"])))


async def test_a_backup_made_while_people_write_is_of_one_moment(city: str, tmp_path: Path, snsbot: Command) -> None:
    """As many entries as the head of the log says, though more come all the time."""
    stop = threading.Event()

    async def write() -> int:
        database, written = open_database(city), 0
        while not stop.is_set():
            await database.write(lambda session: records.append(session, [Act("a", "p")] * 3, current(session)))
            written += 1
        await database.close()
        return written

    busy = asyncio.create_task(asyncio.to_thread(asyncio.run, write()))
    heads = []
    for number in range(3):
        status, said = await snsbot(city, "backup", str(tmp_path / f"{number}"))
        assert status == 0, said
        with (tmp_path / f"{number}").open("rb") as file:
            contents = backup.verify(file)
        assert contents.rows["log_entry"] == contents.log[0]
        heads.append(contents.log[0])
    stop.set()
    assert await busy > 3
    assert heads[0] < heads[2]


async def test_only_the_owner_may_read_a_backup(sqlite_city: str, tmp_path: Path, snsbot: Command) -> None:
    """Whatever the umask says, also where an older file was open to all."""
    file = tmp_path / "b"
    file.write_text("old")
    file.chmod(0o644)
    await snsbot(sqlite_city, "backup", str(file))
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


async def test_a_database_in_use_is_not_written_over(city: str, tmp_path: Path, snsbot: Command) -> None:
    """Unless somebody says so twice; then the database is the backup's."""
    file = tmp_path / "b"
    await snsbot(city, "backup", str(file))
    before = await counts(city)
    status, said = await snsbot(city, "restore", str(file))
    assert (status, "the database is in use" in said) == (1, True)
    status, said = await snsbot(city, "restore", str(file), "--replace")
    assert (status, "add --yes" in said) == (1, True)
    assert await counts(city) == before
    assert (await snsbot(city, "restore", str(file), "--replace", "--yes"))[0] == 0
    assert await counts(city) == before | {"log_entry": before["log_entry"] + 1}


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda data: data[: len(data) // 2], "damaged"),
        (lambda data: data[:2000] + bytes([data[2000] ^ 1]) + data[2001:], "damaged"),
        (lambda data: data + gzip.compress(b"more\n"), "follows after its end"),
        (lambda data: b"SELECT 1;", "no backup of snsbot"),
        (lambda data: b"", "no backup of snsbot"),
        (lambda data: gzip.compress(b'{"snsbot backup":99,"schema":"0001"}\n'), "newer snsbot"),
        (lambda data: gzip.compress(b"[" * 100_000 + b"\n"), "damaged"),
        (lambda data: gzip.compress(gzip.decompress(data).rsplit(b"\n", 2)[0] + b"\n"), "its end is missing"),
    ],
)
async def test_a_damaged_backup_is_refused(
    sqlite_city: str, tmp_path: Path, snsbot: Command, change: Callable[[bytes], bytes], told: str
) -> None:
    """Before anything is done to the database, even with --replace."""
    file = tmp_path / "b"
    await snsbot(sqlite_city, "backup", str(file))
    before = await counts(sqlite_city)
    file.write_bytes(change(file.read_bytes()))
    status, said = await snsbot(sqlite_city, "restore", str(file), "--replace", "--yes")
    assert (status, told in said) == (1, True), said
    assert await counts(sqlite_city) == before


def _act_changed(lines: list[Any]) -> list[Any]:
    """Somebody made an entry of the log another's."""
    start = next(n for n, line in enumerate(lines) if isinstance(line, dict) and line.get("table") == "log_entry")
    names = [name for name, _ in lines[start]["columns"]]
    lines[start + 3][names.index("person")] = "sato"
    return lines


def _row_gone(lines: list[Any]) -> list[Any]:
    """The members are gone, to whom others refer."""
    start = next(n for n, line in enumerate(lines) if isinstance(line, dict) and line.get("table") == "member")
    del lines[start + 1 : start + 1 + lines[-1]["rows"]["member"]]
    lines[-1]["rows"]["member"] = 0
    return lines


def _newer_schema(lines: list[Any]) -> list[Any]:
    return [lines[0] | {"schema": "9999"}, *lines[1:]]


def _other_table(lines: list[Any]) -> list[Any]:
    """A table that is not ours."""
    lines.insert(1, {"table": 'x"; DROP TABLE payload; --', "columns": [["a", "text"]]})
    lines[-1]["rows"]['x"; DROP TABLE payload; --'] = 0
    return lines


@pytest.mark.parametrize(
    ("change", "told"),
    [(_act_changed, "the log is not whole"), (_row_gone, "member"), (_newer_schema, "newer snsbot"),
     (_other_table, "other columns")],
)  # fmt: skip
async def test_a_forged_backup_is_refused(
    city: str, tmp_path: Path, snsbot: Command, change: Callable[[list[Any]], list[Any]], told: str
) -> None:
    """By its hash; and where the hash was made anew, by the chain of the log and by what refers to what."""
    file = tmp_path / "b"
    await snsbot(city, "backup", str(file))
    before, whole = await counts(city), file.read_bytes()
    for honest in (False, True):
        file.write_bytes(whole)
        _rewritten(file, change, honest)
        status, said = await snsbot(city, "restore", str(file), "--replace", "--yes")
        assert (status, (told if honest else "SHA-256") in said) == (1, True), said
    assert await counts(city) == before
    assert (await snsbot(city, "verify-log"))[0] == 0


async def test_check_looks_and_touches_nothing(sqlite_city: str, tmp_path: Path, snsbot: Command) -> None:
    """`restore --check` tells what is in a file, without any database."""
    file = tmp_path / "b"
    await snsbot(sqlite_city, "backup", str(file))
    status, said = await snsbot(f"sqlite:///{tmp_path}/none.sqlite3", "restore", str(file), "--check")
    assert (status, f"schema {schema.newest()}" in said) == (0, True)
    assert not (tmp_path / "none.sqlite3").exists()


async def test_a_killed_backup_leaves_the_one_before_it(city: str, tmp_path: Path, snsbot: Command) -> None:
    """Nothing half stands under its name, and the next one goes through."""
    file = tmp_path / "b"
    await snsbot(city, "backup", str(file))
    whole = file.read_bytes()
    await kill_during(city, "SELECT", 50, "backup", str(file))
    assert file.read_bytes() == whole
    assert sorted(os.listdir(tmp_path))[:2] == [".b.part", "b"]
    assert (await snsbot(city, "backup", str(file)))[0] == 0
    with file.open("rb") as opened:
        assert backup.verify(opened).count > 400


async def test_a_killed_restore_leaves_what_was_there(city: str, tmp_path: Path, snsbot: Command) -> None:
    """Also when it was replacing everything."""
    file = tmp_path / "b"
    await snsbot(city, "backup", str(file))
    before = await counts(city)
    await kill_during(city, "INSERT", 20, "restore", str(file), "--replace", "--yes")
    assert await counts(city) == before
    assert (await snsbot(city, "verify-log"))[0] == 0


async def test_a_backup_that_cannot_be_written_says_so(sqlite_city: str, tmp_path: Path, snsbot: Command) -> None:
    """A folder that is not there; a file that another process is writing."""
    status, said = await snsbot(sqlite_city, "backup", str(tmp_path / "nowhere" / "b"))
    assert (status, "cannot be written" in said) == (1, True)
    with new_file(tmp_path / "b"):
        status, said = await snsbot(sqlite_city, "backup", str(tmp_path / "b"))
    assert (status, "another process is writing it" in said) == (1, True)


def test_an_error_while_writing_leaves_nothing(tmp_path: Path) -> None:
    """Neither under the name nor beside it."""

    def half() -> None:
        with new_file(tmp_path / "b") as file:
            file.write(b"half")
            raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        half()
    assert os.listdir(tmp_path) == []


def test_a_link_in_the_place_of_the_part_is_not_followed(tmp_path: Path) -> None:
    """Whoever can write to the folder cannot have another file written over."""
    (tmp_path / "other").write_text("kept")
    (tmp_path / ".b.part").symlink_to(tmp_path / "other")
    with pytest.raises(SettingsError, match="cannot be written"), new_file(tmp_path / "b"):
        pass
    assert (tmp_path / "other").read_text() == "kept"
