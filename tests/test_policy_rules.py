"""What a 利用方針 must contain (7-(2)): what is asked, what is wrong with an answer, what a bad form file is told."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from bot.settings import GUIDELINE
from guideline import policy
from guideline.clauses import Guideline, GuidelineError
from guideline.organisation import Organisation
from guideline.policy import Form


@pytest.fixture(scope="module")
def form(guideline: Guideline) -> Form:
    """The city's form."""
    return policy.load(GUIDELINE, guideline)


def told(form: Form, people: Organisation, field: str, page: int | None = None, **answers: str) -> list[str]:
    """What is said of the parts that were answered."""
    found = form.field(field)
    assert found is not None
    return [one.text for one in policy.problems(form, found, answers, people, page) if one.part in answers]


def test_an_answer_that_is_missing_is_asked_for_in_its_own_words(form: Form, people: Organisation) -> None:
    """A text is written, a choice is made; blanks alone are no answer, and what may be left out is not asked for."""
    assert told(form, people, "2", purpose=" \n") == ["「発信する目的」を書いてください。"]
    assert told(form, people, "6", broadcast="") == ["「専ら情報発信に用いますか」を選んでください。"]
    assert told(form, people, "6", notes="", place_detail="") == []


def test_a_limit_may_be_reached_and_not_passed(form: Form, people: Organisation) -> None:
    """The limit is told, and how long the answer is."""
    assert told(form, people, "2", purpose="あ" * 800) == []
    quoting = {"servers": "国内", "law": "日本の国内法だけ", "way": "約款の該当条項を引用する"}
    faults = told(form, people, "8", terms="あ" * 1501, **quoting)
    assert faults == ["「利用約款の該当条項」は1,500字までです（いまは1,501字）。"]


def test_an_option_that_is_offered_no_more_must_be_chosen_again(form: Form, people: Organisation) -> None:
    """Drafts outlive a new guideline folder."""
    assert told(form, people, "6", place="両方") == []
    assert told(form, people, "6", place="市役所の掲示板") == ["「公開用運用方針を載せる場所」を選び直してください。"]


@pytest.mark.parametrize("months", ["1", "60"])
def test_a_number_of_months_lies_between_1_and_60(form: Form, people: Organisation, months: str) -> None:
    """Digits alone."""
    once = {"period": "決めた月数の後に1回"}
    assert told(form, people, "9", period_months=months, **once) == []
    for wrong in ("0", "61", "二", "6か月", "-1"):
        faults = told(form, people, "9", period_months=wrong, **once)
        assert len(faults) == 1
        assert faults[0].endswith("は1から60までの数字で書いてください。")


def test_a_day_is_a_day(form: Form, people: Organisation) -> None:
    """As the calendar of the input writes it."""
    assert told(form, people, "9", first_due="2027-02-28", period="3か月ごと") == []
    faults = told(form, people, "9", first_due="2027-02-30", period="3か月ごと")
    assert len(faults) == 1
    assert faults[0].endswith("の日付を選んでください。")


def test_a_password_is_refused_without_being_repeated(form: Form, people: Organisation) -> None:
    """7-(2)-7 asks how it is kept; one character and the length are enough to find it."""
    faults = told(form, people, "7", passwords="Tsuyama2024!", registration="kanko@city.example.jp")
    assert faults == ["パスワードのように見えます（T…、12文字）。管理の方法だけを書いてください。"]
    assert told(form, people, "7", account_name="Tsuyama2024!") == []
    assert told(form, people, "7", passwords="Microsoft365の管理者が、年に2回変える") == []


def test_who_sends_must_be_staff(form: Form, people: Organisation) -> None:
    """5-(9): somebody of a contractor may not; colleagues who are not listed are named by the city's addresses."""
    field = form.field("5")
    assert field is not None
    said = {"people": "田中 はるか\nSATO\n委託 太郎\nkanko.jiro@city.example.jp\nsomebody@example.com\n謎の人"}
    found = [one for one in policy.problems(form, field, said, people) if one.part == "people"]
    assert [(one.text, one.clause) for one in found] == [
        ("委託 太郎さんは職員ではないため、発信できません。", "5-(9)"),
        ("somebody@example.comさんは名簿にありません。氏名か、市のメールアドレスで書いてください。", ""),
        ("謎の人さんは名簿にありません。氏名か、市のメールアドレスで書いてください。", ""),
    ]
    nowhere = replace(people, mail_domains=())
    colleague = {"people": "kanko.jiro@city.example.jp"}
    assert [one.part for one in policy.problems(form, field, colleague, people)] == ["normal", "emergency"]
    assert [one.part for one in policy.problems(form, field, colleague, nowhere)] == ["people", "normal", "emergency"]


def test_a_name_in_letters_is_found_however_it_is_capitalised(people: Organisation) -> None:
    """Colleagues from abroad."""
    guest = replace(people.people["sato"], id="jd", name="Jane Doe", mail="jane@city.example.jp")
    assert policy.person_named("jane DOE", replace(people, people={"jd": guest})) == guest


@pytest.mark.parametrize("line", ["田中 はるか", "田中　はるか", "田中はるか", "tanaka", "Tanaka@city.example.jp"])
def test_a_person_is_named_by_name_address_or_id(people: Organisation, line: str) -> None:
    """However it is spaced or capitalised."""
    found = policy.person_named(line, people)
    assert found is not None
    assert found.id == "tanaka"


def test_two_of_the_same_name_are_told_apart_by_their_addresses(people: Organisation) -> None:
    """The name alone names neither; an empty line names nobody."""
    twin = replace(people.people["sato"], id="sato2", mail="sato2@city.example.jp")
    both = replace(people, people=people.people | {"sato2": twin, "": replace(twin, id="", mail="", name="佐藤 次郎")})
    assert policy.person_named("佐藤 健太", both) is None
    assert policy.person_named("sato2@city.example.jp", both) == twin
    assert policy.person_named(" ", both) is None


def test_every_line_of_a_table_needs_all_its_columns(form: Form, people: Organisation) -> None:
    """Any of ／ | and tab parts them; the line is named by its number."""
    assert told(form, people, "9", indicators="フォロワー数／2,000人／画面\n声｜10件|数える\n閲覧\t多い\t画面") == []
    assert told(form, people, "9", indicators="声／／画面\n\n声／10件") == [
        "1行目を「指標／目標／測り方」の形で書いてください。", "2行目を「指標／目標／測り方」の形で書いてください。",
    ]  # fmt: skip


def test_a_page_is_checked_alone_and_a_form_as_a_whole(form: Form, people: Organisation) -> None:
    """What is on another page is not held against the one before the reader."""
    field = form.field("6")
    assert field is not None
    assert {one.part for one in policy.problems(form, field, {}, people, 1)} == {"frequency", "method"}
    assert {one.part for one in policy.problems(form, field, {}, people)} >= {"frequency", "handling", "place"}
    left = policy.open_fields(form, {"purpose": "開花を伝える", "audience": "観光客"}, people)
    assert list(left) == ["1", "4", "5", "6", "7", "8", "9"]


def test_fields_follow_each_other(form: Form) -> None:
    """From the first to the last, and nothing before or behind."""
    ids = [[one and one.id for one in form.neighbours(id_)] for id_ in ("1", "5", "8", "9")]
    assert ids == [[None, "2"], ["4", "6"], ["7", "9"], ["8", None]]
    assert form.field("10") is None


def test_what_the_program_itself_reads_is_found_by_its_role(form: Form) -> None:
    """Whatever a city calls the part; "" where nothing was answered or no part has the role."""
    said = {"people": "田中 はるか", "period": "3か月ごと"}
    assert [form.answer(role, said) for role in ("people", "period", "effect", "muse")] == [
        "田中 はるか",
        "3か月ごと",
        "",
        "",
    ]
    found = form.role("people")
    assert found is not None
    assert (found[0].id, found[1].label) == ("5", "担当者")
    assert form.role("muse") is None


def test_pages_are_those_on_which_something_is_asked(form: Form) -> None:
    """Rules for use outside the office are asked if either kind is allowed, and not if neither is."""
    field = form.field("7")
    assert field is not None

    def asks_rules(**answers: str) -> bool:
        return "outside_rules" in {part.id for part in field.asked(answers, 3)}

    assert asks_rules(outside_office="可", outside_hours="不可")
    assert asks_rules(outside_office="不可", outside_hours="可")
    assert not asks_rules(outside_office="不可", outside_hours="不可")
    assert not asks_rules()
    assert [field.pages({}), form.fields[0].pages({})] == [(1, 2, 3), (1,)]


def test_only_the_first_option_means_that_an_account_only_sends(form: Form) -> None:
    """7-(4): the statement is demanded then."""
    assert form.only_sends({"broadcast": "はい（返信しない）"})
    assert not form.only_sends({"broadcast": "いいえ（返信することがある）"})
    assert not form.only_sends({})


def test_what_is_void_counts_as_empty_in_a_difference(form: Form) -> None:
    """Rules for use outside the office are gone when none is allowed; spaces at the ends are no change."""
    before = {"outside_office": "可", "outside_rules": "課の端末で", "purpose": "伝える"}
    after = {"outside_office": "不可", "outside_rules": "課の端末で", "purpose": " 伝える\n"}
    found = [(one.part.id, one.before, one.after) for one in policy.differences(form, before, after)]
    assert found == [("outside_office", "可", "不可"), ("outside_rules", "課の端末で", "")]
    back = [(one.part.id, one.before, one.after) for one in policy.differences(form, after, before)]
    assert back == [("outside_office", "不可", "可"), ("outside_rules", "", "課の端末で")]
    assert policy.asked_only(form, after) == {"outside_office": "不可", "purpose": "伝える"}


@pytest.mark.parametrize(
    ("good", "bad", "what"),
    [('id = "2"', 'id = "1"', "field: ids are small letters and digits, each once"),
     ('id = "2"', 'id = "Ｂ"', "field: ids are small letters and digits, each once"),
     ('form_clause = "7-(2)"', 'form_clause = "7-(20)"', "form_clause: "),
     ('emergency_stays = ["7-(4)"', 'emergency_stays = ["9-(9)"', "emergency_stays: 9-(9) is no clause"),
     ('id = "functions"', 'id = "medium"', "field[0].part[1].id: medium: small letters, digits and _, and each id"),
     ('id = "functions"', 'id = "使う機能"', "field[0].part[1].id: 使う機能: small letters"),
     ('type = "line"', 'type = "verse"', "field[0].part[0].type: verse: use one of line, lines, choice, people"),
     ('role = "medium"', 'role = "muse"', "field[0].part[0].role: muse: use one of medium, account_name"),
     ('role = "account_name"', 'role = "medium"', "role: medium: use one of medium, account_name"),
     ("limit = 60", "limit = 0", "field[0].part[0].limit: must lie between 1 and 3000"),
     ("limit = 60", "limit = 3001", "field[0].part[0].limit: must lie between 1 and 3000"),
     ('type = "line"', 'type = "choice"', "field[0].part[0].options: go with the type choice, and only with it"),
     ("masked = true", 'masked = true\npublic = "連絡先"', "public: what is masked cannot be public"),
     ('is = ["可"]', 'is = ["よい"]', "only_if_any[0].is: よい: is none of the options of outside_office"),
     ("page = 3\nonly_if_any", "page = 2\nonly_if_any", "outside_rules depends on outside_office, which must be on"),
     ('required = false', 'required = false\nonly_if = [{part = "x", is = ["y"]}]', "only_if[0].part: ")],
)  # fmt: skip
def test_a_bad_form_file_names_file_key_and_what_to_do(
    guideline: Guideline, tmp_path: Path, good: str, bad: str, what: str
) -> None:
    """At the first fault."""
    text = (GUIDELINE / policy.FILE).read_text("utf-8")
    assert good in text
    (tmp_path / policy.FILE).write_text(text.replace(good, bad, 1), "utf-8")
    with pytest.raises(GuidelineError, match=re.escape(what)) as found:
        policy.load(tmp_path, guideline)
    assert policy.FILE in str(found.value)


def test_a_limit_may_be_as_long_as_a_platforms_input(guideline: Guideline, tmp_path: Path) -> None:
    """1 to 3,000; a page holds five parts and not six."""
    text = (GUIDELINE / policy.FILE).read_text("utf-8")
    for limit in (1, 3000):
        (tmp_path / policy.FILE).write_text(text.replace("limit = 60", f"limit = {limit}", 1), "utf-8")
        assert next(policy.load(tmp_path, guideline).parts())[1].limit == limit
    more = '\n[[field.part]]\nid = "{}"\nlabel = "さらに"\ntype = "line"\n'
    end = text.index('\n[[field]]\nid = "2"')
    for count, fits in ((3, True), (4, False)):
        added = "".join(more.format(f"more{number}") for number in range(count))
        (tmp_path / policy.FILE).write_text(text[:end] + added + text[end:], "utf-8")
        if fits:
            part = policy.load(tmp_path, guideline).fields[0].parts[-1]
            assert (part.page, part.limit, part.required, part.hint, part.public) == (1, 100, True, "", "")
            assert (part.columns, part.masked, part.no_password, part.role) == ((), False, False, "")
        else:
            with pytest.raises(GuidelineError, match="page 1 has more than 5 parts: give some another page"):
                policy.load(tmp_path, guideline)
