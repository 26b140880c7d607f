"""The playground's memory: rooms, messages with an end, windows that keep up or begin anew."""

from datetime import UTC, datetime

from bot.web_board import BEHIND, KEPT, Board
from bot.web_rooms import Room, people, rooms
from cards.model import Card, Text
from guideline.organisation import Organisation


async def test_a_room_keeps_its_newest_messages_only() -> None:
    """Memory has an end; so have the windows' lists."""
    board = Board(lambda: {"a": Room("a", "A", ("tanaka",))})
    with board.listening("tanaka", lambda: {}) as window:
        for count in range(KEPT + 5):
            board.add("a", datetime.now(UTC), author="tanaka", text=str(count))
        gone = [window.updates.get_nowait() for _ in range(window.updates.qsize())]
    assert [one.text for one in board.visible("tanaka")] == [str(count) for count in range(5, KEPT + 5)]
    assert sum(1 for update in gone if update and update.get("type") == "gone") == 5


async def test_a_window_that_does_not_keep_up_is_cut_off() -> None:
    """It connects again and fetches everything, so nothing is lost and memory stays small."""
    board = Board(dict)
    with board.listening("tanaka", lambda: {}) as window:
        for _ in range(BEHIND + 1):
            board.tell({"type": "clock"})
        assert window.updates.get_nowait() is None


async def test_a_changed_message_keeps_its_place_and_is_no_news() -> None:
    """An edit shows in place, and nobody's unread count grows."""
    board = Board(lambda: {"a": Room("a", "A", ("tanaka",))})
    first = board.add("a", datetime.now(UTC), card=Card(title="前"), mark="1")
    board.add("a", datetime.now(UTC), card=Card(title="次"))
    board.read("tanaka", "a", 2)
    board.change(first.id, Card(title="後", parts=(Text(text="済"),)))
    assert [one.card.title for one in board.visible("tanaka") if one.card] == ["後", "次"]
    assert board.unread("tanaka") == {}


def test_everybody_has_their_own_conversation_and_the_rooms_of_their_office(people: Organisation) -> None:
    """The demo organisation gives each office's people their room."""
    known = rooms(people)
    members = {id_: room.members for id_, room in known.items() if not room.direct}
    assert members.pop("zencho") == tuple(played(people))
    assert members == {"hisho-koho": ("kubo",), "kiki-kanri": ("fujii",), "joho-seisaku": ("mori", "hayashi")}
    assert [room.members for room in known.values() if room.direct] == [(who,) for who in played(people)]


def played(organisation: Organisation) -> list[str]:
    """The accounts that can be played."""
    return list(people(organisation))
