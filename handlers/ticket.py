"""Passing a question on to an office, and bringing the office's answer back to the asker."""

import secrets

from sqlalchemy.orm import Session

from cards import fault
from cards import home as home_cards
from cards import ticket as cards
from cards.model import Place, Reply
from handlers.desk import JAPAN, Desk, Refused, Work
from handlers.events import FormSent, Said
from storage import members, payloads, questions, tickets
from storage.tables import Ticket

GONE = "（質問の本文は保存期間を過ぎました）"
INTERNAL = "内部"
"""A reply in a ticket's thread that begins with this word stays in the office."""


def subject(number: int) -> str:
    """Under which a question's texts are kept and blanked together."""
    return f"ticket:{number}"


async def form(desk: Desk, form: FormSent) -> list[Reply]:
    """The question as it will be sent."""
    text = await desk.database.read(lambda session: questions.text_of(session, form.value))
    office = desk.guideline.question_office
    card = cards.form(office, form.value, text or "", secrets.token_hex(8))
    return [Reply(card=card, where="dialog")]


async def send(desk: Desk, form: FormSent) -> list[Reply]:
    """Opens a ticket and tells the office, in one transaction."""
    text = form.inputs.get("question", "").strip()
    office = desk.office(desk.guideline.question_office)
    if problem := _length(text, cards.QUESTION_LIMIT):
        again = cards.form(office.name, form.value, text, form.press)
        return [Reply(card=again, where="dialog", errors=(("question", problem),))]

    def keep(work: Work) -> list[Reply]:
        kept = work.keep("ticket", "ticket:new", {"text": text}, desk.organisation().retention.tickets)
        to = form.place.model_copy(update={"private": True, "user": form.sender.user, "thread": ""})
        ticket = tickets.open_ticket(
            work.session, asker=work.member, office=office.name, question_payload=kept.id,
            answer_to=to.model_dump(), at=work.at,
        )  # fmt: skip
        number = ticket.id or 0
        payloads.file_under(work.session, kept.id, subject(number))
        notice = cards.for_office(number, desk.name(form.sender), text, "")
        ticket.notice_id = work.post(desk.room(office.name), notice, subject(number), subject(number))
        work.log("ticket opened", kept.digest, ticket=number)
        return [Reply(card=cards.sent(number, office.name, office.phone))]

    return await desk.once(form, keep)


async def reply_form(desk: Desk, form: FormSent) -> list[Reply]:
    """The office's dialog for an answer."""
    number = _number(form.value)

    def look(session: Session) -> tuple[str, str] | None:
        ticket = tickets.ticket(session, number)
        if ticket is None:
            return None
        _only_in_its_room(session, ticket, form.place)
        return ticket.state, _question(session, ticket) or ""

    found = await desk.database.read(look)
    if found is None:
        return await desk.say(form, fault.stale())
    card = cards.reply_form(number, found[1] or "（質問の本文は保存期間を過ぎました）", secrets.token_hex(8))
    return [Reply(card=card, where="dialog")]


async def answer(desk: Desk, form: FormSent) -> list[Reply]:
    """The office's answer, from the dialog."""
    text, number = form.inputs.get("answer", "").strip(), _number(form.value)
    if problem := _length(text, cards.ANSWER_LIMIT):
        again = cards.reply_form(number, "回答", form.press)
        return [Reply(card=again, where="dialog", errors=(("answer", problem),))]

    def keep(work: Work) -> list[Reply]:
        ticket = tickets.ticket(work.session, number)
        if ticket is None:
            return [Reply(card=fault.stale())]
        _only_in_its_room(work.session, ticket, form.place)
        if ticket.state != "open":
            return [Reply(card=cards.answered_already(number, text))]
        _answer(desk, work, ticket, text)
        return [Reply(card=cards.delivered(number))]

    return await desk.once(form, keep, subject(number))


async def said_in_thread(desk: Desk, said: Said) -> list[Reply] | None:
    """A message in the thread of a ticket's notice is its answer; None if it is no such thread."""
    place = said.place

    def is_ours(session: Session) -> bool:
        return tickets.under(session, place.platform, place.channel, place.thread) is not None

    if not said.text.strip() or not await desk.database.read(is_ours):
        return None
    desk.only_staff(said.sender)
    if said.text.lstrip().startswith(INTERNAL):
        return []

    def keep(work: Work) -> list[Reply]:
        ticket = tickets.under(work.session, place.platform, place.channel, place.thread)
        if ticket is None:
            return []
        _answer(desk, work, ticket, said.text.strip())
        return [Reply(card=cards.delivered(ticket.id or 0), where="channel")]

    return await desk.once(said, keep)


async def show(desk: Desk, form: FormSent) -> list[Reply]:
    """A question of one's own, and its answer once there is one."""
    number = _number(form.value)

    def look(work: Work) -> list[Reply]:
        ticket = tickets.ticket(work.session, number)
        if ticket is None or ticket.asker_id not in members.same_person(work.session, work.member):
            return [Reply(card=fault.stale())]
        question = _question(work.session, ticket)
        body = payloads.body_of(work.session, ticket.answer_payload)
        if body is None:
            return [Reply(card=cards.waits(number, ticket.office, question, desk.office(ticket.office).phone))]
        return [Reply(card=cards.for_asker(number, ticket.office, question, str(body["text"]), f"close-{number}"))]

    return await desk.once(form, look, subject(number))


async def of_office(desk: Desk, form: FormSent) -> list[Reply]:
    """The open questions of one's own office."""
    person = desk.person(form.sender)
    if person is None or person.section != form.value or form.value not in desk.organisation().offices:
        raise Refused("未回答の質問を見られるのは、その質問を受けた課・室の職員です。")

    def look(session: Session) -> list[tuple[int, str, str]]:
        return [
            (one.id or 0, one.opened_at.astimezone(JAPAN).strftime("%-m月%-d日"), _question(session, one) or GONE)
            for one in tickets.open_of(session, form.value)
        ]

    return await desk.say(form, home_cards.tickets(person.section, await desk.database.read(look)))


async def close(desk: Desk, form: FormSent) -> list[Reply]:
    """The asker is content."""
    number = _number(form.value)

    def keep(work: Work) -> list[Reply]:
        ticket = tickets.ticket(work.session, number)
        if ticket is None or ticket.asker_id != work.member:
            return [Reply(card=fault.stale())]
        ticket.state = "closed"
        _show_state(work, ticket, "完了")
        work.log("ticket closed", ticket=number)
        return [Reply(card=cards.closed(number), where="replace")]

    return await desk.once(form, keep, subject(number))


def _answer(desk: Desk, work: Work, ticket: Ticket, text: str) -> None:
    number = ticket.id or 0
    kept = work.keep("answer", subject(number), {"text": text}, desk.organisation().retention.tickets)
    first = ticket.state == "open"
    ticket.answer_payload, ticket.answered_at, ticket.answered_by = kept.id, work.at, work.member
    if first:
        ticket.state = "answered"
        _show_state(work, ticket, f"回答済み：{desk.name(work.event.sender)}")
    question = _question(work.session, ticket)
    card = cards.for_asker(number, ticket.office, question, text, f"close-{number}")
    work.post(Place.model_validate(ticket.answer_to), card, subject(number), f"ticket:{number}:asker")
    work.log("ticket answered", kept.digest, ticket=number)


def _show_state(work: Work, ticket: Ticket, state: str) -> None:
    number = ticket.id or 0
    asker = members.member(work.session, ticket.asker_id).name
    question = _question(work.session, ticket) or GONE
    card = cards.for_office(number, asker, question, state)
    work.post(work.place_of(ticket.notice_id), card, subject(number), subject(number), ticket.notice_id)


def _question(session: Session, ticket: Ticket) -> str | None:
    body = payloads.body_of(session, ticket.question_payload)
    return None if body is None else str(body["text"])


def _only_in_its_room(session: Session, ticket: Ticket, place: Place) -> None:
    """The buttons stand in the office's room only; a press from elsewhere is made up."""
    if place.channel not in tickets.rooms_of(session, ticket.notice_id):
        raise Refused("この質問には、担当課の部屋からだけ回答できます。")


def _length(text: str, limit: int) -> str:
    if not text:
        return "内容を書いてください。"
    return f"{limit:,}字までです（いまは{len(text):,}字）。" if len(text) > limit else ""


def _number(value: str) -> int:
    return int(value) if value.isascii() and value.isdigit() and len(value) < 10 else 0
