"""Questions as asked, without the asker, and what people thought of the answers."""

from datetime import datetime

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session
from sqlmodel import col

from storage.payloads import body_of
from storage.tables import Feedback, Question, table_of


def add(session: Session, id_: str, payload_id: int, mode: str, clauses: list[str], at: datetime) -> None:
    """Keeps a question; `at` is a day without its hour, so that the log cannot tell who asked it."""
    row = {"id": id_, "payload_id": payload_id, "mode": mode, "clauses": clauses, "asked_at": at}
    session.execute(_ADD, row)


def exists(session: Session, id_: str) -> bool:
    """Whether a question is (still) known."""
    return session.execute(select(col(Question.id)).where(col(Question.id) == id_)).first() is not None


def text_of(session: Session, id_: str) -> str | None:
    """The words of a question, None when they were blanked or the question is unknown."""
    payload = select(col(Question.payload_id)).where(col(Question.id) == id_)
    body = body_of(session, session.execute(payload).scalar_one_or_none())
    return None if body is None else str(body["text"])


def choose(session: Session, id_: str, clause: str) -> None:
    """Notes which of the offered clauses was meant; "none" for none of them."""
    session.execute(update(Question).where(col(Question.id) == id_).values(chosen=clause))


def rate(session: Session, id_: str, clause: str, good: bool, at: datetime, better: str | None = None) -> None:
    """Keeps a 👍 or 👎."""
    row = {"question_id": id_, "clause": clause, "good": good, "better": better, "given_at": at}
    session.execute(insert(Feedback).values(row))


_ADD = insert(table_of(Question))
