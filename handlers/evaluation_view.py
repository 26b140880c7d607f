"""How an account's evaluations stand: the course of its indicators, and whether all accounts are on time."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Literal

from sqlalchemy.orm import Session

from guideline import evaluation
from guideline.evaluation import Indicator, Point, Promise, Rules, Series, Value
from handlers.application import form_of
from handlers.application_content import answers_in_force
from handlers.desk import Desk, Refused
from storage import accounts, evaluations
from storage.evaluation_tables import Due
from storage.evaluations import Given
from storage.policy_tables import Account

ANSWERED_BY_FORM = ("evaluation", "review")
"""Kinds whose answer is an evaluation."""

State = Literal["on_time", "late", "idle"]


@dataclass(frozen=True)
class Evaluated:
    """A given evaluation in its newest version. `values` in the order of its form; `due_id` to correct it by."""

    due_id: int
    kind: str
    day: date
    period: str
    values: tuple[tuple[Indicator, Value], ...]
    comment: str
    decision: str
    """A key of `guideline.evaluation.DECISIONS`."""
    person: str
    at: datetime
    version: int


@dataclass(frozen=True)
class Course:
    """The evaluations of one account, oldest first: as series for a chart, and as they were given."""

    account: Account
    promise: Promise
    series: tuple[Series, ...]
    """The promised indicators first, then those that only older evaluations had."""
    evaluations: tuple[Evaluated, ...]


@dataclass(frozen=True)
class Standing:
    """A running account: `late` since `due_on` with what is not answered, `idle`, or on time until `due_on`."""

    account: Account
    state: State
    due_on: date | None
    label: str = ""
    kind: str = ""
    stage: str = ""
    """The last reminder that went out: "", first, again or overdue (then 情報政策課 was told)."""


def rules_of(desk: Desk) -> Rules:
    """When evaluations are due. Raises Refused where the city's folder does not say."""
    if desk.evaluations is None:
        raise Refused(f"効果測定の時期が設定されていません。{desk.guideline.question_office}へお問い合わせください。")
    return desk.evaluations


def promise_of(desk: Desk, session: Session, account: Account) -> Promise:
    """What the 利用方針 in force for an account promises; an empty promise where there is none."""
    answers = answers_in_force(session, account)
    return evaluation.promise(form_of(desk), rules_of(desk), answers) if answers else Promise()


def course(desk: Desk, session: Session, number: int) -> Course | None:
    """The evaluations of an account, None where there is no such account. Who may see them is the caller's to check."""
    account = session.get(Account, number)
    if account is None:
        return None
    promise = promise_of(desk, session, account)
    given = tuple(evaluated(one) for one in evaluations.given(session, number, ANSWERED_BY_FORM))
    known = {one.name: one for one in promise.indicators}
    for one in given:
        for indicator, _ in one.values:
            known.setdefault(indicator.name, indicator)
    return Course(account, promise, tuple(_series(one, given) for one in known.values()), given)


def _series(indicator: Indicator, given: tuple[Evaluated, ...]) -> Series:
    points = [Point(one.day, one.period, value) for one in given for mine, value in one.values
              if mine.name == indicator.name]  # fmt: skip
    return Series(indicator, tuple(points))


def evaluated(given: Given) -> Evaluated:
    """A given answer as values."""
    body, row = given.body, given.row
    values = tuple(_value(one) for one in body.get("values", ()))
    return Evaluated(
        given.due.id or 0, given.due.kind, given.due.period_end, given.due.label, values, str(body.get("comment", "")),
        row.decision, row.person, row.at, row.version,
    )  # fmt: skip


def kept(indicator: Indicator, value: Value) -> dict[str, object]:
    """A value with its indicator, as it is kept."""
    target = None if indicator.target is None else str(indicator.target)
    return {**vars(indicator), "target": target, "value": str(value), "number": isinstance(value, Decimal)}


def _value(one: dict[str, object]) -> tuple[Indicator, Value]:
    target = one.get("target")
    indicator = Indicator(
        str(one["name"]), str(one["unit"]), Decimal(str(target)) if target is not None else None,
        bool(one["is_number"]), str(one["promise"]), str(one["how"]),
    )  # fmt: skip
    return indicator, Decimal(str(one["value"])) if one["number"] else str(one["value"])


ASKED = ("evaluation", "review", "yearly")


def standings(desk: Desk, session: Session) -> list[Standing]:
    """Every running account and whether its evaluations are on time; late ones first, then idle ones."""
    found: dict[int, list[Due]] = {}
    states = (evaluations.COMING, evaluations.OPEN)
    for due in evaluations.in_states(session, states, (*ASKED, "idle")):
        found.setdefault(due.account_id, []).append(due)
    running = accounts.listed(session, states=(accounts.RUNNING,))
    every = [_standing(one, found.get(one.id or 0, []), desk.today()) for one in running]
    order = {"late": 0, "idle": 1, "on_time": 2}
    return sorted(every, key=lambda one: (order[one.state], one.due_on or date.max))


def _standing(account: Account, dues: list[Due], today: date) -> Standing:
    asked = [one for one in dues if one.kind in ASKED]
    late = [one for one in asked if one.state == evaluations.OPEN and one.due_on < today]
    if late:
        return Standing(account, "late", late[0].due_on, late[0].label, late[0].kind, late[0].stage)
    idle = next((one for one in dues if one.kind == "idle" and one.state == evaluations.OPEN), None)
    if idle:
        return Standing(account, "idle", idle.due_on, idle.label, idle.kind, idle.stage)
    coming = next((one for one in asked if one.kind != "yearly"), None) or (asked[0] if asked else None)
    if coming is None:
        return Standing(account, "on_time", None)
    return Standing(account, "on_time", coming.due_on, coming.label, coming.kind, coming.stage)
