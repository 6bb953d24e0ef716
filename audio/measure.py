"""Hearing a file as a listener's player would: decoded, and metered.

Conventions
-----------
Loudness is integrated, gated, after ITU-R BS.1770-4, by ffmpeg's `ebur128` filter; a mono file is read as one
channel, not as dual mono. Peaks are true peaks (the filter oversamples to 192 kHz). ffmpeg prints both with
one decimal, so a reading is good to 0.05.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from math import inf
from pathlib import Path

import numpy as np
import numpy.typing as npt

from audio.tools import Finished, local_input, run_ffmpeg
from scripts.errors import SoundError
from voices.model import Pcm

TIMEOUT_S = 3_600.0
"""A book of 24 hours is measured in about 5 minutes."""

ENVELOPE_FRAMES = 441
"""10 ms at 44.1 kHz."""

_INTEGRATED = re.compile(r"^ {4}I: +(-?[0-9.]+|-?inf|nan) LUFS", re.MULTILINE)
_COMPLAINT = re.compile(r"^(\[[^]]*\] )?\[(warning|error|fatal|panic)\]")
_REMARK = "timescale not set"
"""What ffmpeg says of every cover in an MP4: it is a picture, and has none."""
_METER = "ebur128=peak=true:framelog=verbose"
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
    finished = _read(path, [*arguments, "-af", _METER, "-f", "null", "-"])
    return _levels(path, finished.stderr)


def measure_frames(frames: bytes, form: str, timeout_s: float = TIMEOUT_S) -> Measured:
    """Meter encoded frames that are in no file yet; `form` is what ffmpeg calls their framing ("aac").

    Raises SoundError if ffmpeg cannot read them.
    """
    arguments = ["-loglevel", "info", *("-f", form, "-i", "pipe:0"), "-map", "0:a:0"]
    meter = ["-af", _METER, "-f", "null", "-"]
    finished = run_ffmpeg([*arguments, *meter], timeout_s=timeout_s, feed=[frames])
    return _levels("what was encoded", finished.stderr)


@dataclass(frozen=True, slots=True)
class Heard:
    """A whole mono file, listened to once."""

    frames: int
    """Samples of sound, at the file's rate, trimmed as its gapless data say."""
    envelope: npt.NDArray[np.int16]
    """Greatest absolute sample of each `ENVELOPE_FRAMES`, shape (frames // ENVELOPE_FRAMES,)."""
    levels: Measured
    complaints: str
    """What ffmpeg said of the file while it decoded it; empty for a sound one."""


def listen(path: Path) -> Heard:
    """Decode and meter a mono file in one go; memory grows by 200 bytes a second of sound.

    Raises SoundError if ffmpeg cannot read it.
    """
    envelope = _Envelope()
    arguments = ["-loglevel", "level+info", *local_input(path), "-filter_complex"]
    graph = f"[0:a:0]asplit[heard][metered];[metered]{_METER}[meter]"
    outputs = ["-map", "[heard]", "-ac", "1", "-f", "s16le", "pipe:1", "-map", "[meter]", "-f", "null", "-"]
    finished = _read(path, [*arguments, graph, *outputs], envelope.add)
    peaks = envelope.result()
    complaints = "\n".join(filter(_is_complaint, finished.stderr.splitlines()))
    return Heard(envelope.frames, peaks, _levels(path, finished.stderr), complaints)


def _is_complaint(line: str) -> bool:
    return _COMPLAINT.search(line) is not None and not line.endswith(_REMARK)


class _Envelope:
    """Sums up samples as they come."""

    def __init__(self) -> None:
        self.frames = 0
        self._rest = b""
        self._parts: list[npt.NDArray[np.int16]] = []

    def add(self, data: bytes) -> None:
        data = self._rest + data
        whole = len(data) // (2 * ENVELOPE_FRAMES) * 2 * ENVELOPE_FRAMES
        self._rest = data[whole:]
        self.frames += (len(data) - len(self._rest)) // 2
        samples = np.frombuffer(data[:whole], dtype="<i2").reshape(-1, ENVELOPE_FRAMES)
        self._parts.append(np.maximum(samples.max(axis=1), -np.maximum(samples.min(axis=1), -32_767)))

    def result(self) -> npt.NDArray[np.int16]:
        """The envelope; `frames` is complete from now on."""
        self.frames += len(self._rest) // 2
        self._rest = b""
        return np.concatenate([*self._parts, np.zeros(0, np.int16)])


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


def _levels(what: object, said: str) -> Measured:
    integrated, peak = _INTEGRATED.findall(said), _PEAK.findall(said)
    if not integrated or not peak:
        raise SoundError(f"ffmpeg measured nothing in {what}", "Check that the file holds audio.")
    return Measured(_number(integrated[-1]), _number(peak[-1]))


def _read(path: Path, arguments: list[str], sink: Callable[[bytes], None] | None = None) -> Finished:
    if not path.is_file():
        raise SoundError(f"There is no file {path}", "Build the edition first.")
    return run_ffmpeg(arguments, timeout_s=TIMEOUT_S, sink=sink)


def _number(text: str) -> float:
    return -inf if text in ("-inf", "nan") else float(text)
