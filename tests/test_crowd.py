"""Many questions at once: nobody waits for sentence vectors longer than a platform waits for the bot."""

import asyncio
import threading

from bot.settings import GUIDELINE
from guideline import ask, clauses
from guideline.ask import Answer, Reader
from handlers.readings import QUESTIONS_MOST, Readings

QUESTION = "昼休みに自分のインスタを更新していい？"


class Held:
    """A reader whose sentence vectors do not come before they are let go."""

    def __init__(self, reader: Reader) -> None:
        self.reader, self.go = reader, threading.Event()
        self.by_words = 0

    def answer(self, question: str, semantic: bool = True) -> Answer:
        """The reader's own answer."""
        if semantic:
            assert self.go.wait(30)
        else:
            self.by_words += 1
        return self.reader.answer(question, semantic)


async def test_a_crowd_is_answered_by_words() -> None:
    """Those who wait for a vector are answered when their patience is over, the others at once; then all is well."""
    reader = Held(ask.load_reader(GUIDELINE, clauses.load(GUIDELINE)))
    readings = Readings()
    try:
        found = await asyncio.gather(*(readings.answer(reader, QUESTION) for _ in range(30)))  # type: ignore[arg-type]
        assert reader.by_words == 30
        assert {one.clauses[0] for one in found} == {reader.reader.answer(QUESTION, False).clauses[0]}
        reader.go.set()
        for _ in range(1_000):
            await asyncio.sleep(0.01)
            if not readings._asked:
                break
        again = await readings.answer(reader, QUESTION)  # type: ignore[arg-type]
        assert again == reader.reader.answer(QUESTION)
        assert reader.by_words == 30
    finally:
        reader.go.set()
        await readings.stop()


async def test_no_more_wait_than_can_be_served() -> None:
    """The next one does not stand in line."""
    reader = Held(ask.load_reader(GUIDELINE, clauses.load(GUIDELINE)))
    readings = Readings()
    try:
        waiting = [asyncio.ensure_future(readings.answer(reader, QUESTION)) for _ in range(QUESTIONS_MOST)]  # type: ignore[arg-type]
        await asyncio.sleep(0)
        await readings.answer(reader, QUESTION)  # type: ignore[arg-type]
        assert (reader.by_words, any(one.done() for one in waiting)) == (1, False)
        reader.go.set()
        await asyncio.gather(*waiting)
        assert reader.by_words == 1
    finally:
        reader.go.set()
        await readings.stop()
