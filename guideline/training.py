"""Labelled questions → the model in a city's folder. Needs scikit-learn, which running the bot does not."""

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from guideline.ask import OTHER, load_names
from guideline.clauses import GuidelineError
from guideline.clauses import load as load_guideline
from guideline.meaning import BUCKETS, LinearModel, hashed
from guideline.words import Words

STRENGTH = 10.0
"""Inverse regularisation: of 10 and 30, 10 answered more unseen questions (0.846 to 0.821)."""
CODE = ("meaning.py", "words.py", "training.py")
LIBRARIES = ("sudachipy", "sudachidict-core")
"""What changes features. scikit-learn and numpy change weights in the last digits only, and numpy's release
depends on the Python version, so they are left out."""

Progress = Callable[[str, int, int], None]
"""Is told (step, done, total)."""
Hashes = Sequence[tuple[NDArray[np.int64], NDArray[np.float64]]]


def examples(folder: Path) -> Iterator[tuple[str, str]]:
    """Questions and their class. Raises GuidelineError naming the line at fault."""
    guideline = load_guideline(folder)
    known = {*guideline.clauses, *guideline.sections}
    for place, row in rows(folder / "questions.jsonl", ("question", "clause")):
        if row["clause"] is not None and row["clause"] not in known:
            raise GuidelineError(f"{place}: clause: {row['clause']} is not known")
        yield row["question"], row["clause"] or OTHER


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


def digest(folder: Path) -> str:
    """SHA-256 of everything that decides what the model of questions is: data, code and library versions."""
    return digest_of([folder / "questions.jsonl", folder / "names.toml"], CODE, LIBRARIES)


def digest_of(data: Iterable[Path], code: Iterable[str], libraries: Iterable[str]) -> str:
    """SHA-256 of data files, files of this package and versions of libraries."""
    seen = hashlib.sha256()
    for path in (*data, *(Path(__file__).parent / name for name in code)):
        seen.update(path.read_bytes())
    seen.update(json.dumps({name: version(name) for name in libraries}).encode())
    return seen.hexdigest()


def train(folder: Path, progress: Progress) -> LinearModel:
    """Trains on the folder's questions and returns the model.

    Deterministic on one machine. About 20 seconds for 3,000 questions on one core.
    """
    lines = list(examples(folder))
    hashes = read_all([question for question, _ in lines], Words(load_names(folder)), "reading questions", progress)
    progress("fitting questions", 0, 1)
    model = fit(hashes, [label for _, label in lines], digest(folder))
    progress("fitting questions", 1, 1)
    return model


def read_all(texts: Sequence[str], words: Words, step: str, progress: Progress) -> Hashes:
    """The hashed features of each text."""
    hashes = []
    for done, text in enumerate(texts, 1):
        hashes.append(hashed(words.features(text)))
        progress(step, done, len(texts))
    return hashes


def fit(hashes: Hashes, labels: Sequence[str], mark: str) -> LinearModel:
    """A softmax regression, rounded to what is kept of it."""
    from sklearn.linear_model import LogisticRegression  # noqa: PLC0415 - a development dependency

    counts = np.bincount(np.concatenate([buckets for buckets, _ in hashes]), minlength=BUCKETS)
    idf = (np.log((1 + len(hashes)) / (1 + counts)) + 1).astype(np.float16).astype(np.float32)
    fitted = LogisticRegression(C=STRENGTH, max_iter=500).fit(matrix(hashes, idf), labels)
    scale = (np.abs(fitted.coef_).max(axis=1) / 127).astype(np.float32)
    weights = np.ascontiguousarray(np.rint(fitted.coef_ / scale[:, None]).astype(np.int8).T)
    classes = tuple(str(name) for name in fitted.classes_)
    return LinearModel(classes, weights, scale, idf, fitted.intercept_.astype(np.float32), mark)


def matrix(hashes: Hashes, idf: NDArray[np.float32]) -> Any:
    """TF-IDF rows at length 1, as a scipy CSR matrix (texts, buckets)."""
    from scipy import sparse  # noqa: PLC0415 - a development dependency

    weighted = [values * idf[buckets] for buckets, values in hashes]
    values = np.concatenate([line / (np.linalg.norm(line) or 1.0) for line in weighted])
    ends = np.concatenate(([0], np.cumsum([len(line) for line in weighted])))
    columns = np.concatenate([buckets for buckets, _ in hashes])
    return sparse.csr_matrix((values, columns, ends), shape=(len(hashes), BUCKETS))
