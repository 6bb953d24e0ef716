"""Filling the recording's file: hours of sound, copied and hashed by a process that has nothing else to do.

A thread of the build's own process would wait some turns of Python's for each block, while another works on
the words. Modules that a worker has no use for are not imported here.
"""

from collections.abc import Sequence
from concurrent.futures import Executor
from concurrent.futures.process import BrokenProcessPool
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


def fill(  # noqa: PLR0913, PLR0917 - what a recording is made of
    executor: Executor,
    path: Path,
    tag: bytes,
    counted: Sequence[Counted],
    store: Store,
    keys: Sequence[str],
    name: str,
) -> WrittenFile:
    """What `write_counted` does with the chapters `keys` of the store, in a worker if there are processes of
    this machine; if not, or if it is lost in the middle, here. Raises what `copy_chapters` raises."""
    if isinstance(executor, Workers):
        try:
            return executor.submit(_fill, path, tag, counted, store, keys, name, _BLOCK_BYTES).result()
        except BrokenProcessPool:
            pass  # whoever asks for more work has it renewed
    return _fill(path, tag, counted, store, keys, name)


def _fill(  # noqa: PLR0913, PLR0917 - as above
    path: Path,
    tag: bytes,
    counted: Sequence[Counted],
    store: Store,
    keys: Sequence[str],
    name: str,
    block_bytes: int | None = None,
) -> WrittenFile:
    put = partial(copy_chapters, store, keys, counted, block_bytes=block_bytes)
    return write_counted(path, tag, counted, put, name)
