"""Checking a draft before it is posted, as people do it, through every door."""

import asyncio
import io
import secrets

import pytest
from PIL import Image
from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from bot.settings import GUIDELINE
from cards.model import Place
from guideline.ask import Reader
from guideline.check import load_checker
from guideline.clauses import Guideline
from guideline.examples import load_suspects
from handlers import router
from handlers.events import FormSent, Sender
from storage import accounts
from storage.check_tables import DraftCheck, Receipt, Review
from storage.tables import LogEntry, Member, Outbox, Payload
from tests.doors import House

PHONE = "お悔やみです。ご遺族の携帯は090-1234-5678です。"
CLEAN = "図書館の開館時間は午前9時から午後6時までです。"


async def filled(town: House, text: str, kind: str = "事実の告知", who: str = "tanaka") -> None:
    """A draft for 職務 through the form."""
    await town.chat.check(who)
    values = {"下書き": text, "どの立場で投稿しますか": "職務として", "投稿の種類（職務のとき）": kind}
    values["当てはまるものを選んでください"] = "所属（課名など）を明らかにする"
    await town.chat.fill(who, values, "確認する")
    await town.chat.sees(who, "自動確認は、投稿して問題がないことを保証するものではありません。")


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


async def test_a_fact_is_confirmed_by_a_colleague_and_posted(town: House) -> None:
    """7-(7)-1: another pair of eyes, a receipt, the address; then no text stays anywhere."""
    await confirmed_and_posted(town)


async def test_the_same_on_postgresql(town_on_postgres: House) -> None:
    """Both databases get every feature."""
    await confirmed_and_posted(town_on_postgres)


async def confirmed_and_posted(town: House) -> None:
    """The whole way of a 事実の告知."""
    chat = town.chat
    await met(town, "sato")
    await filled(town, CLEAN)
    await chat.press("tanaka", "手続に進む")
    said = await chat.sees("tanaka", "事実の告知の手続")
    assert "可能な限り、情報発信の内容を複数名で相互に確認し合うものとする。" in said
    await ask_colleague(town)
    asked = await chat.sees("sato", "投稿内容の確認のお願い")
    assert CLEAN in asked
    await chat.press("sato", "確認した")
    receipt = await chat.sees("tanaka", "投稿の受付")
    assert "佐藤 健太" in receipt
    assert "相互確認" in receipt
    await chat.press("tanaka", "投稿した（URLを記録）")
    await chat.fill("tanaka", {"投稿のURL": "https://example.jp/post/1"}, "記録する")
    await chat.sees("tanaka", "投稿を記録しました")
    await chat.sees("sato", "下書きの文面は消しました。")
    assert not [one for one in await chat.read("sato") if CLEAN in one]
    assert await words_kept(town, CLEAN) == []
    (kept,) = await rows(town, Receipt)
    assert (kept.way, kept.people, kept.posted_at is not None) == ("相互確認", ["sato"], True)
    log = await town.program.database.read(lambda s: s.execute(select(LogEntry.act, LogEntry.ids)).all())
    assert "receipt given" in [act for act, _ in log]
    assert "図書館" not in str(log)


async def test_one_changed_character_voids_the_receipt(town: House) -> None:
    """And a colleague who is still asked is told that the draft was rewritten."""
    chat = town.chat
    await filled(town, CLEAN)
    await chat.press("tanaka", "手続に進む")
    await chat.press("tanaka", "ひとりで投稿する")
    assert "単独" in await chat.sees("tanaka", "投稿の受付")
    await chat.press("tanaka", "下書きを開く")
    await chat.sees("tanaka", "受付済みです。")
    await chat.press("tanaka", "書き直す")
    await chat.fill("tanaka", {"下書き": CLEAN.replace("6時", "5時")}, "もう一度確認する")
    await chat.sees("tanaka", "は無効になりました")
    await chat.press("tanaka", "投稿した（URLを記録）")
    await chat.fill("tanaka", {"投稿のURL": "https://example.jp/post/2"}, "記録する")
    await chat.sees("tanaka", "有効な受付がありません")
    (receipt,) = await rows(town, Receipt)
    assert receipt.void_at is not None


async def test_a_posted_text_is_compared_with_the_receipt(town: House) -> None:
    """The place of the first difference is told at the field."""
    chat = town.chat
    await filled(town, CLEAN)
    await chat.press("tanaka", "手続に進む")
    await chat.press("tanaka", "ひとりで投稿する")
    await chat.sees("tanaka", "投稿の受付")
    await chat.press("tanaka", "投稿した（URLを記録）")
    await chat.fill("tanaka", {"投稿した文面（受付と照合するとき）": CLEAN.replace("9時", "8時")}, "記録する")
    assert "受付した文面と違います（12文字目から）" in await chat.dialog("tanaka")
    await chat.fill("tanaka", {"投稿した文面（受付と照合するとき）": CLEAN}, "記録する")
    await chat.sees("tanaka", "投稿を記録しました")


async def test_an_official_view_goes_up_the_steps(town: House) -> None:
    """7-(7)-2: the 課長 may not decide it here and passes it on with one press; the 部長 approves; the text is kept."""
    chat, text = town.chat, "市は、県の観光条例の改正について賛成の立場です。"
    await met(town, "yamamoto", "ueda")
    await filled(town, text, "組織判断・公式見解")
    await answer_warnings(town)
    await chat.press("tanaka", "手続に進む")
    said = await chat.sees("tanaka", "組織判断の手続")
    assert "然るべき決裁権者の決裁を受けなければならない" in said
    await chat.press("tanaka", "決裁に回す")
    asked = await chat.sees("yamamoto", "投稿の決裁のお願い")
    assert "承認する" not in asked
    await chat.press("yamamoto", "次の決裁者に回す")
    await chat.sees("ueda", "投稿の決裁のお願い")
    await chat.press("ueda", "承認する")
    receipt = await chat.sees("tanaka", "投稿の受付")
    assert "上田 健" in receipt
    assert "決裁" in receipt
    assert "decision" in await words_kept(town, text)


async def answer_warnings(town: House) -> None:
    """Nothing to do unless a 止める stands in the way."""
    (row,) = await rows(town, DraftCheck)
    assert row.severity != "block", row.clauses


async def test_a_decider_returns_a_draft_with_a_comment(town: House) -> None:
    """差戻し: the author reads the comment and opens the draft again."""
    chat = town.chat
    await met(town, "yamamoto", "ueda")
    await filled(town, "市は、県の観光条例の改正について賛成の立場です。", "組織判断・公式見解")
    await chat.press("tanaka", "手続に進む")
    await chat.press("tanaka", "決裁に回す")
    await chat.sees("yamamoto", "投稿の決裁のお願い")
    await chat.press("yamamoto", "差し戻す")
    await chat.fill("yamamoto", {"差し戻す理由": "根拠の資料を添えてください。"}, "書いた人に返す")
    told = await chat.sees("tanaka", "差戻し")
    assert "根拠の資料を添えてください。" in told
    await chat.press("tanaka", "下書きを開く")
    await chat.sees("tanaka", "投稿前チェック" if "止める" in told else "立場")


async def test_thirty_minutes_without_an_answer_bring_one_reminder(town: House) -> None:
    """Once, not twice."""
    chat = town.chat
    await met(town, "yamamoto")
    await filled(town, "市は、県の観光条例の改正について賛成の立場です。", "組織判断・公式見解")
    await chat.press("tanaka", "手続に進む")
    await chat.press("tanaka", "決裁に回す")
    await chat.sees("yamamoto", "投稿の決裁のお願い")
    await town.program.advance(29 * 60)
    await town.program.advance(2 * 60)
    await chat.sees("yamamoto", "をお待ちしています")
    await town.program.advance(60 * 60)
    await asyncio.sleep(0.3)
    assert len([one for one in await chat.read("yamamoto") if "をお待ちしています" in one]) == 1
    await chat.press("yamamoto", "依頼を開く")
    await chat.sees("yamamoto", "下の新しいカードに移りました")


async def test_nobody_confirms_or_decides_their_own_draft(town: House) -> None:
    """The first step is skipped where the author stands on it."""
    chat = town.chat
    await met(town, "ueda")
    await filled(town, "市は、県の観光条例の改正について賛成の立場です。", "組織判断・公式見解", who="yamamoto")
    await chat.press("yamamoto", "手続に進む")
    await chat.press("yamamoto", "決裁に回す")
    await chat.sees("ueda", "投稿の決裁のお願い")
    (review,) = await rows(town, Review)
    assert review.person == "ueda"


async def test_asking_a_superior_puts_the_draft_on_hold(town: House) -> None:
    """6-(4): no receipt until the superior has answered."""
    chat = town.chat
    await met(town, "yamamoto")
    await filled(town, CLEAN)
    await chat.press("tanaka", "上司に相談")
    await chat.fill("tanaka", {"迷っていること": "祝日も開けると書いてよいですか"}, "相談する")
    asked = await chat.sees("yamamoto", "投稿の相談のお願い")
    assert "祝日も開けると書いてよいですか" in asked
    await chat.press("tanaka", "手続に進む")
    await chat.sees("tanaka", "上司の答えを待っています")
    await chat.press("yamamoto", "答える")
    await chat.fill(
        "yamamoto", {"どうしますか": "続けてよい", "相談への答え": "書いてかまいません。"}, "書いた人に返す"
    )
    await chat.sees("tanaka", "書いてかまいません。")
    await chat.press("tanaka", "手続に進む")
    await chat.sees("tanaka", "事実の告知の手続")


async def test_a_correction_says_what_was_corrected(town: House) -> None:
    """6-(5): a new draft, checked like any other."""
    chat = town.chat
    await filled(town, CLEAN)
    await chat.press("tanaka", "手続に進む")
    await chat.press("tanaka", "ひとりで投稿する")
    await chat.sees("tanaka", "投稿の受付")
    await chat.press("tanaka", "投稿した（URLを記録）")
    await chat.fill("tanaka", {}, "記録する")
    await chat.sees("tanaka", "投稿を記録しました")
    await chat.press("tanaka", "訂正する")
    await chat.fill("tanaka", {"誤っていたところ": "午後6時まで", "正しい内容": "午後5時まで"}, "訂正文を作る")
    said = await chat.sees("tanaka", "【訂正】")
    assert "「午後6時まで」とお知らせしましたが、正しくは「午後5時まで」です。" in said


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


async def test_a_dropped_draft_leaves_no_words(town: House) -> None:
    """終わる: everything is blanked, in what was posted to a colleague, too."""
    chat = town.chat
    await met(town, "sato")
    await filled(town, CLEAN)
    await chat.press("tanaka", "手続に進む")
    await ask_colleague(town)
    await chat.sees("sato", CLEAN)
    await chat.say("tanaka", "ホーム")
    await chat.sees("tanaka", "確認・決裁を待っています")
    await chat.press("tanaka", "下書きを開く")
    await chat.press("tanaka", "終わる（下書きを消す）")
    await chat.sees("sato", "書いた人が取り下げました")
    assert not [one for one in await chat.read("sato") if CLEAN in one]
    assert await words_kept(town, CLEAN) == []


async def test_a_draft_that_nobody_touches_is_blanked(town: House) -> None:
    """After the days that the city sets; its buttons say so."""
    await filled(town, CLEAN)
    await town.program.advance(4 * 86_400)
    assert await words_kept(town, CLEAN) == []
    await town.chat.press("tanaka", "手続に進む")
    await town.chat.sees("tanaka", "下書きは残っていません")


async def test_a_colleague_with_doubts_ends_the_round(town: House) -> None:
    """The author reads why; a second press of 確認した comes too late."""
    chat = town.chat
    await met(town, "sato")
    await filled(town, CLEAN)
    await chat.press("tanaka", "手続に進む")
    await ask_colleague(town)
    await chat.sees("sato", "投稿内容の確認のお願い")
    await chat.press("sato", "気になる点がある")
    await chat.fill("sato", {"気になる点": "祝日の時間も書いては？"}, "書いた人に返す")
    await chat.sees("tanaka", "祝日の時間も書いては？")
    assert await rows(town, Receipt) == []


async def test_what_cannot_be_delivered_is_told_to_the_author(town: House) -> None:
    """A colleague whose account is gone: the request ends, and the author can ask somebody else."""
    chat = town.chat
    await met(town, "sato")
    await filled(town, CLEAN)
    await chat.press("tanaka", "手続に進む")
    await ask_colleague(town)
    await chat.sees("sato", "投稿内容の確認のお願い")

    def kill(session: Session) -> bool:
        review = session.execute(select(Review)).scalar_one()
        notice = session.get(Outbox, review.notice_id)
        assert notice is not None
        if notice.state == "waiting":  # seen, and about to be marked as posted
            return False
        notice.state = "dead"
        return True

    for _ in range(100):
        if await town.program.database.write(kill):
            break
        await asyncio.sleep(0.05)
    await town.program.tick()
    await chat.sees("tanaka", "届けられませんでした")


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


async def test_a_made_up_press_cannot_go_round_the_procedure(town: House) -> None:
    """An official view is not cleared by a colleague, nor alone; nor by a stranger's press."""
    await met(town, "sato")
    await filled(town, "市は、県の観光条例の改正について賛成の立場です。", "組織判断・公式見解")
    (row,) = await rows(town, DraftCheck)
    desk = town.program.desk
    author = Place.model_validate(row.place)
    for user, action in ((author.user, "review.alone"), (author.user, "review.confirm"), ("nobody", "check.open")):
        name = await desk.database.read(lambda session: session.get(Member, row.member_id).name)
        mail = "tanaka@city.example.jp" if user == author.user else "someone@city.example.jp"
        sender = Sender(author.platform, author.team, user, name, mail)
        place = Place(platform=author.platform, team=author.team, user=user, private=True)
        event = FormSent(
            secrets.token_hex(4), sender, place, frozenset({"private", "replace", "dialog"}), action=action,
            value=row.id, press=secrets.token_hex(4), inputs={"colleague1": "sato"},
        )  # fmt: skip
        (reply,) = await router.answer(desk, event)
        words = "\n".join(reply.card.lines())
        assert "組織判断の手続" in words or "始めた本人だけが操作できます" in words, words
    assert await rows(town, Receipt) == []
    assert await rows(town, Review) == []


async def test_a_long_draft_leaves_nothing_with_a_colleague(town: House) -> None:
    """Its beginning stands on one card, all of it in a dialog; both are gone when the check is over."""
    chat = town.chat
    text = "".join(f"{at}月の展示のお知らせです。" for at in range(1, 13)) * 16
    await met(town, "sato")
    await filled(town, text)
    await chat.press("tanaka", "手続に進む")
    await ask_colleague(town)
    assert f"全{len(text):,}字" in await chat.sees("sato", "投稿内容の確認のお願い")
    await chat.press("sato", "全文を読む")
    for _ in range(100):
        if await chat.dialog("sato"):
            break
        await asyncio.sleep(0.02)
    assert text[-200:] in "".join((await chat.dialog("sato")).split("\n"))
    await chat.say("tanaka", "ホーム")
    await chat.press("tanaka", "下書きを開く")
    await chat.press("tanaka", "終わる（下書きを消す）")
    await chat.sees("sato", "書いた人が取り下げました")
    assert not [one for one in await chat.read("sato") if "展示のお知らせ" in one]
