"""Business time, and the tick that wakes what is due: the only importer of apscheduler."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from apscheduler.schedulers.asyncio import AsyncIOScheduler

TICK = 60  # seconds
SOON = 5
"""Seconds between looks at what cannot wait a minute."""


@dataclass
class Clock:
    """The time by which dates and due days are reckoned. Only the playground moves `offset`."""

    offset: timedelta = timedelta()

    def now(self) -> datetime:
        """Business time, aware, UTC."""
        return datetime.now(UTC) + self.offset


@asynccontextmanager
async def ticking(
    tick: Callable[[], Awaitable[None]], soon: Callable[[], Awaitable[None]], afterwards: Callable[[], Awaitable[None]]
) -> AsyncIterator[None]:
    """Calls `tick` every minute, `soon` and `afterwards` every few seconds while inside, none waiting for another.

    The scheduler keeps no state: what is due is read from rows.
    """
    scheduler = AsyncIOScheduler(timezone=UTC)
    for act, seconds in ((tick, TICK), (soon, SOON), (afterwards, SOON)):
        scheduler.add_job(act, "interval", seconds=seconds, max_instances=1, coalesce=True)
    scheduler.start()
    try:
        yield
    finally:
        scheduler.shutdown(wait=False)
