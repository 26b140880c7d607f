"""Reporting trouble (7-(8)), without a door: what is wrong at which field, what is kept, who is told what."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from guideline import incident
from guideline.organisation import Organisation
from handlers.desk import Desk
from storage import accounts
from storage.accounts import NewAccount
from storage.incident_tables import Incident, IncidentEntry, IncidentNotice
from storage.tables import LogEntry, Outbox, Payload
from tests.at_the_desk import all_of, by_clock, posted, press, said, told

NOW = datetime(2026, 11, 24, 3, 0, tzinfo=UTC)
"""Noon in Japan."""
FORM = {
    "capacity": "職務", "kind": "flame", "account_text": " X @kanko ", "url": "https://x.example/1",
    "what": " 批判が集まっています。\n", "noticed": "2026-11-24 11:30", "visible": "yes", "personal_data": "no",
    "people": " 係長に相談した。 ",
}  # fmt: skip
ROOMS = ["hisho-koho", "kiki-kanri", "joho-seisaku"]


@pytest.fixture
def desk(bare_desk: Desk) -> Desk:
    """A desk without a door."""
    return replace(bare_desk, now=lambda: NOW)


async def report(desk: Desk, value: str = "", **more: str) -> str:
    """What 田中 is told after a report."""
    return said(await press(desk, "tanaka", "incident.send", value, **FORM | more))


async def test_a_report_is_kept_and_told_to_the_three_offices_in_their_order(desk: Desk, people: Organisation) -> None:
    """Each notice has everything that was written, without the spaces around it; the reporter sees how it stands."""
    assert "届け出ました" in await report(desk)
    cards = await posted(desk)
    assert [who for who, _ in cards] == [*ROOMS, "tanaka"]
    for _, words in cards[:3]:
        for told_ in ("批判が集まっています。", "https://x.example/1", "X @kanko", "係長に相談した。", "田中 はるか"):
            assert told_ in words
        assert "【訓練】" not in words
    notices = await all_of(desk, IncidentNotice)
    assert [(one.office, one.position) for one in notices] == [
        ("秘書広報室", 0), ("危機管理室", 1), ("情報政策課", 2),
    ]  # fmt: skip
    rows = await all_of(desk, Outbox)
    assert {one.thread for one in rows} == {"incident:1", "incident:1:reporter"}
    ordered = [one.order_until for one in rows[:3]]  # reckoned in real time, which business time may run ahead of
    assert ordered[0] is None
    assert round((ordered[2] - ordered[1]).total_seconds()) == incident.ORDER_STEP
    kept = [one for one in await all_of(desk, Payload) if one.kind == "incident"]
    assert [(one.subject, (one.keep_until - NOW).days) for one in kept] == [("incident:1", people.retention.incidents)]
    assert [(one.act, one.ids, bool(one.digest)) for one in await all_of(desk, LogEntry)] == [
        ("incident reported", {"incident": 1, "drill": 0}, True),
    ]  # fmt: skip


async def test_a_drill_is_one_from_the_form_to_the_last_card(desk: Desk) -> None:
    """訓練 everywhere, and nowhere else."""
    form = await press(desk, "tanaka", "incident.form", "drill")
    assert (form[0].where, "訓練" in said(form)) == ("dialog", True)
    assert "訓練" in await report(desk, "drill")
    assert all("【訓練】" in words for _, words in await posted(desk))
    assert (await all_of(desk, Incident))[0].drill
    assert (await all_of(desk, IncidentEntry))[0].value == "drill"
    form = await press(desk, "tanaka", "incident.form")
    assert (form[0].where, "訓練" in said(form)) == ("dialog", False)


async def test_the_text_of_a_message_is_taken_into_the_form(desk: Desk) -> None:
    """From the menu of the message."""
    form = await press(desk, "tanaka", "incident.shortcut", "", text="市の投稿がひどい")
    assert form[0].where == "dialog"
    assert [one.value for one in form[0].card.inputs if one.id == "what"] == ["市の投稿がひどい"]


@pytest.mark.parametrize(
    ("more", "field", "told_"),
    [({"noticed": "きのう"}, "noticed", "日時を「2026-11-24 18:05」のように書いてください。"),
     ({"noticed": ""}, "noticed", "日時を「2026-11-24 18:05」のように書いてください。"),
     ({"noticed": "2026-11-24 12:06"}, "noticed", "これから先の日時です。気づいた日時を書いてください。"),
     ({"what": " \n"}, "what", "何が起きているかを書いてください。"), ({"kind": "flood"}, "kind", "選んでください。"),
     ({"personal_data": "maybe"}, "personal_data", "選んでください。"),
     ({"visible": ""}, "visible", "選んでください。"), ({"capacity": ""}, "capacity", "選んでください。")],
)  # fmt: skip
async def test_what_is_wrong_is_told_at_its_field_and_nothing_is_sent(
    desk: Desk, more: dict[str, str], field: str, told_: str
) -> None:
    """The form keeps what was typed."""
    again = await press(desk, "tanaka", "incident.send", "drill", **FORM | more)
    assert [(one.where, one.errors) for one in again] == [("dialog", ((field, told_),))]
    values = {one.id: one.value for one in again[0].card.inputs}
    assert values["url"] == FORM["url"]
    assert "訓練" in again[0].card.title
    assert await all_of(desk, Incident) == []
    assert await posted(desk) == []


async def test_everything_that_is_wrong_is_told_at_once(desk: Desk) -> None:
    """An empty form, such as a made-up press."""
    again = await press(desk, "tanaka", "incident.send", "")
    assert {field for field, _ in again[0].errors} == {
        "noticed", "what", "kind", "personal_data", "visible", "capacity",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "shown"),
    [("2026-11-24 11:30", "2026-11-24 11:30"), ("2026/11/24　11:30", "2026-11-24 11:30"),
     ("2026年11月24日 11:30", "2026-11-24 11:30"), (" 2026年11月24日  9時5分 ", "2026-11-24 09:05"),
     ("2026-11-23", "2026-11-23 00:00"), ("2026/11/23", "2026-11-23 00:00"), ("2026-11-24 12:05", "2026-11-24 12:05")],
)  # fmt: skip
async def test_a_time_is_read_as_people_write_it(desk: Desk, typed: str, shown: str) -> None:
    """In Japan's time; five minutes ahead is a clock that goes fast, not a fault."""
    assert "届け出ました" in await report(desk, noticed=typed)
    body: Any = next(one.body for one in await all_of(desk, Payload) if one.kind == "incident")
    assert body["noticed"] == shown


async def test_trouble_of_a_private_account_is_not_sent_and_not_lost(desk: Desk) -> None:
    """7-(8) is about work; what was written comes back."""
    answer = await report(desk, capacity="個人")
    assert "届出の対象ではありません" in answer
    assert "批判が集まっています。" in answer
    assert await all_of(desk, Incident) == []


async def test_an_account_of_the_register_names_itself(desk: Desk) -> None:
    """Its address stands in for one that was not given; closed accounts are not offered."""

    def enter(work: Any) -> None:
        for name, state in (("@kanko", accounts.RUNNING), ("@old", accounts.CLOSED), ("@rest", accounts.SUSPENDED)):
            new = NewAccount("X", name, "観光振興課", state, url=f"https://x.example/{name}")
            accounts.add(work.session, new, work.at)

    await by_clock(desk, enter)
    form = await press(desk, "tanaka", "incident.form")
    offered = [option.label for one in form[0].card.inputs if one.id == "account" for option in one.options]
    assert offered[:2] == ["X @kanko（観光振興課）", "X @rest（観光振興課）"]
    assert not [one for one in offered if "@old" in one]
    await report(desk, account="1", url="", account_text="")
    words = await told(desk, "joho-seisaku")
    assert "X @kanko（観光振興課）" in words
    assert "https://x.example/@kanko" in words
    assert (await all_of(desk, Incident))[0].account == "1"
    await report(desk, account="1", url="https://x.example/2", account_text="")
    assert "https://x.example/2" in await told(desk, "joho-seisaku")
    await report(desk, account="99")
    assert (await all_of(desk, Incident))[2].account is None


async def test_only_the_reporter_takes_a_report_back_and_only_while_it_is_open(desk: Desk) -> None:
    """Everybody's card says so, once."""
    await report(desk)
    for who, number in (("sato", "1"), ("tanaka", "9"), ("tanaka", "１"), ("tanaka", "x")):
        answer = said(await press(desk, who, "incident.withdraw", number))
        assert "このボタンは使えなくなっています" in answer
    answer = await press(desk, "tanaka", "incident.withdraw", "1")
    assert (answer[0].where, "取下げ" in said(answer)) == ("replace", True)
    assert [one.state for one in await all_of(desk, Incident)] == ["取下げ"]
    for room in ROOMS:
        assert "取下げ" in await told(desk, room)
    entries = [(one.kind, one.value) for one in await all_of(desk, IncidentEntry)]
    assert entries == [("reported", ""), ("state", "取下げ")]
    last = (await all_of(desk, LogEntry))[-1]
    assert (last.act, last.ids) == ("incident state", {"incident": 1, "state": "取下げ"})
    assert "このボタンは使えなくなっています" in said(await press(desk, "tanaka", "incident.withdraw", "1"))
