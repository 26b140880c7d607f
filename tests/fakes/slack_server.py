"""Slack as far as we touch it, over real HTTP and WebSocket: one workspace, some channels, one installed bot.

It refuses what Slack refuses: wrong tokens, invalid blocks, posts into rooms that the bot is not in, triggers
older than 3 s, the sixth use of a response_url; and it delivers again what was not acknowledged.
"""

import asyncio
import contextlib
import itertools
import json
import time
from collections import defaultdict, deque
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
from aiohttp import web

from bot.settings import SlackSettings
from tests.fakes import slack_cards
from tests.fakes.slack_wire import Wire
from tests.fakes.slack_workspace import (
    APP_TOKEN,
    BOT_ID,
    BOT_TOKEN,
    BOT_USER,
    MANIFEST,
    NAMES,
    ROOMS,
    SECRET,
    TEAM,
    Address,
    Fault,
    Json,
    Message,
    Refusal,
    account,
    channel,
    direct,
    listing,
    user_of,
)


class FakeSlack:
    """See the module. `bot_url` is where the bot takes events by HTTP; with `socket` it connects by itself."""

    def __init__(self, socket: bool = False) -> None:
        self.base = self.bot_url = ""
        self.socket = socket
        self.wire = Wire(self)
        self.messages: list[Message] = []
        self._in_room: defaultdict[str, list[Message]] = defaultdict(list)
        self.views: dict[str, list[Json]] = {}
        self.homes: dict[str, Json] = {}
        self.published: list[str] = []
        self.files: dict[str, Json] = {}
        self.users: dict[str, Json] = {account(who): user_of(who, name) for who, name in NAMES.items()}
        self.rooms = {channel(room) for room in ROOMS}  # that the bot is in
        self.faults: deque[Fault] = deque()
        self.refused: list[str] = []
        self.pins: list[tuple[str, str]] = []
        self.calls: list[tuple[str, Json]] = []
        self.scopes = set(json.loads(MANIFEST.read_text(encoding="utf-8"))["oauth_config"]["scopes"]["bot"])
        self.date = ""  # the time that answers say, "" for the right one
        self.down = False
        self.history_lag = 0.0
        self.rate: float | None = None  # posts a second and channel
        self.processing = 0.0  # seconds that a picture takes
        self.triggers: dict[str, tuple[str, float]] = {}
        self.addresses: dict[str, Address] = {}
        self._last_post: dict[str, float] = {}
        self._count = itertools.count(1)

    @contextlib.asynccontextmanager
    async def running(self) -> AsyncIterator["FakeSlack"]:
        """The server, on a free port of this machine."""
        application = web.Application(client_max_size=50_000_000)
        application.add_routes([
            web.route("*", "/api/{method}", self._api), web.post("/response/{address}", self._response),
            web.post("/upload/{file}", self._upload), web.get("/socket", self.wire.socket),
            web.get("/files/{file}", self._download),
        ])  # fmt: skip
        runner = web.AppRunner(application, access_log=None, shutdown_timeout=0.5)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        self.base = f"http://127.0.0.1:{runner.addresses[0][1]}"
        async with aiohttp.ClientSession(trust_env=False) as session:
            self.wire.session = session
            yield self
            await self.wire.close()
        await runner.cleanup()

    def settings(self) -> SlackSettings:
        """What the bot's environment says."""
        return SlackSettings(BOT_TOKEN, SECRET, APP_TOKEN if self.socket else "", f"{self.base}/api/")

    # What people see

    def visible(self, where: str, user: str) -> list[Message]:
        """Oldest change first."""
        mine = [one for one in self._in_room[where] if one.only in ("", user)]
        return sorted(mine, key=lambda one: one.at)

    def of_bot(self, where: str) -> list[Message]:
        """What the bot said in a conversation."""
        return [one for one in self._in_room[where] if one.user == BOT_USER]

    def write(self, where: str, user: str, text: str, **more: Any) -> Message:
        """A new message."""
        number = next(self._count)
        one = Message(f"{int(time.time())}.{number:06d}", where, user, text, more.pop("blocks", []), number, **more)
        self.messages.append(one)
        self._in_room[where].append(one)
        return one

    def rewrite(self, message: Message, body: Json) -> None:
        """Replaces a message's content."""
        message.text, message.blocks, message.at = body.get("text", ""), body.get("blocks", []), next(self._count)

    def trigger(self, user: str) -> str:
        """A new trigger id."""
        id_ = f"trigger.{next(self._count)}"
        self.triggers[id_] = (user, time.monotonic())
        return id_

    def address(self, user: str, where: str, ts: str = "") -> str:
        """A new response_url."""
        name = f"a{next(self._count)}"
        self.addresses[name] = Address(user, where, ts, time.monotonic() + 1800)
        return f"{self.base}/response/{name}"

    # Web API

    async def _api(self, request: web.Request) -> web.Response:
        method = request.match_info["method"]
        arguments = await _arguments(request)
        token = request.headers.get("Authorization", "").removeprefix("Bearer ")
        fault = self._fault(method)
        self.calls.append((method, arguments))
        if self.down or (fault and fault.status != 200):
            told = fault or Fault(method, 500)
            return web.Response(status=told.status, headers=told.headers, text=told.body)
        try:
            if token != (APP_TOKEN if method == "apps.connections.open" else BOT_TOKEN):
                raise Refusal("invalid_auth")
            if fault and fault.error:
                raise Refusal(fault.error)
            act = getattr(self, "_" + method.replace(".", "_"), None)
            if act is None:
                raise Refusal("unknown_method")
            answer = act(arguments)
        except Refusal as refusal:
            if str(refusal) == "ratelimited":
                return web.json_response(
                    {"ok": False, "error": "ratelimited"}, status=429, headers={"Retry-After": "1"}
                )
            return web.json_response({"ok": False, "error": str(refusal)})
        if fault and fault.lost and request.transport:
            request.transport.abort()
        said = {"x-oauth-scopes": ",".join(sorted(self.scopes))} | ({"Date": self.date} if self.date else {})
        return web.json_response({"ok": True, **answer}, headers=said)

    def _fault(self, method: str) -> Fault | None:
        found = next((one for one in self.faults if one.method == method), None)
        if found:
            self.faults.remove(found)
        return found

    def _auth_test(self, _: Json) -> Json:
        return {"user_id": BOT_USER, "bot_id": BOT_ID, "team_id": TEAM, "url": self.base}

    def _users_info(self, arguments: Json) -> Json:
        if arguments["user"] not in self.users:
            raise Refusal("user_not_found")
        return {"user": self.users[arguments["user"]]}

    def _users_lookupByEmail(self, arguments: Json) -> Json:
        for user in self.users.values():
            if user["profile"]["email"] == arguments["email"]:
                return {"user": user}
        raise Refusal("users_not_found")

    def _conversations_open(self, arguments: Json) -> Json:
        who = arguments["users"].removeprefix("U0").lower()
        if arguments["users"] not in self.users:
            raise Refusal("user_not_found")
        return {"channel": {"id": direct(who)}}

    def _conversations_info(self, arguments: Json) -> Json:
        where = arguments["channel"]
        if where not in {channel(room) for room in ROOMS}:
            raise Refusal("channel_not_found")
        return {"channel": {"id": where, "is_member": where in self.rooms, "is_archived": False}}

    def _conversations_history(self, arguments: Json) -> Json:
        return self._listed(arguments, lambda one: not one.thread)

    def _conversations_replies(self, arguments: Json) -> Json:
        return self._listed(arguments, lambda one: arguments["ts"] in (one.ts, one.thread))

    def _listed(self, arguments: Json, wanted: Any) -> Json:
        self._can_post(arguments["channel"])
        late = time.monotonic() - self.history_lag
        known = [one for one in self._in_room[arguments["channel"]] if not one.only]
        listed = [one for one in known if wanted(one) and (one.posted <= late or one.user != BOT_USER)]
        told = arguments.get("include_all_metadata") == "true"
        return {"messages": [listing(one, told) for one in reversed(listed)][: int(arguments.get("limit", 100))]}

    def _chat_postMessage(self, arguments: Json) -> Json:
        where = arguments["channel"]
        self._can_post(where)
        self._content(arguments)
        self._in_rate(where)
        thread, metadata = arguments.get("thread_ts") or "", arguments.get("metadata") or {}
        if thread and not any(one.ts == thread and one.channel == where for one in self.messages):
            raise Refusal("thread_not_found")
        blocks = self._numbered(arguments["blocks"])
        one = self.write(where, BOT_USER, arguments["text"], blocks=blocks, thread=thread, metadata=metadata)
        return {"channel": where, "ts": one.ts}

    def _chat_postEphemeral(self, arguments: Json) -> Json:
        self._can_post(arguments["channel"])
        if arguments["user"] not in self.users:
            raise Refusal("user_not_in_channel")
        self._content(arguments)
        thread, blocks = arguments.get("thread_ts") or "", self._numbered(arguments["blocks"])
        told = {"thread": thread, "only": arguments["user"], "blocks": blocks}
        return {"message_ts": self.write(arguments["channel"], BOT_USER, arguments["text"], **told).ts}

    def _chat_update(self, arguments: Json) -> Json:
        self._content(arguments)
        found = [one for one in self._in_room[arguments["channel"]] if one.ts == arguments["ts"]]
        if not found or found[0].only:
            raise Refusal("message_not_found")
        if found[0].user != BOT_USER:
            raise Refusal("cant_update_message")
        self.rewrite(found[0], arguments | {"blocks": self._numbered(arguments["blocks"])})
        return {"channel": found[0].channel, "ts": found[0].ts}

    def _pins_add(self, arguments: Json) -> Json:
        if not any(one.ts == arguments["timestamp"] for one in self.of_bot(arguments["channel"])):
            raise Refusal("message_not_found")
        self.pins.append((arguments["channel"], arguments["timestamp"]))
        return {}

    def _views_open(self, arguments: Json) -> Json:
        user = self._triggered(arguments["trigger_id"])
        return {"view": self.show(user, arguments["view"], new=True)}

    def _views_push(self, arguments: Json) -> Json:
        user = self._triggered(arguments["trigger_id"])
        return {"view": self.show(user, arguments["view"])}

    def _views_publish(self, arguments: Json) -> Json:
        self._view(arguments["view"])
        self.published.append(arguments["user_id"])
        self.homes[arguments["user_id"]] = arguments["view"] | {"blocks": self._numbered(arguments["view"]["blocks"])}
        return {}

    def _files_getUploadURLExternal(self, arguments: Json) -> Json:
        id_ = f"F{next(self._count):09d}"
        self.files[id_] = {"id": id_, "length": int(arguments["length"]), "data": b"", "done": 0.0}
        return {"upload_url": f"{self.base}/upload/{id_}", "file_id": id_}

    def _files_completeUploadExternal(self, arguments: Json) -> Json:
        for one in arguments["files"]:
            if len(self.files[one["id"]]["data"]) != self.files[one["id"]]["length"]:
                raise Refusal("file_not_found")
            self.files[one["id"]]["done"] = time.monotonic() + self.processing
        if where := arguments.get("channel_id"):
            self._can_post(where)
            thread = arguments.get("thread_ts") or ""
            if thread and not any(one.ts == thread and one.channel == where for one in self.messages):
                raise Refusal("thread_not_found")
            names = "\n".join(f"📎 {one['title']}" for one in arguments["files"])
            self.write(where, BOT_USER, names, thread=thread, files=arguments["files"])
        return {"files": arguments["files"]}

    def _files_info(self, arguments: Json) -> Json:
        ready = self.shown(arguments["file"])
        return {"file": {"id": arguments["file"], "mimetype": "image/png" if ready else ""}}

    def _apps_connections_open(self, _: Json) -> Json:
        return {"url": self.base.replace("http://", "ws://") + "/socket"}

    # How it is done

    def shown(self, file: str) -> bool:
        """Whether a file may stand in a block: uploaded, completed, processed."""
        return file in self.files and 0 < self.files[file]["done"] <= time.monotonic()

    def show(self, user: str, view: Json, new: bool = False) -> Json:
        """Shows a view, on top of the others or in place of them all."""
        self._view(view)
        stack = [] if new else self.views.get(user, [])
        if len(stack) >= 3:
            raise Refusal("push_limit_reached")
        shown = view | {"id": f"V{next(self._count)}", "hash": f"h{next(self._count)}"}
        shown["blocks"] = self._numbered(view["blocks"])
        self.views[user] = [*stack, shown]
        return shown

    def _numbered(self, blocks: list[Json]) -> list[Json]:
        return [{"block_id": f"b{next(self._count)}"} | block for block in blocks]

    def _view(self, view: Json) -> None:
        if found := slack_cards.view_problems(view):
            self.refused += found
            raise Refusal("invalid_arguments")

    def _content(self, arguments: Json) -> None:
        found = slack_cards.problems(arguments["blocks"], "message", self.shown) + slack_cards.markup(arguments["text"])
        if found:
            self.refused += found
            raise Refusal("invalid_blocks")
        if slack_cards.heavy(arguments["blocks"]):
            self.refused.append("msg_blocks_too_long")
            raise Refusal("msg_blocks_too_long")

    def _can_post(self, where: str) -> None:
        if where.startswith("D0") and f"U{where[1:]}" in self.users:
            return
        if where not in self.rooms:
            raise Refusal("not_in_channel" if where in map(channel, ROOMS) else "channel_not_found")

    def _in_rate(self, where: str) -> None:
        now = time.monotonic()
        if self.rate and now - self._last_post.get(where, 0.0) < 1 / self.rate:
            raise Refusal("ratelimited")
        self._last_post[where] = now

    def _triggered(self, id_: str) -> str:
        user, issued = self.triggers.pop(id_, ("", 0.0))
        if not user:
            raise Refusal("invalid_trigger_id")
        if time.monotonic() - issued > 3.0:
            raise Refusal("expired_trigger_id")
        return user

    async def _response(self, request: web.Request) -> web.Response:
        body = await request.json()
        self.calls.append(("response_url", body))
        fault = self._fault("response_url")
        if self.down or fault:
            return web.Response(status=fault.status if fault else 500, text=fault.body if fault else "")
        found = self.addresses.get(request.match_info["address"])
        if found is None or found.uses == 0 or found.until < time.monotonic():
            return web.json_response({"ok": False, "error": "used_url"}, status=404)
        found.uses -= 1
        try:
            self.respond(found, body)
        except Refusal as refusal:
            return web.json_response({"ok": False, "error": str(refusal)}, status=404)
        return web.Response(text="ok")

    def respond(self, address: Address, body: Json) -> None:
        """An answer by response_url, or in the ack of a command."""
        self._content(body)
        blocks = self._numbered(body["blocks"])
        pressed = next((one for one in self.messages if one.ts == address.ts), None)
        if body.get("replace_original") and pressed:
            self.rewrite(pressed, body | {"blocks": blocks})
            return
        only = address.user if body.get("response_type", "ephemeral") == "ephemeral" else ""
        thread = body.get("thread_ts", "")
        self.write(address.channel, BOT_USER, body["text"], blocks=blocks, only=only, thread=thread)

    async def _upload(self, request: web.Request) -> web.Response:
        self.files[request.match_info["file"]]["data"] = await request.read()
        return web.Response(text="OK")

    def keep_file(self, name: str, data: bytes) -> Json:
        """A file that somebody sends, as Slack's events describe it."""
        id_ = f"F{next(self._count):09d}"
        self.files[id_] = {"id": id_, "length": len(data), "data": data, "done": time.monotonic()}
        return {"id": id_, "name": name, "size": len(data), "url_private_download": f"{self.base}/files/{id_}"}

    async def _download(self, request: web.Request) -> web.Response:
        if request.headers.get("Authorization") != f"Bearer {BOT_TOKEN}":
            return web.Response(status=302, headers={"Location": "https://slack.com/signin"})
        return web.Response(body=self.files[request.match_info["file"]]["data"])

    async def until(self, look: Any, failure: str, patience: float = 8.0) -> Any:
        """What `look` finds, as soon as it finds something. Raises AssertionError after `patience` seconds."""
        for _ in range(int(patience / 0.02)):
            if (found := look()) is not None:
                return found
            await asyncio.sleep(0.02)
        seen = "\n---\n".join(f"{one.channel} {one.words()}" for one in self.messages)
        raise AssertionError(f"{failure}; refused: {self.refused}; messages:\n{seen}")


def _refused(refusal: Refusal, status: int = 200, headers: dict[str, str] | None = None) -> web.Response:
    return web.json_response({"ok": False, "error": str(refusal)}, status=status, headers=headers)


async def _arguments(request: web.Request) -> Json:
    if request.content_type == "application/json":
        found: Json = await request.json()
        return found
    return {**request.query, **(await request.post())}
