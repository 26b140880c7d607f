"""The pieces of a guideline's text and the words of each: heading, paragraphs, items without numbers."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

LEAD_IN = re.compile(r"次の|次に|以下の|下記の|左の")
PROVISO = re.compile(r"(ただし|但し)、")
HEAD_LONGEST, TIGHT_HEAD_LONGEST = 60, 20
"""Characters of a heading with a blank line, and without one, before its text."""
PARTICLES = "はがをにでともへの"
OPENING, CLOSING = "（(「『【［[", "）)」』】］]"


@dataclass(frozen=True)
class Line:
    """A line of the source: `number` from 1; `after_gap`: a blank line or a page's end stands before it."""

    number: int
    text: str
    after_gap: bool
    after_page: bool = False


@dataclass(frozen=True)
class Warned:
    """A place that a person must look at."""

    line: int
    what: str


@dataclass
class Node:
    """A numbered piece. `printed`: its mark as the document has it. `lines`: its words, as they stand."""

    kind: str
    part: str
    at: int
    line: int
    printed: str = ""
    head: str = ""
    lines: list[Line] = field(default_factory=list)
    paragraphs: list[str] = field(default_factory=list)
    children: list["Node"] = field(default_factory=list)

    @property
    def text(self) -> str:
        """Its own paragraphs, one a line."""
        return "\n".join(self.paragraphs)

    def walk(self) -> Iterator["Node"]:
        """Itself and everything below."""
        yield self
        for child in self.children:
            yield from child.walk()


@dataclass
class Read:
    """What a text holds: title, the lines before the first clause, the tree, what was set aside, what is unsure."""

    title: str = ""
    preface: list[str] = field(default_factory=list)
    roots: list[Node] = field(default_factory=list)
    aside: list[tuple[int, str, str]] = field(default_factory=list)
    """(line, why, text): page numbers, table of contents, repeated titles."""
    warnings: list[Warned] = field(default_factory=list)


def head_like(text: str) -> bool:
    """Whether words are a heading and no sentence: no 。 or 、, not broken off after a particle, no lead-in."""
    words = text.strip()
    if not words or len(words) > HEAD_LONGEST or any(mark in words for mark in "。、"):
        return False
    if LEAD_IN.search(words):
        return False
    return words in ("はじめに", "おわりに") or words[-1] not in PARTICLES


def finish(node: Node, read: Read) -> None:
    """Turns the lines of a node into heading, paragraphs and unnumbered items; what is unsure is told in `read`."""
    lines = list(node.lines)
    if not node.head and lines and _first_is_head(node, lines, read):
        node.head = lines.pop(0).text.strip()
    if node.kind == "annex":
        node.paragraphs = [line.text.strip() for line in lines] if node.part != "附則" else _joined(lines, read)
        return
    node.paragraphs = _joined(lines, read)
    if node.children:
        _set_proviso_apart(node)
    else:
        _items_without_numbers(node, read)


def _first_is_head(node: Node, lines: Sequence[Line], read: Read) -> bool:
    first = lines[0].text.strip()
    if node.kind == "annex" or not head_like(first) or lines[0].number != node.line:
        return False
    if len(lines) == 1:
        return bool(node.children)
    if lines[1].after_gap or len(first) <= TIGHT_HEAD_LONGEST:
        return True
    read.warnings.append(Warned(lines[0].number, "a heading, or a sentence broken by a line end? kept as one sentence"))
    return False


def _joined(lines: Sequence[Line], read: Read) -> list[str]:
    """Paragraphs: line ends inside a sentence are taken out."""
    found: list[str] = []
    for line in lines:
        words = line.text.strip()
        if found and _goes_on(found[-1], line, read):
            found[-1] += words
        else:
            found.append(words)
    return found


def _goes_on(before: str, line: Line, read: Read) -> bool:
    if _open_brackets(before):
        if line.after_gap and not line.after_page:
            read.warnings.append(Warned(line.number, "joined with the line before: a bracket was open"))
        return True
    if before.endswith(("。", "」", "：", ":", "】")):
        return False
    if not line.after_gap:
        return not before.endswith((")", "）"))
    sentence = "、" in before and not before.endswith((")", "）"))
    if sentence or line.after_page:
        read.warnings.append(Warned(line.number, "joined with the line before: its sentence had no end"))
        return True
    return False


def _open_brackets(text: str) -> bool:
    depth = 0
    for sign in text:
        depth += (sign in OPENING) - (sign in CLOSING)
    return depth > 0


def _set_proviso_apart(node: Node) -> None:
    """ただし、… on a line of its own before a list is the 但書 of what opens the list."""
    if len(node.paragraphs) > 1 and PROVISO.match(node.paragraphs[-1]):
        proviso = Node("proviso", "但書", 0, node.line, paragraphs=[node.paragraphs.pop()])
        node.children.insert(0, proviso)


def _items_without_numbers(node: Node, read: Read) -> None:
    """次に掲げる点…, and below it paragraphs that are no sentences: its items, counted from 1."""
    opening = next((at for at, words in enumerate(node.paragraphs) if LEAD_IN.search(words)), None)
    if opening is None:
        return
    rest = node.paragraphs[opening + 1 :]
    provisos = [words for words in rest[:1] if PROVISO.match(words)]
    items = rest[len(provisos) :]
    if len(items) < 2 or any(words.endswith("。") for words in items):
        return
    node.paragraphs = node.paragraphs[: opening + 1]
    node.children = [Node("proviso", "但書", 0, node.line, paragraphs=[words]) for words in provisos]
    node.children += [
        Node("item", str(at), at, node.line, paragraphs=[words]) for at, words in enumerate(items, 1)
    ]  # fmt: skip
    read.warnings.append(Warned(node.line, f"{len(items)} items without numbers below {node.printed}: counted from 1"))
