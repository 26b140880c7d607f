"""Microsoft Teams as far as we touch it, over real HTTP: keys, tokens, the connector's REST interface, activities.

It refuses what Teams refuses: cards that do not validate, messages of 25 kB, more than six actions, tokens that
it did not issue, conversations that the bot was not added to. Channels deliver mentions only.
"""

import asyncio
import contextlib
import html
import itertools
import json
import time
import uuid
from collections import deque
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any
from urllib.parse import unquote

import aiohttp
import jwt
from aiohttp import web
from cryptography.hazmat.primitives.asymmetric import rsa

from bot.settings import TeamsSettings
from tests.fakes.teams_cards import CARD, card_problems, problems, words

TENANT = "0c9f1b1e-5a4e-4f57-9c55-2c1f6e1f7a01"
APP_ID = "6f0d3f2a-52a1-4c0e-8f7e-6d6a7f0f5b11"
PASSWORD = "teams-password-of-the-tests"
BOT = f"28:{APP_ID}"
BOT_NAME = "SNS窓口"
KID = "key-of-the-connector"
ROOMS = ("zencho", "hisho-koho", "kiki-kanri", "joho-seisaku")
NAMES = {
    "tanaka": "田中 はるか", "yamamoto": "山本 誠", "okada": "岡田 隆", "nishi": "西 直子", "kubo": "久保 美咲",
    "fujii": "藤井 大輔", "mori": "森 由美", "hayashi": "林 智也", "itaku": "委託 太郎", "guest": "客 一郎",
    "sato": "佐藤 健太", "ueda": "上田 健",
}  # fmt: skip

Json = dict[str, Any]


@cache
def private_key(_name: str) -> rsa.RSAPrivateKey:
    """A key pair for each name, made once."""
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


def account(who: str) -> str:
    """The Entra object id of somebody."""
    return str(uuid.uuid5(uuid.NAMESPACE_DNS, who))


def channel(room: str) -> str:
    """The conversation id of a room."""
    return f"19:{room}@thread.tacv2"


def personal(who: str) -> str:
    """The conversation id of somebody's 1:1 chat with the bot."""
    return f"a:1{who}"


def organisation_toml(base: str) -> str:
    """The demo organisation with this tenant and these rooms."""
    base = base.replace('web = ["playground"]', f'teams = ["{TENANT}"]')
    for room in ROOMS:
        base = base.replace(f'"web:{room}"', f'"teams:{channel(room)}"')
    return base


@dataclass
class Message:
    """A message in a conversation; `at` grows with each change, so that the newest can be told."""

    id: str
    conversation: str
    root: str
    activity: Json
    at: int

    @property
    def card(self) -> Json | None:
        """Its card, None for plain text."""
        attachments: list[Json] = self.activity.get("attachments") or [{}]
        return attachments[0].get("content")

    def words(self) -> str:
        """What is read."""
        text = html.unescape(self.activity.get("text", "").replace("<at>", "@").replace("</at>", ""))
        return "\n".join(one for one in (text, words(self.card) if self.card else "") if one)


@dataclass(frozen=True)
class Fault:
    """What the connector does with the next post: refuses it with a status (and an error `code` that says anything),
    takes it without an answer (`lost`), or takes it as always."""

    status: int = 0
    headers: dict[str, str] = field(default_factory=dict)
    lost: bool = False
    code: str = "Fault"


class FakeTeams:
    """One tenant, one team whose channels are ROOMS, and the bot. `bot_url` is set when the bot is there."""

    def __init__(self) -> None:
        self.bot_url = self.base = ""
        self.messages: list[Message] = []
        self.installed = set(NAMES)
        self.in_team = self.needs_token = True
        self.faults: deque[Fault] = deque()
        self.refused: list[str] = []
        self.pictures: list[bytes] = []
        self.attempts: list[Json] = []
        self.tokens_issued: list[str] = []
        self.keys_fetched = 0
        self.keys_down = self.connector_down = False
        self.keys_delay = 0.0
        self.endorsements = ["msteams"]
        self.redelivery = 0.2  # seconds; the real Teams takes about 15
        self._clock = itertools.count(int(time.time() * 1000))
        self._session: aiohttp.ClientSession | None = None

    @contextlib.asynccontextmanager
    async def running(self) -> AsyncIterator["FakeTeams"]:
        """Serves on a free port of 127.0.0.1."""
        app = web.Application(middlewares=[self._connector_guard])
        app.router.add_get("/openid", self._openid)
        app.router.add_get("/keys", self._keys)
        app.router.add_post("/login/{tenant}/oauth2/v2.0/token", self._token)
        app.router.add_post("/teams/v3/conversations", self._create)
        app.router.add_post("/teams/v3/conversations/{c}/activities", self._send)
        app.router.add_put("/teams/v3/conversations/{c}/activities/{a}", self._update)
        app.router.add_get("/teams/v3/conversations/{c}/members/{u}", self._member)
        app.router.add_get("/teams/v3/attachments/{a}", self._attachment)
        runner = web.AppRunner(app, access_log=None)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        self.base = f"http://127.0.0.1:{runner.addresses[0][1]}"
        try:
            async with aiohttp.ClientSession() as self._session:
                yield self
        finally:
            await runner.cleanup()

    def settings(self, app_id: str = APP_ID) -> TeamsSettings:
        """The settings with which the bot talks to this Teams."""
        return TeamsSettings(app_id, PASSWORD if app_id else "", TENANT, f"{self.base}/openid", f"{self.base}/login")

    @property
    def service_url(self) -> str:
        """Where the connector takes posts."""
        return f"{self.base}/teams/"

    # What the bot receives

    def jwt(self, *, key: str = KID, kid: str = KID, **claims: Any) -> str:
        """A token as the connector signs them, with some claims changed (None leaves one out)."""
        now = int(time.time())
        said = {
            "iss": "https://api.botframework.com", "aud": APP_ID, "exp": now + 3600, "nbf": now - 10,
            "serviceurl": self.service_url,
        } | claims  # fmt: skip
        kept = {name: value for name, value in said.items() if value is not None}
        return jwt.encode(kept, private_key(key), algorithm="RS256", headers={"kid": kid})

    def activity(self, kind: str, who: str, conversation: str, **more: Any) -> Json:
        """An activity of somebody in a conversation, with a new id."""
        base, _, _root = conversation.partition(";")
        kind_of = "personal" if base.startswith("a:") else "channel"
        return {
            "type": kind, "id": f"f:{next(self._clock)}", "channelId": "msteams", "serviceUrl": self.service_url,
            "timestamp": "2026-11-24T00:00:00Z",
            "from": {"id": f"29:{who}", "aadObjectId": account(who), "name": NAMES[who]},
            "recipient": {"id": BOT, "name": BOT_NAME},
            "conversation": {"id": conversation, "conversationType": kind_of, "tenantId": TENANT},
            "channelData": {"tenant": {"id": TENANT}},
        } | more  # fmt: skip

    async def post_to_bot(self, activity: Json | bytes, token: str | None = None) -> tuple[int, Any]:
        """One delivery to the bot; `token` "" sends none. Returns status and JSON (None if there is none)."""
        assert self._session is not None
        token = self.jwt() if token is None else token
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        data = activity if isinstance(activity, bytes) else json.dumps(activity).encode()
        headers["Content-Type"] = "application/json"
        async with self._session.post(self.bot_url, data=data, headers=headers) as answer:
            raw = await answer.read()
            return answer.status, json.loads(raw) if raw and answer.content_type == "application/json" else None

    async def deliver(self, activity: Json) -> Any:
        """Delivers, and again after `redelivery` seconds while the bot answers with an error or not in time."""
        for _ in range(20):
            with contextlib.suppress(aiohttp.ClientError, TimeoutError):
                async with asyncio.timeout(15):
                    status, body = await self.post_to_bot(activity)
                if status < 500:
                    assert status == 200, f"the bot refused an activity with {status}"
                    return body
            await asyncio.sleep(self.redelivery)
        raise AssertionError("the bot took no delivery")

    async def install(self, who: str = "", room: str = "") -> None:
        """Somebody adds the bot to their 1:1 chat, or to the team in one of its channels."""
        if not room:
            self.installed.add(who)
        where = channel(room) if room else personal(who)
        await self.deliver(self.activity("installationUpdate", who or "mori", where, action="add"))
        members = [{"id": BOT, "name": BOT_NAME}]
        await self.deliver(self.activity("conversationUpdate", who or "mori", where, membersAdded=members))

    def said(self, who: str, text: str, room: str = "", root: str = "", mention: bool = True) -> Json:
        """A message that somebody writes, as an activity; it stands in the conversation, too."""
        id_ = str(next(self._clock))
        conversation = f"{channel(room)};messageid={root or id_}" if room else personal(who)
        body, entities = html.escape(text, quote=False), []
        if room and mention:
            body = f"<at>{BOT_NAME}</at> {body}"
            entities = [{"type": "mention", "text": f"<at>{BOT_NAME}</at>", "mentioned": {"id": BOT, "name": BOT_NAME}}]
        said = self.activity("message", who, conversation, text=body, entities=entities, textFormat="plain") | {
            "id": id_
        }
        self.messages.append(Message(id_, conversation.partition(";")[0], root or id_, said, next(self._clock)))
        return said

    def write_card(self, message: Message, drawn: Json) -> None:
        """A card over a message, as after Action.Execute. Raises AssertionError if Teams would refuse it."""
        assert not (found := card_problems(drawn)), found
        message.activity = message.activity | {"attachments": [{"contentType": CARD, "content": drawn}]}
        message.at = next(self._clock)

    def in_conversation(self, conversation: str) -> list[Message]:
        """The messages of a conversation, oldest first."""
        return [one for one in self.messages if one.conversation == conversation]

    # What the bot asks for

    @web.middleware
    async def _connector_guard(self, request: web.Request, handler: Any) -> web.StreamResponse:
        if not request.path.startswith("/teams/"):
            return await handler(request)  # type: ignore[no-any-return]
        if self.connector_down and request.transport:
            request.transport.abort()
            return web.Response(status=502)
        token = request.headers.get("Authorization", "").removeprefix("Bearer ")
        if self.needs_token and token not in self.tokens_issued[-1:]:
            return web.json_response({"error": {"code": "Unauthorized"}}, status=401)
        return await handler(request)  # type: ignore[no-any-return]

    async def _openid(self, _request: web.Request) -> web.Response:
        await asyncio.sleep(self.keys_delay)
        if self.keys_down:
            return web.Response(status=500)
        return web.json_response({"issuer": "https://api.botframework.com", "jwks_uri": f"{self.base}/keys"})

    async def _keys(self, _request: web.Request) -> web.Response:
        self.keys_fetched += 1
        key = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(private_key(KID).public_key()))
        return web.json_response({"keys": [key | {"kid": KID, "use": "sig", "endorsements": self.endorsements}]})

    async def _token(self, request: web.Request) -> web.Response:
        form = await request.post()
        expected = {
            "grant_type": "client_credentials", "client_id": APP_ID, "client_secret": PASSWORD,
            "scope": "https://api.botframework.com/.default",
        }  # fmt: skip
        if dict(form) != expected or request.match_info["tenant"] != TENANT:
            return web.json_response({"error": "invalid_client"}, status=401)
        self.tokens_issued.append(f"token-{len(self.tokens_issued)}")
        return web.json_response({"access_token": self.tokens_issued[-1], "expires_in": 3600, "token_type": "Bearer"})

    def forget_tokens(self) -> None:
        """The tokens issued so far are no longer good."""
        self.tokens_issued.append("nobody has this one")

    async def _create(self, request: web.Request) -> web.Response:
        body = await request.json()
        members = [who for who in NAMES if body["members"][0]["id"] in (account(who), f"29:{who}")]
        if body.get("tenantId") != TENANT or body["bot"] != {"id": BOT} or not members:
            return web.json_response({"error": {"code": "BadSyntax"}}, status=400)
        if members[0] not in self.installed:
            return web.json_response({"error": {"code": "BotNotInConversationRoster"}}, status=403)
        return web.json_response({"id": personal(members[0])}, status=201)

    async def _send(self, request: web.Request) -> web.Response:
        activity = await request.json()
        self.attempts.append(activity)
        fault = self.faults.popleft() if self.faults else Fault()
        if fault.status:
            told = {"error": {"code": fault.code, "message": fault.code}}
            return web.json_response(told, status=fault.status, headers=fault.headers)
        conversation, _, root = unquote(request.match_info["c"]).partition(";messageid=")
        if (refusal := self._refusal(conversation, activity)) is not None:
            return refusal
        id_ = str(next(self._clock))
        self.messages.append(Message(id_, conversation, root or id_, activity, next(self._clock)))
        if fault.lost and request.transport:
            request.transport.abort()
        return web.json_response({"id": id_}, status=201)

    async def _update(self, request: web.Request) -> web.Response:
        activity = await request.json()
        conversation = unquote(request.match_info["c"]).partition(";")[0]
        if (refusal := self._refusal(conversation, activity)) is not None:
            return refusal
        for one in self.in_conversation(conversation):
            if one.id == request.match_info["a"]:
                one.activity, one.at = activity, next(self._clock)
                return web.json_response({"id": one.id})
        return web.json_response({"error": {"code": "ActivityNotFoundInConversation"}}, status=404)

    def _refusal(self, conversation: str, activity: Json) -> web.Response | None:
        people = {personal(who) for who in self.installed}
        if conversation not in people | ({channel(room) for room in ROOMS} if self.in_team else set()):
            return web.json_response({"error": {"code": "BotNotInConversationRoster"}}, status=403)
        if found := problems(activity):
            self.refused += found
            return web.json_response({"error": {"code": "BadSyntax", "message": str(found)}}, status=400)
        return None

    def keep_picture(self, data: bytes) -> str:
        """A picture that somebody pastes into a message; returns its address."""
        self.pictures.append(data)
        return f"{self.service_url}v3/attachments/{len(self.pictures) - 1}"

    async def _attachment(self, request: web.Request) -> web.Response:
        return web.Response(body=self.pictures[int(request.match_info["a"])])

    async def _member(self, request: web.Request) -> web.Response:
        asked, where = unquote(request.match_info["u"]), unquote(request.match_info["c"])
        if not self.in_team and where in {channel(room) for room in ROOMS}:
            return web.json_response({"error": {"code": "BotNotInConversationRoster"}}, status=403)
        for who, name in NAMES.items():
            if asked in (f"29:{who}", account(who), f"{who}@city.example.jp"):
                outside = "_gmail.com#EXT#@city.onmicrosoft.com" if who == "guest" else "@city.example.jp"
                role = "guest" if who == "guest" else "user"
                member = {"id": f"29:{who}", "aadObjectId": account(who), "name": name, "tenantId": TENANT}
                return web.json_response(member | {"userPrincipalName": who + outside, "userRole": role})
        return web.json_response({"error": {"code": "MemberNotFoundInConversation"}}, status=404)
