"""Encoded chapters in MP3 as one stream of blocks: a thread reads and tests them ahead of who takes them, so
that hours of sound are read on one processor and written on another, and never a chapter of it is held.
"""

import hashlib
from collections.abc import Generator, Sequence
from concurrent.futures import ThreadPoolExecutor
from queue import SimpleQueue

from audio.chapter import lost_chapter, open_chapter
from audio.model import Codec
from audio.mp3 import Counted
from voices.model import Store

_BLOCK_BYTES, _BLOCKS = 2 << 20, 3
"""Large, for each costs both threads a turn of Python's; and read into the same room, for new room costs as
much as reading."""


def stream_chapters(
    store: Store, keys: Sequence[str], counted: Sequence[Counted]
) -> Generator[memoryview, None, None]:
    """The frames of the chapters, one behind the other. Each block is good until the next is asked for.

    Raises LostChapterError where the store lacks a chapter, or it is not what `counted` (of `count_chapter`)
    says, or damaged (it is discarded then): what came before that is worth nothing. Close the iterator, or
    take all of it.
    """
    free: SimpleQueue[bytearray | None] = SimpleQueue()
    full: SimpleQueue[memoryview | None] = SimpleQueue()
    for _ in range(_BLOCKS):
        free.put(bytearray(_BLOCK_BYTES))
    with ThreadPoolExecutor(1, thread_name_prefix="chapters") as aside:
        reading = aside.submit(_read, store, list(zip(keys, counted, strict=True)), free, full)
        try:
            while (block := full.get()) is not None:
                yield block
                free.put(block.obj)  # type: ignore[arg-type]
        finally:
            free.put(None)  # nobody takes more
        reading.result()


def _read(
    store: Store,
    chapters: Sequence[tuple[str, Counted]],
    free: SimpleQueue[bytearray | None],
    full: SimpleQueue[memoryview | None],
) -> None:
    try:
        for key, counted in chapters:
            with open_chapter(store, key, Codec.MP3) as (reader, wanted):
                counts = reader.readline()
                digest, left = hashlib.sha256(counts), counted.size
                while left:
                    room = free.get()
                    if room is None:
                        return
                    size = reader.readinto(memoryview(room)[:left])  # type: ignore[attr-defined] # all have it
                    if not size:
                        break
                    block = memoryview(room)[:size]
                    digest.update(block)
                    full.put(block)
                    left -= size
                if left or reader.read(1) or digest.hexdigest().encode() != wanted:
                    raise lost_chapter(store, key, Codec.MP3)
    finally:
        full.put(None)
