"""All accounts for the office in charge: on time, late, idle; page by page."""

from collections.abc import Sequence
from dataclasses import dataclass

from cards import sheet
from cards.model import Button, Card, Facts, File, Item, Part, Text, label

PAGE = 15
STATES = (("late", "回答が遅れている"), ("idle", "使われていないと思われる"), ("on_time", "期限内"))
STAGES = {"first": "お知らせ済み", "again": "再度お知らせ済み", "overdue": "期限超過"}
COLUMNS = ("課・室", "媒体", "アカウント", "担当者", "状況", "対象", "期日", "お知らせ")


@dataclass(frozen=True)
class Line:
    """An account and how it stands; `what` is due on `due_on` (written out, "" for nothing)."""

    number: int
    section: str
    medium: str
    name: str
    holder: str
    state: str
    what: str
    due_on: str
    stage: str

    @property
    def text(self) -> str:
        """In one line."""
        due = f"{self.what} {self.due_on}".strip() or "予定はありません"
        told = "｜".join(one for one in (due, STAGES.get(self.stage, "")) if one)
        return f"{self.medium} {self.name}（{self.section}）：{told}"[:300]


def overview(lines: Sequence[Line], state: str, begin: int) -> Card:
    """The counts, and the accounts of one state from a number on; any of them opens with its button."""
    counts = {key: sum(one.state == key for one in lines) for key, _ in STATES}
    here = [one for one in lines if one.state == state]
    shown = here[begin : begin + PAGE]
    parts: list[Part] = [
        Facts(pairs=tuple((name, f"{counts[key]:,}件") for key, name in STATES)),
        Text(text=f"{dict(STATES)[state]}{_range(begin, shown, here)}", style="heading"),
    ]
    for one in shown:
        opens = Button(action="home.go", label=label(f"{one.name}を開く"), value=f"account:{one.number}")
        parts.append(Item(text=one.text, button=opens))
    if not shown:
        parts.append(Text(text="ありません。"))
    if len(here) > begin + PAGE:
        following = Button(action="standing.show", label="次のページ", value=f"{state}:{begin + PAGE}", style="primary")
        parts.append(following)
    parts += [Button(action="standing.show", label=name, value=f"{key}:0") for key, name in STATES if key != state]
    parts.append(Button(action="standing.file", label="CSVにする"))
    parts.append(Button(action="course.report", label="まとめの資料（Word・CSV）", value="all"))
    return Card(title="効果測定の状況（全アカウント）", parts=tuple(parts))


def _range(begin: int, shown: Sequence[Line], here: Sequence[Line]) -> str:
    return f"（{begin + 1}〜{begin + len(shown)}／{len(here):,}件）" if len(here) > PAGE else ""


def as_csv(lines: Sequence[Line]) -> bytes:
    """Every account in a line."""
    names = dict(STATES)
    return sheet.as_csv(
        COLUMNS,
        ((one.section, one.medium, one.name, one.holder, names[one.state], one.what, one.due_on,
          STAGES.get(one.stage, "")) for one in lines),
    )  # fmt: skip


def file(made: File, count: int) -> Card:
    """The list as a file."""
    return Card(title="効果測定の状況のCSV", parts=(Text(text=f"運用中のアカウント{count:,}件です。"), made))
