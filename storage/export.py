"""What an export of 行政文書 is made of: entries of the log with the texts and files that they vouch for.

Everything is read in pages, so that a year of a large city needs no more memory than a day.
"""

import base64
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from types import TracebackType
from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.orm import Session
from sqlmodel import col

from storage.payloads import canonical
from storage.policy_tables import Account, Application, Submission
from storage.records import salted
from storage.tables import LogEntry, Member, Payload

DRAWN = ("card", "replies")
"""Payloads that are drawn from others."""
FILE, SUBMISSION, SUBMITTED = "file", "submission", "application submitted"
PAGE = 500
"""Rows read at once."""


@dataclass(frozen=True)
class Entry:
    """One entry of the log, as it is hashed, and the text of its digest where that is still kept.

    A body without `salt` is digested as it is. `file_payload`: where its files are kept, 0 for none; where `kind` is
    "file", they are what the digest (with the salt) vouches for.
    """

    seq: int
    at: datetime
    act: str
    person: str
    ids: dict[str, Any]
    digest: str
    previous: str
    hash: str
    kind: str = ""
    subject: str = ""
    body: dict[str, Any] | None = None
    salt: str = ""
    kept_until: datetime | None = None
    file_payload: int = 0


class Texts:
    """Digest → payload, of every text that still stands: made once, on disk, in a file without a name."""

    def __init__(self, session: Session) -> None:
        self._index = sqlite3.connect("", isolation_level=None)
        self._index.execute("CREATE TABLE text (digest BLOB PRIMARY KEY, payload INTEGER) WITHOUT ROWID")
        self._index.execute("BEGIN")
        last = 0
        while page := _standing(session, last):
            bodies = _bodies(session, [one.id for one in page if one.kind != FILE])
            for one in page:
                body = bodies.get(one.id) if one.kind != FILE else _bodies(session, [one.id]).get(one.id)
                digest = bytes.fromhex(salted(canonical(body or {}), one.salt))
                self._index.execute("INSERT OR IGNORE INTO text VALUES (?, ?)", (digest, one.id))
            last = page[-1].id

    def __enter__(self) -> "Texts":
        return self

    def __exit__(self, kind: type[BaseException] | None, _: object, __: TracebackType | None) -> None:
        self._index.close()

    def payload(self, digest: str) -> int | None:
        """The payload that a digest of the log vouches for, None where it was blanked or never was."""
        try:
            key = bytes.fromhex(digest)
        except ValueError:
            return None
        found = self._index.execute("SELECT payload FROM text WHERE digest = ?", (key,)).fetchone()
        return int(found[0]) if found else None


def _standing(session: Session, last: int) -> Sequence[Row[Any]]:
    wanted = select(Payload.id, Payload.kind, Payload.salt).where(  # type: ignore[call-overload]
        col(Payload.id) > last, col(Payload.kind).not_in(DRAWN), col(Payload.salt).is_not(None)
    )
    return session.execute(wanted.order_by(col(Payload.id)).limit(PAGE)).all()


def _bodies(session: Session, payloads: Sequence[int]) -> dict[int, dict[str, Any] | None]:
    wanted = select(col(Payload.id), col(Payload.body)).where(col(Payload.id).in_(payloads))
    return {row.id: row.body for row in session.execute(wanted)}


def entries(session: Session, since: datetime, until: datetime, texts: Texts) -> Iterator[Entry]:
    """The entries of a period with their texts, in order. A text belongs to the entry whose digest is its own."""
    columns = (
        LogEntry.seq, LogEntry.at, LogEntry.act, LogEntry.person, LogEntry.ids, LogEntry.digest, LogEntry.previous,
        LogEntry.hash,
    )  # fmt: skip
    last = 0
    while True:
        period = (col(LogEntry.seq) > last, col(LogEntry.at) >= since, col(LogEntry.at) < until)
        wanted = select(*columns).where(*period).order_by(col(LogEntry.seq)).limit(PAGE)  # type: ignore[call-overload]
        page = [Entry(*row) for row in session.execute(wanted)]
        if not page:
            return
        yield from _with_texts(session, page, texts)
        last = page[-1].seq


def _with_texts(session: Session, page: list[Entry], texts: Texts) -> Iterator[Entry]:
    found = {one.seq: payload for one in page if (payload := texts.payload(one.digest)) is not None}
    columns = (Payload.id, Payload.kind, Payload.subject, Payload.salt, Payload.keep_until)
    wanted = select(*columns).where(col(Payload.id).in_(found.values()))  # type: ignore[call-overload]
    kept = {row.id: row for row in session.execute(wanted)}
    bodies = _bodies(session, [one for one, row in kept.items() if row.kind != FILE])
    for one in page:
        row = kept.get(found.get(one.seq, 0))
        if row is not None:
            yield replace(
                one, kind=row.kind, subject=row.subject, body=bodies.get(row.id), salt=row.salt or "",
                kept_until=row.keep_until, file_payload=row.id if row.kind == FILE else 0,
            )  # fmt: skip
        else:
            yield _submitted(session, one) if one.act == SUBMITTED else one


def _submitted(session: Session, one: Entry) -> Entry:
    """What was submitted, in the form in which its hash was taken, and the documents that were made of it."""
    number, round_ = one.ids.get("application"), one.ids.get("round")
    wanted = (
        select(Submission, Application, col(Payload.body))
        .join(Application, col(Application.id) == col(Submission.application_id))
        .join(Payload, col(Payload.id) == col(Submission.payload_id))
        .where(col(Submission.application_id) == number, col(Submission.round) == round_)
    )
    found = session.execute(wanted).first()
    if found is None or found[2] is None or found[0].hash != one.digest:
        return one
    frozen, row, body = found
    told = {"application": number, "section": row.section, "medium": row.medium, "answers": body["answers"]}
    return replace(
        one, kind=SUBMISSION, subject=f"application:{number}", body=told | {"round": round_},
        file_payload=frozen.file_payload or 0,
    )  # fmt: skip


def files(session: Session, entry: Entry) -> dict[str, bytes]:
    """Key → bytes of the files of an entry; {} where it has none or they were blanked."""
    body = _bodies(session, [entry.file_payload]).get(entry.file_payload) if entry.file_payload else None
    return {key: base64.b64decode(text) for key, text in (body or {}).items() if isinstance(text, str)}


def file_name(session: Session, entry: Entry) -> str:
    """What a file was called by whoever sent it, "" where that is not known any more."""
    wanted = select(col(Payload.body)).where(col(Payload.subject) == entry.subject, col(Payload.kind) == "incident")
    for body in session.execute(wanted).scalars():
        if isinstance(body, Mapping) and body.get(FILE) == entry.file_payload:
            return str(body.get("text", "")).rpartition("（SHA-256")[0]
    return ""


def links(session: Session, first: int) -> Iterator[tuple[int, str, str]]:
    """Number, hash before and hash of each entry from `first` to the head: what joins exported entries together."""
    last = first - 1
    while True:
        wanted = select(col(LogEntry.seq), col(LogEntry.previous), col(LogEntry.hash)).where(col(LogEntry.seq) > last)
        page = session.execute(wanted.order_by(col(LogEntry.seq)).limit(PAGE)).all()
        if not page:
            return
        yield from ((row.seq, row.previous, row.hash) for row in page)
        last = page[-1].seq


def hashes(session: Session, numbers: Sequence[int]) -> dict[int, str]:
    """Number → hash of those entries that the log has."""
    wanted = select(col(LogEntry.seq), col(LogEntry.hash)).where(col(LogEntry.seq).in_(numbers))
    return {row.seq: row.hash for row in session.execute(wanted)}


def of_section(session: Session, section: str) -> tuple[set[int], set[int]]:
    """Numbers of a section's applications and of its accounts."""
    applications = select(col(Application.id)).where(col(Application.section) == section)
    accounts = select(col(Account.id)).where(col(Account.section) == section)
    return (
        {one for one in session.execute(applications).scalars() if one is not None},
        {one for one in session.execute(accounts).scalars() if one is not None},
    )


def names(session: Session) -> dict[str, str]:
    """Name by person of everybody who ever wrote to the bot."""
    wanted = select(col(Member.person), col(Member.account), col(Member.name))
    return {row.person or row.account: row.name for row in session.execute(wanted) if row.name}
