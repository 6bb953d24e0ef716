"""Words are written while the last chapters are encoded, and nothing is left waiting when that fails."""

import threading
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from audio.chapter import encode_chapter
from edition import publish
from edition.build import build
from edition.config import Config
from edition.known_takes import KnownTakes
from edition.order import Order
from edition.store import FolderStore
from scripts.errors import PublishError
from voices.model import Store, TakeInfo, TakeRequest
from voices.takes import make_take

ARTICLE = "\n\n".join(f"## Gate {n}\n\nThe keeper shuts gate {n}. Nobody asks why." for n in range(9))
PATIENCE_S = 60.0


class Holding(ThreadPoolExecutor):
    """Encodes no chapter before it is told to; takes are made meanwhile."""

    def __init__(self) -> None:
        super().__init__(16)  # there is room for takes however many chapters are held
        self.encoders = ThreadPoolExecutor(2)
        self.go_on = threading.Event()
        self.waited = self.encoded = 0

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        if fn is encode_chapter:
            return self.encoders.submit(self._hold, *args, **kwargs)
        return super().submit(fn, *args, **kwargs)

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        self.encoders.shutdown(wait, cancel_futures=cancel_futures)
        super().shutdown(wait, cancel_futures=cancel_futures)

    def _hold(self, *args: Any) -> None:
        self.waited += 1
        if not self.go_on.wait(PATIENCE_S):
            raise TimeoutError("nobody told it to go on")
        encode_chapter(*args)
        self.encoded += 1


@pytest.fixture
def order(tmp_path: Path) -> Order:
    article = tmp_path / "gates.md"
    article.write_text(ARTICLE, encoding="utf-8")
    return Order(str(article), tmp_path / "editions", "tone", Config())


def test_the_words_are_worked_out_before_the_last_chapter_is_encoded(
    order: Order, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = publish.reading_text

    def read_and_go_on(*args: Any) -> Any:
        text = read(*args)
        assert executor.encoded == 0
        executor.go_on.set()
        return text

    monkeypatch.setattr(publish, "reading_text", read_and_go_on)
    with Holding() as executor:
        result = build(order, executor, FolderStore(tmp_path / "store"))
    assert executor.encoded == result.chapters_encoded > 2
    assert result.audio.exists()


def test_where_words_cannot_be_written_encoding_is_called_off(
    order: Order, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: Any) -> Any:
        threading.Timer(0.2, executor.go_on.set).start()
        raise PublishError("The disk is full", "Make room.")

    monkeypatch.setattr(publish, "reading_text", full)
    with Holding() as executor:
        with pytest.raises(PublishError, match="full"):
            build(order, executor, FolderStore(tmp_path / "store"))
        # What was under way ends; what waited is not begun.
        time.sleep(0.5)
        assert executor.encoded <= 4 < ARTICLE.count("##")
    assert not list((tmp_path / "editions" / "gates").glob("*.mp3"))
    assert not list((tmp_path / "editions" / "gates").glob(".*"))


class Noting(ThreadPoolExecutor):
    """Tells when a take is begun."""

    def __init__(self, told: list[str]) -> None:
        super().__init__(2)
        self.told = told

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        if fn is make_take:
            self.told.append(f"begun {args[0].spoken.text}")
        return super().submit(fn, *args, **kwargs)


def test_the_take_of_an_edit_is_made_while_the_others_are_looked_for(
    order: Order, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    store, info = FolderStore(tmp_path / "store"), KnownTakes.info

    def look(known: KnownTakes, request: TakeRequest, store: Store) -> TakeInfo | None:
        told.append("looked for")
        return info(known, request, store)

    with Noting(told) as executor:
        first = build(order, executor, store)
        Path(order.source).write_text(ARTICLE.replace("gate 8.", "the last gate."), encoding="utf-8")
        monkeypatch.setattr(KnownTakes, "info", look)
        told.clear()
        second = build(order, executor, store)
    assert told[:2] == ["looked for", "begun The keeper shuts the last gate."]
    assert told.count("looked for") == len(told) - 1 > 15
    assert (second.takes_made, second.chapters_encoded) == (1, 1)
    assert second.takes_reused == first.takes_made + first.takes_reused - 1
