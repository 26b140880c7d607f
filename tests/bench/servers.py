"""The bots that are measured, each a process of its own: ours, and the two floors of each platform.

`python -m tests.bench.servers KIND SINK DATABASE_URL` serves until it is killed and prints its address.
"""

import asyncio
import re
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from aiohttp import ClientSession, web
from botbuilder.core import BotFrameworkAdapter, BotFrameworkAdapterSettings, TurnContext
from botbuilder.schema import Activity
from slack_bolt.adapter.aiohttp import to_aiohttp_response, to_bolt_request
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient
from sqlalchemy import insert

from bot.program import open_program
from bot.settings import DEMO_ORGANISATION, GUIDELINE, Settings, SlackSettings, TeamsSettings
from storage import schema
from storage.database import Database, open_database
from storage.tables import Payload

SECRET, TENANT = "bench secret", "tenant-1"


async def ours(sink: str, url: str, platform: str) -> None:
    """The whole product behind one door."""
    folder = Path(tempfile.mkdtemp())
    demo = DEMO_ORGANISATION.read_text(encoding="utf-8")
    demo = demo.replace('web = ["playground"]', f'web = ["playground"]\nslack = ["T0BENCH"]\nteams = ["{TENANT}"]')
    (folder / "organisation.toml").write_text(demo, encoding="utf-8")
    slack = SlackSettings("xoxb-bench", SECRET, "", f"{sink}/api/") if platform == "slack" else None
    teams = TeamsSettings("", "", TENANT, f"{sink}/openid", f"{sink}/login") if platform == "teams" else None
    settings = Settings(url, GUIDELINE, folder / "organisation.toml", slack, teams, "127.0.0.1", 0)
    async with open_program(settings) as program:
        print(program.url, flush=True)
        await asyncio.Event().wait()


async def bare_slack(sink: str, database: Database | None) -> None:
    """Bolt as its documentation has it, with one committed insert if a database is given."""
    async with ClientSession() as session:
        client = AsyncWebClient("xoxb-bench", base_url=f"{sink}/api/", session=session)
        client.proxy = None
        app = AsyncApp(client=client, signing_secret=SECRET)

        async def command(ack: Any) -> None:
            await insert_one(database)
            await ack("ok")

        async def mention(ack: Any, event: dict[str, Any]) -> None:
            await insert_one(database)
            await ack()
            await client.chat_postMessage(channel=event["channel"], text="ok")

        app.command(re.compile(".*"))(command)
        app.event("app_mention")(mention)

        async def handle(request: web.Request) -> web.Response:
            return await to_aiohttp_response(await app.async_dispatch(await to_bolt_request(request)))

        await listen("/slack/events", handle)


async def bare_teams(_sink: str, database: Database | None) -> None:
    """botbuilder's lighter adapter echoing, with one committed insert if a database is given."""
    adapter = BotFrameworkAdapter(BotFrameworkAdapterSettings("", ""))

    async def turn(context: TurnContext) -> None:
        await insert_one(database)
        await context.send_activity("ok")

    async def handle(request: web.Request) -> web.Response:
        activity = Activity().deserialize(await request.json())
        await adapter.process_activity(activity, "", turn)
        return web.Response(status=200)

    await listen("/api/messages", handle)


async def insert_one(database: Database | None) -> None:
    """The least that keeping anything costs, through the same driver."""
    if database is not None:
        row = {"kind": "bench", "subject": "bench", "body": {"text": "x"}, "kept_from": datetime.now(UTC)}
        await database.write(lambda session: session.execute(insert(Payload).values(row)))


async def listen(path: str, handle: Any) -> None:
    """Serves one route on loopback until killed."""
    application = web.Application()
    application.add_routes([web.post(path, handle)])
    runner = web.AppRunner(application, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    print(f"http://127.0.0.1:{runner.addresses[0][1]}", flush=True)
    await asyncio.Event().wait()


async def main(kind: str, sink: str, url: str) -> None:
    """Serves one kind: {slack,teams}-{ours,bare,insert}."""
    platform, _, what = kind.partition("-")
    if what != "bare":
        await schema.migrate(url)
    if what == "ours":
        await ours(sink, url, platform)
        return
    bare = bare_slack if platform == "slack" else bare_teams
    await bare(sink, open_database(url) if what == "insert" else None)


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:4]))
