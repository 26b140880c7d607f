"""Trouble under 7-(8): whom to tell and in which order, what comes first for each kind, what is still open."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Literal

from guideline.clauses import Guideline, GuidelineError, Table
from guideline.organisation import Duty

OPEN_STATES = ("対応中", "収束")
END_STATES = ("終結", "取下げ", "誤報", "統合")
STATES = (*OPEN_STATES, *END_STATES)
ORDER_WAIT, ORDER_STEP = 40.0, 8.0
"""Seconds: the second office waits so long for the first to be told, the third so much longer, and no more. With a
post's own time that is under 60 s for all of them together; the guideline says 直ちに, and the order comes second."""
ALARM = 45.0
"""Seconds after which the operator is told, another way, of an office that could not be told."""
NO_PERSONAL_DATA, UNKNOWN = "no", "unknown"
PERSONAL_DATA = {"no": "含まれない", "yes": "含まれる", "unknown": "分からない"}
VISIBLE = {"yes": "いまも見える", "no": "もう見えない", "unknown": "分からない"}
STEPS = ("reminder", "deputies", "mail")
"""What follows when an office does not acknowledge, in this order (市の設定 says when)."""

Step = Literal["reminder", "deputies", "mail"]


@dataclass(frozen=True)
class Kind:
    """A kind of trouble: `label` for the form, first `steps` in order, clauses to quote, drafts that fit."""

    id: str
    name: str
    label: str
    steps: tuple[str, ...]
    clauses: tuple[str, ...]
    drafts: tuple[str, ...]


@dataclass(frozen=True)
class ReportForm:
    """Where a platform takes reports, for what, and how people call the platform."""

    medium: str
    names: tuple[str, ...]
    url: str
    purpose: str


@dataclass(frozen=True)
class Draft:
    """A public notice to fill in: ordinary words, やさしい日本語, and one that fits 140 characters."""

    id: str
    name: str
    plain: str
    easy: str
    short: str


@dataclass(frozen=True)
class Book:
    """Everything the city's `incident.toml` says."""

    evidence: str
    kinds: Mapping[str, Kind]
    forms: tuple[ReportForm, ...]
    drafts: Mapping[str, Draft]

    def forms_for(self, medium: str) -> tuple[ReportForm, ...]:
        """The report forms of the platform that a text names; all of them where it names none we know."""
        low = medium.casefold()
        found = tuple(form for form in self.forms if any(name in low for name in form.names))
        return found or self.forms


def load(folder: Path, guideline: Guideline) -> Book:
    """Loads `incident.toml`. Raises GuidelineError naming file and key at the first fault."""
    file = Table.read(folder / "incident.toml")
    drafts = {row.text("id"): _draft(row, guideline.city) for row in file.rows("draft")}
    kinds = {row.text("id"): _kind(row, guideline, drafts) for row in file.rows("kind")}
    for name, rows, found in (("kind", file.rows("kind"), kinds), ("draft", file.rows("draft"), drafts)):
        if len(rows) != len(found):
            raise file.fault(name, "an id stands twice")
    forms = tuple(
        ReportForm(
            row.text("medium"), tuple(one.casefold() for one in row.texts("names")), _address(row), row.text("for")
        )
        for row in file.rows("form")
    )
    return Book(file.text("evidence"), kinds, forms, drafts)


def _kind(row: Table, guideline: Guideline, drafts: Mapping[str, Draft]) -> Kind:
    clauses = _all_known(row, "clauses", guideline.clauses)
    return Kind(
        row.text("id"),
        row.text("name"),
        row.text("label"),
        row.texts("steps"),
        clauses,
        _all_known(row, "drafts", drafts),
    )


def _all_known(row: Table, key: str, known: Mapping[str, object]) -> tuple[str, ...]:
    named = row.texts(key) if row.value(key) else ()
    for one in named:
        if one not in known:
            raise row.fault(key, f"{one} is not known")
    return named


def _address(row: Table) -> str:
    url = row.text("url")
    if not url.startswith("https://"):
        raise row.fault("url", "must begin with https://")
    return url


def _draft(row: Table, city: str) -> Draft:
    plain, easy, short = (row.text(key).replace("{city}", city) for key in ("plain", "easy", "short"))
    if len(short) > 140:
        raise row.fault("short", f"has {len(short)} characters, at most 140")
    return Draft(row.text("id"), row.text("name"), plain, easy, short)


def concerned(capacity: str) -> bool:
    """Whether trouble falls under 7-(8): 「職務でソーシャルメディアを利用して」."""
    return capacity == "職務"


def waits(offices: Sequence[str]) -> tuple[float | None, ...]:
    """For each office in order: the seconds for which it waits at most for those before it (None: it is first)."""
    return tuple(None if at == 0 else ORDER_WAIT + ORDER_STEP * (at - 1) for at in range(len(offices)))


def due_steps(reported_at: datetime, now: datetime, done: Sequence[str], duty: Duty) -> tuple[Step, ...]:
    """The steps that are due for an office that has not acknowledged; each once, in order."""
    minutes: dict[Step, int] = {"reminder": duty.acknowledgement, "deputies": duty.deputies, "mail": duty.mail}
    passed = (now - reported_at).total_seconds() / 60
    return tuple(step for step, after in minutes.items() if step not in done and passed >= after)


@dataclass(frozen=True)
class Deadline:
    """A date under the law on personal data, shown as 参考, never as the guideline."""

    name: str
    at: datetime


def deadlines(noticed_at: datetime, personal_data: str) -> tuple[Deadline, ...]:
    """速報 in 3-5 days, 確報 in 30 (60 where there is a wrongful purpose), for cases with personal data.

    Source: 個人情報の保護に関する法律 68条, 同施行規則 44条.
    """
    if personal_data == NO_PERSONAL_DATA:
        return ()
    days = (("速報（3〜5日以内）", 5), ("確報（30日以内）", 30), ("確報（不正の目的によるとき60日以内）", 60))
    return tuple(Deadline(name, noticed_at + timedelta(days=count)) for name, count in days)


@dataclass(frozen=True)
class Progress:
    """Where a case stands, as far as what is open depends on it."""

    kind: str
    personal_data: str
    state: str
    told: tuple[bool, ...]
    acknowledged: tuple[bool, ...]
    decided: bool
    """Whether the question of deletion was decided."""


def still_open(progress: Progress, offices: Sequence[str]) -> tuple[str, ...]:
    """What is not yet done in a case, in the order in which it should be."""
    if progress.state in END_STATES:
        return ()
    open_ = [f"{office}へ届いていません" for office, told in zip(offices, progress.told, strict=True) if not told]
    open_ += [
        f"{office}の受領"
        for office, told, taken in zip(offices, progress.told, progress.acknowledged, strict=True)
        if told and not taken
    ]
    if asks_deletion(progress.kind, progress.personal_data) and not progress.decided:
        open_.append("削除・非公開にするかの判断の記録")
    open_.append("状態（収束・終結）の記録" if progress.state == "対応中" else "終結の記録")
    return tuple(open_)


def asks_deletion(kind: str, personal_data: str) -> bool:
    """Whether somebody has to decide if something is taken down, although 6-(5) says to correct and not to delete."""
    return personal_data != NO_PERSONAL_DATA or kind in ("leak", "wrongpost", "rights")


def kind_of(book: Book, id_: str) -> Kind:
    """A kind by id. Raises GuidelineError if the city's file has none of that id any more."""
    found = book.kinds.get(id_)
    if found is None:
        raise GuidelineError(f"incident.toml: kind {id_} is gone, but cases of it are kept")
    return found
