"""The chain of 8-(2) act by act, without a door: whose turn it is, what is kept, who is told and who is refused."""

import hashlib
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from cards.model import Reply
from guideline.organisation import Organisation
from handlers import violation_chain
from handlers.desk import Desk, Refused
from storage import records
from storage.incident_tables import Violation, ViolationEntry
from storage.tables import LogEntry, Payload
from tests.at_the_desk import all_of, posted, press, pressed, said, told

NOW = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)
FORM = {
    "official": "no", "account_text": "X @dareka", "section": "観光振興課", "post": "ひどい言葉の投稿",
    "clause": "5-(1)", "clause_two": "5-(10)", "evidence": "画面を保存した", "subject": "other", "named": "no",
}  # fmt: skip


@pytest.fixture
def desk(bare_desk: Desk) -> Desk:
    """A desk without a door."""
    return replace(bare_desk, now=lambda: NOW)


async def opened_again(desk: Desk, who: str, value: str = "1") -> list[Reply]:
    """From the home page, whose button names more than a report."""
    return await violation_chain.turn(desk, pressed(desk, who, "home.go", value, {}))


async def at_the_manager(desk: Desk, **inputs: str) -> None:
    """森 reported, 山本 has notified 林."""
    await press(desk, "mori", "violation.send", "", **FORM | inputs)
    await press(desk, "yamamoto", "violation.forward")


async def at_the_committee(desk: Desk) -> None:
    """林 has reported to the committee."""
    await at_the_manager(desk)
    await press(desk, "hayashi", "violation.written", "1:committee", text="事実を確認した。")


async def acts(desk: Desk) -> list[tuple[str, str]]:
    """What was done, and by whom."""
    return [(one.kind, one.person) for one in await all_of(desk, ViolationEntry)]


async def test_each_of_the_chain_hands_it_on_and_it_is_written_down(desk: Desk) -> None:
    """Head, 統括管理者, committee; the chair ends it; the log is whole and names the acts."""
    await at_the_committee(desk)
    assert [one.step for one in await all_of(desk, Violation)] == ["committee"]
    assert "完了を記録しました" in said(await press(desk, "okada", "violation.close"))
    row = (await all_of(desk, Violation))[0]
    assert (row.step, row.clauses, row.section, row.official) == ("done", ["5-(1)", "5-(10)"], "観光振興課", False)
    assert await acts(desk) == [
        ("reported", "mori"), ("forwarded", "yamamoto"), ("committee", "hayashi"), ("closed", "okada"),
    ]  # fmt: skip
    log = [one.act for one in await all_of(desk, LogEntry) if one.act != "violation turn"]
    assert log == ["violation reported", "violation forwarded", "violation committee", "violation closed"]
    assert await desk.database.read(lambda session: list(records.faults(session))) == []


async def test_what_was_written_is_kept_as_long_as_the_city_keeps_cases(desk: Desk, people: Organisation) -> None:
    """The report, every text and every card that told somebody; the log names the report at each act."""
    await at_the_manager(desk)
    for what in ("measures", "advice", "committee"):
        await press(desk, "hayashi", "violation.written", f"1:{what}", text="記す。")
    await press(desk, "okada", "violation.told", text="処分のため", attach="facts")
    await press(desk, "okada", "violation.close")
    kept = [one for one in await all_of(desk, Payload) if one.kind in ("violation", "card")]
    assert {one.subject for one in kept} == {"violation:1"}
    assert {(one.keep_until - NOW).days for one in kept} == {people.retention.incidents}
    assert [one.kind for one in kept].count("violation") == 5
    log = await all_of(desk, LogEntry)
    assert all(one.ids.get("violation") == 1 for one in log)
    written = ("violation measures", "violation advice", "violation authority")
    assert all(one.digest for one in log if one.act in written)
    assert [one.act for one in log if one.act in written] == list(written)


async def test_the_whole_committee_hears_of_it_once_and_only_the_chair_may_act(desk: Desk) -> None:
    """Chair, members and secretariat; 任命権者へ通知 and 完了にする are the chair's."""
    await at_the_committee(desk)
    about = [(who, words) for who, words in await posted(desk) if "委員会への報告" in words]
    assert sorted(who for who, _ in about) == ["hayashi", "mori", "nishi", "okada", "ueda"]
    assert [who for who, words in about if "任命権者へ通知" in words and "完了にする" in words] == ["okada"]


async def test_who_is_the_subject_hears_nothing_of_it_even_on_the_committee(desk: Desk) -> None:
    """統括管理者 is a member: the chain passes them over, and a made-up press shows them nothing."""
    await press(desk, "mori", "violation.send", "", **FORM | {"subject": "manager"})
    await press(desk, "yamamoto", "violation.forward")
    assert (await all_of(desk, Violation))[0].step == "committee"
    assert "hayashi" not in {who for who, _ in await posted(desk)}
    assert "任命権者へ通知" in said(await opened_again(desk, "okada"))  # it is the chair's turn then
    for action in ("violation.course", "violation.forward", "violation.close"):
        with pytest.raises(Refused):
            await press(desk, "hayashi", action)
    with pytest.raises(Refused):
        await opened_again(desk, "hayashi")
    with pytest.raises(Refused):
        await press(desk, "hayashi", "violation.written", "1:measures", text="なかったことにする。")


async def test_who_is_not_next_is_refused_with_the_clause(desk: Desk) -> None:
    """Before their turn, after it, and strangers at any time; a number that does not exist is said to be none."""
    await press(desk, "mori", "violation.send", "", **FORM)
    for who in ("hayashi", "okada", "sato", "mori"):
        with pytest.raises(Refused, match="次に対応する人だけ") as refused:
            await press(desk, who, "violation.forward")
        assert refused.value.clause == "8-(2)"
    assert "情報政策課長へ通知を記録しました" in said(await press(desk, "yamamoto", "violation.forward"))
    with pytest.raises(Refused, match="次に対応する人だけ"):
        await press(desk, "yamamoto", "violation.forward")
    with pytest.raises(Refused, match="違反の通知 9 はありません。"):
        await press(desk, "yamamoto", "violation.forward", "9")
    with pytest.raises(Refused, match="次に対応する人だけ"):
        await press(desk, "yamamoto", "violation.written", "1:advice", text="助言")
    assert await acts(desk) == [("reported", "mori"), ("forwarded", "yamamoto")]


async def test_a_head_records_measures_also_after_it_was_handed_on(desk: Desk) -> None:
    """What was done is written down whenever it is done; it hands nothing on."""
    await at_the_manager(desk)
    await press(desk, "yamamoto", "violation.written", "1:measures", text="投稿を訂正した。")
    await press(desk, "hayashi", "violation.written", "1:measures", text="本人に確かめた。")
    assert (await all_of(desk, Violation))[0].step == "manager"
    assert (await acts(desk))[2:] == [("measures", "yamamoto"), ("measures", "hayashi")]
    shown = said(await press(desk, "hayashi", "violation.course"))
    assert "投稿を訂正した。" in shown
    assert "本人に確かめた。" in shown
    with pytest.raises(Refused):
        await press(desk, "sato", "violation.written", "1:measures", text="見ていた。")


async def test_a_head_who_is_the_subject_records_no_measures(desk: Desk) -> None:
    """Neither may they forward it: the chain began above them."""
    await press(desk, "mori", "violation.send", "", **FORM | {"subject": "head"})
    assert "yamamoto" not in {who for who, _ in await posted(desk)}
    with pytest.raises(Refused):
        await press(desk, "yamamoto", "violation.written", "1:measures", text="消した。")
    await press(desk, "hayashi", "violation.written", "1:advice", text="保存してください。")
    assert "yamamoto" not in {who for who, _ in await posted(desk)}


async def test_advice_goes_to_the_head_alone(desk: Desk) -> None:
    """In the words of 統括管理者, with their title."""
    await at_the_manager(desk)
    before = len(await posted(desk))
    await press(desk, "hayashi", "violation.written", "1:advice", text="画面を保存してください。")
    assert await posted(desk) == [
        *(await posted(desk))[:before],
        ("yamamoto", "違反 1：情報政策課長 林 智也からの助言\n画面を保存してください。"),
    ]


@pytest.mark.parametrize(
    ("text", "wrong"),
    [("", "内容を書いてください。"), (" \n", "内容を書いてください。"), ("あ" * 1501, "1,500字までです。")],
)
async def test_a_text_at_fault_is_told_at_its_field_and_nothing_is_kept(desk: Desk, text: str, wrong: str) -> None:
    """What was typed stays in the form, as far as it fits."""
    await at_the_manager(desk)
    again = await press(desk, "hayashi", "violation.written", "1:committee", text=text)
    assert [(one.where, one.errors) for one in again] == [("dialog", (("text", wrong),))]
    assert [one.value for one in again[0].card.inputs] == [text.strip()[:1500]]
    assert (await all_of(desk, Violation))[0].step == "manager"
    await press(desk, "hayashi", "violation.written", "1:committee", text="あ" * 1500)
    assert (await all_of(desk, Violation))[0].step == "committee"


async def test_a_form_that_is_none_is_told_to_be_old(desk: Desk) -> None:
    """A button of another version."""
    await at_the_manager(desk)
    for action in ("violation.write", "violation.written"):
        assert "このボタンは使えなくなっています" in said(
            await press(desk, "hayashi", action, "1:verdict", text="有罪")
        )
    form = await press(desk, "hayashi", "violation.write", "1:advice")
    assert [(one.where, one.card.title) for one in form] == [("dialog", "違反 1：助言")]


async def test_the_head_does_not_learn_who_reported_it_unless_they_said_so(desk: Desk) -> None:
    """Those above do; the reporter sees the course without anybody's words."""
    await at_the_manager(desk)
    await press(desk, "hayashi", "violation.written", "1:measures", text="秘密の措置")
    assert "森 由美" not in said(await press(desk, "yamamoto", "violation.course"))
    assert "森 由美" in said(await press(desk, "hayashi", "violation.course"))
    mine = said(await press(desk, "mori", "violation.course"))
    assert "森 由美" in mine
    assert "対応措置の記録" in mine
    assert "秘密の措置" not in mine
    for who in ("sato", "nishi"):
        with pytest.raises(Refused, match="経路にいる人だけ") as refused:
            await press(desk, who, "violation.course")
        assert refused.value.clause == "8-(2)"
    await press(desk, "mori", "violation.send", "", **FORM | {"named": "yes"})
    assert "森 由美" in await told(desk, "yamamoto")
    assert "森 由美" in said(await press(desk, "yamamoto", "violation.course", "2"))
    assert "このボタンは使えなくなっています" in said(await press(desk, "mori", "violation.course", "9"))


async def test_only_whose_turn_it_is_opens_the_report_again(desk: Desk) -> None:
    """As it was put before them; nobody once it is done."""
    await at_the_manager(desk)
    again = said(await opened_again(desk, "hayashi"))
    assert "ひどい言葉の投稿" in again
    assert "画面を保存した" in again
    with pytest.raises(Refused, match="いま対応する番の人だけ") as refused:
        await opened_again(desk, "yamamoto")
    assert refused.value.clause == "8-(2)"
    await press(desk, "hayashi", "violation.written", "1:committee", text="報告")
    assert "任命権者へ通知" not in said(await opened_again(desk, "mori"))
    with pytest.raises(Refused, match="いま対応する番の人だけ"):
        await opened_again(desk, "okada")
    await press(desk, "okada", "violation.close")
    for number in ("1", "9"):
        assert "このボタンは使えなくなっています" in said(await opened_again(desk, "mori", number))


async def test_the_chair_alone_tells_the_appointing_authority(desk: Desk) -> None:
    """8-(1) only once it has reached the committee, also after it was closed; by nobody else."""
    await at_the_manager(desk)
    for who, action in (("okada", "violation.told"), ("okada", "violation.close")):
        with pytest.raises(Refused, match="委員会に報告された違反だけが対象です。"):
            await press(desk, who, action, text="処分のため", attach="facts")
    with pytest.raises(Refused, match="委員会に報告された違反だけが対象です。"):
        await press(desk, "okada", "violation.close", "9")
    await press(desk, "hayashi", "violation.written", "1:committee", text="報告")
    for action in ("violation.authority", "violation.told", "violation.close"):
        with pytest.raises(Refused, match=r"委員長（最高情報統括責任者）だけができます。") as refused:
            await press(desk, "nishi", action, text="処分のため", attach="facts")
        assert refused.value.clause == "8-(1)"
    form = await press(desk, "okada", "violation.authority")
    assert [(one.where, one.card.title) for one in form] == [("dialog", "違反 1：任命権者へ通知")]
    await press(desk, "okada", "violation.close")
    await press(desk, "okada", "violation.told", text="処分のため", attach="facts")
    assert (await acts(desk))[-1] == ("authority", "okada")
    assert "任命権者へ通知　副市長（委員長） 岡田 隆　処分のため" in said(
        await press(desk, "nishi", "violation.course")
    )


async def test_the_notice_to_the_authority_needs_words_and_something_to_go_with_them(desk: Desk) -> None:
    """Each is told at its field; what was never offered is no attachment."""
    await at_the_committee(desk)
    for inputs, wrong in (
        ({"text": " ", "attach": "facts"}, ("text", "通知の本文を書いてください。")),
        ({"text": "処分のため", "attach": ""}, ("attach", "添えるものを選んでください。")),
        ({"text": "処分のため", "attach": "verdict"}, ("attach", "添えるものを選んでください。")),
    ):
        again = await press(desk, "okada", "violation.told", **inputs)
        assert [(one.where, one.errors) for one in again] == [("dialog", (wrong,))]
    assert (await acts(desk))[-1] == ("committee", "hayashi")


async def test_what_goes_with_the_notice_is_what_was_kept(desk: Desk) -> None:
    """The facts, the course in full, the post with its hash, the log with what its check found."""
    await at_the_committee(desk)
    chosen = "facts\ncourse\npost\nlog"
    await press(desk, "okada", "violation.told", text="処分のため通知します。", attach=chosen)
    notice = next(words for _, words in reversed(await posted(desk)) if "違反者の処分のための通知" in words)
    assert "副市長（委員長） 岡田 隆からの通知です。" in notice
    assert "処分のため通知します。" in notice
    assert "アカウント：X @dareka\n課・室：観光振興課\n禁止事項：5-(1)、5-(10)\n証拠：画面を保存した" in notice
    assert f"11月24日 10:00 に保存\nSHA-256 {hashlib.sha256('ひどい言葉の投稿'.encode()).hexdigest()}" in notice
    assert "11月24日 10:00 違反の通知 情報政策課 森 由美" in notice
    assert "委員会へ報告 情報政策課長 林 智也 事実を確認した。" in notice
    assert "検証：記録全体の鎖に異常はありません" in notice
    entry = next(one for one in await all_of(desk, LogEntry) if one.act == "violation committee")
    assert f"{entry.seq} 11月24日 10:00 violation committee {entry.hash}" in notice
    last = (await all_of(desk, LogEntry))[-1]
    assert (last.act, last.ids["attached"]) == ("violation authority", chosen.split("\n"))


async def test_without_an_address_of_the_authority_nothing_is_said_to_be_sent(desk: Desk) -> None:
    """The chair is told what is missing, and nothing is written down."""
    await at_the_committee(desk)
    nowhere = replace(desk, organisation=lambda: replace(desk.organisation(), appointing_authority="nobody"))
    with pytest.raises(Refused, match="任命権者の連絡先"):
        await press(nowhere, "okada", "violation.told", text="処分のため", attach="facts")
    assert (await acts(desk))[-1] == ("committee", "hayashi")
