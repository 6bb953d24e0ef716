"""Where a Piper model's flow is cut out of it, and where it is left alone."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from voices.engines.piper.flow import Flow, find_flow

onnx = pytest.importorskip("onnx", reason="the neural voice is not installed")

CHANNELS = 4
Change = Callable[["Graph"], None]


class Graph:
    """What stands between the noise and the decoder, in small: a coupling, and a convolution behind it."""

    def __init__(self) -> None:
        draw = np.random.default_rng(2)
        self.weights = {
            "inner": draw.standard_normal((2, 2, 5)),
            "pre": draw.standard_normal((CHANNELS, CHANNELS, 3)),
            "halves": np.asarray([2, 2]),
            "zero": np.asarray([0]),
            "all": np.asarray([CHANNELS]),
            "axis": np.asarray([1]),
        }
        make = onnx.helper.make_node
        self.nodes = [
            make("Gather", ["noise", "columns"], ["drawn"], axis=2),
            make("Mul", ["drawn", "loud"], ["scaled"]),
            make("Add", ["mean", "scaled"], ["start"]),
            make("Cast", ["lengths"], ["mask"], to=onnx.TensorProto.FLOAT),
            make("Slice", ["start", "zero", "all", "axis"], ["turned"]),
            make("Split", ["turned", "halves"], ["first", "second"], axis=1),
            make("Conv", ["first", "inner"], ["seen"], pads=[2, 2], name="inner"),
            make("Mul", ["seen", "mask"], ["masked"]),
            make("Sub", ["second", "masked"], ["moved"]),
            make("Concat", ["first", "moved"], ["flown"], axis=1),
            make("Conv", ["flown", "pre"], ["end"], pads=[1, 1]),
        ]

    def node(self, output: str) -> Any:
        return next(node for node in self.nodes if output in node.output)

    def graph(self) -> Any:
        names = ("noise", "columns", "loud", "mean", "lengths", "speaker")
        values = [onnx.helper.make_empty_tensor_value_info(name) for name in names]
        weights = [onnx.numpy_helper.from_array(value, name) for name, value in self.weights.items()]
        end = [onnx.helper.make_empty_tensor_value_info("end")]
        return onnx.helper.make_graph(self.nodes, "flow", values, end, weights)


def test_a_flow_is_found_with_its_reach() -> None:
    assert find_flow(Graph().graph(), "end") == Flow(("start", "mask"), 2 + 1)


def _speaker(graph: Graph) -> None:
    graph.node("moved").input[0] = "speaker"


def _far(graph: Graph) -> None:
    graph.node("masked").op_type = "Softmax"


def _other_axis(graph: Graph) -> None:
    graph.node("flown").attribute[0].i = 2


def _sliced_in_time(graph: Graph) -> None:
    graph.weights["axis"] = np.asarray([2])


def _strided(graph: Graph) -> None:
    graph.node("end").attribute.append(onnx.helper.make_attribute("strides", [2]))


def _shorter(graph: Graph) -> None:
    graph.node("end").attribute[0].ints[:] = [0, 0]


def _no_noise(graph: Graph) -> None:
    graph.node("drawn").input[0] = "mean"


def _computed(graph: Graph) -> None:
    graph.node("seen").input[1] = "speaker"


@pytest.mark.parametrize(
    "change", [_speaker, _far, _other_axis, _sliced_in_time, _strided, _shorter, _no_noise, _computed]
)
def test_what_is_built_in_another_way_is_left_whole(change: Change) -> None:
    graph = Graph()
    change(graph)
    assert find_flow(graph.graph(), "end") is None
