"""`make bench`: bounded load on loopback, each cell a few seconds, ours and the floors in the same minute."""

import asyncio
import hashlib
import hmac
import itertools
import json
import os
import statistics
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

from aiohttp import ClientSession, TCPConnector, web

from tests.bench import drafts, meaning, sink
from tests.bench.meaning import Shot
from tests.bench.servers import SECRET, TENANT

QUESTIONS = [
    json.loads(line)["question"]
    for line in (Path(__file__).parent.parent / "data" / "samples" / "qa_sample.jsonl").read_text("utf-8").splitlines()
]
DRAFTS = drafts.texts(265, 30_000)
STEADY = {"check": 2}
"""Requests offered a second where it is not 50: a city hall of 3,000 checks a few drafts a minute."""
WARM_UP = 40
NUMBERS = itertools.count(int(time.time()) * 1000)


@dataclass(frozen=True)
class Cell:
    """What one measurement gave: answers a second, and milliseconds."""

    rate: float
    p50: float
    p99: float
    failed: int


async def slack_question(session: ClientSession, url: str) -> bool:
    """A mention in a channel."""
    number = next(NUMBERS)
    text = f"<@{sink.BOT}> {QUESTIONS[number % len(QUESTIONS)]}"
    event = {
        "type": "app_mention",
        "user": f"U{number % 20}",
        "text": text,
        "ts": f"{number}.0",
        "channel": f"C{number}",
    }
    body = {"type": "event_callback", "team_id": sink.TEAM, "event_id": f"Ev{number}", "event": event}
    return await _signed(session, url, json.dumps(body), "application/json")


async def slack_command(session: ClientSession, url: str) -> bool:
    """`/sns 質問 …`."""
    number = next(NUMBERS)
    text = f"質問 {QUESTIONS[number % len(QUESTIONS)]}"
    body = {
        "command": "/sns", "text": text, "team_id": sink.TEAM, "user_id": f"U{number % 20}", "channel_id": "C1",
        "trigger_id": f"t{number}", "response_url": "http://127.0.0.1:9/",
    }  # fmt: skip
    return await _signed(session, url, urlencode(body), "application/x-www-form-urlencoded")


async def slack_check(session: ClientSession, url: str) -> bool:
    """`/snscheck` with 280 characters, never the same twice; the findings are in the answer itself."""
    number = next(NUMBERS)
    body = {
        "command": "/snscheck", "text": f"{DRAFTS[number % len(DRAFTS)]}{number}", "team_id": sink.TEAM,
        "user_id": f"U{number % 20}", "channel_id": "C1", "trigger_id": f"t{number}",
        "response_url": "http://127.0.0.1:9/",
    }  # fmt: skip
    return await _signed(session, url, urlencode(body), "application/x-www-form-urlencoded")


async def _signed(session: ClientSession, url: str, body: str, kind: str) -> bool:
    now = str(int(time.time()))
    mac = hmac.new(SECRET.encode(), f"v0:{now}:{body}".encode(), hashlib.sha256).hexdigest()
    headers = {"X-Slack-Request-Timestamp": now, "X-Slack-Signature": f"v0={mac}", "Content-Type": kind}
    async with session.post(f"{url}/slack/events", data=body.encode(), headers=headers) as answer:
        await answer.read()
        return answer.status == 200


def teams_message(service: str, words: Callable[[int], str]) -> Shot:
    """A message in a personal chat."""

    async def shoot(session: ClientSession, url: str) -> bool:
        number = next(NUMBERS)
        user = f"user-{number % 20}"
        activity = {
            "type": "message", "id": f"m{number}", "channelId": "msteams", "serviceUrl": service,
            "text": words(number), "from": {"id": f"29:{user}", "aadObjectId": user, "name": "田中"},
            "recipient": {"id": "28:bot", "name": "SNS窓口"}, "channelData": {"tenant": {"id": TENANT}},
            "conversation": {"id": f"a:{user}", "conversationType": "personal", "tenantId": TENANT},
        }  # fmt: skip
        async with session.post(f"{url}/api/messages", json=activity) as answer:
            await answer.read()
            return answer.status == 200

    return shoot


async def closed(shot: Shot, url: str, concurrency: int, seconds: float) -> Cell:
    """As many as `concurrency` clients get through, each waiting for its answer."""
    async with ClientSession(connector=TCPConnector(limit=concurrency)) as session:
        for _ in range(WARM_UP):
            await shot(session, url)
        times: list[float] = []
        bad = itertools.count()
        end = time.perf_counter() + seconds

        async def client() -> None:
            while (begun := time.perf_counter()) < end:
                if not await shot(session, url):
                    next(bad)
                times.append(time.perf_counter() - begun)

        begun = time.perf_counter()
        await asyncio.gather(*(client() for _ in range(concurrency)))
        return _cell(times, time.perf_counter() - begun, next(bad))


async def offered(shot: Shot, url: str, rate: int, seconds: float) -> Cell:
    """`rate` requests a second, whether the earlier ones were answered or not."""
    async with ClientSession(connector=TCPConnector(limit=0)) as session:
        for _ in range(WARM_UP):
            await shot(session, url)
        times: list[float] = []
        bad = itertools.count()

        async def one(at: float) -> None:
            await asyncio.sleep(max(0.0, at - time.perf_counter()))
            if not await shot(session, url):
                next(bad)
            times.append(time.perf_counter() - at)

        begun = time.perf_counter() + 0.1
        await asyncio.gather(*(one(begun + number / rate) for number in range(int(rate * seconds))))
        return _cell(times, time.perf_counter() - begun, next(bad))


def _cell(times: list[float], seconds: float, failed: int) -> Cell:
    ranked = sorted(times)
    p99 = ranked[min(len(ranked) - 1, int(len(ranked) * 0.99))]
    return Cell(len(times) / seconds, statistics.median(ranked) * 1000, p99 * 1000, failed)


@asynccontextmanager
async def server(kind: str, sink_url: str, folder: str) -> AsyncIterator[str]:
    """One bot in a process of its own."""
    database = f"sqlite:///{folder}/{kind}.sqlite3"
    command = (sys.executable, "-W", "ignore", "-m", "tests.bench.servers", kind, sink_url, database)
    process = await asyncio.create_subprocess_exec(
        *command, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.DEVNULL, env=os.environ | {"NO_PROXY": "*"}
    )
    assert process.stdout is not None
    try:
        yield (await asyncio.wait_for(process.stdout.readline(), 30)).decode().strip()
    finally:
        process.kill()
        await process.wait()


async def measure(name: str, shot: Shot, urls: list[str], levels: tuple[int, ...], seconds: float) -> int:
    """Prints a row for each number of clients; returns how many requests failed."""
    failed = 0
    for level in levels:
        own, floor, kept = [await closed(shot, url, level, seconds) for url in urls]
        failed += own.failed + floor.failed + kept.failed
        rates = f"{own.rate:8.0f} {floor.rate:8.0f} {kept.rate:8.0f} {own.rate / kept.rate:6.2f}"
        print(f"{name:16} {level:7} {rates} {own.p50:7.1f} {own.p99:7.1f}", flush=True)
    return failed


async def main(short: bool) -> int:
    """Prints the table; 1 if any request failed."""
    seconds, levels = (1.0, (16,)) if short else (3.0, (1, 16, 64))
    runner = web.AppRunner(sink.application(), access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    sink_url = f"http://127.0.0.1:{runner.addresses[0][1]}"
    words = teams_message(f"{sink_url}/teams/", lambda number: "条文 5-(1)")
    asking = teams_message(f"{sink_url}/teams/", lambda number: QUESTIONS[number % len(QUESTIONS)])
    shots: list[tuple[str, str, Shot]] = [
        ("slack", "question", slack_question), ("slack", "command", slack_command), ("slack", "check", slack_check),
        ("teams", "question", asking), ("teams", "command", words),
    ]  # fmt: skip
    failed = 0
    heads = ("", "clients", "ours/s", "bare/s", "insert/s", "ratio", "p50 ms", "p99 ms")
    print("{:16} {:>7} {:>8} {:>8} {:>8} {:>6} {:>7} {:>7}".format(*heads))
    with tempfile.TemporaryDirectory() as folder:
        for platform in ("slack", "teams"):
            async with AsyncExitStack() as stack:
                kinds = (f"{platform}-{what}" for what in ("ours", "bare", "insert"))
                urls = [await stack.enter_async_context(server(kind, sink_url, folder)) for kind in kinds]
                for name, shot in ((name, shot) for door, name, shot in shots if door == platform):
                    failed += await measure(f"{platform} {name}", shot, urls, levels, seconds)
                    await asyncio.sleep(2 if short else 5)  # lets the outbox drain
                    rate = STEADY.get(name, 50)
                    steady = await offered(shot, urls[0], rate, 2 if short else 20)
                    failed += steady.failed
                    told = f"{rate} offered/s: p50 {steady.p50:.1f} ms, p99 {steady.p99:.1f} ms"
                    print(f"{platform + ' ' + name:16} {told}")
    with tempfile.TemporaryDirectory() as folder:
        failed += await meaning.memory(slack_question, sink_url, folder, short)
    await runner.cleanup()
    meaning.main(short)
    drafts.main(short)
    print(f"failed requests: {failed}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(asyncio.run(main("short" in sys.argv[1:])))
