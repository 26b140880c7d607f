"""Kind "date": days that do not exist, disagree with their weekday or era, or lie behind."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from guideline.clauses import Table
from guideline.draft import Draft
from guideline.finding import Context
from guideline.rules.base import Hit, compiled
from guideline.rules.pattern import surroundings

ERAS = {
    "令和": (2018, 99),
    "平成": (1988, 31),
    "昭和": (1925, 64),
    "大正": (1911, 15),
    "r": (2018, 99),
    "h": (1988, 31),
}
"""Era → the year before its first, and its last year."""
WEEKDAYS = "月火水木金土日"
ERA = (
    r"(?:(?P<era>令和|平成|昭和|大正) ?(?P<eray>\d{1,2}|元)年?"
    r"(?: ?[(/] ?(?:19|20)\d{2} ?年? ?\)?)? ?[年.]? ?)"
)
DAY = re.compile(
    rf"(?:{ERA}|(?P<year>(?:19|20)\d{{2}}) ?(?:年|[/.\-]) ?|(?<![\d/.\-]))"
    r"(?:(?P<month>\d{1,2}) ?月 ?(?P<day>\d{1,2}) ?日|(?P<month2>\d{1,2})/(?P<day2>\d{1,2})(?![\d/%]))"
    r"(?: ?[(\[【] ?(?P<weekday>[月火水木金土日])(?:曜日?)?(?:[・,、]? ?[祝休])?(?:日)? ?[)\]】]"
    r"| ?(?P<weekday2>[月火水木金土日])曜日?)?"
)
YEARS = re.compile(
    r"(?P<era>令和|平成|昭和|大正) ?(?P<eray>\d{1,2}|元)年(?:度)? ?[(/] ?(?:西暦)?(?P<both>(?:19|20)\d{2}) ?年?(?:度)?"
)
PLAIN_ERA = re.compile(r"(?P<era>令和|平成|昭和|大正) ?(?P<eray>\d{1,2})年(?!前)")
TIME = re.compile(r"(?<![\d:])(?P<hour>\d{1,2}) ?(?:時(?!間|代|点|限|制)|:)(?: ?(?P<minute>\d{2}) ?(?:分)?)?(?![\d:])")


class Day(NamedTuple):
    """A day as written: its place, its year where told, and its weekday ("" where none)."""

    start: int
    end: int
    year: int | None
    month: int
    day: int
    weekday: str
    slashed: bool

    def on(self, year: int) -> date | None:
        """The day in a year, None if there is none."""
        try:
            return date(year, self.month, self.day)
        except ValueError:
            return None


def days(draft: Draft) -> list[Day]:
    """All days of a draft that are written with month and day."""
    found: list[Day] = draft.once("days", lambda one: [_day(hit) for hit in DAY.finditer(one.plain)])
    return found


def _day(hit: re.Match[str]) -> Day:
    year = int(hit["year"]) if hit["year"] else None
    if hit["era"]:
        year = ERAS[hit["era"]][0] + (1 if hit["eray"] == "元" else int(hit["eray"]))
    month, day = (hit["month"], hit["day"]) if hit["month"] else (hit["month2"], hit["day2"])
    weekday = hit["weekday"] or hit["weekday2"] or ""
    return Day(*hit.span(), year, int(month), int(day), weekday, not hit["month"])


def _guess(one: Day, today: date | None) -> date | None:
    """The day with its year: the one told, else the nearest that lies at most two months behind."""
    if one.year is not None:
        return one.on(one.year)
    if today is None:
        return None
    years = (one.on(today.year + step) for step in (-1, 0, 1))
    return next((day for day in years if day and day >= today - timedelta(days=60)), None)


def _impossible(draft: Draft, today: date | None) -> Iterator[Hit]:
    for one in days(draft):
        # 2/30 may be a share of thirty; 2月30日 is nothing but a slip.
        if not one.slashed and (one.on(2024) if one.year is None else one.on(one.year)) is None:
            yield Hit(one.start, one.end, f"{one.month}月{one.day}日")
    for found in TIME.finditer(draft.plain):
        hour, minute = int(found["hour"]), int(found["minute"] or 0)
        if "時" in found.group() and (hour > 30 or minute > 59):
            yield Hit(*found.span(), found.group())


def _weekday(draft: Draft, today: date | None) -> Iterator[Hit]:
    for one in days(draft):
        day = _guess(one, today) if one.weekday else None
        if day and WEEKDAYS[day.weekday()] != one.weekday:
            right = WEEKDAYS[day.weekday()]
            yield Hit(one.start, one.end, f"{day.year}年{day.month}月{day.day}日は{right}曜日")


def _era(draft: Draft, today: date | None) -> Iterator[Hit]:
    for found in YEARS.finditer(draft.plain):
        year = ERAS[found["era"]][0] + (1 if found["eray"] == "元" else int(found["eray"]))
        if year != int(found["both"]):
            yield Hit(*found.span(), f"{found['era']}{found['eray']}年は{year}年")
    for found in PLAIN_ERA.finditer(draft.plain):
        before, last = ERAS[found["era"]]
        if not 1 <= int(found["eray"]) <= last or (today and before + int(found["eray"]) > today.year + 60):
            yield Hit(*found.span(), f"{found['era']}は{last}年まで")


def _past(draft: Draft, today: date | None) -> Iterator[Hit]:
    for one in days(draft) if today else ():
        day = _guess(one, today)
        if today and day and day < today:
            yield Hit(one.start, one.end, f"{day.month}月{day.day}日")


READERS: Mapping[str, Callable[[Draft, date | None], Iterator[Hit]]] = {
    "impossible": _impossible,
    "weekday": _weekday,
    "era": _era,
    "past": _past,
}


@dataclass(frozen=True)
class Dates:
    """Days with one fault, with words that must and must not stand near."""

    read: Callable[[Draft, date | None], Iterator[Hit]]
    near: re.Pattern[str] | None
    without: re.Pattern[str] | None

    def find(self, draft: Draft, context: Context) -> Iterator[Hit]:
        """Each of them whose surroundings fit."""
        for hit in self.read(draft, context.today):
            low, high = surroundings(draft, hit.start or 0, "sentence")
            if (self.near is None or self.near.search(draft.plain, low, high)) and not (
                self.without and self.without.search(draft.plain, low, high)
            ):
                yield hit


def build(row: Table) -> Dates:
    """From {fault, near, without}."""
    return Dates(READERS[row.one_of("fault", READERS)], compiled(row, "near", ()), compiled(row, "without", ()))
