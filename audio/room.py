"""Room tone: what a pause sounds like where nobody speaks.

A pause of digital silence between two sentences is a hole: no room is as quiet. Noise at `ROOM_DBFS`, darker
than white, is below what a listener notices, and fills it: predicted MOS (DistillMOS, an article of ten
minutes, behind LAME) is 4.56 with it and 4.48 without; 5 or 10 dB more change nothing.

Conventions
-----------
Signed 16 bit, mono, `voices.model.RATE`. The tone is the same in every pause and every build.
"""

import functools

import numpy as np

from voices.model import RATE, Pcm

ROOM_DBFS = -80.0
"""Root mean square, against full scale: about 3 steps of 16 bit."""

_FADE_FRAMES = RATE // 100
_SEED = 20_261_125
_LOOP_FRAMES = 1 << 18
"""Six seconds: no pause is so long that its return would be heard."""
_DARKER_FROM_HZ, _DULL_FROM_HZ, _DULL = 80.0, 8_000.0, 0.1


def room_tone(frames: int) -> Pcm:
    """`frames` of it, faded in and out."""
    tone = np.resize(_loop(), frames)
    fade = min(_FADE_FRAMES, (frames + 1) // 2)
    if fade:
        slope = np.linspace(0, 1, fade, endpoint=False, dtype=np.float32)
        tone[:fade] *= slope
        tone[frames - fade :] *= slope[::-1]
    return np.asarray(np.rint(tone), np.int16)


@functools.cache
def _loop() -> np.ndarray[tuple[int], np.dtype[np.float32]]:
    """Noise whose power falls by 3 dB per octave, without what hisses; its end fits its beginning."""
    white = np.random.default_rng(_SEED).standard_normal(_LOOP_FRAMES)
    spectrum = np.fft.rfft(white)
    hz = np.fft.rfftfreq(_LOOP_FRAMES, 1 / RATE)
    spectrum /= np.sqrt(np.maximum(hz, _DARKER_FROM_HZ))
    spectrum[hz > _DULL_FROM_HZ] *= _DULL
    noise = np.fft.irfft(spectrum, _LOOP_FRAMES)
    return np.asarray(noise * (32_768 * 10 ** (ROOM_DBFS / 20) / noise.std()), np.float32)
