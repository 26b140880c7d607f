"""A plain message while somebody fills in an application: saved as a field, or answered as a question."""

from datetime import timedelta

from sqlalchemy.orm import Session

from cards import fault
from cards import policy as cards
from cards.model import Button, Reply
from guideline import committee as rules
from guideline import policy as form_rules
from handlers import ask
from handlers import policy as policy_walk
from handlers.application import At, answers_of, colleague, form_of, head, subject
from handlers.desk import Desk, Work
from handlers.events import FormSent, Said
from storage import applications, members
from storage.applications import Saved
from storage.payloads import body_of
from storage.policy_tables import Application

WALK = timedelta(hours=8)
"""How long after the last step a plain message is still asked about."""
SAID_KEPT_DAYS = 2.0


async def said_meanwhile(desk: Desk, said: Said) -> list[Reply] | None:
    """Asks what a plain message was meant for; None if nobody is filling in anything."""
    sender = said.sender
    if said.how != "direct" or not said.text.strip() or desk.form is None:
        return None

    def walking(session: Session) -> bool:
        member = members.member_id(session, sender.platform, sender.team, sender.user)
        return member is not None and _walked(desk, session, member) is not None

    if not await desk.database.read(walking):
        return None

    def keep(work: Work) -> list[Reply]:
        row = _walked(desk, work.session, work.member)
        field = form_of(desk).field(row.step) if row else None
        if row is None or field is None:
            return [Reply(card=fault.stale())]
        kept = work.keep("said", subject(row.id or 0), {"text": said.text.strip()}, SAID_KEPT_DAYS)
        answers = answers_of(work.session, row.id or 0)[1]
        saves = len(field.asked(answers)) == 1 and field.asked(answers)[0].is_text
        return [Reply(card=cards.said_meanwhile(head(row), field, kept.id, saves))]

    return await desk.once(said, keep)


def _walked(desk: Desk, session: Session, member: int) -> Application | None:
    row = applications.walking(session, member, desk.now() - WALK)
    return row if row and row.state in rules.EDITABLE else None


async def take(desk: Desk, form: FormSent) -> list[Reply]:
    """「欄Nとして保存」: at once where the field is one text, else in its dialog."""
    at = At.read(form.value)
    kept = At.read(at.rest[0]).number if at.rest else 0
    row, fields, answers = await desk.database.read(lambda session: policy_walk.read_all(session, at.number))
    text = await desk.database.read(lambda session: (body_of(session, kept) or {}).get("text", ""))
    field = form_of(desk).field(at.field)
    if row is None or field is None or not text:
        return await desk.say(form, fault.stale())
    colleague(desk, form.sender, row.section)
    texts = [part for part in field.asked(answers) if part.is_text]
    part = next((one for one in texts if not answers.get(one.id)), (texts or [*field.asked(answers)])[0])
    version = fields.get(field.id, Saved()).version
    shown = cards.Page(head(row), field, part.page, version, answers | {part.id: text})
    if form.press and not form_rules.problems(form_of(desk), field, shown.typed, desk.organisation(), part.page):
        return await policy_walk.save_page(desk, form, shown, {part.id: text})
    reopen = Button(action="policy.take", label="記入する", value=form.value, opens_dialog=True)
    return [Reply(card=policy_walk.dialog(desk, row, shown), where="dialog", reopen=reopen)]


async def ask_(desk: Desk, form: FormSent) -> list[Reply]:
    """「質問として答える」."""
    kept = At.read(form.value).number
    text = await desk.database.read(lambda session: (body_of(session, kept) or {}).get("text", ""))
    if not text:
        return await desk.say(form, fault.stale())
    return await ask.question(desk, form, str(text))
