"""The door to e-mail, by the city's own server: what is told where nobody answers in the chat. It only goes out."""

import asyncio
import smtplib
import ssl
from collections.abc import Callable
from datetime import datetime
from email.message import EmailMessage
from email.utils import format_datetime, parseaddr

from aiohttp import web

from bot.door import CannotPost
from bot.settings import MailSettings
from cards import mail as drawn
from cards import resent
from cards.model import Card, Place

PLATFORM = "mail"
TIMEOUT = 4.0
"""Seconds for each answer of the server; all of them together end with the sender's own patience."""
SOON = 5.0
REPAIR = 60.0
"""Seconds until another try where the operator has to repair something first (password, certificate)."""


class MailDoor:
    """See `bot.door.Door`. A place's channel is an address. The server's acceptance is the confirmed delivery."""

    platform = PLATFORM
    lag: float | None = None

    def __init__(self, settings: MailSettings, now: Callable[[], datetime]) -> None:
        self._settings, self._now = settings, now

    def routes(self) -> list[web.RouteDef]:
        """None: nothing comes in."""
        return []

    async def start(self) -> None:
        """Nothing is kept open."""

    async def stop(self) -> None:
        """Nothing to finish."""

    async def trouble(self) -> str:
        """Nothing comes in, so nothing can be missed; whether the server answers is seen when there is a mail."""
        return ""

    async def post(self, place: Place, card: Card, mark: str, again: bool = False) -> tuple[str, str]:
        """See `Door.post`. Both copies of a mail have the same id, so that mail programs show them as one."""
        message = self._message(place.channel, resent.marked(card) if again else card, mark)
        await asyncio.to_thread(self._send, message)
        return place.channel, str(message["Message-ID"])

    async def find(self, place: Place, mark: str) -> tuple[str, str] | None:
        """See `Door.find`: a mail that was accepted cannot be asked for."""
        return None

    async def edit(self, channel: str, message: str, card: Card, place: Place) -> None:
        """A mail cannot be edited; the newest state is in the chat."""

    def _message(self, to: str, card: Card, mark: str) -> EmailMessage:
        if parseaddr(to)[1] != to or "@" not in to:
            raise CannotPost("the place is no address")
        message = EmailMessage()
        subject, text = drawn.draw(card)
        message["Subject"], message["From"], message["To"] = subject, self._settings.sender, to
        message["Date"] = format_datetime(self._now())
        message["Message-ID"] = f"<snsbot-{mark}@{self._settings.sender.rpartition('@')[2]}>"
        message["Auto-Submitted"] = "auto-generated"
        message.set_content(text)
        return message

    def greet(self) -> None:
        """Connects, says EHLO, logs in and leaves. Raises CannotPost."""
        try:
            with self._connected():
                pass
        except smtplib.SMTPAuthenticationError as error:
            raise CannotPost("the server refuses the password (SMTP_URL)") from error
        except (OSError, smtplib.SMTPException) as error:
            raise CannotPost(f"no answer: {type(error).__name__}") from error

    def _send(self, message: EmailMessage) -> None:
        """Raises CannotPost; ambiguous only where the whole message had gone out and no answer came."""
        given = False
        try:
            with self._connected() as server:
                given = True
                server.send_message(message)
        except smtplib.SMTPRecipientsRefused as error:
            raise CannotPost(
                "the server refuses the address", _wait(min(c for c, _ in error.recipients.values()))
            ) from error
        except smtplib.SMTPAuthenticationError as error:
            raise CannotPost("the server refuses the password (SMTP_URL)", REPAIR) from error
        except smtplib.SMTPResponseException as error:
            raise CannotPost(f"the server answers {error.smtp_code}", _wait(error.smtp_code)) from error
        except ssl.SSLError as error:
            raise CannotPost(f"the server's certificate: {error.reason}", REPAIR) from error
        except (OSError, smtplib.SMTPException) as error:
            raise CannotPost(f"no answer: {type(error).__name__}", SOON, ambiguous=given) from error

    def _connected(self) -> smtplib.SMTP:
        wanted, context = self._settings, ssl.create_default_context()
        server: smtplib.SMTP
        if wanted.tls:
            server = smtplib.SMTP_SSL(wanted.host, wanted.port, timeout=TIMEOUT, context=context)
        else:
            server = smtplib.SMTP(wanted.host, wanted.port, timeout=TIMEOUT)
        try:
            server.ehlo()
            if not wanted.tls and server.has_extn("starttls"):
                server.starttls(context=context)
                server.ehlo()
            if wanted.user:
                server.login(wanted.user, wanted.password)
        except BaseException:
            server.close()
            raise
        return server


def _wait(code: int) -> float | None:
    """4yz is for later, 5yz for ever (RFC 5321, 4.2.1)."""
    return SOON if 400 <= code < 500 else None
