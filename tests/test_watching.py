"""What a watching machine asks, and what is reported when notices stay unsent."""

import asyncio
from pathlib import Path

import aiohttp
import pytest
from sqlalchemy import func, select
from sqlmodel import col

from cards.model import Card, Place, Text
from handlers import audit
from handlers.events import BY_CLOCK
from storage.backlog import overdue
from storage.tables import LogEntry, Outbox, Payload
from tests.crash.harness import VALUES
from tests.doors import House
from tests.fakes.slack_town import Town, open_town

NOWHERE = Place(platform="slack", team="T0TSUYAMA", channel="C0NOWHERE")


async def asked(url: str, path: str, **headers: str) -> tuple[int, str]:
    """Status and body."""
    async with aiohttp.ClientSession(trust_env=False) as session, session.get(url + path, headers=headers) as answer:
        return answer.status, await answer.text()


async def test_a_running_bot_is_ready_behind_every_door(town: House) -> None:
    """Socket Mode takes a moment to connect."""
    for _ in range(100):
        status, text = await asked(town.program.url, "/readyz")
        if status == 200:
            break
        await asyncio.sleep(0.05)
    assert (status, text) == (200, '{"ready": true, "reasons": {}}')


async def test_a_socket_that_is_cut_is_not_ready(tmp_path: Path) -> None:
    """The state of the connection, as the SDK knows it."""
    async with open_town(tmp_path, socket=True) as town:
        town.slack.down = True  # it would be connected anew at once
        for one in list(town.slack.wire._sockets):
            await one.close()
        await town.slack.until(lambda: not town.slack.wire._sockets or None, "still connected")
        for _ in range(50):
            status, text = await asked(town.program.url, "/readyz")
            if status == 503:
                break
            await asyncio.sleep(0.02)
        assert status == 503
        assert '"door slack": "the socket is not connected"' in text


async def test_each_part_that_stands_still_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Sender and clock by their heartbeats; the schema by its revision; the database by its silence."""
    async with open_town(tmp_path) as town:
        program = town.program
        monkeypatch.setattr("bot.health.SENDER_FRESH", -1.0)
        monkeypatch.setattr("bot.health.TICKS_FRESH", {"soon": -1.0, "minute": 300.0})
        monkeypatch.setattr("storage.schema.revision", lambda session: "0000")
        status, text = await asked(program.url, "/readyz")
        assert status == 503
        assert all(part in text for part in ('"sender"', '"clock soon"', "has schema 0000"))
        assert "clock minute" not in text

        async def silent(_query: object) -> None:
            await asyncio.sleep(60)

        monkeypatch.setattr("bot.health.PATIENCE", 0.1)
        monkeypatch.setattr(program.database, "read", silent)
        assert "no answer in" in (await asked(program.url, "/readyz"))[1]
        assert "snsbot_database_up 0.0" in (await asked(program.url, "/metrics"))[1]
        assert (await asked(program.url, "/healthz"))[0] == 200, "alive all the same"


async def test_metrics_count_what_people_did(tmp_path: Path) -> None:
    """Acks by door and outcome, questions by mode, findings by clause; no names anywhere."""
    async with open_town(tmp_path) as town:
        await town.chat.command("tanaka", "昼休みに自分のインスタを更新するのは勤務時間中ですか")
        await town.chat.check("tanaka", "ご遺族の携帯は090-1234-5678です。")
        await town.chat.command("itaku", "質問 何ですか")
        status, text = await asked(town.program.url, "/metrics")
        assert status == 200
        lines = text.splitlines()
        assert 'snsbot_ack_seconds_count{door="slack",outcome="answered"} 2.0' in lines
        assert 'snsbot_ack_seconds_count{door="slack",outcome="refused"} 1.0' in lines
        assert 'snsbot_questions_total{mode="direct"} 1.0' in lines
        assert any(line.startswith('snsbot_findings_total{clause="5-') for line in lines)
        assert {"snsbot_database_up 1.0", 'snsbot_door_ready{door="slack"} 1.0'} <= set(lines)
        assert not [line for line in lines if "tanaka" in line or "田中" in line or "090" in line]


async def test_what_comes_through_a_proxy_is_not_answered(tmp_path: Path) -> None:
    """A reverse proxy that publishes too much publishes nothing."""
    async with open_town(tmp_path) as town:
        for path in ("/metrics", "/readyz"):
            assert (await asked(town.program.url, path, **{"X-Forwarded-For": "192.0.2.1"}))[0] == 404


async def unsent(town: Town) -> int:
    """A notice that Slack refuses for good, tried for ever."""
    rows: list[int] = []

    def keep(work: object) -> None:
        card = Card(title="秘密の通知", parts=(Text(text="秘密"),))
        rows.append(work.notify([NOWHERE], card, "violation:7"))  # type: ignore[attr-defined]

    assert BY_CLOCK
    await town.program.desk.by_clock(keep)
    return rows[0]


async def test_a_notice_unsent_for_two_minutes_is_reported_once(tmp_path: Path) -> None:
    """To the operator, in the log and the metrics, without its words; and not again."""
    async with open_town(tmp_path) as town:
        row = await unsent(town)
        program = town.program
        assert await audit.tick(program.desk) == []
        await program.advance(121)
        assert await audit.tick(program.desk) == []
        await program.advance(3600)
        told = await program.database.read(
            lambda s: s.execute(select(col(LogEntry.ids)).where(col(LogEntry.act) == "notice overdue")).scalars().all()
        )
        assert told == [{"outbox": row, "about": "violation:7"}]
        await program.advance(8 * 86_400)
        posts = await town.slack.until(
            lambda: [one for one in town.slack.messages if "送れていない通知" in one.words()] or None, "not told"
        )
        assert len(posts) == 1
        assert "違反の通知 7" in posts[0].words()
        assert "秘密" not in posts[0].words()
        listed = await program.database.read(lambda s: overdue(s, program.desk.now(), 10))
        assert [one.row for one in listed] == [row]
        assert (
            await program.database.read(
                lambda s: s.execute(select(col(Outbox.state)).where(col(Outbox.id) == row)).scalar()
            )
            == "waiting"
        )


async def test_an_office_that_was_alarmed_about_is_not_told_twice(tmp_path: Path) -> None:
    """`incident_tick` alarms after 45 seconds: the audit notes it in the log and posts nothing."""
    async with open_town(tmp_path) as town:
        await town.chat.command("tanaka", "届出")
        await town.chat.press("tanaka", "トラブルを届け出る")
        await town.slack.until(lambda: town.slack.views.get("U0TANAKA") or None, "no dialog was opened")
        town.slack.down = True
        await town.chat.fill("tanaka", VALUES, "届け出る")
        await town.program.advance(60)
        await town.program.advance(120)
        acts = await town.program.database.read(lambda s: list(s.execute(select(col(LogEntry.act))).scalars()))
        assert acts.count("operator alarmed") == 3
        assert acts.count("notice overdue") >= 3
        about = select(func.count()).select_from(Payload).where(col(Payload.subject).startswith("overdue:"))
        assert await town.program.database.read(lambda s: s.execute(about).scalar_one()) == 0
