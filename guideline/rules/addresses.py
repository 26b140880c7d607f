"""Kind "net": links and addresses of machines that are shortened, inside the city's net, or have a key in them."""

import ipaddress
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from guideline.clauses import Table
from guideline.draft import Draft
from guideline.finding import Context
from guideline.rules.base import Hit

URL = re.compile(r"(?:https?|ftp|smb|file)://[^\s「」『』()<>。、]{1,300}")
IP = re.compile(r"(?<![\d.])(?:\d{1,3}\.){3}\d{1,3}(?![\d]|\.\d)")
SHARE = re.compile(r"\\\\[a-z0-9_\-]{1,40}\\[^\s「」。、]{1,80}|(?<![a-z0-9])localhost(?![a-z0-9])")
INNER = re.compile(r"\.(?:local|lan|internal|intra|corp|localdomain)(?![a-z0-9.\-])")
HOST = re.compile(r"(?<![a-z0-9.\-])[a-z0-9\-]{1,40}(?:\.[a-z0-9\-]{1,40}){0,4}$")
SHORT = re.compile(
    r"(?<![a-z0-9.\-])(?:https?://)?(?:bit\.ly|tinyurl\.com|goo\.gl|ow\.ly|is\.gd|t\.ly|x\.gd|00m\.in|cutt\.ly|rebrand\.ly|buff\.ly"
    r"|lnk\.to|urx\.(?:blue|space|red|nu)|ux\.nu|qr\.paps\.jp|onl\.[a-z]{2}|s\.id|shorturl\.at)/[a-z0-9_\-/]{1,60}"
)
SECRET = re.compile(
    r"[?&](?:token|access_token|key|apikey|api_key|password|passwd|pwd|sig|signature|session|sid)=[^\s&「」。、]{4,200}"
)


def _inside(draft: Draft) -> Iterator[tuple[int, int]]:
    yield from (found.span() for found in SHARE.finditer(draft.plain))
    for inner in INNER.finditer(draft.plain):
        low = max(0, inner.start() - 120)
        host = HOST.search(draft.plain[low : inner.start()])
        if host:
            yield low + host.start(), inner.end()
    for found in IP.finditer(draft.plain):
        try:
            address = ipaddress.ip_address(found.group())
        except ValueError:
            continue
        if address.is_private and not address.is_unspecified:
            yield found.span()


def _short(draft: Draft) -> Iterator[tuple[int, int]]:
    if "/" in draft.plain:
        yield from (found.span() for found in SHORT.finditer(draft.plain))


def _secret(draft: Draft) -> Iterator[tuple[int, int]]:
    for url in URL.finditer(draft.plain):
        found = SECRET.search(url.group())
        if found:
            yield url.start() + found.start(), url.start() + found.end()


READERS: Mapping[str, Callable[[Draft], Iterator[tuple[int, int]]]] = {
    "inside": _inside,
    "short": _short,
    "secret": _secret,
}


@dataclass(frozen=True)
class Net:
    """Addresses of one sort."""

    read: Callable[[Draft], Iterator[tuple[int, int]]]

    def find(self, draft: Draft, context: Context) -> Iterator[Hit]:
        """Each of them."""
        yield from (Hit(start, end, draft.plain[start:end][:60]) for start, end in self.read(draft))


def build(row: Table) -> Net:
    """From {is}."""
    return Net(READERS[row.one_of("is", READERS)])
