"""Spreads posts to a room whose platform said "too fast". Other rooms are not slowed."""

import time
from dataclasses import dataclass, field

SPACING = 1.0  # seconds between posts to one room: what Slack grants
CALM = 30.0
"""Seconds after which a room is no longer treated with care."""

Room = tuple[str, str]
"""Platform and channel (or person)."""


@dataclass
class Pace:
    """Slots for rows, in the order in which they came."""

    _next: dict[Room, float] = field(default_factory=dict)
    _slots: dict[int, float] = field(default_factory=dict)

    def wait(self, room: Room, row: int) -> float:
        """Seconds until a row may be posted to a room, 0 when it may be now. A row that waits has its slot."""
        now = time.monotonic()
        if self._slots.pop(row, now) < now:
            return 0.0
        free = self._next.get(room)
        if free is None:
            return 0.0
        if free < now - CALM:
            del self._next[room]
            return 0.0
        return self._reserve(room, row, max(free, now)) - now if free > now else self._take(room, now)

    def refused(self, room: Room, row: int, wait: float) -> float:
        """A platform asks to wait: seconds until this row's slot."""
        now = time.monotonic()
        at = max(now + wait, self._next.get(room, 0.0))
        return self._reserve(room, row, at) - now

    def _take(self, room: Room, now: float) -> float:
        self._next[room] = now + SPACING
        return 0.0

    def _reserve(self, room: Room, row: int, at: float) -> float:
        self._slots[row] = at
        self._next[room] = at + SPACING
        return at
