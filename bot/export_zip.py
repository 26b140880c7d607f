"""The zip of an export: its members are hashed as they are written, and nothing of it is held in memory."""

import hashlib
import json
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, ExitStack, suppress
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, Any

HASHES, MANIFEST = "hashes.txt", "manifest.json"
PIECE = 1 << 20


class Bundle(AbstractContextManager["Bundle"]):
    """A zip under way. Files that grow side by side wait on disk in files without names, which no kill leaves behind.

    After `finish` the zip has a list of every member's SHA-256 (as `sha256sum` writes it), and a manifest with the
    hash of that list.
    """

    def __init__(self, out: IO[bytes], folder: Path) -> None:
        self._zip = zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED)
        self._folder = folder
        self._asides = ExitStack()
        self._hashes = self.aside()

    def __exit__(self, *_: object) -> None:
        self._asides.close()
        with suppress(OSError, ValueError):  # without `finish` it is unfinished, and nobody keeps it
            self._zip.close()

    def aside(self) -> IO[bytes]:
        """A file of its own for what is added later; closed with the bundle."""
        return self._asides.enter_context(TemporaryFile(dir=self._folder))

    def add(self, name: str, pieces: Iterable[bytes]) -> None:
        """Writes a member."""
        digest = self._write(name, pieces)
        self._hashes.write(f"{digest}  {name}\n".encode())

    def finish(self, manifest: dict[str, Any]) -> None:
        """Writes the list of hashes and the manifest."""
        told = manifest | {"hashes": self._write(HASHES, read(self._hashes))}
        self._write(MANIFEST, [json.dumps(told, ensure_ascii=False, indent=1).encode()])
        self._zip.close()

    def _write(self, name: str, pieces: Iterable[bytes]) -> str:
        digest = hashlib.sha256()
        with self._zip.open(name, "w", force_zip64=True) as member:
            for piece in pieces:
                digest.update(piece)
                member.write(piece)
        return digest.hexdigest()


def read(file: IO[bytes]) -> Iterator[bytes]:
    """A whole file from its beginning, piece by piece."""
    file.seek(0)
    while piece := file.read(PIECE):
        yield piece
