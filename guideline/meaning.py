"""Features → probabilities: a linear model of hashed words, small enough to stand in the folder.

Trained by `guideline.training` (scikit-learn, a development dependency); running it needs numpy alone.
"""

import json
import zlib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

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
        rows, values = hashed(features)
        values = values * self.idf[rows]
        length = float(np.sqrt(values @ values)) or 1.0
        scores = (values / length) @ self.weights[rows] * self.scale + self.bias
        powers = np.exp(scores - scores.max())
        return np.asarray(powers / powers.sum(), dtype=np.float64)

    def save(self, path: Path) -> None:
        """Writes the model without time stamps: the same training gives the same bytes."""
        header = json.dumps({"classes": self.classes, "digest": self.digest}, ensure_ascii=False)
        with path.open("wb") as file:
            np.savez_compressed(
                file, header=np.frombuffer(header.encode(), dtype=np.uint8), weights=self.weights,
                scale=self.scale, idf=self.idf.astype(np.float16), bias=self.bias,
            )  # fmt: skip

    @classmethod
    def load(cls, path: Path) -> "LinearModel":
        """Reads a model. Raises GuidelineError if the file is missing or no model of this program."""
        try:
            with np.load(path, allow_pickle=False) as file:
                header = json.loads(file["header"].tobytes().decode())
                parts = {name: file[name] for name in ("weights", "scale", "idf", "bias")}
        except (OSError, ValueError, KeyError) as error:
            raise GuidelineError(f"{path}: no usable model ({error}): run `snsbot guideline train`") from error
        if parts["weights"].shape != (BUCKETS, len(header["classes"])):
            raise GuidelineError(f"{path}: the model is of another version: run `snsbot guideline train`")
        idf = parts.pop("idf").astype(np.float32)
        return cls(tuple(header["classes"]), digest=header["digest"], idf=idf, **parts)
