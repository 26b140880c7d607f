"""The operator's manual names every command and every setting: one that is new and not told fails here."""

import argparse
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot import accounts_command
from bot.__main__ import _parser
from bot.settings import DEMO_ORGANISATION
from guideline.retention import CLASSES, PASSING, RecordClass

ROOT = Path(__file__).parents[1]
MANUAL = (ROOT / "docs" / "運用手引き.md").read_text(encoding="utf-8")
DEMO = tomllib.loads(DEMO_ORGANISATION.read_text(encoding="utf-8"))["retention"]
SETTING = re.compile(r'"((?:DATABASE_URL|SNSBOT_|SLACK_|TEAMS_|SMTP_|PUBLIC_)[A-Z_]*|HOST|PORT)"')


def commands(parser: argparse.ArgumentParser, before: str = "") -> Iterator[str]:
    """Every command with its subcommands."""
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for name, sub in action.choices.items():
                inner = list(commands(sub, f"{before}{name} "))
                yield from inner or [f"{before}{name}"]


@pytest.mark.parametrize("command", sorted(commands(_parser())))
def test_every_command_is_told(command: str) -> None:
    """As it is typed."""
    assert f"snsbot {command}" in MANUAL


def test_every_setting_is_told() -> None:
    """Whatever the settings read from the environment."""
    read = set(SETTING.findall((ROOT / "bot" / "settings.py").read_text(encoding="utf-8")))
    assert len(read) > 10
    assert [name for name in sorted(read) if f"`{name}`" not in MANUAL] == []


@pytest.mark.parametrize("one", CLASSES, ids=[one.key for one in CLASSES])
def test_every_class_of_record_is_told(one: RecordClass) -> None:
    """Its setting, what it is, its days and its minimum, from when they count, and what keeps it longer."""
    row = f"| `{one.setting}` | {one.name} | {one.days:,}日 | {one.least:,}日 | {one.since} | {one.held} |"
    assert row in MANUAL
    assert DEMO[one.setting] == one.days


def test_what_is_kept_for_a_while_only_is_told() -> None:
    """Copies and files that can be made again."""
    assert [text for text in PASSING.values() if text not in MANUAL] == []


def test_every_picture_and_page_it_names_is_there() -> None:
    """Links within the repository."""
    for name in re.findall(r"\]\(([^)#:]+)\)", MANUAL):
        assert (ROOT / "docs" / name).exists(), name


def test_pictures_are_there_for_every_conversation_and_small() -> None:
    """Each stands in the manual, is a PNG, and is made by `make pictures`; none is left over."""
    pictures = {*(ROOT / "docs" / "pictures").glob("*"), ROOT / "docs" / "playground.png"}
    makes = (ROOT / "tests" / "browser" / "pictures.py").read_text(encoding="utf-8")
    assert len(pictures) >= 8
    for file in pictures:
        name = str(file.relative_to(ROOT / "docs"))
        assert f"]({name})" in MANUAL, name
        assert f'"{name}"' in makes, name
        assert file.read_bytes().startswith(b"\x89PNG"), name
        assert file.stat().st_size < 150_000, name


def test_what_the_manual_quotes_of_screens_and_messages_is_what_they_say() -> None:
    """Whoever looks for a message finds it under its own words."""
    code = "".join(
        file.read_text(encoding="utf-8") for package in ("bot", "cards", "handlers", "storage")
        for file in (ROOT / package).glob("*.py")
    )  # fmt: skip
    trouble = MANUAL.partition("## 7.")[2].partition("### ")[0]
    quoted = re.findall(r"^\| (?:「([^」]+)」|`([^`]+)`)", trouble, re.M)
    assert len(quoted) >= 7
    assert [one for pair in quoted for one in pair if one not in code] == []
    columns = MANUAL.partition("列の名は")[2].partition("```\n")[2].partition("\n")[0].split(",")
    assert set(columns) == set(accounts_command.COLUMNS)
