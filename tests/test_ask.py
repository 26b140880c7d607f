"""Reading questions: what is answered, what is offered, what is honestly refused."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.settings import GUIDELINE
from guideline import training
from guideline.ask import KANJI, Reader, is_greeting, load_reader
from guideline.clauses import Guideline
from guideline.slips import in_kana
from guideline.words import Words, has_words, pieces

DATA = Path(__file__).parent / "data"


def test_the_lunch_break_question_finds_the_clause(reader: Reader) -> None:
    """The question everybody asks first."""
    found = reader.answer("昼休みにインスタ更新していい?")
    assert found.mode in ("direct", "choices")
    assert found.clauses[0] == "5-(10)"


def test_the_opening_text_of_a_section_answers_too(reader: Reader) -> None:
    """「以下同じ」 in the chapeau of 4 is what says that private accounts are covered."""
    assert reader.answer("個人アカウントも対象?").clauses[0] == "4"


@pytest.mark.parametrize("question", ["市税の口座振替の手続を教えて", "Excelの共有設定を解除したい", "こんにちは"])
def test_what_the_guideline_does_not_cover_is_refused(reader: Reader, question: str) -> None:
    """An honest no, with nothing to click."""
    assert reader.answer(question).mode == "none"


def test_a_bare_number_opens_that_clause(reader: Reader) -> None:
    """「5-(12)」 is no question of meaning."""
    assert reader.answer("５－（１２）").clauses == ("5-(12)",)


@pytest.mark.parametrize("text", ["こんにちは！", "おはようございます。", "hello", "お疲れ様です"])
def test_a_greeting_is_a_greeting(text: str) -> None:
    """It gets the help card."""
    assert is_greeting(text)
    assert not is_greeting(text + "インスタを更新していいですか")


def test_emoji_alone_are_no_words() -> None:
    """Nothing there that a clause could answer."""
    assert not has_words("😀🎉！？…")
    assert has_words("あ")


@settings(max_examples=150, deadline=None)
@given(st.text(st.characters(codec=None), max_size=300))
def test_no_text_whatever_makes_it_fail(reader: Reader, text: str) -> None:
    """Lone surrogates, control characters, combining marks: always an answer with honest chances."""
    found = reader.answer(text)
    assert len(found.clauses) <= 3
    assert all(0 <= chance <= 1 for chance in found.chances)


@settings(max_examples=30, deadline=None)
@given(st.text(max_size=200), st.integers(1, 300))
def test_long_texts_are_cut_without_loss(text: str, times: int) -> None:
    """Sudachi takes 49,149 bytes a call."""
    long = text * times
    cut = list(pieces(long))
    assert "".join(cut) == long
    assert all(len(piece.encode("utf-8", "surrogatepass")) <= 49_000 for piece in cut)


def test_the_model_was_made_from_this_data_and_code(reader: Reader) -> None:
    """A fresh start trains nothing; a change of the data without training is caught here."""
    assert reader.model.digest == training.digest(GUIDELINE), "run `make train`"
    assert (GUIDELINE / "questions.npz").stat().st_size < 3_000_000


def test_no_test_question_stands_among_the_training_questions() -> None:
    """Only what every list of questions has by chance (a word, a greeting) is shared."""
    trained = {question for question, _ in training.examples(GUIDELINE)}
    for name in ("questions_test.jsonl", "samples/qa_sample.jsonl"):
        rows = [json.loads(line) for line in (DATA / name).read_text(encoding="utf-8").splitlines()]
        assert [row["question"] for row in rows if row["question"] in trained and len(row["question"]) > 10] == []


def test_synonyms_meet(reader: Reader) -> None:
    """噂, うわさ and ウワサ share features through Sudachi's synonym groups."""
    words = Words({})
    shared = set(words.features("噂")) & set(words.features("うわさ")) & set(words.features("ウワサ"))
    assert any(feature.startswith(("s:", "a:")) for feature in shared)


def test_what_is_typed_in_kana_sounds_like_what_is_written() -> None:
    """Small and large kana, long vowels and kanji meet; nothing else of 写真 and しやしん does."""
    words = Words({})
    written = {feature for feature in words.features("写真") if feature.startswith("r")}
    for typed in ("しゃしん", "シャシン", "しやしん"):
        assert set(words.features(typed)) >= written != set()


def test_the_same_question_slips_the_same_way_each_time() -> None:
    """Training is deterministic, and what it adds has no kanji left."""
    words = Words({})
    typed = in_kana("勤務時間中に個人のアカウントで投稿していいですか", words)
    assert typed == in_kana("勤務時間中に個人のアカウントで投稿していいですか", words)
    assert not KANJI.search(typed)


def test_without_vectors_questions_are_answered_by_their_words(guideline: Guideline) -> None:
    """A machine without a wheel answers all the same."""
    lexical = load_reader(GUIDELINE, guideline, "lexical")
    assert lexical.vectors is None
    assert lexical.answer("昼休みにインスタ更新していい?").clauses[0] == "5-(10)"
