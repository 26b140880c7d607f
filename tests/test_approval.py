"""What an approval does to the register: which account it is for, its state, and its next review."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from guideline.organisation import Organisation
from handlers import approval
from handlers.desk import Desk, Work
from storage import accounts, applications
from storage.accounts import NewAccount
from storage.policy_tables import Account, Application, Submission
from storage.tables import LogEntry
from tests.at_the_desk import all_of, by_clock

NOW = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)
ONLY_SENDS = "はい（返信しない）"
DECIDED, REVIEW = date(2026, 11, 24), date(2027, 1, 12)


@pytest.fixture
def desk(bare_desk: Desk) -> Desk:
    """A desk without a door."""
    return replace(bare_desk, now=lambda: NOW)


def applied(work: Work, kind: str, account: int | None = None, follows: int | None = None, **said: str) -> Application:
    """An application that was decided on just now."""
    row = applications.begin(
        work.session, kind=kind, section="観光振興課", medium="X", author="tanaka", answer_to={}, at=work.at,
        state="承認", account_id=account, follows=follows,
    )  # fmt: skip
    row.round, row.decided_on, row.decision_number = 1, DECIDED, "情政第1号"
    kept = work.keep("submission", f"application:{row.id}", {"answers": {"broadcast": ONLY_SENDS} | said})
    frozen = Submission(
        application_id=row.id or 0, round=1, hash="", payload_id=kept.id, person="yamamoto", at=work.at
    )  # fmt: skip
    applications.submit(work.session, frozen)
    return row


def entered(work: Work, state: str, **more: object) -> int:
    """An account in the register."""
    new = NewAccount("X", "@kanko", "観光振興課", state, **more)  # type: ignore[arg-type]
    return accounts.add(work.session, new, work.at).id or 0


async def after(desk: Desk, act: Callable[[Work], Application]) -> Account | None:
    """The account after an approval, None where there is none."""
    await by_clock(desk, lambda work: approval.approved(desk, work, act(work)))
    found = await all_of(desk, Account)
    return found[0] if found else None


async def test_an_approval_for_an_account_to_come_touches_nothing(desk: Desk) -> None:
    """It is obtained later (7-(5)); nothing is written down of it yet."""
    assert await after(desk, lambda work: applied(work, "新規")) is None
    assert await all_of(desk, LogEntry) == []


@pytest.mark.parametrize(
    ("before", "published", "now"),
    [(accounts.UNAPPROVED, None, accounts.UNPUBLISHED), (accounts.UNAPPROVED, date(2026, 6, 1), accounts.RUNNING),
     (accounts.SUSPENDED, date(2026, 6, 1), accounts.SUSPENDED), (accounts.RUNNING, None, accounts.RUNNING)],
)  # fmt: skip
async def test_an_account_found_without_approval_runs_once_it_has_one(
    desk: Desk, before: str, published: date | None, now: str
) -> None:
    """Or waits for its policy to be published (7-(4)); other states are not an approval's to change."""
    row = await after(desk, lambda work: applied(work, "変更", entered(work, before, published_on=published)))
    assert row is not None
    assert (row.state, row.approved_on, row.approval_number, row.broadcast_only) == (now, DECIDED, "情政第1号", True)
    assert (row.application_id, row.version, row.unplanned) == (1, 2, True)
    assert [(one.act, one.ids) for one in await all_of(desk, LogEntry)] == [
        ("account approved", {"account": row.id, "application": 1}),
    ]  # fmt: skip


async def test_a_policy_that_answers_people_is_not_for_sending_alone(desk: Desk) -> None:
    """As field 6 says."""

    def act(work: Work) -> Application:
        number = entered(work, accounts.RUNNING, broadcast_only=True)
        return applied(work, "変更", number, broadcast="いいえ（返信することがある）")

    row = await after(desk, act)
    assert row is not None
    assert not row.broadcast_only


async def test_the_regular_approval_takes_the_place_of_the_urgent_one(desk: Desk) -> None:
    """The account of the urgent use is found by the application before, though it was obtained meanwhile."""

    def act(work: Work) -> Application:
        urgent = applied(work, "緊急")
        entered(work, accounts.RUNNING, application_id=urgent.id, origin="緊急", review_on=REVIEW)
        return applied(work, "新規", follows=urgent.id)

    row = await after(desk, act)
    assert row is not None
    assert (row.application_id, row.review_on) == (2, None)
    assert (await all_of(desk, Application))[1].account_id == row.id


async def test_a_copy_of_an_ordinary_application_is_for_an_account_of_its_own(desk: Desk) -> None:
    """Only what follows an urgent use takes over its account."""

    def act(work: Work) -> Application:
        first = applied(work, "新規")
        entered(work, accounts.RUNNING, application_id=first.id)
        return applied(work, "新規", follows=first.id)

    row = await after(desk, act)
    assert row is not None
    assert (row.application_id, row.version) == (1, 1)


async def test_recognised_urgency_sets_the_day_of_the_review(desk: Desk) -> None:
    """A change of an account that is no urgent one leaves its review alone."""

    def urgent(work: Work) -> Application:
        row = applied(work, "緊急", entered(work, accounts.RUNNING, origin="緊急"))
        row.review_on = REVIEW
        return row

    row = await after(desk, urgent)
    assert row is not None
    assert row.review_on == REVIEW
    await by_clock(desk, lambda work: setattr(accounts.account(work.session, 1), "origin", "申請"))
    row = await after(desk, lambda work: applied(work, "変更", 1))
    assert row is not None
    assert row.review_on == REVIEW


def test_an_urgent_use_is_reviewed_after_the_citys_days(desk: Desk, people: Organisation) -> None:
    """30, unless the city sets others."""
    assert approval.review_day(desk) == date(2026, 12, 24)
    ten = replace(people, committee=replace(people.committee, emergency_review_days=10))
    assert approval.review_day(replace(desk, organisation=lambda: ten)) == date(2026, 12, 4)
