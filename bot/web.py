"""The playground's door: one page on this machine on which anybody of the demo organisation can be played."""

import asyncio
import contextlib
import json
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from aiohttp import web

from bot.door import CannotPost, served
from bot.files import Links
from bot.watch import Watch
from bot.web_board import Board, Listener, Message
from bot.web_bodies import Advance, Press, Read, Say, Shortcut, Who
from bot.web_files import attached
from bot.web_guard import Unfit, body, guarded, headers, told
from bot.web_rooms import BOT_NAME, DIRECT, PLATFORM, TEAM, Room, direct, part, people, rooms
from cards import fault
from cards.model import Card, Place, Reply, Where
from cards.web import draw
from guideline.organisation import Person
from handlers.desk import Desk
from handlers.events import FormSent, HomeOpened, Said, Sender
from storage.database import Busy

Json = dict[str, Any]

STATIC = Path(__file__).parent / "static"
ASSETS = tuple(sorted(file.name for file in STATIC.glob("*") if file.suffix in (".css", ".js")))
JAPAN = ZoneInfo("Asia/Tokyo")
MENTION = f"@{BOT_NAME}"
HEARTBEAT = 20.0  # seconds
ANSWERS_KEPT = 2_000


class WebDoor:
    """The playground. `advance` moves business time forward by seconds, ticks once, and returns the new time.

    Its requests are answered on loopback only (bot.web_guard); the program makes it only there.
    """

    platform = PLATFORM
    lag: float | None = 0.0

    def __init__(self, desk: Desk, advance: Callable[[float], Awaitable[datetime]], links: Links, watch: Watch) -> None:
        self._desk, self._watch, self._links = desk, watch, links
        self._advance = advance
        self._board = Board(self._rooms)
        self._answers = _Answers()
        self._stopped = False

    def routes(self) -> list[web.RouteDef]:
        """The page, its files, the updates, and what the page sends."""
        acts: dict[str, Callable[[web.Request], Awaitable[Json]]] = {
            "say": self._say, "press": self._press, "shortcut": self._shortcut, "read": self._read,
            "advance": self._clock_pressed, "home": self._home_opened,
        }  # fmt: skip
        return [
            web.get("/", guarded(_file("index.html"))),
            *(web.get(f"/web/{name}", guarded(_file(name))) for name in ASSETS),
            web.get("/web/state", guarded(self._state_asked)),
            web.get("/web/live", guarded(self._live)),
            *(web.post(f"/web/{name}", guarded(self._act(act))) for name, act in acts.items()),
        ]

    async def start(self) -> None:
        """Nothing is kept open."""

    async def stop(self) -> None:
        """Takes no more events, finishes those it took, and cuts every window off."""
        self._stopped = True
        await self._answers.finished()
        self._board.close()

    async def trouble(self) -> str:
        """See `Door.trouble`."""
        return "stopping" if self._stopped else ""

    async def post(self, place: Place, card: Card, mark: str, again: bool = False) -> tuple[str, str]:
        """Posts a card; the same mark is posted once. Raises CannotPost where no such room or person is."""
        before = self._board.marked(mark)
        message = before or self._posted(place, card, mark)
        return message.room, message.id

    async def find(self, place: Place, mark: str) -> tuple[str, str] | None:
        """See `Door.find`."""
        message = self._board.marked(mark)
        return (message.room, message.id) if message else None

    async def edit(self, channel: str, message: str, card: Card, place: Place) -> None:
        """Replaces a message. Raises CannotPost for good: a message gone from memory does not come back."""
        if self._board.find(message) is None:
            raise CannotPost("the playground forgot this message (it keeps them in memory only)")
        self._board.change(message, self._links.filled(card))

    async def redraw(self, account: str) -> None:
        """See `HomeDoor.redraw`: every window of theirs that shows the page shows it anew."""
        if account in people(self._desk.organisation()) and self._board.is_watched(account):
            self._board.tell_one(account, {"type": "home", "card": draw(await self._page(account, again=True))})

    async def _page(self, who: str, again: bool = False) -> Card:
        place = Place(platform=PLATFORM, team=TEAM, channel=direct(who), user=who, private=True, direct=True)
        answers: frozenset[Where] = frozenset(("private",))
        event = HomeOpened("", self._sender(who), place, answers, again=again)
        (reply,) = await served(self._desk, event)
        return self._links.filled(reply.card)

    # Rooms and people

    def _rooms(self) -> dict[str, Room]:
        return rooms(self._desk.organisation())

    def _person(self, who: str) -> Person:
        person = people(self._desk.organisation()).get(who)
        if person is None:
            raise Unfit(404, f"{who!r} is nobody of the organisation with a web account")
        return person

    def _played(self, who: str) -> str:
        """Who it is, or the first person for a page that does not say, or says somebody who is gone."""
        played = people(self._desk.organisation())
        if not played:
            raise Unfit(404, "nobody of the organisation has a web account")
        return who if who in played else next(iter(played))

    def _room(self, who: str, room: str) -> Room:
        found = self._rooms().get(room)
        if found is None or who not in found.members:
            raise Unfit(403, "この部屋には入っていません。")
        return found

    def _sender(self, who: str) -> Sender:
        person = self._person(who)
        return Sender(PLATFORM, TEAM, who, person.name, person.mail)

    def _now(self) -> datetime:
        return self._desk.now().astimezone(JAPAN)

    # What the page asks for

    def _state(self, who: str) -> Json:
        known, guideline = self._desk.organisation(), self._desk.guideline
        played = people(known)
        return {
            "type": "state", "who": who, "bot": BOT_NAME, "now": self._now().isoformat(),
            "guideline": {"title": guideline.title, "source": guideline.source()},
            "people": [
                {"id": id_, "name": one.name, "title": one.title, "section": one.section, "part": part(known, one)}
                for id_, one in played.items()
            ],
            "rooms": [
                {"id": room.id, "name": room.name, "direct": room.direct, "members": room.members}
                for room in self._rooms().values() if who in room.members
            ],
            "messages": [message.drawn() for message in self._board.visible(who)],
            "unread": {one: self._board.unread(one) for one in played},
        }  # fmt: skip

    async def _state_asked(self, request: web.Request) -> web.Response:
        who = request.query.get("who", "")
        self._person(who)
        return told(self._state(who))

    async def _live(self, request: web.Request) -> web.StreamResponse:
        who = self._played(request.query.get("who", ""))
        if self._stopped:
            raise Unfit(503, "終了しています。")
        socket = web.WebSocketResponse(heartbeat=HEARTBEAT)
        await socket.prepare(request)
        with self._board.listening(who, lambda: self._state(who)) as listener:
            sending = asyncio.create_task(_send(socket, listener))
            async for _ in socket:  # nothing is sent this way; the loop ends when the window closes
                pass
            sending.cancel()
            await asyncio.gather(sending, return_exceptions=True)
        return socket

    # What the page does

    def _act(self, act: Callable[[web.Request], Awaitable[Json]]) -> Callable[[web.Request], Awaitable[web.Response]]:
        async def acted(request: web.Request) -> web.Response:
            if self._stopped:
                raise Unfit(503, "終了しています。")
            try:
                with self._watch.act(PLATFORM):
                    return told(await act(request))
            except Busy as error:
                raise Unfit(503, "\n".join(fault.busy().lines())) from error

        return acted

    async def _home_opened(self, request: web.Request) -> Json:
        wanted = await body(request, Who)
        self._person(wanted.who)
        return {"card": draw(await self._page(wanted.who))}

    async def _read(self, request: web.Request) -> Json:
        read = await body(request, Read)
        self._board.read(read.who, self._room(read.who, read.room).id, read.upto)
        return {}

    async def _clock_pressed(self, request: web.Request) -> Json:
        wanted = await body(request, Advance)
        return await self._answers.once(wanted.id, lambda: self._advanced(wanted.seconds))

    async def _advanced(self, seconds: int) -> Json:
        step = float(seconds) or self._until_opening()
        now = (await self._advance(step)).astimezone(JAPAN).isoformat()
        self._board.tell({"type": "clock", "now": now})
        return {"now": now}

    async def _say(self, request: web.Request) -> Json:
        say = await body(request, Say)
        self._person(say.who)
        room = self._room(say.who, say.room)
        if not say.text.strip() and not say.files:
            raise Unfit(400, "メッセージを書いてください。")
        return await self._answers.once(f"{say.who} {say.id}", lambda: self._said(say, room))

    async def _said(self, say: Say, room: Room) -> Json:
        thread = self._root(say, room)
        files = attached(say.files)
        text = say.text.strip().removeprefix(MENTION).strip()
        shown = "\n".join([text, *(f"📎 {one.name}" for one in files)]).strip()
        mention = not room.direct and (say.mention or say.text.strip().startswith(MENTION))
        message = self._board.add(
            room.id, self._now(), author=say.who, text=shown, mention=mention, thread=thread
        )  # fmt: skip
        how = "direct" if room.direct else "mention" if mention else "thread"
        if how == "thread" and not thread:
            return {"message": message.id}  # people talking among themselves
        place = Place(platform=PLATFORM, team=TEAM, channel=room.id, thread=thread, direct=room.direct)
        sender = self._sender(say.who)
        event = Said(say.id, sender, place, text=text, how=how, files=files)  # type: ignore[arg-type]
        try:
            replies = await served(self._desk, event)
        except Busy:
            self._board.remove(message.id)  # nothing was kept, so it can be said again
            raise
        self._carry(event.sender.user, place, replies, None)
        return {"message": message.id}

    def _root(self, say: Say, room: Room) -> str:
        if not say.thread:
            return ""
        answered = self._board.find(say.thread, say.who)
        if answered is None or answered.room != room.id:
            raise Unfit(404, "返信先のメッセージが見つかりません。")
        return answered.thread or answered.id

    def _until_opening(self) -> float:
        rules, now = self._desk.evaluations, self._desk.now()
        return (rules.calendar.next_opening(now) - now).total_seconds() if rules else 86_400.0

    async def _press(self, request: web.Request) -> Json:
        press = await body(request, Press)
        self._person(press.who)
        room = self._room(press.who, press.room)
        return await self._answers.once(f"{press.who} {press.id}", lambda: self._pressed(press, room))

    async def _pressed(self, press: Press, room: Room) -> Json:
        origin = self._board.find(press.message, press.who)
        thread = origin.thread if origin else ""
        place = Place(
            platform=PLATFORM, team=TEAM, channel=press.room, thread=thread, direct=press.room.startswith(DIRECT)
        )
        event = FormSent(
            press.id, self._sender(press.who), place, frozenset({"replace", "dialog", "private"}),
            action=press.form.action, value=press.form.value, press=press.form.nonce, inputs=press.form.inputs,
        )  # fmt: skip
        return self._carry(press.who, place, await served(self._desk, event), origin)

    async def _shortcut(self, request: web.Request) -> Json:
        wanted = await body(request, Shortcut)
        self._person(wanted.who)
        room = self._room(wanted.who, wanted.room)
        message = self._board.find(wanted.message, wanted.who)
        if message is None or message.room != room.id:
            raise Unfit(404, "そのメッセージは見つかりません。")
        text = message.text
        return await self._answers.once(f"{wanted.who} {wanted.id}", lambda: self._chosen(wanted, room, text))

    async def _chosen(self, wanted: Shortcut, room: Room, text: str) -> Json:
        place = Place(platform=PLATFORM, team=TEAM, channel=room.id, direct=room.direct)
        event = FormSent(
            wanted.id, self._sender(wanted.who), place, frozenset({"dialog", "private"}),
            action=wanted.action, inputs={"text": text},
        )  # fmt: skip
        return self._carry(wanted.who, place, await served(self._desk, event), None)

    def _carry(self, who: str, place: Place, replies: list[Reply], origin: Message | None) -> Json:
        """Puts replies where they belong; returns what the page has to show at once: a dialog, or a message."""
        answer: Json = {}
        for reply in replies:
            if reply.where == "dialog":
                answer["dialog"] = {"card": draw(reply.card), "errors": dict(reply.errors)}
            elif reply.where == "replace" and origin and self._board.find(origin.id):
                answer["message"] = self._board.change(origin.id, self._links.filled(reply.card)).id
            else:
                private = place.model_copy(update={"private": True, "user": who})
                answer["message"] = self._posted(private, reply.card, "").id
        return answer

    def _posted(self, place: Place, card: Card, mark: str) -> Message:
        known = self._rooms()
        channel, thread = place.channel or direct(place.user), place.thread
        if place.private and channel in known and place.user not in known[channel].members:
            channel, thread = direct(place.user), ""
        if channel not in known:
            raise CannotPost("the playground has no such room")
        only_for = place.user if place.private else ""
        return self._board.add(
            channel, self._now(), card=self._links.filled(card), thread=thread, only_for=only_for, mark=mark
        )


def _place(room: Room, thread: str) -> Place:
    return Place(platform=PLATFORM, team=TEAM, channel=room.id, thread=thread, direct=room.direct)


class _Answers:
    """What was answered to the newest actions: the same action again gets the same answer and does nothing."""

    def __init__(self) -> None:
        self._tasks: OrderedDict[str, asyncio.Task[Json]] = OrderedDict()

    async def once(self, key: str, act: Callable[[], Awaitable[Json]]) -> Json:
        """The answer to the action with this key; an action that failed may be tried again."""
        task = self._tasks.get(key)
        if task is None:
            task = self._tasks[key] = asyncio.ensure_future(_awaited(act))
            while len(self._tasks) > ANSWERS_KEPT:
                self._tasks.popitem(last=False)
        try:
            return await asyncio.shield(task)
        finally:
            if task.done() and (task.cancelled() or task.exception()):
                self._tasks.pop(key, None)

    async def finished(self) -> None:
        """Waits for what is under way."""
        await asyncio.gather(*self._tasks.values(), return_exceptions=True)


async def _awaited(act: Callable[[], Awaitable[Json]]) -> Json:
    return await act()


async def _send(socket: web.WebSocketResponse, listener: Listener) -> None:
    with contextlib.suppress(ConnectionError):
        while (update := await listener.updates.get()) is not None:
            await socket.send_str(json.dumps(update, ensure_ascii=False))
        await socket.close()


def _file(name: str) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
    async def send(request: web.Request) -> web.StreamResponse:
        return web.FileResponse(STATIC / name, headers=headers(request.host))

    return send
