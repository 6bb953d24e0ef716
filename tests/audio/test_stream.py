"""Chapters as one stream: the same bytes, tested, however long they are, and whoever stops listening."""

import errno
import io
import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, BinaryIO

import pytest

from audio import stream
from audio.chapter import LostChapterError, count_chapter, encode_chapter, plan_chapter, read_chapter
from audio.model import Clip, Encoding, Loudness, Pacing
from audio.stream import copy_chapters
from scripts.model import Boundary
from voices.model import Pcm

Speech = Callable[..., Pcm]


@pytest.fixture
def keys(store: Any, speech: Speech, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Chapters of several blocks each, and one that is shorter than a block."""
    monkeypatch.setattr(stream, "_BLOCK_BYTES", 5_000)
    found = []
    for number, seconds in enumerate((0.9, 0.2, 1.6)):
        pcm = speech(seconds, seed=number)
        clip = Clip(store.put_take(f"{number}", pcm), len(pcm), 0.0, Boundary.SECTION)
        chapter = plan_chapter([clip], Pacing(), Encoding(), Loudness())
        encode_chapter(chapter, store, Encoding(), Loudness())
        found.append(chapter.key)
    return found


def taken(store: Any, keys: list[str]) -> list[bytes]:
    counted = [count_chapter(store, key) for key in keys]
    with tempfile.TemporaryFile() as file:
        file.write(b"tag")
        blocks = [bytes(block) for block in copy_chapters(store, keys, counted, file)]
        file.write(b"end")
        file.seek(0)
        assert file.read() == b"".join([b"tag", *blocks, b"end"])
    return blocks


def test_it_is_the_chapters_one_behind_the_other(store: Any, keys: list[str]) -> None:
    order = [*keys, *keys[::-1]]
    blocks = taken(store, order)
    assert b"".join(blocks) == b"".join(read_chapter(store, key) for key in order)
    assert max(map(len, blocks)) <= 5_000
    assert len(blocks) > len(order)
    assert taken(store, []) == []


@pytest.mark.parametrize("damage", ["cut", "longer", "flipped", "last byte", "gone"])
@pytest.mark.parametrize("number", [0, 1, 2])
def test_a_damaged_chapter_is_told_and_discarded(
    store: Any, keys: list[str], damage: str, number: int
) -> None:
    counted = [count_chapter(store, key) for key in keys]
    entry = store.entries.pop(("chapter", keys[number]))
    at = {"flipped": len(entry) // 2, "last byte": len(entry) - 1}.get(damage, 0)
    bad = entry[:at] + bytes([entry[at] ^ 1]) + entry[at + 1 :]
    bad = {"cut": entry[:-7], "longer": entry + b"x"}.get(damage, bad)
    if damage != "gone":
        store.write("chapter", keys[number], bad)
    with pytest.raises(LostChapterError):
        list(copy_chapters(store, keys, counted, io.BytesIO()))
    assert [("chapter", key) in store.entries for key in keys] == [at != number for at in range(3)]


def test_an_error_of_the_store_comes_out(
    store: Any, keys: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    counted = [count_chapter(store, key) for key in keys]

    def refuse(kind: str, key: str) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(store, "open", refuse)
    with pytest.raises(OSError, match="Input/output"):
        list(copy_chapters(store, keys, counted, io.BytesIO()))


class FolderOf:
    """The same entries as files, as a store in a folder has them."""

    def __init__(self, store: Any, folder: Path) -> None:
        self.store, self.folder = store, folder

    def open(self, kind: str, key: str) -> BinaryIO:
        path = self.folder / f"{kind}-{key}"
        path.write_bytes(self.store.entries[kind, key])
        return path.open("rb")


needs_system = pytest.mark.skipif(
    not hasattr(os, "copy_file_range"), reason="this system copies no ranges of files by itself"
)


@needs_system
def test_the_system_copies_from_file_to_file(
    store: Any, keys: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copied: list[int] = []
    by_system = os.copy_file_range

    def copy(source: int, target: int, count: int, *offsets: int) -> int:
        copied.append(by_system(source, target, min(count, 1_999), *offsets))  # it may take less than asked
        return copied[-1]

    monkeypatch.setattr(os, "copy_file_range", copy)
    blocks = taken(FolderOf(store, tmp_path), keys)
    assert blocks == taken(store, keys)
    assert sum(copied) == sum(map(len, blocks))


@needs_system
@pytest.mark.parametrize("refusal", [errno.EXDEV, errno.ENOSYS, errno.EOPNOTSUPP])
def test_what_the_system_cannot_copy_is_written(
    store: Any, keys: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, refusal: int
) -> None:
    by_system, asked = os.copy_file_range, []

    def copy(*call: int) -> int:
        asked.append(call)
        if len(asked) > 1:
            raise OSError(refusal, os.strerror(refusal))
        return by_system(call[0], call[1], 100, *call[3:])

    monkeypatch.setattr(os, "copy_file_range", copy)
    assert taken(FolderOf(store, tmp_path), keys) == taken(store, keys)
    assert len(asked) == 2


@needs_system
def test_a_full_disk_is_told(
    store: Any, keys: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def copy(*_: int) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "copy_file_range", copy)
    with pytest.raises(OSError, match="No space"):
        taken(FolderOf(store, tmp_path), keys)
