"""The committee votes, without a door: who may, what is wrong, what is kept, when it is decided and who hears of it."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from cards.model import Place
from guideline.organisation import Organisation
from handlers import application_content, review_round
from handlers.desk import Desk, Refused, Work
from storage import applications, payloads
from storage.policy_tables import Application, Ballot, Decision, Submission
from storage.tables import LogEntry
from tests.at_the_desk import all_of, by_clock, posted, press, said, told

NOW = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)
ANSWERS = {"purpose": "開花を伝える。", "broadcast": "はい（返信しない）"}
WEIGHED = {"risk": "炎上", "effect": "来客", "worth": "体制がある"}
MEMBERS = ("okada", "hayashi", "ueda", "nishi")
APPLICANT = Place(platform="web", team="playground", channel="dm-yamamoto", user="yamamoto", private=True, direct=True)


@pytest.fixture
def desk(bare_desk: Desk) -> Desk:
    """A desk without a door."""
    return replace(bare_desk, now=lambda: NOW)


async def submitted(desk: Desk, section: str = "観光振興課", kind: str = "新規", by: str = "yamamoto") -> None:
    """An application that 田中 wrote and the head submitted; the round has begun."""

    def begin(work: Work) -> None:
        row = applications.begin(
            work.session, kind=kind, section=section, medium="X（旧Twitter）", author="tanaka",
            answer_to=APPLICANT.model_dump(), at=work.at, state="審査中",
        )  # fmt: skip
        row.round, row.submitted_by = 1, by
        row.reason_payload = work.keep("reason", f"application:{row.id}", {"text": "大雨の避難所を伝えるため"}).id
        kept = work.keep("submission", f"application:{row.id}", {"answers": ANSWERS})
        frozen = Submission(
            application_id=row.id or 0, round=1, hash="0" * 64, payload_id=kept.id, person=by, at=work.at
        )  # fmt: skip
        applications.submit(work.session, frozen)
        review_round.begin(desk, work, row, application_content.content_of(desk, work.session, row))

    await by_clock(desk, begin)


async def approve(desk: Desk, *who: str) -> None:
    """承認 by each."""
    for one in who:
        await press(desk, one, "committee.vote_approve", "1:1", **WEIGHED)


async def state(desk: Desk) -> Application:
    """The application as it is now."""
    return (await all_of(desk, Application))[0]


async def votes(desk: Desk) -> dict[str, str]:
    """Member → vote."""
    return {one.person: one.vote for one in await all_of(desk, Ballot)}


async def test_every_member_gets_the_text_and_a_ballot_and_the_secretariat_a_note(desk: Desk) -> None:
    """Nobody else; the rule is told as the city's."""
    await submitted(desk)
    cards = await posted(desk)
    for member in MEMBERS:
        mine = [words for who, words in cards if who == member]
        assert len(mine) == 2
        assert "開花を伝える。" in mine[0]
        assert "まだの委員: 岡田 隆、林 智也、上田 健、西 直子" in mine[1]
        assert "投票できる委員4人の過半数、定足数3人（市の設定）" in mine[1]
    assert [who for who, _ in cards[8:]] == ["mori"]
    assert "審査が始まりました（申請1）" in cards[8][1]
    assert "届けられません" not in cards[8][1]


async def test_members_who_cannot_be_reached_are_named_to_the_secretariat(desk: Desk, people: Organisation) -> None:
    """And where the secretariat cannot be reached either, the office's room is told."""
    away = {one: replace(people.people[one], mail="", accounts={}) for one in ("nishi", "mori")}
    lost = replace(desk, organisation=lambda: replace(people, people=people.people | away))
    await submitted(lost)
    cards = await posted(desk)
    assert [who for who, _ in cards] == ["okada", "okada", "hayashi", "hayashi", "ueda", "ueda", "joho-seisaku"]
    assert "次の委員には、ボットから届けられません：西 直子。" in cards[-1][1]
    assert set(await votes(desk)) == set(MEMBERS)


async def test_most_of_them_approve_and_everybody_hears_of_it(desk: Desk) -> None:
    """The state after each vote on each card; the decision with the reasons by name; the writer is told, too."""
    await submitted(desk)
    await approve(desk, "okada", "nishi")
    assert (await state(desk)).state == "審査中"
    waiting = await told(desk, "ueda")
    assert "承認: 2票" in waiting
    assert "まだの委員: 林 智也、上田 健" in waiting
    assert "あなたの票: 承認" in await told(desk, "nishi")
    await approve(desk, "hayashi")
    row = await state(desk)
    assert (row.state, row.decided_on, row.decision_number) == ("承認", date(2026, 11, 24), "")
    for who in ("yamamoto", "tanaka"):
        words = await told(desk, who)
        assert "申請1は承認になりました" in words
        assert "決めかた: 委員会の投票（市の設定）\n日付: 2026年11月24日" in words
        assert "西 直子さん\nリスク：炎上\n効果：来客\n取り組む理由：体制がある" in words
    assert "審査は終わりました" in await told(desk, "ueda")
    assert "決定：承認（委員会の投票）" in await told(desk, "ueda")
    decision = (await all_of(desk, Decision))[0]
    assert (decision.outcome, decision.how, decision.person, decision.round) == ("承認", "委員会の投票", "hayashi", 1)
    acts = [(one.act, one.person) for one in await all_of(desk, LogEntry) if one.act in ("voted", "decided")]
    assert acts == [("voted", "okada"), ("voted", "nishi"), ("voted", "hayashi"), ("decided", "hayashi")]
    log = [one for one in await all_of(desk, LogEntry) if one.act in ("voted", "decided")]
    assert all(one.digest for one in log)
    assert [one.ids for one in log] == [
        *[{"application": 1, "round": 1}] * 3,
        {"application": 1, "round": 1, "outcome": "承認", "how": "委員会の投票"},
    ]


async def test_a_vote_may_be_changed_and_what_was_said_stands_in_the_dialog(desk: Desk) -> None:
    """Until the decision; it counts once."""
    await submitted(desk)
    await approve(desk, "okada")
    assert "来客" in {one.value for one in (await press(desk, "okada", "committee.approve", "1:1"))[0].card.inputs}
    await press(desk, "okada", "committee.vote_reject", "1:1", reason="効果が見えない。")
    assert (await votes(desk))["okada"] == "却下"
    dialog = (await press(desk, "okada", "committee.reject", "1:1"))[0]
    assert (dialog.where, [one.value for one in dialog.card.inputs]) == ("dialog", ["効果が見えない。"])
    assert dialog.card.title == "申請1を却下する"
    assert "承認: 0票" in await told(desk, "ueda")
    comments = {"c.2": "目的を分けてください。", "general": "惜しい。"}
    await press(desk, "okada", "committee.vote_return", "1:1", **comments)
    assert {one.value for one in (await press(desk, "nishi", "committee.send_back", "1:1"))[0].card.inputs} == {""}
    dialog = (await press(desk, "okada", "committee.send_back", "1:1"))[0]
    kept = {one.id: one.value for one in dialog.card.inputs if one.value}
    assert kept == comments


async def test_what_is_sent_back_comes_with_the_comments_of_each_field(desk: Desk) -> None:
    """By name, and with the reasons of those who would have refused; not with those who would have approved."""
    await submitted(desk)
    await press(desk, "okada", "committee.vote_return", "1:1", **{"c.2": "目的を分ける。", "general": "惜しい。"})
    await press(desk, "nishi", "committee.vote_return", "1:1", **{"c.2": "対象も書く。", "c.9": "数字で。"})
    await press(desk, "ueda", "committee.vote_reject", "1:1", reason="早すぎる。")
    await approve(desk, "hayashi")
    assert (await state(desk)).state == "差戻し"
    words = await told(desk, "yamamoto")
    told_ = ("欄2\n岡田 隆：目的を分ける。\n欄2\n西 直子：対象も書く。\n欄9\n西 直子：数字で。\n全体について\n"
             "岡田 隆：惜しい。\n全体について\n上田 健：早すぎる。")  # fmt: skip
    assert told_ in words
    assert "体制がある" not in words
    decision = (await all_of(desk, Decision))[0]
    body = await desk.database.read(lambda session: payloads.body_of(session, decision.payload_id))
    assert body is not None
    assert body["reasons"] == []


async def test_an_approval_carries_no_comments_of_those_who_would_have_sent_it_back(desk: Desk) -> None:
    """What was said for another outcome stays with the committee."""
    await submitted(desk)
    await press(desk, "okada", "committee.vote_return", "1:1", **{"c.2": "目的を分ける。", "general": "惜しい。"})
    await approve(desk, "nishi", "ueda", "hayashi")
    words = await told(desk, "yamamoto")
    assert "申請1は承認になりました" in words
    assert "目的を分ける。" not in words
    assert "惜しい。" not in words


async def test_why_it_is_urgent_is_read_by_members_who_may_not_vote_on_it_too(desk: Desk) -> None:
    """They get the reason and no ballot."""
    await submitted(desk, "情報政策課", kind="緊急", by="hayashi")
    cards = await posted(desk)
    assert [words for who, words in cards if who == "hayashi" and "大雨の避難所を伝えるため" in words]
    ballots = [who for who, words in cards if "緊急利用の審査をお願いします（申請1）" in words]
    assert ballots == ["okada", "ueda", "nishi"]


async def test_a_refusal_carries_its_reasons(desk: Desk) -> None:
    """Of those who refused only."""
    await submitted(desk)
    await approve(desk, "nishi")
    for member in ("okada", "ueda", "hayashi"):
        await press(desk, member, "committee.vote_reject", "1:1", reason=f"{member}の理由")
    assert (await state(desk)).state == "却下"
    words = await told(desk, "yamamoto")
    assert "岡田 隆さん\nokadaの理由\n林 智也さん\nhayashiの理由\n上田 健さん\nuedaの理由" in words
    assert "西 直子" not in words


@pytest.mark.parametrize(
    ("action", "inputs", "wrong"),
    [("vote_approve", {"risk": " ", "effect": "", "worth": "あ"},
      {"risk": "書いてください。", "effect": "書いてください。"}),
     ("vote_approve", WEIGHED | {"risk": "あ" * 1001}, {"risk": "1,000字までです（いまは1,001字）。"}),
     ("vote_reject", {"reason": ""}, {"reason": "書いてください。"}),
     ("vote_reject", {"reason": "あ" * 1001}, {"reason": "1,000字までです（いまは1,001字）。"}),
     ("vote_return", {"c.1": " "}, {"general": "コメントを、どれか一つは書いてください。"}),
     ("vote_return", {"c.1": "あ" * 501, "general": "あ" * 1001},
      {"c.1": "500字までです（いまは501字）。", "general": "1,000字までです（いまは1,001字）。"})],
)  # fmt: skip
async def test_a_vote_at_fault_is_told_at_its_fields_and_counts_for_nothing(
    desk: Desk, action: str, inputs: dict[str, str], wrong: dict[str, str]
) -> None:
    """All at once, in the same dialog, with what was typed."""
    await submitted(desk)
    again = await press(desk, "okada", f"committee.{action}", "1:1", **inputs)
    assert [(one.where, dict(one.errors)) for one in again] == [("dialog", wrong)]
    typed = {one.id: one.value for one in again[0].card.inputs}
    assert all(typed[key].strip() == value.strip() for key, value in inputs.items())
    assert (await votes(desk))["okada"] == ""


async def test_as_much_as_may_be_said_may_be_said(desk: Desk) -> None:
    """1,000 characters, 500 at a field."""
    await submitted(desk)
    await press(desk, "okada", "committee.vote_return", "1:1", **{"c.1": "あ" * 500, "general": "い" * 1000})
    await press(desk, "nishi", "committee.vote_reject", "1:1", reason="あ" * 1000)
    await press(desk, "ueda", "committee.vote_return", "1:1", general="い")
    assert {one: vote for one, vote in (await votes(desk)).items() if vote} == {
        "okada": "差戻し", "nishi": "却下", "ueda": "差戻し",
    }  # fmt: skip


async def test_only_members_vote_and_never_on_their_own(desk: Desk) -> None:
    """Neither by the dialog nor by a made-up press."""
    await submitted(desk, "情報政策課", by="hayashi")
    for action, inputs in (("approve", {}), ("vote_approve", WEIGHED), ("vote_reject", {"reason": ""})):
        with pytest.raises(Refused, match="委員です。") as refused:
            await press(desk, "tanaka", f"committee.{action}", "1:1", **inputs)
        assert refused.value.clause == "7-(3)"
        with pytest.raises(Refused, match="自分の課・室の申請、自分が提出した申請は審査できません。"):
            await press(desk, "hayashi", f"committee.{action}", "1:1", **inputs)
    with pytest.raises(Refused, match="自分の課・室の申請"):
        await press(desk, "hayashi", "committee.open", "1")
    assert set(await votes(desk)) == {"okada", "ueda", "nishi"}
    assert {who for who, words in await posted(desk) if "投票できる委員3人" in words} >= {"okada", "ueda", "nishi"}


@pytest.mark.parametrize("value", ["1:2", "9:1", "x", "1"])
async def test_a_vote_on_another_round_is_not_counted_and_not_lost(desk: Desk, value: str) -> None:
    """What was typed is shown again; the dialog of such a round does not open."""
    await submitted(desk)
    for action in ("approve", "send_back", "reject", "recognise", "refuse"):
        assert "このボタンは使えなくなっています" in said(await press(desk, "okada", f"committee.{action}", value))
    answer = said(await press(desk, "okada", "committee.vote_return", value, **{"c.2": "分ける", "general": "惜しい"}))
    shown = "この審査は終わっています" in answer and "欄2: 分ける" in answer and "general: 惜しい" in answer
    assert shown or "このボタンは使えなくなっています" in answer
    assert shown == value.startswith("1")
    assert set((await votes(desk)).values()) == {""}


async def test_a_vote_after_the_decision_is_shown_and_not_counted(desk: Desk) -> None:
    """The decision stands."""
    await submitted(desk)
    await approve(desk, "okada", "nishi", "ueda")
    answer = said(await press(desk, "hayashi", "committee.vote_reject", "1:1", reason="反対です。"))
    assert "投票は記録していません。" in answer
    assert "反対です。" in answer
    assert (await votes(desk))["hayashi"] == ""
    assert "このボタンは使えなくなっています" in said(await press(desk, "hayashi", "committee.show"))
    assert "このボタンは使えなくなっています" in said(await press(desk, "hayashi", "committee.open", "1"))


async def test_a_member_who_joins_later_finds_the_round_and_votes(desk: Desk, people: Organisation) -> None:
    """It stands on their list, and opens with text and ballot."""
    three = replace(people.committee, members=("okada", "hayashi", "ueda"), quorum=2)
    await submitted(replace(desk, organisation=lambda: replace(people, committee=three)))
    assert "nishi" not in await votes(desk)
    assert "審査する申請" in said(await press(desk, "nishi", "committee.show"))
    await press(desk, "nishi", "committee.open", "", number="1")
    assert "利用承認の審査をお願いします（申請1）" in await told(desk, "nishi")
    await approve(desk, "nishi")
    assert (await votes(desk))["nishi"] == "承認"
    assert "このボタンは使えなくなっています" in said(await press(desk, "nishi", "committee.show"))
    await approve(desk, "okada")
    assert "承認: 2票" in await told(desk, "nishi")
    assert "このボタンは使えなくなっています" in said(await press(desk, "tanaka", "committee.show"))


async def test_urgency_is_recognised_with_a_review_day_in_any_case(desk: Desk) -> None:
    """The earliest; the nine fields by a day if most ask for them; all members read why it is urgent."""
    await submitted(desk, kind="緊急")
    for action, title in (("recognise", "緊急性を認める"), ("refuse", "緊急性を認めない")):
        dialog = await press(desk, "okada", f"committee.{action}", "1:1")
        assert [(one.where, one.card.title) for one in dialog] == [("dialog", title)]
    asked = {"okada": ("2026-12-20", "2027-01-09"), "nishi": ("2026-12-10", "2027-01-05"), "ueda": ("2026-12-24", "")}
    for who, (review, due) in asked.items():
        given = {"why": f"{who}の考え", "review_on": review, "fields_due_on": due}
        await press(desk, who, "committee.vote_recognise", "1:1", **given)
    row = await state(desk)
    assert (row.state, row.review_on, row.fields_due_on) == ("承認", date(2026, 12, 10), date(2027, 1, 5))
    words = await told(desk, "yamamoto")
    assert "緊急の利用が認められました" in words
    assert "見直す日: 2026年12月10日" in words
    assert "利用方針の期限: 2027年1月5日" in words
    assert "西 直子さん\nnishiの考え" in words


@pytest.mark.parametrize(
    ("inputs", "wrong"),
    [({"why": "", "review_on": "2026-12-01"}, {"why": "書いてください。"}),
     ({"why": "あ" * 1001, "review_on": "2026-12-01"}, {"why": "1,000字までです（いまは1,001字）。"}),
     ({"why": "災害", "review_on": "2026-11-24"}, {"review_on": "明日以降の日付にしてください。"}),
     ({"why": "災害", "review_on": ""}, {"review_on": "日付を選んでください。"}),
     ({"why": "災害", "review_on": "2026-11-25", "fields_due_on": "2026-11-24"},
      {"fields_due_on": "明日以降の日付にしてください。"})],
)  # fmt: skip
async def test_urgency_needs_a_reason_and_days_that_lie_ahead(
    desk: Desk, inputs: dict[str, str], wrong: dict[str, str]
) -> None:
    """Tomorrow is the first of them."""
    await submitted(desk, kind="緊急")
    again = await press(desk, "okada", "committee.vote_recognise", "1:1", **inputs)
    assert [(one.where, dict(one.errors)) for one in again] == [("dialog", wrong)]
    assert (await votes(desk))["okada"] == ""
    await press(desk, "okada", "committee.vote_recognise", "1:1", why="災害", review_on="2026-11-25")
    assert (await votes(desk))["okada"] == "承認"


async def test_the_chair_alone_recognises_where_the_city_lets_them_and_the_members_are_told(
    desk: Desk, people: Organisation
) -> None:
    """As 委員長の専決; not the chair's own card again."""
    delegated = replace(people.committee, chair_may_recognise_emergency=True)
    alone = replace(desk, organisation=lambda: replace(people, committee=delegated))
    await submitted(alone, kind="緊急")
    await press(alone, "okada", "committee.vote_recognise", "1:1", why="災害", review_on="2026-12-01")
    row = await state(desk)
    assert (row.state, row.review_on, row.fields_due_on) == ("承認", date(2026, 12, 1), None)
    reported = [(who, words) for who, words in await posted(desk) if "委員長が緊急の利用を認めました（報告）" in words]
    assert sorted(who for who, _ in reported) == ["hayashi", "nishi", "ueda"]
    assert all("決めかた: 委員長の専決（市の設定）" in words and "災害" in words for _, words in reported)


async def test_a_vote_of_the_other_kind_is_told_to_be_old(desk: Desk) -> None:
    """Urgency is not approved, and an ordinary application is not recognised; both may be refused."""
    await submitted(desk)
    answer = await press(desk, "okada", "committee.vote_recognise", "1:1", why="災害", review_on="2026-12-01")
    assert "このボタンは使えなくなっています" in said(answer)
    await submitted(desk, kind="緊急")
    answer = await press(desk, "okada", "committee.vote_approve", "2:1", **WEIGHED)
    assert "このボタンは使えなくなっています" in said(answer)
    answer = await press(desk, "okada", "committee.vote_return", "2:1", general="書き直す。")
    assert "このボタンは使えなくなっています" in said(answer)
    await press(desk, "okada", "committee.vote_reject", "2:1", reason="急がない。")
    assert [(one.application_id, one.vote) for one in await all_of(desk, Ballot) if one.vote] == [(2, "却下")]
