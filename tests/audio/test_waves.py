"""Levels for pictures: true to the sound, kept, and measured again when they are damaged."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from audio.measure import decode
from audio.waves import KIND, STEP_FRAMES, amplitudes, chapter_levels
from tests.chapters.conftest import Edition, MemoryStore, _make
from voices.takes import TakeError


@pytest.fixture(scope="module")
def edition() -> Edition:
    return _make()


def test_levels_are_those_of_the_recording(edition: Edition, tmp_path: Path) -> None:
    edition.publish(tmp_path)
    sound = decode(tmp_path / "a.mp3").astype(np.float64) / 32_768
    told = np.concatenate([chapter_levels(chapter, edition.store) for chapter in edition.chapters])
    count = len(sound) // STEP_FRAMES
    assert len(told) == count
    power = np.mean(sound[: count * STEP_FRAMES].reshape(count, STEP_FRAMES) ** 2, axis=1)
    heard = 10 * np.log10(np.maximum(power, 1e-12))
    loud = heard > -40
    assert loud.sum() > 100
    assert np.median(np.abs((told[loud].astype(float) - 255) / 3 - heard[loud])) < 0.5
    assert set(told[heard < -80].tolist()) == {0}


def test_they_are_kept_and_a_damaged_entry_is_measured_again(edition: Edition) -> None:
    chapter, store = edition.chapters[0], MemoryStore()
    store.entries = {key: data for key, data in edition.store.entries.items() if key[0] == "take"}
    first = chapter_levels(chapter, store)
    without = MemoryStore()
    without.entries = {(KIND, chapter.key): store.entries[KIND, chapter.key]}
    assert np.array_equal(chapter_levels(chapter, without), first)
    store.entries[KIND, chapter.key] = b"short"
    assert np.array_equal(chapter_levels(chapter, store), first)
    with pytest.raises(TakeError):
        chapter_levels(replace(chapter, key="another"), without)


def test_a_chapter_in_pieces_is_their_levels_one_behind_the_other(edition: Edition) -> None:
    both = replace(edition.chapters[0], key="both", pieces=edition.chapters)
    parts = [chapter_levels(chapter, edition.store) for chapter in edition.chapters]
    assert np.array_equal(chapter_levels(both, edition.store), np.concatenate(parts))


def test_columns_cover_the_whole() -> None:
    levels = np.array([255] * 30 + [0] * 30 + [255] * 40, np.uint8)
    columns = amplitudes(levels, 10)
    assert columns == [1.0] * 3 + [0.0] * 3 + [1.0] * 4
    assert amplitudes(levels[:3], 10).count(0.0) < 10
    assert amplitudes(np.zeros(0, np.uint8), 4) == [0.0] * 4
