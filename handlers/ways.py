"""How an office or a person is reached: destinations in order, the first of which that works is used."""

from collections.abc import Iterable

from sqlalchemy.orm import Session

from cards.model import MAIL, Place
from guideline.organisation import Channel, Office, Organisation
from storage import members

POST = "mail"
"""The platform of e-mail, which goes by the city's own server."""


def office(known: Organisation, session: Session, one: Office) -> list[Place]:
    """The office's rooms in order, its deputies' direct conversations, its address."""
    deputies = [way for person in one.deputies for way in direct(known, session, person)]
    return [*rooms(known, one.channels), *deputies, *mail(one.mail)]


def rooms(known: Organisation, channels: Iterable[Channel]) -> list[Place]:
    """Rooms as places."""
    return [
        Place(platform=one.platform, team=known.teams.get(one.platform, ("",))[0], channel=one.id) for one in channels
    ]


def person(known: Organisation, session: Session, id_: str) -> list[Place]:
    """A person's direct conversations, then their address; none for somebody without either."""
    listed = known.people.get(id_)
    return [*direct(known, session, id_), *mail(listed.mail if listed else "")]


def direct(known: Organisation, session: Session, id_: str) -> list[Place]:
    """A person's direct conversation on each platform: by the account that the city fixed, else as they were last
    seen, else by their address, which the platform is asked about."""
    listed = known.people.get(id_)
    if listed is None:
        return []
    seen = members.accounts_of(session, id_)
    found = []
    for platform, teams in known.teams.items():
        address = f"{MAIL}{listed.mail}" if listed.mail else ""
        account = listed.accounts.get(platform) or seen.get(platform) or address
        if account:
            found.append(Place(platform=platform, team=teams[0], user=account, private=True, direct=True))
    return found


def mail(address: str) -> list[Place]:
    """An address as a place, nothing for ""."""
    return [Place(platform=POST, team="", channel=address)] if address else []


def operator(known: Organisation, avoided: str) -> list[Place]:
    """Whoever keeps the bot running, by ways that do not depend on the platform in trouble first."""
    ways = [*mail(known.operator.mail), *rooms(known, known.operator.channels)]
    return sorted(ways, key=lambda way: way.platform == avoided)
