"""Who lives in the playground and which rooms they share, read from the organisation."""

from collections.abc import Mapping
from dataclasses import dataclass

from guideline.organisation import Office, Organisation, Person

PLATFORM = "web"
TEAM = "playground"
EVERYBODY = "zencho"
EVERYBODY_NAME = "全庁"
BOT_NAME = "SNS窓口"
DIRECT = "dm-"


@dataclass(frozen=True)
class Room:
    """A conversation. `members` are account ids; a direct one has a single member, who talks with the bot."""

    id: str
    name: str
    members: tuple[str, ...]

    @property
    def direct(self) -> bool:
        """Whether it is somebody's own conversation with the bot."""
        return self.id.startswith(DIRECT)


def people(organisation: Organisation) -> dict[str, Person]:
    """Account id → person, for everybody who can be played, in the order of the file."""
    listed = organisation.people.values()
    return {person.accounts[PLATFORM]: person for person in listed if PLATFORM in person.accounts}


def direct(account: str) -> str:
    """The id of an account's own conversation with the bot."""
    return DIRECT + account


def rooms(organisation: Organisation) -> dict[str, Room]:
    """Room id → room: a direct conversation each, one room for everybody, and the offices' rooms.

    An office's room belongs to its section and deputies; if none of them can be played, it is open to
    all, since nobody could see it otherwise.
    """
    played = people(organisation)
    found = [Room(direct(account), BOT_NAME, (account,)) for account in played]
    found.append(Room(EVERYBODY, EVERYBODY_NAME, tuple(played)))
    for office in organisation.offices.values():
        own = tuple(account for account, person in played.items() if _works_in(person, office))
        channels = [channel.id for channel in office.channels if channel.platform == PLATFORM]
        for count, channel in enumerate(channels):
            name = office.name if count == 0 else f"{office.name}（{count + 1}）"
            found.append(Room(channel, name, own or tuple(played)))
    return {room.id: room for room in found}


def _works_in(person: Person, office: Office) -> bool:
    return person.section == office.name or person.id in office.deputies


def part(organisation: Organisation, person: Person) -> str:
    """What a person is in the guideline, in one word for a newcomer."""
    unit = organisation.units.get(person.section)
    parts: Mapping[str, bool] = {
        "委員長": person.id == organisation.committee.chair,
        "委員": person.id in organisation.committee.members,
        "所属長": unit is not None and unit.head == person.id,
        "担当課": person.section in organisation.offices,
        "職員": person.is_staff,
    }
    return next((name for name, is_so in parts.items() if is_so), "職員以外")
