"""A Piper model as a function: the same phonemes and the same seed give the same samples.

A run has two steps: `sketch` settles when each phoneme is heard, and `Sketch.sound` makes sound of as much of
it as is wanted.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from voices.engines.piper.decoder import Decoder, FlowRun, Hidden, open_session
from voices.engines.piper.graph import NOISE_FRAMES, Parts, noise_as_input, take_apart

Samples = npt.NDArray[np.float32]

_NOISE_SEED = 20_260_517


@dataclass(frozen=True, slots=True)
class Scales:
    """What a run is asked for."""

    length: float
    """1 is the model's own tempo, more is slower."""
    noise: float
    noise_w: float


@dataclass(frozen=True, slots=True)
class Sketch:
    """Speech before it is sound."""

    hidden: Hidden
    """What the decoder makes sound of; of a model that cannot be taken apart the sound itself."""
    id_frames: npt.NDArray[np.int64]
    """How many samples each phoneme id takes, shape (ids,)."""
    decoder: Decoder

    @property
    def frames(self) -> int:
        """Samples of the whole."""
        return len(self.hidden) * self.decoder.hop_frames

    def sound(self, first: int = 0, last: int | None = None) -> Samples:
        """Samples in [-1, 1], shape (frames,): all of them, silent but for those from `first` to `last`."""
        start, end = max(0, first), self.frames if last is None else min(last, self.frames)
        sound = np.zeros(self.frames, np.float32)
        if start < end:
            sound[start:end] = self.decoder.decode(self.hidden, start, end)
        return sound


class PiperModel:
    """One ONNX model, loaded by `load` or at the first `sketch`, on one thread: processes run in parallel.

    It is run in parts, which are quicker, unless `apart` is False."""

    def __init__(self, path: Path, hop_frames: int, apart: bool = True) -> None:
        self._path = path
        self._hop_frames = hop_frames
        self._apart = apart

    def sketch(
        self, phoneme_ids: Sequence[int], scales: Scales, seed: int, speaker: int | None = None
    ) -> Sketch:
        """What the model makes of phonemes."""
        draw = np.random.default_rng(seed)
        count = len(phoneme_ids)
        feeds: dict[str, Any] = {
            "input": np.asarray([phoneme_ids], np.int64),
            "input_lengths": np.asarray([count], np.int64),
            "scales": np.asarray([scales.noise, scales.length, scales.noise_w], np.float32),
            "noise_w": draw.standard_normal((1, 2, count), dtype=np.float32),
            "noise_at": np.asarray(draw.integers(NOISE_FRAMES), np.int64),
            "noise": self._noise,
        }
        if speaker is not None:
            feeds["sid"] = np.asarray([speaker], np.int64)
        session, flow, decoder, _ = self._loaded
        steps, *mask, durations = session.run(None, feeds)
        frames = np.rint(np.ravel(durations) * self._hop_frames).astype(np.int64)
        steps = np.asarray(steps, np.float32).reshape(1, -1, steps.shape[-1])
        return Sketch(Hidden(steps, mask[0], flow) if mask else Hidden(steps), frames, decoder)

    def load(self) -> None:
        """Read the model now, not at the first `sketch`. Raises whatever onnx and onnxruntime do."""
        _ = self._loaded

    @cached_property
    def _loaded(self) -> tuple[Any, FlowRun | None, Decoder, int]:
        """The model up to its flow, the flow, the decoder, and how many channels its noise has."""
        import onnx

        model = onnx.load(str(self._path))
        channels = noise_as_input(model)
        parts = take_apart(model) if self._apart else Parts(model.SerializeToString(), None, ())
        flow = FlowRun(parts.flow) if parts.flow else None
        return open_session(parts.front), flow, Decoder(parts.stages), channels

    @cached_property
    def _noise(self) -> Samples:
        draw = np.random.default_rng(_NOISE_SEED)
        return draw.standard_normal((1, self._loaded[3], NOISE_FRAMES), dtype=np.float32)
