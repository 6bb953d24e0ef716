"""AAC as a row of frames: what an encoder gives for a chapter, and how chapters go behind each other.

Conventions
-----------
Only what this project makes is read: MPEG-4 AAC LC, mono, 44.1 kHz, in ADTS framing without checksums. A
frame stands for 1,024 samples of sound.

A frame overlaps the one before it by half: frame i of a chapter covers its samples from (i - 1) * 1,024 to
(i + 1) * 1,024, frame 0 the 1,024 before its first as well. So a chapter of n * 1,024 samples has n + 1
frames, and its last frame and the first of the next chapter cover the same samples. Both are silent there
(see `audio.pacing.EDGE_MS`), so either will do: the last frame of every chapter but the last is left out.
What is decoded lags by 1,024 samples, once; the file's edit list says so.

Sources: ISO/IEC 14496-3, 1.A.2 (ADTS) and 4.6.11 (filter bank); ISO/IEC 13818-7, annex D.
"""

from collections.abc import Iterator

from audio.mp3 import RATE
from scripts.errors import SoundError

SAMPLES_PER_FRAME = 1_024
ENCODER_DELAY = 1_024
"""Samples by which what is decoded lags the input: frame 0 holds nothing of it alone."""
LEAST_KBPS, MOST_KBPS = 64, 256
"""Below, ffmpeg's encoder tears sounds apart; above, a frame would need more than a channel's 6,144 bits."""

_HEADER_BYTES = 7
_FIXED = 0xFFF1_5040
"""Sync, MPEG-4, no checksum, LC, 44.1 kHz, one channel."""
_FIXED_MASK = 0xFFFF_FDC0
"""All of the first four bytes but the private bit and what follows the channels."""


def kbps_for(bitrate_kbps: int) -> int:
    """The bit rate to ask for where MP3 has `bitrate_kbps`.

    >>> kbps_for(32), kbps_for(96), kbps_for(320)
    (64, 96, 256)
    """
    return min(max(bitrate_kbps, LEAST_KBPS), MOST_KBPS)


def keep_samples(data: bytes, samples: int) -> bytes:
    """The frames of a chapter of `samples` (a multiple of 1,024): one more than it takes without the overlap.

    Raises SoundError if there are fewer, or something else is there.
    """
    count = samples // SAMPLES_PER_FRAME + 1
    spans = list(_frame_spans(data))
    if len(spans) < count:
        raise SoundError(
            f"The encoder gave {len(spans)} frames where {count} were due", "Look at the ffmpeg used."
        )
    return data[: spans[count - 1][1]]


def raw_frames(data: bytes) -> list[bytes]:
    """The frames of a chapter without their ADTS headers, as an MP4 file has them."""
    return [data[start + _HEADER_BYTES : end] for start, end in _frame_spans(data)]


def _frame_spans(data: bytes) -> Iterator[tuple[int, int]]:
    """(first byte, end) of each frame with its header; raises SoundError where something else stands."""
    at = 0
    while at < len(data):
        head = int.from_bytes(data[at : at + _HEADER_BYTES], "big")
        size = head >> 13 & 0x1FFF
        if head >> 24 & _FIXED_MASK != _FIXED & _FIXED_MASK or head & 0b11 or size <= _HEADER_BYTES:
            raise SoundError(
                f"{data[at : at + 4].hex(' ')} is no frame of 44.1 kHz mono AAC", "Encode it again."
            )
        if at + size > len(data):
            raise SoundError(f"The last frame lacks {at + size - len(data)} bytes", "Encode it again.")
        yield at, at + size
        at += size


assert RATE == 44_100  # noqa: S101 - the headers above say so
