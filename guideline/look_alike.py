"""Names that could be taken for another: a character or two apart, or the same at a glance."""

import unicodedata
from collections.abc import Iterable

NEAR = 2
"""How many characters a name may differ by and still be taken for another."""
LONG = 8
"""Length from which two wrong characters still look like a slip."""
_LOOK_ALIKE = str.maketrans({"0": "o", "1": "l", "i": "l", "5": "s", "8": "b", "-": "_", ".": "_"})


def folded(name: str) -> str:
    """A name as a hasty reader sees it: 0 and o, 1, l and I, rn and m are the same."""
    plain = unicodedata.normalize("NFKC", name).casefold().strip().removeprefix("@")
    return "".join(plain.split()).replace("rn", "m").replace("vv", "w").translate(_LOOK_ALIKE)


def distance(one: str, other: str, most: int = NEAR) -> int:
    """Insertions, deletions, replacements and swaps of neighbours from one text to the other; most + 1 for more."""
    if abs(len(one) - len(other)) > most:
        return most + 1
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        earlier, before, row = before, row, [i]
        for j, b in enumerate(other, 1):
            best = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                best = min(best, earlier[j - 2] + 1)
            row.append(best)
    return min(row[-1], most + 1)


def look_alikes(name: str, known: Iterable[str]) -> list[str]:
    """The known names that this one could be taken for, nearest first; not those that it is.

    Two characters of a short name make another word: of names under `LONG` characters one may differ.
    """
    found: list[tuple[int, str]] = []
    plain = unicodedata.normalize("NFKC", name).casefold().strip().removeprefix("@")
    for other in known:
        theirs = unicodedata.normalize("NFKC", other).casefold().strip().removeprefix("@")
        if plain == theirs:
            continue
        apart = min(distance(plain, theirs), distance(folded(plain), folded(theirs)))
        if apart <= (NEAR if min(len(plain), len(theirs)) >= LONG else 1):
            found.append((apart, other))
    return [other for _, other in sorted(found)]
