"""Writing the published MP3: tag, header and chapters, in one go and never half (invariant 6)."""

import hashlib
import itertools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from audio.mp3 import Counted, ends, join
from scripts.errors import SoundError
from scripts.files import publishing

_READ_BYTES = 1 << 20


@dataclass(frozen=True, slots=True)
class WrittenFile:
    """A file as it was put in place."""

    name: str
    bytes: int
    sha256: str


def write_mp3(
    path: Path, tag: bytes, chapters: Iterable[bytes | memoryview], counted: Sequence[Counted] = ()
) -> WrittenFile:
    """Write an ID3 tag and the encoded chapters to `path`; one chapter is held at a time.

    Where it is known what is in the chapters (`counted`), they are not looked through again. A temporary file
    in the same folder takes everything and then takes the place of `path`; whatever goes wrong before that,
    what stood there stays. Raises PublishError if the disk or the folder refuses, SoundError if a chapter is
    damaged.
    """
    with publishing(path) as file:
        if counted:
            return _write_counted(file, tag, chapters, counted, path.name)
        return write_stream(file, tag, map(bytes, chapters), path.name)


def _write_counted(
    file: BinaryIO, tag: bytes, chapters: Iterable[bytes | memoryview], counted: Sequence[Counted], name: str
) -> WrittenFile:
    """From the first byte to the last, so that none has to be read again for the digest."""
    head, tail = ends(counted)
    digest, size = hashlib.sha256(), 0
    for part in itertools.chain((tag, head), _as_counted(chapters, counted), (tail,)):
        file.write(part)
        digest.update(part)
        size += len(part)
    return WrittenFile(name, size, digest.hexdigest())


def _as_counted(
    chapters: Iterable[bytes | memoryview], counted: Sequence[Counted]
) -> Iterator[bytes | memoryview]:
    for data, one in zip(chapters, counted, strict=True):
        if len(data) != one.size:
            raise SoundError(f"A chapter has {len(data)} bytes where {one.size} were due", "Build it again.")
        yield data


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
