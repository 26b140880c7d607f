"""Records whose term runs from the end of what they belong to: applications, evaluations, the register.

Nothing here commits, and nothing is blanked by these queries but what they are told to.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, tzinfo

from sqlalchemy import select, update
from sqlalchemy.orm import Session
from sqlmodel import col

from storage.accounts import CLOSED
from storage.evaluation_tables import Due, Evaluation
from storage.evaluations import ANSWERED, VOID
from storage.policy_tables import Account, Application
from storage.tables import Payload

AT_ONCE = 500
"""Subjects asked for in one query."""


@dataclass(frozen=True)
class Ended:
    """An application that is at its end: since when, and whether it was ever submitted."""

    number: int
    since: date
    submitted: bool


def ended(session: Session, approved: str, open_: Iterable[str], zone: tzinfo) -> list[Ended]:
    """The applications that are at their end, of any age; days are those of `zone`.

    Those in a state of `open_` are not; one in the state `approved` is not while it stands for an account, or may
    come to: with its account it ends when that is closed. Others ended when they were last changed.
    """
    rows = {one.id or 0: one for one in session.execute(select(Application)).scalars()}
    closings = _closings(session, rows, approved, zone)
    going_on = frozenset(open_)
    found = []
    for number, row in rows.items():
        since = closings.get(number) if row.state == approved else row.changed_at.astimezone(zone).date()
        if since is not None and row.state not in going_on:
            found.append(Ended(number, since, row.round > 0))
    return found


def _closings(
    session: Session, rows: dict[int, Application], approved: str, zone: tzinfo
) -> dict[int, date | None]:  # fmt: skip
    """Approved application → when the last account was closed that stands on it, None where one is not closed.

    An account stands on the application in force, on those that were about it, and on the approved ones before them.
    """
    closings: dict[int, date | None] = {}
    for account in session.execute(select(Account)).scalars():
        closed = _closed(account, zone)
        for number in _stood_on(account, rows, approved):
            known = closings.get(number, closed)
            closings[number] = max(known, closed) if known and closed else None
    return closings


def _closed(account: Account, zone: tzinfo) -> date | None:
    """Its closing day, None where it is not closed; one that was imported as closed has no other day than its entry."""
    if account.state != CLOSED:
        return None
    return account.closed_on or account.changed_at.astimezone(zone).date()


def _stood_on(account: Account, rows: dict[int, Application], approved: str) -> Iterator[int]:
    next_ = [number for number, row in rows.items() if row.account_id == account.id]
    next_ += [account.application_id] if account.application_id else []
    seen = set[int]()
    while next_:
        number = next_.pop()
        row = rows.get(number)
        if row is None or number in seen or row.state != approved:
            continue
        seen.add(number)
        yield number
        next_ += [row.follows] if row.follows else []


def of_subjects(session: Session, subjects: Iterable[str], most: int, but: str = "") -> list[int]:
    """Up to `most` payloads that still stand under these subjects, whatever term each was given; none of kind `but`."""
    wanted, found = list(subjects), list[int]()
    for at in range(0, len(wanted), AT_ONCE):
        some = (col(Payload.subject).in_(wanted[at : at + AT_ONCE]), col(Payload.kind) != but)
        rows = select(col(Payload.id)).where(*some, col(Payload.blanked_at).is_(None)).order_by(col(Payload.id))
        found += [one or 0 for one in session.execute(rows.limit(most - len(found))).scalars()]
        if len(found) >= most:
            break
    return found


def of_evaluations(session: Session, before: datetime, most: int) -> list[int]:
    """Up to `most` payloads of answers and of reasons for waiting from before then; none of what is still due."""
    answers = (
        select(col(Payload.id))
        .join(Evaluation, col(Evaluation.payload_id) == col(Payload.id))
        .where(col(Evaluation.at) <= before, col(Payload.blanked_at).is_(None))
    )
    reasons = (
        select(col(Payload.id))
        .join(Due, col(Due.snooze_payload) == col(Payload.id))
        .where(
            col(Due.state).in_((ANSWERED, VOID)), col(Payload.kept_from) <= before, col(Payload.blanked_at).is_(None)
        )
    )
    found = [one or 0 for one in session.execute(answers.order_by(col(Payload.id)).limit(most)).scalars()]
    rest = reasons.order_by(col(Payload.id)).limit(most - len(found))
    return found + [one or 0 for one in session.execute(rest).scalars()]


def closed_accounts(session: Session, zone: tzinfo) -> list[tuple[int, date]]:
    """Number and closing day of the accounts that are closed."""
    rows = session.execute(select(Account).where(col(Account.state) == CLOSED).order_by(col(Account.id))).scalars()
    return [(one.id or 0, day) for one in rows if (day := _closed(one, zone)) is not None]


def erase(session: Session, accounts: Iterable[int], name: str, most: int) -> int:
    """Takes out of up to `most` rows of the register what names an account or a person; returns how many it took.

    `name` stands in the name's place. Number, medium, section, origin and days stay, for counts and for the log.
    """
    wanted, done = list(accounts), 0
    for at in range(0, len(wanted), AT_ONCE):
        some = select(col(Account.id)).where(col(Account.id).in_(wanted[at : at + AT_ONCE]), col(Account.handle) != "")
        batch = list(session.execute(some.order_by(col(Account.id)).limit(most - done)).scalars())
        taken = update(Account).where(col(Account.id).in_(batch), col(Account.handle) != "")
        done += len(session.execute(taken.values(name=name, **_NOTHING).returning(col(Account.id))).all())
    return done


_NOTHING = dict.fromkeys(("handle", "url", "holder", "deputy", "approval_number", "policy_url"), "")
