"""Reporting trouble (7-(8)): the ways in, the form, and one transaction that tells the offices in order."""

import secrets
from dataclasses import asdict
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from cards import fault
from cards import incident as cards
from cards.incident import DRILL, Facts_, OfficeState
from cards.model import Card, Reply
from guideline import incident
from guideline.organisation import Office
from handlers import incident_view as view
from handlers import ways as ways_to
from handlers.desk import Desk, Work
from handlers.events import FormSent, Said
from storage import accounts, incidents, payloads
from storage.incident_tables import Incident
from storage.policy_tables import Account

JAPAN = ZoneInfo("Asia/Tokyo")
FORMATS = ("%Y-%m-%d %H:%M", "%Y/%m/%d %H:%M", "%Y年%m月%d日 %H:%M", "%Y年%m月%d日 %H時%M分", "%Y-%m-%d", "%Y/%m/%d")
PIN_WORDS = ("ボタン", "ピン留め", "ピン")


async def word(desk: Desk, said: Said, words: str) -> list[Reply]:
    """「届出」 shows the way to the form; 「届出 ボタン」 in a room leaves it there for everybody."""
    offices = [desk.office(name) for name in desk.guideline.incident_offices]
    if words.strip() not in PIN_WORDS or said.place.direct or not said.place.channel:
        return await desk.say(said, cards.door(desk.guideline, offices))

    def post(work: Work) -> list[Reply]:
        public = said.place.model_copy(update={"private": False, "user": "", "thread": ""})
        work.post(public, cards.door(desk.guideline, offices, pin=True), said.delivery_key)
        work.log("report button placed", channel=said.place.channel)
        return [Reply(card=cards.pinned())]

    return await desk.once(said, post)


async def opened(desk: Desk, form: FormSent) -> list[Reply]:
    """The button 「トラブルを届け出る」, wherever it stands."""
    return [Reply(card=await _form(desk, drill=form.value == DRILL), where="dialog")]


async def shortcut(desk: Desk, form: FormSent) -> list[Reply]:
    """The message shortcut: the form with the message's text in it."""
    return [Reply(card=await _form(desk, what=form.inputs.get("text", "")), where="dialog")]


async def _form(desk: Desk, what: str = "", drill: bool = False) -> Card:
    listed = await desk.database.read(_accounts)
    return cards.form(desk.incidents, listed, desk.now(), secrets.token_hex(8), what=what, drill=drill)


def _accounts(session: Session) -> list[tuple[str, str]]:
    states = (accounts.RUNNING, accounts.UNPUBLISHED, accounts.UNAPPROVED, accounts.SUSPENDED)
    return [(str(one.id), _name(one)) for one in accounts.listed(session, states=states)]


def _name(account: Account) -> str:
    return f"{account.medium} {account.name}（{account.section}）"


async def send(desk: Desk, form: FormSent) -> list[Reply]:
    """Keeps the case and one notice for each office in its order, in one transaction; then the ack."""
    given, drill = form.inputs, form.value == DRILL
    noticed, errors = _read(desk, given)
    if errors:
        return [Reply(card=await _again(desk, form, drill), where="dialog", errors=errors)]
    if not incident.concerned(given.get("capacity", "")):
        return await desk.say(form, cards.private_trouble(desk.guideline, given.get("what", "").strip()))

    def keep(work: Work) -> list[Reply]:
        case = _case(desk, work, form, noticed, drill)
        number = case.id or 0
        _tell_offices(desk, work, case)
        facts = view.facts_of(work.session, case)
        waiting = view.offices_of(desk, work.session, number)
        status = cards.status(number, desk.incidents, facts, waiting, case.state, drill)
        case.status_row = work.post(
            view.direct_to(form), status, view.subject(number), f"{view.subject(number)}:reporter"
        )
        return [Reply(card=cards.sent(number, _offices(desk), drill))]

    return await desk.once(form, keep, f"press:{form.press}")


def _offices(desk: Desk) -> list[Office]:
    return [desk.office(name) for name in desk.guideline.incident_offices]


def _read(desk: Desk, given: dict[str, str]) -> tuple[datetime, tuple[tuple[str, str], ...]]:
    """When it was noticed, and what is wrong at which field."""
    now, errors = desk.now(), []
    noticed = _moment(given.get("noticed", ""))
    if noticed is None:
        errors.append(("noticed", "日時を「2026-11-24 18:05」のように書いてください。"))
    elif noticed > now + timedelta(minutes=5):
        errors.append(("noticed", "これから先の日時です。気づいた日時を書いてください。"))
    if not given.get("what", "").strip():
        errors.append(("what", "何が起きているかを書いてください。"))
    for key, known in (
        ("kind", desk.incidents.kinds),
        ("personal_data", incident.PERSONAL_DATA),
        ("visible", incident.VISIBLE),
    ):
        if given.get(key, "") not in known:
            errors.append((key, "選んでください。"))
    if given.get("capacity") not in ("職務", "個人"):
        errors.append(("capacity", "選んでください。"))
    return noticed or now, tuple(errors)


def _moment(text: str) -> datetime | None:
    plain = " ".join(text.replace("　", " ").split())
    for one in FORMATS:
        try:
            return datetime.strptime(plain, one).replace(tzinfo=JAPAN)
        except ValueError:
            continue
    return None


async def _again(desk: Desk, form: FormSent, drill: bool) -> Card:
    listed = await desk.database.read(_accounts)
    return cards.form(desk.incidents, listed, desk.now(), form.press, drill=drill, values=dict(form.inputs))


def _case(desk: Desk, work: Work, form: FormSent, noticed: datetime, drill: bool) -> Incident:
    given = form.inputs
    chosen = given.get("account", "")
    account = accounts.account(work.session, number_of(chosen))
    person = desk.person(form.sender)
    facts = Facts_(
        kind=given["kind"], account=_name(account) if account else given.get("account_text", "").strip(),
        url=(given.get("url", "").strip() or (account.url if account else "")), what=given["what"].strip(),
        noticed=cards.typed(noticed), visible=given["visible"], personal_data=given["personal_data"],
        people=given.get("people", "").strip(), reporter=desk.name(form.sender),
        section=person.section if person else "",
        emergency=incidents.emergency_of(work.session, account) if account else "",
    )  # fmt: skip
    days = desk.organisation().retention.incidents
    kept = work.keep("incident", "incident:new", asdict(facts), days)
    case = incidents.open_incident(
        work.session,
        Incident(
            reporter_id=work.member, drill=drill, kind=facts.kind, account=str(account.id) if account else None,
            personal_data=facts.personal_data, payload_id=kept.id, reported_to=view.direct_to(form).model_dump(),
            reported_at=work.at,
        ),
    )  # fmt: skip
    number = case.id or 0
    payloads.file_under(work.session, kept.id, view.subject(number))
    incidents.enter(work.session, number, "reported", work.at, value=DRILL if drill else "", member=work.member)
    work.log("incident reported", kept.digest, incident=number, drill=int(drill))
    return case


def _tell_offices(desk: Desk, work: Work, case: Incident) -> None:
    """One notice for each office, in the guideline's order, each by its ways in order."""
    known, number = desk.organisation(), case.id or 0
    offices = _offices(desk)
    facts, session = view.facts_of(work.session, case), work.session
    states = [OfficeState(one.name, one.phone, one.night_phone) for one in offices]
    note = view.similar_to(session, case)
    waits = incident.waits(desk.guideline.incident_offices)
    for at, (office, wait) in enumerate(zip(offices, waits, strict=True)):
        card = cards.notice(number, desk.incidents, facts, states, at, case.state, case.drill, note)
        ways = ways_to.office(known, session, office)
        days = known.retention.incidents
        row = work.notify(ways, card, view.subject(number), view.subject(number), order_for=wait, days=days)
        incidents.add_notice(session, number, at, office.name, row, work.at)


async def withdraw(desk: Desk, form: FormSent) -> list[Reply]:
    """The reporter takes a report back; the offices see that it was, and nobody is reminded any more."""
    number = number_of(form.value)

    def keep(work: Work) -> list[Reply]:
        case = incidents.incident(work.session, number)
        if case is None or case.reporter_id != work.member or case.state not in incident.OPEN_STATES:
            return [Reply(card=fault.stale())]
        end(desk, work, case, "取下げ")
        facts = view.facts_of(work.session, case)
        offices = view.offices_of(desk, work.session, number)
        card = cards.status(number, desk.incidents, facts, offices, case.state, case.drill)
        return [Reply(card=card, where="replace")]

    return await desk.once(form, keep, view.subject(number))


def end(desk: Desk, work: Work, case: Incident, state: str) -> None:
    """Brings a case to its end, and with it its reminders."""
    number = case.id or 0
    case.state = state
    incidents.close_notices(work.session, number)
    incidents.enter(work.session, number, "state", work.at, value=state, member=work.member)
    view.refresh(desk, work, case)
    work.log("incident state", incident=number, state=state)


def number_of(value: str) -> int:
    """A case's number from a button's value; 0, which nothing has, for anything else."""
    return int(value) if value.isascii() and value.isdigit() and len(value) < 10 else 0
