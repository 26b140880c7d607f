"""Business time, and the tick that wakes what is due: the only importer of apscheduler."""

import asyncio
import logging
import secrets
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from apscheduler.schedulers.asyncio import AsyncIOScheduler

log = logging.getLogger(__name__)

TICK = 60  # seconds
SOON = 5
"""Seconds between looks at what cannot wait a minute."""
LAST_TICK = 5.0
"""Seconds that a tick under way is given at the end; whatever it does is one transaction, so that no half is kept."""


@dataclass
class Clock:
    """The time by which dates and due days are reckoned. Only the playground moves `offset`."""

    offset: timedelta = timedelta()

    def now(self) -> datetime:
        """Business time, aware, UTC."""
        return datetime.now(UTC) + self.offset


@dataclass
class Beats:
    """When each kind of tick last came to its end, well or not; before the first, when the program began."""

    failed: Callable[[str], None] = lambda _tick: None
    began: float = field(default_factory=time.monotonic)
    last: dict[str, float] = field(default_factory=dict)

    def age(self, tick: str) -> float:
        """Seconds since then."""
        return time.monotonic() - self.last.get(tick, self.began)


Tick = Callable[[], Awaitable[None]]


@asynccontextmanager
async def ticking(tick: Tick, soon: Tick, afterwards: Tick, beats: Beats | None = None) -> AsyncIterator[None]:
    """Calls `tick` every minute, `soon` and `afterwards` every few seconds while inside, none waiting for another.

    On leaving, what is under way is finished.

    The scheduler keeps no state: what is due is read from rows.
    """
    scheduler = AsyncIOScheduler(timezone=UTC)
    beats, under_way = beats or Beats(), set[asyncio.Task[None]]()

    async def run(name: str, act: Tick) -> None:
        # A task of its own: apscheduler cancels what it runs when it is shut down.
        task = asyncio.ensure_future(_ticked(name, act, beats))
        under_way.add(task)
        task.add_done_callback(under_way.discard)
        await asyncio.shield(task)

    for name, act, seconds in (("minute", tick, TICK), ("soon", soon, SOON), ("afterwards", afterwards, SOON)):
        scheduler.add_job(run, "interval", (name, act), seconds=seconds, max_instances=1, coalesce=True)
    scheduler.start()
    try:
        yield
    finally:
        scheduler.shutdown(wait=False)
        if under_way:
            await asyncio.wait(under_way, timeout=LAST_TICK)


async def _ticked(name: str, act: Tick, beats: Beats) -> None:
    try:
        await act()
    except Exception:  # the clock goes on whatever one tick meets: what was due stays due
        log.exception("error %s in a tick", secrets.token_hex(4), extra={"tick": name})
        beats.failed(name)
    beats.last[name] = time.monotonic()
