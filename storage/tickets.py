"""Questions passed on to an office, from open to answered to closed."""

from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from storage.outbox import posted_as
from storage.tables import Outbox, Ticket


def open_ticket(
    session: Session, *, asker: int, office: str, question_payload: int, answer_to: dict[str, Any], at: datetime
) -> Ticket:
    """A new open ticket with its number; its question is written into the payload named."""
    ticket = Ticket(asker_id=asker, office=office, question_payload=question_payload, answer_to=answer_to, opened_at=at)
    session.add(ticket)
    session.flush()
    return ticket


def ticket(session: Session, number: int) -> Ticket | None:
    """A ticket by number, locked until the transaction ends, so that two answers cannot cross."""
    return session.execute(select(Ticket).where(col(Ticket.id) == number).with_for_update()).scalar_one_or_none()


def under(session: Session, platform: str, channel: str, message: str) -> Ticket | None:
    """The ticket whose notice was posted as this message."""
    row = posted_as(session, platform, channel, message)
    if row is None:
        return None
    return session.execute(select(Ticket).where(col(Ticket.notice_id) == row).with_for_update()).scalar_one_or_none()


def rooms_of(session: Session, notice_id: int | None) -> set[str]:
    """The channels in which a ticket's notice may stand: where it was sent, and where it was posted."""
    wanted = select(col(Outbox.place), col(Outbox.posted_channel)).where(col(Outbox.id) == notice_id)
    found = session.execute(wanted).one_or_none()
    return set() if found is None else {str(found[0]["channel"]), str(found[1] or "")} - {""}


def of_asker(session: Session, asker: int, limit: int = 5) -> list[Ticket]:
    """The newest tickets of an asker that are not closed."""
    mine = select(Ticket).where(col(Ticket.asker_id) == asker, col(Ticket.state) != "closed")
    return list(session.execute(mine.order_by(col(Ticket.id).desc()).limit(limit)).scalars())


def open_of(session: Session, office: str, limit: int = 20) -> list[Ticket]:
    """The open tickets of an office, oldest first."""
    waiting = select(Ticket).where(col(Ticket.office) == office, col(Ticket.state) == "open")
    return list(session.execute(waiting.order_by(col(Ticket.id)).limit(limit)).scalars())


def open_numbers(session: Session) -> list[int]:
    """The numbers of all tickets without an answer."""
    wanted = select(col(Ticket.id)).where(col(Ticket.state) == "open")
    return [number or 0 for number in session.execute(wanted).scalars()]


def waiting_for(session: Session, office: str) -> int:
    """How many open tickets an office has."""
    waiting = select(col(Ticket.id)).where(col(Ticket.office) == office, col(Ticket.state) == "open")
    return len(session.execute(waiting).all())
