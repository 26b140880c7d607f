"""`make curve`: trains on growing shares of the data, with vectors from the cache, and writes docs/accuracy.md.

Nothing of a test set but its figures is written: no line of the samples or of real text leaves its file.
"""

import sys
import tempfile
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from bot.settings import GUIDELINE
from guideline import training, training_drafts
from guideline.ask import QuestionModel, Reader, load_names
from guideline.clauses import load
from guideline.draft_model import DraftModel
from guideline.examples import Examples
from guideline.finding import Context
from guideline.meaning import open_vectors
from guideline.training_tools import rows
from guideline.words import Words
from tests.evaluate import DATA, FLOORS, scored

SHARES = (0.25, 0.5, 0.75, 1.0)
OUT = Path(__file__).parent.parent / "docs" / "accuracy.md"
PAGE = Path(__file__).parent / "accuracy.md"
GROUPS = {"principles": "4", "prohibitions": "5-", "when writing": "6", "application": "7-(", "others": ""}
NAMES = ("guideline.toml", "clauses.toml", "names.toml")
SHOWN = 20
"""Pairs in a table of what is confused most."""


def thinned(folder: Path, share: float) -> Path:
    """A folder in `folder` with so much of the labelled lines, evenly over the files."""
    for name in NAMES:
        (folder / name).write_bytes((GUIDELINE / name).read_bytes())
    for name in ("questions.jsonl", "drafts.jsonl"):
        lines = (GUIDELINE / name).read_text(encoding="utf-8").splitlines(keepends=True)
        kept = [line for at, line in enumerate(lines) if int((at + 1) * share) > int(at * share)]
        (folder / name).write_text("".join(kept), encoding="utf-8")
    return folder


def group(clause: str) -> str:
    """Which part of the guideline a clause stands in."""
    return next(name for name, start in GROUPS.items() if clause.startswith(start))


def questions(reader: Reader) -> tuple[dict[str, float], Counter[tuple[str, str]]]:
    """Shares of unseen questions answered rightly, refused and, by part of the guideline, right first; confusions."""
    seen: dict[str, list[bool]] = {}
    confused: Counter[tuple[str, str]] = Counter()
    for _, row in rows(DATA / "questions_test.jsonl", ("question", "expect")):
        answer = reader.answer(row["question"])
        found = list(answer.clauses)
        if not row["answerable"]:
            seen.setdefault("refused", []).append(not found)
            continue
        first = bool(found) and found[0] in row["expect"]
        seen.setdefault("first", []).append(first)
        seen.setdefault("among three", []).append(bool(set(found) & set(row["expect"])))
        seen.setdefault("falsely refused", []).append(not found)
        seen.setdefault(group(row["expect"][0]), []).append(first)
        if not first:
            confused[row["expect"][0], found[0] if found else "refused"] += 1
    return {name: float(np.mean(hits)) for name, hits in seen.items()}, confused


def drafts(reader: Examples) -> tuple[dict[str, float], Counter[tuple[str, str]]]:
    """The same for unseen drafts, by the learned reader alone, without rules."""
    seen: dict[str, list[bool]] = {}
    confused: Counter[tuple[str, str]] = Counter()
    for _, row in rows(DATA / "drafts_test.jsonl", ("text", "expect")):
        context = Context(capacity=row["context"]["capacity"])
        found = [one.clause for one in reader.suspicions(row["text"], context)]
        if not row["expect"]:
            seen.setdefault("false alarms", []).append(bool(set(found) - set(row.get("may", []))))
            continue
        hit = bool(set(found) & set(row["expect"]))
        seen.setdefault("its clause", []).append(hit)
        seen.setdefault(group(row["expect"][0]), []).append(hit)
        if row["severity"] == "block":
            seen.setdefault("to be stopped", []).append(any(one.startswith("5-") for one in found))
        if not hit:
            confused[row["expect"][0], found[0] if found else "nothing"] += 1
    return {name: float(np.mean(hits)) for name, hits in seen.items()}, confused


def table(heads: Sequence[str], lines: Sequence[Sequence[str]]) -> str:
    """A table of Markdown."""
    return "\n".join(f"| {' | '.join(line)} |" for line in (heads, ["---"] * len(heads), *lines)) + "\n"


def curve(measured: Sequence[dict[str, float]], counts: Sequence[int], first: Sequence[str]) -> str:
    """A line for each share of the data, `first` columns first."""
    names = [*first, *(name for name in measured[-1] if name not in first)]
    lines = [
        [f"{share:.0%}", str(count), *(f"{figures.get(name, float('nan')):.3f}" for name in names)]
        for share, count, figures in zip(SHARES, counts, measured, strict=True)
    ]
    return table(["data", "lines", *names], lines)


def pairs(confused: Counter[tuple[str, str]]) -> str:
    """What is confused most."""
    lines = [[meant, found, str(number)] for (meant, found), number in confused.most_common(SHOWN)]
    return table(["meant", "found instead", "lines"], lines)


def trained(share: float) -> tuple[Reader, Examples, int, int]:
    """The readers that training on a share of the data leaves, and the number of questions and drafts."""
    guideline, words, vectors = load(GUIDELINE), Words(load_names(GUIDELINE)), open_vectors("semantic")
    with tempfile.TemporaryDirectory() as scratch:
        folder = thinned(Path(scratch), share)
        asked, drafted = (sum(1 for _ in (folder / name).open("rb")) for name in ("questions.jsonl", "drafts.jsonl"))
        if share == 1:
            model, suspects = QuestionModel.load(GUIDELINE / "questions.npz"), DraftModel.load(GUIDELINE / "drafts.npz")
        else:
            model, suspects = training.train(folder, _told), training_drafts.train(folder, _told)
    return Reader(guideline, words, model, vectors), Examples(words, suspects, vectors), asked, drafted


def _told(step: str, done: int, total: int) -> None:
    if done == total:
        print(f"  {step}", flush=True)


def sets() -> str:
    """What the scorer says of each set: figures and, of questions, kinds."""
    with tempfile.TemporaryDirectory() as scratch:
        told = {name: scored(DATA / name, kind, Path(scratch))[0] for name, (kind, _) in FLOORS.items()}
    return "\n".join(f"`tests/data/{name}`\n\n```\n{words.rstrip()}\n```\n" for name, words in told.items())


def main() -> int:
    """Writes the document; some ten minutes on one core."""
    measured, of_drafts, asked, drafted = [], [], [], []
    for share in SHARES:
        print(f"{share:.0%}", flush=True)
        reader, suspects, questions_read, drafts_read = trained(share)
        figures, confused = questions(reader)
        also, also_confused = drafts(suspects)
        measured.append(figures)
        of_drafts.append(also)
        asked.append(questions_read)
        drafted.append(drafts_read)
    parts = {
        "QUESTIONS": curve(measured, asked, ("first", "among three", "falsely refused", "refused")),
        "DRAFTS": curve(of_drafts, drafted, ("to be stopped", "false alarms", "its clause")),
        "QUESTION_PAIRS": pairs(confused),
        "DRAFT_PAIRS": pairs(also_confused),
        "SETS": sets(),
    }
    page = PAGE.read_text(encoding="utf-8")
    for name, text in parts.items():
        page = page.replace(f"<!-- {name} -->\n", text)
    OUT.write_text(page, encoding="utf-8")
    print(OUT)
    return 0


if __name__ == "__main__":
    sys.exit(main())
