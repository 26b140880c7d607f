"""The committee's cards and votes, and what it decided."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import exists, select
from sqlalchemy.orm import Session
from sqlmodel import col

from storage.payloads import body_of
from storage.policy_tables import Application, Ballot, Decision


def add(session: Session, number: int, round_: int, person: str, notice_id: int | None) -> None:
    """A member's ballot; `notice_id` is the outbox row of their card, None where they cannot be reached."""
    session.add(Ballot(application_id=number, round=round_, person=person, notice_id=notice_id))
    session.flush()


def of_round(session: Session, number: int, round_: int) -> list[Ballot]:
    """The ballots of a round, in the order of the members."""
    wanted = select(Ballot).where(col(Ballot.application_id) == number, col(Ballot.round) == round_)
    return list(session.execute(wanted.order_by(col(Ballot.id))).scalars())


def mine(session: Session, number: int, round_: int, person: str) -> Ballot | None:
    """A person's ballot in a round, None where they have none."""
    wanted = select(Ballot).where(
        col(Ballot.application_id) == number, col(Ballot.round) == round_, col(Ballot.person) == person
    )
    return session.execute(wanted).scalar_one_or_none()


def without_vote(session: Session, person: str, state: str) -> list[Application]:
    """The applications in a state on which a person has not voted in the present round, oldest first."""
    voted = exists().where(
        col(Ballot.application_id) == col(Application.id), col(Ballot.round) == col(Application.round),
        col(Ballot.person) == person, col(Ballot.vote) != "",
    )  # fmt: skip
    wanted = select(Application).where(col(Application.state) == state, ~voted).order_by(col(Application.id))
    return list(session.execute(wanted).scalars())


def votes(ballots: Iterable[Ballot]) -> dict[str, str]:
    """Person → vote, of those who voted."""
    return {one.person: one.vote for one in ballots if one.vote}


def said(session: Session, ballot: Ballot) -> dict[str, Any]:
    """What was said with a vote; {} where nothing was, or it was blanked."""
    return body_of(session, ballot.payload_id) or {}


def decide(session: Session, new: Decision) -> Decision:
    """Keeps a decision; a round is decided once."""
    session.add(new)
    session.flush()
    return new


def decision(session: Session, number: int, round_: int) -> Decision | None:
    """The decision of a round, None while there is none."""
    wanted = select(Decision).where(col(Decision.application_id) == number, col(Decision.round) == round_)
    return session.execute(wanted).scalar_one_or_none()
