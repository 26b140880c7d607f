"""A bot that can be told to die at a named point, and to run without one of its guards.

The points and ablations live here only: they wrap the program's parts in the process that runs this file, and
nothing in the program knows of them.
"""

import asyncio
import contextlib
import logging
import multiprocessing
import os
import signal
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

import bot.program
from bot import sender, slack_posts
from bot.clock import Clock
from bot.program import open_program
from bot.settings import GUIDELINE, Settings
from guideline import ask, check, clauses, learned
from storage import outbox
from storage.database import Database
from storage.incident_tables import Incident
from storage.outbox import Leased

POINTS = ("before commit", "after commit before ack", "after lease", "during post", "after post before mark")
BY_OFFICE = POINTS[2:]
"""Points that are passed once for each office. `during post` is struck by the platform, which took the message."""
TITLE = "トラブルの届出"


@dataclass(frozen=True)
class Orders:
    """How a victim runs: where it dies (`channel`: at which office), and which guard it lacks."""

    settings: Settings
    point: str = ""
    channel: str = ""
    without: str = ""


def die() -> None:
    """As the kernel kills: nothing is finished, nothing is cleaned up."""
    os.kill(os.getpid(), signal.SIGKILL)


class Deadly:
    """A database that kills its process around the commit of an incident, or after a lease."""

    def __init__(self, inner: Database, orders: Orders) -> None:
        self._inner, self._orders = inner, orders
        self.url = inner.url

    async def write(self, effect: Callable[[Session], Any]) -> Any:
        """The inner one's, and death at the point."""
        found: list[bool] = []

        def watched(session: Session) -> Any:
            before = _cases(session)
            result = effect(session)
            session.flush()
            found[:] = [_cases(session) > before]
            if found[0] and self._orders.point == "before commit":
                die()
            return result

        result = await self._inner.write(watched)
        if found[0] and self._orders.point == "after commit before ack":
            die()
        if self._orders.point == "after lease" and isinstance(result, list):
            for row in result:
                if (
                    isinstance(row, Leased)
                    and row.kind == outbox.NOTICE
                    and row.place["channel"] == self._orders.channel
                ):
                    die()
        return result

    async def read(self, query: Callable[[Session], Any]) -> Any:
        """The inner one's."""
        return await self._inner.read(query)

    async def close(self) -> None:
        """The inner one's."""
        await self._inner.close()


def _cases(session: Session) -> int:
    return int(session.execute(select(func.count()).select_from(Incident)).scalar_one())


def _wrap(orders: Orders) -> None:
    """Puts the point and the ablation into this process."""
    if orders.point in POINTS[:3]:
        opened = bot.program.open_database
        bot.program.open_database = lambda url: Deadly(opened(url), orders)  # type: ignore[attr-defined]
    if orders.point == "after post before mark":
        through = sender.Sender._through

        async def deadly(self: Any, door: Any, row: Leased, place: Any, card: Any) -> Any:
            result = await through(self, door, row, place, card)
            if row.kind == outbox.NOTICE and place.channel == orders.channel:
                die()
            return result

        sender.Sender._through = deadly  # type: ignore[method-assign]
    _ablate(orders.without)


def _ablate(without: str) -> None:
    match without:
        case "look-up":

            async def nothing(*_: Any) -> dict[int, str]:
                return {}

            slack_posts.Posts._there = nothing  # type: ignore[method-assign,assignment]
        case "order":
            outbox._DUE = outbox.due(ordered=False)
        case "lease":
            outbox._lease_of = lambda kind: 0.0
            outbox.Leased.seconds = property(lambda self: 12.0)  # type: ignore[assignment]


_GUIDELINE = clauses.load(GUIDELINE)
# In the fork server: each victim has them at once.
_READER = ask.load_reader(GUIDELINE, _GUIDELINE)
_SUSPECTS = learned.suspects_of(GUIDELINE, "semantic")
_CHECKER = check.load_checker(GUIDELINE, _GUIDELINE, _READER.words, _SUSPECTS)


def run(orders: Orders, pipe: Connection) -> None:
    """A victim's process: says where it listens, then lives until it dies."""
    logging.disable(logging.CRITICAL)
    os.setpgrp()
    ask.load_reader = lambda *_: _READER
    learned.suspects_of = lambda *_: _SUSPECTS
    check.load_checker = lambda *_: _CHECKER
    _wrap(orders)
    asyncio.run(_live(orders, pipe))


async def _live(orders: Orders, pipe: Connection) -> None:
    async with open_program(orders.settings, clock=Clock()) as program:
        pipe.send(program.url)
        await asyncio.get_running_loop().run_in_executor(None, _told_to_end, pipe)


def _told_to_end(pipe: Connection) -> None:
    with contextlib.suppress(EOFError):
        pipe.recv()


def context() -> Any:
    """Forks victims from a process that has everything imported."""
    made = multiprocessing.get_context("forkserver")
    made.set_forkserver_preload(["tests.crash.victim"])
    return made
