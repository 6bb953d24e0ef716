"""Long chapters are encoded in pieces: an edit encodes its own, and nothing of it can be heard."""

import hashlib
from pathlib import Path

import numpy as np
import pytest

from audio.chapter import PIECE, encode_chapter, plan_chapter, read_chapter
from audio.model import Chapter, Clip, Codec, Encoding, Loudness, Pacing
from audio.mp3 import SAMPLES_PER_FRAME
from audio.pacing import EDGE_MS, LEAST_PIECE_S, MOST_PIECE_S, frames_from_ms
from audio.tools import run_ffmpeg
from edition.store import FolderStore
from scripts.model import Boundary
from voices import blob
from voices.model import RATE, TakeInfo

EDGE = frames_from_ms(EDGE_MS)


def key(name: object) -> str:
    return hashlib.sha256(str(name).encode()).hexdigest()


def clip(name: object, seconds: float = 2.0, boundary: Boundary = Boundary.SENTENCE) -> Clip:
    return Clip(key(name), round(seconds * RATE), 0.0, boundary)


def planned(clips: list[Clip], pacing: Pacing | None = None) -> Chapter:
    return plan_chapter(clips, pacing or Pacing(), Encoding(), Loudness(), encoder="test")


CLIPS = [clip(n, 1.5 + n % 5) for n in range(300)]


def test_pieces_tile_the_chapter_on_whole_frames_between_silences() -> None:
    chapter = planned(CLIPS)
    assert len(chapter.pieces) > 5
    assert sum(piece.frames for piece in chapter.pieces) == chapter.frames
    assert [c for piece in chapter.pieces for c in piece.clips] == list(chapter.clips)
    begin = 0
    for piece in chapter.pieces:
        assert piece.frames % SAMPLES_PER_FRAME == 0
        assert [begin + start for start in piece.starts] == list(chapter.starts)[: len(piece.starts)] or begin
        assert piece.starts[0] >= EDGE
        assert piece.starts[-1] + piece.clips[-1].frames + EDGE <= piece.frames
        begin += piece.frames
    lengths = [piece.frames / RATE for piece in chapter.pieces]
    assert all(length >= LEAST_PIECE_S for length in lengths[:-1])
    assert all(length <= MOST_PIECE_S + 10 for length in lengths)


def test_pauses_are_as_asked_or_a_frame_longer() -> None:
    chapter = planned(CLIPS)
    pause = frames_from_ms(Pacing().sentence_ms)
    ends = [start + c.frames for start, c in zip(chapter.starts, chapter.clips, strict=True)]
    gaps = [start - end for start, end in zip(chapter.starts[1:], ends, strict=False)]
    assert all(pause <= gap < pause + SAMPLES_PER_FRAME for gap in gaps)
    assert sum(gap > pause for gap in gaps) <= len(chapter.pieces)


@pytest.mark.parametrize("at", [0, 1, 57, 150, 299])
@pytest.mark.parametrize("edit", ["changed", "inserted", "deleted"])
def test_an_edit_changes_few_pieces_wherever_it_is(at: int, edit: str) -> None:
    before = {piece.key for piece in planned(CLIPS).pieces}
    clips = list(CLIPS)
    if edit == "inserted":
        clips.insert(at, clip("new", 3.3))
    elif edit == "deleted":
        del clips[at]
    else:
        clips[at] = clip("new", 3.3)
    after = {piece.key for piece in planned(clips).pieces}
    assert 1 <= len(after - before) <= 3


def test_without_silence_there_is_no_cut_and_short_chapters_are_whole() -> None:
    assert planned(CLIPS, Pacing(sentence_ms=100)).pieces == ()
    assert planned(CLIPS[:3]).pieces == ()


def test_the_sound_is_that_of_the_chapter_in_one_go(tmp_path: Path) -> None:
    """Decoded, it is the encoded whole to within the codec's own noise, joins included; a changed take
    encodes one piece."""
    store = FolderStore(tmp_path)
    draw = np.random.default_rng(1)
    clips = []
    for n in range(48):
        wave = 6000 * np.sin(2 * np.pi * (200 + 10 * n) / RATE * np.arange(3 * RATE)) + draw.normal(
            0, 300, 3 * RATE
        )
        pcm = np.asarray(wave, np.int16)
        store.write("take", key(n), blob.encode(TakeInfo(key(n), len(pcm), (), None), (), pcm))
        clips.append(Clip(key(n), len(pcm), 0.0, Boundary.PARAGRAPH))
    chapter = planned(clips)
    assert len(chapter.pieces) > 2
    encode_chapter(chapter, store, Encoding(), Loudness())
    whole = Chapter(key("whole"), chapter.clips, chapter.starts, chapter.frames)
    encode_chapter(whole, store, Encoding(), Loudness())
    in_pieces, in_one = (_decoded(read_chapter(store, c.key)) for c in (chapter, whole))
    assert len(in_pieces) == len(in_one)
    difference = in_pieces.astype(np.float64) - in_one
    begin = 0
    for piece in chapter.pieces[:-1]:
        begin += piece.frames
        around = slice(begin + 1105 - 2 * SAMPLES_PER_FRAME, begin + 1105 + 2 * SAMPLES_PER_FRAME)
        assert np.abs(in_pieces[around]).max() <= np.abs(in_one[around]).max() + 40, "no click at a join"
    assert np.sqrt(np.mean(difference**2)) < 0.02 * np.sqrt(np.mean(in_one.astype(np.float64) ** 2))

    entries = set((tmp_path / "v1" / PIECE).glob("*/*"))
    changed = [*clips[:12], Clip(key(3), 3 * RATE, 0.0, Boundary.PARAGRAPH), *clips[13:]]
    encode_chapter(planned(changed), store, Encoding(), Loudness())
    assert 1 <= len(set((tmp_path / "v1" / PIECE).glob("*/*")) - entries) <= 2


def test_a_damaged_piece_is_encoded_again(tmp_path: Path) -> None:
    store = FolderStore(tmp_path)
    pcm = np.asarray(3000 * np.sin(np.arange(20 * RATE) / 9), np.int16)
    for n in range(3):
        store.write("take", key(n), blob.encode(TakeInfo(key(n), len(pcm), (), None), (), pcm))
    chapter = planned([clip(n, 20) for n in (0, 1, 2) for _ in range(3)])
    assert chapter.pieces
    encode_chapter(chapter, store, Encoding(), Loudness())
    good = read_chapter(store, chapter.key)
    for path in (tmp_path / "v1" / PIECE).glob("*/*"):
        path.write_bytes(path.read_bytes()[:-1])
    store.discard(Codec.MP3, chapter.key)
    encode_chapter(chapter, store, Encoding(), Loudness())
    assert read_chapter(store, chapter.key) == good


def _decoded(mp3: bytes) -> np.ndarray[tuple[int], np.dtype[np.int16]]:
    arguments = ["-loglevel", "error", "-f", "mp3", "-i", "pipe:0", "-f", "s16le", "pipe:1"]
    return np.frombuffer(run_ffmpeg(arguments, timeout_s=60, feed=[mp3]).stdout, np.int16)
