"""Reading questions: what is answered, what is offered, what is honestly refused."""

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.settings import GUIDELINE
from guideline import training
from guideline.ask import (
    DIRECT,
    KANA_WEIGHT,
    KANJI,
    Answer,
    QuestionModel,
    Reader,
    is_greeting,
    load_names,
    load_reader,
    scoring_ids,
)
from guideline.clauses import Guideline, GuidelineError
from guideline.meaning import open_vectors
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


def test_a_sure_answer_is_direct_and_an_unsure_one_a_choice_of_three(reader: Reader) -> None:
    """The chances are honest ones: best first, of one clause most of the whole, never more than all."""
    sure, unsure = reader.answer("勤務時間中に個人のアカウントで投稿してもいいですか"), reader.answer("投稿")
    assert (sure.mode, unsure.mode) == ("direct", "choices")
    assert sure.chances[0] >= DIRECT > unsure.chances[0]
    for found in (sure, unsure):
        assert len(found.clauses) == len(found.chances) == 3
        assert list(found.chances) == sorted(found.chances, reverse=True)
        assert 0.3 < sum(found.chances) <= 1
    assert reader.answer("5-(12)") == Answer("direct", ("5-(12)",), (1.0,))


def test_sentence_vectors_are_used_where_the_machine_has_them(reader: Reader) -> None:
    """And not where only the words are to be read; without kanji they weigh less."""
    asked = "昼休みにインスタ更新していい?"
    assert (reader.vectors is None) == (open_vectors("semantic") is None)
    by_words = reader.answer(asked, semantic=False)
    assert by_words == replace(reader, vectors=None).answer(asked)
    if reader.vectors is None:
        return
    assert reader.answer(asked).chances != by_words.chances
    model, features, vector = reader.model, list(reader.words.features("写真")), reader.vectors.of("写真")
    assert isinstance(model, QuestionModel)
    whole, less = (model.chances(features, vector, weight)[1] for weight in (1.0, KANA_WEIGHT))
    assert model.chances(features, vector)[1].tolist() == whole.tolist() != less.tolist()
    assert [round(float(one.sum()), 6) for one in (whole, less)] == [1.0, 1.0]


def test_a_saved_model_answers_as_before(reader: Reader, tmp_path: Path) -> None:
    """Gates, figures and digest come back."""
    model = reader.model
    assert isinstance(model, QuestionModel)
    model.save(tmp_path / "questions.npz")
    again = QuestionModel.load(tmp_path / "questions.npz")
    assert (again.classes, again.digest, again.figures) == (model.classes, model.digest, model.figures)
    assert (again.by_words, again.by_both) == (model.by_words, model.by_both)
    assert replace(reader, model=again).answer("昼休みにインスタ更新していい?") == reader.answer(
        "昼休みにインスタ更新していい?"
    )


def test_a_folder_that_has_not_learned_offers_clauses_to_choose_from(guideline: Guideline, tmp_path: Path) -> None:
    """It never claims to have the answer, says nothing to a greeting, and opens a clause by its number."""
    (tmp_path / "names.toml").write_text("[names]\n", "utf-8")
    plain = load_reader(tmp_path, guideline)
    assert not plain.has_learned
    found = plain.answer("誹謗中傷は禁止ですか")
    assert (found.mode, found.clauses[0], set(found.chances)) == ("choices", "5-(1)", {0.0})
    assert len(found.chances) == len(found.clauses)
    assert plain.answer("こんにちは") == Answer("none", (), ())
    assert plain.answer("xyzzy") == Answer("none", (), ())
    assert plain.answer("5-(12)").mode == "direct"


def test_a_model_of_another_guideline_is_refused(guideline: Guideline) -> None:
    """With its path and what to do."""
    fewer = replace(guideline, clauses={id_: one for id_, one in guideline.clauses.items() if id_ != "5-(10)"})
    with pytest.raises(GuidelineError, match=r"questions\.npz: knows other clauses \(\['5-\(10\)'\]\): run `snsbot"):
        load_reader(GUIDELINE, fewer)


@pytest.mark.parametrize(
    ("words", "told"),
    [(None, "needs a table [names] of spelling = kind"), ("[name]\n", "needs a table [names] of spelling = kind"),
     ("[names\n", "needs a table [names] of spelling = kind"),
     ("[names]\nX = 1\n", "names: every kind must be a text")],
)  # fmt: skip
def test_a_bad_list_of_names_is_told_with_its_path(tmp_path: Path, words: str | None, told: str) -> None:
    """Spellings are read in their plain form."""
    if words is not None:
        (tmp_path / "names.toml").write_text(words, "utf-8")
    with pytest.raises(GuidelineError, match=re.escape(told)) as found:
        load_names(tmp_path)
    assert "names.toml" in str(found.value)
    (tmp_path / "names.toml").write_text('[names]\n"ＬＩＮＥ" = "媒体"\n', "utf-8")
    assert load_names(tmp_path) == {"line": "媒体"}


def test_the_opening_of_a_section_is_no_clause_to_be_scored(guideline: Guideline) -> None:
    """What the command line hands out are ids of clauses."""
    assert scoring_ids(Answer("choices", ("4", "5-(10)"), (0.5, 0.4)), guideline) == ["5-(10)"]
