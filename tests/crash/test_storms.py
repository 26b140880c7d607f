"""Random kills in a short form, and the ablations: without one of the guards the same storm must break the rules."""

import asyncio
import time
from pathlib import Path

import pytest

from tests.crash.harness import ROOMS, fresh, scene
from tests.crash.storm import storm
from tests.crash.test_points import killed_at

pytestmark = pytest.mark.crash


@pytest.mark.parametrize(("kind", "processes"), [("sqlite", 1), ("postgresql", 1), ("postgresql", 3)])
async def test_random_kills_lose_and_double_nothing(
    kind: str, processes: int, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    """The long form is `make crash`."""
    server = request.getfixturevalue("postgres") if kind == "postgresql" else ""
    found = await storm(kind, processes, 6, tmp_path, server, seed=processes)
    assert found.clean, found
    assert found.cases > 3


async def test_without_the_look_up_messages_are_doubled(tmp_path: Path) -> None:
    """Ablation: killed after the platform took the message, nobody looks for it."""
    found = await killed_at("after post before mark", ROOMS[0], await fresh("sqlite", tmp_path), tmp_path, 1, "look-up")
    assert found.duplicates > 0


@pytest.mark.parametrize(("without", "broken"), [("", False), ("order", True)])
async def test_without_the_order_clause_the_order_breaks(without: str, broken: bool, tmp_path: Path) -> None:
    """Ablation: the first office's room is slow; only the clause makes the others wait for it."""
    async with scene(await fresh("sqlite", tmp_path), tmp_path) as opened:
        opened.slack.weather, opened.slack.slow = False, {ROOMS[0]: 0.5}
        await opened.start(without=without)
        for _ in range(3):
            await opened.report()
        assert await opened.drained(60)
        found = await opened.verdict()
        assert (found.breaks > 0) is broken, found
        assert (found.lost, found.duplicates) == (0, 0)


async def test_without_the_lease_processes_post_the_same_rows(request: pytest.FixtureRequest, tmp_path: Path) -> None:
    """Ablation: three processes take what another is just posting."""
    server = request.getfixturevalue("postgres")
    async with scene(await fresh("postgresql", tmp_path, server), tmp_path, 3) as opened:
        for _ in range(3):
            await opened.start(without="lease")
        await asyncio.gather(*(opened.report() for _ in range(10)))
        await opened.drained(40)
        assert (await opened.verdict()).duplicates > 0


async def test_one_press_delivered_five_times_to_two_processes_is_one_case(
    request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    """At once, and each is answered the same in substance."""
    server = request.getfixturevalue("postgres")
    async with scene(await fresh("postgresql", tmp_path, server), tmp_path) as opened:
        opened.slack.weather = False
        urls = [(await opened.start()).url for _ in range(2)]
        form = opened.form()
        bodies = [opened.send(form, urls[at % 2]) for at in range(5)]
        assert await asyncio.gather(*bodies) == [200] * 5
        opened.sent = 1
        assert await opened.drained(20)
        found = await opened.verdict()
        assert found.clean, found
        assert found.cases == 1


async def test_an_outage_loses_nothing_and_ends_at_the_platforms_rate(tmp_path: Path) -> None:
    """Reports are taken while Slack answers nothing; afterwards all go out, as fast as one a second and room."""
    async with scene(await fresh("sqlite", tmp_path), tmp_path) as opened:
        opened.slack.weather, opened.slack.rate = False, 1.0
        await opened.start()
        await opened.report()  # the bot knows who it is and who reports
        assert await opened.drained(20)
        opened.slack.down = True
        await asyncio.gather(*(opened.report() for _ in range(8)))
        await asyncio.sleep(20)
        opened.slack.down, began = False, time.monotonic()
        assert await opened.drained(120)
        took = time.monotonic() - began
        found = await opened.verdict()
        assert (found.lost, found.duplicates, found.faults) == (0, 0, [])
        assert took < 60 + 8 * 4, took
