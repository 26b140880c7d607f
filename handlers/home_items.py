"""What waits for somebody, the tasks of their office, their accounts and cases: read from the rows of the moment."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy.orm import Session

from cards import home as cards
from cards.evaluation import KINDS
from cards.model import Item
from guideline import committee as rules
from guideline.organisation import Person
from handlers import reach, review, review_round
from handlers.application import japanese
from handlers.desk import JAPAN, Desk
from handlers.events import Event
from handlers.oversight import oversees
from storage import accounts, applications, checks, evaluations, incidents, members, tickets, violations
from storage.check_tables import DraftCheck
from storage.evaluation_tables import Due
from storage.incident_tables import Incident
from storage.policy_tables import Account, Application
from storage.tables import Ticket

ANSWERED_FOR = 500
MINE = 10
"""How many accounts and cases of each kind stand on a page."""


@dataclass(frozen=True)
class Whose:
    """Whose page it is: the listed person (None for the unlisted) and their platform accounts' rows."""

    person: Person | None
    members: tuple[int, ...]
    units: tuple[str, ...]

    @property
    def keys(self) -> list[str]:
        """Under which they are asked for reviews."""
        return [*([self.person.id] if self.person else []), *(f"{reach.MEMBER}{one}" for one in self.members)]


def whose(desk: Desk, session: Session, event: Event) -> Whose:
    """The reader of a page."""
    person, sender = desk.person(event.sender), event.sender
    own = members.member_id(session, sender.platform, sender.team, sender.user)
    found = {one.id or 0 for one in members.of_person(session, person.id)} if person else set()
    units = rules.sections_of(desk.organisation(), person.id, desk.today()) if person else ()
    return Whose(person, tuple(sorted(found | ({own} if own else set()))), units)


def waiting(desk: Desk, session: Session, who: Whose) -> list[Item]:
    """Everything that waits for somebody, most urgent first."""
    person = who.person
    items: list[Item] = []
    if person:
        items += _notices(desk, session, person)
        items += [cards.violation_turn(one.id or 0) for one in violations.waiting_for(session, person.id)]
    items += [cards.request(number, what) for number, what in review.asked(desk, session, who.keys)]
    if person:
        votes = review_round.waiting(desk, session, person.id)
        items += [cards.vote(one.id or 0, one.section, one.medium) for one in votes]
        items += _office(desk, session, person)
    items += [cards.returned_draft(one.id, day(one), nth) for one, nth, back in _drafts(session, who) if back]
    items += [cards.returned_application(one.id or 0, one.medium) for one in _applications(session, who, "差戻し")]
    items += [cards.due(one) for one in dues(desk, session, who)]
    items += [cards.unfinished_account(one.id or 0, one.name, one.state) for one in _unfinished(session, who)]
    answered = [one for one in _tickets(session, who) if one.state == "answered"]
    return items + [cards.answered_ticket(one.id or 0, one.office) for one in answered]


def mine(desk: Desk, session: Session, who: Whose) -> list[Item]:
    """Somebody's cases, then their accounts."""
    drafts = [(one, nth) for one, nth, back in _drafts(session, who) if not back]
    items = [cards.my_draft(one.id, day(one), one.state, nth) for one, nth in drafts]
    for state in ("作成中", "審査中"):
        found = _applications(session, who, state)[:MINE]
        items += [cards.my_application(one.id or 0, one.medium, one.state) for one in found]
    for case in _cases(desk, session, who):
        items.append(cards.my_case(case.id or 0, kind_of(desk, case.kind), case.state, case.drill))
    unanswered = [one for one in _tickets(session, who) if one.state == "open"]
    items += [cards.my_ticket(one.id or 0, one.office) for one in unanswered]
    held = _accounts(session, who)
    items += [cards.evaluations()] if held else []
    return items + [cards.my_account(one.id or 0, one.medium, one.name, one.state) for one in held]


def work(desk: Desk, who: Whose) -> list[Item]:
    """The tasks of the office in charge, which are always there."""
    return cards.oversight() if who.person and oversees(desk, who.person) else []


def day(row: DraftCheck) -> str:
    """When a draft was begun, as it is said."""
    return row.made_at.astimezone(JAPAN).strftime("%-m月%-d日")


def kind_of(desk: Desk, kind: str) -> str:
    """What a kind of trouble is called."""
    known = desk.incidents.kinds.get(kind)
    return known.name if known else kind


def _notices(desk: Desk, session: Session, person: Person) -> list[Item]:
    if person.section not in desk.guideline.incident_offices:
        return []
    return [
        cards.unacknowledged(case.id or 0, notice.position, kind_of(desk, case.kind), notice.office, case.drill)
        for notice, case in incidents.unacknowledged(session, person.section)
    ]


def _office(desk: Desk, session: Session, person: Person) -> list[Item]:
    if person.section not in desk.organisation().offices:
        return []
    count = tickets.waiting_for(session, person.section)
    return [cards.office_tickets(person.section, count)] if count else []


def _drafts(session: Session, who: Whose) -> Iterable[tuple[DraftCheck, str, bool]]:
    """Each open draft, its number among several, and whether it came back with an opinion."""
    found = [one for member in who.members for one in checks.open_of(session, member)]
    for nth, one in enumerate(found, 1):
        states = {review.state for review in checks.reviews(session, one.id, one.version)}
        yield one, f" {nth}" if len(found) > 1 else "", one.state == "open" and "returned" in states


def _applications(session: Session, who: Whose, state: str) -> list[Application]:
    return applications.of_sections(session, who.units, (state,)) if who.units else []


def dues(desk: Desk, session: Session, who: Whose) -> list[cards.Due]:
    """Evaluations and questions of the clock that wait for an answer, earliest first."""
    ours = {one.id or 0: one for one in _all_accounts(session, who)}
    rows = evaluations.of_accounts(session, ours, (evaluations.OPEN,)) if ours else []
    return [_due(desk, ours[one.account_id], one) for one in rows if one.kind in KINDS]


def _due(desk: Desk, account: Account, row: Due) -> cards.Due:
    return cards.Due(
        row.id or 0, row.kind, account.id or 0, account.name, account.section, row.label, japanese(row.due_on),
        row.due_on < desk.today(),
    )  # fmt: skip


def _all_accounts(session: Session, who: Whose) -> list[Account]:
    """The accounts that somebody answers for."""
    held = accounts.held_by(session, who.person.id) if who.person else []
    return [*held, *(accounts.of_sections(session, who.units, limit=ANSWERED_FOR) if who.units else [])]


def _unfinished(session: Session, who: Whose) -> list[Account]:
    states = (accounts.UNPUBLISHED, accounts.UNAPPROVED)
    return accounts.of_sections(session, who.units, states) if who.units else []


def _tickets(session: Session, who: Whose) -> list[Ticket]:
    return [one for member in who.members for one in tickets.of_asker(session, member)]


def _cases(desk: Desk, session: Session, who: Whose) -> list[Incident]:
    """Cases that somebody reported, and open ones of their office."""
    found = {one.id: one for one in incidents.reported_by(session, who.members, MINE)}
    if who.person and who.person.section in desk.guideline.incident_offices:
        found |= {one.id: one for one in incidents.open_cases(session, MINE)}
    return sorted(found.values(), key=lambda one: -(one.id or 0))[:MINE]


def _accounts(session: Session, who: Whose) -> list[Account]:
    """Accounts that somebody holds, then the others of their units."""
    held = accounts.held_by(session, who.person.id) if who.person else []
    states = tuple(one for one in accounts.STATES if one != accounts.CLOSED)
    units = accounts.of_sections(session, who.units, states, MINE) if who.units else []
    found = {one.id: one for one in [*held, *units]}
    return [one for one in found.values() if one.state not in (accounts.UNPUBLISHED, accounts.UNAPPROVED)][:MINE]
