"""When a Piper model says the words of a text, from how long each phoneme takes it."""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any

import numpy as np

from voices.engines import alignment
from voices.engines.alignment import Group
from voices.engines.piper.phonemes import is_phoneme, phonemes_of
from voices.engines.piper.sounds import symbols
from voices.ipa import counts
from voices.model import Sound, SpeechWord

_AROUND_S = 0.1
"""Of sound is made on either side of what is to be heard, for whoever looks there for a place to cut."""

_LEAD_S = 0.09
"""The longest space without a pause in it: 19 of 20 are shorter, 46 ms in the median."""


def heard_frames(
    words: Sequence[SpeechWord], part: tuple[int, int] | None, frames: int, rate: int
) -> tuple[int, int]:
    """The frames in which a part of the text is said, up to the words beside it and a little further."""
    if part is None:
        return 0, frames
    around = round(_AROUND_S * rate)
    before = [word.end_frame for word in words if word.end <= part[0]]
    after = [word.start_frame for word in words if word.start >= part[1]]
    return max(0, before[-1] - around) if before else 0, min(frames, after[0] + around) if after else frames


def groups_of(
    phonemes: Sequence[str], owners: Sequence[int], frames: Any, at_frame: int, rate: int
) -> Iterator[Group]:
    """When each group is heard.

    The model makes the beginning of a word in what it counts to the space before it, whatever the word begins
    with: a group begins there, and the first one with its sentence. Where that is longer than `_LEAD_S`, a
    pause is in it as well.
    """
    ends = np.cumsum(frames) + at_frame
    starts = ends - frames
    heard = np.zeros((len(phonemes), 2), np.int64)
    for index, owner in enumerate(owners):
        if owner >= 0:
            heard[owner] = (heard[owner][0] or starts[index], ends[index])
    first, begins = None, at_frame
    for at, symbol in enumerate([*phonemes, " "]):
        if symbol == " " or not is_phoneme(symbol):
            if first is not None and symbol == " ":
                said = [i for i in range(first, at) if is_phoneme(phonemes[i]) and heard[i][1]]
                if said:
                    onset = int(heard[said[0]][0])
                    start = max(begins, onset - round(_LEAD_S * rate))
                    yield Group(len(said), start, int(heard[said[-1]][1]))
                first = None
            if symbol == " " and at < len(phonemes) and heard[at][1]:
                begins = int(heard[at][0])
        elif first is None:
            first = at


def words_of(
    text: str, espeak_voice: str, groups: Sequence[Group], sounds: Sequence[Sound]
) -> Iterator[SpeechWord]:
    """When each word is heard, or several that are said as one."""
    english = espeak_voice.startswith("en")
    given = [(sound, counts("".join(symbols(sound.ipa, english)), is_phoneme)) for sound in sounds]
    return alignment.words_of(text, groups, given, lambda word: _alone(espeak_voice, word))


@lru_cache(maxsize=20_000)
def _alone(espeak_voice: str, word: str) -> tuple[int, ...]:
    """How many phonemes each group has that a word makes when it is said alone."""
    said = "".join(symbol for sentence in phonemes_of(espeak_voice, word) for symbol in [*sentence, " "])
    return counts(said, is_phoneme)
