"""Kokoro on its real model: its own languages, mixtures of voices, models that the producer names."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from scripts.errors import EngineError
from scripts.model import Gender
from voices.engines.kokoro import KokoroEngine
from voices.engines.kokoro_blend import blend_parts, blended
from voices.model import BlendingEngine, Engine, ModelEngine, Voice

VOICES = [
    Voice("kokoro", "af_bella", "Bella", Gender.FEMALE),
    Voice("kokoro", "af_heart", "Heart", Gender.FEMALE),
    Voice("kokoro", "am_puck", "Puck", Gender.MALE),
]


def test_a_mixture_is_called_after_its_parts() -> None:
    voice = blended(VOICES, "af_bella : 3 + af_heart")
    assert voice.name == "af_bella:0.75+af_heart:0.25"
    assert voice.gender is Gender.FEMALE
    assert blended(VOICES, "af_bella+am_puck").gender is None


@pytest.mark.parametrize(
    "blend", ["", "+", "af_bella+", "af_bella:0", "af_bella:-1", "af_bella:x", "af_bella:inf", "a+a", ":1"]
)
def test_what_is_no_mixture_is_told(blend: str) -> None:
    with pytest.raises(EngineError, match="is no mixture of voices"):
        blend_parts(blend)


def test_a_part_that_is_no_voice_is_told() -> None:
    with pytest.raises(EngineError, match="a part 'af_sky', which is no voice here"):
        blended(VOICES, "af_bella:0.5+af_sky:0.5")


def test_a_mixture_lies_between_its_parts(kokoro: Engine) -> None:
    assert isinstance(kokoro, BlendingEngine)
    voices = kokoro.voices("en")
    assert [voice.name for voice in voices] == ["af_alpha", "am_kumo"]
    text = "The boat was late."
    woman, man = (kokoro.speak(text, voice, "en", 0).pcm for voice in voices)
    both = kokoro.speak(text, kokoro.blended(voices, "af_alpha:0.6+am_kumo:0.4"), "en", 0).pcm
    whole = kokoro.speak(text, kokoro.blended(voices, "af_alpha"), "en", 0).pcm
    assert whole.tobytes() == woman.tobytes()
    assert both.tobytes() not in (woman.tobytes(), man.tobytes())
    assert min(len(woman), len(man)) * 0.85 < len(both) < max(len(woman), len(man)) * 1.15


def test_japanese_is_read_by_the_voices_that_speak_it(kokoro: Engine) -> None:
    names = [voice.name for voice in kokoro.voices("ja")]
    assert names == ["jf_alpha", "jf_gongitsune", "jf_nezumi", "jf_tebukuro", "jm_kumo"]
    speech = kokoro.speak("ふねは おくれて つきました。", kokoro.voices("ja")[0], "ja", 0)
    assert 1 < len(speech.pcm) / speech.rate < 8
    assert np.abs(speech.pcm.astype(int)).max() > 2_000


def test_a_model_of_the_producers_finds_its_voices_beside_it(kokoro_files: Path) -> None:
    engine = KokoroEngine({})
    assert isinstance(engine, ModelEngine)
    assert engine.health().problem == "Kokoro's model file is not named"
    voice = engine.model_voices(kokoro_files / "kokoro.onnx", "en")[0]
    assert voice.model == str(kokoro_files / "kokoro.onnx")
    assert engine.fingerprint(voice)
    assert len(engine.speak("Yes.", voice, "en", 0).pcm) > 5_000


def test_voices_that_are_not_beside_their_model_are_missed(tmp_path: Path) -> None:
    pytest.importorskip("kokoro_onnx")
    model = tmp_path / "kokoro.onnx"
    with pytest.raises(EngineError, match="There is no file"):
        KokoroEngine({}).model_voices(model, "en")
    model.write_bytes(b"")
    with pytest.raises(EngineError, match="no Kokoro voices beside"):
        KokoroEngine({}).model_voices(model, "en")
    (tmp_path / "voices.bin").write_bytes(b"not an archive")
    with pytest.raises(EngineError, match="holds no Kokoro voices"):
        KokoroEngine({}).model_voices(model, "en")


def test_an_unknown_part_is_an_error_of_the_engine(kokoro: Engine) -> None:
    voice = replace(kokoro.voices("en")[0], name="af_alpha:0.5+nobody:0.5")
    with pytest.raises(EngineError, match="no voice 'nobody'"):
        kokoro.speak("Yes.", voice, "en", 0)
