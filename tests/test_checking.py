"""Checking a draft before it is posted, as people do it, through every door."""

import asyncio
import io

import pytest
from PIL import Image
from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from bot.settings import GUIDELINE
from guideline.ask import Reader
from guideline.check import load_checker
from guideline.clauses import Guideline
from guideline.examples import load_suspects
from storage import accounts, checks
from storage.tables import Payload
from tests.doors import House

PHONE = "お悔やみです。ご遺族の携帯は090-1234-5678です。"
CLEAN = "図書館の開館時間は午前9時から午後6時までです。"


async def filled(
    town: House, text: str, kind: str = "事実の告知", who: str = "tanaka", to_the_end: bool = True
) -> None:
    """A draft for 職務 through the form, and read, however busy the machine is."""
    await town.chat.check(who)
    values = {"下書き": text, "どの立場で投稿しますか": "職務として", "投稿の種類（職務のとき）": kind}
    values["当てはまるものを選んでください"] = "所属（課名など）を明らかにする"
    await town.chat.fill(who, values, "確認する")
    await town.chat.sees(who, "自動確認は、投稿して問題がないことを保証するものではありません。")
    for _ in range(500 if to_the_end else 0):
        if not await town.program.database.read(checks.unread):
            return
        await asyncio.sleep(0.02)


async def met(town: House, *people: str) -> None:
    """People who have used the bot before."""
    for who in people:
        await town.chat.say(who, "ヘルプ")
        await town.chat.sees(who, "SNSガイドライン窓口")


async def rows(town: House, table: type) -> list:
    """All rows of a table."""
    return await town.program.database.read(lambda session: list(session.execute(select(table)).scalars()))


async def words_kept(town: House, words: str) -> list[str]:
    """Where some words still stand in the database: the kinds of payload."""

    def look(session: Session) -> list[str]:
        found = session.execute(select(Payload).where(col(Payload.blanked_at).is_(None))).scalars()
        return [one.kind for one in found if words in str(one.body)]

    return await town.program.database.read(look)


async def test_a_draft_is_checked_at_once_and_the_rest_is_asked_by_buttons(town: House) -> None:
    """Where, why, what to change; the clause word for word; never that it is fine."""
    await town.chat.check("tanaka", PHONE)
    said = await town.chat.sees("tanaka", "投稿前チェック：止める")
    assert "5-(12)" in said
    assert "職務上知り得た秘密や個人情報を含む情報を発信すること。" in said
    assert "「090-1234-5678」" in said
    assert "→ " in said
    assert "まだ選ばれていません" in said
    await town.chat.press("tanaka", "個人・他団体の立場で")
    await town.chat.sees("tanaka", "立場: 個人" if town.chat.name == "web" else "個人・他団体")


async def test_a_draft_without_findings_is_never_called_fine(town: House) -> None:
    """「自動確認では該当なし」, and that this promises nothing."""
    await filled(town, CLEAN)
    said = await town.chat.sees("tanaka", "自動確認では該当なし")
    assert "保証するものではありません" in said
    assert "問題ありません" not in said


async def test_the_context_alone_raises_findings(town: House) -> None:
    """5-(10) and 5-(11) for a private post in working hours with the city's devices."""
    await town.chat.check("tanaka")
    chosen = "勤務時間中（休憩を除く）に投稿する\n市の情報資産・通信環境（端末、庁内LAN、メール、データ）を使う"
    values = {"下書き": "今日の昼はうどん。", "どの立場で投稿しますか": "個人・他団体の立場で"}
    await town.chat.fill("tanaka", values | {"当てはまるものを選んでください": chosen}, "確認する")
    said = await town.chat.sees("tanaka", "5-(10)")
    assert "5-(11)" in said
    assert "手続に進む" not in said


async def test_a_draft_is_rewritten_in_place_and_the_difference_shown(town: House) -> None:
    """What was taken out and put in, and which findings went."""
    await filled(town, PHONE)
    await town.chat.press("tanaka", "書き直す")
    await town.chat.fill("tanaka", {"下書き": "お悔やみ申し上げます。"}, "もう一度確認する")
    said = await town.chat.sees("tanaka", "書き直しで変わったところ")
    assert "− ご遺族の携帯は090-1234-5678です。" in said
    assert "＋ お悔やみ申し上げます。" in said
    assert "✔ 解消：5-(12)" in said


async def test_a_finding_is_answered_with_a_reason_that_later_readers_see(town: House) -> None:
    """A 止める that is not answered gives no receipt."""
    await met(town, "sato")
    await filled(town, PHONE)
    await town.chat.press("tanaka", "手続に進む")
    await town.chat.sees("tanaka", "止める指摘が残っています")
    await town.chat.press("tanaka", "該当しない・例外に当たる")
    await answer_first(town, {"理由": "公表済みの連絡先のため"})
    said = await town.chat.sees("tanaka", "該当しないと答えた指摘")
    assert "公表済みの連絡先のため" in said
    await town.chat.press("tanaka", "手続に進む")
    await town.chat.sees("tanaka", "事実の告知の手続")
    await ask_colleague(town)
    seen = await town.chat.sees("sato", "投稿内容の確認のお願い")
    assert "公表済みの連絡先のため" in seen


async def answer_first(town: House, values: dict[str, str]) -> None:
    """Answers the first finding of the open dialog."""
    chat = town.chat
    for _ in range(100):  # Slack opens it after the acknowledgement
        if await chat.dialog("tanaka"):
            break
        await asyncio.sleep(0.02)
    view = options_of(chat, "tanaka", "どの指摘ですか")
    await chat.fill("tanaka", {**values, "どの指摘ですか": view[0]}, "答える")


def options_of(chat: object, who: str, label: str) -> list[str]:
    """The options of a select in the open dialog, as the platform's fake keeps it."""
    name = getattr(chat, "name", "")
    if name == "web":
        card = chat._dialogs[who].card  # type: ignore[attr-defined]
        part = next(one for one in card["parts"] if one["kind"] == "input" and one["label"] == label)
        return [one["label"] for one in part["options"]]
    if name == "teams":
        body = chat.open_dialog(who)["body"]  # type: ignore[attr-defined]
        part = next(one for one in body if one.get("label") == label)
        return [one["title"] for one in part["choices"]]
    view = chat.slack.views[f"U0{who.upper()}"][-1]  # type: ignore[attr-defined]
    block = next(one for one in view["blocks"] if one["type"] == "input" and one["label"]["text"] == label)
    return [one["text"]["text"] for one in block["element"]["options"]]


async def ask_colleague(town: House, name: str = "佐藤 健太（観光振興課）") -> None:
    """Asks one colleague to confirm."""
    await town.chat.press("tanaka", "同僚に確認を頼む")
    await town.chat.fill("tanaka", {"確認してもらう人（1人目）": name}, "確認を頼む")
    await town.chat.sees("tanaka", "投稿内容の確認を頼みました")


async def test_a_message_is_checked_from_its_menu(town: House) -> None:
    """投稿前チェック on a message of a room; what is found is for the presser alone."""
    await town.chat.say("tanaka", PHONE, "zencho")
    await town.chat.shortcut("yamamoto", "check.message", "090-1234-5678", "zencho")
    if town.chat.name == "teams":
        assert "5-(12)" in await town.chat.dialog("yamamoto")
        await town.chat.press_in_dialog("yamamoto", "職務として")  # type: ignore[attr-defined]
        assert "手続に進む" in str(town.chat.open_dialog("yamamoto"))  # type: ignore[attr-defined]
    else:
        await town.chat.sees("yamamoto", "5-(12)", "zencho")


async def test_a_draft_comes_as_a_text_file(town: House) -> None:
    """For what does not fit into a form; Teams keeps files elsewhere and says how else to send it."""
    text = "本日の献立です。\n" * 300 + PHONE
    await town.chat.attach("tanaka", "下書き.txt", text.encode("cp932"))
    if town.chat.name == "teams":
        await town.chat.sees("tanaka", "Teamsのファイルは読み取れません")
        return
    said = await town.chat.sees("tanaka", "5-(12)")
    assert f"全{len(text.strip()):,}字" in said


async def test_a_file_that_is_no_picture_is_told(town: House) -> None:
    """And nothing else is claimed of it."""
    await town.chat.attach("tanaka", "写真.png", b"this is no picture", "夏祭りの様子です。")
    said = await town.chat.sees("tanaka", "画像")
    assert "画像として" in said or "読み取れ" in said


@pytest.mark.parametrize(
    ("text", "told"),
    [("　", "入力"), ("🎉🎉🎉", "確認できる文字がありません"), ("あ" * 100_001, "100,001字")],
)
async def test_bad_input_gets_a_clear_message(town: House, text: str, told: str) -> None:
    """Nothing is cut silently."""
    if len(text) > 30_000 and town.chat.name != "web":
        pytest.skip("the platform itself takes no message of that length")
    if len(text) > 30_000:
        await town.chat.attach("tanaka", "長文.txt", text.encode())
    else:
        await town.chat.check("tanaka", text)
    if text.strip():
        await town.chat.sees("tanaka", told)
    else:
        await town.chat.fill("tanaka", {"下書き": "x", "どの立場で投稿しますか": "個人・他団体の立場で"}, "確認する")


async def test_html_and_mentions_are_shown_as_they_are(town: House) -> None:
    """Nothing in a draft can ping or format."""
    await town.chat.check("tanaka", "<b>お知らせ</b> <!channel> *本日* &amp;")
    said = await town.chat.sees("tanaka", "<b>お知らせ</b> <!channel> *本日* &amp;")
    assert "お知らせ" in said


async def test_a_contractor_is_refused_with_clause_3(town: House) -> None:
    """The check is for 職員."""
    await town.chat.check("itaku", CLEAN)
    await town.chat.sees("itaku", "ご利用いただけません")


async def test_an_account_that_the_register_does_not_know_is_told(town: House) -> None:
    """7-(1), 7-(5); one whose public policy is not published: 7-(4)."""

    def register(session: Session) -> None:
        for name, state in (("@tsuyama_kanko", accounts.RUNNING), ("@tsuyama_tosho", accounts.UNPUBLISHED)):
            new = accounts.NewAccount("X", name, "観光振興課", state, origin="移行")
            accounts.add(session, new, town.program.desk.now())

    await town.program.database.write(register)
    expected = {"@tsuyama_nazo": ["7-(1) ", "7-(5) "], "@tsuyama_tosho": ["7-(4) "], "@tsuyama_kanko": []}
    for name, clauses in expected.items():
        await town.chat.check("tanaka")
        values = {"下書き": f"{CLEAN}（{name}）", "どの立場で投稿しますか": "職務として", "どのアカウントから": name}
        values |= {
            "当てはまるものを選んでください": "所属（課名など）を明らかにする",
            "投稿の種類（職務のとき）": "事実の告知",
        }
        await town.chat.fill("tanaka", values, "確認する")
        said = await town.chat.sees("tanaka", f"（{name}）")
        assert [one for one in ("7-(1) ", "7-(4) ", "7-(5) ") if one in said] == clauses, said


def test_every_clause_that_examples_speak_for_can_be_told(guideline: Guideline, reader: Reader) -> None:
    """A suspicion of a clause without a reason and advice would be dropped silently."""
    suspects = load_suspects(GUIDELINE, "lexical")
    rules = load_checker(GUIDELINE, guideline, reader.words).rules
    assert set(suspects.model.classes) - {"", "none"} <= set(rules.meant)


async def test_a_picture_alone_is_looked_at(town: House) -> None:
    """Words can follow; what is in the picture is asked at once."""
    held = io.BytesIO()
    Image.new("RGB", (20, 20), "green").save(held, "PNG")
    await town.chat.attach("tanaka", "写真.png", held.getvalue())
    said = await town.chat.sees("tanaka", "文面はまだありません")
    assert "写っている" in said
