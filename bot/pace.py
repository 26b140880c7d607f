"""Spreads posts to a room whose platform said "too fast". Other rooms are not slowed."""

import time
from dataclasses import dataclass, field

SPACING = 1.0  # seconds between posts to one room: what Slack grants
MARGIN = 0.05
"""A request's own time varies: without it every second post would come a moment too early."""
BREATH = 1.1
"""Seconds that a row may wait in its lease; what is left of it must still be longer than a history's lag."""
CALM = 30.0
"""Seconds after which a room is no longer treated with care."""

Room = tuple[str, str]
"""Platform and channel (or person)."""


@dataclass
class _Queue:
    """A room under care: when the next slot is free, and when the last post began."""

    free: float
    last: float


@dataclass
class Pace:
    """Slots for rows, in the order in which they came. Whoever has waited for one is never sent to the end again."""

    _queues: dict[Room, _Queue] = field(default_factory=dict)
    _slots: dict[int, float] = field(default_factory=dict)

    def turn(self, room: Room, row: int) -> tuple[float, bool]:
        """Seconds until a row may be posted, and whether it should come again then instead of waiting in its lease."""
        if left := self._slot(room, row):
            return left, True
        breath = self._breath(room)
        return breath, breath > BREATH

    def _slot(self, room: Room, row: int) -> float:
        """Seconds until the row's slot, 0 when it has come or none is needed."""
        now, queue = time.monotonic(), self._queues.get(room)
        if queue is not None and queue.free < now - CALM:
            del self._queues[room]
            self._slots = {one: at for one, at in self._slots.items() if at > now - CALM}
            queue = None
        if queue is None or row in self._slots:
            left = self._slots.get(row, now) - now
            return left if left > MARGIN else 0.0
        if queue.free <= now:
            queue.free = now + SPACING
            return 0.0
        return self._take(queue, row, queue.free) - now

    def _breath(self, room: Room) -> float:
        """Seconds to wait before posting, so that two whose slots have both come do not post at once.

        More than `BREATH`: nothing was reserved, the row should come again after them.
        """
        queue = self._queues.get(room)
        if queue is None:
            return 0.0
        now = time.monotonic()
        at = max(now, queue.last + SPACING + MARGIN)
        if at - now <= BREATH:
            queue.last = at
        return at - now

    def refused(self, room: Room, row: int, wait: float) -> float:
        """A platform asks to wait: seconds until this row's turn. One that had a slot goes first."""
        now = time.monotonic()
        queue = self._queues.setdefault(room, _Queue(now + wait, now))
        queue.last = max(queue.last, now + wait - SPACING)
        if row in self._slots:
            self._slots[row] = now + wait
            return wait
        return self._take(queue, row, max(now + wait, queue.free)) - now

    def done(self, row: int) -> None:
        """A row was posted or has gone elsewhere."""
        self._slots.pop(row, None)

    def _take(self, queue: _Queue, row: int, at: float) -> float:
        self._slots[row] = at
        queue.free = at + SPACING + MARGIN
        return at
