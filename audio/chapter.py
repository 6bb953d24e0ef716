"""Making a chapter: takes in, frames of MP3 or AAC in the store out. Runs in worker processes.

Conventions
-----------
The peak of the limiter lies below the ceiling by the headroom, since encoding moves peaks. The frames stored
are exactly those of the chapter's timeline; what the encoder adds at the end is cut off (see `audio.mp3`,
`audio.aac`).

An entry of the store is a magic, the SHA-256 in hexadecimal of all behind its line, a line feed; for MP3 what
an Info header must know of the frames, a line of numbers; then the frames.
"""

import contextlib
import hashlib
import math
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import BinaryIO

import numpy as np

from audio import aac, mp3
from audio.limiter import limit
from audio.measure import measure_frames
from audio.mixing import mixed
from audio.model import Chapter, Codec, Encoding, Loudness
from audio.mp3 import BITRATES_KBPS
from audio.pacing import plan_chapter
from audio.stitch import stitch
from audio.tools import run_ffmpeg
from audio.waves import Meter, chapter_levels
from scripts.errors import SoundError
from voices.model import RATE, Pcm, Store
from voices.takes import read_take

__all__ = [
    "count_chapter",
    "encode_chapter",
    "encode_piece",
    "has_chapter",
    "is_stored",
    "plan_chapter",
    "read_chapter",
]

PIECE = "piece"
"""Of encoded pieces of chapters, in the store. MP3 only: a frame of both codecs is too long to cut at."""

_LAME_QUALITY = 7
"""LAME's own scale, 0 to 9. Against its usual 5, speech at 96 kbit/s has 6 dB less noise (37.0 and 43.2 dB
under the signal), less of it above the masking threshold (a noise-to-mask ratio of -5.9 and -8.0 dB), and
takes 60 % of the time; at 64 and less the two sound alike by the same measure
(`benchmarks/lame_quality.py`)."""

_HEADROOM_DB = 0.9
"""By how much encoding at 96 kbit/s and more can raise a peak; 0.5 dB is the most that was seen."""
_HEADROOM_BELOW_DB = ((48, 3.0), (64, 1.8), (96, 1.4))
"""(kbit/s, dB): at rates below, the coarser quantisation raises peaks further."""

_AAC_HEADROOM_DB = 1.3
"""The same for the AAC encoder of ffmpeg, which raises peaks of speech further. More would cost loudness, for
the limiter would turn down that much more."""
_MOST_TRIES = 4
_SURE_DB = 0.1
"""So often a chapter in AAC is encoded whose peaks come out above the ceiling, each time with peaks lower by
what was too much and this: bright voices can be raised by more than the headroom."""
_AAC_MAKEUP_DB = 0.3
"""What that headroom takes from the loudness of speech, beyond what MP3's does."""

EDGE_FADE_FRAMES = 88
"""2 ms at both ends of a take, so that no join clicks even if a take does not end at rest."""

_MAGIC = b"audio-edition chapter 2 "


class LostChapterError(SoundError):
    """An encoded chapter is missing from the store, or was damaged there."""


_LEAST_TIMEOUT_S = 60.0
_MOST_COUNTS = 100
"""Bytes of the line of numbers in an entry."""


def encode_chapter(
    chapter: Chapter, store: Store, encoding: Encoding, loudness: Loudness, codec: Codec = Codec.MP3
) -> None:
    """Stitch, limit and encode a chapter and put it into the store under (the codec's kind, its key).

    A piece of it that the store holds, from before an edit in another one, is not encoded again. Its levels
    are measured here too, where workers do it side by side. Raises SoundError if ffmpeg fails or a take is
    not what was planned, and whatever the store raises.
    """
    _check(encoding)
    if codec is Codec.MP3 and chapter.pieces:
        parts = [_piece(piece, store, encoding, loudness) for piece in chapter.pieces]
    else:
        parts = [_encode(chapter, store, encoding, loudness, codec)]
    chapter_levels(chapter, store)
    store.write(codec, chapter.key, _entry(*([_counts(parts)] if codec is Codec.MP3 else []), *parts))


def encode_piece(piece: Chapter, store: Store, encoding: Encoding, loudness: Loudness) -> None:
    """Encode one of a chapter's pieces and put it into the store, for `encode_chapter` to find there; so
    several workers can share a chapter. Raises as that does."""
    _check(encoding)
    _piece(piece, store, encoding, loudness)


def _piece(piece: Chapter, store: Store, encoding: Encoding, loudness: Loudness) -> bytes:
    """The MP3 frames of a piece, from the store or newly encoded."""
    reader = store.open(PIECE, piece.key)
    if reader is not None:
        with reader:
            kept = _body(reader.read())
        if kept is not None:
            return bytes(kept)
        store.discard(PIECE, piece.key)
    frames = _encode(piece, store, encoding, loudness, Codec.MP3)
    store.write(PIECE, piece.key, _entry(frames))
    return frames


def _encode(chapter: Chapter, store: Store, encoding: Encoding, loudness: Loudness, codec: Codec) -> bytes:
    """As many frames of the codec as the chapter, or piece, is long."""
    how = _HOW[codec](encoding)
    arguments = [
        *("-loglevel", "error", "-f", "s16le", "-ar", str(RATE), "-ac", "1", "-i", "pipe:0"),
        *how.arguments,
        "pipe:1",
    ]
    timeout_s = _LEAST_TIMEOUT_S + chapter.frames / RATE
    peak_dbtp = loudness.ceiling_dbtp - how.headroom_db + how.makeup_db
    kept = b""
    for _ in range(_MOST_TRIES):
        meter = None if how.metered else Meter(chapter)
        feed = _feed(chapter, store, how.makeup_db, peak_dbtp, meter)
        kept = how.keep(run_ffmpeg(arguments, timeout_s=timeout_s, feed=feed).stdout, chapter.frames)
        if meter:
            meter.keep(store)
            break
        over_db = measure_frames(kept, how.metered, timeout_s).true_peak_dbtp - loudness.ceiling_dbtp
        if over_db <= 0:
            break
        peak_dbtp -= over_db + _SURE_DB
    return kept


def _feed(
    chapter: Chapter, store: Store, makeup_db: float, peak_dbtp: float, meter: Meter | None
) -> Iterator[bytes]:
    """The samples of a chapter, with its music, no peak above `peak_dbtp`."""
    sounds = _sounds(chapter, store, makeup_db, peak_dbtp, meter)
    if chapter.beds:
        pieces = [read_take(store, bed.piece).pcm for bed in chapter.beds]
        sounds = mixed(sounds, chapter.beds, pieces, makeup_db=makeup_db, peak_dbtp=peak_dbtp)
    return stitch(sounds, chapter.frames)


def _entry(*body: bytes) -> bytes:
    """Put together once: a chapter's frames are megabytes."""
    digest = hashlib.sha256()
    for part in body:
        digest.update(part)
    return b"".join((_MAGIC, digest.hexdigest().encode(), b"\n", *body))


def _counts(parts: Sequence[bytes]) -> bytes:
    one = mp3.together([mp3.count(part) for part in parts])
    return b"%d %d %d %d\n" % (one.bitrate_kbps, one.frames, one.size, one.crc)


def is_stored(store: Store, key: str, kind: str = Codec.MP3) -> bool:
    """Whether the store has an entry for the chapter, in a codec, or for a piece (`PIECE`), whole or not:
    reading it will tell. Costs nothing."""
    reader = store.open(kind, key)
    if reader is not None:
        reader.close()
    return reader is not None


@dataclass(frozen=True, slots=True)
class _How:
    """A codec at work."""

    arguments: tuple[str, ...]
    """For ffmpeg, between input and output."""
    keep: Callable[[bytes, int], bytes]
    """What the store keeps of what comes out, for so many samples."""
    makeup_db: float
    """What the encoder, or the headroom that it needs, turns down."""
    headroom_db: float
    """How far below the ceiling a peak must be before it."""
    metered: str = ""
    """What ffmpeg calls the framing, where peaks are measured in what was encoded."""


def _mp3(encoding: Encoding) -> _How:
    rate = ("-c:a", "libmp3lame", "-b:a", f"{encoding.bitrate_kbps}k", "-reservoir", "0")
    quality = ("-compression_level", str(_LAME_QUALITY))
    form = ("-write_xing", "0", "-id3v2_version", "0", "-f", "mp3")
    kbps = encoding.bitrate_kbps
    return _How((*rate, *quality, *form), mp3.keep_samples, lame_scale_db(kbps), headroom_db(kbps))


def _aac(encoding: Encoding) -> _How:
    rate = ("-c:a", "aac", "-profile:a", "aac_low", "-b:a", f"{aac.kbps_for(encoding.bitrate_kbps)}k")
    form = ("-flags:a", "+bitexact", "-f", "adts")
    return _How((*rate, *form), aac.keep_samples, _AAC_MAKEUP_DB, _AAC_HEADROOM_DB + _AAC_MAKEUP_DB, "aac")


_HOW: Mapping[Codec, Callable[[Encoding], _How]] = {Codec.MP3: _mp3, Codec.AAC: _aac}


def has_chapter(store: Store, key: str, codec: Codec = Codec.MP3) -> bool:
    """Whether the store holds the encoded chapter; a damaged one is discarded, and so not there."""
    reader = store.open(codec, key)
    if reader is None:
        return False
    with reader:
        whole = _body(reader.read()) is not None
    if not whole:
        store.discard(codec, key)
    return whole


def read_chapter(store: Store, key: str, codec: Codec = Codec.MP3) -> bytes:
    """The frames of a chapter, for `audio.mp3.join` or `audio.aac.raw_frames`.

    Raises LostChapterError if the store lacks them, or has them damaged (they are discarded then).
    """
    with open_chapter(store, key, codec) as (reader, wanted):
        counts = reader.readline(_MOST_COUNTS) if codec is Codec.MP3 else b""
        frames = reader.read()
    digest = hashlib.sha256(counts)
    digest.update(frames)
    if digest.hexdigest().encode() != wanted:
        raise lost_chapter(store, key, codec)
    return frames


def count_chapter(store: Store, key: str) -> mp3.Counted:
    """What an Info header must know of a chapter in MP3. Reading it will tell whether that is true.

    Raises LostChapterError if the store has no such chapter.
    """
    with open_chapter(store, key, Codec.MP3) as (reader, _):
        counts = reader.readline(_MOST_COUNTS)
    if not re.fullmatch(rb"\d+ \d+ \d+ \d+\n", counts):
        raise lost_chapter(store, key, Codec.MP3)
    return mp3.Counted(*map(int, counts.split()))


@contextlib.contextmanager
def open_chapter(store: Store, key: str, codec: Codec) -> Iterator[tuple[BinaryIO, bytes]]:
    """A reader of an entry that stands behind its first line, and the digest that the rest should have.

    Raises LostChapterError if there is no such entry.
    """
    reader = store.open(codec, key)
    if reader is None:
        raise lost_chapter(store, key, codec)
    with reader:
        head = reader.readline(len(_MAGIC) + 65)
        if not head.startswith(_MAGIC):
            raise lost_chapter(store, key, codec)
        yield reader, head[len(_MAGIC) : -1]


def lost_chapter(store: Store, key: str, codec: Codec) -> LostChapterError:
    """The error to be raised for an entry that is not there, or not as it was written; it is discarded."""
    store.discard(codec, key)
    return LostChapterError(
        f"The chapter {key[:12]} is missing from the store, or was damaged there",
        "Build again: it is encoded anew.",
    )


def _body(entry: bytes | memoryview) -> memoryview | None:
    """What an entry holds behind its first line; None if it is not as it was written."""
    start = len(_MAGIC) + 65
    body = memoryview(entry)[start:]
    digest = hashlib.sha256(body).hexdigest().encode()
    return body if entry[:start] == _MAGIC + digest + b"\n" else None


def lame_scale_db(bitrate_kbps: int) -> float:
    """By how much LAME turns down what it encodes at each rate (its `presets.c`; measured as well)."""
    factor = {192: 0.97, 224: 0.98, 256: 1.0, 320: 1.0}.get(bitrate_kbps, 0.95)
    return -20 * math.log10(factor)


def headroom_db(bitrate_kbps: int) -> float:
    """How far below the ceiling a peak must be before encoding as MP3, to be below it after.

    >>> headroom_db(96), headroom_db(64), headroom_db(32)
    (0.9, 1.4, 3.0)
    """
    return next((headroom for rate, headroom in _HEADROOM_BELOW_DB if bitrate_kbps < rate), _HEADROOM_DB)


def _check(encoding: Encoding) -> None:
    if encoding.bitrate_kbps not in BITRATES_KBPS:
        raise SoundError(
            f"MP3 knows no bit rate of {encoding.bitrate_kbps} kbit/s",
            f"Choose one of {', '.join(map(str, BITRATES_KBPS))}.",
        )


def _sounds(
    chapter: Chapter, store: Store, makeup_db: float, peak_dbtp: float, meter: Meter | None
) -> Iterator[tuple[int, Pcm]]:
    for clip, start in zip(chapter.clips, chapter.starts, strict=True):
        if not clip.frames:
            continue
        pcm = read_take(store, clip.take).pcm
        if len(pcm) != clip.frames:
            raise SoundError(
                f"A take has {len(pcm)} frames where {clip.frames} were planned",
                "Build again to make it anew.",
            )
        if meter:
            meter.add(pcm, start, clip.gain_db)
        yield start, limit(_with_soft_edges(pcm), clip.gain_db + makeup_db, peak_dbtp)


def _with_soft_edges(pcm: Pcm) -> Pcm:
    length = min(EDGE_FADE_FRAMES, len(pcm) // 2)
    ramp = (0.5 - 0.5 * np.cos(np.pi * np.arange(length) / max(1, length))).astype(np.float32)
    soft = pcm.copy()
    soft[:length] = np.rint(pcm[:length] * ramp)
    soft[len(pcm) - length :] = np.rint(pcm[len(pcm) - length :] * ramp[::-1])
    return soft
