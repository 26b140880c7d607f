"""Slack's Web API: one call, one answer, or CannotPost with what to do. Never a silent second try."""

import asyncio
import logging
import re
from collections.abc import Mapping
from typing import Any

import aiohttp
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.web.async_client import AsyncWebClient

from bot.door import CannotPost
from bot.proxy import DIRECT, Proxy
from bot.settings import SlackSettings

TIMEOUT = 10.0  # seconds for one call
SOON = 5.0
"""Seconds until another try where Slack does not say."""
REPAIR = 60.0
"""The same where an operator has to repair something first (token, scopes)."""
PERMANENT = frozenset([
    "channel_not_found", "not_in_channel", "user_not_in_channel", "is_archived", "user_not_found",
    "users_not_found", "user_disabled", "cannot_dm_bot", "message_not_found", "cant_update_message",
    "edit_window_closed", "invalid_blocks", "invalid_blocks_format", "msg_too_long", "msg_blocks_too_long",
    "no_text", "invalid_arguments", "restricted_action", "restricted_action_read_only_channel",
    "restricted_action_thread_only_channel", "view_too_large", "expired_trigger_id", "exchanged_trigger_id",
    "invalid_trigger_id", "not_found", "hash_conflict",
])  # fmt: skip
TRANSIENT = frozenset(("internal_error", "fatal_error", "service_unavailable", "request_timeout", "http_error"))

ERROR_NAME = re.compile(r"[a-z][a-z0-9_]{1,60}")

Json = dict[str, Any]

quiet = logging.getLogger("slack_sdk.snsbot")
quiet.setLevel(logging.WARNING)  # below it the SDK logs what users wrote


class Refused(CannotPost):
    """Slack answered with an error; `error` is its name, such as "not_in_channel"."""

    def __init__(self, error: str, wait: float | None, ambiguous: bool = False, limited: bool = False) -> None:
        super().__init__(error, wait, ambiguous, limited)
        self.error = error


class Api:
    """The calls of one bot token."""

    def __init__(self, settings: SlackSettings, session: aiohttp.ClientSession, proxy: Proxy = DIRECT) -> None:
        # No retry handlers: the SDK's own would post twice when Slack took a message and its answer was lost.
        self.client = AsyncWebClient(
            token=settings.bot_token, base_url=settings.api_base_url, session=session, retry_handlers=[], logger=quiet
        )
        self.client.proxy = proxy.of(settings.api_base_url)  # the SDK took HTTP_PROXY from the environment
        self.proxy = proxy
        self.session = session
        self._identity: Json | None = None
        self._asking = asyncio.Lock()

    async def call(self, method: str, **arguments: Any) -> Json:
        """Calls a method with JSON arguments. Raises CannotPost."""
        return await self._call(method, json={key: value for key, value in arguments.items() if value is not None})

    async def look(self, method: str, **arguments: Any) -> Json:
        """Calls a method that reads and takes no JSON. Raises CannotPost."""
        return await self._call(method, http_verb="GET", params=arguments)

    async def identity(self) -> Json:
        """Who the bot is (`auth.test`: user_id, bot_id, team_id), asked once. Raises CannotPost."""
        async with self._asking:
            if self._identity is None:
                self._identity = await self.call("auth.test")
        return self._identity

    async def send(self, url: str, body: Json | bytes) -> None:
        """Posts to an address that Slack gave us (response_url, upload). Raises CannotPost."""
        content: dict[str, Any] = {"json": body} if isinstance(body, dict) else {"data": body}
        try:
            async with asyncio.timeout(TIMEOUT):
                async with self.session.post(url, proxy=self.proxy.of(url), **content) as response:
                    text = await response.text()
        except aiohttp.ClientConnectorError as error:
            raise CannotPost(f"no connection: {type(error).__name__}", SOON) from error
        except (aiohttp.ClientError, OSError, TimeoutError) as error:
            raise CannotPost(f"no answer: {type(error).__name__}", SOON, ambiguous=True) from error
        if response.status != 200:
            raise refusal(response.status, text[:100], response.headers)

    async def _call(self, method: str, **request: Any) -> Json:
        try:
            async with asyncio.timeout(TIMEOUT):
                response = await self.client.api_call(method, **request)
        except SlackApiError as error:
            raise _refused(error) from error
        except aiohttp.ClientConnectorError as error:
            raise CannotPost(f"{method}: no connection: {type(error).__name__}", SOON) from error
        except (aiohttp.ClientError, SlackClientError, OSError, TimeoutError) as error:
            # Only its kind: the words of some of them are the whole request, with our token.
            raise CannotPost(f"{method}: no answer: {type(error).__name__}", SOON, ambiguous=True) from error
        data = response.data
        assert isinstance(data, dict)
        return data


def refusal(status: int, error: str, headers: Mapping[str, str]) -> Refused:
    """What an error answer means for the next try. Its name is kept if it looks like one: a body may hold anything."""
    error = error if ERROR_NAME.fullmatch(error) else ""
    if status == 429 or error in ("ratelimited", "rate_limited"):
        after = headers.get("Retry-After", "")
        return Refused("ratelimited", float(after) if after.isdecimal() else SOON, limited=True)
    if status >= 500 or error in TRANSIENT:
        return Refused(error or f"HTTP {status}", SOON, ambiguous=True)
    if error in PERMANENT or 400 <= status < 500:
        return Refused(error or f"HTTP {status}", None)
    return Refused(error or "an error without a name", REPAIR)


def _refused(error: SlackApiError) -> Refused:
    response = error.response
    status = int(getattr(response, "status_code", None) or getattr(response, "status", None) or 0)
    data = getattr(response, "data", None)
    name = str(data.get("error", "")) if isinstance(data, dict) else ""
    headers = getattr(response, "headers", {})
    if status == 200 and not name:
        return Refused("an answer that is no JSON", SOON, ambiguous=True)
    return refusal(status, name, headers)
