"""The committee's rules: every way through the states, every set of votes."""

import itertools
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guideline import committee as rules
from guideline.committee import VOTES, Recognised
from guideline.organisation import DECISION_RULES, Committee, Organisation

ACTS = ("submit", "approve", "return", "reject", "withdraw", "expire")
PEOPLE = tuple("abcdefg")


@st.composite
def committees(draw: st.DrawFn) -> tuple[Committee, tuple[str, ...]]:
    """A committee and those of its members who may vote."""
    size = draw(st.integers(1, 7))
    members = PEOPLE[:size]
    eligible = tuple(draw(st.lists(st.sampled_from(members), unique=True, min_size=0, max_size=size)))
    quorum, rule = draw(st.integers(1, size)), draw(st.sampled_from(DECISION_RULES))
    return Committee("a", members, "s", rule, quorum, draw(st.booleans())), eligible


votings = st.dictionaries(st.sampled_from((*PEOPLE, "x")), st.sampled_from((*VOTES, "", "賛成")))


@given(st.lists(st.sampled_from(ACTS), max_size=12))
def test_no_way_leads_to_an_account_but_over_an_approval(acts: list[str]) -> None:
    """Whatever is pressed in whatever order; and what is approved was submitted just before."""
    state, done = "作成中", []
    for act in acts:
        following = rules.after(state, act)
        if following is not None:
            state = following
            done.append(act)
        assert rules.may_obtain(state) == (done[-2:] == ["submit", "approve"])


@given(st.sampled_from(("承認", "却下", "取下げ", "期限切れ")), st.sampled_from(ACTS))
def test_what_is_closed_stays_closed(state: str, act: str) -> None:
    """A second decision, or a decision after a withdrawal, does not exist."""
    assert rules.after(state, act) is None


@given(committees(), votings)
def test_a_decision_is_what_the_rule_says(of: tuple[Committee, tuple[str, ...]], votes: dict[str, str]) -> None:
    """承認 and 却下 exactly with as many as the rule asks for, never under the quorum, strangers never count."""
    committee, eligible = of
    found = rules.decision(committee, eligible, votes)
    cast = [votes[one] for one in eligible if votes.get(one) in VOTES]
    if len(cast) < committee.quorum:
        assert found is None
        return
    share = {"過半数": lambda n: 2 * n > len(eligible), "三分の二": lambda n: 3 * n >= 2 * len(eligible),
             "全員一致": lambda n: n == len(eligible)}[committee.rule]  # fmt: skip
    for vote in ("承認", "却下"):
        assert (found == vote) == share(cast.count(vote))
    if len(cast) == len(eligible):
        assert found is not None


@given(committees(), votings)
def test_what_has_fallen_cannot_be_changed_by_votes_still_missing(
    of: tuple[Committee, tuple[str, ...]], votes: dict[str, str]
) -> None:
    """So the order of the votes does not matter."""
    committee, eligible = of
    found = rules.decision(committee, eligible, votes)
    missing = [one for one in eligible if votes.get(one) not in VOTES]
    if found is None or len(missing) > 4:
        return
    for rest in itertools.product(VOTES, repeat=len(missing)):
        assert rules.decision(committee, eligible, votes | dict(zip(missing, rest, strict=True))) == found


@given(committees(), votings)
def test_the_chair_alone_recognises_only_where_it_is_delegated(
    of: tuple[Committee, tuple[str, ...]], votes: dict[str, str]
) -> None:
    """And urgency is recognised or refused, never returned."""
    committee, eligible = of
    found, alone = rules.recognition(committee, eligible, votes)
    assert found in (None, "承認", "却下")
    delegated = committee.chair_may_recognise_emergency and "a" in eligible and votes.get("a") == "承認"
    assert alone == delegated
    if not delegated:
        assert found == {"差戻し": "却下"}.get(
            str(rules.decision(committee, eligible, votes)), rules.decision(committee, eligible, votes)
        )


def test_nobody_decides_on_the_application_of_their_own_section(people: Organisation) -> None:
    """Neither as a colleague, nor as its head, nor as the applicant."""
    assert rules.voters(people, "観光振興課", frozenset()) == ("okada", "hayashi", "ueda", "nishi")
    assert "hayashi" not in rules.voters(people, "情報政策課", frozenset())
    assert "nishi" not in rules.voters(people, "総務部", frozenset())
    assert "ueda" not in rules.voters(people, "観光振興課", frozenset({"ueda"}))


def test_a_head_of_a_section_who_works_elsewhere_is_no_voter_either(people: Organisation) -> None:
    """副市長 may head an office that 西 works for; sections that the file does not know have no head to exclude."""
    office = replace(people.units["観光振興課"], head="okada")
    led = replace(people, units=people.units | {"観光振興課": office})
    assert rules.voters(led, "観光振興課", frozenset()) == ("hayashi", "ueda", "nishi")
    assert rules.voters(led, "廃止された課", frozenset({"ueda"})) == ("okada", "hayashi", "nishi")


@pytest.mark.parametrize(
    ("person", "day", "sections"),
    [("tanaka", date(2026, 11, 24), ("観光振興課",)), ("mori", date(2026, 11, 24), ("情報政策課",)),
     ("ueda", date(2026, 11, 24), ()), ("ueda", date(2026, 12, 28), ("観光振興課",)),
     ("ueda", date(2027, 1, 9), ()), ("yamamoto", date(2026, 12, 28), ("観光振興課",))],
)  # fmt: skip
def test_people_apply_for_their_own_section_and_for_those_they_act_for(
    people: Organisation, person: str, day: date, sections: tuple[str, ...]
) -> None:
    """A 職務代理 only on the days for which the file names them; nobody for all sections."""
    assert rules.sections_of(people, person, day) == sections


def test_a_head_applies_for_a_section_in_which_they_do_not_work(people: Organisation) -> None:
    """And those who do, too."""
    office = replace(people.units["危機管理室"], head="nishi")
    led = replace(people, units=people.units | {"危機管理室": office})
    assert rules.sections_of(led, "nishi", date(2026, 11, 24)) == ("危機管理室",)


@pytest.mark.parametrize(
    ("rule", "needed"),
    [("過半数", (1, 2, 2, 3, 3, 4, 4)), ("三分の二", (1, 2, 2, 3, 4, 4, 5)), ("全員一致", (1, 2, 3, 4, 5, 6, 7))],
)  # fmt: skip
def test_so_many_of_one_to_seven_voters_decide(rule: str, needed: tuple[int, ...]) -> None:
    """過半数 is more than half, 三分の二 at least two thirds."""
    assert tuple(rules.threshold(rule, size) for size in range(1, 8)) == needed


@pytest.mark.parametrize(
    ("votes", "decided"),
    [(("承認", "承認", "却下", "却下"), "差戻し"), (("承認", "却下", "差戻し"), "差戻し"),
     (("承認", "承認", "差戻し"), None), (("却下", "却下", "差戻し"), None), (("承認", "承認", "承認"), "承認"),
     (("却下", "却下", "却下"), "却下"), (("承認", "承認"), None), (("差戻し", "差戻し", "承認"), "差戻し"),
     (("差戻し", "差戻し"), None)],
)  # fmt: skip
def test_four_voters_by_the_playgrounds_rule(people: Organisation, votes: tuple[str, ...], decided: str | None) -> None:
    """過半数 of four is three, and three must have voted: 差戻し falls when neither 承認 nor 却下 can be reached."""
    eligible = people.committee.members
    assert rules.decision(people.committee, eligible, dict(zip(eligible, votes, strict=False))) == decided


def test_too_few_voters_leave_the_decision_to_a_meeting(people: Organisation) -> None:
    """The quorum is never lowered in silence."""
    committee = replace(people.committee, quorum=3)
    assert not rules.can_decide(committee, ("okada", "nishi"))
    assert rules.decision(committee, ("okada", "nishi"), {"okada": "承認", "nishi": "承認"}) is None


@pytest.mark.parametrize(
    ("asked", "due"),
    [([None, None, date(2027, 1, 5)], None), ([None, date(2027, 1, 5)], None),
     ([date(2027, 1, 9), date(2027, 1, 5), None], date(2027, 1, 5)),
     ([None], None), ([date(2027, 1, 5)], date(2027, 1, 5))],
)  # fmt: skip
def test_a_recognition_always_has_a_review_day(asked: list[date | None], due: date | None) -> None:
    """The earliest; the nine fields only if more than half of the recognisers ask for them."""
    days = [date(2026, 12, 10 + number) for number in range(len(asked))]
    given_ = {str(n): Recognised(day, one) for n, (day, one) in enumerate(zip(days, asked, strict=True))}
    assert rules.terms(given_) == Recognised(date(2026, 12, 10), due)
