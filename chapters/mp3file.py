"""Writing the published MP3: tag, header and chapters, in one go and never half (invariant 6)."""

import itertools
from collections.abc import Iterable, Sequence
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

    Where it is known what is in the chapters (`counted`), they are not looked through again, and may come in
    parts of any length. A temporary file
    in the same folder takes everything and then takes the place of `path`; whatever goes wrong before that,
    what stood there stays. Raises PublishError if the disk or the folder refuses, SoundError if a chapter is
    damaged.
    """
    with publishing(path) as file:
        if counted:
            return _write_counted(file, tag, chapters, counted, path.name)
        return write_stream(file, tag, map(bytes, chapters), path.name)


def _write_counted(
    file: BinaryIO, tag: bytes, parts: Iterable[bytes | memoryview], counted: Sequence[Counted], name: str
) -> WrittenFile:
    """From the first byte to the last, so that none has to be read again for the digest."""
    head, tail = ends(counted)
    hashing = Hashing(file)
    for part in itertools.chain((tag, head), parts, (tail,)):
        hashing.write(part)
    written, due = hashing.written(name), sum(one.size for one in counted)
    due += len(tag) + len(head) + len(tail)
    if written.bytes != due:
        raise SoundError(f"The recording has {written.bytes} bytes where {due} were due", "Build it again.")
    return written


def write_stream(file: BinaryIO, tag: bytes, chapters: Iterable[bytes], name: str) -> WrittenFile:
    """The same into an open file, which must be readable and seekable. Its errors come out as they are."""
    file.write(tag)
    join(chapters, file)
    file.flush()
    return digest_of(file, name)
