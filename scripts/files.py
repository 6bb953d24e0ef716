"""Writing files so that a reader never sees half of one (invariant 6)."""

import contextlib
import filecmp
import os
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from scripts.errors import PublishError


def write_atomic(path: Path, data: bytes | str) -> None:
    """Put `data` at `path` in one step. Text is written as UTF-8 with its line ends as they are.

    Raises PublishError if the disk is full or the folder cannot be written; what stood there is untouched.
    """
    with publishing(path) as file:
        file.write(data.encode("utf-8") if isinstance(data, str) else data)


@contextlib.contextmanager
def publishing(path: Path) -> Iterator[BinaryIO]:
    """`replacing` for what users see: an OSError of the block becomes a PublishError with a next step."""
    try:
        with replacing(path, durable=True) as file:
            yield file
    except OSError as error:
        raise PublishError(
            f"Cannot write {path}: {error.strerror or error}",
            "Check the folder's rights and free space, or give another with -o.",
        ) from error


@contextlib.contextmanager
def replacing(path: Path, *, durable: bool) -> Iterator[BinaryIO]:
    """A new file, open for reading and writing, that takes the place of `path` when the block ends well.

    It is a temporary file in the same folder (hidden, ending in `.part`) until then; if anything goes wrong,
    it is removed and what stood at `path` stays. `durable` waits for the disk, so that not even a power cut
    leaves half a file; a file that has the same bytes already is then left as it is, its time too. Errors of
    the disk come out as they are.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, name = tempfile.mkstemp(prefix=".", suffix=".part", dir=path.parent)
    temporary = Path(name)
    try:
        with os.fdopen(descriptor, "w+b") as file:
            yield file
            file.flush()
            if durable and _same(temporary, path):
                temporary.unlink()
                return
            if durable:
                os.fsync(file.fileno())
        # mkstemp makes files that only their owner can read; these follow the user's umask.
        temporary.chmod(0o666 & ~_umask())
        temporary.replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise


def _same(one: Path, other: Path) -> bool:
    try:
        return not other.is_symlink() and filecmp.cmp(one, other, shallow=False)
    except OSError:
        return False


ABANDONED_S = 3600.0
"""Age at which a temporary file has nobody left who would finish it."""


def remove_abandoned(part: Path) -> None:
    """Remove a temporary file of `replacing` if the process that wrote it must be gone."""
    with contextlib.suppress(OSError):
        if time.time() - part.stat().st_mtime > ABANDONED_S:
            part.unlink()


def _umask() -> int:
    mask = os.umask(0o022)
    os.umask(mask)
    return mask
