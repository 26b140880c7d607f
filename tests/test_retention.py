"""How long texts are kept: so many days, and while their case is open however long that takes."""

import pytest
from sqlalchemy import select
from sqlmodel import col

from storage.tables import Payload
from tests.doors import House
from tests.test_incident import report

LONG = 3_000 * 86_400.0
"""Seconds; longer than any class of record is kept."""


async def kept(town: House, subject: str) -> list[str]:
    """The kinds of the texts that still stand under a subject."""
    wanted = select(col(Payload.kind)).where(col(Payload.subject) == subject, col(Payload.blanked_at).is_(None))
    return sorted(await town.program.database.read(lambda session: list(session.execute(wanted).scalars())))


@pytest.mark.parametrize("town", ["web"], indirect=True)
async def test_a_question_without_an_answer_is_kept_until_it_has_one(town: House) -> None:
    """Then it goes the way of the others."""
    await town.chat.say("tanaka", "市税の口座振替の手続を教えて")
    await town.chat.sees("tanaka", "該当条文なし")
    await town.chat.press("tanaka", "情報政策課に質問を送る")
    await town.chat.fill("tanaka", {"質問": "写真は何年残しますか。"}, "送る")
    await town.chat.sees("mori", "写真は何年残しますか。", "joho-seisaku")
    await town.program.advance(LONG)
    assert "ticket" in await kept(town, "ticket:1")
    await town.chat.press("mori", "回答する", "joho-seisaku")
    await town.chat.fill("mori", {"回答": "5年です。"}, "回答を送る")
    await town.chat.sees("tanaka", "5年です。")
    await town.program.advance(LONG)
    assert "ticket" not in await kept(town, "ticket:1")


async def an_open_case_stays(town: House) -> None:
    """From the report to long after its end."""
    await report(town)
    await town.chat.sees("tanaka", "届け出ました")
    before = await kept(town, "incident:1")
    await town.program.advance(LONG)
    assert "incident" in before
    assert set(before) <= set(await kept(town, "incident:1"))
    await town.chat.press("tanaka", "取り下げる")
    await town.program.advance(LONG)
    assert await kept(town, "incident:1") == []


@pytest.mark.parametrize("town", ["web"], indirect=True)
async def test_an_open_case_is_kept_until_it_ends(town: House) -> None:
    """However long ago it was reported; rows that name a blanked card's row do not stop the others."""
    await an_open_case_stays(town)


@pytest.mark.parametrize("town_on_postgres", ["web"], indirect=True)
async def test_the_same_on_postgresql(town_on_postgres: House) -> None:
    """Where every foreign key is looked at, too."""
    await an_open_case_stays(town_on_postgres)
