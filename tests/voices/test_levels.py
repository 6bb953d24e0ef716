"""The passage that a voice is measured by."""

from dataclasses import replace

import numpy as np
import pytest

from voices.levels import calibration_request, lacking_semitones, tract_gain_db
from voices.loudness import integrated_lufs
from voices.model import Engine, Store, Voice
from voices.pitch import shift
from voices.takes import make_take, read_take, request_take

VOICE = Voice("e", "v", "V")


def test_a_larger_tract_gets_more_gain() -> None:
    gains = [round(tract_gain_db(replace(VOICE, tract=tract)), 1) for tract in (0.76, 1.0, 1.28)]
    assert gains == [-0.5, 0.0, 0.5]


def test_voices_of_one_model_share_a_calibration(engine: Engine) -> None:
    voices = engine.voices("en")
    keys = {calibration_request(voice, engine, "en").key for voice in voices}
    shifts = getattr(engine, "shifts_pitch", False)
    assert len(keys) == len({(voice.name, 0.0 if shifts else voice.pitch) for voice in voices})


def test_an_engine_that_shifts_says_the_same_higher(engine: Engine) -> None:
    voice = replace(engine.voices("en")[0], tract=1.0, rate=1.0)
    plain, high = replace(voice, pitch=0.0), replace(voice, pitch=4.0)
    said, higher = (engine.speak("Nobody wants to pay for it.", v, "en", seed=1) for v in (plain, high))
    assert lacking_semitones(high, calibration_request(high, engine, "en")) == (
        4.0 if getattr(engine, "shifts_pitch", False) else 0.0
    )
    moved = shift(said.pcm, said.rate, 4.0)
    is_shifted = len(moved) == len(higher.pcm) and np.array_equal(moved, higher.pcm)
    assert is_shifted == getattr(engine, "shifts_pitch", False)


def test_languages_without_a_passage_can_count(tone: Engine) -> None:
    assert calibration_request(tone.voices("fi")[0], tone, "fi").spoken.text.startswith("1 2 3")


def test_the_passage_is_as_loud_as_other_sentences(engine: Engine, store: Store) -> None:
    if engine.name == "tone":
        pytest.skip("tones differ in loudness by their pitch alone")
    voice = engine.voices("en")[1]
    measured = make_take(calibration_request(voice, engine, "en"), store)
    passage = integrated_lufs(read_take(store, measured.key).pcm)
    texts = [
        "The council met on Tuesday evening to talk about the bridge, which has been closed since spring.",
        "Nobody wants to pay for it.",
        "A second ferry would cost less, the mayor said, but it would not carry lorries.",
    ]
    pcm = [read_take(store, make_take(request_take(t, voice, "en", engine), store).key).pcm for t in texts]
    level = integrated_lufs(np.concatenate(pcm))
    assert level is not None
    assert passage is not None
    assert level + tract_gain_db(voice) == pytest.approx(passage, abs=1.0)
