"""The tables. Free text lives in `payload` rows only, where it can be blanked."""

from datetime import UTC, datetime
from typing import Any, cast

from sqlalchemy import DateTime, Dialect, Index, Table, TypeDecorator, UniqueConstraint, text
from sqlalchemy.types import JSON
from sqlmodel import Field, SQLModel


class Moment(TypeDecorator[datetime]):
    """An aware datetime, stored in UTC. SQLite has no time zones: naive there, made aware on reading."""

    impl = DateTime
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> Any:
        """PostgreSQL keeps `timestamptz`, SQLite ISO text."""
        return dialect.type_descriptor(DateTime(timezone=dialect.name == "postgresql"))

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuses naive datetimes: which clock they were read from cannot be known."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a naive datetime cannot be stored")
        value = value.astimezone(UTC)
        return value if dialect.name == "postgresql" else value.replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Always aware, always UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def table_of(model: type[SQLModel]) -> Table:
    """The plain table of a model. Statements built once on it cost a tenth of those built for each call."""
    return cast(Table, model.__table__)  # type: ignore[attr-defined]


class Member(SQLModel, table=True):
    """A platform account as last seen; `person` is the organisation file's id once it was matched."""

    __tablename__ = "member"
    __table_args__ = (
        Index("member_account", "platform", "team", "account", unique=True), Index("member_person", "person"),
    )  # fmt: skip
    id: int | None = Field(default=None, primary_key=True)
    platform: str
    team: str
    account: str
    person: str | None = None
    name: str = ""
    seen_at: datetime = Field(sa_type=Moment)


class Payload(SQLModel, table=True):
    """Free text with an end: `body` is blanked after `keep_until`, and its salt with it.

    `kind` is the class of record (question, card, ticket, answer). All payloads of one `subject`
    (such as "ticket:12") are blanked together.
    """

    __tablename__ = "payload"
    id: int | None = Field(default=None, primary_key=True)
    kind: str
    subject: str = Field(index=True)
    body: dict[str, Any] | None = Field(default=None, sa_type=JSON)
    salt: str | None = None
    kept_from: datetime = Field(sa_type=Moment)
    keep_until: datetime | None = Field(default=None, sa_type=Moment, index=True)
    blanked_at: datetime | None = Field(default=None, sa_type=Moment)


class Done(SQLModel, table=True):
    """A delivery or nonce whose effect is committed; `payload_id` is what was answered."""

    __tablename__ = "done"
    key: str = Field(primary_key=True)
    at: datetime = Field(sa_type=Moment, index=True)
    payload_id: int | None = Field(default=None, foreign_key="payload.id")
    """The replies that were given (payload kind "replies"), None when there were none to keep."""


_WAITING = text("state = 'waiting'")


class Outbox(SQLModel, table=True):
    """Something to post. Rows of one `thread` go out in the order of `position`.

    `edits` is the row whose posted message is replaced instead of posting a new one. `state` is
    waiting, sent or dead; `lease_owner` posts it until `leased_until`, both by the database's clock.
    `platform` and `place` are where it goes now: number `way` of `ways`, where it has several; `tries` counts
    the attempts there. `unsure`: an attempt may have been accepted without our knowing. A row of kind
    `notice` is never given up. From `order_until` on a row no longer waits for those before it; `out_of_order`
    says why it went ahead of one.
    """

    __tablename__ = "outbox"
    __table_args__ = (
        Index("outbox_order", "thread", "position", unique=True),
        Index("outbox_due", "due_at", sqlite_where=_WAITING, postgresql_where=_WAITING),
        Index("outbox_posted", "platform", "posted_channel", "posted_id"),
        Index("outbox_edits", "edits", sqlite_where=_WAITING, postgresql_where=_WAITING),
        # Ids are the marks of what was posted: SQLite would give a deleted row's id to the next one.
        {"sqlite_autoincrement": True},
    )
    id: int | None = Field(default=None, primary_key=True)
    thread: str
    position: int = 0
    kind: str = "card"
    platform: str
    place: dict[str, Any] = Field(sa_type=JSON)
    payload_id: int = Field(foreign_key="payload.id")
    edits: int | None = Field(default=None, foreign_key="outbox.id")
    state: str = "waiting"
    attempts: int = 0
    created_at: datetime = Field(sa_type=Moment)
    due_at: datetime = Field(sa_type=Moment)
    lease_owner: str | None = None
    leased_until: datetime | None = Field(default=None, sa_type=Moment)
    posted_channel: str | None = None
    posted_id: str | None = None
    sent_at: datetime | None = Field(default=None, sa_type=Moment)
    error: str | None = None
    ways: list[dict[str, Any]] = Field(default_factory=list, sa_type=JSON)
    way: int = 0
    tries: int = 0
    unsure: bool = False
    order_until: datetime | None = Field(default=None, sa_type=Moment)
    out_of_order: str | None = None


class Question(SQLModel, table=True):
    """A question as asked, without the asker; the text is in its payload."""

    __tablename__ = "question"
    id: str = Field(primary_key=True)
    payload_id: int = Field(foreign_key="payload.id")
    mode: str
    clauses: list[str] = Field(sa_type=JSON)
    chosen: str | None = None
    asked_at: datetime = Field(sa_type=Moment, index=True)


class Feedback(SQLModel, table=True):
    """A 👍 or 👎 on a clause shown for a question; `better` is the clause that it should have been."""

    __tablename__ = "feedback"
    id: int | None = Field(default=None, primary_key=True)
    question_id: str = Field(foreign_key="question.id", index=True)
    clause: str
    good: bool
    better: str | None = None
    given_at: datetime = Field(sa_type=Moment)


class Ticket(SQLModel, table=True):
    """A question passed on to an office. `state`: open, answered, closed."""

    __tablename__ = "ticket"
    id: int | None = Field(default=None, primary_key=True)
    asker_id: int = Field(foreign_key="member.id")
    office: str
    state: str = "open"
    question_payload: int = Field(foreign_key="payload.id")
    answer_payload: int | None = Field(default=None, foreign_key="payload.id")
    answer_to: dict[str, Any] = Field(sa_type=JSON)
    notice_id: int | None = Field(default=None, foreign_key="outbox.id", index=True)
    opened_at: datetime = Field(sa_type=Moment)
    answered_at: datetime | None = Field(default=None, sa_type=Moment)
    answered_by: int | None = Field(default=None, foreign_key="member.id")


class Reference(SQLModel, table=True):
    """What a platform needs to post to a conversation later (Teams' conversation reference)."""

    __tablename__ = "reference"
    __table_args__ = (Index("reference_place", "platform", "team", "conversation", unique=True),)
    id: int | None = Field(default=None, primary_key=True)
    platform: str
    team: str
    conversation: str
    reference: dict[str, Any] = Field(sa_type=JSON)
    kept_at: datetime = Field(sa_type=Moment)


class LogEntry(SQLModel, table=True):
    """One act. Append-only by trigger; `hash` covers the entry and the hash before it."""

    __tablename__ = "log_entry"
    __table_args__ = (UniqueConstraint("previous"),)
    seq: int = Field(primary_key=True)
    at: datetime = Field(sa_type=Moment)
    act: str
    person: str
    ids: dict[str, Any] = Field(sa_type=JSON)
    digest: str
    previous: str
    hash: str


class LogHead(SQLModel, table=True):
    """The one row whose lock orders the log."""

    __tablename__ = "log_head"
    id: int = Field(default=1, primary_key=True)
    seq: int
    hash: str
