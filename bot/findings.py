"""What the doctor and the audit say: one line for each thing looked at, for people or as JSON."""

import json
from collections.abc import AsyncIterator, Iterable
from dataclasses import asdict, dataclass
from typing import TextIO

from rich.console import Console
from rich.text import Text


@dataclass(frozen=True)
class Finding:
    """Something looked at: whether it is well, what was found, and what to do ("" where nothing is)."""

    ok: bool
    subject: str
    found: str
    todo: str = ""


def well(subject: str, found: str) -> Finding:
    """Nothing has to be done."""
    return Finding(True, subject, found)


def ill(subject: str, found: str, todo: str) -> Finding:
    """Something has to be done."""
    return Finding(False, subject, found, todo)


async def told(findings: AsyncIterator[Finding], out: TextIO, as_json: bool) -> int:
    """Prints each as it is found, or all as one JSON object; 1 if anything has to be done."""
    console, found = Console(file=out, highlight=False, soft_wrap=True), list[Finding]()
    async for one in findings:
        found.append(one)
        if not as_json:
            console.print(_line(one))
    if as_json:
        print(as_text(found), file=out)
    return 0 if all(one.ok for one in found) else 1


def as_text(found: Iterable[Finding]) -> str:
    """The JSON of some findings."""
    listed = list(found)
    body = {"ok": all(one.ok for one in listed), "findings": [asdict(one) for one in listed]}
    return json.dumps(body, ensure_ascii=False, indent=1)


def _line(one: Finding) -> Text:
    line = Text("ok   " if one.ok else "FAIL ", style="green" if one.ok else "bold red")
    line.append(f"{one.subject}: {one.found}", style="default")
    if one.todo:
        line.append(f"\n     → {one.todo}", style="default")
    return line
