"""A draft as its author left it, and what the check says of it now: no I/O."""

import difflib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from guideline.check import Checker
from guideline.finding import Checked, Context, Finding, Suspicion
from guideline.picture import PictureFacts
from storage.checks import Found


@dataclass(frozen=True)
class Dismissed:
    """A finding that its author answered: 「該当しない」 with a reason, or an `exception` that the clause itself has.

    `excerpt` is the passage as it was, "" for a finding raised by the context.
    """

    rule: str
    clause: str
    excerpt: str
    reason: str
    exception: str = ""


@dataclass(frozen=True)
class Draft:
    """What is kept of a draft while it is worked on; all of it goes with its payload.

    `context` maps fields of `Context` to what the author said; `answers` ask ids to values; `pictures` is what was
    found in attached pictures: the pictures themselves are not kept.
    """

    text: str
    account: str = ""
    context: Mapping[str, Any] = field(default_factory=dict)
    answers: Mapping[str, str] = field(default_factory=dict)
    dismissed: tuple[Dismissed, ...] = ()
    pictures: tuple[PictureFacts, ...] = ()

    def body(self) -> dict[str, Any]:
        """As a payload's body."""
        return {
            "text": self.text, "account": self.account, "context": dict(self.context), "answers": dict(self.answers),
            "dismissed": [vars(one) for one in self.dismissed], "pictures": [vars(one) for one in self.pictures],
        }  # fmt: skip

    @classmethod
    def of(cls, body: Mapping[str, Any]) -> "Draft":
        """From a payload's body."""
        dismissed = tuple(Dismissed(**one) for one in body["dismissed"])
        pictures = tuple(PictureFacts(**{**one, "facts": tuple(one["facts"])}) for one in body["pictures"])
        return cls(body["text"], body["account"], body["context"], body["answers"], dismissed, pictures)

    def said(self, **context: Any) -> "Draft":
        """With more of the context; None takes a field back."""
        known = {**self.context, **context}
        return replace(self, context={key: value for key, value in known.items() if value is not None})


@dataclass(frozen=True)
class Outcome:
    """What the check found, apart from what the author answered."""

    draft: Draft
    checked: Checked
    open: tuple[Finding, ...]
    answered: tuple[tuple[Finding, Dismissed], ...]
    said: tuple[tuple[str, str], ...]
    """Questions that the author answered, and how: an answer can clear a 止める, so every later reader sees it."""

    @property
    def blocks(self) -> tuple[Finding, ...]:
        """The 止める that nobody answered: as long as there is one there is no receipt."""
        return tuple(one for one in self.open if one.severity == "block")

    def excerpt(self, finding: Finding) -> str:
        """The passage of a finding, "" for the context's."""
        return excerpt(self.draft.text, finding)

    def kept(self) -> Found:
        """What outlives the text."""
        rules = tuple(dict.fromkeys(one.rule for one in self.checked.findings))
        return Found(Checked(self.open, ()).severity, self.checked.raised, rules)


def excerpt(text: str, finding: Finding) -> str:
    """The words that a finding is about."""
    return "" if finding.start is None else text[finding.start : finding.end]


def outcome(checker: Checker, draft: Draft, context: Context, suspected: Sequence[Suspicion] | None) -> Outcome:
    """Checks a draft. `context` has what the author does not say: the day, the register's accounts.

    `suspected` is what the learned reader says of it, None while it reads.
    """
    told = replace(context, **dict(draft.context))
    checked = checker.judge(draft.text, told, draft.answers, draft.pictures, suspected)
    opened, answered = [], []
    for finding in checked.findings:
        found = next((one for one in draft.dismissed if _about(draft.text, finding, one)), None)
        if found is None:
            opened.append(finding)
        else:
            answered.append((finding, found))
    return Outcome(draft, checked, tuple(opened), tuple(answered), _said(checker, draft))


def _said(checker: Checker, draft: Draft) -> tuple[tuple[str, str], ...]:
    asks = (one.ask for one in checker.rules.asks if one.ask.id in draft.answers)
    return tuple(
        (ask.question, answer.label) for ask in asks for answer in ask.answers if answer.value == draft.answers[ask.id]
    )


def _about(text: str, finding: Finding, dismissed: Dismissed) -> bool:
    same = (finding.rule, finding.clause or "") == (dismissed.rule, dismissed.clause)
    return same and excerpt(text, finding) == dismissed.excerpt


def difference(before: Outcome, after: Outcome) -> tuple[str, ...]:
    """What a rewrite changed, in lines: "− taken out", "＋ put in", and the findings that went or came."""
    lines = [
        ("− " if one[0] == "-" else "＋ ") + one[2:]
        for one in difflib.ndiff(_pieces(before.draft.text), _pieces(after.draft.text))
        if one[0] in "+-" and one[2:].strip()
    ]
    return tuple(lines)


def moved(before: Outcome, after: Outcome) -> tuple[tuple[Finding, ...], tuple[Finding, ...]]:
    """The findings that a rewrite settled, and those that it brought; of what is not read yet, nothing is said."""
    then = {(one.rule, one.clause, before.excerpt(one)): one for one in before.open}
    now = {(one.rule, one.clause, after.excerpt(one)): one for one in after.open}
    read = after.checked.finished
    gone = tuple(one for key, one in then.items() if key not in now and (read or one.by != "example"))
    came = tuple(one for key, one in now.items() if key not in then)
    return gone, came


def _pieces(text: str) -> list[str]:
    pieces: list[str] = []
    for line in text.split("\n"):
        pieces += [one for one in line.replace("。", "。\n").split("\n") if one.strip()]
    return pieces
