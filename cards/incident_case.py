"""Handling a case: what comes first, the record, its history, drafts of public notices."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from cards import documents
from cards.clause import verbatim
from cards.incident import LINE_MAX, WHAT_MAX, _titled, when
from cards.model import Button, Card, Facts, File, Input, Option, Part, Text, label
from guideline.clauses import Guideline
from guideline.finding import Checked
from guideline.incident import Book, Deadline, Draft, Kind

RECORDS = {
    "note": "経過のメモ", "assignment": "担当を決めた", "decision": "削除・非公開にするかの判断",
    "収束": "状態：収束", "終結": "状態：終結", "対応中": "状態：対応中に戻す",
    "誤報": "状態：誤報（トラブルではなかった）", "merge": "別の届出と同じ（統合する）",
}  # fmt: skip
HEAD = ("時刻", "対応", "記録者")
DELETION = (
    "個人情報などのときは公開を止める必要があり得ます。"
    "どうするかは責任のある人が決め、「対応を記録する」から判断として残してください。"
)


@dataclass(frozen=True)
class Line:
    """One line of a case's history: when, what was done, by whom."""

    at: datetime
    text: str
    who: str = ""


def _deletion(guideline: Guideline) -> str:
    clause = guideline.standing.correcting
    return (f"{clause}は削除せずに訂正すると定めていますが、" if clause else "") + DELETION


def steps(
    guideline: Guideline, book: Book, kind: Kind, number: int, medium: str, phones: Sequence[tuple[str, str]],
    clocks: Sequence[Deadline], deletion: bool, drill: bool,
) -> Card:  # fmt: skip
    """What comes first: evidence, then by kind; the clauses word for word; where to report; dates as 参考."""
    parts: list[Part] = [Text(text="1. 証拠を残す", style="strong"), Text(text=book.evidence)]
    parts += [Text(text="2. 初動", style="strong")]
    parts += [Text(text=f"・{step}") for step in kind.steps]
    for clause in dict.fromkeys((*kind.clauses, guideline.standing.sincere, guideline.standing.correcting)):
        parts += verbatim(guideline, clause)
    if deletion:
        parts.append(Text(text=_deletion(guideline), style="strong"))
    parts += [Text(text="事業者の窓口（URLは変わることがあります）", style="strong")]
    parts += [Facts(pairs=tuple((form.medium, f"{form.url}　{form.purpose}") for form in book.forms_for(medium)))]
    parts += [Text(text="電話", style="strong"), Facts(pairs=tuple(phones))]
    if clocks:
        parts.append(
            Text(
                text="参考：個人情報の漏えい等の報告（個人情報保護法。ガイドラインの定めではありません）", style="small"
            )
        )
        parts.append(Facts(pairs=tuple((one.name, f"{when(one.at)} まで") for one in clocks)))
    return Card(title=_titled(f"届出 {number}：いますべきこと（{kind.name}）", drill), parts=tuple(parts))


def record_form(number: int, nonce: str, values: dict[str, str] | None = None) -> Card:
    """One form for whatever was done."""
    given = values or {}
    options = tuple(Option(label=label(text), value=value) for value, text in RECORDS.items())
    return Card(
        title=f"届出 {number} の対応を記録する",
        parts=(
            Input(
                id="what",
                label="記録するもの",
                type="select",
                required=True,
                options=options,
                value=given.get("what", ""),
            ),
            Input(
                id="text",
                label="内容",
                type="lines",
                max_length=WHAT_MAX,
                value=given.get("text", ""),
                hint="判断のときは結論と理由。統合のときは、空欄でも構いません。",
            ),
            Input(
                id="person", label="担当者・判断した人（職・氏名）", max_length=LINE_MAX, value=given.get("person", "")
            ),
            Input(id="other", label="統合する先の受付番号", max_length=10, value=given.get("other", "")),
            Button(action="incident.recorded", label="記録する", value=str(number), nonce=nonce, style="primary"),
        ),
    )


def recorded(number: int, what: str) -> Card:
    """Said to who recorded something."""
    return Card(title=f"届出 {number} に記録しました", parts=(Text(text=RECORDS[what]),))


def relayed(number: int, who: str, text: str, files: Sequence[File], drill: bool) -> Card:
    """A remark from one thread of a case, with its pictures, in another."""
    said = (Text(text=text, style="quote"),) if text else ()
    return Card(title=_titled(f"届出 {number} の経過：{who}", drill), parts=(*said, *files))


def not_kept(faults: Sequence[str]) -> Card:
    """Files that could not be read: said, since somebody believes that they are evidence now."""
    lines = (
        Text(text="次のファイルは記録できませんでした。もう一度送るか、別に保存してください。"),
        *(Text(text=f"・{one}") for one in faults),
    )
    return Card(title="記録できないファイルがあります", parts=lines)


def timeline(number: int, lines: Sequence[Line], open_: Sequence[str], drill: bool) -> Card:
    """時刻 | 対応, and what is still open."""
    pairs = tuple((when(one.at), one.text + (f"（{one.who}）" if one.who else "")) for one in lines)
    parts: list[Part] = [Facts(pairs=pairs)]
    if open_:
        parts += [Text(text="まだのもの", style="strong"), *(Text(text=f"・{one}") for one in open_)]
    parts.append(Button(action="incident.export", label="経過をファイルにする", value=str(number)))
    return Card(title=_titled(f"届出 {number} の経過", drill), parts=tuple(parts))


def exported(number: int, files: Sequence[File], drill: bool) -> Card:
    """The history as files."""
    return Card(title=_titled(f"届出 {number} の経過（ファイル）", drill), parts=tuple(files))


def as_docx(number: int, facts: Sequence[tuple[str, str]], lines: Sequence[Line], at: datetime, drill: bool) -> bytes:
    """時刻 | 対応 | 記録者 as a document."""
    rows = [(when(one.at), one.text, one.who) for one in lines]
    title = _titled(f"トラブルの届出 {number} の経過", drill)
    return documents.listing(title, "SNS窓口", at, facts, HEAD, rows, (28, 107, 35))


def as_csv(lines: Sequence[Line]) -> str:
    """時刻,対応,記録者 with a byte order mark, as spreadsheets in city halls expect; cells that would be read as
    formulas are quoted."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(HEAD)
    for one in lines:
        writer.writerow((when(one.at), _cell(one.text), _cell(one.who)))
    return "\ufeff" + out.getvalue()


def _cell(text: str) -> str:
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t")) else text


def drafts(number: int, offered: Sequence[Draft], drill: bool) -> Card:
    """Which notice to draft."""
    options = tuple(Option(label=one.name, value=one.id) for one in offered)
    return Card(
        title=_titled(f"届出 {number}：お知らせの文案", drill),
        parts=(
            Text(text="ひな形です。〔　〕を埋めてから使ってください。このボットは投稿しません。"),
            Input(id="draft", label="種類", type="select", required=True, options=options, value=options[0].value),
            Button(action="incident.draft", label="文案を見る", value=str(number), style="primary"),
        ),
    )


def draft(number: int, one: Draft, versions: Sequence[tuple[str, str, Checked]], drill: bool) -> Card:
    """A notice in three versions, each with what the check found."""
    parts: list[Part] = []
    for name, text, checked in versions:
        parts += [Text(text=f"{name}（{len(text)}字）", style="strong"), Text(text=text, style="quote")]
        found = "、".join(dict.fromkeys(one.reason for one in checked.findings)) or "何も見つかりませんでした。"
        parts.append(Text(text=f"投稿前チェック：{found}", style="small"))
    return Card(title=_titled(f"届出 {number}：{one.name}の文案", drill), parts=tuple(parts))


def no_such(number: int) -> Card:
    """A number that nobody has."""
    return Card(title=f"届出 {number} はありません", parts=(Text(text="番号を確かめてください。"),))
