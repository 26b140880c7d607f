"""One event from its arrival to its acknowledgement: its id stands on every line that is logged on the way."""

import secrets
from contextvars import ContextVar, Token
from dataclasses import dataclass, field
from typing import Literal

from handlers import router
from handlers.events import Event, FormSent, HomeOpened, Installed, Said

Outcome = Literal["answered", "refused", "busy", "error", "rejected", "ignored"]
"""`busy`: nothing was kept, the platform or the person tries again. `rejected`: no event of ours (a bad signature, a
foreign tenant, no JSON). `ignored`: an event that the bot does not answer, such as its own message."""


@dataclass
class Act:
    """What is told of an event. `action` is one of the router's own names, never what somebody sent."""

    door: str
    id: str = field(default_factory=lambda: secrets.token_hex(6))
    action: str = ""
    outcome: Outcome = "ignored"


_CURRENT: ContextVar[Act | None] = ContextVar("act", default=None)


def current() -> Act | None:
    """The event that this task works on, None outside of any."""
    return _CURRENT.get()


def enter(act: Act) -> Token[Act | None]:
    """From here on, and in every task that is begun, `act` is the current one."""
    return _CURRENT.set(act)


def leave(token: Token[Act | None]) -> None:
    """Undoes `enter`."""
    _CURRENT.reset(token)


def note(outcome: Outcome, action: str = "") -> None:
    """Says how the current event went; the last word counts."""
    act = _CURRENT.get()
    if act is not None:
        act.outcome = outcome
        act.action = action or act.action


def action_of(event: Event) -> str:
    """The router's name for what an event asks for; "other" for made-up buttons."""
    match event:
        case FormSent():
            return event.action if event.action in router.PRESSES else "other"
        case Said():
            word, _ = router.first_word(event.text)
            word = router.COMMANDS.get(event.command) or word
            return word if word in router.WORDS else "質問"
        case HomeOpened():
            return "home"
        case Installed():
            return "installed"
        case _:
            return "other"
