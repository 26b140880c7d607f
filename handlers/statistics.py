"""「統計」: counts over a period, for the office in charge."""

import base64
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from cards import statistics as cards
from cards.model import File, Reply
from cards.statistics import Counts, Office
from guideline import calendar
from handlers.application import japanese
from handlers.desk import JAPAN, Desk, Work
from handlers.events import FormSent, Said
from handlers.oversight import overseer
from storage import statistics

WORDS = {name: key for key, name in cards.PERIODS}
KEPT_DAYS = 30.0


@dataclass(frozen=True)
class Period:
    """From the first of its days to before `end`."""

    key: str
    start: date
    end: date

    @property
    def moments(self) -> tuple[datetime, datetime]:
        """Its bounds as moments in Japan."""
        found = [datetime(day.year, day.month, day.day, tzinfo=JAPAN) for day in (self.start, self.end)]
        return found[0], found[1]

    @property
    def days(self) -> str:
        """Its days as they are written."""
        return f"{japanese(self.start)}から{japanese(self.end - timedelta(days=1))}まで"


def period(key: str, today: date) -> Period:
    """This month, last month, or the fiscal year (April to March); this month for what is none of them."""
    month = today.replace(day=1)
    match key:
        case "last":
            return Period(key, calendar.add_months(month, -1), month)
        case "year":
            april = date(calendar.fiscal_year(today), calendar.APRIL, 1)
            return Period(key, april, calendar.add_months(april, 12))
    return Period("this", month, calendar.add_months(month, 1))


async def word(desk: Desk, said: Said, words: str) -> list[Reply]:
    """「統計」, 「統計 先月」, 「統計 今年度」."""
    overseer(desk, said.sender)
    one = await _counts(desk, WORDS.get(words.strip(), "this"))
    return await desk.say(said, cards.statistics(one, desk.guideline))


async def show(desk: Desk, form: FormSent) -> list[Reply]:
    """The button 「統計」, and those of the periods."""
    overseer(desk, form.sender)
    return await desk.say(form, cards.statistics(await _counts(desk, form.value), desk.guideline))


async def file(desk: Desk, form: FormSent) -> list[Reply]:
    """The same counts as CSV."""
    overseer(desk, form.sender)
    one = await _counts(desk, form.value)
    data = base64.b64encode(cards.as_csv(one, desk.guideline)).decode()

    def make(work: Work) -> list[Reply]:
        kept = work.keep("file", "statistics", {"csv": data}, KEPT_DAYS)
        work.log("statistics exported", kept.digest, period=one.period)
        name = f"統計_{dict(cards.PERIODS)[one.period]}_{desk.today():%Y%m%d}.csv"
        return [Reply(card=cards.file(one, File(name=name, payload=kept.id, key="csv")))]

    return await desk.once(form, make)


async def _counts(desk: Desk, key: str) -> Counts:
    chosen = period(key, desk.today())
    return await desk.database.read(lambda session: _read(desk, session, chosen))


def _read(desk: Desk, session: Session, chosen: Period) -> Counts:
    asked = statistics.questions(session, *chosen.moments)
    found = statistics.checks(session, *chosen.moments)
    told = statistics.acknowledgements(session, *chosen.moments)
    offices = tuple(Office(name, one.minutes, one.waiting) for name, one in told.items())
    on_time, late, open_ = _evaluations(desk, session, chosen)
    return Counts(
        chosen.key, chosen.days, asked.asked, asked.unanswered, asked.passed_on, asked.passed_on_open, asked.clauses,
        found.severities, found.clauses, offices, on_time, late, open_,
    )  # fmt: skip


def _evaluations(desk: Desk, session: Session, chosen: Period) -> tuple[int, int, int]:
    """On time: answered before the second reminder would be due (市の設定), or until the day it was put off to."""
    on_time = late = open_ = 0
    rules = desk.evaluations
    for due, until, answered in statistics.evaluations_due(session, chosen.start, chosen.end):
        last = max(rules.calendar.after(due, rules.again_days) if rules else due, until or due)
        if answered is None:
            open_ += 1
        elif answered.astimezone(JAPAN).date() <= last:
            on_time += 1
        else:
            late += 1
    return on_time, late, open_
