"""A line of a guideline's plain text → its numbering: what kind of mark it begins with, and where the words begin.

Marks are read on a folded copy of the line in which every character keeps its place; the words themselves are never
changed.
"""

import re
from dataclasses import dataclass

_WIDE = "".join(map(chr, (*range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))))
_NARROW = "".join(map(chr, (*range(0x41, 0x5B), *range(0x61, 0x7B))))
FOLD = str.maketrans(
    _WIDE + "０１２３４５６７８９（）［］．，－―‐−–—：ｱｲｳｴｵｶｷｸｹｺｻｼｽｾｿﾀﾁﾂﾃﾄ　\t\u00a0\ufeff",
    _NARROW + "0123456789()[].,------:アイウエオカキクケコサシスセソタチツテト    ",
)
KANJI = "〇一二三四五六七八九"
NUMBER = r"[0-9〇一二三四五六七八九十百]+"
KANA = "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲン"
IROHA = "イロハニホヘトチリヌルヲワカヨタレソツネナラム"
CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
BRACKETED = "⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇"

RANKS = {
    "annex": 0, "part": 1, "chapter": 2, "division": 3, "subdivision": 4, "heading": 4, "dai": 5, "article": 5,
    "num": 6, "dec": 6, "kanji": 7, "paren": 8, "kana": 9, "circled": 10, "parenkana": 11, "alpha": 12, "bullet": 13,
}  # fmt: skip
"""How deep a kind of mark usually stands; used where a list does not begin with its first number."""

MARKS = (
    (
        "annex",
        re.compile(r"附 *則|付 *則|別 *[表紙記添](?:第? *[0-9一二三四五六七八九十]+)?号?|様式(?:第? *[0-9]+)号?"),
    ),
    ("part", re.compile(rf"第 *({NUMBER}) *編(?= |$)")),
    ("chapter", re.compile(rf"第 *({NUMBER}) *章((?:の[0-9]+)*)(?= |$)")),
    ("division", re.compile(rf"第 *({NUMBER}) *節(?= |$)")),
    ("subdivision", re.compile(rf"第 *({NUMBER}) *款(?= |$)")),
    ("article", re.compile(rf"第 *({NUMBER}) *条((?:の *[0-9〇一二三四五六七八九十]+)*)(?= |$|\()")),
    ("dai", re.compile(rf"第 *({NUMBER})(?:[.、] *|(?= )|$)")),
    ("dec", re.compile(r"([0-9]{1,2}(?:[-.][0-9]{1,2}){1,4})(?:[.、] *| +|$)")),
    ("num", re.compile(r"([0-9]{1,2})(?:[.、] *(?![0-9])| +(?![年月日時分,%0-9]))(?=.)")),
    ("kanji", re.compile(r"([一二三四五六七八九十]{1,3})(?:[、.] *| +)(?=.)")),
    ("paren", re.compile(r"[(\[] *([0-9]{1,3}|[一二三四五六七八九十]{1,3}) *[)\]]|([" + BRACKETED + "])")),
    ("parenkana", re.compile(rf"\( *([{KANA}]) *\)")),
    ("alpha", re.compile(r"\( *([a-z]) *\)|([a-z])[.)] *(?=[^\x00-\x7f])")),
    ("kana", re.compile(rf"([{KANA}])(?:[、.)] *| +)(?=.)")),
    ("circled", re.compile(rf"([{CIRCLED}])")),
)
BULLET = re.compile(r"[-*](?= )|[・•●○◯◎■□◆◇▪➢✓](?!.*[)）]さん)")

PAGE = re.compile(r"[-─~〜 ]*[pP]?\.? *[0-9]{1,3} *(?:[-─~〜 ]*|/ *[0-9]{1,3}|ページ|頁)")
CONTENTS = re.compile(r" *(?:\( *)?目 *次(?: *\))?")
IN_CONTENTS = re.compile(r".*(?: |\.{2,}|…|・{3,}|‥|-{3,})[ .…・‥-]*\(?[pP]?\.? *[0-9]{1,3}\)?")
DATED = re.compile(
    r"[( ]*(?:昭和|平成|令和|[12][0-9]{3}) *[0-9元一二三四五六七八九十]* *年[0-9一二三四五六七八九十 月日]*[)]*"
)
NUMBERED = re.compile(
    r"[( ]*(?:第 *[0-9.]+ *版|(?:ver|version)[. ]*[0-9.]+|(?:訓令|告示|規程|内規|要綱)?第 *[0-9]+ *号)[ )]*", re.I
)
HISTORY = re.compile(r" *[改修][定訂正] *[履沿] *[歴歷革] *")
CAPTION = re.compile(r" *[(\[【]([^()\[\]【】]{1,40})[)\]】] *")


@dataclass(frozen=True)
class Mark:
    """`kind`: of `RANKS`. `part`: its piece of a clause id ("(1)", "ア", "5の2"). `at`: its place in its list, from 1.

    `end`: where the words begin in the line.
    """

    kind: str
    part: str
    at: int
    end: int


def fold(line: str) -> str:
    """The line in half width, place for place."""
    return line.translate(FOLD)


def read_mark(line: str) -> Mark | None:
    """The mark that a line begins with, None for running text. A bullet before another mark is passed over."""
    folded = fold(line)
    start = len(folded) - len(folded.lstrip())
    bullet = BULLET.match(folded, start)
    if bullet:
        inner = bullet.end() + len(folded[bullet.end() :]) - len(folded[bullet.end() :].lstrip())
        return _marked(folded, inner) or Mark("bullet", "", 0, inner)
    return _marked(folded, start)


def _marked(folded: str, start: int) -> Mark | None:
    for kind, shape in MARKS:
        found = shape.match(folded, start)
        if found is None:
            continue
        if kind == "annex":
            return _annex(found, folded)
        end = found.end() + len(folded[found.end() :]) - len(folded[found.end() :].lstrip())
        return _numbered(kind, found, end)
    return None


def _annex(found: re.Match[str], folded: str) -> Mark | None:
    """附則, 別表第1 …: only where the line is little else (「別表のとおり」 is a sentence)."""
    rest = folded[found.end() :].strip()
    if rest and not folded[found.end()].isspace() and not rest.startswith("("):
        return None
    if rest.endswith("。"):
        return None
    end = found.end() + len(folded[found.end() :]) - len(folded[found.end() :].lstrip())
    return Mark("annex", re.sub(r" ", "", found.group()).replace("付則", "附則"), 0, end)


def _numbered(kind: str, found: re.Match[str], end: int) -> Mark | None:
    word = next(group for group in found.groups() if group is not None)
    match kind:
        case "part" | "chapter" | "division" | "subdivision" | "article" | "dai":
            return Mark(kind, _formal(kind, word, found), number(word), end)
        case "dec":
            return Mark(kind, re.sub(r"[.]", "-", word), int(re.split(r"[-.]", word)[-1]), end)
        case "num":
            return Mark(kind, str(int(word)), int(word), end)
        case "kanji":
            return Mark(kind, word, number(word), end)
        case "paren":
            at = BRACKETED.index(word) + 1 if word in BRACKETED else number(word)
            return Mark(kind, f"({at})" if word in BRACKETED or word.isdigit() else f"({word})", at, end)
        case "kana" | "parenkana":
            return Mark(kind, f"({word})" if kind == "parenkana" else word, _kana_place(word), end)
        case "circled":
            return Mark(kind, word, CIRCLED.index(word) + 1, end)
        case "alpha":
            return Mark(kind, f"({word})", ord(word) - 96, end)
    raise ValueError(kind)


def _formal(kind: str, word: str, found: re.Match[str]) -> str:
    """第2章, 5の2 (of 第5条の2), 第1."""
    tail = found.group(2) or "" if kind in ("chapter", "article") else ""
    branch = "".join(f"の{number(one)}" for one in re.findall(rf"の *({NUMBER})", tail))
    name = {"part": "編", "chapter": "章", "division": "節", "subdivision": "款"}.get(kind, "")
    return f"{'' if kind == 'article' else '第'}{number(word)}{name}{branch}"


def _kana_place(word: str) -> int:
    return KANA.index(word) + 1


def number(word: str) -> int:
    """ "12", "十二" and "一二" as a number."""
    if word.isdigit():
        return int(word)
    total, digits = 0, 0
    for sign in word:
        if sign in ("十", "百"):
            total += (digits or 1) * (10 if sign == "十" else 100)
            digits = 0
        else:
            digits = digits * 10 + (int(sign) if sign.isdigit() else KANJI.index(sign))
    return total + digits


def is_page(line: str) -> bool:
    """A page number that stands alone: 「- 3 -」, 「3/12」, 「P. 3」."""
    return PAGE.fullmatch(fold(line).strip()) is not None


def is_contents(line: str) -> bool:
    """The word 目次 alone on a line."""
    return CONTENTS.fullmatch(fold(line)) is not None


def in_contents(line: str) -> bool:
    """A line that ends with a page number behind a gap or dots."""
    return IN_CONTENTS.fullmatch(fold(line).rstrip()) is not None


def caption(line: str) -> str | None:
    """（目的）: the caption that stands alone before an article, without its brackets; None for other lines."""
    found = CAPTION.fullmatch(fold(line))
    if found is None or read_mark(line) is not None:
        return None
    return line[found.start(1) : found.end(1)]
