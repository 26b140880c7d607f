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
from guideline import calendar, evaluation, policy
from guideline.clauses import Guideline, GuidelineError, Table
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


@pytest.mark.parametrize(("name", "promised", "expected"), [
    ("フォロワー数", "増やす", (None, "", True)), ("来園者の声", "増やす", (None, "", False)),
    ("返信率", "", (None, "", True)), ("苦情の件数", "昨年より10件減", (None, "件", True)),
    ("再生", "30〜50回", (None, "", False)),
    ("赤字", "△1,500千円", (-1_500_000, "円", True)), ("再生", "1億回", (100_000_000, "回", True)),
    ("満足", "80 点以上", (80, "点", True)), ("順位", "5", (5, "", True)),
])  # fmt: skip
def test_a_target_is_not_guessed(name: str, promised: str, expected: tuple[object, ...]) -> None:
    """Without one number, the name tells whether a number is to come (数, 率, 件); the promise stays as written."""
    found = indicator(name, promised, "画面")
    assert (found.target, found.unit, found.is_number) == expected
    assert (found.name, found.promise, found.how) == (name, promised, "画面")


def test_indicators_stand_one_a_line() -> None:
    """指標／目標／測り方; what is missing is empty, a name that stands twice counts once."""
    text = "フォロワー数／2,000人／画面\n\n声\n ／3件／数える\nフォロワー数／3,000人／画面／余り"
    found = [(one.name, one.promise, one.how) for one in evaluation.indicators(text)]
    assert found == [("フォロワー数", "2,000人", "画面"), ("声", "", "")]


def test_field_9_is_read_as_a_promise(guideline: Guideline) -> None:
    """Effect, indicators, rhythm and the first day; a rhythm that is not known and a day that is none are nothing."""
    form = policy.load(GUIDELINE, guideline)
    said = {"effect": " 来客 \n", "indicators": "声／3件／数える", "period": " 3か月ごと ", "first_due": " 2027-01-31 "}
    found = evaluation.promise(form, RULES, said)
    assert (found.effect, found.rhythm, found.first_due) == ("来客", Rhythm("every", 3), date(2027, 1, 31))
    assert [one.target for one in found.indicators] == [3]
    assert evaluation.promise(form, RULES, {"period": "ときどき", "first_due": "1月末"}) == Promise()
    once = {"period": "決めた月数の後に1回", "period_months": "５"}
    assert evaluation.promise(form, RULES, once).rhythm == Rhythm("once", 5)
    assert evaluation.promise(form, RULES, {"period": "決めた月数の後に1回"}).rhythm == Rhythm("once", 12)
    assert RULES.rhythm("3か月ごと", 7) == Rhythm("every", 3)


def test_a_named_first_day_rules_the_periods() -> None:
    """A fiscal year that ends on it is the first; for a single evaluation it must lie behind the start."""
    start, march = date(2026, 8, 1), date(2028, 3, 31)
    assert next(Promise(rhythm=Rhythm("fiscal"), first_due=march).ends(start, 30)) == march
    later = Promise(rhythm=Rhythm("fiscal"), first_due=date(2028, 4, 1))
    assert next(later.ends(start, 30)) == date(2029, 3, 31)
    once = Rhythm("once", 2)
    assert list(Promise(rhythm=once, first_due=date(2026, 8, 2)).ends(start, 30)) == [date(2026, 8, 2)]
    assert list(Promise(rhythm=once, first_due=start).ends(start, 30)) == [date(2026, 10, 1)]


def test_a_period_is_called_by_its_month() -> None:
    """Or by its fiscal year."""
    assert Promise(rhythm=Rhythm("every", 3)).label(date(2027, 3, 31)) == "2027年3月"
    assert Promise().label(date(2027, 3, 31)) == "2027年3月"
    assert Promise(rhythm=Rhythm("fiscal")).label(date(2027, 3, 31)) == "2026年度"
    assert [calendar.fiscal_year(date(2027, *day)) for day in ((3, 31), (4, 1), (12, 31))] == [2026, 2027, 2027]


@pytest.mark.parametrize(("before", "now", "told"), [
    (Decimal(10), Decimal(22), "+12人"), (Decimal(1500), Decimal(300), "-1,200人"), (Decimal(5), Decimal(5), "±0人"),
    (Decimal("1.5"), Decimal(2), "+0.5人"), (None, Decimal(5), ""), ("よい", Decimal(5), ""), (Decimal(5), "よい", ""),
])  # fmt: skip
def test_the_change_since_last_time_is_told_with_its_sign(
    before: evaluation.Value | None, now: evaluation.Value, told: str
) -> None:
    """Nothing is compared with words, or with nothing."""
    assert evaluation.difference(before, now, "人") == told


@pytest.mark.parametrize(("value", "shown"), [
    (Decimal(1000), "1,000人"), (Decimal("12.50"), "12.5人"), (Decimal("12.00"), "12人"), (Decimal(100), "100人"),
    ("好評", "好評"),
])  # fmt: skip
def test_a_value_is_shown_as_people_write_it(value: evaluation.Value, shown: str) -> None:
    """Thousands apart, no zeros behind the point but those that count; words without a unit."""
    assert written(value, "人") == shown


@pytest.mark.parametrize(("text", "value"), [
    ("5％", 5), ("5人", 5), ("5件", None), ("1、000", 1000), ("999,999,999,999", 999_999_999_999), ("1万億", None),
    ("1,000,000,000,000", None), ("-999,999,999,999", -999_999_999_999), ("10000億", None), ("3千", 3000),
    ("2億", 200_000_000), ("▲3", -3), ("−3", -3), ("1,00", None), ("1 2", 12),
])  # fmt: skip
def test_a_number_has_the_promised_unit_or_none(text: str, value: int | None) -> None:
    """Under a billion thousands; a unit that was not promised is asked about, not ignored."""
    assert number(text, "人") == value


@pytest.mark.parametrize("promised", ["3件以下", "3件以内", "3件未満", "3件まで減らす", "3件に減らす", "3件に抑える"])
def test_words_make_a_target_a_ceiling(promised: str) -> None:
    """The target itself reaches it."""
    few = indicator("苦情", promised)
    assert [reached(few, Decimal(n)) for n in (2, 3, 4)] == [True, True, False]
    assert [reached(indicator("声", "3件"), Decimal(n)) for n in (2, 3, 4)] == [False, True, True]
    assert reached(indicator("声", ""), Decimal(3)) is None


def test_a_target_can_be_a_ceiling() -> None:
    """「以下」 is reached from below; words are neither."""
    few = indicator("苦情", "月3件以下")
    assert (reached(few, Decimal(2)), reached(few, Decimal(4)), reached(few, "少ない")) == (True, False, None)


@pytest.mark.parametrize(
    ("good", "bad", "told"),
    [("again_days = 5", "again_days = 0", "again_days: must be at least 1"),
     ("snooze_days = 10", "snooze_days = 0", "snooze_days: must be at least 1"),
     ("idle_days = 90", "idle_days = 0", "idle_days: must be at least 1"),
     ("shortest_first_days = 30", "shortest_first_days = -1", "shortest_first_days: must be a whole number, 0 or more"),
     ('kind = "every"', 'kind = "often"', "period[0].kind: often: use one of every, fiscal, once"),
     ("months = 1\n", "months = 0\n", "period[0].months: must lie between 1 and 60"),
     ("months = 1\n", "months = 61\n", "period[0].months: must lie between 1 and 60"),
     ("hour = 9", "hour = 24", "calendar.hour: ")],
)  # fmt: skip
def test_a_bad_file_names_file_and_key(tmp_path: Path, good: str, bad: str, told: str) -> None:
    """As all of a city's files do."""
    text = (GUIDELINE / evaluation.FILE).read_text(encoding="utf-8")
    assert good in text
    (tmp_path / evaluation.FILE).write_text(text.replace(good, bad, 1), encoding="utf-8")
    with pytest.raises(GuidelineError, match=re.escape(f"evaluation.toml: {told}")):
        evaluation.load(tmp_path)


def test_what_a_file_leaves_out_has_a_usual_value(tmp_path: Path) -> None:
    """5 and 10 working days, 90 days, 30 days, 12 months; 60 months and a single day are no fault."""
    five = '[[period]]\noption = "五年"\nkind = "every"\nmonths = 60\n'
    words = f'[calendar]\n{five}[[period]]\noption = "年"\nkind = "fiscal"\n'
    (tmp_path / evaluation.FILE).write_text(words, encoding="utf-8")
    found = evaluation.load(tmp_path)
    assert (found.again_days, found.snooze_days, found.idle_days, found.shortest_first_days) == (5, 10, 90, 30)
    assert found.periods == (("五年", Rhythm("every", 60)), ("年", Rhythm("fiscal", 12)))
    (tmp_path / evaluation.FILE).write_text(f"again_days = 1\n{words}", encoding="utf-8")
    assert evaluation.load(tmp_path).again_days == 1


def test_april_begins_with_its_first_working_day() -> None:
    """The yearly questions come then: 1 April 2028 is a Saturday."""
    assert [RULES.yearly_on(year) for year in (2027, 2028)] == [date(2027, 4, 1), date(2028, 4, 3)]
