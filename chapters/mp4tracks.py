"""The tracks of an M4B or M4A: sound, and the chapters as text.

Conventions
-----------
Both tracks and the movie count in the recording's sample frames. Times of day are 0: unknown.

Sources: ISO/IEC 14496-12, 8 (boxes); ISO/IEC 14496-14, 5.6 (`mp4a`, `esds`); ISO/IEC 14496-1, 7.2.6
(descriptors); ISO/IEC 14496-3, 1.6 (AudioSpecificConfig); QuickTime File Format, "Text media".
"""

import struct
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from audio.aac import ENCODER_DELAY, SAMPLES_PER_FRAME
from audio.model import Timeline
from chapters.boxes import box, full_box

SOUND, CHAPTERS = 1, 2
"""Numbers of the tracks."""

_FRAMES_PER_CHUNK = 43
"""About a second."""
_UNITY = struct.pack(">9I", 0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000)
_ENABLED, _IN_MOVIE = 0x7, 0x2
"""Flags: in the movie and in its preview; there, but not to be shown by itself."""
_SHORT = 1 << 32
_CONFIG = bytes.fromhex("120856e500")
"""AAC LC, 44.1 kHz, one channel; no spectral band replication, said outright."""
_TEXT_STYLE = bytes(4 + 4 + 6 + 8 + 8 + 2 + 2 + 1 + 2 + 6 + 1)
"""Black on black in a box of no size: nobody sees this text but in a list of chapters."""


@dataclass(frozen=True, slots=True)
class Places:
    """Where samples lie in the file."""

    start: int
    """First byte of the first one."""
    wide: bool
    """Whether a place takes 64 bits."""

    def behind(self, size: int) -> "Places":
        """The places `size` bytes further on."""
        return replace(self, start=self.start + size)

    def table(self, offsets: npt.NDArray[np.uint64]) -> bytes:
        """The box for chunks at these offsets from the start."""
        name, kind = (b"co64", ">u8") if self.wide else (b"stco", ">u4")
        places = (offsets + np.uint64(self.start)).astype(kind)
        return full_box(name, 0, 0, struct.pack(">I", len(places)), places.tobytes())


def movie_header(rate: int, frames: int) -> bytes:
    """The `mvhd` box."""
    play = struct.pack(">IH10x", 0x10000, 0x0100)
    following = struct.pack(">24xI", CHAPTERS + 1)
    if frames < _SHORT:
        return full_box(b"mvhd", 0, 0, struct.pack(">IIII", 0, 0, rate, frames), play, _UNITY, following)
    return full_box(b"mvhd", 1, 0, struct.pack(">QQIQ", 0, 0, rate, frames), play, _UNITY, following)


@dataclass(frozen=True, slots=True)
class SoundTrack:
    """The AAC."""

    sizes: npt.NDArray[np.uint32]
    """Bytes of each frame."""
    bitrate_kbps: int
    language: str
    """Three letters (ISO 639-2/T)."""

    def box(self, timeline: Timeline, places: Places) -> bytes:
        """The `trak` box."""
        edit = _edit_list(timeline.frames)
        chapters = box(b"tref", box(b"chap", struct.pack(">I", CHAPTERS)))
        decoded = len(self.sizes) * SAMPLES_PER_FRAME
        media = _media(
            _media_header(timeline.rate, decoded, self.language),
            _handler(b"soun", "Sound"),
            full_box(b"smhd", 0, 0, bytes(4)),
            self._table(timeline, places),
        )
        return box(b"trak", _track_header(SOUND, _ENABLED, 0x0100, timeline.frames), edit, chapters, media)

    def _table(self, timeline: Timeline, places: Places) -> bytes:
        count = len(self.sizes)
        chunks, rest = divmod(count, _FRAMES_PER_CHUNK)
        runs = [struct.pack(">III", 1, _FRAMES_PER_CHUNK, 1)] if chunks else []
        runs += [struct.pack(">III", chunks + 1, rest, 1)] if rest else []
        return box(
            b"stbl",
            full_box(b"stsd", 0, 0, struct.pack(">I", 1), self._description(timeline)),
            full_box(b"stts", 0, 0, struct.pack(">III", 1, count, SAMPLES_PER_FRAME)),
            full_box(b"stsc", 0, 0, struct.pack(">I", len(runs)), *runs),
            full_box(b"stsz", 0, 0, struct.pack(">II", 0, count), self.sizes.astype(">u4").tobytes()),
            places.table(_starts(self.sizes)[::_FRAMES_PER_CHUNK]),
            # One frame of warming up before a place that is sought.
            full_box(b"sgpd", 1, 0, b"roll", struct.pack(">IIh", 2, 1, -1)),
            full_box(b"sbgp", 0, 0, b"roll", struct.pack(">III", 1, count, 1)),
        )

    def _description(self, timeline: Timeline) -> bytes:
        total = int(self.sizes.sum(dtype=np.uint64))
        average = total * 8 * timeline.rate // max(1, len(self.sizes) * SAMPLES_PER_FRAME)
        rates = struct.pack(">II", max(self.bitrate_kbps * 1000, average), average)
        decoder = bytes((0x40, 0x15)) + bytes(3) + rates + _descriptor(5, _CONFIG)
        stream = struct.pack(">HB", 0, 0) + _descriptor(4, decoder) + _descriptor(6, b"\x02")
        head = struct.pack(">6xH8xHHHHI", 1, 1, 16, 0, 0, timeline.rate << 16)
        return box(b"mp4a", head, full_box(b"esds", 0, 0, _descriptor(3, stream)))


def chapter_track(timeline: Timeline, samples: Sequence[bytes], places: Places) -> bytes:
    """The `trak` box of the chapters; their `samples` lie behind each other."""
    lengths = [section.end_frame - section.start_frame for section in timeline.sections]
    sizes = np.array([len(sample) for sample in samples], dtype=np.uint32)
    count = struct.pack(">I", len(samples))
    table = box(
        b"stbl",
        full_box(b"stsd", 0, 0, struct.pack(">I", 1), box(b"text", struct.pack(">6xH", 1), _TEXT_STYLE)),
        full_box(b"stts", 0, 0, count, *(struct.pack(">II", 1, length) for length in lengths)),
        # Each in a chunk of its own: there are readers that take chunks for samples.
        full_box(b"stsc", 0, 0, struct.pack(">IIII", 1, 1, 1, 1)),
        full_box(b"stsz", 0, 0, bytes(4), count, sizes.astype(">u4").tobytes()),
        places.table(_starts(sizes)),
    )
    look = full_box(b"gmin", 0, 0, struct.pack(">HHHHHH", 0x40, 0x8000, 0x8000, 0x8000, 0, 0))
    media = _media(
        _media_header(timeline.rate, timeline.frames, "und"),
        _handler(b"text", "Chapters"),
        box(b"gmhd", look, box(b"text", _UNITY)),
        table,
    )
    return box(b"trak", _track_header(CHAPTERS, _IN_MOVIE, 0, timeline.frames), media)


def _starts(sizes: npt.NDArray[np.uint32]) -> npt.NDArray[np.uint64]:
    """Where each sample begins, from the first one."""
    ends = np.cumsum(sizes, dtype=np.uint64)
    return ends - sizes.astype(np.uint64)


def _track_header(number: int, flags: int, volume: int, frames: int) -> bytes:
    rest = struct.pack(">8xHHH2x", 0, 0, volume) + _UNITY + bytes(8)
    if frames < _SHORT:
        return full_box(b"tkhd", 0, flags, struct.pack(">IIIII", 0, 0, number, 0, frames), rest)
    return full_box(b"tkhd", 1, flags, struct.pack(">QQIIQ", 0, 0, number, 0, frames), rest)


def _edit_list(frames: int) -> bytes:
    """What is heard: `frames`, from the first that is no warming up."""
    if frames < _SHORT:
        edit = full_box(b"elst", 0, 0, struct.pack(">IIiI", 1, frames, ENCODER_DELAY, 0x10000))
    else:
        edit = full_box(b"elst", 1, 0, struct.pack(">IQqI", 1, frames, ENCODER_DELAY, 0x10000))
    return box(b"edts", edit)


def _media_header(rate: int, duration: int, language: str) -> bytes:
    packed = 0
    for letter in language:
        packed = packed << 5 | (ord(letter) - 0x60) & 0x1F
    tail = struct.pack(">HH", packed & 0x7FFF, 0)
    if duration < _SHORT:
        return full_box(b"mdhd", 0, 0, struct.pack(">IIII", 0, 0, rate, duration), tail)
    return full_box(b"mdhd", 1, 0, struct.pack(">QQIQ", 0, 0, rate, duration), tail)


def _handler(kind: bytes, name: str) -> bytes:
    return full_box(b"hdlr", 0, 0, bytes(4), kind, bytes(12), name.encode() + b"\0")


def _media(header: bytes, handler: bytes, kind_header: bytes, table: bytes) -> bytes:
    here = full_box(b"dref", 0, 0, struct.pack(">I", 1), full_box(b"url ", 0, 1))
    return box(b"mdia", header, handler, box(b"minf", kind_header, box(b"dinf", here), table))


def _descriptor(tag: int, content: bytes) -> bytes:
    """Tag, length in four groups of seven bits, content."""
    size = len(content)
    groups = bytes(size >> shift & 0x7F | (0x80 if shift else 0) for shift in (21, 14, 7, 0))
    return bytes([tag]) + groups + content
