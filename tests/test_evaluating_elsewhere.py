"""Where evaluations meet other conversations: posts count as use, urgent uses are reviewed once, reasons are read."""

from datetime import date

import pytest

from bot import demo_account
from guideline import calendar
from storage import accounts, evaluations
from storage.accounts import NewAccount
from storage.check_tables import DraftCheck
from storage.evaluation_tables import Due, Reminder
from tests.doors import House
from tests.policy_steps import dialog
from tests.test_checking import CLEAN, ask_colleague, filled
from tests.test_emergency import asked, recognised
from tests.test_evaluating import met, opening, reminded, rows
from tests.test_policy import MEMBERS, OBTAINED, to_day

QUIET = "このアカウントは使っていますか"
ONE_DOOR = pytest.mark.parametrize("town", ["slack-http", "teams"], indirect=True)


async def posted(town: House) -> None:
    """A fact, confirmed by a colleague, with the record of its post."""
    chat = town.chat
    await filled(town, CLEAN)
    await chat.press("tanaka", "手続に進む")
    await ask_colleague(town)
    await chat.press("sato", "確認した")
    await chat.sees("tanaka", "投稿の受付")
    await chat.press("tanaka", "投稿した（URLを記録）")
    await chat.fill("tanaka", {"投稿のURL": "https://example.jp/post/1"}, "記録する")
    await chat.sees("tanaka", "投稿を記録しました")


@ONE_DOOR
async def test_a_recorded_post_is_use_and_answers_the_question(town: House) -> None:
    """A quiet account that posts again is quiet no more, and is asked again after the next 90 quiet days."""
    await met(town, "tanaka", "sato", "yamamoto")
    await demo_account.enter(town.program.desk)
    await town.program.advance(92 * 86_400)
    await opening(town)
    await town.chat.sees("tanaka", QUIET)
    await posted(town)
    assert (await rows(town, DraftCheck))[-1].account == "1"
    await town.program.tick()
    states = [one.state for one in await rows(town, Due) if one.kind == "idle"]
    assert states == [evaluations.ANSWERED, evaluations.COMING]
    await town.program.advance(92 * 86_400)
    await opening(town)
    assert len([one for one in await rows(town, Reminder) if one.kind == "idle"]) == 2


@ONE_DOOR
async def test_a_post_before_the_ninetieth_day_puts_the_question_off(town: House) -> None:
    """Nobody is asked about an account that posts."""
    await met(town, "tanaka", "sato", "yamamoto")
    await demo_account.enter(town.program.desk)
    await town.program.advance(60 * 86_400)
    await posted(town)
    await town.program.advance(35 * 86_400)
    await opening(town)
    assert not [one for one in await rows(town, Reminder) if one.kind == "idle"]


@ONE_DOOR
async def test_an_urgent_account_is_reviewed_once_on_its_working_day(town: House) -> None:
    """Holder, head and secretariat hear of it by one clock only; closing settles it."""
    chat = town.chat
    await met(town, *MEMBERS, "mori", "tanaka", "yamamoto")
    await asked(town)
    for member in MEMBERS:
        await recognised(town, member)
    await chat.sees("yamamoto", "緊急の利用が認められました")
    await chat.press("yamamoto", "アカウントの取得を記録する")
    await chat.fill("yamamoto", OBTAINED, "台帳に記録する")
    await chat.sees("yamamoto", "公開前")
    await to_day(town, date(2027, 2, 28))  # a Sunday, the day before the review
    await to_day(town, date(2027, 3, 1))
    await town.program.tick()
    for who in ("tanaka", "yamamoto", "mori"):
        await chat.sees(who, "緊急の利用を見直す日です")
        cards = [one for one in await chat.read(who) if "緊急の利用を見直す日です" in one]
        assert len(cards) == 1
    await chat.press("tanaka", "見直しの結果を入力する")
    form = await dialog(chat, "tanaka")
    assert "このまま続ける" not in form
    await chat.fill("tanaka", {"所見": "役目を終えた。", "これから": "利用をやめる"}, "記録する")
    await chat.sees("tanaka", "利用をやめる")
    review = [one for one in await rows(town, Due) if one.kind == "review"]
    assert [one.state for one in review] == [evaluations.ANSWERED]


@ONE_DOOR
async def test_the_office_reads_why_it_was_put_off(town: House) -> None:
    """The reason stands on the cards that come after it."""
    chat = town.chat
    await reminded(town)
    await chat.press("tanaka", "延期する")
    await chat.fill("tanaka", {"延期する理由": "催しの集計が来週になるため"}, "延期する")
    await chat.sees("tanaka", "延期しました")
    await opening(town, 15)
    assert "催しの集計が来週になるため" in await chat.sees("mori", "【期限超過】", "joho-seisaku")


@ONE_DOOR
async def test_what_is_suspended_is_not_reminded_of_and_goes_on_after(town: House) -> None:
    """No card while it rests, and none of the days that passed meanwhile."""
    await met(town, "tanaka", "yamamoto")
    await demo_account.enter(town.program.desk)

    def suspend(session: object, state: str) -> None:
        row = accounts.account(session, 1)  # type: ignore[arg-type]
        assert row is not None
        row.state = state
        accounts.changed(row, town.program.clock.now())

    await town.program.database.write(lambda session: suspend(session, accounts.SUSPENDED))
    await opening(town, 30)
    assert await rows(town, Reminder) == []
    await town.program.database.write(lambda session: suspend(session, accounts.RUNNING))
    await town.program.tick()
    coming = [one for one in await rows(town, Due) if one.state == evaluations.COMING and one.kind == "evaluation"]
    today = town.program.clock.now().astimezone(calendar.JAPAN).date()
    assert [one.due_on >= today for one in coming] == [True]


@ONE_DOOR
async def test_an_account_without_a_policy_is_asked_in_april_only(town: House) -> None:
    """Nothing was promised, so nothing is measured."""
    now = town.program.clock.now()
    old = NewAccount("X", "old", "観光振興課", accounts.RUNNING, holder="tanaka", origin="移行")
    await town.program.database.write(lambda session: accounts.add(session, old, now).id)
    await town.program.tick()
    assert {one.kind for one in await rows(town, Due)} == {"yearly", "idle"}
