"""Home pages that people opened: which of them show something that has changed, and who draws it anew.

What changed is read from the log, from where it was read last: each act is there with the ids of its rows, in the
order of the commits, so that nothing is missed and no transaction pays for it. A page has one row however much
changes; whoever draws it leases the row, so that a burst is one drawing.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, delete, or_, select, update
from sqlalchemy.orm import Session
from sqlmodel import col

from storage.database import current
from storage.evaluation_tables import Watermark
from storage.home_tables import HomePage
from storage.records import head
from storage.tables import LogEntry

READER = "home"
LEASE = timedelta(seconds=20)
OPENED_AGAIN = timedelta(days=1)
"""How old the note of an opening may be before it is written again: most openings write nothing."""
LEFT_AFTER = timedelta(days=60)
"""A page that nobody opened for so long is drawn when it is opened, and not before."""
CHUNK = 500


@dataclass(frozen=True)
class Stale:
    """A page to draw anew. `wanted` is the change that the drawing answers."""

    id: int
    platform: str
    team: str
    account: str
    wanted: int


def opened(session: Session, platform: str, team: str, account: str) -> HomePage | None:
    """The row of a page, None if it was never opened."""
    there = (col(HomePage.platform) == platform, col(HomePage.team) == team, col(HomePage.account) == account)
    return session.execute(select(HomePage).where(*there)).scalar_one_or_none()


def is_noted(row: HomePage | None, key: str, at: datetime) -> bool:
    """Whether an opening by this person need not be written."""
    return row is not None and row.key == key and row.opened_at > at - OPENED_AGAIN


def note(session: Session, platform: str, team: str, account: str, key: str, at: datetime, today: date) -> None:
    """Notes that somebody opened their page; `key` is their id, or "member:" and the row of their account."""
    row = opened(session, platform, team, account)
    if row is None:
        row = HomePage(platform=platform, team=team, account=account, key=key, opened_at=at, drawn_on=today)
        session.add(row)
    row.key, row.opened_at = key, at
    session.flush()


def unread(session: Session) -> bool:
    """Whether the log has entries that were not looked at for the pages."""
    seen = session.execute(select(col(Watermark.value)).where(col(Watermark.name) == READER)).scalar_one_or_none()
    return seen != str(head(session)[0])


def changes(session: Session, most: int = 1_000) -> list[LogEntry]:
    """The entries of the log since the last look, oldest first; [] while another process looks.

    Where there are more than `most` (the bot was away), every page is marked at once instead.
    """
    reader = select(Watermark).where(col(Watermark.name) == READER).with_for_update(skip_locked=True)
    place = session.execute(reader).scalar_one_or_none()
    if place is None:
        return []
    seen, last = int(place.value), head(session)[0]
    place.value, place.at = str(last), current(session)
    if last - seen > most:
        session.execute(update(HomePage).values(wanted=HomePage.wanted + 1))
        return []
    if session.execute(select(col(HomePage.id)).limit(1)).first() is None:
        return []
    later = select(LogEntry).where(col(LogEntry.seq) > seen, col(LogEntry.seq) <= last)
    return list(session.execute(later.order_by(col(LogEntry.seq))).scalars())


def concern(session: Session, keys: Iterable[str]) -> int:
    """Notes that something changed for these people; returns how many pages there are of them."""
    wanted, count = sorted(set(keys)), 0
    for at in range(0, len(wanted), CHUNK):
        theirs = update(HomePage).where(col(HomePage.key).in_(wanted[at : at + CHUNK]))
        count += len(session.execute(theirs.values(wanted=HomePage.wanted + 1).returning(col(HomePage.id))).all())
    return count


def waits(session: Session, platforms: Sequence[str], today: date) -> bool:
    """Whether there is anything to do: most looks find nothing and write nothing."""
    if unread(session):
        return True
    stale = select(col(HomePage.id)).where(col(HomePage.platform).in_(list(platforms)), _old(today), _free(session))
    return session.execute(stale.limit(1)).first() is not None


def _old(today: date) -> ColumnElement[bool]:
    return or_(col(HomePage.wanted) > col(HomePage.drawn), col(HomePage.drawn_on) < today)


def _free(session: Session) -> ColumnElement[bool]:
    return or_(col(HomePage.leased_until).is_(None), col(HomePage.leased_until) < current(session))


def lease(session: Session, platforms: Sequence[str], today: date, now: datetime, limit: int = 20) -> list[Stale]:
    """Takes pages that show something old: what changed, or a day that is over. `now` and `today`: business time."""
    real = current(session)
    session.execute(delete(HomePage).where(col(HomePage.opened_at) < now - LEFT_AFTER))
    stale = (
        select(HomePage)
        .where(col(HomePage.platform).in_(list(platforms)), _old(today), _free(session))
        .order_by(col(HomePage.id))
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    found = list(session.execute(stale).scalars())
    for row in found:
        row.leased_until = real + LEASE
    return [Stale(row.id or 0, row.platform, row.team, row.account, row.wanted) for row in found]


def drawn(session: Session, page: Stale, today: date) -> None:
    """Notes that a page shows what was wanted; what changed meanwhile is still to be drawn."""
    values = {"drawn": page.wanted, "drawn_on": today, "leased_until": None, "failures": 0}
    session.execute(update(HomePage).where(col(HomePage.id) == page.id).values(values))


def put_off(session: Session, page: Stale, seconds: float | None) -> None:
    """A page could not be drawn: tried again after so many seconds, longer each time; None: never, until opened."""
    row = session.get(HomePage, page.id)
    if row is None:
        return
    if seconds is None:
        session.delete(row)
        return
    row.failures += 1
    wait = max(seconds, min(300.0, 2.0**row.failures))
    row.leased_until = current(session) + timedelta(seconds=wait)
