"""A draft that takes long to read: the rules' findings come first, the learned reader's follow, through every door."""

import asyncio
import threading
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from guideline.check import Checker
from guideline.finding import Context, Suspects, Suspicion
from handlers.desk import Desk
from storage import checks
from storage.check_tables import DraftCheck, Receipt, Review
from storage.tables import LogEntry
from tests.conftest import fresh_database
from tests.doors import House, house
from tests.test_checking import filled, met, rows

PHONE = "お悔やみです。ご遺族の携帯は090-1234-5678です。"
DULL = "本日の会議室の予約は終わりました。"
READING = "文章の読み取りを続けています。終わりしだい、この確認の結果を更新します。"
EXAMPLE = "架空の例文"


class Slow:
    """A reader that reads when it is let, and then suspects the whole text of 5-(2). `begun` are the texts."""

    def __init__(self) -> None:
        self.may, self.begun, self.fails = threading.Event(), list[str](), False

    def suspicions(self, text: str, context: Context) -> Sequence[Suspicion]:
        """Waits until it may."""
        self.begun.append(text)
        if not self.may.wait(60):
            raise TimeoutError
        if self.fails:
            raise OSError("a reader that fails")
        return (Suspicion("5-(2)", 0, len(text), 0.9, EXAMPLE),)


def use(checker: Checker, suspects: Suspects) -> None:
    """Puts another reader in the place of the one that learned."""
    object.__setattr__(checker, "suspects", suspects)


@pytest.fixture(autouse=True)
def _short_patience(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("handlers.checking.PATIENCE", 0.05)


@contextmanager
def slow(desk: Desk) -> Iterator[Slow]:
    """A slow reader; it is let go at the end, whatever happens."""
    reader = Slow()
    use(desk.checker, reader)
    try:
        yield reader
    finally:
        reader.may.set()


async def draft(town: House) -> tuple[DraftCheck, bool]:
    """The one check, and whether it is still being read."""

    def look(session: Session) -> tuple[DraftCheck, bool]:
        row = session.execute(select(DraftCheck)).scalar_one()
        return row, checks.is_unread(session, row)

    return await town.program.database.read(look)


async def acts(town: House) -> list[str]:
    """The names of what was logged, without how people came."""
    return [one.act for one in await rows(town, LogEntry) if one.act.startswith("draft")]


async def read_on(town: House) -> None:
    """Waits until nothing is being followed any more."""
    following = town.program.desk.readings._following
    await asyncio.gather(*following.values(), return_exceptions=True)


async def newest(town: House, room: str = "") -> list[str]:
    """What the author sees of checks."""
    return [text for text in await town.chat.read("tanaka", room) if "投稿前チェック：" in text]


async def twice(town: House) -> None:
    """The rules first; then both, in place of the first, once."""
    with slow(town.program.desk) as reader:
        await town.chat.check("tanaka", PHONE)
        first = await town.chat.sees("tanaka", READING)
        assert "「090-1234-5678」" in first
        assert "確認の途中" in first
        assert EXAMPLE not in first
        row, unread = await draft(town)
        assert (unread, row.clauses) == (True, ["5-(12)"])
        reader.may.set()
        done = await town.chat.sees("tanaka", EXAMPLE)
        assert READING not in done
        assert "「090-1234-5678」" in done
        row, unread = await draft(town)
        assert (unread, set(row.clauses)) == (False, {"5-(12)", "5-(2)"})
        assert reader.begun == [PHONE]
    await town.program.tick()
    await read_on(town)
    assert await acts(town) == ["draft checked", "draft read"]


async def test_the_rules_come_first_and_the_rest_replaces_the_card(town: House) -> None:
    """In the conversation with the bot the author has one card, which is complete in the end."""
    await twice(town)
    shown = await newest(town)
    assert len(shown) == 1
    assert READING not in shown[0]


async def test_the_same_on_postgresql(town_on_postgres: House) -> None:
    """Both databases get every feature."""
    await twice(town_on_postgres)


async def test_a_fast_reader_gives_one_complete_card(town: House) -> None:
    """Nothing is said of reading on."""
    with slow(town.program.desk) as reader:
        reader.may.set()
        await town.chat.check("tanaka", PHONE)
        done = await town.chat.sees("tanaka", EXAMPLE)
        assert "「090-1234-5678」" in done
        assert READING not in done
        assert (await draft(town))[1] is False
    assert await acts(town) == ["draft checked"]


async def test_in_a_room_the_rest_comes_as_a_private_answer(town: House) -> None:
    """Nobody else sees either card."""
    with slow(town.program.desk) as reader:
        await town.chat.check("tanaka", PHONE, "zencho")
        await _seen_anywhere(town, READING)
        reader.may.set()
        await town.chat.sees("tanaka", EXAMPLE)
    assert not [text for text in await town.chat.read("yamamoto", "zencho") if "出典" in text]


async def _seen_anywhere(town: House, text: str) -> None:
    """Teams has no private answers in rooms: there they come in the conversation with the bot."""
    await town.chat.sees("tanaka", text, "" if town.chat.name == "teams" else "zencho")


async def test_no_procedure_begins_before_it_is_read(town: House) -> None:
    """Pressing says so; afterwards it goes on."""
    with slow(town.program.desk) as reader:
        await filled(town, DULL, to_the_end=False)
        await town.chat.sees("tanaka", READING)
        await town.chat.press("tanaka", "手続に進む")
        await town.chat.sees("tanaka", "文章の読み取りが終わっていません")
        assert await rows(town, Review) == []
        assert await rows(town, Receipt) == []
        reader.may.set()
        await town.chat.sees("tanaka", EXAMPLE)
        await town.chat.press("tanaka", "手続に進む")
        await town.chat.sees("tanaka", "事実の告知の手続")


async def test_a_reading_of_an_older_text_is_dropped(town: House) -> None:
    """Rewritten while it was read: only the new text's findings are added, and nothing is called settled unread."""
    with slow(town.program.desk) as reader:
        await filled(town, PHONE, to_the_end=False)
        await town.chat.sees("tanaka", READING)
        await town.chat.press("tanaka", "書き直す")
        await town.chat.fill("tanaka", {"下書き": DULL}, "もう一度確認する")
        moved = await town.chat.sees("tanaka", "下の新しいカードに移りました")
        assert "✔ 解消：5-(12)" in moved
        row, unread = await draft(town)
        assert (row.version, unread, row.clauses) == (2, True, [])
        reader.may.set()
        done = await town.chat.sees("tanaka", EXAMPLE)
        assert f"「{DULL}」" in done
        assert "090" not in done
        await read_on(town)
        row, unread = await draft(town)
        assert (unread, row.clauses) == (False, ["5-(2)"])
    assert await acts(town) == ["draft checked", "draft rewritten", "draft read"]


async def test_a_draft_dropped_while_it_is_read_stays_dropped(town: House) -> None:
    """Nothing of it comes back."""
    with slow(town.program.desk) as reader:
        await filled(town, PHONE, to_the_end=False)
        await town.chat.sees("tanaka", READING)
        await town.chat.press("tanaka", "終わる（下書きを消す）")
        await town.chat.sees("tanaka", "投稿前チェックを終わりました")
        reader.may.set()
        await read_on(town)
    assert await acts(town) == ["draft checked", "draft dropped"]
    assert (await rows(town, DraftCheck))[0].state == "dropped"


async def test_a_tick_takes_up_what_a_crash_left(town: House) -> None:
    """Two ticks at once add it once; before that the check stays marked."""
    with slow(town.program.desk) as reader:
        await town.chat.check("tanaka", PHONE)
        await town.chat.sees("tanaka", READING)
        await town.program.desk.readings.leave()
        reader.may.set()
        assert (await draft(town))[1] is True
        await asyncio.gather(town.program.tick(), town.program.tick())
        await town.chat.sees("tanaka", EXAMPLE)
        await read_on(town)
        await town.program.tick()
        await read_on(town)
    assert await acts(town) == ["draft checked", "draft read"]


@asynccontextmanager
async def again(url: str, folder: Path) -> AsyncIterator[House]:
    """The bot started anew on the same database."""
    async with house("web", url, folder) as town:
        yield town


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
async def test_a_new_process_takes_up_what_another_left(
    kind: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    """The draft is in its payload, so that nothing is asked again."""
    async with fresh_database(request, kind, tmp_path) as url:
        async with again(url, tmp_path) as town:
            with slow(town.program.desk):
                await town.chat.check("tanaka", PHONE, "zencho")
                await town.chat.sees("tanaka", READING, "zencho")
                await town.program.desk.readings.leave()
        async with again(url, tmp_path) as town:
            with slow(town.program.desk) as reader:
                reader.may.set()
                await town.program.tick()
                await town.chat.sees("tanaka", EXAMPLE)
            assert (await draft(town))[1] is False
            assert await acts(town) == ["draft checked", "draft read"]


async def test_a_failing_reader_leaves_the_check_marked(
    tmp_path: Path, request: pytest.FixtureRequest, caplog: pytest.LogCaptureFixture
) -> None:
    """It is logged without the text, and the next tick tries again."""
    async with fresh_database(request, "sqlite", tmp_path) as url, again(url, tmp_path) as town:
        with slow(town.program.desk) as reader:
            await town.chat.check("tanaka", PHONE)
            await town.chat.sees("tanaka", READING)
            reader.fails = True
            reader.may.set()
            await read_on(town)
            assert (await draft(town))[1] is True
            assert "could not be read by example" in caplog.text
            assert "090" not in caplog.text
            reader.fails = False
            await town.program.tick()
            await town.chat.sees("tanaka", EXAMPLE)


async def test_a_superior_who_is_asked_sees_what_is_read_later(town: House) -> None:
    """On hold, rewritten, and read: the request follows the draft each time."""
    await met(town, "yamamoto")
    with slow(town.program.desk) as reader:
        reader.may.set()
        await filled(town, PHONE)
        await town.chat.sees("tanaka", EXAMPLE)
        await town.chat.press("tanaka", "上司に相談")
        await town.chat.fill("tanaka", {"迷っていること": "出してよいか迷っています。"}, "相談する")
        await town.chat.sees("yamamoto", "出してよいか迷っています。")
        reader.may.clear()
        await town.chat.press("tanaka", "書き直す")
        await town.chat.fill("tanaka", {"下書き": DULL}, "もう一度確認する")
        waiting = await town.chat.sees("yamamoto", READING)
        assert DULL in waiting
        reader.may.set()
        asked = await town.chat.sees("yamamoto", "確認 1件")
        assert DULL in asked
        assert READING not in asked
