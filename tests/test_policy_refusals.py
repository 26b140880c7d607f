"""Presses that a card did not offer: made up, stale, or by somebody whose role has changed."""

import asyncio
import random
from collections.abc import AsyncIterator
from datetime import date
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from cards.model import Place
from guideline.finding import Checked, Context, Finding
from handlers import router
from handlers.events import FormSent, Sender
from storage import accounts, applications, ballots, records
from storage.policy_tables import Account, Application, Ballot, Decision
from tests import policy_steps as steps
from tests.conftest import fresh_database
from tests.doors import House, house
from tests.test_documents import answers
from tests.test_policy import MEMBERS, OBTAINED, saved, state


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


OURS = ("account", "committee", "emergency", "policy", "register", "submission")
MADE_UP = ("", "0", "99", "x:y", "1:2", "1:zz:1:1", "9" * 40, "1:2:-1:1", "１:2", "1:1:1:1", "1:2:1:" + "9" * 30)


@pytest.mark.parametrize("submitted", [False, True])
async def test_made_up_values_never_fail(town: House, submitted: bool) -> None:
    """A stale card, or somebody playing with the wire: an answer, never an error, and no way to an account."""
    if submitted:
        await steps.submit(town.chat, "yamamoto")
    names = [name for name in router.PRESSES if name not in ("policy.withdraw", "submission.submit")]
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


async def test_no_number_leads_to_what_somebody_else_wrote(town: House) -> None:
    """Payloads are numbered: a made-up number shows nothing that was not said in this application."""
    chat = town.chat
    await chat.say("fujii", "市税の口座振替の手続を教えて")
    await chat.press("fujii", "情報政策課に質問を送る")
    await chat.fill("fujii", {"質問": "ひみつの質問"}, "送る")
    for number in range(1, 80):
        for action in ("policy.take", "policy.ask"):
            assert "ひみつ" not in await press(town, "yamamoto", action, f"1:2:{number}")
    for action, value in (("account.obtained", "1"), ("committee.vote_reject", "1:1"), ("register.handed", "1:1")):
        assert "田中 はるか" not in await press(town, "fujii", action, value)


async def test_an_urgent_use_is_asked_for_by_the_head_alone(town: House) -> None:
    """Checked again when it is sent, from the organisation as it is then."""
    form = {"medium": "Instagram", "reason": "台風"}
    assert "7-(1)" in await press(town, "tanaka", "emergency.send", "", "n11", **form)
    assert "委員全員に申し出ました" in await press(town, "yamamoto", "emergency.send", "", "n12", **form)


async def test_a_member_who_joined_later_finds_what_waits_for_them(town: House) -> None:
    """「申請」 leads there, though no card was handed out to them."""
    await steps.submit(town.chat, "yamamoto")
    text = town.organisation.read_text(encoding="utf-8")
    town.organisation.write_text(text.replace('members = ["okada",', 'members = ["kubo", "okada",'), encoding="utf-8")
    await town.chat.say("kubo", "申請")
    await town.chat.sees("kubo", "あなたの審査を待っている申請")
    await town.chat.press("kubo", "審査する申請を開く")
    await town.chat.fill("kubo", {}, "開く")
    await steps.approve(town.chat, "kubo")
    votes = await town.program.database.read(lambda session: ballots.votes(ballots.of_round(session, 1, 1)))
    assert votes == {"kubo": "承認"}


async def test_a_copy_for_another_medium_and_a_second_on_the_same(town: House) -> None:
    """What was written comes along, but not the account's name; the first is shown and nothing is refused."""
    chat = town.chat
    await chat.press("yamamoto", "全体を確認する")
    await chat.press("yamamoto", "別の媒体用に複写する")
    await chat.fill("yamamoto", {"利用する媒体": "Instagram"}, "申請を始める")
    await chat.sees("yamamoto", "申請2｜観光振興課｜Instagram｜作成中｜8/9欄 記入済み")
    assert (await saved(town, 2))["purpose"] == (await saved(town, 1))["purpose"]
    assert (await saved(town, 2))["medium"] == "Instagram"
    assert "account_name" not in await saved(town, 2)
    await steps.begin(chat, "yamamoto")
    told = await chat.sees("yamamoto", "申請3｜")
    assert "同じ媒体の申請・アカウントがあります（2件目でも申請できます）：申請1（作成中）" in told


async def test_a_draft_that_nobody_touches_is_warned_of_and_ends(town: House) -> None:
    """Three days before its month is over, then its words are gone; saving begins the month anew."""
    await town.program.advance(27 * 86_400 + 60)
    await town.chat.sees("yamamoto", "書きかけの申請の期限が近づいています")
    assert await saved(town, 1)
    await town.program.advance(3 * 86_400)
    await town.chat.sees("yamamoto", "書きかけの申請を終わりにしました")
    assert await saved(town, 1) == {}
    assert await state(town, 1) == "期限切れ"
    assert "期限切れ" in await press(town, "yamamoto", "policy.open", "1")


async def test_the_public_texts_are_checked_before_they_are_submitted(town: House) -> None:
    """What the check finds stands in the review with its clause; it is the committee that decides, not the check."""
    found = Finding("r", "5-(1)", "block", "だれかを悪く言っています。", "言い方を変えてください。", "rule", 0, 3)

    class Checker:
        def check(self, text: str, context: Context) -> Checked:
            assert context.capacity == "職務"
            return Checked((found,) if "運用方針" in text else (), ())

    object.__setattr__(town.program.desk, "checker", Checker())
    await town.chat.press("yamamoto", "全体を確認する")
    told = await town.chat.sees("yamamoto", "公開用の文章の点検で見つかったもの")
    assert "止める：公開用運用方針「津山市」 だれかを悪く言っています。（5-(1) 誹謗中傷）" in told
    assert "[提出する]" in told


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
async def test_two_saves_at_the_same_moment_keep_one_and_ask_the_other(
    request: pytest.FixtureRequest, tmp_path: Path, kind: str
) -> None:
    """On both databases: ten at once on the same version leave one version more, and nine who are asked."""
    async with fresh_database(request, kind, tmp_path) as url, house("web", url, tmp_path) as town:
        await steps.begin(town.chat, "yamamoto")
        saves = (
            press(town, "yamamoto", "policy.save", "1:2:1:0", f"at-once-{one}", purpose=f"目的 {one}")
            for one in range(10)
        )
        told = await asyncio.gather(*saves)
        assert sum("欄2を保存しました。" in one for one in told) == 1
        assert sum("編集している間に" in one for one in told) == 9
        fields = await town.program.database.read(lambda session: applications.saved(session, 1))
        assert fields["2"].version == 1


async def test_a_database_restart_in_the_middle_loses_nothing(request: pytest.FixtureRequest, tmp_path: Path) -> None:
    """Every connection is cut between two fields; the next save goes through."""
    async with fresh_database(request, "postgresql", tmp_path) as url, house("web", url, tmp_path) as town:
        await steps.begin(town.chat, "yamamoto")
        await steps.write(town.chat, "yamamoto", "1")
        cut = text("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()"
                   " AND datname = current_database()")  # fmt: skip
        await town.program.database.write(lambda session: session.execute(cut).all())
        await steps.write(town.chat, "yamamoto", "2")
        assert "purpose" in await saved(town, 1)
        assert "functions" in await saved(town, 1)


PEOPLE = ("yamamoto", "tanaka", "okada", "nishi", "hayashi", "ueda", "mori", "kubo", "itaku")
SAID = {"risk": "a", "effect": "b", "worth": "c", "reason": "r", "general": "g", "why": "w", "review_on": "2027-06-01",
        "outcome": "承認", "on": "2026-11-01", "number": "1", "said": "s"}  # fmt: skip
ACCOUNT = {"name": "a", "url": "https://x.com/a", "obtained_on": "2026-11-01", "holder": "tanaka", "place": "profile",
           "policy_url": "https://x.com/a", "published_on": "2026-11-01"}  # fmt: skip
ACTS = {
    "submission.submit": 4, "policy.withdraw": 1, "committee.vote_approve": 12, "committee.vote_return": 4,
    "committee.vote_reject": 3, "committee.vote_recognise": 4, "committee.record": 2, "account.obtained": 5,
    "account.notify": 5, "account.published": 5, "emergency.send": 2, "register.amend": 1, "register.changed": 1,
    "policy.open": 1, "emergency.fields": 1,
}  # fmt: skip
"""What is pressed, and how often."""
FITTING = {
    "submission": ("yamamoto",), "account": ("yamamoto", "tanaka"), "emergency": ("yamamoto",), "register": ("tanaka",),
    "committee": ("okada", "nishi", "hayashi", "ueda", "mori"), "policy": ("yamamoto",),
}  # fmt: skip


@pytest.mark.parametrize("seed", range(6))
async def test_whatever_is_pressed_by_whomever_no_account_is_without_a_decision(town: House, seed: int) -> None:
    """A hundred and fifty random presses: every account stands on an approval, every round on one decision by votes
    that suffice (or by the secretariat), nobody votes twice or on their own."""
    chance = random.Random(seed)
    for step in range(150):
        action = chance.choices([*ACTS], [*ACTS.values()])[0]
        who = chance.choice(FITTING[action.partition(".")[0]] if chance.random() < 0.7 else PEOPLE)
        number = chance.randint(1, 2)
        row = await town.program.database.read(lambda session, wanted=number: applications.look(session, wanted))
        second = (
            row.round if row and action.startswith("committee.") and chance.random() < 0.9 else chance.randint(1, 3)
        )
        inputs = SAID | ACCOUNT | {"medium": "Instagram", "change": chance.choice(("suspend", "resume", "close"))}
        if action == "committee.record":
            inputs["outcome"] = chance.choice(("承認", "差戻し", "却下"))
        await press(town, who, action, f"{number}:{second}", f"{seed}-{step}", **inputs)

    def look(session: Session) -> tuple[list[Account], list[Application], list[Ballot], list[Decision]]:
        kinds = (Account, Application, Ballot, Decision)
        return tuple(list(session.execute(select(kind)).scalars()) for kind in kinds)  # type: ignore[return-value]

    found, rows, votes, decisions = await town.program.database.read(look)
    assert decisions, "this walk led nowhere: take another seed"
    approved = {one.application_id for one in decisions if one.outcome == "承認"}
    assert {one.application_id for one in found} <= approved
    assert {one.id for one in rows if one.state == "承認"} <= approved
    assert len({(one.application_id, one.round, one.person) for one in votes}) == len(votes)
    assert len({(one.application_id, one.round) for one in decisions}) == len(decisions)
    assert {one.person for one in votes if one.vote} <= {"okada", "nishi", "hayashi", "ueda"}
    for one in decisions:
        cast = [vote.vote for vote in votes if (vote.application_id, vote.round) == (one.application_id, one.round)]
        assert one.how == "会議での決定" or one.outcome == "差戻し" or cast.count(one.outcome) >= 3
    assert all(one.notified_on for one in found if one.published_on)
    assert await town.program.database.read(lambda session: list(records.faults(session))) == []


async def written(town: House, number: int) -> None:
    """Fills every field of an application by its dialogs."""
    form = town.program.desk.form
    assert form is not None
    said = answers(form)
    for field in form.fields:
        for page in field.pages(said):
            before = await town.program.database.read(lambda session: applications.saved(session, number))
            version = before[field.id].version if field.id in before else 0
            inputs = {part.id: said.get(part.id, "") for part in field.asked(said, page)}
            value = f"{number}:{field.id}:{page}:{version}"
            await press(town, "yamamoto", "policy.save", value, uuid4().hex[:20], **inputs)


async def test_the_fields_that_follow_an_urgent_use_take_its_account_over(town: House) -> None:
    """The register names the regular approval, and nobody is reminded of the urgent one any more."""
    await press(town, "yamamoto", "emergency.send", "", "e1", medium=steps.X, reason="台風")
    said = {"why": "人命", "review_on": "2027-03-01", "fields_due_on": "2027-02-01"}
    for who in MEMBERS:
        await press(town, who, "committee.vote_recognise", "2:1", f"e2{who}", **said)
    assert await state(town, 2) == "承認"
    await press(town, "yamamoto", "account.obtained", "2", "e3", **ACCOUNT)
    await press(town, "yamamoto", "emergency.fields", "2", "e4")
    await written(town, 3)
    await press(town, "yamamoto", "submission.submit", "3", "e5")
    for who in MEMBERS:
        await press(town, who, "committee.vote_approve", "3:1", f"e6{who}", **SAID)
    assert await state(town, 3) == "承認"
    row = (await town.program.database.read(accounts.listed))[0]
    assert (row.application_id, row.origin, row.review_on, row.broadcast_only) == (3, "緊急", None, True)
    await town.program.advance(140 * 86_400)
    assert not [text for text in await town.chat.read("yamamoto") if "見直す日です" in text or "提出期限です" in text]


async def test_a_meeting_recognises_urgency_with_its_days(town: House) -> None:
    """A review day in any case, the fields' day if it asks for them."""
    await press(town, "yamamoto", "emergency.send", "", "m1", medium=steps.X, reason="台風")
    form = {"outcome": "承認", "on": "2026-11-01", "number": "情政第9号", "said": "会議で認めた"}
    await press(town, "mori", "committee.record", "2:1", "m2", **form)
    assert await state(town, 2) == "審査中"
    await press(
        town, "mori", "committee.record", "2:1", "m3", **form, review_on="2027-06-01", fields_due_on="2027-02-01"
    )
    row = await town.program.database.read(lambda session: applications.look(session, 2))
    assert row is not None
    assert (row.state, row.review_on, row.fields_due_on) == ("承認", date(2027, 6, 1), date(2027, 2, 1))


async def test_in_a_room_the_application_itself_comes_in_private(town: House) -> None:
    """The others in the room read nothing of it."""
    await town.chat.say("tanaka", "申請", "zencho")
    await town.chat.sees("tanaka", "申請の画面をお送りしました", "zencho")
    await town.chat.sees("tanaka", "公式アカウントの申請")
    assert not [one for one in await town.chat.read("yamamoto", "zencho") if "公式アカウントの申請" in one]
