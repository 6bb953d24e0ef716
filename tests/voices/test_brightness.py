"""eSpeak NG, brighter: what is raised, and that nothing moves, wraps or gets lost."""

import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from voices.engines import get_engine, system
from voices.engines.brightness import CORNER_HZ, GAIN_DB, brightened
from voices.engines.child import Child
from voices.engines.sound_file import read_sound
from voices.model import Pcm

RATE_HZ = 22_050


def tone(hertz: float, peak: float = 8_000.0) -> Pcm:
    return np.rint(peak * np.sin(2 * np.pi * hertz * np.arange(RATE_HZ) / RATE_HZ)).astype(np.int16)


def level_db(pcm: Pcm) -> float:
    middle = pcm[2_000:-2_000].astype(float)
    return float(10 * np.log10(np.mean(middle**2)))


def raised_db(hertz: float) -> float:
    return level_db(brightened(tone(hertz), RATE_HZ)) - level_db(tone(hertz))


def test_it_is_a_shelf() -> None:
    base_db = raised_db(100)
    assert raised_db(CORNER_HZ) - base_db == pytest.approx(GAIN_DB / 2, abs=0.1)
    assert 0.9 * GAIN_DB < raised_db(10_000) - base_db < GAIN_DB
    assert raised_db(300) - base_db == pytest.approx(0, abs=0.15)


def test_nothing_moves() -> None:
    click = np.zeros(9_000, np.int16)
    click[4_321] = 12_000
    heard = brightened(click, RATE_HZ)
    assert int(np.argmax(np.abs(heard))) == 4_321
    far = np.abs(np.arange(9_000) - 4_321) > RATE_HZ // 200
    assert np.abs(heard[far]).max() <= 12


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(-32_768, 32_767), max_size=300))
def test_any_samples_keep_their_number_and_their_sign(samples: list[int]) -> None:
    pcm = np.array(samples, np.int16)
    heard = brightened(pcm, RATE_HZ)
    assert len(heard) == len(pcm)
    assert heard.tobytes() == brightened(pcm, RATE_HZ).tobytes()


def test_what_is_too_loud_is_held_and_does_not_wrap() -> None:
    heard = brightened(tone(9_000, 32_767.0), RATE_HZ).astype(int)
    assert heard.max() == 32_767
    assert np.sign(heard[1_000:1_200]).tolist() == np.sign(tone(9_000, 32_767.0)[1_000:1_200]).tolist()


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the system's own engine speaks")
def test_the_system_engine_is_brighter_than_espeak(tmp_path: Path) -> None:
    engine, text = get_engine("system"), "The sixth ship set sail for the south coast."
    speech = engine.speak(text, engine.voices("en")[0], "en", 0)
    child = Child(system._CHILD)
    asked = {"do": "speak", "text": text, "voice": engine.voices("en")[0].name, "pitch": 50}
    path = tmp_path / "raw.wav"
    child.ask({**asked, "rate": system.WORDS_PER_MINUTE, "path": str(path)}, 30)
    child.close()
    raw, rate = read_sound(path)
    assert (len(speech.pcm), speech.rate) == (len(raw), rate)
    assert (speech.pcm == brightened(raw, rate)).all()
    assert np.abs(speech.pcm.astype(int)).max() < 32_767
