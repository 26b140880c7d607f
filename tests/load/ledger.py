"""After the day: what the database and the rooms say, against what people were told."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import func, select
from sqlmodel import col

from storage import records
from storage.database import Database
from storage.incident_tables import IncidentNotice
from storage.outbox import SUPERSEDED
from storage.tables import LogEntry, Outbox
from tests.fakes.slack_workspace import BOT_USER
from tests.load.day import Town

COUNTED = ("asked", "draft checked", "draft dropped", "field saved", "incident reported", "evaluation given")
OFFICES = 3


@dataclass
class Ledger:
    """`acts`: act → (told to people, found in the log). `unsent`: rows that still wait; `dead`: why rows were given up.

    An edit in whose place a newer one of the same message went out is nobody's loss (`storage.outbox.SUPERSEDED`).
    """

    acts: dict[str, tuple[int, int]] = field(default_factory=dict)
    lost: int = 0
    doubled: int = 0
    unsent: int = 0
    dead: list[str] = field(default_factory=list)
    notices: int = 0
    megabytes: float = 0.0
    """The database afterwards, less what it weighed before."""
    faults: list[str] = field(default_factory=list)

    @property
    def clean(self) -> bool:
        """Nothing lost, nothing doubled, the log whole."""
        return not (self.lost or self.doubled or self.unsent or self.dead or self.faults)


async def balanced(database: Database, town: Town) -> Ledger:
    """The books. A command whose acknowledgement got lost may have had its effect and is given again by its user:
    so an act is lost if it was told and is not there, and doubled if more are there than were told or tried."""
    found = await database.read(_kept)
    unsure = sum(town.slack.wire.heard.unanswered.values())
    for act in COUNTED:
        told, kept = town.done[act], found.acts.get(act, (0, 0))[1]
        found.acts[act] = (told, kept)
        found.lost += max(0, told - kept)
        found.doubled += max(0, kept - told - unsure)
    _rooms(town, found)
    if found.notices != OFFICES * found.acts["incident reported"][1]:
        found.faults.append(f"{found.notices} notices for {found.acts['incident reported'][1]} reports")
    return found


def _kept(session: Any) -> Ledger:
    found = Ledger(faults=list(records.faults(session)))
    counts = session.execute(select(col(LogEntry.act), func.count()).group_by(col(LogEntry.act)))
    found.acts = {act: (0, count) for act, count in counts}
    states = Counter(dict(session.execute(select(col(Outbox.state), func.count()).group_by(col(Outbox.state))).all()))
    states.pop("dead", None)
    given_up = select(col(Outbox.kind), col(Outbox.error)).where(col(Outbox.state) == "dead")
    found.dead = [f"{kind}: {why}" for kind, why in session.execute(given_up).all() if why != SUPERSEDED]
    found.unsent = sum(count for state, count in states.items() if state != "sent")
    found.notices = session.execute(select(func.count()).select_from(IncidentNotice)).scalar_one()
    return found


def _rooms(town: Town, found: Ledger) -> None:
    """A message for each mark, once; one answer for each question of a direct conversation."""
    found.doubled += sum(count - 1 for count in town.slack.copies().values())
    answers = Counter(one.channel for one in town.slack.messages if one.user == BOT_USER and not one.only)
    for where, asked in town.answered.items():
        found.lost += max(0, asked - answers[where])
        found.doubled += max(0, answers[where] - asked)
