"""The list of official accounts for the public, as CSV and as HTML: no people, nothing of how they are kept safe."""

import csv
import html
import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

COLUMNS = ("媒体", "アカウント名", "アドレス", "課・室", "用途", "運用方針", "運用開始日")
FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True)
class Entry:
    """An account as the public sees it."""

    medium: str
    name: str
    url: str
    section: str
    broadcast_only: bool
    policy_url: str
    since: date | None

    def row(self) -> tuple[str, ...]:
        """The values of `COLUMNS`."""
        use = "専ら情報発信" if self.broadcast_only else "双方向"
        since = self.since.isoformat() if self.since else ""
        return (self.medium, self.name, self.url, self.section, use, self.policy_url, since)


def as_csv(entries: Sequence[Entry]) -> str:
    """CSV with a header; UTF-8 with a byte order mark, which spreadsheet programs of Windows need.

    A cell that a spreadsheet would take for a formula begins with an apostrophe.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for one in entries:
        writer.writerow([f"'{cell}" if cell.startswith(FORMULA) else cell for cell in one.row()])
    return "\ufeff" + out.getvalue()


def as_html(entries: Sequence[Entry], city: str, day: str) -> str:
    """A whole page, to put on the city's site or to copy the table from. Addresses link only over https."""
    head = "".join(f'<th scope="col">{name}</th>' for name in COLUMNS)
    rows = "\n".join("<tr>" + "".join(f"<td>{_cell(cell)}</td>" for cell in one.row()) + "</tr>" for one in entries)
    title = f"{html.escape(city)} 公式ソーシャルメディアアカウント一覧"
    return f"""<!DOCTYPE html>
<html lang="ja">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>{title}</title>
</head>
<body>
<h1>{title}</h1>
<p>{html.escape(day)}現在。ここにないアカウントは、{html.escape(city)}の公式アカウントではありません。</p>
<table border="1">
<thead><tr>{head}</tr></thead>
<tbody>
{rows}
</tbody>
</table>
</body>
</html>
"""


def _cell(text: str) -> str:
    shown = html.escape(text)
    return f'<a href="{shown}">{shown}</a>' if text.startswith("https://") else shown
