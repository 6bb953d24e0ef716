"""The limiter: never above, never more than needed, deaf to its neighbours, and clean."""

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audio.limiter import BLOCK, FULL_SCALE, HOLD_BLOCKS, limit, true_peaks
from voices.model import RATE, Pcm

Speech = Callable[..., Pcm]


def peak_dbtp(pcm: Pcm) -> float:
    """True peak by 16-fold oversampling of the whole spectrum: slow, and nobody's approximation."""
    padded = np.concatenate([np.zeros(2_048), pcm.astype(np.float64), np.zeros(2_048)])
    spectrum = np.fft.rfft(padded)
    fine = np.fft.irfft(np.concatenate([spectrum, np.zeros(len(padded) * 15 // 2)]), len(padded) * 16) * 16
    return float(20 * np.log10(np.abs(fine).max() / FULL_SCALE))


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("gain_db", [0.0, 6.0, 14.0])
def test_the_true_peak_stays_below_the_ceiling(speech: Speech, seed: int, gain_db: float) -> None:
    limited = limit(speech(3.0, seed, pitch_hz=90 + 60 * seed), gain_db, -1.9)
    assert peak_dbtp(limited) <= -1.9 + 0.05


@settings(deadline=None, max_examples=60)
@given(
    st.lists(st.integers(-32_768, 32_767), min_size=1, max_size=400),
    st.floats(-20, 30),
    st.floats(-12, -0.5),
)
def test_no_sample_is_ever_above_the_ceiling(samples: list[int], gain_db: float, ceiling_dbtp: float) -> None:
    pcm = np.array(samples, dtype=np.int16)
    limited = limit(pcm, gain_db, ceiling_dbtp)
    assert len(limited) == len(pcm)
    assert np.abs(limited.astype(int)).max() <= np.ceil(FULL_SCALE * 10 ** (ceiling_dbtp / 20))


def test_what_is_quiet_enough_is_only_scaled(speech: Speech) -> None:
    pcm = speech(1.0, peak=4_000)
    assert np.array_equal(limit(pcm, 0.0, -1.0), pcm)
    halved = limit(pcm, -20 * np.log10(2), -1.0)
    assert np.abs(halved - pcm / 2).max() <= 0.51


def test_far_from_a_peak_nothing_changes(speech: Speech) -> None:
    pcm = speech(2.0, peak=8_000)
    loud = pcm.copy()
    loud[44_000:44_010] = 32_000
    reach = (2 * HOLD_BLOCKS + 3) * BLOCK
    quiet, limited = limit(pcm, 0.0, -6.0), limit(loud, 0.0, -6.0)
    assert np.array_equal(limited[: 44_000 - reach], quiet[: 44_000 - reach])
    assert np.array_equal(limited[44_010 + reach :], quiet[44_010 + reach :])
    assert np.abs(limited[44_000:44_010]).max() <= FULL_SCALE * 10 ** (-6 / 20)


def test_no_more_is_taken_than_needed(speech: Speech) -> None:
    """The loudest place ends up at the ceiling, not well below it."""
    assert peak_dbtp(limit(speech(3.0), 6.0, -1.9)) > -1.9 - 0.3


def test_a_steady_tone_keeps_its_shape() -> None:
    """No harmonics: a tone that is 8 dB too loud comes out as the same tone, 8 dB lower."""
    at = np.arange(RATE) / RATE
    tone = np.rint(32_000 * np.sin(2 * np.pi * 200 * at)).astype(np.int16)
    limited = limit(tone, 0.0, -8.0).astype(float)[RATE // 4 : RATE // 4 * 3]
    spectrum = np.abs(np.fft.rfft(limited * np.hanning(len(limited)))) ** 2
    at_200_hz = len(limited) * 200 // RATE
    fundamental = spectrum[at_200_hz - 4 : at_200_hz + 5].sum()
    assert 10 * np.log10((spectrum.sum() - fundamental) / fundamental) < -70


def test_the_gain_is_smooth(speech: Speech) -> None:
    """From one sample to the next it moves by less than 0.05 dB."""
    pcm = speech(2.0, peak=32_000)
    limited = limit(pcm, 6.0, -1.9).astype(float)
    sure = np.flatnonzero(np.abs(pcm) > 3_000)
    gain_db = 20 * np.log10(np.abs(limited[sure]) / np.abs(pcm[sure].astype(float)))
    neighbours = np.flatnonzero(np.diff(sure) == 1)
    assert np.abs(np.diff(gain_db)[neighbours]).max() < 0.05


def test_peaks_between_samples_are_seen() -> None:
    """A tone at a quarter of the rate, 45 degrees off: its samples are 3 dB below its peaks."""
    pcm = (20_000 * np.sin(np.pi / 2 * np.arange(4_000) + np.pi / 4)).astype(np.float32)
    _, peaks = true_peaks(pcm, 10_000)
    assert 20 * np.log10(np.median(peaks) / 20_000) == pytest.approx(0, abs=0.05)


def test_silence_and_nothing() -> None:
    assert len(limit(np.zeros(0, np.int16), 20.0, -1.0)) == 0
    assert not limit(np.zeros(500, np.int16), 60.0, -1.0).any()
