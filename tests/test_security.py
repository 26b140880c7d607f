"""Bombs, secrets and the threat model itself: each threat of docs/security.md names tests that exist."""

import ast
import gzip
import re
import time
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psutil
import pytest
from aiohttp import ClientSession

from bot.__main__ import main
from bot.settings import GUIDELINE, SettingsError, read
from tests.conftest import fresh_database
from tests.doors import house

ROOT = Path(__file__).parent.parent
NAMED_TEST = re.compile(r"`(tests/[a-z_/]+\.py)::(test_[a-z0-9_]+)`")
CANARY = "canary-7f3a91"
LONG, LONGER = 2_000, 8_000
SLOW = 0.05
"""Seconds under which a search is fast whatever its growth."""
ADVERSARIAL = ("あ", "市", "0", "a", " ", "（", "-", "は、", "さんの", "1月", "a@", "電話0", "http://a.", "\n")


def test_each_threat_names_tests_that_exist() -> None:
    """A test that is renamed or gone fails here, and so does a threat without any."""
    text = (ROOT / "docs" / "security.md").read_text("utf-8")
    rows = [line for line in text.splitlines() if re.match(r"\| T\d+ ", line)]
    assert len(rows) >= 15
    for row in rows:
        named = NAMED_TEST.findall(row)
        assert named, row
        for file, test in named:
            found = {
                node.name
                for node in ast.walk(ast.parse((ROOT / file).read_text("utf-8")))
                if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
            }
            assert test in found, f"{file}::{test}"


def patterns(value: Any, key: str = "") -> Iterator[str]:
    """Every pattern of a rules file."""
    if isinstance(value, str):
        if key in ("any", "all", "both", "near", "without", "text", "cue", "cues"):
            yield value
    elif isinstance(value, dict):
        for name, one in value.items():
            yield from patterns(one, name)
    elif isinstance(value, list):
        for one in value:
            yield from patterns(one, key)


def seconds(pattern: re.Pattern[str], text: str) -> float:
    """CPU time of finding everything."""
    before = time.process_time()
    sum(1 for _ in pattern.finditer(text))
    return time.process_time() - before


@pytest.mark.parametrize("name", ["rules.toml", "asks.toml"])
def test_no_pattern_grows_faster_than_the_text(name: str) -> None:
    """Four times the text costs at most about four times the time, for texts that repeat what patterns repeat."""
    found = set(patterns(tomllib.loads((GUIDELINE / name).read_text("utf-8"))))
    assert len(found) > 10
    for written in found:
        pattern = re.compile(written, re.MULTILINE)
        own = re.sub(r"\\.|\(\?[:!=<]+|[\[\](){}^$?+*|.,0-9]", "", written)[:6] or "あ"
        for seed in (*ADVERSARIAL, own):
            longer = seconds(pattern, (seed * LONGER)[:LONGER])
            if longer > SLOW:
                assert longer < 10 * seconds(pattern, (seed * LONG)[:LONG]) + SLOW, (written, seed)


@pytest.mark.parametrize(
    ("door", "path"), [("slack-http", "/slack/events"), ("teams", "/api/messages"), ("web", "/web/say")]
)
async def test_a_compressed_bomb_is_refused_and_not_unpacked(
    request: pytest.FixtureRequest, tmp_path: Path, door: str, path: str
) -> None:
    """200 MB that travel as 200 KB, and JSON 100,000 levels deep, are no error of ours and take no memory."""
    bomb = gzip.compress(b"\0" * 200_000_000, 6)
    async with (
        fresh_database(request, "sqlite", tmp_path) as url,
        house(door, url, tmp_path) as town,
        ClientSession() as session,
    ):
        before = psutil.Process().memory_info().rss
        headers = {"Content-Type": "application/json", "Content-Encoding": "gzip"}
        async with session.post(town.program.url + path, data=bomb, headers=headers) as answer:
            assert answer.status == 415
        assert psutil.Process().memory_info().rss - before < 100_000_000
        deep = b"[" * 100_000
        async with session.post(
            town.program.url + path, data=deep, headers={"Content-Type": "application/json"}
        ) as one:
            assert 400 <= one.status < 500


def test_no_secret_stands_in_what_is_said_of_wrong_settings() -> None:
    """Every variable at fault is named, none of their values."""
    wrong = {
        "DATABASE_URL": f"mysql://snsbot:{CANARY}@db/x", "SLACK_SIGNING_SECRET": CANARY, "TEAMS_APP_ID": CANARY,
        "TEAMS_APP_TYPE": "MultiTenant", "TEAMS_APP_PASSWORD": CANARY, "SMTP_URL": f"ftp://u:{CANARY}@host",
        "SLACK_API_BASE_URL": f"http://u:{CANARY}@elsewhere", "PORT": CANARY, "PUBLIC_URL": f"http://u:{CANARY}@x",
    }  # fmt: skip
    with pytest.raises(SettingsError) as error:
        read(wrong)
    for name in ("DATABASE_URL", "SMTP_URL", "PORT", "TEAMS_APP_TYPE", "SLACK_BOT_TOKEN", "PUBLIC_URL"):
        assert name in str(error.value)
    assert CANARY not in str(error.value)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DATABASE_URL", f"postgresql+asyncpg://snsbot:{CANARY}/7@db/x"), ("DATABASE_URL", f"postgresql://[{CANARY}"),
        ("SMTP_URL", f"smtp://u:[{CANARY}@host"), ("SMTP_URL", f"smtp://u:{CANARY}/@host:587/?from=a@b"),
        ("SNSBOT_PROXY", f"http://u:[{CANARY}@host:8080"), ("SNSBOT_PROXY", f"http://u:{CANARY}/7@host:8080"),
        ("PUBLIC_URL", f"https://u:[{CANARY}@host"), ("PUBLIC_URL", f"https://u:{CANARY}@host"),
        ("TEAMS_LOGIN_URL", f"https://{CANARY}@host"),
    ],
)  # fmt: skip
def test_a_password_with_odd_signs_is_not_repeated_either(
    name: str, value: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """What a library says of an address that it cannot read holds pieces of it; the command line says the variable."""
    monkeypatch.setattr("bot.logs.begin", lambda _kind: None)
    monkeypatch.setenv("TEAMS_APP_PASSWORD", "")
    monkeypatch.setenv(name, value)
    assert main(["audit", "--json"]) == 1
    said = capsys.readouterr()
    assert name in said.out + said.err
    assert CANARY not in said.out + said.err
