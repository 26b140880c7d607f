"""What the program must know of a guideline beyond its words: which clause says what, and how the city calls its roles.

A clause that a guideline does not have is "": what stands on it is then shown as 市の設定.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Standing:
    """Clause ids, "" where the guideline says nothing of it."""

    trouble: str = ""
    correcting: str = ""
    sincere: str = ""
    violation: str = ""
    authority: str = ""
    fact: str = ""
    judgement: str = ""
    doubt: str = ""
    effect: str = ""
    urgent: str = ""


@dataclass(frozen=True)
class Names:
    """How the guideline calls those whom it gives a part."""

    committee: str
    chair: str
    head: str
    head_short: str
    manager: str
    manager_short: str


CLAUSES = {
    "trouble": "trouble is reported to the offices",
    "correcting": "what was wrong is corrected, not deleted",
    "sincere": "who hurt somebody or is attacked answers sincerely and calmly",
    "violation": "whoever finds a violation tells the head of the section, and so on upwards",
    "authority": "the chair may tell the appointing authority",
    "fact": "a mere fact: no 決裁, colleagues confirm each other",
    "judgement": "an official view: needs 決裁",
    "doubt": "when in doubt: stop and ask a superior",
    "effect": "the effect of an account is evaluated as its policy promises",
    "urgent": "in an emergency an account may be used before the policy is approved",
}
"""Keys of [clauses] in guideline.toml, and what the clause says."""

NAMES = {
    "committee": "the committee that approves accounts",
    "chair": "the title of its chair",
    "head": "the title of the head of a section in this guideline",
    "head_short": "the same in everyday words",
    "manager": "the title of whoever manages the whole in this guideline",
    "manager_short": "the same in everyday words",
}
"""Keys of [names] in guideline.toml, and whom they name."""
