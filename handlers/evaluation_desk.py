"""What the conversations about evaluations share: whose they are, who may answer, and the rows while one does."""

from sqlalchemy.orm import Session

from guideline.organisation import Person
from handlers.account_desk import keeps_register
from handlers.application import listed, sections
from handlers.desk import Desk, Refused, Work
from handlers.events import Sender
from storage import accounts, evaluations
from storage.evaluation_tables import Due
from storage.policy_tables import Account


def mine(desk: Desk, session: Session, person: Person) -> list[Account]:
    """The accounts that somebody answers for: those of their units, and those they hold."""
    found = [one for section in sections(desk, person) for one in accounts.listed(session, section=section)]
    found += accounts.held_by(session, person.id)
    return list({one.id: one for one in found if one.state != accounts.CLOSED}.values())


def is_ours(desk: Desk, person: Person, account: Account) -> bool:
    """Whether somebody answers for an account."""
    return account.section in sections(desk, person) or person.id in (account.holder, account.deputy)


def answerer(desk: Desk, sender: Sender, account: Account) -> Person:
    """Who may answer and correct: the account's people and its unit. Raises Refused for others."""
    person = listed(desk, sender)
    if not is_ours(desk, person, account):
        raise Refused(f"この回答ができるのは、担当者・副担当者と、{account.section}の職員・所属長・職務代理です。")
    return person


def may_read(desk: Desk, person: Person, account: Account) -> None:
    """Raises Refused unless somebody answers for an account or keeps the register."""
    if not (is_ours(desk, person, account) or keeps_register(desk, person)):
        raise Refused(f"この評価を見られるのは、{account.section}と、台帳を管理する課・室、委員会です。")


def locked(work: Work, number: int) -> tuple[Account, Due] | None:
    """An account and something due for it, locked in this order; None where there is none, or the account is closed."""
    row = work.session.get(Due, number)
    account = accounts.account(work.session, row.account_id) if row else None
    row = evaluations.due(work.session, number) if account else None
    if account is None or row is None or account.state == accounts.CLOSED:
        return None
    work.session.refresh(row)
    return account, row


def account_of(session: Session, number: int) -> tuple[Account, Due] | None:
    """The same to read."""
    row = session.get(Due, number)
    account = session.get(Account, row.account_id) if row else None
    return (account, row) if account and row and account.state != accounts.CLOSED else None
