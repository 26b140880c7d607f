"""Kind "mail": mail addresses, also those whose @ or dot is written out or starred to slip past a reader."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from guideline.clauses import Table
from guideline.draft import Draft
from guideline.finding import Context
from guideline.rules.base import Hit, compiled
from guideline.rules.pattern import surroundings

AT = re.compile(
    r" ?@ ?|[ (\[<{]{0,2}(?:アット(?:マーク)?|あっと(?:まーく)?|[★☆◎●■]|(?<=[(\[<{])(?:at|a)(?=[)\]>}]))[ )\]>}]{0,2}"
)
DOT = r" ?(?:\.|ドット|どっと|[(\[]dot[)\]]|(?<=[a-z0-9])[,。・](?=[a-z])) ?"
LOCAL = re.compile(rf"(?:[a-z0-9_+\-]|{DOT}){{1,64}}$")
DOMAIN = re.compile(rf"[a-z0-9\-]{{1,40}}(?:{DOT}[a-z0-9\-]{{1,40}}){{1,4}}")


@dataclass(frozen=True)
class Mail:
    """Addresses under some domains (all, where none is given), with the words that make them private."""

    domains: frozenset[str]
    near: re.Pattern[str] | None
    without: re.Pattern[str] | None
    reach: str

    def find(self, draft: Draft, context: Context) -> Iterator[Hit]:
        """Each address whose domain and surroundings fit."""
        for start, end, domain in draft.once("mails", mails):
            low, high = surroundings(draft, start, self.reach)
            if (
                (not self.domains or any(domain == one or domain.endswith("." + one) for one in self.domains))
                and (self.near is None or self.near.search(draft.plain, low, high))
                and not (self.without and self.without.search(draft.plain, low, high))
            ):
                yield Hit(start, end)


def mails(draft: Draft) -> list[tuple[int, int, str]]:
    """Every mail address: its place in `plain`, and its domain."""
    text, found, after = draft.plain, [], 0
    for at in AT.finditer(text):
        domain = DOMAIN.match(text, at.end())
        low = max(after, at.start() - 64)
        local = LOCAL.search(text[low : at.start()]) if domain else None
        if domain and local and re.search("[a-z0-9]", local.group()):
            after = domain.end()
            found.append((low + local.start(), after, re.sub(DOT, ".", domain.group())))
    return found


def build(row: Table) -> Mail:
    """From {domains, near, without, reach}."""
    domains = frozenset(row.texts("domains", default=()))
    reach = row.text("reach", default="sentence")
    return Mail(domains, compiled(row, "near", ()), compiled(row, "without", ()), reach)
