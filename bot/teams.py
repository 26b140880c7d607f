"""The door to Microsoft Teams: an HTTP endpoint for the Bot Connector, and posts through its REST interface."""

import asyncio
import json
import logging
from typing import Any

import aiohttp
from aiohttp import web

from bot import acts
from bot.door import CannotPost, why
from bot.files import Links
from bot.proxy import DIRECT, Proxy, is_loopback
from bot.settings import TeamsSettings
from bot.teams_answers import Answers
from bot.teams_connector import Connector, trusted
from bot.teams_events import tenants
from bot.teams_people import People
from bot.teams_posts import Posts
from bot.teams_references import PLATFORM, References
from bot.teams_seal import Seal
from bot.teams_tokens import Keys, NoKeys, Tokens, Unauthorised, verify
from bot.teams_turns import Adapter, Malformed, Turns
from bot.watch import Watch
from cards import resent
from cards.model import Card, Place
from handlers.desk import Desk
from storage.database import Busy

log = logging.getLogger(__name__)


class Refusal(Exception):
    """A request that is not served, with its HTTP status."""

    def __init__(self, status: int, reason: str) -> None:
        super().__init__(reason)
        self.status = status


class TeamsDoor:
    """See `bot.door.Door`."""

    platform = PLATFORM
    lag: float | None = None

    def __init__(
        self, desk: Desk, settings: TeamsSettings, session: aiohttp.ClientSession, links: Links, watch: Watch,
        proxy: Proxy = DIRECT,
    ) -> None:  # fmt: skip
        self._settings, self._watch = settings, watch
        # Plain http on loopback serves local tools and tests; where our token is real, no request may lead there.
        self._loopback = not settings.app_id or is_loopback(settings.login_url)
        self._keys = Keys(session, settings.openid_url, proxy)
        tokens = Tokens(session, settings.login_url, settings.tenant_id, settings.app_id, settings.app_password, proxy)
        connector = Connector(session, tokens, self._loopback, proxy)
        people, references, seal = People(connector), References(desk.database), Seal(settings.app_password)
        self._posts = Posts(connector, references, people, seal, desk.now, links)
        self._adapter, self._turns = Adapter(), Turns(Answers(desk, people, references, self._posts, seal))
        self._under_way = 0
        self._idle = asyncio.Event()
        self._idle.set()
        self._stopping = False

    def routes(self) -> list[web.RouteDef]:
        """Where the Bot Connector sends activities."""
        return [web.post("/api/messages", self._messages)]

    async def start(self) -> None:
        """Nothing is kept open."""

    async def stop(self) -> None:
        """Answers 503 from now on (Teams delivers again) and waits for what is under way."""
        self._stopping = True
        await self._idle.wait()

    async def trouble(self) -> str:
        """See `Door.trouble`."""
        return "stopping" if self._stopping else ""

    async def post(self, place: Place, card: Card, mark: str, again: bool = False) -> tuple[str, str]:
        """See `Door.post`. Teams has no history that a bot may read: a second copy says that it is one."""
        return await self._posts.post(place, resent.marked(card) if again else card, mark)

    async def find(self, place: Place, mark: str) -> tuple[str, str] | None:
        """See `Door.find`."""
        return None

    async def edit(self, channel: str, message: str, card: Card, place: Place) -> None:
        """See `Door.edit`."""
        await self._posts.edit(channel, message, card, place)

    async def _messages(self, request: web.Request) -> web.Response:
        self._under_way += 1
        self._idle.clear()
        try:
            with self._watch.act(PLATFORM):
                status, body = await self._acknowledged(request)
        finally:
            self._under_way -= 1
            if not self._under_way:
                self._idle.set()
        if status == 503:
            return web.Response(status=503, headers={"Retry-After": "5"})
        return web.Response(status=status) if body is None else web.json_response(body, status=status)

    async def _acknowledged(self, request: web.Request) -> tuple[int, Any]:
        try:
            return await self._answer(request)
        except Refusal as refusal:
            acts.note("rejected" if refusal.status < 500 else "busy")
            log.warning("an activity was refused with %s: %s", refusal.status, refusal)
            return refusal.status, None
        except (Busy, CannotPost) as reason:
            acts.note("busy")
            log.warning("an activity has to be delivered again: %s", why(reason))
            return 503, None

    async def _answer(self, request: web.Request) -> tuple[int, Any]:
        if self._stopping:
            raise Refusal(503, "shutting down")
        activity = _activity(await request.read())
        await self._authenticate(request.headers.get("Authorization", ""), activity)
        tenant = self._tenant(activity)
        if not trusted(str(activity.get("serviceUrl", "")), self._loopback):
            raise Refusal(403, "the service address is not one of Teams'")
        try:
            return await self._adapter.run(activity, tenant, self._turns)
        except Malformed as error:
            raise Refusal(400, "the body is no activity") from error

    async def _authenticate(self, authorization: str, activity: dict[str, Any]) -> None:
        if not self._settings.app_id:
            return
        try:
            await verify(self._keys, authorization, self._settings.app_id, activity)
        except Unauthorised as error:
            raise Refusal(401, str(error)) from error
        except NoKeys as error:
            raise Refusal(503, f"the keys cannot be had: {error}") from error

    def _tenant(self, activity: dict[str, Any]) -> str:
        """The tenant that every part of an activity agrees on, as the settings write it."""
        named, ours = tenants(activity), self._settings.tenant_id
        if len(named) > 1 or (ours and named != {ours.lower()}):
            raise Refusal(403, "the activity comes from another tenant")
        if self._settings.app_id and activity.get("channelId") != "msteams":
            raise Refusal(403, "the activity comes from another channel than Teams")
        return ours or next(iter(named), "")


def _activity(raw: bytes) -> dict[str, Any]:
    try:
        body = json.loads(raw)
    except (ValueError, RecursionError) as error:
        raise Refusal(400, "the body is no JSON") from error
    if not isinstance(body, dict):
        raise Refusal(400, "the body is no object")
    return body
