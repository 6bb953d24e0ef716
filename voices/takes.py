"""Takes: asking for one, making one, reading one.

A request holds all that decides how a line sounds, and its key is the hash of exactly that: two lines that
sound alike share a take, and nothing that cannot be heard makes a new one. `make_take` runs in worker
processes.
"""

import hashlib
import json
from dataclasses import replace

from scripts.errors import AudioEditionError, EngineError
from voices import blob
from voices.lexicon import NO_LEXICON, Lexicon
from voices.loudness import level_db
from voices.model import (
    ALONE,
    RATE,
    Context,
    Engine,
    SaysSounds,
    Spoken,
    Store,
    Take,
    TakeInfo,
    TakeRequest,
    Voice,
    sound_of,
)
from voices.saying import say
from voices.spoken import spoken_form
from voices.timing import spoken_times, written_times

KIND = "take"
"""The store's name for takes."""

KEY_VERSION = 3
"""Raise it whenever the same request would sound different (trimming, fades, resampling), or more is told
of a take."""


class TakeError(AudioEditionError):
    """A take in the store is missing or damaged."""


def request_take(
    text: str, voice: Voice, language: str, engine: Engine, lexicon: Lexicon = NO_LEXICON
) -> TakeRequest:
    """Ask for the take of a written line. If nothing in it can be said, `spoken.text` is empty: make no
    take."""
    return request_spoken(spoken_form(text, language, lexicon), voice, language, engine)


def request_spoken(
    spoken: Spoken, voice: Voice, language: str, engine: Engine, context: Context = ALONE
) -> TakeRequest:
    """Ask for the take of a line that is already in its spoken form, and of the sentence around it."""
    fingerprint = engine.fingerprint(voice)
    audible: list[object] = [KEY_VERSION, RATE, spoken.text, sound_of(voice), language, fingerprint]
    if spoken.sounds and isinstance(engine, SaysSounds):
        audible.append([(sound.start, sound.end, sound.ipa) for sound in spoken.sounds])
    if context != ALONE:
        audible.append({"before": context.before, "after": context.after})
    key = hashlib.sha256(json.dumps(audible, ensure_ascii=False, separators=(",", ":")).encode()).hexdigest()
    return TakeRequest(spoken, voice, language, fingerprint, key, context)


def make_take(request: TakeRequest, store: Store) -> TakeInfo:
    """Speak the line, shape it, put it in the store; a take that is there is only read.

    Raises EngineError if the engine fails or the request has nothing to say, PublishError if the store cannot
    be written.
    """
    known = read_info(store, request)
    if known is not None:
        return known
    text = request.spoken.text
    if not text:
        raise EngineError("This line has nothing that can be said", "Leave it out: no take is made of it.")
    said = say(request)
    heard = spoken_times(text, said.speech, said.shaped)
    frames = len(said.shaped.pcm)
    info = TakeInfo(
        key=request.key,
        frames=frames,
        words=written_times(request.spoken, heard, frames),
        level_db=level_db(said.shaped.pcm),
        estimated=said.speech.estimated or not said.speech.words,
        remark=said.remark,
    )
    store.write(KIND, request.key, blob.encode(info, heard, said.shaped.pcm))
    return info


def read_info(store: Store, key: str | TakeRequest) -> TakeInfo | None:
    """What is known of a take, without its samples; None if it is missing or was damaged (it is then
    discarded).

    Give the request rather than its key where you need `words`: two lines can sound alike and be written
    differently ("$5", "five dollars"). They share a take, and each has its own words. By key alone the words
    are those of the line that the take was made for.
    """
    name = key.key if isinstance(key, TakeRequest) else key
    file = store.open(KIND, name)
    if file is None:
        return None
    try:
        with file:
            header = blob.decode_header(file)
    except (ValueError, KeyError, TypeError):
        store.discard(KIND, name)
        return None
    if header.info.key != name:
        store.discard(KIND, name)
        return None
    if isinstance(key, str):
        return header.info
    return replace(header.info, words=written_times(key.spoken, header.spoken, header.info.frames))


def read_take(store: Store, key: str | TakeRequest) -> Take:
    """A take with its samples, its checksum tested. Raises TakeError if it is missing or damaged."""
    name = key.key if isinstance(key, TakeRequest) else key
    file = store.open(KIND, name)
    if file is None:
        raise TakeError(f"The take {name[:12]} is missing from the store", "Build again: it is made anew.")
    try:
        with file:
            header = blob.decode_header(file)
            pcm = blob.decode_samples(file, header)
    except (ValueError, KeyError, TypeError) as error:
        store.discard(KIND, name)
        raise TakeError(
            f"The take {name[:12]} was damaged in the store: {error}", "Build again: it is made anew."
        ) from error
    info = header.info
    if isinstance(key, TakeRequest):
        info = replace(info, words=written_times(key.spoken, header.spoken, info.frames))
    return Take(info, pcm)
