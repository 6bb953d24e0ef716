"""Hearing a file as a listener's player would: decoded, and metered.

Conventions
-----------
Loudness is integrated, gated, after ITU-R BS.1770-4, by ffmpeg's `ebur128` filter; a mono file is read as one
channel, not as dual mono. Peaks are true peaks (the filter oversamples to 192 kHz). ffmpeg prints both with
one decimal, so a reading is good to 0.05.
"""

import re
from dataclasses import dataclass
from math import inf
from pathlib import Path

import numpy as np

from audio.tools import Finished, local_input, run_ffmpeg
from scripts.errors import SoundError
from voices.model import Pcm

TIMEOUT_S = 3_600.0
"""A book of 24 hours is measured in about 5 minutes."""

_INTEGRATED = re.compile(r"^ {4}I: +(-?[0-9.]+|-?inf|nan) LUFS", re.MULTILINE)
_PEAK = re.compile(r"^ {4}Peak: +(-?[0-9.]+|-?inf|nan) dBFS", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Measured:
    """Levels of a whole file."""

    integrated_lufs: float
    """-70 for silence (the meter's absolute gate)."""
    true_peak_dbtp: float
    """Minus infinity for digital silence."""


def measure_loudness(path: Path) -> Measured:
    """Meter an audio file. Raises SoundError if ffmpeg cannot read it."""
    arguments = ["-loglevel", "info", *local_input(path), "-map", "0:a:0"]
    finished = _read(path, [*arguments, "-af", "ebur128=peak=true:framelog=verbose", "-f", "null", "-"])
    integrated, peak = _INTEGRATED.findall(finished.stderr), _PEAK.findall(finished.stderr)
    if not integrated or not peak:
        raise SoundError(f"ffmpeg measured nothing in {path}", "Check that the file holds audio.")
    return Measured(_number(integrated[-1]), _number(peak[-1]))


def decode(path: Path) -> Pcm:
    """Samples of a mono audio file at the file's own rate, trimmed as its gapless data say.

    Raises SoundError if ffmpeg cannot read it or has anything to complain about.
    """
    arguments = ["-loglevel", "warning", *local_input(path), "-map", "0:a:0"]
    finished = _read(path, [*arguments, "-ac", "1", "-f", "s16le", "-"])
    if finished.stderr.strip():
        raise SoundError(
            f"{path} decodes with a complaint: {finished.stderr.strip()[:200]}", "Build it again."
        )
    return np.frombuffer(finished.stdout, dtype="<i2").astype(np.int16)


def _read(path: Path, arguments: list[str]) -> Finished:
    if not path.is_file():
        raise SoundError(f"There is no file {path}", "Build the edition first.")
    return run_ffmpeg(arguments, timeout_s=TIMEOUT_S)


def _number(text: str) -> float:
    return -inf if text in ("-inf", "nan") else float(text)
