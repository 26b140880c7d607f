"""Free text with an end: kept in payload rows, digested with a salt, blanked when its time is over."""

import json
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, delete, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.sql.dml import ReturningInsert
from sqlalchemy.orm import Session
from sqlmodel import col

from storage.records import salted
from storage.tables import Done, Payload


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
    kept = session.execute(insert(Payload).values(row).returning(col(Payload.id))).scalar_one()
    assert kept is not None
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
    return session.execute(select(Payload.body).where(col(Payload.id) == payload_id)).scalar_one_or_none()


def blank(session: Session, subject: str, at: datetime) -> int:
    """Blanks every payload of a subject and returns how many were blanked."""
    return _blank(session, col(Payload.subject) == subject, at)


def blank_due(session: Session, at: datetime) -> int:
    """Blanks every payload whose time is over and returns how many were blanked."""
    return _blank(session, col(Payload.keep_until) <= at, at)


def _blank(session: Session, which: ColumnElement[bool], at: datetime) -> int:
    blanks: dict[str, Any] = {"body": None, "salt": None, "blanked_at": at}
    changed = update(Payload).where(which, col(Payload.blanked_at).is_(None)).values(blanks)
    done = session.execute(changed.returning(col(Payload.id)))
    return len(done.all())


def forget_done(session: Session, before: datetime) -> None:
    """Deletes the keys of deliveries and presses older than any platform redelivers them."""
    session.execute(delete(Done).where(col(Done.at) < before))


def claim(session: Session, keys: Iterable[str], at: datetime) -> Done | None:
    """Claims keys for the effect of this transaction.

    None: they are ours, go on. A row: the effect was committed before (a concurrent holder of a key is
    waited for). Keys claimed here go back if the transaction does not commit.
    """
    wanted = list(keys)
    name = session.get_bind().dialect.name
    ours = set(session.execute(_insert_ignoring(name, [{"key": key, "at": at} for key in wanted])).scalars())
    if len(ours) == len(wanted):
        return None
    before = select(Done).where(col(Done.key).in_(set(wanted) - ours)).order_by(col(Done.at)).limit(1)
    return session.execute(before).scalar_one()


def _insert_ignoring(dialect: str, rows: list[dict[str, Any]]) -> ReturningInsert[tuple[str]]:
    if dialect == "sqlite":
        return sqlite.insert(Done).values(rows).on_conflict_do_nothing().returning(col(Done.key))
    return postgresql.insert(Done).values(rows).on_conflict_do_nothing().returning(col(Done.key))


def settle(session: Session, keys: Iterable[str], payload_id: int | None) -> None:
    """Notes what was answered under the keys claimed."""
    session.execute(update(Done).where(col(Done.key).in_(list(keys))).values(payload_id=payload_id))
