"""Kokoro through kokoro-onnx: the best voice, with a model and voices that the user brings.

The files are named by the environment: `AUDIO_EDITION_KOKORO_MODEL` (an .onnx file) and
`AUDIO_EDITION_KOKORO_VOICES` (the .bin or .npz file of its voices); a voice with a model of its own finds the
voices beside that. Kokoro's names of voices say language and gender: "af_heart" is American and female. A
voice is a table of styles, so voices can be mixed: "af_heart:0.7+af_bella:0.3" (`blend`).
"""

import hashlib
import importlib.metadata
import os
from collections.abc import Mapping, Sequence
from functools import cache, partial
from importlib.util import find_spec
from pathlib import Path

import numpy as np

from scripts.errors import EngineError
from scripts.model import Gender
from scripts.words import beginning, main_language
from voices.engines.alignment import Group, words_of
from voices.engines.kokoro.blend import blend_parts, blended
from voices.engines.kokoro.model import MOST_TOKENS, RATE_HZ, KokoroModel, Samples
from voices.engines.kokoro.reading import from_onsets, groups_of, parts, sounding, symbols
from voices.model import Health, Sound, Speech, Utterance, Voice
from voices.pitch import shift

MODEL_VARIABLE = "AUDIO_EDITION_KOKORO_MODEL"
VOICES_VARIABLE = "AUDIO_EDITION_KOKORO_VOICES"

_LANGUAGES = {
    "a": "en-us",
    "b": "en-gb",
    "e": "es",
    "f": "fr-fr",
    "h": "hi",
    "i": "it",
    "j": "ja",
    "p": "pt-br",
    "z": "cmn",
}
"""First letter of a voice's name -> what it speaks, in eSpeak NG's codes."""
_PRIMARY = {"cmn": "zh"}
_GENDERS = {"f": Gender.FEMALE, "m": Gender.MALE}
_BEST = ("af_heart", "am_michael", "bf_emma", "am_fenrir", "af_bella", "bm_george", "am_puck", "bf_isabella")
"""By the grades that Kokoro's authors give and by distance; the narrator's first."""

_INSTALL = "Install it: pip install 'audio-edition[kokoro]'"
_NEXT_STEP = "Try another engine with --engine, or change the line."


class KokoroEngine:
    """Speaks with Kokoro models, each loaded at its first line and kept."""

    name = "kokoro"
    shifts_pitch = True
    licence = "kokoro-onnx: MIT; Kokoro-82M: Apache-2.0"

    def __init__(self, environment: Mapping[str, str] | None = None) -> None:
        self._environment = os.environ if environment is None else environment
        self._models: dict[tuple[str, str], KokoroModel] = {}

    def health(self) -> Health:
        if find_spec("kokoro_onnx") is None:
            return Health("kokoro-onnx is not installed", _INSTALL)
        for variable, what in ((MODEL_VARIABLE, "model"), (VOICES_VARIABLE, "voices")):
            path = self._environment.get(variable, "")
            if not path:
                return Health(
                    f"Kokoro's {what} file is not named", f"Set {variable} to the path of the {what} file"
                )
            if not Path(path).is_file():
                return Health(f"Kokoro's {what} file {path} is not there", f"Correct {variable}")
        return Health()

    def voices(self, language: str) -> Sequence[Voice]:
        return _listed(_names(self._environment[VOICES_VARIABLE]), language, "")

    def model_voices(self, model: Path, language: str) -> Sequence[Voice]:
        if find_spec("kokoro_onnx") is None:
            raise EngineError("kokoro-onnx is not installed", _INSTALL)
        if not model.is_file():
            raise EngineError(f"There is no file {model}", "Name Kokoro's .onnx file.")
        return _listed(_names(_voices_beside(str(model))), language, str(model))

    def blended(self, voices: Sequence[Voice], blend: str) -> Voice:
        return blended(voices, blend)

    def fingerprint(self, voice: Voice) -> str:
        return ", ".join([_versions(), *(_digest(path) for path in self._files(voice)), "4"])

    def speak(self, text: str, voice: Voice, language: str, seed: int) -> Speech:
        return self.utter(Utterance(text), voice, language, seed)

    def utter(self, utterance: Utterance, voice: Voice, language: str, seed: int) -> Speech:
        # It draws no noise, so the seed has nothing to decide.
        files = self._files(voice)
        try:
            model = self._models.setdefault(files, KokoroModel(*files))
            return _said(model, utterance, voice)
        except Exception as error:  # kokoro-onnx and onnxruntime have errors of many kinds
            said = beginning(utterance.text)
            raise EngineError(f"Kokoro could not say {said}: {error}", _NEXT_STEP) from error

    def close(self) -> None:
        self._models.clear()

    def _files(self, voice: Voice) -> tuple[str, str]:
        """The model and its voices."""
        if voice.model:
            return voice.model, _voices_beside(voice.model)
        return self._environment[MODEL_VARIABLE], self._environment[VOICES_VARIABLE]


def _said(model: KokoroModel, utterance: Utterance, voice: Voice) -> Speech:
    code = _LANGUAGES.get(voice.name[:1], "en-us")
    text = "".join(c if c.isprintable() else " " for c in utterance.text)
    english = code.startswith("en")
    sounds: list[Sound] = []
    signs: list[str] = []
    for sound in utterance.sounds:
        known, unknown = symbols(sound.ipa, model.vocabulary, english)
        if known and not unknown:
            sounds.append(sound)
            signs.append(known)
    # Kokoro takes tempos from 0.5 to 2.
    speed = min(2.0, max(0.5, voice.rate * voice.tract))
    style = _style(model, voice.name)
    said: list[Samples] = [np.zeros(0, np.float32)]
    groups: list[Group] = []
    frames, estimated = 0, False
    for part in parts(text, sounds, signs, partial(model.phonemes, language=code), MOST_TOKENS):
        heard, edges, guessed = model.say(part, style, speed)
        groups.extend(groups_of(part, [int(edge) for edge in edges], frames, RATE_HZ))
        said.append(heard)
        frames, estimated = frames + len(heard), estimated or guessed
    together = np.concatenate(said)
    if not estimated:
        groups = from_onsets(groups, together, RATE_HZ)
    given = [(sound, sounding(known)) for sound, known in zip(sounds, signs, strict=True)]
    words = words_of(text, groups, given, lambda word: sounding(model.phonemes([word], code)[0]))
    pcm = np.asarray(np.clip(np.rint(together * 32_767), -32_768, 32_767), np.int16)
    return Speech(
        shift(pcm, RATE_HZ, voice.pitch),
        round(RATE_HZ / voice.tract),
        tuple(words),
        estimated=estimated,
        unsaid=tuple(sound for sound in utterance.sounds if sound not in sounds),
    )


def _style(model: KokoroModel, name: str) -> Samples:
    """The table of a voice, or the mean of several."""
    tables = [np.float32(weight) * model.style(part) for part, weight in blend_parts(name)]
    return np.asarray(sum(tables), np.float32)


def _listed(names: Sequence[str], language: str, model: str) -> list[Voice]:
    """The voices that speak a language, the best first."""
    primary = main_language(language)
    fitting = [name for name in names if _primary(name) == primary]
    fitting.sort(key=lambda name: (_BEST.index(name) if name in _BEST else len(_BEST), name))
    return [Voice("kokoro", name, _label(name), _gender(name), model=model) for name in fitting]


def _label(name: str) -> str:
    """ "af_heart" -> "Heart"; two languages may have a voice of one name, two labels would be one."""
    return name.partition("_")[2].replace("_", " ").title() or name


def _voices_beside(model: str) -> str:
    """The file of voices in the model's folder."""
    found = sorted(path for path in Path(model).parent.glob("voices*") if path.suffix in (".bin", ".npz"))
    if not found:
        raise EngineError(
            f"There are no Kokoro voices beside {model}", "Put the file voices-v1.0.bin into its folder."
        )
    return str(found[0])


def _primary(name: str) -> str:
    code = main_language(_LANGUAGES.get(name[:1], ""))
    return _PRIMARY.get(code, code)


def _gender(name: str) -> Gender | None:
    return _GENDERS.get(name[1:2]) if name[2:3] == "_" else None


@cache
def _versions() -> str:
    return ", ".join(f"{name} {importlib.metadata.version(name)}" for name in ("kokoro-onnx", "onnxruntime"))


@cache
def _names(path: str) -> tuple[str, ...]:
    try:
        with np.load(path) as voices:
            return tuple(sorted(voices.files))
    except (OSError, ValueError, AttributeError) as error:
        raise EngineError(
            f"{path} holds no Kokoro voices: {error}", f"Name the right file in {VOICES_VARIABLE}."
        ) from error


@cache
def _digest(path: str) -> str:
    with Path(path).open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()[:32]
