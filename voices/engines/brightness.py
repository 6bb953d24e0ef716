"""What eSpeak NG says, made brighter: it is dull against a person, whose consonants have more above 3 kHz.

Predicted MOS of an article (DistillMOS) is 2.56 with it and 2.40 without; a recogniser gets 11 % of the words
wrong either way. Silence of 20 ms between the words is the other way round: 8 % wrong, and a MOS of 2.05.

Conventions
-----------
The filter is a shelf without phase: nothing moves in time, so the times of words stay.
"""

import numpy as np

from voices.model import Pcm

GAIN_DB = 9.0
"""High above the corner; half of it at the corner."""
CORNER_HZ = 3000.0
_ROOM = 0.5
"""Everything is that much softer, so that what is raised is not clipped: a voice's gain makes up for it."""
_PAD_FRAMES = 1024
"""Of silence at the end, for the transform is one of a circle; more than the filter is long."""


def brightened(pcm: Pcm, rate: int) -> Pcm:
    """The same sound with more of what is above `CORNER_HZ`, as long as before. `rate` in Hertz."""
    frames = (len(pcm) // _PAD_FRAMES + 2) * _PAD_FRAMES
    spectrum = np.fft.rfft(pcm.astype(np.float64), frames)
    squares = (np.fft.rfftfreq(frames, 1 / rate) / CORNER_HZ) ** 2
    gain = _ROOM * 10 ** (GAIN_DB * squares / (1 + squares) / 20)
    sound = np.fft.irfft(spectrum * gain, frames)[: len(pcm)]
    return np.asarray(np.clip(np.rint(sound), -32_768, 32_767), np.int16)
