"""`make year`: 40 accounts, three processes on PostgreSQL, a year with a leap day under a driven clock."""

import asyncio
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

from tests.crash.harness import fresh, postgres
from tests.year.simulation import Year


async def main() -> int:
    """Lives the year; 1 if a reminder was lost, doubled, or came on the wrong day."""
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="snsbot-year-") as folder, postgres() as server:
        url = await fresh("postgresql", Path(folder), server)
        down = (date(2027, 10, 28), date(2027, 11, 4))
        found = await Year(url, date(2027, 4, 1), date(2028, 4, 10), down).lived()
    print(f"{found.days} days, {found.reminders} reminders of evaluations, {found.late} late after a week's downtime, "
          f"{found.kills} processes killed amid a tick, {time.monotonic() - began:.0f} s")  # fmt: skip
    print("\n".join(found.faults) or "each exactly once, on its working day")
    return 1 if found.faults else 0


if __name__ == "__main__":
    sys.exit(asyncio.run(main()))
