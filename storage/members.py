"""Platform accounts as last seen, and the conversations a platform lets us post to."""

import json
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session
from sqlmodel import SQLModel, col

from storage.tables import Member, Reference, table_of


def member_id(session: Session, platform: str, team: str, account: str) -> int | None:
    """The row of an account, None if it was never seen."""
    known = known_as(session, platform, team, account)
    return known[0] if known else None


def known_as(session: Session, platform: str, team: str, account: str) -> tuple[int, str | None] | None:
    """The row of an account and the listed person it was matched to, None if it was never seen."""
    wanted = {"platform": platform, "team": team, "account": account}
    found = session.execute(_KNOWN, wanted).one_or_none()
    return None if found is None else (int(found.id), found.person)


def remember(
    session: Session, platform: str, team: str, account: str, *, name: str, person: str | None, at: datetime
) -> int:
    """Keeps an account with the name and listed person it has now; returns its row's id."""
    key = {"platform": platform, "team": team, "account": account}
    _upsert(session, Member, key, {"name": name, "person": person, "seen_at": at})
    found = member_id(session, platform, team, account)
    assert found is not None
    return found


def member(session: Session, id_: int) -> Member:
    """The account with this row id. Raises KeyError if there is none."""
    found = session.get(Member, id_)
    if found is None:
        raise KeyError(id_)
    return found


def same_person(session: Session, id_: int) -> frozenset[int]:
    """The rows of all accounts of the person behind one."""
    person = member(session, id_).person
    return frozenset({id_, *(one.id or 0 for one in of_person(session, person))} if person else {id_})


def accounts_of(session: Session, person: str) -> dict[str, str]:
    """Platform → account of a listed person, as last seen."""
    wanted = select(Member).where(col(Member.person) == person).order_by(col(Member.seen_at), col(Member.id))
    return {row.platform: row.account for row in session.execute(wanted).scalars()}


def of_person(session: Session, person: str) -> list[Member]:
    """The accounts of a listed person, the one seen last first."""
    wanted = select(Member).where(col(Member.person) == person).order_by(col(Member.seen_at).desc())
    return list(session.execute(wanted).scalars())


def in_team(session: Session, platform: str, team: str) -> list[Member]:
    """Every account seen in a workspace or tenant."""
    there = (col(Member.platform) == platform, col(Member.team) == team)
    return list(session.execute(select(Member).where(*there)).scalars())


def keep_reference(session: Session, platform: str, team: str, conversation: str, reference: str, at: datetime) -> None:
    """Keeps what a platform needs to post to a conversation later; the newest wins."""
    key = {"platform": platform, "team": team, "conversation": conversation}
    _upsert(session, Reference, key, {"reference": json.loads(reference), "kept_at": at})


def reference(session: Session, platform: str, team: str, conversation: str) -> dict[str, Any] | None:
    """What was kept for a conversation, None if the bot was never there."""
    there = (col(Reference.platform) == platform, col(Reference.team) == team)
    wanted = select(col(Reference.reference)).where(*there, col(Reference.conversation) == conversation)
    return session.execute(wanted).scalar_one_or_none()


def _upsert(session: Session, table: type[SQLModel], key: dict[str, Any], values: dict[str, Any]) -> None:
    dialect = sqlite if session.get_bind().dialect.name == "sqlite" else postgresql
    added = dialect.insert(table).values(key | values)
    session.execute(added.on_conflict_do_update(index_elements=list(key), set_=values))


_MEMBERS = table_of(Member)
# Built once: it runs at every event.
_KNOWN = select(_MEMBERS.c.id, _MEMBERS.c.person).where(
    *(_MEMBERS.c[name] == bindparam(name) for name in ("platform", "team", "account"))
)
