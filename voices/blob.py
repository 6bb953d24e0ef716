"""One take as one entry of the store.

    audio-edition take 1 <SHA-256 of the next line, hex>\\n
    <header: one line of JSON>\\n
    <samples: signed 16 bit, little endian, mono>

The header has the take's `key`, `frames`, `lufs` (of music), `level_db` (of speech), `estimated`, `remark`,
`pcm_sha256`, `spoken` (one [start, end, start_frame, end_frame] per word of the spoken text) and `words` (the
same, of the written line that the take was made for). An entry is damaged if anything in it does not fit: a
magic or a digest, the number of bytes.
"""

import hashlib
import io
import itertools
import json
from dataclasses import dataclass
from typing import BinaryIO

import numpy as np

from voices.model import Pcm, SpeechWord, TakeInfo, Word
from voices.rows import Rows

_MAGIC = b"audio-edition take 1 "
_HEADER_LIMIT_BYTES = 64 * 1024 * 1024


class DamagedEntryError(ValueError):
    """The bytes are not a take as it was written."""


@dataclass(frozen=True, slots=True)
class Header:
    """What stands before the samples."""

    info: TakeInfo
    spoken: tuple[SpeechWord, ...]
    """When each word of the spoken text is heard, at the edition's rate."""
    pcm_sha256: str


def encode(info: TakeInfo, spoken: tuple[SpeechWord, ...], pcm: Pcm) -> bytes:
    """The entry's bytes; the same for the same take."""
    samples = pcm.astype("<i2").tobytes()
    fields = {
        "key": info.key,
        "frames": info.frames,
        "lufs": info.lufs,
        "level_db": info.level_db,
        "estimated": info.estimated,
        "remark": info.remark,
        "pcm_sha256": hashlib.sha256(samples).hexdigest(),
        "spoken": [[w.start, w.end, w.start_frame, w.end_frame] for w in spoken],
        "words": [[w.start, w.end, w.start_frame, w.end_frame] for w in info.words],
    }
    header = json.dumps(fields, sort_keys=True, separators=(",", ":")).encode()
    digest = hashlib.sha256(header).hexdigest().encode()
    return b"".join((_MAGIC, digest, b"\n", header, b"\n", samples))


def decode_header(file: BinaryIO) -> Header:
    """Read up to the samples, and look whether as many follow as the header says.

    Raises DamagedEntryError.
    """
    first = file.readline(len(_MAGIC) + 66)
    header = file.readline(_HEADER_LIMIT_BYTES)
    if not (first.startswith(_MAGIC) and first.endswith(b"\n") and header.endswith(b"\n")):
        raise DamagedEntryError("not a take of this format")
    if hashlib.sha256(header[:-1]).hexdigest().encode() != first[len(_MAGIC) : -1]:
        raise DamagedEntryError("its header does not have the digest that it should have")
    fields = json.loads(header)
    samples_at = file.tell()
    if file.seek(0, io.SEEK_END) - samples_at != 2 * fields["frames"]:
        raise DamagedEntryError("it is cut short, or too long")
    file.seek(samples_at)
    words = Rows(Word, itertools.chain.from_iterable(fields["words"]))
    info = TakeInfo(
        key=fields["key"],
        frames=fields["frames"],
        words=words,
        lufs=fields["lufs"],
        # Takes of earlier versions do not have these.
        level_db=fields.get("level_db"),
        estimated=fields.get("estimated", False),
        remark=fields.get("remark", ""),
    )
    return Header(info, tuple(SpeechWord(*numbers) for numbers in fields["spoken"]), fields["pcm_sha256"])


def decode_samples(file: BinaryIO, header: Header) -> Pcm:
    """The samples after `header`, where `decode_header` left `file`. Raises DamagedEntryError."""
    samples = file.read(2 * header.info.frames)
    if hashlib.sha256(samples).hexdigest() != header.pcm_sha256:
        raise DamagedEntryError("its samples do not have the digest that they should have")
    return np.frombuffer(samples, "<i2").astype(np.int16)
