"""How the fake Slack reaches the bot: signed HTTP requests, or envelopes over a WebSocket."""

import asyncio
import hashlib
import hmac
import itertools
import json
import time
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

import aiohttp
from aiohttp import web

if TYPE_CHECKING:
    from tests.fakes.slack_server import FakeSlack

SECRET = "secret-of-the-tests"
PATIENCE = 3.0
"""Seconds that Slack waits for an acknowledgement."""
RETRIES = 3

Json = dict[str, Any]


class NotAcknowledged(Exception):
    """The bot did not take a delivery, with the HTTP status or 0."""

    def __init__(self, status: int) -> None:
        super().__init__(f"status {status}")
        self.status = status


def signature(body: str, at: str, secret: str = SECRET) -> str:
    """Slack's signature of a request. https://docs.slack.dev/authentication/verifying-requests-from-slack"""
    return "v0=" + hmac.new(secret.encode(), f"v0:{at}:{body}".encode(), hashlib.sha256).hexdigest()


class Wire:
    """Deliveries to the bot by either transport. `redelivery`: seconds between tries (the real Slack takes minutes)."""

    def __init__(self, slack: "FakeSlack") -> None:
        self._slack = slack
        self.session: aiohttp.ClientSession | None = None
        self.redelivery = 0.2
        self.deliveries: list[Json] = []
        self._sockets: list[web.WebSocketResponse] = []
        self._acks: dict[str, asyncio.Future[Any]] = {}
        self._ids = itertools.count(1)

    async def event(self, event: Json) -> None:
        """An Events API event, delivered again when it is not acknowledged."""
        number = next(self._ids)
        body = {
            "type": "event_callback", "team_id": "T0TSUYAMA", "api_app_id": "A0", "event_id": f"Ev{number:08d}",
            "event_time": int(time.time()), "event": event,
            "authorizations": [{"team_id": "T0TSUYAMA", "user_id": "U0SNSBOT", "is_bot": True}],
        }  # fmt: skip
        await self.again_until_taken(body)

    async def again_until_taken(self, body: Json, retries: int = RETRIES) -> None:
        """Delivers an event until it is acknowledged or given up. Raises NotAcknowledged."""
        for retry in range(retries + 1):
            try:
                await self.deliver("events_api", body, retry)
                return
            except NotAcknowledged:
                if retry == retries:
                    raise
                await asyncio.sleep(self.redelivery)

    async def command(self, body: dict[str, str]) -> Any:
        """A slash command; returns what the acknowledgement says."""
        return await self.deliver("slash_commands", body)

    async def interactive(self, body: Json) -> Any:
        """A press, a submission or a shortcut; returns what the acknowledgement says."""
        return await self.deliver("interactive", body)

    async def deliver(self, kind: str, body: Json, retry: int = 0) -> Any:
        """One try. Raises NotAcknowledged."""
        self.deliveries.append(body)
        if self._slack.socket:
            return await self._by_socket(kind, body, retry)
        match kind:
            case "events_api":
                return await self._by_http(json.dumps(body), "application/json", retry)
            case "slash_commands":
                return await self._by_http(urlencode(body), "application/x-www-form-urlencoded")
            case _:
                form = urlencode({"payload": json.dumps(body)})
                return await self._by_http(form, "application/x-www-form-urlencoded")

    async def _by_http(self, body: str, content_type: str, retry: int = 0) -> Any:
        status, answer = await self.post(body, content_type, retry=retry)
        if status != 200:
            raise NotAcknowledged(status)
        return answer

    async def post(self, body: str, content_type: str, age: float = 0, secret: str = SECRET, retry: int = 0) -> Any:
        """A signed request to the bot; returns (status, body), (0, "") if no answer came in time."""
        at = str(int(time.time() - age))
        headers = {
            "Content-Type": content_type, "X-Slack-Request-Timestamp": at,
            "X-Slack-Signature": signature(body, at, secret),
        }  # fmt: skip
        if retry:
            headers |= {"X-Slack-Retry-Num": str(retry), "X-Slack-Retry-Reason": "http_error"}
        timeout = aiohttp.ClientTimeout(total=PATIENCE)
        assert self.session
        try:
            async with self.session.post(
                self._slack.bot_url, data=body.encode(), headers=headers, timeout=timeout
            ) as response:
                text = await response.text()
                found = json.loads(text) if response.content_type == "application/json" and text else text
                return response.status, found
        except (TimeoutError, aiohttp.ClientError):
            return 0, ""

    # Socket Mode

    async def socket(self, request: web.Request) -> web.WebSocketResponse:
        """A connection of the bot."""
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        await socket.send_json({"type": "hello", "num_connections": len(self._sockets) + 1})
        self._sockets.append(socket)
        try:
            async for message in socket:
                if message.type == aiohttp.WSMsgType.TEXT:
                    ack = json.loads(message.data)
                    waiting = self._acks.pop(ack["envelope_id"], None)
                    if waiting and not waiting.done():
                        waiting.set_result(ack.get("payload"))
        finally:
            self._sockets.remove(socket)
        return socket

    async def disconnect(self) -> None:
        """Closes every connection, as Slack does now and then; the bot connects anew."""
        for socket in list(self._sockets):
            await socket.send_json({"type": "disconnect", "reason": "refresh_requested"})

    async def close(self) -> None:
        """Ends all connections."""
        for socket in list(self._sockets):
            await socket.close()

    async def connected(self) -> None:
        """Waits until the bot has connected."""
        await self._slack.until(lambda: self._sockets or None, "the bot has not connected")

    async def _by_socket(self, kind: str, body: Json, retry: int) -> Any:
        await self.connected()
        id_ = f"envelope-{next(self._ids)}"
        waiting: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        self._acks[id_] = waiting
        envelope = {"type": kind, "envelope_id": id_, "payload": body, "accepts_response_payload": True}
        await self._sockets[-1].send_json(envelope | {"retry_attempt": retry})
        try:
            return await asyncio.wait_for(waiting, PATIENCE)
        except TimeoutError as error:
            raise NotAcknowledged(0) from error
