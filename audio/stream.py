"""Encoded chapters in MP3 as one stream of blocks: tested, and copied behind one another into a file, so that
hours of sound are never held.
"""

import contextlib
import errno
import hashlib
import io
import itertools
import os
from collections.abc import Callable, Iterator, Sequence
from typing import BinaryIO

from audio.chapter import lost_chapter, open_chapter
from audio.model import Codec
from audio.mp3 import Counted
from voices.model import Store

_BLOCK_BYTES = 4 << 20
"""Large, for each waits some turns of Python's while another thread works; and read into the same two rooms,
for new room costs as much as reading."""


def copy_chapters(
    store: Store,
    keys: Sequence[str],
    counted: Sequence[Counted],
    file: BinaryIO,
    block_bytes: int | None = None,
) -> Iterator[memoryview]:
    """Write the frames of the chapters, one behind the other, to `file` (open for writing, at its end), and
    tell each block, which is good until the next but one is asked for. Nobody else writes there before the
    last. Blocks have at most `block_bytes`.

    Raises LostChapterError where the store lacks a chapter, or it is not what `counted` (of `count_chapter`)
    says, or damaged (it is discarded then): what came before that is worth nothing. Errors of the disk come
    out as they are.
    """
    blocks = [memoryview(bytearray(block_bytes or _BLOCK_BYTES)) for _ in range(2)]
    rooms, target = itertools.cycle(blocks), _Target(file)
    for key, told in zip(keys, counted, strict=True):
        with open_chapter(store, key, Codec.MP3) as (reader, wanted):
            counts = reader.readline()
            digest, left = hashlib.sha256(counts), told.size
            while left:
                room, at = next(rooms), reader.tell()
                size = reader.readinto(room[:left])  # type: ignore[attr-defined] # all readers have it
                if not size:
                    break
                block = room[:size]
                digest.update(block)
                target.take(reader, at, block)
                yield block
                left -= size
            if left or reader.read(1) or digest.hexdigest().encode() != wanted:
                raise lost_chapter(store, key, Codec.MP3)


class _Target:
    """The end of a file, to which blocks of other open files are added.

    Where the system copies from file to file by itself, that takes a quarter of the time of writing.
    """

    def __init__(self, file: BinaryIO) -> None:
        file.flush()
        self._file, self._at = file, file.tell()
        self._by_system: Callable[[int, int, int, int, int], int] | None = getattr(
            os, "copy_file_range", None
        )

    def take(self, source: BinaryIO, at: int, block: memoryview) -> None:
        """Add `block`, which was read from `source`, where it stands at `at`."""
        copied = self._copied(source, at, len(block))
        if copied < len(block):
            self._file.seek(self._at + copied)
            self._file.write(block[copied:])
            self._file.flush()
        _begin_writing(self._file, self._at, len(block))
        self._at += len(block)
        self._file.seek(self._at)

    def _copied(self, source: BinaryIO, at: int, size: int) -> int:
        """So many bytes the system has copied; not all of them where it cannot."""
        done = 0
        try:
            while self._by_system and done < size:
                files = source.fileno(), self._file.fileno()
                step = self._by_system(*files, size - done, at + done, self._at + done)
                if not step:
                    break
                done += step
        except io.UnsupportedOperation:  # no file of this machine
            self._by_system = None
        except OSError as error:
            if error.errno not in _CANNOT:
                raise
            self._by_system = None
        return done


_CANNOT = {errno.EXDEV, errno.EINVAL, errno.ENOSYS, errno.EOPNOTSUPP, errno.EPERM, errno.EBADF}
"""Between these two files, or anywhere on this system."""


def _begin_writing(file: BinaryIO, at: int, size: int) -> None:
    """Have the disk take what stands there, so that nobody waits for all of it at the end: Linux begins with
    what is said not to be needed, and keeps it until it is done."""
    if hasattr(os, "posix_fadvise"):
        with contextlib.suppress(OSError):  # io.UnsupportedOperation is one
            os.posix_fadvise(file.fileno(), at, size, os.POSIX_FADV_DONTNEED)
