"""The fake platforms in bad weather: too fast, broken, accepted without an answer, a history that lags behind."""

import asyncio
import os
import random
import signal
import time
from collections import Counter
from typing import Any

from aiohttp import web

from tests.fakes import slack_workspace
from tests.fakes.slack_server import FakeSlack
from tests.fakes.slack_workspace import BOT_USER, Message
from tests.fakes.teams import FakeTeams, Fault

LIMITED, BROKEN, LOST = 0.12, 0.08, 0.15
LAG = 5.0
TITLE = "トラブルの届出"


class StormySlack(FakeSlack):
    """`weather` False: clear. `strike` is the process to kill when a message for `strike_at` was accepted."""

    def __init__(self, seed: int = 1) -> None:
        super().__init__()
        self.dice = random.Random(seed)
        self.weather = True
        self.strike = 0
        self.strike_at = ""
        self.delay = 0.0  # seconds that a post takes
        self.slow: dict[str, float] = {}  # the same for some rooms
        self.answered: Counter[str] = Counter()

    async def _api(self, request: web.Request) -> web.Response:
        if request.match_info["method"] == "chat.postMessage":
            await asyncio.sleep(self.slow.get((await request.json())["channel"], self.delay))
        return await super()._api(request)

    def _fault(self, method: str) -> slack_workspace.Fault | None:
        if not self.weather or method not in ("chat.postMessage", "conversations.history"):
            return None
        roll = self.dice.random()
        if roll < LIMITED:
            self.answered["429"] += 1
            return slack_workspace.Fault(method, status=429, headers={"Retry-After": "1"})
        if roll < LIMITED + BROKEN:
            self.answered["500"] += 1
            return slack_workspace.Fault(method, status=500)
        if roll < LIMITED + BROKEN + LOST and method == "chat.postMessage":
            self.answered["lost"] += 1
            return slack_workspace.Fault(method, lost=True)
        return None

    def write(self, where: str, user: str, text: str, **more: Any) -> Message:
        """As always; the history shows it later."""
        message = super().write(where, user, text, **more)
        if self.weather and user == BOT_USER:
            message.posted = time.monotonic() + self.dice.uniform(0, LAG)
        if self.strike and where == self.strike_at and TITLE in text:
            victim, self.strike = self.strike, 0
            os.kill(victim, signal.SIGKILL)
        return message

    def copies(self) -> Counter[tuple[str, int]]:
        """(mark, part) → how many messages have it, over all rooms."""
        found: Counter[tuple[str, int]] = Counter()
        for one in self.messages:
            told = one.metadata.get("event_payload") if one.metadata else None
            if told:
                found[(str(told["mark"]), int(told.get("part", 0)))] += 1
        return found

    def accepted(self, mark: str) -> int:
        """The place in time of the first message with a mark; 0 if there is none. Grows with each message."""
        for at, one in enumerate(self.messages, 1):
            told = one.metadata.get("event_payload") if one.metadata else None
            if told and str(told["mark"]) == mark:
                return at
        return 0


class StormyTeams(FakeTeams):
    """The same for the connector. `taken`: (conversation, title) of each accepted post, in order."""

    def __init__(self, seed: int = 1) -> None:
        super().__init__()
        self.dice = random.Random(seed)
        self.weather = True
        self.strike = 0
        self.strike_at = ""
        self.taken: list[tuple[str, str]] = []
        self.doubtful: Counter[tuple[str, str]] = Counter()

    async def _send(self, request: web.Request) -> web.Response:
        activity = await request.json()
        conversation = request.match_info["c"].partition(";")[0]
        title = str(activity.get("summary", ""))
        self.faults.clear()
        if self.weather:
            fault = self._rolled()
            self.faults.append(fault)
            if fault.lost or fault.status >= 500:
                self.doubtful[(conversation, title.removeprefix("【再送】"))] += 1
        answer = await super()._send(request)
        if answer.status == 201:
            self.taken.append((conversation, title))
            if self.strike and conversation == self.strike_at and TITLE in title:
                victim, self.strike = self.strike, 0
                self.doubtful[(conversation, title.removeprefix("【再送】"))] += 1
                os.kill(victim, signal.SIGKILL)
        return answer

    def _rolled(self) -> Fault:
        roll = self.dice.random()
        if roll < LIMITED:
            return Fault(status=429, headers={"Retry-After": "1"})
        if roll < LIMITED + BROKEN:
            return Fault(status=500)
        return Fault(lost=roll < LIMITED + BROKEN + LOST)
