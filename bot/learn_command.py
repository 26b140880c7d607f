"""`snsbot guideline learn`: what people asked, labelled by the administrator, for the next training."""

import json
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TextIO

from rich.console import Console
from rich.markup import escape
from rich.panel import Panel
from rich.prompt import Prompt
from sqlalchemy.orm import Session

from bot.settings import Settings
from cards.ask import title
from guideline import clauses, labels
from guideline.ask import OTHER
from guideline.clauses import Guideline
from guideline.labels import Labelled, Sorted
from storage import labelling, records, schema
from storage.database import open_database
from storage.labelling import Asked

REASONS = {
    "unanswered": "not answered", "bad": "👎", "ticket": "answered by the office", "good": "👍",
}  # fmt: skip
SKIP, EDIT, QUIT = "s", "e", "q"
HELP = "a clause's number, none (no clause), Enter (as suggested, or skip), s skip, e change the words, q stop"
NAMES = "Take names and whatever else tells who is meant out of the words: what is accepted is kept for good."


@dataclass(frozen=True)
class Waiting:
    """A question that waits for its label, with all that is known of it. `suggested`: a label, "" for none."""

    question: str
    why: tuple[str, ...]
    shown: tuple[str, ...]
    suggested: str
    told: tuple[str, ...]


def waiting(asked: Iterable[Asked], labelled: Iterable[str]) -> Iterator[Waiting]:
    """One for each question that has no label yet, in the order in which they came."""
    known, groups = set(labelled), dict[str, list[Asked]]()
    for one in asked:
        key = labels.same(one.question)
        if key not in known and not labels.fault(labels.one_line(one.question)):
            groups.setdefault(key, []).append(one)
    for group in groups.values():
        meant = Counter(one.meant for one in group if one.meant)
        yield Waiting(
            labels.one_line(group[0].question), _each(REASONS[one.why] for one in group),
            _each(one.shown for one in group), meant.most_common(1)[0][0] if meant else "",
            _each(one.told for one in group),
        )  # fmt: skip


def _each(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(word for word in words if word))


async def on_terminal(settings: Settings, lines: TextIO, out: TextIO) -> int:
    """Shows each question and asks for its label; what was labelled is kept when all are seen, or at "q"."""
    guideline, console = clauses.load(settings.guideline), Console(file=out)
    found = await _waiting(settings)
    console.print(f"{len(found)} questions without a label. {HELP}\n{NAMES}" if found else "nothing to label")
    accepted: list[Labelled] = []
    for number, one in enumerate(found, 1):
        console.print(_panel(guideline, one, f"{number}/{len(found)}"))
        label = _label(guideline, one, lambda prompt: Prompt.ask(prompt, console=console, stream=lines, default=""))
        if label is None:
            break
        accepted += [label] if label.question else []
    return await _keep(settings, labels.sort(settings.guideline, enumerate(accepted, 1)), out)


def _panel(guideline: Guideline, one: Waiting, heading: str) -> Panel:
    lines = [one.question, f"({', '.join(one.why)})"]
    lines += [f"shown: {title(guideline, found)}" for found in one.shown if _has(guideline, found)]
    lines += [f"the office said: {answer}" for answer in one.told]
    if one.suggested:
        named = title(guideline, one.suggested) if _has(guideline, one.suggested) else "no clause"
        lines.append(f"suggested: {named}")
    return Panel(escape("\n".join(lines)), title=heading, title_align="left")


def _has(guideline: Guideline, found: str) -> bool:
    return found in guideline.clauses or found in guideline.sections


NOTHING = Labelled("", None)
"""What stands for a question that was skipped."""


def _label(guideline: Guideline, one: Waiting, ask: Callable[[str], str]) -> Labelled | None:
    """What was said of a question: `NOTHING` when it was skipped, None when it was the last."""
    question = one.question
    while True:
        try:
            said = ask("clause").strip()
        except EOFError:
            return None
        if said.lower() == QUIT:
            return None
        if said.lower() == EDIT:
            words = labels.one_line(ask("words"))
            question = question if labels.fault(words) else words
            continue
        if said.lower() == SKIP or not (said or one.suggested):
            return NOTHING
        label = labels.label_of(guideline, said or one.suggested)
        if label is not None:
            return Labelled(question, None if label == OTHER else label)
        print(f"{said}: no such clause; {HELP}", file=sys.stderr)


async def to_file(settings: Settings, file: Path, out: TextIO) -> int:
    """`--export`: a line for each question, to be labelled in an editor."""
    found = await _waiting(settings)
    try:
        with file.open("x", encoding="utf-8", newline="\n") as written:
            written.writelines(_line(one) for one in found)
    except OSError as error:
        print(f"{file}: not written: {error}; name a file that is not there yet", file=sys.stderr)
        return 1
    print(
        f'{len(found)} questions in {file}. Put a clause\'s number or none into "clause"; lines left "" are', file=out
    )
    print(f"passed over. {NAMES}", file=out)
    return 0


def _line(one: Waiting) -> str:
    row = {"question": one.question, "clause": "", "suggested": one.suggested, "why": list(one.why)}
    row |= {"shown": list(one.shown), "office": list(one.told)}
    return json.dumps(row, ensure_ascii=False) + "\n"


async def from_file(settings: Settings, file: Path, out: TextIO) -> int:
    """`--import`: everything or nothing. Returns the exit status."""
    guideline = clauses.load(settings.guideline)
    try:
        text = _text(file)
    except (OSError, UnicodeDecodeError) as error:
        print(f"{file}: not readable: {error}", file=sys.stderr)
        return 1
    found = labels.sort(settings.guideline, labels.read_lines(guideline, text))
    if found.faults:
        print("\n".join([*(f"{file}: {one}" for one in found.faults), "nothing was added"]), file=sys.stderr)
        return 1
    return await _keep(settings, found, out)


def _text(file: Path) -> str:
    return file.read_text(encoding="utf-8-sig")


async def _waiting(settings: Settings) -> list[Waiting]:
    labelled = labels.labels(settings.guideline)
    await schema.check(settings.database_url)
    database = open_database(settings.database_url)
    try:
        asked = await database.read(lambda session: list(labelling.asked(session)))
    finally:
        await database.close()
    return list(waiting(asked, labelled))


async def _keep(settings: Settings, found: Sorted, out: TextIO) -> int:
    """Adds the new lines and logs it in one step: without the entry there are no lines."""
    if found.faults:
        print("\n".join(found.faults), file=sys.stderr)
    if found.new:
        await schema.check(settings.database_url)
        database = open_database(settings.database_url)
        try:
            await database.write(lambda session: _enter(session, settings.guideline, found.new))
        finally:
            await database.close()
    path = settings.guideline / labels.FILE
    print(f"{len(found.new)} lines added to {path}, {found.known} were there already", file=out)
    if found.new:
        print("now renew the models: snsbot guideline train", file=out)
    return 0


def _enter(session: Session, folder: Path, new: tuple[Labelled, ...]) -> None:
    meant = sorted({one.clause or OTHER for one in new})
    act = records.Act("questions labelled", "command line", {"lines": len(new), "clauses": meant})
    records.append(session, [act], datetime.now(UTC))
    session.flush()
    labels.add(folder, new)
