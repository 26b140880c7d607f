"""The same points in Teams, which cannot be asked: every copy after the first says 再送, one for a doubtful attempt."""

import asyncio
import time
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.settings import DEMO_ORGANISATION, GUIDELINE, Settings
from storage import records
from storage.database import open_database
from storage.incident_tables import Incident
from storage.tables import Outbox
from tests.crash.harness import Victim, fresh
from tests.crash.stormy import TITLE, StormyTeams
from tests.crash.victim import BY_OFFICE, POINTS, Orders
from tests.fakes.teams import APP_ID, channel, organisation_toml
from tests.fakes.teams_chat import TeamsChat
from tests.test_incident import FORM

ROOMS = tuple(channel(room) for room in ("hisho-koho", "kiki-kanri", "joho-seisaku"))
CASES = [(point, room) for point in POINTS for room in (ROOMS if point in BY_OFFICE else ROOMS[:1])]

pytestmark = pytest.mark.crash


async def killed_at(point: str, room: str, url: str, folder: Path, seed: int) -> list[str]:
    """What is wrong after a kill at a point; nothing if all is well."""
    people = folder / f"teams-{seed}.toml"
    people.write_text(organisation_toml(DEMO_ORGANISATION.read_text(encoding="utf-8")), encoding="utf-8")
    async with StormyTeams(seed).running() as teams:
        settings = Settings(url, GUIDELINE, people, None, teams.settings(APP_ID), "127.0.0.1", 0)
        victim = await Victim(Orders(settings, point if point != "during post" else "", room)).up()
        again: list[Victim] = []
        try:
            await reported_until_taken(teams, victim, again, settings, point, room)
            return await faults_of(teams, url)
        finally:
            for one in (victim, *again):
                one.kill()


async def reported_until_taken(
    teams: StormyTeams, victim: Victim, again: list[Victim], settings: Settings, point: str, room: str
) -> None:
    """A report in clear weather up to the form, then the storm and the kill; another process goes on."""
    teams.weather, teams.bot_url = False, f"{victim.url}/api/messages"
    chat = TeamsChat(teams)
    await chat.say("tanaka", "届出")
    await chat.press("tanaka", "トラブルを届け出る")
    teams.weather = True
    if point == "during post":
        teams.strike, teams.strike_at = victim.process.pid or 0, room
    sending = asyncio.create_task(chat.fill("tanaka", FORM, "届け出る"))
    await victim.dead(90)
    again.append(await Victim(Orders(settings)).up())
    teams.bot_url = f"{again[0].url}/api/messages"
    await sending


async def faults_of(teams: StormyTeams, url: str) -> list[str]:
    """Waits until everything is told, then looks at each room."""
    database = open_database(url)
    waiting = select(Outbox.id).where(Outbox.kind == "notice", Outbox.state != "sent")
    until = time.monotonic() + 150
    try:
        while await database.read(lambda session: session.execute(waiting).first()):
            if time.monotonic() > until:
                return ["a notice still waits"]
            await asyncio.sleep(0.2)
        found = await database.read(lambda session: list(records.faults(session)))
        cases = await database.read(lambda session: len(session.execute(select(Incident.id)).all()))
    finally:
        await database.close()
    if cases != 1:
        found.append(f"{cases} cases")
    for room in ROOMS:
        titles = [title for where, title in teams.taken if where == room and TITLE in title]
        allowed = 2 + sum(count for (where, title), count in teams.doubtful.items() if where == room and TITLE in title)
        if not 1 <= len(titles) <= allowed:
            found.append(f"{room}: {len(titles)} copies, at most {allowed} expected")
        if any(not title.startswith("【再送】") for title in titles[1:]):
            found.append(f"{room}: an unmarked copy: {titles}")
    return found


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
async def test_a_kill_at_a_named_point_in_teams(kind: str, request: pytest.FixtureRequest, tmp_path: Path) -> None:
    """Nothing lost; each further copy is marked, and there is one for each doubtful attempt at most."""
    server = request.getfixturevalue("postgres") if kind == "postgresql" else ""
    gate = asyncio.Semaphore(4)

    async def one(at: int, point: str, room: str) -> tuple[str, list[str]]:
        async with gate:
            return f"{point} {room}", await killed_at(point, room, await fresh(kind, tmp_path, server), tmp_path, at)

    found = await asyncio.gather(*(one(at, *case) for at, case in enumerate(CASES)))
    assert [(name, faults) for name, faults in found if faults] == []
