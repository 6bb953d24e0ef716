"""A look-ahead peak limiter for one take.

Conventions
-----------
Samples are floats at the scale of signed 16 bit (full scale is 32,768). Levels of peaks are true peaks: the
greatest value of the band-limited curve through the samples, estimated at quarters of a sample (as finely as
ITU-R BS.1770-4, annex 2, oversamples) and by parabolas between those. The gain moves as a raised cosine and
begins to fall before a peak, so nothing is clipped and no harmonics are added. What comes out depends on the
take and the two numbers given, on nothing that stands beside it.
"""

import functools

import numpy as np
import numpy.typing as npt

from voices.model import Pcm

Floats = npt.NDArray[np.float32]

FULL_SCALE = 32_768.0

BLOCK = 32
"""Samples per value of the gain curve (0.73 ms); between two values it is a straight line."""

HOLD_BLOCKS = 6
"""Blocks that the gain stays down at either side of a peak, and blocks that it takes to move."""

_SUSPECT = 10 ** (-3 / 20)
"""A peak between samples is looked for where a sample is within 3 dB of the limit. Only a tone above 11 kHz
can hide more, and speech has none of such a level."""

_TAPS = 12
"""Samples at either side from which the curve between two samples is computed."""


def limit(pcm: Pcm, gain_db: float, ceiling_dbtp: float) -> Pcm:
    """`pcm` louder by `gain_db`, turned down around peaks so that none exceeds `ceiling_dbtp`. Shape
    (frames,)."""
    if not len(pcm):
        return pcm
    return limit_samples(pcm.astype(np.float32) * np.float32(10 ** (gain_db / 20)), ceiling_dbtp)


def limit_samples(samples: Floats, ceiling_dbtp: float) -> Pcm:
    """`samples`, which are changed, turned down around peaks so that none exceeds `ceiling_dbtp`."""
    ceiling = FULL_SCALE * 10 ** (ceiling_dbtp / 20)
    where, peaks = true_peaks(samples, ceiling * _SUSPECT)
    loud = peaks > ceiling
    if loud.any():
        _apply(samples, where[loud], ceiling / peaks[loud])
    limited: Pcm = np.clip(np.rint(samples), -FULL_SCALE, FULL_SCALE - 1).astype(np.int16)
    return limited


def true_peaks(samples: Floats, above: float) -> tuple[npt.NDArray[np.intp], Floats]:
    """Where the samples have local maxima of at least `above`, and how high the curve through them is
    there."""
    padded = np.zeros(len(samples) + 2 * _TAPS, dtype=np.float32)
    padded[_TAPS : _TAPS + len(samples)] = samples
    level = np.abs(padded)
    where = np.flatnonzero(level >= above)
    where = where[(where >= _TAPS) & (where < _TAPS + len(samples))]
    where = where[(level[where] >= level[where - 1]) & (level[where] >= level[where + 1])]
    windows = np.lib.stride_tricks.sliding_window_view(padded, 2 * _TAPS + 1)[where - _TAPS]
    return where - _TAPS, _summits(np.abs(windows @ _interpolator()))


def _summits(curves: Floats) -> Floats:
    """Height of the highest place of each row, between the columns too: that of the parabola through the
    highest column and its neighbours. Shape (rows,)."""
    if not len(curves):
        return np.zeros(0, np.float32)
    rows = np.arange(len(curves))
    top = np.clip(curves.argmax(axis=1), 1, curves.shape[1] - 2)
    left, middle, right = curves[rows, top - 1], curves[rows, top], curves[rows, top + 1]
    bend = np.maximum(2 * middle - left - right, np.float32(1e-3))
    summits: Floats = middle + (right - left) ** 2 / (8 * bend)
    highest: Floats = np.maximum(summits, np.maximum(left, right))
    return highest


def _apply(samples: Floats, where: npt.NDArray[np.intp], gains: Floats) -> None:
    """Turn `samples` down in place so that the gain at each index of `where` is at most that of `gains`."""
    blocks = -(-len(samples) // BLOCK)
    needed = np.ones(blocks + 1, dtype=np.float32)
    np.minimum.at(needed, where // BLOCK, gains)
    curve = _smooth(needed)
    steps = np.arange(BLOCK, dtype=np.float32) / BLOCK
    ramp = curve[:-1, None] + (curve[1:] - curve[:-1])[:, None] * steps
    samples *= ramp.reshape(-1)[: len(samples)]


def _smooth(needed: Floats) -> Floats:
    """A curve that is nowhere above `needed` nor above the value of the block before: the least of the
    neighbourhood, averaged over a neighbourhood of the same size."""
    reach = HOLD_BLOCKS
    padded = np.pad(needed, 2 * reach + 1, constant_values=1.0)
    least = padded.copy()
    # One block more on the right: the line from one value to the next must stay below both.
    for shift in range(-reach, reach + 2):
        np.minimum(least, np.roll(padded, shift), out=least)
    window = np.hanning(2 * reach + 3)[1:-1]
    smooth: Floats = np.convolve(least, window / window.sum(), mode="same").astype(np.float32)
    inner: Floats = smooth[2 * reach + 1 : -(2 * reach + 1)]
    return inner


@functools.cache
def _interpolator() -> Floats:
    """Kaiser-windowed sincs that give the curve from one sample before to one behind, at quarters of a
    sample. Shape (2 * _TAPS + 1, 9)."""
    taps = np.arange(-_TAPS, _TAPS + 1)
    places = np.arange(-4, 5) / 4
    distance = taps[:, None] - places[None, :]
    inside = np.clip(1 - (distance / (_TAPS + 1)) ** 2, 0, 1)
    window = np.i0(5.0 * np.sqrt(inside)) / np.i0(5.0)
    kernel: Floats = (np.sinc(distance) * window).astype(np.float32)
    return kernel
