"""The register: looking into it, handing an account over, suspending, closing, changing; whether one is ours."""

import base64

from sqlalchemy.orm import Session

from cards import dialog as dialogs
from cards import fault
from cards import register as cards
from cards.accounts import CHECKLIST
from cards.model import Card, File, Reply
from guideline import committee as rules
from guideline import look_alike, public_list
from guideline.organisation import Person
from handlers import accounts as after_approval
from handlers import policy
from handlers.account_desk import (
    account_of,
    card,
    changing,
    keeps_register,
    people_of,
    shown,
    subject,
    tell_offices,
    text_fault,
)  # fmt: skip
from handlers.application import At, colleague, form_of, japanese, listed, nonce, own_place, sections
from handlers.application_content import approved_answers
from handlers.desk import Desk, Refused, Work
from handlers.events import FormSent, Said
from storage import accounts, applications
from storage.applications import Saved
from storage.policy_tables import Account


async def word(desk: Desk, said: Said, _words: str) -> list[Reply]:
    """「台帳」: the accounts of one's unit, or all of them for those who keep the register."""
    return await desk.say(said, await _listing(desk, listed(desk, said.sender)))


async def pressed(desk: Desk, form: FormSent) -> list[Reply]:
    """The button 「台帳」."""
    return await desk.say(form, await _listing(desk, listed(desk, form.sender)))


async def ours_word(desk: Desk, said: Said, words: str) -> list[Reply]:
    """「アカウント 名前」: whether it is one of ours. Everybody may ask."""
    if not words.strip():
        return await desk.say(said, cards.ours_form())
    return await desk.say(said, await _ours(desk, words.strip()))


async def _listing(desk: Desk, person: Person) -> Card:
    everything = keeps_register(desk, person)
    found = await desk.database.read(lambda session: _seen_by(desk, session, person))
    whose = "すべての課・室" if everything else "、".join(sections(desk, person)) or "課・室がありません"
    return cards.listing([shown(desk, one) for one in found], whose, everything)


def _seen_by(desk: Desk, session: Session, person: Person) -> list[Account]:
    if keeps_register(desk, person):
        return accounts.listed(session)
    return [one for section in sections(desk, person) for one in accounts.listed(session, section=section)]


async def choose(desk: Desk, form: FormSent) -> list[Reply]:
    """The dialog that asks which account."""
    person = listed(desk, form.sender)
    found = await desk.database.read(lambda session: _seen_by(desk, session, person))
    if not found:
        return await desk.say(form, fault.stale())
    return [Reply(card=cards.choose([shown(desk, one) for one in found]), where="dialog")]


async def open_(desk: Desk, form: FormSent) -> list[Reply]:
    """Opens the account chosen."""
    return await after_approval.opened(desk, form, At.read(form.inputs.get("account", "")).number)


# Handing over, suspending, closing


async def hand(desk: Desk, form: FormSent) -> list[Reply]:
    """The dialog for a new holder."""
    row = await account_of(desk, At.read(form.value).number)
    if row is None:
        return await desk.say(form, fault.stale())
    colleague(desk, form.sender, row.section)
    dialog = cards.hand_over(shown(desk, row), people_of(desk, row.section), {}, nonce())
    return [Reply(card=dialog, where="dialog")]


async def handed(desk: Desk, form: FormSent) -> list[Reply]:
    """A new holder, once everything on the checklist is done."""
    typed = {key: form.inputs.get(key, "").strip() for key in ("holder", "deputy", "done")}
    row = await account_of(desk, At.read(form.value).number)
    if row is None:
        return await desk.say(form, fault.stale())
    colleague(desk, form.sender, row.section)
    people = people_of(desk, row.section)
    ids, open_points = [id_ for id_, _ in people], {id_ for id_, _ in CHECKLIST} - set(typed["done"].split("\n"))
    errors = [] if typed["holder"] in ids else [("holder", "新しい担当者を選んでください。")]
    errors += [] if typed["deputy"] in ("", *ids) else [("deputy", "副担当者を選び直してください。")]
    if open_points:
        missing = "、".join(text for id_, text in CHECKLIST if id_ in open_points)
        errors.append(("done", f"まだ済んでいないこと：{missing}"))
    if errors:
        dialog = cards.hand_over(shown(desk, row), people, typed, form.press)
        return [Reply(card=dialog, where="dialog", errors=tuple(errors))]

    def keep(work: Work, current: Account, person: Person) -> list[Reply]:
        current.holder, current.deputy = typed["holder"], typed["deputy"]
        accounts.changed(current, work.at)
        work.log("account handed over", account=current.id or 0, holder=current.holder)
        tell_offices(desk, work, cards.told(shown(desk, current), "担当者の変更", person.name), current.id or 0)
        return [Reply(card=card(desk, current, person, "引継ぎを記録しました。"), where="replace")]

    return await changing(desk, form, keep)


ALLOWED = {
    accounts.RUNNING: ("suspend", "close"), accounts.SUSPENDED: ("resume", "close"),
    accounts.UNPUBLISHED: ("close",), accounts.UNAPPROVED: ("suspend", "close"), accounts.CLOSED: (),
}  # fmt: skip
"""What can become of an account in each state. What runs without approval is taken up again without it, too."""


async def change(desk: Desk, form: FormSent) -> list[Reply]:
    """The dialog to suspend, take up again or close."""
    row = await account_of(desk, At.read(form.value).number)
    if row is None or not ALLOWED[row.state]:
        return await desk.say(form, fault.stale())
    colleague(desk, form.sender, row.section)
    return [Reply(card=cards.change(shown(desk, row), ALLOWED[row.state], nonce()), where="dialog")]


async def changed(desk: Desk, form: FormSent) -> list[Reply]:
    """Suspends, takes up again, or closes; the offices hear of it."""
    wanted, why = form.inputs.get("change", ""), form.inputs.get("why", "").strip()
    row = await account_of(desk, At.read(form.value).number)
    if row is None or not ALLOWED[row.state]:
        return await desk.say(form, fault.stale())
    colleague(desk, form.sender, row.section)
    errors = [] if wanted in ALLOWED[row.state] else [("change", "どうするかを選んでください。")]
    if errors := errors + text_fault("why", why, cards.NOTE_MAX):
        again = dialogs.refilled(cards.change(shown(desk, row), ALLOWED[row.state], form.press), form.inputs)
        return [Reply(card=again, where="dialog", errors=tuple(errors))]

    def keep(work: Work, current: Account, person: Person) -> list[Reply]:
        if wanted not in ALLOWED[current.state]:
            return [Reply(card=fault.stale())]
        verb = _change(desk, current, wanted)
        accounts.changed(current, work.at)
        kept = work.keep("reason", subject(current.id or 0), {"text": why})
        work.log("account state", kept.digest, account=current.id or 0, state=current.state)
        tell_offices(desk, work, cards.told(shown(desk, current), verb, person.name, why), current.id or 0)
        return [Reply(card=card(desk, current, person, f"{verb}を記録しました。"), where="replace")]

    return await changing(desk, form, keep)


def _change(desk: Desk, row: Account, wanted: str) -> str:
    match wanted:
        case "suspend":
            row.state, row.suspended_on = accounts.SUSPENDED, desk.today()
            return "休止"
        case "resume":
            approved = row.approved_on is not None or row.application_id is not None
            row.state, row.suspended_on = accounts.RUNNING if approved else accounts.UNAPPROVED, None
            return "再開"
        case _:
            row.state, row.closed_on = accounts.CLOSED, desk.today()
            return "廃止"


async def amend(desk: Desk, form: FormSent) -> list[Reply]:
    """A change goes through the committee again, starting from what is in force; so does what has no approval yet."""

    def begin(work: Work, row: Account, person: Person) -> list[Reply]:
        if row.state == accounts.CLOSED:
            return [Reply(card=fault.stale())]
        return [Reply(card=begin_change(desk, work, row, person), where="replace")]

    return await changing(desk, form, begin, versioned=False)


def begin_change(desk: Desk, work: Work, row: Account, person: Person) -> Card:
    """Begins an application that starts from what is in force for an account; returns its first step."""
    the_form, before = form_of(desk), approved_answers(work.session, row.id)
    new = applications.begin(
        work.session, kind="変更" if before else "新規", section=row.section, medium=row.medium, author=person.id,
        answer_to=own_place(work.event).model_dump(), at=work.at, state=rules.DRAFT, step=the_form.fields[0].id,
        account_id=row.id, follows=row.application_id,
    )  # fmt: skip
    known = {"medium": row.medium, "account_name": row.name}
    for field in the_form.fields:
        parts = {part.id: before[part.id] for part in field.parts if part.id in before}
        parts |= {part.id: known[part.role] for part in field.parts if part.role in known}
        if parts:
            policy.save_field(work, new, field.id, Saved(), parts)
    new.step = the_form.fields[0].id
    applications.walk(work.session, work.member, new.id or 0, work.at)
    work.log("application begun", application=new.id or 0, account=row.id or 0)
    note = "いま有効な利用方針を写しました。変えるところだけ書き直してください。" if before else ""
    return policy.step_card(desk, work.session, new, the_form.fields[0], note)


# Is it ours, and the public list


async def ours(desk: Desk, form: FormSent) -> list[Reply]:
    """The dialog that asks for a name."""
    return [Reply(card=cards.ours_form(), where="dialog")]


async def ask(desk: Desk, form: FormSent) -> list[Reply]:
    """Answers whether a name is ours."""
    name = form.inputs.get("name", "").strip()
    if not name:
        return [Reply(card=cards.ours_form(), where="dialog", errors=(("name", "書いてください。"),))]
    return await desk.say(form, await _ours(desk, name))


async def _ours(desk: Desk, asked: str) -> Card:
    name = asked.rstrip("/").rpartition("/")[2] if "://" in asked else asked

    def look(session: Session) -> tuple[list[Account], list[Account]]:
        every = accounts.listed(session)
        exact = [one for one in every if accounts.handle(one.name) == accounts.handle(name)
                 or (one.url and one.url.rstrip("/").casefold() == asked.rstrip("/").casefold())]  # fmt: skip
        near = look_alike.look_alikes(name, {one.name for one in every})
        return exact, [one for one in every if one.name in near and one not in exact]

    exact, similar = await desk.database.read(look)
    office = desk.office(desk.guideline.question_office)
    return cards.ours(asked[:300], [shown(desk, one) for one in exact], [shown(desk, one) for one in similar], office)


async def lists(desk: Desk, form: FormSent) -> list[Reply]:
    """The public list as CSV and HTML, for those who keep the register."""
    if not keeps_register(desk, listed(desk, form.sender)):
        raise Refused("公開用の一覧を出せるのは、台帳を管理する課・室と委員会です。")

    def make(work: Work) -> list[Reply]:
        entries = public_entries(work.session)
        made = {
            "csv": public_list.as_csv(entries),
            "html": public_list.as_html(entries, desk.guideline.city, japanese(desk.today())),
        }
        body = {key: base64.b64encode(text.encode()).decode() for key, text in made.items()}
        kept = work.keep("file", "accounts:public", body, after_approval.FILE_KEPT_DAYS)
        files = [File(name=f"公式アカウント一覧.{key}", payload=kept.id, key=key) for key in made]
        return [Reply(card=cards.lists(files, len(entries)))]

    return await desk.once(form, make)


def public_entries(session: Session) -> list[public_list.Entry]:
    """The accounts that the public is told of: those that are running."""
    return [
        public_list.Entry(
            one.medium, one.name, one.url, one.section, one.broadcast_only, one.policy_url, one.published_on
        )
        for one in accounts.listed(session, states=(accounts.RUNNING,))
    ]
