"""A guideline's plain text → the files of a draft folder. What a person must decide begins with TODO."""

import json
import re
from collections.abc import Iterable, Mapping
from pathlib import Path

from guideline.clauses import Guideline, GuidelineError
from guideline.import_marks import HISTORY, fold
from guideline.import_rows import ClauseRow, Rows, rows_of
from guideline.import_tree import read_text
from guideline.import_words import Read
from guideline.standing import CLAUSES, NAMES

TODO = "TODO"
"""Begins every value that a person must write or confirm; `snsbot guideline check` names them all."""
_KANJI = "[0-9元一二三四五六七八九十]+"
DATE = re.compile(rf"(?:(?:昭和|平成|令和) *{_KANJI}|[12][0-9]{{3}}) *年 *{_KANJI} *月(?: *{_KANJI} *日)?")
VERSION = re.compile(r"第 *[0-9.]+ *版|[Vv]er\.? *[0-9.]+|(?:訓令|告示|規程|内規)第 *[0-9]+ *号")
CITY = re.compile(r"^[^都道府県市区町村]{1,8}[都道府県市区町村]")
COMMITTEE = re.compile(r"[\u4e00-\u9fff\u30a1-\u30fa\u30fcA-Za-z]{0,24}委員会")
GUESSES: Mapping[str, str] = {
    "scope": r"適用範囲|対して適用|適用する|職員.{0,6}をいう",
    "evidence": r"証拠|利用履歴|処分",
    "trouble": r"炎上|なりすまし|トラブル.{0,20}(届|報告|連絡)|事故.{0,20}報告",
    "correcting": r"訂正",
    "sincere": r"誠実に対応|冷静に対応",
    "violation": r"違反.{0,40}(通知|報告|確認した)",
    "authority": r"任命権者|処分",
    "fact": r"事実の告知|複数.{0,12}確認|1名以上が確認",
    "judgement": r"決裁|公式見解|組織判断",
    "doubt": r"判断に迷|上司の判断|上司に相談",
}
"""Key of [clauses] → words by which a clause is proposed for it."""
COPIED = ("names.toml", "incident.toml", "rules.toml", "asks.toml", "fields.toml", "evaluation.toml")


def draft(text: str, model: Path, known: Guideline) -> tuple[dict[str, str], Read, Rows]:
    """The files of a draft folder (name → text), what was read, and its rows.

    `model` is a folder whose other files (rules, questions to authors, form, kinds of trouble, days of evaluation,
    names) are taken over, each of its clause ids marked as TODO; `known` its guideline. Raises GuidelineError for a
    text without clauses.
    """
    read = read_text(text)
    rows = rows_of(read)
    if not rows.clauses:
        raise GuidelineError("no clause was found in the text: is it plain text, with the numbers at the line's begin?")
    files = {
        "clauses.toml": clauses_toml(rows),
        "guideline.toml": guideline_toml(read, rows),
        "import.toml": import_toml(read),
    }
    for name in COPIED:
        if (model / name).exists():
            files[name] = _taken_over((model / name).read_text(encoding="utf-8"), known)
    return files, read, rows


def quoted(text: str) -> str:
    """A TOML basic string."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def clauses_toml(rows: Rows) -> str:
    """Sections and clauses. `printed` is the number as the document has it; nothing reads it but people."""
    lines = ["# The clauses, word for word, in the document's order. Look through them once, with the paper beside."]
    for section in rows.sections:
        lines += ["", "[[section]]"]
        lines += _keys(
            {"id": section.id, "title": section.title, "chapeau": section.chapeau, "printed": section.printed}
        )
    for clause in rows.clauses:
        lines += ["", "[[clause]]"]
        lines += _keys({name: getattr(clause, name) for name in
                        ("id", "section", "parent", "head", "label", "printed", "text")})  # fmt: skip
    return "\n".join(lines) + "\n"


def _keys(values: Mapping[str, str]) -> Iterable[str]:
    return (f"{key} = {quoted(value)}" for key, value in values.items() if value)


def guideline_toml(read: Read, rows: Rows) -> str:
    """What the document says of itself, as far as it can be read, and TODO for the rest."""
    before = [line for line in read.preface if not HISTORY.fullmatch(fold(line))]
    head = [read.title, *before]
    city = CITY.match(read.title)
    version = _first(VERSION, head)
    lines = [
        "# What the document says of itself, and what the program must know of it. Values that begin with TODO are",
        "# proposals or gaps: write them, without TODO, until `snsbot guideline check` names none any more.",
        f"city = {_todo(city.group() if city else '')}",
        f"title = {quoted(read.title or TODO)}",
        f"issuer = {_todo(_issuer(before))}",
        f"date = {quoted(_first(DATE, head) or TODO + ' 令和…年…月')}",
        *([f"version = {quoted(version)}"] if version else []),
        f"preface = {quoted(chr(10).join(read.preface))}" if read.preface else "",
        "",
        "# Offices told when trouble breaks out, in the order of the guideline; told of a new account; for questions.",
        f'incident_offices = ["{TODO} 第一の課", "{TODO} 第二の課"]',
        f'account_offices = ["{TODO} 課"]',
        f"question_office = {_todo('')}",
        f"scope_clause = {_todo(_guess('scope', rows))}",
        f"evidence_clause = {_todo(_guess('evidence', rows))}",
        "# Sections (or clauses) that are prohibitions: what stands there may stop a post.",
        f"prohibitions = [{_todo(_prohibitions(rows))}]",
        "",
        "# Which clause says what. An empty text where yours says nothing of it: it is then shown as 市の設定.",
        "[clauses]",
        *(f"{key} = {_todo(_guess(key, rows))}  # {told}" for key, told in CLAUSES.items()),
        "",
        "# What your guideline calls these.",
        "[names]",
        *(f"{key} = {_todo(_name(key, rows))}  # {told}" for key, told in NAMES.items()),
    ]  # fmt: skip
    return "\n".join(lines) + "\n"


def _issuer(lines: Iterable[str]) -> str:
    return next((line for line in lines if line.endswith(("委員会", "市長", "町長", "村長", "知事"))), "")


def _todo(value: str) -> str:
    return quoted(f"{TODO} {value}".strip())


def _first(shape: re.Pattern[str], lines: Iterable[str]) -> str:
    """The first passage of this shape, in its own characters."""
    for line in lines:
        if found := shape.search(fold(line)):
            return line[found.start() : found.end()]
    return ""


def _guess(key: str, rows: Rows) -> str:
    shape = re.compile(GUESSES.get(key, "(?!)"))
    titles = {section.id: section.title for section in rows.sections}
    found = [one for one in rows.clauses if shape.search(f"{titles[one.section]} {one.head} {one.text}")]
    best = [one for one in found if shape.search(one.text)] or found
    return best[0].id if best else ""


def _prohibitions(rows: Rows) -> str:
    shape = re.compile("禁止|してはならない")
    return next((one.id for one in rows.sections if shape.search(f"{one.title}{one.chapeau}")), "") or next(
        (one.id for one in rows.clauses if shape.search(one.text)), ""
    )


def _name(key: str, rows: Rows) -> str:
    if key != "committee":
        return ""
    found = (COMMITTEE.search(one.text) for one in rows.clauses)
    return next((one.group() for one in found if one), "")


def import_toml(read: Read) -> str:
    """What was set aside, and where a person must look; nothing reads it but people."""
    lines = ["# What the import set aside (page numbers, table of contents, …) and where it was not sure, by line."]
    for number, why, text in read.aside:
        lines += ["", "[[aside]]", f"line = {number}", f"why = {quoted(why)}", f"text = {quoted(text)}"]
    for warned in read.warnings:
        lines += ["", "[[look]]", f"line = {warned.line}", f"what = {quoted(warned.what)}"]
    return "\n".join(lines) + "\n"


NAMING = re.compile(r'((?:\b|_)(?:clause|clauses|findings|clears|of|emergency_stays)\s*=\s*)(\[[^\]]*\]|"[^"]*")')
TOLD = re.compile(r"^(?:raises\.)?(?:reason|advice|question|hint|steps|explain|example|why)\s*=")


def _taken_over(text: str, known: Guideline) -> str:
    """A file of the other city with each clause id marked ("5-(12)" → "TODO 5-(12) 秘密・個人情報") and each name."""
    return "".join(_marked_line(line, known) for line in text.splitlines(keepends=True))


def _marked_line(line: str, known: Guideline) -> str:
    if line.startswith("#"):
        return line
    line = NAMING.sub(lambda found: found.group(1) + _marked_ids(found.group(2), known), line)
    if TOLD.match(line):
        names = known.names
        offices = (*known.incident_offices, *known.account_offices, known.question_office)
        for word in sorted({*offices, names.committee, names.manager_short, *known.clauses} - {"1", "2", "3"}):
            line = line.replace(word, f"{TODO}（{word}）")
    return line


def _marked_ids(value: str, known: Guideline) -> str:
    def marked(found: re.Match[str]) -> str:
        clause = known.clauses.get(found.group(1))
        return quoted(f"{TODO} {clause.id} {clause.label}") if clause else found.group()

    return re.sub(r'"([^"]+)"', marked, value)


def write(folder: Path, files: Mapping[str, str]) -> None:
    """Writes a draft folder. Raises GuidelineError rather than overwrite anything."""
    if folder.exists() and any(folder.iterdir()):
        raise GuidelineError(f"{folder}: is not empty: name a new folder with --to")
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")


def pieces(rows: Rows, read: Read) -> list[str]:
    """All words that an import keeps, to see that nothing was lost."""
    words = [read.title, *read.preface, *(text for _, _, text in read.aside)]
    for section in rows.sections:
        words += [section.printed, section.title, section.chapeau]
    for clause in rows.clauses:
        words += _words(clause)
    return words


def _words(clause: ClauseRow) -> tuple[str, ...]:
    return clause.printed, clause.head, clause.text
