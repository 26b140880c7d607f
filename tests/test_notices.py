"""The ordered notices, rule by rule, with the wire of the sender's tests."""

import asyncio
import base64
import hashlib
import io
import os
import random
import time
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from docx import Document
from sqlalchemy import select, update

from bot.door import CannotPost
from bot.sender import Sender
from cards.model import Card, Place, Reply
from guideline import incident
from guideline.ask import Reader
from guideline.check import Checker
from guideline.clauses import Guideline
from guideline.organisation import Organisation
from handlers import incident as reporting
from handlers import incident_case, incident_history, incident_tick, router
from handlers.desk import POSTED_KEPT_DAYS, Desk
from handlers.events import Attached, FormSent, Said
from handlers.events import Sender as Who
from storage import incidents as cases
from storage import payloads, records
from storage.database import Busy, Database
from storage.incident_tables import IncidentNotice, IncidentReminder
from storage.outbox import NOTICE
from storage.tables import LogEntry, Outbox, Payload
from tests.at_the_desk import all_of
from tests.test_sender import Wire

TANAKA = Who("web", "playground", "tanaka", "田中 はるか")
KUBO = Who("web", "playground", "kubo", "久保 美咲")
FORM = {
    "capacity": "職務", "kind": "flame", "what": "批判が集まっています。", "noticed": "2026-01-02 03:04",
    "visible": "yes", "personal_data": "no",
}  # fmt: skip
ROOMS = ("hisho-koho", "kiki-kanri", "joho-seisaku")


class Line(Wire):
    """A wire whose rooms can be down, and which notes when each message was taken."""

    def __init__(self, platform: str = "web") -> None:
        super().__init__()
        self.platform = platform
        self.down: dict[str, CannotPost] = {}
        self.taken: list[tuple[str, str, float]] = []
        self.slow = 0.0

    async def post(self, place: Place, card: Card, mark: str, again: bool = False) -> tuple[str, str]:
        """Takes a card, unless its room is down."""
        await asyncio.sleep(self.slow)
        room = place.user if place.private else place.channel
        if room in self.down:
            raise self.down[room]
        self.taken.append((room, card.title, time.monotonic()))
        return await super().post(place, card, mark, again)


class Clock:
    """Business time that a test moves."""

    def __init__(self) -> None:
        self.ahead = timedelta()

    def now(self) -> datetime:
        """Real time and what it was moved by."""
        return datetime.now(UTC) + self.ahead


@pytest.fixture
def clock() -> Clock:
    """One for each test."""
    return Clock()


@pytest.fixture
def desk(
    database: Database, guideline: Guideline, reader: Reader, checker: Checker, people: Organisation,
    incidents: incident.Book, clock: Clock,
) -> Desk:  # fmt: skip
    """A desk on each database."""
    return Desk(clock.now, guideline, lambda: people, reader, checker, database, incidents)


@pytest.fixture
async def reported(desk: Desk) -> AsyncIterator[Desk]:
    """A case was reported, nobody was told yet; the log must be whole afterwards."""
    await report(desk)
    yield desk
    assert await desk.database.read(lambda session: list(records.faults(session))) == []


async def report(desk: Desk, number: int = 1) -> None:
    """A report by 田中."""
    place = Place(platform="web", team="playground", channel="dm-tanaka", user="tanaka", private=True, direct=True)
    form = FormSent(
        f"d{number}", TANAKA, place, frozenset(("private",)), action="incident.send", press=f"p{number}", inputs=FORM
    )
    await reporting.send(desk, form)


async def all_rows(database: Database, table: Any) -> list[Any]:
    """Every row, oldest first."""
    return await database.read(lambda session: list(session.execute(select(table).order_by(table.id)).scalars()))


async def notices(database: Database) -> list[Outbox]:
    """The three rows, in order."""
    wanted = select(Outbox).join(IncidentNotice, IncidentNotice.outbox_id == Outbox.id).order_by(Outbox.id)
    return await database.read(lambda session: list(session.execute(wanted).scalars()))


async def hurry(database: Database, seconds: float) -> None:
    """As if this time had passed for what waits in the outbox."""
    by = timedelta(seconds=seconds)

    def move(session: Any) -> None:
        for row in session.execute(select(Outbox).where(Outbox.state == "waiting")).scalars():
            row.due_at -= by
            row.order_until = row.order_until - by if row.order_until else None

    await database.write(move)


async def test_the_offices_are_told_in_their_order(reported: Desk) -> None:
    """Each after the one before it was confirmed."""
    wire = Line()
    await Sender(reported.database, {"web": wire}).work()
    assert [room for room, title, _ in wire.taken if "トラブルの届出 1" in title and room in ROOMS] == list(ROOMS)


async def test_a_room_that_is_gone_is_replaced_by_the_next_way(reported: Desk) -> None:
    """Another channel, the deputy, the e-mail; told is the first confirmed delivery."""
    wire, mail = Line(), Line("mail")
    wire.down = {
        "hisho-koho": CannotPost("channel_not_found"),
        "mail:sakai@city.example.jp": CannotPost("user_not_found"),
    }
    sender = Sender(reported.database, {"web": wire, "mail": mail})
    for _ in range(4):
        await sender.work()
        await asyncio.sleep(0.12)
    assert [room for room, _, _ in mail.taken] == ["hisho@city.example.jp"]
    assert [row.state for row in await notices(reported.database)] == ["sent"] * 3
    assert [row.out_of_order for row in await notices(reported.database)] == [None] * 3


async def test_a_dead_office_holds_the_next_up_for_a_bounded_time_only(reported: Desk) -> None:
    """Then they are told, the timeline says 順序例外, the first is tried on, and the operator is told another way."""
    wire, mail = Line(), Line("mail")
    wire.down = {one: CannotPost("away", 1.0) for one in ("hisho-koho", "mail:sakai@city.example.jp")}
    mail.down = {"hisho@city.example.jp": CannotPost("away", 1.0)}
    sender = Sender(reported.database, {"web": wire, "mail": mail})
    await sender.work()
    assert [row.state for row in await notices(reported.database)] == ["waiting"] * 3
    await hurry(reported.database, incident.ORDER_WAIT + 2 * incident.ORDER_STEP)
    await sender.work()
    rows = await notices(reported.database)
    assert [row.state for row in rows] == ["waiting", "sent", "sent"]
    assert rows[1].out_of_order == "0: away"
    acts = [entry.act for entry in await reported.database.read(lambda s: list(s.execute(select(LogEntry)).scalars()))]
    assert acts.count("order exception") == 2
    reported_at = timedelta(seconds=incident.ALARM + 1)
    await reported.database.write(
        lambda s: s.execute(update(IncidentNotice).values(reported_at=datetime.now(UTC) - reported_at)) and None
    )
    await incident_tick.tick(reported)
    await sender.work()
    assert [room for room, title, _ in mail.taken if "秘書広報室に届けられません" in title] == ["joho@city.example.jp"]
    case = await reported.database.read(lambda s: cases.incident(s, 1, lock=False))
    lines = await reported.database.read(lambda s: incident_history.lines_of(s, case))
    assert any("順序例外：秘書広報室に届かないため先に送付（away）" in line.text for line in lines)
    wire.down.clear()
    await hurry(reported.database, 60)
    await sender.work()
    assert [row.state for row in await notices(reported.database)] == ["sent"] * 3


async def test_a_notice_is_never_given_up(reported: Desk) -> None:
    """However long; the pauses grow to a minute and not beyond."""
    wire = Line()
    wire.down = {one: CannotPost("channel_not_found") for one in ("hisho-koho", "mail:sakai@city.example.jp")}
    sender = Sender(reported.database, {"web": wire})
    for _ in range(12):
        await sender.work()
        await hurry(reported.database, 61)
    row = (await notices(reported.database))[0]
    assert row.state == "waiting"
    assert row.attempts >= 12
    assert (row.due_at - datetime.now(UTC)).total_seconds() <= 60


async def test_a_platform_that_asks_to_wait_is_waited_for(reported: Desk) -> None:
    """Retry-After is honoured, and nothing is posted before it is over."""
    wire = Line()
    wire.down = {"hisho-koho": CannotPost("429", 7.0, limited=True)}
    sender = Sender(reported.database, {"web": wire})
    await sender.work()
    row = (await notices(reported.database))[0]
    assert 6.0 < (row.due_at - datetime.now(UTC)).total_seconds() <= 7.0
    assert row.unsure is False


async def test_a_doubtful_attempt_is_looked_for_before_its_way_is_left(reported: Desk) -> None:
    """What is found counts as told."""
    wire, mail = Line(), Line("mail")
    wire.down = {"hisho-koho": CannotPost("no answer", 0.1, ambiguous=True)}
    sender = Sender(reported.database, {"web": wire, "mail": mail})
    for _ in range(2):
        await sender.work()
        await hurry(reported.database, 20)
    first = (await notices(reported.database))[0]
    wire.marks.append(str(first.id))  # it had arrived
    await sender.work()
    assert [row.state for row in await notices(reported.database)] == ["sent"] * 3
    assert mail.taken == []


async def press_by(desk: Desk, who: Who, channel: str, number: int = 1) -> list[str]:
    """受領 of the first office, pressed by somebody somewhere; the lines of the answer."""
    place = Place(platform="web", team="playground", channel=channel)
    form = FormSent(
        f"x-{who.user}-{channel}", who, place, frozenset(("private",)), action="incident.ack", value=f"{number}:0",
        press=f"ack-{number}-0",
    )  # fmt: skip
    return [line for reply in await router.answer(desk, form) for line in reply.card.lines()]


async def test_only_the_office_acknowledges(reported: Desk) -> None:
    """Others are refused with the clause; the office's own people may from anywhere; the second hears who was first."""
    refused = await press_by(reported, TANAKA, "zencho")
    assert "受領できるのは秘書広報室の担当者です。" in refused
    assert any("7-(8)" in line for line in refused)
    assert (await all_rows(reported.database, IncidentNotice))[0].acknowledged_at is None
    assert "届出 1 を秘書広報室として受領しました" in await press_by(reported, KUBO, "dm-kubo")
    assert (await all_rows(reported.database, IncidentNotice))[0].acknowledged_at is not None


async def test_a_case_is_handled_by_its_offices_only(reported: Desk) -> None:
    """A made-up press from elsewhere changes nothing."""
    place = Place(platform="web", team="playground", channel="zencho")
    inputs = {"what": "誤報", "text": "", "person": "", "other": ""}
    form = FormSent(
        "made-up", TANAKA, place, frozenset(("private",)), action="incident.recorded", value="1", press="n1",
        inputs=inputs,
    )  # fmt: skip
    replies = await router.answer(reported, form)
    assert replies[0].card.title == "ご利用いただけません"
    case = await reported.database.read(lambda s: cases.incident(s, 1, lock=False))
    assert case is not None
    assert case.state == "対応中"


async def said_under(desk: Desk, message: str, text: str, *files: Attached) -> list[Reply]:
    """久保 writes under the first office's notice."""
    place = Place(platform="web", team="playground", channel="hisho-koho", thread=message)
    said = Said(f"s-{text}", KUBO, place, frozenset(("private",)), text=text, how="thread", files=files)
    return await router.answer(desk, said)


async def test_pictures_under_a_notice_are_kept_with_their_hash_and_shown_to_the_others(reported: Desk) -> None:
    """Evidence first; what could not be read is said."""
    wire = Line()
    sender = Sender(reported.database, {"web": wire})
    await sender.work()
    first = (await notices(reported.database))[0]
    assert first.posted_id is not None
    files = Attached("画面/1.png", b"a picture"), Attached("大きい.png", None, "大きすぎます")
    await said_under(reported, first.posted_id, "証拠の画面です。", *files)
    await sender.work()
    case = await reported.database.read(lambda s: cases.incident(s, 1, lock=False))
    lines = await reported.database.read(lambda s: incident_history.lines_of(s, case))
    digest = hashlib.sha256(b"a picture").hexdigest()
    assert [line.text for line in lines if "画面" in line.text] == [
        "証拠の画面です。", f"画像・ファイル：画面1.png（SHA-256 {digest}）",
    ]  # fmt: skip
    shown = [room for room, title, _ in wire.taken if "の経過：秘書広報室 久保 美咲" in title]
    assert sorted(shown) == ["joho-seisaku", "kiki-kanri"]
    assert [room for room, title, _ in wire.taken if "記録できないファイル" in title] == ["hisho-koho"]


async def test_the_history_is_exported_as_csv_and_document(reported: Desk) -> None:
    """時刻 | 対応 | 記録者, for the case's own people only."""
    await Sender(reported.database, {"web": Line()}).work()
    await incident_tick.tick(reported)
    place = Place(platform="web", team="playground", channel="hisho-koho")

    def press(who: Who, room: Place) -> FormSent:
        return FormSent(
            f"e-{who.user}", who, room, frozenset(("private",)), action="incident.export", value="1", press="e1"
        )

    (reply,) = await router.answer(reported, press(KUBO, place))
    body = await reported.database.read(lambda s: payloads.body_of(s, reply.card.files[0].payload))
    assert body is not None
    lines = base64.b64decode(body["csv"]).decode("utf-8-sig").splitlines()
    assert lines[0] == "時刻,対応,記録者"
    assert any(",届出,田中 はるか" in line for line in lines)
    assert any("情報政策課に到達" in line for line in lines)
    document = Document(io.BytesIO(base64.b64decode(body["docx"])))
    assert [cell.text for cell in document.tables[1].rows[0].cells] == ["時刻", "対応", "記録者"]
    assert len(document.tables[1].rows) == len(lines)
    other = Who("web", "playground", "itaku", "委託 太郎")
    (refusal,) = await router.answer(reported, press(other, place.model_copy(update={"channel": "zencho"})))
    assert refusal.card.title == "ご利用いただけません"


async def test_reminders_come_once_however_many_clocks_tick(reported: Desk, clock: Clock) -> None:
    """Each step has a unique row."""
    await Sender(reported.database, {"web": Line()}).work()
    await incident_tick.tick(reported)
    clock.ahead = timedelta(minutes=35)
    await asyncio.gather(*(incident_tick.tick(reported) for _ in range(4)), return_exceptions=True)
    await incident_tick.tick(reported)
    steps = [(one.notice_id, one.step) for one in await all_rows(reported.database, IncidentReminder)]
    assert len(steps) == len(set(steps)) == 12
    log = await all_of(reported, LogEntry)
    reminded = [one.ids for one in log if one.act == "office reminded"]
    expected = [(at, step) for at in range(3) for step in ("reminder", "deputies", "mail")]
    assert sorted((one["position"], one["step"]) for one in reminded) == sorted(expected)
    assert {one.ids["incident"] for one in log if one.act in ("office reminded", "office told")} == {1}
    cards = [one for one in await all_rows(reported.database, Payload) if one.kind == "card"]
    assert {one.subject for one in cards} == {"incident:1"}
    days = reported.organisation().retention.incidents
    assert {(one.keep_until - one.kept_from).days for one in cards if one.keep_until} == {POSTED_KEPT_DAYS, days}
    ways = [one for one in await all_rows(reported.database, Outbox) if one.ways and one.kind != NOTICE]
    assert {one.kind for one in ways} == {"card"}
    reminders = {one.payload_id for one in ways}
    assert {(one.keep_until - one.kept_from).days for one in cards if one.id in reminders} == {days}


ROUNDS = int(os.environ.get("RACE_ROUNDS", "50"))
"""`make crash` runs a thousand."""


async def test_no_reminder_comes_after_an_acknowledgement(desk: Desk, clock: Clock) -> None:
    """The race, with a sender at work: whoever is first, the other knows."""
    assert await race(desk, clock, ROUNDS) == 0


async def race(desk: Desk, clock: Clock, rounds: int) -> int:
    """How many reminders were taken by the platform after their acknowledgement was confirmed."""
    wire, dice, late = Line(), random.Random(7), 0
    sender = Sender(desk.database, {"web": wire})
    place = Place(platform="web", team="playground", channel="hisho-koho")
    for number in range(1, rounds + 1):
        clock.ahead = timedelta()
        await report(desk, number)
        wire.slow = 0.0
        await sender.work()
        await _ticked(desk)
        clock.ahead, wire.slow = timedelta(minutes=11), dice.uniform(0, 0.02)
        press = FormSent(
            f"a{number}", KUBO, place, frozenset(("private",)), action="incident.ack", value=f"{number}:0",
            press=f"ack-{number}-0",
        )  # fmt: skip
        wire.taken.clear()
        acked = asyncio.ensure_future(_after(dice.uniform(0, 0.06), incident_case.acknowledge(desk, press)))
        ticking, sending = _ticked(desk), sender.work()
        await asyncio.gather(_after(dice.uniform(0, 0.04), ticking), _after(dice.uniform(0, 0.06), sending), acked)
        await sender.work()
        late += sum(
            room == "hisho-koho" and "未受領" in title and at > acked.result() for room, title, at in wire.taken
        )
    return late


async def _ticked(desk: Desk) -> None:
    """The clock's look; where the database had no time nothing was kept, and the next look does it, as in the bot."""
    while True:
        try:
            return await incident_tick.tick(desk)
        except Busy:
            continue


async def _after(seconds: float, act: Any) -> float:
    """When an act that begins after some seconds was done."""
    await asyncio.sleep(seconds)
    await act
    return time.monotonic()
