"""The committee's work, as its members see it, through every door."""

from collections.abc import AsyncIterator
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select

from storage import accounts, applications, ballots, records
from storage.policy_tables import Ballot, Decision
from tests import policy_steps as steps
from tests.conftest import fresh_database
from tests.doors import DOORS, House, house
from tests.test_policy import MEMBERS, greet, state, to_day, to_field


@pytest.fixture(params=DOORS)
async def town(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[House]:
    """The bot behind each door, everybody known, an application submitted; afterwards the log must be whole."""
    async with fresh_database(request, "sqlite", tmp_path) as url, house(request.param, url, tmp_path) as opened:
        await greet(opened, *MEMBERS, "mori", "ueda")
        await steps.begin(opened.chat, "yamamoto")
        await steps.write_all(opened.chat, "yamamoto")
        await steps.submit(opened.chat, "yamamoto")
        yield opened
        assert await opened.program.database.read(lambda session: list(records.faults(session))) == []


async def test_members_read_everything_and_the_rule_as_the_citys(town: House) -> None:
    """Every answer, the documents, 7-(3) word for word, the order of decision as 市の設定."""
    chat = town.chat
    told = await chat.sees("nishi", "利用承認の審査をお願いします")
    assert "リスクがあっても取り組むべき大きな効果があると評価した場合にこれを承認するものとする。" in told
    assert "投票できる委員4人の過半数、定足数3人（市の設定）" in told
    everything = "\n".join(await chat.read("nishi"))
    for pages in steps.FIELDS.values():
        for values in pages:
            for text in values.values():
                assert text.split("\n")[0] in everything
    assert "利用方針.docx" in everything
    assert "利用承認申請書.docx" in everything


async def test_a_vote_can_be_changed_until_the_decision_and_counts_once(town: House) -> None:
    """And everybody's card shows the state."""
    chat = town.chat
    await steps.approve(chat, "okada")
    await chat.sees("nishi", "まだの委員")
    await chat.press("okada", "却下する")
    await chat.fill("okada", {"理由": "効果が見えない"}, "却下に投票する")
    assert "岡田 隆" not in await steps.voted(chat, "okada", "却下")
    found = await town.program.database.read(lambda session: ballots.votes(ballots.of_round(session, 1, 1)))
    assert found == {"okada": "却下"}
    for member in ("nishi", "hayashi", "ueda"):
        await steps.approve(chat, member)
    await chat.sees("yamamoto", "申請1は承認になりました")
    await chat.sees("okada", "審査は終わりました")
    decisions = await town.program.database.read(lambda session: session.execute(select(Decision)).scalars().all())
    assert [(one.outcome, one.how) for one in decisions] == [("承認", "委員会の投票")]


async def test_returned_comments_stand_at_the_fields_and_the_next_round_shows_what_changed(town: House) -> None:
    """差戻し → the field's card → 提出 again → the members see the difference."""
    chat = town.chat
    for member in MEMBERS:
        await chat.sees(member, "利用承認の審査をお願いします")
        await chat.press(member, "差し戻す")
        comment = (
            {"欄2 目的": "市外のだれに伝えるのか書いてください。"}
            if member == "okada"
            else {"全体について": "直せば承認できます。"}
        )
        await chat.fill(member, comment, "差戻しに投票する")
    await chat.sees("yamamoto", "申請1は差戻しになりました")
    await chat.press("yamamoto", "書き直す")
    await to_field(chat, "欄2 目的")
    told = await chat.sees("yamamoto", "欄2（2/9）目的")
    assert "岡田 隆：市外のだれに伝えるのか書いてください。" in told
    await chat.press("yamamoto", "書き直す")
    await chat.fill("yamamoto", {"発信する目的": "市外の若い観光客に開花を伝える。"}, "保存する")
    await chat.sees("yamamoto", "欄2を保存しました。")
    await steps.submit(chat, "yamamoto", 2)
    seen = await chat.sees("nishi", "前の版から変わったところ")
    assert "市外の若い観光客に開花を伝える。" in seen
    frozen = await town.program.database.read(lambda session: applications.submitted_answers(session, 1, 1))
    assert frozen["purpose"] == "鶴山公園の開花状況を、その日のうちに市外の観光客へ伝える。"


async def test_a_meetings_decision_is_recorded_by_the_secretariat_only(town: House) -> None:
    """With date and 文書番号; the open ballots are closed."""
    chat = town.chat
    await chat.sees("mori", "審査が始まりました（申請1）")
    await chat.press("mori", "会議での決定を記録する")
    await chat.fill("mori", {"決定": "承認", "文書番号": "情政第12号", "理由・コメント": "会議で承認"}, "記録する")
    told = await chat.sees("yamamoto", "申請1は承認になりました")
    assert "情政第12号" in told
    assert "会議での決定（市の設定）" in told
    await chat.sees("okada", "審査は終わりました")
    rows = await town.program.database.read(lambda session: session.execute(select(Ballot)).scalars().all())
    assert {one.vote for one in rows} == {""}


async def test_a_rejection_reaches_the_applicant_with_its_reason(town: House) -> None:
    """And opens no way to an account."""
    chat = town.chat
    for member in MEMBERS:
        await chat.sees(member, "利用承認の審査をお願いします")
        await chat.press(member, "却下する")
        await chat.fill(member, {"理由": f"{member}は効果を認めない"}, "却下に投票する")
    told = await chat.sees("yamamoto", "申請1は却下になりました")
    assert "okadaは効果を認めない" in told
    assert "アカウントの取得を記録する" not in told
    assert await state(town, 1) == "却下"
    assert await town.program.database.read(accounts.count) == 0


async def test_withdrawing_closes_the_round(town: House) -> None:
    """A vote on it afterwards is told so, with what was typed."""
    chat = town.chat
    await chat.sees("okada", "利用承認の審査をお願いします")
    await chat.press("okada", "却下する")
    await chat.say("yamamoto", "申請 1")
    await chat.press("yamamoto", "取り下げる")
    await chat.sees("yamamoto", "申請1：取下げ")
    await chat.fill("okada", {"理由": "もう遅い意見"}, "却下に投票する")
    told = await chat.dialog("okada") or await chat.sees("okada", "この審査は終わっています")
    assert "もう遅い意見" in told
    assert await state(town, 1) == "取下げ"


async def test_a_submitted_application_outlives_the_drafts_month(town: House) -> None:
    """Nothing sent is ever lost."""
    await to_day(town, date(2027, 6, 1))
    assert await state(town, 1) == "審査中"
    frozen = await town.program.database.read(lambda session: applications.submitted_answers(session, 1, 1))
    assert frozen["purpose"]


async def test_a_form_at_fault_keeps_what_was_typed(town: House) -> None:
    """A day ahead in a meeting's record: told at the field, and the rest is still there."""
    chat = town.chat
    await chat.sees("mori", "審査が始まりました（申請1）")
    await chat.press("mori", "会議での決定を記録する")
    typed = {"決定": "差戻し", "決定した日": "2999-01-01", "文書番号": "情政第77号", "理由・コメント": "もう一度"}
    await chat.fill("mori", typed, "記録する")
    told = await chat.dialog("mori")
    assert "決定した日は、今日までの日付にしてください。" in told
    assert "情政第77号" in told
    assert "もう一度" in told
    assert await state(town, 1) == "審査中"
