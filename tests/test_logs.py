"""Whatever people write, platforms answer or code raises: none of it is logged. Canaries go through every door."""

import io
import json
import logging
import sys
from collections.abc import Iterator
from typing import Any

import pytest

from bot import logs
from handlers import router
from tests.doors import House

CANARIES = (
    "カナリア文",
    "canary-draft",
    "090-9999-0001",
    "canary-error",
    "田中 はるか",
    "tanaka@city",
    "xoxb-",
    "xapp-",
)
QUESTION = "昼休みにインスタを更新していい？ カナリア文"
DRAFT = "カナリア文 canary-draft ご遺族の携帯は090-9999-0001です。"


@pytest.fixture
def written(monkeypatch: pytest.MonkeyPatch) -> Iterator[io.StringIO]:
    """Standard error as JSON lines while the test runs; everybody's logger speaks as loud as it can."""
    stream, root = io.StringIO(), logging.getLogger()
    before, level = list(root.handlers), root.level
    hooks = sys.excepthook, sys.unraisablehook
    monkeypatch.setattr(sys, "stderr", stream)
    logs.begin("json")
    root.setLevel(logging.DEBUG)
    yield stream
    logging.captureWarnings(False)
    logging.raiseExceptions = True
    sys.excepthook, sys.unraisablehook = hooks
    root.handlers[:], root.level = before, level


async def broken(_desk: object, event: Any, *_: object) -> Any:
    """A conversation with a fault, and with words in it."""
    raise ValueError(f"canary-error {getattr(event, 'text', '')} {event.sender.name}")


async def test_no_canary_is_logged_and_each_event_has_an_id(
    town: House, written: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Questions, drafts, a ticket, trouble, a refusal, a fault in a handler; through every door."""
    await town.chat.say("tanaka", QUESTION)
    await town.chat.check("tanaka", DRAFT)
    await town.chat.sees("tanaka", "090-9999-0001")
    await town.chat.say("itaku", f"質問 {QUESTION}")
    await town.chat.say("tanaka", "届出")
    await town.chat.press("tanaka", "トラブルを届け出る")
    monkeypatch.setitem(router.WORDS, "条文", broken)  # type: ignore[arg-type]
    await town.chat.say("tanaka", "条文 カナリア文")
    await town.chat.sees("tanaka", "番号")
    lines = [json.loads(line) for line in written.getvalue().splitlines()]
    acks = [one for one in lines if one["message"] == "acknowledged" and one["level"] == "INFO"]
    assert {"refused", "error", "answered"} <= {one["outcome"] for one in acks}
    assert {"質問", "届出", "条文", "チェック"} <= {one["action"] for one in acks}
    assert all(one["event"] and one["milliseconds"] >= 0 for one in acks)
    fault = next(one for one in lines if one["level"] == "ERROR" and "error" in one)
    assert fault["event"] in {one["event"] for one in acks}, "one id through all lines of an event"
    assert fault["error"][0].startswith("ValueError at tests/test_logs.py")
    assert [word for word in CANARIES if word in written.getvalue()] == []


def test_of_libraries_only_the_place_is_written(written: io.StringIO) -> None:
    """Their messages hold bodies and tokens; so do exceptions, and what led to them."""
    library = logging.getLogger("slack_sdk.snsbot")
    try:
        try:
            raise ValueError("canary-error")
        except ValueError as error:
            raise RuntimeError("xoxb-canary") from error
    except RuntimeError:
        library.exception("Failed %s", "xoxb-canary")
    library.info("canary-draft")
    logging.getLogger("bot.x").warning("row %s", 5)
    first, second = (json.loads(line) for line in written.getvalue().splitlines())
    assert first["at"].startswith("tests/test_logs.py:")
    assert [one.split()[0] for one in first["error"]] == ["RuntimeError", "ValueError"]
    assert second["message"] == "row 5"
    assert "canary" not in written.getvalue()


def test_text_says_the_same(written: io.StringIO) -> None:
    """For people."""
    record = logging.LogRecord("bot.x", logging.INFO, __file__, 1, "hello", (), None)
    assert " INFO bot.x hello" in logs.Plain().format(record)
    assert written.getvalue() == ""
