"""Urgent use under 7-(2) ただし書, through every door."""

from collections.abc import AsyncIterator
from datetime import date
from pathlib import Path

import pytest

from storage import accounts, applications, records
from tests import policy_steps as steps
from tests.conftest import fresh_database
from tests.doors import DOORS, House, house
from tests.test_policy import MEMBERS, OBTAINED, greet, state, to_day

REASON = "台風で避難所の情報を伝える手段が足りません。"


@pytest.fixture(params=DOORS)
async def town(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[House]:
    """The bot behind each door, with everybody known; afterwards the log must be whole."""
    async with fresh_database(request, "sqlite", tmp_path) as url, house(request.param, url, tmp_path) as opened:
        await greet(opened, *MEMBERS, "mori")
        yield opened
        assert await opened.program.database.read(lambda session: list(records.faults(session))) == []


async def asked(town: House) -> None:
    """The head asks for an urgent use."""
    chat = town.chat
    await chat.say("yamamoto", "申請")
    await chat.press("yamamoto", "緊急の利用を申し出る")
    await chat.fill("yamamoto", {"利用する媒体": steps.X, "緊急に使う理由": REASON}, "委員全員に申し出る")
    await chat.sees("yamamoto", "委員全員に申し出ました")


async def recognised(town: House, who: str, due: str = "") -> None:
    """A member recognises the urgency."""
    chat = town.chat
    await chat.sees(who, "緊急利用の審査をお願いします")
    await chat.press(who, "緊急性を認める")
    values = {"認める理由": "人命に関わる", "見直す日": "2027-03-01"} | (
        {"利用方針の提出を求める期限": due} if due else {}
    )
    await chat.fill(who, values, "認めるに投票する")


async def test_the_reason_goes_to_all_members_and_recognition_opens_the_account(town: House) -> None:
    """What is lifted and what stays; the nine fields only if the committee asks; a review day in any case."""
    chat = town.chat
    await asked(town)
    for member in MEMBERS:
        await chat.sees(member, REASON)
        told = await chat.sees(member, "緊急利用の審査をお願いします")
        assert "この限りではない。" in told
    await recognised(town, "okada", "2027-02-01")
    assert await state(town, 1) == "審査中"  # the chair alone does not recognise: nobody delegated it
    await recognised(town, "nishi", "2027-02-03")
    await recognised(town, "hayashi")
    told = await chat.sees("yamamoto", "緊急の利用が認められました")
    assert "2027年3月1日" in told
    assert "2027年2月1日" in told
    for stays in ("7-(4)", "7-(6)", "7-(7)", "7-(8)"):
        assert stays in told
    await chat.press("yamamoto", "アカウントの取得を記録する")
    await chat.fill("yamamoto", OBTAINED, "台帳に記録する")
    await chat.sees("yamamoto", "公開前")
    row = (await town.program.database.read(accounts.listed))[0]
    assert (row.origin, row.state, row.review_on) == ("緊急", "公開前", date(2027, 3, 1))


async def test_what_the_committee_asks_for_is_reminded_of_on_its_day(town: House) -> None:
    """The fields' day and the review day: applicant and secretariat, once each."""
    chat = town.chat
    await asked(town)
    for member in MEMBERS:
        await recognised(town, member, "2027-02-01")
    await chat.sees("yamamoto", "緊急の利用が認められました")
    await to_day(town, date(2027, 2, 1))
    await chat.sees("yamamoto", "利用方針の提出期限です")
    await chat.sees("mori", "利用方針の提出期限です")
    await chat.press("yamamoto", "利用方針を書く")
    await chat.sees("yamamoto", "申請1の緊急利用についての利用方針です。")
    await to_day(town, date(2027, 3, 2))
    await chat.sees("mori", "緊急の利用を見直す日です")
    follower = await town.program.database.read(lambda session: applications.look(session, 2))
    assert follower is not None
    assert follower.follows == 1


async def test_urgency_is_refused_with_its_reason(town: House) -> None:
    """And then there is no account."""
    chat = town.chat
    await asked(town)
    for member in MEMBERS:
        await chat.sees(member, "緊急利用の審査をお願いします")
        await chat.press(member, "認めない")
        await chat.fill(member, {"理由": "既存のアカウントで足りる"}, "認めないに投票する")
    told = await chat.sees("yamamoto", "緊急の利用は認められませんでした")
    assert "既存のアカウントで足りる" in told
    assert await town.program.database.read(accounts.count) == 0


async def test_the_chair_alone_where_the_city_delegates_it(town: House) -> None:
    """Reported to the members."""
    text = town.organisation.read_text(encoding="utf-8")
    delegated = text.replace("chair_may_recognise_emergency = false", "chair_may_recognise_emergency = true")
    town.organisation.write_text(delegated, encoding="utf-8")
    await asked(town)
    await recognised(town, "okada")
    told = await town.chat.sees("yamamoto", "緊急の利用が認められました")
    assert "委員長の専決（市の設定）" in told
    await town.chat.sees("nishi", "委員長が緊急の利用を認めました（報告）")


async def test_a_colleague_may_not_ask_for_it(town: House) -> None:
    """7-(1): the head, or who acts for them; told before anything is typed."""
    chat = town.chat
    await chat.say("tanaka", "申請")
    await chat.press("tanaka", "緊急の利用を申し出る")
    told = await chat.dialog("tanaka") or await chat.sees("tanaka", "ご利用いただけません")
    assert "7-(1)" in told
    assert await town.program.database.read(lambda session: applications.look(session, 1)) is None
