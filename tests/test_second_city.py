"""Another city walks through every conversation: 第3条第2項, two offices, three fields, no trained model."""

import io
import re
from collections.abc import AsyncIterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from bot import demo_account, guideline_command
from cards import revision
from guideline import calendar, revised
from guideline.clauses import load
from guideline.import_folder import clauses_toml
from guideline.import_rows import rows_of
from guideline.import_tree import read_text
from storage import accounts, records, relied
from tests.conftest import fresh_database
from tests.doors import House, house

CITY = Path(__file__).parent / "data" / "second_city"
FOLDER, PEOPLE = CITY / "guideline", CITY / "organisation.toml"
ROOT = Path(__file__).parent.parent
FOREIGN = ("津山", "情報政策課", "秘書広報室", "危機管理室", "情報マネジメント", "7-(8)", "5-(1)", "8-(2)")


@pytest.fixture
async def town(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[House]:
    """若葉町's bot in its playground, everybody known; afterwards the log must be whole."""
    async with (
        fresh_database(request, "sqlite", tmp_path) as url,
        house("web", url, tmp_path, guideline=FOLDER, people_of=PEOPLE) as opened,
    ):
        for who in ("aoki", "kaji", "sugi", "oki", "mizu", "numa", "hara"):
            await opened.chat.say(who, "ヘルプ")
            assert "総務課、まちづくり課に直ちに届きます" in await opened.chat.sees(who, "SNSガイドライン窓口")
        yield opened
        said = [text for who in ("aoki", "sugi", "oki", "mizu", "hara") for text in await opened.chat.read(who)]
        for foreign in FOREIGN:
            assert not [text for text in said if foreign in text], foreign
        assert await opened.program.database.read(lambda session: list(records.faults(session))) == []


def test_its_clauses_are_what_the_import_makes_of_its_text() -> None:
    """The folder in the tests began as a plain text."""
    rows = rows_of(read_text((CITY / "wakaba.txt").read_text("utf-8")))
    assert clauses_toml(rows) == (FOLDER / "clauses.toml").read_text("utf-8")
    out = io.StringIO()
    assert guideline_command.check(FOLDER, PEOPLE, out) == 0, out.getvalue()
    assert "まだ学習していません" in out.getvalue()


async def test_asking_and_passing_on(town: House) -> None:
    """By the clauses' own words, and it says so; what is not covered goes to まちづくり課."""
    await town.chat.say("aoki", "勤務時間中に私的な発信をしてもよいですか")
    told = await town.chat.sees("aoki", "条文の言葉だけで探しました")
    assert "勤務時間中に私的に発信する情報" in told
    touched = frozenset({"3-2-(3)"})
    found = await town.program.database.read(lambda session: relied.on(session, touched, True))
    assert revision.relied_lines(found) == ["回答 1件が 3-2-(3) を示しています"]
    await town.chat.say("aoki", "第3条第2項第1号")
    assert "他人を侮辱し、又はおとしめる情報" in await town.chat.sees("aoki", "3-2-(1)")
    await town.chat.say("aoki", "水道料金の口座振替")
    await town.chat.sees("aoki", "該当条文なし")
    await town.chat.press("aoki", "まちづくり課に質問を送る")
    await town.chat.fill("aoki", {"質問": "写真は何年残しますか。"}, "送る")
    await town.chat.sees("mizu", "写真は何年残しますか。", "machi")
    await town.chat.press("mizu", "回答する", "machi")
    await town.chat.fill("mizu", {"回答": "5年です。"}, "回答を送る")
    assert "まちづくり課からの回答" in await town.chat.sees("aoki", "5年です。")


async def test_checking_and_the_procedures(town: House) -> None:
    """A prohibition of 第3条第2項 stops; a fact is confirmed by a colleague under 第5条."""
    chat = town.chat
    await draft(town, "町長は役立たずだ。")
    assert "止める" in await chat.sees("aoki", "3-2-(1)")
    await draft(town, "図書館は午前9時に開きます。")
    await chat.press("aoki", "手続に進む")
    assert "他の職員1人以上の確認を経て行う。" in await chat.sees("aoki", "事実の告知の手続")
    await chat.press("aoki", "同僚に確認を頼む")
    await chat.fill("aoki", {"確認してもらう人（1人目）": "梶 陽子（福祉課）"}, "確認を頼む")
    await chat.sees("kaji", "投稿内容の確認のお願い")
    await chat.press("kaji", "確認した")
    await chat.sees("aoki", "投稿の受付")


async def draft(town: House, text: str) -> None:
    """A fact for 職務, through the form."""
    await town.chat.check("aoki")
    values = {"下書き": text, "どの立場で投稿しますか": "職務として", "投稿の種類（職務のとき）": "事実の告知"}
    values["当てはまるものを選んでください"] = "所属（課名など）を明らかにする"
    await town.chat.fill("aoki", values, "確認する")
    await town.chat.sees("aoki", "自動確認は、投稿して問題がないことを保証するものではありません。")


async def test_from_three_fields_to_the_register(town: House) -> None:
    """The conference approves with one voice; まちづくり課 is told; the account stands in the register."""
    chat = town.chat
    await chat.say("sugi", "申請")
    await chat.press("sugi", "新しく申請する")
    await chat.fill("sugi", {"利用する媒体": "X（旧Twitter）"}, "申請を始める")
    await chat.sees("sugi", "欄1（1/3）媒体")
    for number, values in (("2", {"ねらい": "祭りの案内"}), ("3", {"担当する職員": "青木 空"})):
        if number == "2":
            await chat.press("sugi", "欄2 →")
            await chat.sees("sugi", "欄2（2/3）ねらい")
        await chat.press("sugi", "記入する")
        await chat.fill("sugi", values, "保存する")
        await chat.sees("sugi", f"欄{number}を保存しました。")
    await chat.press("sugi", "全体を確認する")
    await chat.press("sugi", "提出する")
    await chat.sees("sugi", "広報戦略会議で審査します。")
    for member in ("hara", "oki"):
        await chat.sees(member, "利用承認の審査をお願いします")
        await chat.press(member, "承認する")
        said = {"想定されるリスク": "炎上", "期待できる大きな効果": "来客", "リスクがあっても取り組むべき理由": "速い"}
        await chat.fill(member, said, "承認に投票する")
    await chat.sees("sugi", "申請1は承認になりました")
    await chat.press("sugi", "アカウントの取得を記録する")
    obtained = {"アカウント名": "wakaba", "アドレス（URL）": "https://x.com/wakaba", "担当者": "青木 空"}
    await chat.fill("sugi", obtained, "台帳に記録する")
    await chat.sees("sugi", "公開前")
    await chat.press("sugi", "まちづくり課に届け出る")
    await chat.sees("mizu", "公式アカウントを取得しました（届出）", "machi")
    row = (await town.program.database.read(accounts.listed))[0]
    assert (row.name, row.section) == ("wakaba", "福祉課")
    await chat.say("aoki", "台帳")
    await chat.sees("aoki", "公式アカウント台帳")


async def test_its_own_indicators_are_asked_at_its_own_hour(town: House) -> None:
    """めやす of its form, ten o'clock, its own closed day, and again after three working days; no clause is quoted."""
    chat, desk = town.chat, town.program.desk
    assert desk.evaluations is not None
    assert not desk.evaluations.calendar.works(date(2026, 11, 26))
    answers = {"medium": "X（旧Twitter）", "aim": "祭りの案内", "goals": "来客数／500人以上／受付", "when": "毎月"}
    told = {
        "medium": "X（旧Twitter）", "name": "@wakaba", "url": "https://x.com/wakaba", "section": "福祉課",
        "holder": "aoki", "deputy": "", "head": "sugi", "answers": answers,
    }  # fmt: skip
    start = calendar.add_months(desk.today() + timedelta(days=1), -1)
    await desk.by_clock(lambda work: demo_account.enter_one(work, told, start) and None)
    await town.program.tick()
    await openings(town, 2)
    said = await chat.sees("aoki", "効果測定の時期です")
    assert "来客数" in said
    await chat.sees("sugi", "効果測定の時期です")
    await openings(town, 3)
    await chat.sees("aoki", "【再度のお知らせ】")
    await chat.press("aoki", "評価を入力する")
    await chat.fill("aoki", {"来客数（人）": "612", "所見": "雨でも来た。", "これから": "このまま続ける"}, "記録する")
    assert "達成" in await chat.sees("aoki", "評価を記録しました。")


async def openings(town: House, count: int) -> None:
    """So many moments at which reminders go out."""
    rules = town.program.desk.evaluations
    assert rules is not None
    for _ in range(count):
        now = town.program.clock.now()
        await town.program.advance((rules.calendar.next_opening(now) - now).total_seconds() + 1)


async def test_trouble_goes_to_its_own_offices_in_its_own_order(town: House) -> None:
    """総務課 first, then まちづくり課; the clause is 第6条."""
    chat = town.chat
    await chat.say("aoki", "届出")
    assert "直ちに総務課、まちづくり課の順に連絡しなければならない。" in await chat.sees("aoki", "トラブルの届出")
    await chat.press("aoki", "トラブルを届け出る")
    values = {
        "職務での利用ですか": "職務での利用（公式アカウントなど）", "どのようなトラブルですか": "炎上",
        "媒体とアカウント名（一覧にないとき）": "X @wakaba", "何が起きていますか": "批判が集まっています。",
        "いまも見えますか": "いまも見える", "個人情報が含まれますか": "含まれない",
    }  # fmt: skip
    await chat.fill("aoki", values, "届け出る")
    await chat.sees("aoki", "届け出ました")
    for who, room in (("oki", "somu"), ("mizu", "machi")):
        await chat.sees(who, "批判が集まっています。", room)
    await chat.press("oki", "受領", "somu")
    await chat.sees("mizu", "沖 進", "machi")


async def test_a_violation_goes_up_its_own_chain(town: House) -> None:
    """所属長, 総務課長, 広報戦略会議; only what 第3条第2項 prohibits can be chosen."""
    chat = town.chat
    await chat.say("aoki", "違反")
    await chat.press("aoki", "違反を通知する")
    values = {
        "どのアカウントですか": "職員の個人のアカウント", "媒体とアカウント名（一覧にないとき）": "X @a",
        "運用する課・室（個人のときは通知先）": "福祉課", "投稿のURLと内容": "ひどい投稿",
        "どの禁止事項にあたりますか": "3-2-(1) 他人を侮辱し、又はおとしめる情報",
        "所属長にあなたの氏名を知らせますか": "知らせる",
    }  # fmt: skip
    await chat.fill("aoki", values, "通知する")
    await chat.sees("sugi", "ひどい投稿")
    await chat.press("sugi", "総務課長へ通知する")
    await chat.sees("oki", "ひどい投稿")
    await chat.say("oki", "ホーム")
    await chat.sees("oki", "あなたの対応を待っています")


HARD_CODED = re.compile(
    r"津山|情報政策課|秘書広報室|危機管理室|情報マネジメント|最高情報統括|[\"'「（][1-8]-\(\d+\)|三つの課"
)


def test_no_citys_names_stand_in_the_program() -> None:
    """Roles, offices and clause ids come from the folder; comments and docstrings may cite the first city's."""
    found = []
    for folder in ("handlers", "cards"):
        for file in sorted((ROOT / folder).glob("*.py")):
            code = re.sub(r'""".*?"""|^\s*#.*?$', "", file.read_text("utf-8"), flags=re.DOTALL | re.MULTILINE)
            found += [f"{file.name}: {line.strip()}" for line in code.splitlines() if HARD_CODED.search(line)]
    assert found == [], "take these from desk.guideline (names, standing, offices) instead"


def test_a_revision_is_told_clause_by_clause(tmp_path: Path) -> None:
    """Renumbered by its words, reworded with marks, added, removed; numbers alone are no change of words."""
    before = load(FOLDER)
    (tmp_path / "guideline.toml").write_text((FOLDER / "guideline.toml").read_text("utf-8"), "utf-8")
    text = (CITY / "wakaba.txt").read_text("utf-8")
    text = text.replace("（3）　勤務時間中に私的に発信する情報\n", "").replace("（4）　職員でない", "（3）　職員でない")
    text = text.replace("他の職員1人以上", "他の職員2人以上")
    (tmp_path / "clauses.toml").write_text(clauses_toml(rows_of(read_text(text))), "utf-8")
    found = {(one.kind, one.before, one.after): one.marked for one in revised.compare(before, load(tmp_path)).changes}
    assert set(found) == {
        ("renumbered", "3-2-(4)", "3-2-(3)"), ("reworded", "5-1", "5-1"), ("removed", "3-2-(3)", ""),
    }  # fmt: skip
    assert "他の職員〔－1－〕〔＋2＋〕人以上" in found["reworded", "5-1", "5-1"]
