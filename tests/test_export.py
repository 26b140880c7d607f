"""Exports of 行政文書 from real conversations: what is in them, what proves them, what a masked copy hides."""

import csv
import io
import json
import re
import zipfile
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from bot import export_command
from bot.export_command import Wanted
from bot.export_verify import COPY
from bot.settings import DEMO_ORGANISATION, GUIDELINE, Settings
from cards.export import ACTS, Row, csv_row, html_head, html_row
from storage import records
from storage.database import open_database
from storage.records import Act
from tests.conftest import fresh_database
from tests.doors import house
from tests.test_asking import passed_on
from tests.test_incident import reported_and_acknowledged

ROOT = Path(__file__).parents[1]
ALWAYS = Wanted(date(2000, 1, 1), date(2100, 1, 1))


def _rows(file: Path) -> list[dict[str, str]]:
    with zipfile.ZipFile(file) as archive:
        return list(csv.DictReader(io.StringIO(archive.read("records.csv").decode("utf-8-sig"))))


def _changed(file: Path, name: str, old: bytes, new: bytes, to: Path) -> Path:
    with zipfile.ZipFile(file) as archive, zipfile.ZipFile(to, "w") as other:
        for one in archive.namelist():
            data = archive.read(one)
            other.writestr(one, data.replace(old, new) if one == name else data)
    return to


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
async def test_an_export_is_whole_and_a_masked_one_names_nobody(
    kind: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    """By everything, by section and by case; any change is found, also against the database."""
    file, case, masked = tmp_path / "all.zip", tmp_path / "case.zip", tmp_path / "masked.zip"
    out, err = io.StringIO(), io.StringIO()
    async with fresh_database(request, kind, tmp_path) as url:
        async with house("web", url, tmp_path) as town:
            await passed_on(town)
            await reported_and_acknowledged(town)
        settings = Settings(url, GUIDELINE, DEMO_ORGANISATION, None, None, "127.0.0.1", 0)
        assert await export_command.write(settings, ALWAYS, file, False, out, err) == 0, err.getvalue()
        assert file.stat().st_mode & 0o777 == 0o600
        rows = _rows(file)
        ticket = next(row for row in rows if row["行為"] == "窓口への質問")
        assert (ticket["関係者"], ticket["保存区分"]) == ("田中 はるか", "相談")
        assert "公式アカウントの写真の保存年限" in ticket["本文"]
        assert ticket["課・室"]
        assert ticket["保存期限"]
        assert await export_command.verify(settings, file, True, out) == 0, out.getvalue()

        database = open_database(url)
        told = [Act("violation reported", "tanaka", {"violation": 1})]
        await database.write(lambda session: records.append(session, told, datetime.now(UTC)))
        await database.close()
        assert await export_command.write(settings, ALWAYS, case, False, out, err) == 0
        assert len(_rows(case)) == len(rows)

        of_case = Wanted(ALWAYS.since, ALWAYS.until, incident=1)
        assert await export_command.write(settings, of_case, case, False, out, err) == 0
        assert 0 < len(_rows(case)) < len(rows)
        assert all("incident 1" in row["対象"] for row in _rows(case))
        assert await export_command.verify(settings, case, True, out) == 0
        of_section = Wanted(ALWAYS.since, ALWAYS.until, section=ticket["課・室"])
        assert await export_command.write(settings, of_section, case, False, out, err) == 0
        assert {row["課・室"] for row in _rows(case)} == {ticket["課・室"]}
        nobody = Wanted(ALWAYS.since, ALWAYS.until, section="無い課")
        assert await export_command.write(settings, nobody, case, False, out, err) == 1

        for name, old, new in (
            ("records.csv", "写真".encode(), "書類".encode()),
            ("entries.jsonl", b'"ticket opened"', b'"ticket shut"'),
        ):
            bad = _changed(file, name, old, new, tmp_path / "bad.zip")
            assert await export_command.verify(settings, bad, False, out) == 1
        assert "records.csv is not as it was exported" in out.getvalue()
        assert "was changed after it was written" in out.getvalue()

        assert await export_command.write(settings, ALWAYS, masked, True, out, err) == 0
        assert await export_command.verify(settings, masked, True, out) == 0
    with zipfile.ZipFile(masked) as archive:
        inside = "".join(archive.read(one).decode() for one in archive.namelist())
        assert set(archive.namelist()) == COPY
        assert json.loads(archive.read("manifest.json"))["head"] is None
        assert "すべて含めていません" in archive.read("README.txt").decode("utf-8-sig")
    assert not [word for word in ("田中", "はるか", "tanaka", "森 由美", "久保") if word in inside]
    assert "■" in inside
    assert not [row["ハッシュ"] for row in rows if row["ハッシュ"] in inside]
    listed = (tmp_path / "masked.zip.masked.csv").read_text(encoding="utf-8-sig")
    assert "田中 はるか,氏名" in listed


async def test_another_databases_log_does_not_prove_an_export(request: pytest.FixtureRequest, tmp_path: Path) -> None:
    """And no zip of other things is taken for one."""
    out = io.StringIO()
    async with fresh_database(request, "sqlite", tmp_path) as url:
        settings = Settings(url, GUIDELINE, DEMO_ORGANISATION, None, None, "127.0.0.1", 0)
        bad = tmp_path / "bad.zip"
        with zipfile.ZipFile(bad, "w") as archive:
            archive.writestr("../../etc/x", "x")
        assert await export_command.verify(settings, bad, True, out) == 1
        bad.write_bytes(b"nothing")
        assert await export_command.verify(settings, bad, True, out) == 1
    assert "other files than an export has" in out.getvalue()
    assert "no export of this program" in out.getvalue()


def test_no_cell_is_a_formula_and_no_text_is_markup() -> None:
    """Whatever somebody wrote."""
    row = Row(1, "2026", "a", "=cmd()", "+u", "@x", "ticket", "", "<script>alert(1)</script>", "0")
    cells = next(csv.reader(io.StringIO(csv_row(row).decode())))
    assert [cell for cell in cells if cell.startswith(("=", "+", "@"))] == []
    page = html_head("<b>", [("<i>", "<u>")]) + html_row(replace(row, files=('attachments/<b>"x.png', "<u>")))
    assert [one for one in (b"<script>", b"<b>", b"<i>", b"<u>", b'"x') if one in page] == []


def test_every_act_of_the_log_has_its_japanese_word() -> None:
    """Reports under 8-(2) are left out of exports, and so are their acts."""
    written = set()
    for file in (file for package in ("handlers", "storage", "bot") for file in ROOT.glob(f"{package}/*.py")):
        text = file.read_text(encoding="utf-8")
        written |= set(re.findall(r'(?:work\.log|Act)\(\s*"([^"]+)"', text))
        written |= set(re.findall(r'"((?:draft|finding) (?:answered|rewritten))"', text))
    written |= {f"incident {what}" for what in ("note", "assignment", "decision")}
    assert len(written) > 50
    assert sorted(one for one in written - set(ACTS) if not one.startswith("violation ")) == []
    assert sorted(set(ACTS) - written) == []
