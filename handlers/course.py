"""The course of an account's evaluations: shown on request, and as a file for a committee or the assembly."""

import asyncio
from collections.abc import Sequence

from sqlalchemy.orm import Session

from cards import chart, fault
from cards import course as cards
from cards.course import Shown
from cards.model import Card, Image, Reply
from guideline.organisation import Person
from handlers.account_desk import may_see
from handlers.application import At, listed
from handlers.desk import Desk, Work
from handlers.evaluation_view import Course, course
from handlers.events import FormSent
from handlers.oversight import overseer
from storage.policy_tables import Account

ALL = "all"


async def show(desk: Desk, form: FormSent) -> list[Reply]:
    """「推移を見る」: chart and table of an account."""
    number = At.read(form.value).number
    person = listed(desk, form.sender)
    found = await desk.database.read(lambda session: _allowed(desk, session, person, number))
    if found is None:
        return await desk.say(form, fault.stale())
    return await desk.say(form, await drawn(shown(found)), f"account:{number}")


async def report(desk: Desk, form: FormSent) -> list[Reply]:
    """「まとめの資料」 of an account, or of all of them: asked for here, made by the clock, so that nobody waits."""
    number = At.read(form.value).number
    if form.value == ALL:
        overseer(desk, form.sender)
    else:
        person = listed(desk, form.sender)
        if await desk.database.read(lambda session: _allowed(desk, session, person, number)) is None:
            return await desk.say(form, fault.stale())

    def ask(work: Work) -> list[Reply]:
        work.log("evaluation report asked", report=number)
        return [Reply(card=cards.being_made())]

    return await desk.once(form, ask)


def _allowed(desk: Desk, session: Session, person: Person, number: int) -> Course | None:
    """The course, None where there is no such account. Raises Refused for whom it is not to see."""
    account = session.get(Account, number)
    if account is None:
        return None
    if person.id not in (account.holder, account.deputy):
        may_see(desk, person, account)
    return course(desk, session, number)


def shown(found: Course) -> Shown:
    """A course as its card shows it."""
    account = found.account
    one = Shown(account.id or 0, f"{account.medium} {account.name}", account.section, found.series)
    if not found.evaluations:
        return one
    last = found.evaluations[-1]
    return Shown(one.number, one.account, one.section, one.series, last.period, last.decision, last.comment)


async def drawn(one: Shown, note: str = "") -> Card:
    """The card with its pictures, drawn in a thread: the loop goes on answering meanwhile."""
    return cards.course(one, await pictures(one), note)


async def pictures(one: Shown) -> Sequence[Image]:
    """The charts of an account."""
    return await asyncio.to_thread(chart.pictures, one.title, one.series) if one.period else ()
