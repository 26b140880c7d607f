"""SIGKILL at every named point, for every office, on both databases, in bad weather: nothing lost or doubled."""

import asyncio
from pathlib import Path

import pytest

from tests.crash.harness import ROOMS, Verdict, fresh, scene
from tests.crash.victim import BY_OFFICE, POINTS

pytestmark = pytest.mark.crash


async def killed_at(point: str, room: str, url: str, folder: Path, seed: int, without: str = "") -> Verdict:
    """A report whose process dies at a point; it is started again, and everything is delivered."""
    async with scene(url, folder, seed) as opened:
        victim = await opened.start(point if point != "during post" else "", room, without)
        if point == "during post":
            opened.slack.strike, opened.slack.strike_at = victim.process.pid, room
        form = opened.form()
        status = await opened.send(form, victim.url)
        if point in BY_OFFICE:
            opened.sent += status == 200
            await victim.dead(patience=90)
        else:
            assert status == 0, f"killed {point}, but the user was answered {status}"
        await victim.dead()
        await opened.start(without=without)
        if point not in BY_OFFICE:
            await opened.report(form)
        assert await opened.drained(150), "a notice is still waiting"
        await asyncio.sleep(0.5)
        found = await opened.verdict()
        found.kills = 1
        return found


CASES = [(point, room) for point in POINTS for room in (ROOMS if point in BY_OFFICE else ROOMS[:1])]


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
async def test_a_kill_at_a_named_point(kind: str, request: pytest.FixtureRequest, tmp_path: Path) -> None:
    """Each point and office, several at a time: they mostly wait."""
    server = request.getfixturevalue("postgres") if kind == "postgresql" else ""
    gate = asyncio.Semaphore(4)

    async def one(at: int, point: str, room: str) -> tuple[str, Verdict]:
        async with gate:
            url = await fresh(kind, tmp_path, server)
            return f"{point} {room}", await killed_at(point, room, url, tmp_path, at)

    found = await asyncio.gather(*(one(at, *case) for at, case in enumerate(CASES)))
    assert [(name, verdict) for name, verdict in found if not (verdict.clean and verdict.cases == 1)] == []
