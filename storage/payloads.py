"""Free text with an end: kept in payload rows, digested with a salt, blanked when its time is over."""

import base64
import json
import secrets
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, bindparam, delete, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session
from sqlmodel import col

from storage.records import salted
from storage.tables import Done, Payload, table_of


@dataclass(frozen=True)
class Kept:
    """A payload's id and the salted digest of its body, for the log."""

    id: int
    digest: str


def keep(
    session: Session, kind: str, subject: str, body: dict[str, Any], at: datetime, days: float | None = None
) -> Kept:
    """Keeps a body under a subject, for `days` days (None: until something blanks it)."""
    salt = secrets.token_hex(16)
    until = None if days is None else at + timedelta(days=days)
    row = {"kind": kind, "subject": subject, "body": body, "salt": salt, "kept_from": at, "keep_until": until}
    kept: int = session.execute(_KEEP, row).scalar_one()
    return Kept(kept, salted(canonical(body), salt))


def file_under(session: Session, payload_id: int, subject: str) -> None:
    """Puts a payload under a subject that was not known when it was kept."""
    session.execute(update(Payload).where(col(Payload.id) == payload_id).values(subject=subject))


def canonical(body: dict[str, Any]) -> str:
    """The text of a body that its digest covers."""
    return json.dumps(body, ensure_ascii=False, sort_keys=True)


def body_of(session: Session, payload_id: int | None) -> dict[str, Any] | None:
    """The body of a payload, None when it was blanked or never was."""
    if payload_id is None:
        return None
    return session.execute(select(col(Payload.body)).where(col(Payload.id) == payload_id)).scalar_one_or_none()


def body_filed(session: Session, payload_id: int, kind: str, subject: str) -> dict[str, Any] | None:
    """The body of a payload if it is of this kind and subject, for numbers that come from outside."""
    filed = (col(Payload.id) == payload_id, col(Payload.kind) == kind, col(Payload.subject) == subject)
    return session.execute(select(col(Payload.body)).where(*filed)).scalar_one_or_none()


def file_of(session: Session, payload_id: int, key: str) -> bytes | None:
    """A document kept in a payload of the kind "file", None when it was blanked or is none."""
    wanted = select(col(Payload.body)).where(col(Payload.id) == payload_id, col(Payload.kind) == "file")
    body = session.execute(wanted).scalar_one_or_none()
    text = (body or {}).get(key)
    return base64.b64decode(text) if isinstance(text, str) else None


def blank(session: Session, subject: str, at: datetime) -> int:
    """Blanks every payload of a subject and returns how many were blanked."""
    return _blank(session, col(Payload.subject) == subject, at).total()


def blank_one(session: Session, payload_id: int, at: datetime) -> None:
    """Blanks one payload, whatever else is under its subject."""
    _blank(session, col(Payload.id) == payload_id, at)


def blank_due(session: Session, at: datetime, most: int, held: Collection[str] = ()) -> Counter[str]:
    """Blanks up to `most` payloads whose time is over, the oldest first, and returns how many of each kind.

    What is kept under a subject in `held` stays: it is blanked by a later call that does not name it.
    """
    due = select(col(Payload.id)).where(
        col(Payload.keep_until) <= at, col(Payload.blanked_at).is_(None), col(Payload.subject).not_in(held)
    )
    batch = list(session.execute(due.order_by(col(Payload.keep_until), col(Payload.id)).limit(most)).scalars())
    return blank_these(session, batch, at)


def blank_these(session: Session, payload_ids: Collection[int | None], at: datetime) -> Counter[str]:
    """Blanks these payloads and returns how many of each kind; what another process blanked is not counted again."""
    return _blank(session, col(Payload.id).in_(payload_ids), at)


def _blank(session: Session, which: ColumnElement[bool], at: datetime) -> Counter[str]:
    blanks: dict[str, Any] = {"body": None, "salt": None, "blanked_at": at}
    changed = update(Payload).where(which, col(Payload.blanked_at).is_(None)).values(blanks)
    return Counter(session.execute(changed.returning(col(Payload.kind))).scalars())


def forget_done(session: Session, before: datetime) -> None:
    """Deletes the keys of deliveries and presses older than any platform redelivers them."""
    session.execute(delete(Done).where(col(Done.at) < before))


def claim(session: Session, keys: Iterable[str], at: datetime) -> Done | None:
    """Claims keys for the effect of this transaction.

    None: they are ours, go on. A row: the effect was committed before (a concurrent holder of a key is
    waited for). Keys claimed here go back if the transaction does not commit.
    """
    take = _CLAIM[session.get_bind().dialect.name]
    wanted = list(keys)
    ours = {key for key in wanted if session.execute(take, {"key": key, "at": at}).first() is not None}
    if len(ours) == len(wanted):
        return None
    before = select(Done).where(col(Done.key).in_(set(wanted) - ours)).order_by(col(Done.at)).limit(1)
    return session.execute(before).scalar_one()


def settle(session: Session, keys: Iterable[str], payload_id: int | None) -> None:
    """Notes what was answered under the keys claimed."""
    session.execute(_SETTLE, [{"claimed": key, "answered": payload_id} for key in keys])


_PAYLOADS, _DONE = table_of(Payload), table_of(Done)
# Built once: these run at every event.
_KEEP = insert(_PAYLOADS).returning(_PAYLOADS.c.id)
_CLAIM = {
    "sqlite": sqlite.insert(_DONE).on_conflict_do_nothing().returning(_DONE.c.key),
    "postgresql": postgresql.insert(_DONE).on_conflict_do_nothing().returning(_DONE.c.key),
}
_SETTLE = update(_DONE).where(_DONE.c.key == bindparam("claimed")).values(payload_id=bindparam("answered"))
