"""What the clock does to old texts: blanks them, and forgets keys that nobody redelivers any more."""

from datetime import timedelta

from sqlalchemy.orm import Session

from handlers.desk import Desk
from storage import outbox, payloads, records

DONE_KEPT = timedelta(days=7)
"""Longer than any platform redelivers, and than a form stays open."""


async def tick(desk: Desk) -> None:
    """Blanks every text whose time is over; logged when there was one."""
    now = desk.now()

    def blank(session: Session) -> None:
        payloads.forget_done(session, now - DONE_KEPT)
        count = payloads.blank_due(session, now)
        if count:
            outbox.forget_blanked(session)
            records.append(session, [records.Act("texts blanked", "clock", {"count": count})], now)

    await desk.database.write(blank)
