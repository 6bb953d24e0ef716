"""From an engine's speech to the samples of a take."""

import numpy as np
import numpy.typing as npt
import pytest

from scripts.errors import EngineError
from voices.model import RATE, Pcm, Speech
from voices.shape import AFTER_MS, BEFORE_MS, shape, to_pcm

Samples = npt.NDArray[np.float64]


def sine(seconds: float, level_db: float, rate: int, hertz: float = 440.0) -> Samples:
    return 10 ** (level_db / 20) * np.sin(2 * np.pi * hertz * np.arange(int(seconds * rate)) / rate)


def pcm(*parts: Samples) -> Pcm:
    return np.asarray(np.rint(np.concatenate(parts) * 32_767), np.int16)


def silence(seconds: float, rate: int) -> Samples:
    return np.zeros(int(seconds * rate))


@pytest.mark.parametrize("rate", [16_000, 17_227, 22_050, 24_000, 29_012, 44_100, 48_000])
def test_padding_goes_and_the_sound_stays(rate: int) -> None:
    speech = Speech(pcm(silence(0.4, rate), sine(1, -12, rate), silence(0.6, rate)), rate, ())
    shaped = shape(speech)
    kept = (BEFORE_MS + AFTER_MS) / 1000 + 1
    assert len(shaped.pcm) / RATE == pytest.approx(kept, abs=0.012)
    assert shaped.first_frame / RATE == pytest.approx(0.4 - BEFORE_MS / 1000, abs=0.006)


def test_soft_sounds_at_both_ends_stay() -> None:
    noise = np.random.default_rng(0).standard_normal
    soft_onset = 10 ** (-34 / 20) * 0.18 * noise(int(0.08 * 22_050))
    soft_end = 10 ** (-36 / 20) * 0.18 * noise(int(0.12 * 22_050))
    speech = Speech(
        pcm(silence(0.3, 22_050), soft_onset, sine(0.6, -12, 22_050), soft_end, silence(0.3, 22_050)),
        22_050,
        (),
    )
    assert len(shape(speech).pcm) / RATE == pytest.approx(0.8 + 0.04, abs=0.012)


def test_hiss_under_the_padding_goes() -> None:
    hiss = 10 ** (-62 / 20) * np.random.default_rng(0).standard_normal(22_050)
    speech = Speech(pcm(hiss, sine(0.5, -12, 22_050), hiss), 22_050, ())
    assert len(shape(speech).pcm) / RATE == pytest.approx(0.54, abs=0.012)


def test_a_tract_is_a_resampling() -> None:
    speech = Speech(pcm(sine(1, -12, 22_050, 400.0)), round(22_050 / 1.25), ())
    shaped = shape(speech)
    spectrum = np.abs(np.fft.rfft(shaped.pcm.astype(float)))
    heard_hz = spectrum.argmax() * RATE / len(shaped.pcm)
    assert heard_hz == pytest.approx(320, abs=2)


def test_the_level_stays() -> None:
    shaped = shape(Speech(pcm(sine(1, -20, 22_050)), 22_050, ()))
    middle = shaped.pcm[RATE // 4 : RATE // 2].astype(float) / 32_768
    assert 20 * np.log10(np.sqrt((middle**2).mean()) * np.sqrt(2)) == pytest.approx(-20, abs=0.05)


def test_what_is_too_loud_is_held_and_never_wraps() -> None:
    loud = np.asarray([0.99, 1.0, 1.2, -1.0, -1.3], np.float32)
    assert to_pcm(loud).tolist() == [32440, 32767, 32767, -32768, -32768]
    square = np.where(np.arange(22_050) % 50 < 25, 32_767, -32_768).astype(np.int16)
    shaped = shape(Speech(square, 22_050, ()))
    steps = np.abs(np.diff(shaped.pcm.astype(int)))
    assert steps.max() <= 65_535
    wrong = (shaped.pcm[400:-400:100].astype(int) == 0).mean()
    assert wrong < 0.05


@pytest.mark.parametrize("frames", [0, 1, 500, 22_050])
def test_silence_is_an_error(frames: int) -> None:
    with pytest.raises(EngineError, match="silence"):
        shape(Speech(np.zeros(frames, np.int16), 22_050, ()))


@pytest.mark.parametrize("frames", [1, 2, 50, 300])
def test_very_short_sounds_are_takes(frames: int) -> None:
    shaped = shape(Speech(np.full(frames, 9_000, np.int16), 22_050, ()))
    assert 1 <= len(shaped.pcm) <= 2 * frames + 1
    assert shaped.loud.any()
