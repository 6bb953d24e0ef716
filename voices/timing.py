"""When words are heard: from an engine's times of spoken words to times of written ones.

Conventions
-----------
All times are frames. A text's time line is piecewise linear between anchors: (position in characters, frame).
Engines that tell the times of words give the anchors; for others they are estimated from how long
characters take to say.
"""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from voices.model import RATE, Speech, SpeechWord, Spoken, Word
from voices.rows import Rows
from voices.shape import HOP_FRAMES, Shaped
from voices.words import is_unspaced, word_spans

_INSIDE = 0.01
"""Anchors stand this much inside their word, in characters, so that two words that touch keep two times."""

_WEIGHT = {" ": 0.6, ",": 2.5, ";": 3.0, ":": 3.0, ".": 4.5, "?": 4.5, "!": 4.5, "'": 0.0, "-": 0.3}
"""How long a character takes against a letter, for the estimate."""
_SYLLABLE = 2.5
"""The same for a character that is a syllable."""


def spoken_times(text: str, speech: Speech, shaped: Shaped) -> tuple[SpeechWord, ...]:
    """When each word of the spoken `text` is heard in a take.

    The anchors are the words of `speech`, the engine's, at its rate; `shaped` says how much of it was
    trimmed off. If the engine told none, the words are spread over the take's sound.
    """
    if speech.words:
        scale, shift = RATE / speech.rate, shaped.first_frame
        at = [edge for word in speech.words for edge in (word.start + _INSIDE, word.end - _INSIDE)]
        when = [frame * scale - shift for w in speech.words for frame in (w.start_frame, w.end_frame)]
    else:
        hops = np.flatnonzero(shaped.loud)
        at, when = _estimate(text, int(hops[0]) * HOP_FRAMES, int(hops[-1] + 1) * HOP_FRAMES)
    return _without_pauses(_between(list(word_spans(text)), at, when, len(shaped.pcm)), shaped)


def _without_pauses(words: Sequence[SpeechWord], shaped: Shaped) -> tuple[SpeechWord, ...]:
    """Words that begin with the first sound in them and end with the last: engines count pauses to a word."""
    hops = np.arange(len(shaped.loud))
    following = np.minimum.accumulate(np.where(shaped.loud, hops, len(hops))[::-1])[::-1]
    preceding = np.maximum.accumulate(np.where(shaped.loud, hops, -1))
    snapped = []
    for word in words:
        first, last = word.start_frame // HOP_FRAMES, (word.end_frame - 1) // HOP_FRAMES
        if last >= first and following[min(first, len(hops) - 1)] <= last:
            start = max(word.start_frame, int(following[first]) * HOP_FRAMES)
            end = min(word.end_frame, int(preceding[last] + 1) * HOP_FRAMES)
            word = replace(word, start_frame=start, end_frame=end)  # noqa: PLW2901
        snapped.append(word)
    return tuple(snapped)


def written_times(spoken: Spoken, heard: Sequence[SpeechWord], frames: int) -> Rows[Word]:
    """When each written word is heard, given when the spoken ones are."""
    at = [edge for word in heard for edge in (word.start + _INSIDE, word.end - _INSIDE)]
    when = [float(frame) for word in heard for frame in (word.start_frame, word.end_frame)]
    if not at:
        at, when = [0.0, float(len(spoken.text))], [0.0, float(frames)]
    spans = [(word.spoken_start, word.spoken_end) for word in spoken.words]
    timed = _between(spans, at, when, frames)
    return Rows(
        Word,
        (
            number
            for word, time in zip(spoken.words, timed, strict=True)
            for number in (word.start, word.end, time.start_frame, time.end_frame)
        ),
    )


def _between(
    spans: Sequence[tuple[int, int]], at: Sequence[float], when: Sequence[float], frames: int
) -> tuple[SpeechWord, ...]:
    if not spans:
        return ()
    positions = np.maximum.accumulate(np.asarray(at))
    times = np.maximum.accumulate(np.clip(np.asarray(when), 0, frames))
    starts = np.rint(np.interp([start + _INSIDE for start, _ in spans], positions, times)).astype(int)
    ends = np.rint(np.interp([end - _INSIDE for _, end in spans], positions, times)).astype(int)
    return tuple(
        SpeechWord(span[0], span[1], int(start), int(end))
        for span, start, end in zip(spans, starts, ends, strict=True)
    )


def _estimate(text: str, start: int, end: int) -> tuple[list[float], list[float]]:
    """Anchors at every character, in proportion to what each takes to say; the pause at the end is
    trimmed."""
    spoken = text.rstrip(" .,;:?!")
    weights = [_SYLLABLE if is_unspaced(c) else _WEIGHT.get(c, 1.0) for c in spoken]
    passed = np.concatenate([[0.0], np.cumsum(weights)])
    times = start + passed / max(passed[-1], 1e-9) * (end - start)
    return [float(position) for position in range(len(spoken) + 1)], [float(time) for time in times]
