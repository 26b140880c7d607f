"""Proves an export: each file against the manifest, each entry against the chain, the chain against the database."""

import hashlib
import json
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from storage.payloads import canonical
from storage.records import chained, salted
from storage.tables import LogEntry

FILES = frozenset({"records.csv", "records.html", "chain.json", "manifest.json"})
LARGEST = 512 * 1024 * 1024  # bytes of one file when it is unpacked


@dataclass(frozen=True)
class Proof:
    """What a file says of the log: the links from entry to entry, and the entries with their texts."""

    links: list[list[Any]]
    entries: list[dict[str, Any]]


def faults_of(file: Path) -> tuple[list[str], Proof]:
    """What is wrong with an export, and the proof in it. Nothing is unpacked to disk."""
    try:
        with zipfile.ZipFile(file) as archive:
            return _faults_of(archive)
    except (OSError, zipfile.BadZipFile, ValueError, KeyError, TypeError, IndexError) as error:
        return [f"{file}: no export of this program ({type(error).__name__})"], Proof([], [])


def against_database(session: Session, links: list[list[Any]]) -> list[str]:
    """Entries of the export that the log has not, or has otherwise."""
    faults = []
    for seq, _, hash_ in links:
        entry = session.get(LogEntry, seq)
        if entry is None:
            faults.append(f"entry {seq} is not in the database's log")
        elif entry.hash != hash_:
            faults.append(f"entry {seq} is another in the database's log")
    return faults


def _faults_of(archive: zipfile.ZipFile) -> tuple[list[str], Proof]:
    listed = archive.infolist()
    if {one.filename for one in listed} != FILES or len(listed) != len(FILES):
        return ["the zip has other files than an export has"], Proof([], [])
    if any(one.file_size > LARGEST for one in listed):
        return ["a file of the zip is too large"], Proof([], [])
    manifest = json.loads(archive.read("manifest.json"))
    faults = [
        f"{name} is not as it was exported"
        for name in sorted(FILES - {"manifest.json"})
        if hashlib.sha256(archive.read(name)).hexdigest() != manifest["files"][name]
    ]
    chain = json.loads(archive.read("chain.json"))
    proof = Proof(chain["links"], chain["entries"])
    return [*faults, *_chain_faults(proof, manifest["head"])], proof


def _chain_faults(proof: Proof, head: list[Any]) -> Iterator[str]:
    for before, after in zip(proof.links, proof.links[1:], strict=False):
        if after[0] != before[0] + 1 or after[1] != before[2]:
            yield f"entry {after[0]} does not follow the entry before it"
    if proof.links and [proof.links[-1][0], proof.links[-1][2]] != head:
        yield "the chain does not end at the head of the manifest"
    known = {seq: (previous, hash_) for seq, previous, hash_ in proof.links}
    for entry in proof.entries:
        row = entry | {"at": datetime.fromisoformat(entry["at"])}
        if known.get(entry["seq"]) != (entry["previous"], entry["hash"]):
            yield f"entry {entry['seq']} is not in the chain"
        if chained(entry["previous"], row) != entry["hash"]:
            yield f"entry {entry['seq']} was changed after it was written"
        if entry["body"] is not None and salted(canonical(entry["body"]), entry["salt"]) != entry["digest"]:
            yield f"the text of entry {entry['seq']} is not the one that was logged"
