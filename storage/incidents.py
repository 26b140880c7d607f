"""Cases of trouble: what was reported, which office was told and has acknowledged, what was done."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session
from sqlmodel import col

from storage.incident_tables import Incident, IncidentEntry, IncidentNotice, IncidentReminder
from storage.outbox import posted_as
from storage.payloads import body_of
from storage.policy_tables import Account, FieldAnswer
from storage.tables import Outbox

OPEN = ("対応中", "収束")
"""The states of a case that is not at its end."""


@dataclass(frozen=True)
class Told:
    """How an office was told: when, as which message, by which of its ways, and why out of order ("" if in order)."""

    at: datetime | None
    platform: str
    place: dict[str, Any]
    channel: str
    message: str
    way: int
    out_of_order: str
    error: str


def open_incident(session: Session, incident: Incident) -> Incident:
    """Adds a case and gives it its number."""
    session.add(incident)
    session.flush()
    return incident


def incident(session: Session, number: int, lock: bool = True) -> Incident | None:
    """A case by number, locked until the transaction ends unless `lock` is False."""
    wanted = select(Incident).where(col(Incident.id) == number)
    return session.execute(wanted.with_for_update() if lock else wanted).scalar_one_or_none()


def similar(session: Session, kind: str, account: str | None, since: datetime, before: int) -> list[int]:
    """Numbers of earlier open cases of the same kind (and account, if it is known) since then, newest first."""
    wanted = select(col(Incident.id)).where(
        col(Incident.state).in_(("対応中", "収束")), col(Incident.kind) == kind, col(Incident.reported_at) >= since,
        col(Incident.id) < before,
    )  # fmt: skip
    if account:
        wanted = wanted.where(col(Incident.account) == account)
    return [number or 0 for number in session.execute(wanted.order_by(col(Incident.id).desc()).limit(3)).scalars()]


def add_notice(
    session: Session, number: int, position: int, office: str, row: int, at: datetime
) -> None:  # fmt: skip
    """Notes that an office is told of a case by a row of the outbox."""
    session.add(IncidentNotice(incident_id=number, position=position, office=office, outbox_id=row, reported_at=at))


def notices(session: Session, number: int) -> list[IncidentNotice]:
    """The offices of a case, in order."""
    wanted = select(IncidentNotice).where(col(IncidentNotice.incident_id) == number)
    return list(session.execute(wanted.order_by(col(IncidentNotice.position))).scalars())


def notice(session: Session, number: int, position: int) -> IncidentNotice | None:
    """An office's notice, locked: a reminder and an acknowledgement cannot cross."""
    there = (col(IncidentNotice.incident_id) == number, col(IncidentNotice.position) == position)
    return session.execute(
        select(IncidentNotice).where(*there).with_for_update().execution_options(populate_existing=True)
    ).scalar_one_or_none()


def case_under(session: Session, platform: str, channel: str, message: str) -> tuple[Incident, int | None] | None:
    """The case whose card was posted as this message, and the position of the office (None: the reporter's card)."""
    row = posted_as(session, platform, channel, message)
    if row is None:
        return None
    wanted = select(IncidentNotice).where(col(IncidentNotice.outbox_id) == row)
    found = session.execute(wanted).scalar_one_or_none()
    if found is not None:
        case = incident(session, found.incident_id)
        return (case, found.position) if case else None
    own = session.execute(select(Incident).where(col(Incident.status_row) == row)).scalar_one_or_none()
    return (own, None) if own else None


def told(session: Session, row: int) -> Told:
    """What became of a notice's row. Raises KeyError if there is none."""
    found = session.get(Outbox, row, populate_existing=True)
    if found is None:
        raise KeyError(row)
    return Told(
        found.sent_at if found.state == "sent" else None, found.platform, dict(found.place),
        found.posted_channel or "", found.posted_id or "", found.way, found.out_of_order or "", found.error or "",
    )  # fmt: skip


def newly_told(session: Session, limit: int = 200) -> list[IncidentNotice]:
    """Notices whose delivery was confirmed since the last look, locked; those of other processes are left to them."""
    wanted = (
        select(IncidentNotice)
        .join(Outbox, col(Outbox.id) == col(IncidentNotice.outbox_id))
        .where(col(IncidentNotice.told_at).is_(None), col(Outbox.state) == "sent")
        .order_by(col(IncidentNotice.id))
        .limit(limit)
        .with_for_update(skip_locked=True, of=IncidentNotice)
    )
    return list(session.execute(wanted).scalars())


def untold(session: Session, before: datetime, limit: int = 100) -> list[IncidentNotice]:
    """Notices that were reported before then, are not delivered and not alarmed about; locked."""
    alarmed = select(col(IncidentReminder.notice_id)).where(col(IncidentReminder.step) == "operator")
    wanted = (
        select(IncidentNotice)
        .join(Outbox, col(Outbox.id) == col(IncidentNotice.outbox_id))
        .where(
            col(IncidentNotice.told_at).is_(None), col(IncidentNotice.reported_at) <= before,
            col(Outbox.state) == "waiting", col(IncidentNotice.id).not_in(alarmed),
        )
        .order_by(col(IncidentNotice.id))
        .limit(limit)
        .with_for_update(skip_locked=True, of=IncidentNotice)
    )  # fmt: skip
    return list(session.execute(wanted).scalars())


def unanswered(session: Session, before: datetime, limit: int = 100) -> list[IncidentNotice]:
    """Notices told before then, not acknowledged, in cases that are not closed, with steps left; locked."""
    finished = select(col(IncidentReminder.notice_id)).where(col(IncidentReminder.step) == "mail")
    wanted = (
        select(IncidentNotice)
        .where(
            col(IncidentNotice.acknowledged_at).is_(None), ~col(IncidentNotice.closed),
            col(IncidentNotice.told_at) <= before, col(IncidentNotice.id).not_in(finished),
        )
        .order_by(col(IncidentNotice.reported_at))
        .limit(limit)
        .with_for_update(skip_locked=True)
        .execution_options(populate_existing=True)
    )  # fmt: skip
    return list(session.execute(wanted).scalars())


def reminders(session: Session, notice_id: int) -> list[IncidentReminder]:
    """The steps taken for a notice, in order."""
    wanted = select(IncidentReminder).where(col(IncidentReminder.notice_id) == notice_id)
    return list(session.execute(wanted.order_by(col(IncidentReminder.id))).scalars())


def remind(session: Session, notice_id: int, step: str, row: int | None, at: datetime) -> None:
    """Notes a step; a second of the same kind is refused by the table."""
    session.add(IncidentReminder(notice_id=notice_id, step=step, outbox_id=row, at=at))
    session.flush()


def enter(
    session: Session, number: int, kind: str, at: datetime, *, value: str = "", member: int | None = None,
    payload: int | None = None,
) -> None:  # fmt: skip
    """Adds to the history of a case."""
    session.add(IncidentEntry(incident_id=number, at=at, kind=kind, value=value, member_id=member, payload_id=payload))
    session.flush()


def entries(session: Session, number: int) -> list[IncidentEntry]:
    """The history of a case, oldest first."""
    wanted = select(IncidentEntry).where(col(IncidentEntry.incident_id) == number)
    return list(session.execute(wanted.order_by(col(IncidentEntry.at), col(IncidentEntry.id))).scalars())


def close_notices(session: Session, number: int) -> None:
    """Nobody is reminded of this case any more."""
    session.execute(update(IncidentNotice).where(col(IncidentNotice.incident_id) == number).values(closed=True))


def open_numbers(session: Session) -> list[int]:
    """The numbers of all cases that are not at their end."""
    wanted = select(col(Incident.id)).where(col(Incident.state).in_(OPEN))
    return [number or 0 for number in session.execute(wanted).scalars()]


def open_cases(session: Session, limit: int = 20) -> list[Incident]:
    """Cases that are not at their end, newest first."""
    wanted = select(Incident).where(col(Incident.state).in_(OPEN))
    return list(session.execute(wanted.order_by(col(Incident.id).desc()).limit(limit)).scalars())


def unacknowledged(session: Session, office: str, limit: int = 50) -> list[tuple[IncidentNotice, Incident]]:
    """The notices to an office that nobody has acknowledged, in cases that are open, oldest first."""
    wanted = (
        select(IncidentNotice, Incident)
        .join(Incident, col(Incident.id) == col(IncidentNotice.incident_id))
        .where(
            col(IncidentNotice.acknowledged_at).is_(None), ~col(IncidentNotice.closed),
            col(IncidentNotice.office) == office, col(Incident.state).in_(OPEN),
        )
        .order_by(col(IncidentNotice.reported_at))
        .limit(limit)
    )  # fmt: skip
    return [(notice, case) for notice, case in session.execute(wanted).all()]


def reported_by(session: Session, reporters: Sequence[int], limit: int = 10) -> list[Incident]:
    """Open cases that these accounts reported, newest first."""
    wanted = select(Incident).where(col(Incident.state).in_(OPEN), col(Incident.reporter_id).in_(reporters))
    return list(session.execute(wanted.order_by(col(Incident.id).desc()).limit(limit)).scalars())


def rows_of(session: Session, notices_: Iterable[IncidentNotice]) -> Sequence[int]:
    """The outbox rows of reminders of some notices."""
    wanted = select(col(IncidentReminder.outbox_id)).where(
        col(IncidentReminder.notice_id).in_([one.id for one in notices_]), col(IncidentReminder.step) != "operator"
    )
    return [row for row in session.execute(wanted).scalars() if row is not None]


def emergency_of(session: Session, account: Account) -> str:
    """What the 利用方針 in force says of 緊急時の体制 in field 5 (運用体制), "" where none is kept."""
    if account.application_id is None:
        return ""
    wanted = (
        select(col(FieldAnswer.payload_id))
        .where(col(FieldAnswer.application_id) == account.application_id, col(FieldAnswer.field) == "5")
        .order_by(col(FieldAnswer.version).desc())
        .limit(1)
    )
    body = body_of(session, session.execute(wanted).scalar_one_or_none()) or {}
    return str((body.get("parts") or {}).get("emergency", ""))
