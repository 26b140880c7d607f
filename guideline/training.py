"""Labelled questions → the model in a city's folder. Needs scikit-learn, which running the bot does not."""

import hashlib
import json
from collections.abc import Callable, Iterator
from importlib.metadata import version
from pathlib import Path

import numpy as np

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


def examples(folder: Path) -> Iterator[tuple[str, str]]:
    """Questions and their class. Raises GuidelineError naming the line at fault."""
    guideline = load_guideline(folder)
    path = folder / "questions.jsonl"
    known = {*guideline.clauses, *guideline.sections}
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        try:
            row = json.loads(line)
            question, clause = row["question"], row["clause"]
        except (ValueError, KeyError, TypeError) as error:
            raise GuidelineError(f"{path}:{number}: not a line {{question, clause}}: {error}") from error
        if clause is not None and clause not in known:
            raise GuidelineError(f"{path}:{number}: clause: {clause} is not known")
        yield question, clause or OTHER


def digest(folder: Path) -> str:
    """SHA-256 of everything that decides what the model is: data, code and library versions."""
    seen = hashlib.sha256()
    for path in (folder / "questions.jsonl", folder / "names.toml", *(Path(__file__).parent / name for name in CODE)):
        seen.update(path.read_bytes())
    seen.update(json.dumps({name: version(name) for name in LIBRARIES}).encode())
    return seen.hexdigest()


def train(folder: Path, progress: Callable[[str, int, int], None]) -> LinearModel:
    """Trains on the folder's questions and returns the model. `progress` is told (step, done, total).

    Deterministic on one machine. About 20 seconds for 3,000 questions on one core.
    """
    from scipy import sparse  # noqa: PLC0415 - a development dependency, which running the bot lacks
    from sklearn.linear_model import LogisticRegression  # noqa: PLC0415

    rows = list(examples(folder))
    words = Words(load_names(folder))
    hashes = []
    for done, (question, _) in enumerate(rows, 1):
        hashes.append(hashed(words.features(question)))
        progress("reading questions", done, len(rows))
    counts = np.bincount(np.concatenate([buckets for buckets, _ in hashes]), minlength=BUCKETS)
    idf = (np.log((1 + len(rows)) / (1 + counts)) + 1).astype(np.float16).astype(np.float32)
    matrix = sparse.lil_matrix((len(rows), BUCKETS), dtype=np.float64)
    for at, (buckets, values) in enumerate(hashes):
        weighted = values * idf[buckets]
        matrix[at, buckets] = weighted / (np.linalg.norm(weighted) or 1.0)
    progress("fitting", 0, 1)
    fitted = LogisticRegression(C=STRENGTH, max_iter=500).fit(matrix.tocsr(), [label for _, label in rows])
    progress("fitting", 1, 1)
    scale = (np.abs(fitted.coef_).max(axis=1) / 127).astype(np.float32)
    weights = np.rint(fitted.coef_ / scale[:, None]).astype(np.int8).T
    classes = tuple(str(name) for name in fitted.classes_)
    weights, bias = np.ascontiguousarray(weights), fitted.intercept_.astype(np.float32)
    return LinearModel(classes, weights, scale, idf, bias, digest(folder))
