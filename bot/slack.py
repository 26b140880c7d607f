"""The door to Slack: signed HTTP requests or Socket Mode, through bolt, to events and back."""

import asyncio
import logging
import re
from collections.abc import Coroutine, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from typing import Any
from weakref import WeakValueDictionary

import aiohttp
from aiohttp import web
from slack_bolt.adapter.aiohttp import to_aiohttp_response, to_bolt_request
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.app.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.response import BoltResponse
from slack_sdk.socket_mode.aiohttp import SocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest

from bot import acts
from bot.door import CannotPost, served, why
from bot.files import Links
from bot.proxy import DIRECT, Proxy
from bot.settings import SlackSettings
from bot.slack_answers import Answers, Step
from bot.slack_api import Api, quiet
from bot.slack_events import Taken, event_of, redrawn, taken
from bot.slack_files import fetched
from bot.slack_people import PLATFORM, People
from bot.slack_posts import LAG, Posts
from bot.watch import Watch
from cards.model import Card, Place, Reply
from handlers import router
from handlers.desk import Desk
from handlers.events import Event
from storage.database import Busy

log = logging.getLogger(__name__)

bolts = logging.getLogger("slack_bolt.snsbot")
bolts.setLevel(logging.ERROR)  # below it bolt logs what users wrote, and at each start that it ignores a token
ANY = re.compile(".*", re.DOTALL)
LAST_STEPS = 5.0
"""Seconds that answers under way are given when the door closes."""


class SlackDoor:
    """See `bot.door.Door`."""

    platform = PLATFORM
    lag: float | None = LAG

    def __init__(
        self, desk: Desk, settings: SlackSettings, session: aiohttp.ClientSession, links: Links, watch: Watch,
        proxy: Proxy = DIRECT,
    ) -> None:  # fmt: skip
        self._desk, self._settings, self.watch = desk, settings, watch
        self._api = Api(settings, session, proxy)
        self._people, self._posts = People(self._api), Posts(self._api, links)
        self._answers = Answers(self._api, self._posts)
        self._app = self._bolt()
        self._socket: AsyncSocketModeHandler | None = None
        self._connecting: asyncio.Task[None] | None = None
        self._pages: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()
        self._steps: set[asyncio.Task[list[Step]]] = set()
        self._under_way = 0
        self._idle = asyncio.Event()
        self._idle.set()
        self.stopping = False

    def routes(self) -> list[web.RouteDef]:
        """Where Slack posts to; none in Socket Mode, where nothing may come in."""
        return [] if self._settings.app_token else [web.post("/slack/events", self._received)]

    async def start(self) -> None:
        """Connects the socket in the background: Slack may be away when the bot starts."""
        if self._settings.app_token:
            self._socket = _Socket(self, self._app, self._settings)
            connect: Coroutine[Any, Any, None] = self._socket.connect_async()  # type: ignore[no-untyped-call]
            self._connecting = asyncio.create_task(connect)

    async def stop(self) -> None:
        """Takes no more events (Slack delivers them again) and finishes those it took."""
        self.stopping = True
        await self._idle.wait()
        await self._last_steps()
        if self._connecting:
            self._connecting.cancel()
        if self._socket:
            await self._socket.close_async()  # type: ignore[no-untyped-call]

    async def trouble(self) -> str:
        """See `Door.trouble`."""
        if self.stopping:
            return "stopping"
        if self._socket is None:
            return "the socket was not begun" if self._settings.app_token else ""
        return "" if await self._socket.client.is_connected() else "the socket is not connected"

    async def _last_steps(self) -> None:
        """Answers to acknowledged events: given now, or left to the outbox, from where they are posted later."""
        if not self._steps:
            return
        running = list(self._steps)
        _, late = await asyncio.wait(running, timeout=LAST_STEPS)
        for task in late:
            task.cancel()
        for left in await asyncio.gather(*late):
            for step in left:
                log.warning("an answer was not given in time and is left to the outbox")
                await self._desk.leave(step.place, [step.reply])

    async def post(self, place: Place, card: Card, mark: str, again: bool = False) -> tuple[str, str]:
        """See `Door.post`. With `again` what an earlier try left there is looked for first."""
        return await self._posts.post(place, card, mark, again)

    async def find(self, place: Place, mark: str) -> tuple[str, str] | None:
        """See `Door.find`."""
        return await self._posts.find(place, mark)

    async def edit(self, channel: str, message: str, card: Card, place: Place) -> None:
        """See `Door.edit`."""
        await self._posts.edit(channel, message, card)

    # Taking events

    def _bolt(self) -> AsyncApp:
        async def authorize() -> AuthorizeResult:  # bolt cannot call a bound method here
            return await self._authorized()

        # process_before_response: bolt acks when the listener is done, thus after the commit, and waits for nothing.
        app = AsyncApp(
            name="snsbot", logger=bolts, client=self._api.client, signing_secret=self._settings.signing_secret,
            authorize=authorize, process_before_response=True, ssl_check_enabled=False,
        )  # fmt: skip
        for listen in (app.command, app.shortcut, app.action, app.view, app.view_closed, app.event):
            listen(ANY)(self._take)
        return app

    async def _authorized(self) -> AuthorizeResult:
        """Who the bot is, so that bolt ignores its own messages.

        Raises CannotPost while Slack cannot say: bolt's own authorization would ack the event and drop it.
        """
        known = await self._api.identity()
        return AuthorizeResult(
            enterprise_id=None, team_id=str(known["team_id"]), bot_user_id=str(known["user_id"]),
            bot_id=str(known.get("bot_id", "")), bot_token=self._settings.bot_token,
        )  # fmt: skip

    @contextmanager
    def counted(self) -> Iterator[None]:
        """While something that was taken is under way."""
        self._under_way += 1
        self._idle.clear()
        try:
            yield
        finally:
            self._under_way -= 1
            if not self._under_way:
                self._idle.set()

    async def _received(self, request: web.Request) -> web.Response:
        if self.stopping:
            return web.Response(status=503)
        with self.counted(), self.watch.act(PLATFORM):
            try:
                bolt_request = await to_bolt_request(request)
            except (ValueError, TypeError, AttributeError, RecursionError):
                acts.note("rejected")
                return web.Response(status=400)
            return await to_aiohttp_response(_noted(await self._app.async_dispatch(bolt_request)))

    async def _take(self, body: dict[str, Any]) -> BoltResponse:
        known = await self._api.identity()
        took = taken(body, str(known["user_id"]))
        if took is None:
            return BoltResponse(status=200)
        try:
            async with self._page_of(took.user) if took.kind == "home" else nullcontext():
                return await self._taken(took, str(known["team_id"]), str(known["user_id"]))
        except (Busy, CannotPost) as reason:
            log.warning("%s was not taken: %s", took.kind, why(reason))
            return self._not_taken(took)

    async def _taken(self, took: Taken, team: str, bot: str) -> BoltResponse:
        sender = await self._people.sender(took.user)
        event = event_of(took, sender, team, bot, await fetched(self._api, took))
        return await self._answer(took, event, await served(self._desk, event))

    def _page_of(self, account: str) -> asyncio.Lock:
        """Held while somebody's page is read and published, so that an older drawing never comes last."""
        return self._pages.setdefault(account, asyncio.Lock())

    async def redraw(self, account: str) -> None:
        """See `HomeDoor.redraw`."""
        async with self._page_of(account):
            team = str((await self._api.identity())["team_id"])
            event = redrawn(await self._people.sender(account), team)
            for reply in await router.answer(self._desk, event):
                await self._answers.home(account, reply.card)

    def _not_taken(self, took: Taken) -> BoltResponse:
        acts.note("busy")
        if took.kind in ("mention", "direct", "thread", "home"):
            return BoltResponse(status=503)
        return self._acked(*self._answers.busy(took))

    async def _answer(self, took: Taken, event: Event, replies: Sequence[Reply]) -> BoltResponse:
        match took.kind:
            case "command":
                return self._acked(*await self._answers.command(took, event.place, replies))
            case "block_actions" | "message_action" | "shortcut":
                return self._acked(*await self._answers.press(took, event.place, replies))
            case "view_submission":
                return self._acked(*await self._answers.submission(took, event.place, replies))
            case "home":
                return await self._home(took, replies)
            case _:  # what is left over here is an unexpected error: the others went into the outbox
                told = event.place.model_copy(update={"private": True, "user": took.user})
                return self._acked(None, [self._told(told, reply.card) for reply in replies])

    async def _home(self, took: Taken, replies: Sequence[Reply]) -> BoltResponse:
        try:
            for reply in replies:
                await self._answers.home(took.user, reply.card)
        except CannotPost as reason:
            log.warning("the home page was not published: %s", reason)
            return BoltResponse(status=503)
        return BoltResponse(status=200)

    def _told(self, place: Place, card: Card) -> Step:
        async def tell() -> None:
            await self._posts.post(place, card, "")

        return Step(tell, place, Reply(card=card))

    def _acked(self, body: dict[str, Any] | None, steps: Sequence[Step]) -> BoltResponse:
        if steps:
            task = asyncio.create_task(_run(steps))
            self._steps.add(task)
            task.add_done_callback(self._steps.discard)
        return BoltResponse(status=200, body=body or "")


def _noted(response: BoltResponse) -> BoltResponse:
    """bolt answers what is not Slack's (a bad signature, an old time) by itself."""
    if response.status in (401, 403):
        acts.note("rejected")
    return response


async def _run(steps: Sequence[Step]) -> list[Step]:
    """Gives answers one after the other; returns those that are left when the task is cancelled."""
    for at, step in enumerate(steps):
        try:
            await step.act()
        except CannotPost as reason:
            log.warning("an answer could not be given: %s", reason)
        except asyncio.CancelledError:
            return list(steps[at:])
        except Exception:  # the person waits for an answer of which only the log can tell
            log.exception("an answer could not be given")
    return []


class _Socket(AsyncSocketModeHandler):
    """bolt's adapter, counted by the door so that it can finish what it took."""

    def __init__(self, door: SlackDoor, app: AsyncApp, settings: SlackSettings) -> None:
        super().__init__(app, settings.app_token, logger=quiet)
        self._door = door
        self.client.proxy = app.client.proxy  # the SDK took HTTP_PROXY from the environment

    async def handle(self, client: SocketModeClient, req: SocketModeRequest) -> None:  # type: ignore[override]
        """Hands an envelope to bolt and sends its ack; without one (when stopping) Slack sends it again."""
        if not self._door.stopping:
            with self._door.counted(), self._door.watch.act(PLATFORM):
                await super().handle(client, req)
