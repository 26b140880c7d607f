"""The summary of evaluations for a committee or the assembly: .docx with charts, and CSV."""

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from docx.document import Document as Docx
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from cards import chart, sheet
from cards.course import MARKS, decided
from cards.documents import NO_XML, add_facts, add_heading, add_small, add_table, as_bytes, new_document
from cards.model import Image
from guideline.clauses import Guideline
from guideline.evaluation import Indicator, Series, Value, difference, reached, written

COLUMNS = (
    "課・室", "媒体", "アカウント", "評価の時期", "期末日", "指標", "目標", "単位", "値", "前回からの変化", "達成",
    "判断", "コメント",
)  # fmt: skip
DETAILED = 200
"""Accounts that a document describes one by one; the CSV has all."""
LATEST = 4
"""How many of the newest evaluations a table of the document shows; the CSV has all."""
CHART_WIDTH = 170  # mm


@dataclass(frozen=True)
class Given:
    """One evaluation: when, what was measured, what was decided and said."""

    day: date
    period: str
    values: tuple[tuple[Indicator, Value], ...]
    decision: str
    comment: str


@dataclass(frozen=True)
class Account:
    """An account with its evaluations, oldest first, and how it stands in words."""

    section: str
    medium: str
    name: str
    standing: str
    series: tuple[Series, ...]
    given: tuple[Given, ...]

    @property
    def title(self) -> str:
        """How it is called in headings."""
        return f"{self.medium} {self.name}（{self.section}）"


def as_csv(accounts: Sequence[Account]) -> bytes:
    """A line for each value of each evaluation; an evaluation without indicators has one line."""
    return sheet.as_csv(COLUMNS, (line for one in accounts for line in _lines(one)))


def _lines(one: Account) -> list[list[sheet.Cell]]:
    lines: list[list[sheet.Cell]] = []
    before: dict[str, Value] = {}
    for given in one.given:
        head: list[sheet.Cell] = [one.section, one.medium, one.name, given.period, given.day.isoformat()]
        tail: list[sheet.Cell] = [decided(given.decision), given.comment]
        for indicator, value in given.values:
            lines.append([*head, *_cells(indicator, value, before.get(indicator.name)), *tail])
            before[indicator.name] = value
        if not given.values:
            lines.append([*head, *[None] * 6, *tail])
    return lines


def _cells(indicator: Indicator, value: Value, before: Value | None) -> list[sheet.Cell]:
    numbers = isinstance(before, Decimal) and isinstance(value, Decimal)
    change = value - before if numbers else None  # type: ignore[operator]
    return [indicator.name, indicator.promise, indicator.unit, value, change, MARKS[reached(indicator, value)]]


def as_docx(
    guideline: Guideline, title: str, author: str, day: str, at: datetime, accounts: Sequence[Account],
    counts: Sequence[tuple[str, str]], pictures: Mapping[int, Sequence[Image]],
) -> bytes:  # fmt: skip
    """The whole document. `counts` are facts of all accounts, `pictures` the charts by the account's place."""
    made = new_document(title, author, at)
    add_facts(made, [("作成日", day), ("作成", author), *counts])
    if len(accounts) > 1:
        add_heading(made, "全体")
        rows = [_over_all(one) for one in accounts[:DETAILED]]
        add_table(made, ("アカウント", "最新の評価", "目標の達成", "判断"), rows, (68, 34, 30, 38))
    for place, one in enumerate(accounts[:DETAILED]):
        _account(made, one, pictures.get(place, ()))
    if len(accounts) > DETAILED:
        made.add_paragraph(f"ほか{len(accounts) - DETAILED}件のアカウントの詳しい値は、CSVにあります。")
    clause = guideline.standing.effect
    stands = f"根拠：{clause} {guideline.clauses[clause].text}　" if clause else ""
    add_small(made, stands + guideline.source())
    return as_bytes(made)


def _over_all(one: Account) -> tuple[str, str, str, str]:
    if not one.given:
        return one.title, one.standing or "まだありません", "", ""
    last = one.given[-1]
    told = [done for indicator, value in last.values if (done := reached(indicator, value)) is not None]
    share = f"{sum(told)}／{len(told)}" if told else "数値の目標なし"
    return one.title, last.period, share, decided(last.decision)


def _account(made: Docx, one: Account, pictures: Sequence[Image]) -> None:
    add_heading(made, one.title)
    if one.standing:
        add_small(made, one.standing)
    if not one.given:
        made.add_paragraph("まだ評価の回答がありません。")
        return
    for image in pictures:
        _picture(made, image)
    shown = one.given[-LATEST:]
    if one.series:
        width = round(112 / (len(shown) + 1))
        head = ("指標", "目標", *(given.period for given in shown), "前回から")
        add_table(made, head, [_row(each, shown) for each in one.series], (30, 28, *[width] * (len(shown) + 1)))
    told = [(given.period, f"{decided(given.decision)}\n{given.comment}".strip()) for given in shown]
    add_facts(made, told)


def _row(series: Series, shown: Sequence[Given]) -> list[str]:
    indicator = series.indicator
    values = [next((value for one, value in given.values if one.name == indicator.name), None) for given in shown]
    known = [value for value in values if value is not None]
    change = difference(known[-2], known[-1], indicator.unit) if len(known) > 1 else ""
    cells = ["" if value is None else written(value, indicator.unit) for value in values]
    return [indicator.name, indicator.promise, *cells, change]


def _picture(made: Docx, image: Image) -> None:
    """A chart over the width of the text, with its words for those who hear it."""
    paragraph = made.add_paragraph()
    paragraph.paragraph_format.space_after = Pt(4)
    shape = paragraph.add_run().add_picture(io.BytesIO(chart.png(image)), width=Mm(CHART_WIDTH))
    shape._inline.find(qn("wp:docPr")).set("descr", NO_XML.sub("\ufffd", image.alt))
