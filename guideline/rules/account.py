"""Kind "account": names of accounts that nearly are one of the city's."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from guideline.clauses import Table
from guideline.draft import Draft
from guideline.finding import Context
from guideline.rules.base import Hit

ID = re.compile(
    r"(?:(?<![a-z0-9._%+\-])@|(?:twitter|x|instagram|facebook|threads|tiktok|youtube|note)\.(?:com|net)/@?|bsky\.app/profile/)"
    r"([a-z0-9_.\-]{3,40})"
)
LOOKS = str.maketrans("0135$il|!-.", "olessllll__")
"""Characters that stand for each other at a glance."""
LONG = 8
"""Length from which two wrong characters still look like a slip."""


@dataclass(frozen=True)
class LookAlike:
    """Account ids that differ from an official one by a character or two."""

    def find(self, draft: Draft, context: Context) -> Iterator[Hit]:
        """Each id that is no official one but looks like it; `told` is the official one."""
        official = {name.lower().lstrip("@"): name for name in context.official_accounts}
        for found in ID.finditer(draft.plain) if official else ():
            written = found[1].rstrip(".-")
            twin = None if written in official else next((one for one in official if is_like(written, one)), None)
            if twin is not None:
                yield Hit(found.start(1), found.start(1) + len(written), official[twin])


def is_like(written: str, official: str) -> bool:
    """Whether an id could be taken for another: at most one slip, two in a long one, or the same at a glance."""
    if written.translate(LOOKS) == official.translate(LOOKS):
        return True
    return slips(written, official, 2) <= (2 if len(official) >= LONG else 1)


def slips(one: str, other: str, most: int) -> int:
    """Characters to change, add, drop or swap with the next; `most` + 1 where it is more."""
    if abs(len(one) - len(other)) > most:
        return most + 1
    before: list[int] = []
    row = list(range(len(other) + 1))
    for at, char in enumerate(one, 1):
        before2, before, row = before, row, [at]
        for to, right in enumerate(other, 1):
            cost = min(before[to] + 1, row[to - 1] + 1, before[to - 1] + (char != right))
            if at > 1 and to > 1 and char == other[to - 2] and one[at - 2] == right:
                cost = min(cost, before2[to - 2] + 1)
            row.append(cost)
    return min(row[-1], most + 1)


def build(row: Table) -> LookAlike:
    """Takes no parameters: the official ids come with the context."""
    return LookAlike()
