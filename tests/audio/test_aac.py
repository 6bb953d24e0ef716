"""Chapters in AAC: as many frames as their samples take, and nothing else let through."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from audio.aac import SAMPLES_PER_FRAME, kbps_for, keep_samples, raw_frames
from audio.chapter import encode_chapter, has_chapter, plan_chapter, read_chapter
from audio.measure import measure_frames, measure_loudness
from audio.model import Chapter, Clip, Codec, Encoding, Loudness, Pacing
from scripts.errors import SoundError
from scripts.model import Boundary
from voices.model import Pcm

Speech = Callable[..., Pcm]


def make(store: Any, pcm: Pcm, kbps: int = 96, gain_db: float = 0.0) -> Chapter:
    clips = [Clip(store.put_take("a", pcm), len(pcm), gain_db, Boundary.SECTION)]
    chapter = plan_chapter(clips, Pacing(), Encoding(kbps), Loudness())
    encode_chapter(chapter, store, Encoding(kbps), Loudness(), Codec.AAC)
    return chapter


@pytest.mark.parametrize("kbps", [32, 96, 320])
def test_a_chapter_has_a_frame_for_each_thousand_samples_and_one_more(
    store: Any, speech: Speech, kbps: int
) -> None:
    chapter = make(store, speech(1.3), kbps)
    frames = raw_frames(read_chapter(store, chapter.key, Codec.AAC))
    assert len(frames) == chapter.frames // SAMPLES_PER_FRAME + 1
    rate_kbps = sum(map(len, frames)) * 8 * 44.1 / chapter.frames
    assert rate_kbps < kbps_for(kbps) * 1.1
    # Nothing is left of the encoder's name, which the first frame would carry.
    assert b"Lavc" not in b"".join(frames)


@pytest.mark.parametrize(
    ("kbps", "gain_db"), [(32, 6.0), (48, 6.0), (64, 8.0), (96, 8.0), (128, 8.0), (320, 8.0)]
)
def test_the_true_peak_stays_below_the_ceiling(
    store: Any, speech: Speech, tmp_path: Path, kbps: int, gain_db: float
) -> None:
    chapter = make(store, speech(6.0), kbps, gain_db)
    path = tmp_path / "a.aac"
    path.write_bytes(read_chapter(store, chapter.key, Codec.AAC))
    assert -5.0 <= measure_loudness(path).true_peak_dbtp <= -1.0


def test_what_the_encoder_raises_beyond_its_headroom_is_encoded_again(
    store: Any, speech: Speech, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("audio.chapter._AAC_HEADROOM_DB", -0.5)

    def peak_dbtp() -> float:
        chapter = make(store, speech(4.0), 96, 12.0)
        return measure_frames(read_chapter(store, chapter.key, Codec.AAC), "aac").true_peak_dbtp

    assert -2.0 <= peak_dbtp() <= -1.0
    monkeypatch.setattr("audio.chapter._MOST_TRIES", 1)
    assert peak_dbtp() > -1.0


def test_both_codecs_of_a_chapter_live_in_the_store_side_by_side(store: Any, speech: Speech) -> None:
    chapter = make(store, speech(0.5))
    assert has_chapter(store, chapter.key, Codec.AAC)
    assert not has_chapter(store, chapter.key)
    encode_chapter(chapter, store, Encoding(), Loudness())
    assert has_chapter(store, chapter.key)
    assert read_chapter(store, chapter.key) != read_chapter(store, chapter.key, Codec.AAC)


def test_the_same_chapter_gives_the_same_bytes(store: Any, speech: Speech) -> None:
    chapter = make(store, speech(1.0))
    first = read_chapter(store, chapter.key, Codec.AAC)
    store.discard(Codec.AAC, chapter.key)
    encode_chapter(chapter, store, Encoding(), Loudness(), Codec.AAC)
    assert read_chapter(store, chapter.key, Codec.AAC) == first


def test_damage_in_the_store_is_noticed(store: Any, speech: Speech) -> None:
    chapter = make(store, speech(0.5))
    entry = store.entries[Codec.AAC, chapter.key]
    store.entries[Codec.AAC, chapter.key] = entry[:-1] + bytes([entry[-1] ^ 1])
    with pytest.raises(SoundError, match="damaged"):
        read_chapter(store, chapter.key, Codec.AAC)
    assert not has_chapter(store, chapter.key, Codec.AAC)


def frame(content: bytes, *, head: int = 0xFFF15040) -> bytes:
    """An ADTS frame."""
    size = 7 + len(content)
    return ((head << 24) | size << 13 | 0x1FFC).to_bytes(7, "big") + content


def test_frames_are_told_apart_and_counted() -> None:
    data = frame(b"one") + frame(b"three") + frame(b"seven77")
    assert raw_frames(data) == [b"one", b"three", b"seven77"]
    assert keep_samples(data, SAMPLES_PER_FRAME) == frame(b"one") + frame(b"three")
    with pytest.raises(SoundError, match="gave 3 frames where 4 were due"):
        keep_samples(data, 3 * SAMPLES_PER_FRAME)


@pytest.mark.parametrize(
    "data",
    [
        b"ID3\x03" + bytes(20),
        frame(b"x", head=0xFFF14C40),  # 48 kHz
        frame(b"x", head=0xFFF15080),  # stereo
        frame(b"x", head=0xFFF05040),  # with a checksum
        frame(b"x") + b"\xff",
        frame(b"xyz")[:-1],
        frame(b""),
    ],
)
def test_what_is_no_aac_of_ours_is_refused(data: bytes) -> None:
    with pytest.raises(SoundError):
        raw_frames(data)
