"""What our own cards carry through Teams and back, sealed so that nobody else can write it."""

import base64
import hashlib
import hmac
import json
import secrets
from dataclasses import asdict, dataclass


@dataclass(frozen=True)
class Origin:
    """Where a card belongs.

    `channel` and `thread` are the conversation in which the answer was asked for when it is told
    in private, `user` is the person who may use it, `card` the message from which a dialog was opened.
    """

    channel: str = ""
    thread: str = ""
    user: str = ""
    card: str = ""


class Seal:
    """Signs origins with a key derived from the app's password; without one they last as long as the process."""

    def __init__(self, password: str) -> None:
        self._key = hashlib.sha256(b"snsbot origin\0" + (password.encode() or secrets.token_bytes(32))).digest()

    def close(self, origin: Origin) -> str:
        """The origin as text for a card, "" for an empty one."""
        if origin == Origin():
            return ""
        said = {key: value for key, value in asdict(origin).items() if value}
        body = base64.urlsafe_b64encode(json.dumps(said, separators=(",", ":")).encode()).decode()
        return f"{body}.{self._sign(body)}"

    def open(self, text: str, user: str) -> Origin:
        """The origin in a card that this person pressed; an empty one if it is missing, forged or another's."""
        body, _, signature = text.partition(".")
        if not body.isascii() or not hmac.compare_digest(
            signature.encode("utf-8", "replace"), self._sign(body).encode()
        ):
            return Origin()
        origin = Origin(**json.loads(base64.urlsafe_b64decode(body)))
        return origin if origin.user in ("", user) else Origin()

    def _sign(self, body: str) -> str:
        return hmac.new(self._key, body.encode(), hashlib.sha256).hexdigest()[:32]
