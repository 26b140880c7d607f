"""What is due for an account, which reminders went out, and what was answered; see `evaluation_tables`."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, select, text, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session
from sqlmodel import col

from storage.check_tables import DraftCheck, Receipt
from storage.evaluation_tables import Due, Evaluation, Reminder, Watermark
from storage.policy_tables import Account
from storage.tables import Payload, table_of

COMING, OPEN, ANSWERED, VOID = "coming", "open", "answered", "void"
STATES = (COMING, OPEN, ANSWERED, VOID)
"""coming: not reminded of yet; void: the account was closed, suspended, or the matter settled itself."""


@dataclass(frozen=True)
class Given:
    """A version of an answer with what was due and its payload; {} where that was blanked."""

    row: Evaluation
    due: Due
    body: dict[str, Any]


# What is due


def due(session: Session, number: int) -> Due | None:
    """Something due by number, locked until the transaction ends."""
    return session.execute(select(Due).where(col(Due.id) == number).with_for_update()).scalar_one_or_none()


def to_look_at(session: Session, now: datetime, limit: int) -> list[Due]:
    """What the clock has to act on by now, earliest first, locked; what another process acts on is left out."""
    wanted = select(Due).where(col(Due.look_at) <= now).order_by(col(Due.look_at), col(Due.id)).limit(limit)
    return list(session.execute(wanted.with_for_update(skip_locked=True)).scalars())


def is_due(session: Session, now: datetime) -> bool:
    """Whether the clock has to act on something."""
    return session.execute(select(col(Due.id)).where(col(Due.look_at) <= now).limit(1)).first() is not None


def of_account(session: Session, account: int, lock: bool = False) -> list[Due]:
    """Everything that was or is due for an account, oldest first."""
    wanted = select(Due).where(col(Due.account_id) == account).order_by(col(Due.period_end), col(Due.id))
    return list(session.execute(wanted.with_for_update() if lock else wanted).scalars())


def of_accounts(session: Session, accounts: Iterable[int], states: Iterable[str]) -> list[Due]:
    """What is due for some accounts, earliest first."""
    wanted = select(Due).where(col(Due.account_id).in_(list(accounts)), col(Due.state).in_(list(states)))
    return list(session.execute(wanted.order_by(col(Due.due_on), col(Due.id))).scalars())


def in_states(session: Session, states: Iterable[str], kinds: Iterable[str]) -> list[Due]:
    """What is due for all accounts, by account and day."""
    wanted = select(Due).where(col(Due.state).in_(list(states)), col(Due.kind).in_(list(kinds)))
    return list(session.execute(wanted.order_by(col(Due.account_id), col(Due.due_on))).scalars())


def plan(
    session: Session, account: int, kind: str, period_end: date, due_on: date, look_at: datetime, label: str, mark: str
) -> None:  # fmt: skip
    """Notes that something is coming; nothing happens where it is noted already."""
    row = {
        "account_id": account, "kind": kind, "period_end": period_end, "due_on": due_on, "look_at": look_at,
        "label": label, "mark": mark, "state": COMING, "stage": "", "late": False,
    }  # fmt: skip
    session.execute(_PLAN[session.get_bind().dialect.name], row)


def forget(session: Session, row: Due) -> None:
    """Takes back something that was still to come."""
    session.delete(row)
    session.flush()


def void(row: Due) -> None:
    """Nobody is reminded of it any more."""
    row.state, row.look_at = VOID, None


def remind(session: Session, row: Due, stage: str, late: bool, at: datetime) -> int | None:
    """The number of a new reminder of this stage; None where it went out before, by whichever process."""
    new = {
        "account_id": row.account_id, "kind": row.kind, "due_on": row.due_on, "stage": stage, "due_id": row.id,
        "late": late, "outbox_ids": [], "at": at,
    }  # fmt: skip
    number: int | None = session.execute(_REMIND[session.get_bind().dialect.name], new).scalar_one_or_none()
    return number


def posted(session: Session, reminder: int, rows: list[int]) -> None:
    """Notes the cards of a reminder."""
    session.execute(update(Reminder).where(col(Reminder.id) == reminder).values(outbox_ids=rows))


def reminders(session: Session, due_id: int | None = None) -> list[Reminder]:
    """All reminders that went out, oldest first; of one thing due where it is named."""
    wanted = select(Reminder).order_by(col(Reminder.id))
    if due_id is not None:
        wanted = wanted.where(col(Reminder.due_id) == due_id)
    return list(session.execute(wanted).scalars())


# Answers


def answer(session: Session, new: Evaluation) -> Evaluation:
    """Keeps a version of an answer; two who give the same version at once cannot both commit."""
    session.add(new)
    session.flush()
    return new


def versions(session: Session, due_id: int) -> list[Given]:
    """All versions of the answer to something due, oldest first."""
    return _given(session, select(Evaluation, Due, col(Payload.body)).where(col(Evaluation.due_id) == due_id))


def given(session: Session, account: int, kinds: Iterable[str]) -> list[Given]:
    """The newest version of each answer for an account, oldest period first."""
    wanted = select(Evaluation, Due, col(Payload.body)).where(
        col(Evaluation.account_id) == account, col(Due.kind).in_(list(kinds))
    )
    newest = {one.row.due_id: one for one in _given(session, wanted)}
    return sorted(newest.values(), key=lambda one: (one.due.period_end, one.due.id or 0))


def _given(session: Session, wanted: Any) -> list[Given]:
    joined = wanted.join(Due, col(Due.id) == col(Evaluation.due_id))
    joined = joined.join(Payload, col(Payload.id) == col(Evaluation.payload_id))
    rows = session.execute(joined.order_by(col(Evaluation.due_id), col(Evaluation.version))).all()
    return [Given(row, due_, body or {}) for row, due_, body in rows]


# Planning


def unplanned(session: Session, limit: int) -> list[Account]:
    """Accounts whose evaluations are to be reckoned anew, locked; those another process plans are left out."""
    wanted = select(Account).where(text("account.unplanned")).order_by(col(Account.id)).limit(limit)
    return list(session.execute(wanted.with_for_update(skip_locked=True)).scalars())


def any_unplanned(session: Session) -> bool:
    """Whether an account is to be planned."""
    return session.execute(select(col(Account.id)).where(text("account.unplanned")).limit(1)).first() is not None


def replan(session: Session, accounts: Iterable[int]) -> None:
    """Lets the next tick reckon anew what is due for some accounts."""
    for number in accounts:
        session.execute(update(Account).where(col(Account.id) == number).values(unplanned=True))


def last_activity(session: Session, account: Account) -> datetime:
    """When something was last recorded of an account: a change in the register, a post, an answer."""
    number = account.id or 0
    posts = (
        select(func.max(col(Receipt.posted_at)))
        .join(DraftCheck, col(DraftCheck.id) == col(Receipt.check_id))
        .where(col(DraftCheck.account) == str(number))
    )
    answers = select(func.max(col(Evaluation.at))).where(col(Evaluation.account_id) == number)
    found = [session.execute(one).scalar_one_or_none() for one in (posts, answers)]
    return max([account.changed_at, *(one for one in found if one is not None)])


def holders(session: Session, states: Iterable[str]) -> list[tuple[int, str, str]]:
    """(number, section, holder) of all accounts in some states that have a holder."""
    wanted = select(col(Account.id), col(Account.section), col(Account.holder)).where(
        col(Account.state).in_(list(states)), col(Account.holder) != ""
    )
    return [(number or 0, section, holder) for number, section, holder in session.execute(wanted).all()]


def watermark(session: Session, name: str) -> str:
    """What the clock looked at last under a name, "" for nothing yet."""
    row = session.get(Watermark, name)
    return row.value if row else ""


def mark(session: Session, name: str, value: str, at: datetime) -> None:
    """Notes what the clock looked at."""
    session.execute(_MARK[session.get_bind().dialect.name], {"name": name, "value": value, "at": at})


_DUE, _REMINDER, _WATERMARK = table_of(Due), table_of(Reminder), table_of(Watermark)
_PLAN = {"sqlite": sqlite.insert(_DUE).on_conflict_do_nothing(),
         "postgresql": postgresql.insert(_DUE).on_conflict_do_nothing()}  # fmt: skip
_REMIND = {
    "sqlite": sqlite.insert(_REMINDER).on_conflict_do_nothing().returning(_REMINDER.c.id),
    "postgresql": postgresql.insert(_REMINDER).on_conflict_do_nothing().returning(_REMINDER.c.id),
}
_sqlite_mark, _postgres_mark = sqlite.insert(_WATERMARK), postgresql.insert(_WATERMARK)
_MARK = {
    "sqlite": _sqlite_mark.on_conflict_do_update(
        index_elements=["name"], set_={"value": _sqlite_mark.excluded.value, "at": _sqlite_mark.excluded.at}
    ),
    "postgresql": _postgres_mark.on_conflict_do_update(
        index_elements=["name"], set_={"value": _postgres_mark.excluded.value, "at": _postgres_mark.excluded.at}
    ),
}
