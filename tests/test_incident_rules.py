"""The pure rules of 7-(8) and 8-(2), and the city's data for them."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from bot.settings import GUIDELINE
from cards import incident_case
from guideline import incident, violation
from guideline.clauses import Guideline, GuidelineError
from guideline.incident import Progress
from guideline.organisation import Organisation

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
OFFICES = ("秘書広報室", "危機管理室", "情報政策課")
AGAIN = '[[draft]]\nid = "warning"\nname = "注意"\nplain = "注意"\neasy = "注意"\nshort = "注意"\n'


@pytest.fixture(scope="module")
def book(guideline: Guideline) -> incident.Book:
    """The city's incident.toml."""
    return incident.load(GUIDELINE, guideline)


def test_every_kind_of_the_issue_is_there_and_begins_with_evidence(book: incident.Book) -> None:
    """Evidence is said before any step."""
    names = [kind.name for kind in book.kinds.values()]
    assert names == ["炎上", "なりすまし", "乗っ取り", "誤投稿", "情報漏えい", "著作権等", "凍結・停止", "その他"]
    assert "消す前" in book.evidence
    assert any("ログアウト" in step for step in book.kinds["hijack"].steps)


def test_short_drafts_fit_140_characters(book: incident.Book) -> None:
    """And every draft has blanks that people fill in, but not the city's name, which is known."""
    assert all(len(draft.short) <= 140 and "〔" in draft.short for draft in book.drafts.values())
    assert not any("{" in draft.plain + draft.easy + draft.short for draft in book.drafts.values())
    assert book.drafts["warning"].plain.startswith("【ご注意ください】津山市をかたる")


@pytest.mark.parametrize(("length", "fits"), [(140, True), (141, False)])
def test_a_short_draft_may_fill_its_140_characters(
    guideline: Guideline, tmp_path: Path, length: int, fits: bool
) -> None:
    """Counted as they will be posted, with the city's name."""
    short = "津山市" + "あ" * (length - 3)
    text = (GUIDELINE / "incident.toml").read_text("utf-8")
    text = re.sub('short = "【注意】.*"', f'short = "{short.replace("津山市", "{city}")}"', text)
    (tmp_path / "incident.toml").write_text(text, "utf-8")
    if fits:
        assert incident.load(tmp_path, guideline).drafts["warning"].short == short
    else:
        with pytest.raises(GuidelineError, match="has 141 characters, at most 140"):
            incident.load(tmp_path, guideline)


def test_a_platform_is_found_by_what_people_call_it(book: incident.Book) -> None:
    """「インスタ」 is Instagram; an unknown one gets them all."""
    assert [form.medium for form in book.forms_for("市公式インスタ")] == ["Instagram"]
    assert len(book.forms_for("自前の掲示板")) == len(book.forms)


@pytest.mark.parametrize(
    ("good", "bad", "told"),
    [('clauses = ["4-(8)", "6-(5)"]', 'clauses = ["9"]', "kind[0].clauses: 9 is not known"),
     ('drafts = ["correction", "apology"]', 'drafts = ["verse"]', "kind[0].drafts: verse is not known"),
     ('id = "impersonation"', 'id = "flame"', "kind: an id stands twice"),
     ("[[form]]", f"{AGAIN}\n[[form]]", "draft: an id stands twice"),
     ('url = "https://', 'url = "http://', "form[0].url: must begin with https://"),
     ('short = "【注意】', f'short = "{"あ" * 140}【注意】', "draft[0].short: has 2")],
)  # fmt: skip
def test_a_bad_folder_names_file_and_key(guideline: Guideline, tmp_path: Path, good: str, bad: str, told: str) -> None:
    """As everywhere."""
    text = (GUIDELINE / "incident.toml").read_text("utf-8")
    assert good in text
    (tmp_path / "incident.toml").write_text(text.replace(good, bad, 1), "utf-8")
    with pytest.raises(GuidelineError, match=re.escape(f"incident.toml: {told}")):
        incident.load(tmp_path, guideline)


def test_the_wait_for_those_before_is_bounded_for_all_together() -> None:
    """Under 60 s with a post's own time."""
    waits = incident.waits(OFFICES)
    assert waits[0] is None
    assert waits[1] is not None
    assert waits[2] is not None
    assert waits[1] < waits[2] <= 55
    assert waits[1] == incident.ORDER_WAIT


def test_steps_are_due_in_the_citys_minutes(people: Organisation) -> None:
    """Each once."""
    at = NOW + timedelta(minutes=21)
    assert incident.due_steps(NOW, NOW + timedelta(minutes=9), (), people.duty) == ()
    assert incident.due_steps(NOW, at, ("reminder",), people.duty) == ("deputies",)
    on_time = NOW + timedelta(minutes=people.duty.acknowledgement)
    assert incident.due_steps(NOW, on_time, (), people.duty) == ("reminder",)


def test_what_is_open_ends_with_the_case() -> None:
    """Told, then 受領, the decision, the state."""
    progress = Progress("leak", "yes", "対応中", (True, False, True), (False, False, True), False)
    told = ("危機管理室へ届いていません", "秘書広報室の受領")
    recorded = ("削除・非公開にするかの判断の記録", "状態（収束・終結）の記録")
    assert incident.still_open(progress, OFFICES) == told + recorded
    assert incident.still_open(replace(progress, state="終結"), OFFICES) == ()
    assert incident.still_open(replace(progress, state="収束"), OFFICES)[-1] == "終結の記録"
    assert "削除・非公開にするかの判断の記録" not in incident.still_open(replace(progress, decided=True), OFFICES)
    harmless = replace(progress, kind="flame", personal_data="no")
    assert "削除・非公開にするかの判断の記録" not in incident.still_open(harmless, OFFICES)


@pytest.mark.parametrize(
    ("kind", "personal_data", "asked"),
    [("flame", "no", False), ("flame", "yes", True), ("flame", "unknown", True), ("leak", "no", True),
     ("wrongpost", "no", True), ("rights", "no", True), ("hijack", "no", False)],
)  # fmt: skip
def test_deletion_is_a_question_where_others_are_harmed(
    book: incident.Book, kind: str, personal_data: str, asked: bool
) -> None:
    """Else what stands in 6-(5) is enough: corrected, not deleted."""
    assert kind in book.kinds
    assert incident.asks_deletion(kind, personal_data) is asked


def test_only_trouble_at_work_is_told_to_the_three_offices() -> None:
    """7-(8): 職務でソーシャルメディアを利用して."""
    assert incident.concerned("職務")
    assert not incident.concerned("個人")


def test_a_kind_that_the_city_has_given_up_is_named(book: incident.Book) -> None:
    """Cases of it are kept for years; whoever opens one gets a clear word, not a blank card."""
    assert incident.kind_of(book, "leak").name == "情報漏えい"
    with pytest.raises(GuidelineError, match="kind flood is gone, but cases of it are kept"):
        incident.kind_of(book, "flood")


def test_dates_are_only_for_personal_data() -> None:
    """3-5, 30 and 60 days."""
    assert incident.deadlines(NOW, "no") == ()
    assert [(one.name, one.at - NOW) for one in incident.deadlines(NOW, "unknown")] == [
        ("速報（3〜5日以内）", timedelta(days=5)), ("確報（30日以内）", timedelta(days=30)),
        ("確報（不正の目的によるとき60日以内）", timedelta(days=60)),
    ]  # fmt: skip


def test_a_report_goes_to_the_head_of_the_section_that_runs_the_account(people: Organisation) -> None:
    """Or who acts for them on that day."""
    assert violation.first(people, "観光振興課", "", date(2026, 11, 24)).person == "yamamoto"
    acting = violation.first(people, "観光振興課", "", date(2026, 12, 30))
    assert (acting.person, acting.acting) == ("ueda", True)


def test_nobody_is_told_of_themselves(people: Organisation) -> None:
    """Head → 情報政策課長 → chair, as 市の設定."""
    today = date(2026, 11, 24)
    past_head = violation.first(people, "観光振興課", "yamamoto", today)
    assert (past_head.step, past_head.person, past_head.passed_over) == ("manager", "hayashi", "head_short")
    past_both = violation.first(people, "情報政策課", "hayashi", today)
    assert (past_both.step, past_both.person, past_both.passed_over) == ("committee", "okada", "manager")
    assert violation.following(people, "head", "hayashi") == violation.Turn("committee", "okada", "manager")


def test_the_chain_ends_with_the_committee(people: Organisation) -> None:
    """Head → 情報マネジメント統括管理者 → the committee's secretariat; after it the chair decides, nobody else."""
    assert violation.following(people, "head", "tanaka") == violation.Turn("manager", "hayashi")
    assert violation.following(people, "manager", "tanaka") == violation.Turn("committee", "mori")
    for step in ("committee", "done"):
        with pytest.raises(ValueError, match=f"nothing follows {step}"):
            violation.following(people, step, "tanaka")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("person", "reached", "sees"),
    [("tanaka", "head", True), ("yamamoto", "head", True), ("sato", "head", False), ("sato", "done", False),
     ("nishi", "head", False), ("nishi", "manager", False), ("nishi", "committee", True), ("nishi", "done", True),
     ("okada", "committee", True), ("mori", "manager", False), ("mori", "committee", True)],
)  # fmt: skip
def test_a_report_is_seen_by_its_chain_only(
    people: Organisation, person: str, reached: violation.Step, sees: bool
) -> None:
    """田中 reported and 山本 was told; the committee sees it once it is there, the chair and secretariat with it."""
    outside = replace(people, committee=replace(people.committee, members=("nishi",)))
    assert violation.may_see(outside, person, "tanaka", ("yamamoto",), reached) is sees


def test_the_history_is_exported_without_formulas() -> None:
    """A note that begins with = is text."""
    lines = [incident_case.Line(NOW, "=HYPERLINK(1)", "森 由美")]
    assert incident_case.as_csv(lines) == "\ufeff時刻,対応,記録者\r\n11月24日 18:00,'=HYPERLINK(1),森 由美\r\n"
