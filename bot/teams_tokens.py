"""Tokens between Teams and us: whether a request comes from the Bot Connector, and our own for what we send.

Checks and addresses as Microsoft documents them:
https://learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-authentication
"""

import asyncio
import json
import time
from dataclasses import dataclass, field
from typing import Any

import aiohttp
import jwt

from bot.proxy import DIRECT, Proxy

ISSUER = "https://api.botframework.com"
SCOPE = "https://api.botframework.com/.default"
LEEWAY = 300  # seconds that clocks may differ
KEYS_LAST = 24 * 3600.0
REFETCH_AFTER = 300.0
"""Seconds between two fetches for a key that we do not know, or strangers could make us fetch all day."""
RENEW_BEFORE = 300.0
PAUSE = 1.0
"""Seconds after a failed fetch in which nobody waits for the next one."""
MALFORMED = (TimeoutError, ValueError, LookupError, TypeError, AttributeError)
TIMEOUT = aiohttp.ClientTimeout(total=10)


class Unauthorised(Exception):
    """The request does not come from the Bot Connector; the reason is for the log only."""


class NoKeys(Exception):
    """The Bot Connector's keys cannot be had now, so nobody can be told apart."""


class NoToken(Exception):
    """Microsoft gave us no token. `wait`: seconds until another try makes sense."""

    def __init__(self, reason: str, wait: float) -> None:
        super().__init__(reason)
        self.wait = wait


@dataclass(frozen=True)
class Key:
    """A public key and the channels (`msteams`, …) whose requests it may sign."""

    key: jwt.PyJWK
    endorsements: frozenset[str]


@dataclass
class Keys:
    """The Bot Connector's keys by id, fetched when needed and kept for KEYS_LAST seconds."""

    session: aiohttp.ClientSession
    openid_url: str
    proxy: Proxy = DIRECT
    _keys: dict[str, Key] = field(default_factory=dict)
    _fetched: float = float("-inf")
    _failed: float = float("-inf")
    _lock: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def key(self, kid: str) -> Key:
        """The key with this id. Raises Unauthorised if there is none, NoKeys if nobody can say."""
        if self._wants_fetch(kid):
            async with self._lock:  # one fetch however many requests wait for it
                if self._wants_fetch(kid):
                    await self._fetch()
        if kid not in self._keys:
            raise Unauthorised("the token is signed with an unknown key")
        return self._keys[kid]

    def _wants_fetch(self, kid: str) -> bool:
        age = time.monotonic() - self._fetched
        return age >= KEYS_LAST or (kid not in self._keys and age >= REFETCH_AFTER)

    async def _fetch(self) -> None:
        if time.monotonic() - self._failed < PAUSE:
            raise NoKeys("the keys could not be fetched a moment ago")
        try:
            document = await self._get(self.openid_url)
            found = await self._get(str(document["jwks_uri"]))
            self._keys = {str(one["kid"]): _key(one) for one in found["keys"] if one.get("kty") == "RSA"}
            self._fetched = time.monotonic()
        except (aiohttp.ClientError, jwt.PyJWTError, *MALFORMED) as error:
            self._failed = time.monotonic()
            raise NoKeys(type(error).__name__) from error

    async def _get(self, url: str) -> Any:
        async with self.session.get(url, timeout=TIMEOUT, raise_for_status=True, proxy=self.proxy.of(url)) as answer:
            return json.loads(await answer.read())


def _key(one: dict[str, Any]) -> Key:
    return Key(jwt.PyJWK(one, algorithm="RS256"), frozenset(map(str, one.get("endorsements") or ())))


async def verify(keys: Keys, authorization: str, app_id: str, activity: dict[str, Any]) -> None:
    """Checks that the Bot Connector sent this activity to this app. Raises Unauthorised or NoKeys."""
    scheme, _, token = authorization.partition(" ")
    if scheme.lower() != "bearer" or not token:
        raise Unauthorised("no bearer token")
    try:
        key = await keys.key(str(jwt.get_unverified_header(token).get("kid", "")))
        claims = jwt.decode(
            token, key.key, algorithms=["RS256"], audience=app_id, issuer=ISSUER, leeway=LEEWAY,
            options={"require": ["exp", "iss", "aud"]},
        )  # fmt: skip
    except (jwt.PyJWTError, *MALFORMED) as error:
        raise Unauthorised(type(error).__name__) from error
    if str(claims.get("serviceurl", "")).rstrip("/") != str(activity.get("serviceUrl", "")).rstrip("/"):
        raise Unauthorised("the token was issued for another service address")
    if activity.get("channelId") not in key.endorsements:
        raise Unauthorised("the key does not speak for this channel")


@dataclass
class Tokens:
    """Our own token for the Bot Connector, by client credentials; "" without an app id (loopback only)."""

    session: aiohttp.ClientSession
    login_url: str
    tenant: str
    app_id: str
    app_password: str
    proxy: Proxy = DIRECT
    _token: str = ""
    _until: float = 0.0
    _lock: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def token(self, refused: str = "") -> str:
        """The token to use now; another one than `refused`. Raises NoToken."""
        if not self.app_id:
            return ""
        async with self._lock:
            if time.monotonic() >= self._until or (refused and refused == self._token):
                self._token, lasts = await self._ask()
                self._until = time.monotonic() + max(lasts - RENEW_BEFORE, lasts / 2)
            return self._token

    async def _ask(self) -> tuple[str, float]:
        form = {
            "grant_type": "client_credentials", "client_id": self.app_id,
            "client_secret": self.app_password, "scope": SCOPE,
        }  # fmt: skip
        url = f"{self.login_url}/{self.tenant}/oauth2/v2.0/token"
        try:
            async with self.session.post(url, data=form, timeout=TIMEOUT, proxy=self.proxy.of(url)) as answer:
                body = json.loads(await answer.read())
                if answer.status != 200:
                    found = str(body.get("error", "")) if isinstance(body, dict) else ""
                    reason = found if found.isidentifier() else ""
                    # An expired secret is mended by the operator, so what has to be posted waits for that.
                    raise NoToken(f"the login service refused us: {answer.status} {reason}", wait=60)
                return str(body["access_token"]), float(body["expires_in"])
        except (aiohttp.ClientError, TimeoutError) as error:
            raise NoToken(f"the login service cannot be reached: {type(error).__name__}", wait=10) from error
        except (ValueError, LookupError, TypeError) as error:
            raise NoToken("the login service gave no token", wait=60) from error
