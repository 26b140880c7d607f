"""The outbox: what has to be posted is a row first, leased by one sender at a time, marked when posted."""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, func, insert, or_, select, update
from sqlalchemy.orm import Session, aliased
from sqlmodel import col

from storage.database import current
from storage.payloads import body_of
from storage.tables import Outbox

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
    added = session.execute(insert(Outbox).values(row).returning(col(Outbox.id))).scalar_one()
    assert added is not None
    return added


def lease(session: Session, owner: str, limit: int = 20) -> list[Leased]:
    """Leases the lowest waiting row of up to `limit` threads whose time has come."""
    now = current(session)
    earlier = aliased(Outbox)
    in_the_way = exists().where(
        and_(earlier.thread == Outbox.thread, earlier.position < Outbox.position, earlier.state == "waiting")
    )
    due = (
        select(Outbox).where(_free(now), ~in_the_way).order_by(col(Outbox.due_at), col(Outbox.id))
        .limit(limit).with_for_update(skip_locked=True, of=Outbox)
    )  # fmt: skip
    rows = session.execute(due).scalars().all()
    until = now + timedelta(seconds=LEASE)
    taken = update(Outbox).where(col(Outbox.id).in_([row.id for row in rows]))
    if rows:
        session.execute(taken.values(lease_owner=owner, leased_until=until, attempts=Outbox.attempts + 1))
    return [_leased(session, row) for row in rows]


def _free(now: datetime) -> ColumnElement[bool]:
    unleased = or_(col(Outbox.leased_until).is_(None), col(Outbox.leased_until) < now)
    return and_(col(Outbox.state) == "waiting", col(Outbox.due_at) <= now, unleased)


def _leased(session: Session, row: Outbox) -> Leased:
    assert row.id is not None
    edits = None
    if row.edits is not None:
        edited = session.get(Outbox, row.edits)
        if edited is not None and edited.posted_id:
            edits = (edited.posted_channel or "", edited.posted_id)
    return Leased(row.id, row.platform, row.place, body_of(session, row.payload_id), row.attempts, edits)


def settle(session: Session, owner: str, results: Iterable[Posted]) -> None:
    """Marks what was posted, puts back what has to wait; only rows that `owner` still leases."""
    now = current(session)
    for result in results:
        values: dict[str, Any] = {"lease_owner": None, "leased_until": None, "error": result.error or None}
        if not result.error:
            values |= {"state": "sent", "sent_at": now}
            values |= {"posted_channel": result.channel, "posted_id": result.message}
        elif result.wait is None:
            values |= {"state": "dead"}
        else:
            values |= {"due_at": now + timedelta(seconds=result.wait)}
        mine = and_(col(Outbox.id) == result.id, col(Outbox.lease_owner) == owner)
        session.execute(update(Outbox).where(mine).values(values))


def posted_as(session: Session, platform: str, channel: str, message: str) -> int | None:
    """The id of the row that was posted as this message, None if it was not ours."""
    there = and_(
        col(Outbox.platform) == platform, col(Outbox.posted_channel) == channel, col(Outbox.posted_id) == message
    )
    return session.execute(select(Outbox.id).where(there).limit(1)).scalar_one_or_none()


def place_of(session: Session, row: int | None) -> dict[str, Any]:
    """Where a row goes. Raises KeyError if there is no such row."""
    place = session.execute(select(Outbox.place).where(col(Outbox.id) == row)).scalar_one_or_none()
    if place is None:
        raise KeyError(row)
    return place
