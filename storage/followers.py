"""Whoever acts on what the log says: each has a place in it, moved on in the transaction of what it does."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from storage.evaluation_tables import Watermark
from storage.records import head
from storage.tables import LogEntry


@dataclass(frozen=True)
class Followed:
    """The next act for a follower; without a name only the place is to be moved, from `after` to `seq`."""

    after: int
    seq: int
    name: str = ""
    person: str = ""
    ids: dict[str, Any] = field(default_factory=dict)


def place(session: Session, follower: str) -> int:
    """The number of the last entry that a follower has acted on."""
    found = session.execute(select(col(Watermark.value)).where(col(Watermark.name) == follower)).scalar_one_or_none()
    return int(found or 0)


def following(session: Session, follower: str, acts: Sequence[str]) -> Followed | None:
    """The next of these acts; a bare move where there is none of them among new entries; None for nothing new."""
    after, last = place(session, follower), head(session)[0]
    if after >= last:
        return None
    wanted = select(LogEntry).where(col(LogEntry.seq) > after, col(LogEntry.seq) <= last, col(LogEntry.act).in_(acts))
    found = session.execute(wanted.order_by(col(LogEntry.seq)).limit(1)).scalar_one_or_none()
    if found is None:
        return Followed(after, last)
    return Followed(after, found.seq, found.act, found.person, dict(found.ids))


def advance(session: Session, follower: str, act: Followed, at: datetime) -> bool:
    """Moves a follower on; False where another process has done so: then nothing may be done."""
    wanted = select(Watermark).where(col(Watermark.name) == follower).with_for_update()
    row = session.execute(wanted.execution_options(populate_existing=True)).scalar_one()
    if int(row.value) != act.after:
        return False
    row.value, row.at = str(act.seq), at
    session.flush()
    return True
