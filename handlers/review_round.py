"""A round of the committee's review: who votes, how it stands, what was decided, and who hears of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from cards import committee as cards
from cards.model import Card, Place
from guideline import committee as rules
from handlers import approval, reach
from handlers.application import form_of, head, japanese, name, post_to, subject
from handlers.desk import Desk, Refused, Work
from storage import ballots
from storage.policy_tables import Application, Ballot, Decision

BY_VOTE, BY_CHAIR, IN_ROOM = "委員会の投票", "委員長の専決", "会議での決定"


def not_yours(desk: Desk, row: Application) -> Refused:
    """Said to somebody who has no part in an application."""
    return Refused(
        f"この申請を見られるのは、{row.section}の職員と、{desk.guideline.names.committee}の委員、事務局です。"
    )


def eligible(desk: Desk, row: Application) -> tuple[str, ...]:
    """Who may vote on an application, from the organisation as it is now."""
    return rules.voters(desk.organisation(), row.section, frozenset({row.submitted_by or row.author}))


def waiting(desk: Desk, session: Session, person: str) -> list[Application]:
    """The applications that wait for somebody's vote; also for a member who joined after a round began."""
    if person not in desk.organisation().committee.members:
        return []
    found = ballots.without_vote(session, person, rules.IN_REVIEW)
    return [row for row in found if person in eligible(desk, row)]


def tally(desk: Desk, session: Session, row: Application) -> cards.Tally:
    """How the round stands."""
    known, able = desk.organisation().committee, eligible(desk, row)
    votes = ballots.votes(ballots.of_round(session, row.id or 0, row.round))
    cast = {id_: vote for id_, vote in votes.items() if id_ in able}
    decision = ballots.decision(session, row.id or 0, row.round)
    counts: dict[str, int] = {vote: sum(one == vote for one in cast.values()) for vote in rules.VOTES}
    return cards.Tally(
        head(row), counts, [name(desk.organisation(), id_) for id_ in able if id_ not in cast], known.rule,
        known.quorum, len(able), rules.can_decide(known, able), decision.outcome if decision else "",
        decision.how if decision else "", urgent=row.kind == "緊急",
    )  # fmt: skip


def rule_line(desk: Desk, session: Session, row: Application) -> str:
    """The order of decision in one line."""
    return tally(desk, session, row).rule_line


def begin(desk: Desk, work: Work, row: Application, content: Card) -> None:
    """Puts the whole text and a ballot before every member who may vote, and tells the secretariat."""
    unreached = []
    for person in eligible(desk, row):
        notice = hand_out(
            desk, work, row, person, content, reach.place_of(work.session, desk, person, work.event.place)
        )
        ballots.add(work.session, row.id or 0, row.round, person, notice)
        if notice is None:
            unreached.append(name(desk.organisation(), person))
    if row.kind == "緊急":  # the reason goes to all members, also to those who may not vote on it
        for person in desk.organisation().committee.members:
            if person not in eligible(desk, row):
                post_to(desk, work, person, content, row.id or 0)
    card = cards.for_secretariat(tally(desk, work.session, row), unreached)
    secretariat = desk.organisation().committee.secretariat
    if post_to(desk, work, secretariat, card, row.id or 0) is None:
        work.post(desk.room(desk.guideline.question_office), card, subject(row.id or 0))


def hand_out(desk: Desk, work: Work, row: Application, person: str, content: Card, place: Place | None) -> int | None:
    """Posts the whole text and a ballot to a member; returns the ballot's outbox row, None without a place."""
    if place is None:
        return None
    number, thread = row.id or 0, _thread(row, person)
    work.post(place, content, subject(number), thread)
    card = cards.ballot(tally(desk, work.session, row), form_of(desk), desk.guideline, "")
    return work.post(place, card, subject(number), thread)


def _thread(row: Application, person: str) -> str:
    return f"ballot:{row.id}:{row.round}:{person}"


def redraw(desk: Desk, work: Work, row: Application) -> None:
    """Every member's card shows the state."""
    now = tally(desk, work.session, row)
    for one in ballots.of_round(work.session, row.id or 0, row.round):
        if one.notice_id is not None:
            card = cards.ballot(now, form_of(desk), desk.guideline, one.vote)
            place = work.place_of(one.notice_id)
            work.post(place, card, subject(row.id or 0), _thread(row, one.person), one.notice_id)


def mine(session: Session, row: Application, person: str) -> Ballot:
    """A member's ballot; one who joined the committee after the round began gets one."""
    found = ballots.mine(session, row.id or 0, row.round, person)
    if found is None:
        ballots.add(session, row.id or 0, row.round, person, None)
        found = ballots.mine(session, row.id or 0, row.round, person)
        assert found is not None
    return found


def collected(desk: Desk, session: Session, all_ballots: Sequence[Ballot], outcome: str) -> dict[str, Any]:
    """What was said with the votes that carried a decision, by name."""
    comments: dict[str, list[str]] = {}
    general, reasons = [], []
    for one in all_ballots:
        said, who = ballots.said(session, one), name(desk.organisation(), one.person)
        for field, text in said.get("comments", {}).items() if outcome == "差戻し" else ():
            comments.setdefault(field, []).append(f"{who}：{text}")
        if one.vote == "差戻し" == outcome and said.get("general"):
            general.append(f"{who}：{said['general']}")
        if one.vote == outcome != "差戻し":
            reasons.append([who, _reason(said)])
        elif outcome == "差戻し" and one.vote == "却下":
            general.append(f"{who}：{said.get('reason', '')}")
    return {"comments": comments, "general": general, "reasons": reasons}


def _reason(said: Mapping[str, Any]) -> str:
    if "risk" in said:
        return f"リスク：{said['risk']}\n効果：{said['effect']}\n取り組む理由：{said['worth']}"
    return str(said.get("reason") or said.get("why") or "")


def said(body: Mapping[str, Any]) -> list[tuple[str, str]]:
    """What was said with a decision, as (who or where, text)."""
    found = [(f"{who}さん", text) for who, text in body.get("reasons", [])]
    found += [(f"欄{field}", text) for field, texts in body.get("comments", {}).items() for text in texts]
    return found + [("全体について", text) for text in body.get("general", [])]


@dataclass(frozen=True)
class Settled:
    """A decision: what, by whom, when, under which number, and what was said (see `_collected`)."""

    outcome: str
    how: str
    on: date
    number: str
    body: dict[str, Any]


def settle(desk: Desk, work: Work, row: Application, one: Settled) -> None:
    """Keeps a decision, moves the application on, and tells the applicant."""
    following = rules.after(row.state, rules.ACT_OF[one.outcome])
    assert following is not None, (row.state, one.outcome)
    number = row.id or 0
    kept = work.keep("decision", subject(number), one.body)
    decision = Decision(
        application_id=number, round=row.round, outcome=one.outcome, how=one.how, on=one.on, number=one.number,
        person=work.person, payload_id=kept.id, at=work.at,
    )  # fmt: skip
    ballots.decide(work.session, decision)
    row.state, row.changed_at, row.decided_on, row.decision_number = following, work.at, one.on, one.number
    work.log("decided", kept.digest, application=number, round=row.round, outcome=one.outcome, how=one.how)
    if following == rules.APPROVED:
        approval.approved(desk, work, row)
    _tell(desk, work, row, one)


def _tell(desk: Desk, work: Work, row: Application, one: Settled) -> None:
    outcome = cards.Outcome(
        head(row), one.outcome, one.how, japanese(one.on), one.number, said(one.body), japanese(row.review_on),
        japanese(row.fields_due_on),
    )  # fmt: skip
    card = cards.decided(outcome, form_of(desk), desk.guideline)
    applicant = Place.model_validate(row.answer_to)
    work.post(applicant, card, subject(row.id or 0), f"application:{row.id}:applicant")
    other = row.author != row.submitted_by
    author = reach.place_of(work.session, desk, row.author, work.event.place) if other else None
    if author is not None:
        work.post(author, card, subject(row.id or 0), f"application:{row.id}:author")
    if one.how == BY_CHAIR:
        for person in eligible(desk, row):
            if person != desk.organisation().committee.chair:
                post_to(desk, work, person, cards.reported(outcome), row.id or 0)
