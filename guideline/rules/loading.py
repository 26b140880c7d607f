"""A city's rules.toml and asks.toml → rules, guards, questions. A rule without examples does not load."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

from guideline.clauses import Guideline, Table
from guideline.rules import (
    account,
    address,
    addresses,
    characters,
    context,
    dates,
    mail,
    numbers,
    pattern,
    people,
    phone,
    picture,
    placeholders,
)
from guideline.rules.ask import AskRule, examples, read_ask, severity_of
from guideline.rules.base import SCOPES, Detector, Guard, Rule, When, needed

KINDS: Mapping[str, Callable[[Table], Detector]] = {
    "pattern": pattern.build,
    "people": people.build,
    "phone": phone.build,
    "mail": mail.build,
    "address": address.build,
    "number": numbers.build,
    "placeholder": placeholders.build,
    "date": dates.build,
    "character": characters.build,
    "net": addresses.build,
    "account": account.build,
    "picture": picture.build,
    "context": context.build,
}
T = TypeVar("T")


@dataclass(frozen=True)
class Meant:
    """How a finding by example of one clause is told."""

    clause: str
    reason: str
    advice: str


@dataclass(frozen=True)
class Shadow:
    """A principle whose breach always is a breach of one of `of`: it is shown with those and raises nothing."""

    clause: str
    of: tuple[str, ...]
    why: str


@dataclass(frozen=True)
class Rules:
    """Everything that a city's folder says about checking drafts."""

    rules: tuple[Rule, ...]
    guards: tuple[Guard, ...]
    asks: tuple[AskRule, ...]
    meant: Mapping[str, Meant]
    shadows: Mapping[str, Shadow]

    def covering(self, clause: str) -> Iterator[str]:
        """Names of everything that can raise, ask about or show a clause."""
        yield from (f"rule {rule.id}" for rule in self.rules if rule.clause == clause)
        for one in self.asks:
            raised = {effect.raises.clause for effect in one.effects.values() if effect.raises}
            if clause == one.ask.clause or clause in raised:
                yield f"ask {one.ask.id}"
        if clause in self.meant:
            yield "examples"
        if clause in self.shadows:
            yield f"shadow of {'、'.join(self.shadows[clause].of)}"


def load_rules(folder: Path, guideline: Guideline) -> Rules:
    """Loads and checks rules.toml and asks.toml. Raises GuidelineError naming file, key and fault."""
    file, asking = Table.read(folder / "rules.toml"), Table.read(folder / "asks.toml")
    of = {name: file.rows(name, empty=True) for name in ("guard", "example", "shadow")}
    guards = _unique(file, "guard", ((one.id, one) for one in (_guard(row, guideline) for row in of["guard"])))
    rules = _unique(
        file, "rule", ((one.id, one) for one in (_rule(row, guards, guideline) for row in file.rows("rule")))
    )
    asks = _unique(
        asking, "ask", ((one.ask.id, one) for one in (read_ask(row, guideline) for row in asking.rows("ask")))
    )
    meant = _unique(
        file,
        "example",
        ((one.clause, one) for one in (_meant(row, guideline) for row in of["example"])),
    )
    shadows = _unique(
        file,
        "shadow",
        ((one.clause, one) for one in (_shadow(row, guideline) for row in of["shadow"])),
    )
    return Rules(tuple(rules.values()), tuple(guards.values()), tuple(asks.values()), meant, shadows)


def _unique(file: Table, key: str, rows: Iterator[tuple[str, T]]) -> dict[str, T]:
    found: dict[str, T] = {}
    for name, row in rows:
        if name in found:
            raise file.fault(key, f"{name} stands twice")
        found[name] = row
    return found


def _guard(row: Table, guideline: Guideline) -> Guard:
    scope = row.text("scope", default="sentence")
    if scope not in SCOPES:
        raise row.fault("scope", f"{scope}: use one of {', '.join(SCOPES)}")
    clauses = row.texts("clauses", default=())
    for clause in clauses:
        if clause not in guideline.clauses:
            raise row.fault("clauses", f"{clause} is not known")
    return Guard(row.text("id"), needed(row, "any"), scope, clauses)


def _rule(row: Table, guards: Mapping[str, Guard], guideline: Guideline) -> Rule:
    key = row.text("id")
    named = replace(row, key=f"{row.key[:-1]} ({key}).")
    clause = named.one_of("clause", guideline.clauses) if row.value("clause") is not None else None
    severity = severity_of(named)
    if (severity == "note") != (clause is None):
        raise named.fault("severity", "note is for rules without a clause, and only for them")
    if severity == "block" and not guideline.prohibits(clause or ""):
        raise named.fault("severity", "block is for the prohibitions (guideline.toml, prohibitions)")
    kind = named.one_of("kind", KINDS)
    return Rule(
        key, kind, clause, severity, named.text("reason"), named.text("advice"), When.read(named.table("when")),
        KINDS[kind](named.table("with")), tuple(guards[one] for one in _names(named, guards)),
        examples(named, "bad"), examples(named, "good"),
    )  # fmt: skip


def _names(row: Table, guards: Mapping[str, Guard]) -> tuple[str, ...]:
    names = row.texts("guards", default=())
    for name in names:
        if name not in guards:
            raise row.fault("guards", f"{name} is no guard of this file")
    return names


def _meant(row: Table, guideline: Guideline) -> Meant:
    return Meant(row.one_of("clause", guideline.clauses), row.text("reason"), row.text("advice"))


def _shadow(row: Table, guideline: Guideline) -> Shadow:
    of = row.texts("of")
    for clause in of:
        if clause not in guideline.clauses:
            raise row.fault("of", f"{clause} is not known")
    return Shadow(row.one_of("clause", guideline.clauses), of, row.text("why"))
