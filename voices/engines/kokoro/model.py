"""A Kokoro model as a function: from phonemes to sound, and how long each of them lasts.

Conventions
-----------
A token is the number of a phoneme in the model's vocabulary; marks without sound and the space are tokens
too.
Sound is float32 in [-1, 1], at `RATE_HZ`.
"""

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from voices.engines.kokoro.graph import with_durations

RATE_HZ = 24_000
MOST_TOKENS = 510
"""Said in one go: so long are the tables of styles, and the model's memory of places."""
_PAD = 0
"""Stands at both ends of what the model is given."""

Samples = npt.NDArray[np.float32]
Frames = npt.NDArray[np.int64]

_LONG = frozenset("aeiouɑɐɒæɔəɚɛɜɪʊʌᵻøœɤɯɨyAIOQWYː")
_PAUSES = {" ": 0.3, ",": 3.0, ";": 4.0, ":": 4.0, "—": 4.0, "…": 5.0, ".": 6.0, "?": 6.0, "!": 6.0}
_UNSAID = frozenset('ˈˌ()“”"ʰʲ↓→↗↘')
"""Marks that last no time of their own."""
_LOUD_SHARE = 0.02
"""Of the loudest sample: what is below it at either end is padding."""


class KokoroModel:
    """One ONNX model with its voices, loaded when it is first asked for anything, on one thread: processes
    run in parallel instead."""

    def __init__(self, model: str, voices: str) -> None:
        self._model, self._voices = model, voices

    def phonemes(self, texts: Sequence[str], language: str) -> list[str]:
        """How eSpeak NG says texts, in its code of a language; less what the model has no token for."""
        return [self._kokoro.tokenizer.phonemize(text, language) for text in texts]

    @property
    def vocabulary(self) -> dict[str, int]:
        """Phoneme -> token."""
        vocabulary: dict[str, int] = self._kokoro.tokenizer.vocab
        return vocabulary

    def style(self, voice: str) -> Samples:
        """The table of a voice, shape (MOST_TOKENS, 1, 256). Raises ValueError if there is none."""
        if voice not in self._kokoro.voices:
            raise ValueError(f"there is no voice {voice!r}")
        return np.asarray(self._kokoro.get_voice_style(voice), np.float32)

    def say(self, phonemes: str, style: Samples, speed: float) -> tuple[Samples, Frames, bool]:
        """The sound of at most `MOST_TOKENS` phonemes, all of the vocabulary; the frame at which each begins
        and, last, where the last one ends, shape (phonemes + 1,); and whether these are estimates."""
        tokens = [self.vocabulary[phoneme] for phoneme in phonemes]
        session, durations = self._session, self._opened[1]
        types = {value.name: _type(value.type) for value in session.get_inputs()}
        given: dict[str, Any] = {
            "input_ids" if "input_ids" in types else "tokens": [[_PAD, *tokens, _PAD]],
            "style": style[min(len(tokens), len(style)) - 1],
            "speed": [speed if types.get("speed") is np.float32 else max(1, round(speed))],
        }
        outputs = [session.get_outputs()[0].name, *([durations] if durations else [])]
        said = session.run(outputs, {name: np.asarray(value, types[name]) for name, value in given.items()})
        sound = np.ravel(np.asarray(said[0], np.float32))
        if durations:
            lengths = np.ravel(said[1]).astype(np.float64)
            if len(lengths) == len(tokens) + 2 and lengths.sum() > 0:
                edges = (np.cumsum(lengths)[:-1] - _AHEAD) * len(sound) / lengths.sum()
                return sound, np.maximum(0, np.rint(edges)).astype(np.int64), False
        return sound, estimated_edges(phonemes, sound), True

    @cached_property
    def _opened(self) -> tuple[Any, str]:
        """A session of onnxruntime's, and the name of its output of durations."""
        from onnxruntime.capi.onnxruntime_inference_collection import InferenceSession
        from onnxruntime.capi.onnxruntime_pybind11_state import SessionOptions

        options = SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 3  # what it thinks of a producer's model is not for the terminal
        model, durations = with_durations(Path(self._model).read_bytes())
        return InferenceSession(model, options, providers=["CPUExecutionProvider"]), durations

    @property
    def _session(self) -> Any:
        return self._opened[0]

    @cached_property
    def _kokoro(self) -> Any:
        """What kokoro-onnx knows of the model: its vocabulary, its phonemes, its voices."""
        import kokoro_onnx

        session = self._session
        session._model_path = self._model  # it looks whether that is there
        return kokoro_onnx.Kokoro.from_session(session, self._voices)


_AHEAD = 1.0
"""By how many of its steps of 25 ms the model's sound comes before its own durations (against a second
aligner, PocketSphinx)."""


def _type(name: str) -> Any:
    """numpy's for onnxruntime's: "tensor(int64)"."""
    return {"tensor(int64)": np.int64, "tensor(int32)": np.int32}.get(name, np.float32)


def estimated_edges(phonemes: str, sound: Samples) -> Frames:
    """As `KokoroModel.say` tells them, of a model that does not tell: phonemes spread over the sound, each by
    how long it takes against others. The pause at the end is padding."""
    loud = np.flatnonzero(np.abs(sound) > _LOUD_SHARE * np.max(np.abs(sound), initial=0.0))
    first, last = (int(loud[0]), int(loud[-1]) + 1) if len(loud) else (0, len(sound))
    said = len(phonemes.rstrip("".join(_PAUSES)))
    weights = [_weight(phoneme) if at < said else 0.0 for at, phoneme in enumerate(phonemes)]
    passed = np.concatenate([[0.0], np.cumsum(weights)])
    return np.asarray(np.rint(first + passed / max(passed[-1], 1e-9) * (last - first)), np.int64)


def _weight(phoneme: str) -> float:
    """How long a phoneme takes, against a consonant."""
    if phoneme in _UNSAID:
        return 0.0
    return _PAUSES.get(phoneme, 1.3 if phoneme in _LONG else 1.0)
