"""Filling the recording's file: hours of sound, copied and hashed by a process that has nothing else to do.

A thread of the build's own process would wait some turns of Python's for each block, while another works on
the words. Modules that a worker has no use for are not imported here.
"""

import contextlib
from collections.abc import Sequence
from concurrent.futures import Executor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from audio.mp3 import Counted
from audio.stream import copy_chapters
from chapters.mp3file import write_counted
from chapters.written import WrittenFile
from edition.workers import Workers
from voices.model import Store

_BLOCK_BYTES = 1 << 20
"""Of what is held twice, in a process that shares its turns with nobody."""


@dataclass(frozen=True, slots=True)
class Contents:
    """What a recording is made of; can be given to a worker."""

    name: str
    """What its file will be called."""
    tag: bytes
    store: Store
    keys: Sequence[str]
    """Of its chapters."""
    counted: Sequence[Counted]
    """What is in each of them."""

    def fill(self, path: Path, block_bytes: int | None = None) -> WrittenFile:
        """What `write_counted` does. Raises what `copy_chapters` raises."""
        put = partial(copy_chapters, self.store, self.keys, self.counted, block_bytes=block_bytes)
        return write_counted(path, self.tag, self.counted, put, self.name)


def fill(executor: Executor, contents: Contents, path: Path) -> WrittenFile:
    """`Contents.fill`, in a worker if there are processes of this machine; if not, or if it is lost in the
    middle, here."""
    if isinstance(executor, Workers):
        with contextlib.suppress(BrokenProcessPool):  # whoever asks for more work has it renewed
            return executor.submit(contents.fill, path, _BLOCK_BYTES).result()
    return contents.fill(path)
