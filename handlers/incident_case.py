"""Handling a case: 受領, first steps, the record, the history, drafts of notices, what is said in its threads."""

import asyncio
import secrets
import time
from datetime import datetime
from zoneinfo import ZoneInfo

from cards import fault
from cards import incident as incident_cards
from cards import incident_case as cards
from cards.incident import LINE_MAX, WHAT_MAX
from cards.incident_case import RECORDS
from cards.model import Card, Reply
from guideline import incident
from guideline.finding import Checked, Context
from handlers import incident_view as view
from handlers.desk import Desk, Refused, Work
from handlers.events import FormSent
from handlers.incident import end, number_of
from storage import incidents, members, outbox
from storage.incident_tables import Incident, IncidentNotice

PATIENCE = 2.0
"""Seconds that an acknowledgement waits for a reminder that is just being posted, so that none comes after it."""
LOOK = 0.05
JAPAN = ZoneInfo("Asia/Tokyo")


class _BeingPosted(Exception):
    """A reminder is just being posted."""


async def acknowledge(desk: Desk, form: FormSent) -> list[Reply]:
    """受領: everybody's card says who and when; reminders that were not sent yet never are."""
    number, position = _pair(form.value)
    until = time.monotonic() + PATIENCE

    def keep(work: Work) -> list[Reply]:
        notice = incidents.notice(work.session, number, position)
        case = incidents.incident(work.session, number)
        if notice is None or case is None:
            return [Reply(card=fault.stale())]
        if notice.acknowledged_at:
            return [Reply(card=_taken_already(work, notice))]
        _may_acknowledge(desk, work, notice)
        _stop_reminders(work, notice, patient=time.monotonic() < until)
        notice.acknowledged_at, notice.acknowledged_by = work.at, work.member
        work.session.flush()
        incidents.enter(work.session, number, "acknowledged", work.at, value=notice.office, member=work.member)
        view.refresh(desk, work, case)
        work.log("incident acknowledged", incident=number, position=position)
        return [Reply(card=incident_cards.acknowledged(number, notice.office, case.drill))]

    while True:
        try:
            return await desk.once(form, keep, view.subject(number))
        except _BeingPosted:
            await asyncio.sleep(LOOK)


async def open_(desk: Desk, form: FormSent) -> list[Reply]:
    """The case as it stands in the office's room, with 受領, for whoever may handle it."""
    number, position = _pair(form.value)

    def look(work: Work) -> list[Reply]:
        case = incidents.incident(work.session, number, lock=False)
        if case is None or incidents.notice(work.session, number, position) is None:
            return [Reply(card=fault.stale())]
        view.only_handlers(desk, work, case)
        return [Reply(card=view.notice_card(desk, work.session, case, position))]

    return await desk.once(form, look, view.subject(number))


def _stop_reminders(work: Work, notice: IncidentNotice, patient: bool) -> None:
    rows = incidents.rows_of(work.session, [notice])
    if not rows or outbox.drop(work.session, rows, "acknowledged"):
        return
    if patient:
        raise _BeingPosted
    outbox.give_up(work.session, rows, "acknowledged")


def _taken_already(work: Work, notice: IncidentNotice) -> Card:
    who = members.member(work.session, notice.acknowledged_by or 0).name
    at = incident_cards.when(notice.acknowledged_at) if notice.acknowledged_at else ""
    return incident_cards.acknowledged_already(notice.incident_id, notice.office, f"{at} {who}")


def _may_acknowledge(desk: Desk, work: Work, notice: IncidentNotice) -> None:
    """Somebody of the office, a deputy, or from the office's room, to which the office lets people in."""
    known = desk.organisation()
    person, office = known.people.get(work.person), known.offices.get(notice.office)
    belongs = person is not None and person.section == notice.office
    deputy = office is not None and work.person in office.deputies
    if not (belongs or deputy or (office and view.in_a_room(desk, work.event, office.name))):
        raise Refused(f"受領できるのは{notice.office}の担当者です。", desk.guideline.standing.trouble)


async def steps(desk: Desk, form: FormSent) -> list[Reply]:
    """What comes first, for whoever may see the case."""
    number = number_of(form.value)

    def look(work: Work) -> list[Reply]:
        case = seen(desk, work, number)
        facts, kind = view.facts_of(work.session, case), incident.kind_of(desk.incidents, case.kind)
        noticed = _noticed(facts.noticed, case.reported_at)
        card = cards.steps(
            desk.guideline, desk.incidents, kind, number, facts.account, view.phones(desk),
            incident.deadlines(noticed, case.personal_data), incident.asks_deletion(case.kind, case.personal_data),
            case.drill,
        )  # fmt: skip
        return [Reply(card=card)]

    return await desk.once(form, look, view.subject(number))


def _noticed(typed: str, reported_at: datetime) -> datetime:
    try:
        return datetime.strptime(typed, "%Y-%m-%d %H:%M").replace(tzinfo=JAPAN)
    except ValueError:  # blanked
        return reported_at


def seen(desk: Desk, work: Work, number: int) -> Incident:
    """The case, if this person may see it. Raises Refused."""
    case = incidents.incident(work.session, number, lock=False)
    if case is None:
        raise Refused(f"届出 {number} はありません。")
    if case.reporter_id != work.member:
        view.only_handlers(desk, work, case)
    return case


async def record_form(desk: Desk, form: FormSent) -> list[Reply]:
    """The form for whatever was done; who may use it is checked when it is sent."""
    return [Reply(card=cards.record_form(number_of(form.value), secrets.token_hex(8)), where="dialog")]


async def recorded(desk: Desk, form: FormSent) -> list[Reply]:
    """Keeps what was done, and shows it on every card."""
    number, given = number_of(form.value), form.inputs
    what = given.get("what", "")
    if errors := _wrong(given):
        again = cards.record_form(number, form.press, dict(given))
        return [Reply(card=again, where="dialog", errors=errors)]

    def keep(work: Work) -> list[Reply]:
        case = incidents.incident(work.session, number)
        if case is None:
            return [Reply(card=cards.no_such(number))]
        view.only_handlers(desk, work, case)
        if what == "merge":
            return _merge(desk, work, case, number_of(given.get("other", "").strip()))
        _keep_record(desk, work, case, what, given)
        return [Reply(card=cards.recorded(number, what))]

    return await desk.once(form, keep, view.subject(number))


def _wrong(given: dict[str, str]) -> tuple[tuple[str, str], ...]:
    what, text, errors = given.get("what", ""), given.get("text", "").strip(), []
    if what not in RECORDS:
        errors.append(("what", "選んでください。"))
    if what in ("note", "decision") and not text:
        errors.append(("text", "内容を書いてください。"))
    if what in ("assignment", "decision") and not given.get("person", "").strip():
        errors.append(("person", "担当者または判断した人の職・氏名を書いてください。"))
    if what == "merge" and not number_of(given.get("other", "").strip()):
        errors.append(("other", "統合する先の受付番号を書いてください。"))
    if len(text) > WHAT_MAX or len(given.get("person", "")) > LINE_MAX:
        errors.append(("text", f"{WHAT_MAX}字までです。"))
    return tuple(errors)


def _keep_record(desk: Desk, work: Work, case: Incident, what: str, given: dict[str, str]) -> None:
    number = case.id or 0
    text, person = given.get("text", "").strip(), given.get("person", "").strip()
    payload, digest = None, ""
    if text or person:
        days = desk.organisation().retention.incidents
        kept = work.keep("incident", view.subject(number), {"text": text, "person": person}, days)
        payload, digest = kept.id, kept.digest
    if what in incident.STATES:
        if payload:
            incidents.enter(work.session, number, "note", work.at, member=work.member, payload=payload)
        _to_state(desk, work, case, what)
        return
    incidents.enter(work.session, number, what, work.at, member=work.member, payload=payload)
    view.refresh(desk, work, case)
    work.log(f"incident {what}", digest, incident=number)


def _to_state(desk: Desk, work: Work, case: Incident, state: str) -> None:
    if state in incident.END_STATES:
        end(desk, work, case, state)
        return
    case.state = state
    incidents.enter(work.session, case.id or 0, "state", work.at, value=state, member=work.member)
    view.refresh(desk, work, case)
    work.log("incident state", incident=case.id or 0, state=state)


def _merge(desk: Desk, work: Work, case: Incident, into: int) -> list[Reply]:
    number = case.id or 0
    other = incidents.incident(work.session, into)
    if other is None or into == number or other.state not in incident.OPEN_STATES or other.drill != case.drill:
        return [Reply(card=cards.no_such(into))]
    case.merged_into = into
    end(desk, work, case, "統合")
    incidents.enter(work.session, into, "merged", work.at, value=str(number), member=work.member)
    view.refresh(desk, work, other)
    return [Reply(card=cards.recorded(number, "merge"))]


async def drafts(desk: Desk, form: FormSent) -> list[Reply]:
    """Which notices fit this kind of trouble; all of them are offered, fitting ones first."""
    number = number_of(form.value)

    def look(work: Work) -> list[Reply]:
        case = seen(desk, work, number)
        fitting = incident.kind_of(desk.incidents, case.kind).drafts
        order = [*fitting, *(one for one in desk.incidents.drafts if one not in fitting)]
        return [Reply(card=cards.drafts(number, [desk.incidents.drafts[one] for one in order], case.drill))]

    return await desk.once(form, look, view.subject(number))


async def draft(desk: Desk, form: FormSent) -> list[Reply]:
    """A notice in its three versions, each run through the check."""
    number, one = number_of(form.value), desk.incidents.drafts.get(form.inputs.get("draft", ""))
    if one is None:
        return await desk.say(form, fault.stale())
    named = (("通常", one.plain), ("やさしい日本語", one.easy), ("140字以内", one.short))
    versions = [(name, text, await checked(desk, text)) for name, text in named]

    def look(work: Work) -> list[Reply]:
        case = seen(desk, work, number)
        return [Reply(card=cards.draft(number, one, versions, case.drill))]

    return await desk.once(form, look, view.subject(number))


async def checked(desk: Desk, text: str) -> Checked:
    """What the check says of a notice that an official account would post today; read off the event loop."""
    return await asyncio.to_thread(desk.checker.check, text, Context(capacity="職務", today=desk.today()))


def _pair(value: str) -> tuple[int, int]:
    number, _, position = value.partition(":")
    return number_of(number), int(position) if position.isdecimal() and len(position) < 4 else -1
