"""When evaluations are due, what was promised, and how an answer is read."""

import re
import tomllib
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from itertools import islice
from pathlib import Path

import jpholiday
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.settings import GUIDELINE
from guideline import calendar, evaluation
from guideline.clauses import GuidelineError, Table
from guideline.evaluation import Promise, Rhythm, indicator, number, reached, written
from tests.year.expected import CLOSED, months_after

RULES = evaluation.load(GUIDELINE)
DAYS = st.dates(date(2024, 1, 1), date(2035, 12, 31))


@given(DAYS)
def test_a_due_day_is_the_first_working_day_on_or_after(day: date) -> None:
    """Neither a Saturday, a Sunday, a holiday, nor the turn of the year; and none is skipped."""
    due = RULES.due_on(day)

    def off(one: date) -> bool:
        return one.weekday() >= 5 or (one.month, one.day) in CLOSED or bool(jpholiday.is_holiday(one))

    assert not off(due)
    assert all(off(day + timedelta(days=step)) for step in range((due - day).days))


@given(DAYS, st.integers(0, 15))
def test_working_days_are_counted(day: date, count: int) -> None:
    """So many working days lie after the day, up to the found one."""
    found = RULES.calendar.after(day, count)
    between = [day + timedelta(days=step) for step in range(1, (found - day).days + 1)]
    assert sum(RULES.calendar.works(one) for one in between) == count


@given(DAYS, st.integers(1, 60))
def test_months_end_where_the_month_ends(day: date, months: int) -> None:
    """31 January and a month is the last of February, on a leap day, too; dateutil says the same."""
    assert calendar.add_months(day, months) == months_after(day, months)


@given(DAYS, st.sampled_from([1, 3, 6, 12]))
def test_periods_follow_each_other_without_a_drift(start: date, months: int) -> None:
    """The tenth end is ten periods after the start: a short month makes no later one short."""
    ends = list(islice(Promise(rhythm=Rhythm("every", months)).ends(start, 30), 10))
    assert ends == [months_after(start, months * number) for number in range(1, 11)]


@given(DAYS)
@example(date(2035, 3, 1))
@example(date(2035, 3, 2))
def test_a_fiscal_year_ends_with_march(start: date) -> None:
    """Each end is a 31 March, the next a year later; a first year under 30 days joins the next."""
    first, second = islice(Promise(rhythm=Rhythm("fiscal")).ends(start, 30), 2)
    assert (first.month, first.day) == (3, 31)
    assert (first - start).days >= 30
    assert (first - start).days < 366 + 30
    assert second == first.replace(year=first.year + 1)
    assert Promise(rhythm=Rhythm("fiscal")).label(first) == f"{first.year - 1}年度"


def test_once_and_a_named_first_day() -> None:
    """After N months, or on the day that the policy names."""
    start = date(2026, 8, 31)
    assert list(Promise(rhythm=Rhythm("once", 6)).ends(start, 30)) == [date(2027, 2, 28)]
    named = Promise(rhythm=Rhythm("every", 3), first_due=date(2026, 10, 1))
    assert list(islice(named.ends(start, 30), 2)) == [date(2026, 10, 1), date(2027, 1, 1)]
    assert list(Promise().ends(start, 30)) == []


@pytest.mark.parametrize(("day", "due"), [
    ((2027, 3, 31), (2027, 3, 31)), ((2028, 2, 29), (2028, 2, 29)), ((2026, 12, 31), (2027, 1, 4)),
    ((2027, 5, 1), (2027, 5, 6)), ((2029, 3, 31), (2029, 4, 2)), ((2026, 9, 21), (2026, 9, 24)),
])  # fmt: skip
def test_days_that_a_calendar_on_the_wall_says(day: tuple[int, int, int], due: tuple[int, int, int]) -> None:
    """The end of the fiscal year, a leap day, New Year, Golden Week, a Saturday, three holidays in a row."""
    assert RULES.due_on(date(*day)) == date(*due)


@given(st.datetimes(datetime(2026, 1, 1), datetime(2028, 12, 31)))
def test_the_next_opening_is_ahead_and_nothing_lies_between(moment: datetime) -> None:
    """Nine o'clock of a working day, the first after now."""
    now = moment.replace(tzinfo=calendar.JAPAN)
    found = RULES.calendar.next_opening(now)
    assert found > now
    assert (found.hour, found.minute) == (9, 0)
    assert RULES.calendar.works(found.date())
    day = now.date()
    while day < found.date():
        assert RULES.calendar.opening(day) <= now or not RULES.calendar.works(day)
        day += timedelta(days=1)


def days_off(count: int) -> str:
    """So many days of a city's own."""
    return f"own_days = [{'2027-06-01, ' * count}]"


def calendar_of(words: str) -> calendar.Calendar:
    """A city's calendar, as its file writes it."""
    return calendar.load(Table(tomllib.loads(words), "evaluation.toml", "calendar."))


@pytest.mark.parametrize(
    ("words", "told"),
    [('closed = ["12/29"]', 'calendar.closed: 12/29: write "12-29"'),
     ('closed = ["02-30"]', 'calendar.closed: 02-30: write "12-29"'),
     ("closed = [1229]", "calendar.closed: must be a list of texts"),
     ('own_days = ["2027-06-01"]', "calendar.own_days: must be a list of dates such as 2027-06-01"),
     ("own_days = [2027-06-01T09:00:00]", "calendar.own_days: must be a list of dates such as 2027-06-01"),
     ("hour = 24", "calendar.hour: must lie between 0 and 23"), ("hour = -1", "calendar.hour: must be a whole number"),
     (days_off(61), "calendar.closed: more than 60 closed days: is this right?")],
)  # fmt: skip
def test_a_bad_calendar_names_file_and_key(words: str, told: str) -> None:
    """And the way a day is written."""
    with pytest.raises(GuidelineError, match=re.escape(told)) as found:
        calendar_of(words)
    assert str(found.value).startswith("evaluation.toml: calendar.")


def test_a_city_closes_on_days_of_its_own() -> None:
    """Besides weekends and holidays; 29 February may be one of them; no such days is a calendar, too."""
    ours = calendar_of('closed = ["12-29", "02-29"]\nown_days = [2027-06-01]\nhour = 23')
    assert [ours.works(date(*day)) for day in ((2026, 12, 29), (2028, 2, 29), (2027, 6, 1))] == [False] * 3
    assert [ours.works(date(*day)) for day in ((2026, 12, 28), (2027, 12, 28), (2028, 6, 1))] == [True] * 3
    assert ours.opening(date(2027, 6, 2)) == datetime(2027, 6, 2, 14, tzinfo=UTC)
    assert calendar_of("closed = []") == calendar_of("") == calendar.Calendar(hour=9)
    midnight = calendar_of("hour = 0").next_opening(datetime(2027, 6, 1, 15, 0, tzinfo=UTC))
    assert midnight == datetime(2027, 6, 2, 15, tzinfo=UTC)  # it is 2 June in Japan already, and the hour has come
    assert not calendar_of(days_off(60)).works(date(2027, 6, 1))


@pytest.mark.parametrize(("promised", "target", "unit"), [
    ("1年で2,000人", 2000, "人"), ("月10万回以上", 100_000, "回"), ("満足度80％", 80, "%"), ("前年比10%増", None, "%"),
    ("月に12.5件", Decimal("12.5"), "件"), ("２割", 2, "割"),
])  # fmt: skip
def test_a_target_is_read_where_there_is_one_number(promised: str, target: object, unit: str) -> None:
    """The span of time is none; what is told relatively has a unit and no number to reach."""
    found = indicator("指標", promised)
    assert (found.target, found.unit, found.is_number) == (target, unit, True)


@pytest.mark.parametrize(("text", "value"), [
    ("１，２３４", 1234), ("1.2万", 12_000), ("△5", -5), ("80 %", 80), ("1,900人", 1900), ("だいたい千", None),
    ("12件くらい", None), ("", None), ("9" * 40, None),
])  # fmt: skip
def test_a_number_is_read_as_people_write_it(text: str, value: int | None) -> None:
    """Full width, commas, 万, △, % and the unit; nothing is guessed."""
    assert number(text, "人") == value


@given(st.decimals(-(10**9), 10**9, places=2, allow_nan=False, allow_infinity=False))
def test_what_is_written_is_read_again(value: Decimal) -> None:
    """The last value beside the field can be typed as it stands."""
    assert number(written(value, "人"), "人") == value


def test_a_target_can_be_a_ceiling() -> None:
    """「以下」 is reached from below; words are neither."""
    few = indicator("苦情", "月3件以下")
    assert (reached(few, Decimal(2)), reached(few, Decimal(4)), reached(few, "少ない")) == (True, False, None)


def test_a_bad_file_names_file_and_key(tmp_path: Path) -> None:
    """As all of a city's files do."""
    text = (GUIDELINE / evaluation.FILE).read_text(encoding="utf-8")
    (tmp_path / evaluation.FILE).write_text(text.replace("again_days = 5", "again_days = 0"), encoding="utf-8")
    with pytest.raises(GuidelineError, match=r"evaluation\.toml.*again_days"):
        evaluation.load(tmp_path)
