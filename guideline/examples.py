"""A draft's passages → clauses that labelled examples speak against."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from guideline.ask import load_names
from guideline.draft_model import DraftModel, Scores
from guideline.finding import Capacity, Context, Suspicion
from guideline.meaning import Vectors, open_vectors
from guideline.words import Words, has_words, normal

WINDOW_MAX = 120
"""Characters of neighbouring passages that are read together: a sentence often needs the one before it, and in a long
text a bad one is drowned. At 5% false alarms, windows of 300 and 120 found 0.64 and 0.80 of prohibited long drafts."""
SEMANTIC_MAX = 1_000
"""Characters of a draft that sentence vectors are made for (a millisecond each): the rest is read by its words."""
EMOJI = "\u2600-\u27bf\u2b00-\u2bff\ufe0f\u200d\u20e3\U0001f000-\U0001faff"
END = f"。｡．！？!?‼⁉…♪♡\n\r\u2028\u2029\u3000{EMOJI}"
PASSAGE = re.compile(rf"(?:「[^「」\n]*」|『[^『』\n]*』|[^{END}])+[{END}]*")
"""A sentence, ended by a mark, a line break or emoji; a quotation is not cut."""
SHORT = 6
"""Characters under which a passage says too little alone and stays with the one before it."""


@dataclass(frozen=True)
class Passage:
    """`start`, `end`: code points of the draft as given, without the white space around."""

    start: int
    end: int


def passages(text: str) -> list[Passage]:
    """The sentences of a draft in order, those without words left out."""
    found: list[Passage] = []
    for match in PASSAGE.finditer(text):
        raw = match.group()
        start = match.start() + len(raw) - len(raw.lstrip())
        end = match.start() + len(raw.rstrip())
        if not has_words(normal(raw)):
            continue
        if end - start < SHORT and found and "\n" not in text[found[-1].end : start]:
            found[-1] = Passage(found[-1].start, end)
        else:
            found.append(Passage(start, end))
    return found


def windows(found: Sequence[Passage]) -> Iterator[range]:
    """Neighbouring passages, as many as fit into `WINDOW_MAX` characters, as ranges of their positions."""
    first = 0
    for at, passage in enumerate(found):
        if passage.end - found[first].start > WINDOW_MAX and at > first:
            yield range(first, at)
            first = at
    if found:
        yield range(first, len(found))


def read_together(text: str) -> list[str]:
    """The pieces in which a draft is read."""
    found = passages(text)
    return [text[found[part[0]].start : found[part[-1]].end] for part in windows(found)]


@dataclass(frozen=True)
class Examples:
    """The learned reader of drafts (`Suspects`). Safe to use from several threads."""

    words: Words
    model: DraftModel
    vectors: Vectors | None = None

    def suspicions(self, text: str, context: Context) -> Sequence[Suspicion]:
        """Passages of a draft and the clauses that similar labelled lines broke, surest first."""
        found = passages(text)
        parts = list(windows(found))
        suspected: list[Suspicion] = []
        for part in parts:
            suspected += self._in_window(text, [found[at] for at in part], context.capacity, len(parts) > 1)
        return tuple(sorted(suspected, key=lambda one: (-one.chance, one.start, one.clause)))

    def _in_window(
        self, text: str, found: Sequence[Passage], capacity: Capacity | None, is_part: bool
    ) -> Iterator[Suspicion]:
        """What is suspect about neighbouring passages, each time at the passage that is most suspect alone.

        Sentences out of their context raise false alarms, so that alone they decide nothing (cross-validation at 5%
        false alarms: of prohibited drafts 0.62 were found by windows, 0.44 by the most suspect sentence).
        """
        together = self._read(text, Passage(found[0].start, found[-1].end), capacity)
        suspect = np.flatnonzero(self.model.suspect(together, capacity, is_part))
        # Which passage it is, the words alone can tell: a vector costs a millisecond a character.
        alone = (
            [together]
            if len(found) == 1 or not len(suspect)
            else [self._read(text, one, capacity, by_words=True) for one in found]
        )
        for number in suspect.tolist():
            at = int(np.argmax([scores.chances[number] for scores in alone]))
            example = self.model.nearest(number, alone[at])
            yield Suspicion(
                self.model.classes[number], found[at].start, found[at].end, float(together.chances[number]), example
            )

    def _read(self, text: str, passage: Passage, capacity: Capacity | None, by_words: bool = False) -> Scores:
        said = text[passage.start : passage.end]
        vectors = self.vectors if passage.end <= SEMANTIC_MAX and not by_words else None
        vector = vectors.of(said) if vectors else None
        return self.model.scores(self.words.features(said), vector, capacity)


def load_suspects(folder: Path, meaning: str = "semantic") -> Examples:
    """The learned reader of a city's folder. Raises GuidelineError if its names or its model cannot be used.

    `meaning`: "semantic" reads with sentence vectors where this machine has them, "lexical" by words alone.
    """
    model = DraftModel.load(folder / "drafts.npz")
    return Examples(Words(load_names(folder)), model, open_vectors(meaning))
