"""How loud a recording's speech is from moment to moment, for pictures of it.

Conventions
-----------
A level is a byte for each 1,152 frames (26 ms): 255 is 0 dBFS (RMS), a third of a decibel each step down, 0
is -85 dBFS and less. Levels follow from the takes and their gains; music is not in them. They are kept in the
store beside the chapters, so an edit costs the levels of its own piece.
"""

import itertools
from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from audio.model import Chapter
from voices.model import Store
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
    count = chapter.frames // STEP_FRAMES
    reader = store.open(KIND, chapter.key)
    if reader is not None:
        with reader:
            levels = np.frombuffer(reader.read(), np.uint8)
        if len(levels) == count:
            return levels
        store.discard(KIND, chapter.key)
    measured = _measured(chapter, store, count)
    store.write(KIND, chapter.key, measured.tobytes())
    return measured


def _measured(chapter: Chapter, store: Store, count: int) -> Levels:
    power = np.zeros(count)
    for first, powers in _powers(chapter, store):
        power[first : first + len(powers)] += powers[: count - first]
    dbfs = 10 * np.log10(np.maximum(power, 1e-12))
    levels: Levels = np.clip(np.rint(_LOUDEST + _STEPS_PER_DB * dbfs), 0, _LOUDEST).astype(np.uint8)
    return levels


def _powers(chapter: Chapter, store: Store) -> Iterator[tuple[int, npt.NDArray[np.float64]]]:
    """For each clip the step in which it begins, and the mean power of each step that it touches."""
    for clip, start in zip(chapter.clips, chapter.starts, strict=True):
        if not clip.frames:
            continue
        gain = 10 ** (clip.gain_db / 20) / 32_768
        before = start % STEP_FRAMES
        steps = -(-(before + clip.frames) // STEP_FRAMES)
        padded = np.zeros(steps * STEP_FRAMES)
        pcm = read_take(store, clip.take).pcm
        padded[before : before + len(pcm)] = pcm
        yield start // STEP_FRAMES, np.mean((padded.reshape(steps, STEP_FRAMES) * gain) ** 2, axis=1)


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
