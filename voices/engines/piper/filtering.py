"""Long convolutions of a graph, worked out with fewer multiplications.

Minimal filtering (Winograd, "Arithmetic Complexity of Computations", 1980; for networks Lavin and Gray, "Fast
Algorithms for Convolutional Neural Networks", 2016): a tile of 8 steps makes 4 outputs of a convolution with
5 taps by 8 multiplications, where one after the other they take 20. The tile and the taps are coefficients of
polynomials; they are turned into values at 8 points, which need only be multiplied, and the products are
turned back.
"""

from typing import Any

import numpy as np
import numpy.typing as npt

_POINTS = (0.0, 1.0, -1.0, 0.5, -0.5, 2.0, -2.0)
"""And infinity. With two more another tenth is saved, and the rounding grows from 1e-5 to 5e-5 of what comes
out."""
_TILE = len(_POINTS) + 1

_LEAST_TAPS = 5
_LEAST_CHANNELS = 128
"""In and out. Of shorter and narrower convolutions the turning takes back what is saved."""

Matrix = npt.NDArray[np.float64]


def filter_minimally(model: Any) -> None:
    """Change a graph in place: its long and wide convolutions of one dimension that keep the length. It
    computes what it did, to the rounding."""
    graph = model.graph
    weights = {tensor.name: tensor for tensor in graph.initializer}
    nodes: list[Any] = []
    for node in graph.node:
        nodes.extend(_in_tiles(graph, node, weights) if _pays(node, weights) else [node])
    graph.ClearField("node")
    graph.node.extend(nodes)
    used = {name for node in nodes for name in node.input}
    for name in weights.keys() - used:
        graph.initializer.remove(weights[name])


def _pays(node: Any, weights: dict[str, Any]) -> bool:
    if node.op_type != "Conv" or not all(name in weights for name in node.input[1:]):
        return False
    named = {attribute.name: attribute for attribute in node.attribute}
    outside, inside, *taps = weights[node.input[1]].dims
    return (
        len(taps) == 1
        and min(outside, inside) >= _LEAST_CHANNELS
        and _LEAST_TAPS <= taps[0] < _TILE
        and named.keys() <= {"dilations", "group", "kernel_shape", "pads", "strides"}
        and all(list(named[name].ints) == [1] for name in ("dilations", "strides") if name in named)
        and ("group" not in named or named["group"].i == 1)
        and "pads" in named
        and sum(named["pads"].ints) == taps[0] - 1
    )


def _transforms(taps: int) -> tuple[Matrix, Matrix, Matrix]:
    """What turns products into outputs, shape (_TILE, outputs), taps into values, shape (_TILE, taps), and
    steps into values, shape (_TILE, _TILE)."""

    def values(count: int) -> Matrix:
        """Of a polynomial with `count` coefficients at the points; at infinity it is the last of them."""
        return np.concatenate([np.vander(_POINTS, count, increasing=True), np.eye(count)[-1:]])

    steps = np.linalg.inv(values(_TILE)).T
    largest = np.abs(steps).max(axis=1, keepdims=True)
    # Small numbers for the steps, which come in single precision; the taps are turned beforehand.
    return values(_TILE - taps + 1), values(taps) * largest, steps / largest


def _in_tiles(graph: Any, node: Any, weights: dict[str, Any]) -> list[Any]:
    """The nodes that do what a convolution does; their tensors are added to `graph`."""
    from onnx import helper, numpy_helper

    (start, kernel, *bias), (end,) = node.input, node.output
    (before, after) = next(attribute.ints for attribute in node.attribute if attribute.name == "pads")
    outside, inside, taps = weights[kernel].dims
    of_outputs, of_taps, of_steps = _transforms(taps)
    each = _TILE - taps + 1
    turned = np.einsum("vt,oit->voi", of_taps, numpy_helper.to_array(weights[kernel]))
    tensors = {
        "channels apart": np.asarray([inside, 1, -1]),
        "of steps": of_steps[:, None].astype(np.float32),
        "taps": turned.astype(np.float32),
        "of outputs": of_outputs[:, None].astype(np.float32),
        "channels together": np.asarray([1, outside, -1]),
        "zero": np.asarray([0]),
        "two": np.asarray([2]),
    }
    if bias:
        tensors["bias"] = numpy_helper.to_array(weights[bias[0]])[:, None]
    graph.initializer.extend(
        numpy_helper.from_array(values, f"{end}/{part}") for part, values in tensors.items()
    )

    def make(kind: str, inputs: str, output: str, **attributes: Any) -> Any:
        """`inputs` separated by commas; names are of this convolution's own."""
        own = [name if name == start else f"{end}/{name}" for name in inputs.split(", ")]
        return helper.make_node(kind, own, [f"{end}/{output}"], **attributes)

    # Each channel alone is filtered to the values, (inside, _TILE, tiles), and so turned back.
    made = [
        make("Reshape", f"{start}, channels apart", "steps"),
        make(
            "Conv",
            "steps, of steps",
            "values",
            kernel_shape=[_TILE],
            strides=[each],
            pads=[before, after + each - 1],
        ),
        make("Transpose", "values", "values first", perm=[1, 0, 2]),
        make("MatMul", "taps, values first", "products first"),
        make("Transpose", "products first", "products", perm=[1, 0, 2]),
        make("ConvTranspose", "products, of outputs", "outputs", kernel_shape=[each], strides=[each]),
        make("Reshape", "outputs, channels together", "whole tiles"),
        make("Shape", start, "shape"),
        make("Gather", "shape, two", "length"),
        make("Slice", "whole tiles, zero, length, two", "cut"),
        make("Add", "cut, bias", "sum") if bias else make("Identity", "cut", "sum"),
    ]
    made[-1].output[0] = end
    return made
