"""Setting a title in type: which characters a font has, where lines break, how large they can be.

Conventions
-----------
Lengths are pixels, sizes pixels per em. Widths are measured once at `MEASURE_PX` and scaled.
"""

import functools
import importlib.util
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from chapters.text import one_line

if TYPE_CHECKING:
    from PIL.ImageFont import FreeTypeFont, ImageFont

MEASURE_PX = 200
_PACKAGE = "font_source_serif_pro"
_SLACK = 1.02
"""Hinting makes type a little wider at some sizes than a straight line from another one says."""


@functools.lru_cache(maxsize=32)
def load_font(size_px: int, weight: str = "Bold") -> "FreeTypeFont | ImageFont":
    """Source Serif Pro, which its package carries; Pillow's own font (plain Latin only) without it."""
    from PIL import ImageFont

    spec = importlib.util.find_spec(_PACKAGE)
    if spec is None or spec.origin is None:
        return ImageFont.load_default(size_px)
    path = Path(spec.origin).parent / "files" / f"SourceSerifPro-{weight}.otf"
    # Raqm is not in every Pillow; the basic layout sets type in the same way everywhere. It applies the
    # kerning table of the .ttf files, which lets quotation marks run into letters; the .otf files have none.
    return ImageFont.truetype(str(path), size_px, layout_engine=ImageFont.Layout.BASIC)


def settable(text: str, weight: str = "Bold") -> str:
    """`text` on one line with the symbols left out that the font lacks; empty if it lacks a letter or a
    digit."""
    composed = unicodedata.normalize("NFC", one_line(text))
    missing = {character for character in set(composed) if not _has_glyph(character, weight)}
    if any(unicodedata.category(character)[0] in "LMN" for character in missing):
        return ""
    return one_line("".join(character for character in composed if character not in missing))


@functools.cache
def _has_glyph(character: str, weight: str) -> bool:
    font = load_font(64, weight)
    drawn, unknown = font.getmask(character), font.getmask("\U0010fffd")
    return character == " " or (drawn.size, bytes(drawn)) != (unknown.size, bytes(unknown))


@dataclass(frozen=True, slots=True)
class Setting:
    """A text broken into lines."""

    size_px: int
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Area:
    """Where a text has to fit."""

    width: int
    height: int
    leading: float = 1.14
    """Distance between lines, in ems."""


def fit(text: str, area: Area, sizes_px: Sequence[int], weight: str = "Bold") -> Setting:
    """The greatest of `sizes_px` (descending) at which `text` fits, with lines of about the same length.

    At the last size, a word that is too long is broken and a text that is too long ends in an ellipsis.
    """
    font = load_font(MEASURE_PX, weight)
    widths: dict[str, float] = {}

    def width(piece: str) -> float:
        """In ems."""
        if piece not in widths:
            widths[piece] = font.getlength(piece) / MEASURE_PX * _SLACK
        return widths[piece]

    words = text.split()
    for size in sizes_px:
        measure = area.width / size
        most = max(1, int(area.height / (size * area.leading)))
        if max(map(width, words), default=0) > measure:
            continue
        lines = _wrap(words, measure, width)
        if len(lines) <= most:
            return Setting(size, _balanced(words, measure, lines, width))
    return _cut(words, area, sizes_px[-1], width)


def _wrap(words: Sequence[str], measure: float, width: Callable[[str], float]) -> tuple[str, ...]:
    """Lines as full as they can be."""
    space = width(" ")
    lines: list[list[str]] = []
    at = measure + 1.0
    for word in words:
        if lines and at + space + width(word) <= measure:
            lines[-1].append(word)
            at += space + width(word)
        else:
            lines.append([word])
            at = width(word)
    return tuple(" ".join(line) for line in lines)


def _balanced(
    words: Sequence[str], measure: float, lines: tuple[str, ...], width: Callable[[str], float]
) -> tuple[str, ...]:
    """The same number of lines, in the narrowest measure that has it."""
    low, high = max(map(width, words), default=0.0), measure
    for _ in range(12):
        middle = (low + high) / 2
        tried = _wrap(words, middle, width)
        if len(tried) == len(lines):
            high, lines = middle, tried
        else:
            low = middle
    return lines


def _cut(words: Sequence[str], area: Area, size: int, width: Callable[[str], float]) -> Setting:
    measure = area.width / size
    pieces: list[str] = []
    for word in words:
        start = 0
        for end in range(1, len(word) + 1):
            if width(word[start:end]) > measure:
                pieces.append(word[start : end - 1])
                start = end - 1
        pieces.append(word[start:])
    lines = _wrap(pieces, measure, width)
    most = max(1, int(area.height / (size * area.leading)))
    if len(lines) <= most:
        return Setting(size, lines)
    last = lines[most - 1]
    while last and width(last + "…") > measure:
        last = last[:-1]
    return Setting(size, (*lines[: most - 1], last.rstrip(" ,.;:-–—") + "…"))
