"""What every door is to the rest of the program, and the one place where unexpected errors end."""

import logging
import secrets
from typing import Protocol, runtime_checkable

from aiohttp import web

from bot import acts
from cards import fault
from cards.model import Card, Place, Reply
from handlers import router
from handlers.desk import Desk, Refused
from handlers.events import Event
from storage.database import Busy

log = logging.getLogger(__name__)


class CannotPost(Exception):
    """A platform did not take a message.

    `wait`: seconds until another try makes sense, None when none ever will (the room is gone, the bot was
    removed). `ambiguous`: the message may have been accepted all the same (the answer was lost). `limited`: the
    platform asks to post less often, and `wait` is what it asks for.
    """

    def __init__(self, reason: str, wait: float | None = None, ambiguous: bool = False, limited: bool = False) -> None:
        super().__init__(reason)
        self.wait = wait
        self.ambiguous = ambiguous
        self.limited = limited


def why(reason: Busy | CannotPost) -> str:
    """What is logged of a reason to try again: a database's words may be somebody's."""
    return str(reason) if isinstance(reason, CannotPost) else "the database is busy"


class Door(Protocol):
    """One platform: its payloads become events, replies become its payloads."""

    platform: str
    lag: float | None
    """Seconds after which `find` sees what was accepted; None where the platform cannot be asked."""

    def routes(self) -> list[web.RouteDef]:
        """The HTTP routes of this door."""

    async def start(self) -> None:
        """Opens what the door keeps open (sockets); called once the server listens."""

    async def stop(self) -> None:
        """Takes no more events and finishes those it took; the caller bounds how long."""

    async def trouble(self) -> str:
        """Why it takes no events now, "" while it does."""

    async def post(self, place: Place, card: Card, mark: str, again: bool = False) -> tuple[str, str]:
        """Posts a card with the outbox row's mark in its metadata; returns (channel, message id). Raises CannotPost.

        `again`: an earlier try may have been accepted; where the platform can be asked, it is asked first, else the
        second copy says that it is one.
        """

    async def find(self, place: Place, mark: str) -> tuple[str, str] | None:
        """Where a message with this mark already stands, None if it does not or the platform cannot be asked.

        Raises CannotPost.
        """

    async def edit(self, channel: str, message: str, card: Card, place: Place) -> None:
        """Replaces a posted message. Raises CannotPost."""


@runtime_checkable
class HomeDoor(Protocol):
    """A platform on which everybody has a home page of the bot."""

    async def redraw(self, account: str) -> None:
        """Draws somebody's page as it is now. Raises CannotPost."""


async def served(desk: Desk, event: Event) -> list[Reply]:
    """The replies to an event that go on its own response.

    An unexpected error is logged with a number and told to the user with it. Busy is raised on: nothing
    was kept, so the door answers with its platform's "try again".
    """
    acts.note("answered", acts.action_of(event))
    try:
        return await _conversed(desk, event)
    except Busy:
        acts.note("busy")
        raise
    except Exception:  # the doors are where errors end: a person must get an answer, with a number to quote
        number = secrets.token_hex(4)
        acts.note("error")
        log.exception("error %s in %s", number, type(event).__name__)
        return [Reply(card=fault.unexpected(number, desk.guideline.question_office))]


async def _conversed(desk: Desk, event: Event) -> list[Reply]:
    try:
        return await router.converse(desk, event)
    except Refused as refusal:
        acts.note("refused")
        return await router.refused(desk, event, refusal)
