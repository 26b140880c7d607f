"""How a person is reached in private: where they were last seen, else at the account or address that is on file."""

import unicodedata

from sqlalchemy.orm import Session

from cards.model import MAIL, Place
from guideline.organisation import Organisation, Person
from handlers.desk import Desk
from storage import members
from storage.tables import Member

MEMBER = "member:"
"""Begins the key of somebody who is not in the organisation file; the number of their account's row follows."""


def key_of(person: Person | None, member: int) -> str:
    """The key under which somebody is kept: their id in the organisation file, else their account's row."""
    return person.id if person else f"{MEMBER}{member}"


def name_of(session: Session, known: Organisation, key: str) -> str:
    """The name behind a key; the key itself for somebody who is gone."""
    if key in known.people:
        return known.people[key].name
    number = key.removeprefix(MEMBER)
    if key.startswith(MEMBER) and number.isdecimal():
        return members.member(session, int(number)).name
    return key


def place_of(session: Session, desk: Desk, key: str, near: Place) -> Place | None:
    """A private place for somebody, on the platform of `near` if they are there; None if nothing is known of them."""
    seen = _seen(session, key)
    here = [one for one in seen if (one.platform, one.team) == (near.platform, near.team)]
    if here or seen:
        found = (here or seen)[0]
        return Place(platform=found.platform, team=found.team, user=found.account, private=True)
    person = desk.organisation().people.get(key)
    return _on_file(desk.organisation(), person, near) if person else None


def _seen(session: Session, key: str) -> list[Member]:
    if key.startswith(MEMBER):
        number = key.removeprefix(MEMBER)
        return [members.member(session, int(number))] if number.isdecimal() else []
    return members.of_person(session, key)


def _on_file(known: Organisation, person: Person, near: Place) -> Place | None:
    for platform in (near.platform, *person.accounts):
        teams = known.teams.get(platform)
        account = person.accounts.get(platform)
        if teams and account:
            team = near.team if platform == near.platform else teams[0]
            return Place(platform=platform, team=team, user=account, private=True)
    if person.mail and near.team in known.teams.get(near.platform, ()):
        return near.model_copy(
            update={"user": f"{MAIL}{person.mail}", "private": True, "direct": False, "thread": "", "channel": ""}
        )
    return None


def named(session: Session, name: str, near: Place) -> list[Member]:
    """The accounts in the same workspace or tenant whose shown name is this, width and spaces apart."""
    wanted = _plain(name)
    here = members.in_team(session, near.platform, near.team)
    return [one for one in here if _plain(one.name) == wanted]


def _plain(name: str) -> str:
    return "".join(unicodedata.normalize("NFKC", name).split())
