"""What detectors read is the draft as given, folded: every place in it leads back to the code points it came from."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guideline.check import Checker
from guideline.draft import PLAIN, SEGMENT, Draft
from guideline.words import Words


@pytest.fixture(scope="module")
def words(checker: Checker) -> Words:
    """The tokenizer of the session."""
    return checker.words


def excerpt(text: str, wanted: str, words: Words) -> str:
    """What stands in the text as given where `wanted` stands in the folded text."""
    draft = Draft(text, words)
    at = draft.plain.index(wanted)
    start, end = draft.span(at, at + len(wanted))
    return text[start:end]


@pytest.mark.parametrize(
    ("text", "wanted", "there"),
    [
        ("㈱ごんご、０９０−１２３４", "ごんご", "ごんご"),
        ("㈱ごんご", "(株)", "㈱"),
        ("㈱ごんご", "株", "㈱"),
        ("ｶﾞｿﾘﾝ補助", "ガソリン", "ｶﾞｿﾘﾝ"),
        ("か\u3099くせい割引", "がくせい", "か\u3099くせい"),
        ("😀👨‍👩‍👧 家族", "家族", "家族"),
        ("休\u200b館\u200b日", "休館日", "休\u200b館\u200b日"),
        ("\ud800です", "です", "です"),
        ("ＴＷＩＴＴＥＲ", "twitter", "ＴＷＩＴＴＥＲ"),
        ("İstanbul行き", "行き", "行き"),
        ("﷽のあと", "あと", "あと"),
    ],
)
def test_a_place_in_the_folded_text_leads_back_to_the_text_as_given(
    text: str, wanted: str, there: str, words: Words
) -> None:
    """Also where folding makes one character of two, eighteen of one, or none."""
    assert excerpt(text, wanted, words) == there


@settings(max_examples=300, deadline=None)
@given(st.text(st.characters(codec=None), max_size=60))
def test_folding_keeps_order_and_bounds_whatever_stands_in_a_draft(words: Words, text: str) -> None:
    """Starts never go back, spans are never empty, and every word of the folded text can be read."""
    draft = Draft(text, words)
    spans = [draft.span(at, at + 1) for at in range(len(draft.plain))]
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert spans == sorted(spans)
    assert "".join(word.surface for word in draft.words_between(0, len(draft.plain))) == draft.plain
    for start, _ in spans:
        place = draft.place(start)
        assert draft.span(place, place + 1)[0] == start


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from([*"あがABCａｂ１①㈱é 。\n〜…", "ﾊﾟ", "か\u3099", "e\u0301"]), max_size=40).map("".join))
def test_folding_is_nfkc_in_lower_case(words: Words, text: str) -> None:
    """Of ordinary text the folded text is what the model of questions reads too."""
    assert Draft(text, words).plain == unicodedata.normalize("NFKC", text).lower()


def test_the_characters_that_are_left_alone_need_no_folding() -> None:
    """The short way through folding is only for characters that NFKC and lower case leave as they are."""
    alone = [
        chr(code) for code in range(0x10000) if SEGMENT.fullmatch(chr(code)) and SEGMENT.fullmatch(chr(code))["plain"]
    ]
    assert len(alone) > 20_000, PLAIN
    assert [
        one for one in alone if unicodedata.normalize("NFKC", one).lower() != one or unicodedata.combining(one)
    ] == []


def test_a_post_without_full_stops_has_sentences(words: Words) -> None:
    """Lines and emoji end one, and so do 。 and ！ with a closing bracket behind them."""
    draft = Draft("今日はお祭り🎉また来年\n「やった！」と叫んだ。おわり", words)
    starts = sorted({draft.sentence(at) for at in range(len(draft.plain))})
    assert [draft.plain[start:end] for start, end in starts] == [
        "今日はお祭り🎉",
        "また来年\n",
        "「やった!」",
        "と叫んだ。",
        "おわり",
    ]


def test_kanji_digits_count_place_for_place(words: Words) -> None:
    """〇九〇 reads as 090 without moving anything."""
    draft = Draft("番号は〇九〇−一二三四", words)
    assert draft.digits == "番号は090−1234"
    assert len(draft.digits) == len(draft.plain)
