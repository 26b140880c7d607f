"""The picture of an indicator's course, its words, and the table beside it."""

import io
import subprocess
import sys
import threading
from datetime import date
from decimal import Decimal

import pytest
from PIL import Image as Picture

from cards import chart
from guideline.calendar import add_months
from guideline.evaluation import Indicator, Point, Series, Value, indicator

LIGHT = 3_000
"""Bytes below which a picture of this size holds no curve."""


def series(name: str, promised: str, values: list[Value | int | float | None], months: int = 3) -> Series:
    """An indicator with values a quarter (or so many months) apart; None where nothing was answered."""
    points = []
    for at, value in enumerate(values):
        day = add_months(date(2021, 1, 31), at * months)
        known = value if isinstance(value, str | None) else Decimal(str(value))
        if known is not None:
            points.append(Point(day, f"{day.year}年{day.month}月", known))
    return Series(indicator(name, promised), tuple(points))


def drawn(*every: Series) -> list[Picture.Image]:
    """The pictures, opened."""
    return [Picture.open(io.BytesIO(chart.png(one))) for one in chart.pictures("X tsuyama", every)]


def colours(picture: Picture.Image) -> set[tuple[int, ...]]:
    """Every colour of a picture."""
    return {colour for _, colour in picture.convert("RGB").getcolors(2**24) or ()}  # type: ignore[misc]


def is_near(found: set[tuple[int, ...]], wanted: str) -> bool:
    """Whether a colour is there, but for what the palette rounds."""
    aim = tuple(int(wanted[at : at + 2], 16) for at in (1, 3, 5))
    return any(max(abs(a - b) for a, b in zip(one, aim, strict=True)) < 14 for one in found)


@pytest.mark.parametrize(
    "values",
    [
        [320],
        [320, 480, 610, 890, 1040],
        [3, None, None, 5],
        [-12, 5, -3, -20],
        [0, 0, 0],
        [123_456_789_012, 98_765_432_109],
        [0.0001, 0.0002],
        list(range(100, 160)),
        [5, "数えられず", 7],
    ],
)
def test_every_course_can_be_drawn(values: list[Value | int | float | None]) -> None:
    """One point, sixty, gaps, words in between, below zero, huge and tiny: on white paper, light, twice as sharp."""
    one = series("フォロワー数", "700人以上", values, months=1)
    (image,) = chart.pictures("X tsuyama", [one])
    data = chart.png(image)
    (picture,) = drawn(one)
    assert LIGHT < len(data) < 100_000
    assert picture.width == 1440
    assert picture.convert("RGB").getpixel((2, 2)) == (255, 255, 255)
    for colour in (chart.LINE, chart.AIM):
        assert is_near(colours(picture), colour)


def test_what_has_no_number_is_not_drawn() -> None:
    """Words alone, nothing at all: the table has them."""
    words = series("市民の声", "", ["好評", "普通"])
    assert drawn(words) == []
    assert drawn() == []
    assert drawn(series("フォロワー数", "700人", [])) == []
    (row,) = chart.table([words])
    assert (row.value, row.change, row.reached) == ("普通", "", None)
    (row,) = chart.table([Series(Indicator("空"))])
    assert row.value == "（まだ回答がありません）"


def test_four_indicators_share_a_picture() -> None:
    """A fifth begins the next, and each says which it is."""
    every = [series(f"指標{at}", "10件", [1, 2, 3]) for at in range(5)]
    images = chart.pictures("X tsuyama", every)
    assert len(images) == 2
    assert "（1/2）" in images[0].alt
    assert "「指標4」" in images[1].alt
    first, second = drawn(*every)
    assert first.height > 3 * second.height


@pytest.mark.parametrize(
    ("promised", "values", "told"),
    [
        ("1,000人以上", [320, 1040],
         "2021年1月の320人から2021年4月の1,040人へ、720人増えました。目標（1,000人以上）に達しています。"),
        ("月5件以下", [9, 12, 7], "9件から2021年7月の7件へ、2件減りました。最も多いのは2021年4月の12件です。"),
        ("5%以上", [3, 4.5], "1.5ポイント増えました。目標（5%以上）に達していません。"),
        ("700人", [5], "2021年1月に5人でした。"),
        ("700人", [5, 2, 5], "変わっていません。最も少ないのは2021年4月の2人です。"),
    ],
)  # fmt: skip
def test_the_words_say_what_the_picture_shows(
    promised: str, values: list[Value | int | float | None], told: str
) -> None:
    """For those who hear it."""
    (image,) = chart.pictures("X tsuyama", [series("フォロワー数", promised, values)])
    assert told in image.alt


def test_the_table_has_the_change_since_last_time() -> None:
    """Beside the target as it was promised."""
    (row,) = chart.table([series("フォロワー数", "1,000人以上", [890, 1040])])
    assert (row.value, row.change, row.target, row.reached) == ("1,040人", "+150人", "1,000人以上", True)


def test_numbers_on_an_axis_are_short() -> None:
    """As they are said."""
    told = [chart.compact(one) for one in (0, 2.5, 9_999, 25_000, -120_000, 350_000_000)]
    assert told == ["0", "2.5", "9,999", "2.5万", "−12万", "3.5億"]


def test_threads_draw_the_same() -> None:
    """No setting of matplotlib's is touched."""
    one = series("フォロワー数", "1,000人以上", [320, 480, 1040])
    made: list[bytes] = []
    threads = [threading.Thread(target=lambda: made.append(chart.png(chart.pictures("X", [one])[0]))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(made) == 4
    assert len(set(made)) == 1


def test_matplotlib_is_loaded_at_the_first_picture_only() -> None:
    """Neither the start nor a process that never draws pays for it; pyplot and the font's package never come."""
    code = (
        "import sys; import bot.program; assert 'matplotlib' not in sys.modules\n"
        "from cards import chart; from tests.test_chart import series\n"
        "chart.pictures('X', [series('フォロワー数', '7人', [1, 2])])\n"
        "assert 'matplotlib.pyplot' not in sys.modules and 'matplotlib_fontja' not in sys.modules\n"
        "import matplotlib; assert matplotlib.rcParams['font.family'] == ['sans-serif']"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
