"""The year: three processes tick at once each day, some are killed, a week all are down; then the rows are judged."""

import asyncio
import contextlib
import os
import random
import signal
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from multiprocessing.connection import Connection
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from handlers.desk import JAPAN
from handlers.evaluation import settle
from storage import evaluations, records
from storage.database import Database, open_database
from storage.evaluation_tables import Due, Reminder
from storage.policy_tables import Account
from storage.tables import Outbox
from tests.crash.victim import context
from tests.year.clocked import Moment, desk, entered, run
from tests.year.expected import RHYTHMS, Plan, later, moved, works

HOUR = time(9, 30)
STARTS = (
    date(2026, 3, 31), date(2026, 8, 31), date(2027, 1, 1), date(2024, 2, 29), date(2026, 12, 30), date(2027, 3, 2),
    date(2026, 11, 15),
)  # fmt: skip
"""Month ends, a leap day, New Year, the end of the fiscal year, an ordinary day."""


@dataclass
class Verdict:
    """What was found; `faults` in words."""

    days: int = 0
    reminders: int = 0
    late: int = 0
    kills: int = 0
    faults: list[str] = field(default_factory=list)


class Clocked:
    """One process that ticks when it is told to."""

    def __init__(self, made: Any, url: str) -> None:
        self.pipe: Connection
        self.pipe, theirs = made.Pipe()
        self.process = made.Process(target=run, args=(url, theirs), daemon=True)
        self.process.start()
        theirs.close()

    async def tick(self, at: datetime) -> None:
        """One tick at a moment; a process that was killed meanwhile says nothing."""
        with contextlib.suppress(EOFError, OSError):
            self.pipe.send(at)
            await asyncio.get_running_loop().run_in_executor(None, self.pipe.recv)

    def kill(self) -> None:
        """SIGKILL."""
        if self.process.pid:
            os.kill(self.process.pid, signal.SIGKILL)


def plans(count: int) -> list[Plan]:
    """Accounts of every rhythm, in use since every kind of day."""
    return [Plan(RHYTHMS[number % len(RHYTHMS)], STARTS[number % len(STARTS)]) for number in range(count)]


@dataclass
class Year:
    """The whole run over one database."""

    url: str
    first: date
    last: date
    down: tuple[date, date]
    """The first and the last day on which nothing runs."""
    accounts: int = 40
    processes: int = 3
    kills: float = 0.03
    """How likely a process is killed during a day's ticks."""
    seed: int = 1

    async def lived(self) -> Verdict:
        """Lives it and judges it."""
        database, moment, dice = open_database(self.url), Moment(), random.Random(self.seed)
        found, made = Verdict(), context()
        moment.at = _at(self.first)
        own = desk(database, moment)
        known = await entered(own, plans(self.accounts))
        running = [Clocked(made, self.url) for _ in range(self.processes)]
        try:
            day = self.first
            while day <= self.last:
                if not self.down[0] <= day <= self.down[1]:
                    await self._day(running, made, dice, found, _at(day))
                    moment.at = _at(day) + timedelta(minutes=10)
                    await own.by_clock(_answer_some)
                    found.days += 1
                day += timedelta(days=1)
            await self._judge(database, known, found)
        finally:
            for one in running:
                one.kill()
            await database.close()
        return found

    async def _day(self, running: list[Clocked], made: Any, dice: random.Random, found: Verdict, at: datetime) -> None:
        """All tick at once; one may be killed amid its tick, and its successor ticks again."""
        ticks = asyncio.gather(*(one.tick(at) for one in running))
        if dice.random() < self.kills:
            await asyncio.sleep(dice.uniform(0, 0.03))
            number = dice.randrange(len(running))
            running[number].kill()
            found.kills += 1
            running[number] = Clocked(made, self.url)
            await running[number].tick(at + timedelta(minutes=1))
        await ticks

    async def _judge(self, database: Database, known: dict[int, Plan], found: Verdict) -> None:
        def read(session: Session) -> tuple[list[Reminder], list[str], set[int], dict[int, date]]:
            rows = list(session.execute(select(Reminder).where(col(Reminder.kind) == "evaluation")).scalars())
            ends = {one.id or 0: one.period_end for one in session.execute(select(Due)).scalars()}
            posted = {one or 0 for one in session.execute(select(col(Outbox.id))).scalars()}
            return rows, list(records.faults(session)), posted, ends

        rows, broken, posted, ends = await database.read(read)
        found.faults += broken
        found.reminders, found.late = len(rows), sum(one.late for one in rows)
        self._once(rows, posted, found)
        firsts = {(one.account_id, ends[one.due_id]): one for one in rows if one.stage == "first"}
        wanted = {(number, end) for number, plan in known.items() for end in plan.between(self.first, self.last)}
        found.faults += [f"lost: account {number}, period to {end}" for number, end in sorted(wanted - set(firsts))]
        found.faults += [f"not promised: account {number}, {end}" for number, end in sorted(set(firsts) - wanted)]
        for (number, end), one in firsts.items():
            self._on_its_day(one, moved(end), f"account {number}, period to {end}", found)
        self._followed(rows, found)

    def _once(self, rows: list[Reminder], posted: set[int], found: Verdict) -> None:
        doubled = [key for key, count in Counter((one.due_id, one.stage) for one in rows).items() if count > 1]
        cards = Counter(number for one in rows for number in one.outbox_ids)
        found.faults += [f"twice: {key}" for key in doubled]
        found.faults += [f"a card of two reminders: {number}" for number, count in cards.items() if count > 1]
        found.faults += [f"no card: reminder {one.id}" for one in rows if not set(one.outbox_ids) & posted]
        found.faults += [f"on a day off: reminder {one.id}, {one.at}" for one in rows if not works(_day(one.at))]

    def _on_its_day(self, one: Reminder, due: date, name: str, found: Verdict) -> None:
        down = self.down[0] <= due <= self.down[1]
        day = moved(self.down[1] + timedelta(days=1)) if down else due
        if _day(one.at) != day or one.late != down:
            found.faults.append(f"{name}: on {_day(one.at)}, late {one.late}; wanted {day}, late {down}")

    def _followed(self, rows: list[Reminder], found: Verdict) -> None:
        """Who does not answer hears again after five working days, and after ten the office does."""
        by_due: dict[int, dict[str, Reminder]] = {}
        for one in rows:
            by_due.setdefault(one.due_id, {})[one.stage] = one
        for number, stages in by_due.items():
            account = next(iter(stages.values())).account_id
            if account % 2 == 0 and len(stages) > 1:
                found.faults.append(f"reminded after its answer: {number}")
            for before, after in (("first", "again"), ("again", "overdue")):
                if account % 2 and before in stages:
                    self._again(stages[before], stages.get(after), found)

    def _again(self, before: Reminder, after: Reminder | None, found: Verdict) -> None:
        day = later(_day(before.at), 5)
        if self.down[0] <= day <= self.down[1]:
            day = moved(self.down[1] + timedelta(days=1))
        if day > self.last:
            return
        if after is None or _day(after.at) != day:
            found.faults.append(f"after reminder {before.id}: {after and _day(after.at)}; wanted {day}")


def _answer_some(work: Any) -> None:
    """Accounts with an even number answer on the day of the first reminder."""
    wanted = select(Due, Account).join(Account, col(Account.id) == col(Due.account_id))
    wanted = wanted.where(col(Due.state) == evaluations.OPEN, col(Due.kind) == "evaluation")
    for row, account in work.session.execute(wanted).all():
        if row.account_id % 2 == 0:
            settle(account, row, work)


def _at(day: date) -> datetime:
    return datetime.combine(day, HOUR, JAPAN).astimezone(UTC)


def _day(at: datetime) -> date:
    return at.astimezone(JAPAN).date()
