"""The playground's page without a browser: the door's real HTTP and live updates, in the user's verbs."""

import asyncio
import base64
import itertools
import json
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from aiohttp import ClientSession, ClientWebSocketResponse, WSMsgType

Json = dict[str, Any]
T = TypeVar("T")

PATIENCE = 8.0  # seconds
READING = 0.3
"""Seconds until somebody answers what they just saw: the sender has noted by then what it posted where."""
OPENER = "入力画面を開く"


def organisation_toml(base: str) -> str:
    """The demo organisation, which is the playground's own, with an account for the head of 情報政策課, too."""
    head = 'mail = "hayashi@city.example.jp"\n'
    return base if 'web = "hayashi"' in base else base.replace(head, head + 'web = "hayashi"\n')


def words(card: Json) -> list[str]:
    """What a reader sees of a drawn card, one part a line."""
    lines = [card["title"]]
    for part in card["parts"]:
        match part["kind"]:
            case "text":
                lines.append(part["text"])
            case "facts":
                lines += [f"{name}: {value}" for name, value in part["pairs"]]
            case "image":
                lines.append(part["alt"])
            case "file":
                lines.append(f"📎 {part['name']}")
            case "input":
                lines += [line for line in (part["label"], part["hint"], part["value"]) if line]
            case "item":
                lines += [part["text"], f"[{part['button']['label']}]"]
            case "buttons":
                lines += [f"[{button['label']}]" for button in part["buttons"]]
    return lines


def buttons(card: Json | None) -> list[Json]:
    """A drawn card's buttons, in order."""
    parts = card["parts"] if card else []
    shown = [part["buttons"] if part["kind"] == "buttons" else [part["button"]] for part in parts if _presses(part)]
    return [button for row in shown for button in row]


def _presses(part: Json) -> bool:
    return part["kind"] in ("buttons", "item")


def inputs(card: Json) -> list[Json]:
    """A drawn card's inputs, in order."""
    return [part for part in card["parts"] if part["kind"] == "input"]


def chosen(asked: Json, text: str) -> str:
    """The value for what a person enters: an option is named by its label."""
    by_label = {option["label"]: option["value"] for option in asked["options"]}
    return "\n".join(by_label[line] for line in text.split("\n")) if by_label else text


@dataclass
class _Dialog:
    """An open dialog: its card, the errors at its fields, and the message that it was opened from."""

    card: Json
    errors: Json
    room: str
    message: str


@dataclass
class Window:
    """A window of one person's: what the page knows from the live updates."""

    socket: ClientWebSocketResponse
    state: Json = field(default_factory=dict)
    messages: dict[str, Json] = field(default_factory=dict)
    changed: dict[str, int] = field(default_factory=dict)
    reading: asyncio.Task[None] | None = None
    home: Json | None = None

    def take(self, update: Json, at: int) -> None:
        """Does with an update what the page does."""
        match update["type"]:
            case "state":
                self.state = update
                self.messages = {one["id"]: one for one in update["messages"]}
                self.changed = {one["id"]: one["order"] - 10**9 for one in update["messages"]}
            case "message":
                self.messages[update["message"]["id"]] = update["message"]
                self.changed[update["message"]["id"]] = at
            case "gone":
                self.messages.pop(update["id"], None)
            case "unread":
                self.state["unread"] |= update["unread"]
            case "home":
                self.home = update["card"]
            case "clock":
                self.state["now"] = update["now"]

    def newest_first(self, room: str) -> list[Json]:
        """The messages of a room, the last changed first."""
        here = [one for one in self.messages.values() if one["room"] == room]
        return sorted(here, key=lambda one: -self.changed[one["id"]])


class WebChat:
    """See tests/fakes/chat.py. `refused` keeps what the server refused: (status, text shown)."""

    name = "web"

    def __init__(self, base_url: str, session: ClientSession) -> None:
        self.base_url = base_url.rstrip("/")
        self.session = session
        self.refused: list[tuple[int, str]] = []
        self._windows: dict[str, Window] = {}
        self._dialogs: dict[str, _Dialog] = {}
        self._moments = itertools.count(1)

    async def close(self) -> None:
        """Closes every window."""
        for window in self._windows.values():
            if window.reading:
                window.reading.cancel()
                await asyncio.gather(window.reading, return_exceptions=True)
            await window.socket.close()

    async def say(self, who: str, text: str, room: str = "", thread: str = "") -> None:
        root = ""
        if thread:
            found = await self._until(who, lambda window: self._newest(window, who, thread, room), f"no {thread!r}")
            root = found["thread"] or found["id"]
            await asyncio.sleep(READING)
        # In a thread the playground, as Slack, hands on what is said without a mention.
        mention = bool(room) and not thread
        await self.window(who)
        await self.act("say", who=who, room=room or f"dm-{who}", text=text, thread=root, mention=mention)

    async def talk(self, who: str, text: str, room: str) -> None:
        """Says something to the people of a room, without the bot."""
        await self.act("say", who=who, room=room, text=text)

    async def command(self, who: str, text: str, room: str = "") -> None:
        await self.say(who, text, room)

    async def check(self, who: str, text: str = "", room: str = "") -> None:
        await self.say(who, f"チェック {text}".strip(), room)

    async def attach(self, who: str, name: str, data: bytes, text: str = "") -> None:
        files = [{"name": name, "data": base64.b64encode(data).decode()}]
        await self.window(who)
        await self.act("say", who=who, room=f"dm-{who}", text=text, files=files)

    async def shortcut(self, who: str, action: str, text: str, room: str = "") -> None:
        found = await self._until(who, lambda window: self._newest(window, who, text, room), f"no {text!r}")
        await self.act("shortcut", who=who, room=found["room"], message=found["id"], action=action)

    async def press(self, who: str, label: str, room: str = "", values: dict[str, str] | None = None) -> None:
        message = await self._until(who, lambda window: self._with_button(window, who, label, room), f"no [{label}]")
        await self._press(who, message, label, values or {})

    async def fill(self, who: str, values: dict[str, str], submit: str) -> None:
        if who not in self._dialogs:
            opener = await self._until(who, lambda window: self._opener(window), "no dialog and no opener")
            await self._press(who, opener, OPENER)
        dialog = self._dialogs[who]
        typed = {one["id"]: one["value"] for one in inputs(dialog.card)}
        labels = {one["label"]: one for one in inputs(dialog.card)}
        for label, text in values.items():
            typed[labels[label]["id"]] = chosen(labels[label], text)
        for one in inputs(dialog.card):
            one["value"] = typed[one["id"]]
        dialog.errors = _missing(dialog.card)
        if not dialog.errors:
            button = next(one for one in buttons(dialog.card) if one["label"] == submit)
            await self._submitted(who, dialog.room, dialog.message, button, typed)

    async def sees(self, who: str, text: str, room: str = "") -> str:
        found = await self._until(who, lambda window: self._newest(window, who, text, room), f"{text!r} is not seen")
        return self._read(found)

    async def dialog(self, who: str) -> str:
        dialog = self._dialogs.get(who)
        return "\n".join([*dialog.errors.values(), *words(dialog.card)]) if dialog else ""

    async def open_home(self, who: str) -> str:
        """Opens the home page."""
        window = await self.window(who)
        async with self.session.post(f"{self.base_url}/web/home", json={"who": who}) as response:
            window.home = (await response.json())["card"]
        return "\n".join(words(window.home))

    async def read(self, who: str, room: str = "") -> list[str]:
        window = await self.window(who)
        here = [one for one in window.messages.values() if one["room"] == (room or f"dm-{who}")]
        return [self._read(one) for one in sorted(here, key=lambda one: one["order"])]

    # How it is done

    async def window(self, who: str) -> Window:
        """The person's window, opened at the first need."""
        if who not in self._windows:
            socket = await self.session.ws_connect(f"{self.base_url}/web/live?who={who}", max_msg_size=0)
            window = self._windows[who] = Window(socket)
            window.take(await socket.receive_json(), 0)
            window.reading = asyncio.create_task(self._listen(window))
        return self._windows[who]

    async def _listen(self, window: Window) -> None:
        async for message in window.socket:
            if message.type is WSMsgType.TEXT:
                window.take(json.loads(message.data), next(self._moments))

    async def act(self, path: str, **body: Any) -> Json:
        """Posts what the page posts; a "try again" is tried again with the same id, as the user would."""
        body = {"id": str(uuid.uuid4())} | body
        for _ in range(20):
            async with self.session.post(f"{self.base_url}/web/{path}", json=body) as response:
                answer: Json = await response.json()
                if response.status == 200:
                    return answer
                self.refused.append((response.status, answer["error"]))
                if response.status != 503:
                    raise AssertionError(f"{path}: {response.status} {answer['error']}")
            await asyncio.sleep(0.2)
        raise AssertionError(f"{path}: still busy: {self.refused[-1]}")

    async def _press(self, who: str, message: Json, label: str, typed: dict[str, str] | None = None) -> None:
        button = next(one for one in buttons(message["card"]) if one["label"] == label)
        values = {one["id"]: one["value"] for one in inputs(message["card"])}
        labels = {one["label"]: one for one in inputs(message["card"])}
        values |= {labels[name]["id"]: chosen(labels[name], text) for name, text in (typed or {}).items()}
        await self._submitted(who, message["room"], message["id"], button, values)

    async def _submitted(self, who: str, room: str, message: str, button: Json, values: Json) -> None:
        form = {"action": button["action"], "value": button["value"], "nonce": button["nonce"], "inputs": values}
        answer = await self.act("press", who=who, room=room, message=message, form=form)
        self._dialogs.pop(who, None)
        if dialog := answer.get("dialog"):
            self._dialogs[who] = _Dialog(dialog["card"], dialog["errors"], room, message)

    async def _until(self, who: str, look: Callable[[Window], T | None], failure: str) -> T:
        window = await self.window(who)
        for _ in range(int(PATIENCE / 0.02)):
            if (found := look(window)) is not None:
                return found
            await asyncio.sleep(0.02)
        seen = "\n---\n".join(self._read(one) for one in window.messages.values())
        raise AssertionError(f"{who}: {failure}; refused: {self.refused}; messages:\n{seen}")

    def _newest(self, window: Window, who: str, text: str, room: str) -> Json | None:
        here = window.newest_first(room or f"dm-{who}")
        return next((one for one in here if text in self._read(one)), None)

    def _with_button(self, window: Window, who: str, label: str, room: str) -> Json | None:
        here = window.newest_first(room or f"dm-{who}")
        return next((one for one in here if any(b["label"] == label for b in buttons(one["card"]))), None)

    def _opener(self, window: Window) -> Json | None:
        rooms = [room["id"] for room in window.state["rooms"]]
        found = [one for room in rooms for one in window.newest_first(room)]
        found = [one for one in found if any(b["label"] == OPENER for b in buttons(one["card"]))]
        return max(found, key=lambda one: one["order"], default=None)

    def _read(self, message: Json) -> str:
        return "\n".join(words(message["card"])) if message["card"] else str(message["text"])


def _missing(card: Json) -> Json:
    """What the page refuses by itself before anything is sent: id → message, as card.js words it."""
    asked = [one for one in inputs(card) if one["required"] and not one["value"].strip()]
    return {one["id"]: f"「{one['label']}」を入力してください。" for one in asked}
