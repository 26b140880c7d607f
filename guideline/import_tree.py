"""The plain text of a guideline → a tree of numbered pieces; what is no clause is set aside, never lost."""

import re
from collections.abc import Sequence

from guideline.import_marks import (
    DATED,
    HISTORY,
    IROHA,
    KANA,
    NUMBERED,
    RANKS,
    Mark,
    caption,
    fold,
    in_contents,
    is_contents,
    is_page,
    read_mark,
)
from guideline.import_words import Line, Node, Read, Warned, finish, head_like

TITLE = re.compile(
    r"[○◯ ]*.{2,60}(規程|規則|ガイドライン|指針|要綱|要領|方針|基準|マニュアル|ポリシー|手引き?|心得|について)"
    r"(\([^()]*\))?"
)


def read_text(text: str) -> Read:
    """Reads a whole text. Never raises: what it cannot place is kept as running text and told in `warnings`."""
    read = Read()
    lines = _without_noise(text.splitlines(), read)
    body = _preamble(lines, read)
    _Growing(read, body).grow()
    for root in read.roots:
        for node in list(root.walk()):
            finish(node, read)
    return read


# Noise: page numbers, table of contents, repeated titles


def squeezed(text: str) -> str:
    """Without white space."""
    return "".join(text.split())


def _without_noise(lines: Sequence[str], read: Read) -> list[Line]:
    contents = _contents(lines)
    kept: list[Line] = []
    gap, page, number = True, False, 0
    for number, text in enumerate(lines, 1):
        if not text.strip():
            gap = True
        elif number in contents:
            read.aside.append((number, "contents", text))
            gap = True
        elif is_page(text) and kept:
            read.aside.append((number, "page", text))
            gap = page = True
        else:
            kept.append(Line(number, text.replace("\f", ""), gap, page))
            gap = page = False
    return kept


def _contents(lines: Sequence[str]) -> set[int]:
    """Numbers of the lines of a table of contents: those after 目次 that end with a page or stand again below."""
    start = next((at for at, text in enumerate(lines) if is_contents(text)), None)
    if start is None:
        return set()
    later: dict[str, int] = {}
    for at, text in enumerate(lines):
        later[squeezed(text)] = at
    found = {start + 1}
    for at in range(start + 1, len(lines)):
        text = lines[at]
        if not text.strip():
            continue
        again = later[squeezed(text)] > at and read_mark(text) is not None
        if not (in_contents(text) or again):
            break
        found.add(at + 1)
    return found


# What stands before the first clause


def _preamble(lines: Sequence[Line], read: Read) -> list[Line]:
    """Takes title and preface; returns the rest."""
    body_at = len(lines)
    for at, line in enumerate(lines):
        if not read.title and TITLE.fullmatch(fold(line.text).strip()):
            read.title = line.text.strip().lstrip("○◯").strip()
            if line.text.strip() != read.title:
                read.aside.append((line.number, "mark", "○"))
        elif read.title and squeezed(line.text).lstrip("○") == squeezed(read.title):
            read.aside.append((line.number, "title again", line.text))
        elif _begins(lines, at):
            body_at = at
            break
        else:
            read.preface.append(line.text.strip())
    if not read.title and read.preface:
        read.title = read.preface.pop(0)
    return [line for line in lines[body_at:] if not _title_again(line, read)]


def _title_again(line: Line, read: Read) -> bool:
    again = bool(read.title) and squeezed(line.text).lstrip("○") == squeezed(read.title)
    if again:
        read.aside.append((line.number, "title again", line.text))
    return again


def _begins(lines: Sequence[Line], at: int) -> bool:
    folded = fold(lines[at].text).strip()
    if DATED.fullmatch(folded) or NUMBERED.fullmatch(folded) or HISTORY.fullmatch(folded):
        return False
    return read_mark(lines[at].text) is not None or _captions(lines, at) or is_heading(lines, at)


def _captions(lines: Sequence[Line], at: int) -> bool:
    return caption(lines[at].text) is not None and at + 1 < len(lines) and _kind(lines[at + 1].text) == "article"


def _kind(text: str) -> str:
    mark = read_mark(text)
    return mark.kind if mark else ""


def is_heading(lines: Sequence[Line], at: int) -> bool:
    """An unnumbered heading: short, alone between gaps, with words or a list below it."""
    line = lines[at]
    folded = fold(line.text).strip()
    if not line.after_gap or not head_like(folded) or len(folded) > 30 or at + 1 >= len(lines):
        return False
    if DATED.fullmatch(folded) or NUMBERED.fullmatch(folded) or HISTORY.fullmatch(folded):
        return False
    below = lines[at + 1]
    return below.after_gap and (
        below.text.rstrip().endswith("。") or _kind(below.text) in ("bullet", "paren", "circled")
    )


# The tree


class _Growing:
    """Grows the tree, line by line."""

    def __init__(self, read: Read, lines: Sequence[Line]) -> None:
        self.read, self.lines = read, lines
        self.stack: list[Node] = []
        self.caption: Line | None = None
        self.raw = False
        """Inside a 別表 or a form, where numbers are no clauses."""

    def grow(self) -> None:
        for at, line in enumerate(self.lines):
            mark = read_mark(line.text)
            if mark and mark.kind == "annex":
                self._open(mark, line)
                self.raw = not mark.part.startswith("附則")
            elif self.raw:
                self.stack[-1].lines.append(line)
            elif _captions(self.lines, at):
                self.caption = line
            elif mark and not self._is_continuation(mark, line):
                self._open(mark, line)
            elif mark is None and self._heading_possible() and is_heading(self.lines, at):
                self._open(Mark("heading", _as_part(line.text), 0, len(line.text)), line)
                self.stack[-1].head = line.text.strip()
            else:
                self._text(line)

    def _heading_possible(self) -> bool:
        return not self.stack or self.stack[0].kind in ("heading", "annex")

    def _text(self, line: Line) -> None:
        if not self.stack:
            self.read.preface.append(line.text.strip())
            return
        node = self.stack[-1]
        if node.kind in ("paren", "kana", "circled", "bullet") and line.after_gap and not line.after_page:
            first = node.lines[0].text if node.lines else ""
            if first.rstrip().endswith("。") and len(node.lines) == 1:
                self._warn(line, f"kept with {node.printed}: it may belong to what stands above the list")
        node.lines.append(line)

    def _is_continuation(self, mark: Mark, line: Line) -> bool:
        """A line break inside a sentence before something that looks like a number."""
        last = self.stack[-1].lines[-1].text.rstrip() if self.stack and self.stack[-1].lines else ""
        if not last or last.endswith(("。", "」", "：", ":")) or (line.after_gap and not line.after_page):
            return False
        if mark.kind == "bullet" or self._follows(mark) or head_like(last):
            return False
        self._warn(line, f"begins with what looks like a number ({mark.part}), but continues a sentence")
        return True

    def _follows(self, mark: Mark) -> bool:
        """Whether a mark is the next of an open list, or begins one."""
        return starts(mark) or any(node.kind == mark.kind and follows(node, mark) for node in self.stack)

    def _open(self, mark: Mark, line: Line) -> None:
        self._make_room(mark, line)
        siblings = self.stack[-1].children if self.stack else self.read.roots
        same = [one for one in siblings if one.kind == mark.kind]
        if mark.kind not in ("bullet", "heading", "annex"):
            self._check_order(mark, line, same)
        part = str(len(same) + 1) if mark.kind == "bullet" else mark.part
        printed = "" if mark.kind == "heading" else line.text[: mark.end].strip()
        node = Node(mark.kind, part, mark.at, line.number, printed)
        if self.caption:
            node.head = self.caption.text.strip()[1:-1]
            self.read.aside += [(self.caption.number, "brackets", self.caption.text.strip()[0]),
                                (self.caption.number, "brackets", self.caption.text.strip()[-1])]  # fmt: skip
            self.caption = None
        if rest := line.text[mark.end :].strip():
            node.lines.append(Line(line.number, rest, False))
        siblings.append(node)
        self.stack.append(node)

    def _make_room(self, mark: Mark, line: Line) -> None:
        """Closes what the mark does not stand in."""
        kinds = [node.kind for node in self.stack]
        if mark.kind in kinds and mark.kind != "dec" and (mark.at != 1 or mark.kind != "num" or len(kinds) == 1):
            del self.stack[kinds.index(mark.kind) :]
        elif mark.kind == "dec":
            self._close_for_decimal(mark)
        elif RANKS[mark.kind] <= RANKS["article"] or self._new_root(mark, line):
            while self.stack and self._closes(self.stack[-1], mark):
                self.stack.pop()
        elif not starts(mark):
            while len(self.stack) > 1 and RANKS[self.stack[-1].kind] >= RANKS[mark.kind]:
                self.stack.pop()

    def _closes(self, node: Node, mark: Mark) -> bool:
        return RANKS[node.kind] >= RANKS[mark.kind] or node.kind in ("heading", "annex")

    def _new_root(self, mark: Mark, line: Line) -> bool:
        """A numbered heading after unnumbered ones: 「4 運用体制」 is no item of the section before it."""
        return mark.kind == "num" and bool(self.stack) and self.stack[0].kind == "heading" and head_like(
            line.text[mark.end :]
        )  # fmt: skip

    def _close_for_decimal(self, mark: Mark) -> None:
        """1-1 stands in 1, 1-1-2 in 1-1."""
        while self.stack:
            top = self.stack[-1]
            if top.kind in ("num", "dec", "dai") and mark.part.startswith(top.part.strip("第") + "-"):
                return
            if RANKS[top.kind] < RANKS["num"] and top.kind != "dai":
                return
            self.stack.pop()

    def _check_order(self, mark: Mark, line: Line, same: Sequence[Node]) -> None:
        if not same:
            if mark.kind == "article":
                return  # its numbers go on from chapter to chapter
            inside = self.stack[-1].kind if self.stack else ""
            first_written = 2 if mark.kind == "num" and inside == "article" else 1
            if mark.at > first_written and not starts(mark) and not (mark.kind == "num" and not self.stack):
                self._warn(line, f"this list begins with {mark.part}")
        elif not follows(same[-1], mark):
            self._warn(line, f"{mark.part} follows {same[-1].part}")

    def _warn(self, line: Line, what: str) -> None:
        self.read.warnings.append(Warned(line.number, what))


def starts(mark: Mark) -> bool:
    """Whether a mark is the first of a list: 1, ア, イ (of イロハ)."""
    return mark.at == 1 or mark.kind == "bullet" or (mark.kind == "kana" and mark.part == "イ")


def follows(before: Node, mark: Mark) -> bool:
    """Whether a mark is the next one of a list."""
    if mark.kind in ("kana", "parenkana"):
        pair = before.part.strip("()") + mark.part.strip("()")
        return pair in KANA or pair in IROHA
    if mark.kind == "dec":
        return mark.at == before.at + 1 or mark.at == 1
    return mark.at == before.at + 1 or (mark.kind == "article" and mark.at == before.at and mark.part != before.part)


def _as_part(text: str) -> str:
    return re.sub(r"[^0-9A-Za-z\u3040-\u30ff\u4e00-\u9fff()-]", "", text.strip())
