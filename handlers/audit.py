"""What the clock does for notices that do not go out: whoever keeps the bot running hears of each, once."""

from datetime import timedelta

from cards import audit as cards
from cards.model import Place
from handlers import ways as ways_to
from handlers.desk import Desk, Work
from storage import backlog, payloads
from storage.backlog import Overdue

LATE = timedelta(minutes=2)
MOST = 100
"""Notices that one look reports; the next look takes the others."""
REMEMBERED = timedelta(days=3_650)
"""Keys are forgotten some days after their time: this one has to stay as long as a notice can wait."""


async def tick(desk: Desk) -> list[int]:
    """Reports every notice that is unsent for longer than `LATE`; returns the outbox rows that were new.

    Offices of a case are alarmed about sooner (`incident_tick`): those are in the log, but nobody is told twice.
    """
    found: list[int] = []

    def report(work: Work) -> None:
        found[:] = _report(desk, work)

    if await desk.database.read(lambda session: backlog.overdue(session, desk.now() - LATE, 1, unreported=True)):
        await desk.by_clock(report)
    return found


def _report(desk: Desk, work: Work) -> list[int]:
    late = [one for one in backlog.overdue(work.session, work.at - LATE, MOST, unreported=True) if _ours(work, one)]
    for one in late:
        work.log("notice overdue", outbox=one.row, about=one.subject)
    untold = [one for one in late if not one.told]
    ways = _ways(desk, {one.platform for one in untold})
    if untold and ways:
        # No notice itself, or it would be reported in its turn.
        work.notify(
            ways, cards.overdue([_told(one) for one in untold]), f"overdue:{untold[0].row}", kind="card", days=30
        )
    return [one.row for one in late]


def _ours(work: Work, one: Overdue) -> bool:
    """Whether no other process reports it."""
    return payloads.claim(work.session, [f"{backlog.REPORTED}{one.row}"], work.at + REMEMBERED) is None


def _ways(desk: Desk, avoided: set[str]) -> list[Place]:
    """The operator's ways and those of the office in charge, those on a platform in trouble last."""
    known, office = desk.organisation(), desk.office(desk.guideline.question_office)
    ways = [*ways_to.operator(known, ""), *ways_to.rooms(known, office.channels), *ways_to.mail(office.mail)]
    return sorted(dict.fromkeys(ways), key=lambda way: way.platform in avoided)


def _told(one: Overdue) -> cards.Late:
    return cards.Late(one.subject, one.platform, one.since, one.error)
