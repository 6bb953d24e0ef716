"""Kokoro's graph as bytes, with the durations that it works out as one more output.

A model (StyleTTS 2: Li et al. 2023) predicts for each token how many frames it lasts, divides that by the
speed, rounds it and makes it one at least. Most exports keep this to themselves. A file of ONNX is one
message of Protocol Buffers, and of a message that stands in it twice the parts are merged: so an output is
added by bytes at the end, and only the description of the nodes has to be read.
"""

from collections.abc import Iterator
from dataclasses import dataclass

OUTPUT = "duration"
"""What exports that tell the durations call them."""

_GRAPH = 7
_NODE, _GRAPH_OUTPUT = 1, 12
_NODE_INPUT, _NODE_OUTPUT, _NODE_TYPE = 1, 2, 4
_NAME = 1
"""Numbers of fields (onnx.proto)."""

_VARINT, _EIGHT_BYTES, _BYTES, _FOUR_BYTES = 0, 1, 2, 5
"""Kinds of fields (Protocol Buffers, "Encoding")."""


@dataclass(frozen=True, slots=True)
class _Node:
    kind: str
    inputs: tuple[str, ...]
    outputs: tuple[str, ...]


def with_durations(model: bytes) -> tuple[bytes, str]:
    """The model, and the name of the output that has its durations: added, if it was not there.

    The name is empty, and the model as it was, if the graph is not built as Kokoro's are. Raises ValueError
    for bytes that are no model.
    """
    graphs = [value for number, value in _fields(memoryview(model)) if number == _GRAPH]
    outputs = [_text(name) for graph in graphs for name in _names_of_outputs(graph)]
    if OUTPUT in outputs:
        return model, OUTPUT
    name = _durations([node for graph in graphs for node in _nodes(graph)])
    if not name:
        return model, ""
    return model + _field(_GRAPH, _field(_GRAPH_OUTPUT, _field(_NAME, name.encode()))), name


def _durations(nodes: list[_Node]) -> str:
    """What is rounded and then held at one at least; empty unless that happens just once."""
    rounded = {output for node in nodes if node.kind == "Round" for output in node.outputs}
    held = [
        node.outputs[0]
        for node in nodes
        if node.kind in ("Clip", "Max") and node.outputs and rounded.intersection(node.inputs)
    ]
    return held[0] if len(held) == 1 else ""


def _nodes(graph: memoryview) -> Iterator[_Node]:
    for number, node in _fields(graph):
        if number != _NODE:
            continue
        found: dict[int, list[str]] = {_NODE_INPUT: [], _NODE_OUTPUT: [], _NODE_TYPE: []}
        for part, value in _fields(node):
            if part in found:
                found[part].append(_text(value))
        kind = "".join(found[_NODE_TYPE])
        yield _Node(kind, tuple(found[_NODE_INPUT]), tuple(found[_NODE_OUTPUT]))


def _names_of_outputs(graph: memoryview) -> Iterator[memoryview]:
    for number, output in _fields(graph):
        if number == _GRAPH_OUTPUT:
            yield from (value for part, value in _fields(output) if part == _NAME)


def _text(value: memoryview) -> str:
    return bytes(value).decode("utf-8", "replace")


def _fields(message: memoryview) -> Iterator[tuple[int, memoryview]]:
    """(number, value) of each field that has bytes; of numbers the value is not told."""
    at = 0
    while at < len(message):
        tag, at = _varint(message, at)
        number, kind = tag >> 3, tag & 7
        start = at
        if kind == _VARINT:
            _, at = _varint(message, at)
        elif kind in (_EIGHT_BYTES, _FOUR_BYTES):
            at += 8 if kind == _EIGHT_BYTES else 4
        elif kind == _BYTES:
            size, start = _varint(message, at)
            at = start + size
            yield number, message[start:at]
        else:
            raise ValueError("not a model of ONNX")
        if at > len(message):
            raise ValueError("a model of ONNX that breaks off")


def _varint(message: memoryview, at: int) -> tuple[int, int]:
    """A number of seven bits a byte, the lowest first; and where it ends."""
    value = 0
    for shift in range(0, 64, 7):
        if at >= len(message):
            raise ValueError("a model of ONNX that breaks off")
        byte = message[at]
        at += 1
        value |= (byte & 0x7F) << shift
        if byte < 0x80:
            return value, at
    raise ValueError("not a model of ONNX")


def _field(number: int, value: bytes) -> bytes:
    return _number(number << 3 | _BYTES) + _number(len(value)) + value


def _number(value: int) -> bytes:
    written = bytearray()
    while value >= 0x80:
        written.append(value & 0x7F | 0x80)
        value >>= 7
    return bytes(written) + bytes([value])
