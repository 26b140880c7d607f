"""Counts over a period, from rows of every kind, on both databases."""

from datetime import UTC, date, datetime, timedelta

from sqlalchemy.orm import Session

from cards import statistics as cards
from guideline.clauses import Guideline
from storage import accounts, incidents, statistics
from storage.accounts import NewAccount
from storage.check_tables import DraftCheck
from storage.database import Database
from storage.evaluation_tables import Due
from storage.incident_tables import Incident, IncidentNotice
from storage.members import remember
from storage.payloads import keep
from storage.tables import Outbox, Question, Ticket

START, END = datetime(2026, 4, 1, tzinfo=UTC), datetime(2026, 5, 1, tzinfo=UTC)
INSIDE = START + timedelta(days=3)
QUESTIONS = (
    ("direct", ["5-(1)", "5-(2)"], None), ("direct", ["5-(1)"], None), ("choices", ["5-(3)", "5-(4)"], "5-(4)"),
    ("choices", ["5-(3)"], "none"), ("choices", ["5-(3)"], None), ("none", [], None),
)  # fmt: skip


def seed(session: Session) -> None:
    """Rows in the period, and some of each kind just outside."""
    text = keep(session, "x", "x", {}, INSIDE).id
    member = remember(session, "web", "t", "tanaka", name="田中", person="tanaka", at=INSIDE)
    for at, (mode, clauses, chosen) in enumerate(QUESTIONS):
        for when in (INSIDE, START, END, START - timedelta(seconds=1))[: 4 if at == 0 else 1]:
            id_ = f"{at}-{when.isoformat()}"
            session.add(Question(id=id_, payload_id=text, mode=mode, clauses=clauses, chosen=chosen, asked_at=when))
    for state in ("open", "answered"):
        session.add(Ticket(asker_id=member, office="情報政策課", state=state, question_payload=text, answer_to={},
                           opened_at=INSIDE))  # fmt: skip
    for at, (severity, clauses) in enumerate((("block", ["5-(5)", "6-(1)", "5-(5)"]), ("warn", ["6-(1)"]), ("ok", []))):
        session.add(DraftCheck(id=f"c{at}", member_id=member, person="tanaka", payload_id=text, digest="", salt="",
                               severity=severity, clauses=clauses, rules=[], place={}, made_at=INSIDE,
                               changed_at=END))  # fmt: skip
    for drill, minutes in ((False, 4), (False, 40), (False, None), (True, 1_000)):
        _case(session, member, text, drill, minutes)
    _evaluations(session)


def _case(session: Session, member: int, text: int, drill: bool, minutes: int | None) -> None:
    new = Incident(reporter_id=member, drill=drill, kind="other", payload_id=text, reported_to={}, reported_at=INSIDE)
    case = incidents.open_incident(session, new)
    row = Outbox(thread=f"t{case.id}", platform="web", place={}, payload_id=text, created_at=INSIDE, due_at=INSIDE)
    session.add(row)
    session.flush()
    told = INSIDE + timedelta(minutes=1)
    session.add(IncidentNotice(
        incident_id=case.id or 0, position=0, office="秘書広報室", outbox_id=row.id or 0, reported_at=INSIDE,
        told_at=told,
        acknowledged_at=None if minutes is None else told + timedelta(minutes=minutes)))  # fmt: skip


def _evaluations(session: Session) -> None:
    account = accounts.add(session, NewAccount("X", "a", "観光振興課", accounts.RUNNING), INSIDE)
    for kind, day, state, answered in (
        ("evaluation", 1, "answered", INSIDE), ("review", 2, "open", None), ("yearly", 3, "open", None),
        ("evaluation", 4, "void", None), ("evaluation", 31, "open", None),
    ):  # fmt: skip
        due = date(2026, 4, 1) + timedelta(days=day - 1)
        session.add(Due(account_id=account.id or 0, kind=kind, period_end=due, due_on=due, state=state,
                        answered_at=answered))  # fmt: skip


async def test_each_kind_of_row_is_counted_in_its_period_only(database: Database) -> None:
    """The first moment belongs to it, the last does not."""
    await database.write(seed)
    asked = await database.read(lambda session: statistics.questions(session, START, END))
    assert asked == statistics.Questions(7, 2, 2, 1, {"5-(1)": 3, "5-(4)": 1})
    found = await database.read(lambda session: statistics.checks(session, START, END))
    assert found == statistics.Checks({"block": 1, "warn": 1, "ok": 1}, {"5-(5)": 1, "6-(1)": 2})
    told = await database.read(lambda session: statistics.acknowledgements(session, START, END))
    assert told == {"秘書広報室": statistics.Acknowledged((4.0, 40.0), 1)}
    due = await database.read(lambda session: statistics.evaluations_due(session, START.date(), END.date()))
    assert sorted(due) == [(date(2026, 4, 1), None, INSIDE), (date(2026, 4, 2), None, None)]


def test_the_slowest_of_ten_is_left_out(guideline: Guideline) -> None:
    """Median, and within which time nine of ten came; long times in hours."""
    minutes = (1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 150.0, 900.0)
    one = cards.Counts("this", "4月", 0, 0, 0, 0, {}, {}, {}, (cards.Office("秘書広報室", minutes, 2),), 0, 0, 0)
    told = "\n".join(cards.statistics(one, guideline).lines())
    assert "秘書広報室: 受領 10件、受領待ち 2件、中央値 6分、90%は2.5時間以内" in told
    lines = cards.as_csv(one, guideline).decode("utf-8-sig").splitlines()
    assert "届出の受領,秘書広報室 受領までの90パーセンタイル,150.0,分" in lines


def test_no_rows_are_no_fault(guideline: Guideline) -> None:
    """A city that begins today."""
    one = cards.Counts("year", "今年度", 0, 0, 0, 0, {}, {}, {}, (), 0, 0, 0)
    assert "届出はありません。" in "\n".join(cards.statistics(one, guideline).lines())


def test_many_clauses_are_cut_on_the_card_and_whole_in_the_file(guideline: Guideline) -> None:
    """The most frequent first."""
    counts = {id_: at for at, id_ in enumerate(guideline.clauses, 1)}
    one = cards.Counts("this", "4月", 0, 0, 0, 0, counts, {}, {}, (), 0, 0, 0)
    told = "\n".join(cards.statistics(one, guideline).lines())
    assert f"ほか{len(counts) - cards.TOP}の条文は、CSVにあります。" in told
    assert len(cards.as_csv(one, guideline).decode().splitlines()) > len(counts)
