"""The operator's manual names every command and every setting: one that is new and not told fails here."""

import argparse
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

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
