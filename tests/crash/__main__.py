"""`make crash`: random kills and named points, with a table of figures; exit 1 if anything was lost or doubled."""

import argparse
import asyncio
import sys
import tempfile
import time
from pathlib import Path

from tests.crash.harness import Verdict, fresh, postgres
from tests.crash.storm import HEAD, line, storm
from tests.crash.test_points import CASES, killed_at

STORMS = (("sqlite", 1), ("postgresql", 1), ("postgresql", 3))


async def points(kind: str, folder: Path, server: str) -> Verdict:
    """All named points, added up."""
    gate, total = asyncio.Semaphore(4), Verdict()

    async def one(at: int, point: str, room: str) -> Verdict:
        async with gate:
            return await killed_at(point, room, await fresh(kind, folder, server), folder, at)

    for found in await asyncio.gather(*(one(at, *case) for at, case in enumerate(CASES))):
        for name in ("cases", "kills", "lost", "duplicates", "breaks", "exceptions"):
            setattr(total, name, getattr(total, name) + getattr(found, name))
        total.faults += found.faults
        total.notes += found.notes
    return total


async def main() -> int:
    """Runs what the options ask for."""
    parser = argparse.ArgumentParser(prog="python -m tests.crash", description=__doc__)
    parser.add_argument("--kills", type=int, default=500, help="random kills for each of the three set-ups")
    parser.add_argument("--only", default="", help="points, or a set-up such as postgresql-3")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    clean = True
    print(HEAD, flush=True)
    with tempfile.TemporaryDirectory(prefix="snsbot-crash-") as folder, postgres() as server:
        for kind in ("sqlite", "postgresql"):
            if options.only in ("", "points"):
                began = time.monotonic()
                found = await points(kind, Path(folder), server)
                clean = clean and found.clean
                print(line(f"named points, {kind}", found, began), flush=True)
        for kind, processes in STORMS:
            if options.only in ("", f"{kind}-{processes}"):
                began = time.monotonic()
                found = await storm(kind, processes, options.kills, Path(folder), server, seed=options.seed)
                clean = clean and found.clean
                print(line(f"random, {kind}, {processes} process(es)", found, began), flush=True)
    return 0 if clean else 1


if __name__ == "__main__":
    sys.exit(asyncio.run(main()))
