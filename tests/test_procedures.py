"""From a checked draft to a post: confirmation, 決裁, asking a superior, receipts, corrections; through every door."""

import asyncio
import secrets

from sqlalchemy import select
from sqlalchemy.orm import Session

from cards.model import Place
from handlers import router
from handlers.events import FormSent, Sender
from storage.check_tables import DraftCheck, Receipt, Review
from storage.tables import LogEntry, Member, Outbox
from tests.doors import House
from tests.test_checking import CLEAN, ask_colleague, filled, met, rows, words_kept


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
