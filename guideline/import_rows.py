"""The tree of a guideline's text → sections and clauses with the ids that its own numbering gives them."""

from dataclasses import dataclass, field

from guideline.import_words import Node, Read, Warned

HEADINGS = ("part", "chapter", "division", "subdivision", "dai", "num", "dec")
"""Kinds that name a section when they have a heading and something below."""
LABEL_LONGEST = 24


@dataclass(frozen=True)
class SectionRow:
    """A section as it will stand in clauses.toml; `printed` is its number as the document has it."""

    id: str
    title: str
    chapeau: str
    printed: str


@dataclass(frozen=True)
class ClauseRow:
    """A clause as it will stand in clauses.toml."""

    id: str
    section: str
    parent: str
    head: str
    label: str
    text: str
    printed: str
    line: int


@dataclass(frozen=True)
class _Above:
    """What a node stands in: pieces of its id, its section, the clause that it is an item of."""

    path: tuple[str, ...] = ()
    separator: str = "-"
    section: str = ""
    parent: str = ""
    titles: tuple[str, ...] = ()
    printed: tuple[str, ...] = ()
    chapeau: str = ""


@dataclass
class Rows:
    """Sections and clauses in the document's order."""

    sections: list[SectionRow] = field(default_factory=list)
    clauses: list[ClauseRow] = field(default_factory=list)


def rows_of(read: Read) -> Rows:
    """Lays the tree out. An id that would stand twice gets a suffix, and a warning."""
    rows = Rows()
    _Laying(rows, read).all()
    return rows


class _Laying:
    def __init__(self, rows: Rows, read: Read) -> None:
        self.rows, self.read = rows, read
        self.ids: set[str] = set()

    def all(self) -> None:
        for root in self.read.roots:
            self._node(root, _Above())

    def _node(self, node: Node, above: _Above) -> None:
        above = self._placed(node, above)
        if node.kind == "article" and any(child.kind == "num" for child in node.children):
            self._paragraphs(node, above)
        elif _is_section(node):
            self._section(node, above)
        else:
            self._clause(node, above)

    def _placed(self, node: Node, above: _Above) -> _Above:
        """Path and separator of a node itself."""
        path: tuple[str, ...]
        if node.kind in ("article", "annex") or node.kind == "dec":
            path, separator = (node.part,), "-"
        elif not above.path:
            path, separator = (node.part,), ("-" if node.kind in ("num", "paren", "kana", "bullet", "kanji") else "/")
        else:
            path, separator = (*above.path, node.part), above.separator
        return _Above(path, separator, above.section, above.parent, above.titles, above.printed, above.chapeau)

    def _id(self, node: Node, above: _Above) -> str:
        wanted = above.separator.join(above.path)
        found, count = wanted, 1
        while found in self.ids:
            count += 1
            found = f"{wanted}-{count}" if count < 50 else f"{wanted}-{node.line}-{count}"
        if found != wanted:
            self.read.warnings.append(Warned(node.line, f"the number {wanted} stands twice: this one is {found}"))
        self.ids.add(found)
        return found

    def _section(self, node: Node, above: _Above) -> None:
        titles = (*above.titles, node.head or node.part)
        printed = (*above.printed, node.printed) if node.printed else above.printed
        chapeau = "\n".join(text for text in (above.chapeau, node.text) if text)
        inner = _Above(above.path, above.separator, "", "", titles, printed, chapeau)
        if any(not _is_section(child) for child in node.children):
            inner = self._open_section(node, inner)
        for child in node.children:
            nested = _is_section(child)
            said = "" if inner.section else chapeau
            below = _Above(inner.path, inner.separator, "", "", titles, printed, said)
            self._node(child, below if nested else inner)

    def _open_section(self, node: Node, inner: _Above) -> _Above:
        section = inner.separator.join(inner.path)
        if section in {one.id for one in self.rows.sections}:
            section = f"{section}-{node.line}"
        self.rows.sections.append(SectionRow(section, "　".join(inner.titles), inner.chapeau, " ".join(inner.printed)))
        return _Above(inner.path, inner.separator, section, "")

    def _paragraphs(self, node: Node, above: _Above) -> None:
        """第4条 with 項: its first one has no number in print."""
        section = self._own_section(node, above, above.separator.join(above.path))
        first = Node("num", "1", 1, node.line, node.printed, node.head, paragraphs=node.paragraphs)
        first.children = [child for child in node.children if child.kind != "num"]
        for child in (first, *(child for child in node.children if child.kind == "num")):
            here = _Above((*above.path, child.part), above.separator, section, "")
            self._clause(child, here)

    def _own_section(self, node: Node, above: _Above, id_: str) -> str:
        if above.section:
            return above.section
        title = node.head or node.printed or node.part
        if id_ not in {one.id for one in self.rows.sections}:
            titles = "　".join((*above.titles, title))
            self.rows.sections.append(SectionRow(id_, titles, above.chapeau, " ".join(above.printed)))
        return id_

    def _clause(self, node: Node, above: _Above) -> None:
        id_ = self._id(node, above)
        before = len(self.rows.sections)
        section = self._own_section(node, above, id_)
        head = node.head
        text = node.text or head or node.printed
        if not node.text:
            head = ""
        titles = [one.title for one in self.rows.sections if one.id == section]
        # Its own new section, or that of its article, carries the heading as its title.
        title_again = len(self.rows.sections) > before or (bool(above.section) and head in titles)
        self.rows.clauses.append(ClauseRow(
            id_, section, above.parent, "" if title_again else head, label_of(node), text, node.printed, node.line,
        ))  # fmt: skip
        for child in node.children:
            self._node(child, _Above(above.path, above.separator, section, id_))


def _is_section(node: Node) -> bool:
    """A heading with clauses below it: it has no words of its own, or those that open its list."""
    if not node.children or not any(child.kind != "proviso" for child in node.children):
        return False
    if node.kind in HEADINGS:
        return bool(node.head) or not node.text
    return node.kind != "article" and not node.text


def label_of(node: Node) -> str:
    """A short name for lists and buttons: the heading, else the first words."""
    words = node.head or node.text.split("\n")[0] or node.part
    words = words.replace("\u3000", " ").strip()
    return words if len(words) <= LABEL_LONGEST else words[: LABEL_LONGEST - 1] + "…"
