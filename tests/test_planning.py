"""Which day comes next for an account, reckoned from its row without a conversation."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.settings import GUIDELINE
from guideline import evaluation
from guideline.evaluation import Promise, Rhythm
from guideline.organisation import Organisation
from handlers import evaluation_plan as planning
from handlers import evaluation_tick
from handlers.desk import Desk, Work
from storage import accounts, applications, evaluations
from storage.accounts import NewAccount
from storage.evaluation_tables import Due, Reminder
from storage.policy_tables import Account, Submission
from tests.at_the_desk import all_of, by_clock, posted

RULES = evaluation.load(GUIDELINE)
ENTERED = datetime(2026, 6, 30, 16, 0, tzinfo=UTC)
"""1 July in Japan."""
PROMISED = {"indicators": "声／3件／数える", "period": "3か月ごと"}


class Clock:
    """Business time that a test sets."""

    def __init__(self) -> None:
        self.at = ENTERED

    def now(self) -> datetime:
        """The time."""
        return self.at

    def on(self, year: int, month: int, day: int, hour: int = 10) -> None:
        """It is this day in Japan."""
        self.at = datetime(year, month, day, tzinfo=UTC) + timedelta(hours=hour - 9)


@pytest.fixture
def clock() -> Clock:
    """One for each test."""
    return Clock()


@pytest.fixture
def desk(bare_desk: Desk, clock: Clock) -> Desk:
    """A desk without a door."""
    return replace(bare_desk, now=clock.now, evaluations=RULES)


async def entered(desk: Desk, **more: object) -> None:
    """An account of 観光振興課 with an approved policy that promises an evaluation every three months."""

    def enter(work: Work) -> None:
        row = applications.begin(
            work.session, kind="新規", section="観光振興課", medium="X", author="tanaka", answer_to={}, at=work.at,
            state="承認",
        )  # fmt: skip
        row.round = 1
        kept = work.keep("submission", "application:1", {"answers": PROMISED})
        applications.submit(work.session, Submission(
            application_id=row.id or 0, round=1, hash="", payload_id=kept.id, person="yamamoto", at=work.at
        ))  # fmt: skip
        told = {"holder": "tanaka", "application_id": row.id, "published_on": date(2026, 7, 1)} | more
        new = NewAccount("X", "@kanko", "観光振興課", accounts.RUNNING, **told)  # type: ignore[arg-type]
        accounts.add(work.session, new, work.at).unplanned = True

    await by_clock(desk, enter)


async def changed(desk: Desk, change: Callable[[Account], object]) -> None:
    """The account's row changes, and is planned anew."""

    def act(work: Work) -> None:
        row = accounts.account(work.session, 1)
        assert row is not None
        change(row)
        work.session.flush()
        planning.plan(desk, work.session, row)

    await by_clock(desk, act)


async def coming(desk: Desk, state: str = evaluations.COMING) -> dict[str, tuple[str, str]]:
    """Kind → the day and its label, of what is to come (or is in another state)."""
    return {one.kind: (one.due_on.isoformat(), one.label) for one in await all_of(desk, Due) if one.state == state}


def known(**told: object) -> Account:
    """A row of the register that is in no database."""
    return Account(medium="X", name="a", handle="a", section="観光振興課", state="運用中", entered_at=ENTERED,
                   changed_at=ENTERED, **told)  # fmt: skip


def test_an_account_is_in_use_since_its_policy_was_published() -> None:
    """Else since its approval, else since it was obtained, else since its entry, as a day in Japan."""
    days = {"obtained_on": date(2026, 5, 1), "approved_on": date(2026, 4, 1), "published_on": date(2026, 6, 1)}
    assert planning.start_of(known(**days)) == date(2026, 6, 1)
    assert planning.start_of(known(**days | {"published_on": None})) == date(2026, 4, 1)
    assert planning.start_of(known(obtained_on=date(2026, 5, 1))) == date(2026, 5, 1)
    assert planning.start_of(known()) == date(2026, 7, 1)


@pytest.mark.parametrize(
    ("last", "earliest", "end"),
    [(None, (2026, 7, 1), (2026, 7, 31)), (None, (2026, 8, 1), (2026, 8, 31)),
     ((2026, 7, 31), (2026, 7, 1), (2026, 8, 31)), ((2026, 9, 30), (2026, 7, 1), (2026, 10, 31)),
     (None, (2026, 10, 31), (2026, 10, 31)),
     (None, (2026, 11, 2), (2026, 10, 31)), (None, (2026, 11, 3), (2026, 11, 30))],
)  # fmt: skip
def test_the_next_period_lies_behind_the_last_and_not_before_a_day(
    last: tuple[int, int, int] | None, earliest: tuple[int, int, int], end: tuple[int, int, int]
) -> None:
    """31 October 2026 is a Saturday: its working day is 2 November, until which it may still be reminded of."""
    monthly, account = Promise(rhythm=Rhythm("every", 1)), known(published_on=date(2026, 6, 30))
    found = planning.next_end(monthly, RULES, account, date(*last) if last else None, date(*earliest))
    assert found == date(*end)


def test_a_first_day_that_has_passed_counts_from_its_next_period() -> None:
    """What lies before the use of an account is no period of it; a single evaluation that is over comes no more."""
    account = known(published_on=date(2026, 6, 30))
    named = Promise(rhythm=Rhythm("every", 3), first_due=date(2026, 6, 30))
    assert planning.next_end(named, RULES, account, None, date(2026, 6, 1)) == date(2026, 9, 30)
    once = Promise(rhythm=Rhythm("once", 1))
    assert planning.next_end(once, RULES, account, date(2026, 7, 31), date(2026, 7, 1)) is None
    assert planning.next_end(Promise(), RULES, account, None, date(2026, 7, 1)) is None


@pytest.mark.parametrize(
    ("section", "holder", "gap"),
    [("観光振興課", "tanaka", ""), ("観光振興課", "", ""), ("観光振興課", "mori", "mori:情報政策課"),
     ("観光振興課", "gone", "gone:"), ("廃止された課", "tanaka", "tanaka:観光振興課")],
)  # fmt: skip
def test_a_holder_is_missed_where_they_are_not_any_more(
    people: Organisation, section: str, holder: str, gap: str
) -> None:
    """Nobody is missed of an account without a holder."""
    assert planning.holder_gap(people, section, holder) == gap


def test_a_head_holds_an_account_wherever_they_work(people: Organisation) -> None:
    """A head belongs to the unit."""
    led = replace(people, units=people.units | {"観光振興課": replace(people.units["観光振興課"], head="nishi")})
    assert planning.holder_gap(led, "観光振興課", "nishi") == ""
    assert planning.holder_gap(people, "観光振興課", "nishi") == "nishi:総務部"


async def test_a_running_account_has_its_next_days(desk: Desk, clock: Clock) -> None:
    """The end of its first period, April, 90 days without activity; planned once, asked again nothing changes."""
    await entered(desk)
    await evaluation_tick.tick(desk)
    expected = {
        "evaluation": ("2026-10-01", "2026年10月"), "yearly": ("2027-04-01", "2027年度"), "idle": ("2026-09-29", ""),
    }  # fmt: skip
    assert await coming(desk) == expected
    assert not (await all_of(desk, Account))[0].unplanned
    before = [one.id for one in await all_of(desk, Due)]
    await changed(desk, lambda row: None)
    assert [one.id for one in await all_of(desk, Due)] == before
    assert await posted(desk) == []


async def test_aprils_questions_come_this_year_until_its_first_working_day(desk: Desk, clock: Clock) -> None:
    """1 April 2028 is a Saturday: on Monday it is not too late."""
    clock.on(2028, 4, 3, 8)
    await entered(desk)
    await evaluation_tick.tick(desk)
    assert (await coming(desk))["yearly"] == ("2028-04-03", "2028年度")
    clock.on(2028, 4, 4)
    await changed(desk, lambda row: None)
    assert (await coming(desk))["yearly"] == ("2028-04-03", "2028年度")  # it was due, and stays due
    clock.on(2028, 4, 3)
    await evaluation_tick.tick(desk)
    for _ in range(2):
        assert (await coming(desk))["yearly"] == ("2029-04-02", "2029年度")
        await changed(desk, lambda row: None)


async def test_an_account_that_rests_is_asked_nothing(desk: Desk, clock: Clock) -> None:
    """What was to come is forgotten, what is open is void; when it runs again the days come again."""
    await entered(desk)
    await evaluation_tick.tick(desk)
    clock.on(2026, 10, 1)
    await evaluation_tick.tick(desk)
    assert set(await coming(desk, evaluations.OPEN)) == {"evaluation", "idle"}
    await changed(desk, lambda row: setattr(row, "state", accounts.SUSPENDED))
    assert await coming(desk) == {}
    assert set(await coming(desk, evaluations.VOID)) == {"evaluation", "idle"}
    await changed(desk, lambda row: setattr(row, "state", accounts.RUNNING))
    assert (await coming(desk))["evaluation"][0] == "2027-01-04"


async def test_reminders_follow_each_other_by_working_days(desk: Desk, clock: Clock) -> None:
    """On the day to holder and head, five working days later again, after five more to the office; then no more."""
    await entered(desk)
    await evaluation_tick.tick(desk)
    await changed(desk, lambda row: setattr(row, "changed_at", datetime(2026, 9, 30, tzinfo=UTC)))
    clock.on(2026, 10, 1, 9)
    clock.at -= timedelta(seconds=1)
    await evaluation_tick.tick(desk)
    assert await posted(desk) == []
    for day, whom in ((1, ["tanaka", "yamamoto"]), (7, []), (8, ["tanaka", "yamamoto"]), (15, []),
                      (16, ["joho-seisaku"]), (30, [])):  # fmt: skip
        before = len(await posted(desk))
        clock.on(2026, 10, day)
        for _ in range(2):
            await evaluation_tick.tick(desk)
        assert [who for who, _ in (await posted(desk))[before:]] == whom, day
    assert [one.stage for one in await all_of(desk, Reminder)] == ["first", "again", "overdue"]
    assert not any(one.late for one in await all_of(desk, Reminder))
    assert (await coming(desk))["evaluation"] == ("2027-01-04", "2027年1月")


async def test_what_was_missed_is_told_late(desk: Desk, clock: Clock) -> None:
    """The bot was not running on the day; not on a Saturday, either."""
    await entered(desk)
    await evaluation_tick.tick(desk)
    clock.on(2026, 10, 3)
    await evaluation_tick.tick(desk)
    assert await posted(desk) == []
    clock.on(2026, 10, 5)
    await evaluation_tick.tick(desk)
    late = {one.kind: one.late for one in await all_of(desk, Due) if one.state == evaluations.OPEN}
    assert late == {"evaluation": True, "idle": False}
    assert any("遅延" in words for _, words in await posted(desk))


async def test_a_quiet_account_is_asked_about_once_and_of_its_holder_alone(desk: Desk, clock: Clock) -> None:
    """What happened meanwhile puts it off."""
    await entered(desk)
    await evaluation_tick.tick(desk)
    clock.on(2026, 9, 29)
    await evaluation_tick.tick(desk)
    assert [who for who, _ in await posted(desk)] == ["tanaka"]
    clock.on(2026, 10, 30)
    before = [one for one in await all_of(desk, Reminder) if one.kind == "idle"]
    await evaluation_tick.tick(desk)
    assert [one for one in await all_of(desk, Reminder) if one.kind == "idle"] == before
    assert (await coming(desk, evaluations.OPEN))["idle"] == ("2026-09-29", "2026年9月29日")
    await changed(desk, lambda row: None)
    assert "idle" not in await coming(desk)
    assert "idle" in await coming(desk, evaluations.OPEN)
    await changed(desk, lambda row: setattr(row, "changed_at", clock.at))
    assert (await coming(desk, evaluations.ANSWERED)).get("idle", ("",))[0] == "2026-09-29"
    assert (await coming(desk))["idle"][0] == "2027-01-28"


async def test_a_review_day_is_told_to_the_secretariat_too(desk: Desk, clock: Clock) -> None:
    """Also of an account that rests; a new day takes the place of the old one, and a closed account has none."""
    await entered(desk, review_on=date(2026, 8, 3))
    await evaluation_tick.tick(desk)
    assert (await coming(desk))["review"] == ("2026-08-03", "緊急の利用の見直し")
    clock.on(2026, 8, 3, 8)
    await changed(desk, lambda row: setattr(row, "state", accounts.SUSPENDED))
    assert (await coming(desk))["review"][0] == "2026-08-03"
    clock.on(2026, 8, 3)
    await evaluation_tick.tick(desk)
    assert [who for who, _ in await posted(desk)] == ["tanaka", "yamamoto", "mori"]
    assert all("見直し" in words for _, words in await posted(desk))
    await changed(desk, lambda row: None)
    assert "review" not in await coming(desk)
    assert "review" in await coming(desk, evaluations.OPEN)
    await changed(desk, lambda row: setattr(row, "review_on", date(2026, 8, 10)))
    assert (await coming(desk))["review"][0] == "2026-08-10"
    assert set(await coming(desk, evaluations.VOID)) == {"review"}
    await changed(desk, lambda row: setattr(row, "review_on", date(2026, 7, 31)))
    assert "review" not in await coming(desk)
    await changed(desk, lambda row: setattr(row, "review_on", date(2026, 8, 20)))
    await changed(desk, lambda row: setattr(row, "state", accounts.CLOSED))
    assert await coming(desk) == {}


async def test_a_holder_who_moved_is_told_of_at_once_and_once(desk: Desk, clock: Clock, people: Organisation) -> None:
    """The head hears of it; back in the unit, or handed over, nobody waits for anything any more."""
    await entered(desk)
    await evaluation_tick.tick(desk)
    clock.on(2026, 7, 2)
    moved = replace(people.people["tanaka"], section="秘書広報室")
    away = replace(desk, organisation=lambda: replace(people, people=people.people | {"tanaka": moved}))
    for _ in range(2):
        await evaluation_tick.tick(away)
    told = await posted(desk)
    assert [who for who, _ in told] == ["tanaka", "yamamoto"]
    clock.on(2026, 7, 20)
    await changed(away, lambda row: None)
    await evaluation_tick.tick(away)
    assert len(await posted(desk)) == 2
    await evaluation_tick.tick(desk)
    assert set(await coming(desk, evaluations.VOID)) == {"handover"}


async def test_a_second_move_on_one_day_is_part_of_what_was_told(
    desk: Desk, clock: Clock, people: Organisation
) -> None:
    """Nobody is told twice on a day; a move on another day is told anew, and nothing is told of an account at rest."""
    await entered(desk)
    await evaluation_tick.tick(desk)

    def away(section: str) -> Desk:
        moved = replace(people.people["tanaka"], section=section)
        return replace(desk, organisation=lambda: replace(people, people=people.people | {"tanaka": moved}))

    clock.on(2026, 7, 2)
    for section in ("秘書広報室", "危機管理室"):
        await evaluation_tick.tick(away(section))
        assert len(await posted(desk)) == 2
    assert [one.mark for one in await all_of(desk, Due) if one.kind == "handover"] == ["tanaka:危機管理室"]
    clock.on(2026, 7, 3)
    await evaluation_tick.tick(away("情報政策課"))
    assert len(await posted(desk)) == 4
    moves = [(one.mark, one.state, one.label) for one in await all_of(desk, Due) if one.kind == "handover"]
    assert moves == [("tanaka:危機管理室", evaluations.VOID, ""), ("tanaka:情報政策課", evaluations.OPEN, "")]
    await changed(desk, lambda row: setattr(row, "state", accounts.CLOSED))
    assert set(await coming(desk, evaluations.OPEN)) == set()


async def test_where_nobody_can_be_reached_the_office_is_told_that(
    desk: Desk, clock: Clock, people: Organisation
) -> None:
    """Nothing falls into a hole."""
    nowhere = {one: replace(people.people[one], mail="", accounts={}) for one in ("tanaka", "yamamoto")}
    lost = replace(desk, organisation=lambda: replace(people, people=people.people | nowhere))
    await entered(lost)
    await evaluation_tick.tick(lost)
    clock.on(2026, 10, 1)
    await evaluation_tick.tick(lost)
    assert {who for who, _ in await posted(desk)} == {"joho-seisaku"}
