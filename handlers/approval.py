"""What an approval sets in motion: the register hears of it where the account is there already."""

from datetime import date, timedelta

from guideline import policy
from handlers.application import form_of
from handlers.desk import Desk, Work
from storage import accounts, applications
from storage.policy_tables import Account, Application


def review_day(desk: Desk) -> date:
    """When an urgent use is reviewed, unless the committee says otherwise (市の設定)."""
    return desk.today() + timedelta(days=desk.organisation().committee.emergency_review_days)


def approved(desk: Desk, work: Work, row: Application) -> None:
    """A change, or a 利用方針 for an account that is there already: it is in force for that account now."""
    number = row.account_id
    if number is None and row.follows:  # the urgent account may have been obtained after this was begun
        urgent = applications.look(work.session, row.follows)
        found = accounts.of_application(work.session, row.follows) if urgent and urgent.kind == "緊急" else None
        number = row.account_id = found.id if found else None
    account = accounts.account(work.session, number) if number else None
    if account is None:
        return
    answers = applications.submitted_answers(work.session, row.id or 0, row.round)
    take_over(desk, account, row, answers)
    if account.state == accounts.UNAPPROVED:
        account.state = accounts.RUNNING if account.published_on else accounts.UNPUBLISHED
    accounts.changed(account, work.at)
    work.log("account approved", account=account.id or 0, application=row.id or 0)


def take_over(desk: Desk, account: Account, row: Application, answers: policy.Answers) -> None:
    """Writes the approval of an application into an account's row."""
    account.application_id = row.id
    account.approved_on, account.approval_number = row.decided_on, row.decision_number
    account.broadcast_only = form_of(desk).only_sends(answers)
    if row.kind == "緊急":
        account.review_on = row.review_on
    elif account.origin == "緊急":
        account.review_on = None  # the regular approval takes the place of the urgent one
