"""Kind "placeholder": what a template or a drill leaves behind."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from guideline.clauses import Table
from guideline.draft import Draft
from guideline.finding import Context
from guideline.rules.base import Hit, compiled, needed
from guideline.rules.pattern import surroundings

BLANK = r"(?:[○〇◯●△▲□■×✕☓＊*_＿]{1,4}|xx{1,3})"
UNFILLED = re.compile(
    rf"{BLANK} ?月 ?{BLANK} ?日|{BLANK} ?時 ?{BLANK} ?分|(?<![0-9〇一二三四五六七八九十]){BLANK} ?(?:時|分頃|日\([^)\n]{{1,3}}\))"
    rf"|\d{{1,2}}月 ?{BLANK} ?日|\d{{1,2}}時 ?{BLANK} ?分|令和 ?{BLANK} ?年|(?<![\d年]){BLANK}年{BLANK}月"
)


@dataclass(frozen=True)
class Placeholder:
    """Unfilled dates and times (`dates`), and the marks that the rule lists."""

    dates: bool
    marks: re.Pattern[str]
    without: re.Pattern[str] | None

    def find(self, draft: Draft, context: Context) -> Iterator[Hit]:
        """Each place that still has to be filled in."""
        for pattern in (UNFILLED, self.marks) if self.dates else (self.marks,):
            for found in pattern.finditer(draft.plain):
                low, high = surroundings(draft, found.start(), "sentence")
                if found.end() > found.start() and not (self.without and self.without.search(draft.plain, low, high)):
                    yield Hit(found.start(), found.end(), draft.given[slice(*draft.span(*found.span()))])


def build(row: Table) -> Placeholder:
    """From {marks, dates, without}."""
    return Placeholder(row.flag("dates", False), needed(row, "marks"), compiled(row, "without", ()))
