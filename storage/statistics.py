"""Counts over a period, for the office in charge: no person, no text. Grouped by the database, not row by row here."""

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import String, cast, func, select
from sqlalchemy.orm import Session
from sqlmodel import col

from storage.check_tables import DraftCheck
from storage.evaluation_tables import Due
from storage.incident_tables import Incident, IncidentNotice
from storage.tables import Question, Ticket

NONE = "none"


@dataclass(frozen=True)
class Questions:
    """How many were asked, how many found no clause, and how often each clause was the answer."""

    asked: int
    unanswered: int
    passed_on: int
    passed_on_open: int
    clauses: dict[str, int]


@dataclass(frozen=True)
class Checks:
    """How many drafts were checked, by severity, and how many of them each clause was found in."""

    severities: dict[str, int]
    clauses: dict[str, int]


@dataclass(frozen=True)
class Acknowledged:
    """How soon an office acknowledged: minutes from when it was told, and how many have not yet."""

    minutes: tuple[float, ...]
    waiting: int


def questions(session: Session, start: datetime, end: datetime) -> Questions:
    """Questions from `start` until before `end`."""
    clauses = cast(Question.clauses, String)
    wanted = select(col(Question.mode), col(Question.chosen), clauses, func.count()).where(
        col(Question.asked_at) >= start, col(Question.asked_at) < end
    )
    asked, unanswered, answers = 0, 0, Counter[str]()
    for mode, chosen, listed, count in session.execute(
        wanted.group_by(col(Question.mode), col(Question.chosen), clauses)
    ).all():
        asked += count
        if mode == NONE or chosen == NONE:
            unanswered += count
        elif answer := chosen or next(iter(_list(listed) if mode == "direct" else []), ""):
            answers[answer] += count
    tickets = _tickets(session, start, end)
    return Questions(asked, unanswered, sum(tickets.values()), tickets.get("open", 0), dict(answers))


def _tickets(session: Session, start: datetime, end: datetime) -> dict[str, int]:
    wanted = select(col(Ticket.state), func.count()).where(col(Ticket.opened_at) >= start, col(Ticket.opened_at) < end)
    return {state: count for state, count in session.execute(wanted.group_by(col(Ticket.state))).all()}


def checks(session: Session, start: datetime, end: datetime) -> Checks:
    """Drafts that were begun in the period, with what the newest version of each was found to have."""
    clauses = cast(DraftCheck.clauses, String)
    wanted = select(col(DraftCheck.severity), clauses, func.count()).where(
        col(DraftCheck.made_at) >= start, col(DraftCheck.made_at) < end
    )
    severities, found = Counter[str](), Counter[str]()
    for severity, listed, count in session.execute(wanted.group_by(col(DraftCheck.severity), clauses)).all():
        severities[severity] += count
        found.update({clause: count for clause in set(_list(listed))})
    return Checks(dict(severities), dict(found))


def acknowledgements(session: Session, start: datetime, end: datetime) -> dict[str, Acknowledged]:
    """Office → how soon it acknowledged the cases reported in the period; drills do not count."""
    wanted = (
        select(IncidentNotice)
        .join(Incident, col(Incident.id) == col(IncidentNotice.incident_id))
        .where(col(Incident.reported_at) >= start, col(Incident.reported_at) < end, ~col(Incident.drill))
        .order_by(col(IncidentNotice.position))
    )
    offices: dict[str, list[IncidentNotice]] = {}
    for one in session.execute(wanted).scalars():
        offices.setdefault(one.office, []).append(one)
    return {office: _acknowledged(rows) for office, rows in offices.items()}


def _acknowledged(rows: Iterable[IncidentNotice]) -> Acknowledged:
    minutes, waiting = [], 0
    for one in rows:
        if one.acknowledged_at:
            minutes.append(max(0.0, (one.acknowledged_at - (one.told_at or one.reported_at)).total_seconds() / 60))
        elif not one.closed:
            waiting += 1
    return Acknowledged(tuple(sorted(minutes)), waiting)


def evaluations_due(session: Session, start: date, end: date) -> list[tuple[date, date | None, datetime | None]]:
    """(due, put off until, answered) of every evaluation that was due in the period and not given up since."""
    wanted = select(col(Due.due_on), col(Due.snoozed_until), col(Due.answered_at)).where(
        col(Due.due_on) >= start, col(Due.due_on) < end, col(Due.state).in_(("open", "answered")),
        col(Due.kind).in_(("evaluation", "review")),
    )  # fmt: skip
    return [(due, until, answered) for due, until, answered in session.execute(wanted).all()]


def _list(text: str | None) -> list[str]:
    found = json.loads(text or "[]")
    return [str(one) for one in found] if isinstance(found, list) else []
