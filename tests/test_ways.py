"""How offices and people are reached: in which order, on which platform, and who is found by a name."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from sqlalchemy.orm import Session

from cards.model import Place
from guideline.organisation import Channel, Office, Operator, Organisation
from handlers import reach, ways
from handlers.desk import Desk
from storage import members

NOW = datetime(2026, 11, 24, tzinfo=UTC)
SLACK, TEAMS = "T0CITY", "11111111-2222-3333-4444-555555555555"
NEAR = Place(platform="slack", team=SLACK, channel="C1")


@pytest.fixture
def known(people: Organisation) -> Organisation:
    """The demo's people in a Slack workspace and a Teams tenant; 田中's account in Slack is fixed by the city."""
    fixed = replace(people.people["tanaka"], accounts={"slack": "U0TANAKA"})
    nobody = replace(people.people["sato"], id="kari", name="仮 採用", mail="", accounts={})
    served = {"slack": (SLACK, "T0OTHER"), "teams": (TEAMS,)}
    return replace(people, people=people.people | {"tanaka": fixed, "kari": nobody}, teams=served)


@pytest.fixture
def desk(bare_desk: Desk, known: Organisation) -> Desk:
    """A desk without a door."""
    return replace(bare_desk, now=lambda: NOW, organisation=lambda: known)


def saw(
    session: Session, platform: str, team: str, account: str, person: str | None, name: str = "", day: int = 1
) -> int:
    """An account wrote to the bot."""
    return members.remember(session, platform, team, account, name=name, person=person, at=NOW.replace(day=day))


def shown(places: list[Place]) -> list[tuple[str, str, str]]:
    """Platform, team and whom or where."""
    return [(one.platform, one.team, one.user or one.channel) for one in places]


async def test_an_office_is_told_in_its_rooms_then_its_deputies_then_by_mail(desk: Desk, known: Organisation) -> None:
    """In the order of the file; what is not set is left out."""
    rooms = (Channel("slack", "C2"), Channel("teams", "19:a"), Channel("mattermost", "m"))
    office = Office("危機管理室", rooms, "", "", "kiki@city.example.jp", ("tanaka",))
    found = await desk.database.read(lambda session: ways.office(known, session, office))
    assert shown(found) == [
        ("slack", SLACK, "C2"), ("teams", TEAMS, "19:a"), ("mattermost", "", "m"), ("slack", SLACK, "U0TANAKA"),
        ("teams", TEAMS, "mail:tanaka@city.example.jp"), ("mail", "", "kiki@city.example.jp"),
    ]  # fmt: skip
    bare = replace(office, mail="", deputies=())
    assert len(await desk.database.read(lambda session: ways.office(known, session, bare))) == 3


async def test_a_person_is_written_to_where_the_city_says_else_where_they_were_seen(
    desk: Desk, known: Organisation
) -> None:
    """Else at their address, which the platform is asked about; in private; an address is the last way."""

    def look(session: Session) -> tuple[list[Place], list[Place], list[Place]]:
        for person in ("tanaka", "sato"):
            saw(session, "slack", SLACK, f"U0SEEN{person}", person)
        return tuple(ways.person(known, session, one) for one in ("tanaka", "sato", "kari"))  # type: ignore[return-value]

    tanaka, sato, kari = await desk.database.write(look)
    assert shown(tanaka)[0] == ("slack", SLACK, "U0TANAKA")
    assert shown(sato) == [
        ("slack", SLACK, "U0SEENsato"), ("teams", TEAMS, "mail:sato@city.example.jp"),
        ("mail", "", "sato@city.example.jp"),
    ]  # fmt: skip
    assert all(one.private and one.direct for one in (*tanaka[:2], *sato[:2]))
    assert kari == []
    assert await desk.database.read(lambda session: ways.person(known, session, "gone")) == []


def test_the_operator_is_told_by_another_way_than_the_one_in_trouble(known: Organisation) -> None:
    """By mail first, unless mail is what fails."""
    led = replace(known, operator=Operator((Channel("slack", "C9"), Channel("teams", "19:o")), "joho@city.example.jp"))
    order = {avoided: [one.platform for one in ways.operator(led, avoided)] for avoided in ("slack", "teams", "mail")}
    assert order == {
        "slack": ["mail", "teams", "slack"], "teams": ["mail", "slack", "teams"], "mail": ["slack", "teams", "mail"],
    }  # fmt: skip


async def test_somebody_is_answered_on_the_platform_of_the_talk(desk: Desk) -> None:
    """Where they were seen there; else where they were seen last; never in a workspace that is not the city's."""

    def look(session: Session) -> list[Place | None]:
        saw(session, "teams", TEAMS, "29:sato", "sato", day=3)
        saw(session, "slack", SLACK, "U0SATO", "sato", day=2)
        saw(session, "teams", TEAMS, "29:mori", "mori", day=2)
        saw(session, "slack", "T0PRIVATE", "U0NISHI", "nishi", day=2)
        member = saw(session, "slack", SLACK, "U0NEW", None)
        keys = ("sato", "mori", "nishi", f"member:{member}", "member:x", "gone")
        return [reach.place_of(session, desk, key, NEAR) for key in keys]

    found = await desk.database.write(look)
    assert shown([one for one in found[:4] if one]) == [
        ("slack", SLACK, "U0SATO"), ("teams", TEAMS, "29:mori"), ("slack", SLACK, "mail:nishi@city.example.jp"),
        ("slack", SLACK, "U0NEW"),
    ]  # fmt: skip
    assert all(one is not None and one.private for one in found[:4])
    assert found[4:] == [None, None]


async def test_who_was_never_seen_is_reached_by_what_is_on_file(desk: Desk, known: Organisation) -> None:
    """The account that the city fixed, on the platform of the talk first; else the address; else not at all."""
    away, elsewhere = Place(platform="teams", team=TEAMS, channel="19:a"), Place(platform="web", team="playground")
    twice = replace(known.people["tanaka"], id="ryoho", accounts={"slack": "U0BOTH", "teams": "29:both"})
    people = replace(known, people=known.people | {"ryoho": twice})
    other = replace(desk, organisation=lambda: people)

    def look(session: Session) -> list[Place | None]:
        asked_for = (("ryoho", away), ("tanaka", away), ("tanaka", elsewhere), ("mori", away), ("mori", elsewhere),
                     ("kari", away), ("tanaka", replace_team(NEAR)))  # fmt: skip
        return [reach.place_of(session, other, key, near) for key, near in asked_for]

    found = await desk.database.read(look)
    assert [one and (one.platform, one.team, one.user) for one in found] == [
        ("teams", TEAMS, "29:both"), ("slack", SLACK, "U0TANAKA"), ("slack", SLACK, "U0TANAKA"),
        ("teams", TEAMS, "mail:mori@city.example.jp"), ("slack", SLACK, "mail:mori@city.example.jp"), None,
        ("slack", "T0OTHER", "U0TANAKA"),
    ]  # fmt: skip
    assert all(one.private for one in found if one)
    nowhere = replace(desk, organisation=lambda: replace(people, teams={}))
    assert await desk.database.read(lambda session: reach.place_of(session, nowhere, "mori", away)) is None


def replace_team(place: Place) -> Place:
    """The same platform, in the city's second workspace."""
    return place.model_copy(update={"team": "T0OTHER"})


async def test_people_are_found_by_name_however_it_is_spaced(desk: Desk, known: Organisation) -> None:
    """The listed 職員 of that name, and accounts of this workspace that are not listed; nobody twice."""

    def look(session: Session) -> tuple[int, list[str], list[str], list[str]]:
        saw(session, "slack", SLACK, "U1", "tanaka", "田中　はるか")
        new = saw(session, "slack", SLACK, "U2", None, "田中 はるか")
        saw(session, "slack", "T0OTHER", "U3", None, "田中 はるか")
        names = ("田中はるか", "委託 太郎", "謎の人")
        return new, *(reach.keys_named(session, known, name, NEAR) for name in names)  # type: ignore[return-value]

    new, tanaka, contractor, nobody = await desk.database.write(look)
    assert tanaka == ["tanaka", f"member:{new}"]
    assert (contractor, nobody) == ([], [])


async def test_a_key_keeps_its_name(desk: Desk, known: Organisation) -> None:
    """Of the listed by the file, of others as they were last seen; who is gone keeps the key."""

    def look(session: Session) -> list[str]:
        new = saw(session, "slack", SLACK, "U2", None, "新人 花子")
        keys = (reach.key_of(known.people["tanaka"], 7), reach.key_of(None, new), "member:x", "gone", f"{new}")
        return [reach.name_of(session, known, key) for key in keys]

    found = await desk.database.write(look)
    assert found[:4] == ["田中 はるか", "新人 花子", "member:x", "gone"]
    assert found[4].isdecimal()
