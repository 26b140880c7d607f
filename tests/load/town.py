"""A workspace of thousands, before two replicas: every delivery is timed, some come twice, some answers are lost."""

import asyncio
import itertools
import random
import time
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import Any

from tests.crash.stormy import StormySlack
from tests.fakes.slack_wire import NotAcknowledged, Wire
from tests.fakes.slack_workspace import TEAM, account

TWICE = 0.03
"""Deliveries whose acknowledgement Slack did not hear, and buttons that are pressed twice: both come again at once."""

Json = dict[str, Any]


@dataclass
class Heard:
    """Seconds to each acknowledgement by kind of delivery, and how many deliveries were never acknowledged."""

    acks: defaultdict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    unanswered: Counter[str] = field(default_factory=Counter)
    twice: int = 0


class TimedWire(Wire):
    """Takes the time of every delivery, and brings some a second time to the other replica."""

    def __init__(self, slack: "LoadSlack", seed: int) -> None:
        super().__init__(slack)
        self.heard = Heard()
        self._dice = random.Random(seed)

    async def deliver(self, kind: str, body: Json, retry: int = 0) -> Any:
        """One try, timed. Raises NotAcknowledged."""
        began = time.monotonic()
        try:
            answer = await super().deliver(kind, body, retry)
        except NotAcknowledged:
            self.heard.unanswered[kind] += 1
            raise
        finally:
            self.deliveries.clear()  # a whole day of them would be the largest thing here
        self.heard.acks[kind].append(time.monotonic() - began)
        if not retry and self._dice.random() < TWICE:
            await self._again(kind, body)
        return answer

    async def _again(self, kind: str, body: Json) -> None:
        """The same event with a retry's header, or the same button pressed by the same person."""
        if kind == "slash_commands":
            return  # what is typed twice is meant twice
        if body.get("type") == "block_actions" and not body["user"]["name"].startswith("staff"):
            return  # opens a form, and the one who fills it looks at one only
        self.heard.twice += 1
        if kind == "interactive":
            body = body | {"trigger_id": self._slack.trigger(body["user"]["id"])}
        try:
            await super().deliver(kind, body, 1 if kind == "events_api" else 0)
        except NotAcknowledged:
            self.heard.unanswered[kind] += 1


class LoadSlack(StormySlack):
    """`urls` are the replicas; each delivery goes to the next one."""

    def __init__(self, staff: int, seed: int = 1) -> None:
        self.urls: list[str] = []
        self._turn = itertools.count()
        super().__init__(seed)
        self.wire: TimedWire = TimedWire(self, seed)
        for number in range(staff):
            who = person(number)
            self.users[account(who)] = {
                "id": account(who), "team_id": TEAM, "name": who, "is_bot": False, "is_restricted": False,
                "is_ultra_restricted": False, "is_stranger": False,
                "profile": {"real_name": f"職員 {number}", "email": f"{who}@city.example.jp"},
            }  # fmt: skip

    @property
    def bot_url(self) -> str:
        """The next replica's address."""
        return f"{self.urls[next(self._turn) % len(self.urls)]}/slack/events" if self.urls else ""

    @bot_url.setter
    def bot_url(self, url: str) -> None:
        self.urls = [url] if url else []

    def write(self, where: str, user: str, text: str, **more: Any) -> Any:
        """As always; calls are not kept."""
        self.calls.clear()
        return super().write(where, user, text, **more)


def person(number: int) -> str:
    """The name of one of the staff."""
    return f"staff{number:05d}"


async def patient(act: Any, tries: int = 20) -> Any:
    """Does something until it is taken, as a person does who sees an error; a coroutine function without arguments."""
    for left in range(tries, 0, -1):
        try:
            return await act()
        except NotAcknowledged:
            if left == 1:
                raise
            await asyncio.sleep(0.5)
    raise AssertionError("unreachable")
