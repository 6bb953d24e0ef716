"""Chapters as one stream: the same bytes, tested, however long they are, and whoever stops listening."""

import contextlib
import threading
from collections.abc import Callable
from typing import Any

import pytest

from audio import stream
from audio.chapter import LostChapterError, count_chapter, encode_chapter, plan_chapter, read_chapter
from audio.model import Clip, Encoding, Loudness, Pacing
from audio.stream import stream_chapters
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
    return [bytes(block) for block in stream_chapters(store, keys, counted)]


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
        list(stream_chapters(store, keys, counted))
    assert [("chapter", key) in store.entries for key in keys] == [at != number for at in range(3)]


def test_the_reader_leaves_with_whoever_listens(store: Any, keys: list[str]) -> None:
    def readers() -> set[threading.Thread]:  # by name: threads of other tests come and go meanwhile
        return {one for one in threading.enumerate() if one.name.startswith("chapters")}

    before = readers()
    counted = [count_chapter(store, key) for key in keys]
    with contextlib.closing(stream_chapters(store, keys, counted)) as blocks:
        next(blocks)
        assert readers() - before
    assert readers() <= before


def test_an_error_of_the_store_comes_out(
    store: Any, keys: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    counted = [count_chapter(store, key) for key in keys]

    def refuse(kind: str, key: str) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(store, "open", refuse)
    with pytest.raises(OSError, match="Input/output"):
        list(stream_chapters(store, keys, counted))
