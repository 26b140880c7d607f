"""The tables of applications for official accounts and of the register. Free text lives in payload rows."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import Date, Index, text
from sqlalchemy.types import JSON
from sqlmodel import Field, SQLModel

from storage.tables import Moment

_UNPLANNED = text("unplanned")


class Account(SQLModel, table=True):
    """An account in the register: what the city runs, has run, or found to be run without approval.

    `state` is one of `storage.accounts.STATES`. `section` is a unit's name; `holder` and `deputy` are ids of the
    organisation file. `application_id` is the application whose 利用方針 is in force, None where the account is
    older than the register. `handle` is the name as it is compared (`storage.accounts.handle`).
    """

    __tablename__ = "account"
    __table_args__ = (
        Index("account_handle", "medium", "handle"),
        Index("account_unplanned", "id", sqlite_where=_UNPLANNED, postgresql_where=_UNPLANNED),
        Index("account_holder", "holder"),
        Index("account_deputy", "deputy"),
    )
    id: int | None = Field(default=None, primary_key=True)
    medium: str
    name: str
    handle: str
    url: str = ""
    section: str = Field(index=True)
    holder: str = ""
    deputy: str = ""
    state: str
    origin: str = "申請"
    """How it came into the register: 申請, 緊急 (7-(2) ただし書) or 移行 (imported)."""
    application_id: int | None = Field(default=None, foreign_key="application.id")
    broadcast_only: bool = False
    """専ら情報発信用途 (7-(4))."""
    approved_on: date | None = Field(default=None, sa_type=Date)
    approval_number: str = ""
    """文書番号 of the approval, as far as there is one."""
    obtained_on: date | None = Field(default=None, sa_type=Date)
    notified_on: date | None = Field(default=None, sa_type=Date)
    """When the offices were told (7-(6))."""
    published_at: str = ""
    """Where the public policy stands (7-(4)): profile or page."""
    policy_url: str = ""
    published_on: date | None = Field(default=None, sa_type=Date)
    review_on: date | None = Field(default=None, sa_type=Date)
    suspended_on: date | None = Field(default=None, sa_type=Date)
    closed_on: date | None = Field(default=None, sa_type=Date)
    version: int = 1
    """Grows with each change, so that two people changing at once notice each other."""
    unplanned: bool = True
    """Changed since its evaluations were planned: the next tick plans them anew."""
    entered_at: datetime = Field(sa_type=Moment)
    changed_at: datetime = Field(sa_type=Moment)


class Application(SQLModel, table=True):
    """An application for one medium. `state` is one of `guideline.policy`'s states, `step` the field it stands at.

    `answer_to` is where its section hears of it (a place); `account_id` is the account that a change is about.
    """

    __tablename__ = "application"
    id: int | None = Field(default=None, primary_key=True)
    kind: str
    """新規, 変更 or 緊急."""
    section: str = Field(index=True)
    medium: str
    state: str = Field(index=True)
    step: str = ""
    round: int = 0
    """How often it was submitted."""
    account_id: int | None = None
    follows: int | None = None
    """The application that this one was copied from or grew out of."""
    author: str
    """The person who began it."""
    answer_to: dict[str, Any] = Field(sa_type=JSON)
    reason_payload: int | None = Field(default=None, foreign_key="payload.id")
    """Why it is urgent, or what is changed."""
    submitted_by: str = ""
    as_deputy: bool = False
    submitted_at: datetime | None = Field(default=None, sa_type=Moment)
    decided_on: date | None = Field(default=None, sa_type=Date)
    decision_number: str = ""
    review_on: date | None = Field(default=None, sa_type=Date)
    fields_due_on: date | None = Field(default=None, sa_type=Date)
    begun_at: datetime = Field(sa_type=Moment)
    changed_at: datetime = Field(sa_type=Moment)


class FieldAnswer(SQLModel, table=True):
    """One version of what was written in one field; the newest counts, older ones show what changed."""

    __tablename__ = "field_answer"
    __table_args__ = (Index("field_answer_version", "application_id", "field", "version", unique=True),)
    id: int | None = Field(default=None, primary_key=True)
    application_id: int = Field(foreign_key="application.id")
    field: str
    version: int
    payload_id: int = Field(foreign_key="payload.id")
    person: str
    at: datetime = Field(sa_type=Moment)


class Submission(SQLModel, table=True):
    """What was submitted, frozen: the answers, their hash, and the document made of them."""

    __tablename__ = "submission"
    __table_args__ = (Index("submission_round", "application_id", "round", unique=True),)
    id: int | None = Field(default=None, primary_key=True)
    application_id: int = Field(foreign_key="application.id")
    round: int
    hash: str
    payload_id: int = Field(foreign_key="payload.id")
    file_payload: int | None = Field(default=None, foreign_key="payload.id")
    person: str
    as_deputy: bool = False
    at: datetime = Field(sa_type=Moment)


class Ballot(SQLModel, table=True):
    """A committee member's card for one round, and their vote once it is cast."""

    __tablename__ = "ballot"
    __table_args__ = (Index("ballot_person", "application_id", "round", "person", unique=True),)
    id: int | None = Field(default=None, primary_key=True)
    application_id: int = Field(foreign_key="application.id")
    round: int
    person: str
    notice_id: int | None = Field(default=None, foreign_key="outbox.id")
    vote: str = ""
    payload_id: int | None = Field(default=None, foreign_key="payload.id")
    voted_at: datetime | None = Field(default=None, sa_type=Moment)


class Decision(SQLModel, table=True):
    """What became of a round: by votes, by the chair alone, or in a room. One for each round."""

    __tablename__ = "decision"
    __table_args__ = (Index("decision_round", "application_id", "round", unique=True),)
    id: int | None = Field(default=None, primary_key=True)
    application_id: int = Field(foreign_key="application.id")
    round: int
    outcome: str
    how: str
    on: date = Field(sa_type=Date)
    number: str = ""
    person: str
    payload_id: int | None = Field(default=None, foreign_key="payload.id")
    at: datetime = Field(sa_type=Moment)


class Walk(SQLModel, table=True):
    """The application that a platform account is filling in at the moment: plain messages are asked about."""

    __tablename__ = "walk"
    member_id: int = Field(primary_key=True, foreign_key="member.id")
    application_id: int = Field(foreign_key="application.id")
    at: datetime = Field(sa_type=Moment)
