"""The tables of evaluations: what is due for an account, the reminders that went out, and what was answered."""

from datetime import date, datetime

from sqlalchemy import Date, Index, text
from sqlalchemy.types import JSON
from sqlmodel import Field, SQLModel

from storage.tables import Moment

_WAITING = text("look_at IS NOT NULL")


class Due(SQLModel, table=True):
    """Something that an account's people are reminded of on a day. One that is still to come has the stage "".

    `kind` is one of `guideline.evaluation.KINDS`. `period_end` is the day that the policy (or the committee) named,
    `due_on` the working day on or after it. `look_at` is when the clock acts on it next, None when nothing is to be
    done any more. `stage` is the last reminder that went out: "", first, again or overdue. `state` is one of
    `storage.evaluations.STATES`. `mark` tells changes of a holder apart.
    """

    __tablename__ = "evaluation_due"
    __table_args__ = (
        Index("evaluation_due_once", "account_id", "kind", "period_end", unique=True),
        Index("evaluation_due_look", "look_at", sqlite_where=_WAITING, postgresql_where=_WAITING),
        Index("evaluation_due_state", "state", "kind"),
    )  # fmt: skip
    id: int | None = Field(default=None, primary_key=True)
    account_id: int = Field(foreign_key="account.id")
    kind: str
    period_end: date = Field(sa_type=Date)
    due_on: date = Field(sa_type=Date)
    label: str = ""
    state: str = "coming"
    stage: str = ""
    look_at: datetime | None = Field(default=None, sa_type=Moment)
    raised_at: datetime | None = Field(default=None, sa_type=Moment)
    late: bool = False
    """The first reminder went out after its day: the bot was not running."""
    snoozed_until: date | None = Field(default=None, sa_type=Date)
    snooze_payload: int | None = Field(default=None, foreign_key="payload.id")
    mark: str = ""
    answered_at: datetime | None = Field(default=None, sa_type=Moment)


class Reminder(SQLModel, table=True):
    """A reminder that went out; its unique row makes it happen once, however many processes tick.

    `late`: it went out later than planned by a day and more. `outbox_ids`: the cards, one for each reader.
    """

    __tablename__ = "evaluation_reminder"
    __table_args__ = (Index("evaluation_reminder_once", "account_id", "kind", "due_on", "stage", unique=True),)
    id: int | None = Field(default=None, primary_key=True)
    account_id: int = Field(foreign_key="account.id")
    kind: str
    due_on: date = Field(sa_type=Date)
    stage: str
    due_id: int = Field(foreign_key="evaluation_due.id")
    late: bool = False
    outbox_ids: list[int] = Field(sa_type=JSON)
    at: datetime = Field(sa_type=Moment)


class Evaluation(SQLModel, table=True):
    """One version of an answer to something due; the newest counts, older ones are its history.

    `decision`: continue, change or stop; for the yearly and the idle questions the answers' code. The values and
    the comment are in the payload.
    """

    __tablename__ = "evaluation"
    __table_args__ = (
        Index("evaluation_version", "due_id", "version", unique=True), Index("evaluation_account", "account_id"),
    )  # fmt: skip
    id: int | None = Field(default=None, primary_key=True)
    account_id: int = Field(foreign_key="account.id")
    due_id: int = Field(foreign_key="evaluation_due.id")
    version: int
    decision: str
    payload_id: int = Field(foreign_key="payload.id")
    person: str
    at: datetime = Field(sa_type=Moment)


class Watermark(SQLModel, table=True):
    """What the clock looked at last, by name: the organisation file's holders, for example, as a digest."""

    __tablename__ = "watermark"
    name: str = Field(primary_key=True)
    value: str
    at: datetime = Field(sa_type=Moment)
