"""Kind "pattern": words of a fixed shape, with other words that must or must not stand near them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from guideline.clauses import Table
from guideline.draft import Draft
from guideline.finding import Context
from guideline.rules.base import NEAR, Hit, compiled, needed

REACHES = ("sentence", "near", "draft")


@dataclass(frozen=True)
class Pattern:
    """`any` one of these, `both` each of these beside it, `without` none of these; `reach` says how near."""

    any: re.Pattern[str]
    both: tuple[re.Pattern[str], ...]
    without: re.Pattern[str] | None
    reach: str

    def find(self, draft: Draft, context: Context) -> Iterator[Hit]:
        """Each passage of `any` whose surroundings fit."""
        text = draft.plain
        if not all(one.search(text) for one in self.both):
            return
        for found in self.any.finditer(text):
            if found.end() > found.start():
                low, high = surroundings(draft, found.start(), self.reach)
                if all(one.search(text, low, high) for one in self.both) and not (
                    self.without and self.without.search(text, low, high)
                ):
                    yield Hit(found.start(), found.end(), found.group())


def surroundings(draft: Draft, place: int, reach: str) -> tuple[int, int]:
    """The part of the folded text that counts as near a place."""
    low, high = draft.sentence(place)
    if reach == "sentence":
        return low, high
    more = NEAR if reach == "near" else 2_000
    return max(0, low - more), high + more


def build(row: Table) -> Pattern:
    """From {any, both, without, reach}."""
    reach = row.text("reach", default="sentence")
    if reach not in REACHES:
        raise row.fault("reach", f"{reach}: use one of {', '.join(REACHES)}")
    both = tuple(re.compile(part) for part in row.texts("both", default=()))
    compiled(row, "both", ())
    return Pattern(needed(row, "any"), both, compiled(row, "without", ()), reach)
