"""Labelled drafts → the model that reads drafts. Needs scikit-learn, which running the bot does not."""

import hashlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from guideline.ask import load_names
from guideline.clauses import GuidelineError
from guideline.clauses import load as load_guideline
from guideline.copies import families
from guideline.draft_model import NONE, TINY, DraftModel, ExampleIndex
from guideline.meaning import LinearModel
from guideline.training import LIBRARIES, Hashes, Progress, digest_of, fit, matrix, read_all, rows
from guideline.words import Words

CODE = ("meaning.py", "words.py", "training.py", "training_drafts.py", "draft_model.py", "copies.py")
LEAST = 30
"""Labelled lines that a clause needs to be learned at all."""
FOLDS = 5
FALSE_ALARMS = 0.05
"""Share of harmless lines, unseen in training, that may be raised: it sets the model's limit."""
SHARE = 0.6
"""Chance of a further clause, beside the likeliest one's. Of 0.3, 0.6 and 1 (the likeliest only), in
cross-validation: macro recall 0.59, 0.52, 0.46 at precision 0.45, 0.60, 0.69."""
KEPT = 48
"""Strongest features kept of each labelled line, to find the nearest one by."""
CAPACITIES = ("職務", "個人")


@dataclass(frozen=True)
class Draft:
    """A labelled line; `clause` is the main one, `NONE` for a harmless line."""

    text: str
    capacity: str
    clause: str


def drafts(folder: Path) -> list[Draft]:
    """The folder's labelled drafts. Raises GuidelineError naming the line at fault."""
    known = load_guideline(folder).clauses
    found = []
    for place, row in rows(folder / "drafts.jsonl", ("text", "capacity", "clauses")):
        strange = [clause for clause in row["clauses"] if clause not in known]
        if strange or row["capacity"] not in CAPACITIES:
            raise GuidelineError(f"{place}: {strange or row['capacity']} is not known")
        found.append(Draft(row["text"], row["capacity"], row["clauses"][0] if row["clauses"] else NONE))
    counts = Counter(draft.clause for draft in found)
    return [draft for draft in found if counts[draft.clause] >= LEAST]


def digest(folder: Path) -> str:
    """SHA-256 of everything that decides what the model of drafts is."""
    return digest_of([folder / "drafts.jsonl", folder / "names.toml"], CODE, LIBRARIES)


def train(folder: Path, progress: Progress) -> DraftModel:
    """Trains on the folder's drafts and returns the model. Deterministic on one machine; a minute on one core."""
    lines = drafts(folder)
    labels = [line.clause for line in lines]
    hashes = read_all([line.text for line in lines], Words(load_names(folder)), "reading drafts", progress)
    unseen, folds = np.zeros((len(lines), len(set(labels)))), folds_of([line.text for line in lines])
    for fold in range(FOLDS):
        progress("cross-validation", fold, FOLDS)
        seen, held = ([at for at, one in enumerate(folds) if (one != fold) == side] for side in (True, False))
        part = fit([hashes[at] for at in seen], [labels[at] for at in seen], "")
        unseen[held] = linear_scores(part, [hashes[at] for at in held])
    progress("cross-validation", FOLDS, FOLDS)
    linear = fit(hashes, labels, digest(folder))
    only = only_in(lines, linear.classes)
    slope, offset, limit = calibrate(unseen, lines, linear.classes, only)
    return DraftModel(linear, only, slope, offset, limit, SHARE, index(lines, hashes, linear))


def folds_of(texts: Sequence[str]) -> NDArray[np.int64]:
    """The fold of each line: lines that are alike stay together."""
    family = families(texts)
    return np.array([hashlib.sha256(str(one).encode()).digest()[0] % FOLDS for one in family])


def linear_scores(model: LinearModel, hashes: Hashes) -> NDArray[np.float64]:
    """Scores of many texts (texts, classes)."""
    scores = matrix(hashes, model.idf) @ (model.weights * model.scale) + model.bias
    return np.asarray(scores, dtype=np.float64)


def only_in(lines: Sequence[Draft], classes: Sequence[str]) -> tuple[str, ...]:
    """The capacity in which alone a class occurs, "" where both do. More of it would teach that private is wrong."""
    seen = {(line.clause, line.capacity) for line in lines}
    found = ([one for one in CAPACITIES if (clause, one) in seen] for clause in classes)
    return tuple(capacities[0] if len(capacities) == 1 else "" for capacities in found)


def calibrate(
    unseen: NDArray[np.float64], lines: Sequence[Draft], classes: Sequence[str], only: Sequence[str]
) -> tuple[NDArray[np.float32], NDArray[np.float32], float]:
    """Platt's slope and offset for each class, and the limit, from scores of lines unseen in training."""
    from sklearn.linear_model import LogisticRegression  # noqa: PLC0415 - a development dependency

    open_ = np.array([[one in ("", line.capacity) for one in only] for line in lines])
    powers = np.where(open_, np.exp(unseen - unseen.max(axis=1, keepdims=True)), 0.0)
    chances = powers / powers.sum(axis=1, keepdims=True)
    odds = np.log(chances + TINY) - np.log(1 - chances + TINY)
    labels = np.array([line.clause for line in lines])
    slope, offset = np.zeros(len(classes)), np.zeros(len(classes))
    for at, clause in enumerate(classes):
        fitted = LogisticRegression(C=1e6).fit(odds[:, [at]], labels == clause)
        slope[at], offset[at] = fitted.coef_[0, 0], fitted.intercept_[0]
    wanted = open_ & (np.array(classes) != NONE)
    best = np.where(wanted, 1 / (1 + np.exp(-(odds * slope + offset))), 0.0).max(axis=1)
    limit = float(np.quantile(best[labels == NONE], 1 - FALSE_ALARMS))
    return slope.astype(np.float32), offset.astype(np.float32), limit


def index(lines: Sequence[Draft], hashes: Hashes, linear: LinearModel) -> ExampleIndex:
    """The violating lines by their strongest features."""
    kept = [at for at, line in enumerate(lines) if line.clause != NONE]
    number = np.array([linear.classes.index(lines[at].clause) for at in kept], dtype=np.uint8)
    buckets, values, ends = [], [], []
    for at in kept:
        weighted = hashes[at][1] * linear.idf[hashes[at][0]]
        strongest = np.sort(np.argsort(-weighted, kind="stable")[:KEPT])
        buckets.append(hashes[at][0][strongest].astype(np.uint16))
        values.append(np.rint(weighted[strongest] / weighted.max() * 255).astype(np.uint8))
        ends.append(len(strongest))
    texts = tuple(lines[at].text for at in kept)
    return ExampleIndex(texts, number, np.cumsum(ends), np.concatenate(buckets), np.concatenate(values))
