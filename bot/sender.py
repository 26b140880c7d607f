"""The outbox's worker: leases what is due, posts it through the door of its platform, marks it."""

import asyncio
import contextlib
import logging
import secrets
from collections.abc import Mapping
from functools import partial

from bot.door import CannotPost, Door
from cards.model import Card, Place
from storage import outbox
from storage.database import Database
from storage.outbox import Leased, Posted

log = logging.getLogger(__name__)

IDLE = 1.0  # seconds between looks when nobody wakes the sender
BATCH = 40
MARKING = 0.1  # seconds in which what was posted is gathered into one transaction
LONGEST_WAIT = 60.0
POST_TIMEOUT = outbox.LEASE * 0.4
"""A post ends in under half of its lease, so that nobody else takes the row while it is under way."""


class Sender:
    """Posts what is in the outbox, at least once, in the order of each thread.

    Any number of processes may run one; a row is posted by whoever leases it.
    """

    def __init__(self, database: Database, doors: Mapping[str, Door]) -> None:
        self._database = database
        self._doors = doors
        self._owner = secrets.token_hex(8)
        self._wanted = asyncio.Event()
        self._stopping = False
        self._task: asyncio.Task[None] | None = None

    def wake(self) -> None:
        """Looks at once: something was committed."""
        self._wanted.set()

    async def start(self) -> None:
        """Begins to work in the background."""
        self._task = asyncio.create_task(self._run(), name="sender")

    async def stop(self) -> None:
        """Finishes what is under way; what is not begun stays in the outbox."""
        self._stopping = True
        self._wanted.set()
        if self._task:
            await self._task

    async def _run(self) -> None:
        while not self._stopping:
            self._wanted.clear()
            try:
                while not self._stopping and await self.work():
                    pass
            except Exception:  # the database may be away for hours: the worker outlives it
                log.exception("the outbox cannot be read or written; trying again in %s s", IDLE)
                await asyncio.sleep(IDLE)
                continue
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._wanted.wait(), IDLE)

    async def work(self) -> int:
        """Posts one batch and returns how many rows it took."""
        taken = await self._database.write(lambda session: outbox.lease(session, self._owner, BATCH))
        if not taken:
            return 0
        waiting = {asyncio.create_task(self._post(row)) for row in taken}
        while waiting:  # marked as they come: a slow room must not leave the others' messages unmarked
            done, waiting = await asyncio.wait(waiting, timeout=MARKING)
            if done:
                results = [task.result() for task in done]
                await self._database.write(partial(outbox.settle, owner=self._owner, results=results))
        return len(taken)

    async def _post(self, row: Leased) -> Posted:
        door = self._doors.get(row.platform)
        if door is None:
            return Posted(row.id, error=f"no door to {row.platform}", wait=LONGEST_WAIT)
        if row.card is None:
            return Posted(row.id, error="its text was blanked before it was posted")
        try:
            async with asyncio.timeout(POST_TIMEOUT):
                channel, message = await _through(door, row, Card.model_validate(row.card))
            return Posted(row.id, channel, message)
        except CannotPost as reason:
            wait = reason.wait
            if wait is not None:
                wait = min(max(wait, 0.1), LONGEST_WAIT)
            log.warning("outbox row %s was not posted: %s", row.id, reason)
            return Posted(row.id, error=str(reason) or "not posted", wait=wait)
        except TimeoutError:
            return Posted(row.id, error="timed out", wait=_backoff(row.attempts))
        except Exception:  # a fault of ours in one card must not hold up the others
            log.exception("outbox row %s cannot be posted", row.id)
            return Posted(row.id, error="internal error", wait=_backoff(row.attempts))


def _backoff(attempts: int) -> float:
    return min(LONGEST_WAIT, 2.0 ** min(attempts, 6))


async def _through(door: Door, row: Leased, card: Card) -> tuple[str, str]:
    place = Place.model_validate(row.place)
    if row.edits is None:
        # Leased before and not marked: whoever held it may have posted it.
        return await door.post(place, card, str(row.id), again=row.attempts > 0)
    channel, message = row.edits
    await door.edit(channel, message, card, place)
    return channel, message
