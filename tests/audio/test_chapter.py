"""Chapters encoded by a real ffmpeg, joined, and heard again."""

import io
import pickle
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from audio.chapter import (
    count_chapter,
    encode_chapter,
    has_chapter,
    lame_scale_db,
    read_chapter,
)
from audio.measure import decode, listen, measure_loudness
from audio.model import Chapter, Clip, Encoding, Loudness, Pacing
from audio.mp3 import SAMPLES_PER_FRAME, count, frame_offsets, join
from audio.pacing import plan_chapter
from scripts.errors import AudioEditionError, SoundError
from scripts.model import Boundary
from voices.model import Pcm

Speech = Callable[..., Pcm]
TIGHT = Pacing(lead_ms=0, section_ms=0)


def burst(frames: int = 4_410, at: int = 2_000) -> Pcm:
    """A short 2 kHz tone in silence, whose place can be found again to the sample."""
    pcm = np.zeros(frames)
    pcm[at : at + 400] = 9_000 * np.hanning(400) * np.sin(2 * np.pi * 2_000 * np.arange(400) / 44_100)
    return pcm.astype(np.int16)


def make(
    store: Any, takes: list[Pcm], name: str = "", gain_db: float = 0.0, kbps: int = 96, **levels: float
) -> Chapter:
    clips = [
        Clip(store.put_take(f"{name}{n}", pcm), len(pcm), gain_db, Boundary.SENTENCE)
        for n, pcm in enumerate(takes)
    ]
    chapter = plan_chapter(clips, TIGHT, Encoding(kbps), Loudness(**levels))
    encode_chapter(chapter, store, Encoding(kbps), Loudness(**levels))
    return chapter


def publish(store: Any, chapters: list[Chapter], path: Path) -> Path:
    with path.open("wb") as file:
        join((read_chapter(store, chapter.key) for chapter in chapters), file)
    return path


@pytest.mark.parametrize("kbps", [32, 64, 96, 320])
def test_places_are_exact_in_the_decoded_file_without_drift(
    store: Any, speech: Speech, tmp_path: Path, kbps: int
) -> None:
    """32 chapters of odd lengths: each begins and ends with a mark, and every mark is found to the sample."""
    count = 32 if kbps == 96 else 5
    chapters = [
        make(store, [burst(), speech(0.2 + 0.017 * n, seed=n), burst()], f"c{n}-", kbps=kbps)
        for n in range(count)
    ]
    path = publish(store, chapters, tmp_path / "a.mp3")
    heard = decode(path)
    assert len(heard) == sum(chapter.frames for chapter in chapters)

    mark = burst().astype(float)
    at = 0
    for chapter in chapters:
        for start in (chapter.starts[0], chapter.starts[-1]):
            place = at + start
            around = heard[place - 600 : place + len(mark) + 600].astype(float)
            assert np.correlate(around, mark, "valid").argmax() - 600 == 0
        at += chapter.frames
        edge = heard[at - 800 : at + 800]
        assert np.abs(edge).max(initial=0) <= 2, "a join is silent on both sides"
    assert listen(path).complaints == ""


@pytest.mark.readers
def test_mp3val_finds_nothing_wrong(store: Any, speech: Speech, tmp_path: Path) -> None:
    program = shutil.which("mp3val")
    if program is None:
        pytest.skip("mp3val is not installed (Debian: apt-get install mp3val)")
    path = publish(store, [make(store, [speech(0.5, n)], str(n)) for n in range(4)], tmp_path / "a.mp3")
    # It warns of every file without a tag: give it one, of an ID3v2.3 header and one empty frame.
    tag = b"ID3\x03\x00\x00" + bytes([0, 0, 0, 13]) + b"TIT2" + bytes([0, 0, 0, 3, 0, 0]) + b"\0hi"
    path.write_bytes(tag + path.read_bytes())
    said = subprocess.run([program, str(path)], capture_output=True, text=True, check=True).stdout
    assert "MPEG frames" in said
    assert "WARNING" not in said
    assert "CBR" in said


@pytest.mark.parametrize(
    ("kbps", "gain_db"), [(32, 6.0), (48, 6.0), (64, 8.0), (96, 8.0), (128, 8.0), (320, 8.0)]
)
def test_the_true_peak_of_the_mp3_stays_below_the_ceiling(
    store: Any, speech: Speech, tmp_path: Path, kbps: int, gain_db: float
) -> None:
    takes = [speech(4.0, seed=n, pitch_hz=90.0 + 40 * n) for n in range(3)]
    path = publish(store, [make(store, takes, gain_db=gain_db, kbps=kbps)], tmp_path / "a.mp3")
    measured = measure_loudness(path)
    assert -4.0 <= measured.true_peak_dbtp <= -1.0


@pytest.mark.parametrize("kbps", [32, 96, 192, 224, 256, 320])
def test_lame_turns_down_by_what_we_make_up_for(store: Any, tmp_path: Path, kbps: int) -> None:
    tone = np.rint(6_000 * np.sin(2 * np.pi * 440 * np.arange(60_000) / 44_100)).astype(np.int16)
    chapter = make(store, [tone], kbps=kbps)
    heard = decode(publish(store, [chapter], tmp_path / "a.mp3"))[chapter.starts[0] :][20_000:40_000]
    change_db = 20 * np.log10(
        np.sqrt(np.mean(heard.astype(float) ** 2)) / np.sqrt(np.mean(tone[20_000:40_000] ** 2.0))
    )
    assert change_db == pytest.approx(0, abs=0.02)
    assert 0 <= lame_scale_db(kbps) < 0.5


def test_the_same_chapter_gives_the_same_bytes(store: Any, speech: Speech) -> None:
    chapter = make(store, [speech(1.0), speech(0.7, seed=1)], gain_db=5.0)
    first = read_chapter(store, chapter.key)
    store.discard("chapter", chapter.key)
    encode_chapter(chapter, store, Encoding(), Loudness())
    assert read_chapter(store, chapter.key) == first
    assert len(list(frame_offsets(first))) * SAMPLES_PER_FRAME == chapter.frames


def test_what_a_header_must_know_is_kept_with_the_chapter(store: Any, speech: Speech) -> None:
    for kbps in (32, 96, 320):
        chapter = make(store, [speech(0.7)], f"{kbps}", kbps=kbps)
        assert count_chapter(store, chapter.key) == count(read_chapter(store, chapter.key))


def test_a_chapter_without_a_sound_is_silent(store: Any, tmp_path: Path) -> None:
    chapter = plan_chapter([Clip("", 0, 0.0, Boundary.SECTION)], Pacing(), Encoding(), Loudness())
    encode_chapter(chapter, store, Encoding(), Loudness())
    heard = decode(publish(store, [chapter], tmp_path / "a.mp3"))
    assert len(heard) == chapter.frames
    assert not heard.any()


def test_a_take_that_does_not_end_at_rest_does_not_click(store: Any, tmp_path: Path) -> None:
    chapter = make(store, [np.full(5_000, 12_000, np.int16)])
    heard = decode(publish(store, [chapter], tmp_path / "a.mp3")).astype(int)
    assert np.abs(np.diff(heard)).max() < 1_000


def test_a_missing_or_changed_take_is_an_error(store: Any, speech: Speech) -> None:
    chapter = make(store, [speech(0.5)])
    store.put_take("0", speech(0.4))
    with pytest.raises(SoundError, match="frames where"):
        encode_chapter(chapter, store, Encoding(), Loudness())
    store.discard("take", chapter.clips[0].take)
    with pytest.raises(AudioEditionError):
        encode_chapter(chapter, store, Encoding(), Loudness())


def test_a_bit_rate_that_mp3_lacks_is_refused(store: Any) -> None:
    chapter = plan_chapter([], Pacing(), Encoding(100), Loudness())
    with pytest.raises(SoundError, match="no bit rate of 100"):
        encode_chapter(chapter, store, Encoding(100), Loudness())


@pytest.mark.parametrize("damage", ["cut", "flipped", "empty", "zeros", "gone"])
def test_a_damaged_chapter_is_noticed_and_discarded(store: Any, speech: Speech, damage: str) -> None:
    chapter = make(store, [speech(0.5)])
    assert has_chapter(store, chapter.key)
    entry = store.entries["chapter", chapter.key]
    flipped = bytearray(entry)
    flipped[len(entry) // 2] ^= 1
    bad = {"cut": entry[:-1], "flipped": bytes(flipped), "empty": b"", "zeros": bytes(len(entry))}
    if damage == "gone":
        store.discard("chapter", chapter.key)
    else:
        store.entries["chapter", chapter.key] = bad[damage]
    with pytest.raises(SoundError, match="Build again"):
        count_chapter(store, chapter.key)
        read_chapter(store, chapter.key)
    assert not has_chapter(store, chapter.key)
    assert ("chapter", chapter.key) not in store.entries


@pytest.mark.parametrize(
    "output", [b"", b"garbage" * 1_000, bytes(100_000)], ids=["nothing", "garbage", "zeros"]
)
def test_an_encoder_that_gives_something_else_is_noticed(
    store: Any, speech: Speech, monkeypatch: pytest.MonkeyPatch, output: bytes
) -> None:
    from audio import chapter as module
    from audio.tools import Finished

    monkeypatch.setattr(module, "run_ffmpeg", lambda *_, **__: Finished(output, ""))
    with pytest.raises(SoundError):
        make(store, [speech(0.3)])
    assert not [name for name in store.entries if name[0] == "chapter"]


def test_the_work_can_be_sent_to_another_process() -> None:
    chapter = plan_chapter([], Pacing(), Encoding(), Loudness())
    sent = pickle.dumps((encode_chapter, chapter, Encoding(), Loudness()))
    assert pickle.loads(sent)[1] == chapter  # noqa: S301 - it was pickled in the line above


@pytest.mark.parametrize("fails_at", range(6))
def test_a_disk_that_fills_up_comes_out_as_itself(store: Any, speech: Speech, fails_at: int) -> None:
    frames = read_chapter(store, make(store, [speech(0.3)]).key)

    class Full(io.BytesIO):
        writes = 0

        def write(self, data: Any) -> int:
            self.writes += 1
            if self.writes > fails_at:
                raise OSError(28, "No space left on device")
            return super().write(data)

    file = Full()
    if fails_at < 5:  # the header's place, two chapters, the silent frame, the header
        with pytest.raises(OSError, match="No space"):
            join([frames, frames], file)
    else:
        join([frames, frames], file)


def test_what_is_no_audio_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.mp3"
    with pytest.raises(SoundError, match="There is no file"):
        measure_loudness(path)
    path.write_text("Not a sound.")
    with pytest.raises(SoundError):
        measure_loudness(path)


def test_a_playlist_in_disguise_reaches_nothing(tmp_path: Path) -> None:
    secret = tmp_path / "other.ts"
    secret.write_bytes(b"x")
    path = tmp_path / "-i.mp3"
    path.write_text(f"#EXTM3U\n#EXTINF:1,\nhttp://127.0.0.1:9/{secret.name}\n")
    with pytest.raises(SoundError):
        listen(path)
