"""The pitch moves; the tempo, the tract and the sounds without a voice stay."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from voices.model import Pcm
from voices.pitch import pitch_track, shift

RATE = 22_050


def voice(pitch_hz: float, seconds: float = 1.0, formant_hz: float = 700.0, rate: int = RATE) -> Pcm:
    """Pulses through one resonance: as much of a voice as a pitch needs."""
    pulses = np.zeros(int(seconds * rate))
    at = np.arange(0, len(pulses) - 2, rate / pitch_hz)
    whole = at.astype(int)
    pulses[whole], pulses[whole + 1] = 1 - (at - whole), at - whole
    time_s = np.arange(int(0.03 * rate)) / rate
    ring = np.exp(-80 * time_s) * np.cos(2 * np.pi * formant_hz * time_s)
    sound = np.convolve(pulses, ring)[: len(pulses)]
    return np.asarray(np.rint(sound / np.abs(sound).max() * 12_000), np.int16)


def pitch_of(pcm: Pcm, rate: int = RATE) -> float:
    track_hz = pitch_track(pcm.astype(float), rate)
    return float(np.median(track_hz[track_hz > 0]))


def loudest_hz(pcm: Pcm, pitch_hz: float) -> float:
    """Centre of the strongest partials: where the resonance is."""
    power = np.abs(np.fft.rfft(pcm.astype(float))) ** 2
    hertz = np.fft.rfftfreq(len(pcm), 1 / RATE)
    near = (hertz > 2 * pitch_hz) & (hertz < 2_000)
    return float((power[near] * hertz[near]).sum() / power[near].sum())


@pytest.mark.parametrize("rate", [16_000, 22_050, 24_000, 44_100])
@pytest.mark.parametrize("pitch_hz", [70.0, 110.0, 190.0, 300.0])
def test_a_pitch_is_found(pitch_hz: float, rate: int) -> None:
    assert pitch_of(voice(pitch_hz, rate=rate), rate) == pytest.approx(pitch_hz, rel=0.01)


@pytest.mark.parametrize("semitones", [-4, -2, 1, 3, 5, 8])
def test_the_pitch_moves_by_what_was_asked(semitones: float) -> None:
    moved = shift(voice(110.0), RATE, semitones)
    assert pitch_of(moved) == pytest.approx(110 * 2 ** (semitones / 12), rel=0.015)


@pytest.mark.parametrize("semitones", [-3, 4, 7])
def test_the_resonance_stays(semitones: float) -> None:
    before = voice(100.0)
    after = shift(before, RATE, semitones)
    moved = loudest_hz(after, 100 * 2 ** (semitones / 12)) / loudest_hz(before, 100.0)
    assert moved == pytest.approx(1, abs=0.08)


def test_tempo_and_length_stay() -> None:
    gap = np.zeros(RATE // 3, np.int16)
    speech = np.concatenate([gap, voice(110.0, 0.4), gap, voice(130.0, 0.5), gap])
    moved = shift(speech, RATE, 5)
    assert len(moved) == len(speech)
    edges = [np.flatnonzero(np.abs(pcm.astype(int)) > 500)[[0, -1]] for pcm in (speech, moved)]
    assert np.abs(edges[0] - edges[1]).max() < 0.015 * RATE
    middle = slice(int(0.76 * RATE), int(1.02 * RATE))
    assert np.abs(moved[middle].astype(int)).max() < 300


def test_noise_passes_as_it_is() -> None:
    noise = np.asarray(np.random.default_rng(3).normal(0, 2_000, RATE), np.int16)
    moved = shift(noise, RATE, 6).astype(float)
    same = np.corrcoef(noise[500:-500].astype(float), moved[500:-500])[0, 1]
    assert same > 0.9


def test_no_shift_is_no_change() -> None:
    speech = voice(110.0)
    assert shift(speech, RATE, 0.0) is speech


def test_the_level_stays() -> None:
    speech = voice(110.0)
    for semitones in (-3, 6):
        moved = shift(speech, RATE, semitones)
        change_db = 10 * np.log10((moved.astype(float) ** 2).mean() / (speech.astype(float) ** 2).mean())
        assert abs(change_db) < 3


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 4_000), st.sampled_from(["silence", "noise", "step", "voice"]), st.floats(-12, 12))
def test_whatever_the_sound_nothing_breaks(frames: int, kind: str, semitones: float) -> None:
    pcm = {
        "silence": np.zeros(frames, np.int16),
        "noise": np.random.default_rng(1).integers(-32_768, 32_767, frames).astype(np.int16),
        "step": np.full(frames, 32_767, np.int16),
        "voice": voice(150.0)[:frames],
    }[kind]
    moved = shift(pcm, RATE, semitones)
    assert moved.dtype == np.int16
    assert len(moved) == len(pcm)
    assert moved.tobytes() == shift(pcm, RATE, semitones).tobytes()
