"""Posting to Teams over real HTTP: where the bot may write, and what happens when Teams fails."""

import asyncio
import sqlite3
import time
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.door import CannotPost
from bot.teams_seal import Origin, Seal
from cards.model import Button, Card, Place, Text
from storage.tables import Question, Reference
from tests.fakes.teams import TENANT, Fault, account, channel, personal
from tests.fakes.teams_town import QUESTION, Town, open_town


@pytest.fixture
async def town(tmp_path: Path) -> AsyncIterator[Town]:
    """The demo organisation in a fake Teams."""
    async with open_town(tmp_path) as opened:
        yield opened


# Where it can be told


async def test_being_added_greets_once_and_is_remembered(town: Town) -> None:
    """An installation brings two activities; one greeting is enough."""
    await town.teams.install("tanaka")
    await town.teams.install(room="zencho")
    assert "SNSガイドライン窓口" in (await town.posted(personal("tanaka"), 1))[0]
    await town.posted(channel("zencho"), 1)
    assert await town.count(Reference) >= 3


async def test_whoever_has_not_added_the_bot_gets_a_hint_without_the_answer(town: Town) -> None:
    """In the channel there is a word to the asker and nothing of what was asked or answered."""
    town.teams.installed.discard("tanaka")
    await town.chat.say("tanaka", QUESTION, room="zencho")
    (hint,) = await town.posted(channel("zencho"), 1)
    assert "個別チャット" in hint
    assert "@田中 はるか" in hint
    assert "出典" not in hint
    assert "インスタ" not in hint


async def test_a_private_card_is_never_written_over_a_hint(town: Town) -> None:
    """What could only be hinted at stays out of the channel when it changes, too."""
    town.teams.installed.discard("tanaka")
    await town.teams.install("mori")
    door = town.program.doors["teams"]
    place = Place(platform="teams", team=TENANT, channel=channel("zencho"), user=account("tanaka"), private=True)
    where = await door.post(place, Card(title="秘密一"), "1")
    town.teams.installed.add("tanaka")
    await door.edit(*where, Card(title="秘密二"), place)
    assert not any("秘密" in one for one in town.of_bot(channel("zencho")))


async def test_what_is_carried_through_teams_cannot_be_forged() -> None:
    """A seal of another password, another person, or with a changed text opens nothing."""
    seal, origin = Seal("password"), Origin(channel="19:a", user="tanaka")
    text = seal.close(origin)
    assert seal.open(text, "tanaka") == origin
    for forged, user in (
        (text, "mori"),
        (text[:-1] + "x", "tanaka"),
        ("é.é", "x"),
        ("", ""),
        (Seal("p").close(origin), "tanaka"),
    ):
        assert seal.open(forged, user) == Origin()


# When Teams fails


async def test_nothing_is_lost_while_the_connector_is_away(town: Town) -> None:
    """A question is kept; its answer is posted when the connector is back."""
    await town.chat.say("tanaka", "ヘルプ")
    await town.posted(personal("tanaka"), 1)
    town.teams.connector_down = True
    await town.chat.say("tanaka", QUESTION)
    await asyncio.sleep(0.5)
    assert await town.count(Question) == 1
    town.teams.connector_down = False
    await town.chat.sees("tanaka", "出典")


async def test_a_stranger_waits_while_the_connector_is_away(town: Town) -> None:
    """Without knowing who asks nothing is answered or refused: Teams is asked to deliver again."""
    town.teams.connector_down = True
    said = town.teams.said("tanaka", QUESTION)
    assert (await town.teams.post_to_bot(said))[0] == 503
    town.teams.connector_down = False
    await town.teams.deliver(said)
    await town.chat.sees("tanaka", "出典")


@pytest.mark.parametrize("status", [412, 429, 502, 504])
async def test_passing_faults_are_waited_for(town: Town, status: int) -> None:
    """Teams asks to wait; then the answer comes, once."""
    town.teams.faults.append(Fault(status, {"Retry-After": "1"} if status == 429 else {}))
    begun = time.monotonic()
    await town.chat.say("tanaka", QUESTION)
    await town.posted(personal("tanaka"), 1)
    assert time.monotonic() - begun > 0.9


async def test_an_answer_that_was_lost_on_its_way_back_is_posted_at_least_once(town: Town) -> None:
    """Accepted, but the connection broke: better twice than never."""
    town.teams.faults.append(Fault(lost=True))
    await town.chat.say("tanaka", QUESTION)
    await town.chat.sees("tanaka", "出典")


async def test_a_refused_token_is_renewed_once(town: Town) -> None:
    """A token that Teams no longer takes is no reason to wait."""
    await town.chat.say("tanaka", "ヘルプ")
    await town.posted(personal("tanaka"), 1)
    town.teams.forget_tokens()
    await town.chat.say("tanaka", QUESTION)
    await town.posted(personal("tanaka"), 2)


async def test_a_long_card_goes_on_where_it_stopped(town: Town) -> None:
    """Of a card in several messages, those already posted are not posted again."""
    await town.teams.install("mori")
    await town.posted(personal("mori"), 1)
    door = town.program.doors["teams"]
    place = Place(platform="teams", team=TENANT, channel=channel("zencho"))
    card = Card(title="長い", parts=(Text(text="長い文。" * 8_000), Button(action="home.open", label="ホーム")))
    town.teams.faults.extend([Fault(), Fault(502)])
    with pytest.raises(CannotPost) as failure:
        await door.post(place, card, "7")
    assert failure.value.wait is not None
    (first,) = town.teams.in_conversation(channel("zencho"))
    assert await door.post(place, card, "7") == (channel("zencho"), first.id)
    messages = town.teams.in_conversation(channel("zencho"))
    assert "".join(one.words() for one in messages).replace("\n", "").count("長い文。") == 8_000


async def test_a_dead_service_address_is_told_and_not_swallowed(town: Town) -> None:
    """Nothing listens there: the sender has to know."""
    dead = town.teams.said("tanaka", "ヘルプ") | {"serviceUrl": "http://127.0.0.1:9/"}
    assert (await town.teams.post_to_bot(dead, town.teams.jwt(serviceurl="http://127.0.0.1:9/")))[0] == 503


async def test_a_room_without_the_bot_is_given_up(town: Town) -> None:
    """403 is no passing fault."""
    await town.teams.install("mori")
    town.teams.in_team = False
    with pytest.raises(CannotPost) as failure:
        await town.program.doors["teams"].post(
            Place(platform="teams", team=TENANT, channel=channel("zencho")), Card(title="x"), "1"
        )
    assert failure.value.wait is None


async def test_a_locked_database_is_told_and_what_was_typed_is_kept(town: Town) -> None:
    """A message is delivered again; a press says so; a dialog stays open and is sent again with one press."""
    await town.chat.say("tanaka", QUESTION)
    await town.chat.press("tanaka", "👎 違う")
    lock = sqlite3.connect(town.file, isolation_level=None)
    lock.execute("BEGIN IMMEDIATE")
    said = town.teams.post_to_bot(town.teams.said("tanaka", "次の質問です"))
    sent = town.chat.fill("tanaka", {"本来の条文": "当てはまる条文はない"}, "記録する")
    pressed = town.chat.press("tanaka", "👍 役に立った")
    (status, _), *_ = await asyncio.gather(said, sent, pressed)
    lock.execute("ROLLBACK")
    lock.close()
    assert status == 503
    assert "混み合って" in await town.chat.dialog("tanaka")
    assert any("混み合って" in words for _, _, words in town.chat.toasts)
    await town.chat.fill("tanaka", {}, "もう一度送る")
    await town.chat.sees("tanaka", "記録しました")
