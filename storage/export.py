"""What an export of 行政文書 is made of: entries of the log with the texts that they vouch for."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from storage.payloads import canonical
from storage.policy_tables import Account, Application
from storage.records import salted
from storage.tables import LogEntry, Member, Payload

NOT_DOCUMENTS = ("card", "replies", "file")
"""Payloads that are drawn from others."""


@dataclass(frozen=True)
class Entry:
    """One entry of the log, as it is hashed, and the text of its digest where that is still kept."""

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


def entries(session: Session, since: datetime, until: datetime) -> Iterator[Entry]:
    """The entries of a period with their texts, in order. A text belongs to the entry whose digest is its own."""
    texts = _texts(session)
    wanted = select(LogEntry).where(col(LogEntry.at) >= since, col(LogEntry.at) < until).order_by(col(LogEntry.seq))
    for one in session.execute(wanted).scalars().yield_per(500):
        entry = Entry(one.seq, one.at, one.act, one.person, one.ids, one.digest, one.previous, one.hash)
        text = session.get(Payload, texts[one.digest]) if one.digest in texts else None
        if text is not None:
            entry = Entry(
                one.seq, one.at, one.act, one.person, one.ids, one.digest, one.previous, one.hash,
                text.kind, text.subject, text.body, text.salt or "", text.keep_until,
            )  # fmt: skip
        yield entry


def links(session: Session, first: int) -> list[tuple[int, str, str]]:
    """Number, hash before and hash of each entry from `first` to the head: what joins exported entries together."""
    wanted = select(col(LogEntry.seq), col(LogEntry.previous), col(LogEntry.hash)).where(col(LogEntry.seq) >= first)
    return [(row.seq, row.previous, row.hash) for row in session.execute(wanted.order_by(col(LogEntry.seq)))]


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


def _texts(session: Session) -> dict[str, int]:
    kept = select(Payload).where(col(Payload.kind).not_in(NOT_DOCUMENTS), col(Payload.salt).is_not(None))
    return {
        salted(canonical(one.body or {}), one.salt or ""): one.id or 0
        for one in session.execute(kept).scalars().yield_per(500)
    }
