"""Kind "address": places down to the house, for rules that tie them to a person or a home."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from guideline.clauses import Table
from guideline.draft import Draft
from guideline.finding import Context
from guideline.rules.base import Hit, compiled, needed
from guideline.rules.pattern import surroundings

NUMBER = r"[0-9〇一二三四五六七八九十百]{1,5}"
DASH = r"[-‐‑‒–—―−ーの]"
HOUSE = re.compile(
    rf"{NUMBER} ?(?:丁目 ?{NUMBER}(?: ?番(?:地|{NUMBER}号)?| ?{DASH} ?{NUMBER}|(?={DASH}))(?: ?{DASH}? ?{NUMBER}号?)?"
    rf"|番地(?: ?の? ?{NUMBER})?|番 ?{NUMBER} ?号|{DASH} ?{NUMBER} ?{DASH} ?{NUMBER}(?! ?{DASH}? ?\d))"
    r"|(?<=[一-龠])\d{2,5} ?[-‐‑‒–—―−ー] ?\d{1,3}(?![\d円時人年月日%点]|[-−]\d)"
)
TOWN = re.compile(r"[一-龠々ァ-ヶ]{1,8}$")
"""The name of the place that leads up to a house number."""
ROOM = re.compile(
    r"(?:荘|アパート|マンション|ハイツ|コーポ|団地|市営住宅|県営住宅|棟)[^。\n]{0,8}?\d{1,4} ?号室?|\d{3,4} ?号室"
)


@dataclass(frozen=True)
class Address:
    """House numbers (and rooms, with `rooms`) near words of home, away from words of a facility."""

    near: re.Pattern[str]
    without: re.Pattern[str] | None
    rooms: bool
    reach: str

    def find(self, draft: Draft, context: Context) -> Iterator[Hit]:
        """Each address whose surroundings fit."""
        for start, end in draft.once("houses", houses) + (draft.once("rooms", _rooms) if self.rooms else []):
            low, high = surroundings(draft, start, self.reach)
            if self.near.search(draft.plain, low, high) and not (
                self.without and self.without.search(draft.plain, low, high)
            ):
                yield Hit(start, end)


def houses(draft: Draft) -> list[tuple[int, int]]:
    """Every address down to the house: its place in `plain`."""
    found = []
    for house in HOUSE.finditer(draft.plain):
        town = TOWN.search(draft.plain[max(0, house.start() - 8) : house.start()])
        found.append((house.start() - (len(town.group()) if town else 0), house.end()))
    return found


def _rooms(draft: Draft) -> list[tuple[int, int]]:
    return [found.span() for found in ROOM.finditer(draft.plain)]


def build(row: Table) -> Address:
    """From {near, without, rooms, reach}."""
    return Address(
        needed(row, "near"),
        compiled(row, "without", ()),
        row.flag("rooms", False),
        row.text("reach", default="sentence"),
    )
