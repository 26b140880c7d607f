"""The doors against what comes over the wire: texts that make a parser slow, deep or large bodies, false names."""

import asyncio
import io
import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from aiohttp import ClientSession

from bot import slack_events, teams_events
from bot.files import Links
from bot.teams_seal import Origin, Seal
from cards.web import storable
from handlers.events import Sender, one_line
from tests.conftest import fresh_database
from tests.doors import house
from tests.fakes.slack import account
from tests.fakes.teams import personal

SEEDS = (
    " ",
    "\n",
    "<",
    "<at ",
    "</at",
    "<br ",
    "<@U0SNSBOT|",
    " <@U0SNSBOT",
    "<http://a|",
    "&amp;",
    "&#",
    ":a",
    "@",
    "あ",
)
PARSERS: tuple[tuple[str, Callable[[str], Any]], ...] = (
    ("Teams' message", lambda text: teams_events.words(text, [])),
    ("Teams' message action", teams_events.plain),
    ("Slack's message", lambda text: slack_events.spoken(text, "U0SNSBOT")),
    ("a name", one_line),
    ("a text of the page", storable),
)


@pytest.mark.parametrize(("name", "parse"), PARSERS)
def test_no_parser_of_a_door_grows_faster_than_the_text(name: str, parse: Callable[[str], Any]) -> None:
    """Every event waits for it: half a megabyte of what begins like markup takes no half second."""
    for seed in SEEDS:
        text = (seed * 500_000)[:500_000]
        before = time.process_time()
        parse(text)
        assert time.process_time() - before < 0.5, (name, seed)


def test_a_seal_and_a_link_of_broken_letters_are_no_fault() -> None:
    """JSON can hold half a character, which no encoding takes."""
    for text in ("a.\ud800", "\ud800.a", "\ud800", ".", "a.b.c"):
        assert Seal("secret").open(text, "u") == Origin()
        assert Links(None, "secret", "")._opened(text) is None  # type: ignore[arg-type]


def test_a_name_cannot_turn_hide_or_break_what_follows() -> None:
    """A platform lets people call themselves anything."""
    for name in ("山本\u202e誠", "山\u200b本\u2066誠", "山本誠\n", "\ufeff山本\x00誠", "山本誠\u2028"):
        assert Sender("slack", "T", "U", name).name == "山本誠", ascii(name)
    assert Sender("slack", "T", "U", "  山本\u3000 誠 ").name == "山本 誠"
    assert len(Sender("slack", "T", "U", "長" * 500).name) == 80


@pytest.mark.parametrize("door", ["slack-http", "teams"])
async def test_who_is_listed_is_called_as_the_city_calls_them(
    request: pytest.FixtureRequest, tmp_path: Path, door: str
) -> None:
    """An answer is shared under the name of the organisation's file, whatever somebody calls themselves there."""
    async with fresh_database(request, "sqlite", tmp_path) as url, house(door, url, tmp_path) as town:
        chat: Any = town.chat
        if door == "slack-http":
            chat.slack.users[account("tanaka")]["profile"]["real_name"] = "岡田 隆\u202e（副市長）"
            await chat.say("tanaka", "勤務中に私用で投稿してよいですか。", room="zencho")
            await chat.press("tanaka", "みんなに共有", room="zencho")
            shared = await chat.sees("mori", "田中 はるか", room="zencho")
        else:
            said = chat.teams.said("tanaka", "届出")
            said["from"]["name"] = "岡田 隆\u202e（副市長）"
            await chat.teams.deliver(said)
            await chat.say("tanaka", "ホーム")
            shared = await chat.sees("tanaka", "田中 はるか")
        assert "岡田" not in shared


@pytest.mark.parametrize("odd", [json.loads("[" * 900 + "]" * 900), "x" * 400_000, {"a": 1}, [None, {}], 7, True])
async def test_odd_bodies_with_a_good_signature_are_no_fault(
    request: pytest.FixtureRequest, tmp_path: Path, odd: Any, caplog: pytest.LogCaptureFixture
) -> None:
    """Deep, long, and of wrong types, as a client of Teams may send them; afterwards a question is answered."""
    async with fresh_database(request, "sqlite", tmp_path) as url, house("teams", url, tmp_path) as town:
        fake = town.chat.teams  # type: ignore[attr-defined]
        press = {"action": {"type": "Action.Execute", "verb": "ask.good", "data": odd}}
        for kind, more in (
            ("message", {"text": odd}), ("message", {"entities": odd}), ("message", {"attachments": odd}),
            ("invoke", {"name": "task/submit", "value": odd}), ("installationUpdate", {"action": odd}),
            ("invoke", {"name": "task/fetch", "value": {"data": odd}}),
            ("invoke", {"name": "adaptiveCard/action", "value": press}),
            ("invoke", {"name": "composeExtension/fetchTask", "value": {"commandId": odd, "messagePayload": odd}}),
        ):  # fmt: skip
            status, _ = await fake.post_to_bot(fake.activity(kind, "tanaka", personal("tanaka"), **more))
            assert status < 500, (kind, list(more))
        await town.chat.say("tanaka", "勤務中に私用で投稿してよいですか。")
        await town.chat.sees("tanaka", "5-(10)")
    assert [one.getMessage() for one in caplog.records if one.levelname == "ERROR"] == []


@pytest.mark.parametrize(("door", "path"), [("slack-http", "/slack/events"), ("teams", "/api/messages")])
async def test_a_body_over_two_megabytes_is_not_read(
    request: pytest.FixtureRequest, tmp_path: Path, door: str, path: str
) -> None:
    """Whatever it says."""
    async with (
        fresh_database(request, "sqlite", tmp_path) as url, house(door, url, tmp_path) as town,
        ClientSession() as session, session.post(town.program.url + path, data=io.BytesIO(b"[" * 3_000_000)) as answer,
    ):  # fmt: skip
        assert answer.status == 413


async def test_slow_bodies_hold_up_nobody(request: pytest.FixtureRequest, tmp_path: Path) -> None:
    """A hundred requests that never end, and a question is answered beside them."""
    async with fresh_database(request, "sqlite", tmp_path) as url, house("slack-http", url, tmp_path) as town:
        port, slow = int(town.program.url.rpartition(":")[2]), []
        for _ in range(100):
            _, writer = await asyncio.open_connection("127.0.0.1", port)
            writer.write(b"POST /slack/events HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\nabc")
            slow.append(writer)
        await town.chat.say("tanaka", "勤務中に私用で投稿してよいですか。")
        await town.chat.sees("tanaka", "5-(10)")
        async with ClientSession() as session, session.get(f"{town.program.url}/healthz") as answer:
            assert answer.status == 200
        for writer in slow:
            writer.close()
