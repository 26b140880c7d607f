"""Applications for official accounts: what was written in each field, in which version, and what was submitted."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import and_, delete, func, select
from sqlalchemy.orm import Session
from sqlmodel import col

from storage.payloads import body_of
from storage.policy_tables import Application, FieldAnswer, Submission, Walk
from storage.tables import Payload


@dataclass(frozen=True)
class Saved:
    """The newest version of a field: part id → text, and who saved it when. Version 0: nothing yet."""

    version: int = 0
    parts: dict[str, str] | None = None
    person: str = ""
    at: datetime | None = None

    @property
    def answers(self) -> dict[str, str]:
        """The parts; {} where nothing was written, or it was blanked."""
        return self.parts or {}


def begin(
    session: Session, *, kind: str, section: str, medium: str, author: str, answer_to: dict[str, Any], at: datetime,
    state: str, step: str = "", account_id: int | None = None, follows: int | None = None,
) -> Application:  # fmt: skip
    """A new application with its number."""
    row = Application(
        kind=kind, section=section, medium=medium, author=author, answer_to=answer_to, begun_at=at, changed_at=at,
        state=state, step=step, account_id=account_id, follows=follows,
    )  # fmt: skip
    session.add(row)
    session.flush()
    return row


def application(session: Session, number: int) -> Application | None:
    """An application by number, locked until the transaction ends."""
    wanted = select(Application).where(col(Application.id) == number).with_for_update()
    return session.execute(wanted).scalar_one_or_none()


def look(session: Session, number: int) -> Application | None:
    """An application by number, to read."""
    return session.get(Application, number)


def of_sections(session: Session, sections: Iterable[str], states: Iterable[str] = ()) -> list[Application]:
    """The applications of some units, newest change first; in some states where these are named."""
    wanted = select(Application).where(col(Application.section).in_(list(sections)))
    if chosen := list(states):
        wanted = wanted.where(col(Application.state).in_(chosen))
    return list(session.execute(wanted.order_by(col(Application.changed_at).desc(), col(Application.id))).scalars())


def in_state(session: Session, states: Iterable[str]) -> list[Application]:
    """All applications in some states, oldest first."""
    wanted = select(Application).where(col(Application.state).in_(list(states))).order_by(col(Application.id))
    return list(session.execute(wanted).scalars())


def same_medium(session: Session, section: str, medium: str, but: int = 0) -> list[Application]:
    """Other applications of a unit for one medium, newest first."""
    same = (col(Application.section) == section, col(Application.medium) == medium, col(Application.id) != but)
    return list(session.execute(select(Application).where(*same).order_by(col(Application.id).desc())).scalars())


# Fields


def save(session: Session, number: int, field: str, version: int, payload_id: int, person: str, at: datetime) -> None:
    """Adds a version of a field; two who add the same version at once cannot both commit."""
    session.add(
        FieldAnswer(application_id=number, field=field, version=version, payload_id=payload_id, person=person, at=at)
    )
    session.flush()


def saved(session: Session, number: int) -> dict[str, Saved]:
    """Field id → its newest version, for every field in which something was saved."""
    newest = (
        select(col(FieldAnswer.field), func.max(FieldAnswer.version).label("version"))
        .where(col(FieldAnswer.application_id) == number)
        .group_by(col(FieldAnswer.field))
        .subquery()
    )
    wanted = (
        select(FieldAnswer, col(Payload.body))
        .join(newest, and_(col(FieldAnswer.field) == newest.c.field, col(FieldAnswer.version) == newest.c.version))
        .join(Payload, col(Payload.id) == col(FieldAnswer.payload_id))
        .where(col(FieldAnswer.application_id) == number)
    )
    return {row.field: _saved(row, body) for row, body in session.execute(wanted).all()}


def saved_at(session: Session, number: int, field: str, version: int) -> Saved:
    """One version of a field; `Saved()` for version 0 or one that there is not."""
    wanted = select(FieldAnswer).where(
        col(FieldAnswer.application_id) == number, col(FieldAnswer.field) == field, col(FieldAnswer.version) == version
    )
    row = session.execute(wanted).scalar_one_or_none()
    return Saved() if row is None else _saved(row, body_of(session, row.payload_id))


def _saved(row: FieldAnswer, body: dict[str, Any] | None) -> Saved:
    return Saved(row.version, dict((body or {}).get("parts", {})), row.person, row.at)


def answers(fields: dict[str, Saved]) -> dict[str, str]:
    """All parts of all fields as one mapping."""
    return {part: text for one in fields.values() for part, text in one.answers.items()}


# Submissions


def submit(session: Session, new: Submission) -> Submission:
    """Keeps what was submitted; a round is submitted once."""
    session.add(new)
    session.flush()
    return new


def submission(session: Session, number: int, round_: int) -> Submission | None:
    """What was submitted in a round."""
    wanted = select(Submission).where(col(Submission.application_id) == number, col(Submission.round) == round_)
    return session.execute(wanted).scalar_one_or_none()


def submitted_answers(session: Session, number: int, round_: int) -> dict[str, str]:
    """The answers as submitted in a round; {} where there were none or they were blanked."""
    row = submission(session, number, round_)
    body = body_of(session, row.payload_id) if row else None
    return dict((body or {}).get("answers", {}))


def is_blanked(session: Session, number: int, round_: int) -> bool:
    """Whether the words of what was submitted in a round are gone, because their term is over."""
    row = submission(session, number, round_)
    return row is not None and body_of(session, row.payload_id) is None


# Who fills in what


def walk(session: Session, member: int, number: int, at: datetime) -> None:
    """Notes that an account is filling in an application now."""
    session.merge(Walk(member_id=member, application_id=number, at=at))
    session.flush()


def leave(session: Session, member: int) -> None:
    """Notes that an account has left its application."""
    session.execute(delete(Walk).where(col(Walk.member_id) == member))


def walking(session: Session, member: int, since: datetime) -> Application | None:
    """The application that an account has been filling in since a time, None if it is not."""
    wanted = select(Application).join(Walk, col(Walk.application_id) == col(Application.id))
    return session.execute(wanted.where(col(Walk.member_id) == member, col(Walk.at) >= since)).scalar_one_or_none()
