"""Who looks after everything: the office that runs the bot. Counts and standings are theirs to see."""

from guideline.organisation import Person
from handlers.application import listed
from handlers.desk import Desk, Refused
from handlers.events import Sender


def oversees(desk: Desk, person: Person) -> bool:
    """Whether somebody works in the office in charge, or stands in for it."""
    name = desk.guideline.question_office
    office = desk.organisation().offices.get(name)
    return person.section == name or (office is not None and person.id in office.deputies)


def overseer(desk: Desk, sender: Sender) -> Person:
    """A person of the office in charge. Raises Refused for others (市の設定)."""
    person = listed(desk, sender)
    if not oversees(desk, person):
        office = desk.guideline.question_office
        raise Refused(f"統計と全アカウントの状況を見られるのは、{office}の職員です（市の設定）。")
    return person
