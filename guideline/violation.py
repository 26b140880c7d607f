"""The chain of 8-(2): who found it → head of the section → 情報政策課長 → the committee. Pure."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from guideline.organisation import Organisation

CLAUSE = "8-(2)"
AUTHORITY_CLAUSE = "8-(1)"
Step = Literal["head", "manager", "committee", "done"]
CLOCKS = {"reported": "直ちに", "head": "直ちに", "manager": "速やかに"}
"""The guideline's own words for how soon each must act."""


@dataclass(frozen=True)
class Turn:
    """Whose turn it is. `reason` names a 市の設定 by which it is not the one that the guideline names, "" else."""

    step: Step
    person: str
    reason: str = ""
    acting: bool = False


def first(organisation: Organisation, section: str, subject: str, today: date) -> Turn:
    """Who is told first: the head of the section that runs the account, or who acts for them.

    Nobody is told of themselves: if the head is the subject it is 情報政策課長, if that is them the chair
    (市の設定). Raises KeyError if there is no such section.
    """
    head, acting = organisation.units[section].head_on(today)
    if head != subject:
        return Turn("head", head, acting=acting)
    return _above(organisation, subject)


def _above(organisation: Organisation, subject: str) -> Turn:
    if organisation.general_manager != subject:
        return Turn("manager", organisation.general_manager, "課・室長が対象者であるため")
    return Turn("committee", organisation.committee.chair, "情報マネジメント統括管理者が対象者であるため")


def following(organisation: Organisation, step: Step, subject: str) -> Turn:
    """Whose turn it is after a step was done. Raises ValueError after the last."""
    if step == "head":
        if organisation.general_manager != subject:
            return Turn("manager", organisation.general_manager)
        return Turn("committee", organisation.committee.chair, "情報マネジメント統括管理者が対象者であるため")
    if step == "manager":
        return Turn("committee", organisation.committee.secretariat)
    raise ValueError(f"nothing follows {step}")


def may_see(organisation: Organisation, person: str, reporter: str, holders: tuple[str, ...], reached: Step) -> bool:
    """Whether somebody may see a report: the reporter, those whose turn it was, the committee once it is there."""
    committee = {*organisation.committee.members, organisation.committee.chair, organisation.committee.secretariat}
    return person in (reporter, *holders) or (reached in ("committee", "done") and person in committee)
