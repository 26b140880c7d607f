"""The course of an account's evaluations: the chart, a table with the change since last time, and the way to a file."""

from collections.abc import Sequence
from dataclasses import dataclass

from cards import chart
from cards.chart import Row
from cards.model import Button, Card, Facts, File, Image, Part, Text
from guideline.evaluation import DECISIONS, Series

MARKS = {True: "達成", False: "未達成", None: ""}


@dataclass(frozen=True)
class Shown:
    """An account's evaluations as the card shows them; `last`: period, decision and comment of the newest."""

    number: int
    account: str
    section: str
    series: tuple[Series, ...]
    period: str = ""
    decision: str = ""
    comment: str = ""

    @property
    def title(self) -> str:
        """How a chart of it is called."""
        return f"{self.account}（{self.section}）"


def course(one: Shown, images: Sequence[Image], note: str = "") -> Card:
    """The newest values, the picture, and what was decided."""
    parts: list[Part] = [Text(text=note, style="strong")] if note else []
    parts.append(Text(text=one.section, style="small"))
    if not one.period:
        parts.append(Text(text="まだ評価の回答がありません。回答があると、ここに推移が表示されます。"))
        return Card(title=_titled(one), parts=tuple(parts))
    parts += images
    rows = chart.table(one.series)
    if rows:
        parts.append(Facts(pairs=tuple((row.name, _line(row)) for row in rows)))
    parts.append(Facts(pairs=(("最新の評価", one.period), ("これから", decided(one.decision)))))
    if one.comment:
        parts.append(Text(text=one.comment, style="quote"))
    parts.append(Button(action="course.report", label="まとめの資料（Word・CSV）", value=str(one.number)))
    return Card(title=_titled(one), parts=tuple(parts))


def _titled(one: Shown) -> str:
    return f"効果測定の推移：{one.account}"[:150]


def _line(row: Row) -> str:
    change = f"前回から{row.change}" if row.change else ""
    inside = "、".join(text for text in (row.period, change) if text)
    value = f"{row.value}（{inside}）" if inside else row.value
    return "｜".join(text for text in (value, f"目標 {row.target}", MARKS[row.reached]) if text)


def decided(decision: str) -> str:
    """What a decision is called."""
    return next((text for key, text in DECISIONS if key == decision), decision)


def being_made() -> Card:
    """The file comes by itself."""
    text = "まとめの資料を作成しています。できあがると、このボットからお届けします。"
    return Card(title="作成しています", parts=(Text(text=text),))


def not_made(office: str) -> Card:
    """A fault of ours."""
    text = f"資料を作成できませんでした。もう一度お試しください。続くときは、{office}へお知らせください。"
    return Card(title="作成できませんでした", parts=(Text(text=text),))


def report(title: str, files: Sequence[File], accounts: int, pictured: int) -> Card:
    """The summary as files."""
    told = f"アカウント{accounts}件の効果測定のまとめです。委員会や議会の資料にお使いください。"
    parts: list[Part] = [Text(text=told)]
    if pictured < accounts:
        parts.append(Text(text=f"グラフは、はじめの{pictured}件に付けています。", style="small"))
    return Card(title=title[:150], parts=(*parts, *files))
