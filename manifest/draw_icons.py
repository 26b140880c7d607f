"""Draws the Teams icons: a speech bubble with a section sign, 192×192 in colour and 32×32 in outline."""

from pathlib import Path

from PIL import Image, ImageDraw

BLUE, WHITE, CLEAR = (31, 78, 121, 255), (255, 255, 255, 255), (0, 0, 0, 0)
SCALE = 8  # drawn larger and reduced, for smooth edges


def bubble(size: int, margin: float, line: float, ink: tuple[int, ...], ground: tuple[int, ...]) -> Image.Image:
    """A square picture with the bubble: `margin` and `line` in parts of the side."""
    side = size * SCALE
    picture = Image.new("RGBA", (side, side), ground)
    pen = ImageDraw.Draw(picture)
    left, right, top, bottom = side * margin, side * (1 - margin), side * margin, side * (0.86 - margin)
    width = round(side * line)
    pen.rounded_rectangle((left, top, right, bottom), radius=side * 0.12, outline=ink, width=width)
    tail = [(side * 0.32, bottom - width / 2), (side * 0.32, side * (1 - margin)), (side * 0.50, bottom - width / 2)]
    pen.line(tail, fill=ink, width=width, joint="curve")
    for at, end in ((0.34, 0.70), (0.46, 0.70), (0.58, 0.56)):
        pen.line([(side * 0.30, side * at), (side * end, side * at)], fill=ink, width=width)
    return picture.resize((size, size), Image.Resampling.LANCZOS)


if __name__ == "__main__":
    here = Path(__file__).parent
    bubble(192, 0.16, 0.05, WHITE, BLUE).save(here / "color.png", optimize=True)
    bubble(32, 0.06, 0.08, WHITE, CLEAR).save(here / "outline.png", optimize=True)
