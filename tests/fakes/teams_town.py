"""A running bot with the fake Teams around it."""

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
from tests.fakes.teams import APP_ID, FakeTeams, organisation_toml
from tests.fakes.teams_chat import TeamsChat

QUESTION = "昼休みにインスタを更新していい？"


@dataclass
class Town:
    """A running bot, its Teams, and the people in it."""

    program: Program
    teams: FakeTeams
    chat: TeamsChat
    file: Path

    async def count(self, table: Any) -> int:
        """Rows of a table."""
        query = select(func.count()).select_from(table)
        return await self.program.database.read(lambda session: session.execute(query).scalar_one())

    async def posted(self, where: str, wanted: int) -> list[str]:
        """The bot's messages in a conversation once there are `wanted`, and a moment later still so many."""
        for _ in range(400):
            if len(self.of_bot(where)) >= wanted:
                break
            await asyncio.sleep(0.02)
        await asyncio.sleep(0.3)
        assert len(self.of_bot(where)) == wanted, self.of_bot(where)
        return self.of_bot(where)

    def of_bot(self, where: str) -> list[str]:
        """What the bot wrote in a conversation."""
        return [one.words() for one in self.teams.in_conversation(where) if one.card]


@asynccontextmanager
async def open_town(folder: Path, app_id: str = APP_ID) -> AsyncIterator[Town]:
    """The demo organisation in a fake Teams, with its files in a folder. Fails if Teams refused one of our cards."""
    people, file = folder / "organisation.toml", folder / "snsbot.sqlite3"
    people.write_text(organisation_toml(DEMO_ORGANISATION.read_text(encoding="utf-8")), encoding="utf-8")
    async with FakeTeams().running() as teams:
        teams.needs_token = bool(app_id)
        url = f"sqlite:///{file}"
        settings = Settings(url, GUIDELINE, people, None, teams.settings(app_id), "127.0.0.1", 0)
        await schema.migrate(url)
        async with open_program(settings) as program:
            teams.bot_url = f"{program.url}/api/messages"
            yield Town(program, teams, TeamsChat(teams), file)
    assert teams.refused == []
