"""Kind "phone": Japanese phone numbers, told apart into mobile ones and those of a place."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from guideline.clauses import Table
from guideline.draft import Draft
from guideline.finding import Context
from guideline.rules.base import Hit, compiled
from guideline.rules.pattern import surroundings

GAP = r"[-‐‑‒–—―−ー一の_.・/()\[\] \u3000]{0,2}"
NUMBER = re.compile(rf"(?<![\d])(?:\+81{GAP}|0)(?:{GAP}\d){{8,10}}(?![\d])")
FREE = ("0120", "0800", "0570", "0990")
BEFORE = 100
"""Characters before a number that are looked at for whose it is."""
KINDS = ("mobile", "fixed")


def phone_kind(written: str) -> str | None:
    """ "mobile", "fixed", "free" or None for what is no number of Japan.

    060 is dealt out since 2026, 050 is a line over the net: it moves with a person, but so do offices' ones.
    """
    digits = "".join(re.findall(r"\d", written))
    if written.startswith("+81"):
        digits = "0" + digits[2:].removeprefix("0")
    if digits.startswith(FREE):
        return "free"
    if len(digits) == 11:
        return "mobile" if re.match(r"0[6-9]0", digits) else "fixed" if digits.startswith("050") else None
    return "fixed" if len(digits) == 10 and re.match(r"0[1-9][1-9]?\d", digits) else None


@dataclass(frozen=True)
class Phone:
    """Numbers of one kind, with the words that make them private or an office's.

    `near` and `without` must and must not stand in reach, `not_after` must not lead up to the number.
    """

    kind: str
    near: re.Pattern[str] | None
    without: re.Pattern[str] | None
    not_after: re.Pattern[str] | None
    reach: str

    def find(self, draft: Draft, context: Context) -> Iterator[Hit]:
        """Each number of the kind whose surroundings fit. Kanji digits count as digits."""
        for start, end, kind in draft.once("phones", phones):
            low, high = surroundings(draft, start, self.reach)
            if (
                kind == self.kind
                and (self.near is None or self.near.search(draft.plain, low, high))
                and not (self.without and self.without.search(draft.plain, low, high))
                and not (self.not_after and self.not_after.search(draft.plain[max(0, start - BEFORE) : start]))
            ):
                yield Hit(start, end)


def phones(draft: Draft) -> list[tuple[int, int, str]]:
    """Every phone number: its place in `plain`, and its kind."""
    found = []
    for number in NUMBER.finditer(draft.digits):
        kind = phone_kind(number.group())
        if kind:
            found.append((*number.span(), kind))
    return found


def build(row: Table) -> Phone:
    """From {is, near, without, not_after, reach}."""
    kind = row.text("is")
    if kind not in KINDS:
        raise row.fault("is", f"{kind}: use one of {', '.join(KINDS)}")
    reach = row.text("reach", default="sentence")
    leads = compiled(row, "not_after", ())
    return Phone(
        kind, compiled(row, "near", ()), compiled(row, "without", ()),
        re.compile(f"(?:{leads.pattern})$") if leads else None, reach,
    )  # fmt: skip
