"""After approval, in this order: the account is obtained, the offices are told, its public policy is published."""

import base64
from collections.abc import Mapping
from datetime import date

from sqlalchemy.orm import Session

from cards import accounts as cards
from cards import fault
from cards.model import File, Reply
from guideline import committee as rules
from guideline import look_alike, public
from guideline.organisation import Person
from handlers import approval
from handlers.account_desk import (
    account_of,
    card,
    changing,
    day_fault,
    look,
    people_of,
    shown,
    subject,
    tell_offices,
    text_fault,
    url_fault,
)  # fmt: skip
from handlers.application import At, colleague, form_of, head, nonce
from handlers.desk import Desk, Refused, Work
from handlers.events import FormSent
from storage import accounts, applications
from storage.accounts import NewAccount
from storage.policy_tables import Account, Application


async def form(desk: Desk, form: FormSent) -> list[Reply]:
    """The dialog for an account that was just obtained; locked before approval (7-(5))."""
    number = At.read(form.value).number
    row = await desk.database.read(lambda session: applications.look(session, number))
    if row is None:
        return await desk.say(form, fault.stale())
    _unlocked(desk, form, row)
    answers = await desk.database.read(lambda session: applications.submitted_answers(session, number, row.round))
    typed = {"name": form_of(desk).answer("account_name", answers), "obtained_on": desk.today().isoformat()}
    people = people_of(desk, row.section)
    dialog = cards.form(head(row), desk.guideline, form_of(desk), typed, people, nonce())
    return [Reply(card=dialog, where="dialog")]


def _unlocked(desk: Desk, form: FormSent, row: Application) -> Person:
    """Who may record the account. Raises Refused with 7-(5) before approval or recognition."""
    person = colleague(desk, form.sender, row.section)
    if not rules.may_obtain(row.state):
        raise Refused(cards.locked(head(row), desk.guideline, form_of(desk)), form_of(desk).clauses.account)
    return person


async def obtained(desk: Desk, form: FormSent) -> list[Reply]:
    """Enters the account into the register, and shows where it differs from what was approved."""
    number = At.read(form.value).number
    typed = {key: form.inputs.get(key, "").strip() for key in ("name", "url", "obtained_on", "holder", "deputy")}
    row = await desk.database.read(lambda session: applications.look(session, number))
    if row is None:
        return await desk.say(form, fault.stale())
    _unlocked(desk, form, row)
    people = people_of(desk, row.section)
    if errors := _faults(desk, typed, [id_ for id_, _ in people]):
        dialog = cards.form(head(row), desk.guideline, form_of(desk), typed, people, form.press)
        return [Reply(card=dialog, where="dialog", errors=tuple(errors))]

    def keep(work: Work) -> list[Reply]:
        current = applications.application(work.session, number)
        if current is None:
            return [Reply(card=fault.stale())]
        person = _unlocked(desk, form, current)
        if before := accounts.of_application(work.session, number):
            return [Reply(card=card(desk, before, person, "この申請のアカウントは、すでに台帳にあります。"))]
        account, note = _enter(desk, work, current, typed)
        return [Reply(card=card(desk, account, person, *note), where="replace")]

    return await desk.once(form, keep, f"application:{number}")


def _faults(desk: Desk, typed: Mapping[str, str], people: list[str]) -> list[tuple[str, str]]:
    errors = text_fault("name", typed["name"], cards.NAME_MAX) + url_fault("url", typed["url"], cards.URL_MAX)
    errors += day_fault("obtained_on", typed["obtained_on"], desk.today())
    errors += [] if typed["holder"] in people else [("holder", "担当者を選んでください。")]
    if typed["deputy"] and typed["deputy"] not in people:
        errors.append(("deputy", "副担当者を選び直してください。"))
    return errors


def _enter(desk: Desk, work: Work, row: Application, typed: Mapping[str, str]) -> tuple[Account, list[str]]:
    answers = applications.submitted_answers(work.session, row.id or 0, row.round)
    new = NewAccount(
        medium=row.medium, name=typed["name"], section=row.section, state=accounts.UNPUBLISHED, url=typed["url"],
        holder=typed["holder"], deputy=typed["deputy"], origin="緊急" if row.kind == "緊急" else "申請",
        application_id=row.id, obtained_on=date.fromisoformat(typed["obtained_on"]),
    )  # fmt: skip
    known = [one.name for one in accounts.listed(work.session)]
    account = accounts.add(work.session, new, work.at)
    approval.take_over(desk, account, row, answers)
    work.log("account obtained", account=account.id or 0, application=row.id or 0)
    return account, _remarks(desk, typed["name"], form_of(desk).answer("account_name", answers), known)


def _remarks(desk: Desk, name: str, planned: str, known: list[str]) -> list[str]:
    found = []
    if planned and accounts.handle(planned) != accounts.handle(name):
        found.append(
            f"利用方針のアカウント名「{planned}」と違います。変わった理由を確かめ、必要なら変更を申請してください。"
        )
    if similar := look_alike.look_alikes(name, known):
        found.append(f"よく似た名前のアカウントが台帳にあります：{'、'.join(similar)}")
    return found


async def notify(desk: Desk, form: FormSent) -> list[Reply]:
    """One press tells the offices of 7-(6)."""

    def tell(work: Work, row: Account, person: Person) -> list[Reply]:
        if row.notified_on:
            return [Reply(card=card(desk, row, person, "届出は済んでいます。"), where="replace")]
        row.notified_on = desk.today()
        accounts.changed(row, work.at)
        notice = cards.notice(shown(desk, row), person.name, desk.guideline, form_of(desk))
        tell_offices(desk, work, notice, row.id or 0)
        work.log("account notified", account=row.id or 0)
        return [Reply(card=card(desk, row, person, "届け出ました。"), where="replace")]

    return await changing(desk, form, tell, versioned=False)


async def publish(desk: Desk, form: FormSent) -> list[Reply]:
    """The dialog for where the public policy stands (7-(4))."""
    row = await account_of(desk, At.read(form.value).number)
    if row is None:
        return await desk.say(form, fault.stale())
    colleague(desk, form.sender, row.section)
    typed = {"published_on": desk.today().isoformat(), "policy_url": row.url}
    dialog = cards.publish(shown(desk, row), form_of(desk), desk.guideline, typed, nonce())
    return [Reply(card=dialog, where="dialog")]


async def published(desk: Desk, form: FormSent) -> list[Reply]:
    """The account is 運用中: place, address and date are recorded."""
    typed = {key: form.inputs.get(key, "").strip() for key in ("place", "policy_url", "published_on")}
    errors = [] if typed["place"] in dict(cards.PLACES) else [("place", "掲載した場所を選んでください。")]
    errors += url_fault("policy_url", typed["policy_url"], cards.URL_MAX)
    errors += day_fault("published_on", typed["published_on"], desk.today())
    if errors:
        row = await account_of(desk, At.read(form.value).number)
        if row is None:
            return await desk.say(form, fault.stale())
        colleague(desk, form.sender, row.section)
        dialog = cards.publish(shown(desk, row), form_of(desk), desk.guideline, typed, form.press)
        return [Reply(card=dialog, where="dialog", errors=tuple(errors))]

    def keep(work: Work, row: Account, person: Person) -> list[Reply]:
        if row.state != accounts.UNPUBLISHED or not row.notified_on:
            return [Reply(card=fault.stale())]
        row.published_at, row.policy_url = typed["place"], typed["policy_url"]
        row.published_on, row.state = date.fromisoformat(typed["published_on"]), accounts.RUNNING
        accounts.changed(row, work.at)
        work.log("policy published", account=row.id or 0)
        return [Reply(card=card(desk, row, person, "運用中になりました。"), where="replace")]

    return await changing(desk, form, keep)


async def open_(desk: Desk, form: FormSent) -> list[Reply]:
    """The card of an account."""
    return await opened(desk, form, At.read(form.value).number)


async def opened(desk: Desk, form: FormSent, number: int) -> list[Reply]:
    """Shows an account in place of what was pressed."""
    found = await desk.database.read(lambda session: look(session, desk, form, number))
    if found is None:
        return await desk.say(form, fault.stale())
    reply = Reply(card=card(desk, *found), where="replace")
    return await desk.once(form, lambda work: [reply], subject(number))


async def texts(desk: Desk, form: FormSent) -> list[Reply]:
    """The public policy in both forms, also as a file."""
    number = At.read(form.value).number

    def read(session: Session) -> tuple[Account, str, str] | None:
        found = look(session, desk, form, number)
        source = applications.look(session, found[0].application_id) if found and found[0].application_id else None
        if found is None or source is None:
            return None
        row, the_form, city = found[0], form_of(desk), desk.guideline.city
        answers = applications.submitted_answers(session, source.id or 0, source.round)
        if not answers:
            return row, "", ""
        if named := the_form.role("account_name"):
            answers = answers | {named[1].id: row.name}
        long = public.long_text(the_form, city, row.section, answers, row.url)
        return row, long, public.short_text(the_form, city, row.section, answers, row.policy_url)

    found = await desk.database.read(read)
    if found is None:
        return await desk.say(form, fault.stale())
    row, long, short = found
    if not long:
        return await desk.say(form, fault.term_over())

    def hand(work: Work) -> list[Reply]:
        data = base64.b64encode(f"{long}\n\n----\n\n{short}\n".encode("utf-8-sig")).decode()
        kept = work.keep("file", subject(number), {"public": data}, FILE_KEPT_DAYS)
        file = File(name="公開用運用方針.txt", payload=kept.id, key="public")
        return [Reply(card=cards.texts(shown(desk, row), long, short, form_of(desk).public.short_limit, [file]))]

    return await desk.once(form, hand, subject(number))


FILE_KEPT_DAYS = 30.0
"""How long a file that can be made again is kept."""
