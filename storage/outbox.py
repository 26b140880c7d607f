"""The outbox: what has to be posted is a row first, leased by one sender at a time, marked when posted."""

import secrets
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    Column,
    Row,
    Select,
    and_,
    bindparam,
    delete,
    exists,
    func,
    insert,
    literal_column,
    or_,
    select,
    update,
)
from sqlalchemy.orm import Session
from sqlmodel import SQLModel, col

from storage import records
from storage.database import current
from storage.records import Act
from storage.tables import Outbox, Payload, table_of

LEASE = 30.0  # seconds; a post must time out in under half of it
NOTICE_LEASE = 12.0
"""The lease of a notice: an office waits no longer than this for what a killed process had begun. What is left of
it after the post's timeout is longer than a platform's history lags behind (see `bot.sender`)."""
SUPERSEDED = "a newer edit took its place"
"""Why a row is given up that is nobody's loss."""
NOTICE = "notice"
"""The kind of a row that is never given up."""


@dataclass(frozen=True)
class Way:
    """A destination: a platform and a place there (a dumped `Place`)."""

    platform: str
    place: dict[str, Any]


@dataclass(frozen=True)
class Leased:
    """A row that this process may post now. `card` is None when its text was blanked meanwhile.

    `way` is the number of the destination among `ways`, `tries` the attempts there including this one;
    `unsure`: an earlier attempt may have been accepted.
    """

    id: int
    platform: str
    place: dict[str, Any]
    card: dict[str, Any] | None
    attempts: int
    edits: tuple[str, str] | None
    """The (channel, message id) of the posted message to replace, None to post a new one."""
    kind: str = "card"
    ways: tuple[Way, ...] = ()
    way: int = 0
    tries: int = 0
    unsure: bool = False

    @property
    def seconds(self) -> float:
        """How long it is leased."""
        return _lease_of(self.kind)


@dataclass(frozen=True)
class Posted:
    """What became of a leased row: posted there, to be tried again after `wait`, or given up.

    `way`: it goes on at that number of its ways. `unsure`: it may have been accepted all the same.
    `counted` False: it was put back without an attempt.
    """

    id: int
    channel: str = ""
    message: str = ""
    error: str = ""
    wait: float | None = None
    """Seconds until the next try; None with an error: never again."""
    way: int | None = None
    to: Way | None = None
    unsure: bool = False
    counted: bool = True


def enqueue(
    session: Session, *, place: dict[str, Any], platform: str, payload_id: int, at: datetime,
    thread: str = "", edits: int | None = None, kind: str = "card", ways: Sequence[Way] = (),
    order_for: float | None = None,
) -> int:  # fmt: skip
    """Adds a row at the end of its thread (a thread of its own if none is named) and returns its id.

    `ways` are all destinations in order, the first of them being `place`; none where there is only that one.
    `order_for`: seconds after which it no longer waits for the rows before it. An edit takes the place of
    edits of the same message that nobody has begun to make.
    """
    position, now = 0, current(session)
    if thread:
        last = select(func.max(Outbox.position)).where(col(Outbox.thread) == thread)
        highest = session.execute(last).scalar_one()
        position = 0 if highest is None else highest + 1
    if edits is not None:
        session.execute(_OVERTAKE, {"edited": edits, "now": now})
    row = {
        "thread": thread or f"once:{secrets.token_hex(8)}", "position": position, "platform": platform,
        "place": place, "payload_id": payload_id, "edits": edits, "created_at": at, "due_at": now, "kind": kind,
        "ways": [{"platform": way.platform, "place": way.place} for way in ways],
        "order_until": None if order_for is None else now + timedelta(seconds=order_for),
    }  # fmt: skip
    added: int = session.execute(_ENQUEUE, row).scalar_one()
    return added


def lease(session: Session, owner: str, limit: int = 20) -> list[Leased]:
    """Leases the lowest waiting row of up to `limit` threads whose time has come.

    A row that goes ahead of one before it, since its time of waiting is over, is noted with the reason and logged.
    """
    now = current(session)
    rows = session.execute(_DUE, {"now": now, "most": limit}).all()
    if rows:
        leases = [{"row": row.id, "owner": owner, "until": _until(now, row.kind)} for row in rows]
        session.execute(_LEASE, leases)
    ahead = [row for row in rows if row.order_until and row.order_until <= now and row.out_of_order is None]
    if ahead:
        records.append(session, [act for row in ahead if (act := _ahead(session, row))], now)
    return [_leased(session, row) for row in rows]


def _lease_of(kind: str) -> float:
    return NOTICE_LEASE if kind == NOTICE else LEASE


def _until(now: datetime, kind: str) -> datetime:
    return now + timedelta(seconds=_lease_of(kind))


def _ahead(session: Session, row: Row[*tuple[Any, ...]]) -> Act | None:
    """Notes that a row does not wait any longer for one before it; None if none before it is waiting."""
    before = session.execute(_BEFORE, {"thread": row.thread, "position": row.position}).first()
    if before is None:
        return None
    session.execute(_NOTE_AHEAD, {"row": row.id, "reason": f"{before.position}: {before.error or 'no answer'}"})
    return Act("order exception", "sender", {"outbox": row.id, "before": before.id})


def _leased(session: Session, row: Row[*tuple[Any, ...]]) -> Leased:
    edits, platform, place = None, row.platform, row.place
    if row.edits is not None:
        edited = session.get(Outbox, row.edits, populate_existing=True)
        if edited is not None and edited.posted_id:
            edits, platform, place = (edited.posted_channel or "", edited.posted_id), edited.platform, edited.place
    ways = tuple(Way(one["platform"], one["place"]) for one in row.ways or ())
    return Leased(
        row.id, platform, place, row.body, row.attempts, edits, row.kind, ways, row.way, row.tries + 1, row.unsure
    )


def settle(session: Session, owner: str, results: Iterable[Posted]) -> None:
    """Marks what was posted, puts back what has to wait; only rows that `owner` still leases."""
    now = current(session)
    sent, back, moved = [], [], []
    for result in results:
        held = {"row": result.id, "owner": owner, "why": result.error or None}
        if not result.error:
            sent.append(held | {"channel": result.channel, "message": result.message, "now": now})
            continue
        if result.way is not None and result.to is not None:
            to = result.to
            moved.append({**held, "to": result.way, "there": to.platform, "where": to.place})
        back.append(held | _put_back(result, now))
    for statement, rows in ((_SENT, sent), (_MOVED, moved), (_BACK, back)):
        if rows:
            session.execute(statement, rows)


def _put_back(result: Posted, now: datetime) -> dict[str, Any]:
    return {
        "becomes": "dead" if result.wait is None else "waiting", "due": now + timedelta(seconds=result.wait or 0),
        "doubt": result.unsure, "less": 0 if result.counted else 1,
    }  # fmt: skip


def drop(session: Session, rows: Iterable[int], why: str) -> bool:
    """Gives up waiting rows that are no longer wanted. False, with nothing done, while one is being posted."""
    wanted, now = list(rows), current(session)
    theirs = (col(Outbox.id).in_(wanted), col(Outbox.state) == "waiting")
    waiting = session.execute(select(col(Outbox.leased_until)).where(*theirs).with_for_update()).scalars().all()
    if any(until is not None and until > now for until in waiting):
        return False
    session.execute(update(Outbox).where(*theirs).values(state="dead", error=why, lease_owner=None))
    return True


def give_up(session: Session, rows: Iterable[int], why: str) -> None:
    """Gives up waiting rows even where a process holds one: what it still does is not marked any more."""
    theirs = (col(Outbox.id).in_(list(rows)), col(Outbox.state) == "waiting")
    session.execute(update(Outbox).where(*theirs).values(state="dead", error=why, lease_owner=None))


def forget_blanked(session: Session) -> None:
    """Deletes single posts whose text was blanked: who was told something is no longer anybody's business.

    Rows of named threads (tickets, notices) stay as the record of what was told where, and so do those that a row
    of any table names (a ballot's card, a case's card for its reporter).
    """
    blanked = select(col(Payload.id)).where(col(Payload.blanked_at).is_not(None))
    single = (col(Outbox.thread).like("once:%"), col(Outbox.payload_id).in_(blanked))
    named = (~exists().where(column == col(Outbox.id)) for column in _naming())
    session.execute(delete(Outbox).where(*single, *named))


def _naming() -> Iterator[Column[Any]]:
    """The columns, of whatever table, that name a row of the outbox."""
    for table in SQLModel.metadata.tables.values():
        # An alias: the outbox names its own rows, too (`edits`).
        yield from (table.alias().c[key.parent.name] for key in table.foreign_keys if key.column.table.name == "outbox")


def posted_as(session: Session, platform: str, channel: str, message: str) -> int | None:
    """The id of the row that was posted as this message, None if it was not ours."""
    there = and_(
        col(Outbox.platform) == platform, col(Outbox.posted_channel) == channel, col(Outbox.posted_id) == message
    )
    # Edits of a message have its id, too: the first row is the one that it was posted by, and that others name.
    return session.execute(select(col(Outbox.id)).where(there).order_by(col(Outbox.id)).limit(1)).scalar_one_or_none()


def place_of(session: Session, row: int | None) -> dict[str, Any]:
    """Where a row goes. Raises KeyError if there is no such row."""
    place = session.execute(select(col(Outbox.place)).where(col(Outbox.id) == row)).scalar_one_or_none()
    if place is None:
        raise KeyError(row)
    return dict(place)


_OUT, _PAYLOADS = table_of(Outbox), table_of(Payload)
_EARLIER, _EDITED = _OUT.alias("earlier"), _OUT.alias("edited")


def due(ordered: bool = True) -> Select[Any]:
    """The rows that may be leased at `now`, at most `most`; in their threads' order unless `ordered` is False."""
    first = ~exists().where(
        _EARLIER.c.thread == _OUT.c.thread,
        _EARLIER.c.position < _OUT.c.position,
        _EARLIER.c.state == "waiting",
    )
    columns = (
        "id", "platform", "place", "attempts", "edits", "kind", "ways", "way", "tries", "unsure", "thread",
        "position", "order_until", "out_of_order",
    )  # fmt: skip
    wanted = [*(_OUT.c[name] for name in columns), _PAYLOADS.c.body]
    query: Select[Any] = select(*wanted)
    return (
        query.join(_PAYLOADS, _PAYLOADS.c.id == _OUT.c.payload_id)
        .where(
            _OUT.c.state == literal_column("'waiting'"),
            _OUT.c.due_at <= bindparam("now"),
            or_(_OUT.c.leased_until.is_(None), _OUT.c.leased_until < bindparam("now")),
            *([or_(_OUT.c.order_until <= bindparam("now"), first)] if ordered else []),
            # A message that is not there yet cannot be edited.
            or_(_OUT.c.edits.is_(None), ~exists().where(_EDITED.c.id == _OUT.c.edits, _EDITED.c.state == "waiting")),
        )
        .order_by(_OUT.c.due_at, _OUT.c.id)
        .limit(bindparam("most"))
        .with_for_update(skip_locked=True, of=_OUT)
    )


# Built once: the sender runs these all day.
_ENQUEUE = insert(_OUT).returning(_OUT.c.id)
_OVERTAKE = (
    update(_OUT)
    .where(
        _OUT.c.edits == bindparam("edited"),
        _OUT.c.state == literal_column("'waiting'"),
        or_(_OUT.c.leased_until.is_(None), _OUT.c.leased_until < bindparam("now")),
    )
    .values(state="dead", error=SUPERSEDED, lease_owner=None)
)
_DUE = due()
_LEASE = (
    update(_OUT)
    .where(_OUT.c.id == bindparam("row"))
    .values(
        lease_owner=bindparam("owner"), leased_until=bindparam("until"), attempts=_OUT.c.attempts + 1,
        # Whoever is killed from here on may have posted it.
        tries=_OUT.c.tries + 1, unsure=True,
    )
)  # fmt: skip
_BEFORE = (
    select(_OUT.c.id, _OUT.c.position, _OUT.c.error)
    .where(
        _OUT.c.thread == bindparam("thread"), _OUT.c.position < bindparam("position"),
        _OUT.c.state == literal_column("'waiting'"),
    )
    .order_by(_OUT.c.position)
)  # fmt: skip
_NOTE_AHEAD = update(_OUT).where(_OUT.c.id == bindparam("row")).values(out_of_order=bindparam("reason"))
_HELD = update(_OUT).where(_OUT.c.id == bindparam("row"), _OUT.c.lease_owner == bindparam("owner"))
_SENT = _HELD.values(
    state="sent", sent_at=bindparam("now"), posted_channel=bindparam("channel"), posted_id=bindparam("message"),
    error=bindparam("why"), lease_owner=None, leased_until=None, unsure=False,
)  # fmt: skip
_MOVED = _HELD.values(platform=bindparam("there"), place=bindparam("where"), way=bindparam("to"), tries=0)
_BACK = _HELD.values(
    state=bindparam("becomes"), due_at=bindparam("due"), error=bindparam("why"), lease_owner=None,
    leased_until=None, unsure=bindparam("doubt"), attempts=_OUT.c.attempts - bindparam("less"),
    tries=_OUT.c.tries - bindparam("less"),
)  # fmt: skip
