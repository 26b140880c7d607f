"""`snsbot guideline import | check | diff`: a guideline's folder, from a plain text to every conversation."""

import asyncio
import tomllib
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, TextIO

from bot.settings import GUIDELINE, Settings
from cards import revision
from guideline import (
    ask,
    clauses,
    evaluation,
    import_folder,
    incident,
    organisation,
    policy,
    revised,
    training,
    training_drafts,
)
from guideline.clauses import Guideline, GuidelineError
from guideline.draft_model import DraftModel
from guideline.import_folder import TODO
from guideline.rules.loading import load_rules
from storage import relied, schema
from storage.database import open_database

PARTS: Mapping[str, str] = {
    "clauses.toml": "質問・条文",
    "guideline.toml": "すべての会話",
    "names.toml": "質問・投稿前チェック",
    "rules.toml": "投稿前チェック",
    "asks.toml": "投稿前チェック（書き手への質問）",
    "fields.toml": "公式アカウントの申請",
    "incident.toml": "トラブルの届出",
    "evaluation.toml": "効果測定",
}
"""File of a folder → the conversations that need it."""
OPTIONAL = ("evaluation.toml",)
OWN_WORDS: Mapping[str, str] = {"questions.jsonl": "質問の例", "drafts.jsonl": "下書きの例"}


def import_(file: Path, folder: Path | None, out: TextIO) -> int:
    """Turns a plain text into a draft folder. Raises GuidelineError."""
    try:
        data = file.read_bytes()
    except OSError as error:
        raise GuidelineError(f"{file}: not readable: {error.strerror}") from error
    folder = folder or Path(file.stem)
    files, read, rows = import_folder.draft(_decoded(file, data), GUIDELINE, clauses.load(GUIDELINE))
    import_folder.write(folder, files)
    print(f"{folder}: {len(rows.sections)} sections, {len(rows.clauses)} clauses", file=out)
    for warned in sorted(read.warnings, key=lambda one: one.line):
        print(f"{file}:{warned.line}: {warned.what}", file=out)
    print(f"set aside (see {folder / 'import.toml'}): {len(read.aside)} lines", file=out)
    print(f"next: snsbot guideline check {folder}", file=out)
    return 0


def _decoded(file: Path, data: bytes) -> str:
    """UTF-8, else the Japanese encoding of Windows, in which older texts lie about."""
    for encoding in ("utf-8-sig", "cp932"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise GuidelineError(f"{file}: is neither UTF-8 nor Shift_JIS: save it as plain text in UTF-8")


def check(folder: Path, people: Path, out: TextIO) -> int:
    """Names everything that a folder lacks, for each conversation; 1 if it cannot be used."""
    faults = list(_faults(folder, people))
    for fault in faults:
        print(fault, file=out)
    for name, what in OWN_WORDS.items():
        if not (folder / name).with_suffix(".npz").exists():
            print(f"note: {folder / name}: {what}をまだ学習していません（条文の言葉と規則だけで動きます）", file=out)
    print(f"{folder}: " + (f"{len(faults)} faults" if faults else "can be used"), file=out)
    return 1 if faults else 0


def _faults(folder: Path, people: Path) -> Iterator[str]:
    todo = list(_todos(folder))
    yield from todo
    unfinished = {line.split(":", 1)[0] for line in todo}
    yield from (f"{folder / name}: the file is missing [{used}]" for name, used in PARTS.items()
                if name not in OPTIONAL and not (folder / name).exists())  # fmt: skip
    if {str(folder / "clauses.toml"), str(folder / "guideline.toml")} & unfinished:
        return  # its TODO values are named already; the rest can only be read when it is whole
    try:
        guideline = clauses.load(folder)
    except GuidelineError as error:
        yield f"{error} [{PARTS['guideline.toml']}]"
        return
    for name, load in _loaders(folder, people, guideline).items():
        if str(folder / name) in unfinished or not (folder / name).exists():
            continue
        try:
            load()
        except GuidelineError as error:
            yield f"{error} [{PARTS.get(name, _of_model(name))}]"


def _of_model(name: str) -> str:
    return "学習" if name.endswith(".npz") else "役割・課・人"


def _loaders(folder: Path, people: Path, guideline: Guideline) -> Mapping[str, Callable[[], Any]]:
    """File → what fails where it cannot be used. The organisation file stands under its own path."""
    return {
        "names.toml": lambda: ask.load_names(folder),
        "rules.toml": lambda: load_rules(folder, guideline),
        "fields.toml": lambda: policy.load(folder, guideline),
        "incident.toml": lambda: incident.load(folder, guideline),
        "evaluation.toml": lambda: evaluation.load(folder),
        "questions.npz": lambda: _fresh(folder / "questions.npz", guideline),
        "drafts.npz": lambda: _fresh(folder / "drafts.npz", guideline),
        str(people.absolute()): lambda: organisation.load(people, guideline),
    }


def _fresh(path: Path, guideline: Guideline) -> None:
    """Raises GuidelineError for a model of other clauses or of older examples."""
    drafts = path.name == "drafts.npz"
    model: DraftModel | ask.QuestionModel = DraftModel.load(path) if drafts else ask.QuestionModel.load(path)
    strange = sorted(set(model.classes) - {*guideline.clauses, *guideline.sections, ask.OTHER})
    if strange:
        raise GuidelineError(
            f"{path}: knows clauses that are gone ({', '.join(strange)}): run `snsbot guideline train`"
        )
    if not path.with_suffix(".jsonl").exists():
        return  # an installation may leave the examples out
    newest = (training_drafts if drafts else training).digest(path.parent)
    if model.digest != newest:
        raise GuidelineError(f"{path}: the model is out of date: run `snsbot guideline train`")


def _todos(folder: Path) -> Iterator[str]:
    """One line for each TODO value, with how often it stands in its file."""
    for path in sorted(folder.glob("*.toml")):
        if path.name == "import.toml":
            continue
        try:
            values = tomllib.loads(path.read_text(encoding="utf-8"))
        except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError):
            continue
        found: dict[str, list[str]] = {}
        for key, text in _texts(values, ""):
            if TODO in text:
                found.setdefault(text if text != TODO else f"{TODO} {key}", []).append(key)
        for text, keys in found.items():
            more = f" and {len(keys) - 1} more places" if len(keys) > 1 else ""
            shown = text if len(text) <= 80 else f"{text[:79]}…"
            yield f"{path}: {keys[0]}{more}: {shown!r}: write the value, without TODO [{PARTS.get(path.name, '')}]"


def _texts(value: Any, key: str) -> Iterator[tuple[str, str]]:
    match value:
        case str():
            yield key, value
        case dict():
            for name, one in value.items():
                yield from _texts(one, f"{key}.{name}" if key else name)
        case list():
            for at, one in enumerate(value):
                yield from _texts(one, f"{key}[{at}]")


def diff(before: Path, after: Path, settings: Settings, database: bool, out: TextIO) -> int:
    """What a revision changes, and with a database what relied on it; 1 where something changed."""
    old, new = clauses.load(before), clauses.load(after)
    found = revised.compare(old, new)
    for line in revision.lines(found):
        print(line, file=out)
    if database and found.touched:
        print(file=out)
        form = policy.load(before, old) if (before / policy.FILE).exists() else None
        of_form = frozenset({field.clause for field in form.fields} | {form.clauses.approval}) if form else frozenset()
        for line in asyncio.run(_relied(settings.database_url, found.touched, of_form)):
            print(line, file=out)
    return 1 if found.changes else 0


async def _relied(url: str, touched: frozenset[str], of_form: frozenset[str]) -> list[str]:
    await schema.check(url)
    database = open_database(url)
    try:
        found = await database.read(lambda session: relied.on(session, touched, bool(touched & of_form)))
    finally:
        await database.close()
    return revision.relied_lines(found)
