"""A passage's features → how likely it breaks which clause, and the labelled example that is nearest to it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from guideline.clauses import GuidelineError
from guideline.finding import Capacity
from guideline.meaning import BUCKETS, KERNEL, LINEAR, TINY, Kernel, LinearModel, read, softmax, write

NONE = "none"
"""The class of passages that break nothing."""
INDEX = ("number", "ends", "buckets", "values")
TEMPER = 0.6
"""Scores of words and of vectors, added, are too sure by this much; it decides how many clauses are named beside the
likeliest. At 0.4, 0.6, 1 cross-validation gave precision 0.78, 0.70, 0.67 and recall over clauses 0.71, 0.73, 0.72."""
CALIBRATION = ("slope", "offset")
ARRAYS = (
    *LINEAR, *CALIBRATION, *(f"example_{name}" for name in INDEX),
    *KERNEL, "landmark_examples", *(f"joint_{name}" for name in CALIBRATION),
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
class Semantic:
    """What sentence vectors add to the words, and what chances both together mean.

    `examples`: the position in the index of each landmark, -1 for harmless ones.
    """

    kernel: Kernel
    examples: NDArray[np.int32]
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
        found, place, calibration = self.linear.scores(rows, values), None, self.calibration
        if vector is not None:
            place = self.semantic.kernel.place(vector)
            found, calibration = (found + self.semantic.kernel.scores(place)) * TEMPER, self.semantic.calibration
        chances = calibration.chances(found, self.open_to(capacity))
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
        landmarks, index = self.semantic.examples, self.examples
        own = (landmarks >= 0) & (index.number[landmarks] == number)
        if scores.place is None or not own.any():
            return index.nearest(number, scores.rows, scores.values)
        likest = int(np.argmax(np.where(own, self.semantic.kernel.likeness(scores.place), -1)))
        return index.texts[int(landmarks[likest])]

    def save(self, path: Path) -> None:
        """Writes the model without time stamps."""
        header = {
            "classes": self.classes, "digest": self.digest, "only": self.only, "share": self.share,
            "limits": [dict(one.limits) for one in (self.calibration, self.semantic.calibration)],
            "examples": self.examples.texts, "figures": self.figures,
        }  # fmt: skip
        parts: dict[str, NDArray[Any]] = self.linear.parts() | self.semantic.kernel.parts()
        parts |= {f"example_{name}": getattr(self.examples, name) for name in INDEX}
        parts |= {name: getattr(self.calibration, name) for name in CALIBRATION}
        parts |= {f"joint_{name}": getattr(self.semantic.calibration, name) for name in CALIBRATION}
        write(path, header, parts | {"landmark_examples": self.semantic.examples})

    @classmethod
    def load(cls, path: Path) -> "DraftModel":
        """Reads a model. Raises GuidelineError if the file is missing or no model of this program."""
        header, parts = read(path, ARRAYS)
        linear = LinearModel.of(path, header["classes"], header["digest"], parts)
        try:
            index = ExampleIndex(tuple(header["examples"]), *(parts[f"example_{name}"] for name in INDEX))
            calibration, joint = (
                Calibration(
                    parts[f"{tag}slope"],
                    parts[f"{tag}offset"],
                    {one: (low, high) for one, (low, high) in limits.items()},
                )
                for tag, limits in zip(("", "joint_"), header["limits"], strict=True)
            )
            semantic = Semantic(Kernel(*(parts[name] for name in KERNEL)), parts["landmark_examples"], joint)
            only, share, figures = tuple(header["only"]), float(header["share"]), tuple(header["figures"])
            return cls(linear, calibration, semantic, only, share, index, figures)
        except (KeyError, TypeError, ValueError) as error:
            raise GuidelineError(f"{path}: no model of drafts ({error}): run `snsbot guideline train`") from error
