"""Evaluating an account (7-(2)-9): the form with the promised indicators, and what follows from a decision."""

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from cards import evaluation as cards
from cards import fault
from cards import register as register_cards
from cards.evaluation import Asked, Record, Sheet
from cards.model import Button, Card, Reply
from guideline import committee
from guideline import evaluation as rules
from guideline.evaluation import Indicator, Value
from guideline.organisation import Person
from handlers import register
from handlers.account_desk import shown, subject
from handlers.application import At, head, japanese, name, nonce, sections
from handlers.desk import JAPAN, Desk, Work
from handlers.evaluation_desk import account_of, answerer, locked
from handlers.evaluation_view import ANSWERED_BY_FORM, course, evaluated, kept
from handlers.events import FormSent
from storage import applications, evaluations
from storage.evaluation_tables import Due, Evaluation
from storage.policy_tables import Account, Application

WAITS = (evaluations.OPEN, evaluations.ANSWERED)


async def form(desk: Desk, form: FormSent) -> list[Reply]:
    """The dialog with the promised indicators; with the values given before, where there are some."""
    number = At.read(form.value).number
    found = await desk.database.read(lambda session: _form_card(desk, session, form, number, nonce()))
    return [Reply(card=found[1], where="dialog")] if found else await desk.say(form, fault.stale())


def _form_card(
    desk: Desk, session: Session, sent: FormSent, number: int, press: str
) -> tuple[Account, Card, list[Asked]] | None:
    """The form for something that waits for an evaluation or has one; None for anything else. Raises Refused."""
    found = account_of(session, number)
    if found is None or not _takes_form(found[1]):
        return None
    account, row = found
    answerer(desk, sent.sender, account)
    before = evaluations.versions(session, number)
    asked = _asked(desk, session, account, row)
    sheet = _sheet(desk, account, row, len(before), asked)
    typed: dict[str, str] = {}
    if before:
        last = evaluated(before[-1])
        sheet = replace(sheet, by=name(desk.organisation(), last.person))
        typed = {f"v{at}": rules.written(value) for at, (_, value) in enumerate(last.values)}
        typed |= {"comment": last.comment, "decision": last.decision}
    return account, cards.form(sheet, asked, desk.guideline, press).filled(typed), asked


def _takes_form(row: Due) -> bool:
    return row.state in WAITS and row.kind in ANSWERED_BY_FORM


def _asked(desk: Desk, session: Session, account: Account, row: Due) -> list[Asked]:
    """The indicators of the form: as promised now, or as they were when it was answered; with their last values."""
    before = evaluations.versions(session, row.id or 0)
    found = course(desk, session, account.id or 0)
    assert found is not None
    indicators: Sequence[Indicator] = found.promise.indicators
    if before:
        indicators = [one for one, _ in evaluated(before[-1]).values]
    last: dict[str, tuple[Value, str]] = {}
    for series in found.series:
        earlier = [point for point in series.points if point.day < row.period_end]
        if earlier:
            last[series.indicator.name] = earlier[-1].value, earlier[-1].period
    return [Asked(one, *last.get(one.name, (None, ""))) for one in indicators]


def _sheet(desk: Desk, account: Account, row: Due, version: int, asked: Sequence[Asked]) -> Sheet:
    mark = hashlib.sha256(repr([one.indicator for one in asked]).encode()).hexdigest()[:12]
    return Sheet(shown(desk, account), row.id or 0, row.kind, row.label, version, mark)


async def save(desk: Desk, form: FormSent) -> list[Reply]:
    """Keeps a version of an evaluation; what is no number comes back at its field, with everything that was typed."""
    number = At.read(form.value).number
    found = await desk.database.read(lambda session: _form_card(desk, session, form, number, form.press))
    if found is None:
        return await desk.say(form, fault.stale())
    account, card, asked = found
    if card.buttons[-1].value == form.value and (errors := _faults(card, asked, form)):
        return [Reply(card=card.filled(form.inputs), where="dialog", errors=tuple(errors))]

    def keep(work: Work) -> list[Reply]:
        rows = locked(work, number)
        if rows is None or not _takes_form(rows[1]):
            return [Reply(card=fault.stale())]
        person = answerer(desk, form.sender, rows[0])
        asked = _asked(desk, work.session, *rows)
        sheet = _sheet(desk, *rows, len(evaluations.versions(work.session, number)), asked)
        if form.value != sheet.value:
            return [Reply(card=_overtaken(desk, work.session, *rows, form.value, sheet))]
        _keep(work, *rows, form, asked, person, sheet.version + 1)
        return _follow(desk, work, *rows, form, person)

    return await desk.once(form, keep, subject(account.id or 0))


def _faults(card: Card, asked: Sequence[Asked], form: FormSent) -> list[tuple[str, str]]:
    errors = []
    for at, one in enumerate(asked):
        text = form.inputs.get(f"v{at}", "").strip()
        if not text:
            errors.append((f"v{at}", "書いてください。"))
        elif len(text) > rules.VALUE_MAX:
            errors.append((f"v{at}", f"{rules.VALUE_MAX:,}字までです（いまは{len(text):,}字）。"))
        elif one.indicator.is_number and rules.number(text, one.indicator.unit) is None:
            errors.append((f"v{at}", cards.number_fault(one.indicator.unit)))
    comment = form.inputs.get("comment", "").strip()
    if not comment and not asked:
        errors.append(("comment", "書いてください。"))
    if len(comment) > cards.COMMENT_MAX:
        errors.append(("comment", f"{cards.COMMENT_MAX:,}字までです（いまは{len(comment):,}字）。"))
    choices = next(one for one in card.inputs if one.id == "decision").options
    if form.inputs.get("decision", "") not in {one.value for one in choices}:
        errors.append(("decision", "選んでください。"))
    return errors


def _overtaken(desk: Desk, session: Session, account: Account, row: Due, sent: str, sheet: Sheet) -> Card:
    """Why a form that was open for a while is not kept."""
    if sent.split(":")[1:2] == [str(sheet.version)]:
        return cards.indicators_changed(row.id or 0)
    if not evaluations.versions(session, row.id or 0):
        return fault.stale()  # no form of ours: it names a version that was never given
    return cards.given_meanwhile(record_card(desk, session, account, row))


def _keep(
    work: Work, account: Account, row: Due, form: FormSent, asked: Sequence[Asked], person: Person, version: int
) -> None:  # fmt: skip
    values = [kept(one.indicator, _read(one.indicator, form.inputs[f"v{at}"])) for at, one in enumerate(asked)]
    body = {"values": values, "comment": form.inputs.get("comment", "").strip()}
    digest = keep_answer(work, account, row, person, version, form.inputs["decision"], body)
    work.log("evaluation given", digest, account=account.id or 0, due=row.id or 0, version=version,
             decision=form.inputs["decision"])  # fmt: skip


def keep_answer(
    work: Work, account: Account, row: Due, person: Person, version: int, code: str, body: dict[str, Any]
) -> str:  # fmt: skip
    """Keeps a version of an answer to something due, which settles it; returns the digest of its text."""
    payload = work.keep("evaluation", subject(account.id or 0), body)
    evaluations.answer(
        work.session,
        Evaluation(
            account_id=account.id or 0, due_id=row.id or 0, version=version, decision=code, payload_id=payload.id,
            person=person.id, at=work.at,
        ),
    )  # fmt: skip
    settle(account, row, work)
    return payload.digest


def settle(account: Account, row: Due, work: Work) -> None:
    """Something due is answered: nobody is reminded any more, and the account counts as used."""
    row.state, row.look_at = evaluations.ANSWERED, None
    row.answered_at = row.answered_at or work.at
    account.unplanned = True


def _read(indicator: Indicator, text: str) -> Value:
    found = rules.number(text, indicator.unit) if indicator.is_number else None
    return text.strip() if found is None else found


def record_card(
    desk: Desk, session: Session, account: Account, row: Due, *note: str, more: Sequence[Button] = ()
) -> Card:
    """An evaluation that was given, in its newest version, with the older ones in a line each."""
    every = [evaluated(one) for one in evaluations.versions(session, row.id or 0)]
    asked, last = _asked(desk, session, account, row), every[-1]
    people = desk.organisation()
    earlier = tuple(
        f"第{one.version}版 {_when(one.at)} {name(people, one.person)}：{cards.values_line(one.values)}"
        f"｜{one.comment}".rstrip("｜") for one in every[:-1]
    )  # fmt: skip
    values = tuple((each, value) for each, (_, value) in zip(asked, last.values, strict=True))
    sheet = _sheet(desk, account, row, last.version, asked)
    record = Record(sheet, values, last.comment, last.decision, name(people, last.person), _when(last.at), earlier)
    return cards.given(record, *note, more=more)


def _when(at: datetime) -> str:
    return japanese(at.astimezone(JAPAN).date())


# What follows


def _follow(desk: Desk, work: Work, account: Account, row: Due, form: FormSent, person: Person) -> list[Reply]:
    """A change starts an application, a stop the closing of the account; both by somebody of its unit only."""
    decision = form.inputs["decision"]

    def told(*note: str, more: Sequence[Button] = ()) -> Reply:
        card = record_card(desk, work.session, account, row, *note, more=more)
        return Reply(card=card, where="replace")

    if decision == "continue":
        return [told("評価を記録しました。")]
    if account.section not in sections(desk, person):
        return [told(cards.not_ours(account.section))]
    if decision == "stop":
        return _closing(desk, account, form, told(cards.to_close(), more=[cards.close_button(shown(desk, account))]))
    if under_way := _changing(work.session, account):
        line = cards.already_changing(head(under_way))
        return [told(line, more=[cards.open_change(under_way.id or 0, under_way.state == committee.DRAFT)])]
    first = register.begin_change(desk, work, account, person)
    begun = _changing(work.session, account)
    number = (begun.id if begun else None) or 0
    return [told(cards.change_begun(number), more=[cards.open_change(number, True)]), Reply(card=first)]


def _changing(session: Session, account: Account) -> Application | None:
    found = applications.of_sections(session, [account.section], committee.OPEN)
    return next((one for one in found if one.account_id == account.id), None)


def _closing(desk: Desk, account: Account, form: FormSent, told: Reply) -> list[Reply]:
    one = shown(desk, account)
    allowed = register.ALLOWED[account.state]
    if "close" not in allowed:
        return [told]
    why = form.inputs.get("comment", "").strip()[: register_cards.NOTE_MAX]
    dialog = register_cards.change(one, allowed, nonce()).filled({"change": "close", "why": why})
    return [Reply(card=dialog, where="dialog", reopen=cards.close_button(one)), told]
