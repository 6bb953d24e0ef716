"""Piper models that the producer has: an .onnx file, and what is said about it in the .onnx.json beside it.

A model with several speakers gives a voice for each. Such a voice is called after the file and the number of
its speaker, "crowd#12": names of speakers are for people, the number is what the model is asked for.
"""

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from scripts.errors import EngineError
from voices.model import Voice

_NUMBER = "#"
_NEXT_STEP = "Name an .onnx file of Piper's that has its .onnx.json beside it."


def voices_of(model: Path) -> Sequence[Voice]:
    """A voice for each speaker, in the order of their numbers; raises EngineError if it is no model."""
    about = description(model)
    named = {number: name for name, number in _speakers(about, model).items()}
    count = about["num_speakers"]
    if count < 2:
        return (Voice("piper", model.stem, model.stem, model=str(model)),)
    return tuple(
        Voice(
            "piper",
            f"{model.stem}{_NUMBER}{number}",
            f"{model.stem}, {named.get(number, f'speaker {number}')}",
            model=str(model),
        )
        for number in range(count)
    )


def speaker_of(voice: Voice) -> int:
    """The number of a voice's speaker, in a model with several. Raises ValueError if it has none."""
    return int(voice.name.rpartition(_NUMBER)[2])


def description(model: Path) -> dict[str, Any]:
    """What the .onnx.json says. Raises EngineError if there is none that a Piper model could have."""
    beside = Path(f"{model}.json")
    for file in (model, beside):
        if not file.is_file():
            raise EngineError(f"There is no file {file}", _NEXT_STEP)
    try:
        about = json.loads(beside.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise EngineError(f"{beside} cannot be read: {error}", _NEXT_STEP) from error
    if not _describes(about):
        raise EngineError(f"{beside} does not describe a Piper model", _NEXT_STEP)
    if about.get("phoneme_type", "espeak") != "espeak":
        raise EngineError(f"{model} takes {about['phoneme_type']} for phonemes, not eSpeak NG's", _NEXT_STEP)
    found: dict[str, Any] = about
    return found


def _describes(about: object) -> bool:
    if not isinstance(about, dict):
        return False
    audio, espeak = about.get("audio"), about.get("espeak")
    return (
        isinstance(audio, dict)
        and isinstance(espeak, dict)
        and isinstance(audio.get("sample_rate"), int)
        and isinstance(espeak.get("voice"), str)
        and isinstance(about.get("num_speakers"), int)
        and isinstance(about.get("phoneme_id_map"), dict)
        and "num_symbols" in about
    )


def digest(model: Path) -> str:
    """Of the model and its description: either decides how it sounds."""
    whole = hashlib.sha256()
    for file in (model, Path(f"{model}.json")):
        try:
            with file.open("rb") as opened:
                whole.update(hashlib.file_digest(opened, "sha256").digest())
        except OSError as error:
            raise EngineError(f"{file} cannot be read: {error.strerror}", _NEXT_STEP) from error
    return whole.hexdigest()


def _speakers(about: dict[str, Any], model: Path) -> dict[str, int]:
    named = about.get("speaker_id_map") or {}
    if not isinstance(named, dict) or not all(isinstance(number, int) for number in named.values()):
        raise EngineError(f"{model}.json has a speaker_id_map that is none", _NEXT_STEP)
    return named
