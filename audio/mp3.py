"""MP3 as a row of frames: reading headers, and joining chapters behind one true Info header.

Conventions
-----------
Only what this project makes is read: MPEG-1 layer III, mono, 44.1 kHz, constant bit rate, no CRC. A "frame"
here is a frame of the file, 1,152 samples of sound.

Chapters are encoded one by one, without a bit reservoir, so their frames can stand behind each other. A
decoder gives out the sound 1,105 samples late (576 by the encoder, 529 by the decoder), and the last of them
need one more frame to come out; `join` adds a silent one. The Info header tells decoders to drop both, so
that what they play has as many samples as the chapters had, in the same places.

Sources: ISO/IEC 11172-3, 2.4.2.3 (header); "MP3 Info Tag revision 1 specification" (LAME project) for the
Info header; LAME's `VbrTag.c` for what its counts include.
"""

import struct
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import BinaryIO

from audio.crc16 import crc16, crc16_of_both
from scripts.errors import SoundError

SAMPLES_PER_FRAME = 1_152
RATE = 44_100
BITRATES_KBPS = (32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320)
"""What MPEG-1 layer III can have; index 1 to 14 in the header."""

ENCODER_DELAY = 576
"""Samples by which LAME's output lags its input."""
_FLUSH_FRAMES = 1
_PADDING = _FLUSH_FRAMES * SAMPLES_PER_FRAME - ENCODER_DELAY
_ENCODER = b"LAME3.100"

_SIDE_INFO_BYTES = 17
_INFO_AT = 4 + _SIDE_INFO_BYTES
_INFO_BYTES = 8 + 4 + 4 + 100 + 4
_LAME_BYTES = 36
_HAS_FRAMES_BYTES_TOC_QUALITY = 0x0F
_QUALITY = 50
_CBR = 1
_REVISION = 0


@dataclass(frozen=True, slots=True)
class FrameHeader:
    """The four bytes that open a frame."""

    bitrate_kbps: int
    padded: bool
    """One byte longer than the rate's whole number of bytes."""

    @property
    def size(self) -> int:
        """Bytes of the whole frame, its header included.

        >>> FrameHeader(96, False).size, FrameHeader(96, True).size
        (313, 314)
        """
        return 144_000 * self.bitrate_kbps // RATE + self.padded


@dataclass(frozen=True, slots=True)
class Counted:
    """What an Info header must know of a chapter."""

    bitrate_kbps: int
    frames: int
    size: int
    """Bytes of all frames."""
    crc: int
    """Their CRC-16, from 0."""


@dataclass(frozen=True, slots=True)
class Joined:
    """What `join` wrote."""

    frames: int
    """Frames of sound in the chapters: neither the Info header's nor the silent one at the end."""
    size: int
    """Bytes of all of it."""


@dataclass(frozen=True, slots=True)
class Info:
    """What an Info header says."""

    frames: int
    """Frames behind the header."""
    size: int
    """Bytes from the header's first byte to the end of the last frame."""
    toc: bytes
    delay: int
    """Samples."""
    padding: int
    """Samples."""
    music_crc: int
    music_bytes: int
    intact: bool
    """Whether the header's own checksum is right."""

    @property
    def samples(self) -> int:
        """Samples of sound that a decoder gives out."""
        return self.frames * SAMPLES_PER_FRAME - self.delay - self.padding


def parse_header(data: bytes) -> FrameHeader:
    """Read a frame's first four bytes. Raises SoundError on anything but the kind of MP3 that we make.

    >>> parse_header(bytes.fromhex("fffb72c4"))
    FrameHeader(bitrate_kbps=96, padded=True)
    """
    head = int.from_bytes(data[:4], "big")
    kind_is_ours = (
        len(data) >= 4
        and head >> 21 == 0x7FF  # sync
        and (head >> 16) & 0x1F == 0b11011  # MPEG-1, layer III, no CRC
        and (head >> 10) & 0b11 == 0  # 44.1 kHz
        and (head >> 6) & 0b11 == 0b11  # mono
        and head & 0b11 == 0  # no emphasis
    )
    index = (head >> 12) & 0xF
    if not kind_is_ours or not 1 <= index <= len(BITRATES_KBPS):
        raise SoundError(
            f"{data[:4].hex(' ') or 'nothing'} is no frame of a 44.1 kHz mono MP3", "Encode it again."
        )
    return FrameHeader(BITRATES_KBPS[index - 1], bool(head & 0x200))


def header_bytes(header: FrameHeader) -> bytes:
    """The four bytes of a header, marked as an original like LAME's.

    >>> header_bytes(FrameHeader(96, True)).hex()
    'fffb72c4'
    """
    index = BITRATES_KBPS.index(header.bitrate_kbps) + 1
    return bytes((0xFF, 0xFB, index << 4 | header.padded << 1, 0xC4))


def frame_offsets(data: bytes) -> Iterator[int]:
    """Where each frame of one constant bit rate begins; raises SoundError where something else stands.

    The last frame must be whole.
    """
    if not data:
        return
    bitrate = parse_header(data).bitrate_kbps
    # Compared as bytes: parsing a million headers of a long book would take seconds.
    sizes: dict[bytes, int] = {}
    at = 0
    while at < len(data):
        head = data[at : at + 4]
        size = sizes.get(head)
        if size is None:
            parsed = parse_header(head)
            if parsed.bitrate_kbps != bitrate:
                raise SoundError(f"The bit rate changes at byte {at}", "Encode it again.")
            size = sizes[head] = parsed.size
        yield at
        at += size
    if at > len(data):
        raise SoundError(f"The last frame lacks {at - len(data)} bytes", "Encode it again.")


def keep_frames(data: bytes, count: int) -> bytes:
    """The first `count` frames of `data`; raises SoundError if there are not as many, or something else is
    there."""
    offsets = list(frame_offsets(data))
    if len(offsets) < count:
        raise SoundError(
            f"The encoder gave {len(offsets)} frames where {count} were due", "Look at the ffmpeg used."
        )
    return data[: offsets[count]] if count < len(offsets) else data


def keep_samples(data: bytes, samples: int) -> bytes:
    """The frames of a chapter of `samples`, a multiple of 1,152; raises as `keep_frames` does."""
    return keep_frames(data, samples // SAMPLES_PER_FRAME)


def silent_frame(bitrate_kbps: int) -> bytes:
    """A frame of silence: no main data at all, so nothing that an encoder would have to make."""
    header = FrameHeader(bitrate_kbps, padded=False)
    return header_bytes(header).ljust(header.size, b"\0")


def info_frame(bitrate_kbps: int, frames: int, stream_bytes: int, music_crc: int) -> bytes:
    """The frame that opens a file of constant bit rate and says what follows.

    `frames` and `stream_bytes` count what stands behind it, the silent frame at the end included; `music_crc`
    is the checksum of the same bytes. Below 56 kbit/s a frame is too small for all this, and the header's
    frame has a higher rate than the others.
    """
    header = _info_header(bitrate_kbps)
    size = header.size
    total = size + stream_bytes
    body = bytearray(header_bytes(header).ljust(size, b"\0"))
    struct.pack_into(">4sIII", body, _INFO_AT, b"Info", _HAS_FRAMES_BYTES_TOC_QUALITY, frames, total)
    body[_INFO_AT + 16 : _INFO_AT + 116] = _toc(size, stream_bytes)
    struct.pack_into(">I", body, _INFO_AT + 116, _QUALITY)
    lame = _INFO_AT + _INFO_BYTES
    struct.pack_into(">9sBB", body, lame, _ENCODER, _REVISION << 4 | _CBR, 0)
    body[lame + 20] = min(bitrate_kbps, 255)
    body[lame + 21 : lame + 24] = (ENCODER_DELAY << 12 | _PADDING).to_bytes(3, "big")
    struct.pack_into(">IH", body, lame + 28, total, music_crc)
    struct.pack_into(">H", body, lame + 34, crc16(bytes(body[: lame + 34])))
    return bytes(body)


def parse_info(frame: bytes) -> Info | None:
    """What the first frame of a file says if it is an Info header with LAME's extension; None if it is
    sound."""
    lame = _INFO_AT + _INFO_BYTES
    if len(frame) < lame + _LAME_BYTES or frame[_INFO_AT : _INFO_AT + 4] not in (b"Info", b"Xing"):
        return None
    flags, frames, size = struct.unpack_from(">III", frame, _INFO_AT + 4)
    if flags & _HAS_FRAMES_BYTES_TOC_QUALITY != _HAS_FRAMES_BYTES_TOC_QUALITY:
        return None
    trim = int.from_bytes(frame[lame + 21 : lame + 24], "big")
    music_bytes, music_crc, own_crc = struct.unpack_from(">IHH", frame, lame + 28)
    return Info(
        frames,
        size,
        frame[_INFO_AT + 16 : _INFO_AT + 116],
        trim >> 12,
        trim & 0xFFF,
        music_crc,
        music_bytes,
        own_crc == crc16(frame[: lame + 34]),
    )


def count(data: bytes) -> Counted:
    """Look through the frames of a chapter. Raises SoundError if it is damaged, or empty."""
    frames = sum(1 for _ in frame_offsets(data))
    return Counted(parse_header(data).bitrate_kbps, frames, len(data), crc16(data))


def join(chapters: Iterable[bytes], file: BinaryIO) -> Joined:
    """Write one MP3 stream made of `chapters` to `file`, which must be seekable, from where it stands.

    One chapter is held at a time. All must have the same bit rate. Raises SoundError if one is damaged;
    errors of `file` come out as they are. `file` is left at the end of the stream.
    """
    start = file.tell()
    counted: list[Counted] = []
    for data in chapters:
        counted.append(count(data))
        if len(counted) == 1:
            file.write(bytes(_info_header(counted[0].bitrate_kbps).size))
        file.write(data)
    head, tail = ends(counted)
    file.write(tail)
    end = file.tell()
    file.seek(start)
    file.write(head)
    file.seek(end)
    return Joined(sum(one.frames for one in counted), end - start)


def ends(counted: Sequence[Counted]) -> tuple[bytes, bytes]:
    """What stands before and behind chapters that are joined: the Info header, and a silent frame.

    Raises SoundError if there are none, or of several bit rates.
    """
    whole = together(counted)
    tail = silent_frame(whole.bitrate_kbps) * _FLUSH_FRAMES
    size = whole.size + len(tail)
    return info_frame(whole.bitrate_kbps, whole.frames + _FLUSH_FRAMES, size, crc16(tail, whole.crc)), tail


def together(counted: Sequence[Counted]) -> Counted:
    """What is in chapters that stand behind one another. Raises as `ends` does."""
    checksum = 0
    for one in counted:
        checksum = crc16_of_both(checksum, one.crc, one.size)
    frames, size = sum(one.frames for one in counted), sum(one.size for one in counted)
    return Counted(_one_bitrate(counted), frames, size, checksum)


def _one_bitrate(counted: Sequence[Counted]) -> int:
    if not counted:
        raise SoundError("There is no chapter to join", "Give an article that has text.")
    first = counted[0].bitrate_kbps
    for one in counted:
        if one.bitrate_kbps != first:
            other = one.bitrate_kbps
            raise SoundError(f"A chapter has {other} kbit/s where others have {first}", "Build it again.")
    return first


def _info_header(bitrate_kbps: int) -> FrameHeader:
    if bitrate_kbps not in BITRATES_KBPS:
        raise SoundError(
            f"MP3 knows no bit rate of {bitrate_kbps} kbit/s",
            f"Choose one of {', '.join(map(str, BITRATES_KBPS))}.",
        )
    candidates = (FrameHeader(rate, padded=False) for rate in BITRATES_KBPS if rate >= bitrate_kbps)
    return next(header for header in candidates if header.size >= _INFO_AT + _INFO_BYTES + _LAME_BYTES)


def _toc(header_bytes_: int, stream_bytes: int) -> bytes:
    """For each hundredth of the playing time, where it begins, in 256ths of the file. The rate being
    constant, the frames' sizes differ by one byte and a straight line is exact."""
    total = header_bytes_ + stream_bytes
    return bytes(256 * (header_bytes_ + hundredth * stream_bytes // 100) // total for hundredth in range(100))
