"""The doctor looks at the whole path, names each fault with what to do, and never posts."""

import io
import json
import re
import sys
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest
from aiohttp import web
from sqlalchemy import text

from bot import doctor
from bot.program import open_program
from bot.settings import DEMO_ORGANISATION, GUIDELINE, Settings
from guideline.retention import CLASSES
from storage import schema
from storage.database import open_database
from tests.fakes.slack_server import FakeSlack
from tests.fakes.slack_workspace import channel
from tests.fakes.slack_workspace import organisation_toml as in_slack
from tests.fakes.smtp import FakeSmtp
from tests.fakes.teams import APP_ID, FakeTeams
from tests.fakes.teams import organisation_toml as in_teams


def staff() -> str:
    """The demo's people; those whom no fake platform knows have no address."""
    text = DEMO_ORGANISATION.read_text(encoding="utf-8")
    return re.sub(r'^mail = "(mayor|sakai|inoue)@.*\n', "", text, flags=re.M)


async def asked(settings: Settings) -> tuple[int, dict[str, dict[str, object]]]:
    """Exit status, and the findings by subject."""
    out = io.StringIO()
    status = await doctor.examine(settings, out, as_json=True)
    body = json.loads(out.getvalue())
    assert body["ok"] is (status == 0)
    for one in body["findings"]:
        assert one["ok"] or one["todo"], one
    return status, {one["subject"]: one for one in body["findings"]}


async def only(settings: Settings, subject: str) -> str:
    """The words about the one thing that is ill."""
    status, found = await asked(settings)
    assert status == 1
    assert {name: one for name, one in found.items() if not one["ok"]}.keys() == {subject}, str(
        {name: one["found"] for name, one in found.items() if not one["ok"]}
    )
    return f"{found[subject]['found']} → {found[subject]['todo']}"


@pytest.fixture
async def url(tmp_path: Path) -> str:
    """A migrated SQLite file."""
    made = f"sqlite:///{tmp_path / 'doctor.sqlite3'}"
    await schema.migrate(made)
    return made


@pytest.fixture
async def slack(tmp_path: Path) -> AsyncIterator[FakeSlack]:
    """A Slack in which everything is well; whatever the doctor does, nothing is posted there."""
    async with FakeSlack(socket=True).running() as fake:
        yield fake
        assert fake.messages == []


@pytest.fixture
def settings(url: str, slack: FakeSlack, tmp_path: Path) -> Settings:
    """Settings in which everything is well."""
    people = tmp_path / "organisation.toml"
    people.write_text(in_slack(staff()), encoding="utf-8")
    return Settings(url, GUIDELINE, people, slack.settings(), None, "127.0.0.1", 0, meaning="lexical")


async def test_all_is_well(settings: Settings) -> None:
    """Exit status 0; every part of the path has a line."""
    async with FakeSmtp().running() as mail:
        status, found = await asked(replace(settings, mail=mail.settings()))
        assert mail.taken == []
    assert status == 0, found
    wanted = {
        "settings", "doors", "guideline", "organisation", "retention", "meaning", "database", "log", "clock",
        "notices", "slack token", "slack workspace", "slack scopes", "slack clock", "slack socket mode",
        "slack people", f"slack room {channel('kiki-kanri')}", "mail",
    }  # fmt: skip
    assert wanted <= set(found)
    told = str(found["retention"]["found"])
    assert [one.key for one in CLASSES if f"{one.key} {one.days}" not in told] == []


async def test_faults_of_slack_are_named(settings: Settings, slack: FakeSlack) -> None:
    """Each alone, so that no other line is red."""
    slack.rooms.discard(channel("kiki-kanri"))
    assert "/invite" in await only(settings, f"slack room {channel('kiki-kanri')}")
    slack.rooms.add(channel("kiki-kanri"))
    slack.scopes.discard("pins:write")
    assert "missing: pins:write" in await only(settings, "slack scopes")
    slack.scopes.add("pins:write")
    slack.users["U0NISHI"]["profile"]["email"] = "elsewhere@city.example.jp"
    assert "not found: nishi" in await only(settings, "slack people")
    slack.users["U0NISHI"]["profile"]["email"] = "nishi@city.example.jp"
    assert settings.slack
    wrong = replace(settings.slack, bot_token="xoxb-wrong")
    assert "SLACK_BOT_TOKEN" in await only(replace(settings, slack=wrong), "slack token")
    wrong = replace(settings.slack, app_token="xapp-wrong")
    assert "connections:write" in await only(replace(settings, slack=wrong), "slack socket mode")
    away = replace(settings.slack, api_base_url="http://127.0.0.1:9/api/")
    assert "SNSBOT_PROXY" in await only(replace(settings, slack=away), "slack token")


async def test_a_clock_that_is_off_is_named(settings: Settings, slack: FakeSlack) -> None:
    """By the time in Slack's answers."""
    slack.date = format_datetime(datetime.now(UTC) - timedelta(seconds=200), usegmt=True)
    assert "SNSBOT" not in (told := await only(settings, "slack clock"))
    assert "s off → set the clock by NTP" in told.replace("this machine is ", "")


async def test_a_signed_request_goes_round_to_the_running_bot(url: str, settings: Settings) -> None:
    """What is signed is taken, what is forged is refused; another secret than the bot's is a fault."""
    async with FakeSlack().running() as fake:
        by_http = replace(settings, slack=fake.settings())
        async with open_program(by_http) as program:
            here = replace(by_http, port=int(program.url.rpartition(":")[2]))
            _, found = await asked(here)
            assert "takes what is signed and refuses what is not" in str(found["slack signature"]["found"])
            assert here.slack
            other = replace(here, slack=replace(here.slack, signing_secret="another"))
            assert "SLACK_SIGNING_SECRET" in await only(other, "slack signature")


async def test_a_bad_database_is_named(settings: Settings, tmp_path: Path) -> None:
    """Not there, without tables, or with a log that was changed."""
    assert "snsbot migrate" in await only(replace(settings, database_url=f"sqlite:///{tmp_path}/empty.db"), "database")
    gone = "postgresql+asyncpg://a:secret@127.0.0.1:9/b"
    told = await only(replace(settings, database_url=gone), "database")
    assert "DATABASE_URL" in told
    assert "secret" not in told
    database = open_database(settings.database_url)
    await database.write(lambda session: session.execute(text("UPDATE log_head SET seq = 5")))
    await database.close()
    assert "the head says 5" in await only(settings, "log")


async def test_mail_and_files_are_looked_at(settings: Settings, tmp_path: Path) -> None:
    """A server that does not answer, an organisation that cannot be read, too short a retention."""
    async with FakeSmtp().running() as mail:
        there = mail.settings()
    assert "SMTP_URL" in await only(replace(settings, mail=there), "mail")
    people = settings.organisation.read_text(encoding="utf-8")
    short = tmp_path / "short.toml"
    short.write_text(people.replace("tickets_days = 400", "tickets_days = 30"), encoding="utf-8")
    _, found = await asked(replace(settings, organisation=short))
    assert "tickets_days: these are public records" in str(found["organisation"]["found"])
    foreign = tmp_path / "foreign.toml"
    foreign.write_text(people.replace("T0TSUYAMA", "T0OTHER"), encoding="utf-8")
    assert 'slack = ["T0TSUYAMA"]' in await only(replace(settings, organisation=foreign), "slack workspace")


async def test_a_proxy_that_publishes_metrics_is_named(settings: Settings) -> None:
    """Seen from the public address; on loopback there is none."""
    application = web.Application()
    application.add_routes([web.get("/metrics", _metrics)])
    runner = web.AppRunner(application)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    public = f"http://localhost:{runner.addresses[0][1]}"
    assert "can be read from outside" in await only(replace(settings, public_url=public), "public address")
    await runner.cleanup()


async def _metrics(_request: web.Request) -> web.Response:
    return web.Response(text="snsbot_ack_seconds 1")


async def test_teams_is_looked_at(url: str, tmp_path: Path) -> None:
    """No conversation yet; then all well; then a wrong secret, no keys, not in the team, PUBLIC_URL forgotten."""
    people = tmp_path / "teams.toml"
    people.write_text(in_teams(staff()), encoding="utf-8")
    async with FakeTeams().running() as fake:
        plain = Settings(
            url, GUIDELINE, people, None, fake.settings(APP_ID), "127.0.0.1", 0, meaning="lexical",
            public_url="http://127.0.0.1:9",
        )  # fmt: skip
        assert "add the app" in await only(plain, "teams conversations")
        async with open_program(plain) as program:
            fake.bot_url = f"{program.url}/api/messages"
            await fake.install("mori", "joho-seisaku")
        fake.messages.clear()
        status, found = await asked(plain)
        assert status == 0, found
        assert "all found" in str(found["teams people"]["found"])
        assert "PUBLIC_URL" in await only(replace(plain, public_url=""), "doors")
        assert plain.teams
        wrong = replace(plain.teams, app_password="wrong")
        assert "TEAMS_APP_PASSWORD" in await only(replace(plain, teams=wrong), "teams token")
        fake.keys_down = True
        assert "by https" in await only(plain, "teams keys")
        fake.keys_down, fake.in_team = False, False
        _, found = await asked(plain)
        assert "add the app to this team" in str(found["teams room 19:kiki-kanri@thread.tacv2"]["todo"])
        assert fake.messages == []


async def test_people_get_lines(settings: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    """`ok` or `FAIL`, and an arrow to what to do."""
    assert settings.slack
    wrong = replace(settings, slack=replace(settings.slack, bot_token="xoxb-wrong"))
    assert await doctor.examine(wrong, sys.stdout) == 1
    lines = capsys.readouterr().out.splitlines()
    assert any(line.startswith("ok   database: ") for line in lines)
    at = lines.index("FAIL slack token: Slack says invalid_auth")
    assert lines[at + 1].startswith("     → copy the Bot User OAuth Token")
