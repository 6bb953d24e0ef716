"""Our meter against ffmpeg's, and gains that are settled with it."""

import wave
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from audio.chapter import headroom_db
from audio.limiter import limit
from audio.mastering import MOST_LEVELLED_DB, Usual, levelled_db, settle_gain_db, usual_of
from audio.measure import measure_loudness
from audio.model import Encoding, Loudness
from scripts.errors import AudioEditionError
from voices.loudness import integrated_lufs, level_db
from voices.model import RATE, Pcm
from voices.pitch import shift

Speech = Callable[..., Pcm]


def write_wav(path: Path, pcm: Pcm) -> Path:
    with wave.open(str(path), "wb") as file:
        file.setparams((1, 2, RATE, 0, "NONE", ""))
        file.writeframes(pcm.astype("<i2").tobytes())
    return path


@pytest.mark.parametrize("seconds", [0.5, 0.97, 3.0, 20.0])
@pytest.mark.parametrize("peak", [1_500, 25_000])
def test_the_meter_agrees_with_ffmpegs(speech: Speech, tmp_path: Path, seconds: float, peak: int) -> None:
    pcm = np.concatenate([speech(seconds, peak=peak), np.zeros(RATE // 3, np.int16)])
    measured = measure_loudness(write_wav(tmp_path / "a.wav", pcm))
    assert integrated_lufs(pcm) == pytest.approx(measured.integrated_lufs, abs=0.06)


def test_the_standards_tone() -> None:
    """A full-scale sine of 997 Hz in one channel reads -3.01 LUFS (BS.1770-4, annex 1)."""
    tone = 32_767 * np.sin(2 * np.pi * 997 * np.arange(5 * RATE) / RATE)
    assert integrated_lufs(tone) == pytest.approx(-3.01, abs=0.03)


def test_what_has_no_loudness() -> None:
    assert integrated_lufs(np.ones(RATE // 3, np.int16)) is None
    assert integrated_lufs(np.zeros(RATE, np.int16)) is None
    assert settle_gain_db(np.zeros(RATE, np.int16), -16.0, -1.9) == 0.0


@pytest.mark.parametrize("pitch_hz", [80.0, 140.0, 250.0])
@pytest.mark.parametrize("target", [-16.0, -19.0, -23.0])
def test_behind_the_limiter_a_voice_has_the_loudness_wanted(
    speech: Speech, pitch_hz: float, target: float
) -> None:
    passage = speech(12.0, peak=9_000, pitch_hz=pitch_hz)
    gain_db = settle_gain_db(passage, target, -1.9)
    assert integrated_lufs(limit(passage, gain_db, -1.9)) == pytest.approx(target, abs=0.1)


def usual(store: Any, key: str, semitones: float = 0.0, loudness: Loudness | None = None) -> Usual:
    return usual_of(store, key, semitones, loudness or Loudness(), Encoding())


def test_what_a_voice_is_like_is_settled_once(store: Any, speech: Speech) -> None:
    said = speech(8.0, peak=5_000)
    key = store.put_take("passage", said)
    first = usual(store, key)
    assert first == Usual(settle_gain_db(said, -16.0, -1.0 - headroom_db(96)), level_db(said))
    higher = usual(store, key, 7.0)
    assert higher == Usual(
        settle_gain_db(shift(said, RATE, 7.0), -16.0, -1.0 - headroom_db(96)),
        level_db(shift(said, RATE, 7.0)),
    )
    store.discard("take", key)
    assert (usual(store, key), usual(store, key, 7.0)) == (first, higher)
    for other in ({"semitones": 5.0}, {"loudness": Loudness(target_lufs=-20.0)}):
        with pytest.raises(AudioEditionError):
            usual(store, key, **other)


@pytest.mark.parametrize(
    "damage", [b"", b"NaN", b"1e9", b"null", b'"5"', b"\xff", b"[1.0]", b"[1e9, 0.0]", b'[1.0, "2"]', b"[1]"]
)
def test_a_damaged_entry_is_settled_again(store: Any, speech: Speech, damage: bytes) -> None:
    key = store.put_take("passage", speech(4.0, peak=5_000))
    first = usual(store, key)
    (entry,) = [name for name in store.entries if name[0] == "gain"]
    store.entries[entry] = damage
    assert usual(store, key) == first


@pytest.mark.parametrize("seconds", [0.5, 3.0])
def test_levels_of_one_voice_differ_as_its_loudness_does(speech: Speech, seconds: float) -> None:
    loud, soft = speech(seconds, peak=20_000), speech(seconds, peak=9_000)
    by_level = (level_db(loud) or 0.0) - (level_db(soft) or 0.0)
    by_loudness = (integrated_lufs(loud) or 0.0) - (integrated_lufs(soft) or 0.0)
    assert by_level == pytest.approx(by_loudness, abs=0.01)
    assert by_level > 6


def test_pauses_are_not_in_the_level(speech: Speech) -> None:
    line = speech(3.0, peak=12_000)
    halting = np.concatenate([line, np.zeros(2 * RATE, np.int16), line])
    assert level_db(halting) == pytest.approx(level_db(line), abs=0.3)


def test_what_has_no_level() -> None:
    assert level_db(np.zeros(0, np.int16)) is None
    assert level_db(np.zeros(RATE, np.int16)) is None
    assert level_db(np.full(RATE // 3, 9_000, np.int16)) is None


def test_what_is_louder_than_its_voice_is_turned_down_in_part() -> None:
    assert -2.0 < levelled_db(-25.0, -27.0) < -1.0
    assert levelled_db(-29.0, -27.0) == -levelled_db(-25.0, -27.0)
    assert levelled_db(-60.0, -27.0) == MOST_LEVELLED_DB
    assert levelled_db(-20.0, None) == levelled_db(None, -20.0) == 0.0
