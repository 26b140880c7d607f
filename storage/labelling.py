"""What people asked and how it went, for somebody who labels it: the words, never who asked them."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, aliased
from sqlmodel import col

from storage.tables import Feedback, Payload, Question, Ticket

Why = Literal["unanswered", "bad", "ticket", "good"]
NONE = "none"


@dataclass(frozen=True)
class Asked:
    """A question worth labelling. `shown` is the clause that it got, "" for none.

    `meant` is what somebody said that it should have been: a clause, "none" for no clause, "" for nothing said.
    `told` is what the office answered.
    """

    question: str
    why: Why
    shown: str = ""
    meant: str = ""
    told: str = ""


def asked(session: Session) -> Iterator[Asked]:
    """What is not blanked, those that went wrong first: not answered, 👎, answered by an office, 👍."""
    yield from _unanswered(session)
    yield from _rated(session, good=False)
    yield from _by_offices(session)
    yield from _rated(session, good=True)


def _unanswered(session: Session) -> Iterator[Asked]:
    wanted = select(col(Payload.body)).join(Question, col(Question.payload_id) == col(Payload.id))
    wanted = wanted.where(
        col(Payload.blanked_at).is_(None), or_(col(Question.mode) == NONE, col(Question.chosen) == NONE)
    ).order_by(col(Payload.id))
    for body in session.execute(wanted).scalars():
        yield Asked(str(body["text"]), "unanswered")


def _rated(session: Session, *, good: bool) -> Iterator[Asked]:
    wanted = select(col(Payload.body), col(Feedback.clause), col(Feedback.better))
    wanted = wanted.join(Question, col(Question.payload_id) == col(Payload.id))
    wanted = wanted.join(Feedback, col(Feedback.question_id) == col(Question.id))
    wanted = wanted.where(col(Payload.blanked_at).is_(None), col(Feedback.good) == good).order_by(col(Feedback.id))
    for body, clause, better in session.execute(wanted):
        meant = clause if good else {None: "", "unknown": ""}.get(better, better)
        yield Asked(str(body["text"]), "good" if good else "bad", clause, meant)


def _by_offices(session: Session) -> Iterator[Asked]:
    question, answer = aliased(Payload), aliased(Payload)
    wanted = select(col(question.body), col(answer.body)).select_from(Ticket)
    wanted = wanted.join(question, col(question.id) == col(Ticket.question_payload))
    wanted = wanted.join(answer, col(answer.id) == col(Ticket.answer_payload))
    wanted = wanted.where(col(question.blanked_at).is_(None)).order_by(col(Ticket.id))
    for asked_, told in session.execute(wanted):
        yield Asked(str(asked_["text"]), "ticket", told="" if told is None else str(told["text"]))
