"""Whether a take can be what its words sound like: looked at as it is made, before anybody listens.

Conventions
-----------
Bounds are wide: what is outside is broken, not slow. Seconds are those of speech at the voice's own tempo.
Levels are dB against full scale.
"""

import math

import numpy as np

from voices.model import RATE, Pcm
from voices.words import is_unspaced

_LETTERS_A_SECOND = 14.0
"""Of English at a narrator's pace, 165 words a minute."""
_LETTERS_A_SYLLABLE = 2.5
_SPELLED_S = 1.6
"""Engines name what they have no sound for: "Runic letter", "smiling face with open mouth"."""
_DIGIT_S = 0.6
_PAUSE_S = 0.9
_MARKS = frozenset('.,;:?!()[]-–—…/"')

_SHORTEST, _LONGEST = 0.25, 3.0
"""Shares of what the words should take."""
_SPARE_S = 2.5
"""However few words: a slow "No." with its air."""
_CLIPPED = 32_767
_CLIPPED_SHARE, _CLIPPED_LEAST = 0.000_5, 20
"""So many samples at full scale are heard as a crackle."""
_QUIETEST_DBFS = -55.0


def flaw(text: str, pcm: Pcm, rate: float = 1.0) -> str:
    """What is wrong with the take of `text`, at a tempo of `rate`: half a sentence; empty if nothing is.

    >>> flaw("Every word of this was said.", np.zeros(2 * RATE, np.int16))
    'is silent'
    """
    seconds = len(pcm) / RATE
    level_dbfs = _level_dbfs(pcm)
    if level_dbfs < _QUIETEST_DBFS:
        return "is silent"
    clipped = int((np.abs(pcm.astype(np.int32)) >= _CLIPPED).sum())
    if clipped > max(_CLIPPED_LEAST, _CLIPPED_SHARE * len(pcm)):
        return "is clipped"
    least_s, most_s = expected_s(text)
    if seconds < _SHORTEST * least_s / rate:
        return f"lasts {seconds:.1f} s, too short for its words"
    if seconds > _LONGEST * most_s / rate + _SPARE_S:
        return f"lasts {seconds:.1f} s, too long for its words"
    return ""


def expected_s(text: str) -> tuple[float, float]:
    """How long `text` takes to say, if signs and foreign letters are passed over, and if each is named."""
    letters = spelled = pauses = digits = syllables = 0
    for character in text:
        if is_unspaced(character):
            syllables += 1
        elif character.isdigit():
            digits += 1
        elif character.isalpha() and character < "\u0250":
            letters += 1
        elif character in _MARKS:
            pauses += 1
        elif not character.isspace():
            spelled += 1
    sure_s = (letters + _LETTERS_A_SYLLABLE * syllables) / _LETTERS_A_SECOND
    named_s = _SPELLED_S * (spelled + syllables) + _DIGIT_S * digits + _PAUSE_S * pauses
    return sure_s, sure_s + named_s


def _level_dbfs(pcm: Pcm) -> float:
    power = float(np.mean((pcm.astype(np.float64) / 32_768) ** 2)) if len(pcm) else 0.0
    return 10 * math.log10(power) if power else -math.inf
