"""A case as its cards show it: read from its rows, and written anew wherever it stands."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import timedelta

from sqlalchemy.orm import Session

from cards import incident as cards
from cards.incident import Facts_, OfficeState
from cards.model import Card, Place
from handlers.desk import Desk, Refused, Work
from handlers.events import Event
from storage import accounts, incidents, members, payloads
from storage.incident_tables import Incident, IncidentNotice

SIMILAR_FOR = timedelta(hours=24)
GONE = Facts_("other", "", "", "", "", "", "no", "", "", "")


def subject(number: int) -> str:
    """Under what everything of a case is kept, so that it is blanked together."""
    return f"incident:{number}"


def facts_of(session: Session, case: Incident) -> Facts_:
    """What was written in the form; only the kind once the text was blanked."""
    body = payloads.body_of(session, case.payload_id)
    return Facts_(**body) if body else Facts_(**{**asdict(GONE), "kind": case.kind})


def offices_of(desk: Desk, session: Session, number: int) -> list[OfficeState]:
    """Every office of a case with what is known of it, in order."""
    return [_office(desk, session, notice) for notice in incidents.notices(session, number)]


def _office(desk: Desk, session: Session, notice: IncidentNotice) -> OfficeState:
    known = desk.organisation().offices.get(notice.office)
    told = incidents.told(session, notice.outbox_id)
    acknowledged = ""
    if notice.acknowledged_at and notice.acknowledged_by:
        who = members.member(session, notice.acknowledged_by).name
        acknowledged = f"{cards.when(notice.acknowledged_at)} {who}"
    at = cards.when(notice.told_at) if notice.told_at else ""
    return OfficeState(
        notice.office, known.phone if known else "", known.night_phone if known else "", at,
        exception(told.out_of_order, [one.office for one in incidents.notices(session, notice.incident_id)]),
        acknowledged,
    )  # fmt: skip


def exception(noted: str, offices: Sequence[str]) -> str:
    """「順序例外」's reason, as the outbox noted it (position: error), in words."""
    if not noted:
        return ""
    position, _, error = noted.partition(": ")
    before = offices[int(position)] if position.isdecimal() and int(position) < len(offices) else "前の課"
    return f"{before}に届かないため先に送付（{error}）"


def similar_to(session: Session, case: Incident) -> str:
    """Open cases of the same kind (and account) that were reported shortly before, in words; "" for none."""
    since = case.reported_at - SIMILAR_FOR
    found = incidents.similar(session, case.kind, case.account, since, case.id or 0)
    return "似た届出があります：" + "、".join(str(one) for one in found) if found else ""


def notice_card(desk: Desk, session: Session, case: Incident, at: int) -> Card:
    """The card in the room of the office number `at`."""
    offices, note = offices_of(desk, session, case.id or 0), similar_to(session, case)
    return cards.notice(
        case.id or 0, desk.incidents, facts_of(session, case), offices, at, case.state, case.drill, note
    )  # fmt: skip


def refresh(desk: Desk, work: Work, case: Incident) -> None:
    """Writes the case anew on every office's card and on the reporter's.

    Each has a thread of its own: a card that cannot be posted must not hold up the others' edits.
    """
    number = case.id or 0
    for notice in incidents.notices(work.session, number):
        card = notice_card(desk, work.session, case, notice.position)
        place = work.place_of(notice.outbox_id)
        work.post(place, card, subject(number), f"{subject(number)}:card:{notice.position}", notice.outbox_id)
    if case.status_row:
        offices = offices_of(desk, work.session, number)
        facts = facts_of(work.session, case)
        card = cards.status(number, desk.incidents, facts, offices, case.state, case.drill)
        place = work.place_of(case.status_row)
        work.post(place, card, subject(number), f"{subject(number)}:reporter", case.status_row)


def handlers_of(desk: Desk, session: Session, case: Incident) -> frozenset[str]:
    """People who may handle a case: those of its offices with their deputies, and who runs the account."""
    known = desk.organisation()
    people = {one.id for one in known.people.values() if one.section in desk.guideline.incident_offices}
    for name in desk.guideline.incident_offices:
        people |= set(known.offices[name].deputies)
    return frozenset(people | set(runners(desk, session, case)))


def runners(desk: Desk, session: Session, case: Incident) -> dict[str, str]:
    """Person → why, for the people behind the case's account: its section's head, its holder and deputy."""
    account = accounts.account(session, int(case.account)) if case.account and case.account.isdecimal() else None
    if account is None:
        return {}
    found: dict[str, str] = {}
    unit = desk.organisation().units.get(account.section)
    if unit:
        head, acting = unit.head_on(desk.now().date())
        found[head] = f"{account.section}の{desk.guideline.names.head_short}" + ("の職務代理" if acting else "")
    for person, why in ((account.holder, "アカウントの担当者"), (account.deputy, "アカウントの副担当者")):
        if person:
            found.setdefault(person, why)
    return found


def only_handlers(desk: Desk, work: Work, case: Incident) -> None:
    """Raises Refused unless the event comes from somebody who may handle the case, or from an office's room."""
    if work.person not in handlers_of(desk, work.session, case) and not in_a_room(desk, work.event):
        raise Refused(
            "この届出の対応は、届け先の課と、アカウントを運用する課の担当者だけができます。",
            desk.guideline.standing.trouble,
        )


def in_a_room(desk: Desk, event: Event, office: str = "") -> bool:
    """Whether an event comes from a room of one of the offices (of the one named)."""
    names = (office,) if office else desk.guideline.incident_offices
    channels = {(one.platform, one.id) for name in names for one in desk.office(name).channels}
    return (event.place.platform, event.place.channel) in channels


def direct_to(event: Event) -> Place:
    """The reporter's own conversation with the bot."""
    return Place(
        platform=event.place.platform, team=event.place.team, user=event.sender.user, private=True, direct=True
    )


def phones(desk: Desk) -> list[tuple[str, str]]:
    """Every office's telephone numbers."""
    offices = [desk.office(name) for name in desk.guideline.incident_offices]
    return [(one.name, one.phone + (f"（夜間・休日 {one.night_phone}）" if one.night_phone else "")) for one in offices]
