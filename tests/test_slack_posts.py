"""What the Slack door says: answers that find their way, posts and pictures, once each, also when Slack was away."""

import asyncio
import time
from pathlib import Path

import pytest

from bot.door import CannotPost
from cards.model import Card, Image, Place, Text
from storage.tables import Question
from tests.fakes.slack import Fault, account, channel, direct
from tests.fakes.slack_town import ANSWER, QUESTION, Town, open_town
from tests.fakes.slack_wire import NotAcknowledged
from tests.test_slack_cards import PIXEL
from tests.test_slack_door import TRANSPORTS, asked, over_http, town

__all__ = ["over_http", "town"]


async def test_an_answer_finds_its_way_when_its_address_is_used_up(town: Town) -> None:
    """A response_url serves five times in half an hour; then the answer is posted."""
    await town.chat.command("tanaka", "条文 5-(1)", "zencho")
    shown = town.slack.visible(channel("zencho"), account("tanaka"))[-1]
    body = town.chat.press_body("tanaka", shown, "5-(2) →")
    for address in town.slack.addresses.values():
        address.uses = 0
    await town.slack.wire.interactive(body)
    await town.chat.sees("tanaka", "非礼・不遜な態度", "zencho")


async def test_a_private_answer_in_a_room_without_the_bot_goes_to_the_direct_chat(over_http: Town) -> None:
    """A whisper needs both in the room."""
    over_http.slack.rooms.discard(channel("zencho"))
    door = over_http.program.doors["slack"]
    place = Place(platform="slack", team="", channel=channel("zencho"), user=account("tanaka"), private=True)
    where, _ = await door.post(place, Card(title="お知らせ"), "m")
    assert where == direct("tanaka")
    await over_http.chat.sees("tanaka", "お知らせ")


# Slack away


async def test_while_slack_cannot_say_who_asks_the_event_is_delivered_again(town: Town) -> None:
    """Nobody is served unknown, and nobody's question is lost."""
    town.slack.down = True
    with pytest.raises(NotAcknowledged):
        await town.slack.wire.again_until_taken(asked(QUESTION), retries=0)
    town.slack.down = False
    await asyncio.sleep(1.1)
    await town.slack.wire.again_until_taken(asked(QUESTION))
    await town.said(direct("tanaka"), 1)


async def test_the_answer_arrives_when_slack_is_back(over_http: Town) -> None:
    """It was committed with the question; the sender goes on trying."""
    await over_http.chat.say("tanaka", "ヘルプ")
    await over_http.said(direct("tanaka"), 1)
    over_http.slack.down = True
    await over_http.slack.wire.again_until_taken(asked(QUESTION))
    assert await over_http.count(Question) == 1
    over_http.slack.down = False
    await over_http.said(direct("tanaka"), 2, patience=15)


async def test_an_answer_to_a_press_arrives_when_slack_is_back(over_http: Town) -> None:
    """It has no row in the outbox; the door goes on trying."""
    await over_http.chat.command("tanaka", "条文 5-(1)", "zencho")
    await over_http.slack.wire.event({"type": "message", "channel_type": "im", **_hello("tanaka")})
    await over_http.said(direct("tanaka"), 1)
    shown = over_http.slack.visible(channel("zencho"), account("tanaka"))[-1]
    body = over_http.chat.press_body("tanaka", shown, "5-(2) →")
    over_http.slack.down = True
    await over_http.slack.wire.interactive(body)
    await asyncio.sleep(0.3)
    over_http.slack.down = False
    await over_http.chat.sees("tanaka", "非礼・不遜な態度", "zencho")


def _hello(who: str) -> dict[str, str]:
    return {"user": account(who), "channel": direct(who), "text": "ヘルプ", "ts": "1.1"}


async def test_somebody_who_asks_often_is_looked_up_once(over_http: Town) -> None:
    """Also when several events come at once."""
    bodies = [asked("ヘルプ", number) for number in range(6)]
    await asyncio.gather(*(over_http.slack.wire.again_until_taken(body) for body in bodies))
    await over_http.said(direct("tanaka"), 6)
    assert [name for name, _ in over_http.slack.calls].count("users.info") == 1


async def test_the_socket_connects_anew_when_slack_closes_it(tmp_path: Path) -> None:
    """Slack refreshes connections every few hours."""
    async with open_town(tmp_path, socket=True) as town:
        await town.chat.command("tanaka", "ヘルプ")
        opened = [name for name, _ in town.slack.calls].count("apps.connections.open")
        await town.slack.wire.disconnect()
        await town.slack.until(
            lambda: [name for name, _ in town.slack.calls].count("apps.connections.open") > opened or None, "not anew"
        )
        await asyncio.sleep(0.2)
        await town.chat.command("tanaka", "条文 5-(1)")
        await town.chat.sees("tanaka", "誹謗中傷すること。")


@pytest.mark.parametrize("socket", TRANSPORTS)
async def test_a_proxy_in_the_environment_does_not_catch_loopback(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, socket: bool
) -> None:
    """The SDK ignores NO_PROXY."""
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "http_proxy", "https_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    async with open_town(tmp_path, socket) as town:
        await town.chat.say("tanaka", QUESTION)
        await town.chat.sees("tanaka", ANSWER)


# Posting


@pytest.mark.parametrize(
    ("fault", "wait", "ambiguous"),
    [
        (Fault("chat.postMessage", 429, headers={"Retry-After": "7"}), 7.0, False),
        (Fault("chat.postMessage", 500), 5.0, True),
        (Fault("chat.postMessage", 503), 5.0, True),
        (Fault("chat.postMessage", error="is_archived"), None, False),
        (Fault("chat.postMessage", error="channel_not_found"), None, False),
        (Fault("chat.postMessage", error="token_revoked"), 60.0, False),
        (Fault("chat.postMessage", lost=True), 5.0, True),
    ],
    ids=["429", "500", "503", "archived", "gone", "token", "lost"],
)
async def test_a_refused_post_says_when_to_try_again(
    over_http: Town, fault: Fault, wait: float | None, ambiguous: bool
) -> None:
    """Never, soon, when Slack says, or when the operator has repaired the token."""
    over_http.slack.faults.append(fault)
    place = Place(platform="slack", team="", channel=channel("zencho"))
    with pytest.raises(CannotPost) as caught:
        await over_http.program.doors["slack"].post(place, Card(title="お知らせ"), "mark-1")
    assert (caught.value.wait, caught.value.ambiguous) == (wait, ambiguous)


async def test_a_card_of_several_messages_goes_on_in_its_thread(over_http: Town) -> None:
    """And what was posted before a failure is not posted again."""
    text = "".join(f"{number:05d}" for number in range(4_000))
    card, place = (
        Card(title="長い", parts=(Text(text=text),)),
        Place(platform="slack", team="", channel=channel("zencho")),
    )
    over_http.slack.rate = 2.0
    door = over_http.program.doors["slack"]
    with pytest.raises(CannotPost, match="ratelimited"):
        await door.post(place, card, "mark-2")
    over_http.slack.rate = None
    where, first = await door.post(place, card, "mark-2")
    posted = over_http.slack.of_bot(where)
    assert len(posted) > 1
    assert (posted[0].ts, posted[0].thread) == (first, "")
    assert {one.thread for one in posted[1:]} == {first}
    assert "".join(one.words() for one in posted).replace("\n", "") == "長い" + text


async def test_a_picture_is_uploaded_and_shown(over_http: Town) -> None:
    """Once Slack has processed it."""
    over_http.slack.processing = 0.3
    card = Card(title="グラフ", parts=(Image(png_base64=PIXEL, alt="月ごとの件数"),))
    place = Place(platform="slack", team="", channel=channel("zencho"))
    begun = time.monotonic()
    await over_http.program.doors["slack"].post(place, card, "")
    assert time.monotonic() - begun >= 0.3
    [message] = over_http.slack.of_bot(channel("zencho"))
    file = message.blocks[1]["slack_file"]["id"]
    assert over_http.slack.files[file]["data"].startswith(b"\x89PNG")
    assert "月ごとの件数" in message.words()


@pytest.mark.parametrize("thread", [False, True], ids=["room", "thread"])
async def test_a_second_process_does_not_post_what_the_first_one_did(over_http: Town, thread: bool) -> None:
    """Told that it is not the first try, the door looks for the mark before it posts."""
    door, place = over_http.program.doors["slack"], Place(platform="slack", team="", channel=channel("zencho"))
    where, root = await door.post(place, Card(title="親"), "mark-3")
    place = place.model_copy(update={"thread": root if thread else ""})
    first = await door.post(place, Card(title="お知らせ"), "mark-4")
    assert await door.post(place, Card(title="お知らせ"), "mark-4", again=True) == first
    assert len(over_http.slack.of_bot(where)) == 2


async def test_a_closing_door_finishes_what_it_took(tmp_path: Path) -> None:
    """The answer to a press under way is still given."""
    async with open_town(tmp_path) as town:
        await town.chat.command("tanaka", "条文 5-(1)", "zencho")
        await town.chat.press("tanaka", "5-(2) →", "zencho")
    assert any("非礼・不遜な態度" in one.words() for one in town.slack.messages)


async def test_a_posted_card_can_be_replaced(over_http: Town) -> None:
    """In its place."""
    door, place = over_http.program.doors["slack"], Place(platform="slack", team="", channel=channel("zencho"))
    where, message = await door.post(place, Card(title="前"), "")
    await door.edit(where, message, Card(title="後"), place)
    assert [one.words() for one in over_http.slack.of_bot(where)] == ["後"]
    with pytest.raises(CannotPost) as caught:
        await door.edit(where, "1.999999", Card(title="後"), place)
    assert caught.value.wait is None
