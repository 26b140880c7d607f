"""A question in a person's words → the clauses that answer it, and how sure that is."""

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from guideline.clause_search import ClauseSearch
from guideline.clauses import Guideline, GuidelineError
from guideline.meaning import LinearModel
from guideline.words import Words, normal

Mode = Literal["direct", "choices", "none"]

QUESTION_MAX = 1_000
"""Characters of a question; more is a document, not a question."""
OTHER = "none"
"""The model's class for everything that the guideline does not cover."""
REFUSE = 0.5
"""Probability of `OTHER` from which no clause is offered (measured: refused 0.91 at 0.04 false refusals)."""
SHARPNESS = 3.0
"""Exponent that makes the probabilities among clauses honest: of 1 to 3 the one with the least log loss
in 4-fold cross-validation (2.76 to 1.79). A softmax over few examples a class is far too timid."""
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
class Reader:
    """Answers questions about one guideline. Safe to use from several threads."""

    guideline: Guideline
    words: Words
    model: LinearModel | ClauseSearch

    def answer(self, question: str) -> Answer:
        """The clauses for a question of at most `QUESTION_MAX` characters."""
        named = self._named(question)
        if named is not None:
            return Answer("direct", (named,), (1.0,))
        if isinstance(self.model, ClauseSearch):
            found = () if is_greeting(question) else self.model.best(self.words.features(question[:QUESTION_MAX]))
            return Answer("choices" if found else "none", found, (0.0,) * len(found))
        chances = self.model.chances(self.words.features(question[:QUESTION_MAX]))
        ranked = sorted(zip(chances.tolist(), self.model.classes, strict=True), reverse=True)
        refusal = next(chance for chance, found in ranked if found == OTHER)
        if refusal > REFUSE or is_greeting(question):
            return Answer("none", (), ())
        sharp = [(chance**SHARPNESS, found) for chance, found in ranked if found != OTHER]
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


def load_reader(folder: Path, guideline: Guideline) -> Reader:
    """The reader of a city's folder; without a model it searches the clauses' own words.

    Raises GuidelineError if its names or its model cannot be used.
    """
    if not (folder / "questions.npz").exists():
        words = Words(load_names(folder))
        return Reader(guideline, words, ClauseSearch.over(guideline, words))
    model = LinearModel.load(folder / "questions.npz")
    known = {*guideline.clauses, *guideline.sections, OTHER}
    strange = [found for found in model.classes if found not in known]
    if strange or OTHER not in model.classes:
        path = folder / "questions.npz"
        raise GuidelineError(f"{path}: knows other clauses ({strange}): run `snsbot guideline train`")
    return Reader(guideline, Words(load_names(folder)), model)


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
