"""Documents that a card carries: their bytes, and signed links to them that are good for a day."""

import base64
import binascii
import hashlib
import hmac
import json
import secrets
import time
from collections.abc import Callable
from urllib.parse import quote

from aiohttp import web

from cards.model import Card, File
from storage.database import Database
from storage.payloads import file_of

GOOD_FOR = 24 * 60 * 60
"""Seconds that a link can be followed; the card can be asked for again."""
TYPES = {
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".txt": "text/plain; charset=utf-8", ".csv": "text/csv; charset=utf-8", ".html": "text/html; charset=utf-8",
}  # fmt: skip
GONE = "このリンクは期限が切れているか、正しくありません。ボットで、もう一度ファイルを開いてください。"


class Links:
    """Signs links and answers them. `base` is the address under which people reach this program, "" if none is known.

    `secret` is what several processes share; without one, links die with the process.
    """

    def __init__(self, database: Database, secret: str, base: str, clock: Callable[[], float] = time.time) -> None:
        self._database = database
        self._key = hashlib.sha256(f"files:{secret or secrets.token_hex(32)}".encode()).digest()
        self.base = base.rstrip("/")
        self._clock = clock

    async def read(self, file: File) -> bytes | None:
        """The bytes of a file, None when they were blanked."""
        return await self._database.read(lambda session: file_of(session, file.payload, file.key))

    def filled(self, card: Card) -> Card:
        """The card with links to its files, where an address is known."""
        if not card.files or not self.base:
            return card
        parts = [
            part.model_copy(update={"url": self._url(part)}) if isinstance(part, File) else part for part in card.parts
        ]
        return card.model_copy(update={"parts": tuple(parts)})

    def routes(self) -> list[web.RouteDef]:
        """Where links lead."""
        return [web.get("/files/{token}", self._fetched)]

    def _url(self, file: File) -> str:
        told = json.dumps([file.payload, file.key, file.name, int(self._clock()) + GOOD_FOR], ensure_ascii=False)
        body = base64.urlsafe_b64encode(told.encode()).decode().rstrip("=")
        return f"{self.base}/files/{body}.{self._sign(body)}"

    def _sign(self, body: str) -> str:
        return hmac.new(self._key, body.encode("utf-8", "replace"), hashlib.sha256).hexdigest()

    def _opened(self, token: str) -> File | None:
        body, _, signature = token.partition(".")
        if not hmac.compare_digest(self._sign(body).encode(), signature.encode("utf-8", "replace")):
            return None
        try:
            payload, key, name, until = json.loads(base64.urlsafe_b64decode(body + "=" * (-len(body) % 4)))
        except (ValueError, binascii.Error):
            return None
        return File(name=name, payload=payload, key=key) if self._clock() < until else None

    async def _fetched(self, request: web.Request) -> web.Response:
        file = self._opened(request.match_info["token"])
        data = await self.read(file) if file else None
        if file is None or data is None:
            return web.Response(status=404, text=GONE)
        type_ = next((type_ for end, type_ in TYPES.items() if file.name.endswith(end)), "application/octet-stream")
        headers = {
            "Content-Type": type_, "Content-Disposition": f"attachment; filename*=UTF-8''{quote(file.name)}",
            "Cache-Control": "no-store", "X-Content-Type-Options": "nosniff", "Content-Security-Policy": "sandbox",
        }  # fmt: skip
        return web.Response(body=data, headers=headers)
