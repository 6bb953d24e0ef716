"""Another pitch for the same speaker: the melody moves, the vocal tract and the tempo stay.

TD-PSOLA (Moulines and Charpentier 1990): each period of the voice is cut out under a window and laid down
again nearer to the next or further from it. Nothing is modelled, so speech keeps its sound: on Piper's voice,
predicted MOS (DistillMOS) falls by 0.2 for 3 to 8 semitones up, where WORLD and Rubber Band lose 1 to 2.

Conventions
-----------
Sound is float64 at any scale, mono, shape (frames,). A pitch track has one value each `_HOP_S` seconds, in
Hertz; 0 where there is no voice. Marks are frames, one per period, in order.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from voices.model import Pcm

Sound = npt.NDArray[np.float64]
Frames = npt.NDArray[np.int64]

_LOWEST_HZ, _HIGHEST_HZ = 50.0, 420.0
_HOP_S, _WINDOW_S = 0.005, 0.045
_CANDIDATES = 5
_TRACKED_HZ = 11_025
"""The track is sought in a signal of about this rate: pitch lies far below its middle."""
_FORMANTS_FROM_HZ = 1_000.0

_UNVOICED, _QUIET, _OCTAVE_JUMP, _VOICING_CHANGE, _LOW = 0.45, 0.03, 0.35, 0.14, 0.03
"""Costs of the best path through the candidates, after Boersma (1993): how periodic sound must be to count as
voice; how loud against the loudest; what a jump costs per octave and a change of voicing; how much a low
pitch is disliked per octave."""

_WANDER = 0.15
"""How far a period may differ from the one that the track tells."""
_SHORTEST_VOICE_S = 0.015
_GRAIN_S = 0.005
"""Sound without a voice is laid down in grains of this length, where it was."""
_LEAST_COVER = 0.5


def shift(pcm: Pcm, rate: int, semitones: float) -> Pcm:
    """The same speech `semitones` higher, as many samples as before."""
    return Shifter(pcm, rate).by(semitones)


class Shifter:
    """Speech to be heard at several pitches: its own is tracked once, and only if there is need."""

    def __init__(self, pcm: Pcm, rate: int) -> None:
        self._pcm, self._rate = pcm, rate

    def by(self, semitones: float) -> Pcm:
        """The speech `semitones` higher, as many samples as before."""
        if not semitones or len(self._pcm) < self._rate * _WINDOW_S:
            return self._pcm
        sound, voiced = self._tracked
        moved = _Overlap(len(sound))
        for seed in _grains(len(sound), self._rate, voiced, 2 ** (semitones / 12)):
            moved.add(sound, *seed)
        return np.asarray(np.clip(np.rint(moved.sound()), -32_768, 32_767), np.int16)

    @cached_property
    def _tracked(self) -> tuple[Sound, Sequence[Frames]]:
        sound = self._pcm.astype(np.float64)
        return sound, list(_voiced(sound, self._rate))


class _Overlap:
    """Grains laid over one another, and how many windows lie on each sample."""

    def __init__(self, frames: int) -> None:
        self._sum, self._cover = np.zeros(frames), np.zeros(frames)

    def add(self, sound: Sound, centre: int, at: int, left: int, right: int) -> None:
        """Lay what is around `centre` down around `at`, under a raised cosine that ends `left` frames before
        it and `right` after."""
        left, right = min(left, centre, at), min(right, len(sound) - centre, len(sound) - at)
        if left < 2 or right < 2:
            return
        window = np.concatenate(
            [
                0.5 - 0.5 * np.cos(np.pi * np.arange(left) / left),
                0.5 + 0.5 * np.cos(np.pi * np.arange(right) / right),
            ]
        )
        self._sum[at - left : at + right] += sound[centre - left : centre + right] * window
        self._cover[at - left : at + right] += window

    def sound(self) -> Sound:
        return self._sum / np.maximum(self._cover, _LEAST_COVER)


def _grains(
    frames: int, rate: int, voiced: Sequence[Frames], ratio: float
) -> Iterator[tuple[int, int, int, int]]:
    """(centre, at, left, right) of each grain, in order of the sound they are cut from."""
    done = 0
    for marks in voiced:
        yield from _in_place(done, int(marks[0]), rate)
        yield from _respaced(marks, ratio)
        done = int(marks[-1])
    yield from _in_place(done, frames, rate)


def _in_place(start: int, end: int, rate: int) -> Iterator[tuple[int, int, int, int]]:
    """Grains that leave the sound from `start` to `end` as it is."""
    count = max(1, round((end - start) / (_GRAIN_S * rate)))
    edges = np.linspace(start, end, count + 1).astype(int)
    width = max(2, -(-(end - start) // count))
    for at in edges[1:-1] if start else edges[:-1]:
        yield int(at), int(at), width, width


def _respaced(marks: Frames, ratio: float) -> Iterator[tuple[int, int, int, int]]:
    """The periods at `marks`, `ratio` times as many in the same time."""
    after = np.append(np.diff(marks), marks[-1] - marks[-2])
    before = np.insert(np.diff(marks), 0, after[0])
    at = float(marks[0])
    while at <= marks[-1] + 1:
        nearest = int(np.argmin(np.abs(marks - at)))
        yield int(marks[nearest]), round(at), int(before[nearest]), int(after[nearest])
        at += float(np.interp(at, marks, after)) / ratio


def _voiced(sound: Sound, rate: int) -> Iterator[Frames]:
    """The marks of each stretch that has a voice."""
    track_hz = pitch_track(sound, rate)
    hop = _HOP_S * rate
    period = np.where(track_hz > 0, rate / np.maximum(track_hz, 1.0), 0.0)
    edges = np.flatnonzero(np.diff(np.concatenate([[0], track_hz > 0, [0]])))
    # The glottis closes with a pulse of one sign: all marks stand on it, so grains are alike.
    pulses = sound if (sound**3).sum() >= 0 else -sound
    for first, last in zip(edges[::2], edges[1::2], strict=True):
        start, end = max(0, round((first - 0.5) * hop)), min(len(sound), round((last - 0.5) * hop))
        if end - start < _SHORTEST_VOICE_S * rate:
            continue
        quarter = (end - start) // 4  # a mark needs a period on both sides
        middle = start + quarter + int(np.argmax(pulses[start + quarter : end - quarter]))
        stretch = _Stretch(sound, period, hop, start, end)
        marks = sorted({middle, *stretch.marks(middle, 1), *stretch.marks(middle, -1)})
        if len(marks) > 2:
            yield np.asarray(marks, np.int64)


@dataclass(frozen=True, slots=True)
class _Stretch:
    """A stretch with a voice."""

    sound: Sound
    period: Sound
    """Frames, one value per hop of the track."""
    hop: float
    start: int
    end: int

    def marks(self, at: int, direction: int) -> Iterator[int]:
        """From a mark on: each next one stands where a period looks most like the one before."""
        while (period := self.period[min(round(at / self.hop), len(self.period) - 1)]) > 0:
            half, wander = int(period / 2), int(_WANDER * period)
            low = int(at + direction * period) - wander
            high = low + 2 * wander + 1
            if min(low, at) < half or max(high, at) + half >= len(self.sound):
                return
            around = np.lib.stride_tricks.sliding_window_view(
                self.sound[low - half : high + half - 1], 2 * half
            )
            likeness = around @ self.sound[at - half : at + half]
            likeness = likeness / np.sqrt((around**2).sum(axis=1) + 1e-9)
            at = low + int(likeness.argmax())
            if not self.start <= at < self.end:
                return
            yield at


def pitch_track(sound: Sound, rate: int) -> Sound:
    """Pitch in Hertz each `_HOP_S` seconds, by autocorrelation and the best path (Boersma 1993)."""
    step = max(1, round(rate / _TRACKED_HZ))
    tracked_hz = rate / step
    length = 1 << len(sound).bit_length()  # a transform of a prime length takes ten times as long
    spectrum = np.fft.rfft(sound, length)
    spectrum[np.fft.rfftfreq(length, 1 / rate) > _FORMANTS_FROM_HZ] = 0
    slow = np.fft.irfft(spectrum, length)[: len(sound) : step]
    lags, scores = _candidates(slow, tracked_hz)
    path = _best_path(lags, scores)
    lag = lags[np.arange(len(lags)), path]
    return np.where(lag > 0, tracked_hz / np.maximum(lag, 1.0), 0.0)


def _candidates(sound: Sound, rate: float) -> tuple[Sound, Sound]:
    """Lags in samples that might be a period, and how good each is; the last one, 0, stands for no voice.

    Both of shape (hops, _CANDIDATES + 1).
    """
    width = int(_WINDOW_S * rate)
    count = int(len(sound) / (_HOP_S * rate)) + 1
    starts = (np.arange(count) * _HOP_S * rate).astype(int) + width // 2
    padded = np.pad(sound, (width, 2 * width))
    window = np.hanning(width)
    pieces = np.lib.stride_tricks.sliding_window_view(padded, width)[starts]
    pieces = (pieces - pieces.mean(axis=1, keepdims=True)) * window
    alike = _autocorrelation(pieces)
    loud = np.sqrt(alike[:, 0] / (window**2).sum())
    shape = _autocorrelation(window[None])[0]
    alike = alike / np.maximum(alike[:, :1], 1e-9) / np.maximum(shape / shape[0], 0.05)
    first, last = int(rate / _HIGHEST_HZ), int(rate / _LOWEST_HZ) + 1
    lags, scores = np.zeros((count, _CANDIDATES + 1)), np.full((count, _CANDIDATES + 1), -1e9)
    floor = _QUIET * max(float(np.percentile(loud, 95)), 1e-9)
    scores[:, -1] = _UNVOICED + np.maximum(0.0, 2 - 2 * loud / floor)
    inner = alike[:, first : last + 1]
    peaks = (inner > alike[:, first - 1 : last]) & (inner >= alike[:, first + 1 : last + 2])
    liked = np.where(peaks, inner - _LOW * np.log2(np.arange(first, last + 1) / first), -1e9)
    best = np.argsort(-liked, axis=1, kind="stable")[:, :_CANDIDATES]
    rows = np.arange(count)[:, None]
    known = liked[rows, best] > -1e8
    left, here, right = (alike[rows, best + first + shift] for shift in (-1, 0, 1))
    bend = left - 2 * here + right
    exact = best + first + 0.5 * (left - right) / np.where(bend < -1e-12, bend, -1.0)
    lags[:, :-1], scores[:, :-1] = np.where(known, exact, 0.0), liked[rows, best]
    return lags, scores


def _autocorrelation(pieces: Sound) -> Sound:
    length = 1 << (2 * pieces.shape[1] - 1).bit_length()
    power = np.abs(np.fft.rfft(pieces, length)) ** 2
    return np.asarray(np.fft.irfft(power, length)[:, : pieces.shape[1]])


def _best_path(lags: Sound, scores: Sound) -> Frames:
    """Which candidate to take at each hop: good ones, with little jumping (Viterbi)."""
    octaves = np.log2(np.maximum(lags, 1e-9))
    voice = lags > 0
    came_from = np.zeros(lags.shape, np.int64)
    best = -scores[0]
    for hop in range(1, len(lags)):
        jump = _OCTAVE_JUMP * np.abs(octaves[hop][:, None] - octaves[hop - 1])
        both = voice[hop][:, None] & voice[hop - 1]
        changed = voice[hop][:, None] != voice[hop - 1]
        total = best + np.where(both, jump, np.where(changed, _VOICING_CHANGE, 0.0))
        came_from[hop] = total.argmin(axis=1)
        best = total.min(axis=1) - scores[hop]
    path = np.zeros(len(lags), np.int64)
    path[-1] = best.argmin()
    for hop in range(len(lags) - 1, 0, -1):
        path[hop - 1] = came_from[hop][path[hop]]
    return path
