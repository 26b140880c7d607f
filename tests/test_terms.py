"""Records whose term runs from the end of something: kept while it goes on, blanked when the term is over."""

import re
from collections import Counter
from dataclasses import fields
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from cards.accounts import TERM_OVER
from cards.model import Place
from guideline import committee as rules
from guideline.retention import CLASSES, LEAST_PUBLIC, PASSING, Retention
from handlers import retention, router
from handlers.desk import JAPAN
from handlers.events import FormSent, Sender
from storage import accounts, applications, evaluations, payloads, terms
from storage.accounts import CLOSED, RUNNING, NewAccount
from storage.database import open_database
from storage.evaluation_tables import Due
from storage.policy_tables import Account
from storage.tables import LogEntry, Payload
from tests.doors import House
from tests.test_course import answered
from tests.test_policy import greet, whole_way

ROOT = Path(__file__).parents[1]
DAY = 86_400.0
YEARS = 1_826
NOW = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)


def standing(session: Session) -> Counter[str]:
    """The kinds of all texts that still stand, but what is drawn of others."""
    wanted = select(col(Payload.kind)).where(col(Payload.blanked_at).is_(None))
    return Counter(one for one in session.execute(wanted).scalars() if one not in ("card", "replies"))


def blankings(session: Session) -> list[dict[str, object]]:
    """What the log says that the clock blanked, class by class."""
    wanted = select(col(LogEntry.ids)).where(col(LogEntry.act).in_(("texts blanked", "register blanked")))
    return [ids for ids in session.execute(wanted.order_by(col(LogEntry.seq))).scalars() if "class" in ids]


async def from_application_to_the_end_of_its_term(town: House) -> None:
    """Nine fields, votes, an account, an answer; years pass; it is closed; years pass again."""
    read, advance = town.program.database.read, town.program.advance
    await whole_way(town)
    now = town.program.desk.now()
    await town.program.database.write(lambda session: answered(session, 1, now.date(), "320", now))
    await advance(YEARS * DAY / 2)
    assert (await read(standing))["evaluation"] == 1
    await advance(YEARS * DAY)
    stood = await read(standing)
    assert stood == {"field": stood["field"], "submission": 1, "vote": 3, "decision": 1, "file": 1}
    assert [one["class"] for one in await read(blankings)] == ["evaluations"]
    assert await read(lambda session: evaluations.given(session, 1, ("evaluation",))[0].body) == {}

    await greet(town, "yamamoto")
    await town.chat.say("yamamoto", "台帳")
    await town.chat.press("yamamoto", "アカウントを開く")
    await town.chat.fill("yamamoto", {}, "開く")
    await town.chat.press("yamamoto", "休止・再開・廃止")
    await town.chat.fill("yamamoto", {"どうしますか": "廃止する", "理由": "役目を終えたため"}, "記録する")
    await town.chat.sees("yamamoto", "廃止を記録しました。")
    await advance((YEARS - 1) * DAY)
    assert await read(standing) == stood + Counter({"reason": 1})
    await advance(2 * DAY)
    assert await read(standing) == {}
    counted = (await read(blankings))[1:]
    assert [one["class"] for one in counted] == ["submissions", "accounts"]
    assert counted[0]["vote"] == 3
    row = (await read(accounts.listed))[0]
    left = (row.name, row.handle, row.url, row.holder, row.deputy, row.policy_url, row.approval_number)
    assert left == (TERM_OVER, "", "", "", "", "", "")
    assert (row.section, row.state, row.approved_on is not None) == ("観光振興課", CLOSED, True)


@pytest.mark.parametrize("town", ["web"], indirect=True)
async def test_an_account_in_use_keeps_its_approval_and_a_closed_one_keeps_it_for_the_term(town: House) -> None:
    """Evaluations go when they are old; what was submitted and voted on stays until the account's end and the term."""
    await from_application_to_the_end_of_its_term(town)


@pytest.mark.parametrize("town_on_postgres", ["web"], indirect=True)
async def test_the_same_on_postgresql(town_on_postgres: House) -> None:
    """Where every foreign key is looked at, too."""
    await from_application_to_the_end_of_its_term(town_on_postgres)


@pytest.mark.parametrize("town", ["web"], indirect=True)
async def test_what_is_over_can_still_be_opened(town: House) -> None:
    """Nobody meets an error: the words are gone, and the page says so."""
    await whole_way(town)

    def close(session: Session) -> None:
        row = accounts.account(session, 1)
        assert row is not None
        row.state, row.closed_on = CLOSED, date(2000, 1, 1)

    await town.program.database.write(close)
    await town.program.advance(DAY)
    assert not (await town.program.database.read(standing))["submission"]
    await town.chat.say("yamamoto", "台帳")
    await town.chat.sees("yamamoto", TERM_OVER)
    await town.chat.press("yamamoto", "アカウントを開く")
    await town.chat.fill("yamamoto", {}, "開く")
    await town.chat.press("yamamoto", "公開用運用方針の文案")
    await town.chat.sees("yamamoto", "保存期間を過ぎた記録です")
    assert "消去しました" in await _pressed(town, "yamamoto", "submission.text", "1")
    assert "申請1" in await _pressed(town, "yamamoto", "policy.open", "1")
    await town.chat.press("yamamoto", "効果測定の推移")
    await town.chat.sees("yamamoto", "効果測定の推移")


async def _pressed(town: House, who: str, action: str, value: str) -> str:
    """What somebody reads after pressing a button of an old message; it offers no file."""
    place = Place(platform="web", team="playground", channel=f"bot:{who}", direct=True)
    event = FormSent(
        uuid4().hex, Sender("web", "playground", who, who), place, frozenset(("private", "replace")),
        action=action, value=value, press="", inputs={},
    )  # fmt: skip
    (reply,) = await router.answer(town.program.desk, event)
    assert not reply.card.files
    return "\n".join(reply.card.lines())


async def test_why_an_evaluation_waits_is_kept_while_it_waits(database_url: str) -> None:
    """However old the reason is; then as long as the answers are."""
    database = open_database(database_url)

    def snoozed(session: Session, state: str) -> None:
        account = _account(session, None)
        kept = payloads.keep(session, "reason", f"account:{account.id}", {"text": state}, NOW).id
        day = NOW.date()
        session.add(Due(account_id=account.id or 0, kind="evaluation", period_end=day, due_on=day, state=state,
                        snooze_payload=kept))  # fmt: skip

    def look(session: Session) -> list[object]:
        for state in (evaluations.OPEN, evaluations.ANSWERED, evaluations.VOID):
            snoozed(session, state)
        session.flush()
        before = [terms.of_evaluations(session, NOW + timedelta(days=days), 9) for days in (-1, 0)]
        return [len(one) for one in before]

    try:
        assert await database.write(look) == [0, 2]
    finally:
        await database.close()


@pytest.mark.parametrize("town", ["web"], indirect=True)
async def test_a_tick_blanks_so_many_at_once_and_goes_on_at_the_next(
    town: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And looks no more that day when nothing is left."""
    now = town.program.desk.now()

    def old(session: Session) -> None:
        account = accounts.add(session, NewAccount("X", "kanko", "観光振興課", RUNNING), now)
        for at in range(7):
            day = now - timedelta(days=YEARS + 10 + at)
            answered(session, account.id or 0, day.date(), "1", day)

    await town.program.database.write(old)
    monkeypatch.setattr(retention, "BATCH", 2)
    monkeypatch.setattr(retention, "BATCHES", 2)
    left = []
    for _ in range(3):
        await retention.tick(town.program.desk)
        left.append((await town.program.database.read(standing))["evaluation"])
    assert left == [3, 0, 0]
    assert [one["count"] for one in await town.program.database.read(blankings)] == [2, 2, 2, 1]
    told = await town.program.database.read(lambda session: evaluations.watermark(session, retention.LOOKED_AT))
    assert told == town.program.desk.today().isoformat()


def _application(session: Session, state: str, **more: object) -> int:
    row = applications.begin(
        session, kind="新規", section="観光振興課", medium="X", author="yamamoto", answer_to={}, state=state,
        at=NOW - timedelta(days=100),
    )  # fmt: skip
    row.round = 1
    for name, value in more.items():
        setattr(row, name, value)
    session.flush()
    return row.id or 0


def _account(session: Session, application: int | None, closed: date | None = None) -> Account:
    new = NewAccount("X", f"n{application}", "観光振興課", CLOSED if closed else RUNNING, application_id=application)
    row = accounts.add(session, new, NOW)
    row.closed_on = closed
    session.flush()
    return row


async def test_an_application_ends_with_the_last_account_that_stands_on_it(database_url: str) -> None:
    """Changes and urgent uses before it included; what is open or was never used does not end."""

    def fill(session: Session) -> dict[int, date]:
        first = _application(session, rules.APPROVED)
        changed = _application(session, rules.APPROVED, follows=first)
        account = _account(session, changed)
        _application(session, rules.REJECTED, account_id=account.id)  # 3: ended by itself
        for state in rules.OPEN:
            _application(session, state)  # 4, 5, 6
        _application(session, rules.APPROVED)  # 7: no account yet
        closed = _application(session, rules.APPROVED)  # 8
        _account(session, closed, date(2026, 5, 1))
        both = _application(session, rules.APPROVED)  # 9: one closed, one in use
        _account(session, both, date(2026, 5, 1))
        _account(session, both)
        urgent = _application(session, rules.APPROVED, kind="緊急")  # 10
        regular = _application(session, rules.APPROVED, follows=urgent)  # 11
        _account(session, regular, date(2026, 6, 1))
        _application(session, "取下げ", round=0)  # 12
        return {one.number: one.since for one in terms.ended(session, rules.APPROVED, rules.OPEN, JAPAN)}

    database = open_database(database_url)
    try:
        found = await database.write(fill)
    finally:
        await database.close()
    before = (NOW - timedelta(days=100)).date()
    assert found == {3: before, 8: date(2026, 5, 1), 10: date(2026, 6, 1), 11: date(2026, 6, 1), 12: before}


def test_every_text_that_is_kept_belongs_to_a_class() -> None:
    """A new kind needs a term before it can be kept; what is passing is named with its days."""
    kept = set()
    for file in (file for package in ("handlers", "storage", "bot") for file in ROOT.glob(f"{package}/*.py")):
        text = file.read_text(encoding="utf-8")
        kept |= set(re.findall(r'\bkeep\((?:[\w.]*session, )?"(\w+)"', text))
    assert len(kept) > 10
    classed = {kind for one in CLASSES for kind, _ in one.texts}
    assert kept - classed - set(PASSING) == set()
    assert (classed | set(PASSING)) - kept == set()


def test_each_class_is_a_setting_and_only_public_records_have_a_minimum_of_a_year() -> None:
    """One table: nothing in it that cannot be set, nothing that can be set outside of it."""
    assert [one.key for one in CLASSES] == [one.name for one in fields(Retention)]
    assert {one.key for one in CLASSES if not one.public} == {"questions", "drafts", "applications"}
    assert all(one.least == LEAST_PUBLIC <= one.days for one in CLASSES if one.public)
    assert all(one.name and one.since and one.held and one.texts for one in CLASSES)
