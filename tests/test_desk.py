"""One effect for one delivery and for one press, told in the same words each time."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import func, select

from cards.model import Card, Place, Reply
from guideline import incident
from guideline.ask import Reader
from guideline.check import Checker
from guideline.clauses import Guideline
from guideline.organisation import Organisation
from handlers import retention, router, seal
from handlers.desk import Desk, Refused, Work
from handlers.events import FormSent, Said, Sender, clean
from storage import records
from storage.database import Busy, Database, open_database
from storage.tables import Done, LogEntry, Outbox, Payload, Question

TANAKA = Sender("web", "playground", "tanaka", "田中 はるか")
ROOM = Place(platform="web", team="playground", channel="zencho")


def said(text: str, delivery: str = "d1", sender: Sender = TANAKA) -> Said:
    """Something said in a room, answered by a post."""
    return Said(delivery, sender, ROOM, text=text, how="mention")


@pytest.fixture
def desk(
    database: Database, guideline: Guideline, reader: Reader, checker: Checker, people: Organisation,
    incidents: incident.Book,
) -> Desk:  # fmt: skip
    """A desk on each database."""
    return Desk(lambda: datetime.now(UTC), guideline, lambda: people, reader, checker, database, incidents)


@pytest.fixture
async def second(
    database_url: str, guideline: Guideline, reader: Reader, checker: Checker, people: Organisation,
    incidents: incident.Book,
) -> AsyncIterator[Desk]:  # fmt: skip
    """The desk of a second process on the same database."""
    opened = open_database(database_url)
    yield Desk(lambda: datetime.now(UTC), guideline, lambda: people, reader, checker, opened, incidents)
    await opened.close()


async def count(desk: Desk, table: Any) -> int:
    """Rows of a table."""
    return await desk.database.read(
        lambda session: session.execute(select(func.count()).select_from(table)).scalar_one()
    )


async def test_the_same_event_five_times_also_by_two_processes_has_one_effect(desk: Desk, second: Desk) -> None:
    """One question, one post, one log entry."""
    await asyncio.gather(*(router.answer(one, said("悪口を書いたら？")) for one in (desk, second, desk, second, desk)))
    assert (await count(desk, Question), await count(desk, Outbox)) == (1, 1)
    assert await desk.database.read(lambda session: list(records.faults(session))) == []


async def test_a_second_press_is_told_what_the_first_was(desk: Desk) -> None:
    """A press has a new trigger id each time; its nonce stays."""
    done: list[int] = []

    def effect(work: Work) -> list[Reply]:
        done.append(1)
        work.log("pressed")
        return [Reply(card=Card(title=f"{len(done)}回目"))]

    def press(delivery: str) -> FormSent:
        return FormSent(delivery, TANAKA, ROOM, frozenset({"private"}), action="x.y", press="n1")

    first = await desk.once(press("a"), effect)
    assert await desk.once(press("b"), effect) == first
    assert done == [1]


async def test_a_refusal_inside_the_transaction_keeps_nothing(desk: Desk) -> None:
    """And the same delivery may be tried again."""

    def refuse(work: Work) -> list[Reply]:
        work.post(ROOM, Card(title="x"), "x")
        raise Refused("だめです", "3")

    for _ in range(2):
        with pytest.raises(Refused):
            await desk.once(said("x"), refuse)
    assert await count(desk, Outbox) == 0


async def test_a_busy_database_says_so_and_keeps_nothing(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """The door answers with its platform's "try again"."""
    monkeypatch.setattr("storage.database.PATIENCE", -1.0)
    with pytest.raises(Busy):
        await router.answer(desk, said("悪口を書いたら？"))
    monkeypatch.undo()
    assert await count(desk, Question) == 0


async def test_an_unknown_button_is_told_as_stale(desk: Desk) -> None:
    """Cards outlive versions of the program."""
    press = FormSent("p", TANAKA, ROOM, frozenset({"private"}), action="gone.away", value="../../etc")
    assert (await router.answer(desk, press))[0].card.title == "このボタンは使えなくなっています"


async def test_a_made_up_press_never_fails(desk: Desk) -> None:
    """Every action with every kind of rubbish gets an answer, never an error."""
    where = frozenset({"private", "replace", "dialog"})
    for action in router.PRESSES:
        for value in ("", "x", "0", "99999999999999999999", "a:b", "none:9-(9)", "5-(1)", "\x00"):
            press = FormSent(f"{action}{value!r}", TANAKA, ROOM, where, action=action, value=value, inputs={"x": "y"})
            assert await router.answer(desk, press), (action, value)


async def test_a_foreign_workspace_is_refused(desk: Desk) -> None:
    """Only the city's own are served."""
    stranger = Sender("web", "elsewhere", "tanaka", "田中")
    await router.answer(desk, said("悪口を書いたら？", sender=stranger))
    assert (await count(desk, Question), await count(desk, Outbox)) == (0, 1)


async def test_every_button_is_for_staff_only(desk: Desk) -> None:
    """A made-up press by a contractor is refused with clause 3, whatever the button."""
    contractor = Sender("web", "playground", "itaku", "委託 太郎")
    for action in [*router.PRESSES, "gone.away"]:
        press = FormSent(f"c{action}", contractor, ROOM, frozenset({"private"}), action=action, value="x:5-(1)")
        replies = await router.answer(desk, press)
        assert [reply.card.title for reply in replies] == ["ご利用いただけません"]
        assert any("本市の一般職の職員" in line for line in replies[0].card.lines())


async def test_the_logs_receipt_goes_out_once_a_day_by_however_many_processes(desk: Desk, second: Desk) -> None:
    """And shows later that a tail was cut."""
    await asyncio.gather(*(seal.tick(one) for one in (desk, second)))
    assert await count(desk, Outbox) == 0  # nothing in the log yet
    await router.answer(desk, said("悪口を書いたら？"))
    before = await count(desk, Outbox)
    await asyncio.gather(*(seal.tick(one) for one in (desk, second, desk)))
    assert await count(desk, Outbox) == before + 1
    receipt = await desk.database.read(records.head)
    assert await desk.database.read(lambda session: list(records.faults(session, receipt))) == []
    gone = await desk.database.read(lambda session: list(records.faults(session, (9, receipt[1]))))
    other = await desk.database.read(lambda session: list(records.faults(session, (1, "0" * 64))))
    assert gone == ["entry 9 of the receipt is gone"]
    assert other == ["entry 1 is not the one of the receipt"]


async def test_after_some_days_nothing_leads_from_a_question_to_its_asker(desk: Desk) -> None:
    """The question stays for improving the data; the post to the asker goes, and the log names no clause."""
    await router.answer(desk, said("誹謗中傷の禁止を教えて"))
    later = replace(desk, now=lambda: datetime.now(UTC) + timedelta(days=4))
    await retention.tick(later)
    assert (await count(desk, Question), await count(desk, Outbox)) == (1, 0)
    entries = await desk.database.read(lambda session: session.execute(select(LogEntry)).scalars().all())
    assert [(entry.act, entry.ids) for entry in entries] == [("asked", {}), ("texts blanked", {"count": 1, "card": 1})]
    texts = await desk.database.read(lambda session: session.execute(select(Payload)).scalars().all())
    question = next(text for text in texts if text.kind == "question")
    assert question.body == {"text": "誹謗中傷の禁止を教えて"}
    assert question.kept_from.timestamp() % 86_400 == 0


async def test_a_delivery_is_known_for_a_week_and_then_forgotten(desk: Desk) -> None:
    """No platform redelivers later; until then a second delivery has no effect, whatever the clock tidied up."""
    await router.answer(desk, said("誹謗中傷の禁止を教えて"))
    for days, known in ((6, 1), (8, 0)):
        await retention.tick(replace(desk, now=lambda days=days: datetime.now(UTC) + timedelta(days=days)))
        assert await count(desk, Done) == known
        if known:
            await router.answer(desk, said("誹謗中傷の禁止を教えて"))
            assert await count(desk, Question) == 1


async def test_more_texts_than_one_transaction_takes_are_blanked_at_one_tick(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Batch by batch, each written down as the clock's."""
    monkeypatch.setattr(retention, "BATCH", 2)
    for number in range(4):
        await router.answer(desk, said("誹謗中傷の禁止を教えて", f"d{number}"))
    await retention.tick(replace(desk, now=lambda: datetime.now(UTC) + timedelta(days=4)))
    entries = await desk.database.read(lambda session: session.execute(select(LogEntry)).scalars().all())
    blanked = [(entry.person, entry.ids["count"]) for entry in entries if entry.act == "texts blanked"]
    assert blanked == [("clock", 2), ("clock", 2)]


async def test_the_sender_is_woken_for_the_receipt_and_not_without_one(desk: Desk) -> None:
    """The receipt is a card like any other: it is blanked with time and goes to the office's room."""
    woken: list[int] = []
    heard = replace(desk, woken=lambda: woken.append(1))
    await seal.tick(heard)
    assert woken == []
    await router.answer(desk, said("誹謗中傷の禁止を教えて"))
    for _ in range(2):
        await seal.tick(heard)
        assert woken == [1]
    texts = await desk.database.read(lambda session: session.execute(select(Payload)).scalars().all())
    assert [text.kind for text in texts if text.subject.startswith("seal:")] == ["card"]


def test_text_is_cleaned_of_what_no_store_can_hold() -> None:
    """Lone surrogates and control characters go; zero-width marks stay for the check to find."""
    assert clean("a\ud800b\x00c\r\nd\u200be") == "a\ufffdbc\nd\u200be"
    assert clean("\ud83d\ude00") == "😀"
