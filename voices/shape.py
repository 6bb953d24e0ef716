"""From what an engine said to the samples of a take.

Conventions
-----------
Sound is float32 in [-1, 1) between the two roundings, mono, shape (frames,). Levels are dB against full
scale, of the root mean square over `HOP_FRAMES`. An engine whose voice has a `tract` says so in the rate of
its Speech, so the one resampling here does both: the conversion to the edition's rate and the scaling of
the tract.
"""

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from scripts.errors import EngineError
from voices.model import RATE, Pcm, Speech

Samples = npt.NDArray[np.float32]

BEFORE_MS = 10
"""Kept before the first sound: the soft start of an "h" or an "f" lies there."""
AFTER_MS = 30
"""Kept after the last: the air of a final "t" or "s"."""

HOP_FRAMES = 220
"""Sound is told from silence in stretches of this many frames, 5 ms."""
_UNDER_SPEECH_DB = 42.0
"""How far under the level of the speech a sound may be and still count. Measured on Piper: its padding lies
50 to 70 dB under its vowels, an initial "f" or "h" 20 to 38 dB."""
_FLOOR_DBFS = -66.0
"""Below it everything is padding, however soft the voice: four times the step of 16 bit at least."""
_FADE_IN_MS = 3
_FADE_OUT_MS = 8
_FULL_SCALE = 32_768.0


@dataclass(frozen=True, slots=True)
class Shaped:
    """A take's samples, and where they began in the engine's speech."""

    pcm: Pcm
    first_frame: int
    """Frame of the whole speech at the edition's rate that became the first of `pcm`."""
    loud: npt.NDArray[np.bool_]
    """Whether there is sound in each stretch of `HOP_FRAMES` of `pcm`; at least once."""


def shape(speech: Speech) -> Shaped:
    """Resample to the edition's rate, trim the engine's padding, bring both ends to rest.

    Raises EngineError if there is no sound in it.
    """
    sound = _resample(speech)
    hops = np.flatnonzero(_loud(sound))
    if not len(hops):
        raise EngineError("The engine answered with silence", "Try another engine with --engine.")
    first = max(0, int(hops[0]) * HOP_FRAMES - _frames(BEFORE_MS))
    last = min(len(sound), int(hops[-1] + 1) * HOP_FRAMES + _frames(AFTER_MS))
    trimmed = sound[first:last]
    return Shaped(to_pcm(_at_rest(trimmed)), first, _loud(trimmed))


def to_pcm(sound: Samples) -> Pcm:
    """Round to 16 bit; what is over full scale is held there and never wraps around."""
    return np.asarray(np.clip(np.rint(sound * _FULL_SCALE), -32_768, 32_767), np.int16)


def _frames(milliseconds: float) -> int:
    return round(RATE * milliseconds / 1000)


def _resample(speech: Speech) -> Samples:
    sound = speech.pcm.astype(np.float32) / np.float32(_FULL_SCALE)
    if speech.rate == RATE or not len(sound):
        return sound
    import soxr

    return np.asarray(soxr.resample(sound, speech.rate, RATE, quality="VHQ"), np.float32)


def _loud(sound: Samples) -> npt.NDArray[np.bool_]:
    """For each hop, whether speech is in it: the level is not far under that of the speech as a whole."""
    hops = math.ceil(len(sound) / HOP_FRAMES)
    padded = np.zeros(hops * HOP_FRAMES, np.float64)
    padded[: len(sound)] = sound
    power = np.mean(padded.reshape(hops, HOP_FRAMES) ** 2, axis=1)
    if not power.any():
        return np.zeros(hops, np.bool_)
    # The level of the speech: what its louder tenth has. A mean would sink with the pauses in the text.
    level_dbfs = 10 * math.log10(np.percentile(power[power > 0], 90))
    return np.asarray(power >= 10 ** (max(level_dbfs - _UNDER_SPEECH_DB, _FLOOR_DBFS) / 10))


def _at_rest(sound: Samples) -> Samples:
    """Short raised-cosine fades: the first and the last sample are exactly zero, so no join can click."""
    rested = sound.copy()
    fade_in = min(_frames(_FADE_IN_MS), len(rested) // 2)
    fade_out = min(_frames(_FADE_OUT_MS), len(rested) // 2)
    rested[:fade_in] *= _ramp(fade_in)
    rested[len(rested) - fade_out :] *= _ramp(fade_out)[::-1]
    return rested


def _ramp(frames: int) -> Samples:
    return np.asarray(0.5 - 0.5 * np.cos(np.pi * np.arange(frames) / max(1, frames)), np.float32)
