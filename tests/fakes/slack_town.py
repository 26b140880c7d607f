"""A running bot with the fake Slack around it."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import func, select

from bot.program import Program, open_program
from bot.settings import DEMO_ORGANISATION, GUIDELINE, Settings
from storage import schema
from tests.fakes.slack_chat import SlackChat
from tests.fakes.slack_server import FakeSlack
from tests.fakes.slack_workspace import organisation_toml

QUESTION = "昼休みに自分のインスタを更新するのは勤務時間中になりますか"
ANSWER = "勤務時間中に個人の立場で情報を発信すること。"


@dataclass
class Town:
    """A running bot, its Slack, the people in it, and the folder of its files."""

    program: Program
    slack: FakeSlack
    chat: SlackChat
    folder: Path

    @property
    def database(self) -> Path:
        """The SQLite file."""
        return self.folder / "snsbot.sqlite3"

    async def count(self, table: Any) -> int:
        """Rows of a table."""
        query = select(func.count()).select_from(table)
        return await self.program.database.read(lambda session: session.execute(query).scalar_one())

    async def said(self, where: str, wanted: int, patience: float = 8.0) -> list[str]:
        """The bot's messages in a conversation once there are `wanted`, and a moment later still so many."""
        await self.slack.until(
            lambda: len(self.slack.of_bot(where)) >= wanted or None, f"fewer than {wanted} messages", patience
        )
        await asyncio.sleep(0.3)
        found = [one.words() for one in self.slack.of_bot(where)]
        assert len(found) == wanted, found
        return found


@asynccontextmanager
async def open_town(folder: Path, socket: bool = False, more: str = "") -> AsyncIterator[Town]:
    """The demo organisation, with `more` of it, in a fake Slack. Fails if Slack refused something of ours."""
    people = folder / "organisation.toml"
    people.write_text(organisation_toml(DEMO_ORGANISATION.read_text(encoding="utf-8")) + more, encoding="utf-8")
    url = f"sqlite:///{folder / 'snsbot.sqlite3'}"
    async with FakeSlack(socket).running() as slack:
        settings = Settings(url, GUIDELINE, people, slack.settings(), None, "127.0.0.1", 0)
        await schema.migrate(url)
        async with open_program(settings) as program:
            slack.bot_url = f"{program.url}/slack/events"
            if socket:
                await slack.wire.connected()
            yield Town(program, slack, SlackChat(slack), folder)
    assert slack.refused == []
