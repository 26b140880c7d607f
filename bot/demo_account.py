"""The account that the playground starts with: approved, in use, evaluated twice, due when the city hall next opens."""

import tomllib
from datetime import date
from pathlib import Path
from typing import Any

from guideline import calendar, committee, evaluation
from handlers import evaluation_plan
from handlers.account_desk import subject as account_subject
from handlers.application import subject as application_subject
from handlers.desk import Desk, Work
from handlers.evaluation_view import kept, promise_of
from storage import accounts, applications, evaluations
from storage.accounts import NewAccount
from storage.evaluation_tables import Evaluation
from storage.policy_tables import Account, Submission

FILE = Path(__file__).parent / "demo" / "account.toml"
BEFORE = 3
"""Months ago it was published: its third monthly evaluation is the one to come."""


async def enter(desk: Desk) -> None:
    """Enters the account, unless the register has accounts already."""
    told = tomllib.loads(FILE.read_text(encoding="utf-8"))

    def work(work: Work) -> None:
        if accounts.count(work.session):
            return
        assert desk.evaluations is not None
        due = desk.evaluations.calendar.next_opening(desk.now()).date()
        told["answers"]["first_due"] = due.isoformat()
        account = enter_one(work, told, calendar.add_months(due, -BEFORE))
        _evaluated(desk, work, account, due, told["evaluation"])
        evaluation_plan.plan(desk, work.session, account)

    await desk.by_clock(work)


def enter_one(work: Work, told: dict[str, Any], start: date) -> Account:
    """An account in use since `start`, with an approved 利用方針; `told` as in the file."""
    row = applications.begin(
        work.session, kind="新規", section=told["section"], medium=told["medium"], author=told["head"],
        answer_to={"platform": "web", "channel": f"dm-{told['head']}", "private": True, "user": told["head"]},
        at=work.at, state=committee.APPROVED,
    )  # fmt: skip
    row.round, row.submitted_by, row.submitted_at, row.decided_on = 1, told["head"], work.at, start
    body = work.keep("submission", application_subject(row.id or 0), {"answers": told["answers"], "reason": ""})
    applications.submit(work.session, Submission(
        application_id=row.id or 0, round=1, hash=body.digest, payload_id=body.id, person=told["head"], at=work.at,
    ))  # fmt: skip
    account = accounts.add(work.session, NewAccount(
        told["medium"], told["name"], told["section"], accounts.RUNNING, url=told["url"], holder=told["holder"],
        deputy=told["deputy"], application_id=row.id, broadcast_only=True, approved_on=start, obtained_on=start,
        notified_on=start, published_on=start, published_at="両方", policy_url=told["url"],
    ), work.at)  # fmt: skip
    row.account_id = account.id
    work.log("account approved", account=account.id or 0, application=row.id or 0)
    return account


def _evaluated(desk: Desk, work: Work, account: Account, due: date, given: list[dict[str, Any]]) -> None:
    """The months before the one that is due."""
    promise = promise_of(desk, work.session, account)
    for before, told in zip(range(len(given), 0, -1), given, strict=True):
        _one(desk, work, account, promise, calendar.add_months(due, -before), told)


def _one(
    desk: Desk, work: Work, account: Account, promise: evaluation.Promise, end: date, told: dict[str, Any]
) -> None:
    assert desk.evaluations is not None
    number = account.id or 0
    evaluation_plan.note(work.session, desk.evaluations, number, "evaluation", end, promise.label(end))
    due = next(one for one in evaluations.of_account(work.session, number) if one.period_end == end)
    due.state, due.stage, due.look_at, due.answered_at = evaluations.ANSWERED, "first", None, work.at
    values = [
        kept(one, evaluation.number(text, one.unit) or text if one.is_number else text)
        for one, text in zip(promise.indicators, told["values"], strict=True)
    ]
    body = work.keep("evaluation", account_subject(number), {"values": values, "comment": told["comment"]})
    evaluations.answer(work.session, Evaluation(
        account_id=number, due_id=due.id or 0, version=1, decision="continue", payload_id=body.id,
        person=account.holder, at=work.at,
    ))  # fmt: skip
