"""Music: where it plays and how loud, what it does to the speech, and which files are refused."""

import wave
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audio.chapter import encode_chapter, read_chapter
from audio.mastering import settle_gain_db
from audio.measure import decode, measure_loudness
from audio.mixing import mixed, read_piece
from audio.model import Bed, Chapter, Clip, Encoding, Loudness, Music, Pacing
from audio.mp3 import SAMPLES_PER_FRAME, join
from audio.music import NO_SCORE, Cue, Piece, Placement, Score
from audio.pacing import EDGE_MS, frames_from_ms, plan_chapter
from scripts.errors import SoundError
from scripts.model import Boundary
from tests.audio.conftest import MemoryStore
from voices.model import RATE, Pcm

EDGE = frames_from_ms(EDGE_MS)
TONE_HZ = 6_000
"""Of the test's music: above all that the test's speech has."""


def clips(*frames: int) -> list[Clip]:
    return [Clip(f"take{number}", n, 0.0, Boundary.SENTENCE) for number, n in enumerate(frames)]


def plan(placed: list[Clip], score: Score) -> Chapter:
    return plan_chapter(placed, Pacing(), Encoding(), Loudness(), encoder="test", score=score)


def opening(seconds: float, under: int = 0, **music: float) -> Score:
    piece = Piece("music", round(seconds * RATE), -20.0)
    return Score(Music(**music), opening=Cue(Placement.INTRO, piece, under))  # type: ignore[arg-type]


def closing(seconds: float, under: int = 0, **music: float) -> Score:
    piece = Piece("music", round(seconds * RATE), -20.0)
    return Score(Music(**music), closing=Cue(Placement.OUTRO, piece, under))  # type: ignore[arg-type]


@given(
    st.lists(st.integers(0, 200_000), max_size=5),
    st.integers(RATE // 2, 20 * RATE),
    st.integers(0, 5),
    st.builds(
        Music,
        gain_db=st.just(0.0),
        duck_db=st.floats(0, 60),
        alone_ms=st.integers(0, 9_000),
        fade_ms=st.integers(0, 9_000),
    ),
    st.booleans(),
)
def test_music_stays_inside_piece_and_chapter(
    frames: list[int], length: int, under: int, music: Music, at_end: bool
) -> None:
    placement = Placement.OUTRO if at_end else Placement.INTRO
    cue = Cue(placement, Piece("music", length, -20.0), min(under, len(frames)))
    score = Score(music, closing=cue) if at_end else Score(music, opening=cue)
    chapter = plan(clips(*frames), score)
    (bed,) = chapter.beds
    at = [frame for frame, _ in bed.curve]
    assert at == sorted(set(at))
    assert (bed.curve[0], bed.curve[-1][1]) == ((0, 0.0), 0.0)
    assert all(0 <= level <= 1 for _, level in bed.curve)
    assert at[-1] <= length
    assert EDGE <= bed.start < bed.end <= chapter.frames - EDGE
    assert chapter.frames % SAMPLES_PER_FRAME == 0
    quiet = plan(clips(*frames), NO_SCORE)
    shift = {a - b for a, b in zip(chapter.starts, quiet.starts, strict=True)}
    assert len(shift) <= 1
    assert not at_end or shift <= {0}


def test_an_opening_is_alone_then_under_the_intro_then_gone() -> None:
    chapter = plan(clips(2 * RATE, 3 * RATE, RATE), opening(60, 2, alone_ms=3000, fade_ms=1000, duck_db=20))
    (bed,) = chapter.beds
    assert bed.start == EDGE
    assert chapter.starts[0] == EDGE + 3 * RATE
    over = chapter.starts[1] + 3 * RATE
    assert [frame + bed.start for frame, _ in bed.curve][-3:] == [chapter.starts[0], over, over + RATE]
    assert [round(level, 3) for _, level in bed.curve] == [0, 1, 1, 0.1, 0.1, 0]
    assert bed.gain_db == pytest.approx(4)


def test_a_short_sting_is_followed_by_the_usual_pause() -> None:
    chapter = plan(clips(RATE), opening(2))
    assert chapter.beds[0].end == EDGE + 2 * RATE
    assert chapter.starts[0] == chapter.beds[0].end + frames_from_ms(Pacing().lead_ms)


def test_a_closing_lies_under_the_outro_and_plays_on() -> None:
    chapter = plan(clips(2 * RATE, 3 * RATE), closing(60, 1, alone_ms=3000, fade_ms=1000))
    (bed,) = chapter.beds
    assert chapter.starts[0] + 2 * RATE <= bed.start < chapter.starts[1]
    over = chapter.starts[1] + 3 * RATE - bed.start
    levels = dict(bed.curve)
    assert levels[over] == pytest.approx(10 ** (-15 / 20))
    assert max(levels) == over + RATE * 2 // 5 + 3 * RATE + RATE
    assert chapter.frames >= bed.end + EDGE


def test_only_music_changes_the_key() -> None:
    placed = clips(RATE, RATE)
    base = plan(placed, NO_SCORE).key
    keys = {
        plan(placed, opening(9)).key,
        plan(placed, opening(9, duck_db=10)).key,
        plan(placed, opening(9, gain_db=1)).key,
        plan(placed, closing(9)).key,
        plan(placed, Score(opening=Cue(Placement.INTRO, Piece("other", 9 * RATE, -20.0)))).key,
    }
    assert len(keys | {base}) == 6
    assert plan(placed, Score(Music(intro="x.mp3"))).key == base


@settings(deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 500), st.integers(1, 900)), max_size=6),
    st.lists(st.tuples(st.integers(0, 3_000), st.integers(2, 2_000)), min_size=1, max_size=2),
)
def test_what_is_mixed_is_the_sum(layout: list[tuple[int, int]], places: list[tuple[int, int]]) -> None:
    wanted = np.zeros(20_000)
    sounds, at = [], 0
    for gap, length in layout:
        sounds.append((at + gap, np.full(length, 1_000, np.int16)))
        wanted[at + gap : at + gap + length] += 1_000
        at += gap + length
    beds = [Bed("", start, ((0, 0.0), (n // 2, 1.0), (n, 0.0)), 0.0) for start, n in sorted(places) if n > 2]
    pieces = [np.full(bed.end - bed.start, 2_000, np.int16) for bed in beds]
    for bed in beds:
        middle, end = bed.curve[1][0], bed.curve[2][0]
        wanted[bed.start : bed.end] += 2_000 * np.interp(np.arange(end), [0, middle, end], [0, 1, 0])
    made = list(mixed(sounds, beds, pieces, makeup_db=0.0, peak_dbtp=-1.0))
    assert [start for start, _ in made] == sorted(start for start, _ in made)
    heard = np.zeros(20_000)
    end = 0
    for start, pcm in made:
        assert start >= end
        end = start + len(pcm)
        heard[start:end] = pcm
    assert np.abs(heard - wanted).max() <= len(beds)


def level_db(pcm: Pcm, start: int, end: int, hertz: float) -> float:
    """Of one tone in a stretch."""
    stretch = pcm[start:end].astype(np.float64) * np.hanning(end - start)
    at = np.arange(end - start) / RATE
    return float(
        20 * np.log10(abs(np.sum(stretch * np.exp(-2j * np.pi * hertz * at))) / (end - start) + 1e-9)
    )


def test_music_is_turned_down_under_speech_in_the_file(
    store: MemoryStore, speech: Callable[..., Pcm], tmp_path: Path
) -> None:
    tone = np.rint(9_000 * np.sin(2 * np.pi * TONE_HZ * np.arange(30 * RATE) / RATE)).astype(np.int16)
    words = [speech(8, seed, pitch_hz=90) for seed in range(3)]
    loudness = Loudness()
    gain_db = settle_gain_db(words[0], loudness.target_lufs, loudness.ceiling_dbtp - 0.9)
    placed = [
        Clip(store.put_take(f"words {number}", pcm), len(pcm), gain_db, Boundary.SENTENCE)
        for number, pcm in enumerate(words)
    ]
    path = tmp_path / "tone.wav"
    write_wav(path, tone)
    piece = read_piece(path, store)
    # The meter's weighting hears the tone louder than it is: it is brought to the loudness of the speech.
    assert -13 < piece.lufs < -7
    score = Score(
        Music(duck_db=18, alone_ms=5_000, fade_ms=1_000),
        Cue(Placement.INTRO, piece, 1),
        Cue(Placement.OUTRO, piece, 1),
    )
    chapter = plan_chapter(placed, Pacing(), Encoding(), loudness, encoder="test", score=score)
    encode_chapter(chapter, store, Encoding(), loudness)
    mp3 = tmp_path / "made.mp3"
    with mp3.open("wb") as file:
        join([read_chapter(store, chapter.key)], file)
    heard = decode(mp3)
    assert len(heard) == chapter.frames
    first, second, third = chapter.starts
    alone = level_db(heard, EDGE + RATE, EDGE + 4 * RATE, TONE_HZ)
    under = level_db(heard, first + RATE, first + 7 * RATE, TONE_HZ)
    assert alone - under == pytest.approx(18, abs=1)
    between = level_db(heard, second + RATE, second + 5 * RATE, TONE_HZ)
    assert alone - between > 40
    outro = level_db(heard, third + RATE, third + 7 * RATE, TONE_HZ)
    after = level_db(heard, third + 9 * RATE, third + 12 * RATE, TONE_HZ)
    assert after - outro == pytest.approx(18, abs=1)
    measured = measure_loudness(mp3)
    assert measured.integrated_lufs == pytest.approx(loudness.target_lufs, abs=0.5)
    assert measured.true_peak_dbtp <= loudness.ceiling_dbtp


def write_wav(path: Path, pcm: Pcm, rate: int = RATE, channels: int = 1) -> None:
    with wave.open(str(path), "wb") as file:
        file.setparams((channels, 2, rate, 0, "NONE", ""))
        file.writeframes(np.repeat(pcm, channels).astype("<i2").tobytes())


def test_a_file_of_another_form_is_brought_to_ours_and_read_once(store: MemoryStore, tmp_path: Path) -> None:
    path = tmp_path / "stereo.wav"
    pcm = np.rint(9_000 * np.sin(np.arange(2 * 48_000) / 20)).astype(np.int16)
    write_wav(path, pcm, 48_000, channels=2)
    piece = read_piece(path, store)
    assert abs(piece.frames - 2 * RATE) <= 1
    before = dict(store.entries)
    other = path.rename(tmp_path / "renamed.wav")
    assert read_piece(other, store) == piece
    assert store.entries == before
    write_wav(other, pcm // 2)
    assert read_piece(other, store).key != piece.key


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (None, "cannot be read"),
        (b"no sound at all", "is no sound"),
        (b"", "is no sound"),
        (b"#EXTM3U\n#EXTINF:1,\nhttps://example.org/a.mp3\n", "is no sound"),
    ],
)
def test_files_that_are_no_music_are_refused(
    store: MemoryStore, tmp_path: Path, data: bytes | None, problem: str
) -> None:
    path = tmp_path / "-y.mp3"
    if data is not None:
        path.write_bytes(data)
    with pytest.raises(SoundError, match=problem):
        read_piece(path, store)
    assert not store.entries


@pytest.mark.parametrize("seconds", [0.01, 0.2, 0.39])
def test_a_bell_may_be_as_short_as_it_likes(store: MemoryStore, tmp_path: Path, seconds: float) -> None:
    path = tmp_path / "bell.wav"
    pcm = np.rint(9_000 * np.sin(np.arange(round(seconds * RATE)) / 20)).astype(np.int16)
    write_wav(path, pcm)

    piece = read_piece(path, store)

    assert piece.frames == len(pcm)
    assert -60 < piece.lufs < -13


def test_silence_is_no_music(store: MemoryStore, tmp_path: Path) -> None:
    write_wav(tmp_path / "silent.wav", np.zeros(RATE, np.int16))
    with pytest.raises(SoundError, match="holds no sound"):
        read_piece(tmp_path / "silent.wav", store)
