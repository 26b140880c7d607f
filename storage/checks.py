"""Drafts under check, what colleagues were asked about them, and receipts."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session
from sqlmodel import col

from storage import payloads
from storage.check_tables import DraftCheck, Receipt, Review
from storage.records import salted
from storage.tables import Outbox, Payload

OVER = ("posted", "dropped")
"""States in which the text of a draft is gone."""


@dataclass(frozen=True)
class Found:
    """What is kept of a check's outcome: severity, clauses and the rules that raised them. No text."""

    severity: str
    clauses: tuple[str, ...]
    rules: tuple[str, ...]


def subject(check_id: str) -> str:
    """The subject of every payload that holds a draft's words: all are blanked together."""
    return f"check:{check_id}"


def begin(
    session: Session, *, id_: str, member: int, person: str, unit: str, place: dict[str, Any], body: dict[str, Any],
    found: Found, days: float, at: datetime, corrects: str | None = None,
) -> DraftCheck:  # fmt: skip
    """A new check. `body` is the draft with its answers (see `body_of`), kept for `days` days without a change."""
    kept = payloads.keep(session, "draft", subject(id_), body, at, days)
    row = DraftCheck(
        id=id_, member_id=member, person=person, unit=unit, payload_id=kept.id, place=place, corrects=corrects,
        digest="", salt="", severity=found.severity, clauses=[], rules=[], made_at=at, changed_at=at,
    )  # fmt: skip
    _describe(row, body, found)
    session.add(row)
    session.flush()
    return row


def change(
    session: Session, row: DraftCheck, body: dict[str, Any], found: Found, days: float, at: datetime
) -> None:  # fmt: skip
    """Puts a new body in place of the one before, which is blanked."""
    before = row.payload_id
    row.payload_id = payloads.keep(session, "draft", subject(row.id), body, at, days).id
    payloads.blank_one(session, before, at)
    row.revision += 1
    row.changed_at = at
    if salted(str(body["text"]), row.salt) != row.digest:
        row.version += 1
    _describe(row, body, found)
    session.flush()


def _describe(row: DraftCheck, body: dict[str, Any], found: Found) -> None:
    text = str(body["text"])
    if not row.digest or salted(text, row.salt) != row.digest:
        row.salt = secrets.token_hex(16)
        row.digest = salted(text, row.salt)
    context = body.get("context") or {}
    row.capacity, row.content_type = context.get("capacity"), context.get("content_type")
    row.severity, row.clauses, row.rules = found.severity, list(found.clauses), list(found.rules)


UNREAD = "unread draft"
"""The kind of a draft's payload while it has not been read to its end; a new body is a new payload, read anew."""


def leave_unread(session: Session, row: DraftCheck, card: int | None) -> None:
    """Marks that the draft as it is now is still being read.

    `card`: the outbox row of what its author was shown, which the outcome replaces; None where that cannot be changed.
    """
    body = body_of(session, row) or {}
    kept = update(Payload).where(col(Payload.id) == row.payload_id)
    session.execute(kept.values(kind=UNREAD, body={**body, "card": card}))


def is_unread(session: Session, row: DraftCheck) -> bool:
    """Whether the draft as it is now is still being read."""
    kind = session.execute(select(col(Payload.kind)).where(col(Payload.id) == row.payload_id)).scalar_one()
    return kind == UNREAD


def unread(session: Session) -> list[str]:
    """The checks that are not over and whose drafts are still being read."""
    wanted = select(col(DraftCheck.id)).join(Payload, col(Payload.id) == col(DraftCheck.payload_id))
    return list(
        session.execute(wanted.where(col(DraftCheck.state).not_in(OVER), col(Payload.kind) == UNREAD)).scalars()
    )


def add_reading(session: Session, row: DraftCheck, found: Found) -> None:
    """The draft was read to its end. What somebody read of it before is of an older revision."""
    session.execute(update(Payload).where(col(Payload.id) == row.payload_id).values(kind="draft"))
    row.severity, row.clauses, row.rules = found.severity, list(found.clauses), list(found.rules)
    row.revision += 1
    session.flush()


def find(session: Session, check_id: str) -> DraftCheck | None:
    """A check, locked until the transaction ends, so that two presses cannot cross."""
    return session.execute(
        select(DraftCheck).where(col(DraftCheck.id) == check_id).with_for_update()
    ).scalar_one_or_none()


def look(session: Session, check_id: str) -> tuple[DraftCheck, dict[str, Any] | None] | None:
    """A check and its body (None when it was blanked), without a lock."""
    row = session.get(DraftCheck, check_id)
    return None if row is None else (row, payloads.body_of(session, row.payload_id))


def body_of(session: Session, row: DraftCheck) -> dict[str, Any] | None:
    """{"text", "account", "context", "answers", "dismissed", "pictures"}; None when it was blanked."""
    return payloads.body_of(session, row.payload_id)


def finish(session: Session, row: DraftCheck, state: str, at: datetime) -> None:
    """Ends a check and blanks every text of it."""
    row.state, row.changed_at, row.revision = state, at, row.revision + 1
    for review in asked_of(session, row.id):
        review.state = "void"
    payloads.blank(session, subject(row.id), at)


def open_of(session: Session, member: int, limit: int = 5) -> list[DraftCheck]:
    """The newest checks of an account that are not over."""
    mine = select(DraftCheck).where(col(DraftCheck.member_id) == member, col(DraftCheck.state).not_in(OVER))
    return list(session.execute(mine.order_by(col(DraftCheck.changed_at).desc()).limit(limit)).scalars())


def left_alone(session: Session, before: datetime, long_before: datetime) -> list[DraftCheck]:
    """Checks that are not over and were not touched since: their texts are due to be blanked.

    `before` holds for drafts that are only open; `long_before` for those that somebody is asked about, or that
    have a receipt.
    """
    still = (col(DraftCheck.state) == "open") & (col(DraftCheck.changed_at) < before)
    old = select(DraftCheck).where(
        col(DraftCheck.state).not_in(OVER), still | (col(DraftCheck.changed_at) < long_before)
    )
    return list(session.execute(old.with_for_update(skip_locked=True)).scalars())


# Reviews


def ask(
    session: Session, row: DraftCheck, kind: str, person: str, at: datetime, step: int = 0
) -> Review:  # fmt: skip
    """Asks somebody about the draft as it is now."""
    review = Review(check_id=row.id, version=row.version, kind=kind, person=person, step=step, asked_at=at)
    session.add(review)
    session.flush()
    return review


def review(session: Session, number: int) -> Review | None:
    """A review by number, locked until the transaction ends."""
    return session.execute(select(Review).where(col(Review.id) == number).with_for_update()).scalar_one_or_none()


def reviews(session: Session, check_id: str, version: int | None = None) -> list[Review]:
    """The reviews of a check (of one version), oldest first."""
    wanted = select(Review).where(col(Review.check_id) == check_id)
    if version is not None:
        wanted = wanted.where(col(Review.version) == version)
    return list(session.execute(wanted.order_by(col(Review.id))).scalars())


def asked_of(session: Session, check_id: str) -> list[Review]:
    """The reviews of a check that nobody has answered."""
    return [one for one in reviews(session, check_id) if one.state == "asked"]


def comment(session: Session, review: Review) -> str:
    """What was said with a request or an answer, "" when nothing was, or when it was blanked."""
    body = payloads.body_of(session, review.comment_payload)
    return "" if body is None else str(body["text"])


def refused(session: Session, row: DraftCheck) -> bool:
    """Whether somebody who decides or advises has sent back the very text that the draft still has."""
    kinds = ("decide", "consult")
    return any(one.state == "returned" and one.kind in kinds for one in reviews(session, row.id, row.version))


def waiting_for(session: Session, people: Sequence[str], limit: int = 20) -> list[Review]:
    """The reviews that wait for any of these people, oldest first."""
    wanted = select(Review).where(col(Review.person).in_(people), col(Review.state) == "asked")
    return list(session.execute(wanted.order_by(col(Review.id)).limit(limit)).scalars())


def unanswered(session: Session, kind: str, before: datetime) -> list[Review]:
    """The reviews of a kind asked before a time, unanswered and not yet reminded of; taken by one process."""
    wanted = select(Review).where(
        col(Review.kind) == kind, col(Review.state) == "asked", col(Review.asked_at) <= before,
        col(Review.reminded_at).is_(None),
    )  # fmt: skip
    return list(session.execute(wanted.order_by(col(Review.id)).with_for_update(skip_locked=True)).scalars())


def undelivered(session: Session) -> list[Review]:
    """The reviews whose notice was given up before anybody answered; taken by one process."""
    wanted = select(Review).join(Outbox, col(Outbox.id) == col(Review.notice_id))
    wanted = wanted.where(col(Review.state) == "asked", col(Outbox.state) == "dead")
    return list(session.execute(wanted.with_for_update(skip_locked=True, of=Review)).scalars())


# Receipts


def give_receipt(session: Session, row: DraftCheck, way: str, people: Sequence[str], at: datetime) -> Receipt:
    """A receipt for the text as it is now."""
    receipt = Receipt(
        check_id=row.id, version=row.version, way=way, people=list(people), digest=row.digest, salt=row.salt,
        given_at=at,
    )  # fmt: skip
    session.add(receipt)
    row.state = "ready"
    session.flush()
    return receipt


def valid_receipt(session: Session, check_id: str) -> Receipt | None:
    """The receipt of a check that is not void."""
    wanted = select(Receipt).where(col(Receipt.check_id) == check_id, col(Receipt.void_at).is_(None))
    return session.execute(wanted.order_by(col(Receipt.id).desc()).limit(1)).scalar_one_or_none()


def void_receipts(session: Session, check_id: str, at: datetime) -> int:
    """Makes every receipt of a check void; returns how many were valid."""
    valid = session.execute(
        select(Receipt).where(col(Receipt.check_id) == check_id, col(Receipt.void_at).is_(None))
    ).scalars()
    count = 0
    for receipt in valid:
        receipt.void_at = at
        count += 1
    return count


def is_text_of(receipt: Receipt, text: str) -> bool:
    """Whether a text is, to the character, the one that the receipt was given for."""
    return salted(text, receipt.salt) == receipt.digest
