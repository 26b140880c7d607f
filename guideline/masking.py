"""Blacks out personal data in what is handed to the public (情報公開), with the reason for each passage.

Rather too much than too little: whoever decides what is disclosed has the list of what was masked, and the original.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from guideline.check import Checker
from guideline.draft import Draft
from guideline.finding import Context
from guideline.rules import address, mail, numbers, people, phone

BLACK = "■■■"
NAME, MAIL, PHONE, HOUSE, NUMBER, FOUND = "氏名", "メールアドレス", "電話番号", "住所", "個人を識別する番号", "個人情報"
KINDS = frozenset({"phone", "mail", "address", "people", "number"})
"""Kinds of rules in a city's rules.toml that look for what belongs to a person."""


@dataclass(frozen=True)
class Masked:
    """A passage that was blacked out, and why."""

    words: str
    why: str


@dataclass(frozen=True)
class Masker:
    """The check's own detectors, and the names that the city knows. `names`: as they are written, the longest first."""

    checker: Checker
    names: tuple[str, ...]

    @classmethod
    def of(cls, checker: Checker, names: Iterable[str]) -> "Masker":
        """A masker for these names, with and without the space inside, and their parts of two letters or more."""
        every: set[str] = set()
        for name in names:
            parts = name.split()
            every |= {name, "".join(parts), *(part for part in parts if len(part) > 1)}
        return cls(checker, tuple(sorted((one for one in every if one.strip()), key=lambda one: (-len(one), one))))

    def mask(self, text: str) -> tuple[str, list[Masked]]:
        """The text with each passage replaced by one bar, whose length says nothing, and what stood there, in order."""
        told, shown, at = list[Masked](), "", 0
        for start, end, why in _joined(self._passages(text)):
            shown += text[at:start] + BLACK
            told.append(Masked(text[start:end], why))
            at = end
        return shown + text[at:], told

    def _passages(self, text: str) -> Iterator[tuple[int, int, str]]:
        for name in self.names:
            at = text.find(name)
            while at >= 0:
                yield at, at + len(name), NAME
                at = text.find(name, at + len(name))
        draft = Draft(text, self.checker.words)
        for start, end, why in (*_seen(draft), *self._found(draft)):
            if end > start:
                yield (*draft.span(start, end), why)

    def _found(self, draft: Draft) -> Iterator[tuple[int, int, str]]:
        for rule in self.checker.rules.rules:
            if rule.kind in KINDS:
                for hit in rule.detector.find(draft, Context(capacity="職務")):
                    if hit.start is not None and hit.end is not None and not hit.as_given:
                        yield hit.start, hit.end, FOUND


def _seen(draft: Draft) -> Iterator[tuple[int, int, str]]:
    """Whatever the readers of the detectors see, whether or not a rule would speak of it."""
    yield from ((start, end, PHONE) for start, end, _ in phone.phones(draft))
    yield from ((start, end, MAIL) for start, end, _ in mail.mails(draft))
    yield from ((start, end, HOUSE) for start, end in address.houses(draft))
    for read in numbers.READERS.values():
        yield from ((start, end, NUMBER) for start, end in read(draft))
    yield from ((one.start, one.end, NAME) for one in people.mentions(draft))
    yield from ((one.start, one.end, NAME) for one in draft.words_between(0, len(draft.plain)) if one.is_name)


def _joined(passages: Iterable[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """Passages in order; those that overlap become one."""
    joined: list[tuple[int, int, str]] = []
    for start, end, why in sorted(passages):
        if joined and start < joined[-1][1]:
            last = joined[-1]
            reasons = dict.fromkeys([*last[2].split("・"), why])
            joined[-1] = (last[0], max(last[1], end), "・".join(reasons))
        else:
            joined.append((start, end, why))
    return joined
