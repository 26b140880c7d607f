"""`make load`: a working day of a city hall of 3,000 staff in ten minutes, on PostgreSQL with two replicas.

Slack is in bad weather (429, 500, posts whose answer is lost, a history that lags), deliveries and presses come twice,
and in the middle of the day one replica is killed (SIGKILL) and started again. Exit status 1 if anything was lost,
doubled or left unsent. It sends to this machine only and ends by itself.
"""

import argparse
import asyncio
import random
import statistics
import sys
import tempfile
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psutil
from sqlalchemy import select, text, update
from sqlmodel import col

from bot.settings import DEMO_ORGANISATION, GUIDELINE, Settings
from handlers import evaluation_tick
from storage import evaluations
from storage.database import Database, open_database
from storage.evaluation_tables import Due
from storage.tables import Outbox
from tests.crash.harness import Victim, fresh, postgres
from tests.crash.victim import Orders
from tests.fakes.slack_chat import SlackChat
from tests.fakes.slack_workspace import organisation_toml
from tests.load.day import Size, Town, lived
from tests.load.ledger import Ledger, balanced
from tests.load.town import LoadSlack
from tests.year import clocked
from tests.year.clocked import Moment
from tests.year.expected import Plan

SAMPLING = 5.0
PATIENCE = 180.0
"""Seconds after the day in which everything must have been posted."""
MB = 1024 * 1024


@dataclass
class Use:
    """What each process used: resident megabytes over time, and seconds of a core in all."""

    memory: dict[int, list[float]] = field(default_factory=dict)
    seconds: dict[int, float] = field(default_factory=dict)

    def sample(self) -> None:
        """Reads every living process once."""
        for pid in self.memory:
            try:
                process = psutil.Process(pid)
                self.memory[pid].append(process.memory_info().rss / MB)
                self.seconds[pid] = sum(process.cpu_times()[:2])
            except psutil.NoSuchProcess:
                continue


@dataclass
class Replicas:
    """Two processes of the bot, one of which is killed at noon."""

    settings: Settings
    slack: LoadSlack
    use: Use = field(default_factory=Use)
    running: list[Victim] = field(default_factory=list)

    async def start(self) -> None:
        """One more."""
        victim = await Victim(Orders(self.settings)).up()
        self.running.append(victim)
        self.use.memory[victim.process.pid or 0] = []
        self.slack.urls = [one.url for one in self.running]

    async def noon(self, when: float) -> None:
        """kill -9 to one; Slack goes on delivering to it until it is seen to be gone."""
        await asyncio.sleep(when)
        victim = self.running[0]
        victim.kill()
        await victim.dead()
        self.running.remove(victim)
        await self.start()

    async def watch(self) -> None:
        """Samples until cancelled."""
        while True:
            self.use.sample()
            await asyncio.sleep(SAMPLING)


async def drained(database: Database, patience: float) -> float:
    """Seconds until nothing waits to be posted, `patience` at most."""
    began = time.monotonic()
    waiting = select(col(Outbox.id)).where(col(Outbox.state) == "waiting").limit(1)
    while time.monotonic() - began < patience:
        if not await database.read(lambda session: session.execute(waiting).first()):
            break
        await asyncio.sleep(0.5)
    return time.monotonic() - began


async def due(database: Database, count: int) -> None:
    """Accounts whose evaluation waits for its answer."""
    moment = Moment()
    moment.at = datetime.now(UTC)
    own = clocked.desk(database, moment)
    await clocked.entered(own, [Plan("1か月ごと", own.today() - timedelta(days=20))] * count)
    while await database.read(evaluations.any_unplanned):
        await evaluation_tick.tick(own)
    wait = update(Due).where(col(Due.kind) == "evaluation").values(state=evaluations.OPEN, stage="first", look_at=None)
    await database.write(lambda session: session.execute(wait))


async def weight(database: Database) -> float:
    """Megabytes of the database."""
    asked = text("SELECT pg_database_size(current_database())")
    return float(await database.read(lambda session: session.execute(asked).scalar_one())) / MB


def p(values: list[float], share: float) -> float:
    """A percentile in milliseconds."""
    ordered = sorted(values)
    return 1000 * ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else 0.0


def told(town: Town, use: Use, ledger: Ledger, seconds: float, late: float) -> str:
    """The day in figures."""
    heard = town.slack.wire.heard
    lines = [f"a day in {seconds:.0f} s; all posted {late:.0f} s after its end; {heard.twice} deliveries came twice"]
    lines.append(f"Slack answered: {dict(town.slack.answered)}; not acknowledged: {dict(heard.unanswered)}")
    for kind, took in sorted(heard.acks.items()):
        lines.append(f"ack {kind:15} {len(took):6}  p50 {p(took, 0.5):6.0f}  p99 {p(took, 0.99):6.0f} ms"
                     f"  slowest {1000 * max(took):6.0f} ms")  # fmt: skip
    every = [one for took in heard.acks.values() for one in took]
    lines.append(f"ack {'all':15} {len(every):6}  p50 {p(every, 0.5):6.0f}  p99 {p(every, 0.99):6.0f} ms")
    for pid, memory in use.memory.items():
        lines.append(_memory(memory, use.seconds.get(pid, 0.0)))
    for act, (told_, kept) in sorted(ledger.acts.items()):
        lines.append(f"{act:24} told {told_:6}  kept {kept:6}")
    lines.append(f"the database grew by {ledger.megabytes:.1f} MB")
    lines.append(f"lost {ledger.lost}, doubled {ledger.doubled}, unsent {ledger.unsent}, given up {ledger.dead}, "
                 f"notices {ledger.notices}, log {'whole' if not ledger.faults else ledger.faults}")  # fmt: skip
    return "\n".join([*lines, *town.failed[:20]])


def _memory(memory: list[float], seconds: float) -> str:
    """A replica's memory: at its start, and how the second half of its life differs from the first."""
    if len(memory) < 4:
        return "replica: too short-lived to say anything of its memory"
    half = len(memory) // 2
    early, later = statistics.median(memory[1:half] or memory[:1]), statistics.median(memory[half:])
    return (f"replica: {memory[0]:.0f} MB at rest, {early:.0f} then {later:.0f} MB by halves, "
            f"{max(memory):.0f} MB at most; {seconds:.0f} s of a core")  # fmt: skip


async def day(size: Size, seconds: float, seed: int, folder: Path, server: str) -> bool:
    """One day; whether nothing was lost or doubled."""
    url = await fresh("postgresql", folder, server)
    people = folder / "organisation.toml"
    people.write_text(organisation_toml(DEMO_ORGANISATION.read_text(encoding="utf-8")), encoding="utf-8")
    slack = LoadSlack(size.staff, seed)
    async with slack.running():
        replicas = Replicas(Settings(url, GUIDELINE, people, slack.settings(), None, "127.0.0.1", 0), slack)
        town = Town(slack, SlackChat(slack), random.Random(seed))
        town.load()
        database = open_database(url)
        await due(database, size.evaluations + 2)  # with one left there is nothing to choose from
        before = await weight(database)
        try:
            for _ in range(2):
                await replicas.start()
            watching = asyncio.create_task(replicas.watch())
            await asyncio.gather(lived(town, size, seconds), replicas.noon(seconds / 2))
            late = await drained(database, PATIENCE)
            watching.cancel()
            ledger = await balanced(database, town)
            ledger.megabytes = await weight(database) - before
        finally:
            for victim in replicas.running:
                victim.kill()
            await database.close()
    print(told(town, replicas.use, ledger, seconds, late), flush=True)
    return ledger.clean and not town.failed


def main() -> int:
    """Runs a day."""
    parser = argparse.ArgumentParser(prog="python -m tests.load", description=__doc__)
    parser.add_argument("--seconds", type=float, default=600.0, help="how long the day takes")
    parser.add_argument("--share", type=float, default=1.0, help="how much of a day's work is done")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="snsbot-load-") as folder, postgres() as server:
        size = Size().part(options.share)
        return 0 if asyncio.run(day(size, options.seconds, options.seed, Path(folder), server)) else 1


if __name__ == "__main__":
    sys.exit(main())
