"""`[voices.NAME]` in `edition.toml`, as a producer writes it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class VoiceSettings:
    """A voice that the producer put together, on top of one of an engine's own or of a model of theirs."""

    engine: str = ""
    """Empty: whichever engine the build uses."""
    model: str = ""
    """Path of a model of the producer's (a Piper or Kokoro .onnx file), from the folder of `edition.toml`."""
    speaker: str = ""
    """Name or number of one of a model's speakers; empty for its first."""
    voice: str = ""
    """The engine's name of the voice; empty for its first."""
    blend: str = ""
    """A mixture of Kokoro's voices, instead of `voice`: "af_heart:0.7+af_bella:0.3"."""
    tract: float | None = None
    """Length of the vocal tract, 0.7 to 1.5; None keeps the voice's own."""
    rate: float | None = None
    """Tempo, 0.5 to 2; None keeps the voice's own."""
    pitch: float | None = None
    """Semitones; None keeps the voice's own."""
    gain: float | None = None
    """The same as `gain_db`, for short."""
    gain_db: float | None = None
    """Decibels on top of what brings the voice to the edition's loudness; None is 0."""


EXCLUSIVE = (("gain", "gain_db"), ("voice", "speaker"), ("voice", "blend"), ("speaker", "blend"))
"""Keys that say the same thing: one of them is enough."""


def as_text(table: Mapping[str, Any]) -> dict[str, Any]:
    """The table with what may be written in two ways in one: a speaker's number, a blend's table.

    >>> as_text({"speaker": 12, "blend": {"af_heart": 2, "af_bella": 1.5}})
    {'speaker': '12', 'blend': 'af_heart:2+af_bella:1.5'}
    """
    changed = dict(table)
    if type(changed.get("speaker")) is int:
        changed["speaker"] = str(changed["speaker"])
    blend = changed.get("blend")
    if isinstance(blend, dict) and all(type(share) in (int, float) for share in blend.values()):
        changed["blend"] = "+".join(f"{voice}:{share:g}" for voice, share in blend.items())
    return changed
