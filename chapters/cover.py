"""The cover of an edition that has none of its own: the title in type, and a wave of sound.

Conventions
-----------
A square PNG, RGB, `SIZE` pixels wide: what podcast directories accept (1,400 to 3,000). Colours and wave
follow from the title, so the same edition has the same cover, to the byte, and two articles of a show differ.
"""

import hashlib
import io
import math
import struct
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from chapters.text import shortened
from chapters.typeset import Area, Setting, fit, load_font, settable

if TYPE_CHECKING:
    from PIL.ImageDraw import ImageDraw

SIZE = 2_000
"""Pixels on each side."""
LEAST_SIZE, MOST_SIZE = 1_400, 3_000
"""What Apple's directory takes."""

_MARGIN = 150
_WIDTH = SIZE - 2 * _MARGIN
_TITLE_TOP = 390
_TITLE_HEIGHT = 1_010
_TITLE_SIZES = tuple(range(250, 66, -4))
_SHOW_SIZES = tuple(range(72, 40, -2))
_MOST_TITLE = 300
"""Characters of a title; more would be too small to read."""
_MOST_PIXELS = 40_000_000
"""Of a picture that is brought to size; more would take too much memory."""
_BAR, _GAP = 16, 14
_WAVE_MIDDLE, _WAVE_HALF = 1_640, 190


@dataclass(frozen=True, slots=True)
class Palette:
    """Colours that go together; ink and accent are legible on the ground."""

    ground: str
    ink: str
    accent: str


PALETTES = (
    Palette("#14213d", "#f7f3e9", "#fca311"),
    Palette("#1b3a2f", "#f4f1e6", "#e9c46a"),
    Palette("#4a1525", "#fbf3ec", "#e8a598"),
    Palette("#22333b", "#f2f4f3", "#d8bd94"),
    Palette("#2d1e40", "#f5f0fa", "#f2a65a"),
    Palette("#0b3c49", "#faf7f0", "#ff9b71"),
    Palette("#f3ede1", "#1c1b19", "#b5322b"),
    Palette("#e4eaee", "#16242e", "#0f6e84"),
)


def draw_cover(title: str, show: str = "") -> bytes:
    """A PNG with `title`, and the name of the show above it.

    Symbols that the font lacks are left out; a title with letters that it lacks is not set at all, and the
    wave takes its place.
    """
    from PIL import Image, ImageDraw

    digest = hashlib.sha256(title.encode("utf-8", "replace")).digest()
    palette = PALETTES[digest[0] % len(PALETTES)]
    image = Image.new("RGB", (SIZE, SIZE), palette.ground)
    draw = ImageDraw.Draw(image)
    _draw_show(draw, settable(shortened(show, 80), "Semibold"), palette)
    words = settable(shortened(title, _MOST_TITLE))
    if words:
        _draw_title(draw, fit(words, Area(_WIDTH, _TITLE_HEIGHT), _TITLE_SIZES), palette)
        _draw_wave(draw, digest, palette, _WAVE_MIDDLE, _WAVE_HALF)
    else:
        _draw_wave(draw, digest, palette, SIZE // 2 + 100, 560)
    file = io.BytesIO()
    image.save(file, "PNG", compress_level=6)
    return file.getvalue()


def cover_problem(picture: bytes) -> str:
    """Why directories would refuse a cover, in a sentence without full stop; empty if they would not."""
    from PIL import Image

    try:
        with warnings.catch_warnings(action="error"), Image.open(io.BytesIO(picture)) as image:
            image.load()
    except (OSError, ValueError, SyntaxError, EOFError, struct.error, Warning, Image.DecompressionBombError):
        return "The cover is no picture that can be read"
    width, height = image.size
    if image.format not in ("PNG", "JPEG"):
        return f"The cover is a {image.format}, neither PNG nor JPEG"
    if width != height:
        return f"The cover is not square ({width} x {height} pixels)"
    if not LEAST_SIZE <= width <= MOST_SIZE:
        return f"The cover is {width} pixels wide, not {LEAST_SIZE} to {MOST_SIZE}"
    if image.mode != "RGB":
        return f"The cover's colours are {image.mode}, not RGB"
    return ""


def fit_cover(picture: bytes) -> bytes:
    """Somebody's picture, whole, on a square that directories take, as JPEG; empty if it cannot be read.

    What is left beside it has the colour of its border.
    """
    if not picture:
        return b""
    from PIL import Image, ImageOps, ImageStat

    try:
        with Image.open(io.BytesIO(picture), formats=("JPEG", "PNG", "GIF")) as image:
            if image.width * image.height > _MOST_PIXELS or 20 * min(image.size) < max(image.size):
                return b""
            whole = ImageOps.contain(image.convert("RGB"), (SIZE, SIZE), Image.Resampling.LANCZOS)
    except (OSError, ValueError, SyntaxError, EOFError, struct.error, Warning, Image.DecompressionBombError):
        return b""
    strips = [whole.crop((0, 0, 1, whole.height)), whole.crop((whole.width - 1, 0, *whole.size))]
    if whole.width > whole.height:
        strips = [whole.crop((0, 0, whole.width, 1)), whole.crop((0, whole.height - 1, *whole.size))]
    means = [ImageStat.Stat(strip).mean for strip in strips]
    ground = tuple(round(sum(channel) / len(means)) for channel in zip(*means, strict=True))
    square = Image.new("RGB", (SIZE, SIZE), ground)
    square.paste(whole, ((SIZE - whole.width) // 2, (SIZE - whole.height) // 2))
    file = io.BytesIO()
    square.save(file, "JPEG", quality=88)
    return file.getvalue()


def _draw_show(draw: "ImageDraw", show: str, palette: Palette) -> None:
    """The name of the show over a rule; the rule alone if there is none."""
    if show:
        setting = fit(show, Area(_WIDTH, 100), _SHOW_SIZES, "Semibold")
        font = load_font(setting.size_px, "Semibold")
        draw.text((_MARGIN, 250), setting.lines[0], font=font, fill=palette.accent, anchor="ls")
    draw.rectangle((_MARGIN, 290, SIZE - _MARGIN, 297), fill=palette.accent)


def _draw_title(draw: "ImageDraw", setting: Setting, palette: Palette) -> None:
    font = load_font(setting.size_px)
    for number, line in enumerate(setting.lines):
        baseline = _TITLE_TOP + round(setting.size_px * (0.86 + 1.14 * number))
        draw.text((_MARGIN, baseline), line, font=font, fill=palette.ink, anchor="ls")


def _draw_wave(draw: "ImageDraw", digest: bytes, palette: Palette, middle: int, half: int) -> None:
    count = _WIDTH // (_BAR + _GAP)
    left = (SIZE - count * (_BAR + _GAP) + _GAP) // 2
    for number, level in enumerate(_levels(digest, count)):
        x, reach = left + number * (_BAR + _GAP), max(_BAR // 2, round(half * level))
        draw.rounded_rectangle(
            (x, middle - reach, x + _BAR - 1, middle + reach), radius=_BAR // 2, fill=palette.accent
        )


def _levels(digest: bytes, count: int) -> Iterator[float]:
    """`count` heights from 0 to 1 in phrases, as speech has them: swelling, fading, resting."""
    for number in range(count):
        at = number / count
        slow, fast, grain = (
            math.sin(math.tau * (at * (2 + digest[index] % 4) + digest[index + 1] / 256))
            for index in (1, 3, 5)
        )
        phrase = 0.55 + 0.45 * slow * (0.6 + 0.4 * fast)
        yield phrase * (0.35 + 0.65 * digest[(7 + number * 5) % 32] / 255) * (0.85 + 0.15 * grain)
