"""What a person did, told the same way by every door: frozen data, no I/O."""

import hashlib
import unicodedata
from dataclasses import dataclass, field
from typing import Literal

from cards.model import Place, Where

KEPT_CONTROLS = "\n\t"
NAME_MAX = 80


def clean(text: str) -> str:
    """The text without what no store or renderer can hold.

    Surrogate pairs become their character, lone surrogates (broken JSON escapes) U+FFFD; control characters
    other than line breaks and tabs are dropped; line ends become \n. Zero-width and bidirectional marks
    stay: the check reports them.
    """
    text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(c for c in text if c in KEPT_CONTROLS or unicodedata.category(c) != "Cc")


def one_line(name: str) -> str:
    """A name as it may stand on a card: nothing that turns the writing around, hides, or breaks the line."""
    seen = "".join(" " if unicodedata.category(c) in ("Zl", "Zp", "Cc") else c for c in clean(name))
    return " ".join("".join(c for c in seen if unicodedata.category(c) != "Cf").split())[:NAME_MAX]


@dataclass(frozen=True)
class Sender:
    """Who acted, as the platform vouches for them. The name is what they call themselves there.

    `mail` is the Slack e-mail address or the Teams user principal name, "" when unknown. A `guest` is
    somebody whose address the workspace or tenant does not vouch for.
    """

    platform: str
    team: str
    user: str
    name: str = ""
    mail: str = ""
    guest: bool = False

    def __post_init__(self) -> None:
        object.__setattr__(self, "name", one_line(self.name))


@dataclass(frozen=True)
class Event:
    """What all events have.

    `delivery` is the platform's id of this event, the same at each redelivery. `place` is the
    conversation. `answers` are the ways in which the door can answer on the event's own response;
    replies that go another way are posted through the outbox.
    """

    delivery: str
    sender: Sender
    place: Place
    answers: frozenset[Where] = frozenset()

    @property
    def delivery_key(self) -> str:
        """The first key against doubles: platform, team and delivery id."""
        return f"{self.sender.platform}:{self.sender.team}:{self.delivery}"

    @property
    def nonce(self) -> str:
        """The second key against doubles; "" where the event has no effectful button."""
        return ""


FILES_MOST = 5
FILE_BYTES = 20_000_000
"""Bytes of one file that are read at all."""

BY_CLOCK = Event("", Sender("clock", "", "clock"), Place(platform="clock", team=""))
"""What stands in an event's place when the clock acts and nobody asked."""


@dataclass(frozen=True)
class Attached:
    """A file that came with a message. `data` is None when it was too large or could not be fetched; `fault` why."""

    name: str
    data: bytes | None
    fault: str = ""


@dataclass(frozen=True)
class Said(Event):
    """Words: a command, a mention, a direct message, or a message in a thread that the bot began."""

    text: str = ""
    how: Literal["command", "mention", "direct", "thread"] = "direct"
    command: str = ""
    files: tuple[Attached, ...] = ()

    def __post_init__(self) -> None:
        object.__setattr__(self, "text", clean(self.text))


@dataclass(frozen=True)
class FormSent(Event):
    """A press of a button, with the values of the inputs of its card (input id → text)."""

    action: str = ""
    value: str = ""
    press: str = ""
    inputs: dict[str, str] = field(default_factory=dict)
    files: tuple[Attached, ...] = ()

    def __post_init__(self) -> None:
        object.__setattr__(self, "inputs", {key: clean(value) for key, value in self.inputs.items()})
        for name in ("action", "value", "press"):
            object.__setattr__(self, name, clean(getattr(self, name)))

    @property
    def nonce(self) -> str:
        """The nonce of the button pressed, bound to what the button does: a made-up one takes nothing from others."""
        if not self.press:
            return ""
        return hashlib.sha256(f"{self.action}\n{self.value}\n{self.press}".encode()).hexdigest()


@dataclass(frozen=True)
class HomeOpened(Event):
    """Somebody opened the bot's home page; `again`: it is drawn anew, since something changed."""

    again: bool = False


@dataclass(frozen=True)
class Installed(Event):
    """The bot was added to a conversation; `reference` is what the platform needs to post there later (JSON)."""

    reference: str = ""
    welcome: bool = True
    """False when the reference is only renewed."""
