"""Text → features for the model: the only importer of sudachipy.

Sudachi's split modes A and C together, dictionary and synonym forms, so that 噂, うわさ and ウワサ meet;
character pairs and triples, so that dialect and typing slips still leave something to recognise.
"""

import itertools
import re
import threading
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from sudachipy import Dictionary, Morpheme, SplitMode, Tokenizer

SUDACHI_BYTES = 49_000
"""Bytes that one call of Sudachi takes (49,149 measured)."""
CONTENT = ("名詞", "動詞", "形容詞", "形状詞", "副詞", "代名詞", "接尾辞", "接頭辞", "助動詞", "感動詞", "連体詞")
WORDY = re.compile(r"[^\W_]")


@dataclass
class Words:
    """A tokenizer for several threads (Sudachi's own refuses to be shared) and a city's list of names.

    `names` maps a spelling, as it stands after NFKC and lower case, to the word that means the same kind of
    thing (インスタ → SNS): new services need a line of data, not new training questions for each clause.
    """

    names: Mapping[str, str]
    _dictionary: Dictionary = field(default_factory=lambda: Dictionary(dict="core"))
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
        squeezed = re.sub(r"\s+", "", plain)
        for size in (2, 3):
            yield from (f"{size}:{squeezed[at : at + size]}" for at in range(len(squeezed) - size + 1))

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
