"""A Piper model's graph, changed as it is loaded.

A VITS model (Kim, Kong, Son 2021) draws noise twice, for the durations and for the sound, by nodes that
cannot be seeded per run: `noise_as_input` makes inputs of them, and an output of the durations, which say
when each phoneme is heard.

Nearly all the time goes into its decoder, a HiFi-GAN (Kong, Kim, Bae 2020): transposed convolutions, each
with residual convolutions behind it. `take_apart` cuts the graph in front of each transposed one, and in
front of the flow before them (`voices.engines.piper.flow`). A part sees little of what is beside it, so it
can be run over short stretches that stay in a processor's cache, and over no more than is to be heard. The
decoder's convolutions get a second dimension, of height 1, for onnxruntime has its fast kernels for those of
two dimensions. `benchmarks/model.py` tells what it brings.
"""

import itertools
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from voices.engines.piper.filtering import filter_minimally
from voices.engines.piper.flow import Flow, find_flow, upstream

NOISE_FRAMES = 4096
"""How many columns of noise for the sound a model is given; it reads them round from `noise_at`."""


@dataclass(frozen=True, slots=True)
class StageGraph:
    """A part of the decoder: shape (1, channels, 1, steps) in, (1, channels, 1, stride * steps) out."""

    model: bytes
    stride: int
    """How many steps come out for one that goes in."""
    halo: int
    """How many steps on either side what comes out for one step depends on."""
    channels: int
    """Of what comes out."""


@dataclass(frozen=True, slots=True)
class FlowGraph:
    """The part in front of the decoder: steps, shape (1, channels, steps), and their mask, shape (1, 1,
    steps), in; the hidden sound, as many steps, out."""

    model: bytes
    halo: int
    """How many steps on either side what comes out for one step depends on."""


@dataclass(frozen=True, slots=True)
class Parts:
    """A model in parts."""

    front: bytes
    """All before the flow: its outputs are what goes into that, and the durations. Without a flow all before
    the decoder: the hidden sound, shape (1, channels, steps), and the durations. Without stages the whole
    model: sound and durations."""
    flow: FlowGraph | None
    """None if it is built in another way."""
    stages: tuple[StageGraph, ...]
    """In order; none if the decoder is not built as HiFi-GAN's."""


_CONVOLUTIONS = ("Conv", "ConvTranspose")
_ELEMENTWISE = ("LeakyRelu", "Add", "Div", "Mul", "Tanh", "Identity")
_CHANNELS_AND_KERNEL = 3
_ABREAST = 8
"""Channels that onnxruntime's kernels make at least: of a convolution to one, seven are thrown away."""


class _UnknownError(Exception):
    """The decoder is built in another way."""


def take_apart(model: Any) -> Parts:
    """A graph with `noise_as_input`, in parts; it is used up. Computes what the whole one does, to the
    rounding."""
    from onnx import helper

    nodes = {output: node for node in model.graph.node for output in node.output}
    sound, durations = (output.name for output in model.graph.output)
    ends = _cuts(model.graph, nodes)
    try:
        stages = [_Stage(model, nodes, start, end) for start, end in itertools.pairwise(ends)]
    except _UnknownError:
        stages = []
    front = upstream(nodes, [ends[0], durations], ())
    if not stages or any(stage.convolved & front for stage in stages):
        return Parts(model.SerializeToString(), None, ())
    flow = find_flow(model.graph, ends[0])
    heads = list(flow.entries) if flow else ends[:1]
    front = upstream(nodes, [*heads, durations], ())
    outputs = [output for output in model.graph.output if output.name != sound]
    hidden = [helper.make_empty_tensor_value_info(name) for name in heads]
    return Parts(
        _part(model, front, list(model.graph.input), [*hidden, *outputs]),
        _flow_graph(model, nodes, flow, ends[0]) if flow else None,
        tuple(stage.graph() for stage in stages),
    )


def _flow_graph(model: Any, nodes: Mapping[str, Any], flow: Flow, end: str) -> FlowGraph:
    from onnx import TensorProto, helper

    entries = [
        helper.make_tensor_value_info(name, TensorProto.FLOAT, [1, None, None]) for name in flow.entries
    ]
    hidden = helper.make_empty_tensor_value_info(end)
    return FlowGraph(_part(model, upstream(nodes, [end], flow.entries), entries, [hidden]), flow.halo)


def _cuts(graph: Any, nodes: Mapping[str, Any]) -> list[str]:
    """The tensors in front of the transposed convolutions, in order, and the sound at their end."""
    end = graph.output[0].name
    while end in nodes and nodes[end].op_type in ("Unsqueeze", "Squeeze", "Identity"):
        end = nodes[end].input[0]
    return [*(node.input[0] for node in graph.node if node.op_type == "ConvTranspose"), end]


def _part(model: Any, names: set[str], inputs: Sequence[Any], outputs: Sequence[Any]) -> bytes:
    """The nodes and weights that make the tensors `names`, as a model of its own."""
    from onnx import helper

    graph = helper.make_graph(
        [node for node in model.graph.node if names.intersection(node.output)],
        "part",
        inputs,
        outputs,
        [tensor for tensor in model.graph.initializer if tensor.name in names],
    )
    part = helper.make_model(graph, opset_imports=model.opset_import, ir_version=model.ir_version)
    filter_minimally(part)
    return bytes(part.SerializeToString())


class _Stage:
    """One part of the decoder, from the tensor before its transposed convolution to the one before the next.

    Raises _UnknownError if there is anything in it that is not known; nothing is changed before `graph`."""

    def __init__(self, model: Any, nodes: Mapping[str, Any], start: str, end: str) -> None:
        self._model, self._start, self._end = model, start, end
        self._weights = {tensor.name: tensor for tensor in model.graph.initializer}
        self._names = upstream(nodes, [end], [start])
        self._nodes = [node for node in model.graph.node if self._names.intersection(node.output)]
        self._reach: dict[str, int] = {}
        """How far to either side each tensor depends on what comes out of the transposed convolution."""
        self._stride = self._overhang = 0
        for node in self._nodes:
            self._look_at(node)
        computed = {output for node in self._nodes for output in node.output}
        if self._names - computed - set(self._weights) or end not in self._reach:
            raise _UnknownError("it depends on something from outside")

    @property
    def convolved(self) -> set[str]:
        """Names of the weights that `graph` changes."""
        return {node.input[1] for node in self._nodes if node.op_type in _CONVOLUTIONS}

    def graph(self) -> StageGraph:
        from onnx import TensorProto, helper

        for node in self._nodes:
            if node.op_type == "Conv" and self._ends_in(node):
                self._say_abreast(node)
            elif node.op_type in _CONVOLUTIONS:
                self._widen(node)
        inside, outside = next(
            self._weights[node.input[1]].dims[:2] for node in self._nodes if node.op_type == "ConvTranspose"
        )
        start = helper.make_tensor_value_info(self._start, TensorProto.FLOAT, [1, inside, 1, None])
        end = helper.make_empty_tensor_value_info(self._end)
        return StageGraph(
            _part(self._model, self._names, [start], [end]),
            self._stride,
            math.ceil((self._reach[self._end] + self._overhang) / self._stride),
            outside,
        )

    def _look_at(self, node: Any) -> None:
        """Settle what the outputs of a node depend on."""
        (output,) = node.output
        if node.op_type == "ConvTranspose":
            kernel, dilation, stride, before, after = self._geometry(node)
            if self._stride or node.input[0] != self._start or dilation != 1:
                raise _UnknownError("it is stretched twice")
            if before != after or kernel - 2 * before != stride:
                raise _UnknownError("what comes out is not a multiple of what goes in")
            self._stride, self._overhang, self._reach[output] = stride, kernel - 1 - before, 0
        elif node.op_type == "Conv":
            kernel, dilation, stride, before, after = self._geometry(node)
            if node.input[0] not in self._reach or (stride, before, after) != (
                1,
                after,
                dilation * (kernel // 2),
            ):
                raise _UnknownError("a convolution changes the length")
            self._reach[output] = self._reach[node.input[0]] + before
        elif node.op_type in _ELEMENTWISE:
            # A weight for each channel would need the second dimension too.
            weights = [self._weights[name] for name in node.input if name in self._weights]
            if any(math.prod(weight.dims) != 1 for weight in weights):
                raise _UnknownError("a weight for each channel")
            self._reach[output] = max(self._reach.get(name, -1) for name in node.input)
        else:
            raise _UnknownError(node.op_type)

    def _geometry(self, node: Any) -> tuple[int, int, int, int, int]:
        """Kernel, dilation, stride and both paddings of a convolution of one dimension."""
        weight = self._weights.get(node.input[1])
        if weight is None or len(weight.dims) != _CHANNELS_AND_KERNEL:
            raise _UnknownError("weights are computed")
        named = {attribute.name: list(attribute.ints) for attribute in node.attribute}
        if named.keys() - {"kernel_shape", "dilations", "strides", "pads", "group"}:
            raise _UnknownError("attributes that are not known")
        (dilation,), (stride,) = named.get("dilations", [1]), named.get("strides", [1])
        before, after = named.get("pads", [0, 0])
        return weight.dims[2], dilation, stride, before, after

    def _ends_in(self, node: Any) -> bool:
        """Whether a convolution makes the sound: one channel, and nothing behind it but what bends it."""
        if self._weights[node.input[1]].dims[0] != 1 or self._geometry(node)[1] != 1:
            return False
        at = node.output[0]
        for after in self._nodes[self._nodes.index(node) + 1 :]:
            if list(after.input) != [at]:
                return False
            (at,) = after.output
        return bool(at == self._end)

    def _say_abreast(self, node: Any) -> None:
        """Let a convolution to one channel make `_ABREAST` steps at once, each a channel, in as long a
        stride: what comes out is as before, and up to as many steps more behind it."""
        from onnx import helper, numpy_helper

        kernel, _, _, before, after = self._geometry(node)
        weight = numpy_helper.to_array(self._weights[node.input[1]])
        (sound,), extra = node.output, _ABREAST - 1
        wide = np.zeros((_ABREAST, weight.shape[1], 1, kernel + extra), weight.dtype)
        for step in range(_ABREAST):
            wide[step, :, 0, step : step + kernel] = weight[0]
        tensors = {"weight": wide, "shape": np.asarray([1, 1, 1, -1])}
        if len(node.input) > 2:
            tensors["bias"] = np.repeat(numpy_helper.to_array(self._weights[node.input[2]]), _ABREAST)
        named = {part: f"{sound}/{part}" for part in (*tensors, "steps", "rows")}
        for part, values in tensors.items():
            self._model.graph.initializer.append(numpy_helper.from_array(values, named[part]))
        inputs = [node.input[0], *(named[part] for part in ("weight", "bias") if part in tensors)]
        convolution = helper.make_node(
            "Conv",
            inputs,
            [named["steps"]],
            kernel_shape=[1, kernel + extra],
            strides=[1, _ABREAST],
            pads=[0, before, 0, after + extra],
        )
        rows = helper.make_node("Transpose", [named["steps"]], [named["rows"]], perm=[0, 2, 3, 1])
        node.CopyFrom(helper.make_node("Reshape", [named["rows"], named["shape"]], [sound]))
        at = list(self._model.graph.node).index(node)
        self._model.graph.node.insert(at, convolution)
        self._model.graph.node.insert(at + 1, rows)
        self._names.update(named.values())

    def _widen(self, node: Any) -> None:
        """Give a convolution its second dimension."""
        weight = self._weights[node.input[1]]
        if len(weight.dims) == _CHANNELS_AND_KERNEL:  # convolutions may share it
            weight.dims.insert(2, 1)
        for attribute in node.attribute:
            if attribute.name in ("kernel_shape", "dilations", "strides"):
                attribute.ints.insert(0, 1)
            elif attribute.name == "pads":
                attribute.ints[:] = [0, attribute.ints[0], 0, attribute.ints[1]]


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
        ("noise_size", NOISE_FRAMES),
    ):
        graph.initializer.append(helper.make_tensor(name, TensorProto.INT64, [], [value]))
    graph.input.extend(
        [
            helper.make_tensor_value_info("noise_w", TensorProto.FLOAT, [1, 2, None]),
            helper.make_tensor_value_info("noise", TensorProto.FLOAT, [1, channels, NOISE_FRAMES]),
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
