"""Trouble and violations, as people meet them, through every door."""

import asyncio
from typing import Any

import pytest
from sqlalchemy import select

from storage import accounts, incidents
from storage.accounts import NewAccount
from storage.incident_tables import Incident, IncidentNotice, IncidentReminder, Violation
from storage.tables import LogEntry
from tests.doors import House

OFFICES = (("kubo", "hisho-koho"), ("fujii", "kiki-kanri"), ("mori", "joho-seisaku"))
FORM = {
    "職務での利用ですか": "職務での利用（公式アカウントなど）",
    "どのようなトラブルですか": "炎上（批判や攻撃的な反応が広がっている）",
    "媒体とアカウント名（一覧にないとき）": "X @tsuyama_demo",
    "何が起きていますか": "観光の投稿に批判が集まっています。<!channel> **至急**",
    "いまも見えますか": "いまも見える",
    "個人情報が含まれますか": "含まれない",
}


async def rows(town: House, table: Any) -> list[Any]:
    """All rows of a table, oldest first."""
    query = select(table).order_by(*table.__table__.primary_key.columns)
    return await town.program.database.read(lambda session: list(session.execute(query).scalars()))


async def met(town: House, *people: str) -> None:
    """People whom the bot knows: they have written to it once."""
    for who in people:
        await town.chat.say(who, "ヘルプ")
        await town.chat.sees(who, "SNSガイドライン窓口")


async def report(town: House, values: dict[str, str] | None = None, button: str = "トラブルを届け出る") -> None:
    """A report by 田中, from the word to the form."""
    await town.chat.say("tanaka", "届出")
    await town.chat.sees("tanaka", "直ちに秘書広報室、危機管理室及び情報政策課に届け出るものとする。")
    await town.chat.press("tanaka", button)
    await town.chat.fill("tanaka", {**FORM, **(values or {})}, "届け出る")


async def told(town: House) -> None:
    """The clock's look, as it comes every few seconds."""
    for _ in range(50):
        await town.program.soon()
        notices = await rows(town, IncidentNotice)
        if notices and all(one.told_at for one in notices):
            return
        await asyncio.sleep(0.1)
    raise AssertionError("an office was not told")


async def reported_and_acknowledged(town: House) -> None:
    """From the report to 受領 by each office, seen by everybody."""
    await report(town)
    await town.chat.sees("tanaka", "届け出ました")
    for who, room in OFFICES:
        notice = await town.chat.sees(who, "観光の投稿に批判が集まっています。<!channel> **至急**", room)
        assert "守衛室 内線 9999" in notice
        assert "田中 はるか" in notice
    await told(town)
    await town.chat.sees("tanaka", "に到達")
    await town.chat.press("kubo", "受領", "hisho-koho")
    for who, room in OFFICES:
        await town.chat.sees(who, "久保 美咲", room)
    notices = await rows(town, IncidentNotice)
    sent = await town.program.database.read(lambda s: [incidents.told(s, one.outbox_id).at for one in notices])
    assert [one.office for one in notices] == ["秘書広報室", "危機管理室", "情報政策課"]
    assert sent == sorted(sent)
    assert [one.acknowledged_at is not None for one in notices] == [True, False, False]


async def test_three_offices_are_told_in_order_and_acknowledge(town: House) -> None:
    """7-(8), and everybody can see that they were."""
    await reported_and_acknowledged(town)


async def test_the_same_on_postgresql(town_on_postgres: House) -> None:
    """Both databases get every feature."""
    await reported_and_acknowledged(town_on_postgres)


async def test_trouble_on_a_private_account_is_not_sent(town: House) -> None:
    """It is said why, with 8-(2) and advice, and what was written is not lost."""
    await report(town, {"職務での利用ですか": "個人での利用（私的なアカウント）"})
    said = await town.chat.sees("tanaka", "7-(8)の届出の対象ではありません")
    assert "観光の投稿に批判" in said
    assert await rows(town, Incident) == []


async def test_wrong_input_is_told_at_its_field(town: House) -> None:
    """And nothing is sent."""
    await report(town, {"気づいた日時": "きのうの夜"})
    assert "のように書いてください" in await town.chat.dialog("tanaka")
    assert await rows(town, Incident) == []
    await town.chat.fill("tanaka", {"気づいた日時": "2020-01-02 03:04"}, "届け出る")
    await town.chat.sees("tanaka", "届け出ました")


async def test_a_drill_takes_the_same_way_and_says_so_everywhere(town: House) -> None:
    """訓練 on every card."""
    await report(town, button="訓練として届け出る")
    for who, room in OFFICES:
        assert "【訓練】" in await town.chat.sees(who, "観光の投稿に批判", room)
    await told(town)
    assert "【訓練】" in await town.chat.sees("tanaka", "に到達")


async def test_nobody_else_may_acknowledge(town: House) -> None:
    """Who presses in another conversation is refused with the clause, as the reporter has no such button."""
    await report(town)
    await town.chat.sees("mori", "観光の投稿に批判", "joho-seisaku")
    await town.chat.press("mori", "受領", "joho-seisaku")
    await town.chat.sees("mori", "情報政策課として受領しました", "joho-seisaku")
    await town.chat.sees("kubo", "森 由美", "hisho-koho")


async def test_first_steps_quote_the_clauses_whole(town: House) -> None:
    """Evidence first, 4-(8) and 6-(5) word for word, the platform's form, phones."""
    await report(
        town,
        {
            "どのようなトラブルですか": "情報漏えい（個人情報、公開前の情報、内部の情報）",
            "個人情報が含まれますか": "含まれる",
        },
    )
    await town.chat.sees("tanaka", "届け出ました")
    await town.chat.press("tanaka", "いますべきこと")
    said = await town.chat.sees("tanaka", "証拠を残す")
    assert "冷静に対応し、無用な議論となることは避けなければならない。" in said
    assert "当該情報は削除せずに訂正するものとし" in said
    assert "help.x.com" in said
    assert "確報（30日以内）" in said
    assert "ガイドラインの定めではありません" in said


async def test_the_record_the_decision_and_the_history(town: House) -> None:
    """A decision has a name; what is open is listed until it is done."""
    await report(town, {"どのようなトラブルですか": "誤投稿（内容の誤り、私的な投稿、訓練文、ひな形のまま）"})
    await town.chat.sees("mori", "観光の投稿に批判", "joho-seisaku")
    await told(town)
    await town.chat.press("mori", "対応を記録する", "joho-seisaku")
    await town.chat.fill(
        "mori", {"記録するもの": "削除・非公開にするかの判断", "内容": "訂正文を出し、元の投稿は残す"}, "記録する"
    )
    assert "職・氏名を書いてください" in await town.chat.dialog("mori")
    await town.chat.fill("mori", {"担当者・判断した人（職・氏名）": "情報政策課長 林 智也"}, "記録する")
    await town.chat.sees("mori", "に記録しました", "joho-seisaku")
    await town.chat.press("mori", "経過を見る", "joho-seisaku")
    said = await town.chat.sees("mori", "削除・非公開の判断", "joho-seisaku")
    assert "判断した人：情報政策課長 林 智也" in said
    assert "秘書広報室に到達" in said
    assert "秘書広報室の受領" in said
    assert "判断の記録" not in said
    await town.chat.press("mori", "経過をファイルにする", "joho-seisaku")
    await town.chat.sees("mori", "届出1の経過.docx", "joho-seisaku")


async def test_what_is_said_under_a_notice_reaches_the_other_offices(town: House) -> None:
    """And the history; unless it begins with 「内部」."""
    await report(town)
    for who, room in OFFICES:
        await town.chat.sees(who, "観光の投稿に批判", room)
    await told(town)
    await town.chat.say("fujii", "内部 誰が行く？", "kiki-kanri", thread="観光の投稿に批判")
    await town.chat.say("fujii", "現場に確認しました。", "kiki-kanri", thread="観光の投稿に批判")
    assert "危機管理室 藤井 大輔" in await town.chat.sees("kubo", "現場に確認しました。", "hisho-koho")
    await town.chat.sees("mori", "現場に確認しました。", "joho-seisaku")
    assert not [text for text in await town.chat.read("kubo", "hisho-koho") if "誰が行く" in text]


async def test_a_report_can_be_withdrawn_by_who_made_it(town: House) -> None:
    """The offices see it, and nobody is reminded."""
    await report(town)
    await told(town)
    await town.chat.sees("tanaka", "に到達")
    await town.chat.press("tanaka", "取り下げる")
    await town.chat.sees("kubo", "取下げ", "hisho-koho")
    await town.program.advance(3600)
    assert await rows(town, IncidentReminder) == []


async def test_double_reports_are_merged(town: House) -> None:
    """The second names the first at once; merged, it ends and the first says so."""
    await report(town)
    await told(town)
    await report(town, {"何が起きていますか": "同じ件だと思います。"})
    assert "似た届出があります：1" in await town.chat.sees("mori", "同じ件だと思います。", "joho-seisaku")
    await town.chat.press("mori", "対応を記録する", "joho-seisaku")
    await town.chat.fill(
        "mori", {"記録するもの": "別の届出と同じ（統合する）", "統合する先の受付番号": "1"}, "記録する"
    )
    await town.chat.sees("mori", "に記録しました", "joho-seisaku")
    cases = await rows(town, Incident)
    assert sorted((one.id, one.state, one.merged_into) for one in cases) == [(1, "対応中", None), (2, "統合", 1)]


async def test_who_does_not_acknowledge_is_reminded_then_the_deputies(town: House) -> None:
    """After the minutes that the city set; each once; none after 受領."""
    await met(town, "hayashi")
    await report(town)
    await told(town)
    await town.chat.press("kubo", "受領", "hisho-koho")
    await town.chat.sees("kubo", "秘書広報室として受領しました", "hisho-koho")
    await town.program.advance(11 * 60)
    await town.chat.sees("mori", "11分たっても受領されていません（市の設定）", "joho-seisaku")
    await town.program.advance(10 * 60)
    await town.chat.sees("hayashi", "21分たっても受領されていません（市の設定）")
    await town.program.advance(10 * 60)
    await town.program.soon()
    await asyncio.sleep(0.3)
    assert not [text for text in await town.chat.read("kubo", "hisho-koho") if "分たっても" in text]
    taken = [one.step for one in await rows(town, IncidentReminder) if one.notice_id == 3]
    assert taken == ["reminder", "deputies", "deputies:hayashi", "mail"]


async def test_notices_are_drafted_from_templates(town: House) -> None:
    """In three versions; the bot posts none of them."""
    await report(town)
    await town.chat.sees("kubo", "観光の投稿に批判", "hisho-koho")
    await town.chat.press("kubo", "お知らせの文案", "hisho-koho")
    await town.chat.sees("kubo", "このボットは投稿しません", "hisho-koho")
    await town.chat.press("kubo", "文案を見る", "hisho-koho")
    said = await town.chat.sees("kubo", "やさしい日本語", "hisho-koho")
    assert "140字以内" in said


async def test_the_button_can_be_left_in_a_room(town: House) -> None:
    """「届出 ボタン」, for everybody there."""
    await town.chat.say("mori", "届出 ボタン", "zencho")
    await town.chat.sees("yamamoto", "トラブルの届出", "zencho")
    await town.chat.press("yamamoto", "トラブルを届け出る", "zencho")
    await town.chat.fill("yamamoto", FORM, "届け出る")
    await town.chat.sees("kubo", "観光の投稿に批判", "hisho-koho")


async def registered(town: House) -> None:
    """An official account of 観光振興課, run by 田中."""
    account = NewAccount("X", "@kanko_demo", "観光振興課", accounts.RUNNING, holder="tanaka")
    await town.program.database.write(lambda session: accounts.add(session, account, town.program.clock.now()).id)


async def test_who_runs_the_account_is_told_after_the_three(town: House) -> None:
    """課・室長 and holder, as 参考."""
    await met(town, "yamamoto")
    await registered(town)
    await report(town, {"アカウント（登録簿から）": "X @kanko_demo（観光振興課）"})
    await told(town)
    said = await town.chat.sees("yamamoto", "【参考】トラブルの届出 1")
    assert "観光振興課の課・室長" in said


async def test_a_violation_goes_up_the_chain(town: House) -> None:
    """課・室長 of the account's section → 情報政策課長 → the committee; the head does not see the reporter's name."""
    await met(town, "yamamoto", "hayashi", "okada", "nishi")
    await registered(town)
    await town.chat.say("mori", "違反")
    await town.chat.sees("mori", "課・室の情報マネジメント管理責任者(課・室長)に直ちに通知しなければならない。")
    await town.chat.press("mori", "違反を通知する")
    values = {
        "どのアカウントですか": "公式アカウント",
        "公式アカウント（登録簿から）": "X @kanko_demo（観光振興課）",
        "投稿のURLと内容": "https://x.example/1 ひどい言葉の投稿",
        "どの禁止事項にあたりますか": "5-(1) 誹謗中傷",
        "課・室長にあなたの氏名を知らせますか": "知らせない（情報政策課長から上には見えます）",
    }
    await town.chat.fill("mori", values, "通知する")
    assert "課長 山本 誠" in await town.chat.sees("mori", "違反を通知しました")
    card = await town.chat.sees("yamamoto", "ひどい言葉の投稿")
    assert "誹謗中傷すること。" in card
    assert "森 由美" not in card
    await town.chat.press("yamamoto", "情報政策課長へ通知する")
    assert "森 由美" in await town.chat.sees("hayashi", "ひどい言葉の投稿")
    await town.chat.press("hayashi", "助言を送る")
    await town.chat.fill("hayashi", {"助言": "まず画面を保存してください。"}, "記録して送る")
    await town.chat.sees("yamamoto", "まず画面を保存してください。")
    await town.chat.press("hayashi", "委員会へ報告する")
    await town.chat.fill("hayashi", {"委員会へ報告": "事実を確認し、訂正しました。"}, "記録して送る")
    assert "事実を確認し、訂正しました。" in await town.chat.sees("nishi", "委員会への報告")
    await town.chat.sees("okada", "委員会への報告")
    assert not any("任命権者へ通知" in text for text in await town.chat.read("nishi"))
    await town.chat.press("okada", "任命権者へ通知")
    attached = "確認した事実\n操作記録の抜粋（検証結果つき）"
    await town.chat.fill(
        "okada", {"添えるもの": attached, "通知の本文": "処分のため通知します。"}, "任命権者へ通知する"
    )
    await town.chat.sees("okada", "任命権者へ通知を記録しました")
    steps = [one.step for one in await rows(town, Violation)]
    assert steps == ["committee"]
    acts = [one.act for one in await rows(town, LogEntry) if one.act.startswith("violation")]
    assert acts[0] == "violation reported"
    assert acts[-1] == "violation authority"


async def test_a_violation_on_a_private_account_goes_where_the_reporter_chooses(town: House) -> None:
    """8-(2) is silent about it, and the form says so; a head who is the subject is not told."""
    await met(town, "yamamoto", "hayashi")
    await town.chat.say("mori", "違反")
    await town.chat.press("mori", "違反を通知する")
    values = {
        "どのアカウントですか": "職員の個人のアカウント",
        "媒体とアカウント名（一覧にないとき）": "X @dareka",
        "投稿のURLと内容": "勤務時間中の私的な投稿",
        "どの禁止事項にあたりますか": "5-(10) 勤務時間中の個人の発信",
        "投稿したのは": "情報マネジメント管理責任者（課・室長）本人",
        "課・室長にあなたの氏名を知らせますか": "知らせる",
    }
    await town.chat.fill("mori", values, "通知する")
    told = await town.chat.dialog("mori")
    assert "8-(2)は定めていません" in told
    assert "課・室を選んでください。" in told
    await town.chat.fill("mori", {"運用する課・室（個人のときは通知先）": "観光振興課"}, "通知する")
    assert "課・室長が対象者であるため、上位の役職に通知しました（市の設定）。" in await town.chat.sees(
        "mori", "違反を通知しました"
    )
    await town.chat.sees("hayashi", "勤務時間中の私的な投稿")
    assert not [text for text in await town.chat.read("yamamoto") if "私的な投稿" in text]


@pytest.mark.parametrize("town", ["web"], indirect=True)
async def test_a_report_after_the_clock_was_moved_is_not_overdue_at_once(town: House) -> None:
    """Whoever plays with the day sees no reminder before its minutes have passed."""
    await town.program.advance(86_400.0)
    await report(town)
    await told(town)
    await town.program.tick()
    assert await rows(town, IncidentReminder) == []
    await town.program.advance(11 * 60.0)
    assert [one.step for one in await rows(town, IncidentReminder)] == ["reminder"] * 3
