"""Kind "picture": what the files attached to a draft carry with them."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import get_args

from guideline.clauses import Table
from guideline.draft import Draft
from guideline.finding import Context
from guideline.picture import Fact
from guideline.rules.base import Hit


@dataclass(frozen=True)
class Picture:
    """Pictures of which one fact holds."""

    facts: tuple[str, ...]

    def find(self, draft: Draft, context: Context) -> Iterator[Hit]:
        """One hit for each picture, without a place; `told` is its number and what was read."""
        for number, picture in enumerate(draft.pictures, 1):
            if any(fact in picture.facts for fact in self.facts):
                yield Hit(told=f"{number}枚目" + (f"：{picture.details}" if picture.details else ""))


def build(row: Table) -> Picture:
    """From {facts}."""
    facts = row.texts("facts")
    for fact in facts:
        if fact not in get_args(Fact):
            raise row.fault("facts", f"{fact}: use one of {', '.join(get_args(Fact))}")
    return Picture(facts)
