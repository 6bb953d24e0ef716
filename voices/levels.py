"""What a voice's one gain is found by: a fixed passage that it reads once.

A voice's gain comes from the voice alone. It is not taken from the article, so no edit of the article changes
the gain of anything, and a whispered line stays quieter than the rest. `audio.mastering` settles the gain.

The passage is read by the engine's own voice, without tract and rate, and without pitch where the engine
itself only shifts what it has said: those who share a model share its calibration. `tract_gain_db` tells what
the tract changes, and what the pitch does is measured on the passage, shifted as well.
"""

import math
from collections.abc import Mapping
from dataclasses import replace

from voices.model import Engine, TakeRequest, Voice
from voices.passage import passage
from voices.takes import request_take

_TRACT_DB_PER_OCTAVE = 1.3
"""The filter of ITU-R BS.1770 hears low voices less. Measured on Joe from 0.76 to 1.28; what is left is below
0.1 LU."""


def calibration_request(voice: Voice, engine: Engine, language: str) -> TakeRequest:
    """The take to measure `voice` by; voices that differ only in tract, rate or label ask for the same one.

    An engine may have `shifts_pitch`: whether a voice with a pitch is one without, moved by
    `voices.pitch.shift`. Then those that differ in pitch ask for the same one too (see `lacking_semitones`).
    """
    pitch = 0.0 if getattr(engine, "shifts_pitch", False) else voice.pitch
    return request_take(passage(language), replace(voice, tract=1.0, rate=1.0, pitch=pitch), language, engine)


def lacking_semitones(voice: Voice, calibration: TakeRequest) -> float:
    """By how much the passage has to be shifted to be that of `voice`."""
    return voice.pitch - calibration.voice.pitch


def heights_of(passage: TakeRequest, calibrations: Mapping[Voice, TakeRequest]) -> list[float]:
    """By how many semitones `passage` has to be shifted for all voices that are measured by it, each once."""
    return sorted(
        {lacking_semitones(voice, passage) for voice, own in calibrations.items() if own.key == passage.key}
    )


def tract_gain_db(voice: Voice) -> float:
    """The gain that makes up for what the tract takes away.

    >>> round(tract_gain_db(Voice("piper", "joe", "Joe, deeper", tract=1.25)), 2)
    0.42
    """
    return _TRACT_DB_PER_OCTAVE * math.log2(voice.tract)
