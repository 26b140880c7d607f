"""A mail server as far as we touch it: accepts, refuses, or takes a message without answering."""

import asyncio
import contextlib
from collections import deque
from collections.abc import AsyncIterator
from email import message_from_bytes, policy
from email.message import EmailMessage

from bot.settings import MailSettings


class FakeSmtp:
    """`faults`: what happens at the next messages: a status line, or "lost" (taken, no answer)."""

    def __init__(self) -> None:
        self.taken: list[EmailMessage] = []
        self.faults: deque[str] = deque()
        self.unknown: set[str] = set()
        self.port = 0

    @contextlib.asynccontextmanager
    async def running(self) -> AsyncIterator["FakeSmtp"]:
        """Serves on a free port of this machine."""
        server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        self.port = server.sockets[0].getsockname()[1]
        async with server:
            yield self

    def settings(self) -> MailSettings:
        """What the bot's environment says."""
        return MailSettings("127.0.0.1", self.port, "", "", "sns@city.example.jp", False)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(ConnectionError):
            await self._talk(reader, writer)
        writer.close()

    async def _talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        async def say(line: str) -> None:
            writer.write(f"{line}\r\n".encode())
            await writer.drain()

        await say("220 mail.example.jp ESMTP")
        while line := (await reader.readline()).decode().strip():
            word = line.split()[0].upper()
            if word == "DATA":
                await say("354 go on")
                body = await reader.readuntil(b"\r\n.\r\n")
                fault = self.faults.popleft() if self.faults else "250 taken"
                if fault == "lost" or fault.startswith("250"):
                    parsed = message_from_bytes(body[:-3].replace(b"\r\n..", b"\r\n."), policy=policy.default)
                    assert isinstance(parsed, EmailMessage)
                    self.taken.append(parsed)
                if fault == "lost":
                    return
                await say(fault)
            elif word == "RCPT":
                await say("550 no such user" if any(one in line for one in self.unknown) else "250 ok")
            elif word == "QUIT":
                await say("221 bye")
                return
            else:
                await say("250 ok")
