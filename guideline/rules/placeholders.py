"""Kind "placeholder": what a template or a drill leaves behind."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from guideline.clauses import Table
from guideline.draft import Draft
from guideline.finding import Context
from guideline.rules.base import Hit, compiled, needed
from guideline.rules.pattern import surroundings

SIGN = r"[○〇◯●△▲□■×✕☓*_]"
BLANK = rf"(?:{SIGN}{{1,4}}|xx{{1,2}})"
BLANKS = re.compile(f"{SIGN}|xx")
UNFILLED = re.compile(
    rf"(?<![0-9〇一二三四五六七八九十年]){BLANK} ?(?:月 ?{BLANK} ?日|時 ?{BLANK} ?分|年 ?{BLANK} ?月"
    r"|時|分頃|日\([^)\n]{1,3}\))"
    rf"|\d{{1,2}}(?:月 ?{BLANK} ?日|時 ?{BLANK} ?分)|令和 ?{BLANK} ?年"
)


@dataclass(frozen=True)
class Placeholder:
    """Unfilled dates and times (`dates`), and the marks that the rule lists."""

    dates: bool
    marks: re.Pattern[str]
    without: re.Pattern[str] | None

    def find(self, draft: Draft, context: Context) -> Iterator[Hit]:
        """Each place that still has to be filled in."""
        dates = self.dates and BLANKS.search(draft.plain) is not None
        for pattern in (UNFILLED, self.marks) if dates else (self.marks,):
            for found in pattern.finditer(draft.plain):
                low, high = surroundings(draft, found.start(), "sentence")
                if found.end() > found.start() and not (self.without and self.without.search(draft.plain, low, high)):
                    yield Hit(found.start(), found.end(), draft.given[slice(*draft.span(*found.span()))])


def build(row: Table) -> Placeholder:
    """From {marks, dates, without}."""
    return Placeholder(row.flag("dates", False), needed(row, "marks"), compiled(row, "without", ()))
