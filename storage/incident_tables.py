"""The tables of trouble and violations. Their free text lives in payloads, as everywhere."""

from datetime import datetime
from typing import Any

from sqlalchemy import Index, text
from sqlalchemy.types import JSON
from sqlmodel import Field, SQLModel

from storage.tables import Moment

_UNTOLD = text("told_at IS NULL")
_UNANSWERED = text("acknowledged_at IS NULL AND NOT closed")


class Incident(SQLModel, table=True):
    """A reported trouble. `state`: 対応中, 収束, 終結, 取下げ, 誤報 or 統合 (then `merged_into` names the other).

    What was written in the form is in the payload; `account` is the register's id of the account, None where the
    account was written freely. `status_row` is the outbox row of the reporter's own card.
    """

    __tablename__ = "incident"
    __table_args__ = (Index("incident_open", "state"),)
    id: int | None = Field(default=None, primary_key=True)
    reporter_id: int = Field(foreign_key="member.id")
    drill: bool
    kind: str
    account: str | None = None
    personal_data: str = "no"
    state: str = "対応中"
    payload_id: int = Field(foreign_key="payload.id")
    reported_to: dict[str, Any] = Field(sa_type=JSON)
    reported_at: datetime = Field(sa_type=Moment)
    status_row: int | None = Field(default=None, foreign_key="outbox.id")
    merged_into: int | None = Field(default=None, foreign_key="incident.id")


class IncidentNotice(SQLModel, table=True):
    """An office that is told of a case, `position` in the guideline's order, and its 受領.

    `told_at`: when its delivery was confirmed, as the clock noticed from the outbox.

    `closed`: the case was withdrawn or merged, nobody is reminded any more.
    """

    __tablename__ = "incident_notice"
    __table_args__ = (
        Index("incident_notice_order", "incident_id", "position", unique=True),
        Index("incident_notice_row", "outbox_id"),
        Index("incident_notice_untold", "id", sqlite_where=_UNTOLD, postgresql_where=_UNTOLD),
        Index(
            "incident_notice_waiting", "reported_at", sqlite_where=_UNANSWERED, postgresql_where=_UNANSWERED
        ),
    )  # fmt: skip
    id: int | None = Field(default=None, primary_key=True)
    incident_id: int = Field(foreign_key="incident.id")
    position: int
    office: str
    outbox_id: int = Field(foreign_key="outbox.id")
    told_at: datetime | None = Field(default=None, sa_type=Moment)
    acknowledged_at: datetime | None = Field(default=None, sa_type=Moment)
    acknowledged_by: int | None = Field(default=None, foreign_key="member.id")
    closed: bool = False
    reported_at: datetime = Field(sa_type=Moment)


class IncidentReminder(SQLModel, table=True):
    """A step that was taken because an office had not been reached or had not acknowledged; each at most once."""

    __tablename__ = "incident_reminder"
    __table_args__ = (Index("incident_reminder_once", "notice_id", "step", unique=True),)
    id: int | None = Field(default=None, primary_key=True)
    notice_id: int = Field(foreign_key="incident_notice.id")
    step: str
    outbox_id: int | None = Field(default=None, foreign_key="outbox.id")
    at: datetime = Field(sa_type=Moment)


class IncidentEntry(SQLModel, table=True):
    """What somebody did in a case. `kind` names it, `value` is a code, never text; text is in the payload."""

    __tablename__ = "incident_entry"
    id: int | None = Field(default=None, primary_key=True)
    incident_id: int = Field(foreign_key="incident.id", index=True)
    at: datetime = Field(sa_type=Moment)
    kind: str
    value: str = ""
    member_id: int | None = Field(default=None, foreign_key="member.id")
    payload_id: int | None = Field(default=None, foreign_key="payload.id")


class Violation(SQLModel, table=True):
    """A report under 8-(2). `step` is where it stands in the chain, `holder` the person whose turn it is.

    `named`: the reporter lets the head see the name. `subject` is the person whom it is about, where known.
    """

    __tablename__ = "violation"
    __table_args__ = (Index("violation_step", "step"),)
    id: int | None = Field(default=None, primary_key=True)
    reporter_id: int = Field(foreign_key="member.id")
    named: bool
    official: bool
    section: str = ""
    clauses: list[str] = Field(sa_type=JSON)
    step: str
    holder: str
    subject: str | None = None
    payload_id: int = Field(foreign_key="payload.id")
    incident_id: int | None = Field(default=None, foreign_key="incident.id")
    reported_to: dict[str, Any] = Field(sa_type=JSON)
    reported_at: datetime = Field(sa_type=Moment)
    step_at: datetime = Field(sa_type=Moment)


class ViolationEntry(SQLModel, table=True):
    """An act in the chain of 8-(2) or under 8-(1): who, when, and the text in its payload."""

    __tablename__ = "violation_entry"
    id: int | None = Field(default=None, primary_key=True)
    violation_id: int = Field(foreign_key="violation.id", index=True)
    at: datetime = Field(sa_type=Moment)
    kind: str
    person: str
    payload_id: int | None = Field(default=None, foreign_key="payload.id")
    outbox_id: int | None = Field(default=None, foreign_key="outbox.id")
