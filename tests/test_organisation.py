"""The organisation file: who fills which role, and who counts as 職員."""

from datetime import date
from pathlib import Path

import pytest

from bot.program import OrganisationFile
from bot.settings import DEMO_ORGANISATION
from guideline.clauses import Guideline, GuidelineError
from guideline.organisation import Organisation, load
from guideline.retention import CLASSES


def test_staff_under_clause_3_are_those_employed_in_whatever_way(people: Organisation) -> None:
    """会計年度任用 is 職員; a contractor and a 特別職 without a role are not."""
    assert people.people["mori"].is_staff
    assert not people.people["itaku"].is_staff
    assert not people.people["okada"].is_staff


def test_those_with_a_role_in_the_guideline_are_served(people: Organisation) -> None:
    """副市長 chairs the committee: clause 3 does not make him 職員, the guideline gives him a part."""
    assert people.counts_as_staff("web", "okada", "", False)
    assert not people.counts_as_staff("web", "itaku", "", False)


def test_an_unlisted_colleague_is_known_by_the_citys_address(people: Organisation) -> None:
    """The unlisted have no role, but they are 職員."""
    assert people.counts_as_staff("slack", "U1", "someone@city.example.jp", False)
    assert not people.counts_as_staff("slack", "U1", "someone@elsewhere.example.com", False)
    assert not people.counts_as_staff("slack", "U1", "ITAKU@city.example.jp", False)


def test_a_guests_address_proves_nothing(people: Organisation) -> None:
    """Anybody can invite himself under the mayor's address: guests are never matched by mail."""
    assert people.person_of("slack", "UG", "tanaka@city.example.jp", guest=True) is None
    assert not people.counts_as_staff("slack", "UG", "tanaka@city.example.jp", guest=True)
    assert people.person_of("slack", "U1", "Tanaka@city.example.jp", guest=False) is people.people["tanaka"]


def test_a_guest_named_by_account_is_served(guideline: Guideline, tmp_path: Path) -> None:
    """A colleague who is a guest of the workspace is listed by account id."""
    file = changed(tmp_path, 'web = "tanaka"', 'web = "tanaka"\nslack = "UGUEST"')
    assert load(file, guideline).counts_as_staff("slack", "UGUEST", "x@elsewhere.example.com", True)


def test_the_acting_head_acts_on_their_days_only(people: Organisation) -> None:
    """職務代理 has a first and a last day."""
    unit = people.units["観光振興課"]
    assert unit.head_on(date(2026, 12, 27)) == ("yamamoto", False)
    assert unit.head_on(date(2026, 12, 28)) == ("ueda", True)
    assert unit.head_on(date(2027, 1, 8)) == ("ueda", True)
    assert unit.head_on(date(2027, 1, 9)) == ("yamamoto", False)


@pytest.mark.parametrize(
    ("found", "bad", "said"),
    [
        ('head = "yamamoto"', 'head = "nobody"', "head: nobody is not known"),
        ('employment = "委託"', 'employment = "業者"', "employment: 業者"),
        ('superior = "yamamoto"', 'superior = "nobody"', "superior: nobody"),
        ('channels = ["web:kiki-kanri"]', 'channels = ["kiki-kanri"]', "channels: 'kiki-kanri'"),
        ('name = "危機管理室"\nchannels', 'name = "危機室"\nchannels', "危機管理室 is named by the guideline"),
        ("quorum = 3", "quorum = 9", "quorum: must lie between 1 and the 4 members"),
        ('rule = "過半数"', 'rule = "多数"', "rule: 多数"),
        ('chair = "okada"', 'chair = "tanaka"', "chair: tanaka must stand among the members"),
        ("start = 2026-12-28", 'start = "年末"', "start: must be a date"),
        ('id = "kubo"', 'id = "mori"', "stands twice"),
        ("questions_days = 365", "questions_days = -1", "questions_days"),
        ("[roles]", "[rules]", "general_manager: is missing"),
    ],
)
def test_a_bad_file_is_refused_with_its_key(
    guideline: Guideline, tmp_path: Path, found: str, bad: str, said: str
) -> None:
    """Whoever edits the file reads where the fault is."""
    with pytest.raises(GuidelineError) as error:
        load(changed(tmp_path, found, bad), guideline)
    assert said in str(error.value)
    assert "organisation.toml" in str(error.value)


def test_a_changed_file_is_read_again_and_a_bad_one_is_not_taken(
    guideline: Guideline, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """Nobody restarts the bot for a transfer of staff, and a slip of the pen stops nothing."""
    file = changed(tmp_path, "quorum = 3", "quorum = 2")
    kept = OrganisationFile(file, guideline)
    assert kept.current().committee.quorum == 2
    file.write_text(file.read_text(encoding="utf-8").replace("quorum = 2", "quorum = 4 "), encoding="utf-8")
    assert kept.current().committee.quorum == 4
    file.write_text("broken", encoding="utf-8")
    assert kept.current().committee.quorum == 4
    assert "stays in force" in caplog.text


def changed(folder: Path, found: str, replaced: str) -> Path:
    """The demo file with one change."""
    text = DEMO_ORGANISATION.read_text(encoding="utf-8")
    assert found in text
    file = folder / "organisation.toml"
    file.write_text(text.replace(found, replaced, 1), encoding="utf-8")
    return file


@pytest.mark.parametrize("key", [one.setting for one in CLASSES if one.public])
def test_public_records_are_kept_for_a_year_at_least(key: str, guideline: Guideline, tmp_path: Path) -> None:
    """Less is refused when the file is read, with the key and the least that is allowed."""
    demo = DEMO_ORGANISATION.read_text(encoding="utf-8")
    (line,) = [one for one in demo.splitlines() if one.startswith(key)]
    file = tmp_path / "organisation.toml"
    file.write_text(demo.replace(line, f"{key} = 364"), encoding="utf-8")
    with pytest.raises(GuidelineError, match=rf"retention\.{key}: these are public records .* 365 days at least"):
        load(file, guideline)
    file.write_text(demo.replace(line, f"{key} = 365"), encoding="utf-8")
    load(file, guideline)
