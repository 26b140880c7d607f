"""The city's working days, and months as people count them: month ends stay month ends."""

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

import jpholiday

from guideline.clauses import Table

JAPAN = ZoneInfo("Asia/Tokyo")
SATURDAY = 5
MARCH, APRIL = 3, 4
FISCAL_YEAR_END = 31


@lru_cache(maxsize=4096)
def _is_public_holiday(day: date) -> bool:
    return bool(jpholiday.is_holiday(day))


@dataclass(frozen=True)
class Calendar:
    """When the city hall works: not on weekends, public holidays, its yearly closed days, or its own days.

    `closed` are (month, day) of every year; `own_days` single days on which this city hall is closed.
    `hour` is the hour in Japan at which reminders go out.
    """

    closed: frozenset[tuple[int, int]] = frozenset()
    own_days: frozenset[date] = frozenset()
    hour: int = 9

    def works(self, day: date) -> bool:
        """Whether the city hall works on a day."""
        if day.weekday() >= SATURDAY or (day.month, day.day) in self.closed or day in self.own_days:
            return False
        return not _is_public_holiday(day)

    def on_or_after(self, day: date) -> date:
        """The day itself where the city hall works, else the next day on which it does."""
        while not self.works(day):
            day += timedelta(days=1)
        return day

    def after(self, day: date, count: int) -> date:
        """The working day that many working days after a day; `count` of 1 is the next working day."""
        for _ in range(count):
            day = self.on_or_after(day + timedelta(days=1))
        return day

    def opening(self, day: date) -> datetime:
        """The moment of a day at which reminders go out, in Japan's time."""
        return datetime.combine(day, time(self.hour), JAPAN)

    def next_opening(self, now: datetime) -> datetime:
        """The next moment at which reminders go out."""
        today = now.astimezone(JAPAN).date()
        first = self.opening(self.on_or_after(today))
        return first if first > now else self.opening(self.after(today, 1))


def load(table: Table) -> Calendar:
    """The city's calendar from a table. Raises GuidelineError naming file and key."""
    named = table.texts("closed") if table.value("closed") else ()
    closed = frozenset(_month_and_day(table, text) for text in named)
    own = table.value("own_days") or []
    if not all(isinstance(day, date) and not isinstance(day, datetime) for day in own):
        raise table.fault("own_days", "must be a list of dates such as 2027-06-01")
    hour = table.number("hour", 9)
    if hour > 23:
        raise table.fault("hour", "must lie between 0 and 23")
    if len(closed) + len(own) > 60:
        raise table.fault("closed", "more than 60 closed days: is this right?")
    return Calendar(closed, frozenset(own), hour)


def _month_and_day(table: Table, text: str) -> tuple[int, int]:
    try:
        day = date.fromisoformat(f"2024-{text}")  # a leap year, so that 02-29 can be written
    except ValueError:
        raise table.fault("closed", f'{text}: write "12-29"') from None
    return day.month, day.day


def add_months(day: date, months: int) -> date:
    """The same day some months later; the last of a month stays the last, and the 31st becomes the 30th or 28th."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = monthrange(year, month + 1)[1]
    is_last = day.day == monthrange(day.year, day.month)[1]
    return date(year, month + 1, last if is_last else min(day.day, last))


def fiscal_year(day: date) -> int:
    """The fiscal year (年度) of a day: it begins in April."""
    return day.year if day.month >= APRIL else day.year - 1


def fiscal_ends(after: date) -> Iterator[date]:
    """The last days of fiscal years, after a day."""
    year = fiscal_year(after) + 1
    while True:
        end = date(year, MARCH, FISCAL_YEAR_END)
        if end > after:
            yield end
        year += 1
