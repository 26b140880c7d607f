"""A passage's features → how likely it breaks which clause, and the labelled example that is nearest to it."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from guideline.clauses import GuidelineError
from guideline.finding import Capacity
from guideline.meaning import BUCKETS, LinearModel, read, softmax, write

NONE = "none"
"""The class of passages that break nothing."""
LINEAR = ("weights", "scale", "idf", "bias")
ARRAYS = (*LINEAR, "slope", "offset", "example_class", "example_ends", "example_buckets", "example_values")
TINY = 1e-5


@dataclass(frozen=True)
class Scores:
    """`chances` by class, calibrated, 0 for `NONE`; `rows`, `values`: the passage's features, at length 1."""

    chances: NDArray[np.float64]
    rows: NDArray[np.int64]
    values: NDArray[np.float64]


@dataclass(frozen=True)
class ExampleIndex:
    """Labelled lines by their strongest features. Line `i` has the entries from `ends[i - 1]` to `ends[i]`."""

    texts: tuple[str, ...]
    number: NDArray[np.uint8]
    ends: NDArray[np.int64]
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
class DraftModel:
    """What training on labelled drafts leaves.

    `only` names the capacity in which alone a class can be broken, "" where both can. `slope` and `offset` turn
    the log odds of the softmax into calibrated ones. A clause is suspect from `limit` on, if its chance is at
    least `share` of the likeliest clause's.
    """

    linear: LinearModel
    only: tuple[str, ...]
    slope: NDArray[np.float32]
    offset: NDArray[np.float32]
    limit: float
    share: float
    examples: ExampleIndex

    @property
    def classes(self) -> tuple[str, ...]:
        """Clause ids and `NONE`."""
        return self.linear.classes

    @property
    def digest(self) -> str:
        """Of the data, the code and the libraries that made it."""
        return self.linear.digest

    def scores(self, features: Iterable[str], capacity: Capacity | None) -> Scores:
        """Chances of a passage. A clause that binds in the other capacity only has none."""
        rows, values = self.linear.weighted(features)
        open_ = self.open_to(capacity)
        chances = softmax(np.where(open_, self.linear.scores(rows, values), -np.inf))
        odds = np.log(chances + TINY) - np.log(1 - chances + TINY)
        honest = 1 / (1 + np.exp(-(odds * self.slope + self.offset)))
        wanted = open_ & (np.array(self.classes) != NONE)
        return Scores(np.where(wanted, honest, 0.0), rows, values)

    def open_to(self, capacity: Capacity | None) -> NDArray[np.bool_]:
        """Which classes can be broken in a capacity; as long as nobody said which, those that bind in both."""
        return np.array([one in ("", capacity) for one in self.only])

    def suspect(self, chances: NDArray[np.float64]) -> NDArray[np.bool_]:
        """Which classes are worth a look."""
        found: NDArray[np.bool_] = (chances >= self.limit) & (chances >= self.share * chances.max())
        return found

    def nearest(self, number: int, scores: Scores) -> str:
        """The labelled line of a class that is most like a passage."""
        return self.examples.nearest(number, scores.rows, scores.values)

    def save(self, path: Path) -> None:
        """Writes the model without time stamps."""
        index = self.examples
        header = {
            "classes": self.classes, "digest": self.digest, "only": self.only, "limit": self.limit,
            "share": self.share, "examples": index.texts,
        }  # fmt: skip
        parts = self.linear.parts() | {
            "slope": self.slope, "offset": self.offset, "example_class": index.number, "example_ends": index.ends,
            "example_buckets": index.buckets, "example_values": index.values,
        }  # fmt: skip
        write(path, header, parts)

    @classmethod
    def load(cls, path: Path) -> "DraftModel":
        """Reads a model. Raises GuidelineError if the file is missing or no model of this program."""
        header, parts = read(path, ARRAYS)
        linear = LinearModel.of(path, header["classes"], header["digest"], parts)
        try:
            index = ExampleIndex(tuple(header["examples"]), *(parts[name] for name in ARRAYS[-4:]))
            only, limit, share = tuple(header["only"]), float(header["limit"]), float(header["share"])
        except (KeyError, TypeError, ValueError) as error:
            raise GuidelineError(f"{path}: no model of drafts ({error}): run `snsbot guideline train`") from error
        return cls(linear, only, parts["slope"], parts["offset"], limit, share, index)
