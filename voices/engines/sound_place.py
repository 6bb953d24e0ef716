"""A place for the one sound that another process leaves and this one reads.

On Linux it is in memory and has no name in any folder: it is gone with the process that made it, even if that
is killed. Elsewhere it is a file in a temporary folder; those that killed processes left are removed by the
next one that needs such a folder.
"""

import contextlib
import functools
import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from scripts.files import ABANDONED_S

_PREFIX = "audio-edition-speech-"


@contextlib.contextmanager
def sound_place() -> Iterator[Path]:
    """A path that any process of this user can write to, as long as the context lasts. Raises OSError."""
    with contextlib.ExitStack() as stack:
        yield _in_memory(stack) or _in_a_folder(stack)


def _in_memory(stack: contextlib.ExitStack) -> Path | None:
    if not hasattr(os, "memfd_create"):
        return None
    try:
        descriptor = os.memfd_create(_PREFIX)
    except OSError:  # a kernel, or a sandbox, without it
        return None
    stack.callback(os.close, descriptor)
    path = Path(f"/proc/{os.getpid()}/fd/{descriptor}")
    return path if path.exists() else None


def _in_a_folder(stack: contextlib.ExitStack) -> Path:
    _sweep(tempfile.gettempdir())
    folder = tempfile.TemporaryDirectory(prefix=_PREFIX, ignore_cleanup_errors=True)
    return Path(stack.enter_context(folder), "speech.wav")


@functools.cache
def _sweep(temporary: str) -> None:
    """Remove what killed processes left; once in a process."""
    for folder in Path(temporary).glob(f"{_PREFIX}*"):
        with contextlib.suppress(OSError):
            if time.time() - folder.stat().st_mtime > ABANDONED_S:
                shutil.rmtree(folder, ignore_errors=True)
