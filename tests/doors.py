"""A running bot behind one door, with the platform's fake in front of it: what conversation tests talk to."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from aiohttp import ClientSession

from bot.program import Program, open_program
from bot.settings import DEMO_ORGANISATION, GUIDELINE, Settings
from tests.fakes.chat import Chat
from tests.fakes.slack import FakeSlack, SlackChat
from tests.fakes.slack import organisation_toml as slack_organisation
from tests.fakes.teams import APP_ID, TENANT, FakeTeams
from tests.fakes.teams import organisation_toml as teams_organisation
from tests.fakes.teams_chat import TeamsChat
from tests.fakes.web import WebChat

DOORS = ("slack-http", "slack-socket", "teams", "web")


@dataclass(repr=False)  # of models and dictionaries: asyncio prints what a fixture yields
class House:
    """The bot, and the people who talk to it through one door."""

    program: Program
    chat: Chat
    organisation: Path


@asynccontextmanager
async def house(
    door: str, database_url: str, folder: Path, guideline: Path = GUIDELINE, people_of: Path = DEMO_ORGANISATION
) -> AsyncIterator[House]:  # fmt: skip
    """The bot behind `door`, with the demo's people (or another file's) on that platform."""
    people = folder / f"{door}.toml"
    demo = people_of.read_text(encoding="utf-8")  # noqa: ASYNC240 - a small file, before anything runs
    async with AsyncExitStack() as stack:
        if door == "web":
            people.write_text(demo, encoding="utf-8")
            settings = Settings(database_url, guideline, people, None, None, "127.0.0.1", 0)
            program = await stack.enter_async_context(open_program(settings, playground=True))
            session = await stack.enter_async_context(ClientSession())
            web = WebChat(program.url, session)
            stack.push_async_callback(web.close)
            chat: Chat = web
        elif door == "teams":
            people.write_text(teams_organisation(demo), encoding="utf-8")
            teams = await stack.enter_async_context(FakeTeams().running())
            settings = Settings(database_url, guideline, people, None, teams.settings(APP_ID), "127.0.0.1", 0)
            program = await stack.enter_async_context(open_program(settings))
            teams.bot_url = f"{program.url}/api/messages"
            chat = TeamsChat(teams)
        else:
            people.write_text(slack_organisation(demo), encoding="utf-8")
            slack = await stack.enter_async_context(FakeSlack(socket=door == "slack-socket").running())
            settings = Settings(database_url, guideline, people, slack.settings(), None, "127.0.0.1", 0)
            program = await stack.enter_async_context(open_program(settings))
            slack.bot_url = f"{program.url}/slack/events"
            chat = SlackChat(slack)
        yield House(program, chat, people)


@dataclass(repr=False)
class TwoDoors:
    """One bot behind Slack and Teams at once."""

    program: Program
    slack: SlackChat
    teams: TeamsChat


@asynccontextmanager
async def two_doors(database_url: str, folder: Path) -> AsyncIterator[TwoDoors]:
    """The bot behind both platforms; the offices' rooms are Slack's."""
    people = folder / "both.toml"
    demo = slack_organisation(DEMO_ORGANISATION.read_text(encoding="utf-8"))
    people.write_text(demo.replace("[workspaces]", f'[workspaces]\nteams = ["{TENANT}"]'), encoding="utf-8")
    async with FakeSlack().running() as slack, FakeTeams().running() as teams:
        settings = Settings(
            database_url, GUIDELINE, people, slack.settings(), teams.settings(APP_ID), "127.0.0.1", 0
        )  # fmt: skip
        async with open_program(settings) as program:
            slack.bot_url = f"{program.url}/slack/events"
            teams.bot_url = f"{program.url}/api/messages"
            yield TwoDoors(program, SlackChat(slack), TeamsChat(teams))
    assert slack.refused == []
    assert teams.refused == []
