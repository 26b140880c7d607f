"""What the clock does for evaluations: reminds on working days from 9:00, each reminder once over all processes.

What is due stands in an indexed column, so a tick without anything due reads three rows. Everything of one thing due
happens in one transaction with its unique reminder row.
"""

import hashlib
from collections.abc import Callable
from datetime import datetime

from sqlalchemy.orm import Session

from cards import evaluation_due as cards
from cards.model import Card, Place
from guideline.evaluation import Rules
from guideline.organisation import Organisation
from handlers import evaluation_plan as planning
from handlers import reach
from handlers.account_desk import shown, subject
from handlers.application import japanese, name
from handlers.desk import JAPAN, Desk, Work
from handlers.evaluation_view import promise_of
from storage import accounts, evaluations, payloads
from storage.evaluation_tables import Due
from storage.policy_tables import Account

AT_ONCE = 20
"""Accounts in one transaction: it must commit within two seconds, on a slow disk too."""
ROUNDS = 50
"""Transactions of one kind in one tick; the rest has its turn a minute later."""
FOLLOWING = {"": "first", "first": "again", "again": "overdue"}
ASKED_ONCE = ("idle", "handover")
HOLDERS = "holders"
REMINDED = (accounts.RUNNING,)


async def tick(desk: Desk) -> None:
    """Looks at the organisation file, plans what changed, and reminds of what is due."""
    rules = desk.evaluations
    if rules is None or desk.form is None:
        return
    marked = _holders(desk.organisation())
    new_people, unplanned, _ = await desk.database.read(lambda session: _what(desk, session, marked))
    if new_people:
        await desk.by_clock(lambda work: _look_at_holders(desk, work, marked))
    if new_people or unplanned:
        await _rounds(desk, _plan_some)
    today = desk.today()
    if not rules.calendar.works(today) or desk.now() < rules.calendar.opening(today):
        return
    if await desk.database.read(lambda session: evaluations.is_due(session, desk.now())):
        await _rounds(desk, _remind_some)


def _what(desk: Desk, session: Session, marked: str) -> tuple[bool, bool, bool]:
    new_people = evaluations.watermark(session, HOLDERS) != marked
    return new_people, evaluations.any_unplanned(session), evaluations.is_due(session, desk.now())


async def _rounds(desk: Desk, act: Callable[[Desk, Work], int]) -> None:
    """Transactions of a few accounts each, until nothing is left that no other process has."""
    for _ in range(ROUNDS):
        done: list[int] = []
        await desk.by_clock(lambda work, done=done: done.append(act(desk, work)))  # type: ignore[misc]
        if sum(done) < AT_ONCE:
            return


# Planning


def _holders(known: Organisation) -> str:
    """A digest of who works where, and who heads what."""
    people = sorted((one.id, one.section) for one in known.people.values())
    heads = sorted((unit.name, unit.head) for unit in known.units.values())
    return hashlib.sha256(repr((people, heads)).encode()).hexdigest()


def _look_at_holders(desk: Desk, work: Work, marked: str) -> None:
    """After a change of the organisation file: accounts whose holder is not where they were."""
    known, session = desk.organisation(), work.session
    waiting = {row.account_id for row in evaluations.in_states(session, WAITING, ("handover",))}
    for number, section, holder in evaluations.holders(session, REMINDED):
        if planning.holder_gap(known, section, holder):
            waiting.add(number)
    evaluations.replan(session, sorted(waiting))
    evaluations.mark(session, HOLDERS, marked, work.at)


WAITING = (evaluations.COMING, evaluations.OPEN)


def _plan_some(desk: Desk, work: Work) -> int:
    found = evaluations.unplanned(work.session, AT_ONCE)
    for account in found:
        planning.plan(desk, work.session, account)
    return len(found)


# Reminding


def _remind_some(desk: Desk, work: Work) -> int:
    found = evaluations.to_look_at(work.session, work.at, AT_ONCE)
    for row in found:
        account = work.session.get(Account, row.account_id)
        if account is None or not _still_wanted(row, account):
            evaluations.void(row)
        else:
            _remind(desk, work, account, row)
    return len(found)


def _still_wanted(row: Due, account: Account) -> bool:
    if row.kind == "review":
        return account.state != accounts.CLOSED and account.review_on == row.period_end
    return account.state in REMINDED


def _remind(desk: Desk, work: Work, account: Account, row: Due) -> None:
    """The next stage of one thing due: its unique row, its cards, and when to look again."""
    rules, stage = desk.evaluations, FOLLOWING.get(row.stage)
    assert rules is not None
    if row.kind == "idle" and _used_since(work.session, account, row, rules):
        account.unplanned, row.look_at = True, None
        evaluations.forget(work.session, row)
        return
    if stage is None:
        row.look_at = None
        return
    late = row.kind not in ASKED_ONCE and _is_late(row.look_at, work.at)
    number = evaluations.remind(work.session, row, stage, late, work.at)
    if number is not None:
        before = len(work.posts)
        _tell(desk, work, account, row, stage, late)
        evaluations.posted(work.session, number, work.posts[before:])
        work.log("evaluation reminded", account=account.id or 0, due=row.id or 0, stage=stage)
    _advance(desk, work, account, row, stage, late)


def _is_late(planned: datetime | None, now: datetime) -> bool:
    """Whether a whole day and more has passed: the bot was not running."""
    return planned is not None and now.astimezone(JAPAN).date() > planned.astimezone(JAPAN).date()


def _used_since(session: Session, account: Account, row: Due, rules: Rules) -> bool:
    last = evaluations.last_activity(session, account).astimezone(JAPAN).date()
    return (row.period_end - last).days < rules.idle_days


def _advance(desk: Desk, work: Work, account: Account, row: Due, stage: str, late: bool) -> None:
    rules = desk.evaluations
    assert rules is not None
    again = stage != "overdue" and row.kind not in ASKED_ONCE
    row.stage = stage
    row.look_at = rules.calendar.opening(rules.calendar.after(desk.today(), rules.again_days)) if again else None
    if stage != "first":
        return
    row.state, row.raised_at, row.late = evaluations.OPEN, work.at, late
    if row.kind == "evaluation":
        promise = promise_of(desk, work.session, account)
        end = planning.next_end(promise, rules, account, row.period_end, row.due_on)
        if end is not None:
            planning.note(work.session, rules, row.account_id, row.kind, end, promise.label(end))
    elif row.kind == "yearly":
        end = row.period_end.replace(year=row.period_end.year + 1)
        planning.note(work.session, rules, row.account_id, row.kind, end, f"{end.year}年度")
    elif row.kind == "idle":
        row.label = japanese(row.period_end)


def _tell(desk: Desk, work: Work, account: Account, row: Due, stage: str, late: bool) -> None:
    if stage == "overdue":
        place = desk.room(desk.guideline.question_office)
        work.post(place, card(desk, work.session, account, row, stage, late), subject(account.id or 0))
        return
    places = _places(desk, work, account, row)
    told = card(desk, work.session, account, row, stage, late)
    if not places:
        told = cards.nobody_there(told)
        places = [desk.room(desk.guideline.question_office)]
    for place in places:
        work.post(place, told, subject(account.id or 0))


def _places(desk: Desk, work: Work, account: Account, row: Due) -> list[Place]:
    """The holder and whoever acts as head today; the committee's secretariat hears of reviews; each person once."""
    known = desk.organisation()
    unit = known.units.get(account.section)
    people = [account.holder if account.holder in known.people else "", unit.head_on(desk.today())[0] if unit else ""]
    if row.kind == "idle" and people[0]:
        people = people[:1]
    if row.kind == "review":
        people.append(known.committee.secretariat)
    found = [reach.place_of(work.session, desk, one, work.event.place) for one in dict.fromkeys(people) if one]
    return [place for place in found if place is not None]


def card(desk: Desk, session: Session, account: Account, row: Due, stage: str, late: bool) -> Card:
    """What is said of something due at a stage."""
    told = cards.Told(
        shown(desk, account), row.id or 0, row.label, japanese(row.due_on), stage, late,
        japanese(row.snoozed_until), str((payloads.body_of(session, row.snooze_payload) or {}).get("text", "")),
    )  # fmt: skip
    match row.kind:
        case "evaluation":
            names = tuple(one.name for one in promise_of(desk, session, account).indicators)
            return cards.evaluation(told, names, desk.guideline)
        case "review":
            return cards.review(told, desk.guideline)
        case "yearly":
            return cards.yearly(told)
        case "idle":
            days = desk.evaluations.idle_days if desk.evaluations else 0
            return cards.idle(told, days)
        case _:
            return cards.handover(told, name(desk.organisation(), account.holder))
