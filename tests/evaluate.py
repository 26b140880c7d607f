"""`make eval`: the committed models on the samples and our own unseen sets, by the command line, against floors.

A floor lies a little under what was reached when it was written; a figure under it fails. Files of real text (never in
the repository) can be named as arguments: of them the share of lines that are raised is told.
"""

import io
import itertools
import json
import subprocess
import sys
from collections import Counter
from pathlib import Path

DATA = Path(__file__).parent / "data"
FLOORS: dict[str, tuple[str, dict[str, float]]] = {
    "samples/qa_sample.jsonl": ("qa", {"top1": 0.87, "top3": 0.95, "refused": 0.9}),
    "questions_test.jsonl": ("qa", {"top1": 0.92, "top3": 0.97, "refused": 0.86}),
    "samples/posts_sample.jsonl": ("posts", {"block": 0.87, "warn": 0.9, "precision": 0.77}),
    "drafts_test.jsonl": ("posts", {"block": 0.79, "warn": 0.88, "macro_recall": 0.79, "precision": 0.83}),
}
CEILINGS = {
    "samples/qa_sample.jsonl": {"false_refusal": 0.06}, "questions_test.jsonl": {"false_refusal": 0.03},
    "samples/posts_sample.jsonl": {"false_alarm": 0.12}, "drafts_test.jsonl": {"false_alarm": 0.08},
}  # fmt: skip


def predicted(path: Path, kind: str) -> str:
    """What the command line says of each line of a set, as JSON lines."""
    command = [sys.executable, "-m", "bot", "ask" if kind == "qa" else "check", "--jsonl"]
    return subprocess.run(command, stdin=path.open("rb"), capture_output=True, check=True).stdout.decode()


def scored(path: Path, kind: str, folder: Path) -> tuple[str, dict[str, float]]:
    """The scorer's words, and its last line as figures."""
    guesses = folder / f"{path.stem}.predicted.jsonl"
    guesses.write_text(predicted(path, kind), encoding="utf-8")
    command = [sys.executable, str(DATA / "score.py"), kind, str(path), str(guesses)]
    told = subprocess.run(command, capture_output=True, check=True).stdout.decode()
    words = told.strip().splitlines()[-1].replace("(", " ").split()
    pairs = itertools.pairwise(words)
    return told, {name: float(value) for name, value in pairs if name.isidentifier() and value[0].isdigit()}


def faults(name: str, figures: dict[str, float]) -> list[str]:
    """The figures under their floor or over their ceiling."""
    low = [f"{key} {figures[key]} < {floor}" for key, floor in FLOORS[name][1].items() if figures[key] < floor]
    high = [f"{key} {figures[key]} > {top}" for key, top in CEILINGS[name].items() if figures[key] > top]
    return low + high


def raised(path: Path) -> str:
    """How much of a file of real drafts is raised, and with which clauses."""
    rows = [json.loads(line) for line in io.StringIO(predicted(path, "posts"))]
    clauses = Counter(clause for row in rows for clause in row["raised"])
    share = sum(bool(row["raised"]) for row in rows) / len(rows)
    return f"raised {share:.3f} of {len(rows)}: {dict(clauses.most_common())}"


def main(real: list[str], folder: Path) -> int:
    """Prints every score; 1 if one is under its floor."""
    bad: list[str] = []
    for name, (kind, _) in FLOORS.items():
        told, figures = scored(DATA / name, kind, folder)
        print(f"== {name}\n{told}", flush=True)
        bad += [f"{name}: {fault}" for fault in faults(name, figures)]
    for path in map(Path, real):
        print(f"== {path.name}\n{raised(path)}\n", flush=True)
    print("\n".join(bad) if bad else "all figures hold their floors")
    return 1 if bad else 0


if __name__ == "__main__":
    import tempfile

    with tempfile.TemporaryDirectory() as scratch:
        sys.exit(main(sys.argv[1:], Path(scratch)))
