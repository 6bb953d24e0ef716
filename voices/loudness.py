"""Loudness of samples in memory, by ITU-R BS.1770-4.

Conventions
-----------
Samples are floats at the scale of signed 16 bit, mono, at `voices.model.RATE`. The K-weighting is applied to
the spectrum, so no filter has to run sample by sample; the filter's coefficients follow De Man, "Evaluation
of implementations of the EBU R128 loudness measurement" (2018), and agree with the standard's at 48 kHz.
Whole blocks are counted, as ffmpeg's `ebur128` does. (pyloudnorm, the library for this, counts a last one
that is cut off as if it were whole, which moves a short sentence by up to 0.8 LU, and needs SciPy, which
would be loaded in every worker.)
"""

import functools
import math

import numpy as np
import numpy.typing as npt

from voices.model import RATE

FULL_SCALE = 32_768.0

_BLOCK_S, _STEP_S = 0.4, 0.1
_ABSOLUTE_GATE_LUFS = -70.0
_RELATIVE_GATE_LU = -10.0
_OFFSET_LU = -0.691
_LEVEL_EMPHASIS = np.float32(0.5)
_TAIL_FRAMES = RATE // 2
"""Zeros behind the samples: the weighting rings for that long, and the spectrum would wrap it to the
front."""


def integrated_lufs(samples: npt.NDArray[np.floating] | npt.NDArray[np.integer]) -> float | None:
    """Gated loudness of mono samples; None below 0.4 s, or if all of it is below -70 LUFS."""
    block, step = round(_BLOCK_S * RATE), round(_STEP_S * RATE)
    if len(samples) < block:
        return None
    energy = np.concatenate([[0.0], np.cumsum(_weighted(samples) ** 2)])
    starts = np.arange(0, len(samples) - block + 1, step)
    power = (energy[starts + block] - energy[starts]) / block
    loud = power[power > _power(_ABSOLUTE_GATE_LUFS)]
    if not len(loud):
        return None
    loud = loud[loud > loud.mean() * 10 ** (_RELATIVE_GATE_LU / 10)]
    return _OFFSET_LU + 10 * math.log10(float(loud.mean()))


def level_db(samples: npt.NDArray[np.integer]) -> float | None:
    """About how loud speech is, in dB against full scale; None below 0.4 s, or of silence.

    Blocks and relative gate of BS.1770, behind a difference of neighbours for a weighting. Takes of one voice
    are compared by it: it is within 0.1 dB of the difference in LUFS (standard deviation, the lines of an
    article in six voices), and costs a tenth.
    """
    hop, hops = round(_STEP_S * RATE), round(_BLOCK_S / _STEP_S)
    count = len(samples) // hop
    if count < hops:
        return None
    heard = samples[: count * hop].astype(np.float32)
    heard[1:] -= _LEVEL_EMPHASIS * heard[:-1].copy()
    of_hops = np.einsum("ij,ij->i", *(2 * [heard.reshape(count, hop)]), dtype=np.float64) / hop
    power = np.convolve(of_hops, np.full(hops, 1 / hops), "valid") / FULL_SCALE**2
    loud = power[power >= power.mean() * 10 ** (_RELATIVE_GATE_LU / 10)].mean()
    return round(10 * math.log10(loud), 3) if loud > 0 else None


def _power(lufs: float) -> float:
    return math.pow(10.0, (lufs - _OFFSET_LU) / 10)


def _weighted(samples: npt.NDArray[np.floating] | npt.NDArray[np.integer]) -> npt.NDArray[np.float64]:
    length = _fast_length(len(samples) + _TAIL_FRAMES)
    spectrum = np.fft.rfft(samples / FULL_SCALE, length) * _k_weighting(length)
    return np.fft.irfft(spectrum, length)[: len(samples)]


def _fast_length(least: int) -> int:
    """The least power of two, or three times one, that is not below `least`."""
    power: int = 1 << (least - 1).bit_length()
    return power * 3 // 4 if power * 3 // 4 >= least else power


@functools.lru_cache(maxsize=4)
def _k_weighting(length: int) -> npt.NDArray[np.complex128]:
    """Response at the frequencies of a real spectrum of `length` samples: a shelf for the head, a high
    pass."""
    delay = np.exp(-2j * np.pi * np.arange(length // 2 + 1) / length)
    shelf_k, shelf_q = math.tan(math.pi * 1_681.974450955533 / RATE), 0.7071752369554196
    high = 10 ** (3.999843853973347 / 20)
    band = high**0.4996667741545416
    shelf = _biquad(
        delay,
        (
            high + band * shelf_k / shelf_q + shelf_k**2,
            2 * (shelf_k**2 - high),
            high - band * shelf_k / shelf_q + shelf_k**2,
        ),
        (1 + shelf_k / shelf_q + shelf_k**2, 2 * (shelf_k**2 - 1), 1 - shelf_k / shelf_q + shelf_k**2),
    )
    pass_k, pass_q = math.tan(math.pi * 38.13547087602444 / RATE), 0.5003270373238773
    scale = 1 + pass_k / pass_q + pass_k**2
    high_pass = _biquad(
        delay, (1.0, -2.0, 1.0), (1.0, 2 * (pass_k**2 - 1) / scale, (1 - pass_k / pass_q + pass_k**2) / scale)
    )
    return shelf * high_pass


def _biquad(
    delay: npt.NDArray[np.complex128], above: tuple[float, float, float], below: tuple[float, float, float]
) -> npt.NDArray[np.complex128]:
    response: npt.NDArray[np.complex128] = (above[0] + (above[1] + above[2] * delay) * delay) / (
        below[0] + (below[1] + below[2] * delay) * delay
    )
    return response
