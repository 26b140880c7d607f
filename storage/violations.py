"""Reports under 8-(2): where each stands in the chain, and what was done."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from storage.incident_tables import Violation, ViolationEntry
from storage.tables import LogEntry


def open_violation(session: Session, violation: Violation) -> Violation:
    """Adds a report and gives it its number."""
    session.add(violation)
    session.flush()
    return violation


def violation(session: Session, number: int) -> Violation | None:
    """A report by number, locked until the transaction ends."""
    return session.execute(select(Violation).where(col(Violation.id) == number).with_for_update()).scalar_one_or_none()


def enter(
    session: Session, number: int, kind: str, person: str, at: datetime, *, payload: int | None = None,
    row: int | None = None,
) -> None:  # fmt: skip
    """Adds an act to the history of a report."""
    session.add(ViolationEntry(violation_id=number, at=at, kind=kind, person=person, payload_id=payload, outbox_id=row))
    session.flush()


def entries(session: Session, number: int) -> list[ViolationEntry]:
    """The history of a report, oldest first."""
    wanted = select(ViolationEntry).where(col(ViolationEntry.violation_id) == number)
    return list(session.execute(wanted.order_by(col(ViolationEntry.id))).scalars())


def open_numbers(session: Session) -> list[int]:
    """The numbers of all reports whose chain is not at its end."""
    wanted = select(col(Violation.id)).where(col(Violation.step) != "done")
    return [number or 0 for number in session.execute(wanted).scalars()]


def waiting_for(session: Session, person: str) -> list[Violation]:
    """Reports whose turn is a person's."""
    wanted = select(Violation).where(col(Violation.holder) == person, col(Violation.step) != "done")
    return list(session.execute(wanted.order_by(col(Violation.id))).scalars())


def log_of(session: Session, number: int) -> Sequence[LogEntry]:
    """The log's entries about a report, in order."""
    acts = select(LogEntry).where(col(LogEntry.act).like("violation %")).order_by(col(LogEntry.seq))
    return [one for one in session.execute(acts).scalars() if one.ids.get("violation") == number]
