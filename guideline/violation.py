"""The chain of 8-(2): who found it → head of the section → whoever manages the whole → the committee. Pure."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from guideline.organisation import Organisation

Step = Literal["head", "manager", "committee", "done"]
CLOCKS = {"reported": "直ちに", "head": "直ちに", "manager": "速やかに"}
"""The guideline's own words for how soon each must act."""


@dataclass(frozen=True)
class Turn:
    """Whose turn it is. `passed_over`: whoever the guideline names, but is the subject (市の設定), "" else."""

    step: Step
    person: str
    passed_over: Literal["", "head_short", "manager"] = ""
    acting: bool = False


def first(organisation: Organisation, section: str, subject: str, today: date) -> Turn:
    """Who is told first: the head of the section that runs the account, or who acts for them.

    Nobody is told of themselves: if the head is the subject it is the general manager, if that is them the chair
    (市の設定). Raises KeyError if there is no such section.
    """
    head, acting = organisation.units[section].head_on(today)
    if head != subject:
        return Turn("head", head, acting=acting)
    return _above(organisation, subject)


def _above(organisation: Organisation, subject: str) -> Turn:
    if organisation.general_manager != subject:
        return Turn("manager", organisation.general_manager, "head_short")
    return Turn("committee", organisation.committee.chair, "manager")


def following(organisation: Organisation, step: Step, subject: str) -> Turn:
    """Whose turn it is after a step was done. Raises ValueError after the last."""
    if step == "head":
        if organisation.general_manager != subject:
            return Turn("manager", organisation.general_manager)
        return Turn("committee", organisation.committee.chair, "manager")
    if step == "manager":
        return Turn("committee", organisation.committee.secretariat)
    raise ValueError(f"nothing follows {step}")


def may_see(organisation: Organisation, person: str, reporter: str, holders: tuple[str, ...], reached: Step) -> bool:
    """Whether somebody may see a report: the reporter, those whose turn it was, the committee once it is there."""
    committee = {*organisation.committee.members, organisation.committee.chair, organisation.committee.secretariat}
    return person in (reporter, *holders) or (reached in ("committee", "done") and person in committee)
