"""How much memory and time an export takes with few rows and with many, and its proof.

Run alone: `python -m tests.bench.exports` (`make exports`), with `--rows 10 100000` for other sizes and `--masked` for
the masked copy. Every thousandth entry is a picture of a megabyte.
"""

import argparse
import asyncio
import base64
import os
import secrets
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

import psutil
from sqlalchemy.orm import Session

from storage import records
from storage.database import open_database
from storage.payloads import keep
from storage.records import Act
from tests.crash.harness import fresh

ROOT = Path(__file__).parents[2]
AT_ONCE, PICTURE_EVERY, PICTURE = 1_000, 1_000, 1 << 20
TEXT = "写真の保存年限について、観光振興課から質問がありました。窓口の電話は0868-32-2082です。"


def _page(session: Session, first: int, last: int) -> None:
    at, acts = datetime.now(UTC), []
    for number in range(first, last):
        if number % PICTURE_EVERY == PICTURE_EVERY - 1:
            body = {"file": base64.b64encode(secrets.token_bytes(PICTURE)).decode()}
            kept = keep(session, "file", f"incident:{number}", body, at)
            acts.append(Act("incident evidence", "kubo", {"incident": number}, kept.digest))
        else:
            kept = keep(session, "ticket", f"ticket:{number}", {"text": f"{TEXT}（{number}）"}, at)
            acts.append(Act("ticket opened", "tanaka", {"ticket": number}, kept.digest))
    records.append(session, acts, at)


async def _filled(rows: int, folder: Path) -> str:
    """A database with so many entries in its log, each with its text or picture."""
    url = await fresh("sqlite", folder)
    database = open_database(url)
    try:
        for first in range(0, rows, AT_ONCE):
            last = min(first + AT_ONCE, rows)
            await database.write(lambda session, first=first, last=last: _page(session, first, last))
    finally:
        await database.close()
    return url


def _watched(url: str, *arguments: str) -> tuple[float, float]:
    """Runs `snsbot export`: its greatest resident memory in MiB, and the seconds it took."""
    began, most = time.monotonic(), 0
    environment = os.environ | {"DATABASE_URL": url}
    command = [sys.executable, "-m", "bot", "export", *arguments]
    with subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL) as child:
        seen = psutil.Process(child.pid)
        while child.poll() is None:
            try:
                most = max(most, seen.memory_info().rss)
            except psutil.NoSuchProcess:
                break
            time.sleep(0.02)
    if child.returncode:
        raise SystemExit(f"snsbot export failed with {child.returncode}")
    return most / 2**20, time.monotonic() - began


async def main(sizes: list[int], masked: bool) -> None:
    """Prints a line for each size."""
    print("rows | export MiB | seconds | verify MiB | seconds | zip MiB")
    for rows in sizes:
        with tempfile.TemporaryDirectory(prefix="snsbot-exports-") as folder:
            url, file = await _filled(rows, Path(folder)), Path(folder) / "a.zip"
            made = _watched(url, "--out", str(file), *(["--masked"] if masked else []))
            proven = _watched(url, "--verify", str(file))
            size = file.stat().st_size / 2**20
            print(f"{rows:,} | {made[0]:.0f} | {made[1]:.1f} | {proven[0]:.0f} | {proven[1]:.1f} | {size:.1f}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, nargs="+", default=[10, 1_000, 10_000, 100_000])
    parser.add_argument("--masked", action="store_true")
    options = parser.parse_args()
    asyncio.run(main(options.rows, options.masked))
