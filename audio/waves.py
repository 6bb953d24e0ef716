"""How loud a recording's speech is from moment to moment, for pictures of it.

Conventions
-----------
A level is a byte for each 1,152 frames (26 ms): 255 is 0 dBFS (RMS), a third of a decibel each step down, 0
is -85 dBFS and less. Levels follow from the takes and their gains; music is not in them. They are measured
as a chapter is encoded, while its takes are at hand, and kept in the store beside it, so an edit costs the
levels of its own piece.
"""

import itertools

import numpy as np
import numpy.typing as npt

from audio.model import Chapter
from voices.model import Pcm, Store
from voices.takes import read_take

KIND = "wave"
"""Of these entries, in the store."""
STEP_FRAMES = 1_152
_STEPS_PER_DB, _LOUDEST = 3, 255

Levels = npt.NDArray[np.uint8]
"""Shape (frames // STEP_FRAMES,)."""


def chapter_levels(chapter: Chapter, store: Store) -> Levels:
    """The levels of a chapter, from the store or measured. Raises TakeError if a take is missing there, or
    damaged."""
    if not chapter.pieces:
        return _levels(chapter, store)
    return np.concatenate([_levels(piece, store) for piece in chapter.pieces])


def _levels(chapter: Chapter, store: Store) -> Levels:
    reader = store.open(KIND, chapter.key)
    if reader is not None:
        with reader:
            levels = np.frombuffer(reader.read(), np.uint8)
        if len(levels) == chapter.frames // STEP_FRAMES:
            return levels
        store.discard(KIND, chapter.key)
    meter = Meter(chapter)
    for clip, start in zip(chapter.clips, chapter.starts, strict=True):
        if clip.frames:
            meter.add(read_take(store, clip.take).pcm, start, clip.gain_db)
    return meter.keep(store)


class Meter:
    """Measures the levels of a chapter that has no pieces, or of a piece, take by take."""

    def __init__(self, chapter: Chapter) -> None:
        self._key = chapter.key
        self._power = np.zeros(chapter.frames // STEP_FRAMES)
        """Mean square of each step; full scale is 1."""

    def add(self, pcm: Pcm, start: int, gain_db: float) -> None:
        """A take that begins at frame `start`."""
        before = start % STEP_FRAMES
        steps = -(-(before + len(pcm)) // STEP_FRAMES)
        padded = np.zeros(steps * STEP_FRAMES, np.float32)
        padded[before : before + len(pcm)] = pcm
        blocks = padded.reshape(steps, STEP_FRAMES)
        first = start // STEP_FRAMES
        scale = 10 ** (gain_db / 10) / 32_768**2 / STEP_FRAMES
        squares = np.einsum("ij,ij->i", blocks, blocks).astype(np.float64)
        self._power[first : first + steps] += scale * squares[: len(self._power) - first]

    def keep(self, store: Store) -> Levels:
        """Put what was measured into the store, and return it."""
        dbfs = 10 * np.log10(np.maximum(self._power, 1e-12))
        levels: Levels = np.clip(np.rint(_LOUDEST + _STEPS_PER_DB * dbfs), 0, _LOUDEST).astype(np.uint8)
        store.write(KIND, self._key, levels.tobytes())
        return levels


def amplitudes(levels: Levels, columns: int) -> list[float]:
    """The RMS of each of `columns` equal stretches, from 0 to 1 for the loudest.

    >>> amplitudes(np.array([255, 255, 0, 0], np.uint8), 2)
    [1.0, 0.0]
    """
    power = 10 ** ((np.arange(_LOUDEST + 1) - _LOUDEST) / _STEPS_PER_DB / 10)
    power[0] = 0.0
    edges = np.linspace(0, len(levels), columns + 1).astype(int)
    # Column by column: hours of levels as floating-point numbers would be more than all of the text.
    sums = [power[levels[first:end]].sum() for first, end in itertools.pairwise(edges)]
    means = np.array(sums) / np.maximum(1, np.diff(edges))
    loudest = float(np.max(means, initial=0.0)) or 1.0
    return [round(float(np.sqrt(max(0.0, mean) / loudest)), 4) for mean in means]
