"""Files that are whole or not there: written beside their name, and renamed when they are on the disk."""

import glob
import os
import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

LEFT_BEHIND = 3600.0
"""Seconds after which an unfinished file that nobody writes any more is of a killed process."""


@contextmanager
def appearing(file: Path) -> Iterator[IO[bytes]]:
    """A file that takes its name when it is whole and on the disk; readable by its owner only.

    Whatever had the name before stays until then. What a killed process left beside it is taken away.
    """
    _clear(file)
    part = file.with_name(f".{file.name}.{secrets.token_hex(6)}.part")
    handle = os.open(part, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with open(handle, "w+b") as raw:
            yield raw
            raw.flush()
            os.fsync(raw.fileno())
        os.replace(part, file)
    except BaseException:
        with suppress(OSError):
            part.unlink()
        raise
    folder = os.open(file.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _clear(file: Path) -> None:
    for left in file.parent.glob(f".{glob.escape(file.name)}.*.part"):
        with suppress(OSError):
            if time.time() - left.stat().st_mtime > LEFT_BEHIND:
                left.unlink()
