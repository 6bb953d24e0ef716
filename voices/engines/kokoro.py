"""Kokoro through kokoro-onnx: the best voice, with a model and voices that the user brings.

The files are named by the environment: `AUDIO_EDITION_KOKORO_MODEL` (an .onnx file) and
`AUDIO_EDITION_KOKORO_VOICES` (the .bin or .npz file of its voices); a voice with a model of its own finds the
voices beside that. Kokoro's names of voices say language and gender: "af_heart" is American and female. A
voice is a table of styles, so voices can be mixed: "af_heart:0.7+af_bella:0.3" (`kokoro_blend`).
"""

import hashlib
import importlib.metadata
import os
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np

from scripts.errors import EngineError
from scripts.model import Gender
from voices.engines.cuts import cuts
from voices.engines.kokoro_blend import blend_parts, blended
from voices.model import Health, Speech, Voice
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

_MOST_CHARACTERS = 350
"""Said in one go: Kokoro's model ends at 510 phonemes, and kokoro-onnx cuts off what is beyond."""
_INSTALL = "Install it: pip install 'audio-edition[kokoro]'"
_NEXT_STEP = "Try another engine with --engine, or change the line."


class KokoroEngine:
    """Speaks with Kokoro models, each loaded at its first line and kept."""

    name = "kokoro"
    licence = "kokoro-onnx: MIT; Kokoro-82M: Apache-2.0"

    def __init__(self, environment: Mapping[str, str] | None = None) -> None:
        self._environment = os.environ if environment is None else environment
        self._kokoros: dict[tuple[str, str], Any] = {}

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
        return ", ".join([_versions(), *(_digest(path) for path in self._files(voice)), "2"])

    def speak(self, text: str, voice: Voice, language: str, seed: int) -> Speech:
        # Kokoro takes tempos from 0.5 to 2; it draws no noise, so the seed has nothing to decide.
        speed = min(2.0, max(0.5, voice.rate * voice.tract))
        code = _LANGUAGES.get(voice.name[:1], "en-us")
        sounds: list[Any] = [np.zeros(0, np.float32)]
        rate = 24_000
        try:
            kokoro = self._loaded(self._files(voice))
            style = _style(kokoro, voice.name)
            for part in _parts(text):
                sound, rate = kokoro.create(part, style, speed, code, trim=False)
                sounds.append(np.asarray(sound, np.float32).ravel())
        except Exception as error:  # kokoro-onnx names no errors of its own
            raise EngineError(f"Kokoro could not say {text[:60]!r}: {error}", _NEXT_STEP) from error
        pcm = np.asarray(np.clip(np.rint(np.concatenate(sounds) * 32_767), -32_768, 32_767), np.int16)
        return Speech(shift(pcm, rate, voice.pitch), round(rate / voice.tract), ())

    def close(self) -> None:
        self._kokoros.clear()

    def _files(self, voice: Voice) -> tuple[str, str]:
        """The model and its voices."""
        if voice.model:
            return voice.model, _voices_beside(voice.model)
        return self._environment[MODEL_VARIABLE], self._environment[VOICES_VARIABLE]

    def _loaded(self, files: tuple[str, str]) -> Any:
        """The model on one thread: processes run in parallel instead."""
        if files not in self._kokoros:
            import kokoro_onnx
            from onnxruntime.capi.onnxruntime_inference_collection import InferenceSession
            from onnxruntime.capi.onnxruntime_pybind11_state import SessionOptions

            options = SessionOptions()
            options.intra_op_num_threads = options.inter_op_num_threads = 1
            session = InferenceSession(files[0], options, providers=["CPUExecutionProvider"])
            self._kokoros[files] = kokoro_onnx.Kokoro.from_session(session, files[1])
        return self._kokoros[files]


def _style(kokoro: Any, name: str) -> Any:
    """The table of a voice, or the mean of several."""
    parts = blend_parts(name)
    for part, _ in parts:
        if part not in kokoro.voices:
            raise ValueError(f"there is no voice {part!r}")
    return sum(np.float32(weight) * kokoro.get_voice_style(part) for part, weight in parts)


def _listed(names: Sequence[str], language: str, model: str) -> list[Voice]:
    """The voices that speak a language, the best first."""
    primary = language.lower().partition("-")[0]
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


def _parts(text: str) -> list[str]:
    """The text in stretches that the model takes."""
    plain = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    return [
        plain[start:end].strip() for start, end in cuts(plain, _MOST_CHARACTERS) if plain[start:end].strip()
    ]


def _primary(name: str) -> str:
    code = _LANGUAGES.get(name[:1], "").partition("-")[0]
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
