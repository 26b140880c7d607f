"""Calls to the platforms leave through SNSBOT_PROXY, and nothing else does: a small forward proxy sees them."""

import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import aiohttp
import pytest
from aiohttp import web

from bot.door import CannotPost
from bot.proxy import Proxy
from bot.settings import SettingsError, SlackSettings, read
from bot.slack import SlackDoor, _Socket
from bot.slack_api import Api, refusal
from bot.teams_connector import Connector
from bot.teams_tokens import Keys, NoKeys, Tokens
from tests.fakes.slack_town import open_town

SLACK = SlackSettings("xoxb-x", "secret", "", "http://slack.test/api/")


class ForwardProxy:
    """Takes absolute addresses and CONNECT; answers as every platform would, and refuses tunnels after noting them."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.url = ""

    async def serve(self, request: web.BaseRequest) -> web.StreamResponse:
        """One request."""
        self.asked.append(f"{request.method} {request.url if request.method != 'CONNECT' else request.raw_path}")
        if request.method == "CONNECT":
            return web.Response(status=403)
        body = {"ok": True, "user_id": "U", "team_id": "T", "access_token": "t", "expires_in": 3600, "id": "1"}
        return web.json_response(body)


@pytest.fixture
async def proxy() -> AsyncIterator[ForwardProxy]:
    """On a free port."""
    made = ForwardProxy()
    runner = web.ServerRunner(web.Server(made.serve))
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    made.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
    yield made
    await runner.cleanup()


@pytest.fixture
async def session() -> AsyncIterator[aiohttp.ClientSession]:
    """As the program makes it."""
    async with aiohttp.ClientSession(trust_env=False) as made:
        yield made


async def test_slacks_calls_go_through_it(proxy: ForwardProxy, session: aiohttp.ClientSession) -> None:
    """The Web API, and addresses that Slack gives; by https through a tunnel."""
    api = Api(SLACK, session, Proxy(proxy.url))
    await api.identity()
    await api.send("http://hooks.slack.test/commands/1", {"text": "x"})
    with pytest.raises(CannotPost):
        await api.send("https://hooks.slack.test/commands/2", {"text": "x"})
    assert proxy.asked == [
        "POST http://slack.test/api/auth.test", "POST http://hooks.slack.test/commands/1",
        "CONNECT hooks.slack.test:443",
    ]  # fmt: skip


async def test_teams_calls_go_through_it(proxy: ForwardProxy, session: aiohttp.ClientSession) -> None:
    """Tokens, keys and the connector."""
    way = Proxy(proxy.url)
    tokens = Tokens(session, "http://login.test", "tenant", "app", "secret", way)
    assert await tokens.token() == "t"
    with pytest.raises(NoKeys):
        await Keys(session, "https://keys.test/openid", way).key("k")
    with pytest.raises(CannotPost):
        await Connector(session, tokens, False, way).send("https://smba.trafficmanager.net/emea/", "19:a", {})
    assert proxy.asked == [
        "POST http://login.test/tenant/oauth2/v2.0/token", "CONNECT keys.test:443",
        "CONNECT smba.trafficmanager.net:443",
    ]  # fmt: skip


async def test_the_socket_goes_through_it(proxy: ForwardProxy, tmp_path: Path) -> None:
    """The WebSocket is a tunnel like any other."""
    async with open_town(tmp_path) as town:
        door = town.program.doors["slack"]
        assert isinstance(door, SlackDoor)
        door._app.client.proxy = proxy.url
        socket = _Socket(door, door._app, replace(SLACK, app_token="xapp-x"))
        socket.client.wss_uri = "wss://wss.slack.test/link"
        connecting = asyncio.ensure_future(socket.client.connect())
        await town.slack.until(lambda: proxy.asked or None, "nobody asked")
        socket.client.closed = True
        connecting.cancel()
        await socket.close_async()  # type: ignore[no-untyped-call]
    assert proxy.asked == ["CONNECT wss.slack.test:443"]


async def test_loopback_and_the_environment_are_left_alone(
    proxy: ForwardProxy, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """HTTP_PROXY captures nothing, by Socket Mode neither; SNSBOT_PROXY leaves this machine's calls alone."""
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "http_proxy", "https_proxy"):
        monkeypatch.setenv(name, proxy.url)
    async with open_town(tmp_path, socket=True) as town:
        await town.chat.command("tanaka", "ヘルプ")
    assert proxy.asked == []
    assert Proxy(proxy.url).of("http://127.0.0.1:3978/") is None
    assert Proxy().of("https://slack.com/") is None


def test_a_proxy_that_cannot_be_used_is_named() -> None:
    """With what to write."""
    assert read({"SNSBOT_PROXY": "http://user:word@proxy.city.example.jp:8080"}).proxy
    for bad in ("proxy:8080", "https://proxy:8080", "http://proxy", "http://proxy:x"):
        with pytest.raises(SettingsError, match="SNSBOT_PROXY"):
            read({"SNSBOT_PROXY": bad})


def test_what_a_platform_answers_is_not_repeated() -> None:
    """A body may hold anything; only what looks like an error's name is kept."""
    assert "カナリア" not in str(refusal(400, "カナリア", {}))
    assert str(refusal(200, "channel_not_found", {})) == "channel_not_found"
    assert json.dumps(str(refusal(200, "xoxb-canary: secret", {}))) == '"an error without a name"'
