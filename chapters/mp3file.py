"""Writing the published MP3: tag, header and chapters, in one go and never half (invariant 6)."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from audio.mp3 import join
from scripts.files import publishing

_READ_BYTES = 1 << 20


@dataclass(frozen=True, slots=True)
class WrittenFile:
    """A file as it was put in place."""

    name: str
    bytes: int
    sha256: str


def write_mp3(path: Path, tag: bytes, chapters: Iterable[bytes]) -> WrittenFile:
    """Write an ID3 tag and the encoded chapters to `path`; one chapter is held at a time.

    A temporary file in the same folder takes everything and then takes the place of `path`; whatever goes
    wrong before that, what stood there stays. Raises PublishError if the disk or the folder refuses,
    SoundError if a chapter is damaged.
    """
    with publishing(path) as file:
        return write_stream(file, tag, chapters, path.name)


def write_stream(file: BinaryIO, tag: bytes, chapters: Iterable[bytes], name: str) -> WrittenFile:
    """The same into an open file, which must be readable and seekable. Its errors come out as they are."""
    file.write(tag)
    join(chapters, file)
    file.flush()
    return digest_of(file, name)


def digest_of(file: BinaryIO, name: str) -> WrittenFile:
    """What an open file holds by now."""
    file.seek(0)
    digest, size = hashlib.sha256(), 0
    while block := file.read(_READ_BYTES):
        digest.update(block)
        size += len(block)
    return WrittenFile(name, size, digest.hexdigest())
