"""Text → features for the model: the only importer of sudachipy.

Sudachi's split modes A and C together, dictionary and synonym forms, so that 噂, うわさ and ウワサ meet;
character pairs and triples, so that dialect and typing slips still leave something to recognise; and the same of how a
text sounds, so that what is typed in kana alone, or with the wrong kanji, meets what is written properly.
"""

import itertools
import re
import threading
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache

from sudachipy import Dictionary, Morpheme, SplitMode, Tokenizer

SUDACHI_BYTES = 49_000
"""Bytes that one call of Sudachi takes (49,149 measured)."""
CONTENT = ("名詞", "動詞", "形容詞", "形状詞", "副詞", "代名詞", "接尾辞", "接頭辞", "助動詞", "感動詞", "連体詞")
SILENT = ("補助記号", "空白", "記号")
KANA = re.compile(r"[ぁ-ゖァ-ヺー]+")
KATAKANA = {at: at + 0x60 for at in range(ord("ぁ"), ord("ゖ") + 1)}
ALIKE = str.maketrans("ャュョァィゥェォヂヅヲ", "ヤユヨアイウエオジズオ", "ーッ")
"""Sounds that are mistyped for each other: small and large kana, long vowels and doubled consonants left out."""
WORDY = re.compile(r"[^\W_]")


@cache
def core() -> Dictionary:
    """Sudachi's core dictionary, opened once for the process: it takes 145 MB of address space each time."""
    return Dictionary(dict="core")


@dataclass
class Words:
    """A tokenizer for several threads (Sudachi's own refuses to be shared) and a city's list of names.

    `names` maps a spelling, as it stands after NFKC and lower case, to the word that means the same kind of
    thing (インスタ → SNS): new services need a line of data, not new training questions for each clause.
    """

    names: Mapping[str, str]
    _dictionary: Dictionary = field(default_factory=core)
    _local: threading.local = field(default_factory=threading.local)

    def features(self, text: str) -> Iterator[str]:
        """All features of a text, repeated as often as they occur."""
        plain = normal(text)
        yield from self._names_in(plain)
        long = list(self.tokens(plain, SplitMode.C))
        for tokens, tag in ((self.tokens(plain, SplitMode.A), "a"), (long, "c")):
            forms = [self._form(word) for word in tokens if word.part_of_speech()[0] in CONTENT]
            yield from (f"{tag}:{form}" for form in forms)
            yield from (f"{tag}2:{one} {two}" for one, two in itertools.pairwise(forms))
        for word in long:
            yield from (f"s:{group}" for group in word.synonym_group_ids())
        yield from _runs(re.sub(r"\s+", "", plain), "", (2, 3))
        yield from _runs(sound(long), "r", (2, 3, 4))

    def tokens(self, text: str, mode: SplitMode) -> Iterator[Morpheme]:
        """The morphemes of a text of any length."""
        tokenizer = self._tokenizer()
        for piece in pieces(text):
            yield from tokenizer.tokenize(piece, mode)

    def _names_in(self, plain: str) -> Iterator[str]:
        yield from (f"n:{kind}" for name, kind in self.names.items() if name in plain)

    @staticmethod
    def _form(word: Morpheme) -> str:
        return str(word.normalized_form()).lower()

    def _tokenizer(self) -> Tokenizer:
        if not hasattr(self._local, "tokenizer"):
            self._local.tokenizer = self._dictionary.tokenizer()
        tokenizer: Tokenizer = self._local.tokenizer
        return tokenizer


def sound(words: Iterable[Morpheme]) -> str:
    """How morphemes are read, in katakana, with what is easily mistyped made alike."""
    said = "".join(
        word.surface().translate(KATAKANA) if KANA.fullmatch(word.surface()) else word.reading_form() or word.surface()
        for word in words
        if word.part_of_speech()[0] not in SILENT
    )
    return re.sub(r"[\W_]+", "", said).translate(ALIKE)


def _runs(text: str, tag: str, sizes: Iterable[int]) -> Iterator[str]:
    for size in sizes:
        yield from (f"{tag}{size}:{text[at : at + size]}" for at in range(len(text) - size + 1))


def normal(text: str) -> str:
    """NFKC in lower case, without lone surrogates, which Sudachi refuses."""
    text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return unicodedata.normalize("NFKC", text).lower()


def pieces(text: str) -> Iterator[str]:
    """The text in pieces of at most `SUDACHI_BYTES` bytes, cut after a line or sentence end where there is one."""
    limit = SUDACHI_BYTES // 4
    while len(text) > limit:
        cut = max(text.rfind(mark, 0, limit) for mark in "\n。 ") + 1
        yield text[: cut or limit]
        text = text[cut or limit :]
    if text:
        yield text


def has_words(text: str) -> bool:
    """Whether there is a letter, digit or kanji in it: emoji and punctuation alone are no question."""
    return WORDY.search(text) is not None
