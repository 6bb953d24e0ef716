"""Draws docs/edition.png: the example edition's waveform, coloured by who speaks, under its chapters.

    python docs/make_picture.py [EDITION_FOLDER] [PICTURE]

Everything is read from the edition: times and speakers from edition.json, the wave from the decoded MP3.
"""

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from audio.measure import decode
from chapters import manifest as manifests
from chapters.manifest import Manifest
from scripts.model import NARRATOR

ROOT = Path(__file__).resolve().parents[1]
WIDTH, HEIGHT, MARGIN, SCALE = 1600, 510, 60, 2
PAPER, INK, FAINT, NARRATION = "#fbf7ef", "#22262b", "#8b8579", "#9aa5b1"
# Told apart with any colour vision: the Okabe-Ito palette, dark enough for this paper.
COLOURS = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#b8860b", "#56459e")


def draw(manifest: Manifest, levels: Sequence[float]) -> Image.Image:
    """The picture, twice as large as it will be; `levels` holds the height (0 to 1) of each column."""
    image = Image.new("RGB", (WIDTH * SCALE, HEIGHT * SCALE), PAPER)
    pen = ImageDraw.Draw(image)
    speakers = [voice.speaker for voice in manifest.cast if voice.speaker != NARRATOR]
    colours = {NARRATOR: NARRATION} | {name: COLOURS[i % len(COLOURS)] for i, name in enumerate(speakers)}
    pen.text(_at(MARGIN, 34), manifest.title, font=_font(34), fill=INK)
    minutes, seconds = divmod(round(manifest.audio.frames / manifest.audio.rate), 60)
    about = f"{manifest.byline}   {minutes}:{seconds:02d}   {len(manifest.sections)} chapters"
    voices = len({voice.voice for voice in manifest.cast})
    pen.text(_at(MARGIN, 80), f"{about}   {voices} voices", font=_font(18), fill=FAINT)
    _wave(pen, manifest, levels, colours)
    _chapters(pen, manifest)
    _legend(pen, manifest, colours)
    return image


def _wave(
    pen: ImageDraw.ImageDraw, manifest: Manifest, levels: Sequence[float], colours: Mapping[str, str]
) -> None:
    middle, half = 270, 105
    speaker_at = _speakers_by_column(manifest, len(levels))
    for column, level in enumerate(levels):
        x = MARGIN * SCALE + column
        reach = max(1, level * half * SCALE)
        box = (x, middle * SCALE - reach, x, middle * SCALE + reach)
        pen.line(box, fill=colours[speaker_at[column]])


def _speakers_by_column(manifest: Manifest, columns: int) -> list[str]:
    speakers = [NARRATOR] * columns
    for line in manifest.lines:
        first = line.start_frame * columns // manifest.audio.frames
        last = line.end_frame * columns // manifest.audio.frames
        speakers[first : last + 1] = [line.speaker] * (min(last + 1, columns) - first)
    return speakers


def _chapters(pen: ImageDraw.ImageDraw, manifest: Manifest) -> None:
    width = WIDTH - 2 * MARGIN
    for section in manifest.sections:
        x = MARGIN + section.start_frame * width / manifest.audio.frames
        end = MARGIN + section.end_frame * width / manifest.audio.frames
        pen.line((*_at(x, 140), *_at(x, 400)), fill=FAINT, width=SCALE)
        font = _font(16)
        title = section.title
        while title and font.getlength(title) > (end - x - 14) * SCALE:
            title = title.rstrip("…")[:-1].rstrip() + "…" if len(title) > 1 else ""
        pen.text(_at(x + 8, 136), title, font=font, fill=INK)


def _legend(pen: ImageDraw.ImageDraw, manifest: Manifest, colours: Mapping[str, str]) -> None:
    x, y = MARGIN, 430
    for name, colour in colours.items():
        font = _font(18)
        width = font.getlength(name) / SCALE + 50
        if x + width > WIDTH - MARGIN:
            x, y = MARGIN, y + 36
        pen.rounded_rectangle((*_at(x, y + 3), *_at(x + 18, y + 21)), radius=4 * SCALE, fill=colour)
        pen.text(_at(x + 26, y), name, font=font, fill=INK)
        x += width


def _at(x: float, y: float) -> tuple[float, float]:
    return x * SCALE, y * SCALE


def _font(size: int) -> ImageFont.FreeTypeFont:
    font = ImageFont.load_default(size * SCALE)
    assert isinstance(font, ImageFont.FreeTypeFont)  # noqa: S101 - Pillow's own font when FreeType is there
    return font


def main(arguments: Sequence[str]) -> None:
    """Read the edition, draw, save at half the size so that edges are smooth."""
    folder = Path(arguments[0]) if arguments else ROOT / "editions" / "last-ferry"
    target = Path(arguments[1]) if len(arguments) > 1 else ROOT / "docs" / "edition.png"
    manifest = manifests.read(folder)
    samples = decode(folder / manifest.audio.file).astype(np.float64) / 32768
    columns = (WIDTH - 2 * MARGIN) * SCALE
    powers = [float(np.mean(part**2)) for part in np.array_split(samples, columns)]
    loudest = max(powers, default=0.0) or 1.0
    levels = [(power / loudest) ** 0.4 for power in powers]
    picture = draw(manifest, levels).resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS)
    picture.quantize(128).save(target, optimize=True)


if __name__ == "__main__":
    main(sys.argv[1:])
