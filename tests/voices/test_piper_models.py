"""Piper models that the producer brings: several speakers, and files that are no models."""

import json
import shutil
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from scripts.errors import EngineError
from tests.crowd import HUMS_HZ, RATE, write_crowd
from voices.engines.piper.engine import PiperEngine
from voices.model import ModelEngine
from voices.pitch import pitch_track
from voices.takes import request_take

TEXT = "Everybody in the crowd says this."


@pytest.fixture
def piper() -> PiperEngine:
    return PiperEngine()


def test_piper_takes_models(piper: PiperEngine) -> None:
    assert isinstance(piper, ModelEngine)


def test_each_speaker_is_a_voice_and_sounds_like_it(piper: PiperEngine, crowd: Path) -> None:
    voices = piper.model_voices(crowd, "en")
    assert [voice.label for voice in voices] == ["crowd, ada", "crowd, ben", "crowd, cy"]
    for voice, hum_hz in zip(voices, HUMS_HZ, strict=True):
        speech = piper.speak(TEXT, voice, "en", 5)
        assert speech.rate == RATE
        track_hz = pitch_track(speech.pcm.astype(float), RATE)
        assert np.median(track_hz[track_hz > 0]) == pytest.approx(hum_hz, rel=0.01)
        assert [TEXT[word.start : word.end] for word in speech.words][-2:] == ["says", "this"]
        assert piper.speak(TEXT, voice, "en", 5).pcm.tobytes() == speech.pcm.tobytes()
        assert piper.speak(TEXT, voice, "en", 6).pcm.tobytes() != speech.pcm.tobytes()


def test_speakers_without_names_have_numbers(piper: PiperEngine, crowd: Path, tmp_path: Path) -> None:
    model = Path(shutil.copy(crowd, tmp_path))
    about = json.loads(Path(f"{crowd}.json").read_text("utf-8"))
    Path(f"{model}.json").write_text(json.dumps({**about, "speaker_id_map": {"cy": 2}}), "utf-8")
    labels = [voice.label for voice in piper.model_voices(model, "en")]
    assert labels == ["crowd, speaker 0", "crowd, speaker 1", "crowd, cy"]


def test_a_model_of_one_speaker(piper: PiperEngine, tmp_path: Path) -> None:
    pytest.importorskip("onnx")
    model = write_crowd(tmp_path, speakers=1)
    (voice,) = piper.model_voices(model, "en")
    assert voice.name == "crowd"
    assert len(piper.speak(TEXT, voice, "en", 0).pcm) > RATE


def test_what_is_in_the_files_is_in_the_address_of_a_take_and_where_they_lie_is_not(
    piper: PiperEngine, crowd: Path, tmp_path: Path
) -> None:
    def key(model: Path, speaker: int = 0) -> str:
        return request_take(TEXT, piper.model_voices(model, "en")[speaker], "en", piper).key

    moved = Path(shutil.copy(crowd, tmp_path))
    shutil.copy(f"{crowd}.json", tmp_path)
    assert key(moved) == key(crowd)
    assert key(crowd, 1) != key(crowd)
    again = tmp_path / "again"
    again.mkdir()
    changed = Path(shutil.copy(crowd, again))
    about = json.loads(Path(f"{crowd}.json").read_text("utf-8"))
    about["inference"] = {**about["inference"], "noise_scale": 0.1}
    Path(f"{changed}.json").write_text(json.dumps(about), "utf-8")
    assert key(changed) != key(crowd)


@pytest.mark.parametrize(
    ("file", "content", "told"),
    [
        ("absent.onnx", None, "There is no file"),
        ("bare.onnx", b"", "There is no file .*bare.onnx.json"),
        ("broken.onnx", b"{", "cannot be read"),
        ("list.onnx", b"[]", "does not describe a Piper model"),
        ("half.onnx", b'{"audio": {"sample_rate": 22050}}', "does not describe a Piper model"),
    ],
)
def test_what_is_no_model_is_told(
    piper: PiperEngine, tmp_path: Path, file: str, content: bytes | None, told: str
) -> None:
    model = tmp_path / file
    if content is not None:
        model.write_bytes(b"onnx")
    if content:
        Path(f"{model}.json").write_bytes(content)
    with pytest.raises(EngineError, match=told):
        piper.model_voices(model, "en")


def test_a_file_that_only_looks_like_a_model_is_named(
    piper: PiperEngine, crowd: Path, tmp_path: Path
) -> None:
    model = tmp_path / "fake.onnx"
    model.write_bytes(b"no graph at all")
    shutil.copy(f"{crowd}.json", f"{model}.json")
    with pytest.raises(EngineError, match=r"fake\.onnx is no model that Piper can speak with"):
        piper.speak(TEXT, piper.model_voices(model, "en")[0], "en", 0)


def test_a_pitch_is_shifted_and_a_tract_is_not_mixed_up_with_it(piper: PiperEngine, crowd: Path) -> None:
    voice = replace(piper.model_voices(crowd, "en")[0], pitch=4.0, tract=0.9)
    speech = piper.speak(TEXT, voice, "en", 5)
    track_hz = pitch_track(speech.pcm.astype(float), speech.rate)
    heard_hz = np.median(track_hz[track_hz > 0])
    assert heard_hz == pytest.approx(HUMS_HZ[0] / 0.9 * 2 ** (4 / 12), rel=0.02)
