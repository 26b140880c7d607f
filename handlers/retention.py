"""What the clock does to old records: blanks their texts, class by class, and forgets keys that nobody redelivers.

The classes and their terms stand in `guideline.retention`. What belongs to something that is not at its end (a question
without an answer, an open case, an account in use) is kept until it is, however old it is. Every transaction is
bounded, and logged as counts.
"""

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from cards.accounts import TERM_OVER
from guideline import committee as rules
from handlers import account_desk, application, incident_view, ticket, violation
from handlers.desk import JAPAN, Desk
from storage import evaluations, incidents, outbox, payloads, records, terms, tickets, violations
from storage.records import Act

DONE_KEPT = timedelta(days=7)
"""Longer than any platform redelivers, and than a form stays open."""


BATCH = 500
"""Texts blanked in one transaction: whoever writes meanwhile waits for a moment only."""
BATCHES = 20
"""Transactions at one tick; what is left waits for the next minute."""
LOOKED_AT = "retention"
"""Names the day on which all records were looked at whose term runs from the end of something."""


async def tick(desk: Desk) -> None:
    """Blanks every text whose time is over, batch by batch; each is logged as counts of its kinds."""
    now = desk.now()

    def blank(session: Session) -> int:
        payloads.forget_done(session, now - DONE_KEPT)
        kinds = payloads.blank_due(session, now, BATCH, _held(session))
        count = kinds.total()
        if count:
            outbox.forget_blanked(session)
            records.append(session, [Act("texts blanked", "clock", {"count": count, **kinds})], now)
        return count

    for _ in range(BATCHES):
        if await desk.database.write(blank) < BATCH:
            break
    await _once_a_day(desk)


def _held(session: Session) -> list[str]:
    """Subjects of questions without an answer, of open cases, and of reports whose chain goes on."""
    return [
        *(ticket.subject(number) for number in tickets.open_numbers(session)),
        *(incident_view.subject(number) for number in incidents.open_numbers(session)),
        *(violation.subject(number) for number in violations.open_numbers(session)),
    ]


async def _once_a_day(desk: Desk) -> None:
    """Applications, evaluations and the register, whose terms run from the end of something and are whole days."""
    today = desk.today().isoformat()

    def step(session: Session) -> bool:
        done = _batch(desk, session)
        if done:
            evaluations.mark(session, LOOKED_AT, today, desk.now())
        return done

    if await desk.database.read(lambda session: evaluations.watermark(session, LOOKED_AT)) == today:
        return
    for _ in range(BATCHES):
        if await desk.database.write(step):
            return


def _batch(desk: Desk, session: Session) -> bool:
    """Blanks up to `BATCH` texts and rows; whether nothing was left."""
    now, left, acts = desk.now(), BATCH, list[Act]()
    closed = _closed(desk, session)
    for class_, find in _classes(desk, session, closed):
        kinds = payloads.blank_these(session, find(left) if left else [], now)
        if count := kinds.total():
            acts.append(Act("texts blanked", "clock", {"count": count, "class": class_, **kinds}))
        left -= count
    if rows := terms.erase(session, closed, TERM_OVER, left) if left else 0:
        acts.append(Act("register blanked", "clock", {"count": rows}))
    if acts:
        outbox.forget_blanked(session)
        records.append(session, acts, now)
    return left - rows > 0


def _classes(desk: Desk, session: Session, closed: list[int]) -> Iterator[tuple[str, Callable[[int], list[int]]]]:
    """Name of a class, and what finds so many of its texts whose term is over. `closed`: see `_closed`."""
    kept, ended = desk.organisation().retention, terms.ended(session, rules.APPROVED, rules.OPEN, JAPAN)

    def applications(submitted: bool, days: int) -> Callable[[int], list[int]]:
        over = [one.number for one in ended if one.submitted == submitted and _is_over(desk, one.since, days)]
        return lambda most: terms.of_subjects(session, map(application.subject, over), most)

    yield "applications", applications(False, kept.applications)
    yield "submissions", applications(True, kept.submissions)
    yield "evaluations", lambda most: terms.of_evaluations(session, _before(desk, kept.evaluations), most)
    yield "accounts", lambda most: terms.of_subjects(session, map(account_desk.subject, closed), most, but="evaluation")


def _closed(desk: Desk, session: Session) -> list[int]:
    """The accounts whose term in the register is over."""
    days = desk.organisation().retention.accounts
    return [number for number, day in terms.closed_accounts(session, JAPAN) if _is_over(desk, day, days)]


def _is_over(desk: Desk, since: date, days: int) -> bool:
    """Whether so many whole days have passed after a day."""
    return since + timedelta(days=days) < desk.today()


def _before(desk: Desk, days: int) -> datetime:
    return desk.now() - timedelta(days=days)
