"""Home, help, and being added to a conversation."""

from sqlalchemy.orm import Session

from cards import help as help_cards
from cards import home as cards
from cards.model import Button, Card, Reply
from guideline import committee as rules
from guideline.organisation import Person
from handlers import review, review_round
from handlers.desk import Desk, Work
from handlers.events import Event, FormSent, HomeOpened, Installed, Said
from storage import accounts, applications, checks, incidents, members, tickets, violations


async def word(desk: Desk, said: Said, _words: str) -> list[Reply]:
    """「ホーム」."""
    return await desk.say(said, await _home(desk, said))


async def pressed(desk: Desk, form: FormSent) -> list[Reply]:
    """The button 「ホーム」."""
    return await desk.say(form, await _home(desk, form))


async def opened(desk: Desk, event: HomeOpened) -> list[Reply]:
    """The home page of the platform was opened."""
    return [Reply(card=await _home(desk, event))]


async def help_word(desk: Desk, said: Said, _words: str) -> list[Reply]:
    """「ヘルプ」."""
    return await desk.say(said, help_cards.help_card(desk.guideline))


async def help_pressed(desk: Desk, form: FormSent) -> list[Reply]:
    """The button 「使い方」."""
    return await desk.say(form, help_cards.help_card(desk.guideline))


async def installed(desk: Desk, event: Installed) -> list[Reply]:
    """Keeps what the platform needs to post here later, and says what can be done here."""

    def keep(work: Work) -> list[Reply]:
        at, place = work.at, event.place
        if event.reference:
            members.keep_reference(work.session, place.platform, place.team, place.channel, event.reference, at)
            if place.private:
                personal = f"user:{event.sender.user}"
                members.keep_reference(work.session, place.platform, place.team, personal, event.reference, at)
        work.log("installed", channel=place.channel)
        return [Reply(card=help_cards.help_card(desk.guideline), where="channel")] if event.welcome else []

    return await desk.once(event, keep)


async def _home(desk: Desk, event: Event) -> Card:
    person, sender = desk.person(event.sender), event.sender

    asked = await review.requests(desk, event)

    def waiting(session: Session) -> tuple[list[str], tuple[Button, ...]]:
        lines = _troubles(desk, session, person) if person else []
        buttons = []
        if asked:
            lines.append(cards.my_requests(len(asked)))
            buttons.append(cards.open_requests())
        if person and person.section in desk.organisation().offices:
            count = tickets.waiting_for(session, person.section)
            lines += [cards.office_tickets(person.section, count)] if count else []
        asker = members.member_id(session, sender.platform, sender.team, sender.user)
        lines += _applications(desk, session, person) if person else []
        for ticket in tickets.of_asker(session, asker) if asker else ():
            lines.append(cards.my_ticket(ticket.id or 0, ticket.office, ticket.state == "answered"))
        drafts = checks.open_of(session, asker) if asker else []
        lines += [cards.my_draft(one.state) for one in drafts]
        buttons += [cards.open_drafts(drafts[0].id)] if drafts else []
        return lines, tuple(buttons)

    return cards.home(person.name if person else sender.name, *await desk.database.read(waiting))


def _applications(desk: Desk, session: Session, person: Person) -> list[str]:
    """Votes that are waited for first, then the unit's applications, then accounts with something left to do."""
    waiting = review_round.waiting(desk, session, person.id)
    lines = [cards.my_vote(one.id or 0, one.section, one.medium) for one in waiting]
    units = rules.sections_of(desk.organisation(), person.id, desk.today())
    if not units:
        return lines
    lines += [cards.my_application(one.id or 0, one.medium, one.state)
              for one in applications.of_sections(session, units, rules.OPEN)]  # fmt: skip
    unfinished = accounts.listed(session, states=(accounts.UNPUBLISHED, accounts.UNAPPROVED))
    return lines + [cards.my_account(one.name, one.state) for one in unfinished if one.section in units]


def _troubles(desk: Desk, session: Session, person: Person) -> list[str]:
    """Open cases of the person's office, those without 受領 first, and reports whose turn it is."""
    lines: list[tuple[bool, str]] = []
    if person.section in desk.guideline.incident_offices:
        for case in incidents.open_cases(session):
            mine = [one for one in incidents.notices(session, case.id or 0) if one.office == person.section]
            waits = any(one.acknowledged_at is None for one in mine)
            kind = desk.incidents.kinds[case.kind].name if case.kind in desk.incidents.kinds else case.kind
            lines.append((not waits, cards.open_incident(case.id or 0, kind, case.state, case.drill, waits)))
    count = len(violations.waiting_for(session, person.id))
    return [line for _, line in sorted(lines)] + ([cards.violations_waiting(count)] if count else [])
