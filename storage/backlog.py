"""What waits in the outbox, counted within bounds: watching must stay cheap after a million rows."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, String, and_, case, cast, exists, func, literal, or_, select
from sqlalchemy.orm import Session
from sqlmodel import col

from storage.database import current
from storage.incident_tables import IncidentNotice, IncidentReminder
from storage.outbox import NOTICE, SUPERSEDED
from storage.tables import Done, Outbox, Payload

MOST = 10_000
"""Rows that are counted at most; more are told as so many."""
REPORTED = "overdue:"
"""Begins the key (`Done`) of a notice that was reported as overdue; the row's id follows."""


@dataclass(frozen=True)
class Backlog:
    """Rows that are due, not due yet, being posted, and given up (among the newest `MOST`); ages in seconds."""

    due: int
    later: int
    leased: int
    given_up: int
    oldest_due: float
    oldest_notice: float
    overdue: int


@dataclass(frozen=True)
class Overdue:
    """A notice that is not sent: its row, what it is about ("incident:12"), and why.

    `told`: somebody has been told of it already, or it is itself what tells them.
    """

    row: int
    subject: str
    platform: str
    since: datetime
    attempts: int
    error: str
    told: bool


def look(session: Session, late: timedelta) -> Backlog:
    """What waits now, by the database's clock; notices older than `late` are overdue."""
    now = current(session)
    waiting = (
        select(Outbox.due_at, Outbox.leased_until, Outbox.created_at, Outbox.kind)  # type: ignore[call-overload]
        .where(col(Outbox.state) == literal("waiting", literal_execute=True))
        .limit(MOST)
        .subquery()
    )
    held = and_(waiting.c.leased_until.is_not(None), waiting.c.leased_until >= now)
    due, is_notice = and_(~held, waiting.c.due_at <= now), waiting.c.kind == NOTICE
    counted = (_count(due), _count(and_(~held, waiting.c.due_at > now)), _count(held))
    oldest = (func.min(case((due, waiting.c.due_at))), func.min(case((is_notice, waiting.c.created_at))))
    overdue = _count(and_(is_notice, waiting.c.created_at <= now - late))
    row = session.execute(select(*counted, overdue, *oldest)).one()
    ages = [max(0.0, (now - at).total_seconds()) if at else 0.0 for at in row[4:]]
    due_, later, leased, overdue_ = (int(one or 0) for one in row[:4])
    return Backlog(due_, later, leased, _given_up(session), ages[0], ages[1], overdue_)


def overdue(session: Session, before: datetime, limit: int, unreported: bool = False) -> list[Overdue]:
    """Notices from before then that are not sent, oldest first; with `unreported` only those nobody reported."""
    key = literal(REPORTED) + cast(col(Outbox.id), String)
    fresh = [~exists().where(col(Done.key) == key)] if unreported else []
    told = or_(_is_alarm(), _is_alarmed())
    wanted = (
        select(
            col(Outbox.id), col(Payload.subject), col(Outbox.platform), col(Outbox.created_at),
            col(Outbox.attempts), col(Outbox.error), told,
        )
        .join(Payload, col(Payload.id) == col(Outbox.payload_id))
        .where(
            col(Outbox.state) == literal("waiting", literal_execute=True), col(Outbox.kind) == NOTICE,
            col(Outbox.created_at) <= before, *fresh,
        )
        .order_by(col(Outbox.id))
        .limit(limit)
    )  # fmt: skip
    return [
        Overdue(row or 0, subject, platform, since, attempts, error or "", bool(told_))
        for row, subject, platform, since, attempts, error, told_ in session.execute(wanted)
    ]


def _is_alarm() -> ColumnElement[bool]:
    alarm = (col(IncidentReminder.outbox_id) == col(Outbox.id), col(IncidentReminder.step) == "operator")
    return exists().where(*alarm).correlate(Outbox)


def _is_alarmed() -> ColumnElement[bool]:
    its_notice = (
        col(IncidentNotice.outbox_id) == col(Outbox.id), col(IncidentReminder.notice_id) == col(IncidentNotice.id),
        col(IncidentReminder.step) == "operator", col(IncidentReminder.outbox_id).is_not(None),
    )  # fmt: skip
    return exists().where(*its_notice).correlate(Outbox)


def _count(which: ColumnElement[bool]) -> ColumnElement[int]:
    return func.sum(case((which, 1), else_=0))


def _given_up(session: Session) -> int:
    newest: int = session.execute(select(func.max(col(Outbox.id)))).scalar_one() or 0
    dead = (
        col(Outbox.id) > newest - MOST, col(Outbox.state) == "dead", col(Outbox.error).is_not(None),
        col(Outbox.error) != SUPERSEDED,
    )  # fmt: skip
    return session.execute(select(func.count()).select_from(Outbox).where(*dead)).scalar_one()
