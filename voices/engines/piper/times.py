"""When a Piper model says the words of a text, from how long each phoneme takes it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np

from voices.engines.piper.phonemes import is_phoneme, phonemes_of
from voices.engines.piper.sounds import symbols
from voices.engines.piper.words import align
from voices.model import Sound, SpeechWord
from voices.words import word_spans

_AROUND_S = 0.1
"""Of sound is made on either side of what is to be heard, for whoever looks there for a place to cut."""


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


@dataclass(frozen=True, slots=True)
class Group:
    """Phonemes between two spaces: mostly a word."""

    phonemes: int
    start_frame: int
    end_frame: int


def groups_of(phonemes: Sequence[str], owners: Sequence[int], frames: Any, at_frame: int) -> Iterator[Group]:
    """When each group is heard."""
    ends = np.cumsum(frames) + at_frame
    starts = ends - frames
    heard = np.zeros((len(phonemes), 2), np.int64)
    for index, owner in enumerate(owners):
        if owner >= 0:
            heard[owner] = (heard[owner][0] or starts[index], ends[index])
    first = None
    for at, symbol in enumerate([*phonemes, " "]):
        if symbol == " " or not is_phoneme(symbol):
            if first is not None and symbol == " ":
                said = [i for i in range(first, at) if is_phoneme(phonemes[i]) and heard[i][1]]
                if said:
                    yield Group(len(said), int(heard[said[0]][0]), int(heard[said[-1]][1]))
                first = None
        elif first is None:
            first = at


def words_of(
    text: str, espeak_voice: str, groups: Sequence[Group], sounds: Sequence[Sound]
) -> Iterator[SpeechWord]:
    spans = list(word_spans(text))
    given = _given(spans, sounds, espeak_voice.startswith("en"))
    alone = [given.get(start, _alone(espeak_voice, text[start:end])) for start, end in spans]
    for word, after_word, group, after_group in align(alone, [group.phonemes for group in groups]):
        if after_group > group:
            yield SpeechWord(
                spans[word][0],
                spans[after_word - 1][1],
                groups[group].start_frame,
                groups[after_group - 1].end_frame,
            )


def _given(
    spans: Sequence[tuple[int, int]], sounds: Sequence[Sound], english: bool
) -> dict[int, tuple[int, ...]]:
    """For each word in a stretch of the producer's sounds, by its start, the phonemes of its groups: a group
    for each word, or all of them for the first if they are not as many."""
    given: dict[int, tuple[int, ...]] = {}
    for sound in sounds:
        starts = [start for start, _ in spans if sound.start <= start < sound.end]
        said = "".join(symbols(sound.ipa, english)).split()
        counts = tuple(sum(map(is_phoneme, group)) for group in said)
        if len(starts) == len(counts):
            given |= {start: (count,) for start, count in zip(starts, counts, strict=True)}
        else:
            given |= dict.fromkeys(starts, ()) | dict.fromkeys(starts[:1], counts)
    return given


@lru_cache(maxsize=20_000)
def _alone(espeak_voice: str, word: str) -> tuple[int, ...]:
    """How many phonemes each group has that a word makes when it is said alone."""
    said = "".join(symbol for sentence in phonemes_of(espeak_voice, word) for symbol in [*sentence, " "])
    return tuple(sum(map(is_phoneme, group)) for group in said.split())
