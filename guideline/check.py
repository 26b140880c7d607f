"""A draft and what its author says of it → findings, each with its place, clause, reason and advice; and questions."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from guideline.ask import load_names
from guideline.clauses import Guideline
from guideline.draft import Draft
from guideline.finding import Ask, Checked, Context, Finding, Suspects, Suspicion
from guideline.picture import PictureFacts
from guideline.rules.ask import Effect, with_answers
from guideline.rules.base import context_of
from guideline.rules.loading import Rules, load_rules
from guideline.words import Words

__all__ = ["CHECK_MAX", "Checker", "as_json", "context_of", "load_checker"]

CHECK_MAX = 100_000
"""Characters of a draft; more is refused, never cut."""
REMEMBERED = 500
"""Texts, by their digest, of which the suspicions are remembered."""
ORDER = ("block", "fix", "confirm", "note")
SURER = ("rule", "context", "example")
LEVELS = {"block": "block", "fix": "warn", "confirm": "warn", "note": "note"}
"""Our four severities in the three words of the JSON contract."""


@dataclass(frozen=True)
class Checker:
    """Checks drafts against one guideline. Safe to use from several threads."""

    guideline: Guideline
    words: Words
    rules: Rules
    suspects: Suspects | None = None
    _remembered: dict[bytes, Sequence[Suspicion]] = field(default_factory=dict, init=False, compare=False, repr=False)

    def check(
        self, text: str, context: Context, answers: Mapping[str, str] = {}, pictures: Sequence[PictureFacts] = ()
    ) -> Checked:
        """All findings, the gravest first, and the questions still open: `read` and `judge` in one.

        `text`: at most `CHECK_MAX` code points. `answers`: id of a question → the value chosen; ids that no
        question has are passed over, as the rules may have changed since. Raises ValueError for a text that is
        too long or a value that is no answer.
        """
        if len(text) > CHECK_MAX:
            raise ValueError(f"a draft may have {CHECK_MAX:,} characters, this one has {len(text):,}")
        told = self.told(context, answers)
        return self.judge(text, context, answers, pictures, self.read(text, told))

    def told(self, context: Context, answers: Mapping[str, str]) -> Context:
        """The context with what the author answered."""
        return with_answers(context, self._effects(answers))

    def recall(self, text: str, context: Context) -> Sequence[Suspicion] | None:
        """What the learned reader suspected of this text before, None where it has to read it."""
        return () if self.suspects is None else self._remembered.get(_key(text, context))

    def read(self, text: str, context: Context) -> Sequence[Suspicion]:
        """What the learned reader suspects, the slow part of a check; remembered for the presses that follow."""
        found = self.recall(text, context)
        if found is None and self.suspects is not None:
            found = self.suspects.suspicions(text, context)
            if len(self._remembered) >= REMEMBERED:
                self._remembered.clear()
            self._remembered[_key(text, context)] = found
        return found or ()

    def judge(
        self, text: str, context: Context, answers: Mapping[str, str], pictures: Sequence[PictureFacts],
        suspected: Sequence[Suspicion] | None,
    ) -> Checked:  # fmt: skip
        """See `check`. `suspected`: what `read` says of the text; None while it is not known."""
        effects = list(self._effects(answers))
        context = with_answers(context, iter(effects))
        draft = Draft(text, self.words, tuple(pictures))
        found = [*self._by_rules(draft, context), *self._by_example(draft, suspected or ())]
        asks = self._asks(draft, context, found, answers)
        cleared = {clause for effect in effects for clause in effect.clears}
        found = [one for one in found if one.clause not in cleared]
        found += [effect.raises for effect in effects if effect.raises]
        return Checked(tuple(_ordered(_merged(found))), asks, suspected is not None)

    def clauses(self) -> dict[str, tuple[str, ...]]:
        """Each clause of the guideline → the names of what covers it in a check, empty for what bears on no draft."""
        return {clause: tuple(self.rules.covering(clause)) for clause in self.guideline.clauses}

    def _effects(self, answers: Mapping[str, str]) -> Iterator[Effect]:
        for one in self.rules.asks:
            if one.ask.id in answers:
                yield one.effect(answers[one.ask.id])

    def _by_rules(self, draft: Draft, context: Context) -> Iterator[Finding]:
        for rule in self.rules.rules:
            yield from rule.findings(draft, context)

    def _by_example(self, draft: Draft, suspected: Sequence[Suspicion]) -> Iterator[Finding]:
        for one in suspected:
            meant = self.rules.meant.get(one.clause)
            if meant and not self._spared(draft, one):
                yield Finding(
                    "example", one.clause, "confirm", meant.reason, meant.advice, "example",
                    one.start, one.end, one.example,
                )  # fmt: skip

    def _spared(self, draft: Draft, one: Suspicion) -> bool:
        start, end = draft.place(one.start), draft.place(one.end - 1) + 1
        return any(one.clause in guard.clauses and guard.spares(draft, start, end) for guard in self.rules.guards)

    def _asks(
        self, draft: Draft, context: Context, found: Iterable[Finding], answers: Mapping[str, str]
    ) -> tuple[Ask, ...]:
        raised = frozenset(one.clause for one in found if one.clause)
        return tuple(
            one.ask for one in self.rules.asks if one.ask.id not in answers and one.applies(draft, context, raised)
        )


def _key(text: str, context: Context) -> bytes:
    """What a reading is remembered under, without the text."""
    return hashlib.sha256(f"{context.capacity}\n{text}".encode("utf-8", "surrogatepass")).digest()


def load_checker(
    folder: Path, guideline: Guideline, words: Words | None = None, suspects: Suspects | None = None
) -> Checker:
    """A checker with a city's rules. Raises GuidelineError naming file and key at the first fault.

    `words`: pass those of the reader, so that the dictionary (145 MB) is loaded once.
    """
    return Checker(guideline, words or Words(load_names(folder)), load_rules(folder, guideline), suspects)


def _merged(found: Iterable[Finding]) -> list[Finding]:
    """One finding for each passage and clause: of overlapping ones the gravest, then the surest, then the first."""
    kept: dict[str | None, list[Finding]] = {}
    for one in sorted(found, key=lambda one: (ORDER.index(one.severity), SURER.index(one.by), one.start or 0)):
        same = kept.setdefault(one.clause or one.rule, [])
        if not any(_overlap(one, other) for other in same):
            same.append(one)
    return [one for same in kept.values() for one in same]


def _overlap(one: Finding, other: Finding) -> bool:
    if one.start is None or one.end is None or other.start is None or other.end is None:
        return one.start is None and other.start is None and one.rule == other.rule
    return one.start < other.end and other.start < one.end


def _ordered(found: Iterable[Finding]) -> list[Finding]:
    return sorted(found, key=lambda one: (ORDER.index(one.severity), -1 if one.start is None else one.start))


def as_json(id: str, text: str, checked: Checked) -> dict[str, Any]:
    """The line of `snsbot check --jsonl` for a draft: places are code points of the text as given."""
    return {
        "id": id,
        "severity": checked.severity,
        "raised": list(checked.raised),
        "findings": [
            {
                "clause": one.clause,
                "severity": LEVELS[one.severity],
                "start": one.start,
                "end": one.end,
                "excerpt": None if one.start is None else text[one.start : one.end],
                "reason": one.reason,
                "advice": one.advice,
                "by": one.by,
                "rule": one.rule,
                "example": one.example or None,
            }
            for one in checked.findings
        ],
        "asks": [
            {
                "id": one.id,
                "question": one.question,
                "clause": one.clause,
                "answers": [{"value": answer.value, "label": answer.label} for answer in one.answers],
            }
            for one in checked.asks
        ],
    }
