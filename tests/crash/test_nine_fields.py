"""kill -9 after each of the nine fields: nothing that was saved is lost, and the walk goes on where it was.

`make crash` runs both platforms on both databases and kills after every field; without CRASH=full it is one
platform on each database with three kills.
"""

import asyncio
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from bot.settings import DEMO_ORGANISATION
from storage import applications, records
from storage.database import open_database
from tests import policy_steps as steps
from tests.conftest import fresh_database
from tests.crash.served import Served
from tests.fakes.chat import Chat
from tests.fakes.slack import FakeSlack, SlackChat
from tests.fakes.slack import organisation_toml as slack_organisation
from tests.fakes.slack_workspace import BOT_TOKEN, SECRET
from tests.fakes.teams import APP_ID, PASSWORD, TENANT, FakeTeams
from tests.fakes.teams import organisation_toml as teams_organisation
from tests.fakes.teams_chat import TeamsChat

FULL = os.environ.get("CRASH") == "full"
KILLED_AFTER = tuple(steps.FIELDS) if FULL else ("1", "6", "9")
HOUSES = [(platform, kind) for platform in ("slack", "teams") for kind in ("sqlite", "postgresql")]
SHORT = [("slack", "sqlite"), ("teams", "postgresql")]


@asynccontextmanager
async def served(platform: str, url: str, folder: Path) -> AsyncIterator[tuple[Served, Chat]]:
    """A bot process behind one platform's fake."""
    people = folder / "people.toml"
    demo = DEMO_ORGANISATION.read_text(encoding="utf-8")
    common = {"DATABASE_URL": url, "SNSBOT_ORGANIZATION": str(people)}
    if platform == "slack":
        people.write_text(slack_organisation(demo), encoding="utf-8")
        async with FakeSlack().running() as slack:
            secrets = {"SLACK_BOT_TOKEN": BOT_TOKEN, "SLACK_SIGNING_SECRET": SECRET}
            bot = Served(common | secrets | {"SLACK_API_BASE_URL": f"{slack.base}/api/"}, folder / "bot.log")
            slack.bot_url = f"{bot.url}/slack/events"
            yield bot, SlackChat(slack)
    else:
        people.write_text(teams_organisation(demo), encoding="utf-8")
        async with FakeTeams().running() as teams:
            settings = teams.settings(APP_ID)
            secrets = {"TEAMS_APP_ID": APP_ID, "TEAMS_APP_PASSWORD": PASSWORD, "TEAMS_TENANT_ID": TENANT}
            addresses = {"TEAMS_OPENID_URL": settings.openid_url, "TEAMS_LOGIN_URL": settings.login_url}
            bot = Served(common | secrets | addresses, folder / "bot.log")
            teams.bot_url = f"{bot.url}/api/messages"
            yield bot, TeamsChat(teams)


@pytest.mark.parametrize(("platform", "kind"), HOUSES if FULL else SHORT)
async def test_every_field_survives_and_the_walk_goes_on(
    request: pytest.FixtureRequest, tmp_path: Path, platform: str, kind: str
) -> None:
    """Killed as soon as the platform has its answer: what was acknowledged is in the database."""
    async with fresh_database(request, kind, tmp_path) as url, served(platform, url, tmp_path) as (bot, chat):
        await bot.start()
        try:
            await steps.begin(chat, "yamamoto")
            for field in steps.FIELDS:
                await _written(chat, field)
                if field in KILLED_AFTER:
                    await bot.kill()
                    await _is_there(url, field)
                    await bot.start()
                    await _taken_up(chat, field)
            await steps.submit(chat, "yamamoto")
        finally:
            await bot.stop()
        await _whole(url)


async def _written(chat: Chat, field: str) -> None:
    """Fills a field; returns at the acknowledgement, before anything further is said."""
    await chat.press("yamamoto", "記入する")
    pages = steps.FIELDS[field]
    for number, values in enumerate(pages, 1):
        await chat.fill("yamamoto", values, "保存する" if number == len(pages) else "保存して続ける")
    if field not in KILLED_AFTER:
        await chat.sees("yamamoto", f"欄{field}を保存しました。")


async def _taken_up(chat: Chat, field: str) -> None:
    """「申請」 leads to the field after the one that was saved last."""
    following = min(int(field) + 1, 9)
    before = len(await _starts(chat))
    await chat.say("yamamoto", "申請")
    for _ in range(400):
        if len(await _starts(chat)) > before:
            break
        await asyncio.sleep(0.02)
    await chat.press("yamamoto", "申請1を開く")
    await chat.sees("yamamoto", f"欄{following}（{following}/9）")


async def _starts(chat: Chat) -> list[str]:
    return [text for text in await chat.read("yamamoto") if "公式アカウントの申請" in text]


async def _is_there(url: str, field: str) -> None:
    database = open_database(url)
    try:
        saved = await database.read(lambda session: applications.answers(applications.saved(session, 1)))
    finally:
        await database.close()
    texts = [text for values in steps.FIELDS[field] for text in values.values()]
    assert [text for text in texts if text not in saved.values()] == []


async def _whole(url: str) -> None:
    database = open_database(url)
    try:
        frozen = await database.read(lambda session: applications.submitted_answers(session, 1, 1))
        assert await database.read(lambda session: list(records.faults(session))) == []
    finally:
        await database.close()
    texts = [text for pages in steps.FIELDS.values() for values in pages for text in values.values()]
    assert [text for text in texts if text not in frozen.values()] == []
