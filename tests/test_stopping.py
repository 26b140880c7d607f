"""SIGTERM in the middle of requests: what was acknowledged is kept and answered, the rest is refused."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from sqlalchemy import select
from sqlmodel import col

from bot.settings import DEMO_ORGANISATION
from storage import schema
from storage.database import open_database
from storage.tables import Done, Outbox
from tests.crash.served import Served
from tests.fakes import slack_workspace, teams
from tests.fakes.slack_server import FakeSlack
from tests.fakes.slack_wire import SECRET, NotAcknowledged
from tests.fakes.slack_workspace import BOT_TOKEN, TEAM, account, channel
from tests.fakes.teams import APP_ID, PASSWORD, TENANT, FakeTeams

QUESTION = "昼休みに自分のインスタを更新するのは勤務時間中ですか"
BOUND = 30.0


@dataclass
class Scene:
    """A served bot and its database."""

    bot: Served
    url: str

    async def left(self) -> tuple[set[str], dict[str, int]]:
        """After the end: the keys of what was done, and outbox rows by state."""
        database = open_database(self.url)
        try:
            keys = await database.read(lambda s: set(s.execute(select(col(Done.key))).scalars()))
            states = await database.read(lambda s: list(s.execute(select(col(Outbox.state))).scalars()))
            return keys, {state: states.count(state) for state in states}
        finally:
            await database.close()


@asynccontextmanager
async def served(folder: Path, organisation: str, environment: dict[str, str]) -> AsyncIterator[Scene]:
    """`snsbot serve` as a process of its own."""
    people = folder / "organisation.toml"
    people.write_text(organisation, encoding="utf-8")
    url = f"sqlite:///{folder / 'stop.sqlite3'}"
    await schema.migrate(url)
    more = {"DATABASE_URL": url, "SNSBOT_ORGANIZATION": str(people), "SNSBOT_MEANING": "lexical", "SNSBOT_LOG": "json"}
    bot = Served(environment | more, folder / "log")
    await bot.start()
    try:
        yield Scene(bot, url)
    finally:
        await bot.stop()


def slack_environment(slack: FakeSlack) -> dict[str, str]:
    """Slack's part of the environment."""
    app = {"SLACK_APP_TOKEN": slack_workspace.APP_TOKEN} if slack.socket else {"SLACK_SIGNING_SECRET": SECRET}
    return {"SLACK_BOT_TOKEN": BOT_TOKEN, "SLACK_API_BASE_URL": f"{slack.base}/api/"} | app


def demo() -> str:
    """The playground's organisation."""
    return DEMO_ORGANISATION.read_text(encoding="utf-8")


async def flood(send: Any, stop: Any) -> tuple[list[str], list[str], int, float]:
    """Sends until nothing is taken any more; SIGTERM in the middle. Taken, refused, exit status, seconds."""
    taken: list[str] = []
    refused: list[str] = []
    told = asyncio.Event()

    async def one(number: int) -> None:
        key = await send(number)
        (taken if key else refused).append(key or str(number))
        if len(taken) >= 10:
            told.set()

    sending = [asyncio.create_task(_late(one, number)) for number in range(60)]
    await told.wait()
    began = time.monotonic()
    status = await stop()
    lasted = time.monotonic() - began
    await asyncio.gather(*sending)
    return taken, refused, status, lasted


async def _late(one: Any, number: int) -> None:
    await asyncio.sleep(number * 0.02)
    await one(number)


@pytest.mark.parametrize("socket", [False, True], ids=["http", "socket"])
async def test_what_slack_was_told_is_kept_and_the_rest_refused(tmp_path: Path, socket: bool) -> None:
    """Commands while the process is told to stop: each acknowledged one is in the database, exit status 0."""
    async with FakeSlack(socket).running() as slack:
        organisation = slack_workspace.organisation_toml(demo())
        async with served(tmp_path, organisation, slack_environment(slack)) as scene:
            slack.bot_url = f"{scene.bot.url}/slack/events"

            async def send(number: int) -> str:
                body = {
                    "command": "/sns", "text": f"届出は不要ですか {QUESTION} {number}", "user_id": account("tanaka"),
                    "channel_id": channel("zencho"), "channel_name": "zencho", "team_id": TEAM, "api_app_id": "A0",
                    "trigger_id": slack.trigger(account("tanaka")), "user_name": "tanaka",
                    "response_url": slack.address(account("tanaka"), channel("zencho")),
                }  # fmt: skip
                try:
                    async with asyncio.timeout(5):
                        answer = await slack.wire.command(body)
                except (NotAcknowledged, TimeoutError, ConnectionError, AssertionError, aiohttp.ClientError):
                    return ""
                assert "blocks" in answer, answer
                return f"slack:{TEAM}:{body['trigger_id']}"

            taken, refused, status, lasted = await flood(send, scene.bot.terminate)
            with pytest.raises(aiohttp.ClientConnectorError):
                async with aiohttp.ClientSession(trust_env=False) as session, session.get(scene.bot.url):
                    pass
            keys, _ = await scene.left()
    assert status == 0, (tmp_path / "log").read_text(encoding="utf-8")
    assert lasted < BOUND
    assert taken
    assert refused
    assert set(taken) <= keys
    assert '"message": "stopped"' in (tmp_path / "log").read_text(encoding="utf-8")


async def test_what_teams_was_told_is_kept_and_posted_once(tmp_path: Path) -> None:
    """Questions by message: each one acknowledged has its answer posted, or waiting in the outbox."""
    async with FakeTeams().running() as fake:
        environment = {
            "TEAMS_APP_ID": APP_ID, "TEAMS_APP_PASSWORD": PASSWORD, "TEAMS_TENANT_ID": TENANT,
            "TEAMS_OPENID_URL": f"{fake.base}/openid", "TEAMS_LOGIN_URL": f"{fake.base}/login",
        }  # fmt: skip
        async with served(tmp_path, teams.organisation_toml(demo()), environment) as scene:
            fake.bot_url = f"{scene.bot.url}/api/messages"

            async def send(number: int) -> str:
                said = fake.said("tanaka", f"{QUESTION} {number}")
                try:
                    status, _ = await fake.post_to_bot(said)
                except (aiohttp.ClientError, ConnectionError):
                    return ""
                return f"teams:{TENANT}:{said['id']}" if status == 200 else ""

            taken, refused, status, lasted = await flood(send, scene.bot.terminate)
            keys, states = await scene.left()
        posted = len([one for one in fake.in_conversation(teams.personal("tanaka")) if one.card])
    assert status == 0, (tmp_path / "log").read_text(encoding="utf-8")
    assert lasted < BOUND
    assert taken
    assert refused
    done = {key for key in keys if key.startswith("teams:")}
    assert {key for key in taken if not any(one.startswith(key) for one in done)} == set()
    assert set(states) <= {"sent", "waiting"}
    assert posted == states.get("sent", 0), "what was posted is marked before the end"


async def test_an_answer_that_cannot_be_given_in_time_is_left_to_the_outbox(tmp_path: Path) -> None:
    """Slack takes no answers while the bot stops: the acknowledged press is answered by whoever starts next."""
    async with FakeSlack().running() as slack:
        organisation = slack_workspace.organisation_toml(demo())
        async with served(tmp_path, organisation, slack_environment(slack)) as scene:
            slack.bot_url = f"{scene.bot.url}/slack/events"
            await slack.wire.command({
                "command": "/sns", "text": "ヘルプ", "user_id": account("tanaka"), "channel_id": channel("zencho"),
                "channel_name": "zencho", "team_id": TEAM, "api_app_id": "A0", "user_name": "tanaka",
                "trigger_id": slack.trigger(account("tanaka")), "response_url": "",
            })  # fmt: skip
            slack.addresses.clear()
            slack.down = True
            await slack.wire.interactive({
                "type": "block_actions", "user": {"id": account("tanaka")}, "team": {"id": TEAM}, "api_app_id": "A0",
                "trigger_id": slack.trigger(account("tanaka")), "channel": {"id": channel("zencho")},
                "response_url": f"{slack.base}/response/gone", "container": {"is_ephemeral": True, "message_ts": "1.1"},
                "actions": [{"type": "button", "action_id": "home.help", "block_id": "b", "value": "{}"}],
                "state": {"values": {}},
            })  # fmt: skip
            assert await scene.bot.terminate() == 0, (tmp_path / "log").read_text(encoding="utf-8")
            _, states = await scene.left()
    assert states == {"waiting": 1}, (tmp_path / "log").read_text(encoding="utf-8")
