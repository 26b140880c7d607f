"""A table as CSV: UTF-8 with a byte order mark, which spreadsheets of Windows need; no cell can be a formula."""

import csv
import io
from collections.abc import Iterable, Sequence
from decimal import Decimal

FORMULA = ("=", "+", "-", "@", "\t", "\r")
Cell = str | int | float | Decimal | None
"""Numbers stay numbers; a text that a spreadsheet would take for a formula begins with an apostrophe."""


def as_csv(head: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """The bytes of the file."""
    return first(head) + b"".join(map(line, rows))


def first(head: Sequence[str]) -> bytes:
    """The beginning of a file that is written line by line."""
    return b"\xef\xbb\xbf" + line(head)


def line(cells: Sequence[Cell]) -> bytes:
    """One line of it."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerow([_cell(cell) for cell in cells])
    return out.getvalue().encode("utf-8", "replace")


def _cell(cell: Cell) -> str:
    if cell is None:
        return ""
    if not isinstance(cell, str):
        return f"{cell:f}" if isinstance(cell, Decimal) else str(cell)
    return f"'{cell}" if cell.startswith(FORMULA) else cell
