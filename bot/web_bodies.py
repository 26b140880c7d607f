"""What the playground's page sends."""

from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from bot.web_files import FileSent
from cards.model import Identifier
from cards.web import Form, Words
from handlers.events import FILES_MOST

TEXT_MAX = 40_000
LONGEST_STEP = 31 * 24 * 60 * 60  # seconds

Id = Annotated[str, Field(pattern=r"^[0-9A-Za-z-]{8,64}$")]
"""Made by the page for each action: the delivery id, so that sending again does nothing twice."""
Name = Annotated[str, Field(max_length=200)]


class _Body(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class Say(_Body):
    """Words in a room. `mention` calls the bot, as the prefix does; `thread` is the message answered."""

    id: Id
    who: Name
    room: Name
    text: Annotated[Words, Field(max_length=TEXT_MAX)]
    thread: Name = ""
    mention: bool = False
    files: Annotated[tuple[FileSent, ...], Field(max_length=FILES_MOST), BeforeValidator(tuple)] = ()


class Press(_Body):
    """A press of a button of a message, or of the dialog that a button of this message opened."""

    id: Id
    who: Name
    room: Name
    message: Name
    form: Form


class Shortcut(_Body):
    """A choice from the menu of a message: the message's text goes to a conversation."""

    id: Id
    who: Name
    room: Name
    message: Name
    action: Identifier


class Read(_Body):
    """Somebody has seen a room's messages up to this order."""

    who: Name
    room: Name
    upto: Annotated[int, Field(ge=0)]


class Who(_Body):
    """Somebody opened their home page."""

    who: Name


class Advance(_Body):
    """Business time goes forward; 0 seconds: to the next opening of the city hall."""

    id: Id
    seconds: Annotated[int, Field(ge=0, le=LONGEST_STEP)]
