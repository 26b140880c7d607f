"""A passage's features → how likely it breaks which clause, and the labelled example that is nearest to it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from guideline.clauses import GuidelineError
from guideline.finding import Capacity
from guideline.meaning import BUCKETS, LinearModel, read, softmax, write

NONE = "none"
"""The class of passages that break nothing."""
SCALE = 8.0
"""Regression values times this are read as logarithms of probabilities; of 4 to 20, 8 found most."""
WIDTH = 0.5
"""Of the kernel exp(-WIDTH * distance²) between sentence vectors at length 1."""
TINY = 1e-5
LINEAR = ("weights", "scale", "bias")
INDEX = ("number", "ends", "buckets", "values")
KERNEL = ("mean", "axes", "landmarks", "kernel", "examples")
ARRAYS = (
    "idf", *LINEAR, "slope", "offset", *(f"example_{name}" for name in INDEX),
    *(f"semantic_{name}" for name in (*LINEAR, "slope", "offset", *KERNEL)),
)  # fmt: skip


@dataclass(frozen=True)
class Scores:
    """`chances` by class, calibrated, 0 for `NONE`, and what the nearest example is found by.

    `rows`, `values`: the features, at length 1; `place`: the sentence vector on the model's axes, if there is one.
    """

    chances: NDArray[np.float64]
    rows: NDArray[np.int64]
    values: NDArray[np.float64]
    place: NDArray[np.float32] | None = None


@dataclass(frozen=True)
class Calibration:
    """Raw odds → chances. `slope`, `offset` by class; a clause is suspect from the limit of its capacity on.

    `limits`: capacity → (limit of a whole draft, limit of a piece of a long one: the more pieces, the more chances of
    a false alarm). They differ because what is written 職務として is far more uniform.
    """

    slope: NDArray[np.float32]
    offset: NDArray[np.float32]
    limits: Mapping[str, tuple[float, float]]

    def limit(self, capacity: Capacity | None, is_part: bool) -> float:
        """From which chance on a clause is suspect; the higher limit as long as nobody said in which capacity."""
        open_ = [self.limits[capacity]] if capacity else list(self.limits.values())
        return max(limits[is_part] for limits in open_)

    def chances(self, scores: NDArray[np.float64], open_: NDArray[np.bool_]) -> NDArray[np.float64]:
        """Honest chances of scores (classes); those of classes that are not `open_` are 0."""
        chances = softmax(np.where(open_, scores, -np.inf))
        odds = np.log(chances + TINY) - np.log(1 - chances + TINY)
        honest = 1 / (1 + np.exp(-(odds * self.slope + self.offset)))
        return np.where(open_, honest, 0.0)


@dataclass(frozen=True)
class ExampleIndex:
    """Labelled lines by their strongest features. Line `i` has the entries from `ends[i - 1]` to `ends[i]`."""

    texts: tuple[str, ...]
    number: NDArray[np.uint8]
    ends: NDArray[np.int32]
    buckets: NDArray[np.uint16]
    values: NDArray[np.uint8]

    def nearest(self, number: int, rows: NDArray[np.int64], values: NDArray[np.float64]) -> str:
        """The line of class `number` with the highest cosine to these features."""
        dense = np.zeros(BUCKETS)
        dense[rows] = values
        which = np.flatnonzero(self.number == number)
        first, last = np.concatenate(([0], self.ends))[which], self.ends[which]
        cosines = [self._cosine(one, end, dense) for one, end in zip(first, last, strict=True)]
        return self.texts[int(which[int(np.argmax(cosines))])] if cosines else ""

    def _cosine(self, first: int, last: int, dense: NDArray[np.float64]) -> float:
        values = self.values[first:last].astype(np.float64)
        return float(dense[self.buckets[first:last]] @ values) / (float(np.linalg.norm(values)) or 1.0)


@dataclass(frozen=True)
class Kernel:
    """Likeness of sentence vectors to labelled lines (a Nyström approximation of kernel ridge regression).

    `mean` (384) and `axes` (384, places) turn a vector into a place; `landmarks` (lines, places), int8; `kernel`
    (lines, classes) weighs the likeness to each; `examples`: the position of each in the index, -1 for harmless ones.
    """

    mean: NDArray[np.float32]
    axes: NDArray[np.float16]
    landmarks: NDArray[np.int8]
    kernel: NDArray[np.float16]
    examples: NDArray[np.int32]

    def place(self, vectors: NDArray[np.float32]) -> NDArray[np.float32]:
        """Vectors (…, 384) → places (…, places) at length 1, rounded as landmarks are."""
        turned = (vectors - self.mean) @ self.axes.astype(np.float32)
        rounded = np.rint(turned / (np.abs(turned).max(axis=-1, keepdims=True) + TINY) * 127)
        return at_length_1(rounded)

    def likeness(self, place: NDArray[np.float32]) -> NDArray[np.float32]:
        """How like each landmark is (…, lines), 0-1."""
        cosines = place @ self._landmarks.T
        return np.asarray(np.exp(-WIDTH * np.maximum(0, 2 - 2 * cosines)), dtype=np.float32)

    @cached_property
    def _landmarks(self) -> NDArray[np.float32]:
        return at_length_1(self.landmarks)

    def scores(self, place: NDArray[np.float32]) -> NDArray[np.float64]:
        """What the likeness adds to each class."""
        return np.asarray(self.likeness(place) @ self.kernel.astype(np.float32), dtype=np.float64)


def at_length_1(rows: NDArray[Any]) -> NDArray[np.float32]:
    """Rows (…, n) divided by their lengths."""
    floats = rows.astype(np.float32)
    return np.asarray(floats / (np.linalg.norm(floats, axis=-1, keepdims=True) + TINY), dtype=np.float32)


@dataclass(frozen=True)
class Semantic:
    """Words and sentence vectors together: both add to one regression."""

    linear: LinearModel
    kernel: Kernel
    calibration: Calibration


@dataclass(frozen=True)
class DraftModel:
    """What training on labelled drafts leaves: a reader by words alone, and one by words and sentence vectors.

    `only` names the capacity in which alone a class can be broken, "" where both can. A clause is suspect from its
    reader's limit on, if its chance is at least `share` of the likeliest clause's. `figures`: what cross-validation
    found, a line for each reader.
    """

    linear: LinearModel
    calibration: Calibration
    semantic: Semantic
    only: tuple[str, ...]
    share: float
    examples: ExampleIndex
    figures: tuple[str, ...] = ()

    @property
    def classes(self) -> tuple[str, ...]:
        """Clause ids and `NONE`."""
        return self.linear.classes

    @property
    def digest(self) -> str:
        """Of the data, the code and the libraries that made it."""
        return self.linear.digest

    def scores(self, features: Iterable[str], vector: NDArray[np.float32] | None, capacity: Capacity | None) -> Scores:
        """Chances of a passage. A clause that binds in the other capacity only has none."""
        rows, values = self.linear.weighted(features)
        open_, place = self.open_to(capacity), None
        if vector is None:
            chances = self.calibration.chances(self.linear.scores(rows, values), open_)
        else:
            place = self.semantic.kernel.place(vector)
            found = self.semantic.linear.scores(rows, values) + self.semantic.kernel.scores(place)
            chances = self.semantic.calibration.chances(found * SCALE, open_)
        return Scores(np.where(np.array(self.classes) == NONE, 0.0, chances), rows, values, place)

    def suspect(self, scores: Scores, capacity: Capacity | None, is_part: bool) -> NDArray[np.bool_]:
        """Which classes are worth a look, in a whole draft or in a part of a long one."""
        calibration = self.calibration if scores.place is None else self.semantic.calibration
        limit = calibration.limit(capacity, is_part)
        found: NDArray[np.bool_] = (scores.chances >= limit) & (scores.chances >= self.share * scores.chances.max())
        return found

    def open_to(self, capacity: Capacity | None) -> NDArray[np.bool_]:
        """Which classes can be broken in a capacity; as long as nobody said which, those that bind in both."""
        return np.array([one in ("", capacity) for one in self.only])

    def nearest(self, number: int, scores: Scores) -> str:
        """The labelled line of a class that is most like a passage."""
        kernel, index = self.semantic.kernel, self.examples
        own = (kernel.examples >= 0) & (index.number[kernel.examples] == number)
        if scores.place is None or not own.any():
            return index.nearest(number, scores.rows, scores.values)
        likest = int(np.argmax(np.where(own, kernel.likeness(scores.place), -1)))
        return index.texts[int(kernel.examples[likest])]

    def save(self, path: Path) -> None:
        """Writes the model without time stamps."""
        header = {
            "classes": self.classes, "digest": self.digest, "only": self.only, "share": self.share,
            "limits": [dict(one.limits) for one in (self.calibration, self.semantic.calibration)],
            "examples": self.examples.texts, "figures": self.figures,
        }  # fmt: skip
        parts: dict[str, NDArray[Any]] = self.linear.parts() | _calibration(self.calibration)
        parts |= {f"example_{name}": getattr(self.examples, name) for name in INDEX}
        semantic = self.semantic.linear.parts() | _calibration(self.semantic.calibration)
        semantic |= {name: getattr(self.semantic.kernel, name) for name in KERNEL}
        del semantic["idf"]  # the same as the other reader's
        write(path, header, parts | {f"semantic_{name}": part for name, part in semantic.items()})

    @classmethod
    def load(cls, path: Path) -> "DraftModel":
        """Reads a model. Raises GuidelineError if the file is missing or no model of this program."""
        header, parts = read(path, ARRAYS)
        own = {name.removeprefix("semantic_"): part for name, part in parts.items() if name.startswith("semantic_")}
        own["idf"] = parts["idf"]
        linear, joint = (LinearModel.of(path, header["classes"], header["digest"], each) for each in (parts, own))
        try:
            index = ExampleIndex(tuple(header["examples"]), *(parts[f"example_{name}"] for name in INDEX))
            kernel = Kernel(*(own[name] for name in KERNEL))
            calibration, other = (
                Calibration(part["slope"], part["offset"], {one: (low, high) for one, (low, high) in limits.items()})
                for part, limits in zip((parts, own), header["limits"], strict=True)
            )
            semantic = Semantic(joint, kernel, other)
            only, share, figures = tuple(header["only"]), float(header["share"]), tuple(header["figures"])
            return cls(linear, calibration, semantic, only, share, index, figures)
        except (KeyError, TypeError, ValueError) as error:
            raise GuidelineError(f"{path}: no model of drafts ({error}): run `snsbot guideline train`") from error


def _calibration(one: Calibration) -> dict[str, NDArray[Any]]:
    return {"slope": one.slope, "offset": one.offset}
