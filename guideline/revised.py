"""Two versions of a guideline → what the revision changes: clauses added, removed, renumbered, reworded."""

from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from guideline.clauses import Clause, Guideline

Kind = Literal["added", "removed", "renumbered", "reworded", "moved and reworded"]
ALIKE = 0.6
"""Share of equal characters from which two clauses of different numbers are held for the same one."""


@dataclass(frozen=True)
class Change:
    """`before`, `after`: the ids, "" where there is none. `marked`: the words, 〔－removed－〕 and 〔＋added＋〕."""

    kind: Kind
    before: str
    after: str
    marked: str = ""


@dataclass(frozen=True)
class Revision:
    """All changes in the new document's order; what was removed comes last."""

    changes: tuple[Change, ...]

    @property
    def touched(self) -> frozenset[str]:
        """Ids of the old version that mean something else now, or nothing."""
        return frozenset(one.before for one in self.changes if one.before)


def compare(before: Guideline, after: Guideline) -> Revision:
    """Matches clauses by their words: the same words first, then the same number, then the most alike."""
    pairs = _pairs(before, after)
    changes: list[Change] = []
    for clause in after.clauses.values():
        old = pairs.get(clause.id)
        if old is None:
            changes.append(Change("added", "", clause.id, clause.text))
        elif change := _change(old, clause, before, after):
            changes.append(change)
    kept = {old.id for old in pairs.values()}
    changes += [Change("removed", old.id, "", old.text) for old in before.clauses.values() if old.id not in kept]
    return Revision(tuple(changes))


def _change(old: Clause, new: Clause, before: Guideline, after: Guideline) -> Change | None:
    words = _whole(before, old), _whole(after, new)
    moved, reworded = old.id != new.id, words[0] != words[1]
    if not (moved or reworded):
        return None
    kind: Kind = "moved and reworded" if moved and reworded else "renumbered" if moved else "reworded"
    return Change(kind, old.id, new.id, marked(*words) if reworded else "")


def _whole(guideline: Guideline, clause: Clause) -> str:
    """The clause with what binds it: a changed list opening changes every item."""
    chapeau = "" if clause.parent else guideline.chapeau(clause.id)
    return "\n".join(words for words in (chapeau, clause.head, clause.text) if words)


def _pairs(before: Guideline, after: Guideline) -> dict[str, Clause]:
    """New id → the old clause that it was."""
    pairs: dict[str, Clause] = {}
    free = dict(before.clauses)
    for same in (_same_place, _same_words, _same_number, _alike):
        for clause in after.clauses.values():
            if clause.id not in pairs and (old := same(clause, free)):
                pairs[clause.id] = free.pop(old.id)
    return pairs


def _same_place(clause: Clause, free: dict[str, Clause]) -> Clause | None:
    old = free.get(clause.id)
    return old if old is not None and old.text == clause.text else None


def _same_words(clause: Clause, free: dict[str, Clause]) -> Clause | None:
    return next((old for old in free.values() if old.text == clause.text), None)


def _same_number(clause: Clause, free: dict[str, Clause]) -> Clause | None:
    old = free.get(clause.id)
    return old if old is not None and _ratio(old, clause) >= ALIKE / 2 else None


def _alike(clause: Clause, free: dict[str, Clause]) -> Clause | None:
    best = max(free.values(), key=lambda old: _ratio(old, clause), default=None)
    return best if best is not None and _ratio(best, clause) >= ALIKE else None


def _ratio(old: Clause, new: Clause) -> float:
    return SequenceMatcher(None, old.text, new.text, autojunk=False).ratio()


def marked(before: str, after: str) -> str:
    """The new words with what was removed and added in marks."""
    pieces = []
    for tag, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            pieces.append(after[c:d])
            continue
        pieces.append(f"〔－{before[a:b]}－〕" if b > a else "")
        pieces.append(f"〔＋{after[c:d]}＋〕" if d > c else "")
    return "".join(pieces)
