"""A question from its words to its clauses beside the floor, and what `serve` holds in memory.

The floor is what any reader of meaning does at least: tokenising, and one sentence vector of the same text.
"""

import asyncio
import json
import os
import sys
import time
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path

import psutil
from aiohttp import ClientSession, TCPConnector
from sudachipy import SplitMode

from bot.settings import GUIDELINE
from guideline import ask, clauses
from guideline.meaning import Vectors, open_vectors

Shot = Callable[[ClientSession, str], Awaitable[bool]]
"""One request to a bot's address; whether it was taken."""
QUESTIONS = Path(__file__).parent.parent / "data" / "questions_test.jsonl"
CLIENTS = 8
MIB = 2**20


def questions() -> list[str]:
    """The test set's questions, each once: nothing is remembered of one."""
    lines = QUESTIONS.read_text(encoding="utf-8").splitlines()
    return list(dict.fromkeys(json.loads(line)["question"] for line in lines))


def timed(acts: Sequence[Callable[[str], object]], texts: Sequence[str]) -> list[list[float]]:
    """Milliseconds of each act on each text, the acts in turn, so that other work on the machine hits all alike."""
    times: list[list[float]] = [[] for _ in acts]
    for text in texts:
        for act, kept in zip(acts, times, strict=True):
            begun = time.perf_counter()
            act(text)
            kept.append((time.perf_counter() - begun) * 1000)
    return times


def percentiles(times: Sequence[float]) -> tuple[float, float]:
    """p50 and p99."""
    ranked = sorted(times)
    return ranked[len(ranked) // 2], ranked[min(len(ranked) - 1, int(len(ranked) * 0.99))]


def main(short: bool) -> None:
    """Prints the time of a question beside the floor."""
    reader = ask.load_reader(GUIDELINE, clauses.load(GUIDELINE))
    vectors = open_vectors("semantic")
    texts = questions()[: 100 if short else None]

    def tokens(text: str) -> int:
        return sum(1 for _ in reader.words.tokens(text, SplitMode.C))

    acts: list[Callable[[str], object]] = [reader.answer, tokens]
    if vectors is not None:
        acts.append(lambda text: floor(vectors, tokens, text))
    for text in texts[:10]:  # dictionary pages, the model's first pass
        for act in acts:
            act(text)
    print(f"\na question ({len(texts)} of {QUESTIONS.name}), ms")
    print(f"{'':28} {'p50':>8} {'p99':>8}")
    names = ("question end to end", "tokenising", "tokenising + one vector")
    found = [percentiles(times) for times in timed(acts, texts)]
    for name, (half, most) in zip(names, found, strict=False):
        print(f"{name:28} {half:8.2f} {most:8.2f}")
    if vectors is None:
        print("no sentence vectors on this machine: no floor to compare with")
        return
    (ours, ours_most), least = found[0], found[-1]
    print(f"{'ratio to the floor':28} {ours / least[0]:8.2f} {ours_most / least[1]:8.2f}", flush=True)


def floor(vectors: Vectors, tokens: Callable[[str], int], text: str) -> None:
    """The least that reading a question's meaning takes."""
    tokens(text)
    vectors.of(text)


async def memory(shot: Shot, sink_url: str, folder: str, short: bool) -> int:
    """Prints the resident memory of a bot at rest, warmed up and after many questions; returns failed requests."""
    warm, many = (300, 1_000) if short else (1_000, 10_000)
    command = (
        "-W",
        "ignore",
        "-m",
        "tests.bench.servers",
        "slack-ours",
        sink_url,
        f"sqlite:///{folder}/memory.sqlite3",
    )
    bot = await asyncio.create_subprocess_exec(
        sys.executable, *command, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.DEVNULL,
        env=os.environ | {"NO_PROXY": "*"},
    )  # fmt: skip
    assert bot.stdout is not None
    try:
        url = (await asyncio.wait_for(bot.stdout.readline(), 60)).decode().strip()
        await asyncio.sleep(2)  # the first tick
        held = [resident(bot.pid)]
        failed = await shoot(shot, url, warm)
        held.append(resident(bot.pid))
        failed += await shoot(shot, url, many - warm)
        held.append(resident(bot.pid))
    finally:
        bot.kill()
        await bot.wait()
    told = zip(("at rest", f"after {warm:,}", f"after {many:,} questions"), held, strict=True)
    print("\nmemory of serve, MiB resident: " + ", ".join(f"{name} {size:.0f}" for name, size in told), flush=True)
    print(f"growth from warmed up to the end: {(held[2] / held[1] - 1) * 100:+.1f}%", flush=True)
    return failed


def resident(process: int) -> float:
    """Resident memory of a process, in MiB."""
    return float(psutil.Process(process).memory_info().rss) / MIB


async def shoot(shot: Shot, url: str, number: int) -> int:
    """Asks so many questions from a few clients; returns how many failed."""
    left, failed = iter(range(number)), 0
    async with ClientSession(connector=TCPConnector(limit=CLIENTS)) as session:

        async def client() -> None:
            nonlocal failed
            for _ in left:
                failed += not await shot(session, url)

        await asyncio.gather(*(client() for _ in range(CLIENTS)))
    return failed
