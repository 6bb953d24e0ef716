"""Having a line said: by its engine, once more if what came is no good, by the next engine if nothing comes.

An engine that cannot say one line may have nothing to say it with: a script it does not know, signs only. The
next engine of the table reads such a line, at the loudness of the voice it stands in for, and the take says
so. An engine that cannot say anything at all (a broken model) is an error: nobody wants an edition read by
its stand-in.
"""

from dataclasses import dataclass, replace

import numpy as np

from scripts.errors import EngineError
from scripts.words import beginning
from voices.context import speak_inside
from voices.engines import engines_after, get_engine
from voices.loudness import FULL_SCALE, integrated_lufs
from voices.model import ALONE, Engine, Pcm, Speech, TakeRequest, Voice
from voices.passage import passage
from voices.quality import flaw
from voices.shape import Shaped, shape, to_pcm
from voices.unsaid import remark_on_sounds

_TRY_ANOTHER = "Try another engine with --engine, or change the line."
_SECOND_SEED = 0x5EED_0001
"""Added for the second try: another draw of what is random."""


@dataclass(frozen=True, slots=True)
class Said:
    """A line as it came out."""

    speech: Speech
    shaped: Shaped
    remark: str = ""
    """What a producer should know: a flaw that stayed, an engine that stood in. Empty if all is well."""


def say(request: TakeRequest) -> Said:
    """Have the line said. Raises EngineError, naming the line, if no engine can."""
    seed = int(request.key[:8], 16)
    try:
        said = _well_said(request, seed)
        unsaid = remark_on_sounds(request.voice.engine, request.spoken.text, said.speech.unsaid)
        return replace(said, remark="; ".join(filter(None, (unsaid, said.remark))))
    except EngineError as error:
        # Raises what is wrong with the engine, if it is the engine and not the line.
        own = _measured(request.voice, request.language)
        return _stood_in(request, seed, own, error)


def _well_said(request: TakeRequest, seed: int) -> Said:
    """The better of two tries, the first one if it is good. Raises EngineError if both give nothing."""
    engine = get_engine(request.voice.engine)
    tries: list[Said] = []
    failure: EngineError | None = None
    for number in range(2):
        try:
            said = _once(engine, request, (seed + number * _SECOND_SEED) % 2**32)
        except _NothingHeardError as error:
            failure = error
            continue
        if not said.remark:
            return said
        tries.append(said)
    if not tries:
        raise failure or EngineError(f"The engine {engine.name} said nothing", _TRY_ANOTHER)
    return tries[0]


class _NothingHeardError(EngineError):
    """The engine gave an answer without sound."""


def _once(engine: Engine, request: TakeRequest, seed: int) -> Said:
    text = request.spoken.text
    speech = speak_inside(engine, request, seed)
    if not len(speech.pcm):
        raise _NothingHeardError(f"The engine {engine.name} said nothing of {beginning(text)}", _TRY_ANOTHER)
    try:
        shaped = shape(speech)
    except EngineError as error:
        message = f"The engine {engine.name} answered {beginning(text)} with silence"
        raise _NothingHeardError(message, _TRY_ANOTHER) from error
    return Said(speech, shaped, flaw(text, shaped.pcm, request.voice.rate))


def _stood_in(request: TakeRequest, seed: int, own_lufs: float | None, failure: EngineError) -> Said:
    language = request.language
    for engine in engines_after(request.voice.engine):
        try:
            if engine.health().problem:
                continue
            for voice in engine.voices(language)[:1]:
                other = replace(voice, rate=request.voice.rate)
                said = _well_said(replace(request, voice=other, context=ALONE), seed)
                louder = _as_loud(said.shaped.pcm, _measured(voice, language), own_lufs)
                shaped = replace(said.shaped, pcm=louder)
                remark = f"was said by {engine.name}, for {request.voice.engine} could not"
                return Said(said.speech, shaped, "; ".join(filter(None, (remark, said.remark))))
        except EngineError:
            continue
    raise failure


def _measured(voice: Voice, language: str) -> float | None:
    """Loudness of the passage that a voice is measured by. Raises EngineError if it cannot say even that."""
    plain = replace(voice, tract=1.0, rate=1.0)
    speech = get_engine(plain.engine).speak(passage(language), plain, language, seed=0)
    return integrated_lufs(shape(speech).pcm)


def _as_loud(pcm: Pcm, own_lufs: float | None, wanted_lufs: float | None) -> Pcm:
    """`pcm` of a voice of `own_lufs` as loud as one of `wanted_lufs` would have said it."""
    if own_lufs is None or wanted_lufs is None:
        return pcm
    return to_pcm(pcm.astype(np.float32) * np.float32(10 ** ((wanted_lufs - own_lufs) / 20) / FULL_SCALE))
