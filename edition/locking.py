"""One at a time in a folder: builds of the same edition that end together do not mix their files.

The lock is the system's own and goes with the process that holds it, however that ends: nobody waits for the
dead. It is held only while files are put in place, for which a bounded wait is enough.
"""

import contextlib
import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from scripts.errors import PublishError

PATIENCE_S = 120.0
"""Putting an edition in place takes seconds at most, ten hours of audio included."""
_POLL_S = 0.05


@contextlib.contextmanager
def alone_in(folder: Path, patience_s: float = PATIENCE_S) -> Iterator[None]:
    """Keep other processes that ask the same out of `folder` for as long as the context lasts.

    Raises PublishError if one of them is in there for longer than `patience_s`. Where the file system knows
    no locks, nobody is kept out.
    """
    descriptor = _opened(folder)
    try:
        _acquire(descriptor, folder, patience_s)
        yield
    finally:
        os.close(descriptor)
        if sys.platform == "win32":
            with contextlib.suppress(OSError):  # somebody else has it open
                (folder / _FILE).unlink()


_FILE = ".lock"
"""On Windows, where a folder cannot be locked itself."""


def _opened(folder: Path) -> int:
    if sys.platform == "win32":
        return os.open(folder / _FILE, os.O_RDWR | os.O_CREAT)
    return os.open(folder, os.O_RDONLY)


def _acquire(descriptor: int, folder: Path, patience_s: float) -> None:
    deadline = time.monotonic() + patience_s
    while not _try(descriptor):
        if time.monotonic() > deadline:
            raise PublishError(
                f"Another build has been writing to {folder} for {patience_s:.0f} s",
                "End it, or build again later: what was made is kept.",
            )
        time.sleep(_POLL_S)


if sys.platform == "win32":
    import msvcrt

    def _try(descriptor: int) -> bool:
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _try(descriptor: int) -> bool:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        except OSError:  # this file system knows no locks
            return True
        return True
