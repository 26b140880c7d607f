"""What was promised to be measured (7-(2)-9), when it is due, and how an answer is read."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import count
from pathlib import Path
from typing import Literal

from guideline import calendar
from guideline.calendar import Calendar
from guideline.clauses import Table
from guideline.policy import COLUMN, Answers, Form, lines

FILE = "evaluation.toml"
MOST_MONTHS = 60
Value = Decimal | str
"""What was measured: a number, or words where no number was promised."""

Kind = Literal["evaluation", "review", "yearly", "idle", "handover"]
"""Why an account's people hear of it: the promised evaluation, the review of an urgent use (7-(2) ただし書), the
questions of April, 90 days without activity, a holder who has left."""
KINDS: tuple[Kind, ...] = ("evaluation", "review", "yearly", "idle", "handover")

Decision = Literal["continue", "change", "stop"]
DECISIONS: tuple[tuple[Decision, str], ...] = (
    ("continue", "このまま続ける"), ("change", "利用方針を変えて続ける"), ("stop", "利用をやめる"),
)  # fmt: skip
"""What an evaluation leads to, and how it is called."""


@dataclass(frozen=True)
class Indicator:
    """One promised indicator. `target` is None where no number was promised; `promise` and `how` as written."""

    name: str
    unit: str = ""
    target: Decimal | None = None
    is_number: bool = False
    promise: str = ""
    how: str = ""


@dataclass(frozen=True)
class Point:
    """What was measured once: on which day it was due, for which period, and the value."""

    day: date
    period: str
    value: Value


@dataclass(frozen=True)
class Series:
    """An indicator over time, oldest first."""

    indicator: Indicator
    points: tuple[Point, ...] = ()

    @property
    def numbers(self) -> tuple[tuple[Point, Decimal], ...]:
        """The points whose value is a number."""
        return tuple((point, point.value) for point in self.points if isinstance(point.value, Decimal))


@dataclass(frozen=True)
class Rhythm:
    """How often it is evaluated.

    `every`: each so many `months` from a first day; `fiscal`: at the end of each fiscal year; `once`: a single time
    so many months after the beginning.
    """

    kind: Literal["every", "fiscal", "once"]
    months: int = 12


@dataclass(frozen=True)
class Promise:
    """What field 9 of a 利用方針 promises. `rhythm` is None where its answer cannot be read as a period."""

    effect: str = ""
    indicators: tuple[Indicator, ...] = ()
    rhythm: Rhythm | None = None
    first_due: date | None = None

    def ends(self, start: date, shortest: int) -> Iterator[date]:
        """The last days of all periods of an account in use since `start`, in order, holidays not considered.

        `shortest`: days that a first fiscal year has at least; a shorter one is joined to the next.
        """
        if self.rhythm is None:
            return
        if self.rhythm.kind == "fiscal":
            earliest = self.first_due or start + timedelta(days=shortest)
            yield from calendar.fiscal_ends(earliest - timedelta(days=1))
        elif self.rhythm.kind == "once":
            named = self.first_due if self.first_due and self.first_due > start else None
            yield named or calendar.add_months(start, self.rhythm.months)
        else:
            months = count(0 if self.first_due else self.rhythm.months, self.rhythm.months)
            yield from (calendar.add_months(self.first_due or start, number) for number in months)

    def label(self, end: date) -> str:
        """How the period that ends on a day is called."""
        if self.rhythm is not None and self.rhythm.kind == "fiscal":
            return f"{calendar.fiscal_year(end)}年度"
        return f"{end.year}年{end.month}月"


@dataclass(frozen=True)
class Rules:
    """What the city's `evaluation.toml` says; all of it is 市の設定."""

    calendar: Calendar
    periods: tuple[tuple[str, Rhythm], ...]
    """How an answer to 「評価の時期」 is read, old answers among them."""
    again_days: int
    """Working days without an answer until the second reminder, and as many again until it is overdue."""
    snooze_days: int
    """Working days by which a reminder can be put off, once."""
    idle_days: int
    """Days without a recorded activity until the holder is asked."""
    shortest_first_days: int
    """Days that a first fiscal year has at least; a shorter one is joined to the next."""

    def rhythm(self, option: str, months: int | None = None) -> Rhythm | None:
        """The rhythm that an answer means, None for one that is not known."""
        found = next((rhythm for text, rhythm in self.periods if text == option.strip()), None)
        if found is not None and found.kind == "once":
            return Rhythm("once", months or found.months)
        return found

    def due_on(self, end: date) -> date:
        """The working day on which the end of a period is reminded of."""
        return self.calendar.on_or_after(end)

    def yearly_on(self, year: int) -> date:
        """The day of a year's yearly questions: the first working day of April."""
        return self.calendar.on_or_after(date(year, calendar.APRIL, 1))


def load(folder: Path) -> Rules:
    """Loads `evaluation.toml`. Raises GuidelineError naming file and key at the first fault."""
    file = Table.read(folder / FILE)
    return Rules(
        calendar.load(file.table("calendar")),
        tuple((row.text("option"), _rhythm(row)) for row in file.rows("period")),
        _at_least_one(file, "again_days", 5), _at_least_one(file, "snooze_days", 10),
        _at_least_one(file, "idle_days", 90), file.number("shortest_first_days", 30),
    )  # fmt: skip


def _at_least_one(file: Table, key: str, default: int) -> int:
    number = file.number(key, default)
    if number < 1:
        raise file.fault(key, "must be at least 1")
    return number


def _rhythm(row: Table) -> Rhythm:
    kind, months = row.text("kind"), row.number("months", 12)
    if kind not in ("every", "fiscal", "once"):
        raise row.fault("kind", f"{kind}: use one of every, fiscal, once")
    if not 1 <= months <= MOST_MONTHS:
        raise row.fault("months", f"must lie between 1 and {MOST_MONTHS}")
    return Rhythm(kind, months)  # type: ignore[arg-type]


def promise(form: Form, rules: Rules, answers: Answers) -> Promise:
    """What a 利用方針 promises in its field 9; an empty promise where nothing was kept."""
    months = number(form.answer("period_months", answers))
    return Promise(
        form.answer("effect", answers).strip(),
        tuple(indicators(form.answer("indicators", answers))),
        rules.rhythm(form.answer("period", answers), int(months) if months else None),
        _day(form.answer("first_due", answers)),
    )


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        return None


# Indicators


_SPAN = re.compile(
    r"(?:\d+|[一二三四五六七八九十半])?(?:年度|か年|カ年|年|か月|ヶ月|カ月|ヵ月|箇月|月|週間|週|日|回)"
    r"(?:間|目|末)?(?:で|に|までに|までで|以内に|あたり|当たり|につき|平均|(?=\d))"
)
_NUMBER = re.compile(r"(?P<sign>[-−△▲])?(?P<digits>\d+(?:,\d{3})*(?:\.\d+)?)(?P<scale>万|千|億)?")
_UNIT = re.compile(r"^(?:[%％]|[^\s0-9、。,.()（）以増減未超達は〜~-]{1,6})")
_RELATIVE = re.compile(r"前年|前月|前回|前期|昨年|倍|比")
_COUNTED = re.compile(r"(?:数|率|件|額|時間|割合)$")
_SCALES = {"千": Decimal(1_000), "万": Decimal(10_000), "億": Decimal(100_000_000)}


def indicators(text: str) -> Iterator[Indicator]:
    """The indicators written in field 9, one a line as 「指標／目標／測り方」; a name that stands twice counts once."""
    seen: set[str] = set()
    for line in lines(text):
        name, promise_, how = ([piece.strip() for piece in COLUMN.split(line)] + ["", ""])[:3]
        if name and name not in seen:
            seen.add(name)
            yield indicator(name, promise_, how)


def indicator(name: str, promised: str, how: str = "") -> Indicator:
    """An indicator with the number that its target holds, as far as exactly one can be read."""
    plain = _SPAN.sub(" ", unicodedata.normalize("NFKC", promised).replace("、", " "))
    found = list(_NUMBER.finditer(plain))
    if len(found) != 1:
        return Indicator(name, "", None, bool(_COUNTED.search(name)), promised, how)
    unit = _UNIT.match(plain[found[0].end() :].lstrip())
    target = None if _RELATIVE.search(plain) else _decimal(found[0])
    return Indicator(name, unit.group(0) if unit else "", target, True, promised, how)


def _decimal(found: "re.Match[str]") -> Decimal:
    value = Decimal(found.group("digits").replace(",", "")) * _SCALES.get(found.group("scale") or "", Decimal(1))
    return -value if found.group("sign") else value


# Answers


VALUE_MAX = 500
"""Characters of a value in words."""
NUMBER_LIMIT = Decimal(10) ** 12
_ANSWER = re.compile(_NUMBER.pattern + r"(?P<unit>.{0,12})")


def number(text: str, unit: str = "") -> Decimal | None:
    """A number as people write it, None for what is none.

    Full-width digits, commas between thousands, 万 and 千, △ for minus, and % or the unit behind it are read.
    """
    plain = "".join(unicodedata.normalize("NFKC", text).replace("、", ",").split())
    found = _ANSWER.fullmatch(plain)
    if found is None or found.group("unit") not in ("", "%", unicodedata.normalize("NFKC", unit)):
        return None
    value = _decimal(found)
    return value if abs(value) < NUMBER_LIMIT else None


def written(value: Value, unit: str = "") -> str:
    """A value as it is shown: 「1,234人」."""
    if isinstance(value, str):
        return value
    text = f"{value:,f}"
    return (text.rstrip("0").rstrip(".") if "." in text else text) + unit


def difference(before: Value | None, now: Value, unit: str = "") -> str:
    """The change since last time: 「+12人」, 「±0人」; "" where there is nothing to compare."""
    if not isinstance(before, Decimal) or not isinstance(now, Decimal):
        return ""
    change = now - before
    sign = "+" if change > 0 else "" if change < 0 else "±"
    return f"{sign}{written(change, unit)}"


def reached(indicator: Indicator, value: Value) -> bool | None:
    """Whether a value reaches its target; None where there is no number to compare."""
    if indicator.target is None or not isinstance(value, Decimal):
        return None
    return value <= indicator.target if _at_most(indicator.promise) else value >= indicator.target


def _at_most(promised: str) -> bool:
    return any(word in promised for word in ("以下", "以内", "未満", "まで減", "に減", "に抑"))
