"""The learned readers at work on questions and drafts, off the event loop, and what follows when one is done."""

import asyncio
import logging
from collections.abc import Callable, Coroutine, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from guideline.ask import Answer, Reader
from guideline.check import Checker
from guideline.finding import Context, Suspicion

log = logging.getLogger(__name__)

PATIENCE = 0.5
"""Seconds for which an answer waits for the learned reader: Slack waits for 3 in all, and tokenising, the rules and
the transaction come after it."""
AT_ONCE = 2
"""Drafts read side by side. Sentence vectors are made one after the other anyway."""

QUESTIONS_MOST = 4
"""Questions that wait for their sentence vector (30 ms each, one after the other). A platform waits for seconds only:
whoever asks in a crowd that is larger is answered by the words of the question alone, at once."""

Suspected = Sequence[Suspicion]


class Readings:
    """One for each program. Used from its event loop only."""

    def __init__(self) -> None:
        # A pool of its own: slow readings must not take the threads in which the rules are applied.
        self._pool = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="reading")
        self._questions = ThreadPoolExecutor(1, thread_name_prefix="asked")
        self._asked = 0
        self._under_way: dict[tuple[str | None, str], asyncio.Future[Suspected]] = {}
        self._following: dict[str, asyncio.Task[None]] = {}

    async def answer(self, reader: Reader, question: str) -> Answer:
        """What a reader answers: with a sentence vector where that takes no longer than `PATIENCE`, else without."""
        if self._asked < QUESTIONS_MOST:
            self._asked += 1
            asked = asyncio.get_running_loop().run_in_executor(self._questions, reader.answer, question)
            asked.add_done_callback(self._answered)
            done, _ = await asyncio.wait({asked}, timeout=PATIENCE)
            if done:
                return asked.result()
        return await asyncio.to_thread(reader.answer, question, False)

    def _answered(self, asked: asyncio.Future[Answer]) -> None:
        self._asked -= 1
        if not asked.cancelled() and (error := asked.exception()) is not None:
            log.error("a question could not be read", exc_info=error)

    async def of(self, checker: Checker, text: str, told: Context, patience: float | None = None) -> Suspected | None:
        """What the reader suspects; None if that takes longer than `patience` seconds (None: however long)."""
        known = checker.recall(text, told)
        if known is not None:
            return known
        reading = self._begun(checker, text, told)
        done, _ = await asyncio.wait({reading}, timeout=patience)
        return reading.result() if done else None

    def _begun(self, checker: Checker, text: str, told: Context) -> asyncio.Future[Suspected]:
        """The reading of a text, the same one for everybody who waits for it."""
        key = (told.capacity, text)
        reading = self._under_way.get(key)
        if reading is None:
            reading = asyncio.get_running_loop().run_in_executor(self._pool, checker.read, text, told)
            self._under_way[key] = reading
            reading.add_done_callback(lambda done: self._ended(key, done))
        return reading

    def _ended(self, key: tuple[str | None, str], reading: asyncio.Future[Suspected]) -> None:
        self._under_way.pop(key, None)
        if not reading.cancelled() and (error := reading.exception()) is not None:
            log.error("a draft could not be read by example", exc_info=error)

    def follow(self, name: str, act: Callable[[], Coroutine[Any, Any, None]], anew: bool = True) -> None:
        """Runs `act` in the background; of one name only the newest, or with `anew` False the one that runs."""
        before = self._following.get(name)
        if before is not None and not anew:
            return
        if before is not None:
            before.cancel()
        task = asyncio.create_task(act())
        self._following[name] = task
        task.add_done_callback(lambda done: self._followed(name, done))

    def _followed(self, name: str, task: asyncio.Task[None]) -> None:
        if self._following.get(name) is task:
            del self._following[name]
        if not task.cancelled() and (error := task.exception()) is not None:
            log.error("a reading could not be added to its check; the next tick tries again", exc_info=error)

    async def leave(self) -> None:
        """Gives up what follows readings; the checks stay marked, and a tick takes them up."""
        tasks = list(self._following.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def stop(self) -> None:
        """The same for good. A reading under way is not waited for."""
        await self.leave()
        for pool in (self._pool, self._questions):
            pool.shutdown(wait=False, cancel_futures=True)
