"""Lines that say nearly the same: found by the character triples they share. Needs scipy, as training does."""

import re
import zlib
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from guideline.words import normal

SAME = 0.6
"""Jaccard similarity from which a line is a copy of another and is not kept."""
ALIKE = 0.35
"""Jaccard similarity from which two lines must not be learned from and tested on."""
COLUMNS = 2**22


def near_copies(texts: Sequence[str], limit: float) -> list[tuple[int, int]]:
    """Pairs (earlier, later) of lines whose character triples have a Jaccard similarity of at least `limit`."""
    from scipy import sparse  # noqa: PLC0415 - a development dependency, which running the bot lacks

    lines = [_triples(text) for text in texts]
    sizes = np.array([len(line) for line in lines])
    columns = np.concatenate([np.array(line, dtype=np.int64) for line in lines])
    ends = np.concatenate(([0], np.cumsum(sizes)))
    matrix = sparse.csr_matrix((np.ones(len(columns)), columns, ends), shape=(len(texts), COLUMNS))
    shared = sparse.triu(matrix @ matrix.T, k=1).tocoo()
    similar = shared.data / (sizes[shared.row] + sizes[shared.col] - shared.data) >= limit
    return sorted(zip(shared.row[similar].tolist(), shared.col[similar].tolist(), strict=True))


def families(texts: Sequence[str]) -> NDArray[np.int64]:
    """A number for each line; lines that are alike, directly or through others, share it."""
    from scipy import sparse  # noqa: PLC0415 - as above
    from scipy.sparse.csgraph import connected_components  # noqa: PLC0415 - as above

    pairs = np.array(near_copies(texts, ALIKE), dtype=np.int64).reshape(-1, 2)
    graph = sparse.coo_matrix((np.ones(len(pairs)), (pairs[:, 0], pairs[:, 1])), shape=(len(texts),) * 2)
    return np.asarray(connected_components(graph, directed=False)[1], dtype=np.int64)


def _triples(text: str) -> list[int]:
    said = re.sub(r"[\W_]+", "", normal(text))
    return sorted({zlib.crc32(said[at : at + 3].encode()) % COLUMNS for at in range(max(1, len(said) - 2))})
