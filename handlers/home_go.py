"""Opening what a line of the home page names: the conversation that it belongs to answers, beside the page."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace

from sqlalchemy.orm import Session

from cards import fault
from cards import home as cards
from cards.evaluation import ANSWERS
from cards.model import Reply
from handlers import (
    accounts,
    check,
    committee,
    home_items,
    incident_case,
    incident_history,
    policy,
    review,
    ticket,
    violation_chain,
)  # fmt: skip
from handlers.application import numbers
from handlers.desk import Desk
from handlers.events import FormSent


async def _due(desk: Desk, form: FormSent) -> list[Reply]:
    """What waits for an answer for an account of one's own."""
    number = numbers(form.value)[0]

    def look(session: Session) -> cards.Due | None:
        mine = home_items.dues(desk, session, home_items.whose(desk, session, form))
        return next((one for one in mine if one.number == number and one.kind in ANSWERS), None)

    found = await desk.database.read(look)
    return await desk.say(form, cards.due_card(found) if found else cards.nothing())


OPENS: Mapping[str, Callable[[Desk, FormSent], Awaitable[list[Reply]]]] = {
    "account": accounts.open_,
    "application": policy.open_,
    "check": check.open_draft,
    "due": _due,
    "incident": incident_history.timeline,
    "notice": incident_case.open_,
    "review": review.show,
    "ticket": ticket.show,
    "tickets": ticket.of_office,
    "violation": violation_chain.turn,
    "vote": committee.open_,
}
"""What a line is about → the conversation that shows it, with the rest of the button's value as its own."""


async def go(desk: Desk, form: FormSent) -> list[Reply]:
    """Opens it. The page stays: what would replace the pressed card elsewhere is said beside it."""
    kind, _, value = form.value.partition(":")
    opens = OPENS.get(kind)
    if opens is None:
        return await desk.say(form, fault.stale())
    replies = await opens(desk, replace(form, value=value))
    return [reply.model_copy(update={"where": "private"}) if reply.where == "replace" else reply for reply in replies]
