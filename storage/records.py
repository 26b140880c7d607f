"""The append-only log: one hash-chained entry for each act, written in the act's own transaction."""

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import bindparam, insert, select, update
from sqlalchemy.orm import Session
from sqlmodel import col

from storage.tables import LogEntry, LogHead, table_of

FIRST_HASH = "0" * 64


@dataclass(frozen=True)
class Act:
    """What is logged: a name, who did it, ids of rows, and salted digests of texts. Never free text."""

    name: str
    person: str
    ids: dict[str, str | int | list[str]] = field(default_factory=dict)
    digest: str = ""


def salted(text: str, salt: str) -> str:
    """SHA-256 of a text with the salt kept beside it: blanking the salt makes the digest meaningless."""
    return hashlib.sha256(f"{salt}\n{text}".encode()).hexdigest()


def append(session: Session, acts: Iterable[Act], at: datetime) -> None:
    """Appends acts to the chain. Call it last before the commit: it holds the head row's lock until then."""
    pending = list(acts)
    if not pending:
        return
    seq, previous = session.execute(_LOCK_HEAD).one()
    rows = []
    for act in pending:
        seq += 1
        row = {"seq": seq, "at": at, "act": act.name, "person": act.person, "ids": act.ids, "digest": act.digest}
        previous_, previous = previous, chained(previous, row)
        rows.append(row | {"previous": previous_, "hash": previous})
    session.execute(_APPEND, rows)
    session.execute(_MOVE_HEAD, {"last": seq, "chain": previous})


def head(session: Session) -> tuple[int, str]:
    """Number and hash of the last entry; (0, …) while there is none."""
    seq, hash_ = session.execute(select(_HEADS.c.seq, _HEADS.c.hash)).one()
    return seq, hash_


def chained(previous: str, row: dict[str, object]) -> str:
    """The hash of an entry: SHA-256 over the hash before it and the entry's canonical JSON."""
    at = row["at"]
    assert isinstance(at, datetime)
    told = {key: row[key] for key in ("seq", "act", "person", "ids", "digest")} | {"at": f"{at.timestamp():.6f}"}
    canonical = json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(f"{previous}\n{canonical}".encode()).hexdigest()


def faults(session: Session, receipt: tuple[int, str] | None = None) -> Iterator[str]:
    """What is wrong with the chain, entry by entry; nothing when it holds and ends at the head.

    `receipt` is a number and hash that were handed out earlier: the entry must still be there and the same.
    """
    if receipt is not None:
        entry = session.get(LogEntry, receipt[0])
        if entry is None:
            yield f"entry {receipt[0]} of the receipt is gone"
        elif entry.hash != receipt[1]:
            yield f"entry {receipt[0]} is not the one of the receipt"
    expected, seq = FIRST_HASH, 0
    for entry in session.execute(select(LogEntry).order_by(col(LogEntry.seq))).scalars().yield_per(1000):
        seq += 1
        if entry.seq != seq:
            yield f"entry {seq} is missing (found {entry.seq})"
            seq = entry.seq
        if entry.previous != expected:
            yield f"entry {entry.seq} does not follow the entry before it"
        if chained(entry.previous, entry.model_dump()) != entry.hash:
            yield f"entry {entry.seq} was changed after it was written"
        expected = entry.hash
    head = session.execute(select(LogHead)).scalar_one()
    if (head.seq, head.hash) != (seq, expected):
        yield f"the head says {head.seq} entries, the log has {seq}"


_HEADS = table_of(LogHead)
_LOCK_HEAD = select(_HEADS.c.seq, _HEADS.c.hash).with_for_update()
_APPEND = insert(table_of(LogEntry))
_MOVE_HEAD = update(_HEADS).values(seq=bindparam("last"), hash=bindparam("chain"))
