"""Writing files so that a reader never sees half of one (invariant 6)."""

import contextlib
import filecmp
import os
import tempfile
import time
from collections.abc import Iterator
from contextvars import ContextVar
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
    """`replacing` for what users see: an OSError of the block becomes a PublishError with a next step.

    Inside `together`, the file takes its place with the others of that block.
    """
    held = _held.get()
    with _telling(path), _temporary(path) as (temporary, file):
        yield file
    if held is None:
        with _telling(path):
            _place(temporary, path, durable=True)
    else:
        held.append((temporary, path))


@contextlib.contextmanager
def together() -> Iterator[None]:
    """Files that `publishing` writes while the block runs take their places when it ends well, right behind
    one another, in the order in which they were finished. If it does not, none of them does.

    A thread takes part in it if it runs in a copy of this one's context.
    """
    held: list[tuple[Path, Path]] = []
    before = _held.set(held)
    try:
        try:
            yield
        finally:
            _held.reset(before)
        for temporary, path in held:
            with _telling(path):
                _place(temporary, path, durable=True)
    finally:
        for temporary, _ in held:
            with contextlib.suppress(OSError):
                temporary.unlink(missing_ok=True)


_held: ContextVar[list[tuple[Path, Path]] | None] = ContextVar("_held", default=None)
"""Files that are finished, and where they are to be."""


@contextlib.contextmanager
def _telling(path: Path) -> Iterator[None]:
    try:
        yield
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
    with _temporary(path) as (temporary, file):
        yield file
    _place(temporary, path, durable=durable)


@contextlib.contextmanager
def _temporary(path: Path) -> Iterator[tuple[Path, BinaryIO]]:
    """A new file beside `path`, closed when the block has ended; removed if that does not end well."""
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, name = tempfile.mkstemp(prefix=".", suffix=".part", dir=path.parent)
    temporary = Path(name)
    # Opened so, it has its path for a name, by which another process can fill it.
    opened = open(temporary, "w+b", opener=lambda *_: descriptor)  # noqa: SIM115 - a path has no opener
    with _removed_on_error(temporary), opened as file:
        yield temporary, file


def _place(temporary: Path, path: Path, *, durable: bool) -> None:
    with _removed_on_error(temporary):
        if durable and _same(temporary, path):
            temporary.unlink()
            return
        if durable:
            with temporary.open("r+b") as file:
                os.fsync(file.fileno())
        # mkstemp makes files that only their owner can read; these follow the user's umask.
        temporary.chmod(0o666 & ~_umask())
        temporary.replace(path)


def forget(path: Path) -> None:
    """Have the system give up what it holds in memory of a file: otherwise who replaces hours of sound waits
    for that."""
    if hasattr(os, "posix_fadvise"):
        with contextlib.suppress(OSError), path.open("rb") as file:
            os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


@contextlib.contextmanager
def _removed_on_error(temporary: Path) -> Iterator[None]:
    try:
        yield
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
