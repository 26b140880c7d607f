"""An export of 行政文書 as people read it: a table for spreadsheets and a page that prints by itself."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from cards import sheet

HEAD = ("番号", "日時", "行為", "関係者", "課・室", "対象", "保存区分", "保存期限", "本文", "ハッシュ")
CLASSES = {
    "question": "質問", "ticket": "相談", "answer": "相談の回答", "draft": "下書き", "decision": "決裁",
    "incident": "トラブルの届出", "violation": "違反行為の報告", "field": "利用方針", "submission": "申請",
    "vote": "委員会の審議", "reason": "理由", "evaluation": "評価", "said": "申請中の発言",
}  # fmt: skip
STYLE = (
    "body{font-family:'Yu Mincho','Hiragino Mincho ProN',serif;margin:2em}table{border-collapse:collapse;width:100%}"
    "th,td{border:1px solid #666;padding:.3em;text-align:left;vertical-align:top;white-space:pre-wrap;"
    "overflow-wrap:anywhere;font-size:9pt}code{font-size:7pt}@page{size:A4 landscape;margin:15mm}"
    "thead{display:table-header-group}tr{break-inside:avoid}"
)


@dataclass(frozen=True)
class Row:
    """One document, ready to be read."""

    number: int
    at: str
    act: str
    parties: str
    unit: str
    about: str
    kind: str
    kept_until: str
    text: str
    hash: str

    def cells(self) -> tuple[str | int, ...]:
        """In the order of `HEAD`."""
        return (self.number, self.at, self.act, self.parties, self.unit, self.about, CLASSES.get(self.kind, "記録"),
                self.kept_until, self.text, self.hash)  # fmt: skip


def as_csv(rows: Sequence[Row]) -> bytes:
    """For spreadsheets; no cell can be a formula."""
    return sheet.as_csv(HEAD, [row.cells() for row in rows])


def as_html(title: str, about: Sequence[tuple[str, str]], rows: Sequence[Row]) -> bytes:
    """One page without anything from elsewhere: no script, no font, no picture."""
    facts = "".join(f"<p>{escape(name)}：{escape(value)}</p>" for name, value in about)
    head = "".join(f"<th>{escape(name)}</th>" for name in HEAD)
    body = "".join(
        "<tr>" + "".join(f"<td>{escape(str(cell))}</td>" for cell in row.cells()) + "</tr>\n" for row in rows
    )
    page = (
        '<!DOCTYPE html>\n<html lang="ja"><head><meta charset="utf-8">'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">"
        f"<title>{escape(title)}</title><style>{STYLE}</style></head>\n<body><h1>{escape(title)}</h1>{facts}"
        f"<table><thead><tr>{head}</tr></thead><tbody>\n{body}</tbody></table></body></html>\n"
    )
    return page.encode("utf-8", "replace")
