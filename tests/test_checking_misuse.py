"""A draft under check in the hands of somebody who is in a hurry, clumsy, or means no good."""

import asyncio
import secrets
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from cards.model import Reply
from handlers import router
from handlers.events import Attached, FormSent, Said, Sender
from storage.check_tables import DraftCheck, Receipt, Review
from storage.tables import Outbox
from tests.conftest import fresh_database
from tests.doors import House, house
from tests.test_checking import CLEAN, PHONE, ask_colleague, filled, met, rows

JUDGEMENT = "市は、県の観光条例の改正について賛成の立場です。"


@pytest.fixture
async def town(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[House]:
    """The playground: what is tried here does not depend on the door."""
    async with fresh_database(request, "sqlite", tmp_path) as url, house("web", url, tmp_path) as opened:
        yield opened


async def press(town: House, who: str, action: str, value: str, nonce: str = "", **inputs: str) -> str:
    """A press that no card offered; the words of the answer."""
    desk = town.program.desk
    person = desk.organisation().people[who]
    sender = Sender("web", "playground", who, person.name, person.mail)
    place = (await rows(town, DraftCheck))[0].place | {"user": who}
    event = FormSent(
        secrets.token_hex(4), sender, type(desk.room("情報政策課")).model_validate(place),
        frozenset({"private", "replace", "dialog"}), action=action, value=value, press=nonce or secrets.token_hex(4),
        inputs=inputs,
    )  # fmt: skip
    return "\n".join(_words(reply) for reply in await router.answer(desk, event))


def _words(reply: Reply) -> str:
    return "\n".join([*reply.card.lines(), *(text for _, text in reply.errors)])


async def test_an_old_form_answers_no_other_finding(town: House) -> None:
    """A reason given for one passage never clears a 止める that came with a rewrite."""
    await filled(town, "図書館の開館時間は午前9時からです。詳しくは https://bit.ly/abc へ。")
    (row,) = await rows(town, DraftCheck)
    await press(town, "tanaka", "check.rewrite", row.id, text=PHONE)
    said = await press(town, "tanaka", "check.dismissed", row.id, finding="f0", kind="not", reason="課の公式です")
    assert "選び直してください" in said
    assert (await rows(town, DraftCheck))[0].severity == "block"


async def test_nobody_who_is_not_staff_is_asked(town: House) -> None:
    """Neither by a made-up choice nor by name."""
    await town.chat.say("itaku", "ヘルプ")
    await filled(town, CLEAN)
    (row,) = await rows(town, DraftCheck)
    for inputs in ({"colleague1": "itaku"}, {"names": "委託 太郎"}):
        await press(town, "tanaka", "review.confirm", row.id, **inputs)
    assert await rows(town, Review) == []


async def test_a_superiors_no_holds_for_the_same_text(town: House) -> None:
    """The author cannot go round it; another text begins anew."""
    await met(town, "yamamoto")
    await filled(town, CLEAN)
    (row,) = await rows(town, DraftCheck)
    await press(town, "tanaka", "review.consulted", row.id, doubt="出してよいですか")
    await press(town, "yamamoto", "review.return", "1:1", comment="出さないでください", verdict="stop")
    assert "差し戻されています" in await press(town, "tanaka", "review.alone", row.id)
    await press(town, "tanaka", "check.rewrite", row.id, text=CLEAN.replace("9時", "10時"))
    assert "投稿の受付" in await press(town, "tanaka", "review.alone", row.id)


async def test_an_answer_typed_for_an_older_text_counts_for_nothing(town: House) -> None:
    """And what was typed is shown again."""
    await met(town, "yamamoto")
    await filled(town, CLEAN)
    (row,) = await rows(town, DraftCheck)
    await press(town, "tanaka", "review.consulted", row.id, doubt="出してよいですか")
    await press(town, "tanaka", "check.rewrite", row.id, text="まったく別の文面です。")
    said = await press(town, "yamamoto", "review.return", "1:1", comment="かまいません", verdict="go")
    assert "かまいません" in said
    assert (await rows(town, DraftCheck))[0].state == "hold"
    assert "出してよいですか" in "\n".join(await town.chat.read("yamamoto"))


async def test_a_nonce_of_another_button_takes_nothing_away(town: House) -> None:
    """A colleague's 確認した works, whatever nonces others made up."""
    await met(town, "sato")
    await filled(town, CLEAN)
    (row,) = await rows(town, DraftCheck)
    await town.chat.press("tanaka", "手続に進む")
    await ask_colleague(town)
    await press(town, "tanaka", "check.capacity", f"{row.id}:duty", nonce="agree-1")
    review = (await rows(town, Review))[0]
    assert review.state in ("asked", "void")  # the author's own press changed the draft, nothing else
    said = await press(town, "sato", "review.agree", str(review.id), nonce="agree-1")
    assert CLEAN not in said


async def test_who_may_not_decide_cannot_by_a_made_up_press(town: House) -> None:
    """A 課長 passes it on; the receipt is the 部長's."""
    await met(town, "yamamoto", "ueda")
    await filled(town, JUDGEMENT, "組織判断・公式見解")
    (row,) = await rows(town, DraftCheck)
    await press(town, "tanaka", "review.decide", row.id, unit="u0")
    assert "次の決裁者" in await press(town, "yamamoto", "review.agree", "1")
    assert await rows(town, Receipt) == []
    await press(town, "yamamoto", "review.pass", "1")
    await press(town, "ueda", "review.agree", "2")
    assert [(one.way, one.people) for one in await rows(town, Receipt)] == [("決裁", ["ueda"])]


async def test_what_is_checked_is_what_was_written(town: House) -> None:
    """Full-width and machine-dependent characters stay; a file's line ends are those of the receipt."""
    await town.chat.check("tanaka", "①日時：７月５日　㈱津山〜ﾊﾝｶｸ")
    await town.chat.sees("tanaka", "①日時：７月５日　㈱津山〜ﾊﾝｶｸ")
    desk = town.program.desk
    (row,) = await rows(town, DraftCheck)
    place = type(desk.room("情報政策課")).model_validate(row.place)
    sender = Sender("web", "playground", "tanaka", "田中 はるか", "tanaka@city.example.jp")
    file = Attached("下書き.txt", "一行目です。\r\n二行目です。\r\n".encode("utf-16"))
    event = Said("d1", sender, place, frozenset({"private"}), "", "direct", files=(file,))
    (reply,) = await router.answer(desk, event)
    assert "一行目です。\n二行目です。" in "\n".join(reply.card.lines())


async def test_what_waits_for_an_answer_is_not_forgotten_over_a_weekend(town: House) -> None:
    """A draft on hold stays; one that nobody was asked about goes, and its author is told."""
    await met(town, "yamamoto")
    await filled(town, CLEAN)
    (row,) = await rows(town, DraftCheck)
    await press(town, "tanaka", "review.consulted", row.id, doubt="出してよいですか")
    await town.program.advance(4 * 86_400)
    assert (await rows(town, DraftCheck))[0].state == "hold"
    await press(town, "yamamoto", "review.return", "1:1", comment="よいです", verdict="go")
    await town.program.advance(8 * 86_400)
    assert (await rows(town, DraftCheck))[0].state == "dropped"
    await town.chat.sees("tanaka", "下書きは残っていません")


async def test_an_answer_that_clears_a_finding_is_seen_by_the_colleague(town: House) -> None:
    """The questions, and how the author answered them."""
    await met(town, "sato")
    await filled(town, f"{CLEAN}ごみ袋の有料化の素案を作っています。")
    (row,) = await rows(town, DraftCheck)
    assert "5-(13)" in row.clauses
    await press(town, "tanaka", "check.answer", row.id, **{"ask.decided": "はい"})
    assert "5-(13)" not in (await rows(town, DraftCheck))[0].clauses
    await press(town, "tanaka", "review.confirm", row.id, colleague1="sato")
    asked = await town.chat.sees("sato", "書いた人の答え")
    assert "→ 決定・公表済み" in asked


async def test_everybody_who_confirmed_stands_on_the_receipt(town: House) -> None:
    """Who came second, too."""
    await met(town, "sato", "mori")
    await filled(town, CLEAN)
    (row,) = await rows(town, DraftCheck)
    await press(town, "tanaka", "review.confirm", row.id, colleague1="sato", colleague2="mori")
    await press(town, "sato", "review.agree", "1")
    await press(town, "mori", "review.agree", "2")
    assert [one.people for one in await rows(town, Receipt)] == [["sato", "mori"]]


async def test_a_superior_who_cannot_be_reached_lifts_no_hold(town: House) -> None:
    """The author asks again."""
    await met(town, "yamamoto")
    await filled(town, CLEAN)
    (row,) = await rows(town, DraftCheck)
    await press(town, "tanaka", "review.consulted", row.id, doubt="出してよいですか")
    await town.chat.sees("yamamoto", "出してよいですか")

    def kill(session: Session) -> bool:
        notice = session.get(Outbox, session.get(Review, 1).notice_id)  # type: ignore[union-attr]
        assert notice is not None
        sent = notice.state != "waiting"
        notice.state = "dead" if sent else notice.state
        return sent

    for _ in range(100):
        if await town.program.database.write(kill):
            break
        await asyncio.sleep(0.05)
    await town.program.tick()
    await town.chat.sees("tanaka", "届けられませんでした")
    assert (await rows(town, DraftCheck))[0].state == "hold"
    assert "上司の答えを待っています" in await press(town, "tanaka", "review.alone", row.id)
    await press(town, "tanaka", "review.consulted", row.id, doubt="もう一度うかがいます")
    await town.chat.sees("yamamoto", "もう一度うかがいます")


async def test_a_form_at_fault_comes_back_with_what_was_typed(town: House) -> None:
    """Whatever was wrong with it."""
    await filled(town, PHONE)
    (row,) = await rows(town, DraftCheck)
    desk = town.program.desk
    place = type(desk.room("情報政策課")).model_validate(row.place)
    sender = Sender("web", "playground", "tanaka", "田中 はるか", "tanaka@city.example.jp")
    tries = {
        "posted.record": ({"url": "ftp://x", "text": "投稿した文面"}, "投稿した文面"),
        "posted.corrected": ({"wrong": "", "right": "午後5時"}, "午後5時"),
        "check.dismissed": ({"finding": "", "reason": "公表済みの番号です"}, "公表済みの番号です"),
        "review.consulted": ({"doubt": "あ" * 1_001}, "あ" * 1_001),
    }
    for action, (inputs, typed) in tries.items():
        event = FormSent(
            secrets.token_hex(4), sender, place, frozenset({"private", "replace", "dialog"}), action=action,
            value=row.id, press=secrets.token_hex(4), inputs=inputs,
        )  # fmt: skip
        (reply,) = await router.answer(desk, event)
        assert reply.errors, action
        assert typed in [one.value for one in reply.card.inputs], action
