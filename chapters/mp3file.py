"""Writing the published MP3: tag, header and chapters, in one go and never half (invariant 6)."""

import contextlib
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import BinaryIO

from audio.mp3 import Counted, ends, join
from chapters.written import Hashing, WrittenFile, digest_of
from scripts.errors import SoundError
from scripts.files import publishing


def write_mp3(path: Path, tag: bytes, chapters: Iterable[bytes]) -> WrittenFile:
    """Write an ID3 tag and the encoded chapters to `path`; one chapter is held at a time.

    A temporary file in the same folder takes everything and then takes the place of `path`; whatever goes
    wrong before that, what stood there stays. Raises PublishError if the disk or the folder refuses,
    SoundError if a chapter is damaged.
    """
    with publishing(path) as file:
        return write_stream(file, tag, chapters, path.name)


@contextlib.contextmanager
def writing_mp3(
    path: Path,
    tag: bytes,
    counted: Sequence[Counted],
    put: Callable[[BinaryIO], Iterable[bytes | memoryview]],
) -> Iterator[WrittenFile]:
    """The same where it is known what is in the chapters (`counted`): they are not looked through again.
    `put` writes their frames to the file, and tells each part of any length that it wrote; a part is good
    until the next but one is asked for.

    What was written is known in the block; the disk is waited for, and the file in its place, after that.
    """
    with publishing(path) as file:
        yield _write_counted(file, tag, put, counted, path.name)
        os.fsync(file.fileno())  # here, in the caller's own time; taking its place then waits for nothing


def _write_counted(
    file: BinaryIO,
    tag: bytes,
    put: Callable[[BinaryIO], Iterable[bytes | memoryview]],
    counted: Sequence[Counted],
    name: str,
) -> WrittenFile:
    """From the first byte to the last, so that none has to be read again for the digest."""
    head, tail = ends(counted)
    hashing = Hashing(file)
    hashing.write(tag)
    hashing.write(head)
    with ThreadPoolExecutor(1, thread_name_prefix="digest") as aside:
        before: Future[None] | None = None
        for part in put(file):
            following = aside.submit(hashing.passed, part)
            if before:
                before.result()
            before = following
    hashing.write(tail)
    file.flush()
    written, due = hashing.written(name), sum(one.size for one in counted)
    due += len(tag) + len(head) + len(tail)
    if {written.bytes, os.fstat(file.fileno()).st_size} != {due}:
        raise SoundError(f"The recording has {written.bytes} bytes where {due} were due", "Build it again.")
    return written


def write_stream(file: BinaryIO, tag: bytes, chapters: Iterable[bytes], name: str) -> WrittenFile:
    """The same into an open file, which must be readable and seekable. Its errors come out as they are."""
    file.write(tag)
    join(chapters, file)
    file.flush()
    return digest_of(file, name)
