"""Draws home pages anew when something changed that they show: in the background, a burst of changes at once."""

import asyncio
import contextlib
import logging
from collections.abc import Mapping

from bot.door import CannotPost, Door, HomeDoor
from handlers import home_refresh
from handlers.desk import Desk
from storage.homes import Stale

log = logging.getLogger(__name__)

BURST = 0.5
"""Seconds in which changes are gathered before pages are drawn."""
IDLE = 5.0
"""Seconds between looks when nothing changes here: other processes change things, and days begin."""
AGAIN = 5.0  # seconds


class Homes:
    """Any number of processes may run one: a page is drawn by whoever leases its row."""

    def __init__(self, desk: Desk, doors: Mapping[str, Door]) -> None:
        self._desk = desk
        self._doors = doors
        self._wanted = asyncio.Event()
        self._stopping = False
        self._task: asyncio.Task[None] | None = None

    def wake(self) -> None:
        """Looks soon: something was committed. Costs the one who calls nothing."""
        self._wanted.set()

    async def start(self) -> None:
        """Begins to work in the background, where a platform has home pages."""
        if self._pages():
            self._task = asyncio.create_task(self._run(), name="homes")

    async def stop(self) -> None:
        """Finishes the pages under way; the others are drawn after the next start."""
        self._stopping = True
        self._wanted.set()
        if self._task:
            await self._task

    def _pages(self) -> dict[str, HomeDoor]:
        return {name: door for name, door in self._doors.items() if isinstance(door, HomeDoor)}

    async def _run(self) -> None:
        while not self._stopping:
            try:
                await self.work()
            except Exception:  # the database may be away for hours: the worker outlives it
                log.exception("home pages cannot be looked at; trying again in %s s", IDLE)
                await asyncio.sleep(0 if self._stopping else IDLE)
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._wanted.wait(), IDLE)
            if not self._stopping:
                await asyncio.sleep(BURST)

    async def work(self) -> int:
        """Draws every page that shows something old; returns how many."""
        count, doors = 0, self._pages()
        while True:
            self._wanted.clear()
            pages = await home_refresh.stale(self._desk, list(doors))
            if not pages or self._stopping:
                return count
            count += len(pages)
            await asyncio.gather(*(self._draw(doors[page.platform], page) for page in pages))

    async def _draw(self, door: HomeDoor, page: Stale) -> None:
        try:
            await door.redraw(page.account)
        except CannotPost as reason:
            log.warning("a home page was not drawn: %s", reason)
            await home_refresh.failed(self._desk, page, reason.wait)
        except Exception:  # a fault in one page must not hold up the others
            log.exception("a home page cannot be drawn")
            await home_refresh.failed(self._desk, page, AGAIN)
        else:
            await home_refresh.done(self._desk, page)
