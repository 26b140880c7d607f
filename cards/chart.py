"""The course of indicators as a picture and in words: values over time against their target.

matplotlib is loaded at the first picture, not at the start: it takes 0.4 s and 40 MB, and most processes never draw.
Only its object interface is used (no pyplot, no global settings), so that threads can draw; the font is named by its
file, which is found without importing its package, whose import would change matplotlib's settings.
"""

import base64
import io
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from PIL import Image as Picture

from cards.model import Image
from guideline.evaluation import Point, Series, difference, reached, written

PANELS = 4
"""Indicators in one picture; what is more goes into the next."""
WIDTH, PANEL, HEAD = 7.2, 1.95, 0.42
"""Inches at 200 dots: 1,440 pixels wide, drawn at half of that."""
DPI = 200
LABELLED = 8
"""With so many points or fewer each has its value beside it, with more only the first and the last."""
TICKS = 6
COLOURS = 64
PAPER, INK, SOFT, GRID, LINE, AIM = "#ffffff", "#1c2730", "#51606b", "#e3e7e4", "#1b5378", "#b4560f"
NONE = "数値の回答がありません"

_drawing = threading.Lock()


def pictures(title: str, series: Sequence[Series]) -> list[Image]:
    """Pictures of the indicators that have a number, up to four in each; [] where there is nothing to draw.

    It takes a tenth of a second and more: call it in a thread (`asyncio.to_thread`).
    """
    drawn = [one for one in series if one.numbers]
    days = sorted({point.day for one in series for point in one.points})
    groups = [drawn[at : at + PANELS] for at in range(0, len(drawn), PANELS)]
    return [_image(title if len(groups) == 1 else f"{title}（{at}/{len(groups)}）", group, days)
            for at, group in enumerate(groups, 1)]  # fmt: skip


def png(image: Image) -> bytes:
    """The bytes of a picture."""
    return base64.b64decode(image.png_base64)


def _image(title: str, group: Sequence[Series], days: Sequence[date]) -> Image:
    with _drawing:
        data = _draw(title, group, days)
    alt = f"{title}の推移のグラフ。" + "".join(in_words(one) for one in group)
    return Image(png_base64=base64.b64encode(data).decode(), alt=alt)


# In words


def in_words(series: Series) -> str:
    """The course of an indicator in a sentence or two, as it is read aloud."""
    numbers, unit = series.numbers, series.indicator.unit
    name = f"「{series.indicator.name}」は、"
    if not numbers:
        return f"{name}{NONE}。"
    (first, begin), (last, end) = numbers[0], numbers[-1]
    if len(numbers) == 1:
        return f"{name}{last.period}に{written(end, unit)}でした。{_aim(series, end)}"
    told = f"{name}{first.period}の{written(begin, unit)}から{last.period}の{written(end, unit)}へ、"
    return told + _way(begin, end, unit) + _between(numbers, unit) + _aim(series, end)


def _way(begin: Decimal, end: Decimal, unit: str) -> str:
    if begin == end:
        return "変わっていません。"
    unit = "ポイント" if unit in ("%", "％") else unit
    return f"{written(abs(end - begin), unit)}{'増えました' if end > begin else '減りました'}。"


def _between(numbers: Sequence[tuple[Point, Decimal]], unit: str) -> str:
    """The highest and lowest value, where they lie between the first and the last."""
    inner = numbers[1:-1]
    ends = sorted((numbers[0][1], numbers[-1][1]))
    told = []
    if inner and (top := max(inner, key=lambda one: one[1]))[1] > ends[1]:
        told.append(f"最も多いのは{top[0].period}の{written(top[1], unit)}")
    if inner and (low := min(inner, key=lambda one: one[1]))[1] < ends[0]:
        told.append(f"最も少ないのは{low[0].period}の{written(low[1], unit)}")
    return "、".join(told) + "です。" if told else ""


def _aim(series: Series, value: Decimal) -> str:
    done = reached(series.indicator, value)
    if done is None:
        return ""
    return f"目標（{series.indicator.promise}）に{'達しています' if done else '達していません'}。"


@dataclass(frozen=True)
class Row:
    """A line of the table: an indicator, its target as promised, the last value, the change since the one before."""

    name: str
    target: str
    value: str
    change: str
    period: str
    reached: bool | None


def table(series: Sequence[Series]) -> list[Row]:
    """The newest value of each indicator and the change since last time; words are shown as they are."""
    return [_row(one) for one in series]


def _row(series: Series) -> Row:
    indicator = series.indicator
    target = indicator.promise or "（目標の記載なし）"
    if not series.points:
        return Row(indicator.name, target, "（まだ回答がありません）", "", "", None)
    last = series.points[-1]
    before = series.points[-2].value if len(series.points) > 1 else None
    return Row(
        indicator.name, target, written(last.value, indicator.unit),
        difference(before, last.value, indicator.unit), last.period, reached(indicator, last.value),
    )  # fmt: skip


def compact(value: float) -> str:
    """A number for an axis: 12万, 3.5億."""
    for scale, name in ((1e8, "億"), (1e4, "万")):
        if abs(value) >= scale:
            return f"{value / scale:,.4g}{name}".replace("-", "−")
    return f"{value:,.6g}".replace("-", "−")


# As a picture


@dataclass(frozen=True)
class _Tools:
    figure: Any
    canvas: Any
    font: Any
    ticker: Any
    path: str

    def words(self, size: float, weight: str = "normal") -> Any:
        return self.font(fname=self.path, size=size, weight=weight)


@cache
def _tools() -> _Tools:
    """matplotlib's objects and the Japanese font's file. Raises RuntimeError where the font is not installed."""
    spec = find_spec("matplotlib_fontja")
    if spec is None or not spec.submodule_search_locations:
        raise RuntimeError("the font's package matplotlib-fontja is not installed")
    path = Path(spec.submodule_search_locations[0]) / "fonts" / "ipaexg.ttf"
    return _Tools(
        import_module("matplotlib.figure").Figure,
        import_module("matplotlib.backends.backend_agg").FigureCanvasAgg,
        import_module("matplotlib.font_manager").FontProperties,
        import_module("matplotlib.ticker").MaxNLocator,
        str(path),
    )


def _draw(title: str, group: Sequence[Series], days: Sequence[date]) -> bytes:
    tools = _tools()
    height = HEAD + PANEL * len(group)
    figure = tools.figure(figsize=(WIDTH, height), dpi=DPI, facecolor=PAPER)
    canvas = tools.canvas(figure)
    title = title if len(title) <= 40 else title[:39] + "…"
    figure.text(0.022, 1 - 0.13 / height, title, fontproperties=tools.words(11), color=INK, va="top")
    for at, one in enumerate(group):
        bottom = (height - HEAD - PANEL * (at + 1) + 0.36) / height
        axes = figure.add_axes((0.09, bottom, 0.74, (PANEL - 0.80) / height))
        _panel(tools, axes, one, days)
    canvas.draw()
    return _packed(canvas.buffer_rgba())


def _panel(tools: _Tools, axes: Any, series: Series, days: Sequence[date]) -> None:
    indicator, numbers = series.indicator, series.numbers
    known = {point.day: float(value) for point, value in numbers}
    values = [known.get(day, float("nan")) for day in days]
    at = [float(day.toordinal()) for day in days]
    axes.set_facecolor(PAPER)
    target = None if indicator.target is None else float(indicator.target)
    _scale(tools, axes, at, [*known.values(), *([target] if target is not None else [])])
    if target is not None:
        axes.axhline(target, color=AIM, linewidth=1.2, linestyle=(0, (5, 3)), zorder=2)
    axes.plot(at, values, color=LINE, linewidth=1.8, marker="o", markersize=4.5 if len(days) <= 24 else 2.5, zorder=3,
              clip_on=False)  # fmt: skip
    _labels(tools, axes, series, target)
    _periods(tools, axes, series, days)
    unit = f"（{indicator.unit}）" if indicator.unit else ""
    name = indicator.name if len(indicator.name) <= 36 else indicator.name[:35] + "…"
    axes.annotate(f"{name}{unit}", (0, 1), xytext=(-30, 12), xycoords="axes fraction", textcoords="offset points",
                  fontproperties=tools.words(9.5), color=INK, va="bottom")  # fmt: skip


def _scale(tools: _Tools, axes: Any, at: Sequence[float], values: Sequence[float]) -> None:
    """Limits with air around them, from 0 where that does not flatten the course; a light grid, no frame."""
    low, high = min(values), max(values)
    if low > 0 and low <= 0.7 * high:
        low = 0.0
    elif high < 0:
        high = 0.0
    air = (high - low) * 0.12 or max(abs(high) * 0.1, 1.0)
    axes.set_ylim(low if low == 0 else low - air, high + air)
    span = (at[-1] - at[0]) or 60.0
    axes.set_xlim(at[0] - span * 0.05, at[-1] + span * 0.03)
    ticks = [one for one in tools.ticker(nbins=4).tick_values(low, high) if low - air <= one <= high + air]
    axes.set_yticks(ticks)
    axes.set_yticklabels([compact(one) for one in ticks], fontproperties=tools.words(7.5), color=SOFT)
    axes.grid(axis="y", color=GRID, linewidth=0.8)
    if low < 0 < high:
        axes.axhline(0, color=SOFT, linewidth=0.6, zorder=1)
    axes.tick_params(length=0, pad=4)
    for name, spine in axes.spines.items():
        spine.set_visible(name == "bottom")
        spine.set_color(SOFT)
        spine.set_linewidth(0.6)


def _labels(tools: _Tools, axes: Any, series: Series, target: float | None) -> None:
    """The value beside its point, the last one large; the target at the end of its line, clear of it."""
    numbers, unit = series.numbers, series.indicator.unit
    shown = numbers[:-1] if len(numbers) <= LABELLED else numbers[:1]
    for point, value in shown:
        axes.annotate(_short(value, ""), (point.day.toordinal(), float(value)), xytext=(0, 5), ha="center", va="bottom",
                      textcoords="offset points", fontproperties=tools.words(7.5), color=LINE, zorder=2.5,
                      bbox={"facecolor": PAPER, "edgecolor": "none", "pad": 0.6})  # fmt: skip
    end = numbers[-1][1]
    low, high = axes.get_ylim()
    own, aim = (float(end) - low) / (high - low), None if target is None else (target - low) / (high - low)
    if aim is not None and abs(own - aim) < 0.2:
        middle = (own + aim) / 2
        own, aim = (middle + 0.11, middle - 0.11) if own >= aim else (middle - 0.11, middle + 0.11)
    right = {"xycoords": "axes fraction", "textcoords": "offset points", "xytext": (6, 0), "va": "center"}
    axes.annotate(_short(end, unit), (1, own), fontproperties=tools.words(10), color=LINE, **right)
    if aim is not None and series.indicator.target is not None:
        told = f"目標 {_short(series.indicator.target, unit)}"
        axes.annotate(told, (1, aim), fontproperties=tools.words(8), color=AIM, **right)


def _short(value: Decimal, unit: str) -> str:
    """A value that fits beside the picture."""
    text = written(value, unit).replace("-", "−")
    return text if len(text) <= 9 else f"{compact(float(value))}{unit}"[:12]


def _periods(tools: _Tools, axes: Any, series: Series, days: Sequence[date]) -> None:
    """The names of the periods below, as many as can be read, the first and the last among them."""
    names = {point.day: point.period for point in series.points}
    chosen = list(_spread(days))
    axes.set_xticks([day.toordinal() for day in chosen])
    told = [names.get(day) or f"{day.year}年{day.month}月" for day in chosen]
    axes.set_xticklabels(told, fontproperties=tools.words(7.5), color=SOFT)


def _spread(days: Sequence[date]) -> Iterator[date]:
    """At most `TICKS` days, about as far apart from each other, the first and the last among them."""
    if len(days) <= 1:
        yield from days
        return
    first, last = days[0].toordinal(), days[-1].toordinal()
    gap = (last - first) / (TICKS - 1) * 0.9
    kept = [days[0]]
    for day in days[1:-1]:
        if day.toordinal() - kept[-1].toordinal() >= gap and last - day.toordinal() >= gap:
            kept.append(day)
    yield from [*kept, days[-1]]


def _packed(rgba: Any) -> bytes:
    """A PNG with a palette: a third of the bytes, and nothing to be seen of it."""
    height, width, _ = rgba.shape
    picture = Picture.frombuffer("RGBA", (width, height), bytes(rgba), "raw", "RGBA", 0, 1).convert("RGB")
    out = io.BytesIO()
    picture.quantize(COLOURS, dither=Picture.Dither.NONE).save(out, "PNG", optimize=True, dpi=(DPI, DPI))
    return out.getvalue()
