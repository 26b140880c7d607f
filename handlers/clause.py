"""Browsing the guideline: contents, section, clause."""

from cards import clause as cards
from cards import fault
from cards.model import Reply
from handlers.desk import Desk
from handlers.events import FormSent, Said


async def word(desk: Desk, said: Said, words: str) -> list[Reply]:
    """「条文」 shows the contents, 「条文 5-(1)」 the clause."""
    if not words:
        return await desk.say(said, cards.sections(desk.guideline))
    found = desk.guideline.find(words)
    if found is not None:
        return await desk.say(said, cards.shown(desk.guideline, found.id))
    if words in desk.guideline.sections:
        return await desk.say(said, cards.section(desk.guideline, words))
    return await desk.say(said, cards.unknown(desk.guideline, words[:100]))


async def browse(desk: Desk, form: FormSent) -> list[Reply]:
    """The contents, by a button."""
    return await desk.say(form, cards.sections(desk.guideline))


async def section(desk: Desk, form: FormSent) -> list[Reply]:
    """The section chosen; one with a single clause is that clause."""
    chosen = form.inputs.get("section") or form.value
    if chosen not in desk.guideline.sections:
        return await desk.say(form, fault.stale())
    if chosen in desk.guideline.clauses:
        return await desk.say(form, cards.shown(desk.guideline, chosen))
    return await desk.say(form, cards.section(desk.guideline, chosen))


async def open_clause(desk: Desk, form: FormSent) -> list[Reply]:
    """The clause chosen, or the one the button names."""
    chosen = form.value or form.inputs.get("clause", "")
    if chosen not in desk.guideline.clauses:
        return await desk.say(form, fault.stale())
    return await desk.say(form, cards.shown(desk.guideline, chosen))
