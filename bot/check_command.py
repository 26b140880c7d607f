"""Checking drafts from the command line: a file, standard input, or a stream of them."""

import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any, TextIO
from zoneinfo import ZoneInfo

from rich.console import Console
from rich.progress import track

from bot.settings import Settings
from cards import check as cards
from cards.check import View
from guideline import check, clauses, learned
from guideline.check import CHECK_MAX, Checker
from guideline.finding import Checked, Context

JAPAN = ZoneInfo("Asia/Tokyo")


def open_checker(settings: Settings) -> Checker:
    """The checker of the configured guideline. Raises GuidelineError."""
    guideline = clauses.load(settings.guideline)
    suspects = learned.suspects_of(settings.guideline, settings.meaning)
    return check.load_checker(settings.guideline, guideline, suspects.words if suspects else None, suspects)


def texts(settings: Settings, files: Iterable[Path], stdin: TextIO, context: Mapping[str, Any], out: TextIO) -> int:
    """Prints what the check says of each file, or of standard input; 1 if anything was 止める, 2 for bad input."""
    checker = open_checker(settings)
    known = check.context_of({"today": datetime.now(JAPAN).date().isoformat(), **context})
    drafts: list[tuple[str, str]] = []
    for path in files:
        try:
            drafts.append((str(path), path.read_text(encoding="utf-8-sig")))
        except (OSError, UnicodeDecodeError) as error:
            print(f"{path}: 読み取れません（{error}）", file=out)
            return 2
    if not drafts:
        drafts = [("", stdin.read())]
    worst = 0
    console = Console(stderr=True)
    for name, text in track(drafts, "確認中", console=console, disable=len(drafts) < 2 or not console.is_terminal):
        if not text.strip() or len(text) > CHECK_MAX:
            card = cards.too_long(len(text), CHECK_MAX) if text.strip() else cards.empty()
            print("\n".join([name, *_shown(card.lines())]).strip(), file=out)
            worst = 2
            continue
        checked = checker.check(text, known)
        print("\n".join([name, *told(checker, text, known, checked)]).strip(), file=out)
        worst = max(worst, 1 if checked.severity == "block" else 0)
    return worst


def told(checker: Checker, text: str, context: Context, checked: Checked) -> list[str]:
    """What a check says, as lines for a terminal: the same words as on the card."""
    view = View("", 0, text, "", context, checked.findings, (), checked.asks)
    return _shown(cards.result(checker.guideline, view).lines())


def _shown(lines: Iterable[str]) -> list[str]:
    return [line for line in lines if not (line.startswith("[") and line.endswith("]"))]


def jsonl(settings: Settings, lines: TextIO, out: TextIO, errors: TextIO) -> int:
    """Checks a stream of {"id","text","context"}; a bad line is told and skipped, and the exit status is 1."""
    checker, bad = open_checker(settings), 0
    console = Console(stderr=True)
    for number, line in enumerate(track(lines, "checking", console=console, disable=not console.is_terminal), 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            id_, text = row["id"], row["text"]
            if not isinstance(text, str) or not isinstance(row.get("context", {}), dict):
                raise TypeError("text must be a text and context an object")
            checked = checker.check(text, check.context_of(row.get("context", {})))
        except (ValueError, KeyError, TypeError, RecursionError) as error:
            bad += 1
            print(f"line {number}: not {{id, text, context}}: {error}", file=errors)
            continue
        told = json.dumps(check.as_json(id_, text, checked), ensure_ascii=False)
        out.write(told.encode("utf-8", "replace").decode() + "\n")
        out.flush()
    return 1 if bad else 0
