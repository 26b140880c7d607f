"""Proves an export: each file against its hash, each entry and its files against the chain, the chain against the log.

Everything is read piece by piece and nothing is unpacked to disk.
"""

import base64
import hashlib
import json
import re
import zipfile
import zlib
from collections.abc import Iterator
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from bot.export_zip import HASHES, MANIFEST, PIECE
from storage import export
from storage.export import FILE
from storage.payloads import canonical
from storage.records import chained, salted

FORMAT, VERSION = "snsbot-export", 2
LINKS, ENTRIES = "links.jsonl", "entries.jsonl"
COPY = frozenset({"records.csv", "records.html", "README.txt", HASHES, MANIFEST})
"""What a masked copy consists of."""
ATTACHMENT = re.compile(r"attachments/\d{8,12}-\d{1,3}-[^/\\:\x00-\x1f]+")
LARGEST = 8 * 1024**3
"""Bytes of one file when it is unpacked: they are read, not kept."""
SMALL, LONGEST_LINE = 1 << 20, 64 * 1024**2
"""Bytes of the manifest; bytes of a line, or of the files of one entry, which are kept while they are proven."""
MOST = 100
"""Faults that are told."""
UNREADABLE = (
    OSError, EOFError, zipfile.BadZipFile, zlib.error, ValueError, KeyError, TypeError, IndexError, AttributeError,
    NotImplementedError, RuntimeError,
)  # fmt: skip
"""What zipfile and json raise at files that no export is."""


def faults_of(file: Path) -> tuple[list[str], int]:
    """What is wrong with an export (the first `MOST`), and how many entries of the log it links."""
    try:
        with zipfile.ZipFile(file) as archive:
            faults = list(islice(_faults_of(archive), MOST))
            links = 0 if faults or LINKS not in archive.namelist() else sum(1 for _ in _lines(archive, LINKS))
            return faults, links
    except UNREADABLE as error:
        return [f"{file}: no export of this program ({type(error).__name__})"], 0


def against_database(session: Session, file: Path) -> list[str]:
    """Entries of the export that the log has not, or has otherwise (the first `MOST`)."""
    with zipfile.ZipFile(file) as archive:
        return list(islice(_differing(session, archive), MOST)) if LINKS in archive.namelist() else []


def _differing(session: Session, archive: zipfile.ZipFile) -> Iterator[str]:
    links = _lines(archive, LINKS)
    while page := {seq: hash_ for seq, _, hash_ in islice(links, export.PAGE)}:
        known = export.hashes(session, list(page))
        for seq, hash_ in page.items():
            if seq not in known:
                yield f"entry {seq} is not in the database's log"
            elif known[seq] != hash_:
                yield f"entry {seq} is another in the database's log"


def _faults_of(archive: zipfile.ZipFile) -> Iterator[str]:
    listed = archive.infolist()
    names = {one.filename for one in listed}
    files = {one for one in names if not ATTACHMENT.fullmatch(one)}
    if files not in (COPY, COPY | {LINKS, ENTRIES}) or len(names) != len(listed):
        yield "the zip has other files than an export has"
        return
    if any(one.file_size > (SMALL if one.filename == MANIFEST else LARGEST) for one in listed):
        yield "a file of the zip is too large"
        return
    manifest = json.loads(archive.read(MANIFEST))
    if (manifest["format"], manifest["version"]) != (FORMAT, VERSION):
        yield "the export is of another version of this program"
        return
    if manifest["masked"] != (files == COPY) or (manifest["masked"] and names != COPY):
        yield "the manifest speaks of other files"
    yield from _changed(archive, names, manifest["hashes"])
    if files != COPY:
        yield from _chain_faults(archive, manifest["head"])


def _changed(archive: zipfile.ZipFile, names: set[str], of_hashes: str) -> Iterator[str]:
    if _hash(archive, HASHES) != of_hashes:
        yield f"{HASHES} is not as it was exported"
    left = names - {HASHES, MANIFEST}
    with archive.open(HASHES) as lines:
        while told := lines.readline(LONGEST_LINE):
            hash_, _, name = told.decode().rstrip("\n").partition("  ")
            if name not in left:
                yield f"{name} is gone"
                continue
            left.discard(name)
            if _hash(archive, name) != hash_:
                yield f"{name} is not as it was exported"
    yield from (f"{name} was put in afterwards" for name in sorted(left))


def _hash(archive: zipfile.ZipFile, name: str) -> str:
    digest = hashlib.sha256()
    with archive.open(name) as member:
        while piece := member.read(PIECE):
            digest.update(piece)
    return digest.hexdigest()


def _lines(archive: zipfile.ZipFile, name: str) -> Iterator[Any]:
    with archive.open(name) as member:
        while told := member.readline(LONGEST_LINE):
            yield json.loads(told)


def _chain_faults(archive: zipfile.ZipFile, head: list[Any]) -> Iterator[str]:
    """Walks the links and the entries side by side; both are in the log's order."""
    entries = _lines(archive, ENTRIES)
    entry, before = next(entries, None), None
    for link in _lines(archive, LINKS):
        if before and (link[0] != before[0] + 1 or link[1] != before[2]):
            yield f"entry {link[0]} does not follow the entry before it"
        before = link
        while entry and entry["seq"] <= link[0]:
            if [entry["seq"], entry["previous"], entry["hash"]] != link:
                yield f"entry {entry['seq']} is not in the chain"
            yield from _entry_faults(archive, entry)
            entry = next(entries, None)
    if entry:
        yield f"entry {entry['seq']} is not in the chain"
    if before and [before[0], before[2]] != head:
        yield "the chain does not end at the head of the manifest"


def _entry_faults(archive: zipfile.ZipFile, entry: dict[str, Any]) -> Iterator[str]:
    row = entry | {"at": datetime.fromisoformat(entry["at"])}
    if chained(entry["previous"], row) != entry["hash"]:
        yield f"entry {entry['seq']} was changed after it was written"
    if entry["body"] is not None and _digest(entry["body"], entry["salt"]) != entry["digest"]:
        yield f"the text of entry {entry['seq']} is not the one that was logged"
    if entry["kind"] == FILE and entry["files"] and _digest(_body(archive, entry), entry["salt"]) != entry["digest"]:
        yield f"the files of entry {entry['seq']} are not those that were logged"


def _digest(body: dict[str, Any], salt: str) -> str:
    text = canonical(body)
    return salted(text, salt) if salt else hashlib.sha256(text.encode()).hexdigest()


def _body(archive: zipfile.ZipFile, entry: dict[str, Any]) -> dict[str, str]:
    """The files of an entry as they are kept in the database."""
    if sum(archive.getinfo(name).file_size for name in entry["files"].values()) > LONGEST_LINE:
        raise ValueError("the files of one entry are larger than any that is kept")
    return {key: base64.b64encode(archive.read(name)).decode() for key, name in entry["files"].items()}
