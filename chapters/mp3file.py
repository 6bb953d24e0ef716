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
def writing_mp3(path: Path, fill: Callable[[Path], WrittenFile]) -> Iterator[WrittenFile]:
    """The same in the hands of `fill`, which calls `write_counted` with the file that it is given, or has
    another process do so.

    What was written is known in the block; the disk is waited for, and the file in its place, after that.
    """
    with publishing(path) as file:
        yield fill(Path(file.name))
        os.fsync(file.fileno())  # here, in the caller's own time; taking its place then waits for nothing


def write_counted(
    path: Path,
    tag: bytes,
    counted: Sequence[Counted],
    put: Callable[[BinaryIO], Iterable[bytes | memoryview]],
    name: str,
) -> WrittenFile:
    """Fill the file at `path`, which is there, with chapters of which it is known what is in them
    (`counted`): they are not looked through again. `name` is what it will be called.

    `put` writes their frames to the open file, and tells each part of any length that it wrote; a part is
    good until the next but one is asked for. Raises SoundError if they are not what was counted; errors of
    the disk come out as they are.
    """
    head, tail = ends(counted)
    with path.open("r+b") as file, ThreadPoolExecutor(1, thread_name_prefix="digest") as aside:
        file.truncate()  # a process that began it was lost
        hashing = Hashing(file)
        hashing.write(tag)
        hashing.write(head)
        before: Future[None] | None = None
        for part in put(file):
            following = aside.submit(hashing.passed, part)
            if before:
                before.result()
            before = following
        if before:
            before.result()
        hashing.write(tail)
        file.flush()
        written, due = hashing.written(name), sum(one.size for one in counted)
        due += len(tag) + len(head) + len(tail)
        if {written.bytes, os.fstat(file.fileno()).st_size} != {due}:
            raise SoundError(
                f"The recording has {written.bytes} bytes where {due} were due", "Build it again."
            )
        return written


def write_stream(file: BinaryIO, tag: bytes, chapters: Iterable[bytes], name: str) -> WrittenFile:
    """The same into an open file, which must be readable and seekable. Its errors come out as they are."""
    file.write(tag)
    join(chapters, file)
    file.flush()
    return digest_of(file, name)
