"""What the bytes of an attached picture say of themselves: whether it is one, and what its maker left in it.

It never says that a picture is clean: whom it shows and where, only people can see.
"""

import io
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from PIL import ExifTags, Image, UnidentifiedImageError

PICTURE_BYTES = 20_000_000
"""Bytes of a picture that are read at all."""
PICTURE_PIXELS = 100_000_000
"""Pixels that a header may announce: more is a bomb or a poster. Pixels themselves are never decoded."""
FORMATS = ("JPEG", "PNG", "GIF", "WEBP", "TIFF", "BMP", "MPO", "AVIF")
Fact = Literal["no_picture", "too_large", "gps", "camera", "taken", "author", "ai"]
GENERATORS = (b"stable diffusion", b"midjourney", b"dall", b"firefly", b"trainedalgorithmicmedia", b"negative prompt")


@dataclass(frozen=True)
class PictureFacts:
    """What was found in one file. `format` is "" when it is no picture, `details` what a fact was read from."""

    format: str
    width: int
    height: int
    facts: tuple[Fact, ...]
    details: str = ""


def read_picture(data: bytes) -> PictureFacts:
    """The facts of a file of any content. Never raises; reads the header and tags only, no pixels."""
    if len(data) > PICTURE_BYTES:
        return PictureFacts("", 0, 0, ("too_large",))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return _read(data)
    except Image.DecompressionBombError:
        return PictureFacts("", 0, 0, ("too_large",))
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, KeyError, EOFError, OverflowError, MemoryError):
        return PictureFacts("", 0, 0, ("no_picture",))
    except Exception as error:  # a broken file makes Pillow's many parsers raise nearly anything
        return PictureFacts("", 0, 0, ("no_picture",), type(error).__name__)


def _read(data: bytes) -> PictureFacts:
    with Image.open(io.BytesIO(data), formats=FORMATS) as picture:
        name, (width, height) = picture.format or "", picture.size
        if width * height > PICTURE_PIXELS:
            return PictureFacts(name, width, height, ("too_large",))
        found = dict(_tags(picture.getexif()))
        told = str(picture.info.get("parameters", ""))[:2000].lower().encode("utf-8", "replace")
    head = data[:200_000].lower()
    if any(mark in told or mark in head for mark in GENERATORS):
        found["ai"] = ""
    return PictureFacts(name, width, height, tuple(found), "、".join(filter(None, found.values())))


def _tags(exif: Image.Exif) -> Iterator[tuple[Fact, str]]:
    """Facts in EXIF, each with the words to show for it ("" where showing them would repeat the leak)."""
    if any(key in exif.get_ifd(ExifTags.IFD.GPSInfo) for key in (1, 2, 3, 4)):
        yield "gps", ""
    camera = f"{exif.get(ExifTags.Base.Make, '')} {exif.get(ExifTags.Base.Model, '')}".strip(" \0")
    if camera:
        yield "camera", camera[:60]
    taken = exif.get_ifd(ExifTags.IFD.Exif).get(ExifTags.Base.DateTimeOriginal) or exif.get(ExifTags.Base.DateTime)
    if taken:
        yield "taken", str(taken)[:19]
    if any(exif.get(tag) for tag in (ExifTags.Base.Artist, ExifTags.Base.Copyright, ExifTags.Base.XPAuthor)):
        yield "author", ""
