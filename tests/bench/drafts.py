"""Checking drafts: time per 1,000 characters beside plain Sudachi and beside textlint, in the same run.

textlint comes from npm into a folder of its own (`.cache/textlint`), where npm is there at all.
"""

import json
import shutil
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

from sudachipy import SplitMode

from bot.settings import GUIDELINE
from guideline import clauses, examples
from guideline.check import load_checker
from guideline.finding import Checked, Context

ROOT = Path(__file__).parent.parent.parent
SAMPLES = ROOT / "tests" / "data" / "samples" / "posts_sample.jsonl"
TEXTLINT = ROOT / ".cache" / "textlint"
PACKAGES = ("textlint@15.7.1", "textlint-rule-preset-ja-technical-writing@12.0.2")
PRESET = {"rules": {"preset-ja-technical-writing": True}}
LEARNED = 5_000
"""Characters of which the learned reader is timed at each length."""
LENGTHS = (40, 280, 1_000, 10_000, 100_000)
OFFICIAL = Context(
    capacity="職務", working_hours=True, city_device=True, author="職員", disclosed_affiliation=True,
    content_type="事実の告知",
)  # fmt: skip


def texts(length: int, characters: int) -> list[str]:
    """Drafts of about `length` characters, `characters` together at least, made of the sample's lines in turn."""
    lines = [json.loads(line)["text"] for line in SAMPLES.read_text(encoding="utf-8").splitlines()]
    found: list[str] = []
    at = 0
    while sum(map(len, found)) < characters:
        text = ""
        while len(text) < length:
            text += lines[at % len(lines)] + "\n"
            at += 1
        found.append(text[:length])
    return found


def best(act: Callable[[str], object], drafts: list[str], rounds: int) -> float:
    """Milliseconds per 1,000 characters: the best of some rounds."""
    times = []
    for _ in range(rounds):
        begun = time.perf_counter()
        for draft in drafts:
            act(draft)
        times.append(time.perf_counter() - begun)
    return min(times) * 1e6 / sum(map(len, drafts))


def textlint(drafts: list[str], rounds: int) -> float | None:
    """The same for textlint with a Japanese preset; None where there is no npm."""
    if shutil.which("npm") is None:
        return None
    if not (TEXTLINT / "node_modules").is_dir():
        TEXTLINT.mkdir(parents=True, exist_ok=True)
        (TEXTLINT / "package.json").write_text("{}", encoding="utf-8")
        install = ["npm", "install", "--no-audit", "--no-fund", "--no-package-lock", *PACKAGES]
        if subprocess.run(install, cwd=TEXTLINT, capture_output=True, check=False).returncode != 0:
            return None
    (TEXTLINT / ".textlintrc.json").write_text(json.dumps(PRESET), encoding="utf-8")
    script = Path(__file__).with_name("textlint.mjs")
    command = ["node", str(script), str(TEXTLINT), str(rounds)]
    done = subprocess.run(command, input=json.dumps(drafts), capture_output=True, text=True, check=False)
    return float(done.stdout) * 1000 / sum(map(len, drafts)) if done.returncode == 0 else None


def main(short: bool) -> None:
    """Prints the table."""
    guideline = clauses.load(GUIDELINE)
    suspects = examples.load_suspects(GUIDELINE)
    rules = load_checker(GUIDELINE, guideline, suspects.words)
    print("\nchecking a draft, ms per 1,000 characters")
    heads = ("characters", "sudachi", "rules", "ratio", "learned", "textlint", "textlint:rules")
    print("{:>10} {:>8} {:>8} {:>6} {:>12} {:>9} {:>15}".format(*heads))
    for length in LENGTHS[:3] if short else LENGTHS:
        drafts = texts(length, 10_000 if short else 60_000)
        rounds = 3 if short else 5

        def tokens(text: str) -> int:
            return sum(1 for _ in suspects.words.tokens(text, SplitMode.C))

        def check(text: str) -> Checked:
            return rules.check(text, OFFICIAL)

        floor, ours = (best(act, drafts, rounds) for act in (tokens, check))
        # The learned reader itself, not the checker, which remembers what it read; few drafts, since it is slow.
        learned = best(lambda text: suspects.suspicions(text, OFFICIAL), drafts[: max(1, LEARNED // length)], 1)
        theirs = None if short else textlint(drafts, 2)
        told = "       - " if theirs is None else f"{theirs:9.1f} {theirs / ours:15.1f}"
        print(f"{length:10,} {floor:8.2f} {ours:8.2f} {ours / floor:6.2f} {learned:12.2f} {told}", flush=True)
