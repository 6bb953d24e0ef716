"""Writing the published MP3: tag, header and chapters, in one go and never half (invariant 6)."""

import itertools
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

from audio.mp3 import Counted, ends, join
from chapters.written import Hashing, WrittenFile, digest_of
from scripts.errors import SoundError
from scripts.files import publishing


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
    hashing = Hashing(file)
    for part in itertools.chain((tag, head), _as_counted(chapters, counted), (tail,)):
        hashing.write(part)
    return hashing.written(name)


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
