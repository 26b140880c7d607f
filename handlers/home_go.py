"""Opening what a line of the home page names: the conversation that it belongs to answers, beside the page."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace

from cards import fault
from cards.model import Reply
from handlers import (
    accounts,
    check,
    committee,
    incident_case,
    incident_history,
    policy,
    review,
    ticket,
    violation_chain,
)
from handlers.desk import Desk
from handlers.events import FormSent

OPENS: Mapping[str, Callable[[Desk, FormSent], Awaitable[list[Reply]]]] = {
    "account": accounts.open_,
    "application": policy.open_,
    "check": check.open_draft,
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
