"""What an export carries besides its list: documents and pictures; what proves them; what a kill leaves behind."""

import csv
import io
import json
import os
import re
import signal
import subprocess
import sys
import time
import zipfile
from datetime import UTC, date, datetime
from pathlib import Path, PurePosixPath, PureWindowsPath

import pytest
from docx import Document
from hypothesis import example, given
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from bot import export_command, export_verify
from bot.export_command import Wanted
from bot.settings import DEMO_ORGANISATION, GUIDELINE, Settings
from cards import export as pages
from cards.model import Place
from handlers import router
from handlers.events import Attached, Said, Sender
from storage import export, incidents, records
from storage.database import open_database
from storage.payloads import keep
from storage.records import Act
from storage.tables import Outbox
from tests.conftest import fresh_database
from tests.doors import House, house
from tests.test_incident import reported_and_acknowledged
from tests.test_policy import whole_way

ROOT = Path(__file__).parent.parent
ALWAYS = Wanted(date(2000, 1, 1), date(2100, 1, 1))
NOW = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)
SHOT = "../../画面 <1>.png"
PICTURE = b"\x89PNG a picture of 090-1234-5678"


def settings_of(url: str) -> Settings:
    """A city with nothing but a database."""
    return Settings(url, GUIDELINE, DEMO_ORGANISATION, None, None, "127.0.0.1", 0)


async def exported(url: str, file: Path, wanted: Wanted = ALWAYS, masked: bool = False) -> list[str]:
    """Writes an export and proves it; the names of its attachments."""
    out, err = io.StringIO(), io.StringIO()
    assert await export_command.write(settings_of(url), wanted, file, masked, out, err) == 0, err.getvalue()
    assert await export_command.verify(settings_of(url), file, True, out) == 0, out.getvalue()
    with zipfile.ZipFile(file) as archive:
        return sorted(one for one in archive.namelist() if one.startswith(pages.FOLDER))


async def shown_under_the_notice(town: House) -> None:
    """久保 shows a picture under the card of the case in the office's room."""

    def message(session: Session) -> str:
        notice = incidents.notices(session, 1)[0]
        row = session.get(Outbox, notice.outbox_id)
        assert row is not None
        return str(row.posted_id)

    place = Place(platform="web", team="playground", channel="hisho-koho",
                  thread=await town.program.database.read(message))  # fmt: skip
    who = Sender("web", "playground", "kubo", "久保 美咲")
    said = Said("shot", who, place, frozenset(("private",)), text="証拠です。", how="thread",
                files=(Attached(SHOT, PICTURE),))  # fmt: skip
    await router.answer(town.program.desk, said)


def altered(file: Path, to: Path, name: str, data: bytes | None, more: dict[str, bytes] | None = None) -> Path:
    """A copy with a member changed or left out (None), or with others put in, and everything else as it was."""
    with zipfile.ZipFile(file) as archive, zipfile.ZipFile(to, "w") as other:
        for one in archive.namelist():
            if one != name:
                other.writestr(one, archive.read(one))
            elif data is not None:
                other.writestr(one, data)
        for one, data_ in (more or {}).items():
            other.writestr(one, data_)
    return to


def resealed(file: Path, to: Path, name: str, data: bytes) -> Path:
    """The same with the hashes of what it says now: as somebody does who knows the format."""
    hashed = export_verify.hashlib.sha256
    with zipfile.ZipFile(file) as archive, zipfile.ZipFile(to, "w") as other:
        for one in archive.namelist():
            if one not in (name, "hashes.txt", "manifest.json"):
                other.writestr(one, archive.read(one))
        before = hashed(archive.read(name)).hexdigest()
        hashes = archive.read("hashes.txt").replace(before.encode(), hashed(data).hexdigest().encode())
        manifest = json.loads(archive.read("manifest.json")) | {"hashes": hashed(hashes).hexdigest()}
        for one, new in ((name, data), ("hashes.txt", hashes), ("manifest.json", json.dumps(manifest).encode())):
            other.writestr(one, new)
    return to


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
async def test_documents_and_pictures_come_along_and_are_proven(
    kind: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    """The nine fields as Word, the picture of a case; by case; not in a masked copy; a changed one is found."""
    file, case, masked, bad = (tmp_path / f"{name}.zip" for name in ("all", "case", "masked", "bad"))
    async with fresh_database(request, kind, tmp_path) as url:
        async with house("web", url, tmp_path) as town:
            await whole_way(town)
            await reported_and_acknowledged(town)
            await shown_under_the_notice(town)
        names = await exported(url, file)
        of_policy = await exported(url, case, Wanted(ALWAYS.since, ALWAYS.until, application=1))
        of_case = await exported(url, case, Wanted(ALWAYS.since, ALWAYS.until, incident=1))
        assert names == sorted(of_policy + of_case)
        assert [re.sub(r"\d{8}", "N", one) for one in of_policy] == [
            "attachments/N-1-利用方針.docx", "attachments/N-2-利用承認申請書.docx",
        ]  # fmt: skip
        assert [re.sub(r"\d{8}", "N", one) for one in of_case] == ["attachments/N-1-__画面 _1_.png"]
        assert await exported(url, masked, masked=True) == []
    with zipfile.ZipFile(file) as archive:
        assert archive.read(of_case[0]) == PICTURE
        assert len(Document(io.BytesIO(archive.read(of_policy[0]))).tables) > 0
        rows = list(csv.DictReader(io.StringIO(archive.read("records.csv").decode("utf-8-sig"))))
        hashes = archive.read("hashes.txt").decode()
    submitted = next(row for row in rows if row["行為"] == "利用方針の提出" or row["添付"].endswith("申請書.docx"))
    assert submitted["添付"].split("\n") == of_policy
    assert "鶴山公園の開花状況" in submitted["本文"]
    assert submitted["保存期限"] == "アカウントの廃止か、却下・取下げの日から1,826日"
    assert all(f"  {one}\n" in hashes for one in names)
    with zipfile.ZipFile(masked) as archive:
        assert pages.NOT_HERE in archive.read("records.csv").decode()
        assert not [one for one in archive.namelist() if PICTURE in archive.read(one)]

    def faults(changed: Path) -> str:
        return "\n".join(export_verify.faults_of(changed)[0])

    number = int(of_case[0].split("/")[1].split("-")[0])
    assert "is not as it was exported" in faults(altered(file, bad, of_case[0], b"another"))
    assert "is gone" in faults(altered(file, bad, of_policy[0], None))
    assert "was put in afterwards" in faults(altered(file, bad, "", None, {"attachments/00000001-1-x.png": b"x"}))
    told = faults(resealed(file, bad, of_case[0], b"another"))
    assert told == f"the files of entry {number} are not those that were logged"
    assert "speaks of other files" in faults(altered(masked, bad, "", None, {of_case[0]: PICTURE}))


@pytest.mark.parametrize(
    "name",
    ["../../etc/x", "/etc/x", "attachments/../x", "attachments/00000001-1-a/b", "attachments/x.png", "attachments/",
     "attachments/00000001-1-a\\b", "attachments/00000001-1-C:x", "attachments/00000001-1-a\x1b[2J", "C:/x"],
)  # fmt: skip
async def test_a_zip_with_a_way_out_is_no_export(name: str, database_url: str, tmp_path: Path) -> None:
    """Whatever its hashes say; nothing is unpacked to see it."""
    file, bad = tmp_path / "a.zip", tmp_path / "bad.zip"
    await exported(database_url, file)
    faults, _ = export_verify.faults_of(altered(file, bad, "", None, {name: b"x"}))
    assert faults == ["the zip has other files than an export has"]
    assert sorted(one for one in os.listdir(tmp_path) if one.endswith(".zip")) == ["a.zip", "bad.zip"]


@given(
    st.text() | st.text(alphabet="./\\:\x00\u202e あ", min_size=1, max_size=400), st.sampled_from(("file", "policy"))
)
@example("../../etc/passwd", "file")
@example("..\\..\\boot.ini", "file")
@example("C:\\x", "file")
@example("あ" * 300 + ".png", "file")
@example("a\u202egnp.exe", "file")
@example("con", "file")
@example(".." * 100, "file")
def test_no_name_of_a_file_leads_out_of_its_folder(name: str, key: str) -> None:
    """Whoever chose it: one name below the folder, short enough for any file system, the one that `--verify` takes."""
    made = pages.attachment(7, 1, key, name)
    path, windows = PurePosixPath(made), PureWindowsPath(made)
    assert path.parts[0] == windows.parts[0] == "attachments"
    assert len(path.parts) == len(windows.parts) == 2
    assert len(path.name.encode()) < 200
    assert export_verify.ATTACHMENT.fullmatch(made)
    assert not made.endswith((".", " "))


def test_what_is_no_export_is_said_to_be_none(tmp_path: Path) -> None:
    """A cut file, an encrypted flag, JSON of another shape: a sentence each, never a traceback."""
    file = tmp_path / "a.zip"
    empty = dict.fromkeys(sorted(export_verify.COPY), b"")
    for manifest in (b"", b"[]", b"{}", b'{"format": 1, "version": 2}', b"\xff"):
        altered(_zip(file, empty), tmp_path / "b.zip", "manifest.json", manifest)
        faults, count = export_verify.faults_of(tmp_path / "b.zip")
        assert (len(faults), count) == (1, 0)
    data = bytearray(file.read_bytes())
    data[6] |= 1  # the flag of the first member says that it is encrypted
    for cut in (bytes(data), file.read_bytes()[:-30], b"PK"):
        (tmp_path / "c.zip").write_bytes(cut)
        assert len(export_verify.faults_of(tmp_path / "c.zip")[0]) == 1


def _zip(file: Path, members: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(file, "w") as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return file


async def _filled(url: str, entries: int) -> None:
    """A log of questions with their texts."""

    def fill(session: Session) -> None:
        acts = []
        for at in range(entries):
            kept = keep(session, "question", f"question:{at}", {"text": f"質問{at}" + "あ" * 200}, NOW)
            acts.append(Act("asked", "tanaka", {"question": at}, kept.digest))
        records.append(session, acts, NOW)

    database = open_database(url)
    try:
        await database.write(fill)
    finally:
        await database.close()


async def test_every_page_comes_once_and_in_order(
    database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Rows that are read in pages are neither lost nor doubled where one page ends."""
    monkeypatch.setattr(export, "PAGE", 3)
    await _filled(database_url, 10)
    await exported(database_url, tmp_path / "a.zip")
    with zipfile.ZipFile(tmp_path / "a.zip") as archive:
        rows = list(csv.DictReader(io.StringIO(archive.read("records.csv").decode("utf-8-sig"))))
        links = [json.loads(line) for line in archive.read("links.jsonl").splitlines()]
    assert [int(row["番号"]) for row in rows] == [link[0] for link in links] == list(range(1, 11))
    assert [row["本文"][:3] for row in rows] == [f"質問{at}"[:3] for at in range(10)]


async def test_an_export_that_is_killed_leaves_the_one_before(database_url: str, tmp_path: Path) -> None:
    """kill -9 in the middle: under the name stands the older one, whole; no words lie beside it but in the unfinished
    zip, which the next export takes away."""
    folder = tmp_path / "out"
    folder.mkdir()
    file = folder / "a.zip"
    await _filled(database_url, 300)
    await exported(database_url, file)
    older = file.read_bytes()
    slowly = (
        "import asyncio, io, sys, time, pathlib, bot.export_rows as r, bot.export_command as c\n"
        "from tests.test_export_files import ALWAYS, settings_of\n"
        "line = r.line\n"
        "r.line = lambda *a: (time.sleep(0.02), line(*a))[1]\n"
        "file = pathlib.Path(sys.argv[2])\n"
        "asyncio.run(c.write(settings_of(sys.argv[1]), ALWAYS, file, False, sys.stdout, sys.stderr))\n"
    )
    child = subprocess.Popen([sys.executable, "-c", slowly, database_url, str(file)], cwd=ROOT)  # noqa: ASYNC220
    until = time.monotonic() + 60
    while len(list(folder.iterdir())) < 2:
        assert time.monotonic() < until
        time.sleep(0.02)  # noqa: ASYNC251
    time.sleep(1)  # noqa: ASYNC251
    child.send_signal(signal.SIGKILL)
    assert child.wait() == -signal.SIGKILL
    (left,) = (one for one in folder.iterdir() if one != file)
    assert re.fullmatch(r"\.a\.zip\.\w+\.part", left.name)
    assert left.stat().st_mode & 0o777 == 0o600
    assert not zipfile.is_zipfile(left)
    assert file.read_bytes() == older
    os.utime(left, (0, 0))
    await exported(database_url, file)
    assert [one.name for one in folder.iterdir()] == ["a.zip"]


async def test_a_disk_that_is_full_leaves_the_one_before(
    database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The fault is said, and nothing lies around."""
    folder = tmp_path / "out"
    folder.mkdir()
    file = folder / "a.zip"
    await _filled(database_url, 5)
    await exported(database_url, file)
    older = file.read_bytes()

    def full(*_: object) -> bytes:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(pages, "html_row", full)
    out, err = io.StringIO(), io.StringIO()
    for masked in (False, True):
        assert await export_command.write(settings_of(database_url), ALWAYS, file, masked, out, err) == 1
    assert "a.zip: cannot be written (No space left on device)" in err.getvalue()
    assert file.read_bytes() == older
    assert [one.name for one in folder.iterdir()] == ["a.zip"]
