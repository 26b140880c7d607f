"""「効果測定」 and what else the clock asks: putting off, the questions of April, whether an account is still used."""

from sqlalchemy.orm import Session

from cards import evaluation as cards
from cards import evaluation_yearly as yearly_cards
from cards import fault
from cards.model import Card, Reply
from guideline.organisation import Person
from handlers.account_desk import shown, subject, text_fault
from handlers.application import At, japanese, listed, name, nonce
from handlers.desk import Desk, Refused, Work
from handlers.evaluation import keep_answer, record_card
from handlers.evaluation_desk import account_of, answerer, locked, may_read, mine
from handlers.evaluation_view import ANSWERED_BY_FORM, rules_of
from handlers.events import FormSent, Said
from storage import evaluations
from storage.evaluation_tables import Due
from storage.evaluations import Given
from storage.policy_tables import Account


async def word(desk: Desk, said: Said, _words: str) -> list[Reply]:
    """「効果測定」: what waits for an answer, and what comes next."""
    return await desk.say(said, await _overview(desk, listed(desk, said.sender)))


async def home(desk: Desk, form: FormSent) -> list[Reply]:
    """The button 「効果測定」."""
    return await desk.say(form, await _overview(desk, listed(desk, form.sender)))


async def _overview(desk: Desk, person: Person) -> Card:
    def read(session: Session) -> Card:
        ours = {one.id or 0: one for one in mine(desk, session, person)}
        rows = evaluations.of_accounts(session, ours, evaluations.STATES)
        formed = [row for row in rows if row.kind in ANSWERED_BY_FORM]
        open_ = [_line(desk, ours[row.account_id], row) for row in rows if row.state == evaluations.OPEN]
        coming = [_line(desk, ours[row.account_id], row) for row in formed if row.state == evaluations.COMING]
        given = sum(row.state == evaluations.ANSWERED for row in formed)
        return cards.overview(open_, coming, given, desk.guideline)

    return await desk.database.read(read)


def _line(desk: Desk, account: Account, row: Due) -> cards.Line:
    when = japanese(row.due_on)
    if row.state == evaluations.OPEN and row.due_on < desk.today():
        when = f"{when}から回答を待っています"
    if row.state == evaluations.OPEN and row.snoozed_until:
        when = f"{japanese(row.snoozed_until)}まで延期"
    what = f"{cards.KINDS[row.kind]}（{row.label}）" if row.kind == "evaluation" else cards.KINDS[row.kind]
    return cards.Line(row.id or 0, f"{account.medium} {account.name}", what, when, cards.ANSWERS.get(row.kind, ""))


async def choose(desk: Desk, form: FormSent) -> list[Reply]:
    """The dialog that asks which one: of what waits, or of what was given."""
    person, given = listed(desk, form.sender), form.value == "given"

    def read(session: Session) -> list[cards.Line]:
        ours = {one.id or 0: one for one in mine(desk, session, person)}
        rows = evaluations.of_accounts(session, ours, (evaluations.ANSWERED if given else evaluations.OPEN,))
        if given:
            rows = [row for row in reversed(rows) if row.kind in ANSWERED_BY_FORM]
        return [_line(desk, ours[row.account_id], row) for row in rows if row.kind in cards.ANSWERS]

    found = await desk.database.read(read)
    if not found:
        return await desk.say(form, fault.stale())
    return [Reply(card=cards.choose(found, "given" if given else "open"), where="dialog")]


async def chosen(desk: Desk, form: FormSent) -> list[Reply]:
    """Shows what was chosen: an evaluation that was given, or what waits with the button that answers it."""
    person, number = listed(desk, form.sender), At.read(form.inputs.get("due", "")).number

    def read(session: Session) -> Card | None:
        found = account_of(session, number)
        if found is None:
            return None
        account, row = found
        may_read(desk, person, account)
        if row.state == evaluations.OPEN:
            return cards.overview([_line(desk, account, row)], [], 0, desk.guideline)
        given = row.state == evaluations.ANSWERED and row.kind in ANSWERED_BY_FORM
        return record_card(desk, session, account, row) if given else None

    card = await desk.database.read(read)
    return await desk.say(form, card or fault.stale())


# Putting off


async def snooze(desk: Desk, form: FormSent) -> list[Reply]:
    """The dialog that puts a reminder off."""
    number = At.read(form.value).number
    found = await desk.database.read(lambda session: account_of(session, number))
    if found is None or found[1].state != evaluations.OPEN:
        return await desk.say(form, fault.stale())
    _may_snooze(desk, form, *found)
    return [Reply(card=_snooze_card(desk, *found, nonce()), where="dialog")]


def _may_snooze(desk: Desk, form: FormSent, account: Account, row: Due) -> Person:
    """Who may put it off. Raises Refused for others, for a second time, and when it is overdue."""
    person = answerer(desk, form.sender, account)
    if row.snoozed_until is not None:
        raise Refused(f"{japanese(row.snoozed_until)}まで、すでに延期しています。延期できるのは1回だけです。")
    if row.look_at is None:
        raise Refused(
            f"期限を過ぎて{desk.guideline.question_office}にも知らせたため、延期できません。評価を入力してください。"
        )
    return person


def _snooze_card(desk: Desk, account: Account, row: Due, press: str) -> Card:
    rules = rules_of(desk)
    until = rules.calendar.after(desk.today(), rules.snooze_days)
    what = row.label or cards.KINDS[row.kind]
    return cards.snooze(shown(desk, account), row.id or 0, what, japanese(until), rules.snooze_days, press)


async def snoozed(desk: Desk, form: FormSent) -> list[Reply]:
    """Puts it off, once, with its reason."""
    number, reason = At.read(form.value).number, form.inputs.get("reason", "").strip()
    found = await desk.database.read(lambda session: account_of(session, number))
    if found is None or found[1].state != evaluations.OPEN:
        return await desk.say(form, fault.stale())
    answerer(desk, form.sender, found[0])
    if errors := text_fault("reason", reason, cards.REASON_MAX):
        again = _snooze_card(desk, *found, form.press).filled(form.inputs)
        return [Reply(card=again, where="dialog", errors=tuple(errors))]

    def keep(work: Work) -> list[Reply]:
        rows = locked(work, number)
        if rows is None or rows[1].state != evaluations.OPEN:
            return [Reply(card=fault.stale())]
        account, row = rows
        _may_snooze(desk, form, account, row)
        rules = rules_of(desk)
        row.snoozed_until = rules.calendar.after(desk.today(), rules.snooze_days)
        row.look_at = rules.calendar.opening(row.snoozed_until)
        kept = work.keep("reason", subject(account.id or 0), {"text": reason})
        row.snooze_payload = kept.id
        work.log("evaluation snoozed", kept.digest, account=account.id or 0, due=number)
        told = cards.snoozed(
            shown(desk, account), number, row.label or cards.KINDS[row.kind], japanese(row.snoozed_until), reason,
            cards.ANSWERS[row.kind],
        )  # fmt: skip
        return [Reply(card=told, where="replace")]

    return await desk.once(form, keep, subject(found[0].id or 0))


# April's questions


async def yearly(desk: Desk, form: FormSent) -> list[Reply]:
    """The three questions, with the answers given before where there are some."""
    number = At.read(form.value).number
    found = await desk.database.read(lambda session: _yearly_card(desk, session, form, number, nonce()))
    return [Reply(card=found[1], where="dialog")] if found else await desk.say(form, fault.stale())


def _yearly_card(desk: Desk, session: Session, form: FormSent, number: int, press: str) -> tuple[Account, Card] | None:
    found = account_of(session, number)
    if found is None or not _takes_yearly(found[1]):
        return None
    account, row = found
    answerer(desk, form.sender, account)
    before: list[Given] = evaluations.versions(session, number)
    card = yearly_cards.form(shown(desk, account), number, len(before), row.label, press)
    if before:
        card = card.filled({**before[-1].body.get("answers", {}), "note": str(before[-1].body.get("note", ""))})
    return account, card


def _takes_yearly(row: Due) -> bool:
    return row.kind == "yearly" and row.state in (evaluations.OPEN, evaluations.ANSWERED)


async def yearly_save(desk: Desk, form: FormSent) -> list[Reply]:
    """Keeps the answers and shows what follows from each."""
    number = At.read(form.value).number
    found = await desk.database.read(lambda session: _yearly_card(desk, session, form, number, form.press))
    if found is None:
        return await desk.say(form, fault.stale())
    account, card = found
    said = {one.id: form.inputs.get(one.id, "") for one in yearly_cards.QUESTIONS}
    errors = [(one.id, "選んでください。") for one in yearly_cards.QUESTIONS if said[one.id] not in dict(one.answers)]
    note = form.inputs.get("note", "").strip()
    if len(note) > yearly_cards.NOTE_MAX:
        errors.append(("note", f"{yearly_cards.NOTE_MAX:,}字までです（いまは{len(note):,}字）。"))
    if errors:
        return [Reply(card=card.filled(form.inputs), where="dialog", errors=tuple(errors))]

    def keep(work: Work) -> list[Reply]:
        rows = locked(work, number)
        if rows is None or not _takes_yearly(rows[1]):
            return [Reply(card=fault.stale())]
        account, row = rows
        person = answerer(desk, form.sender, account)
        version = len(evaluations.versions(work.session, number))
        if form.value != f"{number}:{version}":
            return [Reply(card=yearly_cards.meanwhile(shown(desk, account), number))]
        _answer(work, account, row, person, version + 1, ",".join(said.values()), {"answers": said, "note": note})
        told = yearly_cards.answered(shown(desk, account), number, row.label, said, note, person.name, nonce())
        return [Reply(card=told, where="replace")]

    return await desk.once(form, keep, subject(account.id or 0))


def _answer(
    work: Work, account: Account, row: Due, person: Person, version: int, code: str, body: dict[str, object]
) -> None:  # fmt: skip
    digest = keep_answer(work, account, row, person, version, code, body)
    work.log("evaluation answered", digest, account=account.id or 0, due=row.id or 0, version=version)


# Still used?


async def used(desk: Desk, form: FormSent) -> list[Reply]:
    """The account is used: recorded, and asked again after as many days without activity."""
    number = At.read(form.value).number
    found = await desk.database.read(lambda session: account_of(session, number))
    if found is None or found[1].kind != "idle":
        return await desk.say(form, fault.stale())

    def keep(work: Work) -> list[Reply]:
        rows = locked(work, number)
        if rows is None:
            return [Reply(card=fault.stale())]
        account, row = rows
        person = answerer(desk, form.sender, account)
        if row.state != evaluations.OPEN:
            return [Reply(card=yearly_cards.settled(), where="replace")]
        _answer(work, account, row, person, 1, "used", {})
        by = name(desk.organisation(), person.id)
        return [Reply(card=yearly_cards.used(shown(desk, account), by), where="replace")]

    return await desk.once(form, keep, subject(found[0].id or 0))
