"""`snsbot backup` and `snsbot restore`: the database as one file, while the program runs, and back."""

from pathlib import Path
from typing import TextIO

from bot.settings import Settings
from storage import backup
from storage.backup import BackupError, Contents


async def write(settings: Settings, file: Path, out: TextIO, err: TextIO) -> int:
    """Writes a backup and says what is in it. 0 when it is whole, 1 otherwise."""
    try:
        contents = await backup.write(settings.database_url, file)
    except BackupError as error:
        print(error, file=err)
        return 1
    print(f"{file}: {_told(contents)}", file=out)
    return 0


async def restore(settings: Settings, file: Path, replace: bool, out: TextIO, err: TextIO) -> int:
    """Restores a backup and says what came. 0 when all of it stands in the database, 1 when nothing changed."""
    try:
        contents = await backup.restore(settings.database_url, file, replace=replace)
    except BackupError as error:
        print(f"{error}; nothing was changed", file=err)
        return 1
    print(f"restored {_told(contents)}; the log is whole", file=out)
    return 0


def _told(contents: Contents) -> str:
    rows, (seq, hash_) = sum(contents.counts.values()), contents.head
    return f"{rows} rows of {contents.at}, schema {contents.schema}, log entry {seq} {hash_}"
