"""The recording's file: filled by a worker process or here, the same, and here if the worker is lost."""

import os
import signal
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from typing import Any

import pytest

from audio.chapter import LostChapterError, count_chapter
from edition.build import build
from edition.config import Config
from edition.last import read_last
from edition.order import Order
from edition.recording import Contents, fill
from edition.store import FolderStore
from edition.workers import Workers

ARTICLE = "\n\n".join(f"## Gate {n}\n\nThe warden of gate {n} counts the carts." for n in range(3))


class Edition:
    """One that was built, and its chapters."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.store = folder, FolderStore(folder / "store")
        article = folder / "gates.md"
        article.write_text(ARTICLE, encoding="utf-8")
        with ThreadPoolExecutor(1) as executor:
            built = build(Order(str(article), folder / "editions", "tone", Config()), executor, self.store)
        last = read_last(self.store, built.folder)
        assert last is not None
        self.keys = [chapter.key for chapter in last.chapters]
        self.counted = [count_chapter(self.store, key) for key in self.keys]
        self.path = folder / "filled"
        self.path.write_bytes(b"what somebody began")

    def filled(self, executor: Any) -> tuple[str, bytes]:
        contents = Contents("gates.mp3", b"tag", self.store, self.keys, self.counted)
        written = fill(executor, contents, self.path)
        assert written.bytes == self.path.stat().st_size
        return written.sha256, self.path.read_bytes()


@pytest.fixture
def edition(tmp_path: Path) -> Edition:
    return Edition(tmp_path)


class Noting(Workers):
    """Workers that note what they do, or are lost as they do it."""

    def __init__(self, *, lost: bool = False) -> None:
        super().__init__(1)
        self.lost, self.done = lost, 0

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        self.done += 1
        return super().submit(_lost if self.lost else fn, *args, **kwargs)


def _lost(path: Path, *_: Any) -> None:
    path.write_bytes(b"half of it")
    os.kill(os.getpid(), signal.SIGKILL if hasattr(signal, "SIGKILL") else signal.SIGTERM)


def test_a_worker_fills_it_as_it_is_filled_here(edition: Edition) -> None:
    with ThreadPoolExecutor(1) as thread, Noting() as workers:
        here = edition.filled(thread)
        assert edition.filled(workers) == here
        assert workers.done == 1
    assert here[1].startswith(b"tag\xff")


def test_it_is_filled_here_if_the_worker_is_lost(edition: Edition) -> None:
    with ThreadPoolExecutor(1) as thread, Noting(lost=True) as workers:
        here = edition.filled(thread)
        assert edition.filled(workers) == here
        with pytest.raises(BrokenProcessPool):
            workers.submit(len, "it was really lost").result()


def test_a_lost_chapter_is_told(edition: Edition) -> None:
    edition.store.discard("chapter", edition.keys[1])
    with Noting() as workers, pytest.raises(LostChapterError):
        edition.filled(workers)
    with ThreadPoolExecutor(1) as thread, pytest.raises(LostChapterError):
        edition.filled(thread)
