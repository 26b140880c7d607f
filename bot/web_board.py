"""What has been said in the playground: messages in memory, who may see them, who has read them, who listens."""

import asyncio
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from bot.web_rooms import Room
from cards.model import Card
from cards.web import draw

Json = dict[str, Any]

KEPT = 500
"""Messages kept for a room; the oldest go first."""
BEHIND = 2_000
"""Updates that a window may be behind before it is cut off; it then connects again and fetches everything."""


@dataclass(frozen=True)
class Message:
    """One message. `author` is "" for the bot, `only_for` "" for everybody in the room, `thread` its root's id.

    `order` grows with each message. Ids never repeat, not even after a restart: the outbox keeps them.
    """

    room: str
    order: int
    at: datetime
    author: str = ""
    text: str = ""
    mention: bool = False
    card: Card | None = None
    thread: str = ""
    only_for: str = ""
    mark: str = ""
    edited: bool = False
    id: str = ""

    def seen_by(self, who: str) -> bool:
        """Whether somebody in the room sees it."""
        return self.only_for in ("", who)

    def drawn(self) -> Json:
        """The message as the page wants it."""
        return {
            "id": self.id, "room": self.room, "order": self.order, "at": self.at.isoformat(), "author": self.author,
            "text": self.text, "mention": self.mention, "thread": self.thread, "private": bool(self.only_for),
            "edited": self.edited, "card": draw(self.card) if self.card else None,
        }  # fmt: skip


class Listener:
    """One window: the updates it has not been sent yet; None means that it is cut off."""

    def __init__(self, who: str) -> None:
        self.who = who
        self.updates: asyncio.Queue[Json | None] = asyncio.Queue()

    def tell(self, update: Json) -> None:
        """Hands over an update, or cuts the window off when it is too far behind."""
        if self.updates.qsize() < BEHIND:
            self.updates.put_nowait(update)
        else:
            self.cut()

    def cut(self) -> None:
        """Ends the updates."""
        while not self.updates.empty():
            self.updates.get_nowait()
        self.updates.put_nowait(None)


class Board:
    """All rooms of the playground. `rooms` is asked each time, since the organisation can change."""

    def __init__(self, rooms: Callable[[], dict[str, Room]]) -> None:
        self._rooms = rooms
        self._messages: dict[str, Message] = {}
        self._read: dict[tuple[str, str], int] = {}
        self._listeners: set[Listener] = set()
        self._order = 0

    def add(self, room: str, at: datetime, **told: Any) -> Message:
        """Says something in a room (`told`: fields of Message) and tells the windows."""
        self._order += 1
        message = Message(room, self._order, at, id=secrets.token_hex(10), **told)
        self._messages[message.id] = message
        if message.author:
            self._read[message.author, room] = self._order
        self._trim(room)
        self._tell_of(message)
        self._tell_unread(room)
        return message

    def find(self, id_: str, who: str = "") -> Message | None:
        """A message by id, if `who` ("": anybody) may see it."""
        message = self._messages.get(id_)
        return message if message and (not who or message.seen_by(who)) else None

    def marked(self, mark: str) -> Message | None:
        """The message posted with an outbox row's mark."""
        return next((message for message in self._messages.values() if mark and message.mark == mark), None)

    def change(self, id_: str, card: Card) -> Message:
        """Replaces a message's card. Raises KeyError if the message is gone."""
        message = replace(self._messages[id_], card=card, text="", edited=True)
        self._messages[id_] = message
        self._tell_of(message)
        return message

    def remove(self, id_: str) -> None:
        """Takes a message back."""
        message = self._messages.pop(id_)
        self.tell({"type": "gone", "id": id_}, message.room)
        self._tell_unread(message.room)

    def visible(self, who: str) -> list[Message]:
        """Everything that somebody sees, oldest first."""
        mine = {room.id for room in self._rooms().values() if who in room.members}
        return [one for one in self._messages.values() if one.room in mine and one.seen_by(who)]

    def read(self, who: str, room: str, upto: int) -> None:
        """Notes that somebody has read a room up to a message's order."""
        self._read[who, room] = max(upto, self._read.get((who, room), 0))
        self._tell_unread(room)

    def unread(self, who: str) -> dict[str, int]:
        """Room id → messages of others that somebody has not read yet."""
        counts: dict[str, int] = {}
        for one in self.visible(who):
            if one.author != who and one.order > self._read.get((who, one.room), 0):
                counts[one.room] = counts.get(one.room, 0) + 1
        return counts

    def tell(self, update: Json, room: str = "") -> None:
        """Tells every window, or those of a room's members."""
        members = self._members(room) if room else None
        for listener in self._listeners:
            if members is None or listener.who in members:
                listener.tell(update)

    def tell_one(self, who: str, update: Json) -> None:
        """Tells every window of one person."""
        for listener in self._listeners:
            if listener.who == who:
                listener.tell(update)

    def is_watched(self, who: str) -> bool:
        """Whether anybody is played as this person now."""
        return any(listener.who == who for listener in self._listeners)

    @contextmanager
    def listening(self, who: str, first: Callable[[], Json]) -> Iterator[Listener]:
        """A window of somebody's; its first update is everything so far, so that nothing falls in between."""
        listener = Listener(who)
        listener.tell(first())
        self._listeners.add(listener)
        try:
            yield listener
        finally:
            self._listeners.discard(listener)

    def close(self) -> None:
        """Cuts every window off."""
        for listener in self._listeners:
            listener.cut()

    def _tell_of(self, message: Message) -> None:
        update = {"type": "message", "message": message.drawn()}
        for listener in self._listeners:
            if listener.who in self._members(message.room) and message.seen_by(listener.who):
                listener.tell(update)

    def _tell_unread(self, room: str) -> None:
        # Every window shows a badge for each person, so all of them hear of it.
        self.tell({"type": "unread", "unread": {who: self.unread(who) for who in self._members(room)}})

    def _members(self, room: str) -> tuple[str, ...]:
        found = self._rooms().get(room)
        return found.members if found else ()

    def _trim(self, room: str) -> None:
        here = [one.id for one in self._messages.values() if one.room == room]
        for id_ in here[:-KEPT]:
            self.remove(id_)
