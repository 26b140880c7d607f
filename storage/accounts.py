"""The register of official accounts: what the city runs, and since when, by whose approval."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session
from sqlmodel import col

from storage.policy_tables import Account

RUNNING, UNPUBLISHED, UNAPPROVED, SUSPENDED, CLOSED = "運用中", "公開前", "未承認", "休止", "廃止"
STATES = (RUNNING, UNPUBLISHED, UNAPPROVED, SUSPENDED, CLOSED)
"""公開前: obtained, but the public policy (7-(4)) is not published; 未承認: found running without approval."""


@dataclass(frozen=True)
class NewAccount:
    """What is known of an account when it comes into the register; see `Account` for the words."""

    medium: str
    name: str
    section: str
    state: str
    url: str = ""
    holder: str = ""
    deputy: str = ""
    origin: str = "申請"
    application_id: int | None = None
    broadcast_only: bool = False
    approved_on: date | None = None
    approval_number: str = ""
    obtained_on: date | None = None
    notified_on: date | None = None
    published_at: str = ""
    policy_url: str = ""
    published_on: date | None = None
    review_on: date | None = None


def handle(name: str) -> str:
    """A name as it is compared: plain width, small letters, without @ and spaces."""
    plain = unicodedata.normalize("NFKC", name).casefold()
    return "".join(plain.split()).removeprefix("@")


def add(session: Session, new: NewAccount, at: datetime) -> Account:
    """Enters an account and returns its row. Raises ValueError for a state that there is not."""
    if new.state not in STATES:
        raise ValueError(f"{new.state}: use one of {', '.join(STATES)}")
    row = Account(**vars(new), handle=handle(new.name), entered_at=at, changed_at=at)
    session.add(row)
    session.flush()
    return row


def account(session: Session, number: int) -> Account | None:
    """An account by number, locked until the transaction ends, so that two changes cannot cross."""
    return session.execute(select(Account).where(col(Account.id) == number).with_for_update()).scalar_one_or_none()


def changed(row: Account, at: datetime) -> None:
    """Notes that a row was changed; what is due for it is reckoned anew at the next tick."""
    row.version += 1
    row.changed_at = at
    row.unplanned = True


def named(session: Session, name: str, medium: str = "") -> list[Account]:
    """The accounts with exactly this name (as `handle` reads it), newest first; of any medium if none is named."""
    wanted = select(Account).where(col(Account.handle) == handle(name))
    if medium:
        wanted = wanted.where(col(Account.medium) == medium)
    return list(session.execute(wanted.order_by(col(Account.id).desc())).scalars())


def listed(session: Session, *, section: str = "", states: tuple[str, ...] = ()) -> list[Account]:
    """The register, by section, medium and name; of one section or some states where these are named."""
    wanted = select(Account)
    if section:
        wanted = wanted.where(col(Account.section) == section)
    if states:
        wanted = wanted.where(col(Account.state).in_(states))
    order = (col(Account.section), col(Account.medium), col(Account.handle), col(Account.id))
    return list(session.execute(wanted.order_by(*order)).scalars())


def of_sections(
    session: Session, sections: Iterable[str], states: tuple[str, ...] = STATES, limit: int = 50
) -> list[Account]:
    """The accounts of some units in some states, by section, medium and name."""
    wanted = select(Account).where(col(Account.section).in_(list(sections)), col(Account.state).in_(states))
    order = (col(Account.section), col(Account.medium), col(Account.handle), col(Account.id))
    return list(session.execute(wanted.order_by(*order).limit(limit)).scalars())


def of_application(session: Session, application_id: int) -> Account | None:
    """The account that was obtained under an application, None while there is none."""
    return session.execute(
        select(Account).where(col(Account.application_id) == application_id).order_by(col(Account.id)).limit(1)
    ).scalar_one_or_none()


def held_by(session: Session, person: str) -> list[Account]:
    """The accounts that are not closed and whose holder or deputy is this person."""
    mine = (col(Account.holder) == person) | (col(Account.deputy) == person)
    return list(session.execute(select(Account).where(mine, col(Account.state) != CLOSED)).scalars())


def count(session: Session) -> int:
    """How many accounts the register has."""
    return int(session.execute(select(func.count()).select_from(Account)).scalar_one())
