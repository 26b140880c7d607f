"""What `serve` writes to standard error: one line for each thing that happened, and nothing that somebody wrote.

A platform's library puts bodies and tokens into its messages, an exception what it choked on. So of others' records
only the place in their code is written, and of exceptions the kinds and the places: never their words.
"""

import logging
import sys
import threading
import traceback
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Literal

from pythonjsonlogger.json import JsonFormatter

from bot import acts

Kind = Literal["json", "text"]
OURS = ("bot", "cards", "guideline", "handlers", "storage")
TOLD = ("outcome", "milliseconds", "rows", "number", "row", "tick")
"""What our own records may carry beside their message: numbers, and names out of the program."""
FRAMES = 12
ROOT = Path(__file__).parent.parent

log = logging.getLogger(__name__)


def begin(kind: Kind) -> None:
    """Everything that is logged goes to standard error in one form; crashes of the interpreter, too."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(Json() if kind == "json" else Plain())
    handler.addFilter(_wanted)
    logging.basicConfig(level=logging.INFO, handlers=[handler], force=True)
    logging.raiseExceptions = False  # a record that cannot be written would be printed with its arguments
    logging.captureWarnings(True)
    sys.excepthook = _crashed
    threading.excepthook = lambda told: _crashed(told.exc_type, told.exc_value, told.exc_traceback)
    sys.unraisablehook = lambda told: _crashed(told.exc_type, told.exc_value, told.exc_traceback)


def told(record: logging.LogRecord) -> dict[str, Any]:
    """What is written of a record: nothing in it comes from users, platforms or settings."""
    ours = _is_ours(record.name)
    found: dict[str, Any] = {
        "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
        "level": record.levelname, "logger": record.name,
        "message": record.getMessage() if ours else "a library reports; its words are withheld",
    }  # fmt: skip
    if not ours:
        found["at"] = f"{_short(record.pathname)}:{record.lineno} {record.funcName}"
    if (act := acts.current()) is not None:
        found |= {"event": act.id, "door": act.door} | ({"action": act.action} if act.action else {})
    if ours:
        found |= {name: record.__dict__[name] for name in TOLD if name in record.__dict__}
    if record.exc_info and record.exc_info[1] is not None:
        found["error"] = list(kinds(record.exc_info[1]))
    return found


def kinds(error: BaseException) -> Iterator[str]:
    """An exception and what led to it, as kinds and places; the words of none of them."""
    seen: BaseException | None = error
    for _ in range(4):
        if seen is None:
            return
        frames = traceback.extract_tb(seen.__traceback__)[-FRAMES:]
        places = " < ".join(f"{_short(one.filename)}:{one.lineno} {one.name}" for one in reversed(frames))
        yield f"{type(seen).__name__} at {places or 'nowhere'}"
        if isinstance(seen, BaseExceptionGroup):
            for part in seen.exceptions[:4]:
                yield from kinds(part)
        seen = seen.__cause__ or seen.__context__


class Json(JsonFormatter):
    """One JSON object a line."""

    def __init__(self) -> None:
        super().__init__(json_ensure_ascii=False)

    def format(self, record: logging.LogRecord) -> str:
        """See `told`."""
        return str(self.jsonify_log_record(told(record)))


class Plain(logging.Formatter):
    """The same for people."""

    def format(self, record: logging.LogRecord) -> str:
        """See `told`."""
        found = told(record)
        head = f"{found.pop('time')} {found.pop('level')} {found.pop('logger')} {found.pop('message')}"
        errors = found.pop("error", [])
        return "\n    ".join([" ".join([head, *(f"{key}={value}" for key, value in found.items())]), *errors])


def _wanted(record: logging.LogRecord) -> bool:
    return record.levelno >= (logging.INFO if _is_ours(record.name) else logging.WARNING)


def _is_ours(name: str) -> bool:
    return name.partition(".")[0] in OURS


def _short(file: str) -> str:
    path = Path(file)
    return str(path.relative_to(ROOT)) if path.is_relative_to(ROOT) else "/".join(path.parts[-2:])


def _crashed(_kind: object, error: BaseException | None, _at: TracebackType | None) -> None:
    if error is not None and not isinstance(error, KeyboardInterrupt):
        log.critical("the program failed", exc_info=error)
