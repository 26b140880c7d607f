"""What was answered, checked, notified and approved under clauses that a revision changes."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from storage.check_tables import DraftCheck
from storage.incident_tables import Violation
from storage.policy_tables import Application
from storage.tables import Question


@dataclass(frozen=True)
class Relied:
    """`answers` and `checks` are counted for each clause (nobody's words, nobody's name); the others are numbers."""

    answers: dict[str, int]
    checks: dict[str, int]
    violations: tuple[int, ...]
    applications: tuple[tuple[int, str, str], ...]
    """(number, section, medium) of what was approved under clauses of the form."""


def on(session: Session, clauses: frozenset[str], form_changed: bool) -> Relied:
    """What relied on these clauses. `form_changed`: whether approvals under the form are among it."""
    answers = _counted(session.execute(select(col(Question.clauses))).scalars(), clauses)
    checks = _counted(session.execute(select(col(DraftCheck.clauses))).scalars(), clauses)
    rows = session.execute(select(col(Violation.id), col(Violation.clauses)).order_by(col(Violation.id)))
    violations = tuple(number or 0 for number, named in rows if clauses & set(named))
    approved: tuple[tuple[int, str, str], ...] = ()
    if form_changed:
        wanted = select(col(Application.id), col(Application.section), col(Application.medium))
        found = session.execute(wanted.where(col(Application.state) == "承認").order_by(col(Application.id)))
        approved = tuple((number or 0, section, medium) for number, section, medium in found)
    return Relied(answers, checks, violations, approved)


def _counted(rows: Iterable[list[str]], clauses: frozenset[str]) -> dict[str, int]:
    return dict(Counter(clause for named in rows for clause in set(named) & clauses))
