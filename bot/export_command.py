"""`snsbot export`: 行政文書 of a period, a section or a case as one zip that proves itself; also a masked copy."""

import json
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import IO, TextIO

from sqlalchemy.orm import Session

from bot import check_command, export_rows, export_verify
from bot.export_rows import Rows
from bot.export_zip import Bundle, read
from bot.program import OrganisationFile
from bot.settings import Settings
from cards import export as pages
from cards import sheet
from guideline import clauses
from guideline.masking import Masker
from guideline.organisation import Organisation
from handlers.desk import JAPAN
from storage import export, records, schema
from storage.database import with_session
from storage.export import FILE, Entry, Texts
from storage.whole import appearing

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
class _Job:
    """One export: what is wanted, of which city and organisation, whether masked, and beside what it is made."""

    wanted: Wanted
    city: str
    organisation: Organisation
    settings: Settings
    masked: bool
    folder: Path

    @property
    def title(self) -> str:
        return f"{self.city} 行政文書" + ("（公開用・一部塗りつぶし）" if self.masked else "")

    def masker(self, names: dict[str, str]) -> Masker | None:
        """With everybody's names, None where nothing is blacked out."""
        if not self.masked:
            return None
        return Masker.of(check_command.open_checker(self.settings), [*names.values(), *names])


@dataclass
class _Count:
    """How many entries and files went in, and from which number on."""

    entries: int = 0
    files: int = 0
    left_out: int = 0
    first: int = 0


async def write(settings: Settings, wanted: Wanted, file: Path, masked: bool, out: TextIO, err: TextIO) -> int:
    """Writes the zip, and with `masked` the list of what was masked beside it. 1 where nothing was written.

    Under its name the file is whole, and only its owner reads it; what stood there before stays until then.
    """
    guideline = clauses.load(settings.guideline)
    organisation = OrganisationFile(settings.organisation, guideline).current()
    if wanted.section and wanted.section not in organisation.units:
        print(f"--section: {wanted.section} is no section of the organisation file", file=err)
        return 1
    await schema.check(settings.database_url)
    job = _Job(wanted, guideline.city, organisation, settings, masked, file.parent)
    try:
        with ExitStack() as files:
            zipped = files.enter_context(appearing(file))
            hidden = files.enter_context(appearing(_list_beside(file))) if masked else None
            found = await with_session(settings.database_url, lambda session: _write(session, job, zipped, hidden))
    except OSError as error:
        print(f"{file}: cannot be written ({error.strerror or error})", file=err)
        return 1
    told = f"{file}: {found.entries} entries, {found.files} attachments"
    told += f" ({found.left_out} entries' attachments left out); what was masked: {_list_beside(file)}" * masked
    print(told, file=out)
    return 0


async def verify(settings: Settings, file: Path, database: bool, out: TextIO) -> int:
    """Says what is wrong with an export, with `database` also against the log there. 0 when nothing is."""
    faults, count = export_verify.faults_of(file)
    if database and not faults:
        await schema.check(settings.database_url)
        faults = await with_session(
            settings.database_url, lambda session: export_verify.against_database(session, file)
        )
    print("\n".join(faults) if faults else f"{file}: whole, {count} entries of the log", file=out)
    return 1 if faults else 0


def _write(session: Session, job: _Job, out: IO[bytes], hidden: IO[bytes] | None) -> _Count:
    """The whole zip, from one moment of the database."""
    head, made = records.head(session), datetime.now(UTC).isoformat(timespec="seconds")
    facts = _facts(job, head, made)
    with Bundle(out, job.folder) as bundle:
        count = _pages(session, job, bundle, facts, hidden)
        if not job.masked:
            bundle.add("links.jsonl", _links(session, count))
        bundle.add("README.txt", [pages.readme(job.title, facts, job.masked)])
        manifest = {
            "format": export_verify.FORMAT, "version": export_verify.VERSION, "title": job.title,
            "scope": job.wanted.told(), "made": made, "masked": job.masked, "entries": count.entries,
            "attachments": count.files, "head": None if job.masked else head,
        }  # fmt: skip
        bundle.finish(manifest)
    return count


def _facts(job: _Job, head: tuple[int, str], made: str) -> list[tuple[str, str]]:
    facts = [
        ("範囲", job.wanted.told()),
        ("作成", made),
        ("含まないもの", "違反行為の報告（8-(2)）。報告者の保護のため" + ("。添付" if job.masked else "")),
    ]
    # A masked copy has no hash of the log: trying every person and moment against one gives back who it was.
    return facts + ([] if job.masked else [("記録の末尾", f"{head[0]} {head[1]}")])


def _pages(
    session: Session, job: _Job, bundle: Bundle, facts: list[tuple[str, str]], hidden: IO[bytes] | None
) -> _Count:
    """Reads every entry once; the pages and the proof grow beside the zip while the files go into it."""
    names = export.names(session) | {person.id: person.name for person in job.organisation.people.values()}
    rows, masker, count = Rows(names, job.organisation), job.masker(names), _Count()
    table, page, proof = bundle.aside(), bundle.aside(), bundle.aside()
    table.write(pages.csv_head())
    page.write(pages.html_head(job.title, facts))
    if hidden:
        hidden.write(sheet.first(MASKED_HEAD))
    for entry in _entries(session, job):
        count.first, count.entries = count.first or entry.seq, count.entries + 1
        files = _files(session, entry, None if masker else bundle, count)
        row = rows.row(entry, tuple(files.values()))
        if masker and hidden:
            row, told = export_rows.masked(row, masker)
            hidden.writelines(sheet.line(one) for one in told)
        else:
            proof.write(export_rows.line(entry, files))
        table.write(pages.csv_row(row))
        page.write(pages.html_row(row))
    page.write(pages.HTML_TAIL)
    for name, file in (("records.csv", table), ("records.html", page), ("entries.jsonl", proof)):
        if name != "entries.jsonl" or not masker:
            bundle.add(name, read(file))
    return count


def _entries(session: Session, job: _Job) -> Iterator[Entry]:
    """The entries of the period that belong to what is wanted."""
    since = datetime.combine(job.wanted.since, time(), JAPAN)
    until = datetime.combine(job.wanted.until + timedelta(days=1), time(), JAPAN)
    section = export.of_section(session, job.wanted.section)
    with Texts(session) as texts:
        for entry in export.entries(session, since, until, texts):
            if _belongs(job, entry, *section):
                yield entry


def _belongs(job: _Job, entry: Entry, applications: set[int], accounts: set[int]) -> bool:
    if "violation" in entry.ids:
        return False  # who reported a colleague may have asked not to be named, and the log's entry names them
    wanted, person = job.wanted, job.organisation.people.get(entry.person)
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


def _files(session: Session, entry: Entry, bundle: Bundle | None, count: _Count) -> dict[str, str]:
    """Puts the files of an entry into the zip; key → name there. Without a bundle they are counted as left out."""
    if not entry.file_payload:
        return {}
    given = export.file_name(session, entry) if entry.kind == FILE else ""
    named = {}
    for place, (key, data) in enumerate(export.files(session, entry).items(), 1):
        named[key] = pages.attachment(entry.seq, place, key, given if key == FILE else "")
        if bundle:
            bundle.add(named[key], [data])
            count.files += 1
    count.left_out += bool(named and not bundle)
    return named


def _links(session: Session, count: _Count) -> Iterator[bytes]:
    if count.first:
        for link in export.links(session, count.first):
            yield json.dumps(link).encode() + b"\n"


def _list_beside(file: Path) -> Path:
    return file.with_name(f"{file.name}.masked.csv")
