"""Kind "character": characters of the text as given that hide, turn around, or look different elsewhere."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from guideline.clauses import Table
from guideline.draft import Draft
from guideline.finding import Context
from guideline.rules.base import Hit

SORTS: Mapping[str, re.Pattern[str]] = {
    # A joiner between emoji and a variation selector behind one belong to the emoji.
    "unseen": re.compile(
        "(?:[\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180e\u200b\u200c\u2060-\u2064\u206a-\u206f\u3164\ufeff\uffa0]"
        "|(?<![\u2190-\u2bff\ufe0f\U0001f000-\U0001faff\U000e0020-\U000e007f])\u200d"
        "|(?<![\U0001f3f4\U000e0020-\U000e007f])[\U000e0020-\U000e007f])"
    ),
    "bidi": re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]"),
    "machine": re.compile(
        "[\u2460-\u24ff\u2160-\u217f\u3220-\u324f\u3280-\u32ff\u3300-\u33ff\u2116\u2121\uf900-\ufaff\ue000-\uf8ff]"
    ),
    "broken": re.compile("[\ud800-\udfff\ufffd]"),
    "html": re.compile(
        r"</?(?:a|b|br|p|div|span|font|img|script|style|iframe|table|tr|td|ul|li|h[1-6]|strong|em)(?:\s[^<>]{0,200})?/?>|&(?:nbsp|amp|lt|gt|quot|#\d{2,6});",
        re.IGNORECASE,
    ),
}


@dataclass(frozen=True)
class Characters:
    """Characters of one sort."""

    sort: re.Pattern[str]

    def find(self, draft: Draft, context: Context) -> Iterator[Hit]:
        """Each of them, told by its code point where it cannot be seen. Places are those of the text as given."""
        for found in self.sort.finditer(draft.given):
            mark = found.group()
            told = mark if mark.isprintable() else " ".join(f"U+{ord(one):04X}" for one in mark)
            yield Hit(*found.span(), told, True)


def build(row: Table) -> Characters:
    """From {is}."""
    return Characters(SORTS[row.one_of("is", SORTS)])
