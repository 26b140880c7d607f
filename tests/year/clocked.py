"""A process whose clock is driven: told a moment, it ticks once and says that it is done."""

import asyncio
import contextlib
import logging
import tomllib
from datetime import UTC, datetime
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from bot import demo_account
from bot.settings import DEMO_ORGANISATION, GUIDELINE
from guideline import clauses, evaluation, incident, organisation, policy
from handlers import evaluation_tick
from handlers.desk import Desk
from storage.database import Database, open_database
from storage.policy_tables import Account
from tests.crash.victim import _CHECKER, _READER
from tests.year.expected import ONCE_AFTER, Plan


class Moment:
    """Business time that somebody else sets."""

    def __init__(self) -> None:
        self.at = datetime(2027, 1, 1, tzinfo=UTC)

    def now(self) -> datetime:
        """The moment."""
        return self.at


def desk(database: Database, moment: Moment, organisation_file: Path = DEMO_ORGANISATION) -> Desk:
    """What conversations and ticks may touch, without any door."""
    guideline = clauses.load(GUIDELINE)
    people = organisation.load(organisation_file, guideline)
    return Desk(
        moment.now, guideline, lambda: people, _READER, _CHECKER, database, incident.load(GUIDELINE, guideline),
        form=policy.load(GUIDELINE, guideline), evaluations=evaluation.load(GUIDELINE),
    )  # fmt: skip


async def entered(one: Desk, plans: list[Plan]) -> dict[int, Plan]:
    """Accounts with these plans; returns them by number."""
    told = tomllib.loads(demo_account.FILE.read_text(encoding="utf-8"))
    found: dict[int, Plan] = {}
    for begin in range(0, len(plans), 50):
        part = plans[begin : begin + 50]

        def work(work: Any, part: list[Plan] = part) -> None:
            for plan in part:
                answers = told["answers"] | {"period": plan.rhythm, "period_months": str(ONCE_AFTER)}
                named = told | {"answers": answers, "name": f"@demo_{len(found)}"}
                account: Account = demo_account.enter_one(work, named, plan.start)
                found[account.id or 0] = plan

        await one.by_clock(work)
    return found


def run(url: str, pipe: Connection) -> None:
    """The process: moments come in, "done" goes out."""
    logging.disable(logging.CRITICAL)

    async def live() -> None:
        database, moment = open_database(url), Moment()
        own = desk(database, moment)
        while True:
            moment.at = await asyncio.get_running_loop().run_in_executor(None, pipe.recv)
            await evaluation_tick.tick(own)
            pipe.send("done")

    with contextlib.suppress(EOFError):
        asyncio.run(live())
