"""How calls leave the city's network: through the proxy that SNSBOT_PROXY names, or directly. Loopback never.

HTTP_PROXY and its relatives are not used: they would capture calls to this machine, and Slack's SDK ignores NO_PROXY.
"""

from dataclasses import dataclass
from urllib.parse import urlsplit

LOOPBACK = ("127.0.0.1", "localhost", "::1")


def is_loopback(url: str) -> bool:
    """Whether an address leads to this machine."""
    return urlsplit(url).hostname in LOOPBACK


@dataclass(frozen=True)
class Proxy:
    """`url` is http://HOST:PORT (with USER:PASSWORD@ where needed), "" for none. Mail does not go through it."""

    url: str = ""

    def of(self, target: str) -> str | None:
        """The proxy for an address, None for a direct connection."""
        return self.url or None if not is_loopback(target) else None


DIRECT = Proxy()
