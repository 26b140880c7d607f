"""Applying for an official account, as people do it, through every door."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from storage import accounts, records
from tests import policy_steps as steps
from tests.conftest import fresh_database
from tests.doors import DOORS, House, house


@pytest.fixture(params=DOORS)
async def town(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[House]:
    """The bot behind each door, on SQLite; afterwards the log must be whole."""
    async with fresh_database(request, "sqlite", tmp_path) as url, house(request.param, url, tmp_path) as opened:
        yield opened
        assert await opened.program.database.read(lambda session: list(records.faults(session))) == []


OBTAINED = {
    "アカウント名": "tsuyama_kanko1", "アドレス（URL）": "https://x.com/tsuyama_kanko1", "担当者": "田中 はるか",
}  # fmt: skip
MEMBERS = ("okada", "nishi", "hayashi")


async def greet(town: House, *who: str) -> None:
    """Everybody has been seen by the bot, so that it can write to them."""
    for one in who:
        await town.chat.say(one, "ヘルプ")
        await town.chat.sees(one, "SNSガイドライン窓口")


async def whole_way(town: House) -> None:
    """From the first field to a running account."""
    chat = town.chat
    await greet(town, *MEMBERS, "mori")
    await steps.begin(chat, "yamamoto")
    await steps.write_all(chat, "yamamoto")
    told = await steps.submit(chat, "yamamoto")
    assert "第1版" in told
    assert "利用方針.docx" in told
    for member in MEMBERS:
        await steps.approve(chat, member)
    decided = await chat.sees("yamamoto", "申請1は承認になりました")
    assert "なりすまし" in decided
    await chat.press("yamamoto", "アカウントの取得を記録する")
    await chat.fill("yamamoto", OBTAINED, "台帳に記録する")
    told = await chat.sees("yamamoto", "公開前")
    assert "利用方針のアカウント名「tsuyama_kanko」と違います" in told
    await chat.press("yamamoto", "秘書広報室と情報政策課に届け出る")
    for who, room in (("kubo", "hisho-koho"), ("mori", "joho-seisaku")):
        notice = await chat.sees(who, "公式アカウントを取得しました（届出）", room)
        assert "https://x.com/tsuyama_kanko1" in notice
    await chat.press("yamamoto", "公開用運用方針の文案")
    text = await chat.sees("yamamoto", "専ら情報発信の用途に用います")
    assert "金庫" not in text
    assert "kanko@city" not in text
    await chat.press("yamamoto", "掲載を記録する")
    await chat.fill("yamamoto", {"掲載した場所": "アカウントの自由記述欄"}, "記録する")
    await chat.sees("yamamoto", "運用中になりました。")
    row = (await town.program.database.read(accounts.listed))[0]
    assert (row.state, row.name, row.holder, row.published_at) == ("運用中", "tsuyama_kanko1", "tanaka", "profile")


async def test_from_the_first_field_to_a_running_account(town: House) -> None:
    """The nine fields, three votes, the notices, the public policy."""
    await whole_way(town)
