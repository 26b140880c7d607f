"""The outbox's worker: leases what is due, posts it through the door of its platform, marks it."""

import asyncio
import contextlib
import logging
import secrets
import time
from collections.abc import Callable, Mapping
from dataclasses import replace

from sqlalchemy.orm import Session

from bot import ways
from bot.door import CannotPost, Door
from bot.pace import Pace, Room
from cards.model import Card, Place
from storage import outbox
from storage.database import Database
from storage.outbox import Leased, Posted

log = logging.getLogger(__name__)

PATIENCE = 15.0
"""Seconds that posts under way are given at the end: longer than the longest of them may take."""
IDLE = 1.0  # seconds between looks when nobody wakes the sender
BATCH = 40
MARKING = 0.05  # seconds in which what was posted is gathered into one transaction, when much is under way
FEW = 4
"""Posts under way up to which each is marked at once: the next of its thread follows without a pause."""
SHARE = 0.4
"""A post ends in under half of its lease, so that nobody else takes the row while it is under way; the rest of the
lease is longer than any door's `lag`, so that whoever takes it over after a crash can see what was accepted."""


class Sender:
    """Posts what is in the outbox, at least once, in the order of each thread.

    Any number of processes may run one; a row is posted by whoever leases it.
    """

    def __init__(
        self, database: Database, doors: Mapping[str, Door], counted: Callable[[str, str], None] = lambda *_: None
    ) -> None:
        self._database = database
        self._doors = doors
        self._counted = counted
        self._beat = time.monotonic()
        self._owner = secrets.token_hex(8)
        self._pace = Pace()
        self._wanted = asyncio.Event()
        self._stopping = False
        self._task: asyncio.Task[None] | None = None
        self._under_way: set[asyncio.Task[Posted]] = set()
        self._unmarked: list[Posted] = []
        self._due: list[float] = []

    def wake(self) -> None:
        """Looks at once: something was committed."""
        self._wanted.set()

    async def start(self) -> None:
        """Begins to work in the background."""
        self._task = asyncio.create_task(self._run(), name="sender")

    def age(self) -> float:
        """Seconds since the outbox was last read and written."""
        return time.monotonic() - self._beat

    async def stop(self, patience: float = PATIENCE) -> None:
        """Finishes and marks what is under way, for so many seconds; what is not begun stays in the outbox.

        What could not be marked is looked for by whoever takes it next, as after a crash.
        """
        self._stopping = True
        self._wanted.set()
        if self._task is None:
            return
        await asyncio.wait([self._task], timeout=patience)
        if not self._task.done():
            log.warning("posts under way were left: %s", len(self._under_way) + len(self._unmarked))
            self._task.cancel()
            for task in self._under_way:
                task.cancel()
            await asyncio.gather(self._task, *self._under_way, return_exceptions=True)

    async def _run(self) -> None:
        while not self._stopping or self._under_way or self._unmarked:
            try:
                await self.work()
            except Exception:  # the database may be away for hours: the worker outlives it
                log.exception("the outbox cannot be read or written; trying again in %s s", IDLE)
                await asyncio.sleep(IDLE)
                continue
            if not self._stopping:
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(self._wanted.wait(), self._rest())

    async def work(self) -> int:
        """Posts until nothing is due and nothing under way; returns how many rows it took."""
        taken = 0
        while True:
            self._wanted.clear()
            rows = await self._mark_and_lease()
            taken += len(rows)
            self._under_way |= {asyncio.create_task(self._post(row)) for row in rows}
            if not self._under_way:
                return taken
            await self._some_are_done()

    async def _mark_and_lease(self) -> list[Leased]:
        """One transaction: what was posted is marked, and what it held up (its thread's next) is leased."""
        results, room = list(self._unmarked), BATCH - len(self._under_way)

        def step(session: Session) -> list[Leased]:
            outbox.settle(session, self._owner, results)
            return outbox.lease(session, self._owner, room) if room > 0 and not self._stopping else []

        rows = await self._database.write(step)
        self._beat = time.monotonic()
        del self._unmarked[: len(results)]
        now = time.monotonic()
        self._due = [at for at in self._due if at > now] + [now + one.wait for one in results if one.wait]
        return rows

    def _rest(self) -> float:
        """Seconds until something that this process put back is due, at most `IDLE`."""
        return min(IDLE, max(0.01, min(self._due, default=float("inf")) - time.monotonic() + 0.005))

    async def _some_are_done(self) -> None:
        """Waits until something is posted, or something new is committed, or rows may have become due."""
        woken = asyncio.create_task(self._wanted.wait())
        wanted: set[asyncio.Task[Posted] | asyncio.Task[bool]] = {*self._under_way, woken}
        await asyncio.wait(wanted, timeout=self._rest(), return_when=asyncio.FIRST_COMPLETED)
        if len(self._under_way) > FEW:
            await asyncio.wait(self._under_way, timeout=MARKING)
        woken.cancel()
        done = {task for task in self._under_way if task.done()}
        self._under_way -= done
        self._unmarked += [task.result() for task in done]

    def _count(self, row: Leased, result: Posted) -> None:
        outcome = "sent" if not result.error else "given_up" if result.wait is None else "again"
        self._counted(row.platform, outcome)

    async def _post(self, row: Leased) -> Posted:
        door = self._doors.get(row.platform)
        if door is None:
            return ways.shut(row)
        if row.card is None:
            return Posted(row.id, error="its text was blanked before it was posted")
        place = Place.model_validate(row.place)
        name = place.user if place.private else place.channel
        # Platforms count edits apart from posts.
        room = (row.platform, f"edits of {name}" if row.edits is not None else name)
        wait, come_again = self._pace.turn(room, row.id)
        if come_again:
            return Posted(row.id, error="its room is busy", wait=wait, unsure=row.unsure, counted=False)
        await asyncio.sleep(wait)
        result = await self._tried(door, row, place, room)
        self._count(row, result)
        if not result.error or result.way is not None:
            self._pace.done(row.id)
        return result

    async def _tried(self, door: Door, row: Leased, place: Place, room: Room) -> Posted:
        try:
            async with asyncio.timeout(row.seconds * SHARE):
                return await self._through(door, row, place, Card.model_validate(row.card))
        except CannotPost as reason:
            log.warning("outbox row %s was not posted: %s", row.id, reason, extra={"row": row.id})
            result = ways.after(row, reason, door.lag)
            if reason.limited and not reason.ambiguous and result.way is None:
                return replace(result, wait=self._pace.refused(room, row.id, reason.wait or 0.0))
            return result
        except TimeoutError:
            return ways.after(row, CannotPost("timed out", ways.backoff(row.attempts), ambiguous=True), door.lag)
        except Exception:  # a fault of ours in one card must not hold up the others
            log.exception("outbox row %s cannot be posted", row.id, extra={"row": row.id})
            return Posted(row.id, error="internal error", wait=ways.backoff(row.attempts), unsure=True)

    async def _through(self, door: Door, row: Leased, place: Place, card: Card) -> Posted:
        if row.edits is not None:
            channel, message = row.edits
            await door.edit(channel, message, card, place)
            return Posted(row.id, channel, message)
        if ways.worn_out(row):
            return await self._found_or_left(door, row, place)
        channel, message = await door.post(place, card, str(row.id), again=row.unsure)
        return Posted(row.id, channel, message)

    async def _found_or_left(self, door: Door, row: Leased, place: Place) -> Posted:
        """The last look for what may have been accepted here, before another way is taken."""
        try:
            found = await door.find(place, str(row.id))
        except CannotPost as reason:
            return ways.unseen(row, reason)
        if found:
            return Posted(row.id, *found)
        return ways.leave(row, "not accepted after several tries", unsure=door.lag is None)
