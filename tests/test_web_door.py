"""The playground's door over real HTTP: everybody sees what is theirs, at once, and once."""

import asyncio
import sqlite3
import time
import uuid
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from sqlalchemy import func, select

from bot import serving
from bot.door import CannotPost
from bot.program import Program, open_program
from bot.settings import DEMO_ORGANISATION, GUIDELINE, Settings, SettingsError
from bot.web_rooms import direct
from cards.model import Card, Place
from storage import schema
from storage.tables import Question
from tests.fakes.web import WebChat, organisation_toml

QUESTION = "昼休みにインスタを更新していい？"
DAY = 24 * 60 * 60


@dataclass
class Town:
    """A running playground and the people in it."""

    program: Program
    chat: WebChat
    session: aiohttp.ClientSession
    file: Path

    async def post(self, path: str, **arguments: Any) -> tuple[int, dict[str, Any]]:
        """A bare request: its status and JSON."""
        async with self.session.post(f"{self.program.url}{path}", **arguments) as response:
            return response.status, await response.json()

    async def questions(self) -> int:
        """How many questions are kept."""
        count = select(func.count()).select_from(Question)
        return await self.program.database.read(lambda session: session.execute(count).scalar_one())


def settings_for(folder: Path) -> Settings:
    """A playground with a head of 情報政策課 to play, too."""
    organisation = folder / "organisation.toml"
    organisation.write_text(organisation_toml(DEMO_ORGANISATION.read_text("utf-8")), "utf-8")
    return Settings(f"sqlite:///{folder / 'town.sqlite3'}", GUIDELINE, organisation, None, None, "127.0.0.1", 0)


@pytest.fixture
async def town(tmp_path: Path) -> AsyncIterator[Town]:
    """A playground on a free port of this machine."""
    settings = settings_for(tmp_path)
    await schema.migrate(settings.database_url)
    async with open_program(settings, playground=True) as program, aiohttp.ClientSession() as session:
        chat = WebChat(program.url, session)
        yield Town(program, chat, session, tmp_path / "town.sqlite3")
        await chat.close()


def said(who: str = "tanaka", text: str = QUESTION, room: str = "", **more: Any) -> dict[str, Any]:
    """What the page posts to say something."""
    return {"id": str(uuid.uuid4()), "who": who, "room": room or f"dm-{who}", "text": text} | more


# Conversations


async def test_a_question_is_answered_with_its_clause_in_ones_own_conversation(town: Town) -> None:
    """The asker's words stand first, the answer appears by itself."""
    await town.chat.say("tanaka", QUESTION)
    assert "5-(10)" in await town.chat.sees("tanaka", "勤務時間中に個人の立場で情報を発信すること。")
    first, second = await town.chat.read("tanaka")
    assert first == QUESTION
    assert "出典" in second
    assert await town.chat.read("yamamoto") == []


async def test_an_answer_in_a_room_is_seen_by_the_asker_alone(town: Town) -> None:
    """Everybody reads the question, only its asker the answer, until it is shared."""
    await town.chat.say("tanaka", QUESTION, "zencho")
    await town.chat.sees("tanaka", "出典", "zencho")
    await town.chat.sees("mori", QUESTION, "zencho")
    assert len(await town.chat.read("mori", "zencho")) == 1
    await town.chat.press("tanaka", "みんなに共有", "zencho")
    assert "田中 はるかさんの質問" in await town.chat.sees("mori", "出典", "zencho")


async def test_people_talk_among_themselves_without_the_bot(town: Town) -> None:
    """A message that does not call the bot is no question; the prefix calls it."""
    await town.chat.talk("tanaka", "昼食はどこにしますか。", "zencho")
    assert await town.questions() == 0
    await town.chat.talk("tanaka", f"@SNS窓口 {QUESTION}", "zencho")
    await town.chat.sees("tanaka", "出典", "zencho")
    window = await town.chat.window("mori")
    talk, question = (one for one in window.messages.values() if one["room"] == "zencho")
    assert (talk["mention"], question["mention"], question["text"]) == (False, True, QUESTION)


async def test_a_question_passed_on_is_answered_in_its_thread(town: Town) -> None:
    """The office's plain reply in the thread reaches the asker, and the notice tells so."""
    await town.chat.say("tanaka", QUESTION)
    await town.chat.press("tanaka", "情報政策課に質問を送る")
    assert QUESTION in await town.chat.dialog("tanaka")
    await town.chat.fill("tanaka", {"質問": "休憩室からでもだめですか。"}, "送る")
    assert await town.chat.dialog("tanaka") == ""
    await town.chat.sees("tanaka", "受け付けました")
    await town.chat.sees("mori", "休憩室からでもだめですか。", "joho-seisaku")
    await town.chat.say("mori", "私物の端末ならかまいません。", "joho-seisaku", "休憩室からでも")
    assert "情報政策課からの回答" in await town.chat.sees("tanaka", "私物の端末ならかまいません。")
    assert "回答済み" in await town.chat.sees("hayashi", "質問 1（", "joho-seisaku")
    window = await town.chat.window("mori")
    notice = next(one for one in window.messages.values() if one["edited"])
    assert all(one["thread"] in ("", notice["id"]) for one in window.messages.values())


async def test_a_form_with_a_fault_comes_back_with_the_message_at_its_field(town: Town) -> None:
    """Nothing is sent, and what was typed is still there."""
    await town.chat.say("tanaka", QUESTION)
    await town.chat.press("tanaka", "情報政策課に質問を送る")
    await town.chat.fill("tanaka", {"質問": "あ" * 1001}, "送る")
    assert "1,000字までです" in await town.chat.dialog("tanaka")
    assert "あ" * 1001 in await town.chat.dialog("tanaka")


async def test_a_contractor_is_told_whom_the_guideline_binds(town: Town) -> None:
    """The refusal quotes the clause."""
    await town.chat.say("itaku", QUESTION)
    assert "職員が対象です" in await town.chat.sees("itaku", "ご利用いただけません")


async def test_a_press_on_an_old_button_is_told_that_it_is_too_old(town: Town) -> None:
    """A button that no conversation knows answers all the same."""
    form = {"action": "gone.long_ago", "value": "", "nonce": "", "inputs": {}}
    await town.chat.act("press", who="tanaka", room="dm-tanaka", message="never-was", form=form)
    await town.chat.sees("tanaka", "このボタンは使えなくなっています")


# Once, whatever the network does


async def test_what_is_sent_again_is_said_once(town: Town) -> None:
    """The same id, at the same time and later, gives one message, one question and one answer."""
    body = said()
    answers = await asyncio.gather(*(town.post("/web/say", json=body) for _ in range(5)))
    answers.append(await town.post("/web/say", json=body))
    assert {status for status, _ in answers} == {200}
    assert len({answer["message"] for _, answer in answers}) == 1
    await town.chat.sees("tanaka", "出典")
    await asyncio.sleep(0.3)
    assert len(await town.chat.read("tanaka")) == 2
    assert await town.questions() == 1


async def test_a_press_sent_again_answers_the_same_and_adds_nothing(town: Town) -> None:
    """👍 twice under one id is one thank-you."""
    await town.chat.say("tanaka", QUESTION)
    await town.chat.sees("tanaka", "出典")
    window = await town.chat.window("tanaka")
    message = next(one for one in window.messages.values() if one["card"])
    row = next(part for part in message["card"]["parts"] if part["kind"] == "buttons")
    good = next(one for one in row["buttons"] if one["action"] == "ask.good")
    form = {key: good[key] for key in ("action", "value", "nonce")}
    body = {"id": str(uuid.uuid4()), "who": "tanaka", "room": "dm-tanaka", "message": message["id"], "form": form}
    first, second = [await town.post("/web/press", json=body) for _ in range(2)]
    assert first == second
    await town.chat.sees("tanaka", "ありがとうございます")
    assert len(await town.chat.read("tanaka")) == 3


async def test_while_the_database_is_busy_nothing_is_said_and_the_same_text_goes_later(town: Town) -> None:
    """503 with what to do; the message is taken back and can be sent again under its id."""
    body = said()
    await town.chat.window("tanaka")
    with sqlite3.connect(town.file, isolation_level=None) as other:
        other.execute("BEGIN IMMEDIATE")
        status, answer = await town.post("/web/say", json=body)
        other.execute("ROLLBACK")
    assert (status, "何も保存されていません" in answer["error"]) == (503, True)
    assert await town.chat.read("tanaka") == []
    assert (await town.post("/web/say", json=body))[0] == 200
    await town.chat.sees("tanaka", "出典")
    assert await town.questions() == 1


async def test_an_unforeseen_error_reaches_the_user_with_its_number(
    town: Town, caplog: pytest.LogCaptureFixture
) -> None:
    """The number on the card is the number in the log."""
    with sqlite3.connect(town.file) as other:
        other.execute("ALTER TABLE question RENAME TO lost")
    await town.chat.say("tanaka", QUESTION)
    card = await town.chat.sees("tanaka", "エラー番号")
    number = card.split("エラー番号 ")[1].split(" ")[0]
    assert number in caplog.text


# Windows


async def test_a_window_opened_late_sees_everything_and_windows_do_not_mix(town: Town) -> None:
    """The first update is the whole state of that person."""
    await town.chat.say("tanaka", QUESTION)
    await town.chat.sees("tanaka", "出典")
    async with town.session.ws_connect(f"{town.program.url}/web/live?who=tanaka") as late:
        state = await late.receive_json()
        assert [bool(one["card"]) for one in state["messages"]] == [False, True]
    async with town.session.ws_connect(f"{town.program.url}/web/live?who=mori") as other:
        state = await other.receive_json()
        assert state["messages"] == []
        assert [room["id"] for room in state["rooms"]] == ["dm-mori", "zencho", "joho-seisaku"]


async def test_a_window_for_nobody_becomes_the_first_persons(town: Town) -> None:
    """The page opens without a name in its address."""
    async with town.session.ws_connect(f"{town.program.url}/web/live") as window:
        assert (await window.receive_json())["who"] == "tanaka"


async def test_unread_messages_are_counted_for_everybody_until_they_are_read(town: Town) -> None:
    """One's own words are never unread; others' are, until the room is seen."""
    window = await town.chat.window("mori")
    await town.chat.talk("tanaka", "おはようございます。", "zencho")
    await town.chat.sees("mori", "おはよう", "zencho")
    assert window.state["unread"]["mori"] == {"zencho": 1}
    assert window.state["unread"]["tanaka"] == {}
    order = max(one["order"] for one in window.messages.values())
    assert (await town.post("/web/read", json={"who": "mori", "room": "zencho", "upto": order}))[0] == 200
    async with town.session.get(f"{town.program.url}/web/state?who=tanaka") as response:
        assert (await response.json())["unread"]["mori"] == {}


async def test_the_clock_goes_forward_once_for_a_press_and_all_windows_hear_of_it(town: Town) -> None:
    """A day later is a day later, also when the press is sent again."""
    window = await town.chat.window("mori")
    before = town.program.clock.now()
    body = {"id": str(uuid.uuid4()), "seconds": DAY}
    first, again = [await town.post("/web/advance", json=body) for _ in range(2)]
    assert first == again
    now = datetime.fromisoformat(first[1]["now"])
    assert now.utcoffset() == timedelta(hours=9)
    assert timedelta(days=1) <= now - before < timedelta(days=1, minutes=1)
    for _ in range(100):
        if window.state["now"] == first[1]["now"]:
            break
        await asyncio.sleep(0.02)
    assert window.state["now"] == first[1]["now"]


async def test_stopping_closes_open_windows_at_once(tmp_path: Path) -> None:
    """A forgotten browser window does not hold up the end."""
    settings = settings_for(tmp_path)
    await schema.migrate(settings.database_url)
    async with aiohttp.ClientSession() as session:
        async with open_program(settings, playground=True) as program:
            window = await session.ws_connect(f"{program.url}/web/live?who=tanaka")
            await window.receive_json()
            began = time.monotonic()
        assert time.monotonic() - began < 3
        assert (await window.receive()).type in (aiohttp.WSMsgType.CLOSE, aiohttp.WSMsgType.CLOSED)
        await window.close()


# Strangers and broken requests


@pytest.mark.parametrize("path", ["/", "/web/playground.js", "/web/state?who=tanaka", "/web/live?who=tanaka"])
@pytest.mark.parametrize(
    "headers",
    [
        {"Host": "evil.example"},
        {"Host": "127.0.0.1.evil.example"},
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
    ],
)
async def test_other_names_and_other_pages_are_refused(town: Town, path: str, headers: dict[str, str]) -> None:
    """Neither DNS rebinding nor another page's script gets anything."""
    async with town.session.get(town.program.url + path, headers=headers) as response:
        assert response.status == 403
        assert "田中" not in await response.text()


async def test_another_page_cannot_act(town: Town) -> None:
    """Not with its own origin, not from another port, not with a form's content type."""
    for origin in ("http://evil.example", "http://127.0.0.1:1"):
        status, _ = await town.post("/web/say", json=said(), headers={"Origin": origin})
        assert status == 403
    status, _ = await town.post("/web/say", data='{"id":"x"}', headers={"Content-Type": "text/plain"})
    assert status == 415
    assert await town.chat.read("tanaka") == []


async def test_the_page_may_load_nothing_from_elsewhere(town: Town) -> None:
    """A strict policy goes with the page, and no answer is kept or sniffed."""
    async with town.session.get(town.program.url + "/") as response:
        policy = response.headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert "trusted-types 'none'" in policy
        page = await response.text()
    assert "http://" not in page.replace("http://www.w3.org/", "")
    assert "https://" not in page
    async with town.session.get(town.program.url + "/web/state?who=tanaka") as response:
        assert response.headers["Cache-Control"] == "no-store"
        assert response.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(
    ("body", "status", "named"),
    [
        ("{", 400, "JSON"),
        ("[" * 100_000, 400, "JSON"),
        (b"\xff\xfe", 400, "JSON"),
        ("[]", 400, "body"),
        ("{}", 400, "text"),
        ('{"id":"12345678","who":"tanaka","room":"dm-tanaka","text":1}', 400, "text"),
        ('{"id":"1","who":"tanaka","room":"dm-tanaka","text":"a"}', 400, "id"),
        ('{"id":"12345678","who":"tanaka","room":"dm-tanaka","text":" "}', 400, "書いて"),
        ('{"id":"12345678","who":"nobody","room":"dm-tanaka","text":"a"}', 404, "nobody"),
        ('{"id":"12345678","who":"tanaka","room":"dm-mori","text":"a"}', 403, "部屋"),
        ('{"id":"12345678","who":"tanaka","room":"dm-tanaka","text":"a","thread":"x"}', 404, "返信先"),
    ],
)
async def test_a_broken_request_is_told_what_is_wrong(town: Town, body: str | bytes, status: int, named: str) -> None:
    """A status, and a text that names the fault."""
    told = await town.post("/web/say", data=body, headers={"Content-Type": "application/json"})
    assert told[0] == status
    assert named in told[1]["error"]


async def test_a_text_with_half_an_emoji_is_said_all_the_same(town: Town) -> None:
    """JSON can carry a lone surrogate; nothing behind it can."""
    body = '{"id":"12345678","who":"tanaka","room":"zencho","text":"a\\ud83d"}'
    assert (await town.post("/web/say", data=body, headers={"Content-Type": "application/json"}))[0] == 200
    await town.chat.sees("mori", "a", "zencho")


async def test_the_playground_never_opens_to_the_network(tmp_path: Path) -> None:
    """Another address than this machine's own is refused before anything listens."""
    with pytest.raises(SettingsError, match="HOST"):
        await serving.playground(replace(settings_for(tmp_path), host="192.0.2.1"), tmp_path / "town.sqlite3")


async def test_without_the_playground_its_page_does_not_exist(tmp_path: Path) -> None:
    """A server for Slack or Teams has no such routes."""
    settings = settings_for(tmp_path)
    await schema.migrate(settings.database_url)
    async with open_program(settings) as program, aiohttp.ClientSession() as session:
        for path in ("/", "/web/state?who=tanaka", "/web/live"):
            async with session.get(program.url + path) as response:
                assert response.status == 404


# What the sender asks of the door


async def test_the_same_mark_is_posted_once(town: Town) -> None:
    """The sender may try again after a lost answer."""
    door, card = town.program.doors["web"], Card(title="お知らせ")
    place = Place(platform="web", team="playground", channel="zencho")
    assert await door.post(place, card, "7") == await door.post(place, card, "7")
    assert await town.chat.read("tanaka", "zencho") == ["お知らせ"]


async def test_a_whisper_to_somebody_outside_the_room_comes_directly(town: Town) -> None:
    """Nobody is told something in a room that they cannot open."""
    place = Place(platform="web", team="playground", channel="joho-seisaku", user="tanaka", private=True)
    channel, _ = await town.program.doors["web"].post(place, Card(title="お知らせ"), "1")
    assert channel == direct("tanaka")
    assert await town.chat.read("tanaka") == ["お知らせ"]


async def test_what_cannot_be_posted_is_given_up(town: Town) -> None:
    """No such room, no such person, a message that memory has lost: never again."""
    door, card = town.program.doors["web"], Card(title="お知らせ")
    for place in (
        Place(platform="web", team="playground", channel="nowhere"),
        Place(platform="web", team="playground", user="nobody", private=True),
    ):
        with pytest.raises(CannotPost) as refused:
            await door.post(place, card, "1")
        assert refused.value.wait is None
    with pytest.raises(CannotPost) as refused:
        await door.edit("zencho", "forgotten", card, Place(platform="web", team="playground", channel="zencho"))
    assert refused.value.wait is None
