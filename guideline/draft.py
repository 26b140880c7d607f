"""A draft as detectors read it: folded text, sentences and words, each with its place in the text as given."""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Iterator
from functools import cached_property, lru_cache
from typing import Any, NamedTuple

from guideline.picture import PictureFacts
from guideline.words import SplitMode, Words  # type: ignore[attr-defined]  # its importer is the only one of sudachipy

UNSEEN = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\U000e0000-\U000e0fff]"
)
"""Characters that nobody sees: left out of the folded text, so that they hide nothing from a detector."""
MARKS = "\u0300-\u036f\u3099\u309a\uff9e\uff9f"
PLAIN = "\n -@\\[-~\u3001\u3002\u3005\u3007-\u3011\u3041-\u3096\u309d\u309e\u30a1-\u30fe\u4e00-\u9fff"
"""Characters that folding leaves as they are, unless marks follow: nearly all of a Japanese text."""
SEGMENT = re.compile(f"(?P<plain>[{PLAIN}]+(?![{MARKS}]))|[^{MARKS}][{MARKS}]{{0,8}}|[\\s\\S]")
"""Characters to be left alone, or one with the marks that may melt into it (か + ゛ → が): few at a time, because
NFKC sorts marks in quadratic time."""
SENTENCE = re.compile(
    "[^\n。!?\u2600-\u27bf\U0001f000-\U0001faff]*[\n。!?\u2600-\u27bf\U0001f000-\U0001faff]+[」』)\\]】]{0,3}"
    "|[^\n。!?\u2600-\u27bf\U0001f000-\U0001faff]+"
)
"""A sentence ends with 。, !, ?, a line or an emoji, which is how posts end theirs."""
SURROGATE = re.compile("[\ud800-\udfff]")
KANJI_DIGITS = str.maketrans("〇○零一二三四五六七八九", "000123456789")


class Word(NamedTuple):
    """A word of Sudachi's long units: its place in the folded text, its spelling and its parts of speech."""

    start: int
    end: int
    surface: str
    speech: tuple[str, ...]

    @property
    def is_name(self) -> bool:
        """Whether the dictionary holds it for a person's name (which says little by itself)."""
        return self.speech[2] == "人名"


class Draft:
    """One text. Everything costly is made once, when a detector first asks for it.

    `plain` is NFKC, lower case, without unseen characters and lone surrogates; places in it are turned into
    code points of the text as given by `span`.
    """

    def __init__(self, given: str, words: Words, pictures: tuple[PictureFacts, ...] = ()) -> None:
        self.given = given
        self.pictures = pictures
        self._words = words
        self._memory: dict[str, Any] = {}
        self.plain, self._starts, self._ends = _folded(given)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where the passage `start`-`end` of `plain` stands in the text as given. `end` > `start`."""
        if self._starts is None or self._ends is None:
            return start, end
        return self._starts[start], self._ends[end - 1]

    def place(self, given: int) -> int:
        """The place in `plain` of a code point of the text as given."""
        if self._starts is None:
            return given
        return max(0, bisect_right(self._starts, given) - 1)

    @cached_property
    def digits(self) -> str:
        """`plain` with kanji digits as ASCII digits, place for place."""
        return self.plain.translate(KANJI_DIGITS)

    @cached_property
    def _sentence_starts(self) -> list[int]:
        return [found.start() for found in SENTENCE.finditer(self.plain)] or [0]

    def sentence(self, place: int, reach: int = 120) -> tuple[int, int]:
        """The sentence in `plain` that a place stands in, cut at `reach` characters to each side.

        Cut, because a text without full stops is one sentence, and looking through it for each finding would
        cost the square of its length.
        """
        starts = self._sentence_starts
        at = bisect_right(starts, place) - 1
        end = starts[at + 1] if at + 1 < len(starts) else len(self.plain)
        return max(starts[max(at, 0)], place - reach), min(end, place + reach)

    def words_between(self, start: int, end: int) -> tuple[Word, ...]:
        """The words of a passage of `plain`, of any length, read by themselves.

        Detectors read the few places that have a cue: reading everything would cost more than all else together.
        """
        return tuple(self._read(max(0, start), end))

    def once(self, key: str, make: Callable[["Draft"], Any]) -> Any:
        """What `make` returns for this draft, made at the first call: what several detectors share."""
        if key not in self._memory:
            self._memory[key] = make(self)
        return self._memory[key]

    def _read(self, start: int, end: int) -> Iterator[Word]:
        at = start
        for found in self._words.tokens(self.plain[start:end], SplitMode.C):
            surface = found.surface()
            yield Word(at, at + len(surface), surface, tuple(found.part_of_speech()))
            at += len(surface)


def _folded(given: str) -> tuple[str, list[int] | None, list[int] | None]:
    """The folded text, and for each of its characters the first and past-the-last code point it came from.

    No lists where nothing moved, which is the usual case.
    """
    if UNSEEN.search(given) is None and unicodedata.is_normalized("NFKC", given) and not SURROGATE.search(given):
        lowered = given.lower()
        if len(lowered) == len(given):
            return lowered, None, None
    parts: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for found in SEGMENT.finditer(given):
        if found.lastgroup:
            parts.append(found.group())
            starts += range(found.start(), found.end())
            ends += range(found.start() + 1, found.end() + 1)
            continue
        part = _fold(found.group())
        if part:
            parts.append(part)
            starts += [found.start()] * len(part)
            ends += [found.end()] * len(part)
    return "".join(parts), starts, ends


@lru_cache(maxsize=8192)
def _fold(segment: str) -> str:
    if SURROGATE.search(segment):
        return "\ufffd"
    return UNSEEN.sub("", unicodedata.normalize("NFKC", UNSEEN.sub("", segment)).lower())
