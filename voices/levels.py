"""What a voice's one gain is found by: a fixed passage that it reads once.

A voice's gain comes from the voice alone. It is not taken from the article, so no edit of the article changes
the gain of anything, and a whispered line stays quieter than the rest. `audio.mastering` settles the gain.

The passage is read by the engine's own voice, without tract and rate: those who share a model share its
calibration, and `tract_gain_db` tells what the tract changes.
"""

import math
from dataclasses import replace

from voices.model import Engine, TakeRequest, Voice
from voices.takes import request_take

_PASSAGE = {
    "en": (
        "On market days the square fills before the sun is over the roofs. A woman with a green cart sells "
        "plums, and next to her two brothers argue about the price of bread. Who would buy a chair here? "
        "Yet by noon the chairs are gone, and so is the joiner, who has caught the early bus home."
    ),
}
"""Sentences of our own with the sounds of the language in about their usual shares; 15 to 20 seconds."""

_DIGITS = "1 2 3 4 5 6 7 8 9 10, 20 30 40 50 60 70 80 90 100, 11 12 13 14 15 16 17 18 19."
"""For languages without a passage: every voice can count."""

_TRACT_DB_PER_OCTAVE = 1.3
"""The filter of ITU-R BS.1770 hears low voices less. Measured on Joe from 0.76 to 1.28; what is left is below
0.1 LU."""


def calibration_request(voice: Voice, engine: Engine, language: str) -> TakeRequest:
    """The take to measure `voice` by; voices that differ only in tract, rate or label ask for the same
    one."""
    passage = _PASSAGE.get(language.partition("-")[0].lower(), _DIGITS)
    return request_take(passage, replace(voice, tract=1.0, rate=1.0), language, engine)


def tract_gain_db(voice: Voice) -> float:
    """The gain that makes up for what the tract takes away.

    >>> round(tract_gain_db(Voice("piper", "joe", "Joe, deeper", tract=1.25)), 2)
    0.42
    """
    return _TRACT_DB_PER_OCTAVE * math.log2(voice.tract)
