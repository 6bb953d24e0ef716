"""The decoder of a Piper model, and the flow before it, run over short stretches.

Conventions
-----------
A stretch is [first, last) in steps of what a stage puts out; the last stage's steps are samples.
"""

import math
from collections.abc import Sequence
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from voices.engines.piper.graph import FlowGraph, StageGraph

Steps = npt.NDArray[np.float32]

_VALUES = 1 << 17
"""In a tensor of a stretch: half a megabyte. With 4 times as many a second of speech takes 1.2 times as long,
for they leave the processor's cache; with fewer, more of the work is done twice."""


class Hidden:
    """What a decoder makes sound of, worked out as far as it is asked for."""

    def __init__(self, steps: Steps, mask: Steps | None = None, flow: "FlowRun | None" = None) -> None:
        """`steps`, shape (1, channels, steps): the hidden sound itself, or what goes into `flow`, with a
        `mask`."""
        self._steps, self._mask, self._flow = steps, mask, flow

    def __len__(self) -> int:
        return int(self._steps.shape[-1])

    def stretch(self, first: int, last: int) -> Steps:
        """From step `first` to `last`, shape (1, channels, last - first)."""
        if self._flow is None or self._mask is None:
            return self._steps[..., first:last]
        begin, end = max(0, first - self._flow.halo), min(len(self), last + self._flow.halo)
        hidden = self._flow.run(self._steps[..., begin:end], self._mask[..., begin:end])
        return hidden[..., first - begin : last - begin]


class FlowRun:
    """A flow that can be run."""

    def __init__(self, graph: FlowGraph) -> None:
        self.halo = graph.halo
        self._session = open_session(graph.model)
        self._inputs = [one.name for one in self._session.get_inputs()]

    def run(self, steps: Steps, mask: Steps) -> Steps:
        """Both with as many steps as come out."""
        hidden: Steps = self._session.run(None, dict(zip(self._inputs, (steps, mask), strict=True)))[0]
        return hidden


class Decoder:
    """From hidden sound to sound. Without stages it has nothing to do."""

    def __init__(self, graphs: Sequence[StageGraph]) -> None:
        self._stages = [_Stage(graph) for graph in graphs]
        self.hop_frames = math.prod(graph.stride for graph in graphs)
        """Samples that a step of the hidden sound makes."""

    def decode(self, hidden: Hidden, first: int, last: int) -> Steps:
        """Samples from `first` to `last`, shape (last - first,)."""
        lengths = [len(hidden)]
        for stage in self._stages:
            lengths.append(lengths[-1] * stage.stride)
        stretches = [(first, last)]
        for stage, length in zip(reversed(self._stages), reversed(lengths[:-1]), strict=True):
            stretches.append(stage.needs(*stretches[-1], length))
        stretches.reverse()
        steps = hidden.stretch(*stretches[0])[:, :, None]
        for stage, length, before, after in zip(
            self._stages, lengths[:-1], stretches[:-1], stretches[1:], strict=True
        ):
            steps = stage.run(steps, before[0], length, *after)
        return np.ravel(steps)


class _Stage:
    def __init__(self, graph: StageGraph) -> None:
        self._graph = graph
        self.stride = graph.stride
        # Whole steps of what goes in, so that every stretch but the last is as long.
        self._stretch = max(1, _VALUES // (graph.channels * graph.stride)) * graph.stride

    @cached_property
    def _session(self) -> Any:
        return open_session(self._graph.model)

    def needs(self, first: int, last: int, length: int) -> tuple[int, int]:
        """What must go in, of `length` steps that there are, for a stretch to come out."""
        halo = self._graph.halo
        return max(0, first // self.stride - halo), min(length, math.ceil(last / self.stride) + halo)

    def run(self, steps: Steps, at: int, length: int, first: int, last: int) -> Steps:
        """A stretch of what comes out; `steps` begin at step `at` of `length` that there are."""
        said = []
        for start in range(first, last, self._stretch):
            end = min(start + self._stretch, last)
            begin, stop = self.needs(start, end, length)
            (out,) = self._session.run(None, {self._input: steps[..., begin - at : stop - at]})
            said.append(out[..., start - begin * self.stride : end - begin * self.stride])
        return np.concatenate(said, axis=-1)

    @cached_property
    def _input(self) -> str:
        return str(self._session.get_inputs()[0].name)


def open_session(model: bytes) -> Any:
    """A session of onnxruntime's, on one thread."""
    from onnxruntime.capi.onnxruntime_inference_collection import InferenceSession
    from onnxruntime.capi.onnxruntime_pybind11_state import SessionOptions

    options = SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3  # what it thinks of a producer's model is not for the terminal
    return InferenceSession(model, options, providers=["CPUExecutionProvider"])
