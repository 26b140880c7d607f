"""How fast a report is told: `python -m tests.crash.speed [--old 1000000]`.

A healthy Slack that answers each post after `--delay` seconds; the bot in a process of its own. The floor is three
posts one after the other with the same client and the same Slack.
"""

import argparse
import asyncio
import statistics
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from aiohttp import ClientSession
from sqlalchemy import text

from bot.slack_api import Api
from cards import slack
from cards.model import Card
from storage.database import with_connection
from tests.crash.harness import ROOMS, Scene, fresh, postgres, scene

REPORTS = 60


@dataclass
class Figures:
    """Seconds: acks, from the ack to the third office's message, three posts in a row, and 50 reports at once."""

    acks: list[float]
    thirds: list[float]
    floor: float
    crowd: list[float]
    crowd_told: float


async def three_in_a_row(opened: Scene) -> float:
    """The median of twenty times three posts to the three rooms, one after the other."""
    took, message = [], slack.draw(Card(title="届出"))[0]
    async with ClientSession() as session:
        api = Api(opened.settings.slack, session)  # type: ignore[arg-type]
        for _ in range(20):
            began = time.monotonic()
            for room in ROOMS:
                await api.call("chat.postMessage", channel=room, text=message.text, blocks=message.blocks)
            took.append(time.monotonic() - began)
    return statistics.median(took)


async def measured(kind: str, folder: Path, server: str, delay: float, old: int) -> Figures:
    """One run."""
    url = await fresh(kind, folder, server)
    if old:
        await with_connection(url, lambda connection: _old_rows(connection, old))
    async with scene(url, folder) as opened:
        opened.slack.weather = False
        opened.slack.delay = delay
        await opened.start()
        await opened.report()
        await opened.drained(30)
        opened.acks.clear()
        thirds = [await _one(opened) for _ in range(REPORTS)]
        acks, floor = list(opened.acks), await three_in_a_row(opened)
        opened.acks.clear()
        opened.slack.rate, began = 1.0, time.monotonic()
        await asyncio.gather(*(opened.report() for _ in range(50)))
        crowd = list(opened.acks)
        await opened.drained(200)
        found = Figures(acks, thirds, floor, crowd, time.monotonic() - began)
        verdict = await opened.verdict()
        assert (verdict.lost, verdict.duplicates, verdict.faults) == (0, 0, []), verdict
        return found


async def _one(opened: Scene) -> float:
    """Seconds from the acknowledgement of a report to the third office's message."""
    await opened.report()
    acked, before = time.monotonic(), len(opened.slack.of_bot(ROOMS[2]))
    while len(opened.slack.of_bot(ROOMS[2])) <= before:
        assert time.monotonic() - acked < 30, "the third office was not told"
        await asyncio.sleep(0.002)
    told = time.monotonic() - acked
    await opened.drained(30)
    return told


def _old_rows(connection: Any, count: int) -> None:
    """As many posted rows as some years leave behind."""
    many = (
        f"generate_series(1, {count}) AS n(i)" if connection.dialect.name == "postgresql" else
        f"(WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {count}) SELECT i FROM n)"
    )  # fmt: skip
    now = "CURRENT_TIMESTAMP"
    for statement in (
        f"INSERT INTO payload (id, kind, subject, kept_from) SELECT i, 'card', 'old:' || i, {now} FROM {many}",
        "INSERT INTO outbox (id, thread, position, kind, platform, place, payload_id, state, attempts, created_at,"
        " due_at, sent_at, posted_channel, posted_id) SELECT i, 'old:' || (i / 3), i % 3, 'card', 'slack', '{}', i,"
        f" 'sent', 1, {now}, {now}, {now}, 'C0', '' || i FROM {many}",
    ):
        connection.execute(text(statement))
    if connection.dialect.name == "postgresql":
        for table in ("payload", "outbox"):
            connection.execute(text(f"SELECT setval('{table}_id_seq', {count + 1})"))
    connection.execute(text("ANALYZE"))


def percentile(values: list[float], share: float) -> float:
    """A percentile by rank."""
    return sorted(values)[min(len(values) - 1, int(len(values) * share))]


def line(name: str, found: Figures) -> str:
    """One line of the table."""
    ratio = statistics.median(found.thirds) / found.floor
    return (
        f"{name:28} ack p50 {statistics.median(found.acks) * 1000:4.0f} p99 {percentile(found.acks, 0.99) * 1000:4.0f}"
        f" ms | third office p50 {statistics.median(found.thirds):.2f} p95 {percentile(found.thirds, 0.95):.2f} s"
        f" | three posts {found.floor:.2f} s, ratio {ratio:.2f}"
        f" | 50 at once: slowest ack {max(found.crowd):.2f} s, all told {found.crowd_told:.0f} s"
    )


async def main() -> int:
    """Both databases, without and with old rows."""
    parser = argparse.ArgumentParser(prog="python -m tests.crash.speed", description=__doc__)
    parser.add_argument("--delay", type=float, default=0.1, help="seconds that Slack takes for a post")
    parser.add_argument("--old", type=int, default=1_000_000, help="posted rows of earlier years in the second run")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="snsbot-speed-") as folder, postgres() as server:
        for kind in ("sqlite", "postgresql"):
            for old in (0, options.old):
                found = await measured(kind, Path(folder), server, options.delay, old)
                print(line(f"{kind}, {old:,} old rows", found), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(asyncio.run(main()))
