"""Documents attached in chat: uploaded in Slack, linked in Teams and the playground."""

import asyncio
import io
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from aiohttp import ClientSession
from docx import Document

from bot.files import GOOD_FOR, Links
from cards.model import Card, File
from storage import ballots, payloads
from storage.database import Database
from tests import policy_steps as steps
from tests.fakes.slack_town import Town as SlackTown
from tests.fakes.slack_town import open_town as slack_town
from tests.fakes.slack_workspace import Fault
from tests.fakes.teams_town import Town as TeamsTown
from tests.fakes.teams_town import open_town as teams_town


@pytest.fixture
async def slack(tmp_path: Path) -> AsyncIterator[SlackTown]:
    """A bot in Slack."""
    async with slack_town(tmp_path) as town:
        yield town


@pytest.fixture
async def teams(tmp_path: Path) -> AsyncIterator[TeamsTown]:
    """A bot in Teams."""
    async with teams_town(tmp_path) as town:
        yield town


async def submitted(chat: object) -> None:
    """An application on its way to the committee."""
    await steps.begin(chat, "yamamoto")  # type: ignore[arg-type]
    await steps.write_all(chat, "yamamoto")  # type: ignore[arg-type]
    await steps.submit(chat, "yamamoto")  # type: ignore[arg-type]


async def test_slack_gets_the_documents_uploaded_under_the_message(slack: SlackTown) -> None:
    """The bytes open in Word; each stands once."""
    await slack.chat.say("okada", "ヘルプ")
    await slack.chat.sees("okada", "SNSガイドライン窓口")
    await submitted(slack.chat)
    shared = await slack.slack.until(
        lambda: [one for one in slack.slack.of_bot("D0OKADA") if one.files] or None, "no file for okada"
    )
    await slack.slack.until(
        lambda: len([one for one in slack.slack.of_bot("D0OKADA") if one.files]) == 2 or None, "not both files"
    )
    assert all(one.thread for one in shared)
    data = slack.slack.files[shared[0].files[0]["id"]]["data"]
    assert Document(io.BytesIO(data)).core_properties.title == "津山市 ソーシャルメディア利用方針"


async def test_a_lost_answer_shares_no_document_twice(slack: SlackTown) -> None:
    """What stands in the thread is looked for before it is shared again."""
    await slack.chat.say("okada", "ヘルプ")
    await slack.chat.sees("okada", "SNSガイドライン窓口")
    slack.slack.faults.append(Fault("files.completeUploadExternal", lost=True))
    await submitted(slack.chat)
    await slack.chat.sees("okada", "利用承認の審査をお願いします")
    titles = [file["title"] for one in slack.slack.of_bot("D0OKADA") for file in one.files]
    assert sorted(titles) == ["利用承認申請書.docx", "利用方針.docx"]


async def test_a_vote_does_not_wait_for_a_missing_right(slack: SlackTown) -> None:
    """The ballot comes, and under the text it says that the document could not be attached."""
    await slack.chat.say("okada", "ヘルプ")
    await slack.chat.sees("okada", "SNSガイドライン窓口")
    slack.slack.faults.extend(Fault("files.getUploadURLExternal", error="missing_scope") for _ in range(20))
    await submitted(slack.chat)
    await slack.chat.sees("okada", "「利用方針.docx」を添付できませんでした。")
    await slack.chat.sees("okada", "利用承認の審査をお願いします")


async def test_teams_gets_a_link_that_opens(teams: TeamsTown) -> None:
    """Word opens what it leads to; a changed link leads nowhere."""
    await submitted(teams.chat)
    await teams.chat.sees("yamamoto", "利用方針.docx をダウンロード")
    cards = [one.card for one in teams.teams.messages if one.card]
    links = [
        action["url"]
        for card in cards for one in card["body"] if one["type"] == "ActionSet" for action in one["actions"]
    ]  # fmt: skip
    async with ClientSession() as session:
        async with session.get(links[-2]) as response:
            assert response.status == 200
            assert "attachment" in response.headers["Content-Disposition"]
            assert Document(io.BytesIO(await response.read())).tables
        for bad in (
            links[-2][:-1] + ("0" if links[-2][-1] != "0" else "1"),
            links[-2].partition("/files/")[0] + "/files/x",
        ):
            async with session.get(bad) as response:
                assert response.status == 404


async def test_a_link_dies_after_a_day_and_leads_to_files_only(database: Database) -> None:
    """Also when its text was blanked; no other payload can be fetched, whatever its number."""
    from datetime import UTC, datetime  # noqa: PLC0415

    now = datetime(2026, 11, 24, tzinfo=UTC)
    body = {"policy": "aGFsbG8="}
    file = await database.write(lambda session: payloads.keep(session, "file", "x", body, now).id)
    other = await database.write(lambda session: payloads.keep(session, "question", "y", body, now).id)
    clock = [1000.0]
    links = Links(database, "secret", "https://bot.example", lambda: clock[0])
    card = links.filled(Card(title="a", parts=(File(name="a b.docx", payload=file, key="policy"),)))
    token = card.files[0].url.rpartition("/")[2]
    opened = links._opened(token)
    assert opened is not None
    assert await links.read(opened) == b"hallo"
    assert Links(database, "another", "https://bot.example")._opened(token) is None
    assert await links.read(File(name="a", payload=other, key="policy")) is None
    assert await links.read(File(name="a", payload=file, key="other")) is None
    await database.write(lambda session: payloads.blank(session, "x", now))
    assert await links.read(opened) is None
    clock[0] += GOOD_FOR
    assert links._opened(token) is None


def test_without_an_address_a_card_stays_as_it_is() -> None:
    """Teams then says where to ask."""
    card = Card(title="a", parts=(File(name="a.docx", payload=1, key="policy"),))
    assert Links(None, "secret", "").filled(card) == card  # type: ignore[arg-type]


async def test_a_member_who_never_wrote_is_found_by_their_address(slack: SlackTown) -> None:
    """And nobody else: a guest with the same address gets nothing, and the office hears of it."""
    slack.slack.users["U0NISHI"]["is_restricted"] = True
    await submitted(slack.chat)
    await slack.chat.sees("okada", "利用承認の審査をお願いします")
    for _ in range(200):
        refused = await slack.program.database.read(lambda session: ballots.undelivered(session, "審査中"))
        if refused:
            break
        await asyncio.sleep(0.02)
    assert [ballot.person for ballot, _ in refused] == ["nishi"]
    for _ in range(2):
        await slack.program.advance(60)
    await slack.chat.sees("mori", "西 直子さんには、ボットから書き込めません。", "joho-seisaku")
    told = [one for one in await slack.chat.read("mori", "joho-seisaku") if "西 直子さんには" in one]
    assert len(told) == 1
    assert not slack.slack.of_bot("D0NISHI")
