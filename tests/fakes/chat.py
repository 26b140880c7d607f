"""What a person can do on any platform, so that one conversation test runs through every door."""

from typing import Protocol


class Chat(Protocol):
    """A platform seen by its users. People are named by the ids of the demo organisation ("tanaka").

    `room` is "" for the person's direct conversation with the bot, else a room's name such as
    "joho-seisaku" (an office's channel in the organisation) or "zencho" (a room for everybody).
    Every method waits until the platform took what was done, or raises AssertionError after some seconds.
    """

    name: str

    async def say(self, who: str, text: str, room: str = "", thread: str = "") -> None:
        """Writes a direct message, or mentions the bot in a room, or (with `thread`, a text that stands in
        the thread's first message) answers in a thread: without mention where the platform delivers that,
        with it where it must be mentioned."""

    async def command(self, who: str, text: str, room: str = "") -> None:
        """`/sns text` where there are slash commands, the words said to the bot where there are none."""

    async def check(self, who: str, text: str = "", room: str = "") -> None:
        """`/snscheck text` where there are slash commands, 「チェック text」 said to the bot where there are none."""

    async def attach(self, who: str, name: str, data: bytes, text: str = "") -> None:
        """Sends a file in the direct conversation, with a text beside it."""

    async def shortcut(self, who: str, action: str, text: str, room: str = "") -> None:
        """Chooses `action` from the menu of the newest message that contains `text`."""

    async def press(self, who: str, label: str, room: str = "", values: dict[str, str] | None = None) -> None:
        """Presses the newest button with this label that the person sees in this conversation, after filling
        inputs of the same message (label of the input → value; a choice by its option's label)."""

    async def fill(self, who: str, values: dict[str, str], submit: str) -> None:
        """Fills the open dialog (label of the input → value; a choice by its option's label) and presses `submit`.

        A dialog that the platform opens only by a press (「入力画面を開く」) is opened first.
        """

    async def sees(self, who: str, text: str, room: str = "") -> str:
        """Waits until a message visible to the person in this conversation contains `text`; returns all
        words of the newest such message, one part a line, as a reader would read it."""

    async def dialog(self, who: str) -> str:
        """All words of the dialog that is open for the person, "" if none is."""

    async def read(self, who: str, room: str = "") -> list[str]:
        """Every message that the person sees in this conversation now, oldest first."""
