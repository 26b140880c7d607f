"""The Slack door over real HTTP and WebSocket: who is let in, and that every question gets exactly its answer."""

import asyncio
import json
import sqlite3
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from bot.slack_events import spoken
from bot.slack_people import sender_of
from cards.model import Button, Card, Place
from storage.tables import Question, Ticket
from tests.fakes.slack import Fault, account, channel, direct
from tests.fakes.slack_town import ANSWER, QUESTION, Town, open_town
from tests.fakes.slack_wire import NotAcknowledged

TRANSPORTS = [pytest.param(False, id="http"), pytest.param(True, id="socket")]


@pytest.fixture(params=TRANSPORTS)
async def town(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Town]:
    """The demo organisation in a fake Slack, over either transport."""
    async with open_town(tmp_path, request.param) as opened:
        yield opened


@pytest.fixture
async def over_http(tmp_path: Path) -> AsyncIterator[Town]:
    """The same over HTTP alone."""
    async with open_town(tmp_path) as opened:
        yield opened


def asked(text: str, number: int = 1, **more: Any) -> dict[str, Any]:
    """A direct message of tanaka's as Slack delivers it."""
    event = {
        "type": "message", "channel_type": "im", "user": account("tanaka"), "channel": direct("tanaka"),
        "text": text, "ts": f"1.{number:06d}",
    }  # fmt: skip
    return {"type": "event_callback", "team_id": "T0TSUYAMA", "event_id": f"Ev{number}", "event": event | more}


def post(town: Town, body: dict[str, Any], **how: Any) -> Any:
    """A signed request to the bot: (status, body)."""
    return town.slack.wire.post(json.dumps(body), "application/json", **how)


# Who is let in


@pytest.mark.parametrize("how", [{"secret": "forged"}, {"age": 301}, {"age": -301}], ids=str)
async def test_a_forged_or_old_signature_is_401(over_http: Town, how: dict[str, Any]) -> None:
    """And nothing of the request is kept."""
    status, _ = await post(over_http, asked(QUESTION), **how)
    assert (status, await over_http.count(Question)) == (401, 0)


@pytest.mark.parametrize("body", ["", "{", "[]", "{'a': 1}", '"x"', "[" * 100_000, "payload=%7B", "payload=1", "\x00"])
async def test_a_body_that_is_no_payload_never_becomes_an_error_of_ours(over_http: Town, body: str) -> None:
    """Broken JSON is 400; nothing is 500."""
    status, _ = await over_http.slack.wire.post(body, "application/json")
    assert status in (400, 404)


async def test_broken_json_is_400(over_http: Town) -> None:
    """Whatever its signature."""
    assert (await over_http.slack.wire.post('{"type": ', "application/json"))[0] == 400


async def test_slacks_check_of_the_address_is_answered(over_http: Town) -> None:
    """The url_verification of a new app."""
    status, body = await post(over_http, {"type": "url_verification", "challenge": "c-1"})
    assert (status, body) == (200, {"challenge": "c-1"})


async def test_in_socket_mode_nothing_comes_in_by_http(tmp_path: Path) -> None:
    """There may be no signing secret to check it with."""
    async with open_town(tmp_path, socket=True) as town:
        assert (await post(town, asked(QUESTION)))[0] == 404


async def test_a_guest_is_refused_with_clause_3(town: Town) -> None:
    """Even with an address that looks like the city's."""
    await town.chat.say("guest", QUESTION)
    said = await town.chat.sees("guest", "ご利用いただけません")
    assert "本市の一般職の職員" in said
    assert await town.count(Question) == 0


async def test_a_guest_whose_account_the_city_lists_is_served(tmp_path: Path) -> None:
    """By the Slack account id in the organisation file."""
    listed = f"""
[[person]]
id = "guest"
name = "客 一郎"
employment = "会計年度任用"
slack = "{account("guest")}"
"""
    async with open_town(tmp_path, more=listed) as town:
        await town.chat.say("guest", QUESTION)
        await town.chat.sees("guest", ANSWER)


async def test_somebody_from_another_workspace_is_refused(over_http: Town) -> None:
    """A shared channel brings people whom no one here vouches for."""
    over_http.slack.users[account("tanaka")] |= {"team_id": "T0OTHER"}
    await over_http.chat.say("tanaka", QUESTION, "zencho")
    await over_http.chat.sees("tanaka", "登録されていません", "zencho")


def test_who_counts_as_a_guest() -> None:
    """Restricted, from another workspace, a stranger; not a member of our workspace in an Enterprise Grid."""
    ours: dict[str, Any] = {"id": "U1", "team_id": "T1", "profile": {"real_name": "田\x00中", "email": "t@x.jp"}}
    assert sender_of(ours, "T1").guest is False
    assert sender_of(ours, "T1").name == "田中"
    assert sender_of(ours, "T2").guest is True
    assert sender_of(ours | {"enterprise_user": {"teams": ["T2"]}}, "T2").guest is False
    for key in ("is_restricted", "is_ultra_restricted", "is_stranger"):
        assert sender_of(ours | {key: True}, "T1").guest is True


# Once and only once


async def test_an_event_delivered_five_times_is_answered_once(town: Town) -> None:
    """One question row and one answer."""
    for _ in range(5):
        await town.slack.wire.again_until_taken(asked(QUESTION))
    await town.said(direct("tanaka"), 1)
    assert await town.count(Question) == 1


async def test_a_double_click_shares_once(town: Town) -> None:
    """Each click has a trigger of its own; the button's nonce is the same."""
    await town.chat.say("tanaka", QUESTION, "zencho")
    await town.chat.sees("tanaka", ANSWER, "zencho")
    answer = town.slack.visible(channel("zencho"), account("tanaka"))[-1]
    both = [town.chat.press_body("tanaka", answer, "みんなに共有") for _ in range(2)]
    await asyncio.gather(*(town.slack.wire.interactive(body) for body in both))
    await town.chat.sees("yamamoto", "田中 はるかさんの質問", "zencho")
    await asyncio.sleep(0.5)
    assert len([one for one in await town.chat.read("yamamoto", "zencho") if "さんの質問" in one]) == 1


async def test_a_post_whose_answer_was_lost_is_not_posted_again(over_http: Town) -> None:
    """Slack took it; the sender finds it by its mark before it tries once more."""
    over_http.slack.faults.append(Fault("chat.postMessage", lost=True))
    await over_http.chat.say("tanaka", QUESTION)
    await over_http.chat.sees("tanaka", ANSWER)
    await over_http.slack.until(
        lambda: "conversations.history" in [name for name, _ in over_http.slack.calls] or None, "never looked"
    )
    await over_http.said(direct("tanaka"), 1)


async def test_our_own_messages_and_edits_are_no_questions(town: Town) -> None:
    """Nor what other bots say, nor the message behind a mention in a channel."""
    for number, more in enumerate(
        [
            {"bot_id": "B0OTHER"}, {"user": "U0SNSBOT"}, {"subtype": "message_changed"}, {"hidden": True},
            {"channel_type": "channel", "channel": channel("zencho")}, {"subtype": "channel_join"},
        ]
    ):  # fmt: skip
        await town.slack.wire.again_until_taken(asked(QUESTION, number, **more))
    await asyncio.sleep(0.3)
    assert await town.count(Question) == 0
    assert town.slack.messages == []


# What was typed


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("😀🎉", "質問を言葉で書いてください"),
        ("   ", "SNSガイドライン窓口"),
        ("", "SNSガイドライン窓口"),
        ("あ" * 40_000, "質問は1,000字までです（いまは40,000字）"),
        ("\x00\x07\x1b", "SNSガイドライン窓口"),
        ("勤務時間中に\ud800個人のインスタを更新", "出典"),
    ],
    ids=["emoji", "blank", "empty", "long", "controls", "surrogate"],
)
async def test_every_input_gets_a_clear_message(town: Town, text: str, told: str) -> None:
    """Never an error, never silence."""
    await town.chat.say("tanaka", text)
    await town.chat.sees("tanaka", told)


async def test_what_a_user_typed_never_pings(town: Town) -> None:
    """Not in the shared question, not in the text beside the blocks."""
    await town.chat.say("tanaka", "<!channel> <@U0MORI> *誹謗中傷* の禁止を教えて", "zencho")
    await town.chat.sees("tanaka", "誹謗中傷すること。", "zencho")
    await town.chat.press("tanaka", "みんなに共有", "zencho")
    shared = await town.chat.sees("yamamoto", "さんの質問", "zencho")
    assert "<!channel> <@U0MORI> *誹謗中傷* の禁止を教えて" in shared
    assert "<!" not in town.slack.of_bot(channel("zencho"))[-1].text


@pytest.mark.parametrize(
    ("stored", "read"),
    [
        ("<@U0SNSBOT> 条文 5-(1)", "条文 5-(1)"),
        ("<@U0SNSBOT|sns>条文", "条文"),
        ("a <@U0MORI> b", "a @メンバー b"),
        ("<!channel> <!here|here> <!subteam^S1|@広報>", "@channel here @広報"),
        ("<#C1|zencho> <#C2>", "#zencho #チャンネル"),
        ("<https://example.jp/?a=1&amp;b=2>", "https://example.jp/?a=1&b=2"),
        ("<https://example.jp|example.jp>", "example.jp"),
        ("<https://example.jp|こちら>", "こちら (https://example.jp)"),
        ("<mailto:a@example.jp|a@example.jp>", "a@example.jp"),
        ("&lt;b&gt; &amp;lt;", "<b> &lt;"),
    ],
)
def test_a_text_is_read_as_its_author_saw_it(stored: str, read: str) -> None:
    """Slack's entities are undone."""
    assert spoken(stored, "U0SNSBOT") == read


# Presses and dialogs


async def test_a_button_that_nobody_knows_any_more_is_told_so(town: Town) -> None:
    """Cards of an older version stay in rooms for years."""
    card = Card(title="古いカード", parts=(Button(action="gone.away", label="押す", value="1"),))
    door = town.program.doors["slack"]
    await door.post(Place(platform="slack", team="", channel=channel("zencho")), card, "")
    await town.chat.press("tanaka", "押す", "zencho")
    await town.chat.sees("tanaka", "このボタンは使えなくなっています", "zencho")


async def test_a_press_while_the_database_is_busy_is_told_so(town: Town) -> None:
    """Within Slack's three seconds, and nothing is kept."""
    await town.chat.say("tanaka", QUESTION, "zencho")
    await town.chat.sees("tanaka", ANSWER, "zencho")
    held = sqlite3.connect(town.database, isolation_level=None)
    held.execute("BEGIN IMMEDIATE")
    await town.chat.press("tanaka", "👍 役に立った", "zencho")
    await town.chat.sees("tanaka", "ただいま混み合っています", "zencho")
    held.execute("ROLLBACK")
    held.close()
    await town.chat.press("tanaka", "👍 役に立った", "zencho")
    await town.chat.sees("tanaka", "評価を記録しました", "zencho")


async def test_a_dialog_sent_while_the_database_is_busy_keeps_what_was_typed(town: Town) -> None:
    """It stays open with a message at its field; the second try goes through."""
    await town.chat.say("tanaka", "市税の口座振替の手続を教えて")
    await town.chat.press("tanaka", "情報政策課に質問を送る")
    await town.slack.until(lambda: town.slack.views.get(account("tanaka")), "no dialog")
    held = sqlite3.connect(town.database, isolation_level=None)
    held.execute("BEGIN IMMEDIATE")
    await town.chat.fill("tanaka", {"質問": "写真の保存年限は？"}, "送る")
    assert "ただいま混み合っています" in await town.chat.dialog("tanaka")
    held.execute("ROLLBACK")
    held.close()
    await town.chat.fill("tanaka", {"質問": "写真の保存年限は？"}, "送る")
    await town.chat.sees("tanaka", "質問を受け付けました")
    assert await town.count(Ticket) == 1


async def test_an_event_while_the_database_is_busy_is_delivered_again(town: Town) -> None:
    """No acknowledgement until it is committed."""
    held = sqlite3.connect(town.database, isolation_level=None)
    held.execute("BEGIN IMMEDIATE")
    with pytest.raises(NotAcknowledged):
        await town.slack.wire.again_until_taken(asked(QUESTION), retries=0)
    held.execute("ROLLBACK")
    held.close()
    await town.slack.wire.again_until_taken(asked(QUESTION))
    await town.said(direct("tanaka"), 1)


async def test_a_command_is_answered_to_its_sender_alone(town: Town) -> None:
    """Also in a channel that the bot is not in."""
    town.slack.rooms.discard(channel("zencho"))
    await town.chat.command("tanaka", "条文 5-(1)", "zencho")
    await town.chat.sees("tanaka", "誹謗中傷すること。", "zencho")
    assert await town.chat.read("yamamoto", "zencho") == []


async def test_home_shows_what_waits_and_its_buttons_answer_in_the_direct_chat(town: Town) -> None:
    """App Home is a page, not a conversation."""
    assert "いま待っているもの" in await town.chat.open_home("tanaka")
    await town.chat.press_home("tanaka", "条文を読む")
    await town.chat.sees("tanaka", "条文を読む")


async def test_a_section_is_chosen_in_the_message(town: Town) -> None:
    """Fields of a message are sent with its button."""
    await town.chat.say("tanaka", "条文")
    await town.chat.fill("tanaka", {"章": "8 違反への対応"}, "この章を開く")
    await town.chat.sees("tanaka", "8-(1)")


async def test_an_unknown_shortcut_is_told_so(town: Town) -> None:
    """A message shortcut is a press with the message's text."""
    await town.chat.say("yamamoto", "打合せは10時です", "zencho")
    await town.chat.shortcut("tanaka", "no.such", "打合せは", "zencho")
    await town.chat.sees("tanaka", "このボタンは使えなくなっています", "zencho")
