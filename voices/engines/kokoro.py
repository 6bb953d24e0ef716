"""Kokoro through kokoro-onnx: the best voice, with a model and voices that the user brings.

The files are named by the environment: `AUDIO_EDITION_KOKORO_MODEL` (an .onnx file) and
`AUDIO_EDITION_KOKORO_VOICES` (the .bin or .npz file of its voices). Kokoro's names of voices say language and
gender: "af_heart" is American and female.
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
from voices.model import Health, Speech, Voice

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
_NEXT_STEP = "Try another engine with --engine, or change the line."


class KokoroEngine:
    """Speaks with one Kokoro model, loaded at the first line."""

    name = "kokoro"
    licence = "kokoro-onnx: MIT; Kokoro-82M: Apache-2.0"

    def __init__(self, environment: Mapping[str, str] | None = None) -> None:
        self._environment = os.environ if environment is None else environment
        self._kokoro: Any = None

    def health(self) -> Health:
        if find_spec("kokoro_onnx") is None:
            return Health("kokoro-onnx is not installed", "Install it: pip install 'audio-edition[kokoro]'")
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
        primary = language.lower().partition("-")[0]
        fitting = [n for n in _names(self._environment[VOICES_VARIABLE]) if _primary(n) == primary]
        fitting.sort(key=lambda name: (_BEST.index(name) if name in _BEST else len(_BEST), name))
        return [
            Voice(self.name, name, name.partition("_")[2].replace("_", " ").title() or name, _gender(name))
            for name in fitting
        ]

    def fingerprint(self, voice: Voice) -> str:
        files = [_digest(self._environment[v]) for v in (MODEL_VARIABLE, VOICES_VARIABLE)]
        return ", ".join([_versions(), *files, "1"])

    def speak(self, text: str, voice: Voice, language: str, seed: int) -> Speech:
        if voice.pitch:
            raise EngineError(
                f"The voice {voice.label} cannot shift its pitch",
                "Take `pitch` out of its settings: use `tract`.",
            )
        # Kokoro takes tempos from 0.5 to 2; it draws no noise, so the seed has nothing to decide.
        speed = min(2.0, max(0.5, voice.rate * voice.tract))
        code = _LANGUAGES.get(voice.name[:1], "en-us")
        sounds: list[Any] = [np.zeros(0, np.float32)]
        rate = 24_000
        try:
            for part in _parts(text):
                sound, rate = self._loaded().create(part, voice.name, speed, code, trim=False)
                sounds.append(np.asarray(sound, np.float32).ravel())
        except Exception as error:  # kokoro-onnx names no errors of its own
            raise EngineError(f"Kokoro could not say {text[:60]!r}: {error}", _NEXT_STEP) from error
        pcm = np.asarray(np.clip(np.rint(np.concatenate(sounds) * 32_767), -32_768, 32_767), np.int16)
        return Speech(pcm, round(rate / voice.tract), ())

    def close(self) -> None:
        self._kokoro = None

    def _loaded(self) -> Any:
        """The model on one thread: processes run in parallel instead."""
        if self._kokoro is None:
            import kokoro_onnx
            from onnxruntime.capi.onnxruntime_inference_collection import InferenceSession
            from onnxruntime.capi.onnxruntime_pybind11_state import SessionOptions

            options = SessionOptions()
            options.intra_op_num_threads = options.inter_op_num_threads = 1
            model = self._environment[MODEL_VARIABLE]
            session = InferenceSession(model, options, providers=["CPUExecutionProvider"])
            self._kokoro = kokoro_onnx.Kokoro.from_session(session, self._environment[VOICES_VARIABLE])
        return self._kokoro


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
