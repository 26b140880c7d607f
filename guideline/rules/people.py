"""Kind "people": persons named with a cue. A name by itself says nothing: hospitals, roads and shops bear names too."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from guideline.clauses import Table
from guideline.draft import Draft, Word
from guideline.finding import Context
from guideline.rules.base import Hit, compiled
from guideline.rules.pattern import surroundings

TITLE = re.compile(
    r"(?<=[一-龠々ぁ-んァ-ヶー ・])(?:(?<![皆客者店])(?<!みな)(?<!たく)さん"
    r"|(?<![皆客者同])様(?![子々式態相])|(?<![みな])さま(?!ざま)|氏(?![名神族])|くん|君(?!が代)|(?<!赤)ちゃん)"
)
"""A title behind a name. The commonest words that are no names (皆さん, お客様) are left out, the others by Sudachi."""
REACH = 16
"""Characters before a title in which a name can begin."""
FORM = re.compile(r"(?:氏名|お?名前|本名|実名|姓名)(?:は|[:=])?[ 「『]{0,2}")


class Mention(NamedTuple):
    """A person named: the name's place, with its title. `full`: family and given name. `form`: after 氏名 and such."""

    start: int
    end: int
    full: bool
    form: bool


def mentions(draft: Draft) -> list[Mention]:
    """The persons of a draft, in order. Words are only read where there is a cue at all."""
    found: list[Mention] = draft.once("mentions", lambda one: sorted({*_titled(one), *_in_forms(one)}))
    return found


def _titled(draft: Draft) -> Iterator[Mention]:
    for title in TITLE.finditer(draft.plain):
        before = draft.words_between(title.start() - REACH, title.end())
        name = _name_at_end([word for word in before if word.end <= title.start()])
        if name:
            yield Mention(name[0].start, title.end(), len([one for one in name if one.is_name]) > 1, False)


def _name_at_end(words: list[Word]) -> list[Word]:
    """The last words as far as they are a name: 姓, 姓 名, or one other proper noun (田 as a place is a 姓 too)."""
    name: list[Word] = []
    for word in reversed(words[:-1] if words and words[-1].surface == " " else words):
        if word.is_name or (name and word.surface in " ・"):
            name.insert(0, word)
        elif word.speech[1] == "固有名詞" and (not name or word.end == name[0].start):
            name.insert(0, word)
            break
        else:
            break
    while name and name[0].surface in " ・":
        name.pop(0)
    return name


def _in_forms(draft: Draft) -> Iterator[Mention]:
    for cue in FORM.finditer(draft.plain):
        words = draft.words_between(cue.end(), cue.end() + 14)
        name: list[Word] = []
        for word in words:
            if not (word.is_name or (name and word.surface == " ")):
                break
            name.append(word)
        names = [word for word in name if word.is_name and not word.surface.isascii()]
        if names:
            yield Mention(names[0].start, names[-1].end, len(names) > 1, True)


@dataclass(frozen=True)
class People:
    """Mentions with words near them that make them a matter of the person's own, and none that make it public.

    `before` and `after` must stand right before and after the name; `near` and `without` in reach.
    """

    full: bool
    form: bool
    near: re.Pattern[str] | None
    without: re.Pattern[str] | None
    before: re.Pattern[str] | None
    after: re.Pattern[str] | None
    reach: str

    def find(self, draft: Draft, context: Context) -> Iterator[Hit]:
        """Each mention that fits."""
        if (self.near and not self.near.search(draft.plain)) or not (
            TITLE.search(draft.plain) or FORM.search(draft.plain)
        ):
            return
        for one in mentions(draft):
            if one.form == self.form and (one.full or not self.full) and self._fits(draft, one):
                yield Hit(one.start, one.end, draft.plain[one.start : one.end])

    def _fits(self, draft: Draft, one: Mention) -> bool:
        text = draft.plain
        low, high = surroundings(draft, one.start, self.reach)
        return not (
            (self.near and not self.near.search(text, low, high))
            or (self.without and self.without.search(text, low, high))
            or (self.before and not self.before.search(text[max(0, one.start - 20) : one.start]))
            or (self.after and not self.after.match(text, one.end))
        )


def build(row: Table) -> People:
    """From {full, form, near, without, before, after, reach}; `before` is matched up to the name."""
    before = compiled(row, "before", ())
    return People(
        row.flag("full", False), row.flag("form", False), compiled(row, "near", ()), compiled(row, "without", ()),
        re.compile(f"(?:{before.pattern})$") if before else None, compiled(row, "after", ()),
        row.text("reach", default="sentence"),
    )  # fmt: skip
