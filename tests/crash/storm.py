"""Random kills while reports come in: any number of processes, bad weather, and the books are checked afterwards."""

import asyncio
import random
import time
from pathlib import Path

from tests.crash.harness import Scene, Verdict, fresh, scene

LONGEST_DRAIN = 240.0
MOST_UNANSWERED = 5
"""Reports that are sent again and again at a time: people, not an attack."""


async def storm(
    kind: str, processes: int, kills: int, folder: Path, server: str = "", *, seed: int = 1, without: str = "",
    between: tuple[float, float] = (0.1, 1.5), reporting: float = 1.2, drain: float = LONGEST_DRAIN,
) -> Verdict:  # fmt: skip
    """`kills` times SIGKILL to one of `processes`, which is started again at once, while reports are sent.

    `between`: seconds between kills; `reporting`: seconds between reports. Then everything must drain.
    """
    dice = random.Random(seed)
    url = await fresh(kind, folder, server)
    async with scene(url, folder, seed) as opened:
        for _ in range(processes):
            await opened.start(without=without)
        done = asyncio.Event()
        reporters = asyncio.create_task(_report(opened, dice, reporting, done))
        for _ in range(kills):
            await asyncio.sleep(dice.uniform(*between))
            await _kill_one(opened, dice, without)
        done.set()
        await reporters
        drained = await opened.drained(drain)
        await asyncio.sleep(0.5)
        found = await opened.verdict()
        found.kills = kills
        if not drained:
            found.notes.append(f"something still waits after {drain} s")
        return found


async def _report(opened: Scene, dice: random.Random, reporting: float, done: asyncio.Event) -> None:
    running: set[asyncio.Task[None]] = set()
    while not done.is_set():
        if sum(not one.done() for one in running) < MOST_UNANSWERED:
            running.add(asyncio.create_task(opened.report()))
        await asyncio.sleep(dice.uniform(0.2, 2 * reporting))
    await asyncio.gather(*running)


async def _kill_one(opened: Scene, dice: random.Random, without: str) -> None:
    victim = dice.choice([one for one in opened.victims if one.process.is_alive()])
    victim.kill()
    await victim.dead()
    victim.process.close()
    opened.victims.remove(victim)
    await opened.start(without=without)


def line(name: str, verdict: Verdict, began: float) -> str:
    """One line of the table of figures."""
    return (
        f"{name:34} {verdict.kills:5} {verdict.cases:6} {verdict.lost:5} {verdict.duplicates:8} {verdict.breaks:7}"
        f" {verdict.exceptions:10} {'whole' if not verdict.faults else 'BROKEN':>6} {time.monotonic() - began:6.0f} s"
        f" {'; '.join(verdict.notes)}"
    )


HEAD = f"{'':34} {'kills':>5} {'cases':>6} {'lost':>5} {'doubled':>8} {'order':>7} {'順序例外':>6} {'log':>6}"
