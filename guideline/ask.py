"""A question in a person's words → the clauses that answer it, and how sure that is."""

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from guideline.clause_search import ClauseSearch
from guideline.clauses import Guideline, GuidelineError
from guideline.meaning import KERNEL, LINEAR, Kernel, LinearModel, Vectors, open_vectors, read, softmax, write
from guideline.words import Words, normal

Mode = Literal["direct", "choices", "none"]

QUESTION_MAX = 1_000
"""Characters of a question; more is a document, not a question."""
OTHER = "none"
"""The model's class for everything that the guideline does not cover."""
KANJI = re.compile(r"[\u4e00-\u9fff]")
KANA_WEIGHT = 0.4
"""Of the sentence vector of a question without kanji, which says little: of such questions in cross-validation a
weight of 0, 0.3, 0.7 and 1 put 0.51, 0.53, 0.52 and 0.49 first."""
DIRECT = 0.4
"""Sharpened probability of the best clause from which it is the answer and not one of three."""
GREETING = re.compile(
    r"(こんにち[はわ]|こんばん[はわ]|おはよう(ございます)?|はじめまして|お疲れ(さま|様)(です|でした)?|よろしく(お願いします)?"
    r"|ありがとう(ございます|ございました)?|hi|hello|help|へるぷ|使い方(は|を教えて)?|テスト|何ができ(る|ますか))[ー〜~!?。、.\s]*"
)


@dataclass(frozen=True)
class Answer:
    """`direct`: the first is the answer; `choices`: one of the three; `none`: the guideline does not cover it.

    `clauses` are ids of clauses, or of sections whose opening text answers, best first, at most three;
    `chances` their probabilities among all clauses.
    """

    mode: Mode
    clauses: tuple[str, ...]
    chances: tuple[float, ...]


def is_greeting(text: str) -> bool:
    """Whether somebody only says hello or asks what this is."""
    return GREETING.fullmatch(normal(text).strip()) is not None


@dataclass(frozen=True)
class Gate:
    """`refuse`: chance of `OTHER` from which no clause is offered; `sharpness`: the exponent that makes the chances
    among clauses honest, since a regression over few examples a class is far too timid."""

    refuse: float
    sharpness: float


@dataclass(frozen=True)
class QuestionModel:
    """What training on labelled questions leaves: words, and what sentence vectors add to them.

    `by_words`, `by_both`: the gates of the two readers. `figures`: what cross-validation found, a line for each.
    """

    linear: LinearModel
    kernel: Kernel
    by_words: Gate
    by_both: Gate
    figures: tuple[str, ...] = ()

    @property
    def classes(self) -> tuple[str, ...]:
        """Ids of clauses and sections, and `OTHER`."""
        return self.linear.classes

    @property
    def digest(self) -> str:
        """Of the data, the code and the libraries that made it."""
        return self.linear.digest

    def chances(
        self, features: Iterable[str], vector: NDArray[np.float32] | None, weight: float = 1.0
    ) -> tuple[Gate, NDArray[np.float64]]:
        """Probabilities in the order of `classes`, and the gate to read them by. `weight`: of the vector, 0-1."""
        scores = self.linear.scores(*self.linear.weighted(features))
        if vector is None:
            return self.by_words, softmax(scores)
        found = scores + weight * self.kernel.scores(self.kernel.place(vector))
        return self.by_both, softmax(found * 2 / (1 + weight))

    def save(self, path: Path) -> None:
        """Writes the model without time stamps: the same training gives the same bytes."""
        gates = [[gate.refuse, gate.sharpness] for gate in (self.by_words, self.by_both)]
        header = {"classes": self.classes, "digest": self.digest, "gates": gates, "figures": self.figures}
        write(path, header, self.linear.parts() | self.kernel.parts())

    @classmethod
    def load(cls, path: Path) -> "QuestionModel":
        """Reads a model. Raises GuidelineError if the file is missing or no model of this program."""
        header, parts = read(path, (*LINEAR, *KERNEL))
        linear = LinearModel.of(path, header["classes"], header["digest"], parts)
        try:
            words, both = (Gate(refuse, sharpness) for refuse, sharpness in header["gates"])
            return cls(linear, Kernel(*(parts[name] for name in KERNEL)), words, both, tuple(header["figures"]))
        except (KeyError, TypeError, ValueError) as error:
            raise GuidelineError(f"{path}: no model of questions ({error}): run `snsbot guideline train`") from error


@dataclass(frozen=True)
class Reader:
    """Answers questions about one guideline. Safe to use from several threads."""

    guideline: Guideline
    words: Words
    model: QuestionModel | ClauseSearch
    vectors: Vectors | None = None

    def answer(self, question: str, semantic: bool = True) -> Answer:
        """The clauses for a question of at most `QUESTION_MAX` characters; `semantic` False: by its words alone."""
        named = self._named(question)
        if named is not None:
            return Answer("direct", (named,), (1.0,))
        asked = question[:QUESTION_MAX]
        if isinstance(self.model, ClauseSearch):
            searched = () if is_greeting(question) else self.model.best(self.words.features(asked))
            return Answer("choices" if searched else "none", searched, (0.0,) * len(searched))
        vector = self.vectors.of(asked) if self.vectors and semantic else None
        weight = 1.0 if KANJI.search(asked) else KANA_WEIGHT
        gate, chances = self.model.chances(self.words.features(asked), vector, weight)
        ranked = sorted(zip(chances.tolist(), self.model.classes, strict=True), reverse=True)
        refusal = next(chance for chance, found in ranked if found == OTHER)
        if refusal > gate.refuse or is_greeting(question):
            return Answer("none", (), ())
        sharp = [(chance**gate.sharpness, found) for chance, found in ranked if found != OTHER]
        total = sum(chance for chance, _ in sharp)
        best = [(chance / total, found) for chance, found in sharp[:3]]
        mode: Mode = "direct" if best[0][0] >= DIRECT else "choices"
        return Answer(mode, tuple(found for _, found in best), tuple(chance for chance, _ in best))

    @property
    def has_learned(self) -> bool:
        """Whether it learned from questions; else it searches the clauses' own words, and cards say so."""
        return not isinstance(self.model, ClauseSearch)

    def _named(self, question: str) -> str | None:
        """A question that is nothing but a clause's number is that clause."""
        plain = normal(question).strip()
        if (
            re.fullmatch(r"第?[\d(][\d()の\-/条項号第但書ア-ン]*", plain) is None
            and question not in self.guideline.clauses
        ):
            return None
        found = self.guideline.find(question)
        return found.id if found else None


def load_reader(folder: Path, guideline: Guideline, meaning: str = "semantic") -> Reader:
    """The reader of a city's folder; without a model it searches the clauses' own words.

    `meaning`: "semantic" reads with sentence vectors where this machine has them, "lexical" by words alone.
    Raises GuidelineError if its names or its model cannot be used.
    """
    if not (folder / "questions.npz").exists():
        words = Words(load_names(folder))
        return Reader(guideline, words, ClauseSearch.over(guideline, words))
    model = QuestionModel.load(folder / "questions.npz")
    known = {*guideline.clauses, *guideline.sections, OTHER}
    strange = [found for found in model.classes if found not in known]
    if strange or OTHER not in model.classes:
        path = folder / "questions.npz"
        raise GuidelineError(f"{path}: knows other clauses ({strange}): run `snsbot guideline train`")
    return Reader(guideline, Words(load_names(folder)), model, open_vectors(meaning))


def load_names(folder: Path) -> dict[str, str]:
    """The city's list of names (spelling → kind). Raises GuidelineError if it cannot be used."""
    path = folder / "names.toml"
    try:
        names = tomllib.loads(path.read_text(encoding="utf-8"))["names"]
    except (OSError, KeyError, tomllib.TOMLDecodeError) as error:
        raise GuidelineError(f"{path}: needs a table [names] of spelling = kind ({error})") from error
    if not all(isinstance(kind, str) for kind in names.values()):
        raise GuidelineError(f"{path}: names: every kind must be a text")
    return {normal(name): kind for name, kind in names.items()}


def scoring_ids(answer: Answer, guideline: Guideline) -> list[str]:
    """The clause ids of an answer, without sections: their opening text is no clause of its own."""
    return [found for found in answer.clauses if found in guideline.clauses]
