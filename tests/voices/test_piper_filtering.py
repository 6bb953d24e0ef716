"""Which convolutions of a Piper model are worked out in tiles, and that they say what they said."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from voices.engines.piper.decoder import open_session
from voices.engines.piper.filtering import filter_minimally

onnx = pytest.importorskip("onnx", reason="the neural voice is not installed")
pytest.importorskip("onnxruntime", reason="the neural voice is not installed")

INSIDE, OUTSIDE = 128, 136
ROUNDING = 3e-5
"""Of what comes out, whose deviation is 1; double of what was seen."""


def _model(taps: int = 5, channels: int = INSIDE, bias: bool = True, **attributes: Any) -> Any:
    draw = np.random.default_rng(taps)
    weights = {"taps": draw.standard_normal((OUTSIDE, channels, taps)) / np.sqrt(channels * taps)}
    if bias:
        weights["bias"] = draw.standard_normal(OUTSIDE)
    named = {"pads": [taps // 2, taps - 1 - taps // 2], **attributes}
    nodes = [
        onnx.helper.make_node("Mul", ["sound", "one"], ["louder"]),
        onnx.helper.make_node("Conv", ["louder", *weights], ["seen"], **named),
        onnx.helper.make_node("Tanh", ["seen"], ["said"]),
    ]
    weights["one"] = np.asarray(1.0)
    graph = onnx.helper.make_graph(
        nodes,
        "one",
        [onnx.helper.make_tensor_value_info("sound", onnx.TensorProto.FLOAT, [1, channels, None])],
        [onnx.helper.make_tensor_value_info("said", onnx.TensorProto.FLOAT, None)],
        [onnx.numpy_helper.from_array(value.astype(np.float32), name) for name, value in weights.items()],
    )
    return onnx.helper.make_model(graph, opset_imports=[onnx.helper.make_opsetid("", 15)], ir_version=8)


def _filtered(model: Any) -> Any:
    changed = onnx.ModelProto()
    changed.CopyFrom(model)
    filter_minimally(changed)
    return changed


def _difference(model: Any, changed: Any, steps: int) -> float:
    channels = model.graph.input[0].type.tensor_type.shape.dim[1].dim_value
    sound = np.random.default_rng(steps).standard_normal((1, channels, steps)).astype(np.float32)
    said, expected = (
        open_session(one.SerializeToString()).run(None, {"sound": sound})[0] for one in (changed, model)
    )
    assert said.shape == expected.shape
    return float(np.abs(said - expected).max())


@pytest.mark.parametrize("steps", [1, 2, 3, 4, 5, 7, 8, 9, 64, 203])
@pytest.mark.parametrize("taps", [5, 6, 7])
def test_a_wide_convolution_in_tiles_says_what_it_said(taps: int, steps: int) -> None:
    model = _model(taps)
    changed = _filtered(model)
    assert "MatMul" in {node.op_type for node in changed.graph.node}
    assert _difference(model, changed, steps) < ROUNDING


@pytest.mark.parametrize("pads", [[4, 0], [0, 4], [1, 3]])
def test_one_that_looks_further_to_one_side_says_what_it_said(pads: list[int]) -> None:
    model = _model(pads=pads)
    changed = _filtered(model)
    assert len(changed.graph.node) > len(model.graph.node)
    assert _difference(model, changed, 41) < ROUNDING


def test_one_without_a_bias_says_what_it_said() -> None:
    model = _model(bias=False)
    changed = _filtered(model)
    assert len(changed.graph.node) > len(model.graph.node)
    assert _difference(model, changed, 41) < ROUNDING


def test_the_taps_as_they_were_are_not_kept() -> None:
    assert "taps" not in {tensor.name for tensor in _filtered(_model()).graph.initializer}


def test_taps_that_another_convolution_has_too_are_kept_for_it() -> None:
    model = _model()
    model.graph.node.insert(
        2,
        onnx.helper.make_node("Conv", ["louder", "taps", "bias"], ["also"], pads=[4, 4], dilations=[2]),
    )
    model.graph.node[3].CopyFrom(onnx.helper.make_node("Add", ["seen", "also"], ["said"]))
    changed = _filtered(model)
    assert len(changed.graph.node) > len(model.graph.node)
    assert _difference(model, changed, 30) < ROUNDING


def _taps_are_computed(model: Any) -> None:
    model.graph.node.insert(0, onnx.helper.make_node("Identity", ["taps"], ["same"]))
    model.graph.node[2].input[1] = "same"


def _strange_attribute(model: Any) -> None:
    model.graph.node[1].attribute.append(onnx.helper.make_attribute("auto_pad", "NOTSET"))


@pytest.mark.parametrize("change", [_taps_are_computed, _strange_attribute])
def test_one_that_is_built_in_another_way_is_left_alone(change: Callable[[Any], None]) -> None:
    model = _model()
    change(model)
    assert _filtered(model).SerializeToString() == model.SerializeToString()


@pytest.mark.parametrize(
    "built",
    [
        {"taps": 3},
        {"taps": 9},
        {"channels": 64},
        {"pads": [0, 0]},
        {"pads": [4, 4], "dilations": [2]},
        {"strides": [2]},
    ],
)
def test_one_that_gains_nothing_is_left_alone(built: dict[str, Any]) -> None:
    model = _model(**built)
    assert _filtered(model).SerializeToString() == model.SerializeToString()
