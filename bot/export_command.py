"""`snsbot export`: 行政文書 of a period, a section or a case as one zip that proves itself; also a masked copy."""

import hashlib
import json
import os
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any, TextIO

from sqlalchemy.orm import Session

from bot import check_command, export_verify
from bot.program import OrganisationFile
from bot.settings import Settings
from cards import export as pages
from cards import sheet
from cards.export import Row
from guideline import clauses
from guideline.masking import Masker
from guideline.organisation import Organisation
from handlers.desk import JAPAN
from storage import export, records, schema
from storage.database import with_session
from storage.export import Entry

MASKED_HEAD = ("番号", "欄", "塗りつぶした語", "理由")


@dataclass(frozen=True)
class Wanted:
    """What is exported: days in Japan, both included, and at most one of a section and a case."""

    since: date
    until: date
    section: str = ""
    incident: int | None = None
    application: int | None = None

    def told(self) -> str:
        """For the page's head."""
        parts = [f"{self.since.isoformat()} から {self.until.isoformat()} まで"]
        parts += [f"課・室 {self.section}"] if self.section else []
        parts += [f"届出 {self.incident}"] if self.incident is not None else []
        parts += [f"申請 {self.application}"] if self.application is not None else []
        return "、".join(parts)


@dataclass(frozen=True)
class _Found:
    entries: list[Entry]
    links: list[tuple[int, str, str]]
    head: tuple[int, str]
    names: dict[str, str]


async def write(settings: Settings, wanted: Wanted, file: Path, masked: bool, out: TextIO, err: TextIO) -> int:
    """Writes the zip, and with `masked` the list of what was masked beside it. 1 where nothing was written."""
    guideline = clauses.load(settings.guideline)
    organisation = OrganisationFile(settings.organisation, guideline).current()
    if wanted.section and wanted.section not in organisation.units:
        print(f"--section: {wanted.section} is no section of the organisation file", file=err)
        return 1
    await schema.check(settings.database_url)
    found = await with_session(settings.database_url, lambda session: _find(session, wanted, organisation))
    names = found.names | {person.id: person.name for person in organisation.people.values()}
    rows = [_row(entry, names, organisation) for entry in found.entries]
    hidden: list[tuple[int, str, str, str]] = []
    if masked:
        masker = Masker.of(check_command.open_checker(settings), [*names.values(), *names])
        rows = [_masked(row, masker, hidden) for row in rows]
    data = _zip(guideline.city, wanted, found, rows, masked)
    try:
        _put(file, data)
        if masked:
            _put(_list_beside(file), sheet.as_csv(MASKED_HEAD, hidden))
    except OSError as error:
        print(f"{file}: cannot be written ({error.strerror or error})", file=err)
        return 1
    print(f"{file}: {len(rows)} entries" + (f"; what was masked: {_list_beside(file)}" if masked else ""), file=out)
    return 0


async def verify(settings: Settings, file: Path, database: bool, out: TextIO) -> int:
    """Says what is wrong with an export, with `database` also against the log there. 0 when nothing is."""
    faults, proof = export_verify.faults_of(file)
    if database and not faults:
        await schema.check(settings.database_url)
        faults = await with_session(
            settings.database_url, lambda session: export_verify.against_database(session, proof.links)
        )
    print("\n".join(faults) if faults else f"{file}: whole, {len(proof.links)} entries of the log", file=out)
    return 1 if faults else 0


def _find(session: Session, wanted: Wanted, organisation: Organisation) -> _Found:
    since = datetime.combine(wanted.since, time(), JAPAN)
    until = datetime.combine(wanted.until + timedelta(days=1), time(), JAPAN)
    applications, accounts = export.of_section(session, wanted.section)

    def belongs(entry: Entry) -> bool:
        if "violation" in entry.ids:
            return False  # who reported a colleague may have asked not to be named, and the log's entry names them
        person = organisation.people.get(entry.person)
        if wanted.incident is not None:
            return entry.ids.get("incident") == wanted.incident
        if wanted.application is not None:
            return entry.ids.get("application") == wanted.application
        return (
            not wanted.section
            or (person is not None and person.section == wanted.section)
            or entry.ids.get("application") in applications
            or entry.ids.get("account") in accounts
        )

    entries = [one for one in export.entries(session, since, until) if belongs(one)]
    links = export.links(session, entries[0].seq) if entries else []
    return _Found(entries, links, records.head(session), export.names(session))


def _row(entry: Entry, names: Mapping[str, str], organisation: Organisation) -> Row:
    person = organisation.people.get(entry.person)
    about = "、".join(f"{key} {value}" for key, value in sorted(entry.ids.items()))
    text = "\n".join(_texts(entry.body)) if entry.body is not None else ""
    until = entry.kept_until.astimezone(JAPAN).date().isoformat() if entry.kept_until else ""
    return Row(
        entry.seq, entry.at.astimezone(JAPAN).isoformat(sep=" ", timespec="seconds"), entry.act,
        names.get(entry.person, entry.person), person.section if person else "", about, entry.kind, until, text,
        entry.hash,
    )  # fmt: skip


def _texts(value: Any, name: str = "") -> Iterable[str]:
    """Every text of a body, each with the name it is kept under."""
    if isinstance(value, Mapping):
        for key, inner in value.items():
            yield from _texts(inner, str(key))
    elif isinstance(value, list):
        for inner in value:
            yield from _texts(inner, name)
    elif value not in (None, "", False):
        yield f"{name}: {value}" if name and name != "text" else str(value)


def _masked(row: Row, masker: Masker, hidden: list[tuple[int, str, str, str]]) -> Row:
    def shown(field: str, words: str) -> str:
        clean, told = masker.mask(words)
        hidden.extend((row.number, field, one.words, one.why) for one in told)
        return clean

    parties, about = shown("関係者", row.parties), shown("対象", row.about)
    return replace(row, parties=parties, about=about, text=shown("本文", row.text), hash="")


def _zip(city: str, wanted: Wanted, found: _Found, rows: list[Row], masked: bool) -> bytes:
    title = f"{city} 行政文書" + ("（公開用・一部塗りつぶし）" if masked else "")
    made = datetime.now(UTC).isoformat(timespec="seconds")
    facts = [
        ("範囲", wanted.told()),
        ("作成", made),
        ("含まないもの", "違反行為の報告（8-(2)）。報告者の保護のため"),
    ]
    # A masked copy has no hash of the log: trying every person and moment against one gives back who it was.
    facts += [] if masked else [("記録の末尾", f"{found.head[0]} {found.head[1]}")]
    proof = {
        "links": [] if masked else found.links,
        "entries": [] if masked else [_entry(one) for one in found.entries],
    }
    files = {
        "records.csv": pages.as_csv(rows),
        "records.html": pages.as_html(title, facts, rows),
        "chain.json": json.dumps(proof, ensure_ascii=False).encode(),
    }
    manifest = {
        "title": title, "scope": wanted.told(), "made": made, "masked": masked, "entries": len(rows),
        "head": None if masked else found.head,
        "files": {name: hashlib.sha256(data).hexdigest() for name, data in files.items()},
    }  # fmt: skip
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
        archive.writestr("manifest.json", json.dumps(manifest, ensure_ascii=False, indent=1))
    return out.getvalue()


def _entry(one: Entry) -> dict[str, Any]:
    kept = asdict(one) | {"at": one.at.isoformat()}
    return kept | {"kept_until": one.kept_until.isoformat() if one.kept_until else None}


def _list_beside(file: Path) -> Path:
    return file.with_name(f"{file.name}.masked.csv")


def _put(file: Path, data: bytes) -> None:
    """Under its name the file is whole, and only its owner reads it."""
    part = file.with_name(f".{file.name}.{os.getpid()}.part")
    handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with open(handle, "wb") as out:
        out.write(data)
        out.flush()
        os.fsync(out.fileno())
    os.replace(part, file)
