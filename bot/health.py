"""/healthz, /readyz and /metrics: for the machine that watches. What comes through a reverse proxy is not answered."""

import asyncio
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from aiohttp import web
from prometheus_client import generate_latest
from prometheus_client.exposition import CONTENT_TYPE_LATEST

from bot.clock import Beats
from bot.door import Door
from bot.sender import Sender
from bot.watch import Watch
from handlers.audit import LATE
from storage import backlog, schema
from storage.backlog import Backlog
from storage.database import Database

PATIENCE = 2.0
"""Seconds in which the database has to answer."""
KEPT = 5.0
"""Seconds for which a look at the database serves every scrape."""
SENDER_FRESH = 20.0
TICKS_FRESH = {"soon": 60.0, "minute": 300.0}
"""Seconds after which a heartbeat is too old: several times what it takes on a busy machine."""
LOOP_BEAT, LOOP_LATE = 0.5, 5.0
FORWARDED = ("Forwarded", "X-Forwarded-For", "X-Real-IP")

Json = dict[str, Any]


@dataclass
class Health:
    """What is asked by the watching machine. `stopping` is set when no new events are taken."""

    database: Database
    doors: Mapping[str, Door]
    sender: Sender
    beats: Beats
    watch: Watch
    stopping: bool = False
    _newest: str = field(default_factory=schema.newest)
    _seen: tuple[float, Backlog | None] = (float("-inf"), None)
    _looking: asyncio.Lock = field(default_factory=asyncio.Lock)
    _loop_beat: float = field(default_factory=time.monotonic)

    def routes(self) -> list[web.RouteDef]:
        """Open to whoever can reach HOST:PORT directly."""
        return [
            web.get("/healthz", self._healthz), web.get("/readyz", self._inside(self._readyz)),
            web.get("/metrics", self._inside(self._metrics)),
        ]  # fmt: skip

    async def turning(self) -> None:
        """Runs for ever beside the program and notes that the event loop turns."""
        while True:
            self._loop_beat = time.monotonic()
            await asyncio.sleep(LOOP_BEAT)

    async def troubles(self) -> dict[str, str]:
        """Part → why it is not ready; nothing when the program takes events and does its work."""
        found = {"program": "stopping"} if self.stopping else {}
        if told := await self._database():
            found["database"] = told
        for name, door in self.doors.items():
            if told := await door.trouble():
                found[f"door {name}"] = told
        if (age := self.sender.age()) > SENDER_FRESH:
            found["sender"] = f"no heartbeat for {age:.0f} s"
        for tick, limit in TICKS_FRESH.items():
            if (age := self.beats.age(tick)) > limit:
                found[f"clock {tick}"] = f"no tick for {age:.0f} s"
        return found

    async def _database(self) -> str:
        try:
            async with asyncio.timeout(PATIENCE):
                found = await self.database.read(schema.revision)
        except TimeoutError:
            return f"no answer in {PATIENCE:.0f} s"
        except Exception as error:  # any driver's way of saying that it cannot be reached
            return f"cannot be read ({type(error).__name__})"
        return "" if found == self._newest else f"has schema {found}, this program needs {self._newest}"

    async def _healthz(self, _request: web.Request) -> web.Response:
        late = time.monotonic() - self._loop_beat
        ok = late < LOOP_LATE
        body = {"ok": ok, "at": datetime.now(UTC).isoformat(), "doors": sorted(self.doors), "loop_late": round(late, 3)}
        return web.json_response(body, status=200 if ok else 503)

    async def _readyz(self) -> web.Response:
        troubles = await self.troubles()
        return web.json_response({"ready": not troubles, "reasons": troubles}, status=503 if troubles else 200)

    async def _metrics(self) -> web.Response:
        found = await self._backlog()
        watch = self.watch
        watch.database.set(0 if found is None else 1)
        for state in ("due", "later", "leased", "given_up"):
            watch.outbox.labels(state).set(float("nan") if found is None else getattr(found, state))
        watch.outbox_age.set(float("nan") if found is None else found.oldest_due)
        watch.notice_age.set(float("nan") if found is None else found.oldest_notice)
        watch.overdue.set(float("nan") if found is None else found.overdue)
        watch.sender_age.set(self.sender.age())
        for tick in TICKS_FRESH:
            watch.tick_age.labels(tick).set(self.beats.age(tick))
        for name, door in self.doors.items():
            watch.door.labels(name).set(0 if await door.trouble() else 1)
        return web.Response(body=generate_latest(watch.registry), headers={"Content-Type": CONTENT_TYPE_LATEST})

    async def _backlog(self) -> Backlog | None:
        """What waits, at most KEPT seconds old; None while the database does not say. One look for all who ask."""
        async with self._looking:
            if time.monotonic() - self._seen[0] > KEPT:
                try:
                    async with asyncio.timeout(PATIENCE):
                        found: Backlog | None = await self.database.read(lambda session: backlog.look(session, LATE))
                except Exception:  # whatever the driver says: figures that cannot be had are told as such
                    found = None
                self._seen = (time.monotonic(), found)
        return self._seen[1]

    def _inside(self, answer: Any) -> Any:
        async def answered(request: web.Request) -> web.Response:
            if any(name in request.headers for name in FORWARDED):
                return web.Response(status=404)
            response: web.Response = await answer()
            return response

        return answered
