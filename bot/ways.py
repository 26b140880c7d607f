"""What follows a failed attempt: the same place again, the next way, or an end. Pure."""

from bot.door import CannotPost
from storage.outbox import NOTICE, Leased, Posted

LONGEST_WAIT = 60.0
TRIES = 2
"""Attempts at one way before the next is tried."""
LOOKS = 5
"""Attempts after which a doubtful row goes elsewhere although its platform could not be asked. Earlier that would
double what a platform in trouble accepted."""
LOOK_AGAIN = 2.0  # seconds
QUICK = 10.0
"""A platform that asks to wait longer is left for the next way, if there is one."""


def after(row: Leased, failure: CannotPost, lag: float | None) -> Posted:
    """What becomes of a row that could not be posted; `lag` is the door's.

    A doubtful attempt is never left behind without having been looked for (`leave`). A notice is never given up.
    """
    reason, several = str(failure) or "not posted", len(row.ways) > 1
    if failure.ambiguous:
        wait = max(lag or 0.0, _bounded(failure.wait if failure.wait is not None else 0.0))
        return Posted(row.id, error=reason, wait=wait, unsure=True)
    # A platform that can be asked was asked before this attempt; elsewhere the doubt stays.
    doubt = row.unsure and lag is None
    if failure.wait is None:
        if several:
            return leave(row, reason, doubt)
        return Posted(row.id, error=reason, wait=LONGEST_WAIT if row.kind == NOTICE else None, unsure=doubt)
    wait = failure.wait if failure.limited else _bounded(failure.wait)
    if several and (wait > QUICK or (row.tries >= TRIES and not failure.limited)):
        return leave(row, reason, doubt)
    return Posted(row.id, error=reason, wait=max(wait, 0.1), unsure=doubt)


def shut(row: Leased) -> Posted:
    """What becomes of a row whose platform has no door in this process."""
    reason = f"no door to {row.platform}"
    if len(row.ways) > 1:
        return leave(row, reason, row.unsure)
    return Posted(row.id, error=reason, wait=LONGEST_WAIT, unsure=row.unsure)


def leave(row: Leased, reason: str, unsure: bool = False) -> Posted:
    """The next way at once; after the last one the first again, with growing pauses."""
    return _move(row, (row.way + 1) % len(row.ways), reason, unsure)


def unseen(row: Leased, failure: CannotPost) -> Posted:
    """A doubtful row whose platform cannot be asked: asked again soon, and left for another platform in the end."""
    reason = str(failure)
    if failure.limited or row.tries <= LOOKS:
        wait = failure.wait if failure.limited and failure.wait else LOOK_AGAIN
        return Posted(row.id, error=reason, wait=wait, unsure=True, counted=not failure.limited)
    others = [at for at, way in enumerate(row.ways) if way.platform != row.platform]
    later = [at for at in others if at > row.way] or others
    return _move(row, later[0] if later else (row.way + 1) % len(row.ways), reason, unsure=True)


def _move(row: Leased, to: int, reason: str, unsure: bool) -> Posted:
    wait = 0.1 if to > row.way else backoff(row.attempts)
    return Posted(row.id, error=reason, wait=wait, way=to, to=row.ways[to], unsure=unsure)


def worn_out(row: Leased) -> bool:
    """Whether a doubtful row has had its attempts here: it is looked for once more, then goes on."""
    return row.unsure and len(row.ways) > 1 and row.tries > TRIES


def backoff(attempts: int) -> float:
    """Seconds, doubling up to a minute."""
    return min(LONGEST_WAIT, 2.0 ** min(attempts, 6))


def _bounded(wait: float) -> float:
    return min(max(wait, 0.1), LONGEST_WAIT)
