"""Questions to the author: when each applies, and what each answer does."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, cast

from guideline.clauses import Guideline, Table
from guideline.draft import Draft
from guideline.finding import Answer, Ask, Context, Finding, Severity
from guideline.picture import PictureFacts
from guideline.rules.base import SEVERITIES, Example, When, compiled, context_of
from guideline.rules.people import mentions


@dataclass(frozen=True)
class Effect:
    """What one answer does: sets fields of the context, raises a finding, clears findings of clauses."""

    sets: tuple[tuple[str, Any], ...] = ()
    raises: Finding | None = None
    clears: tuple[str, ...] = ()


@dataclass(frozen=True)
class AskRule:
    """One question.

    It applies where `when` holds, a finding of one of `findings` stands (if there are any), none of `without` stands
    in the draft, and one of these does: a word of `text`, an attached picture (`pictures`), a named person (`people`).
    """

    ask: Ask
    when: When
    text: re.Pattern[str] | None
    without: re.Pattern[str] | None
    pictures: bool
    people: bool
    findings: frozenset[str]
    effects: Mapping[str, Effect]
    asked: tuple[Example, ...]
    unasked: tuple[Example, ...]

    def applies(self, draft: Draft, context: Context, raised: frozenset[str]) -> bool:
        """Whether the author has to be asked. `raised`: the clauses of the findings so far."""
        if not self.when.holds(context) or (self.findings and not self.findings & raised):
            return False
        return self._shown(draft) and not (self.without and self.without.search(draft.plain))

    def _shown(self, draft: Draft) -> bool:
        if not (self.pictures or self.people or self.text):
            return True
        return (
            (self.pictures and bool(draft.pictures))
            or (self.text is not None and self.text.search(draft.plain) is not None)
            or (self.people and bool(mentions(draft)))
        )

    def effect(self, value: str) -> Effect:
        """What an answer does. Raises ValueError for a value that is no answer of this question."""
        if value not in self.effects:
            raise ValueError(f"{value!r} is no answer to {self.ask.id}: use {', '.join(self.effects)}")
        return self.effects[value]


def with_answers(context: Context, effects: Iterator[Effect]) -> Context:
    """The context with what answers say of it."""
    told = {name: value for effect in effects for name, value in effect.sets}
    return replace(context, **told)


def read_ask(row: Table, guideline: Guideline) -> AskRule:
    """From {id, question, clause, when, text, without, pictures, findings, answer, asked, unasked}."""
    key = row.text("id")
    clause = row.one_of("clause", guideline.clauses) if row.value("clause") is not None else None
    answers = row.rows("answer")
    effects = {one.text("value"): _effect(one, key, guideline) for one in answers}
    if len(effects) != len(answers):
        raise row.fault("answer", f"{key}: a value stands twice")
    ask = Ask(key, row.text("question"), clause, tuple(Answer(one.text("value"), one.text("label")) for one in answers))
    return AskRule(
        ask, When.read(row.table("when")), compiled(row, "text", ()), compiled(row, "without", ()),
        row.flag("pictures", False), row.flag("people", False),
        frozenset(_clauses(row, "findings", guideline)), effects, examples(row, "asked"), examples(row, "unasked"),
    )  # fmt: skip


def _effect(row: Table, key: str, guideline: Guideline) -> Effect:
    sets = row.table("sets")
    try:
        context_of(sets.values)
    except ValueError as error:
        raise row.fault("sets", str(error)) from None
    raised = row.table("raises")
    return Effect(
        tuple(sets.values.items()), _raised(raised, key, guideline) if raised.values else None,
        _clauses(row, "clears", guideline),
    )  # fmt: skip


def _raised(row: Table, key: str, guideline: Guideline) -> Finding:
    clause, severity = row.one_of("clause", guideline.clauses), severity_of(row)
    return Finding(f"ask:{key}", clause, severity, row.text("reason"), row.text("advice"), "context")


def severity_of(row: Table) -> Severity:
    """The severity of a row. Raises GuidelineError for a word that is none."""
    severity = row.text("severity")
    if severity not in SEVERITIES:
        raise row.fault("severity", f"{severity}: use one of {', '.join(SEVERITIES)}")
    return cast(Severity, severity)


def _clauses(row: Table, key: str, guideline: Guideline) -> tuple[str, ...]:
    found = row.texts(key, default=())
    for clause in found:
        if clause not in guideline.clauses:
            raise row.fault(key, f"{clause} is not known")
    return found


def examples(row: Table, key: str) -> tuple[Example, ...]:
    """Example drafts under a key: a text, or {text, facts, today, capacity, …}. Raises GuidelineError without any.

    What they leave open of the context is what the row's `when` wants.
    """
    values = row.value(key)
    if not isinstance(values, list) or not values:
        raise row.fault(key, "needs at least one example draft, which is its test")
    wanted = {name: values[0] for name, values in When.read(row.table("when")).fields}
    return tuple(_example(row, key, value, wanted) for value in values)


def _example(row: Table, key: str, value: Any, wanted: Mapping[str, Any]) -> Example:
    if isinstance(value, str):
        value = {"text": value}
    if not isinstance(value, dict) or not isinstance(value.get("text"), str):
        raise row.fault(key, f"{value!r} is neither a text nor a table with a text")
    told = {name: one for name, one in value.items() if name not in ("text", "facts")}
    try:
        return Example(value["text"], context_of({**wanted, **told}), _pictures(value.get("facts", ())))
    except ValueError as error:
        raise row.fault(key, str(error)) from None


def _pictures(facts: Any) -> tuple[PictureFacts, ...]:
    return (PictureFacts("JPEG", 1, 1, tuple(facts)),) if facts else ()
