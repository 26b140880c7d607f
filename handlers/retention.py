"""What the clock does to old texts: blanks them, and forgets keys that nobody redelivers any more.

What belongs to a case that is not at its end is kept until it is, however old it is.
"""

from datetime import timedelta

from sqlalchemy.orm import Session

from handlers import incident_view, ticket, violation
from handlers.desk import Desk
from storage import incidents, outbox, payloads, records, tickets, violations

DONE_KEPT = timedelta(days=7)
"""Longer than any platform redelivers, and than a form stays open."""


BATCH = 500
"""Texts blanked in one transaction: whoever writes meanwhile waits for a moment only."""
BATCHES = 20
"""Transactions at one tick; what is left waits for the next minute."""


async def tick(desk: Desk) -> None:
    """Blanks every text whose time is over, batch by batch; each is logged as counts of its kinds."""
    now = desk.now()

    def blank(session: Session) -> int:
        payloads.forget_done(session, now - DONE_KEPT)
        kinds = payloads.blank_due(session, now, BATCH, _held(session))
        count = kinds.total()
        if count:
            outbox.forget_blanked(session)
            records.append(session, [records.Act("texts blanked", "clock", {"count": count, **kinds})], now)
        return count

    for _ in range(BATCHES):
        if await desk.database.write(blank) < BATCH:
            return


def _held(session: Session) -> list[str]:
    """Subjects of questions without an answer, of open cases, and of reports whose chain goes on."""
    return [
        *(ticket.subject(number) for number in tickets.open_numbers(session)),
        *(incident_view.subject(number) for number in incidents.open_numbers(session)),
        *(violation.subject(number) for number in violations.open_numbers(session)),
    ]
