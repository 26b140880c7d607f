"""`snsbot backup` and `snsbot restore`: everything in one file, while the bot runs; and back, proven."""

import argparse
import asyncio
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO, TextIO

from rich.console import Console
from rich.progress import Progress
from sqlalchemy.engine import Connection, make_url

from bot.new_file import new_file
from bot.settings import Settings
from storage import backup, restore
from storage.backup import BackupError, Contents
from storage.database import with_connection
from storage.schema import SchemaError

Command = Callable[..., argparse.ArgumentParser]


def add(command: Command) -> None:
    """Adds both to the command line."""
    saving = command("backup", "write everything into one compressed file, also while the bot runs", _backup)
    saving.add_argument("file", type=Path, metavar="FILE", help="only its owner may read it; replaced when complete")
    loading = command("restore", "check a backup and load it into an empty database", _restore)
    loading.add_argument("file", type=Path, metavar="FILE", help="what `snsbot backup` wrote, from either database")
    loading.add_argument("--check", action="store_true", help="only look whether the file is whole")
    loading.add_argument("--replace", action="store_true", help="replace what the database has (asks first)")
    loading.add_argument("--yes", action="store_true", help="do not ask")


def _backup(options: argparse.Namespace, settings: Settings) -> int:
    with new_file(options.file) as file, _progress("backup") as told:

        def write(connection: Connection) -> Contents:
            return backup.write(connection, file, datetime.now(UTC), told(backup.count(connection)))

        contents = asyncio.run(with_connection(settings.database_url, write))
    _tell(contents, options.file, sys.stdout)
    return 0


def _restore(options: argparse.Namespace, settings: Settings) -> int:
    try:
        with options.file.open("rb") as file:
            contents = backup.verify(file)
            _tell(contents, options.file, sys.stdout)
            if options.check or not _agreed(options, settings):
                return 0 if options.check else 1
            file.seek(0)
            _load(settings, file, contents, options.replace)
    except OSError as error:
        print(f"{options.file}: not readable: {error.strerror or error}", file=sys.stderr)
        return 1
    except (BackupError, SchemaError) as error:
        print(f"{options.file}: {error}\nnothing was changed", file=sys.stderr)
        return 1
    print("restored; the log is whole. `snsbot doctor`, then `snsbot serve`")
    return 0


def _load(settings: Settings, file: BinaryIO, contents: Contents, replace: bool) -> None:
    with _progress("restore") as told:

        def load(connection: Connection) -> None:
            restore.restore(connection, file, contents, datetime.now(UTC), replace, told(contents.count))

        asyncio.run(with_connection(settings.database_url, load, writing=True))


def _agreed(options: argparse.Namespace, settings: Settings) -> bool:
    """Whether what is there may be replaced: asked, unless nothing is there or nobody is to be asked."""
    if not options.replace or options.yes:
        return True
    if not asyncio.run(with_connection(settings.database_url, restore.used)):
        return True
    shown = make_url(settings.database_url).render_as_string(hide_password=True)
    if not sys.stdin.isatty():
        print(f"{shown} has data: add --yes to replace it", file=sys.stderr)
        return False
    said = input(f"Everything in {shown} will be replaced. Stop the bot first. Type yes to go on: ")
    return said.strip() == "yes"


def _tell(contents: Contents, file: Path, out: TextIO) -> None:
    seq, hash_ = contents.log
    print(f"{file}: schema {contents.head.schema}, made {contents.head.made_at}, {contents.count} rows", file=out)
    print(f"log: {seq} entries, the last {hash_}\nSHA-256 of its lines: {contents.sha256}", file=out)


@contextmanager
def _progress(what: str) -> Iterator[Callable[[int], backup.Progress]]:
    """Shows how many rows of all were done, to whoever looks on."""
    with Progress(console=Console(stderr=True), transient=True, disable=not sys.stderr.isatty()) as shown:

        def begin(total: int) -> backup.Progress:
            task = shown.add_task(what, total=total)
            return lambda done: shown.update(task, advance=done)

        yield begin
