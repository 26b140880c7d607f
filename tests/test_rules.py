"""Each rule finds its bad drafts and leaves its good ones alone; a folder that is wrong is refused by file and key."""

import io
import re
import shutil
import struct
import zlib
from datetime import date
from pathlib import Path

import pytest
from PIL import ExifTags, Image

from bot.settings import GUIDELINE
from guideline.check import Checker
from guideline.clauses import Guideline, GuidelineError, Table
from guideline.draft import Draft
from guideline.finding import Context
from guideline.look_alike import distance, folded, look_alikes
from guideline.picture import read_picture
from guideline.rules.base import context_of
from guideline.rules.loading import Rules, load_rules
from guideline.rules.mail import build as build_mail
from guideline.rules.numbers import is_card, is_my_number
from guideline.rules.people import mentions
from guideline.rules.phone import phone_kind

SHOWN = ("4", "5", "6")
"""Sections of which every clause can bear on a draft."""


@pytest.fixture(scope="module")
def rules(checker: Checker) -> Rules:
    """The city's rules."""
    return checker.rules


def test_every_rule_finds_its_bad_drafts_and_spares_its_good_ones(checker: Checker) -> None:
    """The examples beside a rule are its tests: all that fail are told at once."""
    wrong = []
    for rule in checker.rules.rules:
        for wanted, examples in ((True, rule.bad), (False, rule.good)):
            for one in examples:
                found = list(rule.findings(Draft(one.text, checker.words, one.pictures), one.context))
                if bool(found) != wanted:
                    wrong.append((rule.id, wanted, one.text))
    assert wrong == []


def test_no_good_draft_of_one_rule_is_raised_by_another(checker: Checker) -> None:
    """Good drafts are what staff write all day: none may raise a clause by its words, whichever rule it stands with."""
    wrong = [
        (rule.id, other.id, one.text)
        for rule in checker.rules.rules
        for one in rule.good
        for other in checker.rules.rules
        if other.clause is not None
        and any(hit.start is not None for hit in other.findings(Draft(one.text, checker.words), one.context))
    ]
    assert wrong == []


def test_every_question_is_asked_of_its_drafts_and_of_no_others(checker: Checker) -> None:
    """The drafts beside a question are its tests."""
    wrong = []
    for one in checker.rules.asks:
        for wanted, examples in ((True, one.asked), (False, one.unasked)):
            for example in examples:
                draft = Draft(example.text, checker.words, example.pictures)
                raised = frozenset(
                    found.clause
                    for rule in checker.rules.rules
                    for found in rule.findings(draft, example.context)
                    if found.clause
                )
                if one.applies(draft, example.context, raised) != wanted:
                    wrong.append((one.ask.id, wanted, example.text))
    assert wrong == []


def test_every_clause_that_can_bear_on_a_draft_is_covered(checker: Checker, guideline: Guideline) -> None:
    """Sections 4, 5 and 6 and the items of 7-(7): a rule, a question, labelled examples, or the prohibitions that a
    principle stands behind."""
    covering = checker.clauses()
    needed = [one.id for one in guideline.clauses.values() if one.section in SHOWN or one.parent == "7-(7)"]
    assert len(needed) == 8 + 16 + 6 + 2
    assert [clause for clause in needed if not covering[clause]] == []


def test_a_principle_is_covered_by_others_only_if_these_raise_something(checker: Checker) -> None:
    """A shadow of a shadow would cover nothing."""
    for shadow in checker.rules.shadows.values():
        for clause in shadow.of:
            assert any(not name.startswith("shadow") for name in checker.clauses()[clause]), shadow


def test_words_of_the_rules_are_plain_and_polite(rules: Rules) -> None:
    """One sentence or two of です・ます, no full stop missing, no jargon of ours."""
    for one in [*rules.rules, *rules.meant.values()]:
        for said in (one.reason, one.advice):
            assert said.endswith("。"), said
            assert not re.search(r"マッチ|パターン|検出|ヒット|ルール|フラグ", said), said
        assert re.search("(です|ます|ません|ました)。", re.sub(r"（\{found\}[^）]*）", "", one.reason)), one.reason
    for ask in rules.asks:
        assert ask.ask.question.endswith("。"), ask.ask.question


# ---------------------------------------------------------------- loading


def altered(folder: Path, file: str, before: str, after: str) -> Path:
    """A copy of the city's folder with one passage of a file changed."""
    copy = folder / "city"
    shutil.copytree(GUIDELINE, copy)
    text = (copy / file).read_text(encoding="utf-8")
    assert before in text
    (copy / file).write_text(text.replace(before, after, 1), encoding="utf-8")
    return copy


@pytest.mark.parametrize(
    ("file", "before", "after", "told"),
    [
        ("rules.toml", 'bad = ["番号は 1234', '# bad = ["番号は 1234', "(my number).bad: needs at least one example"),
        ("rules.toml", 'good = ["マイナンバーは12', 'good = []\n# good = ["マイナンバーは12', "good: needs at"),
        ("rules.toml", 'kind = "number"', 'kind = "numerology"', "kind: numerology is not known"),
        ("rules.toml", 'clause = "5-(9)"', 'clause = "5-(99)"', "clause: 5-(99) is not known"),
        ("rules.toml", 'severity = "fix"', 'severity = "perhaps"', "severity: perhaps: use one of block, fix"),
        ("rules.toml", 'severity = "fix"', 'severity = "block"', "severity: block is for the prohibitions"),
        ("rules.toml", 'severity = "fix"', 'severity = "note"', "severity: note is for rules without a clause"),
        ("rules.toml", 'when = { capacity = "職務" }', 'when = { capacity = "趣味" }', "capacity: '趣味': use one of"),
        ("rules.toml", 'when = { capacity = "職務" }', 'when = { mood = "良い" }', "mood: is no field of a context"),
        ("rules.toml", 'guards = ["consented"]', 'guards = ["nobody"]', "guards: nobody is no guard"),
        ("rules.toml", 'with.is = "my_number"', 'with.is = "shoe_size"', "is: shoe_size is not known"),
        ("rules.toml", "any = ['死亡", "any = ['(', '死亡", "any: '(' is no pattern"),
        ("rules.toml", "any = ['死亡", "any = ['a+', '死亡", "any: 'a+': give every repeat an upper bound"),
        ("rules.toml", "any = ['死亡", "any = ['(?:a{1,}){2}', '死亡", "give every repeat an upper bound"),
        ("rules.toml", 'id = "my number"', 'id = "mobile number"', "rule: mobile number stands twice"),
        ("rules.toml", 'scope = "near"', 'scope = "far"', "scope: far: use one of word"),
        ("rules.toml", 'today = "2026-09-01"', 'today = "いつか"', "context.today must be a date"),
        ("rules.toml", "reason = ", "raison = ", "reason: is missing"),
        ("asks.toml", "asked = [", "# asked = [", "asked: needs at least one example"),
        ("asks.toml", 'clears = ["5-(8)"]', 'clears = ["5-(80)"]', "clears: 5-(80) is not known"),
        ("asks.toml", 'sets = { working_hours = true }', 'sets = { working_hours = 1 }', "hours must be one of"),
        ("asks.toml", "[[ask]]\nid", "[[ask\nid", "not readable as TOML"),
    ],
)  # fmt: skip
def test_a_folder_that_is_wrong_is_refused_by_file_and_key(
    tmp_path: Path, guideline: Guideline, file: str, before: str, after: str, told: str
) -> None:
    """A rule without examples does not load, and neither does anything else that would fail later."""
    folder = altered(tmp_path, file, before, after)
    with pytest.raises(GuidelineError) as refusal:
        load_rules(folder, guideline)
    assert str(folder / file) in str(refusal.value)
    assert told in str(refusal.value)


# ---------------------------------------------------------------- the detectors' own arithmetic


@pytest.mark.parametrize(
    ("written", "kind"),
    [
        ("090-1234-5678", "mobile"), ("07012345678", "mobile"), ("+81 90 1234 5678", "mobile"),
        ("060-1234-5678", "mobile"),
        ("0868-32-2082", "fixed"), ("03(1234)5678", "fixed"), ("050-1234-5678", "fixed"), ("0120-123-456", "free"),
        ("0800-123-4567", "free"), ("0570-00-0000", "free"), ("0000000000", None), ("01-23", None),
    ],
)  # fmt: skip
def test_phones_are_told_apart_by_their_first_digits(written: str, kind: str | None) -> None:
    """Mobile, a place's, free of charge, or no number at all."""
    assert phone_kind(written) == kind


def test_the_twelfth_digit_of_my_number_checks_the_others() -> None:
    """One wrong digit, and it is none."""
    assert is_my_number("123456789018")
    assert not any(is_my_number(f"12345678901{digit}") for digit in "01234567" if digit != "8")


def test_a_card_number_passes_its_check() -> None:
    """Luhn's, and the first digit of a payment card."""
    assert is_card("4242424242424242")
    assert not is_card("4242424242424241")
    assert not is_card("1234567890123452")


@pytest.mark.parametrize(
    ("written", "alike"),
    [("tsuyama_c1ty", True), ("tsuyama-city", True), ("tsuyamacity", True), ("tsuyama_ctiy", True),
     ("tsuyama_city_pr", False), ("okayama_city", False), ("tsuyama", False)],
)  # fmt: skip
def test_look_alikes_differ_by_a_character_or_two(written: str, alike: bool) -> None:
    """Or are the same at a glance."""
    assert bool(look_alikes(written, ["tsuyama_city"])) == alike


def test_short_names_are_no_look_alikes_of_each_other() -> None:
    """Two characters of five are another word."""
    assert look_alikes("tokyo", ["kyoto"]) == []
    assert distance("abcd", "abdc", 2) == 1
    assert distance("abcd", "wxyz", 2) == 3
    assert (distance("ab", "ba"), distance("abc", "bac"), distance("xab", "xba")) == (1, 1, 1)
    assert (distance("abc", "abcde"), distance("abc", "abcdef"), distance("abc", "abcdefg")) == (2, 3, 3)
    assert (distance("", "ab"), distance("ba", "a")) == (2, 1)


@pytest.mark.parametrize(
    ("one", "other"),
    [("@Tsuyama_City", "ｔsuyama_city"), ("modern", "modem"), ("savvy", "sawy"), ("tsuyama-city", "tsuyama.city"),
     ("tsu yama", "tsuyama"), ("bo8", "b0b"), ("s1gn5", "slgns"), (" kanko@", "kanko@")],
)  # fmt: skip
def test_names_that_look_the_same_at_a_glance_are_folded_into_one(one: str, other: str) -> None:
    """rn and m, vv and w, 0 and o, 1, l and i, 5 and s, 8 and b; width, capitals, spaces and a leading @."""
    assert folded(one) == folded(other)
    assert folded("kanko@") != folded("kanko")


def test_a_name_itself_is_no_look_alike_and_the_nearest_comes_first() -> None:
    """However it is written; names of eight characters and more may differ by two, shorter ones by one."""
    assert look_alikes("@TSUYAMA_city", ["tsuyama_city", "tsuyama_cityy", "tsuyama_ccityy", "kanko"]) == [
        "tsuyama_cityy", "tsuyama_ccityy",
    ]  # fmt: skip
    assert look_alikes("tsuyama_city", ["@tsuyama_city"]) == []
    assert look_alikes("abcdefgh", ["abcdefxy"]) == ["abcdefxy"]
    assert look_alikes("abcdefg", ["abcdexy"]) == []
    assert look_alikes("abcdefg", ["abcdexg"]) == ["abcdexg"]


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("田所さん宅に伺った", ["田所さん"]),
        ("拾ったのは石井健二さんの財布", ["石井健二さん"]),
        ("佐藤 美咲 様", ["佐藤 美咲 様"]),
        ("氏名：佐藤 美咲", ["佐藤 美咲"]),
        ("明子さんとケンジくん", ["明子さん", "ケンジくん"]),
        ("皆さん、お客様、お子さん、業者さん、赤ちゃん、神様", []),
        ("佐々木内科と森歯科と中村通り", []),
        ("様々な君が代", []),
    ],
)
def test_a_person_is_a_name_with_a_cue(checker: Checker, text: str, named: list[str]) -> None:
    """A name alone is a clinic, a road or a shop."""
    draft = Draft(text, checker.words)
    assert [text[slice(*draft.span(one.start, one.end))] for one in mentions(draft)] == named


def test_mail_addresses_are_read_through_their_disguises(checker: Checker) -> None:
    """★, アット, (at), full width and ドット; and a star in the sky is none."""
    mail = build_mail(Table({}, "test"))
    for text in ("taro★example.com", "taroアットexample.com", "taro(at)example.com", "ｔａｒｏ＠ｅｘａｍｐｌｅ．ｃｏｍ",
                 "taro @ example ドット com"):  # fmt: skip
        assert len(list(mail.find(Draft(text, checker.words), Context()))) == 1, text
    for text in ("星★きらきら", "会場アット驚く", "5@100円", "@tsuyama_city"):
        assert list(mail.find(Draft(text, checker.words), Context())) == [], text


# ---------------------------------------------------------------- pictures


def picture(kind: str = "JPEG", gps: bool = False, camera: str = "") -> bytes:
    """A small picture with or without tags."""
    exif = Image.Exif()
    if camera:
        exif[ExifTags.Base.Model] = camera
    if gps:
        exif.get_ifd(ExifTags.IFD.GPSInfo)[2] = (35.0, 4.0, 0.0)
    out = io.BytesIO()
    Image.new("RGB", (4, 3), "white").save(out, kind, exif=exif)
    return out.getvalue()


def test_a_picture_that_says_where_it_was_taken_is_found(checker: Checker) -> None:
    """And the finding does not repeat where."""
    found = checker.check(
        "今日の一枚", Context(capacity="職務"), pictures=[read_picture(picture(gps=True, camera="Pixel 9"))]
    )
    assert "4-(4)" in found.raised
    assert any("Pixel 9" in one.reason for one in found.findings)
    assert not any("35" in one.reason for one in found.findings)


def test_a_picture_without_traces_is_never_called_clean(checker: Checker) -> None:
    """No finding, but whom it shows and where is asked."""
    found = checker.check("今日の一枚", Context(capacity="職務"), pictures=[read_picture(picture("PNG"))])
    assert found.findings == ()
    assert {"people_pictured", "place_pictured"} <= {one.id for one in found.asks}


@pytest.mark.parametrize(
    "data",
    [b"", b"hello", b"%PDF-1.7", picture()[:40], b"\x89PNG\r\n\x1a\n" + b"\0" * 40, b"GIF89a", b"\xff\xd8\xff\xe1\xff"]
)  # fmt: skip
def test_a_file_that_is_no_picture_is_told(checker: Checker, data: bytes) -> None:
    """Nothing raises, whatever the bytes."""
    assert read_picture(data).facts[:1] in (("no_picture",), ())
    assert checker.check("写真です", Context(), pictures=[read_picture(data)]).severity == "ok"


def test_a_bomb_is_not_unpacked() -> None:
    """A header that announces a billion pixels, and a file too long to read."""
    header = b"IHDR" + struct.pack(">IIBBBBB", 40_000, 30_000, 1, 0, 0, 0, 0)
    bomb = b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + header + struct.pack(">I", zlib.crc32(header))
    bomb += struct.pack(">I", 0) + b"IDAT" + struct.pack(">I", zlib.crc32(b"IDAT"))
    assert read_picture(bomb).facts == ("too_large",)
    assert read_picture(b"\xff" * 20_000_001).facts == ("too_large",)


# ---------------------------------------------------------------- the context of the contract


def test_the_context_of_the_contract_is_read() -> None:
    """Null and missing are "not asked yet"."""
    found = context_of({"capacity": "職務", "working_hours": True, "content_type": None, "today": "2026-04-01"})
    assert found == Context(capacity="職務", working_hours=True, today=date(2026, 4, 1))


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ({"capacity": "会社"}, "context.capacity must be one of 職務, 個人 or null, not '会社'"),
        ({"working_hours": "yes"}, "context.working_hours must be one of true, false or null, not 'yes'"),
        ({"city_device": 1}, "context.city_device must be one of true, false"),
        ({"today": "昨日"}, "context.today must be a date such as 2026-04-01"),
        ({"today": 20260401}, "context.today must be a date"),
        ({"official_accounts": "a"}, "context.official_accounts must be a list of texts"),
        ({"capacity": ["職務"]}, "context.capacity must be one of"),
        ({"capasity": "職務"}, "context.capasity is not known"),
    ],
)
def test_a_context_that_is_wrong_is_told_in_plain_words(values: dict[str, object], told: str) -> None:
    """Field, what it may hold, and what stood there."""
    with pytest.raises(ValueError) as refusal:
        context_of(values)
    assert told in str(refusal.value)
