"""A file that is there whole or not at all: written under another name, flushed to the disk, renamed."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from bot.settings import SettingsError

ONLY_OWNER = 0o600


@contextmanager
def new_file(target: Path) -> Iterator[BinaryIO]:
    """A file to write, which gets its name when all was written without an error; what had that name stays until then.

    Only its owner may read it. A part that a killed process left is written over by the next one. Raises SettingsError
    where it cannot be made, or where another process is writing the same file.
    """
    part = target.with_name(f".{target.name}.part")
    try:
        with os.fdopen(_own(part), "w+b") as file:
            try:
                yield file
                file.flush()
                os.fsync(file.fileno())
                part.rename(target)
            except BaseException:
                part.unlink(missing_ok=True)
                raise
        _flush_folder(target.parent)
    except OSError as error:
        raise SettingsError(f"{target}: cannot be written: {error.strerror or error}") from error


def _own(part: Path) -> int:
    """Opens the part for this process alone, emptied."""
    while True:
        file = os.open(part, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, ONLY_OWNER)
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(file)
            raise SettingsError(f"{part}: another process is writing it; wait until it has ended") from None
        try:
            if os.path.samestat(os.fstat(file), os.stat(part)):
                os.ftruncate(file, 0)
                os.fchmod(file, ONLY_OWNER)
                return file
        except FileNotFoundError:
            pass
        os.close(file)  # whoever had it renamed it meanwhile: it is a finished file now


def _flush_folder(folder: Path) -> None:
    """A rename is on the disk when its folder is."""
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
