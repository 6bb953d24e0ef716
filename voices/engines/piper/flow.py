"""The flow of a VITS model (Kim, Kong, Son 2021), cut out of its graph: what the decoder makes sound of is
worked out of what is to be heard, and not of the sentence around it.

A flow changes each step of the speech with the help of those beside it (WaveNet's convolutions), and takes
nothing from further away, so any stretch of it can be worked out alone.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

_ALONG_CHANNELS = ("Split", "Concat")
_EACH_STEP = ("Add", "Sub", "Mul", "Div", "Neg", "Exp", "Tanh", "Sigmoid", "LeakyRelu", "Identity")
_OF_SHAPE = ("Shape", "ConstantOfShape")
"""Zeros, as many as there are steps."""


@dataclass(frozen=True, slots=True)
class Flow:
    """Where the graph is cut."""

    entries: tuple[str, str]
    """Names of what goes in: the steps before the flow, shape (1, channels, steps), and their mask, shape
    (1, 1, steps)."""
    halo: int
    """How many steps on either side a step that comes out depends on."""


def find_flow(graph: Any, end: str) -> Flow | None:
    """The part between the noise of the sound and the tensor `end`; None if it is built in another way, or
    needs something besides (a speaker)."""
    start = _with_noise(graph)
    if not start:
        return None
    nodes = {output: node for node in graph.node for output in node.output}
    needed = upstream(nodes, [end], [start])
    below = {start}
    for node in graph.node:  # in order
        if below.intersection(node.input):
            below.update(node.output)
    inside = [node for node in graph.node if below.intersection(node.input) and needed & set(node.output)]
    weights = {tensor.name: tensor for tensor in graph.initializer}
    beside = {name for node in inside for name in node.input} - below - weights.keys()
    given = {tensor.name for tensor in graph.input}
    # Others follow from weights alone.
    entries = [name for name in sorted(beside) if upstream(nodes, [name], ()) & given]
    if end not in below or len(entries) != 1:
        return None
    halo = _halo(inside, weights, start, end)
    return None if halo is None else Flow((start, entries[0]), halo)


def _with_noise(graph: Any) -> str:
    """The first sum behind the noise that `graph.noise_as_input` reads; empty if there is none."""
    name: str = next((node.output[0] for node in graph.node if node.input[:1] == ["noise"]), "")
    for node in graph.node:
        if name in node.input:
            (name,) = node.output
            if node.op_type == "Add":
                return name
    return ""


def upstream(nodes: Mapping[str, Any], ends: Iterable[str], starts: Sequence[str]) -> set[str]:
    """Names of all that `ends` are computed from, back to `starts`."""
    found: set[str] = set()
    ahead = list(ends)
    while ahead:
        name = ahead.pop()
        if name not in found and name not in starts:
            found.add(name)
            ahead.extend(nodes[name].input if name in nodes else ())
    return found


def _halo(inside: list[Any], weights: Mapping[str, Any], start: str, end: str) -> int | None:
    """How far `end` looks to either side of a step; None if there is a node that may look anywhere."""
    reach = {start: 0}
    for node in inside:
        before = max((reach[name] for name in node.input if name in reach), default=0)
        own = _own_reach(node, weights)
        if own is None:
            return None
        reach.update(dict.fromkeys(node.output, before + own))
    return reach[end]


def _own_reach(node: Any, weights: Mapping[str, Any]) -> int | None:
    named = {attribute.name: attribute for attribute in node.attribute}
    if node.op_type == "Conv" and node.input[1] in weights:
        return _of_convolution(weights[node.input[1]].dims, {name: list(a.ints) for name, a in named.items()})
    if node.op_type in _ALONG_CHANNELS:
        return 0 if named["axis"].i == 1 else None
    if node.op_type == "Slice":
        return 0 if len(node.input) > 3 and _axes(node.input[3], weights) == [1] else None
    return 0 if node.op_type in _EACH_STEP + _OF_SHAPE else None


def _of_convolution(dims: Any, named: Mapping[str, list[int]]) -> int | None:
    """Of one that leaves the number of steps as it is."""
    (dilation,), (stride,) = named.get("dilations", [1]), named.get("strides", [1])
    reach = dilation * (dims[2] // 2)
    return reach if stride == 1 and named.get("pads", [0, 0]) == [reach, reach] else None


def _axes(name: str, weights: Mapping[str, Any]) -> list[int]:
    from onnx import numpy_helper

    return [int(axis) for axis in numpy_helper.to_array(weights[name]).ravel()] if name in weights else []
