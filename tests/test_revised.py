"""What a revision changes, told clause by clause: which is which, what moved, what was reworded."""

from dataclasses import replace

import pytest

from guideline import revised
from guideline.clauses import Clause, Guideline, Section

PHOTOS = "写真を載せるときは、写っている人の同意を得ること。"
REPLIES = "寄せられた意見には、所属の長の了解を得て返信すること。"
PASSWORDS = "パスワードは所属の長が管理し、年に二回は変えること。"


@pytest.fixture
def empty(guideline: Guideline) -> Guideline:
    """A guideline of one section without clauses."""
    return replace(guideline, sections={"1": Section("1", "発信", "次のことを守ること。")}, clauses={})


def of(empty: Guideline, **texts: str) -> Guideline:
    """A guideline of these clauses: id → text."""
    return replace(empty, clauses={id_: Clause(id_, "1", text, id_) for id_, text in texts.items()})


def told(before: Guideline, after: Guideline) -> list[tuple[str, str, str]]:
    """Kind, old id, new id of each change, in order."""
    return [(one.kind, one.before, one.after) for one in revised.compare(before, after).changes]


def test_without_a_change_nothing_is_told(empty: Guideline) -> None:
    """And nothing is touched."""
    same = of(empty, a=PHOTOS, b=REPLIES)
    assert told(same, same) == []
    assert revised.compare(same, same).touched == frozenset()


def test_words_tell_which_clause_is_which_before_numbers_do(empty: Guideline) -> None:
    """Two clauses that changed places are renumbered, not reworded."""
    before, after = of(empty, a=PHOTOS, b=REPLIES), of(empty, a=REPLIES, b=PHOTOS)
    assert told(before, after) == [("renumbered", "b", "a"), ("renumbered", "a", "b")]
    assert revised.compare(before, after).touched == {"a", "b"}
    assert [one.marked for one in revised.compare(before, after).changes] == ["", ""]


def test_a_clause_that_stays_keeps_its_place_though_another_says_the_same(empty: Guideline) -> None:
    """What stands where it stood is that clause."""
    before, after = of(empty, a=PHOTOS, b=PHOTOS), of(empty, b=PHOTOS)
    assert told(before, after) == [("removed", "a", "")]


def test_what_is_added_comes_in_its_place_and_what_is_removed_last(empty: Guideline) -> None:
    """Each with its words; only what is gone or moved is touched."""
    before, after = of(empty, a=PHOTOS, c=PASSWORDS), of(empty, a=PHOTOS, b=REPLIES)
    found = revised.compare(before, after)
    assert [(one.kind, one.before, one.after, one.marked) for one in found.changes] == [
        ("added", "", "b", REPLIES), ("removed", "c", "", PASSWORDS),
    ]  # fmt: skip
    assert found.touched == {"c"}


def test_a_clause_that_moved_and_was_reworded_is_the_most_alike(empty: Guideline) -> None:
    """Sixty per cent of the characters; the marks show what changed."""
    before = of(empty, a=PHOTOS, b=REPLIES)
    after = of(empty, x=REPLIES.replace("了解", "許可"), y=PHOTOS)
    assert told(before, after) == [("moved and reworded", "b", "x"), ("renumbered", "a", "y")]
    marked = revised.compare(before, after).changes[0].marked
    assert "所属の長の〔－了解－〕〔＋許可＋〕を得て" in marked


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [("あいうえおかきくけこ", "あいうかきくらりるれ", [("reworded", "a", "a")]),
     ("あいうえおかきくけこ", "あいうらりるれろやゆ", [("reworded", "a", "a")]),
     ("あいうえおかきくけこ", "あいらりるれろやゆよ", [("added", "", "a"), ("removed", "a", "")])],
)  # fmt: skip
def test_the_same_number_is_the_same_clause_while_a_third_of_it_is_left(
    empty: Guideline, old: str, new: str, found: list[tuple[str, str, str]]
) -> None:
    """Less is another clause under an old number."""
    assert told(of(empty, a=old), of(empty, a=new)) == found


@pytest.mark.parametrize(
    ("new", "found"),
    [("あいうえおかやゆよわ", [("moved and reworded", "a", "b")]),
     ("あいうえおやゆよわを", [("added", "", "b"), ("removed", "a", "")])],
)  # fmt: skip
def test_under_another_number_six_tenths_must_be_the_same(
    empty: Guideline, new: str, found: list[tuple[str, str, str]]
) -> None:
    """Half is not enough."""
    assert told(of(empty, a="あいうえおかきくけこ"), of(empty, b=new)) == found


def test_a_changed_list_opening_changes_every_item(empty: Guideline) -> None:
    """Of the section, and of the clause that an item stands under; a heading counts, too."""
    before = of(empty, a=PHOTOS, b=REPLIES)
    opened = replace(before, sections={"1": Section("1", "発信", "次のことに努めること。")})
    assert told(before, opened) == [("reworded", "a", "a"), ("reworded", "b", "b")]
    assert "〔－を守－〕〔＋に努め＋〕" in revised.compare(before, opened).changes[0].marked
    headed = replace(before, clauses=before.clauses | {"a": replace(before.clauses["a"], head="写真")})
    assert told(before, headed) == [("reworded", "a", "a")]
    items = {"a": before.clauses["a"], "b": replace(before.clauses["b"], parent="a")}
    under = replace(before, clauses=items)
    changed = replace(before, clauses=items | {"a": replace(items["a"], text=PHOTOS + "例外はない。")})
    assert told(under, changed) == [("reworded", "a", "a")]


@pytest.mark.parametrize(
    ("before", "after", "marked"),
    [("写真を残す", "写真と動画を残す", "写真〔＋と動画＋〕を残す"),
     ("写真と動画を残す", "写真を残す", "写真〔－と動画－〕を残す"),
     ("一年", "二年", "〔－一－〕〔＋二＋〕年"), ("", "新しい", "〔＋新しい＋〕"), ("同じ", "同じ", "同じ")],
)  # fmt: skip
def test_marks_show_what_was_removed_and_added(before: str, after: str, marked: str) -> None:
    """Removed before added, and nothing else is marked."""
    assert revised.marked(before, after) == marked
