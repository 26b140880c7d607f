"""The tables of the pre-post check: drafts under check, what colleagues were asked, receipts. No text of a draft."""

from datetime import datetime
from typing import Any

from sqlalchemy.types import JSON
from sqlmodel import Field, SQLModel

from storage.tables import Moment


class DraftCheck(SQLModel, table=True):
    """A draft under check.

    The text and what its author answered are in the payload, which is blanked when the check is over; `digest`
    (salted) outlives it, so that a text can still be compared with a receipt. `person` is the author's id in the
    organisation file, or "member:" and the row of their account. `state`: open, asked (colleagues or deciders
    have it), hold (a superior is asked, 6-(4)), ready (a receipt is valid), posted, dropped. `revision` grows with
    every change, `version` with every change of the text. `account` is a row of the account register, "" for none.
    """

    __tablename__ = "draft_check"
    id: str = Field(primary_key=True)
    member_id: int = Field(foreign_key="member.id", index=True)
    person: str
    unit: str = ""
    account: str = Field(default="", index=True)
    version: int = 1
    revision: int = 1
    payload_id: int = Field(foreign_key="payload.id")
    digest: str
    salt: str
    capacity: str | None = None
    content_type: str | None = None
    severity: str
    clauses: list[str] = Field(sa_type=JSON)
    rules: list[str] = Field(sa_type=JSON)
    state: str = Field(default="open", index=True)
    corrects: str | None = None
    place: dict[str, Any] = Field(sa_type=JSON)
    made_at: datetime = Field(sa_type=Moment, index=True)
    changed_at: datetime = Field(sa_type=Moment, index=True)


class Review(SQLModel, table=True):
    """Somebody was asked about one version of a draft.

    `kind`: confirm (7-(7)-1), decide (7-(7)-2) or consult (6-(4)). `state`: asked, agreed, returned, passed (to the
    next decider) or void. `step` counts the deciders from 0.
    """

    __tablename__ = "review"
    id: int | None = Field(default=None, primary_key=True)
    check_id: str = Field(foreign_key="draft_check.id", index=True)
    version: int
    kind: str
    person: str = Field(index=True)
    step: int = 0
    state: str = "asked"
    notice_id: int | None = Field(default=None, foreign_key="outbox.id")
    comment_payload: int | None = Field(default=None, foreign_key="payload.id")
    asked_at: datetime = Field(sa_type=Moment)
    answered_at: datetime | None = Field(default=None, sa_type=Moment)
    reminded_at: datetime | None = Field(default=None, sa_type=Moment)


class Receipt(SQLModel, table=True):
    """What a version of a draft was cleared by. `way`: 相互確認, 単独 or 決裁; `people` who cleared it.

    `digest` and `salt` are the draft's: one changed character makes another text.
    """

    __tablename__ = "receipt"
    id: int | None = Field(default=None, primary_key=True)
    check_id: str = Field(foreign_key="draft_check.id", index=True)
    version: int
    way: str
    people: list[str] = Field(sa_type=JSON)
    digest: str
    salt: str
    given_at: datetime = Field(sa_type=Moment)
    void_at: datetime | None = Field(default=None, sa_type=Moment)
    posted_at: datetime | None = Field(default=None, sa_type=Moment)
    url_payload: int | None = Field(default=None, foreign_key="payload.id")
    kept_payload: int | None = Field(default=None, foreign_key="payload.id")
    """The text decided on under 7-(7)-2, which belongs to the record of that decision."""
