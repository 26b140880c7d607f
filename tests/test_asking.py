"""Asking the guideline, as people do it, through every door."""

import asyncio
import io
import json
import re
import zipfile
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlmodel import col

from bot import manifests
from handlers import router
from storage.tables import Feedback, Payload, Question, Ticket
from tests.doors import House


async def test_a_question_gets_the_clause_word_for_word(town: House) -> None:
    """With its number, the text that opens its list, its neighbours, version and date."""
    await town.chat.say("tanaka", "昼休みに自分のインスタを更新するのは勤務時間中になりますか")
    said = await town.chat.sees("tanaka", "勤務時間中に個人の立場で情報を発信すること。")
    assert "5-(10)" in said
    assert "ソーシャルメディアを利用して情報発信をする場合の禁止事項は、次のとおりとする。" in said
    assert "第1.0版（平成24年10月）" in said
    assert "← 5-(9)" in said
    assert "5-(11) →" in said


async def test_an_uncovered_question_gets_an_honest_no(town: House) -> None:
    """With the office to ask."""
    await town.chat.say("tanaka", "市税の口座振替の手続を教えて")
    said = await town.chat.sees("tanaka", "該当条文なし")
    assert "情報政策課（内線 2030）" in said


async def test_neighbours_are_one_press_away(town: House) -> None:
    """From 5-(1) to 5-(2)."""
    await town.chat.say("tanaka", "条文 ５（１）")
    await town.chat.sees("tanaka", "誹謗中傷すること。")
    await town.chat.press("tanaka", "5-(2) →")
    await town.chat.sees("tanaka", "非礼・不遜な態度")


async def test_the_guideline_can_be_browsed_from_its_contents(town: House) -> None:
    """「条文」 alone shows the sections; a number that does not exist is told so."""
    await town.chat.command("tanaka", "条文")
    await town.chat.sees("tanaka", "条文を読む")
    await town.chat.command("tanaka", "条文 9-(9)")
    await town.chat.sees("tanaka", "その番号の条文はありません")


@pytest.mark.parametrize("text", ["ヘルプ", "こんにちは"])
async def test_a_greeting_gets_the_help_card(town: House, text: str) -> None:
    """Which also says that logs may serve as evidence."""
    await town.chat.say("tanaka", text)
    said = await town.chat.sees("tanaka", "SNSガイドライン窓口")
    assert "8-(1)" in said


async def test_home_shows_what_waits(town: House) -> None:
    """Nothing at first."""
    await town.chat.say("tanaka", "ホーム")
    await town.chat.sees("tanaka", "いま待っているもの")


async def test_an_answer_in_a_room_is_private_until_it_is_shared(town: House) -> None:
    """「みんなに共有」 posts it once for everybody, however often it is pressed."""
    await town.chat.say("tanaka", "わいせつな画像を載せてはいけないのはどの条文？", "zencho")
    await town.chat.sees("tanaka", "わいせつな内容を含む情報を発信すること。", "zencho")
    assert not [text for text in await town.chat.read("yamamoto", "zencho") if "出典" in text]
    await town.chat.press("tanaka", "みんなに共有", "zencho")
    shared = await town.chat.sees("yamamoto", "わいせつな内容を含む情報を発信すること。", "zencho")
    assert "田中 はるかさんの質問：わいせつな画像を載せてはいけないのはどの条文？" in shared
    await asyncio.sleep(0.3)
    assert len([text for text in await town.chat.read("yamamoto", "zencho") if "さんの質問" in text]) == 1


async def test_thumbs_up_is_kept_for_the_clause_and_not_for_the_person(town: House) -> None:
    """What is kept: question, clause, good; nothing that leads to the asker."""
    await town.chat.say("tanaka", "条文の言葉で、誹謗中傷の禁止を教えて")
    await town.chat.sees("tanaka", "誹謗中傷すること。")
    await town.chat.press("tanaka", "👍 役に立った")
    await town.chat.sees("tanaka", "評価を記録しました")
    kept = await town.program.database.read(lambda session: session.execute(select(Feedback)).scalars().all())
    assert [(one.clause, one.good) for one in kept] == [("5-(1)", True)]
    questions = await town.program.database.read(lambda session: session.execute(select(Question)).scalars().all())
    assert "tanaka" not in repr(questions)


async def test_thumbs_down_asks_which_clause_it_was(town: House) -> None:
    """And shows that clause."""
    await town.chat.say("tanaka", "誹謗中傷の禁止を教えて")
    await town.chat.sees("tanaka", "誹謗中傷すること。")
    await town.chat.press("tanaka", "👎 違う")
    await town.chat.fill("tanaka", {"本来の条文": "5-(2) 非礼・不遜な態度や発言"}, "記録する")
    await town.chat.sees("tanaka", "非礼・不遜な態度や発言と受け取られるおそれ")
    kept = await town.program.database.read(lambda session: session.execute(select(Feedback)).scalars().all())
    assert [(one.clause, one.good, one.better) for one in kept] == [("5-(1)", False, "5-(2)")]


async def passed_on(town: House) -> None:
    """A question goes to the office, and the office's answer comes back."""
    chat = town.chat
    await chat.say("tanaka", "市税の口座振替の手続を教えて")
    await chat.sees("tanaka", "該当条文なし")
    await chat.press("tanaka", "情報政策課に質問を送る")
    await chat.fill("tanaka", {"質問": "公式アカウントの写真の保存年限を教えてください。<!channel> **至急**"}, "送る")
    await chat.sees("tanaka", "質問を受け付けました")
    notice = await chat.sees("mori", "写真の保存年限", "joho-seisaku")
    assert "田中 はるか" in notice
    assert "<!channel> **至急**" in notice
    await chat.press("mori", "回答する", "joho-seisaku")
    await chat.fill("mori", {"回答": "文書管理規程の別表によります。"}, "回答を送る")
    answer = await chat.sees("tanaka", "文書管理規程の別表によります。")
    assert "情報政策課からの回答" in answer
    await chat.sees("mori", "回答済み：森 由美", "joho-seisaku")
    await chat.press("tanaka", "解決した")
    await chat.sees("mori", "完了", "joho-seisaku")


async def test_a_question_is_passed_on_and_the_answer_comes_back(town: House) -> None:
    """A ticket with a state, from open to answered to closed."""
    await passed_on(town)


async def test_the_same_on_postgresql(town_on_postgres: House) -> None:
    """Both databases get every feature."""
    await passed_on(town_on_postgres)


async def test_a_reply_in_the_thread_of_a_ticket_is_its_answer(town: House) -> None:
    """Unless it begins with 「内部」."""
    chat = town.chat
    await chat.say("tanaka", "市税の口座振替の手続を教えて")
    await chat.sees("tanaka", "該当条文なし")
    await chat.press("tanaka", "情報政策課に質問を送る")
    await chat.fill("tanaka", {"質問": "写真の保存年限は？"}, "送る")
    await chat.sees("mori", "写真の保存年限は？", "joho-seisaku")
    await chat.say("mori", "内部 これは誰が答える？", "joho-seisaku", thread="写真の保存年限は？")
    await chat.say("mori", "5年です。", "joho-seisaku", thread="写真の保存年限は？")
    await chat.sees("tanaka", "5年です。")
    assert not [text for text in await chat.read("tanaka") if "これは誰が答える" in text]


async def test_an_empty_ticket_is_told_at_its_field(town: House) -> None:
    """And nothing is sent."""
    chat = town.chat
    await chat.say("tanaka", "市税の口座振替の手続を教えて")
    await chat.sees("tanaka", "該当条文なし")
    await chat.press("tanaka", "情報政策課に質問を送る")
    await chat.fill("tanaka", {"質問": "　"}, "送る")
    told = await chat.dialog("tanaka")
    assert "内容を書いてください" in told or "入力してください" in told  # some clients look before they send
    tickets = await town.program.database.read(lambda session: session.execute(select(Ticket)).scalars().all())
    assert tickets == []


async def test_a_contractor_is_refused_with_clause_3(town: House) -> None:
    """職員 are those of clause 3; the refusal quotes it."""
    await town.chat.say("itaku", "公式アカウントで宣伝していい？")
    said = await town.chat.sees("itaku", "ご利用いただけません")
    assert "本市の一般職の職員（非常勤嘱託員及び臨時職員を含む。以下「職員」という。）に対して適用する。" in said


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("😀🎉✨", "質問を言葉で書いてください"),
        ("あ" * 2_000, "質問は1,000字までです（いまは2,000字）"),
        ("インスタ\x00\x07で悪口を書いたら", "出典"),
        ("<!channel> *市長* の `悪口` を書く <b>", "出典"),
    ],
)
async def test_bad_input_gets_a_clear_message(town: House, text: str, told: str) -> None:
    """Never an error, never a ping."""
    await town.chat.say("tanaka", text)
    await town.chat.sees("tanaka", told)


async def test_old_questions_are_blanked(town: House) -> None:
    """After the days that the city sets, the words are gone; the numbers stay."""
    await town.chat.say("tanaka", "誹謗中傷の禁止を教えて")
    await town.chat.sees("tanaka", "誹謗中傷すること。")
    await town.program.advance(400 * 86_400)
    kept = select(Payload).where(col(Payload.kind) == "question")
    rows = await town.program.database.read(lambda session: session.execute(kept).scalars().all())
    assert [(row.body, row.salt) for row in rows] == [(None, None)]


def test_every_press_that_a_card_offers_has_a_conversation() -> None:
    """The router's table is the list of what cards, and the menus of messages, may raise."""
    folder = Path(__file__).parent.parent / "cards"
    offered = {
        name for file in folder.glob("*.py") for name in re.findall(r'action="([a-z._]+)"', file.read_text("utf-8"))
    }
    slack = {one["callback_id"] for one in manifests.slack("")["features"]["shortcuts"]}
    teams = json.loads(zipfile.ZipFile(io.BytesIO(manifests.teams_package("", ""))).read("manifest.json"))
    assert {one["id"] for one in teams["composeExtensions"][0]["commands"]} == slack
    offered |= slack
    assert offered <= set(router.PRESSES)
    assert set(router.PRESSES) <= offered
