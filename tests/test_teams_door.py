"""The Teams door over real HTTP: who is let in, and that every question gets exactly its answer."""

import asyncio
import time
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from bot.teams_connector import trusted
from storage.tables import Question
from tests.fakes.teams import channel, personal
from tests.fakes.teams_town import QUESTION, Town, open_town


@pytest.fixture
async def town(tmp_path: Path) -> AsyncIterator[Town]:
    """The demo organisation in a fake Teams."""
    async with open_town(tmp_path) as opened:
        yield opened


# Who is let in


@pytest.mark.parametrize(
    "change",
    [
        {"key": "a stranger's"}, {"kid": "unknown"}, {"aud": "another-app"}, {"iss": "https://sts.windows.net/x/"},
        {"exp": 1}, {"nbf": 4_000_000_000}, {"exp": None}, {"iss": None}, {"aud": None},
        {"serviceurl": "https://smba.trafficmanager.net/jp/"}, {"serviceurl": None},
    ],
    ids=str,
)  # fmt: skip
async def test_a_token_that_the_connector_did_not_issue_for_us_is_401(town: Town, change: dict[str, Any]) -> None:
    """A request with a wrong token is refused and nothing of it is kept."""
    status, _ = await town.teams.post_to_bot(town.teams.said("tanaka", QUESTION), town.teams.jwt(**change))
    assert (status, await town.count(Question)) == (401, 0)


@pytest.mark.parametrize("token", ["", "x", "a.b.c", "🍣.🍣.🍣".encode().decode("latin-1"), "eyJhbGciOiJub25lIn0.e30."])
async def test_a_malformed_token_is_401(town: Town, token: str) -> None:
    """Whatever stands in the header, it never becomes an error of ours."""
    status, _ = await town.teams.post_to_bot(town.teams.said("tanaka", QUESTION), token)
    assert status == 401


async def test_a_key_that_does_not_speak_for_teams_is_401(town: Town) -> None:
    """Keys are endorsed for channels; one of another channel does not count."""
    town.teams.endorsements = ["webchat"]
    status, _ = await town.teams.post_to_bot(town.teams.said("tanaka", QUESTION))
    assert status == 401


async def test_without_the_connectors_keys_it_is_503_and_served_later(town: Town) -> None:
    """Nobody is let in unchecked, and nobody's question is lost."""
    town.teams.keys_down = True
    said = town.teams.said("tanaka", QUESTION)
    assert (await town.teams.post_to_bot(said))[0] == 503
    town.teams.keys_down = False
    await town.teams.deliver(said)
    assert len(await town.posted(personal("tanaka"), 1)) == 1


async def test_unknown_keys_do_not_make_us_fetch_again_and_again(town: Town) -> None:
    """Strangers with invented key ids cost one fetch, not one each."""
    for number in range(5):
        await town.teams.post_to_bot(town.teams.said("tanaka", "x"), town.teams.jwt(kid=f"made-up-{number}"))
    assert town.teams.keys_fetched == 1


async def test_others_are_served_while_the_keys_come_slowly(town: Town) -> None:
    """Fetching keys never stops the event loop."""
    town.teams.keys_delay = 1.0
    waiting = asyncio.create_task(town.teams.post_to_bot(town.teams.said("tanaka", QUESTION)))
    await asyncio.sleep(0.1)
    begun = time.monotonic()
    async with aiohttp.ClientSession() as session, session.get(f"{town.program.url}/healthz") as answer:
        assert answer.status == 200
    assert time.monotonic() - begun < 0.5
    assert not waiting.done()
    assert (await waiting)[0] == 200


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"null", b"\xff\xfe", b"[" * 100_000])
async def test_what_is_no_json_object_is_400(town: Town, body: bytes) -> None:
    """Broken bodies are refused as such."""
    assert (await town.teams.post_to_bot(body))[0] == 400


@pytest.mark.parametrize(
    "wrong", [{"timestamp": "yesterday"}, {"type": None}, {"attachments": 3}, {"membersAdded": "x"}]
)
async def test_what_is_no_activity_is_400(town: Town, wrong: dict[str, Any]) -> None:
    """JSON of another shape is refused as such."""
    assert (await town.teams.post_to_bot(town.teams.said("tanaka", QUESTION) | wrong))[0] == 400


@pytest.mark.parametrize(
    "foreign",
    [
        {"channelData": {"tenant": {"id": "11111111-1111-1111-1111-111111111111"}}},
        {"conversation": {"id": "a:1tanaka", "conversationType": "personal", "tenantId": "elsewhere"}},
        {"channelData": {}, "conversation": {"id": "a:1tanaka", "conversationType": "personal"}},
    ],
)
async def test_another_tenant_is_refused(town: Town, foreign: dict[str, Any]) -> None:
    """Only the city's own tenant is served, whatever part of an activity says otherwise."""
    status, _ = await town.teams.post_to_bot(town.teams.said("tanaka", QUESTION) | foreign)
    assert (status, await town.count(Question)) == (403, 0)


async def test_a_foreign_service_address_is_refused_and_never_called(town: Town) -> None:
    """Our token goes to Teams' addresses only."""
    for url in ("https://evil.example.com/", "https://smba.trafficmanager.net.evil.example/", "ftp://127.0.0.1/"):
        said = town.teams.said("tanaka", QUESTION) | {"serviceUrl": url}
        status, _ = await town.teams.post_to_bot(said, town.teams.jwt(serviceurl=url))
        assert status == 403
    assert town.teams.tokens_issued == []


def test_only_teams_own_hosts_get_our_token() -> None:
    """Anybody may register a name under trafficmanager.net, so hosts are compared whole."""
    assert trusted("https://smba.trafficmanager.net/jp/", loopback=False)
    assert not trusted("http://smba.trafficmanager.net/jp/", loopback=False)
    assert not trusted("https://mine.trafficmanager.net/", loopback=False)
    assert not trusted("https://smba.trafficmanager.net@evil.example/", loopback=False)
    assert not trusted("https://smba.trafficmanager.net:8443/", loopback=False)
    assert not trusted("http://127.0.0.1:3978/", loopback=False)
    assert not trusted("http://[broken", loopback=True)
    assert trusted("http://127.0.0.1:3978/", loopback=True)


async def test_without_an_app_id_nothing_is_signed(tmp_path: Path) -> None:
    """For local tools: no token is asked for and none is sent; the settings allow that on loopback only."""
    async with open_town(tmp_path, app_id="") as town:
        assert (await town.teams.post_to_bot(town.teams.said("tanaka", QUESTION), ""))[0] == 200
        await town.posted(personal("tanaka"), 1)
        assert (town.teams.tokens_issued, town.teams.keys_fetched) == ([], 0)


# Questions and answers


async def test_a_question_in_the_1_to_1_chat_is_answered_there(town: Town) -> None:
    """The plainest way through the house."""
    await town.chat.say("tanaka", QUESTION)
    assert "出典" in await town.chat.sees("tanaka", "出典")


async def test_one_activity_delivered_five_times_is_one_question_and_one_answer(town: Town) -> None:
    """Teams delivers again when it does not hear from us in time."""
    said = town.teams.said("tanaka", QUESTION)
    for status, _ in await asyncio.gather(*(town.teams.post_to_bot(said) for _ in range(5))):
        assert status == 200
    await town.posted(personal("tanaka"), 1)
    assert await town.count(Question) == 1


@pytest.mark.parametrize("text", ["", "　", "🍣🍣", "あ" * 40_000, "<at>", "&lt;b&gt;", "\u202e逆", "\u0000"])
async def test_any_text_gets_one_answer(town: Town, text: str) -> None:
    """Empty, emoji, 40,000 characters, half a tag: each gets one message back."""
    await town.chat.say("tanaka", text)
    await town.posted(personal("tanaka"), 1)


async def test_a_question_in_a_channel_is_answered_in_private_and_shared_there(town: Town) -> None:
    """The answer comes in the 1:1 chat; sharing it there posts in the channel's thread where it was asked."""
    typed = f"**{QUESTION}** <b>太字</b> [x](https://example.com)"
    await town.chat.say("tanaka", typed, room="zencho")
    await town.chat.sees("tanaka", "出典")
    assert town.of_bot(channel("zencho")) == []
    await town.chat.press("tanaka", "みんなに共有")
    shared = await town.chat.sees("yamamoto", "田中 はるかさんの質問", room="zencho")
    assert typed in shared
    asked, answered = town.teams.in_conversation(channel("zencho"))
    assert answered.root == asked.id


async def test_a_channel_message_without_mention_is_no_question(town: Town) -> None:
    """Where an administrator lets the bot read all messages, it still answers only when it is asked."""
    for root in ("", "1"):
        await town.teams.deliver(town.teams.said("tanaka", QUESTION, room="zencho", root=root, mention=False))
    await asyncio.sleep(0.3)
    assert (await town.count(Question), town.of_bot(channel("zencho"))) == (0, [])


async def test_who_is_no_staff_is_told_the_clause(town: Town) -> None:
    """Contractors and guests of the tenant are refused with clause 3."""
    for who in ("itaku", "guest"):
        await town.chat.say(who, QUESTION)
        assert "3 " in await town.chat.sees(who, "ご利用いただけません")
    assert await town.count(Question) == 0


async def test_an_account_that_the_tenant_does_not_know_is_no_staff(town: Town) -> None:
    """Nobody vouches for somebody whom the connector cannot find."""
    said = town.teams.said("tanaka", QUESTION)
    said["from"] = {"id": "29:nobody", "aadObjectId": "nobody", "name": "田中 はるか"}
    await town.teams.deliver(said)
    await asyncio.sleep(0.3)
    assert await town.count(Question) == 0
