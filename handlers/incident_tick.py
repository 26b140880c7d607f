"""What the clock does for cases: notes who was told, alarms the operator, reminds who has not acknowledged.

Everything is computed from rows; each step has a unique row, so that any number of processes may tick.
"""

from datetime import timedelta

from cards import incident as cards
from cards.model import Place
from guideline import incident
from handlers import incident_view as view
from handlers import ways as ways_to
from handlers.desk import Desk, Work
from storage import incidents
from storage.incident_tables import Incident, IncidentNotice


async def tick(desk: Desk) -> None:
    """One look at everything; three transactions, so that one kind of trouble does not hold up the others."""
    for act in (_note_told, _alarm, _remind):
        await desk.by_clock(lambda work, act=act: act(desk, work))  # type: ignore[misc]


def _note_told(desk: Desk, work: Work) -> None:
    """Deliveries that were confirmed since the last look, on everybody's card."""
    changed: dict[int, Incident] = {}
    for notice in incidents.newly_told(work.session):
        case = incidents.incident(work.session, notice.incident_id)
        assert case is not None
        # Deliveries have real time, cases business time, which the playground moves: nobody is told before the report.
        sent = incidents.told(work.session, notice.outbox_id).at
        notice.told_at = max(sent, notice.reported_at) if sent else None
        changed[notice.incident_id] = case
        work.log("office told", incident=notice.incident_id, position=notice.position)
    work.session.flush()
    for case in changed.values():
        view.refresh(desk, work, case)
        if all(one.told_at for one in incidents.notices(work.session, case.id or 0)):
            _inform_runners(desk, work, case)


def _inform_runners(desk: Desk, work: Work, case: Incident) -> None:
    """After the three: who runs the account is told for information."""
    number, facts = case.id or 0, view.facts_of(work.session, case)
    for person, why in view.runners(desk, work.session, case).items():
        ways = ways_to.person(desk.organisation(), work.session, person)
        if ways:
            card = cards.informed(number, desk.incidents, facts, case.drill, why)
            work.notify(ways, card, view.subject(number), kind="card", days=_kept(desk))
    work.log("account's people informed", incident=number)


def _alarm(desk: Desk, work: Work) -> None:
    """Offices that could not be told in time: the operator hears of it by another way."""
    for notice in incidents.untold(work.session, work.at - timedelta(seconds=incident.ALARM)):
        case = incidents.incident(work.session, notice.incident_id, lock=False)
        assert case is not None
        told = incidents.told(work.session, notice.outbox_id)
        office = desk.organisation().offices.get(notice.office)
        phones = f"{office.phone}、夜間・休日 {office.night_phone}" if office else ""
        ways = ways_to.operator(desk.organisation(), told.platform)
        row = None
        if ways:
            card = cards.alarm(notice.incident_id, notice.office, phones, told.error, case.drill)
            row = work.notify(ways, card, view.subject(notice.incident_id), days=_kept(desk))
        incidents.remind(work.session, notice.id or 0, "operator", row, work.at)
        work.log("operator alarmed", incident=notice.incident_id, position=notice.position)


def _remind(desk: Desk, work: Work) -> None:
    """Offices that were told and have not acknowledged in the city's time: each step once, in order."""
    duty = desk.organisation().duty
    for notice in incidents.unanswered(work.session, work.at - timedelta(minutes=duty.acknowledgement)):
        if notice.told_at is None:
            continue
        done = [one.step for one in incidents.reminders(work.session, notice.id or 0)]
        for step in incident.due_steps(notice.told_at, work.at, done, duty):
            _take(desk, work, notice, step)


def _take(desk: Desk, work: Work, notice: IncidentNotice, step: incident.Step) -> None:
    case = incidents.incident(work.session, notice.incident_id, lock=False)
    assert case is not None
    minutes = int((work.at - (notice.told_at or work.at)).total_seconds() // 60)
    facts, number = view.facts_of(work.session, case), notice.incident_id
    card = cards.reminder(number, desk.incidents, facts, notice.office, notice.position, minutes, case.drill)
    for name, ways in _ways(desk, work, notice, step).items():
        row = work.notify(ways, card, view.subject(number), kind="card", days=_kept(desk)) if ways else None
        incidents.remind(work.session, notice.id or 0, name, row, work.at)
    work.log("office reminded", incident=number, position=notice.position, step=step)


def _ways(desk: Desk, work: Work, notice: IncidentNotice, step: incident.Step) -> dict[str, list[Place]]:
    """Name of each message of a step → its ways: every deputy gets one of their own."""
    known = desk.organisation()
    office = known.offices.get(notice.office)
    if office is None:
        return {step: []}
    match step:
        case "reminder":
            return {step: ways_to.rooms(known, office.channels)}
        case "deputies":
            each = {f"{step}:{one}": ways_to.direct(known, work.session, one) for one in office.deputies}
            return {step: [], **each}
        case "mail":
            return {step: ways_to.mail(office.mail)}


def _kept(desk: Desk) -> int:
    return desk.organisation().retention.incidents
