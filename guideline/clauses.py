"""The guideline as data: clauses, sections and offices of one city's folder, checked when loaded."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from guideline.standing import CLAUSES, NAMES, Names, Standing

T = TypeVar("T")

CLAUSE_ID = re.compile(r"[0-9A-Za-z\u3040-\u30ff\u4e00-\u9fff()①-⑳/-]+")


class GuidelineError(Exception):
    """A folder cannot be used; the text names the file, the key and what to do."""


@dataclass(frozen=True)
class Section:
    """A numbered section. `chapeau` is its opening text, which binds each of its clauses; "" if it has none."""

    id: str
    title: str
    chapeau: str


@dataclass(frozen=True)
class Clause:
    """One clause, word for word.

    `head` is the clause's own heading in the document, `parent` the clause it is an item of, `label` our
    short name for lists and buttons (never quoted as the city's words).
    """

    id: str
    section: str
    text: str
    label: str
    head: str = ""
    parent: str = ""


@dataclass(frozen=True)
class Repair:
    """A slip of the scanned text that was put right: `found` there, `repaired` here, in `place`."""

    found: str
    repaired: str
    place: str


@dataclass(frozen=True)
class Suspicious:
    """A word that looks wrong but stays as the document has it."""

    word: str
    clause: str
    note: str


@dataclass(frozen=True)
class Exemption:
    """An exception that a clause itself makes, in its own `words`."""

    clause: str
    words: str


@dataclass(frozen=True)
class Guideline:
    """A city's guideline: everything the folder says, in the document's order."""

    city: str
    title: str
    issuer: str
    version: str
    date: str
    preface: str
    sections: Mapping[str, Section]
    clauses: Mapping[str, Clause]
    repairs: tuple[Repair, ...]
    suspicious: tuple[Suspicious, ...]
    exemptions: tuple[Exemption, ...]
    question_office: str
    incident_offices: tuple[str, ...]
    account_offices: tuple[str, ...]
    scope_clause: str
    evidence_clause: str
    standing: Standing
    names: Names
    prohibitions: frozenset[str]
    """Sections and clauses that prohibit; so does every item below them."""

    def prohibits(self, clause_id: str) -> bool:
        """Whether a clause is a prohibition: what is found against it stops a post."""
        clause = self.clauses.get(clause_id)
        while clause is not None:
            if clause.id in self.prohibitions or clause.section in self.prohibitions:
                return True
            clause = self.clauses.get(clause.parent)
        return False

    def prohibited(self) -> tuple[Clause, ...]:
        """The prohibitions, in order."""
        return tuple(clause for clause in self.clauses.values() if self.prohibits(clause.id))

    def chapeau(self, clause_id: str) -> str:
        """The text that opens the list a clause stands in: its parent's, else its section's; "" if none."""
        clause = self.clauses[clause_id]
        if clause.parent:
            return self.clauses[clause.parent].text
        return self.sections[clause.section].chapeau

    def neighbours(self, clause_id: str) -> tuple[str | None, str | None]:
        """The ids of the clause before and after in the same section, None at its ends."""
        row = [clause.id for clause in self.clauses.values() if clause.section == self.clauses[clause_id].section]
        at = row.index(clause_id)
        return (row[at - 1] if at else None), (row[at + 1] if at + 1 < len(row) else None)

    def source(self) -> str:
        """Title, version and date, as every quotation shows them."""
        return f"{self.title} {self.version}".rstrip() + f"（{self.date}）"

    def members(self, section_id: str) -> tuple[Clause, ...]:
        """The clauses of a section, in order."""
        return tuple(clause for clause in self.clauses.values() if clause.section == section_id)

    def find(self, words: str) -> Clause | None:
        """The clause that a person means by "5-(1)", "５(1)", "第3条第2項"; None if there is none.

        An id that is written exactly comes first: 5の2 is an article of its own, and 5-2 the second 項 of another.
        """
        exact = _half_width(words).strip()
        formal = _formal(exact)
        for clause in self.clauses.values():
            if _half_width(clause.id) in (exact, formal):
                return clause
        wanted = _plain_id(exact)
        return next((one for one in self.clauses.values() if wanted and _plain_id(one.id) == wanted), None)


_WIDTHS = str.maketrans("０１２３４５６７８９（）－ー―", "0123456789()---")


def _half_width(words: str) -> str:
    return words.translate(_WIDTHS)


def _formal(words: str) -> str:
    """第5条の2第3項第1号 as an id: 5の2-3-(1)."""
    found = re.fullmatch(r"第?(\d+)条?((?:の\d+)*)(?:第(\d+)項)?(?:第(\d+)号)?", words)
    if found is None:
        return ""
    article, branch, paragraph, item = found.groups()
    tail = (f"-{paragraph}" if paragraph else "") + (f"-({item})" if item else "")
    return f"{article}{branch}{tail}"


def _plain_id(words: str) -> str:
    words = words.replace("ただし書き", "但書").replace("ただし書", "但書")
    return "-".join(re.findall(r"\d+|但書|附則|別表|[①-⑳]|[ァ-ヴ]", words))


def load(folder: Path) -> Guideline:
    """Loads and checks a city's folder. Raises GuidelineError naming file and key at the first fault."""
    about = Table.read(folder / "guideline.toml")
    listing = Table.read(folder / "clauses.toml")
    sections = _unique([_section(row) for row in listing.rows("section")], listing)
    clauses = _unique([_clause(row, sections) for row in listing.rows("clause")], listing)
    for clause in clauses.values():
        if clause.parent and clause.parent not in clauses:
            raise listing.fault("clause.parent", f"{clause.id} names {clause.parent}, which is no clause")
    for section in sections.values():
        if not any(clause.section == section.id for clause in clauses.values()):
            raise listing.fault("section", f"{section.id} has no clause")
    return Guideline(
        city=about.text("city"), title=about.text("title"), issuer=about.text("issuer"),
        version=about.text("version", default=""), date=about.text("date"), preface=about.text("preface", default=""),
        sections=sections, clauses=clauses,
        repairs=tuple(_repair(row) for row in about.rows("repair", empty=True)),
        suspicious=tuple(_suspicious(row, clauses) for row in about.rows("suspicious", empty=True)),
        exemptions=tuple(_exemption(row, clauses) for row in about.rows("exemption", empty=True)),
        question_office=about.text("question_office"),
        incident_offices=about.texts("incident_offices"),
        account_offices=about.texts("account_offices"),
        scope_clause=about.one_of("scope_clause", clauses),
        evidence_clause=about.one_of("evidence_clause", clauses),
        standing=_standing(about.table("clauses"), clauses),
        names=Names(**{key: about.table("names").text(key) for key in NAMES}),
        prohibitions=_prohibitions(about, sections, clauses),
    )  # fmt: skip


def _standing(table: "Table", clauses: Mapping[str, Clause]) -> Standing:
    """Each key of [clauses] is a clause, or an empty text where the guideline has none."""
    found: dict[str, str] = {}
    for key in CLAUSES:
        value = table.value(key)
        if value != "" and (not isinstance(value, str) or value not in clauses):
            raise table.fault(key, f'{value!r} is no clause: write a clause\'s id, or "" if the guideline has none')
        found[key] = value
    return Standing(**found)


def _prohibitions(about: "Table", sections: Mapping[str, Section], clauses: Mapping[str, Clause]) -> frozenset[str]:
    found = about.texts("prohibitions")
    for one in found:
        if one not in sections and one not in clauses:
            raise about.fault("prohibitions", f"{one} is neither a section nor a clause")
    return frozenset(found)


def _unique(rows: list[T], table: "Table") -> dict[str, T]:
    found: dict[str, T] = {}
    for row in rows:
        key = row.id  # type: ignore[attr-defined]
        if key in found:
            raise table.fault(type(row).__name__.lower(), f"the id {key} stands twice")
        found[key] = row
    return found


def _section(row: "Table") -> Section:
    return Section(_id(row), row.text("title"), row.text("chapeau", default=""))


def _clause(row: "Table", sections: Mapping[str, Section]) -> Clause:
    return Clause(
        _id(row), row.one_of("section", sections), row.text("text"), row.text("label"),
        row.text("head", default=""), row.text("parent", default=""),
    )  # fmt: skip


def _id(row: "Table") -> str:
    key = row.text("id")
    if not CLAUSE_ID.fullmatch(key):
        raise row.fault("id", f"{key!r} is not an id: digits, half-width parentheses and hyphens")
    return key


def _repair(row: "Table") -> Repair:
    return Repair(row.text("found"), row.text("repaired"), row.text("place"))


def _suspicious(row: "Table", clauses: Mapping[str, Clause]) -> Suspicious:
    found = Suspicious(row.text("word"), row.one_of("clause", clauses), row.text("note"))
    if found.word not in clauses[found.clause].text:
        raise row.fault("word", f"{found.word} does not stand in {found.clause}")
    return found


def _exemption(row: "Table", clauses: Mapping[str, Clause]) -> Exemption:
    found = Exemption(row.one_of("clause", clauses), row.text("words"))
    if found.words not in clauses[found.clause].text:
        raise row.fault("words", f"{found.words} does not stand in {found.clause}")
    return found


@dataclass(frozen=True)
class Table:
    """A TOML table that knows its file and key, so that each fault can be said in full."""

    values: Mapping[str, Any]
    file: str
    key: str = ""

    @classmethod
    def read(cls, path: Path) -> "Table":
        """The table of a file. Raises GuidelineError if it is missing, not UTF-8 or not TOML."""
        try:
            return cls(tomllib.loads(path.read_text(encoding="utf-8")), str(path))
        except FileNotFoundError:
            raise GuidelineError(f"{path}: the file is missing") from None
        except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
            raise GuidelineError(f"{path}: not readable as TOML: {error}") from error

    def fault(self, key: str, what: str) -> GuidelineError:
        """A GuidelineError about a key of this table."""
        return GuidelineError(f"{self.file}: {self.key}{key}: {what}")

    def text(self, key: str, default: str | None = None) -> str:
        """A text that is not empty, or the default where the key is missing."""
        if key not in self.values and default is not None:
            return default
        value = self._typed(key, str, "a text")
        if not value.strip():
            raise self.fault(key, "must not be empty")
        return value

    def texts(self, key: str, default: tuple[str, ...] | None = None) -> tuple[str, ...]:
        """A list of texts, in the file's order."""
        if key not in self.values and default is not None:
            return default
        values = self._typed(key, list, "a list of texts")
        if not values or not all(isinstance(value, str) and value.strip() for value in values):
            raise self.fault(key, "must be a list of texts, none empty")
        return tuple(values)

    def number(self, key: str, default: int) -> int:
        """A whole number of at least 0."""
        value = self._typed(key, int, "a whole number") if key in self.values else default
        if isinstance(value, bool) or value < 0:
            raise self.fault(key, "must be a whole number, 0 or more")
        return value

    def flag(self, key: str, default: bool) -> bool:
        """true or false."""
        return self._typed(key, bool, "true or false") if key in self.values else default

    def one_of(self, key: str, known: Mapping[str, Any]) -> str:
        """A text that is a key of `known`."""
        value = self.text(key)
        if value not in known:
            raise self.fault(key, f"{value} is not known")
        return value

    def table(self, key: str) -> "Table":
        """A table inside this one, empty where the key is missing."""
        values = self._typed(key, dict, "a table") if key in self.values else {}
        return Table(values, self.file, f"{self.key}{key}.")

    def rows(self, key: str, empty: bool = False) -> list["Table"]:
        """An array of tables; `empty` allows none."""
        values = self._typed(key, list, "an array of tables") if key in self.values or not empty else []
        if not empty and not values:
            raise self.fault(key, "needs at least one entry")
        if not all(isinstance(value, dict) for value in values):
            raise self.fault(key, "must be an array of tables")
        return [Table(value, self.file, f"{self.key}{key}[{at}].") for at, value in enumerate(values)]

    def value(self, key: str) -> Any:
        """Whatever stands under the key, None where it is missing."""
        return self.values.get(key)

    def _typed(self, key: str, kind: type[T], name: str) -> T:
        if key not in self.values:
            raise self.fault(key, "is missing")
        value = self.values[key]
        if not isinstance(value, kind):
            raise self.fault(key, f"must be {name}, not {type(value).__name__}")
        return value
