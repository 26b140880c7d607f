"""Questions as people type them in haste: in kana alone, with a slip or two. Used in training only."""

import hashlib
import random

from sudachipy import SplitMode

from guideline.words import SILENT, Words, normal

HIRAGANA = {at: at - 0x60 for at in range(ord("ァ"), ord("ヶ") + 1)}
LARGE = dict(zip("ゃゅょっぁぃぅぇぉ", "やゆよつあいうえお", strict=True))
BOUND = ("助詞", "助動詞", "接尾辞", *SILENT)
SPACED = 0.7
"""Share of the phrases that are set apart by a space, as people do who type kana alone."""
SHORT = 5


def in_kana(text: str, words: Words) -> str:
    """The text in hiragana, phrases partly set apart, with up to two slips; the same for the same text."""
    dice = random.Random(hashlib.sha256(text.encode()).hexdigest())  # noqa: S311 - no secret
    said = ""
    for word in words.tokens(normal(text), SplitMode.C):
        kind = word.part_of_speech()[0]
        if said and kind not in BOUND and dice.random() < SPACED:
            said += dice.choice(" \u3000")
        said += word.surface() if kind in SILENT else (word.reading_form() or word.surface()).translate(HIRAGANA)
    for _ in range(dice.choice((0, 1, 1, 2))):
        said = _slipped(said, dice)
    return said


def _slipped(text: str, dice: random.Random) -> str:
    """One character left out, doubled, swapped with its neighbour or too large."""
    if len(text) < SHORT:
        return text
    at = dice.randrange(len(text) - 1)
    one, two = text[at], text[at + 1]
    put = dice.choice((two, two, two + one, LARGE.get(one, one) + two, one + one + two))
    return text[:at] + put + text[at + 2 :]
