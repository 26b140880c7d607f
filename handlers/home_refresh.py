"""Which home pages show something old: read from the log, which has each act with the ids of its rows."""

from collections.abc import Callable, Mapping, Sequence

from sqlalchemy.orm import Session

from guideline.organisation import Organisation
from handlers import incident_view, reach
from handlers.desk import Desk
from storage import applications, checks, homes, incidents, members, violations
from storage.check_tables import DraftCheck
from storage.homes import Stale
from storage.incident_tables import Violation
from storage.policy_tables import Account
from storage.tables import LogEntry, Ticket

Keys = set[str]
AT_ONCE = 20
"""How many pages one look takes; what is left is taken by the next, here or in another process."""


async def stale(desk: Desk, platforms: Sequence[str]) -> list[Stale]:
    """Takes pages of these platforms that are to be drawn anew; whoever takes one says what became of it (`done`)."""
    today = desk.today()
    if not await desk.database.read(lambda session: homes.waits(session, platforms, today)):
        return []

    def look(session: Session) -> list[Stale]:
        homes.concern(session, concerned(desk, session, homes.changes(session)))
        return homes.lease(session, platforms, today, desk.now(), AT_ONCE)

    return await desk.database.write(look)


async def done(desk: Desk, page: Stale) -> None:
    """The page shows what was wanted."""
    await desk.database.write(lambda session: homes.drawn(session, page, desk.today()))


async def failed(desk: Desk, page: Stale, seconds: float | None) -> None:
    """The page could not be drawn: again after some seconds; None: not before it is opened."""
    await desk.database.write(lambda session: homes.put_off(session, page, seconds))


def concerned(desk: Desk, session: Session, entries: Sequence[LogEntry]) -> Keys:
    """The keys of everybody whose page an act may change; each row is looked at once, however often it is named."""
    keys = {entry.person for entry in entries}
    named = {(kind, str(entry.ids[kind])) for entry in entries for kind in ABOUT if kind in entry.ids}
    for kind, id_ in named:
        keys |= ABOUT[kind](desk, session, id_)
    for entry in entries:
        if isinstance(people := entry.ids.get("people"), list):
            keys |= set(people)
    return keys


def _check(desk: Desk, session: Session, id_: str) -> Keys:
    row = session.get(DraftCheck, id_)
    if row is None:
        return set()
    asked = {one.person for one in checks.reviews(session, id_)}
    return {row.person, *_keys(session, row.member_id), *asked}


def _application(desk: Desk, session: Session, id_: str) -> Keys:
    row = applications.look(session, int(id_))
    if row is None:
        return set()
    committee = desk.organisation().committee
    return {row.author, committee.secretariat, *committee.members, *_unit(desk.organisation(), row.section)}


def _account(desk: Desk, session: Session, id_: str) -> Keys:
    row = session.get(Account, int(id_))
    return {row.holder, row.deputy, *_unit(desk.organisation(), row.section)} if row else set()


def _incident(desk: Desk, session: Session, id_: str) -> Keys:
    case = incidents.incident(session, int(id_), lock=False)
    if case is None:
        return set()
    return {*incident_view.handlers_of(desk, session, case), *_keys(session, case.reporter_id)}


def _ticket(desk: Desk, session: Session, id_: str) -> Keys:
    ticket = session.get(Ticket, int(id_))
    if ticket is None:
        return set()
    return {*_keys(session, ticket.asker_id), *_unit(desk.organisation(), ticket.office)}


def _violation(desk: Desk, session: Session, id_: str) -> Keys:
    row = session.get(Violation, int(id_))
    return {row.holder, *(one.person for one in violations.entries(session, row.id or 0))} if row else set()


def _keys(session: Session, member: int) -> Keys:
    """Under which an account's person is kept."""
    person = members.member(session, member).person
    return {f"{reach.MEMBER}{member}"} | ({person} if person else set())


def _unit(known: Organisation, section: str) -> Keys:
    """Everybody of a unit or office, and whoever heads it or acts for its head."""
    people = {one.id for one in known.people.values() if one.section == section}
    if unit := known.units.get(section):
        people |= {unit.head, *(one.person for one in unit.acting)}
    if office := known.offices.get(section):
        people |= set(office.deputies)
    return people


ABOUT: Mapping[str, Callable[[Desk, Session, str], Keys]] = {
    "account": _account,
    "application": _application,
    "check": _check,
    "incident": _incident,
    "ticket": _ticket,
    "violation": _violation,
}
"""What an act names → whose pages show it."""
