"""Features → probabilities: a linear model of hashed words, small enough to stand in the folder.

Trained by `guideline.training` (scikit-learn, a development dependency); running it needs numpy alone.
"""

import json
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from guideline.clauses import GuidelineError

BUCKETS = 2**15
"""Rows of the model. At 2**16 and 2**18 the unseen questions were answered no better (0.849 and 0.846 to 0.846)."""


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
    """Softmax regression over TF-IDF of hashed features.

    `weights`: int8 (buckets, classes), times `scale` (classes); `idf` (buckets); `bias` (classes).
    """

    classes: tuple[str, ...]
    weights: NDArray[np.int8]
    scale: NDArray[np.float32]
    idf: NDArray[np.float32]
    bias: NDArray[np.float32]
    digest: str

    def chances(self, features: Iterable[str]) -> NDArray[np.float64]:
        """Probabilities in the order of `classes`."""
        return softmax(self.scores(*self.weighted(features)))

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

    def save(self, path: Path) -> None:
        """Writes the model without time stamps: the same training gives the same bytes."""
        write(path, {"classes": self.classes, "digest": self.digest}, self.parts())

    @classmethod
    def load(cls, path: Path) -> "LinearModel":
        """Reads a model. Raises GuidelineError if the file is missing or no model of this program."""
        header, parts = read(path, ("weights", "scale", "idf", "bias"))
        return cls.of(path, header["classes"], header["digest"], parts)

    @classmethod
    def of(cls, path: Path, classes: Sequence[str], digest: str, parts: Mapping[str, NDArray[Any]]) -> "LinearModel":
        """The model of a file's arrays. Raises GuidelineError if it is another version's."""
        if parts["weights"].shape != (BUCKETS, len(classes)):
            raise GuidelineError(f"{path}: the model is of another version: run `snsbot guideline train`")
        idf = parts["idf"].astype(np.float32)
        return cls(tuple(classes), parts["weights"], parts["scale"], idf, parts["bias"], digest)
