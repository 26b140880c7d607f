"""The outbox: what has to be posted is a row first, leased by one sender at a time, marked when posted."""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, and_, bindparam, delete, exists, func, insert, literal_column, or_, select, update
from sqlalchemy.orm import Session
from sqlmodel import col

from storage.database import current
from storage.tables import Outbox, Payload, table_of

LEASE = 30.0  # seconds; a post must time out in under half of it


@dataclass(frozen=True)
class Leased:
    """A row that this process may post now. `card` is None when its text was blanked meanwhile."""

    id: int
    platform: str
    place: dict[str, Any]
    card: dict[str, Any] | None
    attempts: int
    edits: tuple[str, str] | None
    """The (channel, message id) of the posted message to replace, None to post a new one."""


@dataclass(frozen=True)
class Posted:
    """What became of a leased row: posted there, to be tried again at `again_at`, or given up."""

    id: int
    channel: str = ""
    message: str = ""
    error: str = ""
    wait: float | None = None
    """Seconds until the next try; None with an error: never again."""


def enqueue(
    session: Session, *, place: dict[str, Any], platform: str, payload_id: int, at: datetime,
    thread: str = "", edits: int | None = None,
) -> int:  # fmt: skip
    """Adds a row at the end of its thread (a thread of its own if none is named) and returns its id."""
    position = 0
    if thread:
        last = select(func.max(Outbox.position)).where(col(Outbox.thread) == thread)
        highest = session.execute(last).scalar_one()
        position = 0 if highest is None else highest + 1
    row = {
        "thread": thread or f"once:{secrets.token_hex(8)}", "position": position, "platform": platform,
        "place": place, "payload_id": payload_id, "edits": edits, "created_at": at, "due_at": current(session),
    }  # fmt: skip
    added: int = session.execute(_ENQUEUE, row).scalar_one()
    return added


def lease(session: Session, owner: str, limit: int = 20) -> list[Leased]:
    """Leases the lowest waiting row of up to `limit` threads whose time has come."""
    now = current(session)
    rows = session.execute(_DUE, {"now": now, "most": limit}).all()
    if rows:
        until = now + timedelta(seconds=LEASE)
        session.execute(_LEASE, [{"row": row.id, "owner": owner, "until": until} for row in rows])
    return [_leased(session, row) for row in rows]


def _leased(session: Session, row: Row[*tuple[Any, ...]]) -> Leased:
    edits = None
    if row.edits is not None:
        edited = session.get(Outbox, row.edits)
        if edited is not None and edited.posted_id:
            edits = (edited.posted_channel or "", edited.posted_id)
    return Leased(row.id, row.platform, row.place, row.body, row.attempts, edits)


def settle(session: Session, owner: str, results: Iterable[Posted]) -> None:
    """Marks what was posted, puts back what has to wait; only rows that `owner` still leases."""
    now = current(session)
    sent, other = [], []
    for result in results:
        held = {"row": result.id, "owner": owner, "why": result.error or None}
        if not result.error:
            sent.append(held | {"channel": result.channel, "message": result.message, "now": now})
        else:
            wait = result.wait
            state = "dead" if wait is None else "waiting"
            other.append(held | {"becomes": state, "due": now + timedelta(seconds=wait or 0)})
    for statement, rows in ((_SENT, sent), (_BACK, other)):
        if rows:
            session.execute(statement, rows)


def forget_blanked(session: Session) -> None:
    """Deletes single posts whose text was blanked: who was told something is no longer anybody's business.

    Rows of named threads (tickets, notices) stay as the record of what was told where.
    """
    blanked = select(col(Payload.id)).where(col(Payload.blanked_at).is_not(None))
    edited = select(col(Outbox.edits)).where(col(Outbox.edits).is_not(None))
    single = (col(Outbox.thread).like("once:%"), col(Outbox.payload_id).in_(blanked))
    session.execute(delete(Outbox).where(*single, col(Outbox.id).not_in(edited)))


def posted_as(session: Session, platform: str, channel: str, message: str) -> int | None:
    """The id of the row that was posted as this message, None if it was not ours."""
    there = and_(
        col(Outbox.platform) == platform, col(Outbox.posted_channel) == channel, col(Outbox.posted_id) == message
    )
    return session.execute(select(col(Outbox.id)).where(there).limit(1)).scalar_one_or_none()


def place_of(session: Session, row: int | None) -> dict[str, Any]:
    """Where a row goes. Raises KeyError if there is no such row."""
    place = session.execute(select(col(Outbox.place)).where(col(Outbox.id) == row)).scalar_one_or_none()
    if place is None:
        raise KeyError(row)
    return dict(place)


_OUT, _PAYLOADS = table_of(Outbox), table_of(Payload)
_EARLIER = _OUT.alias("earlier")
# Built once: the sender runs these all day.
_ENQUEUE = insert(_OUT).returning(_OUT.c.id)
_DUE = (
    select(_OUT.c.id, _OUT.c.platform, _OUT.c.place, _OUT.c.attempts, _OUT.c.edits, _PAYLOADS.c.body)
    .join(_PAYLOADS, _PAYLOADS.c.id == _OUT.c.payload_id)
    .where(
        _OUT.c.state == literal_column("'waiting'"),
        _OUT.c.due_at <= bindparam("now"),
        or_(_OUT.c.leased_until.is_(None), _OUT.c.leased_until < bindparam("now")),
        ~exists().where(
            _EARLIER.c.thread == _OUT.c.thread,
            _EARLIER.c.position < _OUT.c.position,
            _EARLIER.c.state == "waiting",
        ),
    )
    .order_by(_OUT.c.due_at, _OUT.c.id)
    .limit(bindparam("most"))
    .with_for_update(skip_locked=True, of=_OUT)
)
_LEASE = (
    update(_OUT)
    .where(_OUT.c.id == bindparam("row"))
    .values(lease_owner=bindparam("owner"), leased_until=bindparam("until"), attempts=_OUT.c.attempts + 1)
)
_HELD = update(_OUT).where(_OUT.c.id == bindparam("row"), _OUT.c.lease_owner == bindparam("owner"))
_SENT = _HELD.values(
    state="sent", sent_at=bindparam("now"), posted_channel=bindparam("channel"), posted_id=bindparam("message"),
    error=bindparam("why"), lease_owner=None, leased_until=None,
)  # fmt: skip
_BACK = _HELD.values(
    state=bindparam("becomes"), due_at=bindparam("due"), error=bindparam("why"), lease_owner=None, leased_until=None
)
