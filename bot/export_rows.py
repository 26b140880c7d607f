"""An entry of the log as a row that people read, and as the line that proves it; with names masked if asked."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import timedelta
from typing import Any

from cards.export import NOT_HERE, Row
from guideline.masking import Masker
from guideline.organisation import Organisation
from guideline.retention import CLASSES
from handlers.desk import JAPAN
from storage.export import Entry


@dataclass(frozen=True)
class Rows:
    """What makes rows of entries. `names`: person → name."""

    names: Mapping[str, str]
    organisation: Organisation

    def row(self, entry: Entry, files: tuple[str, ...]) -> Row:
        """An entry as people read it; `files` are the names of its files in the zip."""
        person = self.organisation.people.get(entry.person)
        about = "、".join(f"{key} {value}" for key, value in sorted(entry.ids.items()))
        text = "\n".join(_texts(entry.body)) if entry.body is not None else ""
        at = entry.at.astimezone(JAPAN).isoformat(sep=" ", timespec="seconds")
        return Row(
            entry.seq, at, entry.act, self.names.get(entry.person, entry.person), person.section if person else "",
            about, entry.kind, self._until(entry), text, entry.hash, files,
        )  # fmt: skip

    def _until(self, entry: Entry) -> str:
        """The last day of its term, or what the term runs from where that is still to come."""
        if entry.kept_until:
            return entry.kept_until.astimezone(JAPAN).date().isoformat()
        key = (entry.kind, entry.subject.partition(":")[0])
        class_ = next((one for one in reversed(CLASSES) if key in one.texts), None)
        if class_ is None:
            return ""
        days = self.organisation.retention.days(class_)
        if entry.kind == "evaluation":
            return (entry.at + timedelta(days=days)).astimezone(JAPAN).date().isoformat()
        return f"{class_.since}から{days:,}日"


def masked(row: Row, masker: Masker) -> tuple[Row, list[tuple[int, str, str, str]]]:
    """The same without what belongs to a person, without files and its hash; and number, field, words, why of each."""
    hidden = list[tuple[int, str, str, str]]()

    def shown(field: str, words: str) -> str:
        clean, told = masker.mask(words)
        hidden.extend((row.number, field, one.words, one.why) for one in told)
        return clean

    parties, about, text = shown("関係者", row.parties), shown("対象", row.about), shown("本文", row.text)
    files = (NOT_HERE,) if row.files else ()
    return replace(row, parties=parties, about=about, text=text, hash="", files=files), hidden


def line(entry: Entry, files: Mapping[str, str]) -> bytes:
    """An entry for whoever proves it; `files`: key in its payload → name in the zip."""
    kept: dict[str, Any] = asdict(entry) | {"at": entry.at.isoformat(), "files": dict(files)}
    kept["kept_until"] = entry.kept_until.isoformat() if entry.kept_until else None
    del kept["file_payload"]
    return json.dumps(kept, ensure_ascii=False).encode() + b"\n"


def _texts(value: Any, name: str = "") -> Iterable[str]:
    """Every text of a body, each with the name it is kept under."""
    if isinstance(value, Mapping):
        for key, inner in value.items():
            yield from _texts(inner, str(key))
    elif isinstance(value, list):
        for inner in value:
            yield from _texts(inner, name)
    elif value not in (None, "", False):
        yield f"{name}: {value}" if name and name != "text" else str(value)
