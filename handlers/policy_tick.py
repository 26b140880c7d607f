"""What a day brings to applications and accounts: drafts that end, days on which something is due."""

from datetime import date, timedelta

from sqlalchemy.orm import Session

from cards import policy_due as cards
from cards.model import Card, Place
from guideline import committee as rules
from handlers import reach
from handlers.account_desk import shown
from handlers.application import head, japanese, name, subject
from handlers.desk import POSTED_KEPT_DAYS, Desk
from handlers.events import BY_CLOCK
from storage import accounts, applications, ballots, outbox, payloads, records
from storage.policy_tables import Application
from storage.records import Act

WARNED_BEFORE = timedelta(days=3)
SENT = (rules.IN_REVIEW, rules.APPROVED)
CLOCK = "clock"
"""Who acts when the clock does."""


async def tick(desk: Desk) -> None:
    """Warns of drafts that will end, ends those whose time is over, and reminds of days that have come; once each."""

    def work(session: Session) -> int:
        ended: list[Act] = []
        posted = sum(_draft(desk, session, row, ended) for row in applications.in_state(session, [rules.DRAFT]))
        posted += _urgent(desk, session) + _undelivered(desk, session)
        records.append(session, ended, desk.now())
        return posted

    if await desk.database.write(work):
        desk.woken()


def _draft(desk: Desk, session: Session, row: Application, ended: list[Act]) -> int:
    end = row.changed_at + timedelta(days=desk.organisation().retention.applications)
    if desk.now() >= end:
        state = rules.after(row.state, "expire")
        assert state is not None
        row.state = state
        number = row.id or 0
        payloads.blank(session, subject(number), desk.now())
        ended.append(Act("application expired", CLOCK, {"application": number}))
        return _tell(desk, session, row, f"draft-ended:{number}:{end.isoformat()}", cards.ended(head(row)))
    if desk.now() >= end - WARNED_BEFORE:
        card = cards.ending(head(row), japanese(end.date()))
        return _tell(desk, session, row, f"draft-ends:{row.id}:{end.isoformat()}", card)
    return 0


def _urgent(desk: Desk, session: Session) -> int:
    posted, today = 0, desk.today()
    for row in applications.in_state(session, [rules.APPROVED]):
        if row.kind != "緊急":
            continue
        if row.fields_due_on and row.fields_due_on <= today and not _followed(session, row, SENT):
            posted += _tell(desk, session, row, f"fields-due:{row.id}", cards.fields_due(head(row), _day(row)))
        if row.review_on and _has_come(desk, row.review_on) and not _followed(session, row, (rules.APPROVED,)):
            posted += _review(desk, session, row)
    return posted


def _has_come(desk: Desk, day: date) -> bool:
    """Whether a day, or the working day after it, has come, at the hour at which reminders go out."""
    if desk.evaluations is None:
        return day <= desk.today()
    calendar = desk.evaluations.calendar
    return desk.now() >= calendar.opening(calendar.on_or_after(day)) and calendar.works(desk.today())


def _review(desk: Desk, session: Session, row: Application) -> int:
    """The review of an urgent use for which no account was obtained; accounts are handlers.evaluation_tick's."""
    account = accounts.of_application(session, row.id or 0)
    if account is not None and desk.evaluations is not None:
        return 0
    card = cards.review_due(head(row), japanese(row.review_on), shown(desk, account) if account else None)
    return _tell(desk, session, row, f"review-due:{row.id}", card)


def _undelivered(desk: Desk, session: Session) -> int:
    """A ballot that a platform refused for good is the secretariat's to bring: it is told once."""
    posted = 0
    for ballot, row in ballots.undelivered(session, rules.IN_REVIEW):
        key = f"ballot-undelivered:{ballot.id}"
        if payloads.claim(session, [key], desk.now()) is None:
            card = cards.undelivered(head(row), name(desk.organisation(), ballot.person))
            _post(desk, session, desk.room(desk.guideline.question_office), key, card)
            posted += 1
    return posted


def _day(row: Application) -> str:
    due: date | None = row.fields_due_on
    return japanese(due)


def _followed(session: Session, row: Application, states: tuple[str, ...]) -> bool:
    """Whether an application grew out of this one and stands in one of these states."""
    return any(one.follows == row.id for one in applications.of_sections(session, [row.section], states))


def _tell(desk: Desk, session: Session, row: Application, key: str, card: Card) -> int:
    """Tells the applicant and the committee's secretariat, once for each key."""
    if payloads.claim(session, [key], desk.now()) is not None:
        return 0
    organisation = desk.organisation()
    places = [Place.model_validate(row.answer_to)]
    if row.kind == "緊急":
        secretariat = reach.place_of(session, desk, organisation.committee.secretariat, BY_CLOCK.place)
        places.append(secretariat or desk.room(desk.guideline.question_office))
    for place in places:
        _post(desk, session, place, key, card)
    return len(places)


def _post(desk: Desk, session: Session, place: Place, key: str, card: Card) -> None:
    kept = payloads.keep(session, "card", key, card.model_dump(mode="json"), desk.now(), POSTED_KEPT_DAYS)
    outbox.enqueue(session, place=place.model_dump(), platform=place.platform, payload_id=kept.id, at=desk.now())
