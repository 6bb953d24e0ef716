"""Draws docs/edition.png: the example edition's waveform, coloured by who speaks, under its chapters.

    python docs/make_picture.py [EDITION_FOLDER] [PICTURE]

Everything is read from the edition: times and speakers from edition.json, the wave from the decoded MP3.
"""

import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from audio.measure import decode
from chapters import manifestfile as manifests
from chapters.reading.model import reading_text
from chapters.reading.report_picture import COLUMNS, report_picture

ROOT = Path(__file__).resolve().parents[1]


def main(arguments: Sequence[str]) -> None:
    """Read the edition and draw it."""
    folder = Path(arguments[0]) if arguments else ROOT / "editions" / "last-ferry"
    target = Path(arguments[1]) if len(arguments) > 1 else ROOT / "docs" / "edition.png"
    manifest = manifests.read(folder)
    samples = decode(folder / manifest.audio.file).astype(np.float64) / 32768
    powers = [float(np.mean(part**2)) for part in np.array_split(samples, COLUMNS)]
    loudest = max(powers, default=0.0) or 1.0
    amplitudes = [(power / loudest) ** 0.5 for power in powers]
    target.write_bytes(report_picture(manifest, reading_text(manifest), amplitudes))


if __name__ == "__main__":
    main(sys.argv[1:])
