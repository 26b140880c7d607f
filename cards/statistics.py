"""Counts for the office in charge: what is asked, found and acknowledged, and whether evaluations come in time."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from cards import sheet
from cards.model import Button, Card, Facts, File, Part, Text
from guideline.clauses import Guideline

TOP = 10
PERIODS = (("this", "今月"), ("last", "先月"), ("year", "今年度"))
SEVERITIES = (("block", "止める"), ("warn", "直す・確認"), ("ok", "指摘なし"))
COLUMNS = ("区分", "項目", "値", "単位")


@dataclass(frozen=True)
class Office:
    """How soon an office acknowledged trouble; minutes in rising order."""

    name: str
    minutes: tuple[float, ...]
    waiting: int


@dataclass(frozen=True)
class Counts:
    """A period's counts. `asked`, `found`: clause → how often; `severities`: as checked; evaluations by outcome."""

    period: str
    days: str
    questions: int
    unanswered: int
    passed_on: int
    passed_on_open: int
    asked: Mapping[str, int]
    severities: Mapping[str, int]
    found: Mapping[str, int]
    offices: tuple[Office, ...]
    on_time: int
    late: int
    open: int


def statistics(one: Counts, guideline: Guideline, files: Sequence[File] = ()) -> Card:
    """The card, with the other periods one press away."""
    parts: list[Part] = [
        Text(text=f"{one.days}の件数です。氏名、質問や下書きの本文は含みません。", style="small"),
        Text(text="質問", style="heading"),
        Facts(pairs=(
            ("質問", f"{one.questions:,}件"),
            ("該当条文がなかったもの", f"{one.unanswered:,}件{_share(one.unanswered, one.questions)}"),
            ("担当課に送られたもの", f"{one.passed_on:,}件（未回答 {one.passed_on_open:,}件）"),
        )),
        *_ranked("よく聞かれた条文", one.asked, guideline),
        Text(text="投稿前チェック", style="heading"),
        Facts(pairs=tuple((name, f"{one.severities.get(key, 0):,}件") for key, name in SEVERITIES)),
        *_ranked("指摘された条文", one.found, guideline),
        Text(text="トラブルの届出から受領まで（訓練を除く）", style="heading"),
        *_offices(one.offices),
        Text(text="効果測定", style="heading"),
        Facts(pairs=(("期限内の回答", f"{one.on_time:,}件{_share(one.on_time, one.on_time + one.late + one.open)}"),
                     ("遅れた回答", f"{one.late:,}件"), ("回答待ち", f"{one.open:,}件"))),
        *files,
    ]  # fmt: skip
    parts += [Button(action="statistics.show", label=name, value=key) for key, name in PERIODS]
    parts.append(Button(action="statistics.file", label="CSVにする", value=one.period))
    return Card(title=f"統計（{dict(PERIODS).get(one.period, '')}）", parts=tuple(parts))


def file(one: Counts, made: File) -> Card:
    """The same as a file."""
    return Card(title=f"統計（{dict(PERIODS)[one.period]}）のCSV", parts=(Text(text=one.days, style="small"), made))


def as_csv(one: Counts, guideline: Guideline) -> bytes:
    """Every count in a line of its own."""
    rows: list[Sequence[sheet.Cell]] = [
        ("期間", one.days, None, ""), ("質問", "質問", one.questions, "件"),
        ("質問", "該当条文がなかったもの", one.unanswered, "件"), ("質問", "担当課に送られたもの", one.passed_on, "件"),
        ("質問", "担当課に送られ、未回答のもの", one.passed_on_open, "件"),
        *(("聞かれた条文", _clause(guideline, id_), count, "件") for id_, count in _sorted(one.asked)),
        *(("投稿前チェック", name, one.severities.get(key, 0), "件") for key, name in SEVERITIES),
        *(("指摘された条文", _clause(guideline, id_), count, "件") for id_, count in _sorted(one.found)),
    ]  # fmt: skip
    for office in one.offices:
        middle, slow = _times(office.minutes)
        rows += [
            ("届出の受領", f"{office.name} 受領", len(office.minutes), "件"),
            ("届出の受領", f"{office.name} 受領待ち", office.waiting, "件"),
            ("届出の受領", f"{office.name} 受領までの中央値", middle, "分"),
            ("届出の受領", f"{office.name} 受領までの90パーセンタイル", slow, "分"),
        ]
    rows += [("効果測定", "期限内の回答", one.on_time, "件"), ("効果測定", "遅れた回答", one.late, "件"),
             ("効果測定", "回答待ち", one.open, "件")]  # fmt: skip
    return sheet.as_csv(COLUMNS, rows)


def _share(part: int, whole: int) -> str:
    return f"（{100 * part / whole:.0f}%）" if whole else ""


def _sorted(counts: Mapping[str, int]) -> list[tuple[str, int]]:
    return sorted(counts.items(), key=lambda one: (-one[1], one[0]))


def _clause(guideline: Guideline, id_: str) -> str:
    found = guideline.clauses.get(id_)
    return f"{id_} {found.label}" if found else id_


def _ranked(title: str, counts: Mapping[str, int], guideline: Guideline) -> list[Part]:
    first = _sorted(counts)[:TOP]
    if not first:
        return [Text(text=f"{title}：ありません", style="small")]
    pairs = tuple((_clause(guideline, id_), f"{count:,}件") for id_, count in first)
    left = len(counts) - TOP
    more = [Text(text=f"ほか{left}の条文は、CSVにあります。", style="small")] if left > 0 else []
    return [Text(text=title, style="strong"), Facts(pairs=pairs), *more]


def _offices(offices: Sequence[Office]) -> list[Part]:
    if not offices:
        return [Text(text="届出はありません。")]
    return [Facts(pairs=tuple((one.name, _office(one)) for one in offices))]


def _office(one: Office) -> str:
    told = f"受領 {len(one.minutes):,}件、受領待ち {one.waiting:,}件"
    middle, slow = _times(one.minutes)
    if middle is None or slow is None:
        return told
    return f"{told}、中央値 {_minutes(middle)}、90%は{_minutes(slow)}以内"


def _times(minutes: Sequence[float]) -> tuple[float | None, float | None]:
    """The median, and the time within which nine of ten were acknowledged."""
    if not minutes:
        return None, None
    return round(median(minutes), 1), round(minutes[max(0, -(-len(minutes) * 9 // 10) - 1)], 1)


def _minutes(value: float) -> str:
    return f"{value:.0f}分" if value < 120 else f"{value / 60:.1f}時間"
