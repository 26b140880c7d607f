"""The outbox's worker: nothing lost, order kept, nobody held up by somebody else's room."""

import asyncio
import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import select

from bot import ways
from bot.door import CannotPost
from bot.pace import Pace
from bot.sender import Sender
from cards.model import Card, Place
from storage import outbox, payloads
from storage.database import Database
from storage.outbox import Leased, Way
from storage.tables import Outbox

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


class Wire:
    """Where the wire ends: takes cards, or does what it is told to instead."""

    platform = "web"
    lag: float | None = 0.0

    def __init__(self) -> None:
        self.posted: list[tuple[str, bool]] = []
        self.marks: list[str] = []
        self.edited: list[tuple[str, str, str]] = []
        self.trouble: dict[str, Callable[[], Any]] = {}

    def routes(self) -> list[Any]:
        """None."""
        return []

    async def start(self) -> None:
        """Nothing to open."""

    async def stop(self) -> None:
        """Nothing to close."""

    async def post(self, place: Place, card: Card, mark: str, again: bool = False) -> tuple[str, str]:
        """Takes a card, unless there is trouble with its title."""
        if card.title in self.trouble:
            await self.trouble[card.title]()
        self.posted.append((card.title, again))
        self.marks.append(mark)
        return place.channel, f"m{mark}"

    async def find(self, place: Place, mark: str) -> tuple[str, str] | None:
        """Whether a mark was taken before."""
        return next(((place.channel, f"m{one}") for one in self.marks if one == mark), None)

    async def edit(self, channel: str, message: str, card: Card, place: Place) -> None:
        """Takes an edit."""
        self.edited.append((channel, message, card.title))


async def put(database: Database, *titles: str, thread: str = "", edits: int | None = None) -> list[int]:
    """Rows with cards of these titles."""

    def fill(session: Any) -> list[int]:
        rows = []
        for title in titles:
            kept = payloads.keep(session, "card", title, Card(title=title).model_dump(mode="json"), NOW)
            place = Place(platform="web", team="t", channel="c").model_dump()
            rows.append(
                outbox.enqueue(
                    session, place=place, platform="web", payload_id=kept.id, at=NOW, thread=thread, edits=edits
                )
            )
        return rows

    return await database.write(fill)


async def states(database: Database) -> list[tuple[str, str | None]]:
    """State and error of each row, in order."""
    query = select(Outbox).order_by(Outbox.id)
    rows = await database.read(lambda session: session.execute(query).scalars().all())
    return [(row.state, row.error) for row in rows]


def raising(error: Exception) -> Callable[[], Any]:
    """Trouble that raises."""

    async def act() -> None:
        raise error

    return act


async def test_a_thread_is_posted_in_its_order_and_edited_where_it_stands(database: Database) -> None:
    """The edit of a message waits until the message has its id."""
    wire = Wire()
    first, _ = await put(database, "一", "二", thread="t")
    await put(database, "一（済）", thread="t", edits=first)
    sender = Sender(database, {"web": wire})
    while await sender.work():
        pass
    assert wire.posted == [("一", False), ("二", False)]
    assert wire.edited == [("c", f"m{first}", "一（済）")]


async def test_a_platform_that_is_down_loses_nothing(database: Database) -> None:
    """The row waits, and the next try knows that an earlier one may have been accepted."""
    wire = Wire()
    wire.trouble["一"] = raising(CannotPost("away", 0.1, ambiguous=True))
    await put(database, "一")
    sender = Sender(database, {"web": wire})
    await sender.work()
    assert await states(database) == [("waiting", "away")]
    wire.trouble.clear()
    await asyncio.sleep(0.15)
    await sender.work()
    assert wire.posted == [("一", True)]
    assert await states(database) == [("sent", None)]


async def test_what_can_never_be_posted_is_given_up_with_its_reason(database: Database) -> None:
    """And what stands behind it in the thread goes on."""
    wire = Wire()
    wire.trouble["一"] = raising(CannotPost("channel_not_found"))
    await put(database, "一", "二", thread="t")
    sender = Sender(database, {"web": wire})
    while await sender.work():
        pass
    assert await states(database) == [("dead", "channel_not_found"), ("sent", None)]


async def test_a_slow_room_does_not_leave_the_others_unmarked(database: Database) -> None:
    """What is posted is marked within a moment, whatever else the batch waits for."""
    wire, slow = Wire(), asyncio.Event()
    wire.trouble["遅い"] = slow.wait
    await put(database, "遅い")
    await put(database, "速い")
    working = asyncio.create_task(Sender(database, {"web": wire}).work())
    for _ in range(50):
        await asyncio.sleep(0.05)
        if ("sent", None) in await states(database):
            break
    assert await states(database) == [("waiting", None), ("sent", None)]
    slow.set()
    assert await working == 2


async def test_a_fault_of_ours_in_one_card_does_not_hold_up_the_others(database: Database) -> None:
    """It is logged and tried again later."""
    wire = Wire()
    wire.trouble["一"] = raising(KeyError("x"))
    await put(database, "一")
    await put(database, "二")
    await Sender(database, {"web": wire}).work()
    assert await states(database) == [("waiting", "internal error"), ("sent", None)]


async def test_a_blanked_card_is_never_posted(database: Database) -> None:
    """Its text is gone: there is nothing left to say."""
    wire = Wire()
    await put(database, "一")
    await database.write(lambda session: payloads.blank(session, "一", NOW))
    await Sender(database, {"web": wire}).work()
    assert wire.posted == []
    assert (await states(database))[0][0] == "dead"


async def test_a_row_for_a_door_that_is_shut_waits(database: Database) -> None:
    """Until somebody configures that platform."""
    await put(database, "一")
    await Sender(database, {}).work()
    assert await states(database) == [("waiting", "no door to web")]


async def test_a_newer_edit_takes_the_place_of_one_that_waits(database: Database) -> None:
    """A card that changes five times in a moment is written once."""
    wire = Wire()
    (first,) = await put(database, "一", thread="t")
    for at in range(5):
        await put(database, f"一（{at}）", thread="card", edits=first)
    sender = Sender(database, {"web": wire})
    await sender.work()
    assert [title for _, _, title in wire.edited] == ["一（4）"]


def test_a_room_that_says_too_fast_gets_one_post_a_second_and_others_are_not_slowed() -> None:
    """Each row waits for its own slot, in the order in which they came; one that has waited is not sent to the end."""
    pace = Pace()
    busy, calm = ("slack", "C1"), ("slack", "C2")
    waits = [pace.refused(busy, row, 1.0) for row in range(3)]
    assert [round(wait) for wait in waits] == [1, 2, 3]
    wait, come_again = pace.turn(busy, 9)
    assert (round(wait), come_again) == (4, True)
    assert pace.turn(calm, 10) == (0.0, False)
    assert round(pace.refused(busy, 2, 1.0)) == 1


async def test_a_crowd_in_one_room_goes_out_at_the_platforms_rate(database: Database) -> None:
    """Six posts into a room that takes one a second: nobody is refused over and over."""
    wire, last, refused = Wire(), [0.0], [0]

    async def limited() -> None:
        now = time.monotonic()
        if now - last[0] < 1.0:
            refused[0] += 1
            raise CannotPost("429", 1.0, limited=True)
        last[0] = now

    titles = [f"一{at}" for at in range(6)]
    wire.trouble = dict.fromkeys(titles, limited)
    for title in titles:
        await put(database, title)
    sender, began = Sender(database, {"web": wire}), time.monotonic()
    await sender.start()
    while len(wire.posted) < len(titles):
        assert time.monotonic() - began < 12
        await asyncio.sleep(0.05)
    await sender.stop()
    assert time.monotonic() - began < 8
    assert refused[0] <= len(titles)


@pytest.mark.parametrize(
    ("failure", "lag", "expected"),
    [
        (CannotPost("gone"), 6.0, (0.1, 1, False)),
        (CannotPost("away", 1.0), 6.0, (0.1, 1, False)),
        (CannotPost("lost", 1.0, ambiguous=True), 6.0, (6.0, None, True)),
        (CannotPost("lost", 1.0, ambiguous=True), None, (1.0, None, True)),
        (CannotPost("429", 3.0, limited=True), 6.0, (3.0, None, False)),
        (CannotPost("429", 3.0, limited=True), None, (3.0, None, True)),
        (CannotPost("429", 30.0, limited=True), 6.0, (0.1, 1, False)),
    ],
    ids=["gone", "twice away", "doubtful", "doubtful and not to be asked", "soon", "soon, doubt stays", "not soon"],
)
def test_what_follows_a_failure(failure: CannotPost, lag: float | None, expected: tuple[Any, ...]) -> None:
    """The same place again, or the next way; doubt ends only where the platform was asked."""
    places = tuple(Way("slack", {"channel": name}) for name in ("C1", "C2"))
    row = Leased(1, "slack", {}, {}, 2, None, "notice", places, 0, 2, True)
    result = ways.after(row, failure, lag)
    assert (result.wait, result.way, result.unsure) == expected
