"""Kind "account": names of accounts that nearly are one of the city's."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from guideline.clauses import Table
from guideline.draft import Draft
from guideline.finding import Context
from guideline.look_alike import look_alikes
from guideline.rules.base import Hit

ID = re.compile(
    r"(?:(?<![a-z0-9._%+\-])@|(?:twitter|x|instagram|facebook|threads|tiktok|youtube|note)\.(?:com|net)/@?|bsky\.app/profile/)"
    r"([a-z0-9_.\-]{3,40})"
)


@dataclass(frozen=True)
class LookAlike:
    """Account ids that differ from an official one by a character or two."""

    def find(self, draft: Draft, context: Context) -> Iterator[Hit]:
        """Each id that is no official one but looks like it; `told` is the official one."""
        official = {name.lower().lstrip("@"): name for name in context.official_accounts}
        for found in ID.finditer(draft.plain) if official else ():
            written = found[1].rstrip(".-")
            twin = None if written in official else next(iter(look_alikes(written, official)), None)
            if twin is not None:
                yield Hit(found.start(1), found.start(1) + len(written), official[twin])


def build(row: Table) -> LookAlike:
    """Takes no parameters: the official ids come with the context."""
    return LookAlike()
