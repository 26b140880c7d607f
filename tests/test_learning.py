"""`snsbot guideline learn`: what people asked becomes what the reader is trained with."""

import asyncio
import io
import json
import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot import learn_command
from bot.settings import DEMO_ORGANISATION, GUIDELINE, Settings
from bot.train_command import MODELS
from guideline import ask, clauses, labels
from guideline.clauses import Guideline
from guideline.labels import Labelled
from storage import labelling, payloads, questions, records
from storage.database import Database, open_database
from storage.labelling import Asked
from storage.tables import LogEntry, Question
from tests.conftest import fresh_database
from tests.doors import house

QUESTION = "着ぐるみの貸出の手続を教えて"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A city's folder of its own, with a tenth of the questions and the committed models."""
    copy = tmp_path / "guideline"
    shutil.copytree(GUIDELINE, copy, ignore=shutil.ignore_patterns("drafts.jsonl"))
    lines = (GUIDELINE / labels.FILE).read_text(encoding="utf-8").splitlines()
    (copy / labels.FILE).write_text("\n".join(lines[::10]), encoding="utf-8")
    return copy


def settings(folder: Path, url: str) -> Settings:
    """Settings without a platform."""
    return Settings(url, folder, DEMO_ORGANISATION, None, None, "127.0.0.1", 0)


async def logged(database: Database) -> list[tuple[str, str, dict[str, object]]]:
    """The entries about labelled questions."""
    rows = await database.read(lambda session: session.execute(select(LogEntry)).scalars().all())
    assert await database.read(lambda session: list(records.faults(session))) == []
    return [(row.act, row.person, row.ids) for row in rows if row.act == "questions labelled"]


def test_one_entry_for_a_question_with_all_that_is_known_of_it() -> None:
    """Spellings of one question are one; what most meant is suggested; what is labelled is gone."""
    asked = [
        Asked("インスタ で悪口", "unanswered"),
        Asked("しらない", "unanswered"),
        Asked("ｲﾝｽﾀで悪口", "bad", "4-(1)", "5-(1)"),
        Asked("インスタで悪口", "bad", "4-(1)", "5-(2)"),
        Asked("インスタで悪口", "ticket", told="5の1です。"),
        Asked("インスタで悪口", "good", "5-(1)", "5-(1)"),
        Asked("😀", "unanswered"),
    ]
    found = list(learn_command.waiting(asked, [labels.same("しら ない")]))
    assert [(one.question, one.suggested, one.shown, one.told) for one in found] == [
        ("インスタ で悪口", "5-(1)", ("4-(1)", "5-(1)"), ("5の1です。",))
    ]
    assert found[0].why == ("not answered", "👎", "answered by the office", "👍")


@pytest.mark.parametrize(
    ("said", "label"),
    [("5-(1)", "5-(1)"), ("５の１", "5-(1)"), ("none", "none"), ("該当条文なし", "none"), ("9-(9)", None), ("", None)],
)
def test_a_label_is_a_clause_or_none(guideline: Guideline, said: str, label: str | None) -> None:
    """In any spelling."""
    assert labels.label_of(guideline, said) == label


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("{broken", "line 1: not JSON"),
        ('{"question": "a"}', "line 1: needs"),
        ('["question"]', "line 1: needs"),
        ('{"question": 5, "clause": "5-(1)"}', "line 1: needs"),
        ('{"question": "悪口", "clause": "9-(9)"}', "line 1: clause: 9-(9) is not in the guideline"),
        ('{"question": "悪口", "clause": 5}', "line 1: clause: 5 is not in the guideline"),
        ('{"question": "😀", "clause": "5-(1)"}', "line 1: question: has no words"),
        ('{"question": "a\\ud800", "clause": "5-(1)"}', "line 1: question: has half a character"),
        (json.dumps({"question": "あ" * 1_001, "clause": "5-(1)"}), "line 1: question: has 1,001 characters"),
        (
            '{"question": "悪口は？", "clause": "5-(1)"}\n{"question": "悪口 は？", "clause": null}',
            "line 2: 悪口 は？: a line above says 5-(1), not none",
        ),
    ],
)
async def test_a_bad_line_is_told_and_nothing_is_added(
    folder: Path, capsys: pytest.CaptureFixture[str], line: str, why: str
) -> None:
    """With its number; the folder's file stays as it was."""
    file, before = folder.parent / "labelled.jsonl", (folder / labels.FILE).read_bytes()
    good = '{"question": "よい質問ですか", "clause": "5-(1)"}'
    file.write_text(f"{line}\n{good}\n", encoding="utf-8")
    assert await learn_command.from_file(settings(folder, "sqlite://"), file, io.StringIO()) == 1
    told = capsys.readouterr().err
    assert why in told
    assert "nothing was added" in told
    assert (folder / labels.FILE).read_bytes() == before


async def test_another_label_than_the_one_that_is_there_is_refused(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Two labels for one question would teach nothing."""
    first = json.loads((folder / labels.FILE).read_text(encoding="utf-8").splitlines()[0])
    file = folder.parent / "labelled.jsonl"
    file.write_text(json.dumps({"question": first["question"], "clause": None}), encoding="utf-8")
    assert await learn_command.from_file(settings(folder, "sqlite://"), file, io.StringIO()) == 1
    assert f"questions.jsonl says {first['clause']}, not none" in capsys.readouterr().err


async def test_a_file_comes_back_from_an_editor_of_windows(folder: Path, database_url: str) -> None:
    """With a byte order mark and line ends of its own; a second time nothing is new. On both databases."""
    file, out = folder.parent / "labelled.jsonl", io.StringIO()
    file.write_bytes(
        b"\xef\xbb\xbf" + '{"question": "写真に\u2028位置が残る？", "clause": "4-(8)"}\r\n'.encode()
        + '{"question": "給食の献立は？", "clause": "none"}\r\n\r\n{"question": "あとで", "clause": ""}\r\n'.encode()
    )  # fmt: skip
    ours = settings(folder, database_url)
    assert await learn_command.from_file(ours, file, out) == 0
    assert await learn_command.from_file(ours, file, out) == 0
    assert "2 lines added" in out.getvalue()
    assert "0 lines added" in out.getvalue().splitlines()[-1]
    lines = (folder / labels.FILE).read_text(encoding="utf-8").splitlines()
    assert [json.loads(line) for line in lines[-2:]] == [
        {"question": "写真に 位置が残る？", "clause": "4-(8)"}, {"question": "給食の献立は？", "clause": None},
    ]  # fmt: skip
    database = open_database(database_url)
    acts = await logged(database)
    await database.close()
    assert acts == [("questions labelled", "command line", {"lines": 2, "clauses": ["4-(8)", "none"]})]


async def asked(database: Database, number: int) -> None:
    """Waits until so many questions are kept: the same words of refusal stand in the chat from the one before."""
    counted = select(func.count()).select_from(Question)
    for _ in range(400):
        if await database.read(lambda session: session.execute(counted).scalar_one()) == number:
            return
        await asyncio.sleep(0.02)
    raise AssertionError(f"fewer than {number} questions were kept")


async def test_on_the_terminal(folder: Path, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    """Enter takes what is suggested, "e" changes the words, "s" passes over, "q" ends; markup is only text."""
    async with fresh_database(request, "sqlite", tmp_path) as url:
        async with house("web", url, tmp_path) as town:
            for number, (text, rating) in enumerate(
                (("誹謗中傷の禁止を教えて", "👍 役に立った"), ("税の口座振替は？", ""), ("[b]市民税の納期[/b]", "")), 1
            ):
                await town.chat.say("tanaka", text)
                await asked(town.program.database, number)
                await town.chat.sees("tanaka", "該当条文なし" if not rating else "誹謗中傷すること。")
                if rating:
                    await town.chat.press("tanaka", rating)
                    await town.chat.sees("tanaka", "評価を記録しました")
        out = io.StringIO()
        said = io.StringIO("e\n税金の\u3000口座振替は？\nなし\ns\n\n")
        assert await learn_command.on_terminal(settings(folder, url), said, out) == 0
        assert "3 questions without a label" in out.getvalue()
        assert "[b]市民税の納期[/b]" in out.getvalue()
        assert "suggested: 5-(1)" in out.getvalue()
        assert "田中" not in out.getvalue()
        lines = [json.loads(line) for line in (folder / labels.FILE).read_text(encoding="utf-8").splitlines()]
        assert lines[-2:] == [
            {"question": "税金の 口座振替は？", "clause": None},
            {"question": "誹謗中傷の禁止を教えて", "clause": "5-(1)"},
        ]
        stopped = io.StringIO()
        assert await learn_command.on_terminal(settings(folder, url), io.StringIO("q\n"), stopped) == 0
        assert "0 lines added" in stopped.getvalue()


async def test_blanked_questions_are_gone(tmp_path: Path, request: pytest.FixtureRequest) -> None:
    """After the days that the city sets there is nothing left to label."""
    async with fresh_database(request, "sqlite", tmp_path) as url, house("web", url, tmp_path) as town:
        await town.chat.say("tanaka", "市税の口座振替の手続を教えて")
        await town.chat.sees("tanaka", "該当条文なし")
        await town.chat.press("tanaka", "情報政策課に質問を送る")
        await town.chat.fill("tanaka", {"質問": "写真の保存年限は？"}, "送る")
        await town.chat.sees("mori", "写真の保存年限は？", "joho-seisaku")
        await town.chat.press("mori", "回答する", "joho-seisaku")
        await town.chat.fill("mori", {"回答": "5年です。"}, "回答を送る")
        await town.chat.sees("tanaka", "5年です。")
        read = town.program.database.read
        assert await read(lambda session: list(labelling.asked(session))) == [
            Asked("市税の口座振替の手続を教えて", "unanswered"),
            Asked("写真の保存年限は？", "ticket", told="5年です。"),
        ]
        await town.program.advance(3_700 * 86_400)
        assert await read(lambda session: list(labelling.asked(session))) == []


async def test_what_is_worth_labelling(database: Database) -> None:
    """On both databases: not answered at once or by choice, 👎 with what was meant or without, 👍; nothing else."""
    at = datetime(2026, 4, 1, tzinfo=UTC)

    def fill(session: Session) -> None:
        for id_, mode in (("unanswered", "none"), ("chosen none", "choices"), ("bad", "direct"), ("fine", "direct")):
            kept = payloads.keep(session, "question", f"question:{id_}", {"text": id_}, at)
            questions.add(session, id_, kept.id, mode, [], at)
        questions.choose(session, "chosen none", "none")
        questions.rate(session, "bad", "5-(1)", False, at, "unknown")
        questions.rate(session, "bad", "5-(1)", False, at, "none")
        questions.rate(session, "fine", "5-(2)", True, at)

    await database.write(fill)
    assert await database.read(lambda session: list(labelling.asked(session))) == [
        Asked("unanswered", "unanswered"), Asked("chosen none", "unanswered"), Asked("bad", "bad", "5-(1)"),
        Asked("bad", "bad", "5-(1)", "none"), Asked("fine", "good", "5-(2)", "5-(2)"),
    ]  # fmt: skip


async def test_from_not_answered_to_answered(folder: Path, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    """A question that nobody foresaw: asked, exported, labelled, trained, asked again."""
    async with fresh_database(request, "sqlite", tmp_path) as url:
        async with house("web", url, tmp_path) as town:
            await town.chat.say("tanaka", QUESTION)
            await town.chat.sees("tanaka", "該当条文なし")
        ours, file = settings(folder, url), tmp_path / "asked.jsonl"
        assert await learn_command.to_file(ours, file, io.StringIO()) == 0
        row = json.loads(file.read_text(encoding="utf-8"))
        assert (row["question"], row["clause"], row["why"]) == (QUESTION, "", ["not answered"])
        assert await learn_command.to_file(ours, file, io.StringIO()) == 1  # what was labelled is not written over
        file.write_text(json.dumps(row | {"clause": "4-(8)"}), encoding="utf-8")
        assert await learn_command.from_file(ours, file, io.StringIO()) == 0
        MODELS["questions.npz"](folder, lambda _step, _done, _total: None).save(folder / "questions.npz")
        reader = ask.load_reader(folder, clauses.load(folder))
        assert reader.answer(QUESTION).clauses[0] == "4-(8)"
        async with house("web", url, tmp_path, folder) as town:
            await town.chat.say("tanaka", QUESTION)
            await town.chat.sees("tanaka", "4-(8)")
        assert await learn_command.to_file(ours, tmp_path / "again.jsonl", io.StringIO()) == 0
        assert (tmp_path / "again.jsonl").read_text(encoding="utf-8") == ""


def test_lines_are_added_after_a_last_line_without_an_end(folder: Path) -> None:
    """Nothing that stands there changes."""
    before = (folder / labels.FILE).read_text(encoding="utf-8")
    assert not before.endswith("\n")
    labels.add(folder, [Labelled("新しい質問", None)])
    assert (folder / labels.FILE).read_text(encoding="utf-8").startswith(f"{before}\n{{")
    assert labels.labels(folder)[labels.same("新しい質問")] == "none"


def test_a_city_without_questions_begins_with_those_that_were_labelled(folder: Path) -> None:
    """The file is made."""
    (folder / labels.FILE).unlink()
    assert labels.labels(folder) == {}
    labels.add(folder, [Labelled("最初の質問", "5-(1)")])
    assert labels.labels(folder) == {labels.same("最初の質問"): "5-(1)"}
