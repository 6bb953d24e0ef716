"""M4B and M4A: decoded, every place is where the timeline says; read by others, they say what was meant."""

import importlib
import io
import shutil
import struct
import tracemalloc
from array import array
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from mutagen.mp4 import MP4

from audio import tools
from audio.chapter import encode_chapter, read_chapter
from audio.measure import listen
from audio.model import (
    Chapter,
    Clip,
    Codec,
    Encoding,
    Format,
    Loudness,
    Pacing,
    TimedSection,
    Timeline,
)
from audio.pacing import STEP_FRAMES, plan_chapter
from chapters.boxes import boxes
from chapters.mp4file import Recording, mp4_blocks, write_mp4
from chapters.mp4tags import MOST_NERO
from chapters.mp4tracks import Places, SoundTrack, chapter_track, movie_header
from chapters.tags import About
from scripts.errors import PublishError
from scripts.model import Boundary
from voices import blob
from voices.model import RATE, Pcm, TakeInfo

ABOUT = About(
    "A title: “Ünicode” 🦊", "Ann Author", "Show", date="2026-05-17", source="a.txt", generator="test 1"
)


def burst() -> Pcm:
    """A short 2 kHz tone in silence, whose place can be found again to the sample."""
    pcm = np.zeros(4_410)
    pcm[2_000:2_400] = 9_000 * np.hanning(400) * np.sin(2 * np.pi * 2_000 * np.arange(400) / RATE)
    return pcm.astype(np.int16)


def hiss(seconds: float, seed: int, peak: float = 3_000.0) -> Pcm:
    frames = round(seconds * RATE)
    sound = np.random.default_rng(seed).standard_normal(frames) * peak / 4
    return np.rint(
        sound * np.minimum(1, np.minimum(np.arange(frames), np.arange(frames)[::-1]) / 441)
    ).astype(np.int16)


def encode(store: Any, takes: list[Pcm], name: str, kbps: int = 96, gain_db: float = 0.0) -> Chapter:
    clips = []
    for number, pcm in enumerate(takes):
        key = f"{name}-{number}".encode().hex().ljust(64, "0")
        store.write("take", key, blob.encode(TakeInfo(key, len(pcm), (), None), (), pcm))
        clips.append(Clip(key, len(pcm), gain_db, Boundary.SENTENCE))
    chapter = plan_chapter(clips, Pacing(lead_ms=0, section_ms=0), Encoding(kbps), Loudness())
    encode_chapter(chapter, store, Encoding(kbps), Loudness(), Codec.AAC)
    return chapter


def recording(store: Any, chapters: list[Chapter], about: About = ABOUT, kbps: int = 96) -> Recording:
    sections, at = [], 0
    for number, chapter in enumerate(chapters):
        sections.append(TimedSection(f"Nº {number}", at, at + chapter.frames))
        at += chapter.frames
    timeline = Timeline(RATE, at, tuple(sections), ())
    return Recording(about, timeline, b"", kbps, lambda n: read_chapter(store, chapters[n].key, Codec.AAC))


@pytest.fixture(params=["ffmpeg on PATH", "imageio-ffmpeg"])
def other_ffmpeg(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """The system's ffmpeg, and then the one that comes along."""
    if request.param == "imageio-ffmpeg":
        carried = importlib.import_module("imageio_ffmpeg").get_ffmpeg_exe()
        monkeypatch.setattr(tools, "_locate", lambda: carried)
    elif shutil.which("ffmpeg") is None:
        pytest.skip("there is no ffmpeg on PATH")


@pytest.mark.usefixtures("other_ffmpeg")
@pytest.mark.parametrize("kbps", [32, 96, 320])
def test_places_are_exact_in_the_decoded_file(edition: Any, tmp_path: Path, kbps: int) -> None:
    """Chapters of odd lengths: each begins and ends with a mark, and every mark is found to the sample."""
    store = type(edition.store)()
    chapters = [
        encode(store, [burst(), hiss(0.2 + 0.017 * n, n), burst()], f"c{n}", kbps)
        for n in range(12 if kbps == 96 else 3)
    ]
    path = tmp_path / "a.m4b"
    write_mp4(path, Format.M4B, recording(store, chapters, kbps=kbps))
    heard = decode_quietly(path)
    assert len(heard) == sum(chapter.frames for chapter in chapters)
    at = 0
    for chapter in chapters:
        for start in (chapter.starts[0], chapter.starts[-1]):
            assert lag(heard, at + start) == 0
        at += chapter.frames
        edge = heard[at - 800 : at + 800]
        assert np.abs(edge).max(initial=0) <= 2, "a join is silent on both sides"


def decode_quietly(path: Path) -> Pcm:
    """Decode; ffmpeg remarks on every cover that it is a picture without a time scale."""
    said = [line for line in listen(path).complaints.splitlines() if "timescale not set" not in line]
    assert said == []
    arguments = ["-loglevel", "error", *tools.local_input(path), "-map", "0:a:0", "-f", "s16le", "-"]
    return np.frombuffer(tools.run_ffmpeg(arguments, timeout_s=60).stdout, dtype="<i2").astype(np.int16)


def lag(heard: Pcm, place: int) -> int:
    """By how many samples a mark stands behind `place`."""
    mark = burst().astype(float)
    around = heard[place - 600 : place + len(mark) + 600].astype(float)
    return int(np.correlate(around, mark, "valid").argmax()) - 600


def test_there_is_no_drift_over_300_chapters(edition: Any, tmp_path: Path) -> None:
    store = type(edition.store)()
    kinds = [encode(store, [burst(), hiss(0.05 + 0.21 * n, n), burst()], f"k{n}") for n in range(5)]
    chapters = [kinds[(n * 7 + n // 11) % 5] for n in range(300)]
    path = tmp_path / "a.m4a"
    write_mp4(path, Format.M4A, recording(store, chapters))
    heard = decode_quietly(path)
    at = 0
    for chapter in chapters:
        assert lag(heard, at + chapter.starts[0]) == 0
        at += chapter.frames
    assert len(heard) == at
    # Nero's form counts chapters in one byte; the text track has them all.
    assert len(MP4(path).chapters) == MOST_NERO


@pytest.fixture(scope="module")
def written(edition: Any) -> dict[Format, bytes]:
    """The edition of the tests in both kinds."""
    for chapter in edition.chapters:
        encode_chapter(chapter, edition.store, Encoding(), Loudness(), Codec.AAC)
    found = Recording(
        edition.about,
        edition.timeline,
        edition.cover,
        96,
        lambda n: read_chapter(edition.store, edition.chapters[n].key, Codec.AAC),
    )
    return {kind: b"".join(mp4_blocks(kind, found)) for kind in (Format.M4B, Format.M4A)}


def test_mutagen_reads_tags_chapters_and_cover(edition: Any, written: dict[Format, bytes]) -> None:
    for kind, data in written.items():
        found = MP4(io.BytesIO(data))
        assert found["\xa9nam"] == [edition.script.title]
        assert found["\xa9ART"] == ["Ann Author"]
        assert found["\xa9alb"] == ["Show"]
        assert found["\xa9day"] == ["2026-05-17"]
        assert "synthetic" in found["\xa9cmt"][0]
        assert bytes(found["covr"][0]) == edition.cover
        assert found.get("stik") == ([2] if kind is Format.M4B else None)
        assert found.get("pcst") == (None if kind is Format.M4B else True)
        sections = edition.timeline.sections
        assert [c.title for c in found.chapters] == [s.title for s in sections]
        assert [round(c.start * RATE) for c in found.chapters] == [s.start_frame for s in sections]
        assert (found.info.sample_rate, found.info.channels, found.info.codec) == (RATE, 1, "mp4a.40.2")


def test_brands_come_first_and_sound_last(written: dict[Format, bytes]) -> None:
    for kind, data in written.items():
        names = [one.name for one in boxes(io.BytesIO(data), 0, len(data))]
        assert names == [b"ftyp", b"moov", b"mdat"]
        assert data[8:12] == (b"M4B " if kind is Format.M4B else b"M4A ")


def test_the_same_recording_gives_the_same_bytes_and_leaves_a_same_file_alone(
    edition: Any, written: dict[Format, bytes], tmp_path: Path
) -> None:
    found = Recording(
        edition.about,
        edition.timeline,
        edition.cover,
        96,
        lambda n: read_chapter(edition.store, edition.chapters[n].key, Codec.AAC),
    )
    path = tmp_path / "a.m4b"
    said = write_mp4(path, Format.M4B, found)
    assert path.read_bytes() == written[Format.M4B]
    assert said.bytes == len(written[Format.M4B])
    before = path.stat().st_mtime_ns
    assert write_mp4(path, Format.M4B, found) == said
    assert path.stat().st_mtime_ns == before


def test_a_chapter_of_another_length_is_no_file(
    edition: Any, written: dict[Format, bytes], tmp_path: Path
) -> None:
    timeline = edition.timeline
    sections = (TimedSection("One", 0, STEP_FRAMES), *timeline.sections[1:])
    wrong = Timeline(RATE, timeline.frames, sections, ())
    found = Recording(
        ABOUT, wrong, b"", 96, lambda n: read_chapter(edition.store, edition.chapters[n].key, Codec.AAC)
    )
    (tmp_path / "a.m4b").write_bytes(b"the last good one")
    with pytest.raises(ValueError, match="frames"):
        write_mp4(tmp_path / "a.m4b", Format.M4B, found)
    assert (tmp_path / "a.m4b").read_bytes() == b"the last good one"
    assert len(list(tmp_path.iterdir())) == 1


def test_a_full_disk_leaves_the_last_good_file(
    edition: Any, written: dict[Format, bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.m4b"
    path.write_bytes(b"the last good one")
    found = Recording(
        ABOUT,
        edition.timeline,
        b"",
        96,
        lambda n: read_chapter(edition.store, edition.chapters[n].key, Codec.AAC),
    )
    monkeypatch.setattr("os.fsync", lambda _: (_ for _ in ()).throw(OSError(28, "No space left on device")))
    with pytest.raises(PublishError, match="No space left"):
        write_mp4(path, Format.M4B, found)
    assert path.read_bytes() == b"the last good one"
    assert len(list(tmp_path.iterdir())) == 1


def adts(size: int) -> bytes:
    return ((0xFFF15040 << 24) | (size + 7) << 13 | 0x1FFC).to_bytes(7, "big") + bytes(size)


def long_recording(chapters: int, frames_each: int = 9 * 500, size: int = 200) -> Recording:
    """Made of empty frames: 105 seconds a chapter."""
    one = adts(size) * (frames_each + 1)
    length = frames_each * 1024
    sections = tuple(TimedSection(f"{n}", n * length, (n + 1) * length) for n in range(chapters))
    return Recording(ABOUT, Timeline(RATE, chapters * length, sections, ()), b"", 96, lambda _: one)


def test_memory_does_not_grow_with_the_sound() -> None:
    """7 and 28 minutes: only the tables grow, by some bytes for each frame of 200."""
    peaks = []
    for chapters in (4, 16):
        tracemalloc.start()
        total = sum(map(len, mp4_blocks(Format.M4B, long_recording(chapters))))
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
        assert total > chapters * 4500 * 200
    grown = (peaks[1] - peaks[0]) / (12 * 4500)
    assert grown < 50


def test_more_than_27_hours_have_wide_times() -> None:
    """2^32 samples are 27 hours: boxes of version 1 say longer ones."""
    frames = 1 << 33
    timeline = Timeline(RATE, frames, (TimedSection("One", 0, frames),), ())
    sizes = np.full(1000, 200, np.uint32)
    track = SoundTrack(sizes, 96, "eng").box(timeline, Places(0, wide=False))
    edit = track.index(b"elst")
    assert struct.unpack_from(">IIQqI", track, edit + 4) == (1 << 24, 1, frames, 1024, 0x10000)
    for data, name in ((movie_header(RATE, frames), b"mvhd"), (track, b"tkhd")):
        assert data[data.index(name) + 4] == 1
        assert struct.pack(">Q", frames) in data
    quarters = tuple(TimedSection("Q", n * (frames // 4), (n + 1) * (frames // 4)) for n in range(4))
    timeline = Timeline(RATE, frames, quarters, ())
    chapters = chapter_track(timeline, [b"x"] * 4, Places(0, wide=False))
    media = chapters.index(b"mdhd")
    assert struct.unpack_from(">IQQIQ", chapters, media + 4) == (1 << 24, 0, 0, RATE, frames)


def test_files_over_4_gib_have_wide_places() -> None:
    """The places of 64 bits are chosen before a byte of sound is read a second time."""
    found = long_recording(2)
    blocks = mp4_blocks(Format.M4B, found)
    assert b"stco" in b"".join(blocks)
    huge = long_recording(130, size=8_000)
    head = b"".join(block for block, _ in zip(mp4_blocks(Format.M4B, huge), range(3), strict=False))
    assert b"co64" in head
    assert head[-16:-8] == struct.pack(">I4s", 1, b"mdat")
    assert array("I").itemsize == 4
