"""The pure rules of 7-(8) and 8-(2), and the city's data for them."""

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
    """And every draft has blanks that people fill in."""
    assert all(len(draft.short) <= 140 and "〔" in draft.short for draft in book.drafts.values())


def test_a_platform_is_found_by_what_people_call_it(book: incident.Book) -> None:
    """「インスタ」 is Instagram; an unknown one gets them all."""
    assert [form.medium for form in book.forms_for("市公式インスタ")] == ["Instagram"]
    assert len(book.forms_for("自前の掲示板")) == len(book.forms)


def test_a_bad_folder_names_file_and_key(guideline: Guideline, tmp_path: Path) -> None:
    """As everywhere."""
    good = (GUIDELINE / "incident.toml").read_text("utf-8")
    bad = good.replace('clauses = ["4-(8)", "6-(5)"]', 'clauses = ["9"]')
    (tmp_path / "incident.toml").write_text(bad, "utf-8")
    with pytest.raises(GuidelineError, match=r"incident\.toml: kind\[0\]\.clauses: 9"):
        incident.load(tmp_path, guideline)


def test_the_wait_for_those_before_is_bounded_for_all_together() -> None:
    """Under 60 s with a post's own time."""
    waits = incident.waits(OFFICES)
    assert waits[0] is None
    assert waits[1] is not None
    assert waits[2] is not None
    assert waits[1] < waits[2] <= 55


def test_steps_are_due_in_the_citys_minutes(people: Organisation) -> None:
    """Each once."""
    at = NOW + timedelta(minutes=21)
    assert incident.due_steps(NOW, NOW + timedelta(minutes=9), (), people.duty) == ()
    assert incident.due_steps(NOW, at, ("reminder",), people.duty) == ("deputies",)


def test_what_is_open_ends_with_the_case() -> None:
    """Told, then 受領, the decision, the state."""
    progress = Progress("leak", "yes", "対応中", (True, False, True), (False, False, True), False)
    told = ("危機管理室へ届いていません", "秘書広報室の受領")
    recorded = ("削除・非公開にするかの判断の記録", "状態（収束・終結）の記録")
    assert incident.still_open(progress, OFFICES) == told + recorded
    assert incident.still_open(replace(progress, state="終結"), OFFICES) == ()


def test_dates_are_only_for_personal_data() -> None:
    """3-5, 30 and 60 days."""
    assert incident.deadlines(NOW, "no") == ()
    assert [one.at - NOW for one in incident.deadlines(NOW, "unknown")] == [timedelta(days=d) for d in (5, 30, 60)]


def test_a_report_goes_to_the_head_of_the_section_that_runs_the_account(people: Organisation) -> None:
    """Or who acts for them on that day."""
    assert violation.first(people, "観光振興課", "", date(2026, 11, 24)).person == "yamamoto"
    acting = violation.first(people, "観光振興課", "", date(2026, 12, 30))
    assert (acting.person, acting.acting) == ("ueda", True)


def test_nobody_is_told_of_themselves(people: Organisation) -> None:
    """Head → 情報政策課長 → chair, as 市の設定."""
    today = date(2026, 11, 24)
    past_head = violation.first(people, "観光振興課", "yamamoto", today)
    assert (past_head.step, past_head.person) == ("manager", "hayashi")
    past_both = violation.first(people, "情報政策課", "hayashi", today)
    assert (past_both.step, past_both.person) == ("committee", "okada")
    assert violation.following(people, "head", "hayashi").person == "okada"


def test_the_history_is_exported_without_formulas() -> None:
    """A note that begins with = is text."""
    lines = [incident_case.Line(NOW, "=HYPERLINK(1)", "森 由美")]
    assert incident_case.as_csv(lines) == "\ufeff時刻,対応,記録者\r\n11月24日 18:00,'=HYPERLINK(1),森 由美\r\n"
