"""What is blacked out before something is handed to the public, and the reason for each passage."""

import pytest

from guideline.check import Checker
from guideline.masking import BLACK, FOUND, HOUSE, MAIL, NAME, NUMBER, PHONE, Masked, Masker


@pytest.fixture(scope="module")
def masker(checker: Checker) -> Masker:
    """A city that knows two people by name."""
    return Masker.of(checker, ["仮名 みどり", "森 由美", " "])


def test_personal_data_in_free_text_is_blacked_out(checker: Checker) -> None:
    """Names with and without a space, numbers and addresses, none with its length; the rest stays."""
    masker = Masker.of(checker, ["仮名 みどり"])
    text = "仮名みどりさん（090-1234-5678、midori@example.jp）から観光の投稿へ苦情。鈴木様にも連絡済み。"
    shown, told = masker.mask(text)
    assert "■■■■" not in shown
    assert not [word for word in ("仮名", "みどり", "5678", "midori", "example.jp", "鈴木") if word in shown]
    assert "から観光の投稿へ苦情。" in shown
    assert {"電話番号", "メールアドレス"} <= {why for one in told for why in one.why.split("・")}


def test_a_known_name_is_hidden_whole_or_in_parts_of_two_letters(masker: Masker) -> None:
    """With the space and without; a single letter (森) would hide ordinary words."""
    assert masker.names == ("仮名 みどり", "仮名みどり", "森 由美", "みどり", "森由美", "仮名", "由美")
    for text in ("仮名 みどりが担当", "仮名みどりが担当", "みどりが担当", "仮名が担当"):
        assert masker.mask(text)[0] == f"{BLACK}が担当"
    assert masker.mask("森の道、森の店")[0] == "森の道、森の店"


def test_every_place_of_a_name_is_hidden(masker: Masker) -> None:
    """At the beginning, twice in a row, and at the end; what stood there is listed in order."""
    shown, told = masker.mask("由美、由美由美と由美")
    assert shown == f"{BLACK}、{BLACK}{BLACK}と{BLACK}"
    assert told == [Masked("由美", NAME)] * 4


@pytest.mark.parametrize(
    ("text", "hidden", "why"),
    [("連絡は 0868-32-2082 まで", "0868-32-2082", PHONE), ("midori@example.jp に送る", "midori@example.jp", MAIL),
     ("住所は津山市山北520番地です", "520番地", HOUSE), ("番号は 1234 5678 9018 です", "1234 5678 9018", NUMBER),
     ("鈴木様から苦情", "鈴木", NAME), ("今日は佐々木が当番", "佐々木", NAME),
     ("ひかり荘203号室に住む人", "203号室", FOUND)],
)  # fmt: skip
def test_each_kind_of_personal_data_has_its_reason(masker: Masker, text: str, hidden: str, why: str) -> None:
    """The words are in the list of what was masked, and nowhere in the copy."""
    shown, told = masker.mask(text)
    assert hidden not in shown
    assert BLACK in shown
    found = [one for one in told if hidden in one.words]
    assert [why in one.why.split("・") for one in found] == [True]


def test_places_are_those_of_the_text_as_written(masker: Masker) -> None:
    """Full width before it moves nothing, and what is no personal data stays letter for letter."""
    assert masker.mask("㈱ごんごの件、ｍｉｄｏｒｉ＠ｅｘａｍｐｌｅ．ｊｐへ")[0] == f"㈱ごんごの件、{BLACK}へ"
    plain = "㈱ごんごの観光の投稿へ苦情。２０２６年１１月２４日"
    assert masker.mask(plain) == (plain, [])
    assert masker.mask("") == ("", [])


def test_passages_that_overlap_are_one_with_all_their_reasons(masker: Masker) -> None:
    """A name inside an address is not hidden twice."""
    shown, told = masker.mask("仮名 みどり様から")
    assert shown == f"{BLACK}から"
    assert [one.words for one in told] == ["仮名 みどり様"]
    assert told[0].why.split("・").count(NAME) == 1
    assert set(told[0].why.split("・")) <= {NAME, FOUND}
