"""The guideline's folder says what the city's document says, and bad folders are refused."""

import re
import shutil
from pathlib import Path

import pytest

from bot.settings import GUIDELINE
from guideline.clauses import Guideline, GuidelineError, load

SEED = Path(__file__).parent / "data" / "tsuyama_guideline_2012.txt"
IDS = (
    "1 2 3 "
    + " ".join(f"4-({n})" for n in range(1, 9)) + " "
    + " ".join(f"5-({n})" for n in range(1, 17)) + " "
    + " ".join(f"6-({n})" for n in range(1, 7)) + " "
    + "7-(1) 7-(2) 7-(2)-但書 " + " ".join(f"7-(2)-{n}" for n in range(1, 10)) + " "
    + "7-(3) 7-(4) 7-(5) 7-(6) 7-(7) 7-(7)-1 7-(7)-2 7-(8) 8-(1) 8-(2)"
).split()  # fmt: skip


def test_the_folder_has_the_55_ids_in_the_documents_order(guideline: Guideline) -> None:
    """Every id of the contract is there, and no other."""
    assert list(guideline.clauses) == IDS
    assert len(IDS) == 55


def test_every_word_of_the_document_is_there_but_for_the_listed_repairs(guideline: Guideline) -> None:
    """Text, headings, opening texts, title, version and date, put together again, are the document."""
    seed = SEED.read_text(encoding="utf-8")
    for repair in guideline.repairs:
        assert seed.count(repair.found) == 1, repair
        seed = seed.replace(repair.found, repair.repaired)
    told = [guideline.title, guideline.issuer, f"({guideline.date})", guideline.version, "改定履歴", guideline.preface]
    told.append("目次")
    for section in guideline.sections.values():
        told.append(f"{section.id} {section.title}")
    told.append(guideline.title)
    for section in guideline.sections.values():
        told += [f"{section.id} {section.title}", section.chapeau]
        for clause in guideline.members(section.id):
            told += [clause.head, clause.text]
    assert bare(seed) == bare("\n".join(told))


def bare(text: str) -> str:
    """The words alone: no blanks, bullets, item numbers or the page numbers of the contents."""
    text = re.sub(r"\t.*$", "", text, flags=re.MULTILINE)
    text = re.sub(r"^[ 　]*(- )?[（(]\d+[）)] ?", "", text, flags=re.MULTILINE)
    text = re.sub(r"^[ 　]*- ", "", text, flags=re.MULTILINE)
    return re.sub(r"\s", "", text)


def test_suspicious_words_stay_as_the_city_wrote_them(guideline: Guideline) -> None:
    """公聴広報 and 居住 are listed, not corrected."""
    assert {one.word for one in guideline.suspicious} == {"公聴広報", "居住"}
    assert "公聴広報" in guideline.clauses["1"].text


def test_a_clause_is_shown_with_the_text_that_opens_its_list(guideline: Guideline) -> None:
    """The chapeau of a section binds each of its clauses, that of 7-(7) its two items."""
    assert "以下同じ" in guideline.chapeau("4-(3)")
    assert guideline.chapeau("7-(7)-1") == guideline.clauses["7-(7)"].text
    assert guideline.chapeau("7-(2)-9") == guideline.clauses["7-(2)"].text
    assert guideline.chapeau("1") == ""


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("5-(1)", "5-(1)"),
        ("５（12）", "5-(12)"),
        ("5の1", "5-(1)"),
        ("7(2)ただし書", "7-(2)-但書"),
        ("7-2-9", "7-(2)-9"),
    ],
)
def test_people_may_write_a_clauses_number_as_they_like(guideline: Guideline, words: str, found: str) -> None:
    """Full width, の, with and without parentheses."""
    clause = guideline.find(words)
    assert clause is not None
    assert clause.id == found


def test_neighbours_end_at_the_section(guideline: Guideline) -> None:
    """The first clause of a section has none before it."""
    assert guideline.neighbours("5-(1)") == (None, "5-(2)")
    assert guideline.neighbours("5-(16)") == ("5-(15)", None)


@pytest.mark.parametrize(
    ("file", "found", "bad", "said"),
    [
        ("clauses.toml", 'id = "5-(2)"', 'id = "5-(1)"', "stands twice"),
        ("clauses.toml", 'id = "5-(2)"', 'no = "5-(2)"', "id: is missing"),
        ("clauses.toml", 'id = "5-(2)"', 'id = "５−（２）?"', "is not an id"),
        ("clauses.toml", 'parent = "7-(7)"', 'parent = "7-(9)"', "7-(9)"),
        ("clauses.toml", 'section = "6"', 'section = "9"', "section: 9 is not known"),
        ("clauses.toml", 'label = "策定目的"', 'label = ""', "label: must not be empty"),
        ("clauses.toml", 'label = "策定目的"', "label = 3", "label: must be a text"),
        ("clauses.toml", "[[clause]]", "[[clause", "not readable as TOML"),
        ("guideline.toml", 'city = "津山市"', "", "city: is missing"),
        ("guideline.toml", 'scope_clause = "3"', 'scope_clause = "9"', "scope_clause: 9 is not known"),
        ("guideline.toml", '["秘書広報室", "情報政策課"]', '"秘書広報室"', "account_offices: must be a list"),
        ("guideline.toml", 'word = "居住"', 'word = "住居"', "does not stand in"),
    ],
)
def test_a_bad_folder_is_refused_with_file_and_key(tmp_path: Path, file: str, found: str, bad: str, said: str) -> None:
    """Whoever edits the folder reads where the fault is."""
    folder = tmp_path / "city"
    shutil.copytree(GUIDELINE, folder)
    text = (folder / file).read_text(encoding="utf-8")
    assert found in text
    (folder / file).write_text(text.replace(found, bad, 1), encoding="utf-8")
    with pytest.raises(GuidelineError, match=re.escape(said)) as error:
        load(folder)
    assert file in str(error.value)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    """An empty folder is no guideline."""
    with pytest.raises(GuidelineError, match=r"guideline\.toml: the file is missing"):
        load(tmp_path)
