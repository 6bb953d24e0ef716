"""The records of this room: Script in, Cast and Takes out.

Conventions
-----------
Audio inside the project is mono, signed 16 bit, little endian, at `RATE` (the edition's rate); times are
integer sample frames at that rate. An engine may speak at any rate: `Speech` says which, and a take is made
from it.
"Characters" of a text are code points.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Protocol, runtime_checkable

import numpy as np
import numpy.typing as npt

from scripts.model import Age, Gender

RATE = 44_100
"""Rate of the edition's audio in Hertz."""

Pcm = npt.NDArray[np.int16]
"""Mono samples, shape (frames,)."""


@dataclass(frozen=True, slots=True)
class Voice:
    """A voice of an engine, with its settings. Everything audible about a speaker is in here."""

    engine: str
    """Key of the table of engines: "piper"."""
    name: str
    """The engine's own name of the voice; of a model file, its name and the speaker in it."""
    label: str
    """What people call it: "Joe, deeper"."""
    gender: Gender | None = None
    """How it sounds; None if the engine does not say."""
    tract: float = 1.0
    """Length of the vocal tract against the engine's own voice; > 1 sounds larger and deeper. Made by
    synthesising `tract` times faster or slower and resampling; the tempo stays."""
    rate: float = 1.0
    """Tempo against the engine's own; > 1 is faster."""
    pitch: float = 0.0
    """Shift of the pitch in semitones; the tract stays."""
    gain_db: float = 0.0
    """Wanted by the producer, on top of the gain that brings the voice to the edition's loudness."""
    age: Age | None = None
    """Of whom it reminds, if not of just any adult: TEEN stands for the young, OLD for the old."""
    model: str = ""
    """Path of the producer's own model; empty for what comes with the engine. What is in the file counts for
    the fingerprint, where it lies counts for nothing."""


SoundKey = tuple[str, str, float, float, float]


class HasSound(Protocol):
    """A voice, or a record of one."""

    @property
    def engine(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def tract(self) -> float: ...
    @property
    def rate(self) -> float: ...
    @property
    def pitch(self) -> float: ...


def sound_of(voice: HasSound) -> SoundKey:
    """What makes two voices one to a listener."""
    return voice.engine, voice.name, voice.tract, voice.rate, voice.pitch


@dataclass(frozen=True, slots=True)
class SpeechWord:
    """When an engine spoke a stretch of the text it was given."""

    start: int
    """First character, in the spoken text."""
    end: int
    """One after the last character."""
    start_frame: int
    """At the rate of the Speech, from its first frame."""
    end_frame: int


@dataclass(frozen=True, slots=True)
class Speech:
    """What an engine said, as it came out."""

    pcm: Pcm
    rate: int
    """Hertz."""
    words: tuple[SpeechWord, ...]
    """In order, not overlapping; empty if the engine cannot tell (they are then estimated)."""
    estimated: bool = False
    """Whether the engine itself only estimates the times of words."""
    unsaid: tuple["Sound", ...] = ()
    """Of the sounds asked for, those that the engine has not all signs of: it said the text there."""


@dataclass(frozen=True, slots=True)
class Health:
    """Whether an engine can speak here: `problem` is empty if so."""

    problem: str = ""
    """One sentence without full stop: "piper-tts is not installed"."""
    fix: str = ""
    """One imperative sentence: "Install it: pip install 'audio-edition[neural]'"."""


@runtime_checkable
class Engine(Protocol):
    """A local text-to-speech engine. One instance serves one process and is used by one thread at a time.

    Making an instance is cheap: models are loaded at the first `speak`. Every method but `health` may assume
    that `health` found no problem. Engines join the table in `voices/engines/__init__.py` and must pass the
    contract suite in `tests/voices/`.
    """

    name: str
    licence: str
    """Of the engine and of its voice, in one line."""

    def health(self) -> Health:
        """Look whether everything is installed, without loading a model; never raises."""

    def voices(self, language: str) -> Sequence[Voice]:
        """The voices that can read a BCP 47 language: the narrator's first, then in the order of distance
        from those before. Empty if there is none."""

    def fingerprint(self, voice: Voice) -> str:
        """Changes whenever the same text could sound different: versions of engine and model."""

    def speak(self, text: str, voice: Voice, language: str, seed: int) -> Speech:
        """Say `text`, which is plain words and punctuation and is read as such, whatever it holds.

        `seed` decides everything random: the same arguments give the same samples on one machine. Raises
        EngineError, after a bounded time, if no speech comes.
        """

    def close(self) -> None:
        """Let go of child processes and models; the instance can be used again."""


@runtime_checkable
class ModelEngine(Protocol):
    """What an engine can besides, whose voices are files that a producer may have more of."""

    def model_voices(self, model: Path, language: str) -> Sequence[Voice]:
        """The voices in the producer's own model, each with its `model` set; one per speaker.

        Reads descriptions only, no model. Raises EngineError, in one line, if the file is missing or is no
        such model, or the engine is not installed.
        """


@runtime_checkable
class BlendingEngine(Protocol):
    """What an engine can besides, whose voices can be mixed."""

    def blended(self, voices: Sequence[Voice], blend: str) -> Voice:
        """The mixture "a:0.6+b:0.4" of some of `voices`. Raises EngineError if there is no such mixture."""


@runtime_checkable
class SaysSounds(Protocol):
    """An engine that can say stretches of a text in IPA, and that knows when it says each word before it
    makes the sound of it."""

    def utter(self, utterance: "Utterance", voice: Voice, language: str, seed: int) -> Speech:
        """As `Engine.speak`, but the utterance's sounds for the stretches that they name; and where only a
        part of it is to be heard, what is further away may be silent, and is not made."""


@dataclass(frozen=True, slots=True)
class SpokenWord:
    """A written word and the stretch of the spoken form that says it."""

    start: int
    """In the written text, first character."""
    end: int
    spoken_start: int
    """In the spoken text, first character."""
    spoken_end: int


@dataclass(frozen=True, slots=True)
class Sound:
    """A stretch of the spoken form whose sounds a producer's lexicon gives; no article's text is made into
    one."""

    start: int
    """In the spoken text, first character."""
    end: int
    ipa: str


@dataclass(frozen=True, slots=True)
class Utterance:
    """What an engine is asked for at once."""

    text: str
    sounds: tuple[Sound, ...] = ()
    part: tuple[int, int] | None = None
    """First character of what is to be heard, and one after its last; None for all of it."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """A line as it is said: `text` goes to the engine, `words` lead back to what is written."""

    text: str
    """Empty if nothing in the line can be said (a line of asterisks)."""
    words: Sequence[SpokenWord]
    sounds: tuple[Sound, ...] = ()
    """In order; engines that cannot say IPA say `text` there, which has the respelling or what is written."""


@dataclass(frozen=True, slots=True)
class Context:
    """What stands around a line in its sentence, in spoken form; empty where the line begins or ends it."""

    before: str = ""
    after: str = ""

    def around(self, text: str) -> tuple[str, int]:
        """The whole, and where `text` begins in it.

        >>> Context("Nine,", "then ten.").around("said Ida,")
        ('Nine, said Ida, then ten.', 6)
        """
        before = f"{self.before} " if self.before else ""
        return f"{before}{text}{' ' if self.after else ''}{self.after}", len(before)


ALONE = Context()


@dataclass(frozen=True, slots=True)
class TakeRequest:
    """All that decides how one line sounds. Its hash is the address of its take."""

    spoken: Spoken
    voice: Voice
    language: str
    fingerprint: str
    """Of the engine, for this voice."""
    key: str
    """Hex digest over spoken text, context, voice (less label and gain_db), language, fingerprint, edition
    rate and the key version; nothing else."""
    context: Context = ALONE
    """The rest of its sentence, for a line that is a part of one."""


@dataclass(frozen=True, slots=True)
class Word:
    """When a written word is heard in a take."""

    start: int
    """In the line's text, first character."""
    end: int
    start_frame: int
    """From the take's first frame."""
    end_frame: int


@dataclass(frozen=True, slots=True)
class TakeInfo:
    """What is known of a take without its samples."""

    key: str
    frames: int
    words: Sequence[Word]
    lufs: float | None = None
    """Of a piece of music: its loudness by ITU-R BS.1770-4 (gated, mono); None if it is too short or too
    quiet to have one. None for speech: nobody asks, and measuring took a quarter of a take's time."""
    level_db: float | None = None
    """Of speech: about how loud it is (`voices.loudness.level_db`); None if it is too short to tell."""
    estimated: bool = False
    """Whether the times of words are worked out from their letters: the engine told none."""
    remark: str = ""
    """What a producer should know of it, half a sentence: "is clipped". Empty if all is well."""


@dataclass(frozen=True, slots=True)
class Take:
    """The audio of one line: the engine's padding trimmed off, first and last frame at rest."""

    info: TakeInfo
    pcm: Pcm


class Store(Protocol):
    """Where takes and encoded chapters live; given to workers, so it can be pickled. Entries never change."""

    def open(self, kind: str, key: str) -> BinaryIO | None:
        """A reader of the entry, or None if there is none. `kind` is "take", "chapter", "aac" or "gain"."""

    def write(self, kind: str, key: str, data: bytes) -> None:
        """Put an entry in place in one step; writing one that is there is no error."""

    def discard(self, kind: str, key: str) -> None:
        """Take out an entry that turned out to be damaged."""


@dataclass(frozen=True, slots=True)
class Cast:
    """Who speaks with which voice."""

    voices: tuple[tuple[str, Voice], ...]
    """(speaker, voice), the narrator first, then by speaking share; each speaker once."""
    notes: tuple[str, ...] = ()
    """What the producer should know: "7 speakers share 5 voices: ..."."""
    pinned: frozenset[str] = frozenset()
    """Speakers whose voice the producer chose."""
    foreign: tuple[tuple[str, str, Voice], ...] = ()
    """(speaker, language, voice): who says something in another language than the article's."""

    def voice(self, speaker: str) -> Voice:
        """Raises KeyError for somebody who is not in the cast."""
        return dict(self.voices)[speaker]
