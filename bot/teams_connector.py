"""The Bot Connector's REST interface over aiohttp: plain dictionaries on the wire, one error for all failures.

https://learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-api-reference
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote, urlsplit

import aiohttp
from yarl import URL

from bot.door import CannotPost
from bot.proxy import DIRECT, LOOPBACK, Proxy
from bot.teams_tokens import NoToken, Tokens

TIMEOUT = aiohttp.ClientTimeout(total=10, connect=5)
HOSTS = (
    "smba.trafficmanager.net",
    "smba.onyx.prod.teams.trafficmanager.net",
    "smba.infra.gcc.teams.microsoft.com",
)
"""Where Teams' public cloud takes messages. Whole names: anybody may own another name under trafficmanager.net.
https://microsoft.github.io/teams-sdk/python/essentials/app-configuration/service-url-validation"""
LATER = (408, 409, 412, 425, 500, 502, 503, 504)
UNSURE = (500, 502, 504)
LONGEST_WAIT = 60.0
CODE = re.compile(r"[A-Za-z]{1,60}")
"""How an error code looks; what does not look so is not repeated, for a body may hold anything."""

Json = dict[str, Any]


class Forbidden(CannotPost):
    """The bot is not (or no longer) in that conversation, or the person has blocked it."""


def trusted(service_url: str, loopback: bool) -> bool:
    """Whether our token may be sent there; `loopback` allows this machine, over plain http too."""
    try:
        parts = urlsplit(service_url)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return False
    if parts.username or parts.password or parts.query or parts.fragment:
        return False
    if host in LOOPBACK:
        return loopback and parts.scheme in ("http", "https")
    return parts.scheme == "https" and host in HOSTS and port in (None, 443)


@dataclass
class Connector:
    """Requests to service addresses, with our token, and with waiting times that grow while one stays down."""

    session: aiohttp.ClientSession
    tokens: Tokens
    loopback: bool
    proxy: Proxy = DIRECT
    _failures: dict[str, int] = field(default_factory=dict)

    async def send(self, service_url: str, conversation: str, activity: Json) -> str:
        """Posts an activity and returns its id. Raises CannotPost."""
        posted = await self._call(
            "POST", service_url, f"conversations/{quote(conversation, safe='')}/activities", activity
        )
        return str(posted.get("id", ""))

    async def update(self, service_url: str, conversation: str, activity_id: str, activity: Json) -> None:
        """Replaces an activity. Raises CannotPost."""
        path = f"conversations/{quote(conversation, safe='')}/activities/{quote(activity_id, safe='')}"
        await self._call("PUT", service_url, path, activity | {"id": activity_id})

    async def create(self, service_url: str, parameters: Json) -> str:
        """Opens a conversation and returns its id. Raises CannotPost, Forbidden where the bot is not installed."""
        opened = await self._call("POST", service_url, "conversations", parameters)
        return str(opened["id"])

    async def member(self, service_url: str, conversation: str, user: str) -> Json:
        """A member of a conversation as Teams knows them. Raises CannotPost (`wait` None: no such member)."""
        path = f"conversations/{quote(conversation, safe='')}/members/{quote(user, safe='')}"
        return await self._call("GET", service_url, path)

    async def fetch(self, url: str, most: int) -> bytes:
        """The bytes of an attachment at a service address. Raises CannotPost, for more than `most` bytes, too."""
        if not trusted(url.partition("?")[0], self.loopback):
            raise CannotPost("not an address of Teams")
        token = await self._token()
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        try:
            async with self.session.get(
                url, headers=headers, timeout=TIMEOUT, allow_redirects=False, proxy=self.proxy.of(url)
            ) as answer:
                if answer.status != 200:
                    raise CannotPost(f"status {answer.status}")
                data = bytearray()
                async for chunk in answer.content.iter_chunked(65_536):
                    data += chunk
                    if len(data) > most:
                        raise CannotPost(f"more than {most // 1_000_000} MB")
                return bytes(data)
        except (aiohttp.ClientError, TimeoutError, ValueError) as error:
            raise CannotPost(f"no answer: {type(error).__name__}") from error

    async def _call(self, method: str, service_url: str, path: str, body: Json | None = None) -> Json:
        if not trusted(service_url, self.loopback):
            raise CannotPost("the service address is not one of Teams'")
        token = await self._token()
        status, headers, answer = await self._once(method, service_url, path, body, token)
        if status == 401 and token:
            token = await self._token(refused=token)
            status, headers, answer = await self._once(method, service_url, path, body, token)
        if status >= 300:
            raise self._failed(service_url, status, headers, answer)
        self._failures.pop(service_url, None)
        return answer

    async def _token(self, refused: str = "") -> str:
        try:
            return await self.tokens.token(refused)
        except NoToken as reason:
            raise CannotPost(str(reason), wait=reason.wait) from reason

    async def _once(
        self, method: str, service_url: str, path: str, body: Json | None, token: str
    ) -> tuple[int, Mapping[str, str], Json]:
        url = f"{service_url.rstrip('/')}/v3/{path}"
        headers = {"Content-Type": "application/json; charset=utf-8"} | (
            {"Authorization": f"Bearer {token}"} if token else {}
        )
        data = None if body is None else json.dumps(body, ensure_ascii=False).encode("utf-8", "replace")
        try:
            async with self.session.request(
                method, URL(url, encoded=True), data=data, headers=headers, timeout=TIMEOUT, allow_redirects=False,
                proxy=self.proxy.of(url),
            ) as answer:  # fmt: skip
                return answer.status, answer.headers, _parsed(await answer.read())
        except aiohttp.ClientConnectorError as error:
            raise CannotPost(f"no connection: {type(error).__name__}", wait=self._backoff(service_url)) from error
        except (aiohttp.ClientError, TimeoutError) as error:
            wait = self._backoff(service_url)
            raise CannotPost(f"no answer: {type(error).__name__}", wait=wait, ambiguous=True) from error

    def _failed(self, service_url: str, status: int, headers: Mapping[str, str], answer: Json) -> CannotPost:
        error = answer.get("error")
        code = str(error.get("code", "")) if isinstance(error, dict) else ""
        reason = f"{status} {code if CODE.fullmatch(code) else ''}".strip()
        if status == 429:
            return CannotPost(reason, wait=_retry_after(headers), limited=True)
        if status in LATER:
            return CannotPost(reason, wait=self._backoff(service_url), ambiguous=status in UNSURE)
        if status == 401:  # a secret that the operator has to mend
            return CannotPost(reason, wait=LONGEST_WAIT)
        return Forbidden(reason) if status == 403 else CannotPost(reason)

    def _backoff(self, service_url: str) -> float:
        failures = self._failures[service_url] = self._failures.get(service_url, 0) + 1
        return min(LONGEST_WAIT, 0.5 * 2.0 ** min(failures, 8))


def _parsed(raw: bytes) -> Json:
    try:
        answer = json.loads(raw or b"{}")
    except ValueError:
        return {}
    return answer if isinstance(answer, dict) else {}


def _retry_after(headers: Mapping[str, str]) -> float:
    """Seconds by the header; Teams sends a number."""
    try:
        return max(0.1, float(headers.get("Retry-After", "")))
    except ValueError:
        return 5.0
