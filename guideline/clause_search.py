"""Search by words over the clauses alone: what answers questions in a folder that has not learned from examples yet.

It knows nothing but the guideline's own words, so it never claims to have the answer: it offers clauses to choose from.
"""

import math
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from guideline.clauses import Clause, Guideline
from guideline.words import Words

SATURATION, LENGTH_WEIGHT = 1.2, 0.5
"""BM25's two numbers, at their usual values."""
LEAST_SHARE = 0.1
"""Share of a question's weight that a clause must hold to be offered (400 unseen questions: right clause among three
0.49 of 300, 0.48 of 100 others refused; at 0.2 it is 0.31 and 0.82)."""
WORDS_ONLY = ("a:", "c:", "s:")
"""Features that are words; pairs and triples of characters meet everywhere."""


@dataclass(frozen=True)
class ClauseSearch:
    """BM25 over each clause with its section, heading and list opening. Safe to use from several threads."""

    ids: tuple[str, ...]
    counts: tuple[Counter[str], ...]
    rarity: dict[str, float]
    mean_length: float

    @classmethod
    def over(cls, guideline: Guideline, words: Words) -> "ClauseSearch":
        """The search over a guideline's clauses."""
        counts = tuple(_counted(words.features(_read(guideline, clause))) for clause in guideline.clauses.values())
        seen = Counter(feature for one in counts for feature in one)
        rarity = {feature: math.log(1 + (len(counts) - n + 0.5) / (n + 0.5)) for feature, n in seen.items()}
        lengths = [sum(one.values()) for one in counts]
        return cls(tuple(guideline.clauses), counts, rarity, sum(lengths) / len(lengths))

    def best(self, features: Iterable[str], most: int = 3) -> tuple[str, ...]:
        """The ids of the clauses that share most with a question, best first; none where they share too little."""
        asked = _counted(features)
        whole = sum(self.rarity.get(feature, math.log(1 + len(self.ids))) for feature in asked) or 1.0
        scores = [self._score(asked, one) for one in self.counts]
        ranked = sorted(range(len(scores)), key=lambda at: -scores[at])[:most]
        return tuple(self.ids[at] for at in ranked if scores[at] / whole >= LEAST_SHARE)

    def _score(self, asked: Counter[str], clause: Counter[str]) -> float:
        length = SATURATION * (1 - LENGTH_WEIGHT + LENGTH_WEIGHT * sum(clause.values()) / self.mean_length)
        return sum(
            self.rarity[feature] * clause[feature] * (SATURATION + 1) / (clause[feature] + length)
            for feature in asked
            if feature in clause
        )


def _counted(features: Iterable[str]) -> Counter[str]:
    return Counter(feature for feature in features if feature.startswith(WORDS_ONLY))


def _read(guideline: Guideline, clause: Clause) -> str:
    return "\n".join((guideline.sections[clause.section].title, clause.head, clause.label, clause.text))
