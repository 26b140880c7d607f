"""Asking the guideline: a direct answer, a choice, or an honest no; sharing and rating it."""

import re
import secrets

from cards import ask as cards
from cards import fault
from cards import help as help_cards
from cards.model import Card, Reply
from guideline.ask import QUESTION_MAX, Answer, is_greeting
from guideline.words import has_words
from handlers.desk import Desk, Work
from handlers.events import Event, FormSent
from storage import payloads, questions

OTHERS_SHOWN = 2
QUESTION_ID = re.compile(r"[0-9A-Za-z_-]{1,40}")


async def question(desk: Desk, said: Event, text: str) -> list[Reply]:
    """Answers a question; an empty one or a greeting gets the help card."""
    text = text.strip()
    if not text or is_greeting(text):
        return await desk.say(said, help_cards.help_card(desk.guideline))
    if len(text) > QUESTION_MAX:
        return await desk.say(said, cards.too_long(len(text), QUESTION_MAX))
    if not has_words(text):
        return await desk.say(said, cards.no_words())
    # A sentence vector takes 25 ms of a processor, so it is made beside the event loop.
    found, id_ = await desk.readings.answer(desk.reader, text), secrets.token_hex(16)
    reply = Reply(card=answered(desk, id_, found, can_share(said)))

    def keep(work: Work) -> list[Reply]:
        days = desk.organisation().retention.questions
        # Neither clauses nor the hour: beside the log's person they would tell who asked what.
        day = work.at.replace(hour=0, minute=0, second=0, microsecond=0)
        kept = payloads.keep(work.session, "question", f"question:{id_}", {"text": text}, day, days)
        questions.add(work.session, id_, kept.id, found.mode, list(found.clauses), day)
        work.log("asked")
        work.count("questions", found.mode)
        return [reply]

    return await desk.once(said, keep)


def answered(desk: Desk, question_id: str, found: Answer, share: bool) -> Card:
    """The card for what was found."""
    office = desk.guideline.question_office
    match found.mode:
        case "direct":
            others = found.clauses[1 : 1 + OTHERS_SHOWN]
            return cards.answer(desk.guideline, question_id, found.clauses[0], others, office, share)
        case "choices":
            return cards.choices(desk.guideline, question_id, found.clauses, desk.reader.has_learned)
        case "none":
            return cards.no_clause(desk.guideline, question_id, desk.office(office), desk.reader.has_learned)


def can_share(event: Event) -> bool:
    """Whether there is anybody to share with: not in a direct conversation."""
    return not event.place.direct


async def choose(desk: Desk, form: FormSent) -> list[Reply]:
    """One of the offered clauses was meant, or none of them."""
    question_id, clause = _parts(form.value)
    if clause == cards.NONE:
        mode = Answer("none", (), ())
    elif _known(desk, clause):
        mode = Answer("direct", (clause,), (1.0,))
    else:
        return await desk.say(form, fault.stale())
    reply = Reply(card=answered(desk, question_id, mode, can_share(form)), where="replace")

    def keep(work: Work) -> list[Reply]:
        questions.choose(work.session, question_id, clause)
        work.log("chosen")
        return [reply]

    return await desk.once(form, keep)


async def share(desk: Desk, form: FormSent) -> list[Reply]:
    """Posts an answer for everybody in the conversation."""
    question_id, clause = _parts(form.value)
    if not _known(desk, clause):
        return await desk.say(form, fault.stale())

    def post(work: Work) -> list[Reply]:
        if not questions.exists(work.session, question_id):
            return [Reply(card=fault.stale())]
        text = questions.text_of(work.session, question_id)
        shared = cards.shared(desk.guideline, desk.name(form.sender), text, clause)
        public = form.place.model_copy(update={"private": False, "user": ""})
        work.post(public, shared, form.delivery_key)
        work.log("shared", clauses=[clause])
        return [Reply(card=cards.shared_note(desk.guideline, clause), where="replace")]

    return await desk.once(form, post)


async def good(desk: Desk, form: FormSent) -> list[Reply]:
    """👍: kept for the clause, without the person."""
    question_id, clause = _parts(form.value)
    known = _known(desk, clause)  # what is kept with it is an id of the guideline's, never somebody's words

    def keep(work: Work) -> list[Reply]:
        if not (known and questions.exists(work.session, question_id)):
            return [Reply(card=fault.stale())]
        questions.rate(work.session, question_id, clause, True, work.at)
        return [Reply(card=cards.thanks_good())]

    return await desk.once(form, keep)


async def bad(desk: Desk, form: FormSent) -> list[Reply]:
    """👎: asks which clause it should have been."""
    question_id, clause = _parts(form.value)
    if not _known(desk, clause):
        return await desk.say(form, fault.stale())
    return [Reply(card=cards.which_instead(desk.guideline, question_id, clause), where="dialog")]


async def better(desk: Desk, form: FormSent) -> list[Reply]:
    """👎 with the right clause: kept for the clause, without the person."""
    question_id, clause = _parts(form.value)
    said, known = form.inputs.get("better", cards.UNKNOWN), _known(desk, clause)
    named = said if said == cards.NONE or _known(desk, said) else cards.UNKNOWN

    def keep(work: Work) -> list[Reply]:
        if not (known and questions.exists(work.session, question_id)):
            return [Reply(card=fault.stale())]
        questions.rate(work.session, question_id, clause, False, work.at, named)
        office = desk.guideline.question_office
        return [Reply(card=cards.thanks_bad(desk.guideline, question_id, named, office))]

    return await desk.once(form, keep)


def _known(desk: Desk, found: str) -> bool:
    section = desk.guideline.sections.get(found)
    return found in desk.guideline.clauses or bool(section and section.chapeau)


def _parts(value: str) -> tuple[str, str]:
    """A question's id and a clause's; nothing where the first is none of ours, for it goes into nonces, too."""
    question_id, _, clause = value.partition(":")
    return (question_id, clause) if QUESTION_ID.fullmatch(question_id) else ("", "")
