"""How loud a voice is, and the one gain that brings it to the edition's loudness.

A voice's gain comes from the voice alone: from a fixed passage that it reads once. It is not taken from the
article, so no edit of the article changes the gain of anything, and a whispered line stays quieter than the
rest.

How loud a voice is in the passage is not quite how loud it is over an article: neural voices vary by some
decibels from sentence to sentence. For the voices that come with the engines the difference was measured over
longer texts, and `measured_levels.json` holds the level under the key of the calibration take: any change of
engine, model or passage makes another key, and the passage alone decides. `python -m voices.measure_levels
TEXT...` remakes that file.

The passage is read by the engine's own voice, without tract and rate: those who share a model share its
calibration.
"""

import json
import math
from dataclasses import replace
from functools import cache
from pathlib import Path

from voices.model import Engine, TakeInfo, TakeRequest, Voice
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

_TRACT_LU_PER_OCTAVE = -1.3
"""What the loudness changes with the tract: the filter of ITU-R BS.1770 hears low voices less. Measured on
Joe from 0.76 to 1.28; what is left is below 0.1 LU."""
MEASURED = Path(__file__).with_name("measured_levels.json")

_NO_LEVEL_LUFS = -20.0
"""Taken for a voice whose calibration has no loudness; never seen."""


def calibration_request(voice: Voice, engine: Engine, language: str) -> TakeRequest:
    """The take to measure `voice` by; voices that differ only in tract, rate or label ask for the same
    one."""
    passage = _PASSAGE.get(language.partition("-")[0].lower(), _DIGITS)
    return request_take(passage, replace(voice, tract=1.0, rate=1.0), language, engine)


def voice_gain_db(info: TakeInfo, voice: Voice, target_lufs: float) -> float:
    """The gain for everything that `voice` says, given its calibration take; a multiple of 0.1 dB."""
    level = _measured().get(info.key, info.lufs if info.lufs is not None else _NO_LEVEL_LUFS)
    shift = _TRACT_LU_PER_OCTAVE * math.log2(voice.tract)
    return round(target_lufs - level - shift + voice.gain_db, 1)


@cache
def _measured() -> dict[str, float]:
    """Key of a calibration take -> level of its voice over longer texts, in LUFS."""
    table: dict[str, float] = json.loads(MEASURED.read_text("utf-8"))
    return table
