"""A plain text of a guideline becomes a draft folder: the ids of its own numbering, and nothing lost."""

import io
import json
import tomllib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot import guideline_command
from bot.settings import GUIDELINE
from guideline import clauses, import_folder
from guideline.clauses import Guideline, GuidelineError
from guideline.import_rows import Rows, rows_of
from guideline.import_tree import read_text, squeezed
from guideline.import_words import Read

DATA = Path(__file__).parent / "data"
EXPECTED = json.loads((DATA / "fixtures" / "expected.json").read_text("utf-8"))
SAMPLES = [name for name in EXPECTED if name.endswith(".txt")]
TEXTS = [*(DATA / "fixtures" / name for name in SAMPLES), DATA / "tsuyama_guideline_2012.txt"]

CHAPTERS = """見本町職員ソーシャルメディア利用規程
目次
第1章　総則・・・・・・1
第2章　利用・・・・・・2

第一章　総則
（目的）
第一条　この規程は、職員の利用について定める。
第２章　利用
第1節　職務での利用
（手続）
第二条　職務で利用しようとする者は、次に掲げる事項
を届け出る。
　一　種類
　二　目的
２　前項の届出は、年度ごとに行う。
- 1 -
第三条　職員は、次の行為をしてはならない。
　一　他人を侮辱すること。
　　イ　氏名を挙げるもの
　　ロ　似顔絵によるもの
　二　うわさを広めること。
附　則
１　この規程は、平成三十年四月一日から施行する。
２　従前の例による。
別表第1（第二条関係）
1 種類 2 目的
"""
DECIMAL = """見本区ソーシャルメディア運用マニュアル
2025年4月1日
1 総則
1-1 目的
このマニュアルは、運用の手順を定める。
1-2 対象
(1) 職員
(ア) 常勤の者
(イ) 非常勤の者
(2) 委託先
2 運用
2-1 投稿
○ 二人で確認する。
○ 写真の許可を得る。
2-2 事故のとき
直ちに広報課に知らせる。
"""
CIRCLES = """見本村SNS利用の手引き

１．基本的な考え方
　村の職員は、次の点に気をつける。
　⑴　丁寧に書くこと。
　⑵　人を傷つけないこと。
　　ａ）名指し
２．手順
　(a)　下書きを作る。
　(b)　上司が読む。
ただし、急ぐときはこの限りでない。
様式第1号
氏名
"""
MADE = {
    "chapters": (CHAPTERS, ["1", "2-1", "2-1-一", "2-1-二", "2-2", "3", "3-一", "3-一-イ", "3-一-ロ", "3-二",
                            "附則-1", "附則-2", "別表第1"]),
    "decimal": (DECIMAL, ["1-1", "1-2-(1)-(ア)", "1-2-(1)-(イ)", "1-2-(2)", "2-1-1", "2-1-2", "2-2"]),
    "circles": (CIRCLES, ["1-(1)", "1-(2)", "1-(2)-(a)", "2-(a)", "2-(b)", "様式第1号"]),
}  # fmt: skip


def imported(text: str) -> tuple[Read, Rows]:
    """A text as read and laid out."""
    read = read_text(text)
    return read, rows_of(read)


def lost(text: str, read: Read, rows: Rows) -> str:
    """Characters of a text that stand nowhere in what was kept, counted."""
    left = list(squeezed(text))
    for sign in squeezed("".join(import_folder.pieces(rows, read))):
        if sign in left:
            left.remove(sign)
    return "".join(left)


@pytest.mark.parametrize("name", SAMPLES)
def test_each_shape_of_numbering_gives_the_expected_ids(name: str) -> None:
    """条/項/号, 第1/1/(1)/ア, bullets and ①."""
    _, rows = imported((DATA / "fixtures" / name).read_text("utf-8"))
    assert [one.id for one in rows.clauses] == EXPECTED[name]


def test_the_seeds_own_text_gives_the_folder_that_is_in_use(guideline: Guideline) -> None:
    """Every id, section, parent, heading and word, but for the two repaired slips."""
    _, rows = imported((DATA / "tsuyama_guideline_2012.txt").read_text("utf-8"))
    assert [one.id for one in rows.clauses] == list(guideline.clauses)
    assert [(one.id, one.title, one.chapeau) for one in rows.sections] == [
        (one.id, one.title, one.chapeau) for one in guideline.sections.values()
    ]
    different = [
        one.id
        for one in rows.clauses
        if (known := guideline.clauses[one.id])
        and (one.text, one.parent, one.head, one.section) != (known.text, known.parent, known.head, known.section)
    ]
    assert different == ["4-(8)", "5-(1)"]


@pytest.mark.parametrize("name", MADE)
def test_other_shapes_that_cities_use(name: str) -> None:
    """章/節/条 with kanji numbers and イロハ, 1-1 and (ア), full width, ⑴, a), 附則 and 別表, a leading ○."""
    text, expected = MADE[name]
    _, rows = imported(text)
    assert [one.id for one in rows.clauses] == expected


@pytest.mark.parametrize("text", [*(path.read_text("utf-8") for path in TEXTS), *(text for text, _ in MADE.values())])
def test_nothing_of_a_text_is_lost(text: str) -> None:
    """Every character that is no white space stands in the folder, as often as in the text."""
    read, rows = imported(text)
    assert lost(text, read, rows) == ""


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from([
    "第1条　職員は、守る。", "第２条", "（目的）", "２　前項の", "(1) あ", "（2）い。", "ア う", "① え", "- お", "・か",
    "第1 き", "1.1 く", "第1章 け", "附則", "別表", "こ、さ", "し（す", "せ）そ。", "", "3", "- 4 -", "ただし、た。",
    "次に掲げる事項", "一　ち", "○つ", "目次", "て...... 3", "9 と", "第3条の2　な",
]), max_size=25))  # fmt: skip
def test_whatever_stands_in_a_text_nothing_is_lost_and_ids_differ(lines: list[str]) -> None:
    """Also of nonsense."""
    text = "\n".join(lines)
    read, rows = imported(text)
    assert lost(text, read, rows) == ""
    assert len({one.id for one in rows.clauses}) == len(rows.clauses)


def test_noise_of_scanning_is_mended_or_told() -> None:
    """A sentence over two lines is one; page numbers and the table of contents are set aside; a jump is told."""
    read, rows = imported(CHAPTERS)
    texts = {one.id: one.text for one in rows.clauses}
    assert texts["2-1"] == "職務で利用しようとする者は、次に掲げる事項を届け出る。"
    assert [why for _, why, _ in read.aside if why in ("contents", "page")] == ["contents"] * 3 + ["page"]
    jumped, _ = imported("見本市要綱\n第1条　あ。\n第5条　い。\n")
    assert [(one.line, one.what) for one in jumped.warnings] == [(3, "5 follows 1")]


def test_the_draft_folder_names_what_is_left_to_do(tmp_path: Path) -> None:
    """Every TODO once, with file, key and conversation; exit 1. The text is quoted word for word."""
    out = io.StringIO()
    text = DATA / "fixtures" / "sample_joubun.txt"
    assert guideline_command.import_(text, tmp_path / "city", out) == 0
    assert "8 sections, 18 clauses" in out.getvalue()
    told = io.StringIO()
    assert guideline_command.check(tmp_path / "city", tmp_path / "organisation.toml", told) == 1
    named = ("question_office", "clauses.violation", "names.committee", "rules.toml", "fields.toml", "incident.toml")
    for key in named:
        assert key in told.getvalue()
    kept = tomllib.loads((tmp_path / "city" / "clauses.toml").read_text("utf-8"))
    assert kept["clause"][0]["text"].startswith("この規程は、職員が業務又は私的に")
    with pytest.raises(GuidelineError, match="not empty"):
        guideline_command.import_(text, tmp_path / "city", out)


def test_a_shift_jis_text_is_read_and_a_binary_is_told(tmp_path: Path) -> None:
    """Older texts lie about in the encoding of Windows."""
    (tmp_path / "old.txt").write_bytes("見本市要綱\n第1条　職員は、守る。\n".encode("cp932"))
    assert guideline_command.import_(tmp_path / "old.txt", tmp_path / "a", io.StringIO()) == 0
    (tmp_path / "bad.txt").write_bytes(b"\xff\xfe\x00\x81\x00")
    with pytest.raises(GuidelineError):
        guideline_command.import_(tmp_path / "bad.txt", tmp_path / "b", io.StringIO())


def test_the_city_in_use_lacks_nothing() -> None:
    """Models up to date, no TODO."""
    out = io.StringIO()
    people = Path(__file__).parent.parent / "bot" / "demo" / "organisation.toml"
    assert guideline_command.check(GUIDELINE, people, out) == 0, out.getvalue()


def test_a_formal_citation_finds_its_clause(tmp_path: Path) -> None:
    """第5条の2 is an article of its own, 5-2 the second 項 of article 5."""
    _, rows = imported((DATA / "fixtures" / "sample_joubun.txt").read_text("utf-8"))
    (tmp_path / "clauses.toml").write_text(import_folder.clauses_toml(rows), "utf-8")
    about = (GUIDELINE / "guideline.toml").read_text("utf-8")
    head = about.split("# Plain slips")[0]
    for old in (
        "5-(1)",
        "7-(8)",
        "6-(5)",
        "4-(8)",
        "8-(2)",
        "8-(1)",
        "7-(7)-1",
        "7-(7)-2",
        "6-(4)",
        "7-(2)-9",
        "7-(2)-但書",
    ):
        head = head.replace(f'"{old}"', '"3"')
    (tmp_path / "guideline.toml").write_text(head, "utf-8")
    found = clauses.load(tmp_path)
    asked = {
        "第5条の2": "5の2", "第5条第2項": "5-2", "5の2": "5の2", "5-2": "5-2",
        "第5条第2項第1号": "5-2-(1)", "第３条": "3",
    }  # fmt: skip
    for words, clause in asked.items():
        known = found.find(words)
        assert known is not None, words
        assert known.id == clause, words
