"""What eSpeak NG says, made brighter: it is dull against a person, whose consonants have more above 3 kHz.

Conventions
-----------
The filter is a shelf without phase: nothing moves in time, so the times of words stay. It has few taps, for a
book has hours of sound: what it costs must be small beside what eSpeak NG takes to speak.
"""

from functools import lru_cache

import numpy as np

from voices.model import Pcm

GAIN_DB = 9.0
"""High above the corner; half of it at the corner."""
CORNER_HZ = 3000.0
_ROOM = 0.5
"""Everything is that much softer, so that what is raised is not clipped: a voice's gain makes up for it."""
_BESIDE = 5
"""Frames on either side that count; the shelf is then met within a tenth of a decibel up to 8 kHz."""
_DESIGN = 4096
_BLOCK = 1 << 14
"""Frames that are filtered at once: they and what is made of them stay in the processor's cache."""


def brightened(pcm: Pcm, rate: int) -> Pcm:
    """The same sound with more of what is above `CORNER_HZ`, as long as before. `rate` in Hertz."""
    taps, found = _taps(rate), np.empty(len(pcm), np.int16)
    padded = np.zeros(len(pcm) + 2 * _BESIDE, np.float32)
    padded[_BESIDE : _BESIDE + len(pcm)] = pcm
    for start in range(0, len(pcm), _BLOCK):
        size = min(_BLOCK, len(pcm) - start)
        around = padded[start : start + size + 2 * _BESIDE]
        sound = around[_BESIDE : _BESIDE + size] * taps[0]
        for away in range(1, _BESIDE + 1):
            pair = around[_BESIDE - away :][:size] + around[_BESIDE + away :][:size]
            pair *= taps[away]
            sound += pair
        np.rint(sound, out=sound)
        np.clip(sound, -32_768, 32_767, out=sound)
        found[start : start + size] = sound
    return found


@lru_cache(maxsize=4)
def _taps(rate: int) -> tuple[np.float32, ...]:
    """Weight of a frame itself and of those 1, 2, ... frames away: the shelf's response, cut off and weighed
    so that low sounds keep their level."""
    squares = (np.fft.rfftfreq(_DESIGN, 1 / rate) / CORNER_HZ) ** 2
    whole = np.fft.irfft(10 ** (GAIN_DB * squares / (1 + squares) / 20), _DESIGN)[: _BESIDE + 1]
    whole[0] += 1 - (whole[0] + 2 * whole[1:].sum())
    return tuple(np.float32(_ROOM * tap) for tap in whole)
