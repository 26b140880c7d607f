"""Kind "number": numbers that stand for one person: My Number, plates, cards, accounts of a bank."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from guideline.clauses import Table
from guideline.draft import Draft
from guideline.finding import Context
from guideline.rules.base import Hit

GAP = r"[- ‐‑–—−ー]?"
TWELVE = re.compile(rf"(?<![\d.\-])\d(?:{GAP}\d){{11}}(?![\d.]|-\d)")
SIXTEEN = re.compile(rf"(?<![\d.\-])\d{{4}}{GAP}\d{{4}}{GAP}\d{{4}}{GAP}\d{{4}}(?![\d.]|-\d)")
KANA = "あいうえかきくけこさすせそたちつてとなにぬねのはひふほまみむめもやゆよらりるれろわ"
PLATE = re.compile(
    rf"\d{{2,3}}[a-z]? ?[「『]?[{KANA}][」』]? ?"
    r"(?:\d{2} ?[-ー‐−–・] ?\d{2}|[・.]{1,3} ?\d{1,3}|\d{4}|\d ?[-ー‐−] ?\d{2})(?!\d)"
)
OFFICE = re.compile(r"(?:[一-龠]{1,4}|[ぁ-んァ-ヶ]{2,4}) ?$")
"""The place of the registration office, which leads up to the number of a plate (岡山, なにわ)."""
MY_NUMBER = re.compile(r"マイナンバー|個人番号|my ?number|12桁|十二桁")


def is_my_number(digits: str) -> bool:
    """Whether the twelfth of 12 digits is the check digit of the other eleven (省令 平成26年総務省令第85号)."""
    weights = (6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2)
    rest = sum(int(digit) * weight for digit, weight in zip(digits, weights, strict=False)) % 11
    return int(digits[11]) == (0 if rest <= 1 else 11 - rest)


def is_card(digits: str) -> bool:
    """Whether 16 digits pass the check of payment cards (Luhn)."""
    doubled = [int(digit) * (2 if at % 2 == 0 else 1) for at, digit in enumerate(digits)]
    return digits[0] in "3456" and sum(value - 9 if value > 9 else value for value in doubled) % 10 == 0


def _my_numbers(draft: Draft) -> Iterator[tuple[int, int]]:
    named = MY_NUMBER.search(draft.plain) is not None
    for found in TWELVE.finditer(draft.digits):
        digits = "".join(filter(str.isdigit, found.group()))
        grouped = re.fullmatch(rf"\d{{4}}{GAP}\d{{4}}{GAP}\d{{4}}", found.group())
        if grouped and is_my_number(digits) and len(set(digits)) > 2 and (named or not digits.startswith(("19", "20"))):
            yield found.span()


def _cards(draft: Draft) -> Iterator[tuple[int, int]]:
    for found in SIXTEEN.finditer(draft.plain):
        if is_card("".join(filter(str.isdigit, found.group()))):
            yield found.span()


def _plates(draft: Draft) -> Iterator[tuple[int, int]]:
    for found in PLATE.finditer(draft.plain):
        office = OFFICE.search(draft.plain[max(0, found.start() - 5) : found.start()])
        if office:
            yield found.start() - len(office.group()), found.end()


READERS: Mapping[str, Callable[[Draft], Iterator[tuple[int, int]]]] = {
    "my_number": _my_numbers,
    "card": _cards,
    "plate": _plates,
}


@dataclass(frozen=True)
class Number:
    """Numbers of one sort."""

    read: Callable[[Draft], Iterator[tuple[int, int]]]

    def find(self, draft: Draft, context: Context) -> Iterator[Hit]:
        """Each of them."""
        yield from (Hit(start, end) for start, end in self.read(draft))


def build(row: Table) -> Number:
    """From {is}."""
    return Number(READERS[row.one_of("is", READERS)])
