"""Stitching with pydub: exact to the frame, in bounded pieces, without a word at import."""

import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import audio.stitch
from audio.room import ROOM_DBFS, room_tone
from audio.stitch import joined, segment, silence, stitch
from scripts.errors import SoundError
from voices.model import RATE, Pcm

SOUNDS = st.lists(st.tuples(st.integers(0, 3_000), st.integers(1, 3_000)), max_size=8)


@settings(deadline=None)
@given(SOUNDS, st.integers(0, 3_000), st.sampled_from([1, 2_000, 10**9]))
def test_each_sound_is_where_it_belongs(layout: list[tuple[int, int]], end: int, stretch: int) -> None:
    wanted = np.zeros(sum(gap + length for gap, length in layout) + end, np.int16)
    sounds, at = [], 0
    for number, (gap, length) in enumerate(layout, start=1):
        pcm = np.full(length, 1_000 + number, np.int16)
        sounds.append((at + gap, pcm))
        wanted[at : at + gap] = room_tone(gap) if at else 0
        wanted[at + gap : at + gap + length] = 1_000 + number
        at += gap + length
    before, audio.stitch.STRETCH_FRAMES = audio.stitch.STRETCH_FRAMES, stretch
    try:
        pieces = list(stitch(sounds, len(wanted)))
    finally:
        audio.stitch.STRETCH_FRAMES = before
    assert b"".join(pieces) == wanted.astype("<i2").tobytes()


@given(st.integers(0, 20 * RATE))
def test_silence_has_the_frames_asked_for(frames: int) -> None:
    assert silence(frames).raw_data == bytes(2 * frames)


def test_pieces_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(audio.stitch, "STRETCH_FRAMES", 1_000)
    sounds = [(at, np.ones(100, np.int16)) for at in range(0, 50_000, 200)]
    assert max(len(piece) for piece in stitch(sounds, 50_000)) <= 2 * 1_200


@pytest.mark.parametrize(
    "sounds",
    [[(0, np.ones(10, np.int16)), (9, np.ones(1, np.int16))], [(15, np.ones(10, np.int16))]],
    ids=["overlap", "too long"],
)
def test_what_does_not_fit_is_refused(sounds: list[tuple[int, Pcm]]) -> None:
    with pytest.raises(SoundError, match="does not fit"):
        list(stitch(sounds, 20))


def test_segments_are_mono_at_the_editions_rate() -> None:
    made = joined([segment(np.arange(100, dtype=np.int16)), silence(44)])
    assert (made.channels, made.sample_width, made.frame_rate) == (1, 2, RATE)
    assert made.raw_data == np.arange(100, dtype="<i2").tobytes() + bytes(88)


def test_importing_pydub_warns_of_nothing_even_without_ffmpeg() -> None:
    code = "import audio.stitch as s; print(len(s.silence(7).raw_data))"
    finished = subprocess.run(
        [sys.executable, "-W", "error", "-c", code],
        env={"PATH": "", "PYTHONPATH": ":".join(filter(None, sys.path)), "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (finished.stdout, finished.stderr, finished.returncode) == ("14\n", "", 0)


@pytest.mark.parametrize("frames", [0, 1, 7, RATE // 50, RATE, 8 * RATE])
def test_room_tone_begins_and_ends_in_silence(frames: int) -> None:
    tone = room_tone(frames)
    assert tone.dtype == np.int16
    assert len(tone) == frames
    assert not tone[:1].any()
    assert np.abs(tone[-2:]).max(initial=0) <= 1
    assert tone.tobytes() == room_tone(frames).tobytes()


def test_room_tone_is_as_loud_as_it_says() -> None:
    tone = room_tone(5 * RATE).astype(float)[RATE:-RATE]
    assert 20 * np.log10(tone.std() / 32_768) == pytest.approx(ROOM_DBFS, abs=0.5)
    assert np.abs(tone).max() < 32
    spectrum = np.abs(np.fft.rfft(tone)) ** 2
    hertz = np.fft.rfftfreq(len(tone), 1 / RATE)
    low, high = (spectrum[(hertz > a) & (hertz < a + 1_000)].sum() for a in (500, 6_000))
    assert low > 2 * high
