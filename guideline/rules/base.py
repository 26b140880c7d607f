"""What a rule is made of: hits, detectors, guards, and the conditions of a context under which it counts."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import date
from itertools import islice
from typing import Any, Protocol, get_args

from guideline.clauses import Table
from guideline.draft import Draft
from guideline.finding import AccountState, Capacity, ContentType, Context, Finding, Severity
from guideline.picture import PictureFacts

SEVERITIES = get_args(Severity)
ESCAPE = re.compile(r"\\.")
CLASS = re.compile(r"\[[^\]]*\]")
UNBOUNDED = re.compile(r"[*+]|\{\d*,\}")
CHOICES: Mapping[str, tuple[Any, ...]] = {
    "capacity": get_args(Capacity),
    "working_hours": (True, False),
    "city_device": (True, False),
    "author": ("職員", "職員以外"),
    "disclosed_affiliation": (True, False),
    "content_type": get_args(ContentType),
    "account_state": get_args(AccountState),
}
"""What each field of a context may hold, besides None for "not asked"."""


@dataclass(frozen=True)
class Hit:
    """A passage that a detector found: places in the draft's folded text, None where no passage shows it.

    `told` is put into the rule's reason and advice in place of `{found}`. `as_given`: the places are those of
    the text as given, for what folding leaves out.
    """

    start: int | None = None
    end: int | None = None
    told: str = ""
    as_given: bool = False


class Detector(Protocol):
    """One kind of looking, with the parameters of one rule. Holds no state of a draft."""

    def find(self, draft: Draft, context: Context) -> Iterator[Hit]:
        """The passages it is about, in the order of the text."""


@dataclass(frozen=True)
class When:
    """Conditions on a context: each named field holds one of the values, of which None is "not told yet"."""

    fields: tuple[tuple[str, tuple[Any, ...]], ...] = ()

    def holds(self, context: Context) -> bool:
        """Whether every condition is met."""
        return all(getattr(context, name) in values for name, values in self.fields)

    @classmethod
    def read(cls, row: Table) -> "When":
        """From a table {field = value or list of values}; "?" stands for None, which TOML has no word for."""
        return cls(tuple((name, tuple(_values(row, name))) for name in row.values))


def _values(row: Table, name: str) -> Iterator[Any]:
    value = row.value(name)
    for one in value if isinstance(value, list) else [value]:
        if one != "?":
            _checked(row, name, one)
        yield None if one == "?" else one


def _checked(row: Table, name: str, value: Any) -> None:
    if name not in CHOICES:
        raise row.fault(name, f"is no field of a context: use one of {', '.join(CHOICES)}")
    if value not in CHOICES[name]:
        raise row.fault(name, f"{value!r}: use one of {', '.join(map(str, CHOICES[name]))}")


def context_of(values: Mapping[str, Any]) -> Context:
    """The context of the JSON contract; missing fields and null are None.

    Raises ValueError naming the field, what it may hold and what stood there.
    """
    names = {field.name for field in fields(Context)}
    known: dict[str, Any] = {}
    for name, value in values.items():
        if name not in names:
            raise ValueError(f"context.{name} is not known: use {', '.join(sorted(names))}")
        if value is not None:
            known[name] = _value(name, value)
    return Context(**known)


def _value(name: str, value: Any) -> Any:
    if name == "today":
        return _day(value)
    if name == "official_accounts":
        if not isinstance(value, list | tuple) or not all(isinstance(one, str) for one in value):
            raise ValueError("context.official_accounts must be a list of texts")
        return tuple(value)
    # 1 and 0 equal true and false, but whoever writes them has not read the contract.
    if not any(value is one if isinstance(one, bool) else value == one for one in CHOICES[name]):
        told = ", ".join("true" if one is True else "false" if one is False else one for one in CHOICES[name])
        raise ValueError(f"context.{name} must be one of {told} or null, not {value!r}")
    return value


def _day(value: Any) -> date:
    if type(value) is date:
        return value
    try:
        return date.fromisoformat(value)
    except (TypeError, ValueError):
        raise ValueError(f"context.today must be a date such as 2026-04-01, not {value!r}") from None


SCOPES = ("word", "sentence", "near", "draft")
NEAR = 60
"""Characters to each side of a sentence that "near" takes in."""
HITS_MAX = 30
"""Hits of one rule that are told: whoever leaves 50,000 〇〇 in a draft needs no list of them."""


@dataclass(frozen=True)
class Guard:
    """A shape of words that makes a finding groundless: warning against a thing, quoting a law, asking for views.

    `scope` says where its words must stand: "word" across the passage found, "sentence" in its sentence, "near"
    there or just beside it, "draft" anywhere. `clauses`: findings by example of these clauses are spared too.
    """

    id: str
    pattern: re.Pattern[str]
    scope: str
    clauses: tuple[str, ...] = ()

    def spares(self, draft: Draft, start: int, end: int) -> bool:
        """Whether the guard speaks for the passage `start`-`end` of the folded text."""
        starts, ends = draft.once(f"guard:{self.id}", self._places)
        if not starts or self.scope == "draft":
            return bool(starts)
        low, high = (start, end) if self.scope == "word" else draft.sentence(start)
        if self.scope == "near":
            low, high = low - NEAR, high + NEAR
        at = bisect_right(ends, low)
        return at < len(starts) and bool(starts[at] < high)

    def _places(self, draft: Draft) -> tuple[list[int], list[int]]:
        found = [hit.span() for hit in self.pattern.finditer(draft.plain)]
        return [start for start, _ in found], [end for _, end in found]


@dataclass(frozen=True)
class Example:
    """A draft that a rule must find (`bad`) or must leave alone (`good`)."""

    text: str
    context: Context
    pictures: tuple[PictureFacts, ...] = ()


@dataclass(frozen=True)
class Rule:
    """One rule of a city's rules.toml. `clause` is None for 参考 only."""

    id: str
    kind: str
    clause: str | None
    severity: Severity
    reason: str
    advice: str
    when: When
    detector: Detector
    guards: tuple[Guard, ...]
    bad: tuple[Example, ...]
    good: tuple[Example, ...]

    def findings(self, draft: Draft, context: Context) -> Iterator[Finding]:
        """What the rule says of a draft, at most `HITS_MAX` findings."""
        if not self.when.holds(context):
            return
        yield from islice(self._all(draft, context), HITS_MAX)

    def _all(self, draft: Draft, context: Context) -> Iterator[Finding]:
        for hit in self.detector.find(draft, context):
            if hit.start is None or hit.end is None or hit.as_given:
                yield self._finding(hit, hit.start, hit.end)
            elif not any(guard.spares(draft, hit.start, hit.end) for guard in self.guards):
                yield self._finding(hit, *draft.span(hit.start, hit.end))

    def _finding(self, hit: Hit, start: int | None, end: int | None) -> Finding:
        return Finding(
            self.id, self.clause, self.severity, self.reason.replace("{found}", hit.told),
            self.advice.replace("{found}", hit.told), "context" if self.kind == "context" else "rule", start, end,
        )  # fmt: skip


def compiled(row: Table, key: str, default: tuple[str, ...] | None = None) -> re.Pattern[str] | None:
    """The patterns under a key as one, None where there is none.

    Raises GuidelineError at what does not compile and at what could cost more than the text's length: repeats
    without an upper bound, which make a long draft hang.
    """
    parts = row.texts(key, default=default)
    for part in parts:
        if UNBOUNDED.search(CLASS.sub("x", ESCAPE.sub("x", part))):
            raise row.fault(key, f"{part!r}: give every repeat an upper bound, such as {{0,20}}")
        try:
            re.compile(part)
        except re.error as error:
            raise row.fault(key, f"{part!r} is no pattern: {error}") from error
    return re.compile("|".join(f"(?:{part})" for part in parts)) if parts else None


def needed(row: Table, key: str) -> re.Pattern[str]:
    """The patterns under a key that must be there."""
    found = compiled(row, key)
    assert found is not None, "without a default, texts() refuses a missing or empty list"
    return found
