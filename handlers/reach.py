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
    known = desk.organisation()
    seen = [one for one in _seen(session, key) if known.serves(one.platform, one.team)]
    here = [one for one in seen if (one.platform, one.team) == (near.platform, near.team)]
    if here or seen:
        found = (here or seen)[0]
        return Place(platform=found.platform, team=found.team, user=found.account, private=True)
    person = known.people.get(key)
    return _on_file(known, person, near) if person else None


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
    served = [(platform, team) for platform, teams in known.teams.items() for team in teams]
    if not person.mail or not served:
        return None
    here = (near.platform, near.team)
    platform, team = here if here in served else served[0]
    return Place(platform=platform, team=team, user=f"{MAIL}{person.mail}", private=True)


def keys_named(session: Session, known: Organisation, name: str, near: Place) -> list[str]:
    """The keys of 職員 with this name, width and spaces apart: the listed, and accounts of the same workspace."""
    wanted = _plain(name)
    listed = [one.id for one in known.people.values() if one.is_staff and _plain(one.name) == wanted]
    here = [one for one in members.in_team(session, near.platform, near.team) if _plain(one.name) == wanted]
    return list(dict.fromkeys([*listed, *(f"{MEMBER}{one.id}" for one in here if one.person is None)]))


def _plain(name: str) -> str:
    return "".join(unicodedata.normalize("NFKC", name).split())
