"""The form of a 利用方針 (7-(2)): its fields and parts as a city's folder says, and what is wrong with an answer."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal

from guideline.clauses import Guideline, Table
from guideline.organisation import Organisation, Person
from guideline.passwords import password_like

FILE = "fields.toml"
PART_TYPES = ("line", "lines", "choice", "people", "date", "number")
ROLES = (
    "", "medium", "account_name", "people", "broadcast_only", "place", "effect", "indicators", "period",
    "period_months", "first_due",
)  # fmt: skip
PARTS_ON_A_PAGE = 5
LIMIT = 3_000
"""Characters of one input on any platform."""
MOST = 60
"""The largest answer to a part of the type number."""
COLUMN = re.compile(r"[／|｜\t]")
FIELD_ID = re.compile(r"[a-z0-9]{1,8}")
PART_ID = re.compile(r"[a-z][a-z0-9_]{0,39}")
MAIL = re.compile(r"[^\s@]+@[^\s@]+\.[^\s@]+")

Answers = Mapping[str, str]
"""Part id → text."""


@dataclass(frozen=True)
class Condition:
    """Holds when the answer to a part is one of some values."""

    part: str
    values: tuple[str, ...]

    def holds(self, answers: Answers) -> bool:
        """Whether it holds for these answers."""
        return answers.get(self.part, "") in self.values


@dataclass(frozen=True)
class Part:
    """One thing to fill in; see fields.toml for the words."""

    id: str
    label: str
    type: Literal["line", "lines", "choice", "people", "date", "number"]
    limit: int
    page: int
    required: bool
    hint: str
    options: tuple[str, ...]
    columns: tuple[str, ...]
    only_if: tuple[Condition, ...]
    only_if_any: tuple[Condition, ...]
    unless: tuple[Condition, ...]
    masked: bool
    no_password: bool
    public: str
    role: str

    def asked(self, answers: Answers) -> bool:
        """Whether it is asked at all, given what was answered before."""
        if self.unless and all(one.holds(answers) for one in self.unless):
            return False
        if self.only_if_any and not any(one.holds(answers) for one in self.only_if_any):
            return False
        return all(one.holds(answers) for one in self.only_if)

    @property
    def is_text(self) -> bool:
        """Whether it takes free text."""
        return self.type in ("line", "lines")


@dataclass(frozen=True)
class Field:
    """One point of 7-(2)."""

    id: str
    clause: str
    title: str
    explain: str
    example: str
    complete: str
    parts: tuple[Part, ...]

    def asked(self, answers: Answers, page: int | None = None) -> tuple[Part, ...]:
        """The parts that are asked, on one page or on all."""
        return tuple(part for part in self.parts if page in (None, part.page) and part.asked(answers))

    def pages(self, answers: Answers) -> tuple[int, ...]:
        """The pages on which something is asked."""
        return tuple(sorted({part.page for part in self.asked(answers)}))


@dataclass(frozen=True)
class Problem:
    """What is wrong with the answer to a part; `clause` is "" where it is our own rule."""

    part: str
    text: str
    clause: str = ""


@dataclass(frozen=True)
class Difference:
    """A part whose answer changed."""

    field: Field
    part: Part
    before: str
    after: str


@dataclass(frozen=True)
class Public:
    """Words of the public policy that the guideline demands (7-(4))."""

    broadcast_only: str
    broadcast_short: str
    interactive: str
    short_limit: int


CLAUSES = ("form", "emergency", "account", "notice", "publication", "approval", "applicant", "staff")


@dataclass(frozen=True)
class Clauses:
    """The clauses that the procedure stands on."""

    form: str
    emergency: str
    account: str
    notice: str
    publication: str
    approval: str
    applicant: str
    staff: str
    emergency_stays: tuple[str, ...]
    """What stays in force when urgency is recognised."""


@dataclass(frozen=True)
class Form:
    """All fields in order."""

    fields: tuple[Field, ...]
    media: tuple[str, ...]
    not_passwords: frozenset[str]
    public: Public
    clauses: Clauses

    def field(self, id_: str) -> Field | None:
        """A field by id."""
        return next((one for one in self.fields if one.id == id_), None)

    def neighbours(self, id_: str) -> tuple[Field | None, Field | None]:
        """The fields before and after one."""
        ids = [one.id for one in self.fields]
        at = ids.index(id_)
        return (self.fields[at - 1] if at else None), (self.fields[at + 1] if at + 1 < len(ids) else None)

    def parts(self) -> Iterator[tuple[Field, Part]]:
        """Every part with its field."""
        return ((field, part) for field in self.fields for part in field.parts)

    def answer(self, role: str, answers: Answers) -> str:
        """The answer to the part with a role, "" where there is none."""
        return next((answers.get(part.id, "") for _, part in self.parts() if part.role == role), "")

    def role(self, role: str) -> tuple[Field, Part] | None:
        """The part with a role, and its field."""
        return next(((field, part) for field, part in self.parts() if part.role == role), None)

    def only_sends(self, answers: Answers) -> bool:
        """Whether the account is for 専ら情報発信: the first option of the part with that role."""
        found = self.role("broadcast_only")
        return found is not None and answers.get(found[1].id, "") == found[1].options[0]


def load(folder: Path, guideline: Guideline) -> Form:
    """Loads and checks a city's form. Raises GuidelineError naming file, key and what to do."""
    table = Table.read(folder / FILE)
    known: dict[str, Part] = {}
    fields = tuple(_field(row, guideline, known) for row in table.rows("field"))
    if len({one.id for one in fields}) != len(fields) or not all(FIELD_ID.fullmatch(one.id) for one in fields):
        raise table.fault("field", "ids are small letters and digits, each once")
    public = table.table("public")
    one = {name: table.one_of(f"{name}_clause", guideline.clauses) for name in CLAUSES}
    stays = table.texts("emergency_stays")
    for id_ in stays:
        if id_ not in guideline.clauses:
            raise table.fault("emergency_stays", f"{id_} is no clause")
    return Form(
        fields, table.texts("media"), frozenset(table.texts("not_passwords", default=())),
        Public(
            public.text("broadcast_only"), public.text("broadcast_short"), public.text("interactive"),
            public.number("short_limit", 160),
        ),
        Clauses(emergency_stays=stays, **one),
    )  # fmt: skip


def _field(row: Table, guideline: Guideline, known: dict[str, Part]) -> Field:
    parts = tuple(_part(one, known) for one in row.rows("part"))
    for page in {part.page for part in parts}:
        if len([part for part in parts if part.page == page and not part.only_if]) > PARTS_ON_A_PAGE:
            raise row.fault("part", f"page {page} has more than {PARTS_ON_A_PAGE} parts: give some another page")
    pages = {part.id: part.page for part in parts}
    for part in parts:
        for condition in (*part.only_if, *part.only_if_any, *part.unless):
            if pages.get(condition.part, 0) >= part.page:
                raise row.fault("part", f"{part.id} depends on {condition.part}, which must be on an earlier page")
    return Field(
        row.text("id"), row.one_of("clause", guideline.clauses), row.text("title"), row.text("explain"),
        row.text("example"), row.text("complete"), parts,
    )  # fmt: skip


def _part(row: Table, known: dict[str, Part]) -> Part:
    id_, kind, role = row.text("id"), row.text("type"), row.text("role", default="-").strip("-")
    if not PART_ID.fullmatch(id_) or id_ in known:
        raise row.fault("id", f"{id_}: small letters, digits and _, and each id once")
    if kind not in PART_TYPES:
        raise row.fault("type", f"{kind}: use one of {', '.join(PART_TYPES)}")
    if role not in ROLES or (role and any(part.role == role for part in known.values())):
        raise row.fault("role", f"{role}: use one of {', '.join(ROLES[1:])}, each once")
    limit = row.number("limit", 100)
    if not 1 <= limit <= LIMIT:
        raise row.fault("limit", f"must lie between 1 and {LIMIT}")
    options = row.texts("options", default=())
    if (kind == "choice") != bool(options):
        raise row.fault("options", "go with the type choice, and only with it")
    part = Part(
        id_, row.text("label"), kind, limit, row.number("page", 1), row.flag("required", True),  # type: ignore[arg-type]
        row.text("hint", default=" ").strip(), options, row.texts("columns", default=()),
        _conditions(row, "only_if", known), _conditions(row, "only_if_any", known), _conditions(row, "unless", known),
        row.flag("masked", False), row.flag("no_password", False), row.text("public", default=" ").strip(), role,
    )  # fmt: skip
    if part.masked and part.public:
        raise row.fault("public", "what is masked cannot be public")
    known[id_] = part
    return part


def _conditions(row: Table, key: str, known: Mapping[str, Part]) -> tuple[Condition, ...]:
    found = []
    for one in row.rows(key, empty=True):
        condition = Condition(one.one_of("part", known), one.texts("is"))
        options = known[condition.part].options
        if options and not set(condition.values) <= set(options):
            raise one.fault("is", f"{', '.join(condition.values)}: is none of the options of {condition.part}")
        found.append(condition)
    return tuple(found)


# What is wrong


def problems(
    form: Form, field: Field, answers: Answers, organisation: Organisation, page: int | None = None
) -> tuple[Problem, ...]:
    """Everything that is wrong with a field (or with one page of it), at once."""
    found: list[Problem] = []
    for part in field.asked(answers, page):
        found += _faults(form, part, answers.get(part.id, "").strip(), organisation)
    return tuple(found)


def open_fields(form: Form, answers: Answers, organisation: Organisation) -> dict[str, tuple[Problem, ...]]:
    """The problems of each field that has some."""
    found = {field.id: problems(form, field, answers, organisation) for field in form.fields}
    return {id_: some for id_, some in found.items() if some}


def _faults(form: Form, part: Part, text: str, organisation: Organisation) -> Iterator[Problem]:
    if not text:
        if part.required:
            verb = "選んで" if part.options else "書いて"
            yield Problem(part.id, f"「{part.label}」を{verb}ください。")
        return
    if len(text) > part.limit:
        yield Problem(part.id, f"「{part.label}」は{part.limit:,}字までです（いまは{len(text):,}字）。")
    if part.options and text not in part.options:
        yield Problem(part.id, f"「{part.label}」を選び直してください。")
    yield from _shape_faults(part, text)
    if part.no_password and (found := password_like(text, form.not_passwords)):
        yield Problem(
            part.id,
            f"パスワードのように見えます（{found[0]}…、{len(found)}文字）。管理の方法だけを書いてください。",
        )
    if part.type == "people":
        yield from _people_faults(form, part, text, organisation)


def _shape_faults(part: Part, text: str) -> Iterator[Problem]:
    if part.columns:
        yield from _column_faults(part, text)
    if part.type == "number" and not (text.isdecimal() and 1 <= int(text) <= MOST):
        yield Problem(part.id, f"「{part.label}」は1から{MOST}までの数字で書いてください。")
    if part.type == "date":
        try:
            date.fromisoformat(text)
        except ValueError:
            yield Problem(part.id, f"「{part.label}」の日付を選んでください。")


def _column_faults(part: Part, text: str) -> Iterator[Problem]:
    shape = "／".join(part.columns)
    for number, line in enumerate(lines(text), 1):
        pieces = [piece.strip() for piece in COLUMN.split(line)]
        if len(pieces) != len(part.columns) or not all(pieces):
            yield Problem(part.id, f"{number}行目を「{shape}」の形で書いてください。")


def _people_faults(form: Form, part: Part, text: str, organisation: Organisation) -> Iterator[Problem]:
    for line in lines(text):
        person = person_named(line, organisation)
        if person is not None and not person.is_staff:
            yield Problem(part.id, f"{line}さんは職員ではないため、発信できません。", form.clauses.staff)
        elif person is None and not _is_colleague(line, organisation):
            yield Problem(part.id, f"{line}さんは名簿にありません。氏名か、市のメールアドレスで書いてください。")


def _is_colleague(line: str, organisation: Organisation) -> bool:
    """An address that the city gives to its staff; they need not be listed."""
    return bool(MAIL.fullmatch(line)) and bool(organisation.mail_domains) and organisation.counts_as_staff(
        "", "", line, False
    )  # fmt: skip


def person_named(line: str, organisation: Organisation) -> Person | None:
    """The listed person with a name (spaces apart), address or id. None where two share the name."""
    wanted = "".join(line.split()).lower()
    for person in organisation.people.values():
        if wanted and wanted in (person.id.lower(), person.mail.lower()):
            return person
    found = [person for person in organisation.people.values() if "".join(person.name.split()).lower() == wanted]
    return found[0] if len(found) == 1 else None


def lines(text: str) -> list[str]:
    """The lines of a text that are not empty."""
    return [line.strip() for line in text.splitlines() if line.strip()]


# What changed


def differences(form: Form, before: Answers, after: Answers) -> tuple[Difference, ...]:
    """The parts whose answers differ, in the form's order; a part not asked counts as empty."""
    found = []
    for field, part in form.parts():
        old = before.get(part.id, "").strip() if part.asked(before) else ""
        new = after.get(part.id, "").strip() if part.asked(after) else ""
        if old != new:
            found.append(Difference(field, part, old, new))
    return tuple(found)


def asked_only(form: Form, answers: Answers) -> dict[str, str]:
    """The answers to what is asked: what a change of an earlier answer made void is left out."""
    return {
        part.id: answers[part.id].strip()
        for _, part in form.parts()
        if part.asked(answers) and answers.get(part.id, "").strip()
    }
