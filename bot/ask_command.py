"""Asking from the command line, one question or a stream of them."""

import json
from typing import TextIO

from bot.settings import Settings
from cards import ask as cards
from guideline import ask, clauses, organisation
from guideline.ask import Reader


def open_reader(settings: Settings) -> Reader:
    """The reader of the configured guideline. Raises GuidelineError."""
    guideline = clauses.load(settings.guideline)
    organisation.load(settings.organisation, guideline)
    return ask.load_reader(settings.guideline, guideline)


def once(settings: Settings, question: str, out: TextIO) -> int:
    """Prints the answer to one question; 2 if there is no question."""
    reader = open_reader(settings)
    question = question.strip()
    if not question:
        print("質問を書いてください。例: snsbot ask 昼休みにインスタを更新していい？", file=out)
        return 2
    found = reader.answer(question)
    if found.mode == "none":
        people = organisation.load(settings.organisation, reader.guideline)
        card = cards.no_clause(
            reader.guideline, "", people.offices[reader.guideline.question_office], reader.has_learned
        )
    elif found.mode == "direct":
        card = cards.answer(reader.guideline, "", found.clauses[0], found.clauses[1:], "", False)
    else:
        card = cards.choices(reader.guideline, "", found.clauses, reader.has_learned)
    shown = [line for line in card.lines() if not (line.startswith("[") and line.endswith("]"))]
    print("\n\n".join(shown), file=out)
    return 0


def jsonl(settings: Settings, lines: TextIO, out: TextIO, errors: TextIO) -> int:
    """Answers a stream of {"id","question"}; a bad line is told and skipped, and the exit status is 1."""
    reader, bad = open_reader(settings), 0
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            id_, question = row["id"], row["question"]
            if not isinstance(question, str):
                raise TypeError("question must be a text")
        except (ValueError, KeyError, TypeError) as error:
            bad += 1
            print(f"line {number}: not {{id, question}}: {error}", file=errors)
            continue
        found = reader.answer(question)
        told = {"id": id_, "answered": found.mode != "none", "mode": found.mode}
        out.write(json.dumps(told | {"clauses": ask.scoring_ids(found, reader.guideline)}, ensure_ascii=False) + "\n")
        out.flush()
    return 1 if bad else 0
