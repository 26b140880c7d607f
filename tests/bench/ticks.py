"""How long a tick of the clock takes with many accounts: nothing due, and a day on which much is.

Run alone: `python -m tests.bench.ticks`. The floor is an empty transaction on the same database.
"""

import asyncio
import statistics
import tempfile
import time
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from handlers import evaluation_tick
from storage import evaluations
from storage.database import open_database
from tests.crash.harness import fresh
from tests.year.clocked import Moment, desk, entered
from tests.year.simulation import plans

SIZES = (1_000, 10_000)
ROUNDS = 5


async def _took(act: Callable[[], Awaitable[object]]) -> float:
    began = time.perf_counter()
    await act()
    return time.perf_counter() - began


async def measured(size: int, folder: Path) -> tuple[float, float, float, int]:
    """Seconds: an empty transaction, a tick with nothing due, one with something due; and the reminders it sent."""
    database, moment = open_database(await fresh("sqlite", folder)), Moment()
    moment.at = datetime(2027, 4, 1, 1, tzinfo=UTC)
    try:
        own = desk(database, moment)
        await entered(own, plans(size))
        while await database.read(evaluations.any_unplanned):
            await evaluation_tick.tick(own)
        floor = statistics.median([await _took(lambda: database.read(lambda _: None)) for _ in range(ROUNDS)])
        quiet = statistics.median([await _took(lambda: evaluation_tick.tick(own)) for _ in range(ROUNDS)])
        before = len(await database.read(evaluations.reminders))
        while not await database.read(lambda session: evaluations.is_due(session, moment.at)):
            moment.at += timedelta(days=1)
        busy = await _took(lambda: evaluation_tick.tick(own))
        return floor, quiet, busy, len(await database.read(evaluations.reminders)) - before
    finally:
        await database.close()


async def table() -> str:
    """The figures of all sizes."""
    lines = ["accounts   empty read ms   quiet tick ms   busy tick ms   reminders   ms each"]
    with tempfile.TemporaryDirectory(prefix="snsbot-ticks-") as folder:
        for size in SIZES:
            floor, quiet, busy, sent = await measured(size, Path(folder))
            lines.append(f"{size:8} {1000 * floor:15.1f} {1000 * quiet:15.1f} {1000 * busy:14.0f} {sent:11}"
                         f" {1000 * busy / max(1, sent):9.1f}")  # fmt: skip
    return "\n".join(lines)


if __name__ == "__main__":
    print(asyncio.run(table()))
