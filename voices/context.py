"""A line said inside its sentence: with the words beside it, and cut out of them.

A sentence that is cut at a quote is read by several voices, and each would read its part as a sentence of its
own: with the fresh start of one and the fall at its end. So a voice is given the sentence's other words too,
up to `WORDS` on either side, and the stretch of the line is cut out of what it says. `benchmarks/prosody.py`
has the figures: pitch, level and tempo are then about as near to the sentence read whole as a second reading.

Conventions
-----------
Texts are spoken forms, of the same sentence only: nothing else may be in the address of a take.
"""

import contextlib
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from scripts.errors import EngineError
from voices.model import (
    ALONE,
    Context,
    Engine,
    Pcm,
    SaysSounds,
    Speech,
    Spoken,
    TakeRequest,
    Utterance,
)

WORDS = 8
"""Words on either side. With 4 the contour is halfway between a line alone and the whole sentence."""

_REACH_BACK_S, _REACH_ON_S = 0.02, 0.06
"""How far into the words at either side of a cut the quietest place is looked for: the closure that a word
begins with is longer than what one ends with."""
_HOP_S = 0.005


def context_of(before: Sequence[Spoken], text: str, after: Sequence[Spoken], engine: Engine) -> Context:
    """The context that `engine` can use for `text`: of the lines beside it in the same sentence, in order.

    An engine that knows to the frame when it says each word may have `reads_in_context`: whether a line may
    be cut out of what it says of the line's sentence.

    What stands behind a mark that ends a sentence ("No!" she said) is none: engines start afresh there.
    """
    if not text or not getattr(engine, "reads_in_context", False):
        return ALONE
    ahead = _since_stop(" ".join(one.text for one in before[-WORDS:]).split())
    behind: list[str] = []
    for word in [] if _stops(text) else " ".join(one.text for one in after[:WORDS]).split()[:WORDS]:
        behind.append(word)
        if _stops(word):
            break
    return Context(" ".join(ahead[-WORDS:]), " ".join(behind))


def _stops(text: str) -> bool:
    return text.endswith((".", "?", "!"))


def _since_stop(words: list[str]) -> list[str]:
    last = max((at for at, word in enumerate(words) if _stops(word)), default=-1)
    return words[last + 1 :]


def speak_inside(engine: Engine, request: TakeRequest, seed: int) -> Speech:
    """What the engine says of a line inside its sentence; alone, if it has no context or cannot be cut out.

    Raises what the engine raises."""
    spoken, context = request.spoken, request.context
    if context != ALONE:
        whole, start = context.around(spoken.text)
        with contextlib.suppress(EngineError):
            found = cut_out(_speak(engine, whole, start, request, seed), start, start + len(spoken.text))
            if found is not None:
                return found
    return _speak(engine, spoken.text, 0, request, seed)


def _speak(engine: Engine, text: str, start: int, request: TakeRequest, seed: int) -> Speech:
    """What the engine says of `text`, in which the line begins at `start`: the line's sounds lie there. Where
    it can, it makes no sound of what is cut off."""
    spoken = request.spoken
    is_part = len(text) > len(spoken.text)
    if (spoken.sounds or is_part) and isinstance(engine, SaysSounds):
        sounds = tuple(
            replace(sound, start=sound.start + start, end=sound.end + start) for sound in spoken.sounds
        )
        utterance = Utterance(text, sounds, (start, start + len(spoken.text)) if is_part else None)
        return engine.utter(utterance, request.voice, request.language, seed)
    return engine.speak(text, request.voice, request.language, seed)


def cut_out(speech: Speech, start: int, end: int) -> Speech | None:
    """What `speech` says of the characters from `start` to `end`; None if its words do not tell where that
    is."""
    inside = [word for word in speech.words if start <= word.start and word.end <= end]
    before = [word for word in speech.words if word.end <= start]
    after = [word for word in speech.words if word.start >= end]
    if not inside or len(before) + len(inside) + len(after) != len(speech.words):
        return None
    first, last = 0, len(speech.pcm)
    if before:
        first = _quietest(speech, before[-1].end_frame, inside[0].start_frame)
    if after:
        last = _quietest(speech, inside[-1].end_frame, after[0].start_frame)
    if not first < last:
        return None
    words = tuple(
        replace(
            word,
            start=word.start - start,
            end=word.end - start,
            start_frame=min(max(word.start_frame - first, 0), last - first),
            end_frame=min(max(word.end_frame - first, 0), last - first),
        )
        for word in inside
    )
    unsaid = tuple(
        replace(sound, start=sound.start - start, end=sound.end - start) for sound in speech.unsaid
    )
    return replace(speech, pcm=speech.pcm[first:last], words=words, unsaid=unsaid)


def _quietest(speech: Speech, start_frame: int, end_frame: int) -> int:
    """The frame between two words at which the sound is softest, in the middle of the softest stretch."""
    hop = max(1, int(_HOP_S * speech.rate))
    first = max(0, min(start_frame, end_frame) - int(_REACH_BACK_S * speech.rate))
    stretch: Pcm = speech.pcm[first : max(start_frame, end_frame) + int(_REACH_ON_S * speech.rate)]
    count = len(stretch) // hop
    if count < 2:
        return min(len(speech.pcm), max(0, (start_frame + end_frame) // 2))
    power = np.mean(stretch[: count * hop].astype(np.float64).reshape(count, hop) ** 2, axis=1)
    softest = np.flatnonzero(power <= power.min() * 1.5 + 1)
    return first + int(softest[len(softest) // 2]) * hop + hop // 2
