"""A Piper model as a function: the same phonemes and the same seed give the same samples.

A VITS model draws noise twice (Kim, Kong, Son 2021: for the durations and for the sound), by nodes of its
graph that cannot be seeded per run. The graph is changed as it is loaded: the noise becomes an input, and so
do the durations become an output, which say when each phoneme is heard.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

_NOISE_FRAMES = 4096
"""Noise for the sound is drawn once per process, this many columns of it, and read round from a seeded
place."""

_NOISE_SEED = 20_260_517


@dataclass(frozen=True, slots=True)
class Scales:
    """What a run is asked for."""

    length: float
    """1 is the model's own tempo, more is slower."""
    noise: float
    noise_w: float


class PiperModel:
    """One ONNX model, loaded at the first `run`, on one thread: processes run in parallel instead."""

    def __init__(self, path: Path, hop_frames: int) -> None:
        self._path = path
        self._hop_frames = hop_frames

    def run(
        self, phoneme_ids: Sequence[int], scales: Scales, seed: int, speaker: int | None = None
    ) -> tuple[npt.NDArray[np.float32], npt.NDArray[np.int64]]:
        """The samples in [-1, 1], shape (frames,), and how many of them each id took, shape (ids,)."""
        draw = np.random.default_rng(seed)
        count = len(phoneme_ids)
        feeds: dict[str, Any] = {
            "input": np.asarray([phoneme_ids], np.int64),
            "input_lengths": np.asarray([count], np.int64),
            "scales": np.asarray([scales.noise, scales.length, scales.noise_w], np.float32),
            "noise_w": draw.standard_normal((1, 2, count), dtype=np.float32),
            "noise_at": np.asarray(draw.integers(_NOISE_FRAMES), np.int64),
            "noise": self._noise,
        }
        if speaker is not None:
            feeds["sid"] = np.asarray([speaker], np.int64)
        sound, durations = self._loaded[0].run(None, feeds)
        frames = np.rint(np.ravel(durations) * self._hop_frames).astype(np.int64)
        return np.asarray(np.ravel(sound), np.float32), frames

    @cached_property
    def _loaded(self) -> tuple[Any, int]:
        """The session, and how many channels its noise has."""
        import onnx
        from onnxruntime.capi.onnxruntime_inference_collection import InferenceSession
        from onnxruntime.capi.onnxruntime_pybind11_state import SessionOptions

        model = onnx.load(str(self._path))
        channels = noise_as_input(model)
        options = SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 3  # what it thinks of a producer's model is not for the terminal
        session = InferenceSession(model.SerializeToString(), options, providers=["CPUExecutionProvider"])
        return session, channels

    @cached_property
    def _noise(self) -> npt.NDArray[np.float32]:
        draw = np.random.default_rng(_NOISE_SEED)
        return draw.standard_normal((1, self._loaded[1], _NOISE_FRAMES), dtype=np.float32)


def noise_as_input(model: Any) -> int:
    """Change a VITS graph in place: inputs `noise_w`, `noise`, `noise_at`, and its durations as second
    output.

    Returns how many channels `noise` has. Raises ValueError if the graph is not built as Piper's are.
    """
    from onnx import TensorProto, helper

    graph = model.graph
    nodes = list(graph.node)
    durations = [node for node in nodes if node.op_type == "RandomNormalLike" and "/dp/" in node.name]
    sounds = [node for node in nodes if node.op_type == "RandomNormalLike" and "/dp/" not in node.name]
    ceilings = [node for node in nodes if node.op_type == "Ceil"]
    if not len(durations) == len(sounds) == len(ceilings) == 1:
        raise ValueError("not a model of Piper's: it draws its noise in another way")
    channels = _channels(graph)
    replaced = {
        durations[0].output[0]: [helper.make_node("Identity", ["noise_w"], list(durations[0].output))],
        sounds[0].output[0]: _read_round(sounds[0].input[0], sounds[0].output[0]),
    }
    changed = [new for node in nodes for new in replaced.get(node.output[0], [node])]
    graph.ClearField("node")
    graph.node.extend(changed)
    for name, value in (
        ("noise_axis", 2),
        ("noise_first", 0),
        ("noise_step", 1),
        ("noise_size", _NOISE_FRAMES),
    ):
        graph.initializer.append(helper.make_tensor(name, TensorProto.INT64, [], [value]))
    graph.input.extend(
        [
            helper.make_tensor_value_info("noise_w", TensorProto.FLOAT, [1, 2, None]),
            helper.make_tensor_value_info("noise", TensorProto.FLOAT, [1, channels, _NOISE_FRAMES]),
            helper.make_tensor_value_info("noise_at", TensorProto.INT64, []),
        ]
    )
    if ceilings[0].output[0] not in {output.name for output in graph.output}:
        graph.output.append(helper.make_empty_tensor_value_info(ceilings[0].output[0]))
    return channels


def _read_round(like: str, output: str) -> list[Any]:
    """Nodes that take as many columns of `noise` as `like` has, from `noise_at` on, and begin again at its
    end."""
    from onnx import helper

    return [
        helper.make_node("Shape", [like], ["noise_shape"]),
        helper.make_node("Gather", ["noise_shape", "noise_axis"], ["noise_columns"], axis=0),
        helper.make_node("Range", ["noise_first", "noise_columns", "noise_step"], ["noise_range"]),
        helper.make_node("Add", ["noise_range", "noise_at"], ["noise_shifted"]),
        helper.make_node("Mod", ["noise_shifted", "noise_size"], ["noise_index"]),
        helper.make_node("Gather", ["noise", "noise_index"], [output], axis=2),
    ]


def _channels(graph: Any) -> int:
    """How wide the model's inner sound is: the text encoder's projection gives its mean and its deviation."""
    for tensor in graph.initializer:
        if tensor.name == "enc_p.proj.weight":
            return int(tensor.dims[0]) // 2
    raise ValueError("not a model of Piper's: its text encoder has no projection")
