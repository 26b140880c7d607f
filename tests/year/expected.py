"""When reminders must come, reckoned apart from the product: dateutil's months, jpholiday's holidays."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

import jpholiday
from dateutil.relativedelta import relativedelta

RHYTHMS = ("1か月ごと", "3か月ごと", "6か月ごと", "12か月ごと", "年度ごと（3月末まで）", "決めた月数の後に1回")
MONTHS = {"1か月ごと": 1, "3か月ごと": 3, "6か月ごと": 6, "12か月ごと": 12}
ONCE_AFTER = 5
CLOSED = {(12, 29), (12, 30), (12, 31), (1, 1), (1, 2), (1, 3)}
SHORTEST = 30


@dataclass(frozen=True)
class Plan:
    """An account's rhythm and the day from which it is reckoned."""

    rhythm: str
    start: date

    def ends(self) -> Iterator[date]:
        """The ends of its periods, without limit."""
        if self.rhythm in MONTHS:
            for number in range(1, 10_000):
                yield months_after(self.start, number * MONTHS[self.rhythm])
        elif self.rhythm.startswith("年度"):
            for year in range(self.start.year, 9_999):
                if date(year, 3, 31) >= self.start + timedelta(days=SHORTEST):
                    yield date(year, 3, 31)
        else:
            yield months_after(self.start, ONCE_AFTER)

    def between(self, first: date, last: date) -> list[date]:
        """The ends whose working day lies between two days, both included."""
        found = []
        for end in self.ends():
            if end > last:
                break
            if end > self.start and first <= moved(end) <= last:
                found.append(end)
        return found


def months_after(day: date, months: int) -> date:
    """The same day so many months later; the last day of a month stays the last."""
    is_last = (day + timedelta(days=1)).day == 1
    return day + relativedelta(months=months, day=31 if is_last else day.day)


def works(day: date) -> bool:
    """Whether the city hall works."""
    return day.weekday() < 5 and (day.month, day.day) not in CLOSED and not jpholiday.is_holiday(day)


def moved(day: date) -> date:
    """The day itself or the next working day."""
    while not works(day):
        day += timedelta(days=1)
    return day


def later(day: date, count: int) -> date:
    """So many working days after a day."""
    for _ in range(count):
        day = moved(day + timedelta(days=1))
    return day
