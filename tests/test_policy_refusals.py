"""Presses that a card did not offer: made up, stale, or by somebody whose role has changed."""

from collections.abc import AsyncIterator
from pathlib import Path
from uuid import uuid4

import pytest

from cards.model import Place
from handlers import router
from handlers.events import FormSent, Sender
from storage import accounts, ballots
from tests import policy_steps as steps
from tests.conftest import fresh_database
from tests.doors import House, house
from tests.test_policy import MEMBERS, OBTAINED, state


@pytest.fixture
async def town(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[House]:
    """The playground with an application submitted by the head of 観光振興課."""
    async with fresh_database(request, "sqlite", tmp_path) as url, house("web", url, tmp_path) as opened:
        await steps.begin(opened.chat, "yamamoto")
        await steps.write_all(opened.chat, "yamamoto")
        yield opened


async def press(town: House, who: str, action: str, value: str, nonce: str = "", **inputs: str) -> str:
    """What somebody is told on pressing a button that was never drawn for them."""
    place = Place(platform="web", team="playground", channel=f"dm-{who}", direct=True)
    event = FormSent(
        uuid4().hex, Sender("web", "playground", who, who), place, frozenset(("private", "replace", "dialog")),
        action=action, value=value, press=nonce, inputs=inputs,
    )  # fmt: skip
    replies = await router.answer(town.program.desk, event)
    return "\n".join(line for reply in replies for line in reply.card.lines())


async def test_no_account_before_approval(town: House) -> None:
    """7-(5) is quoted, at the button and at the form, in every state before approval."""
    for _ in range(2):
        told = await press(town, "yamamoto", "account.form", "1")
        assert (
            "必要な公式アカウントは、ソーシャルメディア利用方針が情報マネジメント委員会に承認された後に取得するものとする。"
            in told
        )
        form = {"name": "a", "url": "https://x.com/a", "obtained_on": "2026-11-01", "holder": "tanaka"}
        assert "7-(5)" in await press(town, "yamamoto", "account.obtained", "1", **form)
        await steps.submit(town.chat, "yamamoto") if await state(town, 1) == "作成中" else None
    assert await town.program.database.read(accounts.count) == 0


async def test_only_members_vote_and_none_on_their_own_section(town: House) -> None:
    """A colleague gets 7-(3); the applicant, though a member now, gets the city's rule."""
    await steps.submit(town.chat, "yamamoto")
    said = {"risk": "a", "effect": "b", "worth": "c"}
    assert "7-(3)" in await press(town, "tanaka", "committee.vote_approve", "1:1", "n1", **said)
    text = town.organisation.read_text(encoding="utf-8")
    members = text.replace('members = ["okada",', 'members = ["yamamoto", "okada",')
    town.organisation.write_text(members, encoding="utf-8")
    told = await press(town, "yamamoto", "committee.vote_approve", "1:1", "n2", **said)
    assert "自分の課・室の申請" in told
    assert "市の設定" in told
    assert "7-(3)" in await press(town, "tanaka", "committee.approve", "1:1")
    votes = await town.program.database.read(lambda session: ballots.votes(ballots.of_round(session, 1, 1)))
    assert votes == {}


async def test_a_member_who_left_votes_no_more_and_counts_no_more(town: House) -> None:
    """Their vote is not counted, and the quorum is not lowered."""
    chat = town.chat
    await steps.submit(chat, "yamamoto")
    await steps.approve(chat, "okada")
    await steps.approve(chat, "nishi")
    text = town.organisation.read_text(encoding="utf-8")
    town.organisation.write_text(text.replace('"ueda", "nishi"]', '"ueda"]'), encoding="utf-8")
    await steps.approve(chat, "hayashi")
    assert await state(town, 1) == "審査中"
    assert "7-(3)" in await press(town, "nishi", "committee.vote_reject", "1:1", "n3", reason="a")
    await steps.approve(chat, "ueda")
    await chat.sees("yamamoto", "申請1は承認になりました")


async def test_a_vote_on_an_old_round_is_not_counted(town: House) -> None:
    """What was typed is shown."""
    await steps.submit(town.chat, "yamamoto")
    told = await press(town, "okada", "committee.vote_reject", "1:7", "n4", reason="古い版への意見")
    assert "古い版への意見" in told
    assert "投票は記録していません" in told


async def test_a_second_press_of_the_same_vote_is_one_vote(town: House) -> None:
    """The nonce: also when it says something else by then."""
    await steps.submit(town.chat, "yamamoto")
    said = {"risk": "a", "effect": "b", "worth": "c"}
    for _ in range(3):
        await press(town, "okada", "committee.vote_approve", "1:1", "same", **said)
    votes = await town.program.database.read(lambda session: ballots.votes(ballots.of_round(session, 1, 1)))
    assert votes == {"okada": "承認"}


async def test_the_secretariat_alone_records_a_meeting(town: House) -> None:
    """Not the chair either; a day ahead and a missing number are told at their fields."""
    await steps.submit(town.chat, "yamamoto")
    assert "事務局（森 由美）" in await press(town, "okada", "committee.room", "1:1")
    form = {"outcome": "承認", "on": "2999-01-01", "number": "", "said": "a"}
    await press(town, "mori", "committee.record", "1:1", "n5", **form)
    assert await state(town, 1) == "審査中"


async def test_a_card_of_an_application_that_is_submitted_changes_nothing(town: House) -> None:
    """What was typed into a stale dialog is shown, not saved."""
    await steps.submit(town.chat, "yamamoto")
    told = await press(town, "yamamoto", "policy.save", "1:2:1:1", "n6", purpose="あとから書いた目的")
    assert "あとから書いた目的" in told
    assert "保存していません" in told
    assert "書き直せません" in await press(town, "yamamoto", "policy.edit", "1:2:1")


OURS = ("account", "committee", "emergency", "policy", "register", "review")
MADE_UP = ("", "0", "99", "x:y", "1:2", "1:zz:1:1", "9" * 40, "1:2:-1:1", "１:2", "1:1:1:1")


@pytest.mark.parametrize("submitted", [False, True])
async def test_made_up_values_never_fail(town: House, submitted: bool) -> None:
    """A stale card, or somebody playing with the wire: an answer, never an error, and no way to an account."""
    if submitted:
        await steps.submit(town.chat, "yamamoto")
    names = [name for name in router.PRESSES if name not in ("policy.withdraw", "review.submit")]
    for action in sorted(name for name in names if name.split(".")[0] in OURS):
        for value in MADE_UP:
            for who in ("yamamoto", "okada", "mori"):
                await press(town, who, action, value)
    assert await town.program.database.read(accounts.count) == 0
    assert await state(town, 1) == ("審査中" if submitted else "作成中")


async def test_only_the_unit_records_what_follows(town: House) -> None:
    """The offices are told by the unit; a stranger to it is refused, an account is entered once."""
    chat = town.chat
    await steps.submit(chat, "yamamoto")
    for member in MEMBERS:
        await steps.approve(chat, member)
    await chat.sees("yamamoto", "申請1は承認になりました")
    form = {"name": "a", "url": "https://x.com/a", "obtained_on": "2026-11-01", "holder": "tanaka"}
    assert "観光振興課の職員" in await press(town, "kubo", "account.obtained", "1", "n7", **form)
    await chat.press("yamamoto", "アカウントの取得を記録する")
    await chat.fill("yamamoto", OBTAINED, "台帳に記録する")
    assert "すでに台帳にあります" in await press(town, "tanaka", "account.obtained", "1", "n8", **form)
    assert "観光振興課の職員" in await press(town, "kubo", "account.notify", "1", "n9")
    await press(town, "yamamoto", "account.published", "1:1", "n10", place="profile", policy_url="https://x.com/a",
                published_on="2026-11-01")  # fmt: skip
    row = (await town.program.database.read(accounts.listed))[0]
    assert row.state == "公開前"  # 7-(6) comes before 7-(4)
