"""Evaluating an account (7-(2)-9), from the clock's reminder to what follows, through every door."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from bot import demo_account
from handlers.desk import JAPAN
from storage import accounts, evaluations
from storage.evaluation_tables import Due, Evaluation, Reminder
from storage.policy_tables import Account, Application
from storage.tables import Payload
from tests.doors import House
from tests.policy_steps import dialog

TITLE = "効果測定の時期です"
GIVEN = {
    "フォロワー数（人）": "１，９００人", "投稿の閲覧数（回）": "11.2万", "寄せられた声": "道順の質問が多い。",
    "所見": "地図の投稿を足す。", "これから": "このまま続ける",
}  # fmt: skip


async def rows(town: House, table: Any) -> list[Any]:
    """All rows of a table, oldest first."""
    query = select(table).order_by(*table.__table__.primary_key.columns)
    return await town.program.database.read(lambda session: list(session.execute(query).scalars()))


async def met(town: House, *people: str) -> None:
    """People whom the bot knows: they have written to it once."""
    for who in people:
        await town.chat.say(who, "ヘルプ")
        await town.chat.sees(who, "SNSガイドライン窓口")


async def opening(town: House, count: int = 1) -> None:
    """The clock goes to the next moment at which reminders go out, so many times."""
    rules = town.program.desk.evaluations
    assert rules is not None
    for _ in range(count):
        now = town.program.clock.now()
        await town.program.advance((rules.calendar.next_opening(now) - now).total_seconds() + 1)


async def reminded(town: House) -> None:
    """An account with two evaluations, whose third is due; its people are told."""
    await met(town, "tanaka", "yamamoto")
    await demo_account.enter(town.program.desk)
    await opening(town)
    assert len(await rows(town, Reminder)) == 1


async def test_the_promised_indicators_are_asked_on_time_and_the_course_is_shown(town: House) -> None:
    """Holder and head are told once, the form knows what was promised and measured, the change is told."""
    chat = town.chat
    await reminded(town)
    for who in ("tanaka", "yamamoto"):
        told = await chat.sees(who, TITLE)
        assert "一定期間後、又は定期的な効果測定" in told
        assert "フォロワー数、投稿の閲覧数、寄せられた声" in told
        assert "遅延" not in told
    await chat.press("tanaka", "評価を入力する")
    form = await dialog(town.chat, "tanaka")
    assert "前回 1,575人" in form
    assert "目標 2,000人以上" in form
    await chat.fill("tanaka", GIVEN, "記録する")
    said = await chat.sees("tanaka", "評価を記録しました。")
    assert "1,900人" in said
    assert "+325人" in said
    assert "未達" in said
    assert "112,000回" in said
    assert "達成" in said
    await town.program.tick()
    assert len(await rows(town, Reminder)) == 1
    waiting = [one for one in await rows(town, Due) if one.kind == "evaluation" and one.state == evaluations.COMING]
    assert len(waiting) == 1
    await chat.say("yamamoto", "効果測定")
    assert "いまはありません。" in await chat.sees("yamamoto", "次に予定されているもの")


async def test_a_value_that_is_no_number_comes_back_with_all_that_was_typed(town: House) -> None:
    """At its field, and nothing is kept; the older value stays in the history when it is corrected."""
    chat = town.chat
    await reminded(town)
    await chat.press("tanaka", "評価を入力する")
    await chat.fill("tanaka", GIVEN | {"フォロワー数（人）": "だいたい二千"}, "記録する")
    again = await dialog(town.chat, "tanaka")
    assert "数字で書いてください" in again
    assert "地図の投稿を足す。" in again
    assert len(await rows(town, Evaluation)) == 2
    await chat.fill("tanaka", GIVEN, "記録する")
    await chat.sees("tanaka", "評価を記録しました。")
    await chat.press("tanaka", "評価を直す")
    await chat.fill("tanaka", {"フォロワー数（人）": "2,010"}, "記録する")
    said = await chat.sees("tanaka", "第2版")
    assert "2,010人" in said
    assert "第1版" in said
    assert "1,900人" in said


async def test_a_change_begins_the_amendment_and_a_stop_the_closing(town: House) -> None:
    """7-(5) follows from the first, the register's 廃止 from the second."""
    chat = town.chat
    await reminded(town)
    await chat.press("yamamoto", "評価を入力する")
    await chat.fill("yamamoto", GIVEN | {"これから": "利用方針を変えて続ける"}, "記録する")
    await chat.sees("yamamoto", "利用方針の変更（申請2）を始めました")
    begun = (await rows(town, Application))[-1]
    assert (begun.kind, begun.account_id) == ("変更", 1)
    await chat.press("yamamoto", "評価を直す")
    await chat.fill("yamamoto", {"これから": "利用をやめる", "所見": "役目を終えた。"}, "記録する")
    if await chat.dialog("yamamoto"):
        await chat.fill("yamamoto", {}, "記録する")
    else:
        await chat.press("yamamoto", "休止・廃止を記録する")
        await chat.fill("yamamoto", {"どうしますか": "廃止する", "理由": "役目を終えた。"}, "記録する")
    await chat.sees("yamamoto", "廃止")
    assert [one.state for one in await rows(town, Account)] == [accounts.CLOSED]
    await opening(town, 30)
    assert all(one.look_at is None for one in await rows(town, Due))


async def test_who_does_not_answer_is_reminded_once_and_then_the_office_sees_it(town: House) -> None:
    """After five working days again, after ten 情報政策課; each once, and never on a day off."""
    chat = town.chat
    await reminded(town)
    await opening(town, 5)
    await chat.sees("tanaka", "【再度のお知らせ】")
    await opening(town, 5)
    overdue = await chat.sees("mori", "【期限超過】", "joho-seisaku")
    assert "2回お知らせしましたが、回答がありません" in overdue
    await opening(town, 5)
    sent = [one for one in await rows(town, Reminder) if one.kind == "evaluation"]
    assert [one.stage for one in sent] == ["first", "again", "overdue"]
    rules = town.program.desk.evaluations
    assert rules is not None
    assert all(rules.calendar.works(one.at.astimezone(JAPAN).date()) for one in sent)
    await chat.press("tanaka", "評価を入力する")
    await chat.fill("tanaka", GIVEN, "記録する")
    await chat.sees("tanaka", "評価を記録しました。")


async def test_it_is_put_off_once_with_a_reason(town: House) -> None:
    """A second time is refused; then it comes again."""
    chat = town.chat
    await reminded(town)
    await chat.press("tanaka", "延期する")
    await chat.fill("tanaka", {"延期する理由": "催しの集計が来週になるため"}, "延期する")
    await chat.sees("tanaka", "延期しました")
    await chat.press("yamamoto", "延期する")
    assert "延期できるのは1回だけです" in await refusal(town, "yamamoto")
    await opening(town, 9)
    assert [one.stage for one in await rows(town, Reminder) if one.kind == "evaluation"] == ["first"]
    await opening(town, 1)
    assert "まで延期されていました" in await chat.sees("tanaka", "【再度のお知らせ】")


async def refusal(town: House, who: str) -> str:
    """What a refused press shows: a platform that asked for a dialog shows it there."""
    if town.chat.name == "teams":
        return await dialog(town.chat, who)
    return await town.chat.sees(who, "延期できるのは1回だけです")


async def test_strangers_and_stale_forms_change_nothing(town: House) -> None:
    """Who has no part in the account is refused; two who fill the form at once do not overwrite each other."""
    chat = town.chat
    await reminded(town)
    await chat.press("tanaka", "評価を入力する")
    await dialog(town.chat, "tanaka")
    await chat.press("yamamoto", "評価を入力する")
    await chat.fill("yamamoto", GIVEN, "記録する")
    await chat.sees("yamamoto", "評価を記録しました。")
    await chat.fill("tanaka", GIVEN | {"所見": "あとから"}, "記録する")
    await chat.sees("tanaka", "ほかの人が回答しました")
    given = [one for one in await rows(town, Evaluation) if one.due_id == 3 or one.version > 1]
    assert len(given) == 1
    await chat.say("kubo", "効果測定")
    assert "評価の時期を定めたアカウントはありません" in await chat.sees("kubo", "回答を待っているもの")


@pytest.mark.parametrize("town", ["slack-http", "teams"], indirect=True)
async def test_what_was_missed_comes_once_and_says_that_it_is_late(town: House) -> None:
    """The bot was down for a week."""
    chat = town.chat
    await met(town, "tanaka", "yamamoto")
    await demo_account.enter(town.program.desk)
    town.program.clock.offset += timedelta(days=9)
    await opening(town)
    assert "予定の日より遅れてお知らせしています（遅延）" in await chat.sees("tanaka", TITLE)
    await town.program.tick()
    assert [one.late for one in await rows(town, Reminder) if one.kind == "evaluation"] == [True]


async def test_april_asks_three_questions_and_each_answer_has_its_follow_up(town: House) -> None:
    """Terms of service, holder, public policy."""
    chat = town.chat
    await met(town, "tanaka", "yamamoto")
    await demo_account.enter(town.program.desk)
    await town.program.tick()
    due = next(one for one in await rows(town, Due) if one.kind == "yearly")
    assert due.due_on.month == 4
    now = town.program.clock.now()
    rules = town.program.desk.evaluations
    assert rules is not None
    await town.program.advance((rules.calendar.opening(due.due_on) - now).total_seconds() + 1)
    told = await chat.sees("tanaka", "年度はじめの確認です")
    assert "引継ぎ" in told
    await chat.press("tanaka", "確認に答える")
    answers = {
        "利用規約（約款）は、前の確認から変わりましたか": "変わった",
        "担当者・副担当者は、いまも正しいですか": "正しい",
        "公開用運用方針は、いまも掲載されていますか": "掲載されていない",
    }
    await chat.fill("tanaka", answers, "回答する")
    said = await chat.sees("tanaka", "年度はじめの確認に回答しました")
    assert "利用方針の変更を申請してください" in said
    assert "掲載し直してください" in said
    assert "担当者を変え、引継ぎを" not in said


async def test_a_quiet_account_is_asked_about_once(town: House) -> None:
    """Ninety days without anything recorded: one question to the holder."""
    chat = town.chat
    await met(town, "tanaka", "yamamoto")
    await demo_account.enter(town.program.desk)
    await town.program.tick()
    await town.program.advance(92 * 86_400)
    await opening(town)
    await chat.sees("tanaka", "このアカウントは使っていますか")
    await opening(town, 8)
    assert len([one for one in await rows(town, Reminder) if one.kind == "idle"]) == 1
    await chat.press("tanaka", "使っている")
    await chat.sees("tanaka", "使っていることを記録しました")


async def test_a_holder_who_is_gone_brings_the_checklist_once(town: House) -> None:
    """The organisation file changed: the head is told what is left to do."""
    chat = town.chat
    await met(town, "tanaka", "yamamoto")
    await demo_account.enter(town.program.desk)
    await opening(town)
    text = town.organisation.read_text(encoding="utf-8")
    head, _, tail = text.partition('id = "tanaka"')
    town.organisation.write_text(
        head + 'id = "tanaka"' + tail.replace('section = "観光振興課"', 'section = "情報政策課"', 1), encoding="utf-8"
    )
    await opening(town, 2)
    told = await chat.sees("yamamoto", "担当者の引継ぎを確かめてください")
    assert "観光振興課の職員ではなくなりました" in told
    await opening(town, 6)
    assert len([one for one in await rows(town, Reminder) if one.kind == "handover"]) == 1


async def test_the_same_on_postgresql(town_on_postgres: House) -> None:
    """From the reminder to the record."""
    town = town_on_postgres
    await reminded(town)
    await town.chat.sees("tanaka", TITLE)
    await town.chat.press("tanaka", "評価を入力する")
    await town.chat.fill("tanaka", GIVEN, "記録する")
    await town.chat.sees("tanaka", "評価を記録しました。")
    kept = [one for one in await rows(town, Payload) if one.kind == "evaluation"]
    assert len(kept) == 3
