"""Writing M4B and M4A: encoded chapters behind tables that say where everything is, in one go and never half.

Conventions
-----------
The tables come first, so that a player can start while the rest is on its way. Movie, sound and chapters
count in the recording's sample frames, so every time in the file is exact. The edit list drops the 1,024
samples by which AAC lags (see `audio.aac`), and what the last frame has beyond the end. No time of day is
written: the same edition gives the same bytes.

Chapters stand in both forms that players know: a QuickTime text track, which the sound's track refers to
(`tref`/`chap`), and Nero's `chpl`.

Memory grows by the tables, 4 bytes a frame and a few copies (about 2 MB an hour); of the chapters, one is
held at a time.

Sources: ISO/IEC 14496-12 (boxes) and -14 (MP4); QuickTime File Format, "Chapter lists".
"""

import struct
from array import array
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from audio.aac import SAMPLES_PER_FRAME, raw_frames
from audio.model import Format, Timeline
from chapters.boxes import box, long_header
from chapters.languages import three_letters
from chapters.mp4tags import chapter_samples, user_data
from chapters.mp4tracks import Places, SoundTrack, chapter_track, movie_header
from chapters.tags import About
from chapters.written import WrittenFile, digest_of
from scripts.files import publishing

_SHORT = 1 << 32


@dataclass(frozen=True, slots=True)
class Recording:
    """What goes into the file."""

    about: About
    timeline: Timeline
    cover: bytes
    bitrate_kbps: int
    """Of the AAC."""
    read: Callable[[int], bytes]
    """The encoded chapter of a section (AAC in ADTS, as `audio.chapter` keeps it); asked twice for each."""


def write_mp4(path: Path, kind: Format, recording: Recording) -> WrittenFile:
    """Write the file to `path`, in one step.

    Raises PublishError if the disk or the folder refuses, SoundError if a chapter is damaged or has another
    length than the timeline says.
    """
    with publishing(path) as file:
        for block in mp4_blocks(kind, recording):
            file.write(block)
        file.flush()
        return digest_of(file, path.name)


def mp4_blocks(kind: Format, recording: Recording) -> Iterator[bytes]:
    """The bytes of the file, a chapter at a time."""
    chapters = range(len(recording.timeline.sections))
    found = array("I")
    for number in chapters:
        found.extend(map(len, _frames(recording, number)))
    sizes = np.array(found, dtype=np.uint32)
    texts = chapter_samples(recording.timeline.sections)
    content_bytes = sum(map(len, texts)) + int(sizes.sum(dtype=np.uint64))
    head = box(b"ftyp", *_brands(kind))
    header = long_header(b"mdat", content_bytes)
    # How long the tables are does not depend on the places that they name, once these have a width.
    wide = content_bytes + len(recording.cover) + (1 << 27) > _SHORT
    tables = _movie(kind, recording, sizes, texts, Places(0, wide))
    start = len(head) + len(tables) + len(header)
    yield head
    yield _movie(kind, recording, sizes, texts, Places(start, wide))
    yield header
    yield b"".join(texts)
    for number in chapters:
        yield b"".join(_frames(recording, number))


def _frames(recording: Recording, number: int) -> list[bytes]:
    """Those of one chapter that go into the file: the last of all has one more, for the overlap."""
    frames = raw_frames(recording.read(number))
    section = recording.timeline.sections[number]
    count = (section.end_frame - section.start_frame) // SAMPLES_PER_FRAME
    if len(frames) != count + 1:
        raise ValueError(f"chapter {number} has {len(frames)} frames, the timeline wants {count + 1}")
    return frames if number == len(recording.timeline.sections) - 1 else frames[:-1]


def _brands(kind: Format) -> tuple[bytes, ...]:
    major = b"M4B " if kind is Format.M4B else b"M4A "
    return major, struct.pack(">I", 0), major, b"mp42", b"isom"


def _movie(
    kind: Format, recording: Recording, sizes: npt.NDArray[np.uint32], texts: Sequence[bytes], places: Places
) -> bytes:
    timeline = recording.timeline
    header = movie_header(timeline.rate, timeline.frames)
    sound = SoundTrack(sizes, recording.bitrate_kbps, three_letters(recording.about.language))
    tracks = sound.box(timeline, places.behind(sum(map(len, texts)))), chapter_track(timeline, texts, places)
    audiobook = kind is Format.M4B
    about = user_data(recording.about, timeline, recording.cover, audiobook=audiobook)
    return box(b"moov", header, *tracks, about)
