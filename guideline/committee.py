"""What becomes of an application: its states, who votes, and when a decision has fallen. Pure rules, no clock.

The order of decision (rule, quorum, exclusions) is a 市の設定; the guideline itself only says that the committee
approves (7-(1), 7-(3)) and recognises urgency (7-(2) ただし書).
"""

from collections.abc import Mapping, Set
from dataclasses import dataclass
from datetime import date
from typing import Literal

from guideline.organisation import Committee, Organisation, Unit

State = Literal["作成中", "審査中", "差戻し", "承認", "却下", "取下げ", "期限切れ"]
Act = Literal["submit", "approve", "return", "reject", "withdraw", "expire"]
Kind = Literal["新規", "変更", "緊急"]
Vote = Literal["承認", "差戻し", "却下"]
VOTES: tuple[Vote, ...] = ("承認", "差戻し", "却下")

DRAFT, IN_REVIEW, RETURNED, APPROVED, REJECTED = "作成中", "審査中", "差戻し", "承認", "却下"
EDITABLE = (DRAFT, RETURNED)
OPEN = (DRAFT, IN_REVIEW, RETURNED)

_AFTER: Mapping[tuple[str, str], State] = {
    ("作成中", "submit"): "審査中",
    ("作成中", "withdraw"): "取下げ",
    ("作成中", "expire"): "期限切れ",
    ("差戻し", "submit"): "審査中",
    ("差戻し", "withdraw"): "取下げ",
    ("審査中", "approve"): "承認",
    ("審査中", "return"): "差戻し",
    ("審査中", "reject"): "却下",
    ("審査中", "withdraw"): "取下げ",
}
ACT_OF: Mapping[str, Act] = {"承認": "approve", "差戻し": "return", "却下": "reject"}
"""A decision's outcome → the act on the application."""


def after(state: str, act: str) -> State | None:
    """The state that an act leads to, None where the act is not possible."""
    return _AFTER.get((state, act))


def may_obtain(state: str) -> bool:
    """Whether an account may be obtained: only after approval, or recognition of urgency (7-(5))."""
    return state == APPROVED


def sections_of(organisation: Organisation, person: str, day: date) -> tuple[str, ...]:
    """The units for which somebody may prepare applications: their own, those they head, those they act for."""
    own = organisation.people[person].section
    return tuple(unit.name for unit in organisation.units.values() if unit.name == own or person in heads(unit, day))


def heads(unit: Unit, day: date) -> tuple[str, ...]:
    """Who may submit for a unit on a day: its head, and the 職務代理 of that day."""
    return tuple(dict.fromkeys((unit.head, unit.head_on(day)[0])))


def voters(organisation: Organisation, section: str, applicants: Set[str]) -> tuple[str, ...]:
    """The members who may vote: nobody decides on the application of their own section, or on their own."""
    unit = organisation.units.get(section)
    own = set(applicants) | ({unit.head} if unit else set())
    return tuple(
        id_
        for id_ in dict.fromkeys(organisation.committee.members)
        if id_ not in own and organisation.people[id_].section != section
    )


def threshold(rule: str, size: int) -> int:
    """How many of `size` voters a decision needs under a rule of the organisation file."""
    match rule:
        case "過半数":
            return size // 2 + 1
        case "三分の二":
            return -(-2 * size // 3)
        case "全員一致":
            return size
    raise ValueError(rule)


def can_decide(committee: Committee, eligible: tuple[str, ...]) -> bool:
    """Whether votes can lead to a decision at all; else only a meeting can decide."""
    return bool(eligible) and len(eligible) >= committee.quorum


def decision(committee: Committee, eligible: tuple[str, ...], votes: Mapping[str, str]) -> Vote | None:
    """The decision that has fallen, None while none has.

    It falls when the quorum has voted and no vote still missing could change it: 承認 and 却下 when as many as the
    rule asks for, of all who may vote, agree; 差戻し when neither can be reached any more. So it does not depend
    on the order of votes, and when everybody voted there is always one.
    """
    cast = {id_: vote for id_, vote in votes.items() if id_ in eligible and vote in VOTES}
    if len(cast) < committee.quorum:  # always so where fewer may vote: only a meeting decides then
        return None
    needed, missing = threshold(committee.rule, len(eligible)), len(eligible) - len(cast)
    count = {vote: sum(one == vote for one in cast.values()) for vote in VOTES}
    for vote in (VOTES[0], VOTES[2]):
        if count[vote] >= needed:
            return vote
    if all(count[vote] + missing < needed for vote in (VOTES[0], VOTES[2])):
        return VOTES[1]
    return None


def recognition(committee: Committee, eligible: tuple[str, ...], votes: Mapping[str, str]) -> tuple[Vote | None, bool]:
    """Whether urgency is recognised (承認) or not (却下), and whether the chair did it alone.

    The chair alone only where the organisation file delegates it. There is no 差戻し: what is not recognised is
    refused.
    """
    delegated = committee.chair_may_recognise_emergency and committee.chair in eligible
    if delegated and votes.get(committee.chair) == VOTES[0]:
        return VOTES[0], True
    found = decision(committee, eligible, votes)
    return (VOTES[2] if found == VOTES[1] else found), False


@dataclass(frozen=True)
class Recognised:
    """What a recogniser asks for: a review day, and the nine fields by a day or not at all."""

    review_on: date
    fields_due_on: date | None


def terms(recognisers: Mapping[str, Recognised]) -> Recognised:
    """The terms of a recognition: the earliest review day; the fields if most recognisers ask, by the earliest day.

    Raises ValueError without a recogniser: a review day is set in any case.
    """
    asked = [one.fields_due_on for one in recognisers.values() if one.fields_due_on]
    due = min(asked) if 2 * len(asked) > len(recognisers) else None
    return Recognised(min(one.review_on for one in recognisers.values()), due)
