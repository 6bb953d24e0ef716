"""The picture of an edition for reports: a PNG with title, waveform by speaker, chapters and a legend.

Conventions
-----------
Drawn `SCALE` times as large as it will be and then reduced, so that edges are smooth. The same edition gives
the same bytes. Colours are told apart with any colour vision (Okabe and Ito's, darker); names stand beside
them.
"""

import io
from collections.abc import Sequence
from typing import TYPE_CHECKING

from chapters.manifest import Manifest
from chapters.reading.model import ReadingText
from chapters.reading.picture import speakers_by_column
from chapters.text import one_line
from chapters.typeset import load_font, settable

if TYPE_CHECKING:
    from PIL.ImageDraw import ImageDraw

WIDTH, HEIGHT, MARGIN, SCALE = 1600, 510, 60, 2
COLUMNS = (WIDTH - 2 * MARGIN) * SCALE
"""Amplitudes that the picture takes."""
_PAPER, _INK, _FAINT, _NARRATION = "#fbf7ef", "#22262b", "#6d685e", "#9aa5b1"
_COLOURS = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#b8860b", "#56459e", "#8c2d04", "#3c6e71")
_MIDDLE, _HALF = 270, 105


def report_picture(manifest: Manifest, text: ReadingText, amplitudes: Sequence[float]) -> bytes:
    """A PNG; `amplitudes` (0 to 1) has a value for each of `COLUMNS`."""
    from PIL import Image, ImageDraw

    image = Image.new("RGB", (WIDTH * SCALE, HEIGHT * SCALE), _PAPER)
    pen = ImageDraw.Draw(image)
    _words(pen, 26, settable(manifest.title), 34, _INK, WIDTH - 2 * MARGIN)
    minutes, seconds = divmod(manifest.audio.frames // manifest.audio.rate, 60)
    voices = len({voice.voice for voice in manifest.cast})
    about = (
        settable(one_line(manifest.byline), "Semibold"),
        f"{minutes}:{seconds:02}",
        f"{len(manifest.sections)} chapters",
        f"{voices} synthetic voices",
    )
    _words(pen, 80, "   ".join(filter(None, about)), 18, _FAINT, WIDTH - 2 * MARGIN)
    _wave(pen, manifest, text, amplitudes)
    _chapters(pen, manifest)
    _legend(pen, text)
    file = io.BytesIO()
    small = image.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS).quantize(128)
    small.save(file, "PNG", optimize=True)
    return file.getvalue()


def _wave(pen: "ImageDraw", manifest: Manifest, text: ReadingText, amplitudes: Sequence[float]) -> None:
    speakers = speakers_by_column(manifest, text, COLUMNS)
    for column, (speaker, amplitude) in enumerate(zip(speakers, amplitudes, strict=True)):
        x, reach = MARGIN * SCALE + column, max(1.0, amplitude**0.8 * _HALF * SCALE)
        box = (x, _MIDDLE * SCALE - reach, x, _MIDDLE * SCALE + reach)
        pen.line(box, fill=_colour(text, speaker))


def _chapters(pen: "ImageDraw", manifest: Manifest) -> None:
    width, frames = WIDTH - 2 * MARGIN, manifest.audio.frames
    for section in manifest.sections:
        x = MARGIN + section.start_frame * width / frames
        end = MARGIN + section.end_frame * width / frames
        pen.line((x * SCALE, 140 * SCALE, x * SCALE, 400 * SCALE), fill=_FAINT, width=SCALE)
        _words(pen, 134, settable(section.title, "Semibold"), 16, _INK, end - x - 14, x + 8)


def _legend(pen: "ImageDraw", text: ReadingText) -> None:
    x, y, font = float(MARGIN), 430, load_font(18 * SCALE, "Semibold")
    for speaker, name in enumerate(text.speakers):
        words = settable(name, "Semibold")
        width = font.getlength(words) / SCALE + 50
        if x + width > WIDTH - MARGIN:
            x, y = MARGIN, y + 32
        if y + 24 > HEIGHT:
            return  # a crowd: the page lists everybody
        corners = (x * SCALE, (y + 3) * SCALE, (x + 18) * SCALE, (y + 21) * SCALE)
        pen.rounded_rectangle(corners, radius=4 * SCALE, fill=_colour(text, speaker))
        pen.text(((x + 26) * SCALE, y * SCALE), words, font=font, fill=_INK)
        x += width


def _words(  # noqa: PLR0913, PLR0917 - where, what, how large, in what colour, how wide
    pen: "ImageDraw", y: float, words: str, size: int, fill: str, room: float, x: float = MARGIN
) -> None:
    """A line of type, cut with an ellipsis to the width that there is."""
    font = load_font(size * SCALE, "Bold" if size > 30 else "Semibold")
    if words and font.getlength(words) > room * SCALE:
        kept = next(
            (end for end in range(len(words), 0, -1) if font.getlength(words[:end] + "…") <= room * SCALE), 0
        )
        words = words[:kept].rstrip() + "…" if kept else ""
    if words:
        pen.text((x * SCALE, y * SCALE), words, font=font, fill=fill)


def _colour(text: ReadingText, speaker: int) -> str:
    if speaker == text.narrator:
        return _NARRATION
    return _COLOURS[text.marks[speaker].colour]
