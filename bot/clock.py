"""Business time, and the tick that wakes what is due: the only importer of apscheduler."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from apscheduler.schedulers.asyncio import AsyncIOScheduler

TICK = 60  # seconds


@dataclass
class Clock:
    """The time by which dates and due days are reckoned. Only the playground moves `offset`."""

    offset: timedelta = timedelta()

    def now(self) -> datetime:
        """Business time, aware, UTC."""
        return datetime.now(UTC) + self.offset


@asynccontextmanager
async def ticking(tick: Callable[[], Awaitable[None]]) -> AsyncIterator[None]:
    """Calls `tick` every minute while inside. The scheduler keeps no state: what is due is read from rows."""
    scheduler = AsyncIOScheduler(timezone=UTC)
    scheduler.add_job(tick, "interval", seconds=TICK, max_instances=1, coalesce=True)
    scheduler.start()
    try:
        yield
    finally:
        scheduler.shutdown(wait=False)
