"""Questions that somebody labelled → lines of the city's questions.jsonl, from which its model is trained."""

import json
import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from guideline.ask import OTHER, QUESTION_MAX
from guideline.clauses import Guideline
from guideline.training import examples
from guideline.words import has_words, normal

FILE = "questions.jsonl"


@dataclass(frozen=True)
class Labelled:
    """A question and the clause, or section, that answers it; None where the guideline has none."""

    question: str
    clause: str | None


@dataclass(frozen=True)
class Sorted:
    """`new` lines to be added; `known` ones that are there already; what is wrong with the others."""

    new: tuple[Labelled, ...]
    known: int
    faults: tuple[str, ...]


def same(question: str) -> str:
    """What two spellings of one question have in common."""
    return "".join(normal(question).split())


def labels(folder: Path) -> dict[str, str]:
    """Each question of the folder, as `same` has it → its label; none where it has no questions yet.

    Raises GuidelineError naming the line at fault.
    """
    if not (folder / FILE).exists():
        return {}
    return {same(question): label for question, label in examples(folder)}


def label_of(guideline: Guideline, said: str) -> str | None:
    """The label that somebody means by a number or by "none"; None if there is no such clause or section."""
    said = said.strip()
    if normal(said) in (OTHER, "なし", "該当条文なし"):
        return OTHER
    if said in guideline.sections:
        return said
    found = guideline.find(said)
    return found.id if found else None


def read_lines(guideline: Guideline, text: str) -> Iterator[tuple[int, Labelled | str]]:
    """The lines of a file {"question", "clause"} with their numbers: labelled, or what is wrong with them.

    A clause of null or "none" is no clause; a line with "" is not labelled, and left out.
    """
    for number, line in enumerate(text.removeprefix("\ufeff").split("\n"), 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except ValueError as error:
            yield number, f"not JSON: {error}"
            continue
        if not isinstance(row, dict) or not isinstance(row.get("question"), str) or "clause" not in row:
            yield number, 'needs {"question": text, "clause": number, "none" or ""}'
        elif row["clause"] != "":
            yield number, _labelled(guideline, row)


def _labelled(guideline: Guideline, row: Mapping[str, Any]) -> Labelled | str:
    said = OTHER if row["clause"] is None else row["clause"]
    label = label_of(guideline, said) if isinstance(said, str) else None
    if label is None:
        return f"clause: {said} is not in the guideline"
    question = one_line(row["question"])
    return fault(question) or Labelled(question, None if label == OTHER else label)


def one_line(text: str) -> str:
    """The words without line breaks, of which some would break the file, too."""
    return " ".join(text.split())


def fault(question: str) -> str:
    """Why a text is no question to learn from, "" if it is one."""
    if not has_words(question):
        return "question: has no words"
    if any("\ud800" <= character <= "\udfff" for character in question):
        return "question: has half a character (a lone surrogate)"
    if len(question) > QUESTION_MAX:
        return f"question: has {len(question):,} characters, {QUESTION_MAX:,} at most"
    return ""


def sort(folder: Path, lines: Iterable[tuple[int, Labelled | str]]) -> Sorted:
    """Which lines are new to a folder. Raises GuidelineError where its own are bad."""
    before, new, known, faults = labels(folder), [], 0, []
    ours: dict[str, str] = {}
    for number, line in lines:
        if isinstance(line, str):
            faults.append(f"line {number}: {line}")
            continue
        key, label = same(line.question), line.clause or OTHER
        there = before.get(key) or ours.get(key)
        if there is None:
            ours[key] = label
            new.append(line)
        elif there == label:
            known += 1
        else:
            where = FILE if key in before else "a line above"
            faults.append(f"line {number}: {line.question}: {where} says {there}, not {label}; change it there")
    return Sorted(tuple(new), known, tuple(faults))


def add(folder: Path, lines: Iterable[Labelled]) -> None:
    """Adds lines to the end of the folder's questions; a file half written is never seen."""
    path = folder / FILE
    text = path.read_text(encoding="utf-8") if path.exists() else ""
    text += "" if not text or text.endswith("\n") else "\n"
    text += "".join(
        json.dumps({"question": one.question, "clause": one.clause}, ensure_ascii=False) + "\n" for one in lines
    )
    beside = path.with_suffix(".new")
    with beside.open("w", encoding="utf-8", newline="\n") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    if path.exists():
        beside.chmod(path.stat().st_mode)
    beside.replace(path)
