"""One gain per voice, from the voice alone."""

import json
from dataclasses import replace

import numpy as np
import pytest

from voices import levels
from voices.engines import get_engine
from voices.levels import MEASURED, calibration_request, voice_gain_db
from voices.measure_levels import main, sentences_of
from voices.model import Engine, Store, TakeInfo, Voice
from voices.takes import loudness_lufs, make_take, read_take, request_take

VOICE = Voice("e", "v", "V")


def info(lufs: float | None) -> TakeInfo:
    return TakeInfo("not in the table", 1, (), lufs)


def test_the_gain_brings_the_voice_to_the_target() -> None:
    assert voice_gain_db(info(-21.34), VOICE, -16.0) == 5.3
    assert voice_gain_db(info(-12.0), VOICE, -16.0) == -4.0
    assert voice_gain_db(info(-21.34), replace(VOICE, gain_db=-2.0), -16.0) == 3.3


def test_a_calibration_without_a_level_still_gives_a_gain() -> None:
    assert voice_gain_db(info(None), VOICE, -16.0) == 4.0


def test_a_larger_tract_gets_more_gain() -> None:
    gains = [voice_gain_db(info(-20.0), replace(VOICE, tract=tract), -16.0) for tract in (0.76, 1.0, 1.28)]
    assert gains == [3.5, 4.0, 4.5]


def test_voices_of_one_model_share_a_calibration(engine: Engine) -> None:
    voices = engine.voices("en")
    keys = {calibration_request(voice, engine, "en").key for voice in voices}
    assert len(keys) == len({(voice.name, voice.pitch) for voice in voices})


def test_languages_without_a_passage_can_count(tone: Engine) -> None:
    assert calibration_request(tone.voices("fi")[0], tone, "fi").spoken.text.startswith("1 2 3")


def test_the_calibration_is_as_loud_as_other_sentences(engine: Engine, store: Store) -> None:
    if engine.name == "tone":
        pytest.skip("tones differ in loudness by their pitch alone")
    voice = engine.voices("en")[1]
    gain_db = voice_gain_db(make_take(calibration_request(voice, engine, "en"), store), voice, -16.0)
    texts = [
        "The council met on Tuesday evening to talk about the bridge, which has been closed since spring.",
        "Nobody wants to pay for it.",
        "A second ferry would cost less, the mayor said, but it would not carry lorries.",
    ]
    pcm = [read_take(store, make_take(request_take(t, voice, "en", engine), store).key).pcm for t in texts]
    level = loudness_lufs(np.concatenate(pcm))
    assert level is not None
    assert level + gain_db == pytest.approx(-16.0, abs=1.0)


@pytest.mark.parametrize("name", ["piper", "system"])
def test_the_table_knows_the_voices_that_are_installed(name: str, store: Store) -> None:
    engine = get_engine(name)
    if engine.health().problem:
        pytest.skip(engine.health().problem)
    table = json.loads(MEASURED.read_text("utf-8"))
    request = calibration_request(engine.voices("en")[0], engine, "en")
    if request.key not in table:
        pytest.skip(
            f"measured with another version than {request.fingerprint}: python -m voices.measure_levels"
        )
    level = make_take(request, store).lufs
    assert level is not None
    assert table[request.key] == pytest.approx(level, abs=1.5)


def test_the_table_is_remade_by_a_command(
    tmp_path: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from pathlib import Path

    from voices import measure_levels

    text, table = Path(str(tmp_path)) / "text.md", Path(str(tmp_path)) / "table.json"
    text.write_text("# Heading\n\nOne sentence. And another one.\n", "utf-8")
    monkeypatch.setattr(measure_levels, "_ENGINES", ("tone",))
    monkeypatch.setattr(measure_levels, "MEASURED", table)
    assert main([str(text)]) == 0
    measured = json.loads(table.read_text("utf-8"))
    tone = get_engine("tone")
    assert set(measured) == {calibration_request(v, tone, "en").key for v in tone.voices("en")}
    assert main([]) == 2
    assert sentences_of("# A b.\n\nC d. E f") == ["A b.", "C d.", "E f"]


def test_the_table_decides(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(levels, "_measured", lambda: {"known": -23.0})
    assert voice_gain_db(TakeInfo("known", 1, (), -21.0), VOICE, -16.0) == 7.0


def test_loudness_needs_some_sound() -> None:
    assert loudness_lufs(np.zeros(100, np.int16)) is None
    assert loudness_lufs(np.zeros(44_100, np.int16)) is None
    tone = np.asarray(np.sin(2 * np.pi * 997 * np.arange(88_200) / 44_100) * 32_767 * 0.1, np.int16)
    assert loudness_lufs(tone) == pytest.approx(-23.01, abs=0.1)  # EBU Tech 3341: -20 dBFS sine, one channel
